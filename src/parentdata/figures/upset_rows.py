"""The rows of an UpSet plot: codes with their counts, and combinations of them with theirs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from parentdata.figures.refusals import NotDrawable
from parentdata.figures.rows import check_places, check_rows, check_values

SETS, COMBINATIONS, UNDECIDED = "code_sets", "code_combinations", "undecided"
NEEDS = (
    "id", "topic", "item", "item_label", "answer", "unit", "value", "is_withheld", "data_status",
)  # fmt: skip
MOST_CODES = 16


@dataclass(frozen=True, kw_only=True)
class Combination:
    """One combination: its row and the places of its codes, in their order."""

    row: dict
    places: tuple[int, ...]

    @property
    def is_undecided(self) -> bool:
        """Say whether it stands for the units with a code that nobody decided."""
        return self.row["item"] == UNDECIDED


@dataclass(frozen=True, kw_only=True)
class Upset:
    """Codes in their order, and combinations, the most frequent first."""

    rows: pd.DataFrame
    codes: tuple[dict, ...]
    combinations: tuple[Combination, ...]


def read_upset(estimates: pd.DataFrame) -> Upset:
    """Read codes and combinations.

    Raises
    ------
    NotDrawable
        See `draw_upset`.
    """
    rows = check_values(check_rows(estimates, needs=NEEDS), units=("count",))
    check_places(rows, place=("topic", "item"))
    codes = rows[rows["topic"].eq(SETS)].to_dict("records")
    if not 2 <= len(codes) <= MOST_CODES:
        raise NotDrawable(
            f"there are {len(codes)} codes to combine.",
            column="topic",
            expected=f"2 to {MOST_CODES} rows of the topic {SETS}",
            do="Pass what combine_codes gives, for fewer codes.",
        )
    met = rows[rows["topic"].eq(COMBINATIONS) & (rows["value"].gt(0) | rows["is_withheld"])]
    names = [row["item"] for row in codes]
    combinations = [_read_combination(row, names) for row in met.to_dict("records")]
    combinations.sort(key=_sort_key)
    if not combinations:
        raise NotDrawable(
            "there is no combination to draw.",
            column="topic",
            expected=f"a row of the topic {COMBINATIONS} with a count",
            do="Pass what combine_codes gives.",
        )
    return Upset(rows=rows, codes=tuple(codes), combinations=tuple(combinations))


def _read_combination(row: dict, names: Sequence[str]) -> Combination:
    answer = "" if pd.isna(row["answer"]) else str(row["answer"])
    members = [code for code in answer.split(";") if code]
    unknown = [code for code in members if code not in names]
    if unknown:
        raise NotDrawable(
            f"{row['id']!r} holds the code {unknown[0]!r}.",
            column="answer",
            expected=f"codes out of {', '.join(names)}, joined by semicolons",
            do="Pass the rows of all codes with those of their combinations.",
        )
    return Combination(row=row, places=tuple(sorted(names.index(code) for code in members)))


def _sort_key(combination: Combination) -> tuple:
    row = combination.row
    value = 0.0 if row["is_withheld"] else float(row["value"])
    places = combination.places
    return combination.is_undecided, bool(row["is_withheld"]), -value, len(places), places
