"""Units and their documents: the same characters as in the file, or a refusal."""

import hashlib
import re
from datetime import date

import pytest

from parentdata.coding.refusals import AlteredDocument, BadDocument, BadUnits
from parentdata.coding.units_file import load_units

TEXT = "Reply.\r\nSecond line — café.\n"
SHA256 = hashlib.sha256(TEXT.encode()).hexdigest()
RESPONSES = f"""response_id,request_id,file,sha256,received_date,outcome,exemptions
P2,R002,replies/R001.txt,{SHA256},2021-11-02,fully_withheld,s12
P1,R001,replies/R001.txt,{SHA256},2021-11-01,granted_in_full,
"""


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "replies").mkdir()
    (tmp_path / "replies" / "R001.txt").write_bytes(TEXT.encode())
    (tmp_path / "responses.csv").write_text(RESPONSES, encoding="utf-8")
    return tmp_path


def test_a_unit_is_a_request_that_was_answered_with_every_character_of_its_reply(folder):
    units = load_units(folder)
    assert list(units) == ["R001", "R002"]
    unit = units["R001"]
    assert unit.text == TEXT
    assert (unit.from_date, unit.file, unit.sha256) == (
        date(2021, 11, 1), "replies/R001.txt", SHA256
    )  # fmt: skip


def test_a_study_of_groups_lists_its_units_itself(folder):
    (folder / "responses.csv").unlink()
    table = f"unit_id,file,sha256,from_date\nG01,replies/R001.txt,{SHA256},2021-05-04\n"
    (folder / "units.csv").write_text(table, encoding="utf-8")
    assert load_units(folder)["G01"].from_date == date(2021, 5, 4)


@pytest.mark.parametrize(
    ("old", "new", "kind", "message"),
    [
        ("R002", "R001", BadUnits, "row 3, column 'request_id': 'R001' stands twice"),
        ("R002", "R 2", BadUnits, "'R 2' is no id"),
        ("2021-11-01", "1/11/2021", BadUnits, "'1/11/2021' is no date"),
        ("2021-11-01", "2021-11-31", BadUnits, "'2021-11-31' is no date"),
        ("P1,R001,replies/R001", "P1,R001,replies/R009", BadDocument, "R009.txt cannot be read"),
        ("P1,R001,replies/", "P1,R001,../replies/", BadDocument, "not the name of a file inside"),
        ("P1,R001,replies/", "P1,R001,/replies/", BadDocument, "not the name of a file inside"),
        ("P1,R001,replies/R001.txt", "P1,R001,", BadDocument, "'' is not the name of a file"),
        (f"P1,R001,replies/R001.txt,{SHA256}", f"P1,R001,replies/R001.txt,{'0' * 64}",
         AlteredDocument, f"its SHA-256 is {SHA256}"),
    ],
)  # fmt: skip
def test_units_that_are_none_are_refused(folder, old, new, kind, message):
    assert old in RESPONSES
    (folder / "responses.csv").write_text(RESPONSES.replace(old, new), encoding="utf-8")
    with pytest.raises(kind, match=re.escape(message)):
        load_units(folder)


@pytest.mark.parametrize(
    ("content", "message"), [(b"caf\xe9", "is not UTF-8"), (b" \n", "is empty")]
)
def test_a_document_without_text_is_refused(folder, content, message):
    (folder / "replies" / "R001.txt").write_bytes(content)
    digest = hashlib.sha256(content).hexdigest()
    (folder / "responses.csv").write_text(RESPONSES.replace(SHA256, digest), encoding="utf-8")
    with pytest.raises(BadDocument, match=message):
        load_units(folder)


def test_a_folder_lists_its_units_once(folder):
    (folder / "units.csv").write_text("x", encoding="utf-8")
    with pytest.raises(BadUnits, match=r"holds responses.csv and units.csv"):
        load_units(folder)
    (folder / "units.csv").unlink()
    (folder / "responses.csv").unlink()
    with pytest.raises(BadUnits, match="holds no list of units"):
        load_units(folder)
