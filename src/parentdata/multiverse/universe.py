"""Run one universe: estimate what a claim rests on under its options, and judge the claim."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd

from parentdata.answers.frame import read_status
from parentdata.claims import Claim, judge_claim
from parentdata.multiverse.of_replies import estimate_universe_replies
from parentdata.multiverse.of_surveys import (
    estimate_universe_consensus,
    estimate_universe_differences,
    estimate_universe_shares,
    estimate_universe_shares_of_all,
)
from parentdata.multiverse.tasks import Replies, Task, write_choices

AGREES, DIFFERS, UNDETERMINED = "agrees", "differs", "undetermined"
WITHHELD, FAILED = "withheld", "failed"
OUTCOMES = {
    AGREES: "Agrees",
    DIFFERS: "Differs",
    UNDETERMINED: "Cannot tell",
    WITHHELD: "Withheld",
    FAILED: "Failed",
}
_OF_VERDICT = {
    "calibrated": AGREES,
    "reproduced": AGREES,
    "differs": DIFFERS,
    "undetermined": UNDETERMINED,
    "not_testable": WITHHELD,
}
COLUMNS = (
    "claim_id",
    "study",
    "universe",
    "choices",
    "is_ours",
    "outcome",
    "value",
    "ci_low",
    "ci_high",
    "unit",
    "reason",
    "error",
    "seed",
    "data_status",
)
ESTIMATE: dict[str, Callable[[Task], tuple[Claim, pd.DataFrame]]] = {
    "shares": estimate_universe_shares,
    "shares_of_all": estimate_universe_shares_of_all,
    "consensus": estimate_universe_consensus,
    "differences": estimate_universe_differences,
    "replies": estimate_universe_replies,
}


def run_universe(task: Task) -> dict[str, Any]:
    """Compute one universe.

    It reads nothing but the task and writes nothing, so tasks may run anywhere, in any order.

    Parameters
    ----------
    task : Task

    Returns
    -------
    dict with the keys `COLUMNS`
        `outcome` is one of `OUTCOMES`. A universe that raises any error is a row of outcome
        "failed" with the error in words: it is shown, and it is in every base.
    """
    row = dict.fromkeys(COLUMNS) | {
        "claim_id": task.claim.id, "study": task.claim.study, "universe": task.universe,
        "choices": write_choices(task.choices), "is_ours": task.is_ours, "seed": task.seed,
        "unit": task.claim.unit, "reason": "", "error": "", "data_status": _read_status(task),
    }  # fmt: skip
    try:
        claim, estimates = ESTIMATE[task.family](task)
        verdict = judge_claim(claim, estimates)
    except Exception as error:  # whatever goes wrong in a universe is its outcome
        said = str(error).partition("\n")[0]
        return row | {"outcome": FAILED, "error": f"{type(error).__name__}: {said}"}
    return row | {
        "outcome": _OF_VERDICT[verdict["verdict"]],
        "value": verdict["found"],
        "ci_low": verdict["ci_low"],
        "ci_high": verdict["ci_high"],
        "reason": verdict["reason"],
    }


def _read_status(task: Task) -> str:
    data = task.inputs
    return read_status(data.register if isinstance(data, Replies) else data.respondents)
