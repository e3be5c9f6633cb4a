"""Markdown cells: their numbers, their citations, and the title that opens a page."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from parentdata.errors import Refusal
from parentdata.numbers import Lookup, fill, refuse_typed_numbers
from parentdata.site.links import Links
from parentdata.site.outputs import check_markup

_TITLE = re.compile(r"\A\s*#\s+(?P<title>[^\n]+?)\s*#*\s*(?:\n|\Z)")
_HEADING = re.compile(r"^#{2,6}\s+(?P<words>.+?)\s*(?:\{[^{}]*\})?\s*$", re.MULTILINE)
_CITATION = re.compile(r"(?<![\w.@])-?@(?P<key>[A-Za-z][\w:.#$%&+?<>~/-]*\w)")
_CODE = re.compile(r"^```.*?^```\s*$|`[^`\n]+`", re.DOTALL | re.MULTILINE)


class NoTitle(Refusal):
    """A notebook does not open with its title."""


class UnknownCitation(Refusal):
    """Prose cites a work that references.bib does not list."""


@dataclass(frozen=True)
class Prose:
    """What the prose of every page is held against."""

    lookup: Lookup
    exceptions: tuple[str, ...]
    keys: frozenset[str]

    def settle(self, markdown: str, links: Links, *, where: str) -> str:
        """Fill in a cell's numbers and rewrite its links.

        Raises
        ------
        TypedDigits, UnknownNumber, UnknownCitation, BrokenLink, BadOutput
            The cell holds a typed number, an unknown id or key, a link to nothing, or a script.
        """
        refuse_typed_numbers(markdown, exceptions=self.exceptions, where=where)
        check_markup(_CODE.sub("", markdown), where=where)
        for key in find_citations(markdown):
            if key not in self.keys:
                raise UnknownCitation(
                    f"@{key} is not in references.bib.",
                    file=where,
                    expected=f"one of {', '.join(sorted(self.keys))}",
                    do="Correct the key, or add the work to reports/references.bib.",
                )
        filled = fill(markdown, self.lookup, markup="html", where=where)
        return links.rewrite_markdown(filled, where=where)


def read_keys(bibliography: Path) -> frozenset[str]:
    """Read the keys of a BibTeX file."""
    text = bibliography.read_text(encoding="utf-8")
    return frozenset(re.findall(r"^@\w+\s*\{\s*([^,\s]+)\s*,", text, re.MULTILINE))


def find_citations(markdown: str) -> list[str]:
    """Find the keys that prose cites, in order."""
    return [match["key"] for match in _CITATION.finditer(_CODE.sub("", markdown))]


def take_title(markdown: str, *, where: str) -> tuple[str, str]:
    """Split the leading `# Title` from the cell that opens a notebook.

    Raises
    ------
    NoTitle
        The cell does not begin with a first-level heading.
    """
    match = _TITLE.match(markdown)
    if match is None:
        raise NoTitle(
            "the notebook does not open with its title.",
            file=where,
            expected="a first cell, in markdown, whose first line is `# Title`",
            do="Write the title there; the site was left as it is.",
        )
    return match["title"], markdown[match.end() :].strip()


def last_heading(markdown: str, *, before: str) -> str:
    """Return the words of the last heading of a cell, or `before` where it has none."""
    found = [match["words"] for match in _HEADING.finditer(_CODE.sub("", markdown))]
    if not found:
        return before
    plain = re.sub(r"<[^>]+>|[*_`$\[\]\\]", "", found[-1])
    # Quarto takes a summary for markdown and would set its quotation marks; set, they stay.
    plain = re.sub(r'(^|[\s(])"', r"\1“", plain).replace('"', "”")
    return re.sub(r"(^|[\s(])'", r"\1‘", plain).replace("'", "’").replace("--", "–")


def summarise_code(source: str, *, heading: str, tags: Iterable[str]) -> str:
    """Word the line under which a cell's code is folded: what it belongs to, and its length."""
    lines = sum(1 for line in source.splitlines() if line.strip())
    length = f"{lines} line{'' if lines == 1 else 's'}"
    if "injected-parameters" in tags:
        return f"Code: parameters of this run, {length}"
    if "parameters" in tags:
        return f"Code: parameters, {length}"
    return f"Code: {heading}, {length}"
