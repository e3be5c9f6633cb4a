"""Columns of the tables of coding, in order; all are text but the two offsets."""

from __future__ import annotations

# One row per unit, code and coder. `value` is blank where the coder could not tell; `start` and
# `end` count characters of the unit's document from 0, so that quote = text[start:end].
JUDGEMENT_COLUMNS = (
    "unit_id",
    "code",
    "coder",
    "value",
    "start",
    "end",
    "quote",
    "codebook_version",
    "coded_date",
    "note",
)
JUDGEMENT_KEY = ("unit_id", "code", "coder")

# One row per decision of an adjudicator.
ADJUDICATION_COLUMNS = (
    "unit_id",
    "code",
    "value_a",
    "value_b",
    "decision",
    "adjudicated_by",
    "adjudicated_date",
    "reason",
)

# One row per unit and code.
DECIDED_COLUMNS = (
    "unit_id",
    "code",
    "value",
    "how",
    "value_a",
    "value_b",
    "start",
    "end",
    "quote",
)
