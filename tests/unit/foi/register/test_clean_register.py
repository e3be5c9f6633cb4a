"""Cleaning the requests through the command line: what is written, what is refused by name."""

from __future__ import annotations

import csv
import hashlib
import io
from pathlib import Path

import pandas as pd
import pytest

from parentdata.__main__ import main
from parentdata.authorities.register import USED
from parentdata.foi.register import clean_register

REPLY = b"This is a stand-in reply.\n"
SHA256 = hashlib.sha256(REPLY).hexdigest()


def authority(code: str, name: str, gss: str, **others: str) -> dict[str, str]:
    usual = {"local-authority-code": code, "official-name": name, "nice-name": name,
             "gss-code": gss, "nation": "England", "region": "London",
             "local-authority-type-name": "London borough"}  # fmt: skip
    return dict.fromkeys(USED, "") | usual | others


def request(id_: str, name: str, code: str = "", sent: str = "2021-02-11", **others: str) -> dict:
    usual = {"request_id": id_, "authority": name, "gss_code": code, "sent_date": sent,
             "route": "email", "is_programme": "false", "batch": "great_britain"}  # fmt: skip
    return usual | others


def event(id_: str, day: str, what: str) -> dict[str, str]:
    return {"request_id": id_, "event_date": day, "event": what, "note": ""}


def response(id_: str, day: str, outcome: str = "granted_in_full", **others: str) -> dict:
    usual = {"response_id": f"P{id_[1:]}", "request_id": id_, "file": f"replies/{id_}.txt",
             "sha256": SHA256, "received_date": day, "outcome": outcome,
             "exemptions": ""}  # fmt: skip
    return usual | others


def make_tables() -> dict[str, list[dict[str, str]]]:
    """Four requests: in time; late after an extension; clarified, from Scotland; and silent."""
    return {
        "authorities": [
            authority("Z1", "Authority 001", "ZE000001"),
            authority("Z2", "Authority 002", "ZS000002", nation="Scotland", region="Scotland"),
            authority("Z3", "Authority 003", "ZE000003", **{"end-date": "2021-04-01",
                                                            "replaced-by": "Z4"}),
            authority("Z4", "Authority 004", "ZE000004", **{"start-date": "2021-04-01"}),
        ],
        "aliases": [{"name": "The Hall", "gss_code": "ZE000003", "note": "a test"}],
        "requests": [
            request("R1", "Authority 001", "ZE000001", is_programme="true"),
            request("R2", "The Hall"),
            request("R3", "authority 002"),
            request("R4", "Authority 004", sent="2021-05-11"),
        ],
        "events": [
            event("R1", "2021-02-12", "acknowledged"),
            event("R1", "2021-03-11", "replied"),
            event("R2", "2021-03-10", "extended"),
            event("R2", "2021-03-22", "replied"),
            event("R3", "2021-02-25", "clarified"),
            event("R3", "2021-03-25", "replied"),
            event("R4", "2021-06-30", "internal_review"),
        ],
        "responses": [
            response("R1", "2021-03-11"),
            response("R2", "2021-03-22", "partially_withheld", exemptions="s43(2);s12"),
            response("R3", "2021-03-25", "fully_withheld", exemptions="s33(1)(b)"),
        ],
    }  # fmt: skip


def write_csv(rows: list[dict[str, str]]) -> bytes:
    text = io.StringIO()
    table = csv.DictWriter(text, rows[0], lineterminator="\n")
    table.writeheader()
    table.writerows(rows)
    return text.getvalue().encode("utf-8")


def write_project(folder: Path, tables: dict[str, list[dict[str, str]]]) -> None:
    raw = folder / "data" / "raw" / "foi-requests"
    (raw / "replies").mkdir(parents=True)
    (folder / "dvc.yaml").write_text("stages: {}\n")
    (folder / "params.yaml").touch()
    files = {f"{name}.csv": write_csv(rows) for name, rows in tables.items()}
    files |= {f"replies/R{number}.txt": REPLY for number in (1, 2, 3)}
    for name, content in files.items():
        (raw / name).write_bytes(content)
    listed = "".join(f"  {name}: {hashlib.sha256(file).hexdigest()}\n"
                     for name, file in files.items())  # fmt: skip
    (raw / "origin.yml").write_text(
        "producer: a\ntitle: b\nreference: c\ndate_accessed: 2021-12-31\nlicence: d\n"
        f"status: stand-in\nfiles:\n{listed}"
    )


@pytest.fixture
def clean(tmp_path, monkeypatch, capsys):
    """Run the command on tables; give exit code, message and the folder of derived tables."""

    def run(tables: dict[str, list[dict[str, str]]]):
        write_project(tmp_path, tables)
        monkeypatch.chdir(tmp_path)
        code = main(["clean", "foi-requests"])
        return code, capsys.readouterr().err, tmp_path / "data" / "derived" / "foi-requests"

    return run


def test_one_row_a_request_with_its_authority_deadline_and_outcome(tmp_path, monkeypatch):
    write_project(tmp_path, make_tables())
    monkeypatch.chdir(tmp_path)
    clean_register()
    folder = tmp_path / "data" / "derived" / "foi-requests"
    register = pd.read_csv(folder / "register.csv", dtype=str, keep_default_na=False)
    assert register.drop(columns=["authority_type", "route", "batch", "file", "sha256"]).to_dict(
        "records"
    ) == [
        {
            "request_id": "R1", "authority_given": "Authority 001", "matched_by": "code",
            "authority": "Authority 001", "gss_code": "ZE000001", "nation": "England",
            "region": "London", "is_programme": "True", "sent_date": "2021-02-11",
            "is_sent_date": "True", "clock_date": "2021-02-11", "due_date": "2021-03-11",
            "replied_date": "2021-03-11",
            "closed_date": "2021-06-30", "days_to_reply": "28", "working_days": "20",
            "is_late": "False", "is_extended": "False", "is_clarified": "False",
            "outcome": "granted_in_full", "is_decided": "True", "exemptions_cited": "",
            "exemptions": "", "response_id": "P1", "data_status": "stand-in",
        },
        {
            "request_id": "R2", "authority_given": "The Hall", "matched_by": "alias",
            "authority": "Authority 003", "gss_code": "ZE000003", "nation": "England",
            "region": "London", "is_programme": "False", "sent_date": "2021-02-11",
            "is_sent_date": "True", "clock_date": "2021-02-11", "due_date": "2021-03-11",
            "replied_date": "2021-03-22",
            "closed_date": "2021-06-30", "days_to_reply": "39", "working_days": "26",
            "is_late": "True", "is_extended": "True", "is_clarified": "False",
            "outcome": "partially_withheld", "is_decided": "True",
            "exemptions_cited": "s43(2);s12", "exemptions": "s12;s43", "response_id": "P2",
            "data_status": "stand-in",
        },
        {
            "request_id": "R3", "authority_given": "authority 002", "matched_by": "name",
            "authority": "Authority 002", "gss_code": "ZS000002", "nation": "Scotland",
            "region": "Scotland", "is_programme": "False", "sent_date": "2021-02-11",
            "is_sent_date": "True", "clock_date": "2021-02-25", "due_date": "2021-03-25",
            "replied_date": "2021-03-25",
            "closed_date": "2021-06-30", "days_to_reply": "42", "working_days": "20",
            "is_late": "False", "is_extended": "False", "is_clarified": "True",
            "outcome": "fully_withheld", "is_decided": "True", "exemptions_cited": "s33(1)(b)",
            "exemptions": "s43", "response_id": "P3", "data_status": "stand-in",
        },
        {
            "request_id": "R4", "authority_given": "Authority 004", "matched_by": "name",
            "authority": "Authority 004", "gss_code": "ZE000004", "nation": "England",
            "region": "London", "is_programme": "False", "sent_date": "2021-05-11",
            "is_sent_date": "True", "clock_date": "2021-05-11", "due_date": "2021-06-09",
            "replied_date": "",
            "closed_date": "2021-06-30", "days_to_reply": "", "working_days": "35",
            "is_late": "False", "is_extended": "False", "is_clarified": "False",
            "outcome": "no_response", "is_decided": "True", "exemptions_cited": "",
            "exemptions": "", "response_id": "", "data_status": "stand-in",
        },
    ]  # fmt: skip
    events = pd.read_csv(folder / "events.csv", dtype=str)
    assert len(events) == 7
    assert set(events["data_status"]) == {"stand-in"}
    assert pd.read_csv(folder / "unmatched.csv").empty


def change(table: str, place: int, **cells: str):
    def apply(tables: dict) -> None:
        tables[table][place] |= cells

    return apply


def add(table: str, row: dict[str, str]):
    return lambda tables: tables[table].append(row)


REFUSED = {
    "an event before its request": (
        change("events", 0, event_date="2021-02-10"),
        "events.csv, row 2, column 'event_date': 2021-02-10 is before the request, which was sent"
        " on 2021-02-11",
    ),
    "an event in the future": (
        change("events", 6, event_date="2022-01-01"),
        "events.csv, row 8, column 'event_date': 2022-01-01 lies in the future",
    ),
    "a request in the future": (
        change("requests", 3, sent_date="2022-01-01"),
        "requests.csv, row 5, column 'sent_date': 2022-01-01 lies in the future",
    ),
    "a date in another order": (
        change("requests", 0, sent_date="11/02/2021"),
        "requests.csv, row 2, column 'sent_date': the date is '11/02/2021'",
    ),
    "a day that no month has": (
        change("requests", 0, sent_date="2021-02-30"),
        "the date is '2021-02-30'",
    ),
    "an unknown event": (
        change("events", 0, event="forwarded"),
        "events.csv, row 2, column 'event': the cell holds 'forwarded'",
    ),
    "an event of nobody": (
        change("events", 0, request_id="R9"),
        "events.csv, row 2, column 'request_id': R9 is no request",
    ),
    "two replies": (
        add("events", event("R1", "2021-03-20", "replied")),
        "events.csv, row 9, column 'event': R1 has a second event 'replied'",
    ),
    "an extension after the reply": (
        change("events", 2, event_date="2021-03-23"),
        "events.csv, row 4, column 'event_date': 'extended' of R2 is dated 2021-03-23.\n"
        "  expected: a day no later than its reply, 2021-03-22",
    ),
    "a review that was answered and not asked for": (
        add("events", event("R1", "2021-04-20", "internal_review_replied")),
        "'internal_review_replied' of R1 is dated 2021-04-20.\n"
        "  expected: a review that was asked for",
    ),
    "a reply without a response": (
        lambda tables: tables["responses"].pop(),
        "events.csv, row 7, column 'request_id': R3 has a reply and no response",
    ),
    "a response on another day than the reply": (
        change("responses", 0, received_date="2021-03-10"),
        "responses.csv, row 2, column 'received_date': the reply to R1 was received on 2021-03-10",
    ),
    "a request that stands twice": (
        change("requests", 1, request_id="R1"),
        "requests.csv, row 3, column 'request_id': R1 stands in row 2 too",
    ),
    "one file for two replies": (
        change("responses", 1, file="replies/R1.txt"),
        "responses.csv, row 3, column 'file': replies/R1.txt stands in row 2 too",
    ),
    "a file outside the folder": (
        change("responses", 0, file="../R1.txt"),
        "responses.csv, row 2, column 'file': the cell holds '../R1.txt'",
    ),
    "a reply that was changed": (
        change("responses", 0, sha256="0" * 64),
        f"responses.csv, row 2, column 'sha256': the reply to R1, replies/R1.txt, is {SHA256}",
    ),
    "a reply that is not there": (
        change("responses", 0, file="replies/R9.txt"),
        "the reply to R1, replies/R9.txt, is no such file",
    ),
    "an outcome that is none": (
        change("responses", 0, outcome="no_response"),
        "responses.csv, row 2, column 'outcome': the cell holds 'no_response'",
    ),
    "a section that the Act does not have": (
        change("responses", 2, exemptions="s43(2)"),
        "'s43(2)' is no ground for withholding under the Freedom of Information (Scotland) Act",
    ),
    "a formula for a name": (
        change("requests", 0, authority="=A1"),
        "requests.csv, row 2, column 'authority': the cell holds '=A1'",
    ),
    "a name that nobody has": (
        change("requests", 2, authority="Authority 02"),
        "requests.csv: names without a single authority on the day of the request: 1\n"
        "    'Authority 02', sent 2021-02-11: no authority has this name (spelt most like it:",
    ),
    "an authority that was abolished before": (
        change("requests", 3, authority="The Hall"),
        "'The Hall', sent 2021-05-11: not in force on the day the request was sent"
        " (Authority 003 (to 2021-03-31))",
    ),
}  # fmt: skip


@pytest.mark.parametrize("fault", REFUSED)
def test_what_cannot_be_is_refused_and_nothing_is_written(clean, fault):
    spoil, expected = REFUSED[fault]
    tables = make_tables()
    spoil(tables)
    code, said, folder = clean(tables)
    assert code == 1
    assert expected in said
    assert not folder.exists()
