"""What happened to a request, and the orders in which it cannot have happened."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from parentdata.errors import Refusal
from parentdata.foi.register.refusals import BadOrder, BadRequestDate, StrayRow
from parentdata.intake.rows import NOT_WRITTEN

EVENTS = {
    "acknowledged": "The authority acknowledged the request",
    "extended": "The authority took more time to weigh the public interest",
    "clarified": "The requester explained what was asked",
    "replied": "The authority replied",
    "internal_review": "The requester asked for an internal review",
    "internal_review_replied": "The authority replied to the review",
    "ico": "The requester complained to the Information Commissioner",
}
# Once there is a reply no time is extended and nothing explained; an acknowledgement may cross it.
BEFORE_REPLY = ("extended", "clarified")
ONCE = ("replied", "internal_review_replied", "acknowledged")


def check_events(
    requests: pd.DataFrame, events: pd.DataFrame, responses: pd.DataFrame, *, folder: Path
) -> None:
    """Hold events and responses against the requests, and against each other.

    Parameters
    ----------
    requests, events, responses : DataFrame
        As `parentdata.foi.register.read` returns them, each with the `row` in its file.
    folder : Path
        Where the files lie, for the messages.

    Raises
    ------
    StrayRow
        An event or response of a request that is not listed; a reply without a response, a
        response without a reply, or two dates of one reply.
    BadRequestDate
        An event before its request.
    BadOrder
        Two replies; something that belongs before the reply after it; a review answered before it
        was asked for.
    """
    sent = requests.set_index("request_id")["sent_date"]
    for file, frame, column in (
        ("events.csv", events, "event_date"),
        ("responses.csv", responses, "received_date"),
    ):
        _check_requests(frame, sent, column, file=folder / file)
    _check_once(events, file=folder / "events.csv")
    _check_order(events, file=folder / "events.csv")
    _check_replies(events, responses, folder)


def _refuse(
    kind: type[Refusal], came: str, expected: str, *, file: Path, row: object, column: str
) -> Refusal:
    do = f"Correct the row from the correspondence; {NOT_WRITTEN}."
    return kind(came, expected=expected, do=do, file=file, row=int(row), column=column)


def _check_requests(frame: pd.DataFrame, sent: pd.Series, column: str, *, file: Path) -> None:
    for row in frame[~frame["request_id"].isin(sent.index)].to_dict("records"):
        came, expected = f"{row['request_id']} is no request.", "a request of requests.csv"
        raise _refuse(StrayRow, came, expected, file=file, row=row["row"], column="request_id")
    early = frame[frame[column].lt(frame["request_id"].map(sent))]
    for row in early.to_dict("records"):
        day, first = row[column].date(), sent[row["request_id"]].date()
        came = f"{day} is before the request, which was sent on {first}."
        expected = "a day on which the request had been sent"
        raise _refuse(BadRequestDate, came, expected, file=file, row=row["row"], column=column)


def _check_once(events: pd.DataFrame, *, file: Path) -> None:
    single = events[events["event"].isin(ONCE)]
    again = single[single.duplicated(["request_id", "event"])]
    for row in again.to_dict("records"):
        came = f"{row['request_id']} has a second event {row['event']!r}."
        expected = "one reply a request; what came later belongs to a review, or is no reply"
        raise _refuse(BadOrder, came, expected, file=file, row=row["row"], column="event")


def _check_order(events: pd.DataFrame, *, file: Path) -> None:
    """Refuse the first event that cannot come where it does."""
    days = {
        event: own.groupby("request_id")["event_date"].min()
        for event, own in events.groupby("event")
    }
    nothing = pd.Series(dtype="datetime64[ns]")
    # Not `map`: pandas takes an empty series of dates for numbers.
    replied, asked = (
        pd.Series(
            days.get(event, nothing).reindex(events["request_id"]).to_numpy(), index=events.index
        )
        for event in ("replied", "internal_review")
    )
    late = events["event"].isin(BEFORE_REPLY) & events["event_date"].gt(replied)
    is_answer = events["event"].eq("internal_review_replied")
    early = is_answer & ~events["event_date"].ge(asked)
    for place, row in events[late | early].iterrows():
        came = f"{row['event']!r} of {row['request_id']} is dated {row['event_date'].date()}."
        expected = "a review that was asked for on that day or before"
        if late[place]:
            expected = f"a day no later than its reply, {replied[place].date()}"
        raise _refuse(BadOrder, came, expected, file=file, row=row["row"], column="event_date")


def _check_replies(events: pd.DataFrame, responses: pd.DataFrame, folder: Path) -> None:
    replied = events[events["event"].eq("replied")].set_index("request_id")
    received = responses.set_index("request_id")
    for row in replied[~replied.index.isin(received.index)].itertuples():
        came, expected = f"{row.Index} has a reply and no response.", "a row of responses.csv"
        file = folder / "events.csv"
        raise _refuse(StrayRow, came, expected, file=file, row=row.row, column="request_id")
    on = replied["event_date"].reindex(received.index)
    for row in received[received["received_date"].ne(on)].itertuples():
        came = f"the reply to {row.Index} was received on {row.received_date.date()}."
        expected = "the day of its event 'replied' in events.csv"
        file = folder / "responses.csv"
        raise _refuse(StrayRow, came, expected, file=file, row=row.row, column="received_date")
