"""Columns of the design through cleaning: kept as received, and refused by name and row."""

import io
import shutil

import openpyxl
import pandas as pd
import pytest

from parentdata.__main__ import main
from parentdata.design_file import BadDesignFile, parse_design_file
from parentdata.instrument import parse_instrument
from parentdata.intake import clean_responses
from parentdata.intake.refusals import (
    BadColumns,
    FormulaCell,
    NoResponses,
    UnplacedRespondent,
    UnusableDesignNumber,
    UnusableWeight,
)
from parentdata.tables import read_table

INSTRUMENT = parse_instrument(
    """
study: tiny
key: tiny
title: Tiny
population: pupils
sampling: probability
respondent_id: id
respondent_id_pattern: "[0-9]+"
other_columns: ignored
missing: {not_answered: {code: -1, label: No answer}}
scales:
  sex: [{code: 1, name: woman, label: Woman}, {code: 2, name: man, label: Man}]
questions:
  - {id: Q1, topic: you, short: You, text: Your sex, wording: published, type: single, scale: sex,
     items: {sex: Sex}}
""",
    source="instrument.yml",
)
STRATIFIED = "{description: x, weight: wt, stratum: region, psu: school, fpc: size}"
REPLICATED = "{description: x, weight: wt, replicates: {prefix: rw, type: BRR, scale: 0.5}}"


@pytest.fixture
def clean(tmp_path):
    """Clean rows of a file with columns id, sex, region, school, size, wt, rw2, rw1, note."""

    def run(*rows: str, design: str = STRATIFIED) -> pd.DataFrame:
        path = tmp_path / "r.csv"
        path.write_text("id,sex,region,school,size,wt,rw2,rw1,note\n" + "\n".join(rows) + "\n")
        stated = parse_design_file(design, source="design.yml")
        return clean_responses(path, INSTRUMENT, stated)

    return run


def test_strata_and_units_stay_text_and_numbers_become_numbers(clean):
    respondents = clean("10,2,South, 02,40,0.5,1,2,n", "9,Woman,North,01,30,1.25e1,1,2,")
    assert respondents.to_csv(index=False) == (
        "id,sex,region,school,wt,size\n10,man,South,02,0.5,40.0\n9,woman,North,01,12.5,30.0\n"
    )


def test_replicate_weights_found_by_their_prefix_are_carried_in_the_order_of_their_numbers(clean):
    respondents = clean("1,2,a,b,1,0.5,0,2,n", design=REPLICATED)
    assert respondents.to_csv(index=False) == "id,sex,wt,rw1,rw2\n1,man,0.5,2.0,0.0\n"


def test_without_a_design_its_columns_are_others(clean, tmp_path):
    clean("1,2,a,b,1,0.5,0,2,n")
    respondents = clean_responses(tmp_path / "r.csv", INSTRUMENT)
    assert respondents.columns.tolist() == ["id", "sex"]


@pytest.mark.parametrize(
    ("weight", "said"),
    [
        ("", "weights are missing or no numbers"),
        ("heavy", "weights are missing or no numbers"),
        ("nan", "weights are missing or no numbers"),
        ('"1,5"', "weights are missing or no numbers"),
        ("inf", "weights are infinite"),
        ("-inf", "weights are infinite"),
        ("1e999", "weights are infinite"),
        ("-0.5", "weights are negative"),
        ("0", "weights are zero"),
        ("0.00", "weights are zero"),
    ],
)
def test_a_weight_that_cannot_be_used_is_refused_with_its_row(clean, weight, said):
    message = rf"r\.csv, row 4, column 'wt': {said} \(1\): row 4, column 'wt', came "
    with pytest.raises(UnusableWeight, match=message):
        clean("1,1,a,b,9,1,1,1,", "", f"2,1,a,b,9,{weight},1,1,", "3,1,a,b,9,2,1,1,")


def test_weights_that_sum_to_nothing_are_refused(clean):
    with pytest.raises(UnusableWeight, match=r"weights sum to nothing \(2\): row 2"):
        clean("1,1,a,b,9,0,1,1,", "2,1,a,b,9,0,1,1,")


@pytest.mark.parametrize(("row", "column"), [("2,1,,b", "region"), ("2,1,a,  ", "school")])
def test_a_respondent_without_a_stratum_or_unit_is_refused(clean, row, column):
    with pytest.raises(UnplacedRespondent, match=rf"row 3, column '{column}': respondents have no"):
        clean("1,1,a,b,9,1,1,1,", f"{row},9,1,1,1,")


@pytest.mark.parametrize("size", ["", "0", "-3", "inf", "many"])
def test_a_population_size_that_is_none_is_refused(clean, size):
    with pytest.raises(UnusableDesignNumber, match=r"row 3, column 'size': population sizes or"):
        clean("1,1,a,b,9,1,1,1,", f"2,1,a,b,{size},1,1,1,")


@pytest.mark.parametrize("weight", ["", "-1", "inf"])
def test_a_replicate_weight_that_is_none_is_refused(clean, weight):
    with pytest.raises(UnusableDesignNumber, match=r"column 'rw2': replicate weights cannot be us"):
        clean("1,1,a,b,9,1,1,1,", f"2,1,a,b,9,1,{weight},1,", design=REPLICATED)


def test_a_column_of_the_design_that_is_not_there_is_refused(clean):
    with pytest.raises(BadColumns, match=r"column 'weight': columns are missing: 'weight'\."):
        clean("1,1,a,b,9,1,1,1,", design="{description: x, weight: weight}")


def test_replicate_weights_of_which_there_are_none_are_refused(clean):
    with pytest.raises(BadDesignFile, match="no column is named 'boot' and a number"):
        clean("1,1,a,b,9,1,1,1,", design=REPLICATED.replace("prefix: rw", "prefix: boot"))


def test_a_design_that_contradicts_the_instrument_is_refused(clean):
    with pytest.raises(BadDesignFile, match="column 'sex': a column of the design is in the que"):
        clean("1,1,a,b,9,1,1,1,", design="{description: x, weight: wt, stratum: sex}")


def test_a_formula_in_a_column_of_the_design_is_refused(clean):
    with pytest.raises(FormulaCell, match=r"row 2, column 'region': cells hold a formula"):
        clean("1,1,=1+1,b,9,1,1,1,")
    with pytest.raises(FormulaCell, match=r"row 2, column 'school': cells hold a formula"):
        clean("1,1,a,@SUM(A1),9,1,1,1,")


def test_a_workbook_gives_the_same_design_columns(tmp_path, clean):
    expected = clean("10,2,South,2,40,0.5,1,2,n", "9,1,North,1,30,12.5,1,2,n")
    book = openpyxl.Workbook()
    for row in (
        ["id", "sex", "region", "school", "size", "wt"],
        [10, 2, "South", 2, 40, 0.5],
        [9, 1, "North", 1, 30, 12.5],
    ):
        book.active.append(row)
    packed = io.BytesIO()
    book.save(packed)
    (tmp_path / "r.xlsx").write_bytes(packed.getvalue())
    stated = parse_design_file(STRATIFIED, source="design.yml")
    pd.testing.assert_frame_equal(
        clean_responses(tmp_path / "r.xlsx", INSTRUMENT, stated), expected
    )


@pytest.mark.parametrize(
    ("name", "said"), [("r.txt", "no file ending in '.txt' is read"), ("s.csv", "there is no such")]
)
def test_a_file_that_no_reader_reads_or_that_is_not_there_is_refused(tmp_path, name, said):
    (tmp_path / "r.txt").write_text("id,sex\n1,1\n")
    with pytest.raises(NoResponses, match=said):
        clean_responses(tmp_path / name, INSTRUMENT)


# --- the national survey through the command --------------------------------------------------


@pytest.fixture
def national(tmp_path, root, monkeypatch):
    """A compendium of the national survey alone, as the working directory."""
    for name in ("dvc.yaml", "params.yaml"):
        (tmp_path / name).touch()
    folder = tmp_path / "data" / "raw" / "national-survey"
    shutil.copytree(root / "data" / "raw" / "national-survey", folder)
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("PARENTDATA_OUT", raising=False)
    return folder


def test_the_national_survey_is_cleaned_with_its_design(national, tmp_path):
    assert main(["clean", "national-survey"]) == 0
    table = read_table(tmp_path / "data/derived/national-survey/respondents.csv")
    received = pd.read_csv(national / "responses.csv")
    assert table.columns[-4:].tolist() == ["region", "psu", "weight", "data_status"]
    assert table["weight"].tolist() == received["weight"].tolist()
    assert table[["region", "psu"]].equals(received[["region", "psu"]])
    assert table["age_band"].value_counts()["from_40"] == 346
    assert table["children_band"].value_counts()["three_or_more"] == 156
    assert set(table["data_status"]) == {"stand-in"}


def test_a_probability_sample_without_its_design_is_refused(national, tmp_path, capsys):
    (national / "design.yml").unlink()
    origin = (national / "origin.yml").read_text().splitlines(keepends=True)
    (national / "origin.yml").write_text("".join(x for x in origin if "design.yml" not in x))
    assert main(["clean", "national-survey"]) == 1
    assert "design.yml: the design cannot be read (FileNotFoundError)" in capsys.readouterr().err
    assert not (tmp_path / "data" / "derived").exists()
