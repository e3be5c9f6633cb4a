"""Refusals of the estimator: what a design or a sample does not allow one to say."""

from __future__ import annotations

from collections.abc import Iterable

from parentdata.errors import Refusal


class EmptyDomain(Refusal):
    """Nobody in the domain answered, so there is nothing to estimate."""


class ImpossibleCount(Refusal):
    """A count lies outside 0..n, or is not a number."""


class BadLevel(Refusal):
    """A confidence level lies outside (0, 1)."""


class UnknownChoice(Refusal):
    """A named choice is none of those that exist."""


class MissingColumn(Refusal):
    """The sample has no column of that name."""


class BadColumn(Refusal):
    """A column holds something that the estimate cannot use."""


class BadWeight(Refusal):
    """A weight is missing, zero, negative or infinite, or the weights sum to nothing."""


class BadDesign(Refusal):
    """The columns of a design contradict one another."""


class LonelyPsu(Refusal):
    """A stratum has one PSU, so its variance is unknown."""


class MissingScale(Refusal):
    """Replicate weights came without the scale that makes a variance of them."""


class OneValuedOutcome(Refusal):
    """Every answer is the same, so nothing can be compared or explained."""


class RankDeficient(Refusal):
    """Some predictors are sums of others, so their coefficients do not exist."""


class Separated(Refusal):
    """Predictors split the outcome perfectly, so a coefficient runs off to infinity."""


class NotConverged(Refusal):
    """An iteration stopped before it reached its target."""


class BadMargin(Refusal):
    """A population margin and the sample do not match."""


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


def unknown_choice(what: str, came: object, choices: Iterable[str]) -> UnknownChoice:
    """The refusal of a named choice that does not exist."""
    return UnknownChoice(
        f"{what} {came!r}",
        expected=f"one of {', '.join(choices)}",
        do="choose one of them explicitly",
    )
