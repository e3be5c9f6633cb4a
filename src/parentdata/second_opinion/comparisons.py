"""Tests between groups once more: Rao and Scott's of answers, Kruskal and Wallis's of ranks.

Rao and Scott's is worked out from the log-odds ratios of the table: how much wider the design
makes their spread than a simple random sample would.

References
----------
Rao and Scott (1984), Annals of Statistics 12; Lumley and Scott (2013), Biometrika 100.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from parentdata.second_opinion.design import Linearised, Replicated
from parentdata.second_opinion.intervals import f_tail
from parentdata.second_opinion.regression import wald


@dataclass(frozen=True)
class CellShares:
    """Shares of the cells of a table; cells (n,) are 0, 1, … and -1 outside."""

    cell: np.ndarray
    size: int

    @property
    def inside(self) -> np.ndarray:
        """Who is in the table (n,)."""
        return self.cell >= 0

    def solve(self, weight: np.ndarray) -> np.ndarray:
        """Share of each cell (size,)."""
        totals = [weight[self.cell == place].sum() for place in range(self.size)]
        return np.array(totals) / weight[self.inside].sum()

    def scores(self, weight: np.ndarray, estimate: np.ndarray) -> np.ndarray:
        """As `Mean.scores`, of each cell (n, size)."""
        kept = np.where(self.inside, weight, 0.0) / weight[self.inside].sum()
        is_in = self.cell[:, None] == np.arange(self.size)
        return kept[:, None] * (is_in - estimate)


@dataclass(frozen=True)
class RankGaps:
    """Mean rank of each group less that of the first; ranks (n,) are held fixed, as R does."""

    rank: np.ndarray
    group: np.ndarray
    size: int

    @property
    def inside(self) -> np.ndarray:
        """Who has a rank and a group (n,)."""
        return self.group >= 0

    def _means(self, weight: np.ndarray) -> np.ndarray:
        members = [self.group == place for place in range(self.size)]
        return np.array([(weight[m] * self.rank[m]).sum() / weight[m].sum() for m in members])

    def solve(self, weight: np.ndarray) -> np.ndarray:
        """Gaps (size - 1,)."""
        means = self._means(weight)
        return means[1:] - means[0]

    def scores(self, weight: np.ndarray, estimate: np.ndarray) -> np.ndarray:
        """As `Mean.scores`, of each gap (n, size - 1)."""
        parts = []
        for place, mean in enumerate(self._means(weight)):
            member = self.group == place
            parts.append(np.where(member, weight * (self.rank - mean) / weight[member].sum(), 0.0))
        return np.column_stack(parts[1:]) - parts[0][:, None]


def rank_people(outcome: np.ndarray, weight: np.ndarray) -> np.ndarray:
    """Share of people below each answer, half of oneself included; NaN where there is none.

    Equal answers take the plain mean of the places that they have in the order of the table, as R
    `svyranktest` does.
    """
    answered = np.flatnonzero(~np.isnan(outcome))
    people = pd.DataFrame({"outcome": outcome[answered], "weight": weight[answered]})
    people = people.sort_values("outcome", kind="stable")
    people["place"] = people["weight"].cumsum() - people["weight"] / 2
    shared = people.groupby("outcome")["place"].transform("mean") / people["weight"].sum()
    ranks = np.full(outcome.size, np.nan)
    ranks[answered] = shared.sort_index().to_numpy()
    return ranks


def compare_ranks(
    path: Linearised | Replicated, outcome: np.ndarray, group: np.ndarray
) -> dict[str, float]:
    """Kruskal and Wallis's F of outcomes (n,) by group (n,), whose codes are -1 outside.

    Returns
    -------
    dict
        `f`, `p`, `degf` (of the denominator) and `n`.
    """
    inside = (group >= 0) & ~np.isnan(outcome)
    rank = rank_people(np.where(inside, outcome, np.nan), path.weight)
    _, code = np.unique(group[inside], return_inverse=True)
    met = np.full(group.size, -1)
    met[inside] = code
    gaps = RankGaps(np.where(inside, rank, 0.0), met, int(code.max()) + 1)
    value, covariance = path.spread(gaps)
    degf = float(path.degrees(inside[:, None])[0])
    f = wald(value, covariance, degf) / value.size
    free = degf - value.size
    return {"f": f, "p": f_tail(f, value.size, free), "degf": free, "n": int(inside.sum())}


def compare_shares(
    path: Linearised | Replicated, outcome: np.ndarray, group: np.ndarray
) -> dict[str, float]:
    """Rao and Scott's second-order F of a table of answers (n,) by group (n,), codes -1 outside.

    Returns
    -------
    dict
        As `compare_ranks`.
    """
    inside = (group >= 0) & (outcome >= 0)
    answers, across = (np.unique(each[inside], return_inverse=True) for each in (outcome, group))
    shape = (answers[0].size, across[0].size)
    cell = np.full(group.size, -1)
    cell[inside] = answers[1] * shape[1] + across[1]
    share, covariance = path.spread(CellShares(cell, shape[0] * shape[1]))
    deffs = _compare_spreads(share, covariance, shape, int(inside.sum()))
    table = share.reshape(shape)
    expected = np.outer(table.sum(axis=1), table.sum(axis=0))
    pearson = inside.sum() * ((table - expected) ** 2 / expected).sum()
    degf = float(path.degrees(inside[:, None])[0])
    numerator = deffs.sum() ** 2 / (deffs**2).sum()
    f = float(pearson / deffs.sum())
    return {
        "f": f,
        "p": f_tail(f, numerator, numerator * degf),
        "degf": float(numerator * degf),
        "n": int(inside.sum()),
    }


def _compare_spreads(share, covariance, shape: tuple[int, int], n: int) -> np.ndarray:
    """Generalised design effects: of log-odds ratios of each cell against the first ones."""
    inverse = np.array([1 / one if one > 0 else 0.0 for one in share])
    ratios = []
    for row in range(1, shape[0]):
        for column in range(1, shape[1]):
            sign = np.zeros(shape)
            sign[row, column] = sign[0, 0] = 1.0
            sign[row, 0] = sign[0, column] = -1.0
            ratios.append(sign.ravel() * inverse)
    logs = np.array(ratios)
    simple = logs @ np.diag(share / n) @ logs.T
    return np.real(np.linalg.eigvals(np.linalg.inv(simple) @ (logs @ covariance @ logs.T)))


def adjust_holm(p: np.ndarray) -> np.ndarray:
    """Each probability times how many are no smaller, and never below a smaller one's."""
    found = np.empty(p.size)
    highest = 0.0
    for rank, place in enumerate(sorted(range(p.size), key=lambda k: p[k])):
        highest = max(highest, (p.size - rank) * p[place])
        found[place] = min(highest, 1.0)
    return found


def adjust_benjamini_hochberg(p: np.ndarray) -> np.ndarray:
    """Each probability times all over its place, and never above a larger one's."""
    found = np.empty(p.size)
    lowest = 1.0
    for rank, place in enumerate(sorted(range(p.size), key=lambda k: -p[k])):
        lowest = min(lowest, p.size / (p.size - rank) * p[place])
        found[place] = lowest
    return found
