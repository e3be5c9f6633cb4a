"""Another list of requests: read in the form in which it came, matched, and put into a register."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pandas as pd

from parentdata.authorities import (
    correct_register,
    list_unmatched,
    match_authorities,
    read_aliases,
    read_register,
)
from parentdata.foi.csc_list import read_csc_list
from parentdata.foi.refusals import UnknownList
from parentdata.foi.register.build import build_register
from parentdata.foi.register.clean import find_last_day, write_register
from parentdata.foi.register.read import EVENT_COLUMNS, RESPONSE_COLUMNS
from parentdata.foi.terms import Term, read_terms
from parentdata.foi.wdtk import read_wdtk
from parentdata.intake.rows import NOT_WRITTEN
from parentdata.tables import Status

FORMS = {".csv": "Data to Insight's list (CSV)", ".json": "requests of WhatDoTheyKnow (JSON)"}


def read_list(
    path: Path, terms: Mapping[str, Term], *, closed: date
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Read a list of requests, and what happened to each, by the ending of its file.

    Returns
    -------
    (requests, events)
        As `read_wdtk`; a CSV holds no events.

    Raises
    ------
    UnknownList
        The ending is none of `FORMS`.
    Refusal
        As `read_csc_list` and `read_wdtk`.
    """
    if path.suffix == ".json":
        return read_wdtk(path, terms, closed=closed)
    if path.suffix == ".csv":
        events = pd.DataFrame(columns=[*EVENT_COLUMNS, "row"])
        requests = read_csc_list(path, terms, closed=closed)
        return requests, events.astype({"event_date": "datetime64[ns]"})
    raise UnknownList(
        f"the file ends in {path.suffix!r}.",
        file=path,
        expected="; ".join(f"{ending}: {form}" for ending, form in FORMS.items()),
        do=f"Save the list in one of these forms; {NOT_WRITTEN}.",
    )


def make_register(
    requests: Path,
    authorities: Path,
    aliases: Path | None,
    terms: Path,
    *,
    closed: date,
    status: Status,
) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """Read a list and match it, without stopping at names that are not matched.

    Parameters
    ----------
    requests, authorities, aliases, terms : Path
        The list, the register of authorities, stated aliases if there are any, and the table
        that maps statuses to outcomes.
    closed : date
        When the list was taken.
    status : {"stand-in", "real"}

    Returns
    -------
    (register, events, unmatched)
        As `build_register`, `read_list` and `list_unmatched`.

    Raises
    ------
    Refusal
        As the readers.
    """
    known = correct_register(read_register(authorities))
    stated = read_aliases(aliases, known) if aliases else []
    listed, events = read_list(requests, read_terms(terms), closed=closed)
    matches = match_authorities(
        listed["authority"], listed["gss_code"], listed["sent_date"], known, stated
    )
    register = build_register(
        listed, events, _find_responses(listed, events), matches,
        closed=find_last_day(listed, events), status=status,
    )  # fmt: skip
    return register, events, list_unmatched(matches, known, stated)


def clean_list(
    requests: Path,
    authorities: Path,
    aliases: Path | None,
    terms: Path,
    *,
    closed: date,
    status: Status,
) -> pd.DataFrame:
    """Write the register, events and unmatched names of a list; as `make_register`."""
    made = make_register(requests, authorities, aliases, terms, closed=closed, status=status)
    return write_register(*made)


def _find_responses(requests: pd.DataFrame, events: pd.DataFrame) -> pd.DataFrame:
    """Take a response from each event of a reply; the outcome is that of the request's status."""
    replied = events[events["event"].eq("replied")]
    outcome = requests.set_index("request_id")["outcome"]
    made = replied.assign(
        response_id=replied["request_id"],
        received_date=replied["event_date"],
        outcome=replied["request_id"].map(outcome),
        exemptions="",
    )
    return made.reindex(columns=list(RESPONSE_COLUMNS))
