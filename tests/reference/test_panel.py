"""Shares of a panel survey that nobody here made, held against R survey on the same file."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import numpy as np
import pytest

from parentdata import answers
from parentdata.design_file import load_design_file
from parentdata.instrument import load_instrument
from parentdata.intake import clean_responses
from parentdata.survey.from_file import build_design

PANEL = Path(__file__).parent / "panel"


@pytest.fixture(scope="module")
def path(shared):
    return shared / "data" / "panel-survey" / "nonvoters_data.csv"


@pytest.fixture(scope="module")
def instrument():
    return load_instrument(PANEL / "instrument.yml")


@pytest.fixture(scope="module")
def in_r() -> dict[str, list[float]]:
    """Share, standard error, interval, degrees of freedom and base, by "item|by|group"."""
    return json.loads((PANEL / "shares.json").read_text())


@pytest.fixture(scope="module")
def shares(path, instrument):
    """Our shares on the positive side, under R's keys."""
    stated = load_design_file(PANEL / "design.yml")
    respondents = clean_responses(path, instrument, stated).assign(data_status="real")
    everyone = answers.everyone(respondents)
    names = instrument.report.characteristics
    rows = answers.estimate_weighted_shares(
        respondents, instrument, [instrument.variables[name] for name in instrument.report.items],
        design=build_design(stated, respondents.columns), interval="logit",
        choices=answers.Choices(level=0.95, dont_know="in_base", minimum_base=30),
        domains=[everyone, *answers.split_domains(respondents, instrument, names)],
    ).query("answer == 'positive'")  # fmt: skip
    label_of = {
        f"{name}={answer.name}": f"{name}|{answer.label}"
        for name in names
        for answer in instrument.variables[name].answers
    } | {"": "everyone|everyone"}
    question_of = {"trust": "Q8", "statements": "Q3"}
    items = rows["topic"].map(question_of) + "_" + rows["item"] + "|"
    return rows.set_index(items + rows["domain"].map(label_of))


def test_every_item_and_group_is_in_both(shares, in_r):
    assert shares.index.is_unique
    assert set(shares.index) == set(in_r)
    assert len(in_r) == 15 * (1 + 4 + 3 + 4 + 4 + 2)


def test_shares_and_standard_errors_are_r_s(shares, in_r, ledger):
    for key, row in shares.iterrows():
        ledger.agree(key, [row["value"], row["se"]], in_r[key][:2])
    assert ledger.count == 540


def test_logit_intervals_are_r_s(shares, in_r, ledger):
    for key, row in shares.iterrows():
        ledger.agree(key, [row["ci_low"], row["ci_high"]], in_r[key][2:4], rel=1e-8)
    assert ledger.count == 540


def test_bases_leave_out_who_gave_no_answer_and_degrees_of_freedom_follow(shares, in_r):
    for key, row in shares.iterrows():
        assert [row["degf"], row["n"]] == in_r[key][4:]
    assert shares.loc["Q8_1|everyone|everyone", "n"] < 5836


def test_r_still_gives_what_is_stored(path, in_r, tmp_path, ledger):
    program = shutil.which("Rscript")
    has_survey = 'quit(status = !requireNamespace("survey", quietly = TRUE))'
    if program is None or subprocess.run([program, "-e", has_survey], check=False).returncode:
        pytest.skip("no R with its survey package (r-cran-survey): the stored shares are taken")
    again = tmp_path / "again.json"
    subprocess.run(
        [program, PANEL / "shares.R", again, path], check=True, capture_output=True, timeout=240
    )
    found = json.loads(again.read_text())
    assert found.keys() == in_r.keys()
    for key, numbers in in_r.items():
        ledger.agree(key, np.array(found[key], float), np.array(numbers, float))
