"""Lay a table of judgements out as arrays: a plane per code, a row per unit, a column per coder."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
import pandas as pd

from parentdata.agreement.refusals import (
    BadJudgements,
    JudgedTwice,
    OneCoder,
    UnknownValue,
    UnplacedUnit,
)
from parentdata.agreement.tallies import MISSING

NEEDED = ("unit_id", "code", "coder", "value")
# Presence codes are laid out so that a rare one has a prevalence near -1.
PRESENCE = ("absent", "present")


class Coded(Protocol):
    """What is asked of a code: `coding.Code` has it."""

    id: str
    label: str
    kind: str | None

    @property
    def allowed(self) -> tuple[str, ...]:
        """Values that a coder may give; from least to most where they are ordered."""


def order_values(code: Coded) -> tuple[str, ...]:
    """The values of a code as they are laid out: absent before present, others as listed."""
    return PRESENCE if set(code.allowed) == set(PRESENCE) else tuple(code.allowed)


@dataclass(frozen=True)
class Layout:
    """Judgements as positions of values.

    Attributes
    ----------
    codes : dict of code id to int array (units, coders)
        `tallies.MISSING` where a coder could not tell, or did not judge.
    units : tuple of str
    coders : tuple of str, sorted
    """

    codes: dict[str, np.ndarray]
    units: tuple[str, ...]
    coders: tuple[str, ...]


def lay_out(judgements: pd.DataFrame, codes: Sequence[Coded]) -> Layout:
    """Lay judgements out for counting.

    Parameters
    ----------
    judgements : DataFrame, one row per unit, code and coder
        Columns unit_id, code, coder, value; a missing or blank value is no judgement.
    codes : sequence of Coded
        Every code that stands in the table, with its values.

    Raises
    ------
    BadJudgements
        A column is missing, or a code is none of `codes`.
    OneCoder
        The table holds the work of fewer than two.
    JudgedTwice
        A unit, code and coder stand in two rows.
    UnknownValue
        A value is none of its code's.
    """
    absent = [name for name in NEEDED if name not in judgements]
    if absent:
        raise _refuse_table(f"there is no column {absent[0]!r}.", absent[0])
    units, unit_names = pd.factorize(judgements["unit_id"])
    coders, coder_names = pd.factorize(judgements["coder"], sort=True)
    which = pd.Index([code.id for code in codes]).get_indexer(judgements["code"])
    if (which < 0).any():
        unknown = judgements["code"].iloc[int(np.flatnonzero(which < 0)[0])]
        raise _refuse_table(f"the code {unknown!r} is not among those measured.", "code")
    if len(coder_names) < 2:
        raise OneCoder(
            f"the table holds the work of {len(coder_names)} coder.",
            expected="two coders or more",
            do="Have a second coder judge the same units.",
        )
    shape = (len(codes), len(unit_names), len(coder_names))
    place = np.ravel_multi_index((which, units, coders), shape) if len(which) else which
    _refuse_repeats(judgements, place)
    planes = np.full(int(np.prod(shape)), MISSING, dtype=np.int64)
    planes[place] = _find_values(judgements, codes, which)
    parts = dict(zip((code.id for code in codes), planes.reshape(shape), strict=True))
    return Layout(parts, tuple(unit_names), tuple(coder_names))


def find_clusters(
    units: Sequence[str], places: Mapping[str, object] | pd.Series, *, what: str
) -> tuple[np.ndarray, tuple]:
    """Number the cluster (authority, nation) of each unit.

    Returns
    -------
    (numbers, names) : int array (units,), and the name behind each number, sorted

    Raises
    ------
    UnplacedUnit
        A unit has none.
    """
    found = pd.Series(list(units), dtype=object).map(dict(places))
    if found.isna().any():
        raise UnplacedUnit(
            f"the unit {units[int(np.flatnonzero(found.isna())[0])]!r} has no {what} "
            f"({int(found.isna().sum())} in all have none).",
            expected=f"a {what} for every unit that was judged",
            do="Complete the register; a unit left out would change the figures.",
            column=what,
        )
    numbers, names = pd.factorize(found, sort=True)
    return numbers, tuple(names)


def _find_values(judgements: pd.DataFrame, codes: Sequence[Coded], which: np.ndarray) -> np.ndarray:
    given, names = pd.factorize(judgements["value"].replace("", None))
    positions = np.full((len(codes), len(names) + 1), MISSING - 1)
    positions[:, -1] = MISSING  # factorize numbers what is missing -1
    for row, code in enumerate(codes):
        order = order_values(code)
        positions[row, :-1] = [
            order.index(name) if name in order else MISSING - 1 for name in names
        ]
    found = positions[which, given]
    if (found < MISSING).any():
        at = int(np.flatnonzero(found < MISSING)[0])
        row, code = judgements.iloc[at], codes[int(which[at])]
        raise UnknownValue(
            f"{row['coder']} judged {row['unit_id']!r} {row['value']!r} by {code.id!r}.",
            expected=f"one of {', '.join(code.allowed)}, or blank",
            do="Correct the judgement, or the codebook.",
            column="value",
        )
    return found


def _refuse_repeats(judgements: pd.DataFrame, place: np.ndarray) -> None:
    order = np.argsort(place, kind="stable")
    again = np.flatnonzero(np.diff(place[order]) == 0)
    if again.size:
        row = judgements.iloc[int(order[again[0] + 1])]
        raise JudgedTwice(
            f"{row['coder']} judged {row['unit_id']!r} twice by {row['code']!r} "
            f"({again.size} such rows).",
            expected="one row per unit, code and coder",
            do="Keep the judgement that stands.",
        )


def _refuse_table(came: str, column: str) -> BadJudgements:
    return BadJudgements(
        came,
        expected=f"the columns {', '.join(NEEDED)}, and codes of the codebook",
        do="Hand over the checked judgements and every code in use.",
        column=column,
    )
