"""Placeholders in prose: `{{ ID }}` and `{{ ID field }}`.

An alternative text may also hold `{{ tally 3 }}`, a count of the rows that its figure draws.
"""

from __future__ import annotations

import difflib
import html
import re
from typing import Literal

from parentdata.errors import Refusal
from parentdata.numbers.number import FIELDS, BadNumber, Number, write_number
from parentdata.numbers.read import Lookup

PLACEHOLDER = re.compile(
    r"\{\{\s*(?P<id>[^\s{}<>]+)(?:\s+(?:(?P<field>[a-z_]+)|(?P<count>\d+)))?\s*\}\}"
)
TALLY = "tally"


class UnknownNumber(Refusal):
    """A placeholder names an id or a field that no table holds."""


def _find(match: re.Match[str], lookup: Lookup, where: str | None) -> tuple[Number, str]:
    name, field = match["id"], match["field"] or "value"
    if name not in lookup:
        near = difflib.get_close_matches(name, lookup, n=3, cutoff=0.5)
        raise UnknownNumber(
            f"no number has the id {name!r} (in {match.group()!r}).",
            file=where,
            expected=f"an id such as {', '.join(near)}" if near else "an id of a derived table",
            do="Correct the id, or add the estimate to its study's estimates.csv.",
        )
    shown = write_number(lookup[name], field) if field in FIELDS else None
    if shown is None:
        held = [each for each in FIELDS if write_number(lookup[name], each) is not None]
        raise UnknownNumber(
            f"the number {name!r} has no {field!r}.",
            file=where,
            expected=f"one of {', '.join(held)}",
            do="Correct the word after the id.",
        )
    return lookup[name], shown


def fill(
    text: str, lookup: Lookup, *, markup: Literal["html", "plain"], where: str | None = None
) -> str:
    """Replace `{{ ID }}` and `{{ ID field }}` by what the lookup holds.

    Parameters
    ----------
    text : str
        Markdown of one cell.
    lookup : mapping of id to Number
    markup : "html" or "plain"
        "html" wraps each number in a span that carries its id, except in the line that opens a
        fenced block, whose attributes hold no markup.
    where : str, optional
        Notebook and cell, for the refusal.

    Raises
    ------
    UnknownNumber
        An id or a field is in no table; the nearest ids are named.
    """

    def replace(match: re.Match[str]) -> str:
        if match["id"] == TALLY and markup == "plain" and match["count"]:
            return match["count"]
        number, shown = _find(match, lookup, where)
        line = text[text.rfind("\n", 0, match.start()) + 1 : match.start()]
        if markup == "plain" or line.lstrip().startswith(":::"):
            return shown
        name = html.escape(number.id).replace("|", "&#124;")
        return (
            f'<span class="pd-number" data-id="{name}" data-status="{number.data_status}">'
            f"{html.escape(shown, quote=False)}</span>"
        )

    if markup not in ("html", "plain"):
        raise BadNumber(
            f"the markup {markup!r} is not known.", expected="html or plain", do="Choose one."
        )
    return PLACEHOLDER.sub(replace, text)
