"""Covariances, alpha, one factor and polychoric correlations against base R."""

from __future__ import annotations

import json
import shutil
import subprocess

import numpy as np
import pandas as pd
import pytest

from parentdata.licence import (
    estimate_alpha,
    fit_one_factor,
    polychoric_matrix,
    weighted_covariance,
)

# R's numerical integral of the cells leaves some 1e-11, its optim some 1e-9 of a loading.
INTEGRATED = 1e-8
OPTIMISED = 1e-7


@pytest.fixture
def items(parents) -> pd.DataFrame:
    group = -(pd.factorize(parents["grp"], sort=True)[0] + 1)
    return pd.DataFrame(
        {"a": parents["L1"], "b": parents["L2"], "c": parents["conc"], "d": group}
    ).astype(float)


@pytest.fixture
def r(case_in_r) -> dict:
    return case_in_r("reliability")


def test_covariances_of_pairs_are_those_of_cov_wt(items, parents, r, ledger):
    covariance, counts = weighted_covariance(items.to_numpy(), parents["w"].to_numpy())
    ledger.agree("covariance", covariance.ravel(), r["covariance"])
    ledger.agree("counts", counts.ravel(), r["counts"])
    ledger.agree("alpha", [estimate_alpha(covariance)], r["alpha"])
    without = [np.delete(np.delete(covariance, k, 0), k, 1) for k in range(4)]
    ledger.agree("alpha_without", [estimate_alpha(each) for each in without], r["alpha_without"])


def test_the_factor_leaves_the_least_residuals(r, ledger):
    covariance = np.reshape(r["covariance"], (4, 4))
    sd = np.sqrt(np.diagonal(covariance))
    factor = fit_one_factor(covariance / np.outer(sd, sd))
    ledger.agree("loading", factor.loading, r["loading"], rel=OPTIMISED)
    ledger.agree("omega", [factor.omega], r["omega"], rel=OPTIMISED)


def test_polychoric_correlations_are_those_of_integrated_cells(items, parents, r, ledger):
    codes = np.column_stack([pd.factorize(items[name], sort=True)[0] for name in items])
    correlation, thresholds = polychoric_matrix(codes, parents["w"].to_numpy())
    ledger.agree("thresholds", thresholds[0][1:-1], r["thresholds_a"])
    ledger.agree("polychoric", correlation.ravel(), r["polychoric"], rel=INTEGRATED)
    eigenvalues = np.linalg.eigvalsh(correlation)[::-1]
    ledger.agree("eigenvalues", eigenvalues, r["eigenvalues"], rel=INTEGRATED)
    factor = fit_one_factor(correlation)
    ledger.agree("loading", factor.loading, r["polychoric_loading"], rel=OPTIMISED)
    ledger.agree("omega", [factor.omega], r["polychoric_omega"], rel=OPTIMISED)


def test_r_still_gives_what_is_stored(root, tmp_path, r, ledger):
    program = shutil.which("Rscript")
    if program is None:
        pytest.skip("no R on this machine: its stored results are taken as they are")
    script = root / "tests" / "reference" / "reliability.R"
    ran = subprocess.run(
        [program, script, tmp_path / "again.json"], capture_output=True, text=True, timeout=120,
        check=False,
    )  # fmt: skip
    if "no package called" in ran.stderr:
        pytest.skip("R has no survey package (r-cran-survey): stored results are taken as they are")
    again = json.loads((tmp_path / "again.json").read_text())
    assert again.keys() == r.keys()
    for key, numbers in r.items():
        ledger.agree(key, again[key], numbers, rel=OPTIMISED)
