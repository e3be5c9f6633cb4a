"""Codings of a REFI-QDA project as judgements."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from parentdata.coding.codebook import ABSENT, Codebook
from parentdata.coding.qdpx_codes import CodeKey
from parentdata.coding.qdpx_model import RefiCoding, RefiProject
from parentdata.coding.qdpx_refusals import ContradictoryCoding, NoCoder, refuse_project
from parentdata.coding.qdpx_sets import Judged, read_sets
from parentdata.coding.qdpx_units import FoundUnit

_STAMP = re.compile(r"\bcodebook ([0-9]+-[0-9a-f]+)\b")

Key = tuple[str, str, str]


@dataclass(frozen=True)
class _Given:
    """One code given to one unit by one coder."""

    value: str
    span: tuple[int, int] | None
    date: str
    notes: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class ProjectReader:
    """Reads judgements out of a project.

    Attributes
    ----------
    project : RefiProject
    codebook : Codebook
    found : dict of a source's guid to FoundUnit
    coders : mapping of a user's name to the coder's
    fills_absent : bool
        Where no set says what a coder judged, codes that they did not give are absent (of a code
        with values: the coder could not tell). Otherwise there is no judgement.
    version : str or None
        Stamp of the codebook of judgements of which no set tells it; by default what the
        project's description says.
    file : Path
    """

    project: RefiProject
    codebook: Codebook
    found: Mapping[str, FoundUnit]
    coders: Mapping[str, str]
    fills_absent: bool
    version: str | None
    file: Path

    def list_rows(self) -> list[dict[str, str]]:
        """List judgements as rows of text, sorted by unit, code and coder.

        Raises
        ------
        NoCoder
            A coding does not say who made it, and the project has other than one user.
        ContradictoryCoding
            A coder gave a unit two values of one code.
        UnknownReference
            As `read_sets`.
        """
        key = CodeKey(self.project, self.codebook)
        given = self._collect(key)
        units = {guid: one.unit_id for guid, one in self.found.items()}
        judged = read_sets(self.project, key, units, file=self.file)
        told = {(unit, coder) for unit, _, coder in judged}
        documents = {one.unit_id: one for one in self.found.values()}
        if self.fills_absent:
            judged |= self._fill(given, told)
        return [
            self._make_row(name, given.get(name, []), judged.get(name), documents[name[0]])
            for name in sorted({*given, *judged})
        ]

    def _collect(self, key: CodeKey) -> dict[Key, list[_Given]]:
        given: dict[Key, list[_Given]] = defaultdict(list)
        for source in self.project.sources:
            unit = self.found[source.guid]
            for coding in source.codings:
                meaning = key.read(coding.code)
                notes = tuple(self.project.notes[guid] for guid in coding.notes)
                span = None if coding.span is None else unit.place(coding.span)
                one = _Given(meaning.value, span, coding.date, notes)
                given[unit.unit_id, meaning.code, self._name_coder(coding, source.name)].append(one)
        return given

    def _name_coder(self, coding: RefiCoding, source: str) -> str:
        user = coding.user
        if user is None and len(self.project.users) == 1:
            user = next(iter(self.project.users))
        if user is None:
            raise refuse_project(
                NoCoder,
                f"a coding of {source!r} does not say who made it, and the project has "
                f"{len(self.project.users)} users.",
                file=self.file,
                expected="a creatingUser on each coding, or one user",
                do="Export the work of each coder apart",
            )
        name = self.project.users[user]
        return self.coders.get(name, name)

    def _fill(
        self, given: Mapping[Key, list[_Given]], told: set[tuple[str, str]]
    ) -> dict[Key, Judged]:
        latest: dict[tuple[str, str], str] = {}
        for (unit, _, coder), codings in given.items():
            dates = [latest.get((unit, coder), ""), *(one.date for one in codings)]
            latest[unit, coder] = max(dates)
        return {
            (unit, leaf.id, coder): Judged(date, self._default_version())
            for (unit, coder), date in latest.items()
            if (unit, coder) not in told
            for leaf in self.codebook.leaves
        }

    def _default_version(self) -> str:
        found = _STAMP.search(self.project.description)
        return self.version or (found[1] if found else "")

    def _make_row(
        self, name: Key, given: list[_Given], judged: Judged | None, unit: FoundUnit
    ) -> dict[str, str]:
        unit_id, code, coder = name
        if len({one.value for one in given}) > 1:
            raise self._refuse_values(name, given)
        is_presence = code in self.codebook.by_id and self.codebook.by_id[code].kind == "presence"
        unsaid = ABSENT if is_presence else ""
        date, version = judged or Judged("", self._default_version())
        row = {
            "unit_id": unit_id, "code": code, "coder": coder, "value": unsaid, "start": "",
            "end": "", "quote": "", "codebook_version": version, "coded_date": date, "note": "",
        }  # fmt: skip
        if not given:
            return row
        passages = sorted((one for one in given if one.span), key=lambda one: one.span)
        first = passages[0] if passages else given[0]
        others = [f"{one.span[0]} to {one.span[1]}" for one in passages[1:]]
        notes = dict.fromkeys(note for one in (first, *given) for note in one.notes)
        if others:
            notes[f"also at {'; '.join(others)}"] = None
        row |= {"value": first.value, "note": "\n".join(notes)}
        row["coded_date"] = first.date or date
        if first.span is not None:
            start, end = first.span
            row |= {"start": str(start), "end": str(end), "quote": unit.document[start:end]}
        return row

    def _refuse_values(self, name: Key, given: list[_Given]) -> ContradictoryCoding:
        unit_id, code, coder = name
        values = sorted({one.value or "cannot tell" for one in given})
        return refuse_project(
            ContradictoryCoding,
            f"{coder} gave {unit_id!r} {' and '.join(values)} by {code!r}.",
            file=self.file,
            expected="one value of each code for each unit",
            do="Ask the coder which one stands",
        )
