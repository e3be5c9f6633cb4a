"""Links from the marks of a figure and the cells of a table to what stands behind a number."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import pandas as pd

from parentdata.figures.parts_html import escape
from parentdata.figures.refusals import NotDrawable
from parentdata.figures.rows import write_value

# A page, an anchor, a file below ../data/derived, or another site: nothing that runs.
_ADDRESS = re.compile(r"https://[^\s\"'<>]+|(?:[\w.-]+/)*[\w.-]*(?:#[\w.:-]+)?", re.ASCII)
# What tells a row of estimates from its neighbours, in words.
_TELLING = ("item_label", "answer_label", "domain_label")


class BadLink(NotDrawable):
    """A link leads nowhere, or from nothing."""


@dataclass(frozen=True, kw_only=True)
class Link:
    """Where a mark leads, and its name for those who do not see the mark."""

    to: str
    name: str


def check_address(to: object, *, where: str) -> str:
    """Return an address that a page may hold.

    Raises
    ------
    BadLink
        It is empty, or could run something.
    """
    if isinstance(to, str) and to and _ADDRESS.fullmatch(to):
        return to
    raise BadLink(
        f"{where!r} leads to {to!r}.",
        expected="a page such as 33-foi-passages.ipynb#code-flat_no, an anchor such as"
        " #code-flat_no, or an address that begins with https://",
        do="Correct the link.",
    )


def read_links(estimates: pd.DataFrame, links: Mapping[str, str] | None) -> dict[str, Link]:
    """Name the links of a figure's marks by what their rows say.

    Parameters
    ----------
    estimates : DataFrame, one row per estimate
        With `id`; a link is named by the labels and the value of its row.
    links : dict of id to address, optional

    Raises
    ------
    BadLink
        An id that no row has, or an address that a page may not hold.
    """
    if not links:
        return {}
    rows = {row["id"]: row for row in estimates.to_dict("records")}
    lost = [mark for mark in links if mark not in rows]
    if lost:
        raise BadLink(
            f"links are given for {', '.join(lost[:5])}, which the table does not have.",
            column="id",
            expected=f"ids out of {', '.join(list(rows)[:5])} and so on",
            do="Take the links from the rows that are drawn.",
        )
    return {
        mark: Link(to=check_address(to, where=mark), name=name_row(rows[mark]))
        for mark, to in links.items()
    }


def name_row(row: Mapping[str, object]) -> str:
    """Name a row by its labels and, where it has one, its value: "Flat no, Wales: 3"."""
    name = join_words(row, _TELLING) or str(row.get("id", ""))
    if "unit" not in row or "value" not in row:
        return name
    is_withheld = bool(row.get("is_withheld", False))
    return f"{name}: {write_value({**row, 'is_withheld': is_withheld})}"


def join_words(row: Mapping[str, object], columns: Iterable[str]) -> str:
    """Join the words of some columns of a row, each once: "Authority 001, No reply"."""
    given = [row.get(name) for name in columns]
    parts = dict.fromkeys(str(part) for part in given if part is not None and not pd.isna(part))
    return ", ".join(part for part in parts if part)


def write_anchor(text: str, to: object, *, before: str) -> str:
    """Write a cell as a link, named by what stands `before` it; plain where it leads nowhere."""
    if to is None or pd.isna(to) or to == "":
        return escape(text)
    address = check_address(to, where=before or text)
    unseen = f'<span class="pd-sr">{escape(before)}: </span>' if before else ""
    return f'<a href="{escape(address)}">{unseen}{escape(text)}</a>'
