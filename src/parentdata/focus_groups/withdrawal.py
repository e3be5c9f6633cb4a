"""Withdrawal: whoever withdraws is taken out of every table that is made from then on."""

from __future__ import annotations

import re
from collections.abc import Iterable

import pandas as pd

# Takes the place of a pseudonym, letter by letter: no offset of another person's words moves.
BLANK = "–"


def find_withdrawn(log: pd.DataFrame) -> tuple[str, ...]:
    """Ids and pseudonyms of those who withdrew, in the order of the log."""
    withdrew = log[log["has_withdrawn"]]
    names = [*withdrew["person_id"], *withdrew["pseudonym"]]
    return tuple(name for name in names if isinstance(name, str) and name)


def drop_withdrawn(log: pd.DataFrame) -> pd.DataFrame:
    """Leave out the rows of those who withdrew, and the column that would tell that they did."""
    kept = log[~log["has_withdrawn"]]
    return kept.drop(columns=["has_withdrawn", "withdrew_date"]).reset_index(drop=True)


def drop_units(table: pd.DataFrame, withdrawn: Iterable[str], *, unit: str) -> pd.DataFrame:
    """Leave out the rows about withdrawn participants, and every mention of them in other rows.

    Parameters
    ----------
    table : DataFrame
        Coded passages, decisions or contributions.
    withdrawn : iterable of str
        Ids and pseudonyms.
    unit : str
        Column that names the participant a row is about.

    Returns
    -------
    DataFrame
        Where the words of another participant, or a note, name one who withdrew, the pseudonym
        is blanked out letter by letter.
    """
    names = tuple(withdrawn)
    kept = table[~table[unit].isin(names)].reset_index(drop=True)
    if not names:
        return kept
    return kept.apply(lambda column: column.map(lambda value: blank_names(value, names)))


def blank_names(value: object, names: Iterable[str]) -> object:
    """Blank out names in a text, letter by letter; anything else is returned as it is."""
    if not isinstance(value, str):
        return value
    pattern = "|".join(re.escape(name) for name in names)
    if not pattern:
        return value
    return re.sub(rf"\b(?:{pattern})\b", lambda found: BLANK * len(found.group()), value)
