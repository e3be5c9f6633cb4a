"""Nothing at respondent level: no table of people, no identifiers, no words without leave."""

from __future__ import annotations

import csv
import re
from collections.abc import Collection, Iterator
from pathlib import Path

from parentdata.release.published import Leak

# As many columns named after questions are a table of answers, not of figures.
FEW_QUESTIONS = 3
_HEADINGS = re.compile(r"<th\b[^>]*>(.*?)</th>", re.DOTALL)


def find_microdata(
    path: Path, *, name: str, identifiers: Collection[str], variables: Collection[str]
) -> Iterator[Leak]:
    """Find a CSV file that holds a row for each respondent, or says which respondent."""
    with path.open(encoding="utf-8", newline="") as lines:
        header = next(csv.reader(lines), [])
    yield from _judge(header, name, identifiers, variables)


def find_printed(
    text: str, *, name: str, identifiers: Collection[str], variables: Collection[str]
) -> Iterator[Leak]:
    """Find a table of respondents in a page or in an output of a notebook."""
    for table in re.split(r"(?=<table)", text)[1:]:
        headings = [re.sub(r"<[^>]+>", "", told).strip() for told in _HEADINGS.findall(table)]
        yield from _judge(headings, name, identifiers, variables)


def _judge(
    header: Collection[str], name: str, identifiers: Collection[str], variables: Collection[str]
) -> Iterator[Leak]:
    named = sorted(set(header) & set(identifiers))
    asked = sorted(set(header) & set(variables))
    if named:
        yield Leak(id=named[0], file=name, found=f"a column {named[0]!r}, which identifies people")
    elif len(asked) >= FEW_QUESTIONS:
        yield Leak(id=asked[0], file=name, found="columns of answers, one row for each respondent"
                   f" ({', '.join(asked[:FEW_QUESTIONS])}, …)")  # fmt: skip


def find_words(path: Path, *, name: str, is_shown: bool) -> Iterator[Leak]:
    """Find people's own words in a CSV file, where `show_quotations` does not allow them."""
    with path.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            if not is_shown and row.get("quotation"):
                yield Leak(id="show_quotations", file=name, found="somebody's own words")
                return
