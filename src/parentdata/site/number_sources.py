"""Where the numbers of pages come from: every row by its id, every cell by its address."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from parentdata.instrument import load_instrument
from parentdata.numbers.cells import LISTED, name_rows, slug, split_address
from parentdata.site.lookup import load_yaml
from parentdata.site.page_numbers import find_label_words

ESTIMATES, FIGURES = "estimates.csv", "figures"
# The second opinions of estimates stand beside them, under the same ids.
OPINIONS = "second-opinions.csv"
STATUS = "data_status"
PUBLISHED, PARAMETER, INSTRUMENT = "published.", "params.", "instrument."


@dataclass(frozen=True)
class Source:
    """A number: its id, the row that holds it (as text) and the row's file.

    `kind` is "estimate", "row" (of a figure), "cell" (of a table), "published", "parameter",
    "instrument" or "listed"; `column` names the column of a cell.
    """

    id: str
    kind: str
    row: Mapping[str, str]
    file: str
    study: str = ""
    column: str = "value"


def read_address(address: str, columns: Sequence[str]) -> tuple[str, tuple[str, ...], str]:
    """Read the address of a cell: its column, the key of its table, and the name of its row.

    Raises
    ------
    KeyError
        It is no address, or the table has no such column.
    """
    parts = split_address(address)
    known = {"interval": "ci_low"} | {slug(name): name for name in columns}
    if parts is None or parts["column"] not in known:
        raise KeyError(address)
    names = re.split(r"\+(?=[A-Za-z_]\w*=)", parts["row"])
    key = tuple(part.partition("=")[0] for part in names)
    has_key = "=" in parts["row"] and set(key) <= set(columns)
    return known[parts["column"]], key if has_key else ("id",), parts["row"]


def read_rows(path: Path) -> list[dict[str, str]]:
    """Read a derived table as text; an absent one is empty."""
    if not path.is_file():
        return []
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


@dataclass
class Sources:
    """All derived tables of a compendium, read when they are first asked for."""

    root: Path
    _tables: dict[Path, list[dict[str, str]]] = field(default_factory=dict)
    _places: dict[tuple[Path, tuple[str, ...]], dict[str, int]] = field(default_factory=dict)

    def read(self, path: Path) -> list[dict[str, str]]:
        """Read a table once."""
        if path not in self._tables:
            self._tables[path] = read_rows(path)
        return self._tables[path]

    @property
    def derived(self) -> Path:
        """The room of derived tables."""
        return self.root / "data" / "derived"

    @cached_property
    def by_id(self) -> dict[str, Source]:
        """Every row that has an id: estimates first, then what figures draw."""
        found: dict[str, Source] = {}
        for kind, path in self._list_files():
            place = path.relative_to(self.root).as_posix()
            study = path.relative_to(self.derived).parts[0]
            for row in self.read(path):
                if row.get("id") and row["id"] not in found:
                    own = row.get("study") or study
                    found[row["id"]] = Source(row["id"], kind, row, place, own)
        return found

    def _list_files(self) -> Iterator[tuple[str, Path]]:
        for path in sorted(self.derived.glob(f"*/{ESTIMATES}")):
            yield "estimate", path
        for path in sorted(self.derived.glob(f"*/{FIGURES}/*.csv")):
            if path.name != OPINIONS:
                yield "row", path

    @cached_property
    def label_words(self) -> set[str]:
        """Words with digits in them that name rows of figures: they are names, not numbers."""
        paths = sorted(self.derived.glob(f"*/{FIGURES}/*.csv"))
        return {word for path in paths for word in find_label_words(self.read(path))}

    @cached_property
    def opinions(self) -> dict[str, dict[str, str]]:
        """The second opinion of every estimate that has one, by id."""
        return {
            row["id"]: row
            for path in sorted(self.derived.glob(f"*/{FIGURES}/{OPINIONS}"))
            for row in self.read(path)
        }

    @cached_property
    def claims(self) -> list[dict]:
        """What was published."""
        path = self.root / "reports" / "claims.yml"
        return (load_yaml(path).get("claims") or []) if path.is_file() else []

    @cached_property
    def parameters(self) -> dict:
        """The choices that a critic may dispute."""
        return load_yaml(self.root / "params.yaml")

    def find(self, name: str) -> Source | None:
        """Find a number by its id; None if nothing holds it."""
        if name in self.by_id:
            return self.by_id[name]
        if split_address(name):
            return self._find_cell(name)
        if name.startswith(PUBLISHED):
            claim = next((c for c in self.claims if PUBLISHED + c["id"] == name), None)
            row = {key: str(value) for key, value in (claim or {}).items()}
            place = "reports/claims.yml"
            return Source(name, "published", row, place, row["study"]) if claim else None
        if name.removeprefix(PARAMETER) in self.parameters and name.startswith(PARAMETER):
            value = str(self.parameters[name.removeprefix(PARAMETER)])
            return Source(name, "parameter", {"value": value}, "params.yaml")
        if name.startswith(INSTRUMENT):
            return self._count_instrument(name)
        return Source(name, "listed", {}, "") if name.startswith(LISTED) else None

    def _count_instrument(self, name: str) -> Source | None:
        study, what = name.split(".")[1:]
        place = f"data/raw/{study}/instrument.yml"
        if not (self.root / place).is_file():
            return None
        asked = load_instrument(self.root / place)
        counts = {"questions": len(asked.questions), "columns": len(asked.variables) + 1}
        return Source(name, "instrument", {"value": str(counts.get(what, ""))}, place, study)

    def _name_rows(self, path: Path, key: tuple[str, ...]) -> dict[str, int]:
        """Places of a table's rows by their names; named once for each key."""
        if (path, key) not in self._places:
            names = name_rows(self.read(path), key)
            self._places[path, key] = {name: place for place, name in enumerate(names)}
        return self._places[path, key]

    def _find_cell(self, address: str) -> Source | None:
        parts = split_address(address) or {}
        path = self.derived / parts["study"] / FIGURES / f"{parts['table']}.csv"
        rows = self.read(path)
        try:
            column, key, name = read_address(address, list(rows[0]) if rows else [])
            row = rows[self._name_rows(path, key)[name]]
        except KeyError:
            return None
        place = path.relative_to(self.root).as_posix()
        return Source(address, "cell", row, place, parts["study"], column)
