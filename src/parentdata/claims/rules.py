"""The rules by which a figure agrees with what was published; decisions/0005 gives the reasons."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal, NamedTuple, Protocol

RuleName = Literal[
    "equal",
    "rounds_to",
    "within",
    "below",
    "above",
    "at_least",
    "largest",
    "direction",
    "consensus",
]
# Rules that need the interval of every estimate, and no figure of their own.
INTERVAL_RULES = ("direction", "consensus")
# The rule that holds one estimate against all others of its kind.
LARGEST = "largest"


class Limits(Protocol):
    """What a claim gives a rule to decide with."""

    value: float | None
    low: float | None
    high: float | None
    places: int | None


class Rule(NamedTuple):
    """What a claim must give, when a figure agrees, and the words for it.

    `edge` is the field that the distance is measured from.
    """

    needs: tuple[str, ...]
    edge: Literal["value", "low", "high"]
    holds: Callable[[Limits, float], bool]
    words: str


def _rounds_to(claim: Limits, found: float) -> bool:
    # A whisker more than half a unit of the last place printed, for binary fractions.
    return abs(found - claim.value) <= 0.5 * 10**-claim.places + 1e-12


RULES: dict[str, Rule] = {
    "equal": Rule(("value",), "value", lambda claim, found: found == claim.value, "{value}"),
    "rounds_to": Rule(("value", "places"), "value", _rounds_to, "{value}"),
    "within": Rule(
        ("value", "low", "high", "tolerance"),
        "value",
        lambda claim, found: claim.low <= found <= claim.high,
        "{low} to {high}",
    ),
    "below": Rule(
        ("high", "tolerance"), "high", lambda claim, found: found < claim.high, "below {high}"
    ),
    "above": Rule(
        ("low", "tolerance"), "low", lambda claim, found: found > claim.low, "above {low}"
    ),
    "at_least": Rule(
        ("low", "tolerance"), "low", lambda claim, found: found >= claim.low, "at least {low}"
    ),
}
