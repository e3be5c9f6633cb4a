"""Characteristics as predictors of the index: references first, thin answers outside."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from parentdata.answers import Choices
from parentdata.answers.domains import read_report
from parentdata.instrument import Index, Instrument, Variable
from parentdata.licence.index import add_index, group_column, read_index


@dataclass(frozen=True)
class Prepared:
    """Respondents ready for a regression.

    Attributes
    ----------
    sample : DataFrame
        Everyone, with the index, its groups from the lowest up, and each characteristic as
        categories of which the first is the reference.
    domain : boolean Series
        Those with an index and an answer to every characteristic that is not left out.
    answers : DataFrame, one row per answer to a characteristic, the reference first
        `characteristic`, `characteristic_label`, `answer`, `answer_label`, `name` (column of the
        model), `n` (of the domain, or of those left out with it), `is_reference`, `is_left_out`.
    predictors : tuple of str
        Characteristics of which the domain holds two answers or more.
    n_left_out : int
        Respondents with an index and every characteristic who are outside the domain.
    """

    sample: pd.DataFrame
    domain: pd.Series
    answers: pd.DataFrame
    predictors: tuple[str, ...]
    n_left_out: int


def prepare_characteristics(
    respondents: pd.DataFrame, instrument: Instrument, *, choices: Choices, minimum_answered: int
) -> Prepared:
    """Put reference answers first, and leave out answers that too few people gave.

    A coefficient about an answer below the minimum base could not be shown, and may not exist.
    The answer's respondents leave the domain, not the sample, and are counted. Arguments and
    refusals as `regress_index`.
    """
    report, index = read_report(instrument), read_index(instrument)
    sample = add_index(respondents, instrument, minimum_answered=minimum_answered)
    ordered = {
        name: _put_reference_first(instrument.variables[name], report.reference)
        for name in report.characteristics
    }
    is_complete = sample[index.name].notna()
    for name, answers in ordered.items():
        is_complete &= sample[name].isin(answers)
    domain, sizes, kept_pairs = _leave_thin_out(sample, is_complete, list(ordered), choices)
    rows = [
        _describe_answer(instrument.variables[name], answer, sizes)
        for name, answers in ordered.items()
        for answer in answers
    ]
    answers = pd.DataFrame(rows)
    pairs = zip(answers["characteristic"], answers["answer"], strict=True)
    answers["is_left_out"] = [pair not in kept_pairs for pair in pairs]
    kept = answers[~answers["is_left_out"]]
    answers["is_reference"] = answers.index.isin(kept.drop_duplicates("characteristic").index)
    return Prepared(
        sample=_code(sample, kept, index),
        domain=domain,
        answers=answers,
        predictors=tuple(name for name in ordered if kept["characteristic"].eq(name).sum() > 1),
        n_left_out=int(is_complete.sum() - domain.sum()),
    )


def _put_reference_first(variable: Variable, reference: Mapping[str, str]) -> list[str]:
    names = [answer.name for answer in variable.answers]
    first = reference.get(variable.name, names[0])
    return [first, *(name for name in names if name != first)]


def _leave_thin_out(sample, is_complete: pd.Series, names: list[str], choices: Choices):
    """Domain without thin answers, sizes by (characteristic, answer), and which of them stay."""
    domain, sizes = is_complete.copy(), {}
    while True:
        counts = {name: sample.loc[domain, name].value_counts() for name in names}
        met = {(name, answer): n for name in names for answer, n in counts[name].items()}
        thin = {key: n for key, n in met.items() if n < choices.minimum_base}
        if not thin:
            return domain, sizes | met, set(met)
        # Who leaves with one thin answer may make another one thin.
        sizes |= thin
        for name, answer in thin:
            domain &= sample[name].ne(answer)


def _describe_answer(variable: Variable, name: str, sizes: Mapping) -> dict:
    label = next(answer.label for answer in variable.answers if answer.name == name)
    return {
        "characteristic": variable.name,
        "characteristic_label": variable.label,
        "answer": name,
        "answer_label": label,
        "name": f"{variable.name}={name}",
        "n": int(sizes.get((variable.name, name), 0)),
    }


def _code(sample: pd.DataFrame, kept: pd.DataFrame, index: Index) -> pd.DataFrame:
    scales = {
        name: list(part["answer"]) for name, part in kept.groupby("characteristic", sort=False)
    }
    scales[group_column(index)] = list(index.groups)[::-1]
    coded = {
        name: pd.Categorical.from_codes(pd.Index(scale).get_indexer(sample[name]), scale)
        for name, scale in scales.items()
    }
    return sample.assign(**coded)
