"""Quotations: a few passages under each theme, under pseudonyms, or none at all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import pandas as pd

from parentdata.coding.codebook import PRESENT, Codebook

WITHHELD = "withheld"


def choose_quotations(
    decided: pd.DataFrame,
    contributions: pd.DataFrame,
    codebook: Codebook,
    *,
    is_shown: bool,
    most: int = 2,
) -> pd.DataFrame:
    """Choose passages for each theme, each of another cell, so that no parent speaks for all.

    Of the passages of a theme, in the order held, that of the parent quoted least so far is
    taken, then that of the cell quoted least; the same words are not quoted twice.

    Parameters
    ----------
    decided : DataFrame, one row per participant and code
        unit_id, code, value, quote.
    contributions : DataFrame, one row per participant
        unit_id, discussion_id, cell, route, kind, held_date.
    codebook : Codebook
    is_shown : bool
        Whether the words and the pseudonym may be shown; otherwise they never leave here.
    most : int
        Quotations of one theme.

    Returns
    -------
    DataFrame, one row per quotation
        code, code_label, number (from 1 within a theme), quotation, pseudonym, cell, route, kind;
        where they are withheld, both read "withheld".
    """
    joined = decided.merge(contributions, on="unit_id")
    found = joined[joined["value"].eq(PRESENT) & joined["quote"].notna()]
    found = found.sort_values(["held_date", "discussion_id", "unit_id"], kind="stable")
    rows: list[dict] = []
    for code in codebook.leaves:
        own = found[found["code"].eq(code.id)].to_dict("records")
        for number, row in enumerate(_spread(own, rows, most), start=1):
            rows.append(
                {"code": code.id, "code_label": code.label, "number": number,
                 "quotation": row["quote"], "pseudonym": row["unit_id"],
                 "cell": row["cell"], "route": row["route"], "kind": row["kind"]}
            )  # fmt: skip
    columns = ["code", "code_label", "number", "quotation", "pseudonym", "cell", "route", "kind"]
    chosen = pd.DataFrame(rows, columns=columns)
    return chosen if is_shown else chosen.assign(quotation=WITHHELD, pseudonym=WITHHELD)


def _spread(own: Sequence[dict], quoted: Sequence[dict], most: int) -> list[dict]:
    """Take up to `most` passages of different cells, of those quoted least so far."""
    said = {row["quotation"] for row in quoted}
    by_parent = Counter(row["pseudonym"] for row in quoted)
    by_cell = Counter(row["cell"] for row in quoted)
    taken: list[dict] = []
    while len(taken) < most:
        cells = {row["cell"] for row in taken}
        left = [row for row in own if row["cell"] not in cells and row["quote"] not in said]
        if not left:
            break
        taken.append(min(left, key=lambda row: (by_parent[row["unit_id"]], by_cell[row["cell"]])))
        said.add(taken[-1]["quote"])
    return taken
