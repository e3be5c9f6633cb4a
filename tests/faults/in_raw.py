"""Faults in raw files: as they lie, and as somebody would deliver them with new hashes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from faults.model import Edit, Fault, Plant, Row, all_of, deliver, edit_rows, find_row

KIND = "raw data"
RAW = "data/raw"
PILOT, NATIONAL = "pilot-survey", "national-survey"
FOI, OUTCOMES = "foi-requests", "foi-outcomes"
ORIGINS = ("verify", "stage check-origins")
BYTES = "::test_the_committed_file_is_the_generators_output_byte_for_byte"
# Held against the program that made the stand-in files, where a delivery is plausible in itself.
MADE = {
    PILOT: f"tests/data/test_stand_in.py{BYTES}",
    NATIONAL: f"tests/data/test_national_stand_in.py{BYTES}",
    FOI: "tests/data/test_foi_stand_in.py"
    "::test_the_committed_files_are_the_generators_output_byte_for_byte",
}


def deliver_plant(name: str, study: str, plant: Plant, *also: str) -> Fault:
    """A fault in a delivery: its own stage should refuse it, or else one of `also`."""
    catchers = (f"stage clean-{study}", *also)
    return Fault(name=name, kind=KIND, plant=deliver(study, plant), catchers=catchers)


def deliver_rows(
    name: str, study: str, file: str, change: Callable[[list[Row]], None], *also: str
) -> Fault:
    """A fault in the rows of one table of a delivery."""
    return deliver_plant(name, study, edit_rows(f"{RAW}/{study}/{file}", change), *also)


def _flip_byte(project: Path) -> None:
    path = project / RAW / PILOT / "responses.csv"
    content = bytearray(path.read_bytes())
    content[1000] ^= 1
    path.write_bytes(bytes(content))


def _swap_codes(rows):
    for row in rows:
        cell = row["accept_planning"]
        row["accept_planning"] = {"1": "5", "5": "1"}.get(cell, cell)


def _swap_columns(rows):
    for row in rows:
        row["trust_police"], row["trust_schools"] = row["trust_schools"], row["trust_police"]


def _set(column, cell, **wanted):
    def change(rows):
        find_row(rows, **wanted)[column] = cell

    return change


def _repeat(rows):
    rows.insert(5, dict(rows[4]))


def _shift_span(rows):
    row = next(row for row in rows if row["start"])
    row["start"] = str(int(row["start"]) + 1)


def _alter_quote(rows):
    row = next(row for row in rows if row["quote"])
    row["quote"] = row["quote"][:-1] + "?"


def _agree_on_first(rows):
    rows[0]["value_a"] = rows[0]["value_b"]


def _add_to_reply(project: Path) -> None:
    path = project / RAW / FOI / "replies" / "R001.txt"
    path.write_bytes(path.read_bytes() + b"More.\n")


_TURN_SCALE = all_of(
    Edit(
        f"{RAW}/{NATIONAL}/instrument.yml",
        "{code: 1, name: completely_acceptable,",
        "{code: 5, name: completely_acceptable,",
    ),
    Edit(
        f"{RAW}/{NATIONAL}/instrument.yml",
        "{code: 5, name: completely_unacceptable,",
        "{code: 1, name: completely_unacceptable,",
    ),
)


FAULTS = (
    Fault(name="a byte of a raw file changed", kind=KIND, plant=_flip_byte, catchers=ORIGINS),
    Fault(
        name="a raw file that nobody listed",
        kind=KIND,
        plant=lambda project: (project / RAW / PILOT / "responses-2.csv").write_text("a\n1\n"),
        catchers=ORIGINS,
    ),
    Fault(
        name="a raw file removed",
        kind=KIND,
        plant=lambda project: (project / RAW / FOI / "tools.yml").unlink(),
        catchers=ORIGINS,
    ),
    deliver_rows("a respondent delivered twice", PILOT, "responses.csv", _repeat),
    deliver_rows(
        "an answer off its scale",
        PILOT,
        "responses.csv",
        _set("accept_planning", "7", respondent_id="0002"),
    ),
    deliver_rows(
        "an answer to a question that was not asked",
        PILOT,
        "responses.csv",
        _set("understanding", "2", understanding="-96"),
    ),
    deliver_rows(
        "a negative weight",
        NATIONAL,
        "responses.csv",
        _set("weight", "-0.5", respondent_id="0002"),
    ),
    deliver_rows(
        "a respondent moved to another region than the rest of the sampling unit",
        NATIONAL,
        "responses.csv",
        _set("region", "Wales", respondent_id="0001"),
        MADE[NATIONAL],
    ),
    deliver_rows(
        "codes swapped in one column",
        PILOT,
        "responses.csv",
        _swap_codes,
        "stage clean-pilot-survey pilot-survey check-claims",
        MADE[PILOT],
    ),
    deliver_rows(
        "two columns under each other's name",
        NATIONAL,
        "responses.csv",
        _swap_columns,
        MADE[NATIONAL],
    ),
    deliver_plant("a scale of the instrument turned round", NATIONAL, _TURN_SCALE, MADE[NATIONAL]),
    deliver_rows(
        "a passage that begins a character late", FOI, "judgements-coder-a.csv", _shift_span
    ),
    deliver_rows(
        "a quotation that the reply does not hold", FOI, "judgements-coder-a.csv", _alter_quote
    ),
    deliver_rows(
        "a judgement under the other coder's name",
        FOI,
        "judgements-coder-a.csv",
        _set("coder", "coder-b", unit_id="R001"),
    ),
    deliver_rows(
        "a decision on what the coders agreed on", FOI, "adjudications.csv", _agree_on_first
    ),
    deliver_rows(
        "a disagreement without its decision",
        FOI,
        "adjudications.csv",
        lambda rows: rows.pop(0),
        "stage foi-requests",
    ),
    deliver_plant("a reply altered after it was received", FOI, _add_to_reply),
    deliver_rows("a request listed twice", FOI, "requests.csv", _repeat),
    deliver_rows(
        "a reply received before the request was sent",
        FOI,
        "responses.csv",
        _set("received_date", "2021-01-05", response_id="P001"),
    ),
    deliver_rows(
        "a request joined to another authority by its code",
        FOI,
        "requests.csv",
        _set("gss_code", "ZE000003", request_id="R001"),
        MADE[FOI],
    ),
    deliver_rows(
        "an alias that means another authority",
        FOI,
        "aliases.csv",
        _set("gss_code", "ZE000031", gss_code="ZE000030"),
        MADE[FOI],
    ),
    deliver_rows(
        "an authority under another nation",
        FOI,
        "authorities.csv",
        _set("nation", "Wales", **{"gss-code": "ZE000122"}),
        MADE[FOI],
    ),
    deliver_rows("a public outcome listed twice", OUTCOMES, "outcomes.csv", _repeat),
    deliver_rows(
        "a public status that nobody has mapped",
        OUTCOMES,
        "outcomes.csv",
        _set("wdtk_status", "Succesful", request_number="62"),
    ),
    deliver_rows(
        "a public outcome changed",
        OUTCOMES,
        "outcomes.csv",
        _set("wdtk_status", "Refused", request_number="62"),
        "tests/unit/test_claims.py",
    ),
)
