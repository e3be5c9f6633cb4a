"""Concerns that stand together in one answer, and an answer that shows each."""

from __future__ import annotations

from itertools import combinations_with_replacement

import pandas as pd

from parentdata.answers.frame import ESTIMATE_COLUMNS, read_status
from parentdata.concerns.codes import Codebook, code_concerns, count_cooccurrence
from parentdata.instrument import Instrument


def estimate_cooccurrence(
    respondents: pd.DataFrame, instrument: Instrument, codebook: Codebook
) -> pd.DataFrame:
    """Count the answers in which two concerns stand together, as rows of an estimates table.

    Returns
    -------
    DataFrame, one row per pair of codes, a code with itself among them
        `item` and `answer` are the two codes; ids such as
        `pilot.concerns.concerns.privacy_and_stigma.count`. The base is everyone who wrote
        something.
    """
    variable = instrument.variables[codebook.variable]
    coded = code_concerns(respondents[variable.name], codebook)
    together = count_cooccurrence(coded)
    labels = codebook.labels
    base = f"{instrument.describe_base(variable.question)}; wrote to {variable.question.id}"
    rows = [
        {
            "id": f"{instrument.key}.{variable.topic}.{variable.item}.{one}_and_{other}.count",
            "study": instrument.study,
            "topic": variable.topic,
            "item": one,
            "item_label": labels[one],
            "answer": other,
            "answer_label": labels[other],
            "statistic": "count",
            "unit": "count",
            "value": int(together.loc[one, other]),
            "count": int(together.loc[one, other]),
            "n": len(coded),
            "base": base,
            "method": "count",
            "is_withheld": False,
            "data_status": read_status(respondents),
        }
        for one, other in combinations_with_replacement(labels, 2)
    ]
    return pd.DataFrame(rows).reindex(columns=ESTIMATE_COLUMNS)


def choose_examples(
    respondents: pd.DataFrame, codebook: Codebook, *, is_shown: bool
) -> pd.DataFrame:
    """Choose for each concern the first answer, in order of id, that holds it and no other.

    Parameters
    ----------
    respondents : DataFrame, one row per respondent
    codebook : Codebook
    is_shown : bool
        Whether the words may be shown; otherwise they never leave this function.

    Returns
    -------
    DataFrame, one row per concern that an answer holds alone
        concern, quotation, answers (how many hold it alone), data_status.
    """
    texts = respondents[codebook.variable]
    coded = code_concerns(texts, codebook)
    alone = coded[coded.sum(axis=1).eq(1)]
    rows = []
    for code, label in codebook.labels.items():
        holders = alone.index[alone[code]]
        if len(holders):
            words = texts.loc[holders[0]] if is_shown else "withheld"
            rows.append({"concern": label, "quotation": words, "answers": len(holders)})
    table = pd.DataFrame(rows, columns=["concern", "quotation", "answers"])
    return table.assign(data_status=read_status(respondents))
