"""svy 0.35.0 as a second reference, and `make verify`, which asks it about what is published."""

from __future__ import annotations

import importlib.util
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from parentdata.answers import (
    Choices,
    estimate_weighted_differences,
    estimate_weighted_net,
    estimate_weighted_shares,
    everyone,
    find_intersections,
    pair_with_reference,
    split_domains,
    summarise_weights,
)
from parentdata.design_file import load_design_file
from parentdata.instrument import load_instrument
from parentdata.intake.clean import clean_responses
from parentdata.licence import (
    compare_index,
    compare_social_groups,
    estimate_distribution,
    list_comparisons,
    list_regression,
    list_terms,
    regress_index,
)
from parentdata.second_opinion import Question
from parentdata.survey import Design, estimate_difference, estimate_means_by, estimate_shares_by
from parentdata.survey.from_file import build_design
from parentdata.tables import write_table

HERE = Path(__file__).resolve().parent
STUDY = "national-survey"
LEVEL = 0.95
DESIGNS = {
    "strata and psus": Design(weight="w", stratum="strat", psu="psu"),
    "strata": Design(weight="w", stratum="strat"),
    "psus": Design(weight="w", psu="psu"),
    "weights": Design(weight="w"),
    "populations": Design(weight="w", stratum="strat", psu="psu", fpc="fpc1"),
}


@pytest.fixture(scope="module")
def verify():
    """The script of `make verify`."""
    spec = importlib.util.spec_from_file_location("verify", HERE / "verify.py")
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    if not script.SVY_PYTHON.is_file():
        pytest.skip("svy has no environment here: `make verify` sets it up")
    return script


def ask(outcome, domain, reference=None) -> Question:
    return Question(
        id=f"{outcome.name}", outcome=outcome.to_numpy(float), domain=domain.to_numpy(bool),
        reference=None if reference is None else reference.to_numpy(bool), quantile=None,
        level=LEVEL,
    )  # fmt: skip


@pytest.mark.parametrize("name", DESIGNS)
def test_shares_means_and_differences_are_those_of_svy(verify, ledger, parents, name):
    design, groups = DESIGNS[name], "ABCD"
    shares = estimate_shares_by(parents, design, ("L1", "L2"), by=("grp",), level=LEVEL).table()
    means = estimate_means_by(parents, design, "conc", by=("grp",), level=LEVEL).table()
    is_in = {group: parents["grp"].eq(group) for group in groups}
    questions, ours = [], []
    for row in shares[shares["grp"].isin(list(groups))].to_dict("records"):
        answered = parents[row["outcome"]]
        chosen = answered.eq(row["category"]).astype(float).where(answered.notna())
        questions.append(ask(chosen, is_in[row["grp"]]))
        ours.append((row["value"], row["se"]))
    for row in means[means["grp"].isin(list(groups))].to_dict("records"):
        questions.append(ask(parents["conc"], is_in[row["grp"]]))
        ours.append((row["value"], row["se"]))
    for group in groups[1:]:
        sides = {"domain": is_in[group], "reference": is_in["A"]}
        found = estimate_difference(parents, design, "conc", level=LEVEL, **sides)
        questions.append(ask(parents["conc"], *sides.values()))
        ours.append((found.value, found.se))
    theirs = verify.ask_svy(parents, questions, design)
    ledger.agree(name, ours, np.column_stack([theirs["value"], theirs["se"]]))
    assert ledger.count == 2 * (2 * 5 * 4 + 4 + 3)


@pytest.fixture(scope="module")
def published(verify, root, tmp_path_factory) -> Path:
    """A project that holds the national survey and a table of estimates of every kind."""
    project = tmp_path_factory.mktemp("published")
    raw, derived = (project / "data" / room / STUDY for room in ("raw", "derived"))
    shutil.copytree(root / "data" / "raw" / STUDY, raw)
    for name in ("params.yaml", "dvc.yaml"):
        shutil.copy(root / name, project)
    instrument = load_instrument(raw / "instrument.yml")
    stated = load_design_file(raw / "design.yml")
    respondents = clean_responses(raw / "responses.csv", instrument, stated)
    write_table(respondents, derived / "respondents.csv", key=["respondent_id"], status="stand-in")
    sample = respondents.assign(data_status="stand-in")
    estimates = estimate_published(sample, instrument, build_design(stated, sample.columns))
    write_table(estimates, derived / "estimates.csv", key=["id"])
    return project


def estimate_published(sample, instrument, design) -> pd.DataFrame:
    choices = Choices(level=LEVEL, dont_know="in_base", minimum_base=30)
    items = [instrument.variables[name] for name in instrument.report.core]
    domains = [
        everyone(sample),
        *split_domains(sample, instrument, ["ethnicity", "tenure"]),
        *find_intersections(sample, instrument),
    ]
    options = {"design": design, "choices": choices}
    pairs = list(pair_with_reference(sample, instrument, ["tenure"]))
    return pd.concat(
        [
            estimate_weighted_shares(sample, instrument, items, domains=domains, **options),
            estimate_weighted_net(sample, instrument, items, domains=domains, **options),
            estimate_weighted_differences(sample, instrument, items, pairs=pairs, **options),
            estimate_distribution(
                sample, instrument, minimum_answered=7, domains=domains, **options
            ),
            *estimate_models(sample, instrument, items, **options),
        ],
        ignore_index=True,
    )


def estimate_models(sample, instrument, items, *, design, choices) -> list[pd.DataFrame]:
    options = {"design": design, "choices": choices}
    regression = regress_index(sample, instrument, minimum_answered=7, **options)
    tests = compare_social_groups(sample, instrument, items, names=["tenure", "gender"], **options)
    ranks = compare_index(sample, instrument, minimum_answered=7, names=["tenure"], **options)
    listed = {"choices": choices, "minimum_answered": 7}
    return [
        list_regression(sample, instrument, regression, **listed),
        list_terms(sample, instrument, regression, **listed),
        *(list_comparisons(sample, instrument, each, choices=choices) for each in (tests, ranks)),
        summarise_weights(sample, instrument, design=design),
    ]


def run_verify(project: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(HERE / "verify.py")]
    return subprocess.run(command, cwd=project, capture_output=True, text=True, check=False)


def test_verify_says_for_each_kind_how_many_agree(published):
    ran = run_verify(published)
    assert ran.returncode == 0, ran.stderr
    lines = [line.split() for line in ran.stdout.splitlines()]
    agree = {(words[0], words[4]): int(words[1]) for words in lines if "agree" in words}
    not_asked = {words[0]: int(words[1]) for words in lines if words[2:4] == ["not", "asked"]}
    estimates = pd.read_csv(published / "data" / "derived" / STUDY / "estimates.csv")
    shown = estimates[~estimates["is_withheld"]]["statistic"].value_counts().to_dict()
    whole = {"coefficient", "difference", "mean", "net", "quantile", "share"}
    # Of tests svy is asked F, not probabilities: eight items by two characteristics. Nine terms of
    # the linear regression.
    asked = {kind: shown[kind] for kind in whole} | {"test": 8 * 2, "term": 9}
    assert agree == {(kind, "svy"): count for kind, count in asked.items()} | {
        (kind, "the"): count for kind, count in shown.items()
    }
    assert not_asked == {
        kind: count - (0 if kind == "quantile" else asked.get(kind, 0))
        for kind, count in shown.items()
        if kind not in whole - {"quantile"}
    }
    assert ["withheld", str(estimates["is_withheld"].sum()), "nothing", "is", "shown"] in lines


def test_verify_stops_where_a_published_figure_was_altered(published, tmp_path):
    project = shutil.copytree(published, tmp_path / "altered")
    table = project / "data" / "derived" / STUDY / "estimates.csv"
    estimates = pd.read_csv(table, keep_default_na=False, dtype=str)
    place = estimates.index[estimates["statistic"].eq("net")][0]
    was = float(estimates.loc[place, "value"])
    estimates.loc[place, "value"] = str(was + 1e-6)
    estimates.to_csv(table, index=False)
    ran = run_verify(project)
    assert ran.returncode == 1
    assert f"{estimates.loc[place, 'id']}: value {was + 1e-6:.12g}, and by" in ran.stderr
    assert np.isclose(float(ran.stderr.split("opinion ")[1].split(";")[0]), was, atol=1e-11)


def test_verify_says_what_is_missing_before_the_survey_was_estimated(published, tmp_path):
    project = shutil.copytree(published, tmp_path / "unmade")
    (project / "data" / "derived" / STUDY / "estimates.csv").unlink()
    ran = run_verify(project)
    assert ran.returncode == 1
    assert "the derived table cannot be read" in ran.stderr
