"""Every refusal of responses, through the command line: it says why, and writes nothing."""

import io
import re
import subprocess
import sys
import zipfile

import openpyxl
import pytest

# Each: how the file of responses is spoilt, and what the message must say.
# `edit` gets the five responses in codes; rows count from 2, in the order 0007 0010 0001 0002 0003.


def put(codes, row, column, value):
    codes.loc[row - 2, column] = value
    return codes


def drop_last_cell(content: bytes) -> bytes:
    lines = content.splitlines(keepends=True)
    lines[1] = lines[1].rpartition(b",")[0] + b"\n"
    return b"".join(lines)


EDITED = {
    "a missing column": (
        lambda c: c.drop(columns=["heard", "gender"]),
        r"responses\.csv, row 1, column 'heard': columns are missing: 'heard', 'gender'\.",
    ),
    "an extra column": (
        lambda c: c.assign(postcode="SO17"),
        r"row 1, column 'postcode': columns are not in the instrument: 'postcode'\.",
    ),
    "a nameless column with content": (
        lambda c: c.assign(**{"": "x"}),
        r"columns are not in the instrument: '\(no name\)'\.",
    ),
    "a duplicate column": (
        lambda c: c.rename(columns={"understanding": "heard"}),
        r"columns are missing: 'understanding'; columns stand more than once: 'heard'\.",
    ),
    "an unlisted code": (
        lambda c: put(put(c, 3, "trust_nhs", "7"), 6, "heard", "9"),
        r"row 3, column 'trust_nhs': cells hold no listed answer \(2\): row 3, column 'trust_nhs', "
        r"came '7'; row 6, column 'heard', came '9'\.\n.*trust_nhs: 1 \(Definitely trust\), "
        r"2 \(Probably trust\), .*-99 \(Not answered\), -98 \(Don't know\), blank; heard: 1 \(Yes",
    ),
    "an unlisted label": (
        lambda c: put(c, 4, "gender", "Womann"),
        r"row 4, column 'gender': cells hold no listed answer \(1\): .* came 'Womann'\.",
    ),
    "the name of an answer instead of its code": (
        lambda c: put(c, 2, "heard", "not_heard"),
        r"row 2, column 'heard': cells hold no listed answer \(1\): .* came 'not_heard'\.",
    ),
    "a missing code that the question does not offer": (
        lambda c: put(c, 2, "heard", "-97"),
        r"row 2, column 'heard': .* came '-97'",
    ),
    "many unlisted codes": (
        lambda c: c.assign(trust_nhs="7", trust_police="8"),
        r"listed answer \(10\): (row \d, column '\w+', came '[78]'; ){5}and 5 more\.",
    ),
    "a duplicate respondent id": (
        lambda c: put(c, 5, "respondent_id", " 0007 "),
        r"row 2, column 'respondent_id': .* more than once \(2\): row 2, .*'0007'; row 5, .*'0007'",
    ),
    "a blank respondent id": (
        lambda c: put(c, 4, "respondent_id", "  "),
        r"row 4, column 'respondent_id': responses have no respondent id \(1\)",
    ),
    "lost leading zeros": (
        lambda c: put(put(c, 2, "respondent_id", "7"), 4, "respondent_id", "1"),
        r"row 2, .*respondent ids have lost their leading zeros \(2\): row 2, .*'7'; row 4, .*'1'"
        r"\.\n.*\[0-9\]\{4\}, kept as text\n.*a spreadsheet",
    ),
    "an id of another form": (
        lambda c: put(c, 3, "respondent_id", "A-10"),
        r"row 3, .*respondent ids are not of the instrument's form \(1\): .*'A-10'",
    ),
    "a number below its range": (
        lambda c: put(c, 3, "children", "0"),
        r"row 3, column 'children': numbers lie outside their range \(1\): .* came '0'\.\n"
        r".*children: a number from 1 to 12, -99 \(Not answered\)",
    ),
    "a number above its range": (lambda c: put(c, 5, "children", "13"), r"row 5, .*came '13'"),
    "a number in words": (
        lambda c: put(c, 3, "children", "two"),
        r"row 3, column 'children': cells hold no listed answer \(1\): .* came 'two'\.",
    ),
    "a number that only Python would read": (
        lambda c: put(c, 3, "children", "nan"),
        r"column 'children': cells hold no listed answer \(1\): .* came 'nan'\.",
    ),
    "an answer that was not asked for": (
        lambda c: put(c, 2, "understanding", "1"),
        r"row 2, column 'understanding': questions are answered that the routing did not ask \(1\)"
        r": .* came '1'\.\n.*Q2 asked of those who answered “Yes, I had heard” to Q1",
    ),
    "not asked where the routing asks": (
        lambda c: put(c, 3, "understanding", "-96"),
        r"row 3, column 'understanding': questions are coded as not asked that the routing asks",
    ),
    "an exclusive item with others": (
        lambda c: put(c, 5, "circumstance_crime", "1"),
        r"row 5, column 'circumstance_never': answers that stand alone are chosen together with "
        r"others \(1\): .*'chosen with circumstance_crime'",
    ),
    "a formula in open text": (
        lambda c: put(c, 4, "concerns", '=HYPERLINK("http://example.org","see")'),
        r"row 4, column 'concerns': cells hold a formula \(1\): .* came '=HYPERLINK",
    ),
    "a formula in a closed question": (lambda c: put(c, 3, "heard", "=1"), r"'heard'.*formula"),
    "a call to another program": (
        lambda c: put(c, 4, "concerns", "+cmd|' /C calc'!A0"),
        r"row 4, column 'concerns': cells hold a formula",
    ),
    "a function after an at sign": (lambda c: put(c, 4, "concerns", "@SUM(A)"), r"a formula \(1\)"),
    "arithmetic after a minus": (lambda c: put(c, 4, "concerns", "-2+3"), r"a formula \(1\)"),
    "a formula in an id": (lambda c: put(c, 4, "respondent_id", "=0001"), r"_id': .*formula"),
    "no response at all": (lambda c: c.iloc[:0], r"holds a header and no response"),
}  # fmt: skip


@pytest.mark.parametrize("fault", EDITED)
def test_responses_that_do_not_fit_the_instrument(fault, refused, deliver, write, codes):
    edit, message = EDITED[fault]
    deliver("responses.csv", write.csv(edit(codes)))
    assert re.search(message, refused())


@pytest.mark.parametrize(
    "text", ["- privacy", "+ my ex", "@school they know", "-ve", "+44 is not a sum", "1 + 1 = 3"]
)
def test_text_that_only_looks_a_little_like_a_formula_is_kept(
    text, project, clean, deliver, write, codes
):
    deliver("responses.csv", write.csv(put(codes, 2, "concerns", text)))
    assert f",{text},".encode() in clean()


BYTES = {
    "an empty file": (lambda b: b"", r"responses\.csv: the file is empty"),
    "blanks alone": (lambda b: b"\xef\xbb\xbf \r\n \n", r"the file is empty"),
    "a picture": (lambda b: b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" * 9, r"the file is not text"),
    "noise": (lambda b: bytes(range(256)) * 5, r"the file is not text"),
    "UTF-32": (lambda b: b.decode().encode("utf-32"), r"the file is not text"),
    "UTF-16 cut in the middle of a letter": (
        lambda b: b.decode().encode("utf-16")[:-1],
        r"the file is not text",
    ),
    "a short row": (drop_last_cell, r"csv, row 2: the row has 35 cells\."),
    "a long row": (
        lambda b: b + b"0020," + b"2," * 40 + b"\n",
        r"csv, row 7: the row has 42 cells\.\n  expected: 36 cells",
    ),
    "a quotation that is never closed": (
        lambda b: b + b'0020,"',
        r"csv, row 7: the row is badly quoted",
    ),
}


@pytest.mark.parametrize("fault", BYTES)
def test_a_csv_file_that_cannot_be_read(fault, refused, deliver, write, codes):
    spoil, message = BYTES[fault]
    deliver("responses.csv", spoil(write.csv(codes)))
    assert re.search(message, refused())


def test_a_missing_file(refused, study):
    (study / "responses.csv").unlink()
    assert re.search(r"responses\.csv: the file is listed .*but is not there", refused())
    assert re.search(r"responses\.csv: the file is listed", refused("check-origins"))


def test_an_altered_file(refused, study):
    with (study / "responses.csv").open("ab") as file:
        file.write(b"\n")
    assert re.search(r"responses\.csv: the file has been altered: its sha256", refused())
    assert re.search(r"responses\.csv: the file has been altered", refused("check-origins"))


def test_an_unlisted_file(refused, study):
    (study / "responses-2.csv").touch()
    assert re.search(r"responses-2\.csv: the file is not listed", refused("check-origins"))
    assert re.search(r"responses-2\.csv: the file is not listed", refused())


def test_an_origin_without_a_licence(refused, list_files, study):
    origin = (study / "origin.yml").read_text()
    (study / "origin.yml").write_text(origin.replace("licence: CC0\n", ""))
    assert "licence: Field required" in refused("check-origins")
    assert "licence: Field required" in refused()


def test_no_file_of_responses_and_two_of_them(refused, study, list_files):
    (study / "responses.sav").touch()
    list_files()
    told = refused()
    assert "2 files of responses are listed: responses.csv, responses.sav." in told
    for path in study.glob("responses*"):
        path.unlink()
    list_files()
    assert "0 files of responses are listed." in refused()


def test_an_unknown_study(refused):
    told = refused("clean", "pilot-survy")
    assert re.search(r"no study is named 'pilot-survy'\.\n  expected: one of pilot-survey\n", told)


def test_a_study_without_an_instrument(refused, study, list_files):
    (study / "instrument.yml").unlink()
    list_files()
    assert "no way to clean the study 'pilot-survey'" in refused()


def test_outside_a_compendium(project, refused, monkeypatch):
    (project / "dvc.yaml").unlink()
    assert "is not inside the compendium" in refused()


# --- Excel -----------------------------------------------------------------------------------


def spoil_part(content: bytes, name: str, change) -> bytes:
    """The same workbook with one of its parts changed."""
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(packed, "w") as new:
        for part in old.infolist():
            body = old.read(part)
            new.writestr(part, change(body) if part.filename == name else body)
    return packed.getvalue()


WORKBOOKS = {
    "cut short": (lambda b: b[: len(b) // 2], "workbook cannot be read"),
    "cut by one byte": (lambda b: b[:-1], "workbook cannot be read"),
    "a CSV file with another name": (lambda b: b"a,b\n1,2\n", "workbook cannot be read"),
    "no workbook inside": (
        lambda b: spoil_part(b, "[Content_Types].xml", lambda _: b"<a/>"),
        "workbook cannot be read",
    ),
    "broken XML inside": (
        lambda b: spoil_part(b, "xl/worksheets/sheet1.xml", lambda x: x[: len(x) // 2]),
        "workbook cannot be read",
    ),
    "a flipped byte": (lambda b: b[:400] + bytes([b[400] ^ 255]) + b[401:], "cannot be read"),
    "XML entities": (
        lambda b: spoil_part(b, "xl/workbook.xml", lambda x: b'<!DOCTYPE a [<!ENTITY b "c">]>' + x),
        "defines XML entities that may grow",
    ),
    "nothing at all": (lambda b: b"", "the file is empty"),
}  # fmt: skip


@pytest.mark.parametrize("fault", WORKBOOKS)
def test_a_workbook_that_cannot_be_read(fault, refused, deliver, write, codes, instrument):
    spoil, message = WORKBOOKS[fault]
    deliver("responses.xlsx", spoil(write.xlsx(write.xlsx_rows(codes, instrument))))
    assert re.search(rf"responses\.xlsx: .*{message}", refused())


def test_a_workbook_that_unpacks_to_more_than_a_questionnaire_holds(
    refused, deliver, write, codes, instrument
):
    packed = io.BytesIO(write.xlsx(write.xlsx_rows(codes, instrument)))
    with (
        zipfile.ZipFile(packed, "a", zipfile.ZIP_DEFLATED, compresslevel=1) as bomb,
        bomb.open("xl/media/bomb.bin", "w", force_zip64=True) as part,
    ):
        for _ in range(513):
            part.write(bytes(1024**2))
    deliver("responses.xlsx", packed.getvalue())
    assert "the workbook unpacks to 513 MB.\n  expected: at most 512 MB" in refused()


def test_formulas_and_error_values_in_a_workbook(refused, deliver, write, codes, instrument):
    rows = write.xlsx_rows(codes, instrument)
    rows[2][1], rows[3][0] = "=1+1", "#REF!"
    deliver("responses.xlsx", write.xlsx(rows))
    told = refused()
    assert "row 3, column 'B': cells hold a formula or an error value (2)" in told
    assert "row 3, column 'B', came '=1+1'; row 4, column 'A', came '#REF!'" in told


def test_a_text_cell_that_begins_like_a_formula(refused, deliver, write, codes, instrument):
    book = openpyxl.load_workbook(io.BytesIO(write.xlsx(write.xlsx_rows(codes, instrument))))
    cell = book.worksheets[0].cell(4, codes.columns.get_loc("concerns") + 1)
    cell.value, cell.data_type = "=1+1", "s"
    packed = io.BytesIO()
    book.save(packed)
    deliver("responses.xlsx", packed.getvalue())
    assert re.search(r"row 4, column 'concerns': cells hold a formula \(1\)", refused())


def test_ids_that_a_spreadsheet_turned_into_numbers(refused, deliver, write, codes, instrument):
    rows = write.xlsx_rows(codes, instrument)
    for row in rows[1:]:
        row[0] = int(row[0])
    deliver("responses.xlsx", write.xlsx(rows))
    assert "respondent ids have lost their leading zeros (5): row 2" in refused()


def test_two_worksheets_with_content_and_none(refused, deliver, write):
    deliver("responses.xlsx", write.xlsx([["a"]], [["b"]]))
    assert "2 worksheets of the workbook hold something" in refused()
    deliver("responses.xlsx", write.xlsx([]))
    assert "the workbook is empty" in refused()


# --- SPSS ------------------------------------------------------------------------------------


@pytest.mark.parametrize("kept", [0.02, 0.1, 0.3, 0.5, 0.8, 0.99])
def test_an_spss_file_that_is_cut_short(kept, tmp_path, refused, deliver, write, codes, instrument):
    content = write.sav(codes, instrument, tmp_path)
    deliver("responses.sav", content[: int(len(content) * kept)])
    assert re.search(r"responses\.sav: .*the SPSS file cannot be read", refused())


def test_a_file_that_is_spss_in_name_alone(refused, deliver):
    deliver("responses.sav", b"respondent_id,heard\n0001,1\n")
    assert re.search(r"responses\.sav: .*the SPSS file cannot be read", refused())


def test_value_labels_that_contradict_the_instrument(
    tmp_path, refused, deliver, write, codes, instrument
):
    answers = instrument.scales["heard"]
    swapped = tuple(
        one.model_copy(update={"label": other.label})
        for one, other in zip(answers, answers[::-1], strict=True)
    )
    other = instrument.model_copy(update={"scales": {**instrument.scales, "heard": swapped}})
    other.__dict__.pop("variables", None)
    deliver("responses.sav", write.sav(codes, other, tmp_path))
    told = refused()
    assert "column 'heard': code 1 is labelled 'No, I had not heard'." in told
    assert "expected: 'Yes, I had heard', as in the instrument" in told


def test_ids_that_spss_holds_as_numbers(tmp_path, refused, deliver, write, codes, instrument):
    codes["respondent_id"] = codes["respondent_id"].astype(int)
    deliver("responses.sav", write.sav(codes, instrument, tmp_path))
    assert "respondent ids have lost their leading zeros (5): row 1" in refused()


# --- The command as its users call it --------------------------------------------------------


@pytest.mark.parametrize("command", [("clean", "pilot-survey"), ("check-origins",)])
def test_a_refusal_ends_the_command_without_a_traceback(command, project, study):
    (study / "responses.csv").write_bytes(b"")
    done = subprocess.run(
        [sys.executable, "-m", "parentdata", *command],
        cwd=project, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("refused: ")
    assert "Traceback" not in done.stderr
    assert not (project / "data" / "derived").exists()
