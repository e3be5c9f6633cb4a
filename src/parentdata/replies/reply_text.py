"""The one text of a reply, out of all its files, and which characters came from which page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from parentdata.replies.document import PAGE_GAP, TEXT, Document


class Place(NamedTuple):
    """A page of a document and its characters in the reply's text, `end` not included.

    `document` counts the reply's documents from 0, those without text among them.
    """

    document: int
    page: int
    start: int
    end: int


@dataclass(frozen=True, kw_only=True)
class ReplyText:
    """What is coded.

    Attributes
    ----------
    text : str
        The documents that hold text, one after another, parted by a blank line. Nothing is put in
        that no file holds.
    places : tuple of Place
        In the order of the text; pages without text stand there with no characters.
    """

    text: str
    places: tuple[Place, ...]


def join_documents(documents: Iterable[Document]) -> ReplyText:
    """Join the documents of a reply, in their order, to the text that is coded."""
    texts: list[str] = []
    places: list[Place] = []
    start = 0
    for number, document in enumerate(documents):
        if document.status != TEXT:
            continue
        places += [
            Place(number, page, start + first, start + last) for page, first, last in document.pages
        ]
        texts.append(document.text)
        start += len(document.text) + len(PAGE_GAP)
    return ReplyText(text=PAGE_GAP.join(texts), places=tuple(places))
