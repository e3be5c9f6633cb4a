"""Marks that a count carries wherever it stands: coders agree too little, or some are undecided."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from parentdata.agreement import CodeAgreement

UNRELIABLE = "not reliable"


def find_unreliable(found: Iterable[CodeAgreement]) -> dict[str, str]:
    """Find the codes on which coders agree too little, with the words that say so.

    Returns
    -------
    dict of code to words
        "not reliable: alpha 0.52", or that alpha is undefined; codes that are reliable are absent.
    """
    return {
        each.code: f"{UNRELIABLE}: {_tell_alpha(each)}"
        for each in found
        if not each.domain.name and not each.is_reliable
    }


def mark_unreliable(estimates: pd.DataFrame, marks: dict[str, str]) -> pd.DataFrame:
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


def _tell_alpha(each: CodeAgreement) -> str:
    if each.agreement is None:
        return each.refused
    alpha = each.agreement["alpha"]
    return alpha.undefined if alpha.value is None else f"alpha {alpha.value:.2f}"
