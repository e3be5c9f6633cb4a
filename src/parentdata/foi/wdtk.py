"""Read requests as WhatDoTheyKnow tells them: the `.json` page of a request (Alaveteli's API).

https://alaveteli.org/docs/developers/api/. Fields as `InfoRequest#json_for_api` and
`InfoRequestEvent#json_for_api` write them. Who asked is in the file and is not read.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pandas as pd
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from parentdata.errors import Refusal
from parentdata.foi.csc_list import LIST_COLUMNS
from parentdata.foi.refusals import BadDate, BadWdtk, DuplicateRequest, UnknownStatus
from parentdata.foi.terms import Term
from parentdata.intake.rows import NOT_WRITTEN
from parentdata.strict_yaml import describe_faults

ADDRESS = "https://www.whatdotheyknow.com/request/"
LONDON = ZoneInfo("Europe/London")
# Alaveteli's names of states, with the words that its pages show (`get_status_description`).
STATES = {
    "waiting_classification": "Awaiting classification",
    "waiting_response": "Awaiting response",
    "waiting_response_overdue": "Delayed",
    "waiting_response_very_overdue": "Long overdue",
    "not_held": "Information not held",
    "rejected": "Refused",
    "partially_successful": "Partially successful",
    "successful": "Successful",
    "waiting_clarification": "Waiting clarification",
    "gone_postal": "Handled by postal mail",
    "internal_review": "Awaiting internal review",
    "error_message": "Delivery error",
    "user_withdrawn": "Withdrawn by the requester",
}
# Other words that versions of the software used for the same states.
WORDS = {"Handled by post": "Handled by postal mail"}
DECIDED = ("not_held", "rejected", "partially_successful", "successful")
EVENT_COLUMNS = ("request_id", "event_date", "event", "note", "row")


class _Event(BaseModel):
    model_config = ConfigDict(extra="ignore")

    event_type: str
    created_at: datetime
    described_state: str | None = None
    calculated_state: str | None = None

    @property
    def state(self) -> str | None:
        return self.described_state or self.calculated_state

    @property
    def day(self) -> date:
        """The day in London: a message of a summer night belongs to the day of its clock."""
        return self.created_at.astimezone(LONDON).date()


class _Body(BaseModel):
    model_config = ConfigDict(extra="ignore")

    name: str = Field(min_length=1)


class _Request(BaseModel):
    model_config = ConfigDict(extra="ignore")

    url_title: str = Field(pattern=r"^[a-z0-9_-]+$")
    title: str
    display_status: str
    public_body: _Body
    info_request_events: list[_Event] = Field(min_length=1)


def read_wdtk(
    path: Path, terms: Mapping[str, Term], *, closed: date
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Read one request, or a list of them, from JSON.

    Parameters
    ----------
    path : Path
        The JSON of a request's page, or a list of such objects.
    terms : dict of status to Term
        The one table that maps statuses.
    closed : date
        When the pages were taken; no date may be later.

    Returns
    -------
    (requests, events) : two DataFrames
        `LIST_COLUMNS`, one row per request, and `EVENT_COLUMNS`, one row per event that has a
        name here. A response that the requester described as an answer or a refusal is "replied"
        (the first such); one described as still waiting is "acknowledged" (the first); a message
        of the requester that answers a question is "clarified", one that asks for a review is
        "internal_review". A response that nobody described has no name, and none is guessed.

    Raises
    ------
    BadWdtk
        Not JSON, or not of that form; a request that was never sent.
    UnknownStatus, BadDate, DuplicateRequest
        A status that is not mapped, a date after `closed`, or a request that stands twice.
    """
    requests, events = [], []
    for place, told in enumerate(_read_objects(path), start=1):
        request = _parse(path, place, told)
        if any(one["request_id"] == request.url_title for one in requests):
            came = f"the request {request.url_title!r} stands twice."
            raise _refuse(DuplicateRequest, path, place, came, "one object a request")
        days = [event.day for event in request.info_request_events]
        if max(days) > closed:
            came = f"an event is dated {max(days)}."
            raise _refuse(BadDate, path, place, came, f"dates no later than {closed}")
        requests.append(_describe(path, place, request, terms))
        events += [
            {"request_id": request.url_title, "event_date": pd.Timestamp(day), "event": name,
             "note": "", "row": place}
            for day, name in _name_events(request)
        ]  # fmt: skip
    frames = (
        pd.DataFrame(requests, columns=list(LIST_COLUMNS)),
        pd.DataFrame(events, columns=list(EVENT_COLUMNS)),
    )
    return frames[0], frames[1].astype({"event_date": "datetime64[ns]"})


def _read_objects(path: Path) -> list:
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise _refuse(BadWdtk, path, None, f"the file cannot be read: {error}.", "JSON") from error
    objects = told if isinstance(told, list) else [told]
    if not objects:
        raise _refuse(BadWdtk, path, None, "the list is empty.", "at least one request")
    return objects


def _refuse(kind: type[Refusal], path: Path, place: int | None, came: str, expected: str):
    do = f"Take the request's page again, with .json at the end of its address; {NOT_WRITTEN}."
    row = None if place is None else f"(object {place})"
    return kind(came, file=path, row=row, expected=expected, do=do)


def _parse(path: Path, place: int, told: object) -> _Request:
    try:
        return _Request.model_validate(told)
    except ValidationError as error:
        expected = "a request as WhatDoTheyKnow writes it, with its public body and events"
        raise _refuse(BadWdtk, path, place, f"{describe_faults(error)}.", expected) from error


def _describe(path: Path, place: int, request: _Request, terms: Mapping[str, Term]) -> dict:
    sent = [event.day for event in request.info_request_events if event.event_type == "sent"]
    if not sent:
        came = f"{request.url_title!r} has no event 'sent'."
        raise _refuse(BadWdtk, path, place, came, "a request that was sent")
    words = request.display_status.removesuffix(".")
    status = WORDS.get(words, STATES.get(words, words))
    if status not in terms:
        came = f"{status!r} is not a status that is mapped to an outcome."
        raise _refuse(UnknownStatus, path, place, came, f"one of {', '.join(terms)}")
    return {
        "request_id": request.url_title,
        "authority": request.public_body.name,
        "gss_code": "",
        "sent_date": pd.Timestamp(min(sent)),
        "is_sent_date": True,
        "route": "whatdotheyknow",
        "status": status,
        "outcome": terms[status].outcome or None,
        "title": request.title,
        "address": f"{ADDRESS}{request.url_title}",
    }


def _name_events(request: _Request) -> Iterator[tuple[date, str]]:
    seen: set[str] = set()
    told: set[tuple[date, str]] = set()
    for event in sorted(request.info_request_events, key=lambda event: event.created_at):
        name = _name_event(event, seen)
        if name and (event.day, name) not in told:
            seen.add(name)
            told.add((event.day, name))
            yield event.day, name


def _name_event(event: _Event, seen: set[str]) -> str | None:
    """Name an event after those seen before it; None for one that has no name here."""
    if event.event_type == "response":
        if event.state in DECIDED:
            if "replied" not in seen:
                return "replied"
            # A second answer is one to a review, if one was asked for and not answered yet.
            asked = "internal_review" in seen and "internal_review_replied" not in seen
            return "internal_review_replied" if asked else None
        is_first = not seen & {"acknowledged", "replied"}
        return "acknowledged" if event.state == "waiting_response" and is_first else None
    if event.event_type == "followup_sent":
        if event.state == "waiting_response":
            return None if "replied" in seen else "clarified"
        return "internal_review" if event.state == "internal_review" else None
    return None
