"""Digits that somebody typed into prose, where a checked number belongs."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from parentdata.errors import Refusal
from parentdata.numbers.placeholders import PLACEHOLDER

_MONTH = (
    r"(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|January|February|March|April|May|June|July"
    r"|August|September|October|November|December)"
)
_YEAR = r"(?:18|19|20)\d\d"
_NUMBERED = (
    r"section|sections|chapter|part|figure|figures|table|tables|step|steps|question|questions"
    r"|appendix|page|decision|stage"
)

# Markup that carries digits which are no statements. In this order: what hides most goes first.
_MARKUP = (
    re.compile(r"^(?P<fence>```+|~~~+)[^\n]*\n.*?^(?P=fence)\s*$", re.DOTALL | re.MULTILINE),
    re.compile(r"<!--.*?-->", re.DOTALL),
    re.compile(r"(?P<ticks>`+)[^`].*?(?P=ticks)"),
    PLACEHOLDER,
    re.compile(r"</?[A-Za-z][^<>]*>"),
    re.compile(r"(?<=\])\([^()\s]*(?:\([^()]*\)[^()\s]*)*(?:\s+\"[^\"]*\")?\)"),
    re.compile(r"^\[(?!\^)[^\]]+\]:\s*\S.*$", re.MULTILINE),
    re.compile(r"<?\b(?:https?|mailto|doi):\S+"),
    re.compile(r"(?<![\w@])-?@[A-Za-z][\w:.#$%&+?<>~/-]*"),
    re.compile(r"\[\^[^\]]+\]:?"),
    re.compile(r"[#.][A-Za-z][\w.:-]*(?=[^{}\n]*\})"),
)
# Statements of when and where, which no table could hold.
_ALLOWED = (
    re.compile(r"\b\d{4}-\d\d(?:-\d\d)?\b"),
    re.compile(rf"\b\d{{1,2}}(?:st|nd|rd|th)?\s+{_MONTH}\b(?:\s+\d{{4}})?"),
    re.compile(rf"\b{_MONTH}\s+\d{{4}}\b"),
    re.compile(rf"\b{_YEAR}(?:[–/-](?:{_YEAR}|\d\d))?\b(?![.,]?\d|\s*%)"),
    re.compile(
        rf"\b(?:{_NUMBERED})\s+\d+(?:\.\d+)*(?:(?:\s*[–-]\s*|\s+(?:and|to)\s+|,\s*)\d+(?:\.\d+)*)*\b",
        re.IGNORECASE,
    ),
    re.compile(r"\bQ\d+(?:[–-]Q?\d+)?\b"),
    re.compile(r"^\s*#+\s*\d+(?:\.\d+)*\.?(?=\s)", re.MULTILINE),
    re.compile(r"^\s*\d+[.)](?=\s)", re.MULTILINE),
)
_TYPED = re.compile(r"[^\s|*_()\[\]“”‘’\"]*\d[^\s|*_()\[\]“”‘’\"]*")


class TypedDigits(Refusal):
    """Prose holds a number that no table stands behind."""


class BadExceptions(Refusal):
    """A line of the list of exceptions gives no reason."""


@dataclass(frozen=True)
class TypedNumber:
    """A number typed into prose, with its line (from 1) in the cell."""

    text: str
    line: int


def _blank(text: str, pattern: re.Pattern[str]) -> str:
    """Overwrite what matches with spaces, so that places stay what they were."""
    return pattern.sub(lambda match: re.sub(r"[^\n]", " ", match.group()), text)


def find_typed_numbers(markdown: str, *, exceptions: Iterable[str] = ()) -> list[TypedNumber]:
    """Find digits in prose that are neither placeholders nor dates, years or section numbers.

    Code, links' addresses, citation keys, footnote marks and attributes are not prose; the words of
    links, captions and alternative texts are.

    Parameters
    ----------
    markdown : str
        A cell before its placeholders are filled.
    exceptions : iterable of str
        Phrases that may hold digits, such as the name of an illness.
    """
    prose = markdown
    for pattern in _MARKUP:
        prose = _blank(prose, pattern)
    for phrase in sorted(exceptions, key=len, reverse=True):
        prose = _blank(prose, re.compile(rf"(?<!\w){re.escape(phrase)}(?!\w)"))
    for pattern in _ALLOWED:
        prose = _blank(prose, pattern)
    return [
        TypedNumber(match.group().strip(".,;:!?"), prose.count("\n", 0, match.start()) + 1)
        for match in _TYPED.finditer(prose)
    ]


def read_exceptions(text: str, *, source: Path | str) -> tuple[str, ...]:
    """Read the list of phrases that may hold digits: `phrase | reason` a line, # for a remark.

    Raises
    ------
    BadExceptions
        A line gives no reason.
    """
    phrases = []
    for row, line in enumerate(text.splitlines(), start=1):
        if not line.strip() or line.startswith("#"):
            continue
        phrase, _, reason = line.partition("|")
        if not phrase.strip() or not reason.strip():
            raise BadExceptions(
                f"the line {line.strip()!r} gives no reason.",
                file=source,
                row=row,
                expected="phrase | reason",
                do="Say after a bar why this phrase may hold digits.",
            )
        phrases.append(phrase.strip())
    return tuple(phrases)


def refuse_typed_numbers(markdown: str, *, exceptions: Iterable[str], where: str) -> None:
    """Refuse a cell that holds typed numbers.

    Raises
    ------
    TypedDigits
        With the first of them and its line.
    """
    found = find_typed_numbers(markdown, exceptions=exceptions)
    if found:
        others = f" and {len(found) - 1} more" if len(found) > 1 else ""
        raise TypedDigits(
            f"{found[0].text!r} is typed into the prose{others}.",
            file=where,
            row=found[0].line,
            expected="a placeholder, {{ ID }}, or a date or a section number",
            do="Name the estimate, or add the phrase with its reason to number-exceptions.txt.",
        )
