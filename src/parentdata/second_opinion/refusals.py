"""What the second opinion refuses."""

from __future__ import annotations

from parentdata.errors import Refusal


class Disagreement(Refusal):
    """A published estimate and its second opinion are not the same."""


class NoSecondOpinion(Refusal):
    """The second opinion cannot read a row, knows no such design, or has not been given."""


def unreadable(estimate: str, fault: Exception) -> NoSecondOpinion:
    """The refusal of a row that names what instrument and respondents do not know."""
    return NoSecondOpinion(
        f"estimate {estimate} cannot be worked out again: {fault}.",
        expected="items, answers, sets of answers and domains that the instrument knows",
        do="Name its set of answers in `named`, or correct topic, item, answer, domain or base.",
    )


def unknown_design(what: str) -> NoSecondOpinion:
    """The refusal of a design that is not worked out again."""
    return NoSecondOpinion(
        f"the second opinion does not know {what}.",
        expected="weights with strata, sampling units and populations of one stage, or replicate "
        "weights that came with the data",
        do="Have such estimates checked another way, and say so where they are published.",
    )
