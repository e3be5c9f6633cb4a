"""The records of all numbers of all pages, and the share of numbers that have one."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from parentdata.site.number_sources import Source, Sources
from parentdata.site.page_numbers import (
    NumberWithoutAddress,
    PageNumbers,
    read_page_numbers,
)
from parentdata.site.pages import Page
from parentdata.site.record import Maker, Record, Recorder

CELL = "cell"
# A number that carries an id, in HTML.
_ID = re.compile(r'data-id="([^"]*)"')
# Where a notebook puts its tables: a study that is named, or the one that the page is about.
_WRITES = re.compile(r'\bwritten\((?:"([\w-]+)"|\w+)\)')


@dataclass(frozen=True)
class PageRecords:
    """The records of one page, in the order in which its numbers stand.

    `counted` numbers have an id; `bare` are those that have none.
    """

    page: str
    records: tuple[Record, ...]
    counted: int
    bare: tuple[str, ...] = ()


def count_coverage(found: Sequence[PageRecords]) -> dict[str, float]:
    """Count the numbers of all pages, and the share of them that have an id."""
    counted = sum(page.counted for page in found)
    every = counted + sum(len(page.bare) for page in found)
    records = sum(len(page.records) for page in found)
    share = counted / every if every else 1.0
    return {"numbers_on_pages": every, "records": records, "share_with_an_id": share}


def refuse_bare(found: Sequence[PageRecords]) -> None:
    """Refuse pages that show a number without an id.

    Raises
    ------
    NumberWithoutAddress
        A number has none.
    """
    for page in found:
        if page.bare:
            raise _refuse(page.page, f"shows {page.bare[0]!r}, which has no id", len(page.bare))


def name_cell(place: int) -> str:
    """Name the anchor of a page's cell, from its place among the prepared cells."""
    return f"cell-{place + 1:03d}"


def gather_records(
    root: Path, pages: Sequence[tuple[Page, Sequence]], *, exceptions: Iterable[str]
) -> list[PageRecords]:
    """Find the record of every number of every page.

    Parameters
    ----------
    root : Path
    pages : sequence of (Page, prepared cells)
    exceptions : iterable of str
        Phrases that may hold digits.

    Raises
    ------
    NumberWithoutAddress
        A number has an id that no table holds.
    """
    sources = Sources(root)
    makers, writers = find_makers(pages)
    recorder = Recorder(sources, makers, writers)
    found = []
    for page, cells in pages:
        numbers = _read_page(cells, exceptions, sources.label_words)
        names = dict.fromkeys(shown.id for shown in numbers.shown)
        records = [recorder.write(_find(sources, name, page)) for name in names]
        counted = len(numbers.shown) + numbers.described
        found.append(PageRecords(page.page, tuple(records), counted, tuple(numbers.bare)))
    return found


def _find(sources: Sources, name: str, page: Page) -> Source:
    source = sources.find(name)
    if source is None:
        raise _refuse(page.page, f"shows a number with the id {name!r}, which no table holds", 1)
    return source


def _refuse(page: str, came: str, count: int) -> NumberWithoutAddress:
    others = f" (and {count - 1} more)" if count > 1 else ""
    return NumberWithoutAddress(
        f"the page {came}{others}.",
        file=f"{page}.html",
        expected="an id of a derived table on every number",
        do="Show it by `display`, cite it as {{ ID }}, or list the phrase with its reason in"
        " number-exceptions.txt; the site was left as it is.",
    )


def _list_html(cell) -> Iterator[str]:
    for output in cell.get("outputs", []):
        text = output.get("data", {}).get("text/html")
        if text:
            yield text


def _read_page(cells: Sequence, exceptions: Iterable[str], labels: set[str]) -> PageNumbers:
    """Read prose, whose typed numbers are refused before, by its marks, and outputs as HTML."""
    parts: list[str] = []
    for cell in cells:
        if cell.cell_type == "markdown":
            marked = re.findall(r'<(?:span|dd) [^<>]*data-id="[^"]*"[^<>]*>[^<]*<', cell.source)
            parts += [f"{part}/{part[1:3].replace('sp', 'span')}>" for part in marked]
        parts += _list_html(cell)
    return read_page_numbers(parts, exceptions=exceptions, labels=labels)


def find_makers(
    pages: Sequence[tuple[Page, Sequence]],
) -> tuple[dict[str, list[Maker]], dict[str, Maker]]:
    """Find the code cells that show each number, and the one that writes each study's tables."""
    writers: dict[str, Maker] = {}
    makers: dict[str, list[Maker]] = {}
    for page, cells in pages:
        for place, cell in enumerate(cells):
            if cell.cell_type != "code":
                continue
            maker = _make(page, place, cell)
            for study in _WRITES.findall(cell.source):
                writers.setdefault(study or page.studies[0], maker)
            for text in _list_html(cell):
                for name in dict.fromkeys(map(html.unescape, _ID.findall(text))):
                    makers.setdefault(name, []).append(maker)
    return makers, writers


def _make(page: Page, place: int, cell) -> Maker:
    number = cell.metadata.get(CELL, 0)
    return Maker(page.notebook or "", number, page.file, name_cell(place))
