"""Weights of the national survey's stand-in respondents: unequal chances undone, margins met."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import fsum

import numpy as np

from parentdata.standin import national_plan as plan
from parentdata.standin.latent import BadPlan, Sample, assign_counts

ROUNDS = 200
CLOSE = 1e-9
DECIMALS = 4


def weigh(places: Mapping[str, np.ndarray], sample: Sample) -> np.ndarray:
    """Weigh every respondent.

    Parameters
    ----------
    places : mapping of characteristic to int array, shape (n,)
        Positions on the scales, `region` among them.
    sample : Sample
        Draws the wave in which each household joined the panel.

    Returns
    -------
    float array, shape (n,)
        Mean one, rounded to four decimals.

    Raises
    ------
    BadPlan
        The margins cannot be met.
    """
    waves = len(plan.CHANCE_BY_WAVE)
    even = dict.fromkeys(range(waves), sample.size // waves)
    even[0] += sample.size % waves
    wave = assign_counts(sample.draw_uniform("wave"), even, among=np.ones(sample.size, bool))
    chance = np.array(plan.CHANCE_BY_ETHNICITY)[places["ethnicity"]]
    chance = chance * np.array(plan.CHANCE_BY_WAVE)[wave]
    margins = {"region": [one.share for one in plan.REGIONS.values()], **plan.MARGINS}
    return np.round(rake(1 / chance, {name: places[name] for name in margins}, margins), DECIMALS)


def rake(
    base: np.ndarray, places: Mapping[str, np.ndarray], margins: Mapping[str, Sequence[float]]
) -> np.ndarray:
    """Scale base weights to one margin after another until all hold; mean one.

    The estimator's `survey.weighting.rake` does the same for anybody's data. It stands above the
    stand-in, which is made without it, so that a fault in one cannot hide in the other.

    Parameters
    ----------
    base : float array, shape (n,)
    places : mapping of name to int array, shape (n,)
        Position in the margin of that name.
    margins : mapping of name to shares

    Raises
    ------
    BadPlan
        The margins are still not met after `ROUNDS` rounds.
    """
    # fsum is exact, so that no machine adds up in another order; bincount adds in that of people.
    fitted = base / fsum(base) * base.size
    for _ in range(ROUNDS):
        worst = 0.0
        for name, shares in margins.items():
            wanted = np.array(shares) * base.size
            factor = wanted / np.bincount(places[name], weights=fitted, minlength=wanted.size)
            worst = max(worst, float(np.abs(factor - 1).max()))
            fitted = fitted * factor[places[name]]
        if worst < CLOSE:
            return fitted
    raise BadPlan(
        f"margins still move weights by {worst:.2g} after {ROUNDS} rounds.",
        expected="margins that the planned respondents can meet together",
        do="Correct the planned counts or margins in standin/national_plan.py.",
    )
