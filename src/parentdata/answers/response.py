"""Who answered what: response to each question, among those who were asked it."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from parentdata.answers.frame import ESTIMATE_COLUMNS, Choices, add_wilson, read_status
from parentdata.instrument import MISSING_KINDS, Instrument, Variable

RESPONSE = {
    "answered": "Answered",
    "dont_know": "Don't know",
    "prefer_not_to_say": "Prefer not to say",
    "not_answered": "Not answered",
}


def response_kind(respondents: pd.DataFrame, variable: Variable) -> pd.Series:
    """Say of each respondent whether the question was answered, or in which way it was not.

    Returns
    -------
    Series of str, shape (n,)
        "answered" or one of `MISSING_KINDS`.
    """
    companion = f"{variable.name}_missing"
    if companion in respondents:
        kinds = respondents[companion].fillna("").astype(str)
        return kinds.where(kinds.isin(MISSING_KINDS), "answered")
    answers = respondents[variable.name]
    return answers.where(answers.isin(MISSING_KINDS), "answered")


def count_respondents(respondents: pd.DataFrame, instrument: Instrument) -> pd.DataFrame:
    """Count the respondents, as one row of an estimates table."""
    row = {
        "id": f"{instrument.key}.response.respondents.all.count",
        "study": instrument.study,
        "topic": "response",
        "item": "respondents",
        "item_label": "Respondents",
        "answer": "all",
        "answer_label": "All",
        "statistic": "count",
        "unit": "count",
        "value": len(respondents),
        "count": len(respondents),
        "n": len(respondents),
        "base": "everyone who responded",
        "method": "count",
        "is_withheld": False,
        "data_status": read_status(respondents),
    }
    return pd.DataFrame([row]).reindex(columns=ESTIMATE_COLUMNS)


def estimate_response(
    respondents: pd.DataFrame,
    instrument: Instrument,
    variables: Iterable[Variable],
    *,
    choices: Choices,
) -> pd.DataFrame:
    """Estimate, of those asked each question, the shares who answered it or left it in each way.

    Returns
    -------
    DataFrame
        The columns of an estimates table; ids such as `pilot.response.heard.not_answered.share`.
    """
    rows = []
    for variable in variables:
        kinds = response_kind(respondents, variable)
        asked = kinds[kinds.ne("not_asked")]
        rows += [
            {
                "id": f"{instrument.key}.response.{variable.name}.{kind}.share",
                "study": instrument.study,
                "topic": "response",
                "item": variable.name,
                "item_label": variable.label,
                "answer": kind,
                "answer_label": label,
                "side": "",
                "statistic": "share",
                "unit": "share",
                "domain": "",
                "count": int(asked.eq(kind).sum()),
                "n": len(asked),
                "base": f"{instrument.describe_base(variable.question)}; "
                f"asked {variable.question.id}",
            }
            for kind, label in RESPONSE.items()
            if kind == "answered" or kind in variable.question.missing
        ]
    return add_wilson(pd.DataFrame(rows).astype({"count": "Int64"}), respondents, choices)
