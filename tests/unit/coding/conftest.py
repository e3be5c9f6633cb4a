"""A codebook of seven codes, three replies, and the judgements of two coders on them."""

from __future__ import annotations

import hashlib
from datetime import date

import pandas as pd
import pytest

from parentdata.coding.codebook_file import parse_codebook
from parentdata.coding.columns import JUDGEMENT_COLUMNS
from parentdata.coding.judgements import check_judgements
from parentdata.coding.tools import parse_tools
from parentdata.coding.units import Unit

CODEBOOK = """
study: foi-requests
title: What councils reply
unit: the reply to one request
version: {number: 2, date: 2021-10-01, note: flat_no said more narrowly}
questions:
  Q1: Has the council used analytics?
codes:
  - {id: use, label: Use, definition: What is said about use.}
  - {id: uses_has_used, label: Has used, parent: use, question: Q1, kind: presence,
     definition: Analytics were used., include: Past use., exclude: Plans., example: We have used.}
  - {id: behaviour, label: Behaviour, definition: How the reply answers.}
  - {id: flat_no, label: Flat no, parent: behaviour, kind: presence, since: 2,
     definition: No and nothing else., include: One word., exclude: Reasons., example: No.}
  - {id: exemption_claimed, label: Exemption, parent: behaviour, definition: A section is named.}
  - {id: exemption_s12, label: Cost, parent: exemption_claimed, kind: presence,
     definition: Section 12., include: Cost., exclude: Fees., example: Section 12 applies.}
  - {id: vague, label: Vague, parent: behaviour, kind: presence,
     definition: d, include: i, exclude: e, example: x,
     retired: {since: 2, reason: Nobody agreed on it.}}
  - {id: disclosure, label: Disclosure, kind: ordinal, values: [none, little, some, full],
     definition: How much., include: i, exclude: e, example: x}
  - {id: tools, label: Tools, definition: A tool is named.}
"""
TOOLS = """
tools:
  - {id: ms_bi, label: Microsoft Business Intelligence, kind: tool, aliases: [Power BI, MS BI]}
  - {id: a, label: Supplier A, kind: supplier}
"""
CODED_ON = date(2021, 11, 2)


@pytest.fixture
def codebook():
    return parse_codebook(CODEBOOK, source="codebook.yml", tools=parse_tools(TOOLS, source="t"))


# --- Replies and judgements -----------------------------------------------------------------------

TEXTS = {
    "R001": "This is a stand-in reply.\nWe have used Power BI since 2018.\nIt shows attendance.\n",
    "R002": "This is a stand-in reply.\nNo.\nNo.\n",
    "R003": "This is a stand-in reply.\nSection 12 applies: £600 would be exceeded.\n",
}
# What each coder saw; everything else was absent, and little was disclosed.
SEEN = {
    "coder-a": {
        ("R001", "uses_has_used"): "We have used Power BI",
        ("R001", "tool_ms_bi"): "Power BI",
        ("R002", "flat_no"): "No.\nNo.",
        ("R003", "exemption_s12"): "Section 12 applies: £600",
    },
    "coder-b": {
        ("R001", "uses_has_used"): "used Power BI since 2018",
        ("R001", "tool_ms_bi"): "Power BI",
        ("R003", "exemption_s12"): "Section 12 applies",
    },
}


@pytest.fixture
def units():
    return {
        name: Unit(
            unit_id=name,
            text=text,
            from_date=date(2021, 11, 1),
            file=f"replies/{name}.txt",
            sha256=hashlib.sha256(text.encode()).hexdigest(),
        )
        for name, text in TEXTS.items()
    }


@pytest.fixture
def judge(codebook):
    """Make the judgements of one coder, as they are read from a file; changes by (unit, code)."""

    def judge(coder="coder-a", changes=None):
        changes = changes or {}
        cells = [
            _judge_one(unit_id, code.id, coder, codebook) | changes.get((unit_id, code.id), {})
            for unit_id in TEXTS
            for code in codebook.leaves
        ]
        return pd.DataFrame(cells, range(2, len(cells) + 2), JUDGEMENT_COLUMNS, dtype=str)

    return judge


def _judge_one(unit_id, code, coder, codebook):
    quote = SEEN[coder].get((unit_id, code), "")
    start = TEXTS[unit_id].index(quote) if quote else ""
    value = "little" if code == "disclosure" else "present" if quote else "absent"
    return {
        "unit_id": unit_id,
        "code": code,
        "coder": coder,
        "value": value,
        "start": str(start),
        "end": str(start + len(quote)) if quote else "",
        "quote": quote,
        "codebook_version": codebook.stamp,
        "coded_date": CODED_ON.isoformat(),
        "note": "",
    }


@pytest.fixture
def both(judge, codebook, units):
    """The checked judgements of both coders."""
    checked = [
        check_judgements(judge(coder), codebook=codebook, units=units, not_after=CODED_ON)
        for coder in ("coder-a", "coder-b")
    ]
    return pd.concat(checked, ignore_index=True)
