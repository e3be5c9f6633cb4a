"""From raw folder to tables; who withdraws leaves no trace; a project opens again."""

from datetime import date

import pandas as pd
import pytest

from parentdata.__main__ import main
from parentdata.coding.qdpx import read_qdpx, write_qdpx
from parentdata.focus_groups.clean import receive_groups, take_out_withdrawn
from parentdata.focus_groups.units import make_units
from parentdata.focus_groups.withdrawal import blank_names, drop_units
from parentdata.provenance import hash_file

from .folder import PEOPLE, write_folder

TODAY = date(2021, 7, 1)
WITHDREW = [row | ({"withdrew_date": "2021-05-09"} if row["pseudonym"] == "P01" else {})
            for row in PEOPLE]  # fmt: skip


def take_in(folder, plan_text, people=PEOPLE):
    return receive_groups(write_folder(folder, plan_text, people), not_after=TODAY)


def test_everything_received_becomes_a_table_with_its_key(tmp_path, plan_text):
    tables = take_out_withdrawn(take_in(tmp_path / "groups", plan_text))
    assert {name: len(table) for name, (table, _) in tables.items()} == {
        "recruitment": 6, "withdrawals": 1, "discussions": 3, "contributions": 4,
        "judgements": 18, "decided": 9,
    }  # fmt: skip
    for table, key in tables.values():
        assert not table.duplicated(key).any()
    assert tables["withdrawals"][0]["count"].tolist() == [0]


def test_who_withdraws_leaves_every_table_and_every_mention(tmp_path, plan_text):
    tables = take_out_withdrawn(take_in(tmp_path / "groups", plan_text, WITHDREW))
    for table, _ in tables.values():
        text = table.to_csv(index=False)
        for trace in ("A001", "P01", "2021-05-09"):
            assert trace not in text
    words = tables["contributions"][0].set_index("unit_id")["words"]
    assert words["P03"] == "I agree with –––.\nWe are on a list."
    assert tables["withdrawals"][0]["count"].tolist() == [1]
    # The passage of another parent, after the mention, is where it was.
    passage = tables["decided"][0].query("unit_id == 'P03' and code == 'stigma'").iloc[0]
    assert words["P03"][passage["start"] : passage["end"]] == passage["quote"]


def test_an_interview_goes_with_the_one_who_gave_it(tmp_path, plan_text):
    people = [row | ({"withdrew_date": "2021-05-09"} if row["pseudonym"] == "P04" else {})
              for row in PEOPLE]  # fmt: skip
    tables = take_out_withdrawn(take_in(tmp_path / "groups", plan_text, people))
    assert tables["discussions"][0]["discussion_id"].tolist() == ["G01", "G02"]


def test_nobody_is_taken_for_another_whose_number_begins_alike():
    table = pd.DataFrame({"unit_id": ["P1", "P10"], "words": ["P1 and P10", "P10 and P1"]})
    kept = drop_units(table, ["P1"], unit="unit_id")
    assert kept.to_dict("records") == [{"unit_id": "P10", "words": "P10 and ––"}]
    assert blank_names(7, ["P1"]) == 7
    assert blank_names("P1", []) == "P1"


def test_a_project_of_the_groups_opens_again_with_the_same_codes(tmp_path, plan_text):
    received = take_in(tmp_path / "groups", plan_text)
    units = make_units(received.contributions)
    path = tmp_path / "groups.qdpx"
    write_qdpx(path, received.judgements, codebook=received.codebook, units=units)
    again = read_qdpx(path, codebook=received.codebook, units=units)
    key = ["unit_id", "code", "coder"]
    wanted = received.judgements.astype(str).where(received.judgements.notna(), "")
    pd.testing.assert_frame_equal(
        again.sort_values(key, ignore_index=True).astype(str),
        wanted.sort_values(key, ignore_index=True).astype(str),
        check_dtype=False,
    )


# --- through the command line -----------------------------------------------------------------


@pytest.fixture
def project(tmp_path, monkeypatch, plan_text):
    """A project of the small folder, in which commands can be run."""
    (tmp_path / "params.yaml").touch()
    (tmp_path / "dvc.yaml").write_text(
        "stages:\n  clean-focus-groups:\n    cmd: python -m parentdata clean focus-groups\n"
        "    deps: [data/raw/focus-groups]\n    outs: []\n"
    )
    folder = write_folder(tmp_path / "data" / "raw" / "focus-groups", plan_text)
    monkeypatch.chdir(tmp_path)

    def list_files():
        names = sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file())
        lines = [f"  {n}: {hash_file(folder / n)}\n" for n in names if n != "origin.yml"]
        (folder / "origin.yml").write_text(
            "producer: a\ntitle: b\nreference: c\ndate_accessed: 2021-07-01\nlicence: d\n"
            "status: stand-in\nfiles:\n" + "".join(lines)
        )

    list_files()
    return folder, list_files


def test_a_faulty_log_is_refused_before_anything_is_written(project, capsys):
    folder, list_files = project
    log = folder / "recruitment.csv"
    log.write_text(log.read_text().replace("2021-03-03", "2021-02-03", 1))
    list_files()
    assert main(["clean", "focus-groups"]) == 1
    assert "recruitment.csv, row 2, column 'consented_date'" in capsys.readouterr().err
    assert not list((folder.parents[1] / "derived").rglob("*.csv"))


def test_an_altered_file_is_refused(project, capsys):
    folder, _ = project
    (folder / "polls.csv").write_text("discussion_id,poll,answer,votes\n")
    assert main(["clean", "focus-groups"]) == 1
    assert "has been altered" in capsys.readouterr().err
