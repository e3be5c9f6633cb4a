"""Compute the whole multiverse and write its table."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

import pandas as pd

from parentdata import paths
from parentdata.claims import Claim, parse_claims
from parentdata.design_file import load_design_file
from parentdata.instrument import load_instrument
from parentdata.multiverse.plan_file import Plan, parse_plan
from parentdata.multiverse.tasks import Replies, Survey, Task, list_tasks
from parentdata.multiverse.universe import COLUMNS, run_universe
from parentdata.survey.from_file import build_design
from parentdata.tables import read_table, write_table

STUDY = "multiverse"
# What a sample that chose itself can be raked to, out of the other survey's stated margins.
RAKED = ("gender", "ethnicity")
NUMBERS = ("value", "ci_low", "ci_high")


def load_plan(root: Path) -> tuple[Plan, tuple[Claim, ...]]:
    """Read reports/multiverse.yml and the ledger; refusals as `parse_plan` and `parse_claims`."""
    path, ledger_path = root / "reports" / "multiverse.yml", root / "reports" / "claims.yml"
    ledger = parse_claims(ledger_path.read_text(encoding="utf-8"), source=ledger_path)
    return parse_plan(path.read_text(encoding="utf-8"), ledger=ledger, source=path), ledger


def load_inputs() -> dict[str, Survey | Replies]:
    """Read what universes are computed from, by study; refusals as `tables.read_table`."""
    pilot, national = paths.raw("pilot-survey"), paths.raw("national-survey")
    instrument = load_instrument(national / "instrument.yml")
    stated = load_design_file(national / "design.yml")
    text = [instrument.respondent_id, *stated.text_columns]
    asked = read_table(paths.derived("national-survey") / "respondents.csv", text=text)
    replies = paths.derived("foi-requests")
    return {
        "pilot-survey": Survey(
            respondents=read_table(paths.derived("pilot-survey") / "respondents.csv"),
            instrument=load_instrument(pilot / "instrument.yml"),
            margins={name: dict(stated.margins[name].shares) for name in RAKED},
        ),
        "national-survey": Survey(
            respondents=asked,
            instrument=instrument,
            design=build_design(stated, asked.columns),
        ),
        "foi-requests": Replies(
            register=read_table(replies / "register.csv"),
            decided=read_table(replies / "decided.csv", text=["value", "value_a", "value_b"]),
        ),
    }


def compute_universes(tasks: Iterable[Task], *, run_all: Callable = map) -> pd.DataFrame:
    """Run every task.

    Parameters
    ----------
    tasks : iterable of Task
    run_all : function of (function, tasks) giving rows, in any order
        Such as the `map` of a pool or of a cluster; one after the other, if not given.

    Returns
    -------
    DataFrame, one row per universe, columns `universe.COLUMNS`, by claim and universe
    """
    table = pd.DataFrame(list(run_all(run_universe, tasks)), columns=list(COLUMNS))
    table = table.astype(dict.fromkeys(NUMBERS, "float64"))
    return table.sort_values(["claim_id", "universe"], ignore_index=True)


def compute_multiverse(*, run_all: Callable = map) -> pd.DataFrame:
    """Compute every universe of reports/multiverse.yml; write universes.csv.

    `run_all` is as in `compute_universes`.

    Raises
    ------
    BadMultiverse, BadClaims
    NoTable
        As `tables.read_table`.
    """
    plan, ledger = load_plan(paths.find_root())
    tasks = list_tasks(plan, ledger, load_inputs())
    universes = compute_universes(tasks, run_all=run_all)
    write_table(universes, paths.written(STUDY) / "universes.csv", key=["claim_id", "universe"])
    return universes
