"""Requests as WhatDoTheyKnow's JSON tells them: states, events and days, and nobody's name."""

from __future__ import annotations

import json
from datetime import date

import pandas as pd
import pytest

from parentdata.errors import Refusal
from parentdata.foi.terms import Term
from parentdata.foi.wdtk import STATES, read_wdtk

CLOSED = date(2021, 12, 31)


def term(outcome: str) -> Term:
    return Term(outcome=outcome, is_decided=bool(outcome), says="a", does_not_say="b")


TERMS = {word: term("") for word in STATES.values()} | {
    "Successful": term("granted_in_full"),
    "Long overdue": term("no_response"),
}


def event(kind: str, when: str, state: str | None = None, **fields) -> dict:
    """An event as `InfoRequestEvent#json_for_api` writes it."""
    return {
        "id": 1, "event_type": kind, "created_at": when, "described_state": state,
        "calculated_state": state, "last_described_at": None, "incoming_message_id": None,
        "outgoing_message_id": 2, "comment_id": None, **fields,
    }  # fmt: skip


def request(*events: dict, **fields) -> dict:
    """A request as `InfoRequest#json_for_api` writes it, events after its sending."""
    sent = event("sent", "2021-02-11T10:00:00.000+00:00")
    return {
        "id": 7, "url_title": "use_of_data_62", "title": "Use of data", "law_used": "foi",
        "created_at": "2021-02-11T10:00:00.000+00:00", "updated_at": "2021-03-01T10:00:00+00:00",
        "described_state": "successful", "display_status": "Successful.", "prominence": "normal",
        "awaiting_description": False, "tags": [], "user": {"name": "A person who asked"},
        "public_body": {"id": 3, "name": "Authority 001", "tags": []},
        "info_request_events": [sent, *events], **fields,
    }  # fmt: skip


@pytest.fixture
def read(tmp_path):
    def run(told: object):
        path = tmp_path / "requests.json"
        path.write_text(told if isinstance(told, str) else json.dumps(told), encoding="utf-8")
        return read_wdtk(path, TERMS, closed=CLOSED)

    return run


def told(events: pd.DataFrame) -> list[tuple[str, str]]:
    return list(zip(events["event_date"].dt.strftime("%Y-%m-%d"), events["event"], strict=True))


def test_a_request_gives_its_body_day_status_and_outcome(read):
    requests, _ = read(request())
    assert requests.iloc[0].to_dict() == {
        "request_id": "use_of_data_62", "authority": "Authority 001", "gss_code": "",
        "sent_date": pd.Timestamp("2021-02-11"), "is_sent_date": True, "route": "whatdotheyknow",
        "status": "Successful", "outcome": "granted_in_full", "title": "Use of data",
        "address": "https://www.whatdotheyknow.com/request/use_of_data_62",
    }  # fmt: skip


def test_who_asked_is_not_read(read):
    requests, events = read(request())
    assert "A person" not in requests.to_csv() + events.to_csv()


def test_events_have_the_register_s_names_in_their_order(read):
    _, events = read(
        request(
            event("response", "2021-02-12T09:00:00Z", "waiting_response"),
            event("response", "2021-02-20T09:00:00Z", "waiting_clarification"),
            event("followup_sent", "2021-02-21T09:00:00Z", "waiting_response"),
            event("response", "2021-03-09T09:00:00Z", "rejected"),
            event("followup_sent", "2021-03-15T09:00:00Z", "internal_review"),
            event("comment", "2021-03-16T09:00:00Z"),
            event("response", "2021-04-06T09:00:00Z", "successful"),
            event("status_update", "2021-04-07T09:00:00Z", "successful"),
        )
    )
    assert told(events) == [
        ("2021-02-12", "acknowledged"),
        ("2021-02-21", "clarified"),
        ("2021-03-09", "replied"),
        ("2021-03-15", "internal_review"),
        ("2021-04-06", "internal_review_replied"),
    ]


def test_a_response_that_nobody_described_is_not_guessed_at(read):
    _, events = read(request(event("response", "2021-02-20T09:00:00Z")))
    assert told(events) == []


def test_a_second_answer_without_a_review_is_no_second_reply(read):
    _, events = read(
        request(
            event("response", "2021-03-09T09:00:00Z", "partially_successful"),
            event("response", "2021-03-12T09:00:00Z", "successful"),
        )
    )
    assert told(events) == [("2021-03-09", "replied")]


def test_a_message_of_a_summer_night_has_the_day_of_london(read):
    _, events = read(request(event("response", "2021-06-01T23:30:00.000+00:00", "successful")))
    assert told(events) == [("2021-06-02", "replied")]


@pytest.mark.parametrize(
    ("words", "status"),
    [("Long overdue.", "Long overdue"), ("Handled by post.", "Handled by postal mail"),
     ("Delivery error", "Delivery error"), ("waiting_response", "Awaiting response")],
)  # fmt: skip
def test_words_of_several_versions_mean_one_status(read, words, status):
    requests, _ = read(request(display_status=words))
    assert requests["status"].tolist() == [status]


def test_a_file_may_hold_several_requests(read):
    requests, _ = read([request(), request(url_title="use_of_data_63")])
    assert requests["request_id"].tolist() == ["use_of_data_62", "use_of_data_63"]


NEVER_SENT = request() | {"info_request_events": [event("edit", "2021-02-11T09:00:00Z")]}


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("{", "the file cannot be read"),
        ([], "the list is empty"),
        ({"id": 7}, "row (object 1): url_title: Field required"),
        ([request(), "x"], "row (object 2)"),
        (request(info_request_events=[]), "info_request_events: List should have at least 1"),
        (request(url_title="../../etc"), "url_title: String should match pattern"),
        (request(event("response", "soon")), "created_at: Input should be a valid datetime"),
        (request(event("response", "2022-01-01T09:00:00Z")), "an event is dated 2022-01-01"),
        (request(display_status="Vexatious."), "'Vexatious' is not a status that is mapped"),
        ([request(), request()], "the request 'use_of_data_62' stands twice"),
        (NEVER_SENT, "'use_of_data_62' has no event 'sent'"),
    ],
)
def test_what_is_no_request_is_refused(read, given, said):
    with pytest.raises(Refusal, match=r"requests\.json") as refusal:
        read(given)
    assert said in str(refusal.value)
