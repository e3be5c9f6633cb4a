"""Survival curves as tables give them, checked, and read off at any time."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from parentdata.figures.refusals import NotDrawable, TooManyColours
from parentdata.figures.rows import check_rows, check_values

NEEDS = ("id", "item_label", "time", "value", "ci_low", "ci_high", "at_risk", "data_status")
MOST_CURVES = 4


@dataclass(frozen=True, kw_only=True)
class Curve:
    """One curve: its label and its rows in the order of time."""

    label: str
    rows: tuple[dict, ...]

    @property
    def is_withheld(self) -> bool:
        """Say whether any of its rows is withheld; the others would give the answer away."""
        return any(row["is_withheld"] for row in self.rows)

    @property
    def has_interval(self) -> bool:
        """Say whether there is an interval to draw."""
        return any(pd.notna(row["ci_low"]) for row in self.rows)

    def find_row(self, time: float) -> dict | None:
        """Find the row in force at a time; none before the first, or where nobody is left to see.

        Past the last time of its table a curve is known only if it has come down to nought.
        """
        held = [row for row in self.rows if row["time"] <= time]
        is_known = held and (time <= self.rows[-1]["time"] or held[-1]["value"] == 0)
        return held[-1] if is_known else None

    def count_at_risk(self, time: float) -> int:
        """Count who is at risk just before a time: those whose own time is that or later."""
        later = [row["at_risk"] for row in self.rows if row["time"] >= time]
        return int(later[0]) if later else 0


def read_curves(estimates: pd.DataFrame) -> tuple[Curve, ...]:
    """Read the curves of a table, in the order in which their labels come.

    Raises
    ------
    NotDrawable
        See `draw_survival`.
    TooManyColours
        More curves than a figure has room for.
    """
    given = {"unit": "share", "is_withheld": False, "censored": 0}
    rows = check_rows(estimates, needs=NEEDS)
    rows = rows.assign(**{name: value for name, value in given.items() if name not in rows})
    rows = check_values(rows, units=("share",))
    labels = list(dict.fromkeys(rows["item_label"]))
    if len(labels) > MOST_CURVES:
        raise TooManyColours(
            f"{len(labels)} curves.",
            expected=f"at most {MOST_CURVES} curves in one figure",
            do="Draw fewer groups together, or one figure for each.",
        )
    return tuple(_read_curve(label, rows[rows["item_label"].eq(label)]) for label in labels)


def _read_curve(label: str, own: pd.DataFrame) -> Curve:
    curve = Curve(label=label, rows=tuple(own.sort_values("time").to_dict("records")))
    _check_times(curve)
    if not curve.is_withheld:
        _check_falls(curve)
    return curve


def _check_times(curve: Curve) -> None:
    times = [row["time"] for row in curve.rows]
    if not all(time >= 0 for time in times) or len(set(times)) < len(times):
        raise NotDrawable(
            f"the curve of {curve.label!r} has the times {', '.join(f'{t:g}' for t in times)}.",
            column="time",
            expected="times from nought on, each once",
            do="Give one row for each time at which the curve steps or somebody leaves.",
        )


def _check_falls(curve: Curve) -> None:
    for earlier, later in zip(curve.rows, curve.rows[1:], strict=False):
        for name in ("value", "at_risk"):
            if later[name] > earlier[name]:
                raise NotDrawable(
                    f"{name} rises from {earlier['id']!r} to {later['id']!r}.",
                    column=name,
                    expected="shares and numbers at risk that only fall with time",
                    do="Pass the share to whom it has not happened yet, sorted by time.",
                )
