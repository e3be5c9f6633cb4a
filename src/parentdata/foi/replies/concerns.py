"""What a person has to look at before a reply may become part of the repository."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from parentdata.replies.document import TEXT, Document
from parentdata.replies.personal_data import KINDS, find_personal_data, mask

UNSEARCHED = "not searched"
_PEOPLE = ("property author", "property last modified by")


class Concern(NamedTuple):
    """One thing to look at.

    Attributes
    ----------
    document : str
        Name of the file, or of the attachment.
    place : str
        Page and line, or the part of the file that is not shown.
    kind : str
        One of `parentdata.replies.personal_data.KINDS`, or `UNSEARCHED`.
    shown : str
        Masked, or the reason why it could not be searched.
    """

    document: str
    place: str
    kind: str
    shown: str

    def __str__(self) -> str:
        what = KINDS.get(self.kind, self.kind)
        return f"{self.document}, {self.place}: {what}: {self.shown}"


def list_concerns(documents: Iterable[Document]) -> list[Concern]:
    """List what may be personal data in documents, and what could not be searched for it.

    Returns
    -------
    list of Concern, in the order of the documents and of their text; what is not shown to a
        reader (authors, comments, deleted passages, recipients) comes after the text.
    """
    return [concern for document in documents for concern in _look_at(document)]


def _look_at(document: Document) -> Iterator[Concern]:
    for finding in find_personal_data(document.text):
        page, line = document.find_page(finding.start), document.find_line(finding.start)
        place = f"page {page}, line {line}" if len(document.pages) > 1 else f"line {line}"
        yield Concern(document.name, place, finding.kind, finding.masked)
    for what, text in document.unseen:
        if what in _PEOPLE:
            yield Concern(document.name, what, "name", mask(text))
            continue
        # With its label, so that a name after "from:" is known for one.
        for finding in find_personal_data(f"{what}: {text}"):
            yield Concern(document.name, what, finding.kind, finding.masked)
    if document.status != TEXT:
        why = " ".join(document.warnings) or "It holds no text."
        yield Concern(document.name, "the whole", UNSEARCHED, why)
    elif document.needs_ocr:
        pages = ", ".join(map(str, document.without_text))
        yield Concern(document.name, f"page {pages}", UNSEARCHED, "no text there")
