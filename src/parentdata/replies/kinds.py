"""What kind of file a reply is: told by its content, and held against its ending."""

from __future__ import annotations

import re
import zipfile
from codecs import BOM_UTF8
from io import BytesIO
from pathlib import Path, PurePosixPath

from parentdata.replies.refusals import (
    NOT_WRITTEN,
    EmptyReply,
    UnreadKind,
    WrongEnding,
    report_lock,
    report_macros,
)

PDF, DOCX, HTML, EMAIL, PLAIN = "pdf", "docx", "html", "email", "text"
IMAGE, OTHER = "image", "other"
ENDINGS = {".pdf": PDF, ".docx": DOCX, ".html": HTML, ".htm": HTML, ".eml": EMAIL, ".txt": PLAIN}
_MACRO_ENDINGS = (".docm", ".dotm", ".xlsm", ".pptm")

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")
_IMAGES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\0", b"MM\0*")
_HTML = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
_HTML_TAG = re.compile(rb"<(?:html|head|body|table|div|p|br|span|font)\b[^<>]*>", re.IGNORECASE)
_HEADERS = re.compile(rb"(?:From [^\n]*\n)?(?:[A-Za-z][A-Za-z0-9-]*:[^\n]*\n(?:[ \t][^\n]*\n)*){2}")
_OF_MAIL = re.compile(
    rb"^(?:from|date|subject|received|return-path|mime-version|message-id):",
    re.IGNORECASE | re.MULTILINE,
)


def find_kind(content: bytes, name: str, *, file: Path) -> str:
    """Tell the kind of a file from its content, and refuse one that its ending does not name.

    Parameters
    ----------
    content : bytes
    name : str
        Of the file or attachment, for its ending.
    file : Path
        What refusals name.

    Returns
    -------
    str
        `pdf`, `docx`, `html`, `email` or `text`.

    Raises
    ------
    EmptyReply
        There is no byte in it.
    MacroReply
        The ending is that of a document with macros.
    LockedReply
        It is an Office document under a password.
    UnreadKind
        The ending is none of those that are read.
    WrongEnding
        The content is of another kind than the ending.
    """
    ending = PurePosixPath(name.lower()).suffix
    if not content.strip(b"\0\r\n\t "):
        raise EmptyReply(
            "the file is empty.",
            file=file,
            expected="the file as the authority sent it",
            do=f"Fetch it again; {NOT_WRITTEN}.",
        )
    if ending in _MACRO_ENDINGS:
        raise report_macros(file, f"its ending is {ending}")
    if content.startswith(_OLE) and _ENCRYPTED_PACKAGE in content:
        raise report_lock(file)
    if ending not in ENDINGS:
        raise UnreadKind(
            f"files that end in {ending or '(nothing)'} are not read here.",
            file=file,
            expected=f"one of {', '.join(ENDINGS)}",
            do="Keep the file, and save it as PDF or DOCX beside it (an Outlook .msg as .eml); "
            f"{NOT_WRITTEN}.",
        )
    found = sniff_kind(content)
    if not _agrees(ENDINGS[ending], found, content):
        raise WrongEnding(
            f"the file ends in {ending}, and its content is of the kind {found!r}.",
            file=file,
            expected=f"content of the kind {ENDINGS[ending]!r}",
            do=f"Fetch the file again, or give it the ending of what it is; {NOT_WRITTEN}.",
        )
    return ENDINGS[ending]


def sniff_kind(content: bytes) -> str:
    """Tell the kind of a file from its first bytes: one of the names above, or `other`."""
    content = content.removeprefix(BOM_UTF8)
    if b"%PDF-" in content[:1024]:
        return PDF
    if content.startswith(b"PK\x03\x04"):
        return DOCX if _is_word(content) else OTHER
    if content.startswith(_IMAGES):
        return IMAGE
    if content.startswith(_OLE) or b"\0\0\0\0" in content[:4096]:
        return OTHER
    if _HTML.match(content[:4096]):
        return HTML
    first = content[:65536].replace(b"\r\n", b"\n")
    if _HEADERS.match(first) and _OF_MAIL.search(first.partition(b"\n\n")[0]):
        return EMAIL
    return PLAIN


def _agrees(expected: str, found: str, content: bytes) -> bool:
    # A printed e-mail is text too; a page may begin without <html>.
    if expected == PLAIN:
        return found in (PLAIN, EMAIL)
    if expected == HTML and found == PLAIN:
        return _HTML_TAG.search(content) is not None
    return expected == found


def _is_word(content: bytes) -> bool:
    try:
        with zipfile.ZipFile(BytesIO(content)) as packed:
            return any(name.startswith("word/document") for name in packed.namelist())
    except zipfile.BadZipFile:
        # Cut short: its own reader says so.
        return True
