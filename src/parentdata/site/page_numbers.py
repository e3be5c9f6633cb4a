"""The numbers of a page: which carry an id, and which stand there without one."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from html.parser import HTMLParser

from parentdata.errors import Refusal
from parentdata.numbers import find_typed_numbers

_VOID = frozenset({"br", "img", "hr", "input", "wbr", "col", "source", "meta", "link"})
_DIGIT = re.compile(r"\d")
# What holds digits that are no statement of the study, with the reason.
EXCEPTED = {
    "code": "code and codes, as they are stored",
    "pre": "code, and what it wrote",
    "title": "words shown over a mark that has an id",
    "th": "the name of a row or of a column",
    "pd-name": "the name, the date or the address of a thing",
    "pd-code-label": "the name of a code",
    "pd-words": "words of a file as received, which is named",
    "pd-scale": "a place on an axis, or the number of a column",
    "pd-tally": "sums up marks that stand beside it, each with an id",
    "pd-downloads": "the name of a file",
    "pd-file": "the name and the hash of a file",
    "blockquote": "words of a document",
    "pd-passages": "words and names of documents; what is counted stands above them",
    "pd-toc": "a heading, which stands on the page again",
    "q": "words of a questionnaire",
    "data-dictionary": "words and codes of a questionnaire",
}
# Where a curve has ended nobody is at risk, and no row stands for them.
NOBODY = "0"


class NumberWithoutAddress(Refusal):
    """A page shows a number that nobody can trace."""


@dataclass(frozen=True)
class Shown:
    """A number on a page: its id, which field of the record it shows, and the words."""

    id: str
    field: str
    words: str


@dataclass
class PageNumbers:
    """What one page shows: numbers with an id in order, and those without."""

    shown: list[Shown] = field(default_factory=list)
    bare: list[str] = field(default_factory=list)
    described: int = 0


class _Reader(HTMLParser):
    """Walks HTML and keeps, for every text, what it stands in."""

    def __init__(self, exceptions: Iterable[str], labels: Collection[str]) -> None:
        super().__init__(convert_charrefs=True)
        self.found = PageNumbers()
        self._exceptions, self._labels = tuple(exceptions), labels
        # Of each open element: its tag, its id and field, and whether it is excepted.
        self._open: list[tuple[str, tuple[str, str] | None, bool]] = []
        self._drawings = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if "data-alt" in given:
            self._read_alternative(given["data-alt"])
        if tag in _VOID:
            return
        mark = (given["data-id"], given.get("data-field", "")) if given.get("data-id") else None
        if mark and tag == "g":
            # A mark may have no words; it shows a number all the same.
            self.found.shown.append(Shown(*mark, ""))
        names = {tag, *given.get("class", "").split()}
        self._drawings += tag == "svg"
        self._open.append((tag, mark, bool(names & EXCEPTED.keys())))

    def handle_endtag(self, tag: str) -> None:
        # What was never opened closes nothing: `<br/>` ends a tag that holds nothing.
        while any(tag == opened for opened, _, _ in self._open):
            closed = self._open.pop()[0]
            self._drawings -= closed == "svg"
            if closed == tag:
                return

    def handle_data(self, data: str) -> None:
        if not data.strip():
            return
        mark = next((mark for _, mark, _ in reversed(self._open) if mark), None)
        if mark:
            self.found.shown.append(Shown(*mark, " ".join(data.split())))
        elif _DIGIT.search(data) and not any(excepted for _, _, excepted in self._open):
            self._keep_bare(data)

    def _keep_bare(self, text: str) -> None:
        left = [each.text for each in find_typed_numbers(text, exceptions=self._exceptions)]
        if self._drawings:
            left = [text for text in left if text not in self._labels and text != NOBODY]
        self.found.bare += left

    def _read_alternative(self, template: str) -> None:
        self.found.described += len(re.findall(r"\{\{.*?\}\}", template))
        typed = find_typed_numbers(template, exceptions=(*self._exceptions, *self._labels))
        self.found.bare += [each.text for each in typed]


def read_page_numbers(
    markup: Iterable[str], *, exceptions: Iterable[str] = (), labels: Collection[str] = ()
) -> PageNumbers:
    """Read the numbers of a page's HTML.

    Parameters
    ----------
    markup : iterable of str
        HTML of prose and outputs, in order.
    exceptions : iterable of str
        Phrases that may hold digits.
    labels : collection of str
        Words with digits in them that name rows of the page's figures.
    """
    reader = _Reader(exceptions, labels)
    for part in markup:
        reader.feed(part)
        reader.close()
        found = reader.found
        reader = _Reader(exceptions, labels)
        reader.found = found
    return reader.found


def find_label_words(rows: Iterable[dict[str, str]]) -> set[str]:
    """Find the words with digits in them out of the text columns of a figure's table."""
    return {
        word.strip("()[].,;:“”‘’\"'")
        for row in rows
        for name, value in row.items()
        if name.endswith("label") or name in ("group", "characteristic", "series", "item")
        for word in value.split()
        if _DIGIT.search(word)
    }
