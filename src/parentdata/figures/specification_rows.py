"""Universes of one claim, checked and put into the order of a specification curve."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import pandas as pd

from parentdata.figures.refusals import NotDrawable
from parentdata.figures.rows import check_rows, check_values

AGREES, DIFFERS, UNDETERMINED, WITHHELD, FAILED = (
    "agrees", "differs", "undetermined", "withheld", "failed",
)  # fmt: skip
OUTCOMES = (AGREES, DIFFERS, UNDETERMINED, WITHHELD, FAILED)
NEEDS = ("id", "unit", "value", "ci_low", "ci_high", "is_withheld", "outcome", "outcome_label",
         "is_ours", "data_status")  # fmt: skip
UNITS = ("share", "points", "count", "number")
MOST_TICKS = 5


@dataclass(frozen=True, kw_only=True)
class Scale:
    """Values of the upper panel, from its floor up, in pixels."""

    low: float
    high: float
    step: float
    top: float
    floor: float

    def y(self, value: float) -> float:
        """Height of a value; one outside the panel is put on its edge."""
        share = (value - self.low) / (self.high - self.low)
        return self.floor - min(max(share, 0.0), 1.0) * (self.floor - self.top)

    def ticks(self) -> list[float]:
        """Values that the axis names."""
        first, last = (
            math.ceil(self.low / self.step - 1e-9),
            math.floor(self.high / self.step + 1e-9),
        )
        return [round(number * self.step, 10) for number in range(first, last + 1)]


def read_universes(universes: pd.DataFrame, choices: Sequence[str]) -> pd.DataFrame:
    """Check the universes of one claim, and order them: by value, those without one at the end.

    Raises
    ------
    NotDrawable
        As `check_rows`; an outcome that is not one of `OUTCOMES`, not exactly one universe that is
        ours, or no choices.
    """
    rows = check_rows(universes, needs=(*NEEDS, *choices))
    unknown = sorted(set(rows["outcome"]) - set(OUTCOMES))
    ours = int(rows["is_ours"].astype(bool).sum())
    if unknown or ours != 1 or not choices:
        came = f"an outcome is {unknown[0]!r}" if unknown else f"{ours} universes are ours"
        raise NotDrawable(
            f"{came if choices else 'no choices are named'}.",
            expected=f"outcomes out of {', '.join(OUTCOMES)}, one universe of ours, and choices",
            do="Pass what label_universes made of one claim.",
        )
    check_values(rows, units=UNITS)
    return rows.sort_values(
        ["value", *choices], kind="stable", na_position="last", ignore_index=True
    )


def choose_scale(values: Iterable[float], *, unit: str, top: float, floor: float) -> Scale:
    """Choose the scale that holds all values; missing ones and infinite ones are passed over."""
    held = [value for value in values if math.isfinite(value)] or [0.0]
    least, most = min(held), max(held)
    spread = (most - least) or max(abs(most), 1.0) * 0.1
    low, high = least - 0.08 * spread, most + 0.08 * spread
    if unit == "share":
        low, high = max(low, 0.0), min(high, 1.0)
    step = next(
        lead * 10.0**power
        for power in range(-4, 9)
        for lead in (1, 2, 5)
        if (high - low) / (lead * 10.0**power) < MOST_TICKS
    )
    return Scale(low=low, high=high, step=step, top=top, floor=floor)
