"""Real replies on their way into data/raw: recorded, or refused and nothing written."""

from __future__ import annotations

import hashlib
import os
import shutil
from datetime import date
from pathlib import Path

import docx
import pandas as pd
import pytest
import yaml

from parentdata.__main__ import main
from parentdata.coding.units_file import load_units
from parentdata.foi.outcomes import OUTCOMES as OFFICIAL
from parentdata.foi.replies import Given, accept_reply, list_documents
from parentdata.foi.replies.records import append_rows
from parentdata.foi_reply_steps import OUTCOMES
from parentdata.intake.refusals import BadTable
from parentdata.provenance import check_folder, hash_file
from parentdata.tables import CannotWrite

REQUESTS = """request_id,authority,gss_code,sent_date,route,is_programme,batch
R001,Authority 001,,2021-02-11,email,true,great_britain
R002,Authority 002,,2021-02-11,email,false,great_britain
"""
CLEAN = "Dear requester,\nWe do not hold this information.\n"
PERSONAL = "Dear Ms Surname,\nWe do not hold this.\nWrite to f.surname@example.gov.uk.\n"


@pytest.fixture
def study(tmp_path: Path, monkeypatch) -> Path:
    """A compendium with a folder of real requests, none of which is answered."""
    for name in ("dvc.yaml", "params.yaml"):
        (tmp_path / name).write_text("", encoding="utf-8")
    folder = tmp_path / "data" / "raw" / "foi-requests"
    folder.mkdir(parents=True)
    (folder / "requests.csv").write_text(REQUESTS, encoding="utf-8")
    write_origin(folder, "real")
    monkeypatch.chdir(tmp_path)
    return folder


def write_origin(folder: Path, status: str) -> None:
    files = [path for path in folder.rglob("*") if path.is_file() and path.name != "origin.yml"]
    origin = {
        "producer": "the tests",
        "title": "requests",
        "reference": "none",
        "date_accessed": date(2021, 3, 1),
        "licence": "none",
        "status": status,
        "files": {path.relative_to(folder).as_posix(): hash_file(path) for path in files},
    }
    (folder / "origin.yml").write_text(yaml.safe_dump(origin), encoding="utf-8")


@pytest.fixture
def letters(tmp_path: Path):
    """Save the files of a reply in a folder outside the compendium's rooms."""

    def save(**contents: str) -> Path:
        folder = tmp_path / "inbox"
        folder.mkdir(exist_ok=True)
        for name, text in contents.items():
            path = folder / name.replace("_", ".")
            if path.suffix == ".docx":
                document = docx.Document()
                document.add_paragraph(text)
                document.core_properties.author = ""
                document.save(path)
            else:
                path.write_text(text, encoding="utf-8", newline="")
        return folder

    return save


def accept(*words: object, request: str = "R001") -> int:
    return main(
        ["foi", "accept", *map(str, words), "--request", request, "--received", "2021-03-05",
         "--outcome", "partially_withheld", "--exemptions", "s43(2)"]
    )  # fmt: skip


def digest(folder: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def read(path: Path) -> list[dict]:
    return pd.read_csv(path, dtype=str, keep_default_na=False).to_dict("records")


def test_a_reply_without_personal_data_is_taken_in_and_listed(study, letters, capsys):
    folder = letters(a_txt=CLEAN, b_docx="The annex.")
    assert accept(folder) == 0
    text = "Dear requester,\nWe do not hold this information.\n\nThe annex.\n"
    assert (study / "replies" / "R001.txt").read_text(encoding="utf-8") == text
    first = hashlib.sha256(CLEAN.encode()).hexdigest()
    second = hash_file(folder / "b.docx")
    assert sorted(check_folder(study).files) == [
        "events.csv",
        "replies/R001.txt",
        f"replies/R001/01-{first[:8]}.txt",
        f"replies/R001/02-{second[:8]}.docx",
        "requests.csv",
        "responses.csv",
    ]
    assert read(study / "responses.csv") == [
        {
            "response_id": "P-R001",
            "request_id": "R001",
            "file": "replies/R001.txt",
            "sha256": hashlib.sha256(text.encode()).hexdigest(),
            "received_date": "2021-03-05",
            "outcome": "partially_withheld",
            "exemptions": "s43(2)",
        }
    ]
    assert read(study / "events.csv") == [
        {"request_id": "R001", "event_date": "2021-03-05", "event": "replied", "note": ""}
    ]
    assert not (study / "accepted.csv").exists()
    assert "replies/R001.txt: the text of 2 files" in capsys.readouterr().out


def test_the_files_come_in_byte_for_byte_and_no_name_of_theirs_comes_with_them(study, letters):
    folder = letters(**{"reply to Ms Surname_txt": CLEAN.replace("\n", "\r\n")})
    assert accept(folder) == 0
    (copied,) = (study / "replies" / "R001").iterdir()
    assert copied.read_bytes() == CLEAN.replace("\n", "\r\n").encode()
    assert copied.name.startswith("01-")


def test_what_was_taken_in_can_be_coded_as_it_is(study, letters):
    accept(letters(a_txt=CLEAN))
    assert load_units(study)["R001"].text == CLEAN


def test_personal_data_is_listed_by_page_and_line_masked_and_nothing_is_written(
    study, letters, capsys
):
    before = digest(study)
    assert accept(letters(a_txt=PERSONAL)) == 1
    said = capsys.readouterr().err
    assert "a.txt, line 1: name of a person: M* *******" in said
    assert "a.txt, line 3: e-mail address: f.*******@*******.***.**" in said
    assert "Surname" not in said
    assert digest(study) == before


def test_with_a_reason_it_is_taken_in_and_the_reason_goes_on_record(study, letters):
    folder = letters(a_txt=PERSONAL)
    reason = "The officer signed a public letter in her office."
    assert accept(folder, "--accept", "--reason", reason) == 0
    path = folder / "a.txt"
    assert read(study / "accepted.csv") == [
        {
            "request_id": "R001",
            "file": f"replies/R001/01-{hash_file(path)[:8]}.txt",
            "sha256": hash_file(path),
            "findings": "email=1;name=1",
            "reason": reason,
            "accepted_date": date.today().isoformat(),
        }
    ]
    assert check_folder(study).files["accepted.csv"] == hash_file(study / "accepted.csv")


def test_authors_and_deleted_passages_are_looked_at_though_no_reader_sees_them(
    study, letters, capsys
):
    folder = letters(a_docx="We do not hold this.")
    document = docx.Document(folder / "a.docx")
    document.core_properties.author = "Firstname Surname"
    document.save(folder / "a.docx")
    assert accept(folder) == 1
    assert "a.docx, property author: name of a person: F******** *******" in capsys.readouterr().err


def test_what_cannot_be_searched_is_told_and_needs_a_reason_too(study, letters, capsys):
    from email.message import EmailMessage

    mail = EmailMessage()
    mail.set_content(CLEAN)
    mail.add_attachment(b"PK\x03\x04", maintype="application", subtype="x", filename="log.xlsx")
    folder = letters()
    (folder / "a.eml").write_bytes(b"Date: Fri, 5 Mar 2021 10:00:00 +0000\n" + mail.as_bytes())
    assert accept(folder) == 1
    assert "a.eml/log.xlsx, the whole: not searched: Files that end" in capsys.readouterr().err
    assert accept(folder, "--accept", "--reason", "The annex was looked through by hand.") == 0
    assert read(study / "accepted.csv")[0]["findings"] == "not searched=1"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--accept"], "there is --accept and no --reason"),
        (["--reason", "It is a public letter."], "there is --reason alone"),
        (["--accept", "--reason", "fine"], "the reason is 'fine'"),
        (["--accept", "--reason", "=HYPERLINK(1) because"], "the reason is '=HYPERLINK"),
        (["--accept", "--reason", "Ms Surname agreed to it."], "personal data itself (name)"),
    ],
)
def test_a_reason_that_is_none_is_refused(study, letters, capsys, words, said):
    before = digest(study)
    assert accept(letters(a_txt=PERSONAL), *words) == 1
    assert said in capsys.readouterr().err
    assert digest(study) == before


def test_a_real_reply_never_comes_among_stand_in_replies(study, letters, capsys):
    write_origin(study, "stand-in")
    assert accept(letters(a_txt=CLEAN)) == 1
    assert "the study's status is stand-in" in capsys.readouterr().err
    (study / "replies").mkdir()
    (study / "replies" / "R002.txt").write_text("STAND-IN REPLY: made up\n", encoding="utf-8")
    write_origin(study, "real")
    assert accept(letters(a_txt=CLEAN)) == 1
    assert "R002.txt: it is a stand-in reply in a folder whose status is real" in (
        capsys.readouterr().err
    )


def test_the_stand_in_replies_of_the_compendium_are_known_for_what_they_are(root):
    from parentdata.foi.replies.checks import STAND_IN

    texts = sorted((root / "data" / "raw" / "foi-requests" / "replies").glob("*.txt"))
    assert texts
    assert all(path.read_text(encoding="utf-8").startswith(STAND_IN) for path in texts)


def test_an_unknown_request_and_a_second_reply_are_refused(study, letters, capsys):
    assert accept(letters(a_txt=CLEAN), request="R900") == 1
    assert "requests.csv: no request is called 'R900'" in capsys.readouterr().err
    assert accept(letters(a_txt=CLEAN)) == 0
    before = digest(study)
    assert accept(letters(a_txt=CLEAN)) == 1
    assert "row 2: R001 has a reply on record" in capsys.readouterr().err
    assert digest(study) == before


def test_one_file_given_twice_is_refused(study, letters, capsys):
    assert accept(letters(a_txt=CLEAN, b_txt=CLEAN)) == 1
    assert "b.txt: the file is the same as a.txt" in capsys.readouterr().err


def test_a_reply_that_is_a_scan_alone_is_refused_with_what_to_do(study, tmp_path, capsys):
    from matplotlib.backends.backend_pdf import PdfPages
    from matplotlib.figure import Figure

    with PdfPages(tmp_path / "scan.pdf") as book:
        figure = Figure()
        figure.figimage([[0.0, 1.0], [1.0, 0.0]])
        book.savefig(figure)
    assert accept(tmp_path / "scan.pdf") == 1
    said = capsys.readouterr().err
    assert "no file of the reply holds text: scan.pdf (Without text (scanned" in said
    assert "Put a transcript" in said


def test_a_date_before_the_request_is_refused_and_everything_is_as_it_was(study, letters, capsys):
    before = digest(study)
    words = ["foi", "accept", str(letters(a_txt=CLEAN)), "--request", "R001", "--received",
             "2021-01-05", "--outcome", "not_held"]  # fmt: skip
    assert main(words) == 1
    assert "2021-01-05" in capsys.readouterr().err
    assert digest(study) == before
    assert not (study / "replies").exists()


def test_an_altered_folder_is_refused_before_anything(study, letters, capsys):
    (study / "requests.csv").write_text(REQUESTS + "\n", encoding="utf-8")
    assert accept(letters(a_txt=CLEAN)) == 1
    assert "requests.csv: the file has been altered" in capsys.readouterr().err


def test_where_one_table_cannot_be_written_the_folder_is_as_it_was(study, letters):
    folder = letters(a_txt=CLEAN)
    before = digest(study)
    # Where the table would be written before it is renamed, a folder is in the way.
    (study / f".events.csv.{os.getpid()}.tmp").mkdir()
    given = Given(request_id="R001", received=date(2021, 3, 5), outcome="not_held")
    with pytest.raises(CannotWrite, match=r"events\.csv: the file cannot be written"):
        accept_reply([folder], given, study="foi-requests", today=date(2021, 3, 6))
    assert digest(study) == before
    assert not (study / "replies").exists()


def test_a_link_to_elsewhere_and_an_empty_folder_are_refused(study, tmp_path, capsys):
    (tmp_path / "empty").mkdir()
    assert accept(tmp_path / "empty") == 1
    assert "empty: there is no file" in capsys.readouterr().err
    (tmp_path / "secret.txt").write_text(CLEAN, encoding="utf-8")
    (tmp_path / "empty" / "a.txt").symlink_to(tmp_path / "secret.txt")
    assert accept(tmp_path / "empty") == 1
    assert "a.txt: it is a link to elsewhere" in capsys.readouterr().err


def test_rows_are_put_at_the_end_and_every_byte_before_them_stays(tmp_path):
    path = tmp_path / "t.csv"
    assert append_rows(path, [{"a": "1", "b": "x, y"}], columns=("a", "b")) == b'a,b\n1,"x, y"\n'
    path.write_bytes(b'b,a\r\n"1",2')
    rows = [{"a": "3", "b": "4"}]
    assert append_rows(path, rows, columns=("a", "b")) == b'b,a\r\n"1",2\n4,3\n'
    path.write_bytes(b"a,c\n1,2\n")
    with pytest.raises(BadTable, match="the column 'b' is missing"):
        append_rows(path, rows, columns=("a", "b"))
    path.write_bytes("a,b\n£,2\n".encode("cp1252"))
    with pytest.raises(BadTable, match="not UTF-8, or has no header"):
        append_rows(path, rows, columns=("a", "b"))


def test_outcomes_on_offer_are_the_official_ones_of_a_reply():
    assert [*OUTCOMES, "no_response"] == list(OFFICIAL)


def test_documents_are_listed_with_their_pages_in_the_text_that_is_coded(study, letters, capsys):
    accept(letters(a_txt=CLEAN, b_docx="The annex."))
    assert main(["foi", "documents"]) == 0
    assert "2 documents of 1 replies" in capsys.readouterr().out
    derived = study.parents[1] / "derived" / "foi-requests"
    documents = pd.read_csv(derived / "documents.csv")
    assert documents[
        ["document_id", "kind", "pages", "characters", "status", "is_as_coded", "data_status"]
    ].to_numpy().tolist() == [
        ["R001-01", "text", 1, 48, "text", True, "real"],
        ["R001-02", "docx", 1, 10, "text", True, "real"],
    ]
    pages = pd.read_csv(derived / "pages.csv")
    text = (study / "replies" / "R001.txt").read_text(encoding="utf-8")
    assert [text[page.start : page.end] for page in pages.itertuples()] == [
        CLEAN.rstrip("\n"),
        "The annex.",
    ]


def test_a_scanned_page_at_the_end_is_listed_and_moves_nothing(study, letters, capsys):
    from matplotlib.backends.backend_pdf import PdfPages
    from matplotlib.figure import Figure

    folder = letters()
    with PdfPages(folder / "a.pdf") as book:
        for page in range(2):
            figure = Figure()
            if page == 0:
                figure.text(0.1, 0.5, "We do not hold this information.")
            else:
                figure.figimage([[0.0, 1.0], [1.0, 0.0]])
            book.savefig(figure)
    assert accept(folder) == 1
    assert "(places: 1):\n    a.pdf, page 2: not searched" in capsys.readouterr().err
    assert accept(folder, "--accept", "--reason", "Page two is a map, looked at by hand.") == 0
    assert main(["foi", "documents"]) == 0
    said = capsys.readouterr().out
    assert "R001 replies/R001/01-" in said
    assert "page 2 of 2" in said
    documents, pages = list_documents(study)
    assert documents[["needs_ocr", "is_as_coded"]].to_numpy().tolist() == [[True, True]]
    assert pages[["page", "start", "end"]].to_numpy().tolist() == [[1, 0, 32], [2, 34, 34]]


def test_where_files_give_another_text_than_was_coded_the_coded_one_stands(study, letters):
    accept(letters(a_txt=CLEAN))
    (study / "replies" / "R001.txt").write_text("As coded.\n", encoding="utf-8")
    documents, pages = list_documents(study)
    assert documents["is_as_coded"].tolist() == [False]
    assert pages.empty


def test_a_text_of_its_own_is_its_one_document(study):
    (study / "replies").mkdir()
    (study / "replies" / "R002.txt").write_text("We do not.\n", encoding="utf-8")
    row = (
        f"P1,R002,replies/R002.txt,{hash_file(study / 'replies' / 'R002.txt')},2021-03-05,not_held,"
    )
    columns = "response_id,request_id,file,sha256,received_date,outcome,exemptions"
    (study / "responses.csv").write_text(f"{columns}\n{row}\n", encoding="utf-8")
    documents, pages = list_documents(study)
    assert documents[["document_id", "file", "kind"]].to_numpy().tolist() == [
        ["R002-01", "replies/R002.txt", "text"]
    ]
    assert pages.to_numpy().tolist() == [["R002", "R002-01", 1, 0, 10]]


def test_another_study_may_be_named(study, letters, capsys):
    shutil.copytree(study, study.parent / "foi-new")
    assert accept(letters(a_txt=CLEAN), "--study", "foi-new") == 0
    assert not (study / "replies").exists()
    assert (study.parent / "foi-new" / "replies" / "R001.txt").exists()
