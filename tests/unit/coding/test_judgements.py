"""Judgements: read as text, held against codebook and documents, every fault counted."""

import re
from datetime import date

import pandas as pd
import pytest

from parentdata.coding import refusals
from parentdata.coding.codebook_file import parse_codebook
from parentdata.coding.judgements import check_judgements, read_judgements
from parentdata.coding.tools import parse_tools
from parentdata.coding.warnings import list_warnings
from parentdata.intake.refusals import BadTable

from .conftest import CODEBOOK, CODED_ON, TOOLS

NO = ("R002", "flat_no")
PLACE = {"start": "26", "end": "33"}  # of "No.\nNo." in R002


@pytest.fixture
def check(codebook, units):
    def check(cells, **given):
        given = {"codebook": codebook, "units": units, "not_after": CODED_ON} | given
        return check_judgements(cells, file="judgements-coder-a.csv", **given)

    return check


def test_judgements_come_back_typed_and_sorted_with_blank_cells_as_missing(check, judge):
    checked = check(judge().iloc[::-1])
    assert len(checked) == 18
    keys = checked[["unit_id", "code"]].apply(tuple, axis="columns").tolist()
    assert keys == sorted(keys)
    row = checked.set_index(["unit_id", "code"]).loc[NO]
    assert row[["value", "start", "end", "quote"]].tolist() == ["present", 26, 33, "No.\nNo."]
    assert str(checked["start"].dtype) == "Int64"
    assert checked["note"].isna().all()
    assert checked["start"].notna().sum() == 4


def test_judgements_in_a_file_are_read_as_they_stand(tmp_path, judge, check):
    path = tmp_path / "judgements-coder-a.csv"
    judge().to_csv(path, index=False)
    pd.testing.assert_frame_equal(check(read_judgements(path)), check(judge()))


def test_the_value_none_is_a_value_and_a_blank_says_that_the_coder_could_not_tell(
    tmp_path, judge, check
):
    path = tmp_path / "judgements-coder-a.csv"
    changes = {
        ("R002", "disclosure"): {"value": "none"},
        ("R003", "disclosure"): {"value": ""},
    }
    judge(changes=changes).to_csv(path, index=False)
    checked = check(read_judgements(path)).set_index(["unit_id", "code"])
    assert checked.loc[("R002", "disclosure"), "value"] == "none"
    assert pd.isna(checked.loc[("R003", "disclosure"), "value"])


def test_a_file_with_other_columns_is_refused(tmp_path, judge):
    path = tmp_path / "judgements-coder-a.csv"
    judge().drop(columns="quote").to_csv(path, index=False)
    with pytest.raises(BadTable, match="the column 'quote' is missing"):
        read_judgements(path)


@pytest.mark.parametrize(
    ("change", "kind", "message"),
    [
        ({"code": "flat_yes"}, refusals.UnknownCode,
         "not a code that is coded (1): row 9: 'flat_yes'"),
        ({"code": "behaviour"}, refusals.UnknownCode, "'behaviour' groups other codes"),
        ({"code": "vague"}, refusals.RetiredCode,
         "code that is retired (1): row 9: 'vague', since version 2: Nobody agreed on it."),
        ({"value": "yes"}, refusals.UnlistedValue, "row 9: 'yes' of 'flat_no' (present, absent)"),
        ({"value": "Present"}, refusals.UnlistedValue, "'Present'"),
        ({"start": "", "end": "", "quote": ""}, refusals.NoPassage,
         "no passage (1): row 9: 'flat_no' is present"),
        ({"start": "", "end": ""}, refusals.SpanOutside, "from '' to ''"),
        ({"start": "26.0"}, refusals.SpanOutside, "from '26.0' to '33'"),
        ({"start": "-1"}, refusals.SpanOutside, "from '-1' to '33'"),
        ({"end": "26"}, refusals.SpanOutside, "26 to 26 of 34 characters"),
        ({"end": "35"}, refusals.SpanOutside, "26 to 35 of 34 characters"),
        ({"quote": "no.\nno."}, refusals.QuoteMoved,
         r"'no.\nno.', where 'No.\nNo.' stands"),
        ({"start": "25"}, refusals.QuoteMoved, r"where '\nNo.\nNo.' stands"),
        ({"unit_id": "R004"}, refusals.UnknownUnit, "not a unit of the study (1): row 9: 'R004'"),
        ({"unit_id": "R001", "code": "disclosure", "value": "little", "start": "", "end": "",
          "quote": ""}, refusals.CodedTwice, "R001 disclosure coder-a, as in row 5"),
        ({"coded_date": "2021-10-31"}, refusals.BadCodingDate,
         "2021-10-31, before there was anything to code (2021-11-01)"),
        ({"coded_date": "2021-11-03"}, refusals.BadCodingDate, "2021-11-03, after 2021-11-02"),
        ({"coded_date": "2/11/2021"}, refusals.BadCodingDate, "'2/11/2021' is no ISO date"),
        ({"coded_date": "2021-02-30"}, refusals.BadCodingDate, "'2021-02-30' is no ISO date"),
        ({"coded_date": ""}, refusals.BadCodingDate, "'' is no ISO date"),
        ({"coder": "Jo Smith"}, refusals.BadCoder, "'Jo Smith' is no name such as coder-a"),
        ({"note": "=1+1"}, refusals.FormulaText,
         "formula where text is expected (1): row 9: '=1+1'"),
        ({"note": "+cmd|' /C calc'!A0"}, refusals.FormulaText, "calc"),
    ],
)  # fmt: skip
def test_a_judgement_with_a_fault_is_refused_by_its_row(check, judge, change, kind, message):
    with pytest.raises(kind, match=re.escape(message)) as refusal:
        check(judge(changes={NO: change}))
    assert str(refusal.value).startswith("judgements-coder-a.csv, row ")


def test_a_note_that_only_begins_like_a_formula_is_text(check, judge):
    assert len(check(judge(changes={NO: {"note": "- see Q2, and +1 for the table"}}))) == 18


def test_all_faults_are_told_together_the_first_few_of_each_kind_and_counted(check, judge):
    unknown = {(unit, "disclosure"): {"code": "extent"} for unit in ("R001", "R002", "R003")}
    wrong = {(unit, "tool_a"): {"value": "maybe"} for unit in ("R001", "R002", "R003")}
    wrong |= {(unit, "flat_no"): {"value": "maybe"} for unit in ("R001", "R003")}
    wrong |= {("R001", "exemption_s12"): {"value": "maybe"}}
    with pytest.raises(refusals.FaultyJudgements) as refusal:
        check(judge(changes=unknown | wrong))
    told = str(refusal.value)
    assert "not a code that is coded (3): row 5: 'extent'; row 11: 'extent'; row 17" in told
    assert "not a value of the code (6): row 3: 'maybe' of 'flat_no'" in told
    assert told.count("'maybe'") == 5
    assert "; and 1 more; not a code" in told


def test_a_file_holds_the_work_of_one_coder_alone(check, judge):
    assert len(check(judge("coder-b"), coder="coder-b")) == 18
    with pytest.raises(refusals.BadCoder, match=r"\(18\).*'coder-b' in the work of 'coder-a'"):
        check(judge("coder-b"), coder="coder-a")


def test_work_by_another_codebook_is_refused_with_the_codes_that_changed(check, judge):
    changes = {NO: {"codebook_version": "1-0123456789ab"}}
    message = (
        r"1 by 1-0123456789ab \(row 9 the first\), since which changed: flat_no; retired: vague"
    )
    with pytest.raises(refusals.OtherCodebook, match=message):
        check(judge(changes=changes))


def test_a_codebook_edited_in_silence_is_noticed(judge, units):
    text = CODEBOOK.replace("include: One word.", "include: Few words.")
    edited = parse_codebook(text, source="x", tools=parse_tools(TOOLS, source="x"))
    with pytest.raises(refusals.OtherCodebook, match=r"18 by 2-.*edited without a new number"):
        check_judgements(judge(), codebook=edited, units=units, not_after=CODED_ON)


def test_work_by_a_later_codebook_than_the_present_is_refused(check, judge):
    changes = {NO: {"codebook_version": "3-0123456789ab"}}
    with pytest.raises(refusals.OtherCodebook, match="it is later than the present one"):
        check(judge(changes=changes))


def test_judgements_without_a_version_are_refused(check, judge):
    with pytest.raises(refusals.OtherCodebook, match="by none that is named"):
        check(judge(changes={NO: {"codebook_version": ""}}))


def test_a_later_day_may_be_given_as_the_last(check, judge):
    changes = {NO: {"coded_date": "2021-11-03"}}
    assert len(check(judge(changes=changes), not_after=date(2021, 11, 3))) == 18


# --- Warnings ------------------------------------------------------------------------------------


def warn(judgements, codebook, units):
    return list_warnings(judgements, codebook=codebook, units=units).to_dict("records")


def test_ordinary_work_gives_no_warnings(both, codebook, units):
    assert warn(both, codebook, units) == []


def test_a_coder_who_coded_everything_the_same_is_warned_of(check, judge, codebook, units):
    absent = {"value": "absent", "start": "", "end": "", "quote": ""}
    changes = {(u, c.id): absent for u in units for c in codebook.leaves if c.id != "disclosure"}
    (warning,) = warn(check(judge(changes=changes)), codebook, units)
    assert warning == {
        "coder": "coder-a",
        "code": "",
        "warning": "same_throughout",
        "n": 15,
        "said": "every code that can be present or absent is absent in every unit",
    }


def test_a_scale_of_which_one_point_was_used_is_warned_of_among_enough_units(codebook, units):
    rows = [("coder-a", "disclosure", f"R{n:03}", "some") for n in range(10)]
    table = pd.DataFrame(rows, columns=["coder", "code", "unit_id", "value"])
    warnings = warn(table, codebook, units)
    assert [(w["warning"], w["code"], w["n"]) for w in warnings] == [
        ("same_of_code", "disclosure", 10), ("not_coded", "", 8)
    ]  # fmt: skip
    assert [w["warning"] for w in warn(table.iloc[1:], codebook, units)] == ["not_coded"]


def test_pairs_that_were_not_coded_and_coders_who_could_never_tell_are_warned_of(
    check, judge, codebook, units
):
    blank = {"value": "", "start": "", "end": "", "quote": ""}
    changes = {(unit, code.id): blank for unit in units for code in codebook.leaves}
    warnings = warn(check(judge(changes=changes).iloc[:-2]), codebook, units)
    assert [(w["warning"], w["n"]) for w in warnings] == [
        ("cannot_tell_throughout", 16), ("not_coded", 2)
    ]  # fmt: skip
