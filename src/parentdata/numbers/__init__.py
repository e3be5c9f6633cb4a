"""Numbers in prose: each comes from a checked row by its id, and none is typed."""

from parentdata.numbers.number import (
    WITHHELD,
    BadNumber,
    Number,
    format_probability,
    format_share,
    write_number,
    write_parameter,
)
from parentdata.numbers.placeholders import PLACEHOLDER, UnknownNumber, fill
from parentdata.numbers.read import (
    Lookup,
    join_numbers,
    read_claims,
    read_estimates,
    read_parameters,
)
from parentdata.numbers.typed import (
    BadExceptions,
    TypedDigits,
    TypedNumber,
    find_typed_numbers,
    read_exceptions,
    refuse_typed_numbers,
)

__all__ = [
    "PLACEHOLDER",
    "WITHHELD",
    "BadExceptions",
    "BadNumber",
    "Lookup",
    "Number",
    "TypedDigits",
    "TypedNumber",
    "UnknownNumber",
    "fill",
    "find_typed_numbers",
    "format_probability",
    "format_share",
    "join_numbers",
    "read_claims",
    "read_estimates",
    "read_exceptions",
    "read_parameters",
    "refuse_typed_numbers",
    "write_number",
    "write_parameter",
]
