"""Text that a spreadsheet would run: refused, so that no table we publish carries it on."""

from __future__ import annotations

import re
from pathlib import Path

import pandas as pd

from parentdata.instrument import Instrument
from parentdata.intake.refusals import Fault, FormulaCell, refuse_cells

# An equals sign begins a formula in any cell. A plus, minus or at sign begins one in text where
# a function call, or a number or cell with an operator, follows directly, or where the text holds
# a call to another program (`+cmd|' /C calc'!A0`). A parent's "- privacy", "+ my ex", "@school"
# and "-ve" are none of these.
_EQUALS = r"\s*="
_TEXT = r"\s*[-+@]+(?:[A-Za-z_][\w.]*\(|\$?[A-Za-z]{0,3}\$?\d[\d.,]*\s*[-+*/^&(]|(?s:.*)\|(?s:.*)!)"


def is_formula(text: str) -> bool:
    """Whether a spreadsheet might compute a text, or run another program by it."""
    return re.match(f"{_EQUALS}|{_TEXT}", text) is not None


def refuse_formulas(cells: pd.DataFrame, instrument: Instrument, *, file: Path) -> None:
    """Refuse responses with a formula in a cell; `FormulaCell` tells where."""
    faults = []
    for name in cells:
        # What the questionnaire does not describe is the id, or text of the design.
        is_text = name not in instrument.asked or instrument.asked[name].question.type == "open"
        pattern = f"{_EQUALS}|{_TEXT}" if is_text else _EQUALS
        distinct = pd.Series(cells[name].unique(), dtype=str)
        found = cells[name][cells[name].isin(distinct[distinct.str.match(pattern)])]
        faults += [Fault(int(row), name, came) for row, came in found.items()]
    if faults:
        raise refuse_cells(
            FormulaCell,
            sorted(faults),
            "cells hold a formula",
            file=file,
            expected="answers as typed, nothing that a spreadsheet would compute",
            do="If it is what the parent wrote, put a word before it and say so in origin.yml's "
            "note; if not, find out who put it there",
        )
