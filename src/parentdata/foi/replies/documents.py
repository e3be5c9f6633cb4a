"""Tables of the documents that replies came in, and of the page that each character came from."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pandas as pd

from parentdata.foi.register.read import RESPONSE_COLUMNS
from parentdata.foi.replies.files import REPLIES
from parentdata.intake.rows import read_rows
from parentdata.paths import written
from parentdata.provenance import check_folder, find_study
from parentdata.replies import Document, extract_documents, extract_text
from parentdata.replies.reply_text import join_documents
from parentdata.tables import write_table

STUDY = "foi-requests"
DOCUMENT_COLUMNS = (
    "document_id", "request_id", "file", "attachment", "sha256", "kind", "pages", "characters",
    "status", "needs_ocr", "is_as_coded", "extracted_with", "warnings",
)  # fmt: skip
PAGE_COLUMNS = ("request_id", "document_id", "page", "start", "end")


def list_documents(folder: Path) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Read every reply's files again, and hold their text against the text that is coded.

    Parameters
    ----------
    folder : Path
        A study's folder of data/raw with responses.csv. The files of a reply lie in
        `replies/<request_id>/`; where there are none, the text itself is the one document.

    Returns
    -------
    documents : DataFrame with the columns `DOCUMENT_COLUMNS`, one row per file or attachment
        `is_as_coded`: whether the files give the text that is coded. Another version of a reader
        may give another; the coded text stands, and only its pages are no longer known.
    pages : DataFrame with the columns `PAGE_COLUMNS`
        Characters of the reply's text, `end` not included.

    Raises
    ------
    Refusal
        As `parentdata.replies.extract_documents`.
    """
    documents: list[dict] = []
    pages: list[dict] = []
    for row in read_rows(folder / "responses.csv", columns=RESPONSE_COLUMNS):
        request_id = row.cells["request_id"]
        coded = (folder / row.cells["file"]).read_text(encoding="utf-8").rstrip("\n")
        found = list(_read_files(folder, request_id, row.cells["file"]))
        joined = join_documents(document for _, document in found)
        # A last page without text leaves its blank line behind.
        is_as_coded = joined.text.rstrip("\n") == coded
        ids = [f"{request_id}-{number:02d}" for number in range(1, len(found) + 1)]
        for id_, (file, document) in zip(ids, found, strict=True):
            told = {"document_id": id_, "request_id": request_id, "file": file}
            documents.append(told | _describe(document) | {"is_as_coded": is_as_coded})
        pages += [
            {"request_id": request_id, "document_id": ids[place.document], "page": place.page,
             "start": place.start, "end": place.end}
            for place in joined.places if is_as_coded
        ]  # fmt: skip
    return (
        pd.DataFrame(documents, columns=list(DOCUMENT_COLUMNS)),
        pd.DataFrame(pages, columns=list(PAGE_COLUMNS)),
    )


def clean_documents(study: str = STUDY) -> pd.DataFrame:
    """Write documents.csv and pages.csv of a study's derived folder; return the first.

    Raises
    ------
    AbsentFile, UnlistedFile, AlteredFile
        As `parentdata.provenance.check_folder`.
    Refusal
        As `list_documents`.
    """
    folder = find_study(study)
    status = check_folder(folder).status
    documents, pages = list_documents(folder)
    write_table(documents, written(study) / "documents.csv", key=["document_id"], status=status)
    key = ["request_id", "start", "page"]
    write_table(pages, written(study) / "pages.csv", key=key, status=status)
    return documents


def _read_files(folder: Path, request_id: str, text_file: str) -> Iterator[tuple[str, Document]]:
    files = sorted(path for path in (folder / REPLIES / request_id).glob("*") if path.is_file())
    if not files:
        yield text_file, extract_text(folder / text_file)
    for path in files:
        for document in extract_documents(path):
            yield path.relative_to(folder).as_posix(), document


def _describe(document: Document) -> dict:
    return {
        "attachment": document.name.partition("/")[2],
        "sha256": document.sha256,
        "kind": document.kind,
        "pages": len(document.pages),
        "characters": len(document.text),
        "status": document.status,
        "needs_ocr": document.needs_ocr,
        "extracted_with": document.extracted_with,
        "warnings": " ".join(document.warnings),
    }
