"""The committed stand-in of the focus groups, and its tables after a run."""

import shutil
from datetime import date

import pandas as pd
import pytest
import yaml

from parentdata.coding.qdpx import read_qdpx, write_qdpx
from parentdata.education import load_parallels
from parentdata.focus_groups import load_plan, receive_groups, schedule_discussions
from parentdata.focus_groups.clean import take_out_withdrawn
from parentdata.focus_groups.units import make_units
from parentdata.provenance import check_folder
from parentdata.standin.groups import make_groups

TODAY = date(2026, 11, 28)


@pytest.fixture(scope="module")
def folder(root):
    return root / "data/raw/focus-groups"


@pytest.fixture(scope="module")
def received(folder):
    return receive_groups(folder, not_after=TODAY)


# --- the files --------------------------------------------------------------------------------


def test_the_committed_files_are_the_generators_output_byte_for_byte(folder):
    for name, text in make_groups(folder).items():
        assert (folder / name).read_bytes() == text.encode("utf-8"), name


def test_each_file_that_can_says_in_its_first_line_that_it_is_a_stand_in(folder):
    assert check_folder(folder).status == "stand-in"
    for path in (folder / "transcripts").iterdir():
        assert path.read_text(encoding="utf-8").startswith("[STAND-IN TRANSCRIPT"), path.name
    assert "stand-in" in (folder / "README.md").read_text(encoding="utf-8").splitlines()[0]


def test_the_plan_marks_as_published_what_the_blog_says_and_nothing_else(folder):
    plan = load_plan(folder)
    assert (plan.group_size.least, plan.group_size.most, plan.minutes) == (4, 6, 45)
    assert (plan.voucher.gbp, plan.voucher.basis, plan.top_up.basis) == (25, "published", "assumed")
    assert {cell.basis for cell in plan.cells} == {"published"}


def test_the_groups_held_are_those_planned(folder, received):
    planned = schedule_discussions(received.plan, list(received.plan.by_id))
    held = received.discussions
    for kind in ("group", "interview"):
        ids = set(held.loc[held["kind"].eq(kind), "discussion_id"])
        assert ids <= set(planned.loc[planned["kind"].eq(kind), "discussion_id"])
    both = held.merge(planned, on="discussion_id", suffixes=("", "_planned"))
    assert both["cell"].eq(both["cell_planned"]).all()
    assert both["route"].eq(both["route_planned"]).all()


def test_every_group_has_at_most_as_many_as_were_considered(received):
    came = received.log[received.log["has_attended"]].groupby("discussion_id").size()
    assert came.max() <= received.plan.group_size.most


def test_every_participant_is_coded_by_both_coders_on_every_theme(received):
    themes = [code.id for code in received.codebook.leaves if code.kind == "presence"]
    rows = received.judgements[received.judgements["code"].isin(themes)]
    assert len(rows) == 2 * len(themes) * len(received.contributions)


def test_no_disagreement_is_left_undecided(received):
    assert not received.decided["how"].eq("undecided").any()


def test_no_difference_between_routes_was_put_in(received):
    """Of 28 comparisons of a theme by route, chance alone makes a handful of large ones."""
    joined = received.decided.merge(received.contributions, on="unit_id")
    groups = joined[joined["kind"].eq("group") & joined["value"].isin(["present", "absent"])]
    shares = groups.assign(is_there=groups["value"].eq("present")).pivot_table(
        index="code", columns="route", values="is_there"
    )
    assert (shares["known"] - shares["not_known"]).abs().median() < 0.15


# --- withdrawal and exchange ------------------------------------------------------------------


def test_one_more_who_withdraws_leaves_no_trace_in_any_table(folder, received, tmp_path):
    copy = shutil.copytree(folder, tmp_path / "groups")
    log = pd.read_csv(copy / "recruitment.csv", dtype=str, keep_default_na=False)
    place = log.index[log["pseudonym"].eq("P20")][0]
    person, words = (
        log.loc[place, "person_id"],
        received.contributions.set_index("unit_id")["words"],
    )
    quotes = received.judgements.query("unit_id == 'P20'")["quote"].dropna()
    log.loc[place, "withdrew_date"] = "2021-07-01"
    log.to_csv(copy / "recruitment.csv", index=False)
    before = take_out_withdrawn(received)
    after = take_out_withdrawn(receive_groups(copy, not_after=TODAY))
    text = "".join(table.to_csv(index=False) for table, _ in after.values())
    assert person not in text
    assert "P20" not in text
    own = after["contributions"][0]
    assert "P20" not in set(own["unit_id"])
    assert words["P20"] not in set(own["words"])
    kept = after["decided"][0]
    assert len(kept) < len(before["decided"][0])
    assert not (kept["unit_id"].eq("P20") & kept["quote"].isin(quotes)).any()
    assert after["withdrawals"][0]["count"].tolist() == [3]


def test_a_project_of_all_groups_opens_again_with_the_same_judgements(received, tmp_path):
    units = make_units(received.contributions)
    path = tmp_path / "focus-groups.qdpx"
    write_qdpx(path, received.judgements, codebook=received.codebook, units=units)
    again = read_qdpx(path, codebook=received.codebook, units=units)
    key = ["unit_id", "code", "coder"]
    columns = [*key, "value", "start", "end", "quote"]
    wanted = received.judgements.astype(str).where(received.judgements.notna(), "")
    pd.testing.assert_frame_equal(
        again.sort_values(key, ignore_index=True)[columns].astype(str),
        wanted.sort_values(key, ignore_index=True)[columns].astype(str),
        check_dtype=False,
    )


# --- after a run ------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def derived(repro):
    folder = repro.folder / "data" / "derived"
    if not (folder / "focus-groups" / "estimates.csv").is_file():
        pytest.skip("the pipeline has no stage of the focus groups yet")
    return folder


def test_nobody_who_withdrew_is_in_any_derived_file_or_page(derived, received, repro):
    gone = received.log[received.log["has_withdrawn"]]
    names = [name for name in [*gone["person_id"], *gone["pseudonym"]] if name]
    made = [*derived.rglob("*.csv"), *derived.rglob("*.svg")]
    made += [path for path in (repro.folder / "build/executed").glob("*.ipynb")]
    pattern = rf"\b(?:{'|'.join(names)})\b"
    found = [
        path.name
        for path in made
        if "focus" in str(path) and pd.Series([path.read_text("utf-8")]).str.contains(pattern)[0]
    ]
    assert (len(names), found) == (3, [])


def test_no_pool_of_poll_answers_is_below_the_minimum(derived, root):
    minimum = yaml.safe_load((root / "params.yaml").read_text())["minimum_poll_base"]
    rows = pd.read_csv(derived / "focus-groups" / "estimates.csv")
    polls = rows[rows["id"].str.startswith("groups.polls.")]
    assert polls["n"].min() >= minimum
    assert not (derived / "focus-groups" / "polls.csv").exists()


def test_every_parallel_has_a_row_and_two_have_no_evidence(derived, root):
    crosswalk = load_parallels(root / "data/raw/education-parallels")
    assert (len(crosswalk.issues), len(crosswalk.parallels)) == (4, 5)
    rows = pd.read_csv(derived / "education-parallels" / "estimates.csv").set_index("id")
    assert rows.loc["education.without_evidence.all.count", "value"] == 2
