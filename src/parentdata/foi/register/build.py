"""The register: one row per request, from whom it went to until what came of it."""

from __future__ import annotations

import numpy as np
import pandas as pd

from parentdata.foi.outcomes import UNDECIDED
from parentdata.foi.register.deadlines import count_working_days, find_due_dates, is_late
from parentdata.foi.register.sections import map_sections

REGISTER_COLUMNS = (
    "request_id",
    "authority_given",
    "matched_by",
    "authority",
    "gss_code",
    "nation",
    "region",
    "authority_type",
    "is_programme",
    "batch",
    "route",
    "sent_date",
    "is_sent_date",
    "clock_date",
    "due_date",
    "replied_date",
    "closed_date",
    "days_to_reply",
    "working_days",
    "is_late",
    "is_extended",
    "is_clarified",
    "outcome",
    "is_decided",
    "exemptions_cited",
    "exemptions",
    "response_id",
    "file",
    "sha256",
    "data_status",
)
DATES = ("sent_date", "clock_date", "due_date", "replied_date", "closed_date")


def build_register(
    requests: pd.DataFrame,
    events: pd.DataFrame,
    responses: pd.DataFrame,
    matches: pd.DataFrame,
    *,
    closed: pd.Timestamp,
    status: str,
) -> pd.DataFrame:
    """Put requests, their authorities, events and responses into one table.

    Parameters
    ----------
    requests : DataFrame, one row per request
        `request_id`, `authority` (as written), `sent_date` and what else of `REGISTER_COLUMNS`
        is known; an `outcome` here is taken where there is no response (missing: undecided).
        Without that column a request without a response has the outcome "no_response".
        `is_sent_date` is false where a list has the day of a later message instead.
    events, responses : DataFrame
        As `parentdata.foi.register.read` returns them; they may be empty.
    matches : DataFrame
        As `parentdata.authorities.match_authorities` returns it, with the index of `requests`.
    closed : Timestamp
        Last day about which the list says something; silent requests waited at least until then.
    status : {"stand-in", "real"}

    Returns
    -------
    DataFrame with the columns `REGISTER_COLUMNS`, sorted by request
        `clock_date`: day from which the time for a reply runs, the last clarification or the
        request; missing, as `due_date` then is, where the day of the request is not known.
        `days_to_reply`: calendar days from sending. `working_days`: after `clock_date` until the
        reply, or until `closed_date` where none came. `is_late`: replied after the due date,
        whether or not the authority had said that it took longer (`is_extended`); false where
        nobody replied. `exemptions`: sections of the 2000 Act, Scotland's mapped.

    Raises
    ------
    UnknownSection
        As `map_section`.
    """
    answered = responses.rename(
        columns={"received_date": "replied_date", "exemptions": "exemptions_cited",
                 "outcome": "answered"}
    ).drop(columns="row", errors="ignore")  # fmt: skip
    columns = ["nation", "region", "authority_type", "gss_code"]
    made = requests.drop(columns=["authority", "gss_code", "row"], errors="ignore").assign(
        authority_given=requests["authority"],
        matched_by=matches["how"],
        authority=matches["authority"].fillna(requests["authority"]),
        **{name: matches[name] for name in columns},
        closed_date=closed,
        data_status=status,
        is_sent_date=requests.get("is_sent_date", True),
    )
    made = made.join(answered.set_index("request_id"), on="request_id")
    made["exemptions_cited"] = made["exemptions_cited"].replace("", None)
    made = _add_outcomes(made, has_own="outcome" in requests)
    made = _add_times(_add_events(made, events))
    made["exemptions"] = [
        ";".join(map_sections(cited, nation)) or None if isinstance(cited, str) else None
        for cited, nation in zip(made["exemptions_cited"], made["nation"], strict=True)
    ]
    ordered = made.reindex(columns=list(REGISTER_COLUMNS)).sort_values("request_id")
    return ordered.reset_index(drop=True)


def _add_outcomes(made: pd.DataFrame, *, has_own: bool) -> pd.DataFrame:
    outcome = made["answered"].astype(object)
    outcome = outcome.where(outcome.notna(), made["outcome"] if has_own else "no_response")
    return made.assign(outcome=outcome.fillna(UNDECIDED), is_decided=outcome.notna())


def _add_events(made: pd.DataFrame, events: pd.DataFrame) -> pd.DataFrame:
    """Find the day from which the time runs: what was unclear is part of the request."""
    last = events[events["event"].eq("clarified")].groupby("request_id")["event_date"].max()
    # Not `map`: pandas takes an empty series of dates for numbers.
    clarified = pd.Series(last.reindex(made["request_id"]).to_numpy(), index=made.index)
    extended = events.loc[events["event"].eq("extended"), "request_id"]
    sent = made["sent_date"].where(made["is_sent_date"].astype(bool))
    return made.assign(
        clock_date=clarified.fillna(sent),
        is_clarified=clarified.notna(),
        is_extended=made["request_id"].isin(extended),
    )


def _add_times(made: pd.DataFrame) -> pd.DataFrame:
    replied = pd.to_datetime(made["replied_date"])
    until = replied.fillna(made["closed_date"])
    # A request that was decided some day, nobody knows when, has no time to its reply.
    unknown = replied.isna() & made["outcome"].ne("no_response")
    working = count_working_days(made["clock_date"], until, made["nation"])
    return made.assign(
        replied_date=replied,
        due_date=find_due_dates(made["clock_date"], made["nation"]),
        days_to_reply=(replied - made["sent_date"]).dt.days,
        working_days=working.mask(unknown, np.nan),
        is_late=is_late(working, replied, made["nation"]),
    )
