"""Where a withheld number may still stand: tables, pages, pictures, records, executed notebooks.

Every number of a release carries its id. A number whose id is withheld in the table of estimates
may stand nowhere else, and one that is shown stands everywhere as it does there.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import unescape
from html.parser import HTMLParser
from pathlib import Path

from parentdata.site.record_file import digest_id, read_records

# What a withheld row may not hold. Its base may stand: it says why it is withheld.
FIGURES = ("value", "ci_low", "ci_high", "count", "se", "n_weighted", "deff", "n_effective")
RECORDED = ("value", "interval", "count", "second", "n_weighted", "se", "degf", "deff")
OPEN_FIELDS = ("n", "base")
VOID = frozenset(("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta",
                  "source", "track", "wbr"))  # fmt: skip
_PLACEHOLDER = re.compile(r"\{\{.*?\}\}")
# Labels in quotes may hold digits, and a year is no figure.
_QUOTED = re.compile(r"“[^”]*”|\b(?:19|20)\d\d\b")


@dataclass(frozen=True, kw_only=True)
class Leak:
    """A number that stands where it may not: which, in which file, and what stands there."""

    id: str
    file: str
    found: str

    def tell(self) -> str:
        """Say it in a sentence."""
        return f"{self.id}: {self.file} holds {self.found}"


def find_in_table(path: Path, rows: Mapping[str, Mapping], *, name: str) -> Iterator[Leak]:
    """Find withheld figures, and figures that are not those of the estimates, in a CSV file."""
    with path.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            known = rows.get(row.get("id") or "")
            if known is None or known["statistic"] != row.get("statistic", known["statistic"]):
                continue
            held = [
                f"{field} {row[field]}"
                for field in FIGURES
                if re.search(r"\d", row.get(field) or "")
            ]
            if known["is_withheld"] == "True" and held:
                yield Leak(id=row["id"], file=name, found=f"{held[0]}, which is withheld")
            elif row.get("count") and not known["count"]:
                found = f"a count, {row['count']}, that the table of estimates does not release"
                yield Leak(id=row["id"], file=name, found=found)


class _Numbers(HTMLParser):
    """Collects what stands within each element that carries an id, and alternative texts."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.said: dict[str, list[str]] = {}
        self.alternatives: list[str] = []

    def handle_starttag(self, tag: str, attributes: list) -> None:
        given = dict(attributes)
        if given.get("data-alt"):
            self.alternatives.append(unescape(given["data-alt"]))
        name = given.get("data-id") if given.get("data-field", "") not in OPEN_FIELDS else None
        if name and given.get("aria-label"):
            self.said.setdefault(name, []).append(given["aria-label"])
        if tag not in VOID:
            self.open.append(name or "")

    def handle_startendtag(self, tag: str, attributes: list) -> None:
        self.handle_starttag(tag, attributes)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID and self.open:
            self.open.pop()

    def handle_data(self, data: str) -> None:
        for name in filter(None, self.open):
            self.said.setdefault(name, []).append(data)


def find_in_html(text: str, withheld: frozenset[str], *, name: str) -> Iterator[Leak]:
    """Find figures of withheld ids in a page, a picture or an output of a notebook."""
    parser = _Numbers()
    parser.feed(text)
    for mark in sorted(withheld & set(parser.said)):
        said = " ".join(" ".join(parser.said[mark]).split())
        if re.search(r"\d", said) and "withheld" not in said:
            yield Leak(id=mark, file=name, found=f"“{said[:80]}”")
    for told in parser.alternatives:
        bare = _QUOTED.sub("", _PLACEHOLDER.sub("", told))
        if found := re.search(r"\S*\d\S*", bare):
            said = f"the number {found.group()} without an id, so that nobody can tell whether"
            yield Leak(id="an alternative text", file=name, found=f"{said} it is withheld")


def find_in_records(script: str, withheld: frozenset[str], *, name: str) -> Iterator[Leak]:
    """Find figures of withheld ids in the records behind clicks (`files/records/<page>.js`)."""
    records = read_records(script)
    for mark in sorted(withheld):
        said = records.get(digest_id(mark), {})
        for field in RECORDED:
            cell = said.get(field, "")
            if re.search(r"\d", cell) and "withheld" not in cell:
                yield Leak(id=mark, file=name, found=f"{field} {cell}")


def find_in_notebook(text: str, withheld: frozenset[str], *, name: str) -> Iterator[Leak]:
    """Find figures of withheld ids in the outputs of an executed notebook."""
    for number, cell in enumerate(json.loads(text)["cells"], start=1):
        for output in cell.get("outputs", ()):
            for kind, said in output.get("data", {}).items():
                joined = "".join(said) if isinstance(said, list) else str(said)
                where = f"{name}, cell {number}"
                if kind in ("text/html", "image/svg+xml"):
                    yield from find_in_html(joined, withheld, name=where)
                else:
                    yield from (
                        Leak(id=mark, file=where, found="its row, printed as text")
                        for mark in sorted(withheld)
                        if mark in joined
                        and re.search(re.escape(mark) + r"(?![\w|=.]).*\d", joined)
                    )
