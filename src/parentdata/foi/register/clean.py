"""Check the raw files of the requests, their replies among them, and write the register."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from parentdata.authorities import (
    correct_register,
    list_unmatched,
    match_authorities,
    read_aliases,
    read_register,
    refuse_real_authorities,
    require_matches,
)
from parentdata.foi.register.build import DATES, build_register
from parentdata.foi.register.events import check_events
from parentdata.foi.register.read import read_events, read_requests, read_responses
from parentdata.foi.register.refusals import AlteredReply
from parentdata.paths import written
from parentdata.provenance import check_folder, find_study, hash_file
from parentdata.tables import write_table

STUDY = "foi-requests"


def clean_register() -> pd.DataFrame:
    """Read the study's requests, match and check them; write register.csv and events.csv.

    Returns
    -------
    DataFrame
        As `build_register`, and as written to `data/derived/foi-requests/register.csv`, dates as
        text. `unmatched.csv` beside it lists bodies stated to be outside the register, if any.

    Raises
    ------
    AbsentFile, UnlistedFile, AlteredFile
        As `parentdata.provenance.check_folder`.
    BadRegister, BadAlias, RealAuthority, UnmatchedAuthorities
        As `parentdata.authorities`.
    BadRequestRow, BadRequestDate, DoubledRow, StrayRow, BadOrder, UnknownSection
        As the readers, `check_events` and `build_register`.
    AlteredReply
        A reply's file is not there, or another than the one recorded.
    """
    folder = find_study(STUDY)
    origin = check_folder(folder)
    closed = origin.date_accessed
    authorities = correct_register(read_register(folder / "authorities.csv"))
    refuse_real_authorities(authorities, status=origin.status, file=folder / "authorities.csv")
    aliases = read_aliases(folder / "aliases.csv", authorities)
    requests = read_requests(folder / "requests.csv", closed=closed)
    events = read_events(folder / "events.csv", closed=closed)
    responses = read_responses(folder / "responses.csv", closed=closed)
    check_events(requests, events, responses, folder=folder)
    _check_files(responses, folder)
    matches = match_authorities(
        requests["authority"], requests["gss_code"], requests["sent_date"], authorities, aliases
    )
    require_matches(matches, authorities, file=folder / "requests.csv")
    register = build_register(
        requests, events, responses, matches,
        closed=find_last_day(requests, events, responses), status=origin.status,
    )  # fmt: skip
    return write_register(register, events, list_unmatched(matches, authorities, aliases))


def find_last_day(*frames: pd.DataFrame) -> pd.Timestamp:
    """Find the last day on which something is on record: until then silent requests waited."""
    days = [
        frame[column].max()
        for frame in frames
        for column in ("sent_date", "event_date", "received_date")
        if column in frame and len(frame)
    ]
    return max(days)


def write_register(
    register: pd.DataFrame, events: pd.DataFrame, unmatched: pd.DataFrame
) -> pd.DataFrame:
    """Write register.csv, events.csv and unmatched.csv of the study's derived folder."""
    status = register["data_status"].iloc[0]
    told = register.assign(
        **{name: register[name].dt.strftime("%Y-%m-%d") for name in DATES},
        **{name: register[name].astype("Int64") for name in ("days_to_reply", "working_days")},
    )
    folder = written(STUDY)
    write_table(told, folder / "register.csv", key=["request_id"])
    happened = events.drop(columns="row", errors="ignore").assign(
        event_date=events["event_date"].dt.strftime("%Y-%m-%d")
    )
    key = ["request_id", "event_date", "event"]
    write_table(happened, folder / "events.csv", key=key, status=status)
    key = ["name_given", "gss_code_given", "how"]
    write_table(unmatched, folder / "unmatched.csv", key=key, status=status)
    return told


def _check_files(responses: pd.DataFrame, folder: Path) -> None:
    for row in responses.to_dict("records"):
        path = folder / row["file"]
        found = hash_file(path) if path.is_file() else "no such file"
        if found != row["sha256"]:
            raise AlteredReply(
                f"the reply to {row['request_id']}, {row['file']}, is {found}.",
                file=folder / "responses.csv",
                row=row["row"],
                column="sha256",
                expected=f"sha256 {row['sha256']}",
                do="Restore the reply as received, or record the one that came; nothing was "
                "written.",
            )
