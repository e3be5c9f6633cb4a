"""The coding sheet: what coders are handed, and what comes back."""

import hashlib
import re
import shutil
import subprocess
import zipfile
from datetime import datetime
from io import BytesIO

import openpyxl
import pandas as pd
import pytest
from openpyxl.comments import Comment

from parentdata.coding import refusals
from parentdata.coding.codebook_file import parse_codebook
from parentdata.coding.sheet_layout import CANNOT_TELL, TITLES
from parentdata.coding.sheet_read import read_sheet
from parentdata.coding.sheet_write import make_sheet
from parentdata.coding.tools import parse_tools
from parentdata.coding.units import Unit
from parentdata.intake.archive import ArchiveBomb, BrokenArchive, UnsafePath
from parentdata.intake.plain_xml import UnsafeXml
from parentdata.intake.refusals import FormulaCell

from .conftest import CODEBOOK, CODED_ON, SEEN, TOOLS

ANSWER, QUOTE, START, END, DAY, NOTE = "EFGHIJ"
PER_UNIT = 6  # codes in use


def row_of(unit_id, code):
    codes = ["uses_has_used", "flat_no", "exemption_s12", "disclosure", "tool_ms_bi", "tool_a"]
    return 2 + PER_UNIT * (int(unit_id[1:]) - 1) + codes.index(code)


NO = row_of("R002", "flat_no")


@pytest.fixture
def fill(tmp_path, codebook, units):
    """Fill a coder's sheet in as the fixtures say, with changes to cells, and save it."""

    def fill(changes=None, *, coder="coder-a", edit=None):
        book = openpyxl.load_workbook(BytesIO(make_sheet(codebook, units, coder=coder)))
        sheet = book["Coding"]
        for row in range(2, sheet.max_row + 1):
            unit_id, code = sheet.cell(row, 1).value, sheet.cell(row, 3).value
            quote = SEEN[coder].get((unit_id, code))
            value = "little" if code == "disclosure" else "present" if quote else "absent"
            sheet[f"{ANSWER}{row}"], sheet[f"{QUOTE}{row}"] = value, quote
        book["Read me first"]["B8"] = CODED_ON.isoformat()
        for place, value in (changes or {}).items():
            sheet[place] = value
        if edit:
            edit(book)
        path = tmp_path / "sheet.xlsx"
        book.save(path)
        return path

    return fill


@pytest.fixture
def read(codebook, units):
    def read(path, **given):
        given = {"codebook": codebook, "units": units, "coder": "coder-a"} | given
        return read_sheet(path, not_after=CODED_ON, **given)

    return read


# --- What coders are handed ----------------------------------------------------------------------


@pytest.fixture
def book(codebook, units):
    return openpyxl.load_workbook(BytesIO(make_sheet(codebook, units, coder="coder-a")))


def test_a_sheet_has_a_row_for_every_unit_and_code_and_no_answers(book, codebook, units):
    rows = list(book["Coding"].values)
    assert rows[0] == TITLES
    assert [(row[0], row[2]) for row in rows[1:]] == [
        (unit, code.id) for unit in units for code in codebook.leaves
    ]
    assert {cell for row in rows[1:] for cell in row[4:]} == {None}


def test_every_answer_has_the_list_of_its_codes_values(book):
    rules = book["Coding"].data_validations.dataValidation
    offered = {
        str(rule.formula1): sorted(
            row for cells in rule.sqref.ranges for (row, _), *_ in cells.rows
        )
        for rule in rules
    }
    presence, ordinal = f'"present,absent,{CANNOT_TELL}"', f'"none,little,some,full,{CANNOT_TELL}"'
    assert set(offered) == {presence, ordinal}
    assert offered[ordinal] == [5, 11, 17]
    assert sorted(offered[presence] + offered[ordinal]) == list(range(2, 20))
    assert all(r.type == "list" and r.errorStyle == "stop" and r.showErrorMessage for r in rules)
    assert all(str(rows).startswith(ANSWER) for rule in rules for rows in rule.sqref.ranges)


def test_everything_but_answers_is_locked(book):
    assert all(sheet.protection.sheet for sheet in book)
    assert book.security.lockStructure
    sheet = book["Coding"]
    for column in "ABCD":
        assert sheet[f"{column}2"].protection.locked
    for column in "EFGHIJ":
        assert not sheet[f"{column}2"].protection.locked
    assert not sheet.protection.autoFilter  # in a protection, False is what stays allowed
    assert not book["Read me first"]["B8"].protection.locked


def test_whose_sheet_it_is_and_by_which_codebook_stands_hidden(book, codebook, units):
    sheet = book["_key"]
    assert sheet.sheet_state == "veryHidden"
    rows = list(sheet.values)
    assert rows[1:4] == [
        ("study", None, "foi-requests"), ("coder", None, "coder-a"), ("stamp", None, codebook.stamp)
    ]  # fmt: skip
    assert ("code", "flat_no", codebook.code_digests["flat_no"]) in rows
    assert ("unit", "R002", units["R002"].sha256) in rows


def test_coders_have_definitions_and_texts_at_hand(book, units):
    codes = {row[1]: row for row in book["Codes"].values}
    assert codes["flat_no"] == (
        "Behaviour", "flat_no", "Flat no", None, "present, absent", "No and nothing else.",
        "One word.", "Reasons.", "No.",
    )  # fmt: skip
    assert codes["uses_has_used"][3] == "Q1: Has the council used analytics?"
    assert "vague" not in codes
    texts = list(book["Texts"].values)[1:]
    assert texts[0] == ("R001", 0, "This is a stand-in reply.")
    assert all(units[unit].text[start:].startswith(line) for unit, start, line in texts)
    link = book["Coding"][f"A{row_of('R002', 'uses_has_used')}"].hyperlink
    assert book["Texts"][link.location.split("!")[1]].value == "R002"


def test_no_sheet_holds_another_coders_work(codebook, units):
    with zipfile.ZipFile(BytesIO(make_sheet(codebook, units, coder="coder-a"))) as packed:
        content = b"".join(packed.read(name) for name in packed.namelist())
    assert b"coder-a" in content
    assert b"coder-b" not in content


def test_text_that_looks_like_a_formula_stays_text_and_counts_its_characters(codebook):
    text = "=1+1\n\x0c-- page\x07two: _x0041_ & <b>\n" + "word " * 4000
    unit = Unit(
        unit_id="R001", text=text, from_date=CODED_ON, file="f",
        sha256=hashlib.sha256(text.encode()).hexdigest(),
    )  # fmt: skip
    made = make_sheet(codebook, {"R001": unit}, coder="coder-a")
    rows = list(openpyxl.load_workbook(BytesIO(made))["Texts"].iter_rows(min_row=2))
    assert {cell.data_type for row in rows for cell in row[2:]} == {"s"}
    assert [row[1].value for row in rows] == [0, 6, 33, 8033, 16033]
    assert all(text[row[1].value :].replace("\x07", " ").startswith(row[2].value) for row in rows)


# --- What comes back -----------------------------------------------------------------------------


def test_a_sheet_comes_back_as_the_judgements_that_were_filled_in(fill, read, judge, both):
    expected = both[both["coder"].eq("coder-a")].reset_index(drop=True)
    pd.testing.assert_frame_equal(read(fill()), expected)
    theirs = both[both["coder"].eq("coder-b")].reset_index(drop=True)
    pd.testing.assert_frame_equal(read(fill(coder="coder-b"), coder="coder-b"), theirs)


def test_a_line_break_lost_in_copying_is_found_and_the_quote_is_the_documents(fill, read):
    judgement = read(fill({f"{QUOTE}{NO}": " No.   No. "})).set_index(["unit_id", "code"])
    assert judgement.loc[("R002", "flat_no"), ["start", "quote"]].tolist() == [26, "No.\nNo."]


def test_a_quote_that_stands_twice_is_refused_with_its_places_and_taken_with_its_start(fill, read):
    message = "'No.' in R002, at 26 (…s a stand-in reply. *No.* No.…), 30 (…stand-in"
    with pytest.raises(refusals.AmbiguousQuote, match=re.escape(message)):
        read(fill({f"{QUOTE}{NO}": "No."}))
    for start in (30, "30", 30.0):
        told = read(fill({f"{QUOTE}{NO}": "No.", f"{START}{NO}": start}))
        row = told.set_index(["unit_id", "code"]).loc[("R002", "flat_no")]
        assert row[["start", "end"]].tolist() == [30, 33]


def test_offsets_alone_make_the_quote(fill, read):
    told = read(fill({f"{QUOTE}{NO}": None, f"{START}{NO}": 26, f"{END}{NO}": 29}))
    row = told.set_index(["unit_id", "code"]).loc[("R002", "flat_no")]
    assert row["quote"] == "No."


def test_cannot_tell_is_a_missing_value_and_a_day_beside_an_answer_goes_first(fill, read):
    changes = {f"{ANSWER}{NO}": CANNOT_TELL, f"{QUOTE}{NO}": None, f"{NOTE}{NO}": "Yes or no?"}
    days = {f"{DAY}{NO}": "2021-11-01", f"{DAY}{NO + 1}": datetime(2021, 11, 1)}
    told = read(fill(changes | days)).set_index(["unit_id", "code"])
    assert pd.isna(told.loc[("R002", "flat_no"), "value"])
    assert told.loc[("R002", "flat_no"), "note"] == "Yes or no?"
    assert told["coded_date"].value_counts().to_dict() == {"2021-11-02": 16, "2021-11-01": 2}


def test_rows_without_an_answer_are_refused_or_left_out_as_asked(fill, read):
    path = fill({f"{ANSWER}2": None, f"{QUOTE}2": None, f"{ANSWER}3": " "})
    with pytest.raises(refusals.NotAnswered, match=r"no answer yet \(2\): row 2: R001 uses_has"):
        read(path)
    assert len(read(path, is_partial=True)) == 16


def test_a_quote_or_note_without_an_answer_is_never_left_out(fill, read):
    with pytest.raises(refusals.NotAnswered, match="R002 flat_no, though something stands beside"):
        read(fill({f"{ANSWER}{NO}": None}), is_partial=True)


def test_rows_in_another_order_are_the_same_judgements(fill, read):
    def sort(book):
        sheet = book["Coding"]
        rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
        for row, cells in enumerate(reversed(rows), start=2):
            for column, value in enumerate(cells, start=1):
                sheet.cell(row, column).value = value

    pd.testing.assert_frame_equal(read(fill(edit=sort)), read(fill()))


def test_earlier_answers_are_filled_in_where_they_are_given(codebook, units):
    answers = {("R002", "flat_no"): {"value": "present", "quote": "No.", "start": "26"}}
    made = make_sheet(codebook, units, coder="coder-a", answers=answers)
    sheet = openpyxl.load_workbook(BytesIO(made))["Coding"]
    assert [cell.value for cell in sheet[NO][4:7]] == ["present", "No.", "26"]
    assert sheet[f"{ANSWER}2"].value is None


@pytest.mark.parametrize(
    ("changes", "kind", "message"),
    [
        ({f"{ANSWER}{NO}": "Present"}, refusals.UnlistedValue,
         f"row {NO}: 'Present' of 'flat_no' (present, absent)"),
        ({f"{ANSWER}{NO}": "little"}, refusals.UnlistedValue, "'little' of 'flat_no'"),
        ({f"{ANSWER}{NO}": 1}, refusals.UnlistedValue, "'1' of 'flat_no'"),
        ({f"{QUOTE}{NO}": "Never."}, refusals.QuoteMoved, "'Never.' stands nowhere in R002"),
        ({f"{QUOTE}{NO}": None}, refusals.NoPassage, "'flat_no' is present"),
        ({f"{START}{NO}": 27}, refusals.QuoteMoved, "is not at 27 to … but at 26"),
        ({f"{QUOTE}{NO}": None, f"{START}{NO}": 26}, refusals.SpanOutside, "from '26' to ''"),
        ({f"{QUOTE}{NO}": None, f"{START}{NO}": 33, f"{END}{NO}": 26}, refusals.SpanOutside,
         "33 to 26 of 34 characters"),
        ({f"{QUOTE}{NO}": None, f"{START}{NO}": 26, f"{END}{NO}": 40}, refusals.SpanOutside,
         "from '26' to '40' of 34 characters"),
        ({f"{DAY}{NO}": "yesterday"}, refusals.BadCodingDate, "'yesterday' is no ISO date"),
        ({f"{DAY}{NO}": "2021-10-01"}, refusals.BadCodingDate, "before there was anything"),
        ({f"{NOTE}{NO}": "=1+1"}, FormulaCell, "row 9, column 'J', came '=1+1'"),
        ({f"{ANSWER}{NO}": "=E8"}, FormulaCell, "column 'E', came '=E8'"),
        ({f"{NOTE}{NO}": "#REF!"}, FormulaCell, "came '#REF!'"),
        ({f"{NOTE}{NO}": "@SUM(1)"}, refusals.FormulaText, "'@SUM(1)'"),
        ({f"C{NO}": "flat_yes"}, refusals.ChangedKeys,
         "missing: R002 flat_no; not handed out: R002 flat_yes"),
        ({f"A{NO}": "R001"}, refusals.ChangedKeys, "more than once: R001 flat_no"),
        ({f"A{NO}": None, f"C{NO}": None}, refusals.ChangedKeys, "missing: R002 flat_no"),
        ({"A20": "R004", "C20": "flat_no"}, refusals.ChangedKeys, "not handed out: R004 flat_no"),
        ({"F1": "passage"}, refusals.ChangedKeys, "the first row of 'Coding' reads unit, group"),
        ({"L4": "see me"}, refusals.ChangedKeys, "'see me' stands beside the table"),
    ],
)  # fmt: skip
def test_a_cell_with_a_fault_is_refused_by_its_row(fill, read, changes, kind, message):
    with pytest.raises(kind, match=re.escape(message)):
        read(fill(changes))


def test_faults_of_several_kinds_are_told_together(fill, read):
    changes = {f"{ANSWER}{NO}": "yes", f"{QUOTE}2": "We never used it", f"{DAY}4": "soon"}
    with pytest.raises(refusals.FaultyJudgements) as refusal:
        read(fill(changes))
    told = str(refusal.value)
    for part in ("'yes' of 'flat_no'", "'We never used it' stands nowhere", "'soon' is no ISO"):
        assert part in told
    assert "no passage" not in told  # the quote was there; where it stands was not


def test_a_sheet_without_a_day_of_coding_is_refused(fill, read):
    def forget(book):
        book["Read me first"]["B8"] = None

    with pytest.raises(refusals.BadCodingDate, match=r"date that cannot be \(18\): row 2: '' is"):
        read(fill(edit=forget))


def test_another_coders_sheet_is_refused(fill, read):
    with pytest.raises(refusals.BadCoder, match="it is the sheet of 'coder-b'"):
        read(fill(coder="coder-b"))


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("number: 2", "number: 3", "since which no code changed"),
        ("include: One word.", "include: Few words.", "since which changed: flat_no"),
        ("id: exemption_s12, label: Cost", "id: exemption_s14, label: Cost",
         "since which added: exemption_s14; removed: exemption_s12"),
        ("exclude: Plans., example: We have used.}",
         "exclude: Plans., example: We have used., retired: {since: 2, reason: r}}",
         "since which retired: uses_has_used"),
    ],
)  # fmt: skip
def test_a_sheet_of_another_codebook_is_refused_with_the_codes_that_changed(
    fill, read, old, new, message
):
    assert old in CODEBOOK
    newer = parse_codebook(
        CODEBOOK.replace(old, new), source="x", tools=parse_tools(TOOLS, source="x")
    )
    with pytest.raises(refusals.OtherCodebook, match=message):
        read(fill(), codebook=newer)


def test_a_sheet_of_another_study_is_refused(fill, read, codebook):
    other = codebook.model_copy(update={"study": "focus-groups"})
    with pytest.raises(refusals.NotACodingSheet, match="a sheet of the study 'foi-requests'"):
        read(fill(), codebook=other)


def test_texts_that_changed_since_are_refused(fill, read, units):
    path = fill()
    gone = {name: unit for name, unit in units.items() if name != "R003"}
    with pytest.raises(refusals.UnknownUnit, match="units are no longer there: R003"):
        read(path, units=gone)
    altered = units | {"R003": Unit(**{**vars(units["R003"]), "sha256": "0" * 64})}
    with pytest.raises(refusals.AlteredDocument, match=r"have changed since.* written: R003"):
        read(path, units=altered)


@pytest.mark.parametrize("name", ["_key", "Coding", "Read me first"])
def test_a_sheet_that_lacks_a_worksheet_is_refused(fill, read, name):
    with pytest.raises(refusals.NotACodingSheet, match=f"there is no worksheet '{name}'"):
        read(fill(edit=lambda book: book.remove(book[name])))


def test_a_hidden_worksheet_that_is_not_ours_is_refused(fill, read):
    def strip(book):
        book["_key"]["A4"] = None

    def age(book):
        book["_key"]["C1"] = "parentdata coding sheet 0"

    with pytest.raises(refusals.NotACodingSheet, match="does not say its 'stamp'"):
        read(fill(edit=strip))
    with pytest.raises(refusals.NotACodingSheet, match="of another make"):
        read(fill(edit=age))


# --- Files that are no honest workbooks ----------------------------------------------------------


def repack(path, change=lambda name, content: content, more=None):
    """Copy a zip file with changed and added parts."""
    made = path.with_name("changed.xlsx")
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change(name, old.read(name)))
        for name, content in (more or {}).items():
            new.writestr(name, content)
    return made


@pytest.mark.parametrize(
    ("part", "said"),
    [
        ("xl/vbaProject.bin", "macros"),
        ("xl/macrosheets/sheet1.xml", "macros"),
        ("xl/externalLinks/externalLink1.xml", "links to other workbooks"),
        ("xl/connections.xml", "connections to data elsewhere"),
        ("xl/embeddings/oleObject1.bin", "files packed into it"),
        ("xl/activeX/activeX1.xml", "controls that run"),
        ("xl/webextensions/webextension1.xml", "controls that run"),
    ],
)
def test_a_workbook_that_runs_or_fetches_something_is_refused(fill, read, part, said):
    path = repack(fill(), more={part: b"<a/>"})
    with pytest.raises(refusals.ActiveContent, match=f"the workbook holds {said}"):
        read(path)


def test_a_workbook_that_says_it_has_macros_is_refused(fill, read):
    def change(name, content):
        return content.replace(
            b"spreadsheetml.sheet.main", b"ms-excel.sheet.macroEnabled.main"
        ) if name == "[Content_Types].xml" else content  # fmt: skip

    with pytest.raises(refusals.ActiveContent, match="holds macros"):
        read(repack(fill(), change))


@pytest.mark.parametrize(("kind", "is_refused"), [("image", True), ("hyperlink", False)])
def test_what_is_fetched_from_elsewhere_is_refused_and_a_link_to_click_is_not(
    fill, read, kind, is_refused
):
    def change(name, content):
        link = (
            '<Relationship Id="rId99" TargetMode="External" Target="https://example.org/" Type='
            f'"http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}"/>'
        )
        if name != "xl/_rels/workbook.xml.rels":
            return content
        return content.replace(b"</Relationships>", link.encode() + b"</Relationships>")

    path = repack(fill(), change)
    if is_refused:
        with pytest.raises(refusals.ActiveContent, match="links to other files"):
            read(path)
    else:
        assert len(read(path)) == 18


def test_a_workbook_with_entities_is_refused(fill, read):
    def change(name, content):
        head = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
        return head + content if name == "xl/workbook.xml" else content

    with pytest.raises(UnsafeXml, match=r"xl/workbook\.xml declares"):
        read(repack(fill(), change))


def test_a_workbook_that_is_cut_short_bombs_or_climbs_out_is_refused(fill, read):
    path = fill()
    short = path.with_name("short.xlsx")
    short.write_bytes(path.read_bytes()[:-2000])
    with pytest.raises(BrokenArchive):
        read(short)
    with pytest.raises(ArchiveBomb):
        read(repack(path, more={"xl/media/a.bin": b"\0" * 20_000_000}))
    with pytest.raises(UnsafePath):
        read(repack(path, more={"../../evil.xml": b"<a/>"}))


def test_a_zip_file_that_is_no_workbook_is_refused(tmp_path, read):
    path = tmp_path / "sheet.xlsx"
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("letter.xml", "<a/>")
    with pytest.raises(Exception, match="the workbook cannot be read"):
        read(path)


def test_a_comment_that_a_coder_left_does_no_harm(fill, read):
    def comment(book):
        book["Coding"]["E3"].comment = Comment("Hm?", "coder-a")

    assert len(read(fill(edit=comment))) == 18


# --- Another program -----------------------------------------------------------------------------


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_a_sheet_saved_by_libreoffice_is_the_same_judgements_with_lists_and_locks(
    fill, read, tmp_path
):
    path = fill()
    home = tmp_path / "home"
    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{home}", "--headless", "--convert-to", "xlsx",
         "--outdir", str(tmp_path / "saved"), str(path)],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    saved = tmp_path / "saved" / "sheet.xlsx"
    pd.testing.assert_frame_equal(read(saved), read(path))
    book = openpyxl.load_workbook(saved)
    sheet = book["Coding"]
    offered = {str(r.formula1) for r in sheet.data_validations.dataValidation}
    assert f'"none,little,some,full,{CANNOT_TELL}"' in offered
    assert sheet.protection.sheet
    assert sheet["C2"].protection.locked
    assert not sheet["E2"].protection.locked
    assert book["_key"].sheet_state in ("hidden", "veryHidden")
