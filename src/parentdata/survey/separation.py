"""Whether predictors split an outcome perfectly, found before a fit runs off."""

from __future__ import annotations

import numpy as np
from scipy import optimize

from parentdata.survey.refusals import Separated

# An optimum that the solver's own tolerance could not produce.
FEASIBLE = 1e-6


def check_separation(rows: np.ndarray, names: tuple[str, ...], *, outcome: str) -> None:
    """Refuse a direction along which no answer argues against going on for ever.

    Parameters
    ----------
    rows : float array (r, p)
        Each row times the coefficients must be positive for the answer to be likely: in a
        logistic regression the predictors, with their sign turned for a "no".
    names : tuple of str (p,)
    outcome : str

    Raises
    ------
    Separated
        Some direction has no row below 0 and one above: it names the columns that move.

    References
    ----------
    Albert and Anderson (1984), Biometrika 71; Konis (2007), as a linear programme.
    """
    # Numbers of any size, brought to 1: a direction is found or not, whatever the unit.
    scaled = np.unique(rows / np.abs(rows).max(axis=0), axis=0)
    found = optimize.linprog(
        -scaled.sum(axis=0),
        A_ub=-scaled,
        b_ub=np.zeros(len(scaled)),
        bounds=(-1, 1),
        method="highs",
    )
    if -found.fun <= FEASIBLE * len(scaled):
        return
    moving = [name for name, size in zip(names, found.x, strict=True) if abs(size) > FEASIBLE]
    raise Separated(
        f"predictors that split {outcome!r} perfectly: {', '.join(moving)}",
        expected="both answers at every combination that a coefficient compares",
        do="leave out the predictor, or join its category to another",
        column=moving[-1],
    )
