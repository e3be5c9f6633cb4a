"""One value per unit and code: agreed, adjudicated, one coder's, or undecided."""

import re
from datetime import date

import pandas as pd
import pytest

from parentdata.coding import refusals
from parentdata.coding.adjudications import no_adjudications, read_adjudications
from parentdata.coding.columns import ADJUDICATION_COLUMNS, DECIDED_COLUMNS
from parentdata.coding.decide import count_values, decide
from parentdata.coding.judgements import check_judgements
from parentdata.coding.pairs import LISTED_COLUMNS, list_disagreements

from .conftest import CODED_ON

DECISION = {
    "unit_id": "R002",
    "code": "flat_no",
    "value_a": "present",
    "value_b": "absent",
    "decision": "present",
    "adjudicated_by": "adjudicator",
    "adjudicated_date": "2021-11-05",
    "reason": "The reply says no twice and nothing else.",
}
LAST_DAY = date(2021, 11, 6)


def adjudicate(*decisions):
    return pd.DataFrame(list(decisions), columns=list(ADJUDICATION_COLUMNS)).set_axis(
        range(2, len(decisions) + 2)
    )


def settle(judgements, codebook, *decisions, policy="stop"):
    return decide(
        judgements,
        adjudicate(*decisions) if decisions else no_adjudications(),
        codebook=codebook,
        undecided_codes=policy,
        not_after=LAST_DAY,
        file="adjudications.csv",
    )


def row_of(decided, unit_id, code):
    row = decided.set_index(["unit_id", "code"]).loc[(unit_id, code)]
    return [None if pd.isna(value) else value for value in row]


@pytest.fixture
def differ(judge, codebook, units):
    """Judgements of both coders with changes to those of the second."""

    def differ(changes_b, changes_a=None):
        given = {"codebook": codebook, "units": units, "not_after": CODED_ON}
        first = check_judgements(judge("coder-a", changes_a), **given)
        return pd.concat([first, check_judgements(judge("coder-b", changes_b), **given)])

    return differ


def test_every_pair_of_unit_and_code_has_one_row(both, codebook):
    decided = settle(both, codebook, DECISION)
    assert decided.columns.tolist() == list(DECIDED_COLUMNS)
    assert len(decided) == 18
    assert not decided.duplicated(["unit_id", "code"]).any()
    assert decided["how"].value_counts().to_dict() == {"agreed": 17, "adjudicated": 1}


def test_where_both_agree_the_first_coders_passage_stands(both, codebook):
    decided = settle(both, codebook, DECISION)
    assert row_of(decided, "R003", "exemption_s12") == [
        "present", "agreed", "present", "present", 26, 50, "Section 12 applies: £600",
    ]  # fmt: skip


def test_an_adjudicated_value_brings_the_passage_of_the_coder_who_gave_it(both, codebook):
    row = row_of(settle(both, codebook, DECISION), "R002", "flat_no")
    assert row == ["present", "adjudicated", "present", "absent", 26, 33, "No.\nNo."]
    refused = DECISION | {"decision": "absent"}
    row = row_of(settle(both, codebook, refused), "R002", "flat_no")
    assert row == ["absent", "adjudicated", "present", "absent", None, None, None]


def test_where_one_coder_could_not_tell_the_others_value_stands(differ, codebook):
    judgements = differ({("R002", "disclosure"): {"value": ""}, ("R002", "flat_no"): {"value": ""}})
    decided = settle(judgements, codebook)
    assert row_of(decided, "R002", "disclosure")[:4] == ["little", "one_coder", "little", None]
    assert row_of(decided, "R002", "flat_no")[1] == "one_coder"


def test_one_coders_work_alone_is_one_coders(both, codebook):
    decided = settle(both[both["coder"].eq("coder-b")], codebook)
    assert set(decided["how"]) == {"one_coder"}
    assert row_of(decided, "R003", "exemption_s12")[6] == "Section 12 applies"


def test_an_adjudicator_may_decide_where_one_coder_could_not_tell(differ, codebook):
    judgements = differ({("R002", "flat_no"): {"value": ""}})
    row = row_of(settle(judgements, codebook, DECISION | {"value_b": ""}), "R002", "flat_no")
    assert row[:4] == ["present", "adjudicated", "present", None]


def test_an_ordinal_code_may_be_decided_between_the_coders_values(differ, codebook):
    judgements = differ({("R002", "disclosure"): {"value": "full"}})
    between = {"code": "disclosure", "value_a": "little", "value_b": "full", "decision": "some"}
    decided = settle(judgements, codebook, DECISION, DECISION | between)
    assert row_of(decided, "R002", "disclosure")[0] == "some"


def test_a_disagreement_without_a_decision_stops_or_stands_without_a_value(both, codebook):
    with pytest.raises(
        refusals.UndecidedCodes,
        match=r"1 disagreements are not decided: R002 flat_no \(present / absent\)",
    ):
        settle(both, codebook)
    row = row_of(settle(both, codebook, policy="range"), "R002", "flat_no")
    assert row == [None, "undecided", "present", "absent", None, None, None]


def test_undecided_units_are_counted_as_a_range(differ, codebook):
    blank = {"value": "", "start": "", "end": "", "quote": ""}
    nobody = {("R003", "disclosure"): blank}
    judgements = differ(nobody | {("R002", "disclosure"): {"value": "full"}}, nobody)
    counts = count_values(settle(judgements, codebook, policy="range"), codebook=codebook)
    own = counts.set_index(["code", "value"])
    assert own.loc["flat_no"].to_numpy().tolist() == [[0, 1, 1, 3], [2, 3, 1, 3]]
    # R001 little; R002 little or full; of R003 nobody could tell.
    assert own.loc["disclosure"].to_numpy().tolist() == [
        [0, 1, 2, 3], [1, 3, 2, 3], [0, 1, 2, 3], [0, 2, 2, 3],
    ]  # fmt: skip
    assert counts["code"].drop_duplicates().tolist() == [code.id for code in codebook.leaves]


def test_many_undecided_codes_are_counted_and_the_first_told(differ, codebook, units):
    blank = {"value": "", "start": "", "end": "", "quote": ""}
    nobody = {(unit, code.id): blank for unit in units for code in codebook.leaves}
    with pytest.raises(refusals.UndecidedCodes, match=r"18 disagreements.*could not tell.* 8 more"):
        settle(differ(nobody, nobody), codebook)


def test_another_policy_than_the_two_is_refused(both, codebook):
    with pytest.raises(refusals.UnknownPolicy, match="undecided_codes is 'ignore'"):
        settle(both, codebook, policy="ignore")


def test_three_coders_are_refused(both, codebook):
    third = both[both["coder"].eq("coder-a")].assign(coder="coder-c")
    with pytest.raises(refusals.TooManyCoders, match="3 coders judged: coder-a, coder-b, coder-c"):
        settle(pd.concat([both, third]), codebook)


@pytest.mark.parametrize(
    ("change", "kind", "message"),
    [
        ({"unit_id": "R009"}, refusals.NoDisagreement, "R009 flat_no: nobody coded it"),
        ({"code": "flat_yes"}, refusals.NoDisagreement, "R002 flat_yes: nobody coded it"),
        ({"unit_id": "R003"}, refusals.NoDisagreement, "R003 flat_no: both coders said 'absent'"),
        ({"value_a": "absent"}, refusals.OtherValues,
         "R002 flat_no: 'absent', where the coder said 'present'"),
        ({"value_b": ""}, refusals.OtherValues, "'', where the coder said 'absent'"),
        ({"decision": "maybe"}, refusals.UnlistedValue, "'maybe' of 'flat_no' (present, absent)"),
        ({"decision": ""}, refusals.UnlistedValue, "'' of 'flat_no'"),
        ({"reason": " "}, refusals.DecisionWithoutReason,
         "decision without a reason (1): row 2: R002 flat_no"),
        ({"reason": "=A1"}, refusals.FormulaText, "'=A1'"),
        ({"adjudicated_by": ""}, refusals.BadCoder, "'' is no name such as adjudicator"),
        ({"adjudicated_by": "Dr J. Smith"}, refusals.BadCoder, "'Dr J. Smith' is no name"),
        ({"adjudicated_date": ""}, refusals.BadCodingDate, "'' is no ISO date"),
        ({"adjudicated_date": "5.11.2021"}, refusals.BadCodingDate, "'5.11.2021' is no ISO date"),
        ({"adjudicated_date": "2021-11-01"}, refusals.BadCodingDate,
         "2021-11-01, before it was coded (2021-11-02)"),
        ({"adjudicated_date": "2021-11-07"}, refusals.BadCodingDate, "after 2021-11-06"),
    ],
)  # fmt: skip
def test_a_decision_with_a_fault_is_refused_by_its_row(both, codebook, change, kind, message):
    with pytest.raises(kind, match=re.escape(message)) as refusal:
        settle(both, codebook, DECISION | change)
    assert str(refusal.value).startswith("adjudications.csv, row 2, column ")


def test_a_decision_may_be_taken_on_the_day_of_coding_and_on_the_last_day(both, codebook):
    for day in (CODED_ON, LAST_DAY):
        taken = DECISION | {"adjudicated_date": day.isoformat()}
        assert len(settle(both, codebook, taken)) == 18


def test_a_decision_that_stands_twice_is_refused(both, codebook):
    with pytest.raises(refusals.DecidedTwice, match="as in row 2"):
        settle(both, codebook, DECISION, DECISION | {"decision": "absent"})


def test_present_is_not_decided_without_a_passage(differ, codebook):
    absent = {"value": "absent", "start": "", "end": "", "quote": ""}
    judgements = differ({}, {("R002", "flat_no"): absent | {"value": ""}})
    with pytest.raises(refusals.NoPassage, match="R002 flat_no: neither coder points to one"):
        settle(judgements, codebook, DECISION | {"value_a": ""})


# --- The list for adjudicators -------------------------------------------------------------------


def test_disagreements_are_listed_with_both_passages_and_the_definition(both, codebook):
    listed = list_disagreements(both, codebook)
    assert listed.columns.tolist() == list(LISTED_COLUMNS)
    assert listed.to_dict("records") == [
        dict.fromkeys(LISTED_COLUMNS, "")
        | {
            "unit_id": "R002", "code": "flat_no", "value_a": "present", "value_b": "absent",
            "why_listed": "differ", "label": "Flat no", "definition": "No and nothing else.",
            "quote_a": "No.\nNo.", "start_a": "26", "end_a": "33",
        }
    ]  # fmt: skip


def test_what_neither_could_tell_is_listed_and_what_one_could_is_not(differ, codebook):
    blank = {"value": "", "start": "", "end": "", "quote": ""}
    nobody = {("R001", "tool_a"): blank}
    judgements = differ(nobody | {("R002", "flat_no"): blank}, nobody)
    listed = list_disagreements(judgements, codebook)
    assert listed[["unit_id", "code", "why_listed"]].to_numpy().tolist() == [
        ["R001", "tool_a", "neither_could_tell"]
    ]


def test_nothing_is_listed_where_all_agree(both, codebook):
    listed = list_disagreements(both[both["coder"].eq("coder-a")], codebook)
    assert listed.empty
    assert listed.columns.tolist() == list(LISTED_COLUMNS)


def test_the_filled_in_list_is_read_as_it_is_and_blank_rows_are_no_decisions(
    tmp_path, differ, codebook
):
    judgements = differ({("R001", "disclosure"): {"value": "full"}})
    listed = list_disagreements(judgements, codebook)
    is_told = listed["code"].eq("flat_no")
    listed.loc[is_told, list(DECISION)] = list(DECISION.values())
    path = tmp_path / "adjudications.csv"
    listed.to_csv(path, index=False)
    read = read_adjudications(path)
    assert read.to_dict("index") == {2: DECISION}
    decided = decide(
        judgements, read, codebook=codebook, undecided_codes="range", not_after=LAST_DAY
    )
    assert row_of(decided, "R002", "flat_no")[1] == "adjudicated"
    assert row_of(decided, "R001", "disclosure")[1] == "undecided"


def test_a_plain_table_of_decisions_is_read_too(tmp_path):
    path = tmp_path / "adjudications.csv"
    adjudicate(DECISION).to_csv(path, index=False)
    assert read_adjudications(path).to_dict("records") == [DECISION]
