"""One number that prose may cite, and how it is written.

share (0..1)   whole percent, "45%"; one decimal below 10%, "1.1%"; never 0% or 100% by rounding
points         difference of two shares, "5 percentage points", with a true minus sign
count          thousands separated, "1,234"
days           "23 days"
number         as many as two decimals, "0.81"
Limits of an interval are written with as many decimals as the value between them. Halves are
rounded away from nought.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from parentdata.errors import Refusal

PERCENT = "%"
WITHHELD = "withheld"
UNITS = ("share", "points", "count", "days", "number")
FIELDS = ("value", "count", "n", "interval", "base", "sentence", "text", "source")
# What a withheld row must not show; its base says why it is withheld.
_HIDDEN = ("value", "count", "interval")


class BadNumber(Refusal):
    """A row that prose may cite is not complete, or stands twice."""


@dataclass(frozen=True, kw_only=True)
class Number:
    """A value that prose may cite, with what is known about it.

    Shares and their limits live in 0..1; `count` of `n` answered so; `base` says who was asked.
    """

    id: str
    unit: str
    value: float | str | None
    ci_low: float | None = None
    ci_high: float | None = None
    count: int | None = None
    n: int | None = None
    base: str | None = None
    sentence: str | None = None
    text: str | None = None
    source: str | None = None
    is_withheld: bool = False
    data_status: str = "real"


def write_parameter(value: Any) -> str:
    """Write a parameter as a reader meets it: yes and no, lists with commas, no underscores."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list | tuple):
        return ", ".join(write_parameter(item) for item in value)
    return str(value).replace("_", " ")


def _round(value: float, decimals: int) -> Decimal:
    return Decimal(repr(float(value))).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)


def _decimals(share: float) -> int:
    return 1 if abs(share) > 0 and _round(abs(share) * 100, 1) < 10 else 0


def format_share(share: float, *, decimals: int | None = None) -> str:
    """Write a share in 0..1 as a percentage; see the module for the rule.

    Parameters
    ----------
    share : float in 0..1
    decimals : int, optional
        Decimals of the percentage; by the rule when left out.
    """
    places = _decimals(share) if decimals is None else decimals
    step = Decimal(1).scaleb(-places)
    percent = _round(float(Decimal(repr(float(share))) * 100), places)
    if percent == 0 and share > 0:
        return f"under {step}{PERCENT}"
    if percent == 100 and share < 1:
        return f"over {100 - step}{PERCENT}"
    return f"{percent:f}{PERCENT}".replace("-", "−")


def _format_points(value: float, *, decimals: int) -> str:
    points = _round(float(Decimal(repr(float(value))) * 100), decimals)
    # A rounded nought has no sign.
    return f"{points if points else abs(points):f}".replace("-", "−")


def _format_plain(value: float) -> str:
    if float(value).is_integer():
        return f"{int(value):,}".replace("-", "−")
    text = f"{_round(value, 2):,f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text.replace("-", "−")


def format_probability(value: float) -> str:
    """Write a probability with three decimals; never as nought."""
    return "under 0.001" if value < 0.001 else f"{_round(value, 3):f}"


def _write(value: float | str, unit: str, *, beside: float | None = None) -> str:
    """Write a value without the words of its unit; `beside` sets the decimals of a limit."""
    if isinstance(value, str):
        return value
    if unit in ("share", "points"):
        decimals = _decimals(value if beside is None else beside)
        write = format_share if unit == "share" else _format_points
        return write(value, decimals=decimals)
    return f"{_round(value, 0):,f}" if unit == "count" else _format_plain(value)


def _with_unit(text: str, unit: str) -> str:
    if unit == "points":
        return f"{text} percentage point{'' if text in ('1', '−1') else 's'}"
    return f"{text} day{'' if text == '1' else 's'}" if unit == "days" else text


def _write_range(number: Number) -> str | None:
    if number.ci_low is None or number.ci_high is None:
        return None
    beside = number.value if isinstance(number.value, float) else number.ci_high
    low, high = (
        _write(limit, number.unit, beside=beside) for limit in (number.ci_low, number.ci_high)
    )
    return _with_unit(f"{low} to {high}", number.unit)


def write_number(number: Number, field: str = "value") -> str | None:
    """Write one field of a number as prose shows it; None if the row does not hold it."""
    if number.is_withheld and field in _HIDDEN:
        return WITHHELD
    if field == "interval":
        return _write_range(number)
    if field == "value":
        if number.value is None:
            return _write_range(number)
        return _with_unit(_write(number.value, number.unit), number.unit)
    held = getattr(number, field)
    return f"{held:,}" if isinstance(held, int) else held
