"""Text of an HTML page, laid out in lines as a browser would, without scripts and styles."""

from __future__ import annotations

import codecs
import re
import warnings
from importlib.metadata import version
from pathlib import Path

from bs4 import BeautifulSoup, MarkupResemblesLocatorWarning, XMLParsedAsHTMLWarning
from bs4.element import Comment, NavigableString, PreformattedString, Tag

from parentdata.errors import Refusal
from parentdata.intake.csv_file import decode_text
from parentdata.replies.document import Extract, Unseen
from parentdata.replies.refusals import NOT_WRITTEN, DamagedReply, report_damage, report_size

EXTRACTED_WITH = f"beautifulsoup4 {version('beautifulsoup4')}, html.parser"
_DROPPED = frozenset(("script", "style", "head", "template", "noscript", "svg", "select"))
_FRAMES = frozenset(("iframe", "object", "embed", "frame"))
_LINES = frozenset((
    "address", "article", "aside", "blockquote", "body", "dd", "details", "div", "dl", "dt",
    "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6",
    "header", "hr", "li", "main", "nav", "ol", "p", "pre", "section", "summary", "table", "tbody",
    "tfoot", "thead", "tr", "ul",
))  # fmt: skip
_CELLS = frozenset(("td", "th"))
_HIDDEN = re.compile(r"(?i)(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)")
_CHARSET = re.compile(rb"""<meta[^>]+charset\s*=\s*["']?\s*([\w-]+)""", re.IGNORECASE)
_BLANKS = re.compile(r"[ \t\r\n\f]+")
MAX_LETTERS = 5_000_000


def read_html(content: bytes, *, file: Path) -> Extract:
    """Read an HTML page from its bytes.

    The encoding is the one that the page declares, and otherwise found as `decode_text` does;
    BeautifulSoup's own guess depends on which other packages are installed.

    Raises
    ------
    DamagedReply
        It is not text in its encoding, or declares entities.
    OversizedReply
        As `read_markup`.
    """
    declared = _CHARSET.search(content[:4096])
    try:
        encoding = codecs.lookup(declared[1].decode("ascii")).name if declared else None
        is_marked = content.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
        if encoding is None or is_marked:
            text = decode_text(content, file=file)
        else:
            text = content.decode(encoding)
    except (LookupError, UnicodeDecodeError, Refusal) as error:
        raise report_damage(file, error, what="an HTML page") from error
    return read_markup(text, file=file)


def read_markup(text: str, *, file: Path) -> Extract:
    """Read an HTML page from its text; comments, hidden parts and addresses are `unseen`.

    Raises
    ------
    DamagedReply
        It declares entities.
    OversizedReply
        It has more than `MAX_LETTERS`.
    """
    if len(text) > MAX_LETTERS:
        raise report_size(file, f"the page has {len(text) / 1e6:.0f} million letters of markup.")
    if "<!ENTITY" in text[:65536].upper():
        raise DamagedReply(
            "the page declares entities of its own.",
            file=file,
            expected="an HTML page that is complete in itself",
            do=f"Find out where the file comes from; {NOT_WRITTEN}.",
        )
    found = _Page(_parse(text))
    frames = "Other pages or files shown inside the page are not read."
    return Extract(
        pages=("".join(found.out),),
        extracted_with=EXTRACTED_WITH,
        warnings=(frames,) if found.has_frames else (),
        unseen=tuple(found.unseen),
    )


def _parse(text: str) -> BeautifulSoup:
    with warnings.catch_warnings():
        # It wonders whether a short text is the name of a file, or whether this is XML: it may be.
        for doubt in (MarkupResemblesLocatorWarning, XMLParsedAsHTMLWarning):
            warnings.simplefilter("ignore", doubt)
        return BeautifulSoup(text, "html.parser")


class _Page:
    """Lays a page out in lines: a line for a block, a tab before each further cell of a row."""

    def __init__(self, page: BeautifulSoup) -> None:
        self.out: list[str] = []
        self.unseen: list[Unseen] = []
        self.has_frames = False
        # A stack of our own: pages from mail programs nest deeper than Python's may.
        self._waiting: list[tuple[object, bool]] = [(page, False)]
        while self._waiting:
            self._read(*self._waiting.pop())

    def _read(self, node: object, is_kept: bool) -> None:  # noqa: FBT001 (an entry of the stack)
        if node is None:
            self._end_line()
        elif isinstance(node, Tag):
            self._read_tag(node, is_kept=is_kept or node.name in ("pre", "textarea"))
        elif isinstance(node, Comment):
            self.unseen.append(Unseen("comment", str(node)))
        elif is_kept:
            self.out.append(str(node))
        elif isinstance(node, NavigableString) and not isinstance(node, PreformattedString):
            self._add_text(_BLANKS.sub(" ", node))

    def _read_tag(self, tag: Tag, *, is_kept: bool) -> None:
        if _is_hidden(tag):
            self.unseen.append(Unseen("hidden text", tag.get_text(" ")))
        elif tag.name == "br":
            self.out.append("\n")
        elif tag.name in _FRAMES:
            self.has_frames = True
        elif tag.name not in _DROPPED:
            address = str(tag.get("href", ""))
            if tag.name == "a" and address.startswith(("mailto:", "tel:")):
                self.unseen.append(Unseen("link", address))
            if tag.name in _LINES:
                if self._is_within_line():
                    self._end_line()
                self._waiting.append((None, False))
            elif tag.name in _CELLS and self._is_within_line():
                self.out.append("\t")
            self._waiting += [(child, is_kept) for child in reversed(tag.contents)]

    def _add_text(self, text: str) -> None:
        if not self._is_within_line() or self.out[-1].endswith(" "):
            text = text.lstrip(" ")
        if text:
            self.out.append(text)

    def _end_line(self) -> None:
        if self.out and not self.out[-1].endswith("\n"):
            self.out.append("\n")

    def _is_within_line(self) -> bool:
        return bool(self.out) and not self.out[-1].endswith(("\n", "\t"))


def _is_hidden(tag: Tag) -> bool:
    return tag.has_attr("hidden") or _HIDDEN.search(str(tag.get("style", ""))) is not None
