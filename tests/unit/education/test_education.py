"""Parallels with their sources, held against estimates; entries that nobody stands behind."""

import pandas as pd
import pytest

from parentdata.education import (
    SIGNS,
    BadParallels,
    NoSource,
    UnknownEstimate,
    count_crosswalk,
    count_evidence,
    hold_evidence,
    load_parallels,
    parse_parallels,
    tabulate_crosswalk,
)

FILE = """
sources: {post: A blog post}
issues:
  - {id: rules, label: Rules, text: No rules in schools., source: post}
  - {id: devices, label: Devices, text: Unequal devices., source: post}
parallels:
  - id: guidance
    label: Guidance
    text: No guidance.
    source: post
    no_evidence: Nobody asked.
  - id: awareness
    label: Awareness
    text: Low awareness.
    source: post
    evidence:
      - {estimate: heard, study: pilot-survey, label: Had heard, holds_if: below, limit: 0.5,
         because: Fewer than half.}
      - {estimate: trusts, study: pilot-survey, label: Trust, because: Trust is not awareness.}
links:
  - {issue: rules, parallel: guidance, kind: same, because: Both say so.}
"""


@pytest.fixture
def crosswalk():
    return parse_parallels(FILE, source="parallels.yml")


def estimates(**changes):
    heard = {"id": "heard", "unit": "share", "value": 0.4, "ci_low": 0.3, "ci_high": 0.45,
             "count": 40, "n": 100, "base": "all", "is_withheld": False,
             "data_status": "stand-in"} | changes  # fmt: skip
    return {"pilot-survey": pd.DataFrame([heard, {**heard, "id": "trusts"}])}


def relation(crosswalk, **changes):
    held = hold_evidence(crosswalk, estimates(**changes))
    return held.set_index("estimate").loc["heard", "relation"]


# --- the file ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (", source: post}\n  - {id: devices", "}\n  - {id: devices",
         "the entry 'rules' under issues has no source"),
        ("    source: post\n    no_evidence", "    no_evidence",
         "the entry 'guidance' under parallels has no source"),
        ("    source: post\n    evidence", "    source: rumour\n    evidence",
         "the entry 'awareness' under parallels has the source 'rumour', which is not listed"),
        ("sources: {post: A blog post}", "sources: {}", "the entry 'rules' under issues"),
    ],
)  # fmt: skip
def test_an_entry_without_a_source_is_refused(old, new, said):
    assert old in FILE
    with pytest.raises(NoSource, match=said):
        parse_parallels(FILE.replace(old, new, 1), source="parallels.yml")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("id: devices", "id: rules", "'rules' stands twice"),
        ("estimate: trusts", "estimate: heard", "'heard' stands twice"),
        ("    no_evidence: Nobody asked.\n", "", "give 'evidence', or 'no_evidence'"),
        (", limit: 0.5", "", "give 'holds_if' and 'limit' together"),
        ("study: pilot-survey, label: Trust", "study: census, label: Trust", "Input should be"),
        ("parallel: guidance, kind", "parallel: devices, kind", "not both listed"),
        ("label: Rules,", "label: Rules, colour: red,", "Extra inputs"),
        ("links:", "sources:", "stands twice"),
    ],
)
def test_a_file_that_does_not_hold_together_is_refused(old, new, said):
    assert old in FILE
    with pytest.raises(BadParallels, match=said):
        parse_parallels(FILE.replace(old, new, 1), source="parallels.yml")


def test_a_file_that_is_absent_is_refused(tmp_path):
    with pytest.raises(BadParallels, match="the file cannot be read"):
        load_parallels(tmp_path)


# --- the evidence -----------------------------------------------------------------------------


def test_the_whole_interval_decides(crosswalk):
    assert relation(crosswalk) == "speaks_for"
    assert relation(crosswalk, ci_high=0.55) == "cannot_tell"
    assert relation(crosswalk, value=0.5, ci_low=0.45, ci_high=0.5) == "cannot_tell"
    assert relation(crosswalk, value=0.6, ci_low=0.55, ci_high=0.7) == "speaks_against"


def test_a_share_of_all_without_an_interval_decides_by_itself(crosswalk):
    assert relation(crosswalk, ci_low=None, ci_high=None) == "speaks_for"
    assert relation(crosswalk, value=0.5, ci_low=None, ci_high=None) == "cannot_tell"
    assert relation(crosswalk, value=0.7, ci_low=None, ci_high=None) == "speaks_against"


def test_what_is_withheld_decides_nothing(crosswalk):
    assert relation(crosswalk, value=None, is_withheld=True) == "withheld"


def test_a_parallel_that_holds_if_a_share_is_high_is_read_the_other_way():
    turned = parse_parallels(FILE.replace("holds_if: below", "holds_if: above"), source="p.yml")
    assert relation(turned) == "speaks_against"


def test_related_figures_and_no_evidence_are_told_apart(crosswalk):
    held = hold_evidence(crosswalk, estimates())
    assert held[["parallel", "relation_label", "because"]].to_numpy().tolist() == [
        ["guidance", "No evidence in this study", "Nobody asked."],
        ["awareness", "Speaks for it", "Fewer than half."],
        ["awareness", "Related, decides nothing", "Trust is not awareness."],
    ]
    assert held["data_status"].tolist() == ["real", "stand-in", "stand-in"]


@pytest.mark.parametrize("tables", [{}, {"pilot-survey": estimates()["pilot-survey"].head(0)}])
def test_an_estimate_that_is_not_there_is_refused(crosswalk, tables):
    with pytest.raises(UnknownEstimate, match="pilot-survey has no estimate 'heard'"):
        hold_evidence(crosswalk, tables)


def test_the_matrix_says_what_schools_and_each_study_have_to_say(crosswalk):
    counted = count_evidence(crosswalk, hold_evidence(crosswalk, estimates()), status="stand-in")
    found = counted.set_index(["item", "answer"])
    assert found.loc[("awareness", "pilot-survey"), ["value", "state"]].tolist() == [
        2,
        "speaks_for",
    ]
    assert found.loc[("awareness", "focus-groups"), ["value", "state"]].tolist() == [
        0,
        "no_evidence",
    ]
    assert found.loc[("awareness", "schools"), "state"] == "no_evidence"
    assert found.loc[("guidance", "schools"), ["value", "state"]].tolist() == [1, "same"]
    assert set(found["state"]) <= set(SIGNS)


def test_pieces_that_differ_are_not_told_as_one(crosswalk):
    both = FILE.replace("label: Trust,", "label: Trust, holds_if: above, limit: 0.5,")
    turned = parse_parallels(both, source="parallels.yml")
    counted = count_evidence(turned, hold_evidence(turned, estimates()), status="stand-in")
    found = counted.set_index(["item", "answer"])
    assert found.loc[("awareness", "pilot-survey"), "state_label"] == "Not all the same"


def test_the_crosswalk_is_counted(crosswalk):
    counted = count_crosswalk(crosswalk, hold_evidence(crosswalk, estimates()), status="stand-in")
    assert counted.set_index("item")["value"].to_dict() == {
        "issues": 2, "parallels": 2, "linked": 1, "with_evidence": 1, "without_evidence": 1,
        "decisive": 1, "speaks_for": 1,
    }  # fmt: skip


def test_what_has_no_counterpart_stands_by_itself(crosswalk):
    table = tabulate_crosswalk(crosswalk, status="real")
    assert table[["issue", "parallel", "kind_label"]].to_numpy().tolist() == [
        ["No rules in schools.", "No guidance.", "Says the same"],
        ["Unequal devices.", "", "No counterpart"],
        ["", "Low awareness.", "No counterpart"],
    ]
    assert set(table["source"]) == {"post"}
