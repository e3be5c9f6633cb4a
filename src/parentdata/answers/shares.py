"""Shares of answers to a questionnaire, each with its base, count and interval."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import pandas as pd

from parentdata.answers.frame import Choices, Domain, add_wilson, everyone
from parentdata.instrument import Instrument, Variable

SIDES = {"positive": "Positive", "neutral": "Neutral", "negative": "Negative"}


def _in_base(answers: pd.Series, variable: Variable, choices: Choices) -> pd.Series:
    counted = [answer.name for answer in variable.answers]
    if choices.dont_know == "in_base":
        counted.append("dont_know")
    return answers.isin(counted)


def describe_base(instrument: Instrument, variable: Variable, choices: Choices) -> str:
    """Say in words who the shares of an item are out of."""
    asked = instrument.describe_base(variable.question)
    has_dont_know = "dont_know" in variable.question.missing
    counted = {"in_base": ", “don't know” included", "left_out": ", “don't know” left out"}
    return f"{asked}; answered {variable.question.id}{counted[choices.dont_know] * has_dont_know}"


def _answer_sets(
    variable: Variable, choices: Choices, named: dict[str, Sequence[str]]
) -> Iterator[tuple[str, str, str, list[str]]]:
    """Yield name, label, side and members of every set of answers that a share is made of."""
    for answer in variable.answers:
        yield answer.name, answer.label, answer.side or "", [answer.name]
    if choices.dont_know == "in_base" and "dont_know" in variable.question.missing:
        yield "dont_know", "Don't know", "", ["dont_know"]
    for side, label in SIDES.items():
        members = [answer.name for answer in variable.answers if answer.side == side]
        if members:
            yield side, label, side, members
    for name, members in named.items():
        yield name, name.replace("_", " ").capitalize(), "", list(members)


def _make_row(instrument: Instrument, variable: Variable, domain: Domain, **found) -> dict:
    statistic = found["statistic"]
    name = f"{instrument.key}.{variable.topic}.{variable.item}.{found['answer']}.{statistic}"
    return {
        "id": f"{name}|{domain.name}" if domain.name else name,
        "study": instrument.study,
        "topic": variable.topic,
        "item": variable.item,
        "item_label": variable.label,
        "domain": domain.name,
        **found,
    }


def _estimate_domain(
    answers: pd.Series,
    instrument: Instrument,
    variable: Variable,
    domain: Domain,
    choices: Choices,
    named: dict[str, Sequence[str]],
) -> Iterator[dict]:
    inside = answers[domain.members & _in_base(answers, variable, choices)]
    base = describe_base(instrument, variable, choices)
    for name, label, side, members in _answer_sets(variable, choices, named):
        yield _make_row(
            instrument,
            variable,
            domain,
            answer=name,
            answer_label=label,
            side=side,
            statistic="share",
            unit="share",
            count=int(inside.isin(members).sum()),
            n=len(inside),
            base=base if not domain.name else f"{base}; {domain.label}",
        )


def estimate_shares(
    respondents: pd.DataFrame,
    instrument: Instrument,
    variables: Iterable[Variable],
    *,
    choices: Choices,
    domains: Sequence[Domain] | None = None,
    named: dict[str, Sequence[str]] | None = None,
) -> pd.DataFrame:
    """Estimate the share of every answer, and of every side of the scale, with Wilson intervals.

    On a voluntary sample an interval says how far chance alone could move the share among people
    like those who answered; it says nothing about those who did not.

    Parameters
    ----------
    respondents : DataFrame, one row per respondent, shape (n, k)
        Answer names as cleaned; the column `data_status` travels into the result.
    instrument : Instrument
        What was asked, for labels, order, routing and base.
    variables : iterable of Variable
        Columns to estimate.
    choices : Choices
        Confidence level, treatment of don't know, minimum unweighted base.
    domains : sequence of Domain, optional
        Parts of the sample; everyone, if not given.
    named : dict of name to answer names, optional
        Further sets of answers, such as {"acceptable": [...]}.

    Returns
    -------
    DataFrame
        One row per estimate with the columns `ESTIMATE_COLUMNS`; shares in 0..1. Estimates on
        fewer than `minimum_base` respondents are withheld: value, interval and count are empty.
    """
    rows = [
        row
        for domain in domains or [everyone(respondents)]
        for variable in variables
        for row in _estimate_domain(
            respondents[variable.name], instrument, variable, domain, choices, named or {}
        )
    ]
    estimates = pd.DataFrame(rows).astype({"count": "Int64"})
    return add_wilson(estimates, respondents, choices)
