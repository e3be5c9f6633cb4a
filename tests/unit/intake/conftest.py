"""A compendium with five responses, and the same responses as each program would deliver them."""

from __future__ import annotations

import csv
import io
import shutil
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import openpyxl
import pandas as pd
import pyreadstat
import pytest
import yaml

from parentdata.__main__ import main
from parentdata.instrument import Instrument, load_instrument
from parentdata.origin import hash_file

# Text with everything that a careless program would break or run; all of it fits Windows-1252.
HTML = '<script>alert("x")</script> & <b>£5</b>, “quoted”,\nnext line — it’s café; a\ttab'

# Differences from the first respondent, in codes of the pilot's instrument.
ROWS = (
    {"respondent_id": "0007"},
    {"respondent_id": "0010", "heard": "1", "understanding": "3", "concerns": HTML},
    {"respondent_id": "0001", "heard": "-98", "accept_planning": "-99", "gender": "-97"}
    | {"children": "-97"},
    {"respondent_id": "0002", "heard": "1", "understanding": "-98", "children": "12"}
    | {f"circumstance_{name}": "0" for name in ("child_abuse", "medical", "crime", "asked")}
    | {"circumstance_consent": "0", "circumstance_never": "1"},
    {"respondent_id": "0003", "heard": "-99", "children": "-99", "concerns": "- privacy"}
    | {f"circumstance_{name}": "-99" for name in ("child_abuse", "medical", "crime", "asked")}
    | {"circumstance_consent": "-99", "circumstance_never": "-99"},
)


@pytest.fixture(scope="session")
def instrument(root: Path) -> Instrument:
    """What the pilot survey asked."""
    return load_instrument(root / "data" / "raw" / "pilot-survey" / "instrument.yml")


@pytest.fixture
def codes(instrument: Instrument) -> pd.DataFrame:
    """Five responses in numeric codes, as text, in no order."""
    first = {"respondent_id": "0007"} | {name: "2" for name in instrument.asked}
    first |= {"understanding": "-96", "concerns": ""}
    first |= {name: "0" for name in first if name.startswith("circumstance_")}
    first |= {"circumstance_medical": "1", "circumstance_consent": "1"}
    return pd.DataFrame([first | row for row in ROWS], dtype=str)


@pytest.fixture
def project(tmp_path: Path, root: Path, monkeypatch, codes) -> Path:
    """A compendium of one study whose responses are the five, and the working directory."""
    for name in ("dvc.yaml", "params.yaml"):
        (tmp_path / name).touch()
    study = tmp_path / "data" / "raw" / "pilot-survey"
    study.mkdir(parents=True)
    shutil.copy(root / "data" / "raw" / "pilot-survey" / "instrument.yml", study)
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("PARENTDATA_OUT", raising=False)
    (study / "responses.csv").write_bytes(write_csv(codes))
    _list_files(tmp_path)
    return tmp_path


@pytest.fixture
def study(project: Path) -> Path:
    """The study's raw folder."""
    return project / "data" / "raw" / "pilot-survey"


@pytest.fixture
def deliver(project: Path, study: Path) -> Callable[[str, bytes], None]:
    """Put a file of responses in the place of the one that is there, and list it."""

    def put(name: str, content: bytes) -> None:
        for path in study.glob("responses*"):
            path.unlink()
        (study / name).write_bytes(content)
        _list_files(project)

    return put


@pytest.fixture
def list_files(project: Path) -> Callable[..., None]:
    """Write the study's origin.yml anew, for the files that are there."""

    def write(**changes) -> None:
        _list_files(project, **changes)

    return write


def _list_files(project: Path, **changes) -> None:
    """Write the study's origin.yml for the files that are there."""
    study = project / "data" / "raw" / "pilot-survey"
    fields = {
        "producer": "The tests",
        "title": "Five responses",
        "reference": "tests/unit/intake/conftest.py",
        "date_accessed": pd.Timestamp("2021-02-26").date(),
        "licence": "CC0",
        "status": "stand-in",
        "files": {path.name: hash_file(path) for path in study.iterdir() if path.suffix},
    }
    fields["files"].pop("origin.yml", None)
    (study / "origin.yml").write_text(yaml.safe_dump(fields | changes), encoding="utf-8")


def read_tree(project: Path) -> dict[str, bytes]:
    """Every file of a folder with its bytes, hidden ones included."""
    return {
        path.relative_to(project).as_posix(): path.read_bytes()
        for path in sorted(project.rglob("*"))
        if path.is_file()
    }


@pytest.fixture
def refused(project: Path, capsys) -> Callable[..., str]:
    """Run a command that must refuse: it says why, writes nothing and loses nothing."""

    table = project / "data" / "derived" / "pilot-survey" / "respondents.csv"
    table.parent.mkdir(parents=True)
    table.write_text("the last good table\n")

    def run(*command: str) -> str:
        before = read_tree(project)
        assert main(command or ("clean", "pilot-survey")) == 1
        assert read_tree(project) == before
        told = capsys.readouterr().err
        assert told.startswith("refused: ")
        assert told.count("\n  expected: ") == told.count("\n  to do: ") == 1
        return told

    return run


@pytest.fixture
def clean(project: Path) -> Callable[[], bytes]:
    """Clean the study through the command line; the cleaned table's bytes."""

    def run() -> bytes:
        assert main(["clean", "pilot-survey"]) == 0
        return (project / "data/derived/pilot-survey/respondents.csv").read_bytes()

    return run


@pytest.fixture(scope="session")
def write() -> SimpleNamespace:
    """Writers of responses: csv, labels, qualtrics, jisc, sav, xlsx."""
    return SimpleNamespace(
        csv=write_csv,
        labels=label_cells,
        qualtrics=write_qualtrics,
        jisc=write_jisc,
        sav=write_sav,
        xlsx=write_xlsx,
        xlsx_rows=list_xlsx_rows,
    )


@pytest.fixture(scope="session")
def html() -> str:
    """Open text with markup, script, quotation marks, a comma, a tab and a line end."""
    return HTML


# --- The same responses as each program would write them -------------------------------------


def write_csv(
    cells: pd.DataFrame, *, encoding: str = "utf-8", sep: str = ",", above: tuple = (), end="\n"
) -> bytes:
    """CSV bytes with one header line, and `above` the responses further lines."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=sep, lineterminator=end)
    writer.writerows([cells.columns.tolist(), *above, *cells.to_numpy().tolist()])
    return text.getvalue().encode(encoding)


def label_cells(codes: pd.DataFrame, instrument: Instrument, *, item_labels: bool) -> pd.DataFrame:
    """The same responses in labels; with `item_labels` as platforms write "choose all"."""
    labels = codes.copy()
    missing = {str(one.code): one.label for one in instrument.missing.values()}
    for name, variable in instrument.asked.items():
        named = missing | {str(answer.code): answer.label for answer in variable.answers}
        if item_labels:
            named |= {"-99": "", "-96": ""}
        labels[name] = [named.get(cell, cell) for cell in codes[name]]
    if item_labels:
        _label_items(labels, codes, instrument)
    return labels


def _label_items(labels: pd.DataFrame, codes: pd.DataFrame, instrument: Instrument) -> None:
    for question in instrument.questions:
        items = list(question.items)
        if question.type == "multiple":
            # A respondent who chose nothing and one who was silent look alike when both are
            # blank, so the platform's label for "not chosen" stays for the former.
            chosen = codes[items].eq("1").any(axis=1)
            for name in items:
                labels.loc[codes[name].eq("1"), name] = question.items[name]
                labels.loc[codes[name].eq("0") & chosen, name] = ""


def write_qualtrics(codes: pd.DataFrame, instrument: Instrument) -> bytes:
    """Three header lines and Qualtrics' own columns, answers in choice text, CRLF, BOM."""
    cells = label_cells(codes, instrument, item_labels=True)
    texts = ["Respondent"] + [
        f"{one.question.text} - {one.label}" for one in instrument.asked.values()
    ]
    ids = [f'{{"ImportId":"QID{place}"}}' for place in range(len(texts))]
    cells.insert(0, "StartDate", "2019-03-01 10:00:00")
    cells.insert(1, "IPAddress", "192.0.2.1")
    cells["Duration (in seconds)"] = "61"
    extra = ["Start Date", "IP Address"], ["Duration (in seconds)"]
    marks = ['{"ImportId":"startDate"}', '{"ImportId":"ipAddress"}'], ['{"ImportId":"duration"}']
    above = (extra[0] + texts + extra[1], marks[0] + ids + marks[1])
    return write_csv(cells, encoding="utf-8-sig", above=above, end="\r\n")


def write_jisc(codes: pd.DataFrame, instrument: Instrument) -> bytes:
    """Two header lines, responses told apart by the platform's own number, Windows-1252."""
    cells = label_cells(codes, instrument, item_labels=True)
    cells = cells.rename(columns={"respondent_id": "Unique Response Number"})
    texts = [f"{one.question.id}. {one.question.text}" for one in instrument.asked.values()]
    return write_csv(cells, encoding="cp1252", above=(["", *texts],))


def write_sav(codes: pd.DataFrame, instrument: Instrument, folder: Path) -> bytes:
    """Numeric variables with value labels, user-missing codes, blanks system-missing."""
    values = codes.copy()
    closed = {
        name: variable
        for name, variable in instrument.asked.items()
        if variable.question.type != "open"
    }
    for name in closed:
        values[name] = pd.to_numeric(codes[name])
    missing = {float(one.code): one.label for one in instrument.missing.values()}
    pyreadstat.write_sav(
        values,
        folder / "written.sav",
        variable_value_labels={
            name: missing | {float(answer.code): answer.label for answer in variable.answers}
            for name, variable in closed.items()
        },
        missing_ranges={name: [{"lo": -99, "hi": -97}, -96] for name in closed},
    )
    content = (folder / "written.sav").read_bytes()
    (folder / "written.sav").unlink()
    return content


def write_xlsx(rows: list[list], *more_sheets: list[list]) -> bytes:
    """A workbook of one worksheet per list of rows."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for content in (rows, *more_sheets):
        sheet = book.create_sheet()
        for row in content:
            sheet.append(row)
    packed = io.BytesIO()
    book.save(packed)
    return packed.getvalue()


def list_xlsx_rows(codes: pd.DataFrame, instrument: Instrument) -> list[list]:
    """Header and responses as a worksheet holds them: codes as numbers, texts as texts."""
    texts = {"respondent_id"} | {
        name for name, one in instrument.asked.items() if one.question.type == "open"
    }
    rows = [
        [cell if name in texts else int(cell) for name, cell in row.items()]
        for row in codes.to_dict("records")
    ]
    return [codes.columns.tolist(), *rows]
