"""Reliability and regression as rows of an estimates table, so that prose can cite them."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from parentdata.answers import ESTIMATE_COLUMNS, Choices, read_status
from parentdata.instrument import Index, Instrument
from parentdata.licence.index import describe_minimum, read_index
from parentdata.licence.regression import IndexRegression
from parentdata.licence.reliability import OrdinalCheck, Reliability

SPREAD = ("value", "se", "ci_low", "ci_high", "degf")


def list_reliability(
    respondents: pd.DataFrame,
    instrument: Instrument,
    reliability: Reliability,
    ordinal: OrdinalCheck,
) -> pd.DataFrame:
    """List alpha, omega and the factor's figures, one a row of an estimates table.

    Returns
    -------
    DataFrame
        The columns `ESTIMATE_COLUMNS`, ids such as `key.licence.items.alpha.reliability`;
        without intervals.
    """
    index = read_index(instrument)
    figures = {
        "alpha": ("Cronbach's alpha", reliability.alpha),
        "omega": ("McDonald's omega", reliability.omega),
        "omega_ordinal": ("McDonald's omega, ordinal", ordinal.omega),
        "first_share": ("Share of variance of the first factor, ordinal", ordinal.first_share),
        "first_to_second": ("First over second eigenvalue, ordinal", ordinal.first_to_second),
        "rmsr_ordinal": ("Root mean square residual, ordinal", ordinal.rmsr),
    }
    rows = [
        start_row(instrument, index, item="items", answer=name, statistic="reliability")
        | {
            "answer_label": label,
            "value": value,
            "n": reliability.n,
            "base": f"everyone; answered an item of {index.label.lower()}; weighted",
            "method": "weighted, pairs of answers",
        }
        for name, (label, value) in figures.items()
    ]
    return finish_rows(rows, respondents)


def list_regression(
    respondents: pd.DataFrame,
    instrument: Instrument,
    regression: IndexRegression,
    *,
    choices: Choices,
    minimum_answered: int,
) -> pd.DataFrame:
    """List coefficients, odds ratios and marginal effects, one a row of an estimates table.

    Returns
    -------
    DataFrame
        The columns `ESTIMATE_COLUMNS`, ids such as `key.licence.linear.tenure_rented.coefficient`,
        `key.licence.ordinal.tenure_rented.odds_ratio` and
        `key.licence.strong.tenure_rented.effect`. References are left out; answers that too few
        gave are withheld.
    """
    index = read_index(instrument)
    shared = {"base": describe_cases(index, choices, minimum_answered), "level": choices.level}
    rows = [
        start_row(instrument, index, item=item, answer=answer, statistic=statistic)
        | shared
        | {"n": regression.n}
        | found
        for item, answer, statistic, found in _list_figures(regression)
    ]
    return finish_rows(rows, respondents)


def describe_cases(index: Index, choices: Choices, minimum_answered: int) -> str:
    """Say in words who is in the regressions."""
    return (
        f"everyone; answered {describe_minimum(index, minimum_answered)} and every characteristic; "
        f"answers that at least {choices.minimum_base} gave; weighted"
    )


def _list_figures(regression: IndexRegression) -> Iterator[tuple[str, str, str, dict]]:
    linear, ordinal = (
        table[~table["is_reference"]].to_dict("records")
        for table in (regression.linear, regression.ordinal)
    )
    for row in linear:
        found = {name: row[name] for name in SPREAD}
        yield "linear", _name(row), "coefficient", _label(row) | found | {"method": "linear"}
    for row in ordinal:
        found = {
            "value": row["odds_ratio"],
            "ci_low": row["odds_low"],
            "ci_high": row["odds_high"],
            "degf": row["degf"],
            "method": "proportional odds",
        }
        yield "ordinal", _name(row), "odds_ratio", _label(row) | found
    for row in regression.effects.to_dict("records"):
        found = {name: row[name] for name in SPREAD}
        method = {"unit": "points", "method": "average marginal effect, proportional odds"}
        yield row["group"], _name(row), "effect", _label(row) | found | method


def _name(row: dict) -> str:
    return f"{row['characteristic']}_{row['answer']}" if row["characteristic"] else "intercept"


def _label(row: dict) -> dict:
    group = row.get("group_label")
    item = {"item_label": group} if group else {}
    characteristic = row["characteristic_label"]
    label = f"{characteristic}: {row['answer_label']}" if characteristic else row["answer_label"]
    return item | {"answer_label": label, "is_withheld": bool(row.get("is_left_out", False))}


def start_row(
    instrument: Instrument, index: Index, *, item: str, answer: str, statistic: str
) -> dict:
    """What every row about an index begins with."""
    return {
        "id": f"{instrument.key}.{index.name}.{item}.{answer}.{statistic}",
        "study": instrument.study,
        "topic": index.name,
        "item": item,
        "item_label": index.label,
        "answer": answer,
        "side": "",
        "statistic": statistic,
        "unit": "number",
        "domain": "",
        "is_withheld": False,
    }


def finish_rows(rows: list[dict], respondents: pd.DataFrame) -> pd.DataFrame:
    """Rows in the form of an estimates table."""
    table = pd.DataFrame(rows).assign(data_status=read_status(respondents))
    return table.reindex(columns=ESTIMATE_COLUMNS)
