"""A reply as text with its places: what every reader of a kind of file returns."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import NamedTuple

from parentdata.replies.plain_text import normalise_text

TEXT, NO_TEXT, UNREADABLE = "text", "no_text", "unreadable"
# Pages are parted by a blank line, not by a form feed: neither XML nor a workbook may hold one.
PAGE_GAP = "\n\n"


class Page(NamedTuple):
    """A page and its characters in the document's text, `end` not included."""

    page: int
    start: int
    end: int


class Unseen(NamedTuple):
    """Text in the file that is no part of the letter: an author, a comment, a deleted passage."""

    what: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Extract:
    """What a reader found in a file, before it is brought into one form.

    Attributes
    ----------
    pages : tuple of str
        Text page by page; a single page where the kind of file knows none.
    without_text : tuple of int
        Pages, from 1, that show something and hold no text.
    warnings : tuple of str
    unseen : tuple of Unseen
    extracted_with : str
        Name and version of the reader: another version may give another text.
    """

    pages: tuple[str, ...]
    extracted_with: str
    without_text: tuple[int, ...] = ()
    warnings: tuple[str, ...] = ()
    unseen: tuple[Unseen, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Document:
    """The text of one file, or of one attachment.

    Attributes
    ----------
    name : str
        Name of the file; of an attachment, "letter.eml/annex.pdf".
    kind : str
        pdf, docx, html, email, text, image or other.
    sha256 : str
        Of the file's bytes; of an attachment, of its own once unpacked.
    text : str
        In the form of `normalise_text`. Spans count its characters (Unicode code points).
    pages : tuple of Page
        Only a PDF has more than one.
    status : str
        `text`, `no_text` (a scan, or a blank) or `unreadable`.
    without_text : tuple of int
        Pages that show something and hold no text.
    warnings : tuple of str
        What a reader of the text should know, in sentences.
    unseen : tuple of Unseen
        Searched for personal data, and never coded.
    extracted_with : str
    """

    name: str
    kind: str
    sha256: str
    text: str
    pages: tuple[Page, ...]
    status: str
    without_text: tuple[int, ...] = ()
    warnings: tuple[str, ...] = ()
    unseen: tuple[Unseen, ...] = ()
    extracted_with: str = ""

    @property
    def needs_ocr(self) -> bool:
        """Whether some page is a picture of text at best."""
        return bool(self.without_text)

    def find_page(self, offset: int) -> int:
        """Page that holds a character; between two pages, the one before."""
        starts = [page.start for page in self.pages]
        return self.pages[max(bisect_right(starts, offset) - 1, 0)].page

    def find_line(self, offset: int) -> int:
        """Line of its page that holds a character, from 1."""
        start = self.pages[self.find_page(offset) - 1].start
        return self.text.count("\n", start, offset) + 1


def build_document(extract: Extract, *, name: str, kind: str, sha256: str) -> Document:
    """Bring what a reader found into one form, and note where its pages stand."""
    texts, warnings = [], list(extract.warnings)
    for page in extract.pages:
        text, said = normalise_text(page)
        texts.append(text)
        warnings += [warning for warning in said if warning not in warnings]
    pages, start = [], 0
    for number, text in enumerate(texts, 1):
        pages.append(Page(number, start, start + len(text)))
        start += len(text) + len(PAGE_GAP)
    whole = PAGE_GAP.join(texts)
    return Document(
        name=name,
        kind=kind,
        sha256=sha256,
        text=whole,
        pages=tuple(pages),
        status=TEXT if whole.strip() else NO_TEXT,
        without_text=extract.without_text,
        warnings=tuple(warnings),
        unseen=tuple(part for part in extract.unseen if part.text.strip()),
        extracted_with=extract.extracted_with,
    )
