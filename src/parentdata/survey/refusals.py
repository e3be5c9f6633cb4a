"""Refusals of the estimator: what a design or a sample does not allow one to say."""

from __future__ import annotations

from parentdata.errors import Refusal


class EmptyDomain(Refusal):
    """Nobody in the domain answered, so there is nothing to estimate."""


class ImpossibleCount(Refusal):
    """A count lies outside 0..n, or is not a number."""


class BadLevel(Refusal):
    """A confidence level lies outside (0, 1)."""


def check_level(level: float) -> float:
    """Return `level` where it lies strictly between 0 and 1.

    Raises
    ------
    BadLevel
        It does not.
    """
    if not 0 < level < 1:
        raise BadLevel(
            f"a confidence level of {level!r}",
            expected="a number strictly between 0 and 1, such as 0.95",
            do="give the level as a fraction, not as a percentage",
        )
    return level
