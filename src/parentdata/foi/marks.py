"""Marks that a code carries wherever its count stands: the coders agree too little on it."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from parentdata.coding.codebook import Codebook

UNRELIABLE = "not reliable"


def find_unreliable(agreement: pd.DataFrame, *, reliable_alpha: float) -> dict[str, str]:
    """Find the codes on which coders agree too little, with the words that say so.

    Parameters
    ----------
    agreement : DataFrame, one row per code and domain
        As `agreement.tabulate_agreement` gives it; `domain` is empty where all units are meant.
    reliable_alpha : float
        Least alpha of a code that counts as reliable.

    Returns
    -------
    dict of code to words
        "not reliable: alpha 0.52", or why there is no alpha; codes that are reliable are absent.
    """
    whole = agreement[agreement["domain"].fillna("").eq("")]
    low = whole[~whole["alpha"].ge(reliable_alpha)]
    return {row["code"]: f"{UNRELIABLE}: {_tell_alpha(row)}" for row in low.to_dict("records")}


def mark_unreliable(estimates: pd.DataFrame, marks: Mapping[str, str]) -> pd.DataFrame:
    """Put the words beside the label of every code that is not reliable.

    Parameters
    ----------
    estimates : DataFrame, one row per estimate
        `item` is a code, `item_label` its label.
    marks : dict of code to words
        As `find_unreliable` gives them.
    """
    said = estimates["item"].map({code: f" ({UNRELIABLE})" for code in marks}).fillna("")
    return estimates.assign(item_label=estimates["item_label"] + said)


def group_codes(codebook: Codebook) -> dict[str, dict[str, str]]:
    """Group the codes in use by what they stand under, each with its label.

    Returns
    -------
    dict of group to dict of code to label
        A code without a group is a group by itself; a group within a group stands apart.
    """
    groups: dict[str, dict[str, str]] = {}
    for code in codebook.leaves:
        groups.setdefault(code.parent or code.id, {})[code.id] = code.label
    return groups


def _tell_alpha(row: dict) -> str:
    return f"alpha {row['alpha']:.2f}" if pd.notna(row["alpha"]) else str(row["undefined"])
