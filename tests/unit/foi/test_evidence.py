"""Public evidence beside replies: the strict file, and how far it moves the published count."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from parentdata.foi.evidence import PublicEvidence, read_evidence
from parentdata.foi.evidence_bounds import bound_by_evidence, tabulate_evidence, tell_move
from parentdata.foi.published import PublishedCounts
from parentdata.foi.refusals import BadCount, BadPublicEvidence
from parentdata.provenance import check_folder

COUNTS = PublishedCounts(requested=220, programme=149, users=76, in_force=216, in_force_england=151)
DENIAL = {
    "id": "a",
    "authority": "Authority A",
    "programme": "member",
    "reply": "No.",
    "reply_says": "denies",
    "reply_date": "not_given",
    "shows": "A project is described.",
    "shows_use": "uses",
    "seen_at": "a public site",
    "seen_date": "not_given",
    "relation": "contradicts",
    "source": "foi-post",
    "note": "Moves the count.",
}
ADMISSION = DENIAL | {
    "id": "b",
    "authority": "Authority B",
    "reply": "Yes.",
    "reply_says": "uses",
    "shows_use": "denies",
}
SILENT = DENIAL | {
    "id": "c",
    "authority": "Authority C",
    "reply": "not_given",
    "reply_says": "not_known",
    "relation": "extends",
}


@pytest.fixture
def write(tmp_path):
    """Write cases as an evidence.yml and read it with one known source."""

    def read(*cases: dict) -> PublicEvidence:
        path = tmp_path / "evidence.yml"
        path.write_text(yaml.safe_dump({"cases": list(cases)}), encoding="utf-8")
        return read_evidence(path, sources={"foi-post"})

    return read


def bounds(evidence: PublicEvidence) -> list[int]:
    rows = bound_by_evidence(COUNTS, evidence, status="real").set_index("id")
    names = ("replies", "low", "high")
    return [rows.at[f"foi.evidence.admitted.{name}.count", "value"] for name in names]


def test_a_contradicted_denial_adds_a_council_and_what_extends_moves_nothing(write):
    assert bounds(write(DENIAL, SILENT)) == [76, 76, 77]


def test_a_contradicted_admission_takes_one_away(write):
    assert bounds(write(DENIAL, ADMISSION)) == [76, 75, 77]


def test_what_confirms_or_extends_an_admission_moves_nothing(write):
    same = ADMISSION | {"shows_use": "uses"}
    for relation in ("confirms", "extends"):
        assert bounds(write(same | {"relation": relation})) == [76, 76, 76]


@pytest.mark.parametrize(
    ("programme", "high", "told"),
    [
        ("member", 77, "One more council"),
        ("not_known", 77, "At most one more council: it is not known to be one of the councils"),
        ("not_member", 76, "Nothing: it is not one of the councils"),
    ],
)
def test_who_is_not_in_the_programme_moves_nothing_and_who_may_be_counts_once(
    write, programme, high, told
):
    evidence = write(DENIAL | {"programme": programme})
    assert bounds(evidence) == [76, 76, high]
    assert tell_move(evidence.cases[0]) == told


def test_shares_are_of_the_programmes_councils_and_carry_no_interval_of_chance(write):
    rows = bound_by_evidence(COUNTS, write(DENIAL, SILENT), status="real").set_index("id")
    high = rows.loc["foi.evidence.admitted.high.share"]
    assert high[["value", "count", "n", "unit"]].tolist() == [77 / 149, 77, 149, "share"]
    assert rows[["ci_low", "ci_high", "level"]].isna().all(axis=None)
    cases = [f"foi.evidence.cases.{name}.count" for name in ("contradicts", "extends", "confirms")]
    assert rows.loc[cases, "value"].tolist() == [1, 1, 0]
    assert set(rows["data_status"]) == {"real"}


def test_more_contradicted_admissions_than_admissions_are_refused(write):
    counts = PublishedCounts(
        requested=220, programme=149, users=0, in_force=216, in_force_england=151
    )
    with pytest.raises(BadCount, match=r"from -1 to 0 users out of 149 councils"):
        bound_by_evidence(counts, write(ADMISSION), status="real")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"source": None}, r"cases\.0\.source: Input should be a valid string"),
        ({"source": "rumour"}, r"case 'a' has the source 'rumour', which is not on record"),
        ({"relation": "hints"}, r"cases\.0\.relation: Input should be 'contradicts'"),
        ({"relation": "confirms"}, r"relation 'confirms' does not follow .*: contradicts"),
        ({"shows_use": "not_known"}, r"relation 'contradicts' does not follow .*: extends"),
        ({"shows": "not_given"}, r"a case without its evidence is none"),
        ({"reply": "not_given"}, r"not_known exactly where it is not_given"),
        ({"reply_date": "2021"}, r"reply_date"),
        ({"url": "x"}, r"cases\.0\.url: Extra inputs are not permitted"),
        ({"note": "  "}, r"cases\.0\.note: String should have at least 1 character"),
    ],
)
def test_a_case_that_does_not_hold_is_refused_with_its_place(write, change, said):
    with pytest.raises(BadPublicEvidence, match=rf"(?s)evidence\.yml: .*{said}"):
        write(DENIAL | change)


def test_a_case_without_a_source_is_refused(write):
    with pytest.raises(BadPublicEvidence, match=r"cases\.0\.source: Field required"):
        write({name: told for name, told in DENIAL.items() if name != "source"})


def test_two_cases_of_one_authority_are_refused(write):
    with pytest.raises(BadPublicEvidence, match="authority 'Authority A' stands twice"):
        write(DENIAL, DENIAL | {"id": "z"})


def test_a_file_that_is_absent_or_no_yaml_is_refused(tmp_path):
    with pytest.raises(BadPublicEvidence, match=r"cannot be read: No such file"):
        read_evidence(tmp_path / "evidence.yml", sources=())
    (tmp_path / "evidence.yml").write_text("cases: [", encoding="utf-8")
    with pytest.raises(BadPublicEvidence, match=r"(?s)evidence\.yml: .*to do: Correct the place"):
        read_evidence(tmp_path / "evidence.yml", sources=())


def test_the_compendiums_own_cases_are_told_as_the_post_tells_them(root: Path):
    folder = root / "data" / "raw" / "foi-evidence"
    assert check_folder(folder).status == "real"
    evidence = read_evidence(folder / "evidence.yml", sources={"foi-post"})
    assert bounds(evidence) == [76, 76, 77]
    table = tabulate_evidence(evidence, status="real")
    assert table[["authority", "reply", "seen_at", "relation", "moves"]].to_numpy().tolist() == [
        [
            "Achieving for Children",
            "It did not use and had not used analytics beyond basic monitoring.",
            "the UKAuthority site",
            "Contradicts the reply",
            "At most one more council: it is not known to be one of the councils",
        ],
        ["Dorset", "not given", "the Local Government Association site", "Extends it", "Nothing"],
    ]
    assert table[["reply_date", "seen_date"]].eq("not given").all(axis=None)


def test_every_word_of_the_cases_is_in_the_facts_that_may_be_called_published(root, shared):
    told = " ".join((shared / "facts" / "study-facts.md").read_text(encoding="utf-8").split())
    path = root / "data" / "raw" / "foi-evidence" / "evidence.yml"
    company, county = read_evidence(path, sources={"foi-post"}).cases
    said = company.reply.removeprefix("It ").removesuffix(".")
    shown = company.shows[0].lower() + company.shows[1:].removesuffix(".")
    assert (
        f"{company.authority} answered that it {said}, while {shown} on {company.seen_at};" in told
    )
    planned = county.shows.removeprefix("It has a case study there, and ")
    assert f"{county.authority} has a case study on {county.seen_at} and {planned}" in told
