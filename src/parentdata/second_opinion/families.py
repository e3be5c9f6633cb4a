"""Rows about tests between groups, once more: each comparison, and its declared family."""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np

from parentdata.second_opinion.comparisons import (
    adjust_benjamini_hochberg,
    adjust_holm,
    compare_ranks,
    compare_shares,
)
from parentdata.second_opinion.design import Linearised, Replicated
from parentdata.second_opinion.groups import read_least
from parentdata.second_opinion.rows import Reader, read_subject

NAMED = re.compile(r"(?P<by>.+?)(_every_answer)?_(?P<figure>f|p|holm|bh)")
# What each method asks of an item: a number, its positive side, or every answer.
ASKED = {
    "rank F": {"statistic": "mean", "answer": ""},
    "Rao–Scott F, favourable side": {"statistic": "share", "answer": "positive"},
    "Rao–Scott F, every answer": {"statistic": "answers", "answer": ""},
}


class Families:
    """Comparisons of items by characteristics, each worked out once.

    Parameters
    ----------
    reader : Reader
    path : Linearised or Replicated
    rows : list of dict
        All rows of tests: those of one method are one family.
    """

    def __init__(self, reader: Reader, path: Linearised | Replicated, rows: list[dict]) -> None:
        self.reader, self.path = reader, path
        self.found: dict[tuple, dict] = {}
        for method in dict.fromkeys(row["method"] for row in rows):
            self._make_family(method, [row for row in rows if row["method"] == method])

    def find(self, row: dict) -> dict:
        """Every figure of one row."""
        _, figure = _read_name(row)
        found = self.found[_place(row)]
        return {"value": found[figure], "degf": found["degf"], "n": found["n"]}

    def _make_family(self, method: str, rows: list[dict]) -> None:
        family = {_place(row): row for row in rows}
        found = {place: self._compare(method, row) for place, row in family.items()}
        stated = {read_least(row["base"], r"one of (\d+) tests") for row in rows}
        if stated != {len(family)}:
            raise ValueError(f"{len(family)} tests are shown of a family of {sorted(stated)}")
        p = np.array([each["p"] for each in found.values()])
        adjusted = zip(adjust_holm(p), adjust_benjamini_hochberg(p), strict=True)
        for (place, figures), (holm, bh) in zip(found.items(), adjusted, strict=True):
            self.found[place] = figures | {"holm": holm, "bh": bh}

    def _compare(self, method: str, row: dict) -> dict:
        outcome, group = read_comparison(self.reader, row)
        if method == "rank F":
            return compare_ranks(self.path, outcome, group)
        return compare_shares(self.path, np.nan_to_num(outcome, nan=-1).astype(int), group)


def read_comparison(reader: Reader, row: dict) -> tuple[np.ndarray, np.ndarray]:
    """Outcome (n,) and group (n,) that a test's row compares.

    Returns
    -------
    (outcome, group)
        A number or the place of an answer, NaN where there is none; and the place of each one's
        answer to the characteristic among those that enough gave who answered, -1 outside.
    """
    if row["method"] not in ASKED:
        raise ValueError(f"no test is made by {row['method']!r}")
    outcome = reader.measure(replace(read_subject(row), **ASKED[row["method"]]))
    least = read_least(row["base"], r"groups of at least (\d+)")
    by = _read_name(row)[0]
    given, group = reader.respondents[by].to_numpy(), np.full(outcome.size, -1)
    for place, answer in enumerate(reader.instrument.variables[by].answers):
        member = (given == answer.name) & ~np.isnan(outcome)
        if member.sum() >= max(least, 1):
            group[member] = place
    return outcome, group


def _read_name(row: dict) -> tuple[str, str]:
    """Characteristic and figure that a row's answer names."""
    found = NAMED.fullmatch(row["answer"])
    if not found:
        raise ValueError(f"no test is named {row['answer']!r}")
    return found["by"], found["figure"]


def _place(row: dict) -> tuple[str, str, str, str]:
    return row["method"], row["topic"], row["item"], _read_name(row)[0]
