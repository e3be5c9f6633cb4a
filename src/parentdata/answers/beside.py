"""Two studies beside each other on the items that both asked; no test between them."""

from __future__ import annotations

import pandas as pd

from parentdata.answers.domains import read_report
from parentdata.answers.frame import read_status
from parentdata.instrument import Instrument, Variable

WORDING = {"same": "same wording", "similar": "similar wording", "different": "other wording"}


def compare_studies(
    instrument: Instrument,
    ours: pd.DataFrame,
    other_instrument: Instrument,
    others: pd.DataFrame,
    *,
    answer: str = "positive",
) -> pd.DataFrame:
    """Set the shares of two studies side by side on the items that the instrument says they share.

    Parameters
    ----------
    instrument : Instrument
        Its report names the other study and the items, with how far their wording is the same.
    other_instrument : Instrument
        The other study's.
    ours, others : DataFrame
        Rows of the two studies' estimates tables, shares of all respondents among them.
    answer : str
        The answer or side that is compared.

    Returns
    -------
    DataFrame
        Two rows per item, ours first: the columns of `ours`, with `series` (whose share it is),
        `wording` and `note`; the item's label says when the wording differs. One data status for
        both: stand-in, if either is.

    Raises
    ------
    BadInstrument
        The instrument has no report block.
    """
    compare = read_report(instrument).compare
    rows = []
    for name, other in compare.items.items() if compare else ():
        ask, other_ask = instrument.variables[name], other_instrument.variables[other.other]
        differs = "" if other.wording == "same" else f" ({WORDING[other.wording]})"
        shared = {
            "item_label": ask.label + differs,
            "wording": WORDING[other.wording],
            "note": other.note,
        }
        for study, table, variable in (
            (instrument, ours, ask),
            (other_instrument, others, other_ask),
        ):
            found = _find(table, variable, answer).to_dict("records")
            rows += [{**row, **shared, "series": study.title} for row in found]
    beside = pd.DataFrame(rows, columns=[*ours.columns, "series", "wording", "note"])
    return beside.assign(data_status=read_status(beside)) if rows else beside


def _find(table: pd.DataFrame, variable: Variable, answer: str) -> pd.DataFrame:
    everyone = table["domain"].isna() | table["domain"].eq("")
    plain = table["statistic"].eq("share") & everyone & table["answer"].eq(answer)
    item = table["topic"].eq(variable.topic) & table["item"].eq(variable.item)
    return table[plain & item]
