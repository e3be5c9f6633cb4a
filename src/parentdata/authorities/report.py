"""What was not matched: listed by name, with what is spelt most like it, and refused if asked."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import numpy as np
import pandas as pd
from rapidfuzz import fuzz, process

from parentdata.authorities.aliases import Alias
from parentdata.authorities.match import MATCHED, UNMATCHED
from parentdata.authorities.names import normalise_name
from parentdata.authorities.refusals import UnmatchedAuthorities
from parentdata.authorities.register import ALWAYS, STILL

SUGGESTED = 3  # names
ALIKE = 60  # of 100; below it two names have little in common
CHUNK = 2000  # names compared at a time: 2,000 × 2,000 scores are 16 MB
UNMATCHED_COLUMNS = (
    "name_given", "gss_code_given", "how", "reason", "requests", "first_sent", "last_sent",
    "means", "nearest", "note",
)  # fmt: skip


def list_unmatched(
    matches: pd.DataFrame, register: pd.DataFrame, aliases: Iterable[Alias] = ()
) -> pd.DataFrame:
    """List the names that no single authority was found for.

    Parameters
    ----------
    matches : DataFrame
        As `match_authorities` returns it.
    register : DataFrame
    aliases : iterable of Alias
        Those that `matches` were made with, for their notes.

    Returns
    -------
    DataFrame, one row per name, code and reason, the most frequent first
        The columns `UNMATCHED_COLUMNS`: how many `requests`; the days on which the first and the
        last was sent; the authorities that it `means`, with their days; the authorities spelt
        most like it (`nearest`), which are a help to the reader and are never accepted; the `note`
        of the alias that states a body to be outside the register.
    """
    left = matches[~matches["how"].isin(MATCHED)]
    by = ["name_given", "gss_code_given", "how"]
    grouped = left.groupby(by, as_index=False, sort=True).agg(
        requests=("how", "size"),
        first_sent=("sent_date", "min"),
        last_sent=("sent_date", "max"),
        means=("means", "first"),
    )
    listed = grouped.assign(
        reason=grouped["how"].map(UNMATCHED),
        first_sent=grouped["first_sent"].map(_write_day),
        last_sent=grouped["last_sent"].map(_write_day),
        means=[_write_authorities(register, rows) for rows in grouped["means"]],
        nearest="",
    )
    notes = {normalise_name(alias.name): alias.note for alias in aliases}
    outside, unknown = listed["how"].eq("outside"), listed["how"].eq("unknown")
    stated = listed["name_given"].map(normalise_name).map(notes.get)
    listed["note"] = stated.where(outside, "").fillna("").astype(object)
    listed.loc[unknown, "nearest"] = suggest_names(listed.loc[unknown, "name_given"], register)
    order = listed.sort_values(["requests", "name_given"], ascending=[False, True], kind="stable")
    return order[list(UNMATCHED_COLUMNS)].reset_index(drop=True)


def suggest_names(names: pd.Series, register: pd.DataFrame) -> list[str]:
    """Name the authorities that are spelt most like each name, the nearest first, or none."""
    # The kind of body is left out: Wakefield City is like Wakefield, not like Sheffield City.
    choices = {
        _take_place(name): authority
        for authority, own in zip(register["authority"], register["names"], strict=True)
        for name in own
    }
    spelt, authorities = list(choices), np.array(list(choices.values()), dtype=object)
    wanted = [_take_place(name) for name in names]
    found: list[str] = []
    for start in range(0, len(wanted), CHUNK):
        scores = process.cdist(
            wanted[start : start + CHUNK], spelt, scorer=fuzz.ratio, score_cutoff=ALIKE
        )
        for row in scores:
            # Several spellings of one authority may lead; more are taken than are told.
            best = np.argsort(-row, kind="stable")[: SUGGESTED * 4]
            told = dict.fromkeys(authorities[place] for place in best if row[place] >= ALIKE)
            found.append("; ".join(list(told)[:SUGGESTED]))
    return found


def _take_place(name: str) -> str:
    return normalise_name(name).partition(" (")[0]


def require_matches(matches: pd.DataFrame, register: pd.DataFrame, *, file: Path) -> None:
    """Refuse a list in which a request has no single authority.

    A body that the aliases state to be outside the register is no fault.

    Raises
    ------
    UnmatchedAuthorities
        Lists every name with its reason, and what is spelt most like it.
    """
    listed = list_unmatched(matches[matches["how"].ne("outside")], register)
    if listed.empty:
        return
    lines = [_write_line(row) for row in listed.to_dict("records")]
    raise UnmatchedAuthorities(
        f"names without a single authority on the day of the request: {len(lines)}\n    "
        + "\n    ".join(lines),
        file=file,
        expected="names or codes that mean one authority in force on that day",
        do="Correct the list, or state what a name means, and why, in aliases.csv "
        "(name,gss_code,note; a blank code for a body outside the register). Nothing was written.",
    )


def _write_line(row: dict) -> str:
    code = f" [{row['gss_code_given']}]" if row["gss_code_given"] else ""
    nearest = f"spelt most like it: {row['nearest']}" if row["nearest"] else ""
    about = "; ".join(filter(None, (row["means"], nearest)))
    days = " to ".join(dict.fromkeys([row["first_sent"], row["last_sent"]]))
    more = f" ({about})" if about else ""
    return f"{row['name_given']!r}{code}, sent {days}: {row['reason'].lower()}{more}"


def _write_authorities(register: pd.DataFrame, rows: tuple[int, ...]) -> str:
    told = []
    for row in rows:
        authority = register.iloc[row]
        first, last = authority["first_day"], authority["last_day"]
        ends = (
            f"from {_write_day(first)}" if first > ALWAYS else "",
            f"to {_write_day(last)}" if last < STILL else "",
        )
        days = " ".join(filter(None, ends))
        told.append(authority["authority"] + (f" ({days})" if days else ""))
    return "; ".join(told)


def _write_day(day: pd.Timestamp) -> str:
    return day.date().isoformat()
