"""Whether social groups differ: tests over one declared family, with its adjustment."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import numpy as np
import pandas as pd

from parentdata.answers import Choices
from parentdata.answers.shares import describe_base
from parentdata.answers.weighted import name_counted
from parentdata.errors import Refusal
from parentdata.instrument import Instrument, Variable
from parentdata.licence.index import add_index, describe_minimum, read_index
from parentdata.survey.association import compare_categories
from parentdata.survey.comparison import (
    adjust_benjamini_hochberg,
    adjust_holm,
    compare_many_ranks,
)
from parentdata.survey.refusals import EmptyDomain, OneValuedOutcome, unknown_choice

# What the outcome of a test is, and what the test is called for it.
TESTS = {
    "positive": "Rao–Scott F, favourable side",
    "answers": "Rao–Scott F, every answer",
}
FIGURES = ["statistic", "numerator", "denominator", "p"]


def compare_social_groups(
    respondents: pd.DataFrame,
    instrument: Instrument,
    variables: Iterable[Variable],
    *,
    design,
    choices: Choices,
    names: Iterable[str],
    outcome: str = "positive",
) -> pd.DataFrame:
    """Test for each item and characteristic whether answers and social groups go together.

    Rao and Scott's second-order F, which knows strata, PSUs and weights. All comparisons of the
    call are one declared family, over which probabilities are adjusted.

    Parameters
    ----------
    respondents, design, choices
        As `answers.estimate_weighted_shares`.
    variables : iterable of Variable
        Items, in the order of the result.
    names : iterable of str
        Characteristics whose answers are the groups.
    outcome : one of "positive", "answers"
        Whether an answer lies on the positive side, or which answer it is.

    Returns
    -------
    DataFrame, one row per item and characteristic
        `topic`, `item`, `item_label`, `base` (in words), `characteristic`,
        `characteristic_label`, `n`, `test`,
        `statistic`, `numerator`, `denominator`, `p`, `p_holm`, `p_benjamini_hochberg`, `family`
        (comparisons made), `left_out` (groups below the minimum base, which take no part) and
        `not_made` (why there is no test; such a row is not of the family).

    Raises
    ------
    UnknownChoice
    """
    if outcome not in TESTS:
        raise unknown_choice("outcome", outcome, TESTS)
    coded = {
        f"({each.name} {outcome})": (each, _code_answers(respondents, each, choices, outcome))
        for each in variables
    }
    sample = respondents.assign(**{name: answers for name, (_, answers) in coded.items()})

    def test(name: str, by: str, domain: pd.Series) -> dict:
        found = compare_categories(sample, design, name, by=by, domain=domain)
        return dict(zip(FIGURES, (found.f, found.numerator, found.denominator, found.p),
                        strict=True))  # fmt: skip

    labelled = [
        (each.topic, each.item, each.label, describe_base(instrument, each, choices), name)
        for name, (each, _) in coded.items()
    ]
    return _compare(sample, instrument, labelled, list(names), test, choices, TESTS[outcome])


def compare_index(
    respondents: pd.DataFrame,
    instrument: Instrument,
    *,
    design,
    choices: Choices,
    names: Iterable[str],
    minimum_answered: int,
) -> pd.DataFrame:
    """Test for each characteristic whether some of its groups tend to a higher index.

    Kruskal and Wallis's ranks, estimated in the population. Arguments and result as
    `compare_social_groups`; the characteristics are one family.
    """
    index = read_index(instrument)
    sample = add_index(respondents, instrument, minimum_answered=minimum_answered)

    def test(name: str, by: str, domain: pd.Series) -> dict:
        found = compare_many_ranks(sample, design, name, by=by, domain=domain)
        values = (found.chi2 / found.numerator, found.numerator, found.denominator, found.p)
        return dict(zip(FIGURES, values, strict=True))

    base = f"everyone; answered {describe_minimum(index, minimum_answered)}"
    labelled = [(index.name, index.name, index.label, base, index.name)]
    return _compare(sample, instrument, labelled, list(names), test, choices, "rank F")


def _code_answers(respondents, variable: Variable, choices: Choices, outcome: str) -> pd.Series:
    counted = name_counted(variable, choices)
    answers = respondents[variable.name]
    answers = answers.where(answers.isin(counted))
    if outcome == "answers":
        return answers
    return answers.map({name: str(name in variable.favourable) for name in counted})


def _compare(
    sample: pd.DataFrame,
    instrument: Instrument,
    outcomes: list[tuple],
    names: list[str],
    test: Callable[[str, str, pd.Series], dict],
    choices: Choices,
    test_name: str,
) -> pd.DataFrame:
    rows = []
    for topic, item, label, base, name in outcomes:
        for by in names:
            domain, n, left_out = _take_groups(sample, name, instrument.variables[by], choices)
            # Said by name, so that it can be told from a comparison that found nothing.
            try:
                found = {**test(name, by, domain), "not_made": ""}
            except (OneValuedOutcome, EmptyDomain) as refusal:
                found = {
                    **dict.fromkeys(FIGURES, np.nan),
                    "not_made": _say_why(refusal, name),
                }
            rows.append(
                {
                    "topic": topic,
                    "item": item,
                    "item_label": label,
                    "base": base,
                    "characteristic": by,
                    "characteristic_label": instrument.variables[by].label,
                    "n": n,
                    "test": test_name,
                    **found,
                    "left_out": left_out,
                }
            )
    return _adjust(pd.DataFrame(rows))


def _say_why(refusal: Refusal, outcome: str) -> str:
    # The outcome's column was made here, and has a name that no reader knows.
    is_ours = refusal.column == outcome
    return refusal.came if is_ours else str(refusal).partition("\n")[0]


def _take_groups(sample: pd.DataFrame, outcome: str, by: Variable, choices: Choices):
    """Respondents in groups of at least the minimum base, their number, and who is left out."""
    answered = sample[by.name].where(sample[outcome].notna())
    sizes = {answer.name: int(answered.eq(answer.name).sum()) for answer in by.answers}
    kept = [name for name, size in sizes.items() if size >= max(choices.minimum_base, 1)]
    left_out = tuple(name for name, size in sizes.items() if name not in kept and size)
    domain = answered.isin(kept)
    return domain, int(domain.sum()), left_out


def _adjust(rows: pd.DataFrame) -> pd.DataFrame:
    made = rows["p"].notna()
    adjusted = {name: pd.Series(np.nan, index=rows.index) for name in ("holm", "bh")}
    adjusted["holm"][made] = adjust_holm(rows.loc[made, "p"])
    adjusted["bh"][made] = adjust_benjamini_hochberg(rows.loc[made, "p"])
    place = rows.columns.get_loc("p") + 1
    rows.insert(place, "p_holm", adjusted["holm"])
    rows.insert(place + 1, "p_benjamini_hochberg", adjusted["bh"])
    rows.insert(place + 2, "family", int(made.sum()))
    return rows
