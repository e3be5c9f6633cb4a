"""Tests as rows of an estimates table: each figure has an id, and a second opinion."""

from __future__ import annotations

import pandas as pd

from parentdata.answers import Choices
from parentdata.instrument import Instrument
from parentdata.licence.comparison import TESTS
from parentdata.licence.index import read_index
from parentdata.licence.regression import IndexRegression
from parentdata.licence.rows import describe_cases, finish_rows, start_row

FIGURES = {
    "f": ("F", "statistic"),
    "p": ("probability", "p"),
    "holm": ("probability, Holm", "p_holm"),
    "bh": ("probability, Benjamini–Hochberg", "p_benjamini_hochberg"),
}
SLOPES = "same_slopes"


def list_comparisons(
    respondents: pd.DataFrame,
    instrument: Instrument,
    comparisons: pd.DataFrame,
    *,
    choices: Choices,
) -> pd.DataFrame:
    """List the figures of every comparison of a family, one a row of an estimates table.

    Parameters
    ----------
    comparisons : DataFrame
        As `compare_social_groups` or `compare_index` gives them.
    choices : Choices
        As they were compared with.

    Returns
    -------
    DataFrame
        The columns `ESTIMATE_COLUMNS`, ids such as `key.trust.nhs.tenure_p.test`, `…_f`,
        `…_holm` and `…_bh`; `tenure_every_answer_p` where every answer was compared. A
        comparison that could not be made is withheld; its base says why.
    """
    rows = [
        {
            "id": f"{instrument.key}.{row['topic']}.{row['item']}.{answer}.test",
            "study": instrument.study,
            "topic": row["topic"],
            "item": row["item"],
            "item_label": row["item_label"],
            "answer": answer,
            "answer_label": f"{row['characteristic_label']}: {label}",
            "side": "",
            "statistic": "test",
            "unit": "number",
            "domain": "",
            "value": row[column],
            "degf": row["denominator"],
            "n": row["n"],
            "base": _describe_base(row, choices),
            "method": row["test"],
            "is_withheld": bool(pd.isna(row["p"])),
        }
        for row in comparisons.to_dict("records")
        for figure, (label, column) in FIGURES.items()
        for answer in [f"{row['characteristic']}{_mark(row)}_{figure}"]
    ]
    return finish_rows(rows, respondents)


def _mark(row: dict) -> str:
    return "_every_answer" if row["test"] == TESTS["answers"] else ""


def _describe_base(row: dict, choices: Choices) -> str:
    if pd.isna(row["p"]):
        return f"no test: {row['not_made'] or 'the design has too few degrees of freedom'}"
    return (
        f"{row['base']}; groups of at least {choices.minimum_base} by "
        f"{row['characteristic_label'].lower()}; one of {row['family']} tests; weighted"
    )


def list_terms(
    respondents: pd.DataFrame,
    instrument: Instrument,
    regression: IndexRegression,
    *,
    choices: Choices,
    minimum_answered: int,
) -> pd.DataFrame:
    """List what each characteristic adds to both regressions, and the test of equal slopes.

    Returns
    -------
    DataFrame
        The columns `ESTIMATE_COLUMNS`, ids such as `key.licence.linear.tenure_p.term` and
        `key.licence.ordinal.same_slopes_p.assumption`. Where a design has too few degrees of
        freedom for a test it is withheld.
    """
    index, odds = read_index(instrument), regression.odds_test
    found = [
        (row["model"], row["characteristic"], row["characteristic_label"], "term", row["f"],
         row["p"], row["denominator"])
        for row in regression.terms.to_dict("records")
    ]  # fmt: skip
    found.append(("ordinal", SLOPES, "Same slopes at every cut point", "assumption", odds.f,
                  odds.p, odds.denominator))  # fmt: skip
    rows = [
        start_row(instrument, index, item=model, answer=f"{name}_{figure}", statistic=statistic)
        | {
            "answer_label": f"{label}: {FIGURES[figure][0]}",
            "value": value,
            "degf": degf,
            "n": regression.n,
            "base": describe_cases(index, choices, minimum_answered),
            "method": "Wald F",
            "is_withheld": bool(pd.isna(value)),
        }
        for model, name, label, statistic, f, p, degf in found
        for figure, value in (("f", f), ("p", p))
    ]
    return finish_rows(rows, respondents)
