"""Text of a PDF, page by page, with pypdf."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path

import pypdf
from pypdf.errors import DependencyError, LimitReachedError

from parentdata.errors import Refusal
from parentdata.replies.document import Extract
from parentdata.replies.pdf_unseen import list_unseen, warn_of_parts
from parentdata.replies.refusals import report_damage, report_lock, report_size

EXTRACTED_WITH = f"pypdf {pypdf.__version__}"
MAX_PAGES = 2_000
# A scan may carry a stamp or a page number as text: fewer letters than this are no page of text.
FEWEST_LETTERS = 25


def read_pdf(content: bytes, *, file: Path) -> Extract:
    """Read the text of a PDF in the order in which it is drawn.

    Parameters
    ----------
    content : bytes
    file : Path
        What refusals name.

    Raises
    ------
    LockedReply
        It opens only with a password. One that anybody may read, and only its owner change, is
        read.
    DamagedReply
        It is cut short or damaged; pypdf would mend it and return a part without a word.
    OversizedReply
        It has more than `MAX_PAGES` pages, or unpacks to more than pypdf's own limits.
    """
    # Some mail programs append blanks; nothing else may follow the end.
    if b"%%EOF" not in content.rstrip(b"\0\r\n\t ")[-1024:]:
        raise report_damage(file, "it has no end", what="a PDF")
    with _gather_log() as said:
        try:
            return _read(content, file, said)
        except Refusal:
            raise
        except LimitReachedError as error:
            raise report_size(file, f"the PDF unpacks beyond a limit ({error}).") from error
        except Exception as error:
            # pypdf raises whatever its parsers raise: KeyError, RecursionError, PdfReadError.
            raise report_damage(file, error, what="a PDF") from error


def _read(content: bytes, file: Path, said: list[str]) -> Extract:
    reader = pypdf.PdfReader(BytesIO(content))
    is_locked = _unlock(reader, file)
    if len(reader.pages) > MAX_PAGES:
        raise report_size(file, f"the PDF has {len(reader.pages):,} pages.")
    texts = tuple(page.extract_text() for page in reader.pages)
    if not texts:
        raise report_damage(file, "it has no page", what="a PDF")
    without_text = tuple(
        number
        for number, (page, text) in enumerate(zip(reader.pages, texts, strict=True), 1)
        if _shows_no_text(page, text)
    )
    unseen = list_unseen(reader)
    warnings = [*_warn_of_pages(without_text, len(texts)), *warn_of_parts(reader)]
    if is_locked:
        warnings.append("The file is locked against changes; it is read as anybody may read it.")
    if said:
        warnings.append(f"pypdf found the file damaged and read what it could: {said[0]}")
    return Extract(
        pages=texts,
        extracted_with=EXTRACTED_WITH,
        without_text=without_text,
        warnings=tuple(warnings),
        unseen=unseen,
    )


def _unlock(reader: pypdf.PdfReader, file: Path) -> bool:
    """Open a PDF that needs no password to be read; whether it was locked at all."""
    if not reader.is_encrypted:
        return False
    try:
        is_open = reader.decrypt("") != pypdf.PasswordType.NOT_DECRYPTED
    except (DependencyError, NotImplementedError):
        is_open = False
    if not is_open:
        raise report_lock(file)
    return True


def _shows_no_text(page: pypdf.PageObject, text: str) -> bool:
    letters = sum(map(str.isalnum, text))
    if letters >= FEWEST_LETTERS:
        return False
    contents = page.get_contents()
    is_drawn = contents is not None and bool(contents.get_data().strip())
    return _holds_image(page) or (letters == 0 and is_drawn)


def _holds_image(page: pypdf.PageObject) -> bool:
    resources = page.get("/Resources")
    objects = resources.get_object().get("/XObject") if resources is not None else None
    drawn = objects.get_object().values() if objects is not None else ()
    return any(part.get_object().get("/Subtype") == "/Image" for part in drawn)


def _warn_of_pages(without_text: tuple[int, ...], pages: int) -> Iterator[str]:
    if without_text:
        numbers = ", ".join(map(str, without_text))
        yield (
            f"Without text (scanned, drawn or nearly blank): page {numbers} of {pages}. "
            "What stands there has to be read by a person or by OCR."
        )


@contextmanager
def _gather_log() -> Iterator[list[str]]:
    """Gather what pypdf would log: a mended file has to be told of where its text is used."""
    said: list[str] = []
    handler = logging.Handler(logging.WARNING)
    handler.emit = lambda record: said.append(record.getMessage())
    logger = logging.getLogger("pypdf")
    was = logger.propagate
    logger.propagate = False
    logger.addHandler(handler)
    try:
        yield said
    finally:
        logger.removeHandler(handler)
        logger.propagate = was
