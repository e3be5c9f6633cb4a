"""Numbers from estimates, published claims and parameters."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from parentdata.numbers.number import UNITS, BadNumber, Number, write_parameter

Lookup = Mapping[str, Number]


# Fractions that are no share of anything: coefficients.
NO_SHARES = ("_alpha", "_correlation")


def _as_float(value: Any) -> float | None:
    return None if value in (None, "") else float(value)


def _as_count(value: Any) -> int | None:
    return None if value in (None, "") else round(float(value))


def _refuse_unit(name: str, unit: str, source: str) -> None:
    if unit not in UNITS:
        raise BadNumber(
            f"{name!r} has the unit {unit!r}.",
            file=source,
            expected=f"one of {', '.join(UNITS)}",
            do="Correct the unit where the row is made.",
        )


def read_estimates(rows: Iterable[Mapping[str, Any]], *, source: str) -> dict[str, Number]:
    """Turn rows of an estimates.csv (as text) into numbers, by id.

    Raises
    ------
    BadNumber
        An id stands twice, or a unit is not one of `UNITS`.
    """
    found: dict[str, Number] = {}
    for row in rows:
        _refuse_unit(row["id"], row["unit"], source)
        number = Number(
            id=row["id"],
            unit=row["unit"],
            value=_as_float(row.get("value")),
            ci_low=_as_float(row.get("ci_low")),
            ci_high=_as_float(row.get("ci_high")),
            count=_as_count(row.get("count")),
            n=_as_count(row.get("n")),
            base=row.get("base") or None,
            is_withheld=str(row.get("is_withheld", "")).lower() in ("true", "1"),
            data_status=row.get("data_status") or "real",
        )
        join_numbers(found, {number.id: number}, source=source)
    return found


def read_claims(claims: Iterable[Mapping[str, Any]], *, source: str) -> dict[str, Number]:
    """Turn published claims into numbers named `published.<id>`.

    A verbal claim shows its words, others their value or their range: the limits of a verbal claim
    are this project's tolerance, which nobody published.
    """
    found: dict[str, Number] = {}
    for claim in claims:
        name, unit = f"published.{claim['id']}", claim.get("unit") or "number"
        _refuse_unit(name, unit, source)
        is_verbal = claim.get("kind") == "verbal"
        number = Number(
            id=name,
            unit=unit,
            value=claim["text"] if is_verbal else _as_float(claim.get("value")),
            ci_low=None if is_verbal else _as_float(claim.get("low")),
            ci_high=None if is_verbal else _as_float(claim.get("high")),
            sentence=claim.get("sentence"),
            text=claim.get("text"),
            source=claim.get("source"),
            data_status="published",
        )
        join_numbers(found, {name: number}, source=source)
    return found


def read_parameters(parameters: Mapping[str, Any]) -> dict[str, Number]:
    """Turn parameters into numbers named `params.<name>`; a fraction in 0..1 is a share."""
    found = {}
    for name, value in parameters.items():
        is_share = isinstance(value, float) and 0 < value < 1 and not name.endswith(NO_SHARES)
        unit = "share" if is_share else "number"
        shown = value if is_share else write_parameter(value)
        found[f"params.{name}"] = Number(
            id=f"params.{name}", unit=unit, value=shown, data_status="parameter"
        )
    return found


def join_numbers(into: dict[str, Number], more: Lookup, *, source: str) -> None:
    """Add numbers to a lookup.

    Raises
    ------
    BadNumber
        An id is in it already: prose would not know which is meant.
    """
    for name, number in more.items():
        if name in into:
            raise BadNumber(
                f"the id {name!r} stands twice.",
                file=source,
                expected="an id for one row in all the derived tables",
                do="Give one of the two rows another id.",
            )
        into[name] = number
