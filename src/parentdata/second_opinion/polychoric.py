"""Correlation of the attitudes behind two ordered answers, by numerical integration.

The chance of a pair of answers is an integral over the first attitude; how fast the likelihood
rises with the correlation comes from a complex step.

References
----------
Olsson (1979), Psychometrika 44, the two-step estimate.
"""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from scipy import optimize, special

# Where a correlation is looked for; the last is as near to 1 as it is taken to be.
REACHES = (0.9, 0.99, 0.9999)
STEP = 1e-30
LEAST_CHANCE = 1e-250
# Beyond nine standard deviations lies nobody.
FAR = 9.0
NODE, SIZE = np.polynomial.legendre.leggauss(160)


def place_thresholds(code: np.ndarray, weight: np.ndarray) -> np.ndarray:
    """Where a normal attitude is cut so that as many people give each answer 0, 1, … (n,).

    -1 is no answer.
    """
    people = [weight[code == answer].sum() for answer in range(code.max() + 1)]
    below = np.cumsum(people)[:-1] / sum(people)
    return np.concatenate([[-np.inf], special.ndtri(below), [np.inf]])


def correlate_attitudes(
    pair: np.ndarray, weight: np.ndarray, thresholds: tuple[np.ndarray, np.ndarray]
) -> float:
    """The correlation at which two answers, coded 0, 1, … (n, 2), are likeliest to meet so.

    Parameters
    ----------
    thresholds : two arrays
        As `place_thresholds`, of everyone who answered each item.
    """
    table = np.zeros([cuts.size - 1 for cuts in thresholds])
    np.add.at(table, tuple(pair.T), weight)
    is_met = table > 0

    def rise(rho: float) -> float:
        """How fast the likelihood rises with the correlation."""
        chance = _integrate(rho + 1j * STEP, *thresholds)[is_met]
        # Near the ends some pairs that were met are next to impossible.
        relative = np.imag(chance) / STEP / np.maximum(np.real(chance), LEAST_CHANCE)
        return float((table[is_met] * relative).sum())

    # From the middle outwards: far from where the answers lie, chances are too small to compare.
    for reach in REACHES:
        if rise(-reach) > 0 > rise(reach):
            return optimize.brentq(rise, -reach, reach, xtol=1e-14, rtol=1e-14)
    return float(np.copysign(REACHES[-1], rise(0.0)))


def _integrate(rho: complex, rows: np.ndarray, columns: np.ndarray) -> np.ndarray:
    """Chance of each pair of answers (r, c): over the first attitude, of the second given it."""
    cells = np.zeros((rows.size - 1, columns.size - 1), dtype=complex)
    ends = np.clip(rows, -FAR, FAR)
    for row, (low, high) in enumerate(pairwise(ends)):
        at = low + (high - low) * (NODE + 1) / 2
        height = SIZE * (high - low) / 2 * np.exp(-(at**2) / 2) / np.sqrt(2 * np.pi)
        # Beyond the outer thresholds lies nobody, and everybody.
        inner = (columns[1:-1] - rho * at[:, None]) / np.sqrt(1 - rho**2)
        below = np.pad(special.ndtr(inner), ((0, 0), (1, 1)))
        below[:, -1] = 1.0
        cells[row] = height @ np.diff(below)
    return cells
