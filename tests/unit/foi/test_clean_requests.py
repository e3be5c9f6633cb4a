"""Cleaning the public outcomes, through the command line: what is written, what is refused."""

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pytest

from parentdata.__main__ import main

HEADER = (
    "request_number,authority,gss_code,nation,region,authority_type,event_date,event,"
    "wdtk_status,request_url"
)
ADDRESS = "https://www.whatdotheyknow.com/request/use_of_data_analytics_predictive"
FIRST = (
    f"7,Hull City Council,E06000010,England,Yorkshire and The Humber,Unitary authority,"
    f"2021-02-11,request,Refused,{ADDRESS}_7"
)
SECOND = (
    f"12,Achieving for Children,,England,,Children's services company,"
    f"2021-02-26,incoming,Awaiting classification,{ADDRESS}_12"
)
TERMS = (
    "wdtk_status,outcome,is_decided,says,does_not_say\n"
    "Refused,fully_withheld,true,It was refused,Why\n"
    "Awaiting classification,,false,Something came,What came\n"
)


def write_project(folder: Path, *, outcomes: str | bytes, terms: str = TERMS) -> Path:
    raw = folder / "data" / "raw" / "foi-outcomes"
    raw.mkdir(parents=True)
    (folder / "dvc.yaml").write_text("stages: {}\n")
    (folder / "params.yaml").touch()
    files = {"outcomes.csv": outcomes, "outcome-terms.csv": terms}
    listed = []
    for name, content in files.items():
        content = content.encode("utf-8") if isinstance(content, str) else content
        (raw / name).write_bytes(content)
        listed.append(f"  {name}: {hashlib.sha256(content).hexdigest()}\n")
    (raw / "origin.yml").write_text(
        "producer: a\ntitle: b\nreference: c\ndate_accessed: 2021-12-31\nlicence: d\n"
        "status: real\nfiles:\n" + "".join(listed)
    )
    return folder


def table(*rows: str) -> str:
    return "\n".join((HEADER, *rows)) + "\n"


@pytest.fixture
def clean(tmp_path, monkeypatch, capsys):
    """Run the command on a project of these files; give exit code, message, what was written."""

    def run(outcomes: str | bytes, terms: str = TERMS):
        monkeypatch.chdir(write_project(tmp_path, outcomes=outcomes, terms=terms))
        code = main(["clean", "foi-outcomes"])
        written = tmp_path / "data" / "derived" / "foi-outcomes" / "requests.csv"
        return code, capsys.readouterr().err, written.read_text() if written.exists() else None

    return run


CLEANED = (
    "request_number,authority,gss_code,nation,region,authority_type,event_date,event,"
    "wdtk_status,outcome,is_decided,request_url,data_status\n"
    "7,Hull City Council,E06000010,England,Yorkshire and The Humber,Unitary authority,"
    f"2021-02-11,request,Refused,fully_withheld,True,{ADDRESS}_7,real\n"
    "12,Achieving for Children,,England,,Children's services company,"
    f"2021-02-26,incoming,Awaiting classification,,False,{ADDRESS}_12,real\n"
)


def test_every_request_gets_its_outcome_and_blanks_stay_blank(clean):
    assert clean(table(SECOND, FIRST)) == (0, "", CLEANED)


def test_the_command_itself_writes_the_table(tmp_path):
    project = write_project(tmp_path, outcomes=table(FIRST, SECOND))
    done = subprocess.run(
        [sys.executable, "-m", "parentdata", "clean", "foi-outcomes"],
        cwd=project, capture_output=True, text=True, env=os.environ | {"PYTHONWARNINGS": "error"},
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
    written = project / "data" / "derived" / "foi-outcomes" / "requests.csv"
    assert written.read_text() == CLEANED


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_columns_in_another_order_and_another_encoding_change_nothing(clean, encoding):
    turned = "\n".join(",".join(reversed(row.split(","))) for row in (HEADER, SECOND, FIRST))
    assert clean(turned.encode(encoding)) == (0, "", CLEANED)


def test_a_blank_last_line_is_no_row(clean):
    assert clean(table(FIRST, SECOND, "", "")) == (0, "", CLEANED)


def change(column: str, to: str) -> str:
    cells = dict(zip(HEADER.split(","), FIRST.split(","), strict=True))
    return table(SECOND, ",".join((cells | {column: to}).values()))


@pytest.mark.parametrize(
    ("column", "to", "said"),
    [
        ("request_number", "", "the cell is blank"),
        ("request_number", "007", "the cell holds '007'.\n  expected: a whole number"),
        ("request_number", "12", "the cell holds 'https"),
        ("authority", "", "the cell is blank.\n  expected: a name"),
        ("authority", "=HYPERLINK(1)", "the cell holds '=HYPERLINK(1)'.\n  expected: a name, no f"),
        ("authority", " Hull", "the cell holds ' Hull'"),
        ("gss_code", "E6000010", "the cell holds 'E6000010'.\n  expected: a GSS code"),
        ("gss_code", "S12000033", "the cell holds 'S12000033'.\n  expected: a code of England"),
        ("gss_code", "", "the cell holds 'Yorkshire and The Humber'.\n  expected: a region for"),
        ("nation", "", "the cell is blank.\n  expected: one of England"),
        ("nation", "Britain", "the cell holds 'Britain'.\n  expected: one of England"),
        ("region", "", "the cell is blank.\n  expected: a region for"),
        ("region", "-1", "the cell holds '-1'"),
        ("authority_type", "", "the cell is blank"),
        ("event_date", "", "the date is ''"),
        ("event_date", "11/02/2021", "the date is '11/02/2021'.\n  expected: an ISO date"),
        ("event_date", "20210211", "the date is '20210211'"),
        ("event_date", "2021-02-30", "the date is '2021-02-30'"),
        ("event_date", "2022-01-01", "no later than 2021-12-31, when the list was taken"),
        ("event", "reply", "the cell holds 'reply'.\n  expected: one of request, incoming"),
        ("wdtk_status", "", "'' is not a status"),
        ("wdtk_status", "refused", "'refused' is not a status that is mapped"),
        ("request_url", f"{ADDRESS}_8", "expected: an address ending in _7"),
        ("request_url", "http://example.org/request/a_7", "the address of a request on WhatDo"),
    ],
)  # fmt: skip
def test_a_cell_that_its_column_does_not_allow_is_refused(clean, column, to, said):
    code, message, written = clean(change(column, to))
    at = {
        ("request_number", "12"): "request_url",
        ("gss_code", ""): "region",
    }.get((column, to), column)
    assert (code, written) == (1, None)
    assert f"outcomes.csv, row 3, column '{at}': " in message
    assert said in message
    assert message.rstrip().endswith("nothing was written.")


def test_a_request_that_stands_twice_is_refused(clean):
    code, message, written = clean(table(FIRST, SECOND, FIRST))
    assert (code, written) == (1, None)
    assert "outcomes.csv, row 4, column 'request_number': request 7 stands in row 2 too" in message


@pytest.mark.parametrize(
    ("outcomes", "said"),
    [
        (b"", "the file is empty"),
        (HEADER + "\n\n", "the table has a header and no rows"),
        (table(FIRST).replace("region", "area", 1), "column 'region': the column 'region' is miss"),
        (table(FIRST + ",x").replace("nation", "note,nation", 1), "'note' is not known"),
        (table(FIRST + ",x").replace("nation", "nation,nation", 1), "'nation' stands twice"),
        (table(FIRST, SECOND + ",more"), "outcomes.csv, row 3"),
        (table(FIRST, SECOND.rpartition(",")[0]), "outcomes.csv, row 3"),
        (table(FIRST, '"open'), "outcomes.csv, row 3"),
        (b"\x89PNG\r\n\x1a\n\xff", "the file is not text"),
    ],
)
def test_a_file_that_is_not_the_table_is_refused(clean, outcomes, said):
    code, message, written = clean(outcomes)
    assert (code, written) == (1, None)
    assert "outcomes.csv" in message
    assert said in message


def test_a_missing_file_is_refused(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(write_project(tmp_path, outcomes=table(FIRST)))
    (tmp_path / "data" / "raw" / "foi-outcomes" / "outcomes.csv").unlink()
    assert main(["clean", "foi-outcomes"]) == 1
    assert "outcomes.csv: the file is listed in origin.yml but is not" in capsys.readouterr().err
    assert not (tmp_path / "data" / "derived").exists()


def test_an_altered_file_is_refused(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(write_project(tmp_path, outcomes=table(FIRST)))
    (tmp_path / "data" / "raw" / "foi-outcomes" / "outcomes.csv").write_text(table(SECOND))
    assert main(["clean", "foi-outcomes"]) == 1
    assert "outcomes.csv: the file has been altered" in capsys.readouterr().err
    assert not (tmp_path / "data" / "derived").exists()


def test_a_read_only_folder_is_refused_and_the_last_table_stands(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(write_project(tmp_path, outcomes=table(FIRST)))
    folder = tmp_path / "data" / "derived" / "foi-outcomes"
    # A folder in the file's place cannot be replaced by anybody, not even by root.
    (folder / "requests.csv" / "inside").mkdir(parents=True)
    assert main(["clean", "foi-outcomes"]) == 1
    assert "requests.csv: the file cannot be written" in capsys.readouterr().err
    assert [path.name for path in folder.iterdir()] == ["requests.csv"]


@pytest.mark.parametrize(
    ("row", "column"),
    [
        ("Refused,not_held,true,a,b", "wdtk_status"),
        (",not_held,true,a,b", "wdtk_status"),
        ("Successful,granted,true,a,b", "outcome"),
        ("Successful,granted_in_full,false,a,b", "is_decided"),
        ("Successful,,true,a,b", "is_decided"),
        ("Successful,granted_in_full,yes,a,b", "is_decided"),
        ("Successful,granted_in_full,true,,b", "says"),
        ("Successful,granted_in_full,true,a, ", "does_not_say"),
    ],
)
def test_terms_that_contradict_themselves_are_refused(clean, row, column):
    code, message, written = clean(table(FIRST), TERMS + row + "\n")
    assert (code, written) == (1, None)
    assert f"outcome-terms.csv, row 4, column '{column}': " in message
    assert "Correct the row as decisions/0008 describes" in message
