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


@dataclass(frozen=True)
class Patterns:
    """Units that were judged alike by every coder, once each.

    Attributes
    ----------
    codes : int array (p, m)
        Position of the value that each coder gave; `MISSING` where there is none.
    times : float array (p,)
        Units of each pattern.
    place : int array (n,)
        Pattern of each unit.
    """

    codes: np.ndarray
    times: np.ndarray
    place: np.ndarray


def find_patterns(codes: np.ndarray, size: int) -> Patterns:
    """Find the patterns of judgements (n, m) of `size` values; few coders have few of them."""
    n_coders = codes.shape[1]
    if n_coders * np.log2(size + 1) < 62:  # one whole number can hold a pattern
        key = (codes + 1) @ (size + 1) ** np.arange(n_coders)
        _, first, place, times = np.unique(
            key, return_index=True, return_inverse=True, return_counts=True
        )
    else:
        _, first, place, times = np.unique(
            codes, axis=0, return_index=True, return_inverse=True, return_counts=True
        )
    return Patterns(codes[first], times.astype(float), place.ravel())


def count_values(patterns: Patterns, size: int) -> np.ndarray:
    """How many coders gave each value in each pattern: float array (p, q)."""
    return np.stack([(patterns.codes == value).sum(axis=1) for value in range(size)], 1).astype(
        float
    )


def tally(patterns: Patterns, size: int, *, cluster: np.ndarray, n_clusters: int) -> Tallies:
    """Sum judgements by cluster.

    Parameters
    ----------
    patterns : Patterns
    size : int
        Number of values, q.
    cluster : int array (n,)
        Of each unit, in 0..n_clusters - 1.
    n_clusters : int
    """
    counts = count_values(patterns, size)
    judged = counts.sum(axis=1)
    is_pairable = judged > 1
    both = counts[:, :, None] * counts[:, None, :]
    both[:, np.arange(size), np.arange(size)] -= counts
    pairs = both / np.where(is_pairable, judged * (judged - 1), 1.0)[:, None, None]
    parts = [pairs, pairs * judged[:, None, None], counts / np.maximum(judged, 1)[:, None]]
    if patterns.codes.shape[1] == 2:
        first, second = (part[:, None] == np.arange(size) for part in patterns.codes.T)
        parts.append((first[:, :, None] & second[:, None, :]).astype(float))
    sums = [_sum_by(part, patterns.place, cluster, n_clusters) for part in parts]
    return Tallies(*sums[:3], sums[3] if len(sums) > 3 else None)


def _sum_by(
    parts: np.ndarray, place: np.ndarray, cluster: np.ndarray, n_clusters: int
) -> np.ndarray:
    columns = parts.reshape(len(parts), -1).T
    sums = [np.bincount(cluster, weights=each[place], minlength=n_clusters) for each in columns]
    return np.array(sums).T.reshape(n_clusters, *parts.shape[1:])
