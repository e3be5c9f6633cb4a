"""Faults in raw files: as they lie, and as somebody would deliver them with new hashes."""

from __future__ import annotations

from pathlib import Path

from faults.model import Edit, Fault, all_of, deliver, edit_rows, find_row

KIND = "raw data"
PILOT, NATIONAL = "data/raw/pilot-survey", "data/raw/national-survey"
FOI, OUTCOMES = "data/raw/foi-requests", "data/raw/foi-outcomes"
ORIGINS = ("verify", "stage check-origins")
CLEAN_FOI = ("stage clean-foi-requests",)
BYTES = "::test_the_committed_file_is_the_generators_output_byte_for_byte"
MADE = (
    "tests/data/test_foi_stand_in.py"
    "::test_the_committed_files_are_the_generators_output_byte_for_byte"
)


def _flip_byte(project: Path) -> None:
    path = project / PILOT / "responses.csv"
    content = bytearray(path.read_bytes())
    content[1000] ^= 1
    path.write_bytes(bytes(content))


def _swap(rows, column, one, other):
    for row in rows:
        row[column] = {one: other, other: one}.get(row[column], row[column])


def _swap_columns(rows, one, other):
    for row in rows:
        row[one], row[other] = row[other], row[one]


def _set(rows, column, cell, **wanted):
    find_row(rows, **wanted)[column] = cell


def _repeat(rows):
    rows.insert(5, dict(rows[4]))


def _shift_span(rows):
    row = next(row for row in rows if row["start"])
    row["start"] = str(int(row["start"]) + 1)


def _alter_quote(rows):
    row = next(row for row in rows if row["quote"])
    row["quote"] = row["quote"][:-1] + "?"


def _answer_unasked(rows):
    find_row(rows, understanding="-96")["understanding"] = "2"


FAULTS = (
    Fault(name="a byte of a raw file changed", kind=KIND, plant=_flip_byte, catchers=ORIGINS),
    Fault(
        name="a raw file that nobody listed",
        kind=KIND,
        plant=lambda project: (project / PILOT / "responses-2.csv").write_text("a\n1\n"),
        catchers=ORIGINS,
    ),
    Fault(
        name="a raw file removed",
        kind=KIND,
        plant=lambda project: (project / FOI / "tools.yml").unlink(),
        catchers=ORIGINS,
    ),
    Fault(
        name="a respondent delivered twice",
        kind=KIND,
        plant=deliver("pilot-survey", edit_rows(f"{PILOT}/responses.csv", _repeat)),
        catchers=("stage clean-pilot-survey",),
    ),
    Fault(
        name="an answer off its scale",
        kind=KIND,
        plant=deliver(
            "pilot-survey",
            edit_rows(
                f"{PILOT}/responses.csv",
                lambda rows: _set(rows, "accept_planning", "7", respondent_id="0002"),
            ),
        ),
        catchers=("stage clean-pilot-survey",),
    ),
    Fault(
        name="an answer to a question that was not asked",
        kind=KIND,
        plant=deliver("pilot-survey", edit_rows(f"{PILOT}/responses.csv", _answer_unasked)),
        catchers=("stage clean-pilot-survey",),
    ),
    Fault(
        name="a negative weight",
        kind=KIND,
        plant=deliver(
            "national-survey",
            edit_rows(
                f"{NATIONAL}/responses.csv",
                lambda rows: _set(rows, "weight", "-0.5", respondent_id="0002"),
            ),
        ),
        catchers=("stage clean-national-survey",),
    ),
    Fault(
        name="a respondent moved to another region than the rest of the sampling unit",
        kind=KIND,
        plant=deliver(
            "national-survey",
            edit_rows(
                f"{NATIONAL}/responses.csv",
                lambda rows: _set(rows, "region", "Wales", respondent_id="0001"),
            ),
        ),
        catchers=("stage clean-national-survey", f"tests/data/test_national_stand_in.py{BYTES}"),
    ),
    Fault(
        name="codes swapped in one column",
        kind=KIND,
        plant=deliver(
            "pilot-survey",
            edit_rows(
                f"{PILOT}/responses.csv", lambda rows: _swap(rows, "accept_planning", "1", "5")
            ),
        ),
        catchers=("stage clean-pilot-survey", f"tests/data/test_stand_in.py{BYTES}"),
    ),
    Fault(
        name="two columns under each other's name",
        kind=KIND,
        plant=deliver(
            "national-survey",
            edit_rows(
                f"{NATIONAL}/responses.csv",
                lambda rows: _swap_columns(rows, "trust_police", "trust_schools"),
            ),
        ),
        catchers=("stage clean-national-survey", f"tests/data/test_national_stand_in.py{BYTES}"),
    ),
    Fault(
        name="a scale of the instrument turned round",
        kind=KIND,
        plant=deliver(
            "national-survey",
            all_of(
                Edit(
                    f"{NATIONAL}/instrument.yml",
                    "{code: 1, name: completely_acceptable,",
                    "{code: 5, name: completely_acceptable,",
                ),
                Edit(
                    f"{NATIONAL}/instrument.yml",
                    "{code: 5, name: completely_unacceptable,",
                    "{code: 1, name: completely_unacceptable,",
                ),
            ),
        ),
        catchers=("stage clean-national-survey", f"tests/data/test_national_stand_in.py{BYTES}"),
    ),
    Fault(
        name="a passage that begins a character late",
        kind=KIND,
        plant=deliver("foi-requests", edit_rows(f"{FOI}/judgements-coder-a.csv", _shift_span)),
        catchers=CLEAN_FOI,
    ),
    Fault(
        name="a quotation that the reply does not hold",
        kind=KIND,
        plant=deliver("foi-requests", edit_rows(f"{FOI}/judgements-coder-a.csv", _alter_quote)),
        catchers=CLEAN_FOI,
    ),
    Fault(
        name="a judgement under the other coder's name",
        kind=KIND,
        plant=deliver(
            "foi-requests",
            edit_rows(
                f"{FOI}/judgements-coder-a.csv",
                lambda rows: _set(rows, "coder", "coder-b", unit_id="R001"),
            ),
        ),
        catchers=CLEAN_FOI,
    ),
    Fault(
        name="a decision on what the coders agreed on",
        kind=KIND,
        plant=deliver(
            "foi-requests",
            edit_rows(
                f"{FOI}/adjudications.csv",
                lambda rows: _set(rows, "value_a", rows[0]["value_b"], unit_id=rows[0]["unit_id"]),
            ),
        ),
        catchers=CLEAN_FOI,
    ),
    Fault(
        name="a disagreement without its decision",
        kind=KIND,
        plant=deliver(
            "foi-requests", edit_rows(f"{FOI}/adjudications.csv", lambda rows: rows.pop(0))
        ),
        catchers=("stage clean-foi-requests", "stage foi-requests"),
    ),
    Fault(
        name="a reply altered after it was received",
        kind=KIND,
        plant=deliver(
            "foi-requests",
            lambda project: (project / FOI / "replies" / "R001.txt").write_bytes(
                (project / FOI / "replies" / "R001.txt").read_bytes() + b"More.\n"
            ),
        ),
        catchers=CLEAN_FOI,
    ),
    Fault(
        name="a request listed twice",
        kind=KIND,
        plant=deliver("foi-requests", edit_rows(f"{FOI}/requests.csv", _repeat)),
        catchers=CLEAN_FOI,
    ),
    Fault(
        name="a reply received before the request was sent",
        kind=KIND,
        plant=deliver(
            "foi-requests",
            edit_rows(
                f"{FOI}/responses.csv",
                lambda rows: _set(rows, "received_date", "2021-01-05", response_id="P001"),
            ),
        ),
        catchers=CLEAN_FOI,
    ),
    Fault(
        name="a request joined to another authority by its code",
        kind=KIND,
        plant=deliver(
            "foi-requests",
            edit_rows(
                f"{FOI}/requests.csv",
                lambda rows: _set(rows, "gss_code", "ZE000003", request_id="R001"),
            ),
        ),
        catchers=(*CLEAN_FOI, MADE),
    ),
    Fault(
        name="an alias that means another authority",
        kind=KIND,
        plant=deliver(
            "foi-requests",
            edit_rows(
                f"{FOI}/aliases.csv",
                lambda rows: _set(rows, "gss_code", "ZE000031", gss_code="ZE000030"),
            ),
        ),
        catchers=(*CLEAN_FOI, MADE),
    ),
    Fault(
        name="an authority under another nation",
        kind=KIND,
        plant=deliver(
            "foi-requests",
            edit_rows(
                f"{FOI}/authorities.csv",
                lambda rows: _set(rows, "nation", "Wales", **{"gss-code": "ZE000122"}),
            ),
        ),
        catchers=(*CLEAN_FOI, MADE),
    ),
    Fault(
        name="a public outcome listed twice",
        kind=KIND,
        plant=deliver("foi-outcomes", edit_rows(f"{OUTCOMES}/outcomes.csv", _repeat)),
        catchers=("stage clean-foi-outcomes",),
    ),
    Fault(
        name="a public status that nobody has mapped",
        kind=KIND,
        plant=deliver(
            "foi-outcomes",
            edit_rows(
                f"{OUTCOMES}/outcomes.csv",
                lambda rows: _set(rows, "wdtk_status", "Succesful", request_number="62"),
            ),
        ),
        catchers=("stage clean-foi-outcomes",),
    ),
    Fault(
        name="a public outcome changed",
        kind=KIND,
        plant=deliver(
            "foi-outcomes",
            edit_rows(
                f"{OUTCOMES}/outcomes.csv",
                lambda rows: _set(rows, "wdtk_status", "Refused", request_number="62"),
            ),
        ),
        catchers=("stage clean-foi-outcomes", "tests/unit/test_claims.py"),
    ),
)
