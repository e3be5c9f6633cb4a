"""Tables as HTML: numbers written as in prose, every text escaped."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from parentdata.figures.links import write_anchor
from parentdata.figures.parts_html import escape
from parentdata.figures.refusals import NotDrawable, check_option
from parentdata.figures.rows import drop_words, write_value
from parentdata.numbers import WITHHELD, Number, format_probability, write_number
from parentdata.numbers.cells import FIELDS, NAMES

EMPTY = "–"
NUMERIC = ("share", "points", "count", "days", "number", "probability", "unit", "interval")
FORMATS = (*NUMERIC, "date", "text")

Format = str | Callable[[Any], str]


@dataclass(frozen=True, kw_only=True)
class Column:
    """One column of a table as shown.

    `form` is one of `FORMATS` or a function of a value; "unit" follows the row's column `unit`,
    and "interval" is made of `ci_low` and `ci_high`. `mark` names the column whose value is the
    id of the estimate shown in a cell, `link` the column of addresses that its cells lead to.
    A cell of text carries its mark where there is a digit in it.
    """

    name: str
    heading: str
    form: Format = "text"
    mark: str | None = None
    link: str | None = None


def choose_columns(
    frame: pd.DataFrame,
    headings: Mapping[str, str],
    formats: Mapping[str, Format],
    links: Mapping[str, str] | None = None,
    marks: Mapping[str, str] | None = None,
) -> list[Column]:
    """Choose how each column is shown; without a format it follows the type of the column.

    `links` maps a column that is shown to the column of addresses that its cells lead to, `marks`
    to the column of ids; without them a row's own `id` marks its cells.

    Raises
    ------
    NotDrawable
        A column that is not in the frame, or none at all.
    BadOption
        A format that is not known.
    """
    links = links or {}
    wanted = (*headings, *formats, *links, *links.values())
    absent = [name for name in wanted if name not in (*frame.columns, "interval")]
    if absent or not headings:
        raise NotDrawable(
            f"the table has no column {', '.join(absent) or 'to show'}.",
            expected=f"columns out of {', '.join(map(str, frame.columns))}",
            do="Correct the names in `columns` or `formats`.",
        )
    mark = "id" if "id" in frame else None
    chosen = []
    for name, heading in headings.items():
        form = formats.get(name) or _guess_format(frame, name)
        if not callable(form):
            check_option(f"formats[{name!r}]", form, FORMATS)
        own = (marks or {}).get(name, mark if name not in NAMES else None)
        link = links.get(name)
        chosen.append(Column(name=name, heading=heading, form=form, mark=own, link=link))
    return chosen


def _guess_format(frame: pd.DataFrame, name: str) -> str:
    if name == "interval":
        return "interval"
    if name in ("value", "ci_low", "ci_high") and "unit" in frame:
        return "unit"
    values = frame[name]
    if pd.api.types.is_datetime64_any_dtype(values):
        return "date"
    if pd.api.types.is_bool_dtype(values) or not pd.api.types.is_numeric_dtype(values):
        return "text"
    return "count" if name in ("count", "n") else "number"


def estimate_columns(rows: pd.DataFrame) -> dict[str, str]:
    """Name the columns of a table of estimates that a reader needs, with their headings.

    Columns that say nothing (an empty domain) are left out.
    """
    offered = {
        "item_label": "Item",
        "answer_label": "Answer",
        "domain": "Group",
        "value": "Value",
        "interval": "Interval",
        "count": "Count",
        "n": "Base",
    }
    return {name: heading for name, heading in offered.items() if _says_something(rows, name)}


def _says_something(rows: pd.DataFrame, name: str) -> bool:
    if name == "interval":
        return "ci_low" in rows and bool(rows["ci_low"].notna().any())
    if name not in rows or name == "value":
        return name in rows
    if name == "count" and "unit" in rows and rows["unit"].eq("count").all():
        return False
    return bool((rows[name].notna() & rows[name].astype(str).ne("")).any())


def write_cell(row: Mapping[str, Any], column: Column) -> str:
    """Write one cell as plain text; a withheld number is the word "withheld"."""
    form, value = column.form, row.get(column.name)
    is_numeric = not callable(form) and form in NUMERIC
    is_empty = form != "interval" and bool(pd.isna(value))
    if is_numeric and row.get("is_withheld") is True and (is_empty or form == "interval"):
        return WITHHELD
    if form == "interval":
        return EMPTY if pd.isna(row.get("ci_low")) else write_value(dict(row), "interval")
    if is_empty:
        return EMPTY
    if callable(form):
        return form(value)
    if form == "probability":
        return format_probability(float(value))
    if is_numeric:
        unit = row["unit"] if form == "unit" else form
        text = write_number(Number(id="", unit=unit, value=float(value))) or EMPTY
        # A column of points says so in its heading.
        return drop_words(text) if form == "points" else text
    if form == "date":
        return pd.Timestamp(value).date().isoformat()
    return (
        {True: "yes", False: "no"}.get(value, str(value)) if isinstance(value, bool) else str(value)
    )


def write_table_html(frame: pd.DataFrame, columns: list[Column], *, caption: str = "") -> str:
    """Write a table; the first column heads its rows.

    Parameters
    ----------
    frame : DataFrame
        One row per row of the table.
    columns : list of Column
    caption : str
        HTML, already escaped; no caption if empty.
    """
    heads = "".join(
        f'<th scope="col"{_number_class(column)}>{escape(column.heading)}</th>'
        for column in columns
    )
    body = "\n".join(_write_row(row, columns) for row in frame.to_dict("records"))
    shown = f"<caption>{caption}</caption>" if caption else ""
    return (
        f'<table class="pd-table">{shown}\n<thead><tr>{heads}</tr></thead>\n'
        f"<tbody>\n{body}\n</tbody>\n</table>"
    )


def _number_class(column: Column) -> str:
    return ' class="pd-num"' if column.form in NUMERIC else ""


def _write_row(row: Mapping[str, Any], columns: list[Column]) -> str:
    head = write_cell(row, columns[0])
    words = _write_words(row, columns[0], "")
    # A heading without words heads nothing, and a screen reader would say so for every cell.
    cells = [f'<th scope="row">{words}</th>' if words else "<td></td>"]
    for column in columns[1:]:
        words = _write_words(row, column, f"{head}, {column.heading}")
        cells.append(f"<td{_number_class(column)}{_write_mark(row, column)}>{words}</td>")
    return f"<tr>{''.join(cells)}</tr>"


def _write_mark(row: Mapping[str, Any], column: Column) -> str:
    address = str(row[column.mark]) if column.mark else ""
    is_number = column.form in NUMERIC or any(sign.isdigit() for sign in write_cell(row, column))
    if not is_number:
        return ""
    if not address:
        # A name with a digit in it is no number.
        return ' class="pd-name"'
    field = FIELDS.get(column.name) if address == row.get("id") else ""
    return f' data-id="{escape(address)}"' + (f' data-field="{field}"' if field else "")


def _write_words(row: Mapping[str, Any], column: Column, before: str) -> str:
    text = write_cell(row, column)
    return write_anchor(text, row[column.link], before=before) if column.link else escape(text)
