"""Attendance of a whole plan, drawn many times: what the exact chances cannot say of all groups."""

from __future__ import annotations

import numpy as np

# One seed for the report; another moves the third digit of the chances.
SEED = 20210226
RUNS = 20_000


def simulate_attendance(
    groups: int,
    invited: int,
    *,
    expected: float,
    correlation: float,
    runs: int = RUNS,
    seed: int = SEED,
) -> np.ndarray:
    """Draw how many come to each group, many times.

    An urn: the first comes with the expected chance, and whoever comes (or stays away) makes the
    next of the group more likely to do the same. Only uniform draws and sums are used, so that a
    seed gives the same numbers on every machine, and nothing is shared with the exact formula.

    Parameters
    ----------
    groups, invited : int
        Groups of the plan, and people invited to each.
    expected, correlation : float
        As `attendance.attendance_chances`.
    runs : int
        How often the whole plan is drawn.
    seed : int

    Returns
    -------
    array of int, shape (runs, groups)
        Participants.

    References
    ----------
    Pólya's urn; Johnson, Kotz (1977), Urn Models and Their Application, ch. 4.
    """
    draws = np.random.Generator(np.random.PCG64(seed)).random((invited, runs, groups))
    came = np.zeros((runs, groups))
    for place, draw in enumerate(draws):
        weight = 1 - correlation
        chance = (expected * weight + correlation * came) / (weight + correlation * place)
        came += draw < chance
    return came.astype(np.int64)


def share_below(attendance: np.ndarray, minimum: int) -> tuple[float, float]:
    """Share of runs in which any group falls below the minimum, and its Monte Carlo error.

    Returns
    -------
    (share, se) : floats
        The error is that of drawing a limited number of runs, not of the assumptions.
    """
    falls = (attendance < minimum).any(axis=1)
    share = float(falls.mean())
    return share, float(np.sqrt(share * (1 - share) / len(falls)))


def describe_totals(attendance: np.ndarray, *, level: float) -> tuple[int, int, int]:
    """Participants of all groups together: the middle, and limits that hold `level` of the runs."""
    totals = np.sort(attendance.sum(axis=1))
    tail = (1 - level) / 2
    places = [round(share * (len(totals) - 1)) for share in (0.5, tail, 1 - tail)]
    middle, low, high = (int(totals[place]) for place in places)
    return middle, low, high
