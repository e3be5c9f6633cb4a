"""The hidden part of a coding sheet: whose it is, and by which codebook and texts it was made."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from parentdata.coding.codebook import Codebook
from parentdata.coding.sheet_layout import LAYOUT
from parentdata.coding.units import Units


@dataclass(frozen=True, kw_only=True)
class SheetKey:
    """Whose sheet it is, and by which codebook and texts it was made.

    Attributes
    ----------
    layout, study, coder, stamp : str
    code_digests : dict of code id to digest, as `Codebook.code_digests`
    leaves : tuple of code ids, in the sheet's order
    unit_digests : dict of unit id to the SHA-256 of its document
    """

    layout: str
    study: str
    coder: str
    stamp: str
    code_digests: dict[str, str]
    leaves: tuple[str, ...]
    unit_digests: dict[str, str]

    def list_rows(self) -> Iterator[tuple[str, str, str]]:
        """The rows of the hidden sheet: kind, name, content."""
        for name in ("layout", "study", "coder", "stamp"):
            yield name, "", getattr(self, name)
        yield from (("code", name, digest) for name, digest in self.code_digests.items())
        yield from (("leaf", name, "") for name in self.leaves)
        yield from (("unit", name, digest) for name, digest in self.unit_digests.items())

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """Unit and code of every row of the sheet, in order."""
        return [(unit_id, code) for unit_id in self.unit_digests for code in self.leaves]


def make_key(codebook: Codebook, units: Units, *, coder: str) -> SheetKey:
    """Describe a sheet that is about to be written."""
    return SheetKey(
        layout=LAYOUT,
        study=codebook.study,
        coder=coder,
        stamp=codebook.stamp,
        code_digests=dict(codebook.code_digests),
        leaves=tuple(code.id for code in codebook.leaves),
        unit_digests={name: unit.sha256 for name, unit in units.items()},
    )


def parse_key(rows: Iterable[tuple[str, str, str]]) -> SheetKey:
    """Read the rows of the hidden sheet; `KeyError` where one is missing."""
    single: dict[str, str] = {}
    listed: dict[str, dict[str, str]] = {"code": {}, "leaf": {}, "unit": {}}
    for kind, name, content in rows:
        if kind in listed:
            listed[kind][name] = content
        else:
            single[kind] = content
    return SheetKey(
        **{name: single[name] for name in ("layout", "study", "coder", "stamp")},
        code_digests=listed["code"],
        leaves=tuple(listed["leaf"]),
        unit_digests=listed["unit"],
    )
