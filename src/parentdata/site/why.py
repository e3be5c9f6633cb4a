"""What stands behind a number, for the shell: the same record as on the pages."""

from __future__ import annotations

import difflib
import json
import textwrap
from collections.abc import Iterator
from pathlib import Path

from parentdata.errors import Refusal
from parentdata.site.number_sources import PARAMETER, PUBLISHED, Sources
from parentdata.site.pages import Page, read_site
from parentdata.site.record import LABELS, NAME, Record, Recorder
from parentdata.site.records import CELL, find_makers

_WIDTH = 96


class UnknownId(Refusal):
    """No derived table, claim or parameter has that id."""


class _Cell(dict):
    """A cell of a notebook as JSON has it, read as the pages' cells are."""

    @property
    def cell_type(self) -> str:
        return self["cell_type"]

    @property
    def source(self) -> str:
        return "".join(self["source"])

    @property
    def metadata(self) -> dict:
        return self["metadata"]


def explain_number(name: str, *, root: Path) -> str:
    """Say what stands behind a number, in lines.

    Parameters
    ----------
    name : str
        An id, as the pages and the derived tables have it.
    root : Path
        Top folder of the compendium.

    Raises
    ------
    UnknownId
        Nothing has that id; near ones are named.
    """
    sources = Sources(root)
    source = sources.find(name)
    if source is None:
        raise _refuse(name, sources)
    makers, writers = find_makers(list(read_executed(root)))
    return _write(Recorder(sources, makers, writers).write(source))


def _refuse(name: str, sources: Sources) -> UnknownId:
    known = [*sources.by_id, *(PARAMETER + each for each in sources.parameters),
             *(PUBLISHED + claim["id"] for claim in sources.claims)]  # fmt: skip
    # Comparing with thousands of ids takes long; those that share a word come first.
    words = set(name.replace("|", ".").split("."))
    alike = sorted(known, key=lambda each: -len(words & set(each.replace("|", ".").split("."))))
    near = difflib.get_close_matches(name, alike[:400], n=5, cutoff=0.4)
    return UnknownId(
        f"no number has the id {name!r}.",
        expected=f"an id such as {', '.join(near)}" if near else "an id of a derived table",
        do="Take the id from the page (open a number's record) or from an estimates.csv.",
    )


def read_executed(root: Path) -> Iterator[tuple[Page, list[_Cell]]]:
    """Read the executed notebooks of the site as they are; one that has not run is left out."""
    for page in read_site(root / "reports").pages:
        path = root / "build" / "executed" / f"{page.notebook}.ipynb"
        if page.notebook and path.is_file():
            cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
            yield page, [_number(cell, place) for place, cell in enumerate(cells, start=1)]


def _number(cell: dict, place: int) -> _Cell:
    outputs = [
        {"data": {kind: "".join(text) for kind, text in output.get("data", {}).items()}}
        for output in cell.get("outputs", [])
    ]
    return _Cell(cell | {"metadata": {CELL: place}, "outputs": outputs})


def _write(record: Record) -> str:
    lines = [record.id, ""]
    for name, words in record.said.items():
        lines.append(f"{LABELS[name]}")
        lines += textwrap.wrap(
            words, _WIDTH, initial_indent="    ", subsequent_indent="    ", break_long_words=False,
            break_on_hyphens=False,
        )  # fmt: skip
    if record.snippet:
        lines += ["", "Work it out again in Python:", ""]
        lines += [
            f"    {line}".rstrip() for line in record.snippet.replace(NAME, record.id).splitlines()
        ]
    return "\n".join(lines) + "\n"
