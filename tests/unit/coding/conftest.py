"""A codebook of seven codes, three replies, and the judgements of two coders on them."""

from __future__ import annotations

from datetime import date

import pytest

from parentdata.coding.codebook_file import parse_codebook
from parentdata.coding.tools import parse_tools

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
