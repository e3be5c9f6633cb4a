"""Which authority a request was sent to: by code, by name, by alias, on the day it was sent."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from parentdata.authorities.aliases import Alias
from parentdata.authorities.index import Index, build_index
from parentdata.authorities.names import normalise_name

# How a request came to its authority, or why it came to none.
MATCHED = ("code", "name", "alias")
UNMATCHED = {
    "outside": "Stated to be no authority of the register",
    "unknown": "No authority has this name",
    "unknown_code": "No authority has this code",
    "not_in_force": "Not in force on the day the request was sent",
    "two": "More than one authority in force has this name",
    "code_or_name": "Code and name mean two authorities",
}
PLACES = ("authority_id", "gss_code", "authority", "nation", "region", "authority_type")
MATCH_COLUMNS = ("name_given", "gss_code_given", "sent_date", "how", "means", *PLACES)


def match_authorities(
    names: pd.Series,
    codes: pd.Series,
    sent_dates: pd.Series,
    register: pd.DataFrame,
    aliases: Iterable[Alias] = (),
) -> pd.DataFrame:
    """Match requests to authorities as they were on the day each request was sent.

    Parameters
    ----------
    names, codes : Series of str, shape (n,)
        As the sender wrote them; a code may be blank.
    sent_dates : Series of datetime, shape (n,)
    register : DataFrame
        As `read_register` returns it.
    aliases : iterable of Alias
        Looked up where the register has no such name.

    Returns
    -------
    DataFrame, one row per request, with the index of `names`
        The columns `MATCH_COLUMNS`. `how` is one of `MATCHED`, or the reason (`UNMATCHED`) for
        which the columns `PLACES` are empty; `means` (tuple) holds the rows of the register that
        the code or name stands for, in force or not.
    """
    index = build_index(register, aliases)
    given = pd.DataFrame(
        {"name_given": names, "gss_code_given": codes.fillna(""), "sent_date": sent_dates}
    )
    # Lists repeat themselves: each name and day is looked up once.
    number = given.groupby(list(given), sort=False, dropna=False).ngroup().to_numpy()
    distinct = given[~given.duplicated()]
    # Ordinals by integer division: ten thousand times faster than asking each date.
    days = distinct["sent_date"].to_numpy("datetime64[D]").astype(int) + 719163
    found = [
        _find(index, name, code, day)
        for name, code, day in zip(
            distinct["name_given"], distinct["gss_code_given"], days.tolist(), strict=True
        )
    ]
    hows = [how for how, _ in found]
    matched = _add_places(distinct.assign(how=hows, means=[rows for _, rows in found]), register)
    return matched.take(number).set_axis(given.index)


def _add_places(matched: pd.DataFrame, register: pd.DataFrame) -> pd.DataFrame:
    chosen = matched["how"].isin(MATCHED)
    rows = [
        means[0] if is_chosen else -1
        for means, is_chosen in zip(matched["means"], chosen, strict=True)
    ]
    # Row -1 is one that is not there: its cells come back empty.
    places = register[list(PLACES)].reset_index(drop=True).reindex(rows)
    return pd.concat([matched, places.set_index(matched.index)], axis=1)


def _find(index: Index, name: str, code: str, day: int) -> tuple[str, tuple[int, ...]]:
    key = normalise_name(name)
    if code:
        return _find_code(index, key, code, day)
    if key in index.by_name:
        return _choose(index, index.by_name[key], day, how="name")
    if key in index.by_alias:
        rows = index.by_alias[key]
        return _choose(index, rows, day, how="alias") if rows else ("outside", ())
    return "unknown", ()


def _find_code(index: Index, key: str, code: str, day: int) -> tuple[str, tuple[int, ...]]:
    if code not in index.by_code:
        return "unknown_code", ()
    rows = index.by_code[code]
    called = index.by_name.get(key, ()) + index.by_alias.get(key, ())
    # A name that the register does not know says nothing against the code.
    if called and not set(called) & set(rows):
        return "code_or_name", rows + called
    return _choose(index, rows, day, how="code")


def _choose(
    index: Index, rows: tuple[int, ...], day: int, *, how: str
) -> tuple[str, tuple[int, ...]]:
    inside = index.narrow(rows, day)
    if not inside:
        return "not_in_force", rows
    return (how if len(inside) == 1 else "two"), inside
