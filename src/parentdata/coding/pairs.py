"""What two coders said of the same unit by the same code, side by side."""

from __future__ import annotations

import pandas as pd

from parentdata.coding.codebook import Code, Codebook
from parentdata.coding.columns import ADJUDICATION_COLUMNS
from parentdata.coding.refusals import TooManyCoders

_OWN = ("value", "start", "end", "quote", "note", "coded_date")

# Beside what an adjudicator fills in, what is needed to decide.
CONTEXT_COLUMNS = (
    "why_listed",
    "label",
    "definition",
    "quote_a",
    "start_a",
    "end_a",
    "note_a",
    "quote_b",
    "start_b",
    "end_b",
    "note_b",
)
LISTED_COLUMNS = (*ADJUDICATION_COLUMNS, *CONTEXT_COLUMNS)


def name_coders(judgements: pd.DataFrame) -> tuple[str, ...]:
    """Names of the coders in order; `TooManyCoders` where there are more than two."""
    coders = tuple(sorted(judgements["coder"].unique()))
    if len(coders) > 2:
        raise TooManyCoders(
            f"{len(coders)} coders judged: {', '.join(coders)}.",
            expected="one coder, or two who are compared and adjudicated",
            do="Hand on the judgements of two coders at a time; nothing was written.",
        )
    return coders


def pair_judgements(judgements: pd.DataFrame) -> list[dict]:
    """Put the judgements of two coders side by side.

    Parameters
    ----------
    judgements : DataFrame
        As `check_judgements` returns it, of one coder or two.

    Returns
    -------
    list of dict, one per unit and code, sorted by these
        unit_id, code, and value, start, end, quote, note and coded_date, each with the ending _a
        (the coder whose name comes first) and _b. None where there is nothing; a value of None
        says that the coder could not tell, or has no judgement.

    Raises
    ------
    TooManyCoders
        There are three coders or more.
    """
    key, coders = ["unit_id", "code"], name_coders(judgements)
    first, second = (
        judgements[judgements["coder"].eq(coder)].set_index(key)[list(_OWN)].astype(object)
        for coder in (*coders, "", "")[:2]
    )
    pairs = first.join(second, how="outer", suffixes=("_a", "_b")).sort_index()
    pairs = pairs.where(pairs.notna(), None).reset_index()
    return [dict(zip(pairs, row, strict=True)) for row in pairs.itertuples(index=False, name=None)]


def list_disagreements(judgements: pd.DataFrame, codebook: Codebook) -> pd.DataFrame:
    """List what an adjudicator decides, with both passages.

    Returns
    -------
    DataFrame of text, columns `LISTED_COLUMNS`, one row per unit and code, sorted by code and unit
        `why_listed` is `differ` or `neither_could_tell`; where one coder alone could not tell, the
        other's value stands and nothing is listed. `decision`, `adjudicated_by`,
        `adjudicated_date` and `reason` are blank, to be filled in. `read_adjudications` reads the
        filled-in table as it is.
    """
    order = {code.id: place for place, code in enumerate(codebook.leaves)}
    pairs = [
        pair
        for pair in pair_judgements(judgements)
        if (pair["value_a"] is None) == (pair["value_b"] is None)
        and (pair["value_a"] is None or pair["value_a"] != pair["value_b"])
    ]
    pairs.sort(key=lambda pair: (order[pair["code"]], pair["unit_id"]))
    rows = [_describe_pair(pair, codebook.by_id[pair["code"]]) for pair in pairs]
    return pd.DataFrame(rows, columns=list(LISTED_COLUMNS), dtype=str)


def _describe_pair(pair: dict, code: Code) -> dict[str, str]:
    told = {name: _write(pair.get(name)) for name in LISTED_COLUMNS}
    is_told = pair["value_a"] is not None
    return told | {
        "why_listed": "differ" if is_told else "neither_could_tell",
        "label": code.label,
        "definition": code.definition,
    }


def _write(value: object) -> str:
    return "" if value is None else str(value)
