"""Files of replies → documents: text with its pages, whatever kind of file it came in."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from pathlib import Path

from parentdata.errors import Refusal
from parentdata.intake.archive import ArchiveBomb, UnsafePath
from parentdata.intake.plain_xml import UnsafeXml
from parentdata.replies.document import (
    NO_TEXT,
    UNREADABLE,
    Document,
    Extract,
    Page,
    build_document,
)
from parentdata.replies.docx_file import read_docx
from parentdata.replies.html_file import read_html
from parentdata.replies.kinds import (
    DOCX,
    EMAIL,
    HTML,
    IMAGE,
    OTHER,
    PDF,
    PLAIN,
    find_kind,
    sniff_kind,
)
from parentdata.replies.mail_file import Attachment, read_mail
from parentdata.replies.pdf_file import read_pdf
from parentdata.replies.refusals import (
    NOT_WRITTEN,
    AbsentReply,
    MacroReply,
    OversizedReply,
    report_size,
)
from parentdata.replies.text_file import read_text

MAX_BYTES = 100 * 1024**2
# A forwarded e-mail in a forwarded e-mail and so on: no reply needs more.
MAX_DEPTH = 5

_READERS: dict[str, Callable[..., Extract]] = {
    PDF: read_pdf,
    DOCX: read_docx,
    HTML: read_html,
    PLAIN: read_text,
}
# What may harm whoever opens it is refused with everything around it.
_HARMFUL = (ArchiveBomb, MacroReply, OversizedReply, UnsafePath, UnsafeXml)


def extract_text(path: Path) -> Document:
    """Extract the text of one file; of an e-mail, its body.

    Raises
    ------
    Refusal
        As `extract_documents`.
    """
    return extract_documents(path)[0]


def extract_documents(path: Path) -> tuple[Document, ...]:
    """Extract the text of a file and of everything attached to it.

    Parameters
    ----------
    path : Path
        A .pdf, .docx, .html, .eml or .txt file.

    Returns
    -------
    tuple of Document
        The file itself, then the attachments of an e-mail in their order. A file without text,
        such as a scan, is a document whose status is `no_text`. An attachment that cannot be read
        (another kind of file, damaged, under a password) is one whose status is `unreadable`.

    Raises
    ------
    AbsentReply
        The file cannot be opened.
    EmptyReply, UnreadKind, WrongEnding, LockedReply, MacroReply
        As `parentdata.replies.kinds.find_kind`.
    OversizedReply
        It has more than `MAX_BYTES`, or unpacks to more than a reply can hold.
    DamagedReply, BrokenArchive, ArchiveBomb, UnsafePath, UnsafeXml, BrokenXml
        As the reader of its kind.
    """
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            raise report_size(path, f"the file has {size / 1024**2:,.0f} MB.")
        content = path.read_bytes()
    except OSError as error:
        raise AbsentReply(
            f"the file cannot be opened: {error.strerror}.",
            file=path,
            expected="a reply's file",
            do=f"Correct the path; {NOT_WRITTEN}.",
        ) from error
    return tuple(_extract(content, path.name, file=path, depth=0))


def _extract(content: bytes, name: str, *, file: Path, depth: int) -> list[Document]:
    kind = find_kind(content, name, file=file)
    sha256 = hashlib.sha256(content).hexdigest()
    if kind != EMAIL:
        extract = _READERS[kind](content, file=file)
        return [build_document(extract, name=name, kind=kind, sha256=sha256)]
    extract, attachments = read_mail(content, file=file)
    documents = [build_document(extract, name=name, kind=EMAIL, sha256=sha256)]
    for attachment in attachments:
        documents += _extract_attachment(attachment, name, file=file, depth=depth + 1)
    return documents


def _extract_attachment(
    attachment: Attachment, mail: str, *, file: Path, depth: int
) -> list[Document]:
    name = f"{mail}/{attachment.name}"
    if depth > MAX_DEPTH:
        raise report_size(file, f"e-mails lie more than {MAX_DEPTH} deep in one another.")
    if sniff_kind(attachment.content) == IMAGE:
        return [_list_unread(attachment, name, kind=IMAGE, status=NO_TEXT, why="It is a picture.")]
    try:
        return _extract(attachment.content, name, file=file.parent / name, depth=depth)
    except _HARMFUL:
        raise
    except Refusal as refusal:
        return [_list_unread(attachment, name, kind=OTHER, status=UNREADABLE, why=refusal.came)]


def _list_unread(
    attachment: Attachment, name: str, *, kind: str, status: str, why: str
) -> Document:
    return Document(
        name=name,
        kind=kind,
        sha256=hashlib.sha256(attachment.content).hexdigest(),
        text="",
        pages=(Page(1, 0, 0),),
        status=status,
        without_text=(1,) if kind == IMAGE else (),
        warnings=(why[:1].upper() + why[1:],),
    )
