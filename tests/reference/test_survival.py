"""Kaplan–Meier curves, Greenwood's errors, log-log intervals and quantiles against R survival."""

from __future__ import annotations

import json
import shutil
import subprocess

import numpy as np
import pytest

from parentdata.foi.register import kaplan_meier

CURVE = {
    "time": "time", "at_risk": "n.risk", "replied": "n.event", "censored": "n.censor",
    "waiting": "surv", "se": "std.err", "ci_low": "lower", "ci_high": "upper",
}  # fmt: skip
TRIALS = ("aml", "maintained", "lung", "ovarian", "plain", "halved")


@pytest.fixture
def r(case_in_r) -> dict:
    return case_in_r("survival")


@pytest.mark.parametrize("level", [0.95, 0.9])
@pytest.mark.parametrize("trial", TRIALS)
def test_curves_and_quantiles_are_those_of_survfit(trial, level, r, ledger):
    def theirs(what: str) -> np.ndarray:
        return np.array(r[f"{trial}_{level * 100:g}_{what}"], float)

    curve = kaplan_meier(theirs("data_time"), theirs("data_event"), level=level)
    for ours, name in CURVE.items():
        ledger.agree(f"{trial} {ours}", getattr(curve, ours), theirs(name))
    for share in (0.25, 0.5, 0.75):
        ledger.agree(trial, curve.quantile(share), theirs(f"quantile_{share}"))
    waiting, low, high = theirs("at_20")
    ledger.agree(trial, curve.replied_by(20), [1 - waiting, 1 - high, 1 - low])


def test_r_still_gives_what_is_stored(root, tmp_path, r, ledger):
    program = shutil.which("Rscript")
    if program is None:
        pytest.skip("no R on this machine: its stored results are taken as they are")
    script = root / "tests" / "reference" / "survival.R"
    ran = subprocess.run(
        [program, script, tmp_path / "again.json"], capture_output=True, text=True, timeout=120,
        check=False,
    )  # fmt: skip
    if "no package called" in ran.stderr:
        pytest.skip("R has no survival or survey package: stored results are taken as they are")
    assert ran.returncode == 0, ran.stderr
    again = json.loads((tmp_path / "again.json").read_text())
    assert again.keys() == r.keys()
    for key, numbers in r.items():
        ledger.agree(key, np.array(again[key], float), np.array(numbers, float))
