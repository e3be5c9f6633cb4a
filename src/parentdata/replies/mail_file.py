"""Text of an e-mail (.eml), and its attachments as files of their own."""

from __future__ import annotations

import email
import email.policy
from collections.abc import Iterator
from email.errors import CloseBoundaryNotFoundDefect, MessageDefect, StartBoundaryNotFoundDefect
from email.message import EmailMessage
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from parentdata.replies.document import Extract, Unseen
from parentdata.replies.html_file import read_markup
from parentdata.replies.refusals import report_damage, report_size

EXTRACTED_WITH = "Python's email"
MAX_ATTACHMENTS = 200
_HEADERS = ("From", "To", "Cc", "Reply-To", "Subject")
_CUT = (CloseBoundaryNotFoundDefect, StartBoundaryNotFoundDefect)


class Attachment(NamedTuple):
    """A file that came with an e-mail; a forwarded e-mail is one as well."""

    name: str
    content: bytes


def read_mail(content: bytes, *, file: Path) -> tuple[Extract, tuple[Attachment, ...]]:
    """Read an e-mail.

    Parameters
    ----------
    content : bytes
    file : Path
        What refusals name.

    Returns
    -------
    (Extract, tuple of Attachment)
        The body (plain text unless there is none, or only a word that the letter is in HTML), and
        the attachments in their order. Pictures that the body shows, such as a logo, are only
        counted. Sender, recipients and subject are `unseen`.

    Raises
    ------
    DamagedReply
        It is cut short, or its body cannot be decoded.
    OversizedReply
        It has more than `MAX_ATTACHMENTS` attachments.
    """
    try:
        mail = email.message_from_bytes(content, policy=email.policy.default)
        _refuse_cut([defect for part in mail.walk() for defect in part.defects], file)
        body = _choose_body(mail, file)
        extract = _read_body(body, file)
        attachments, pictures = _split_attachments(mail, body)
        # Some faults show only when a part is unpacked.
        defects = [defect for part in mail.walk() for defect in part.defects]
    except (LookupError, ValueError, RecursionError, AttributeError, TypeError) as error:
        raise report_damage(file, error, what="an e-mail") from error
    if len(attachments) > MAX_ATTACHMENTS:
        raise report_size(file, f"the e-mail has {len(attachments)} attachments.")
    return _complete(extract, mail, defects, pictures), attachments


def _complete(
    extract: Extract, mail: EmailMessage, defects: list[MessageDefect], pictures: int
) -> Extract:
    headers = [Unseen(name.lower(), str(mail[name])) for name in _HEADERS if mail[name]]
    warnings = [*extract.warnings]
    if pictures:
        warnings.append(f"Pictures shown in the e-mail that are not read: {pictures}.")
    if defects:
        warnings.append(f"The e-mail has a fault of form: {type(defects[0]).__name__}.")
    return Extract(
        pages=extract.pages,
        extracted_with=extract.extracted_with,
        warnings=tuple(warnings),
        unseen=(*headers, *extract.unseen),
    )


def _choose_body(mail: EmailMessage, file: Path) -> EmailMessage | None:
    plain, page = mail.get_body(("plain",)), mail.get_body(("html",))
    if plain is None or page is None:
        return plain or page
    shown = read_markup(page.get_content(), file=file).pages[0]
    is_stub = len(plain.get_content().split()) < len(shown.split()) / 2
    return page if is_stub else plain


def _read_body(body: EmailMessage | None, file: Path) -> Extract:
    if body is None:
        return Extract(pages=("",), extracted_with=EXTRACTED_WITH)
    text = body.get_content()
    if body.get_content_type() == "text/html":
        found = read_markup(text, file=file)
        with_both = f"{EXTRACTED_WITH}; {found.extracted_with}"
        return Extract(pages=found.pages, extracted_with=with_both, warnings=found.warnings,
                       unseen=found.unseen)  # fmt: skip
    return Extract(pages=(text,), extracted_with=EXTRACTED_WITH)


def _split_attachments(
    mail: EmailMessage, body: EmailMessage | None
) -> tuple[tuple[Attachment, ...], int]:
    attachments, pictures = [], 0
    for number, part in enumerate(_iter_parts(mail, body), 1):
        if part.get_content_maintype() == "image" and part["Content-ID"]:
            pictures += 1
            continue
        attachments.append(Attachment(_name(part, number), _unpack(part)))
    return tuple(attachments), pictures


def _iter_parts(mail: EmailMessage, body: EmailMessage | None) -> Iterator[EmailMessage]:
    """Yield the parts that are files: not the body, not the same text in another form."""
    if mail.get_content_type() == "message/rfc822":
        yield mail
    elif not mail.is_multipart():
        if mail is not body:
            yield mail
    elif mail.get_content_type() == "multipart/alternative":
        # Only what is wrapped around the other form, such as pictures, is more than that form.
        for part in mail.iter_parts():
            if part is not body and part.is_multipart():
                yield from (inner for inner in _iter_parts(part, body) if not _is_text(inner))
    else:
        for part in mail.iter_parts():
            yield from _iter_parts(part, body)


def _is_text(part: EmailMessage) -> bool:
    return part.get_content_maintype() == "text" and not part.is_attachment()


def _unpack(part: EmailMessage) -> bytes:
    if part.get_content_type() == "message/rfc822":
        return part.get_content().as_bytes()
    return part.get_payload(decode=True) or b""


def _name(part: EmailMessage, number: int) -> str:
    """File name of a part without folders; one made up from its type where it has none."""
    given = PurePosixPath((part.get_filename() or "").replace("\\", "/")).name.strip()
    ending = {"message/rfc822": ".eml", "text/plain": ".txt", "text/html": ".html",
              "application/pdf": ".pdf"}.get(part.get_content_type(), "")  # fmt: skip
    if given and part.get_content_type() == "message/rfc822" and not given.endswith(".eml"):
        given += ".eml"
    return given or f"part-{number}{ending}"


def _refuse_cut(defects: list[MessageDefect], file: Path) -> None:
    cut = [defect for defect in defects if isinstance(defect, _CUT)]
    if cut:
        raise report_damage(file, f"it is cut short: {type(cut[0]).__name__}", what="an e-mail")
