"""Universes of the claims about replies: whose coding counts, and what counts as use."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

import numpy as np
import pandas as pd

from parentdata.answers.frame import read_status
from parentdata.claims import Claim
from parentdata.coding.codebook import PRESENT
from parentdata.foi.use import ADMITS, CODES, INTENDS, classify_use
from parentdata.multiverse.tasks import Replies, Task

HAS_USED, USING, MATCHING = "uses_has_used", "uses_is_using", "relabelled_matching"
ABSENT = "absent"
MEMBERS = "programme=in_programme"
TAKEN = (*(code for codes in CODES.values() for code in codes), MATCHING)


class Options(NamedTuple):
    """The option of each choice about replies."""

    coding: str
    one_coder: str
    admits: str
    matching: str


def estimate_universe_replies(task: Task) -> tuple[Claim, pd.DataFrame]:
    """Count the programme's councils that say they use analytics, under the options of a task."""
    options = Options(**task.chosen)
    # Only a coin takes the seed: without it, all seeds are one.
    seed = task.seed if options.coding == "coin" else 0
    return task.claim, _count_members(task.inputs, options, seed)


# The count and the share of it are claims of their own, on the same universes.
@lru_cache(maxsize=128)
def _count_members(replies: Replies, options: Options, seed: int) -> pd.DataFrame:
    settled = _settle(replies, options.coding, options.one_coder, seed=seed)
    if options.admits == "using":
        is_past = settled["code"].eq(HAS_USED)
        settled = settled.assign(value=settled["value"].mask(is_past, ABSENT))
    use = classify_use(replies.register, settled)
    admits = use.eq(ADMITS)
    if options.admits == "intends":
        admits |= use.eq(INTENDS)
    if options.matching == "yes":
        said = settled[settled["code"].eq(MATCHING) & settled["value"].eq(PRESENT)]
        admits |= replies.register["request_id"].isin(said["unit_id"])
    is_member = replies.register["is_programme"].astype(bool)
    return _tabulate(int((admits & is_member).sum()), int(is_member.sum()), replies)


def _settle(replies: Replies, coding: str, one_coder: str, *, seed: int) -> pd.DataFrame:
    """Give every unit and code one value; what nobody says is absent."""
    is_taken = replies.decided["code"].isin(TAKEN)
    settled = replies.decided.loc[is_taken, ["unit_id", "code", "value", "value_a", "value_b"]]
    first, second = settled["value_a"], settled["value_b"]
    either = first.fillna(second), second.fillna(first)
    differ = either[0].ne(either[1])
    value = {
        "decided": settled["value"],
        "coder_a": either[0],
        "coder_b": either[1],
        "both": either[0].mask(differ, ABSENT),
        "either": either[0].mask(differ, PRESENT),
        "coin": either[0].mask(differ & _toss(len(settled), seed), either[1]),
    }[coding]
    if one_coder == "left_out":
        value = value.mask(first.isna() | second.isna(), ABSENT)
    return settled.assign(value=value.fillna(ABSENT))


def _toss(size: int, seed: int) -> np.ndarray:
    return np.random.default_rng(seed).random(size) < 0.5


def _tabulate(count: int, n: int, replies: Replies) -> pd.DataFrame:
    rows = [
        {"id": f"foi.use.{ADMITS}.count|{MEMBERS}", "value": count},
        {"id": f"foi.use.{ADMITS}.share|{MEMBERS}", "value": count / n},
    ]
    nothing = {"ci_low": np.nan, "ci_high": np.nan, "n": n, "is_withheld": False}
    table = pd.DataFrame(rows).assign(
        count=pd.array([count] * len(rows), dtype="Int64"), **nothing
    )  # fmt: skip
    return table.assign(data_status=read_status(replies.register))
