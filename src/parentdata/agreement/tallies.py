"""Judgements as sums over units: all that a coefficient needs, so that rows are counted once.

Every sum is additive over units. Summed by cluster they can be resampled by multiplying with how
often each cluster was drawn, and no row is ever repeated.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

MISSING = -1


@dataclass(frozen=True)
class Tallies:
    """Sums over units, in any number of leading dimensions (clusters, or replicates).

    Attributes
    ----------
    pairs : float array (..., q, q)
        Pairs of judgements of one unit by two coders, each unit counting 1 in all. Symmetric.
    coincidences : float array (..., q, q)
        The same, each unit counting its number of judgements: Krippendorff's coincidence matrix.
    shares : float array (..., q)
        Share of each value among the judgements of a unit; units with one judgement count too.
    crossed : float array (..., q, q) or None
        With two coders, units by the first one's value (rows) and the second one's (columns).
    """

    pairs: np.ndarray
    coincidences: np.ndarray
    shares: np.ndarray
    crossed: np.ndarray | None

    def total(self) -> Tallies:
        """Sums over all clusters."""
        return self._apply(lambda sums: sums.sum(axis=0))

    def resample(self, drawn: np.ndarray) -> Tallies:
        """Sums of replicates, from how often each of them drew each cluster: (R, clusters)."""
        return self._apply(
            lambda sums: (drawn @ sums.reshape(len(sums), -1)).reshape(-1, *sums.shape[1:])
        )

    def _apply(self, change) -> Tallies:
        crossed = None if self.crossed is None else change(self.crossed)
        return Tallies(change(self.pairs), change(self.coincidences), change(self.shares), crossed)


def count_values(codes: np.ndarray, size: int) -> np.ndarray:
    """How many coders gave each value to each unit: float array (n, q) from int array (n, m)."""
    return np.stack([(codes == value).sum(axis=1) for value in range(size)], axis=1).astype(float)


def tally(codes: np.ndarray, size: int, *, cluster: np.ndarray, n_clusters: int) -> Tallies:
    """Sum judgements by cluster.

    Parameters
    ----------
    codes : int array (n, m)
        Position of the value that each coder gave to each unit; `MISSING` where there is none.
    size : int
        Number of values, q.
    cluster : int array (n,)
        In 0..n_clusters - 1.
    n_clusters : int
    """
    counts = count_values(codes, size)
    judged = counts.sum(axis=1)
    is_pairable = judged > 1
    both = counts[:, :, None] * counts[:, None, :]
    both[:, np.arange(size), np.arange(size)] -= counts
    ways = np.where(is_pairable, judged * (judged - 1), 1.0)
    pairs = both / ways[:, None, None]
    shares = counts / np.maximum(judged, 1)[:, None]
    sums = [_sum_by(part, cluster, n_clusters) for part in (pairs, pairs * judged[:, None, None])]
    crossed = None
    if codes.shape[1] == 2:
        place = codes[:, 0] * size + codes[:, 1]
        cell = (cluster * size * size + place)[is_pairable]
        crossed = np.bincount(cell, minlength=n_clusters * size * size).astype(float)
        crossed = crossed.reshape(n_clusters, size, size)
    return Tallies(*sums, _sum_by(shares, cluster, n_clusters), crossed)


def _sum_by(parts: np.ndarray, cluster: np.ndarray, n_clusters: int) -> np.ndarray:
    columns = parts.reshape(len(parts), -1).T
    sums = [np.bincount(cluster, weights=column, minlength=n_clusters) for column in columns]
    return np.array(sums).T.reshape(n_clusters, *parts.shape[1:])
