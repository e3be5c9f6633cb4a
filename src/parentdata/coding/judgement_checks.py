"""Every fault that a judgement can have, held against the codebook and its document."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date

import pandas as pd

from parentdata.coding.codebook import PRESENT, Codebook
from parentdata.coding.columns import JUDGEMENT_KEY
from parentdata.coding.faults import Fault
from parentdata.coding.refusals import (
    BadCoder,
    BadCodingDate,
    CodedTwice,
    FormulaText,
    NoPassage,
    QuoteMoved,
    RetiredCode,
    SpanOutside,
    UnknownCode,
    UnknownUnit,
    UnlistedValue,
)
from parentdata.coding.units import Unit, Units
from parentdata.intake.formulas import is_formula
from parentdata.intake.refusals import shorten

# A pseudonym: no capitals, no spaces, so that a person's name is not written by habit.
CODER = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_OFFSET = re.compile(r"[0-9]{1,9}")
_ISO_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")

Cells = Mapping[str, str]


def find_faults(
    cells: pd.DataFrame,
    *,
    codebook: Codebook,
    units: Units,
    not_after: date,
    coder: str | None = None,
) -> list[Fault]:
    """Find every fault of judgements by the present codebook; as `check_judgements`."""
    records = list(zip(cells.index, cells.to_dict("records"), strict=True))
    found = [
        fault
        for row, record in records
        for fault in _check_record(int(row), record, codebook, units, not_after, coder)
    ]
    return [*found, *_find_repeats(records)]


def _check_record(
    row: int,
    record: Cells,
    codebook: Codebook,
    units: Units,
    not_after: date,
    coder: str | None,
) -> Iterator[Fault]:
    yield from _check_code(row, record, codebook)
    yield from _check_coder(row, record, coder)
    for name in ("quote", "note"):
        if is_formula(record[name]):
            yield Fault(row, name, FormulaText, shorten(record[name]))
    unit = units.get(record["unit_id"])
    if unit is None:
        yield Fault(row, "unit_id", UnknownUnit, shorten(record["unit_id"]))
        return
    yield from _check_passage(row, record, unit.text)
    yield from _check_date(row, record, unit, not_after)


def _check_code(row: int, record: Cells, codebook: Codebook) -> Iterator[Fault]:
    name, value = record["code"], record["value"]
    code = codebook.by_id.get(name)
    if code is None:
        yield Fault(row, "code", UnknownCode, shorten(name))
    elif code.kind is None:
        yield Fault(row, "code", UnknownCode, f"{name!r} groups other codes")
    elif code.retired is not None:
        since, reason = code.retired.since, code.retired.reason
        yield Fault(row, "code", RetiredCode, f"{name!r}, since version {since}: {reason}")
    elif value and value not in code.allowed:
        allowed = ", ".join(code.allowed)
        yield Fault(row, "value", UnlistedValue, f"{shorten(value)} of {name!r} ({allowed})")


def _check_coder(row: int, record: Cells, coder: str | None) -> Iterator[Fault]:
    name = record["coder"]
    if not CODER.fullmatch(name):
        yield Fault(row, "coder", BadCoder, f"{shorten(name)} is no name such as coder-a")
    elif coder is not None and name != coder:
        yield Fault(row, "coder", BadCoder, f"{name!r} in the work of {coder!r}")


def _check_passage(row: int, record: Cells, text: str) -> Iterator[Fault]:
    start, end, quote = record["start"], record["end"], record["quote"]
    if not (start or end or quote):
        if record["value"] == PRESENT:
            yield Fault(row, "start", NoPassage, f"{record['code']!r} is present")
        return
    if not (_OFFSET.fullmatch(start) and _OFFSET.fullmatch(end)):
        yield Fault(row, "start", SpanOutside, f"from {start!r} to {end!r}")
    elif not int(start) < int(end) <= len(text):
        yield Fault(row, "start", SpanOutside, f"{start} to {end} of {len(text)} characters")
    elif text[int(start) : int(end)] != quote:
        there = shorten(text[int(start) : int(end)])
        yield Fault(row, "quote", QuoteMoved, f"{shorten(quote)}, where {there} stands")


def _check_date(row: int, record: Cells, unit: Unit, not_after: date) -> Iterator[Fault]:
    written = record["coded_date"]
    coded = parse_date(written)
    if coded is None:
        yield Fault(row, "coded_date", BadCodingDate, f"{shorten(written)} is no ISO date")
    elif coded < unit.from_date:
        came = f"{written}, before there was anything to code ({unit.from_date})"
        yield Fault(row, "coded_date", BadCodingDate, came)
    elif coded > not_after:
        yield Fault(row, "coded_date", BadCodingDate, f"{written}, after {not_after}")


def parse_date(written: str) -> date | None:
    """Read an ISO date; None where it is none."""
    try:
        return date.fromisoformat(written) if _ISO_DATE.fullmatch(written) else None
    except ValueError:
        return None


def _find_repeats(records: list[tuple[int, Cells]]) -> Iterator[Fault]:
    seen: dict[tuple[str, ...], int] = {}
    for row, record in records:
        key = tuple(record[name] for name in JUDGEMENT_KEY)
        first = seen.setdefault(key, row)
        if first != row:
            came = f"{' '.join(key)}, as in row {first}"
            yield Fault(row, "unit_id", CodedTwice, came)
