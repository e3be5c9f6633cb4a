"""Captions with numbers in them, and the hint that marks are links."""

from __future__ import annotations

import re

import pandas as pd

from parentdata.figures.parts_html import escape
from parentdata.numbers import Lookup, fill, read_estimates


def read_lookup(numbers: pd.DataFrame | Lookup, name: str) -> Lookup:
    """Read the numbers that a caption may cite; none from a table that holds no estimates."""
    if not isinstance(numbers, pd.DataFrame):
        return numbers
    if not {"id", "unit", "value"} <= set(numbers):
        return {}
    plain = numbers.astype(object).where(numbers.notna(), None)
    return read_estimates(plain.to_dict("records"), source=name)


def write_caption(caption: str, lookup: Lookup, name: str) -> str:
    """Write a caption as HTML, its placeholders filled in and its words escaped."""
    # Escaped in parts: a placeholder holds an id as it is, and what it shows is markup already.
    parts = re.split(r"(\{\{.*?\}\})", caption)
    return "".join(
        fill(part, lookup, markup="html", where=name) if number % 2 else escape(part)
        for number, part in enumerate(parts)
    )


def write_hint(words: str) -> str:
    """Say above a figure that its marks are links; nothing without words."""
    return f'<p class="pd-hint">Each mark is a link to {escape(words)}.</p>\n' if words else ""
