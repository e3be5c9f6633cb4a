"""A panel survey that nobody here made is read and cleaned through its instrument alone."""

from pathlib import Path
from time import perf_counter

import pandas as pd
import pytest

from parentdata.design_file import load_design_file
from parentdata.instrument import load_instrument
from parentdata.intake import clean_responses
from parentdata.survey.from_file import build_design

HERE = Path(__file__).parent
SECONDS = 15


@pytest.fixture(scope="module")
def path(shared):
    return shared / "data" / "panel-survey" / "nonvoters_data.csv"


@pytest.fixture(scope="module")
def instrument():
    return load_instrument(HERE / "instrument.yml")


@pytest.fixture(scope="module")
def design():
    return load_design_file(HERE / "design.yml")


@pytest.fixture(scope="module")
def received(path):
    """The file as it came, every cell as text, in the order of ids."""
    return pd.read_csv(path, dtype=str, keep_default_na=False).sort_values("RespId")


@pytest.fixture(scope="module")
def cleaned(path, instrument, design):
    began = perf_counter()
    respondents = clean_responses(path, instrument, design)
    assert perf_counter() - began < SECONDS
    return respondents


def test_every_respondent_is_there_with_the_instruments_columns_and_the_weight(cleaned, instrument):
    assert len(cleaned) == 5836
    assert list(cleaned.columns) == [
        "RespId", *[f"Q3_{n}" for n in range(1, 7)], *[f"Q8_{n}" for n in range(1, 10)],
        "ppage", "ppage_missing", "ppage_band", "educ", "race", "gender", "income_cat", "weight",
    ]  # fmt: skip
    assert list(instrument.report.items) == [
        *[f"Q8_{n}" for n in range(1, 10)], *[f"Q3_{n}" for n in range(1, 7)],
    ]  # fmt: skip


def test_ids_are_text_and_weights_are_the_files_own(cleaned, received):
    assert cleaned["RespId"].tolist() == received["RespId"].tolist()
    assert cleaned["weight"].tolist() == received["weight"].astype(float).tolist()
    assert cleaned["weight"].sum() == pytest.approx(5783.6, abs=0.1)


def test_codes_and_labels_become_the_answers_that_they_stand_for(cleaned, received):
    trust = {"1": "a_lot", "2": "some", "3": "not_much", "4": "not_at_all", "-1": "not_answered"}
    assert cleaned["Q8_4"].tolist() == received["Q8_4"].map(trust).tolist()
    income = {
        "$125k or more": "from_125k", "$75-125k": "from_75k", "$40-75k": "from_40k",
        "Less than $40k": "under_40k",
    }  # fmt: skip
    assert cleaned["income_cat"].tolist() == received["income_cat"].map(income).tolist()
    assert cleaned["race"].value_counts().to_dict() == {
        "white": 3710, "black": 932, "hispanic": 813, "other": 381,
    }  # fmt: skip


def test_ages_are_numbers_with_a_band_each(cleaned, received):
    ages = received["ppage"].astype(float)
    assert cleaned["ppage"].tolist() == ages.tolist()
    expected = pd.cut(ages, [17, 34, 49, 64, 110]).cat.codes
    names = ["under_35", "from_35", "from_50", "from_65"]
    assert cleaned["ppage_band"].tolist() == [names[code] for code in expected]


def test_the_estimator_reads_the_cleaned_sample(cleaned, design):
    frame = build_design(design, cleaned.columns).read(cleaned)
    assert frame.weight.tolist() == cleaned["weight"].tolist()
    assert len(frame.stages) == 1
    assert frame.stages[0].n_units.tolist() == [5836]
