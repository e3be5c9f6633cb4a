"""The bootstrap over whole clusters: how often each was drawn, and intervals from replicates."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from parentdata.agreement.refusals import BadResampling

# Drawing all replicates at once would hold one number for each cluster of each.
BATCH = 100
# Below this share of replicates that define a coefficient, the rest would tell a biased story.
LEAST_DEFINED = 0.9


@dataclass(frozen=True)
class Resampling:
    """Replicates of a set of clusters.

    Attributes
    ----------
    drawn : float array (R, clusters)
        How often each replicate drew each cluster; every row sums to the number of clusters.
    level : float in (0, 1)
        Coverage of the percentile interval.
    """

    drawn: np.ndarray
    level: float

    @property
    def n_clusters(self) -> int:
        """Clusters that are drawn from."""
        return self.drawn.shape[1]


def draw_clusters(n_clusters: int, *, replicates: int, seed: int, level: float) -> Resampling:
    """Draw as many clusters as there are, with replacement, `replicates` times.

    Whole clusters are drawn, so the units of one authority stay together and count as what they
    are: one authority's replies.

    Raises
    ------
    BadResampling
        Fewer than 2 replicates, no cluster, a negative seed, or a level outside (0, 1).
    """
    if replicates < 2 or n_clusters < 1 or seed < 0 or not 0 < level < 1:
        raise BadResampling(
            f"{replicates} replicates of {n_clusters} clusters, seed {seed}, level {level}.",
            expected="2 replicates or more, a cluster, a seed of 0 or more, a level in (0, 1)",
            do="Correct the parameter.",
        )
    random = np.random.default_rng(seed)
    drawn = np.empty((replicates, n_clusters))
    for start in range(0, replicates, BATCH):
        rows = min(BATCH, replicates - start)
        chosen = random.integers(0, n_clusters, size=(rows, n_clusters))
        place = (chosen + n_clusters * np.arange(rows)[:, None]).ravel()
        counts = np.bincount(place, minlength=rows * n_clusters)
        drawn[start : start + rows] = counts.reshape(rows, n_clusters)
    return Resampling(drawn, level)


@dataclass(frozen=True)
class Spread:
    """What replicates say of a coefficient: None for all but `n_defined` where they say nothing.

    Attributes
    ----------
    se : float
        Standard deviation over the replicates.
    ci_low, ci_high : float
        Quantiles of the replicates, as R's type 7.
    n_defined : int
        Replicates in which the coefficient is defined.
    """

    se: float | None
    ci_low: float | None
    ci_high: float | None
    n_defined: int


def spread_of(replicates: np.ndarray, resampling: Resampling) -> Spread:
    """The standard deviation and percentile interval of replicates (R,), NaN where undefined.

    Nothing is said where there is one cluster alone, or where fewer than `LEAST_DEFINED` of the
    replicates define the coefficient.
    """
    kept = replicates[~np.isnan(replicates)]
    if resampling.n_clusters < 2 or kept.size < LEAST_DEFINED * replicates.size:
        return Spread(None, None, None, int(kept.size))
    tail = (1 - resampling.level) / 2
    low, high = np.quantile(kept, [tail, 1 - tail])
    return Spread(float(kept.std(ddof=1)), float(low), float(high), int(kept.size))
