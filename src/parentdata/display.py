"""Figures, tables and quotations as HTML, each with its data status, its table and downloads."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import pandas as pd
from matplotlib.figure import Figure

from parentdata.errors import Refusal
from parentdata.figures import to_standalone, to_svg
from parentdata.figures.addresses import address_cells
from parentdata.figures.captions import read_lookup, write_caption, write_hint
from parentdata.figures.links import join_words, read_links
from parentdata.figures.parts_html import (
    STAMPS,
    escape,
    write_downloads,
    write_scroll,
    write_stamp,
)
from parentdata.figures.table_html import (
    Format,
    choose_columns,
    estimate_columns,
    write_table_html,
)
from parentdata.numbers import Lookup, fill
from parentdata.paths import written
from parentdata.shown import Shown, say, stack
from parentdata.tables import STATUS_COLUMN, STATUSES, NoDataStatus, write_table, write_text

__all__ = [
    "BadDisplay",
    "Shown",
    "read_data_status",
    "say",
    "show_figure",
    "show_table",
    "stack",
]

NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


class BadDisplay(Refusal):
    """A figure or table lacks what its readers need: a name, a caption, words for its picture."""


def show_figure(
    draw: Callable[..., Figure],
    estimates: pd.DataFrame,
    *,
    study: str,
    name: str,
    caption: str,
    alt: str,
    numbers: pd.DataFrame | Lookup | None = None,
    columns: Mapping[str, str] | None = None,
    links: Mapping[str, str] | None = None,
    links_to: str = "what was counted",
    titles: Sequence[str] = (),
    **options: Any,
) -> Shown:
    """Draw a figure at both widths, write its SVG and CSV, and show it with its table.

    Parameters
    ----------
    draw : function of (estimates, width=..., **options) giving a Figure
        Such as `draw_likert`.
    estimates : DataFrame, one row per estimate
        With `id` and one `data_status` throughout.
    study : str
        Folder of `data/derived` that the files go to.
    name : str
        Lower-case words joined by hyphens; the files' name and the figure's anchor.
    caption, alt : str
        What stands beneath the figure; what it shows, in words, for those who do not see it.
        Both may hold `{{ ID }}` and `{{ ID field }}`.
    numbers : DataFrame of estimates or Lookup, optional
        Where those are looked up; the rows drawn, if not given.
    columns : dict of column to heading, optional
        Columns of the table behind the figure; what estimates need, if not given.
    links : dict of id to address, optional
        Where the marks of a row lead, and its cell in the table behind the figure: a page such as
        "33-foi-passages.ipynb#code-flat_no". The file to download has no links.
    links_to : str
        What they lead to, in words.
    titles : column names, optional
        Whose words are shown when a pointer rests on a mark.
    **options
        Passed to `draw`.

    Raises
    ------
    BadDisplay
        No alternative text, no caption, or a name that is none.
    BadLink
        A link from an id that no row has, or to what a page may not lead to.
    NoDataStatus
        The rows are partly stand-in and partly real, or do not say.
    """
    status = read_data_status(estimates, name)
    lookup = read_lookup(estimates if numbers is None else numbers, name)
    _check_texts(name, caption=caption, alt=alt)
    words = fill(alt, lookup, markup="plain", where=name)
    under = write_caption(caption, lookup, name)
    behind = read_links(estimates, links)
    said = {row["id"]: join_words(row, titles) for row in estimates.to_dict("records") if titles}
    figures = {width: draw(estimates, width=width, **options) for width in ("wide", "narrow")}
    drawn = {
        width: to_svg(figure, label=words, prefix=f"{name}-{width}", links=behind, titles=said)
        for width, figure in figures.items()
    }
    alone = to_svg(figures["wide"], label=words, prefix=f"{name}-wide") if behind else drawn["wide"]
    table = _write_table_behind(estimates, columns or estimate_columns(estimates), links)
    folder = written(study) / "figures"
    file = to_standalone(alone, stamp=STAMPS[status], title=words)
    write_text(file, folder / f"{name}.svg")
    write_table(estimates, folder / f"{name}.csv", key=["id"])
    label = escape(fill(caption, lookup, markup="plain", where=name))
    return Shown(
        f"figure {name}",
        f'<figure class="pd-figure" id="fig-{name}" data-status="{status}"'
        f' data-alt="{escape(alt)}">\n'
        f"{write_stamp(status)}{write_hint(links_to if behind else '')}"
        f'<div class="pd-wide">{drawn["wide"]}</div>\n'
        f'<div class="pd-narrow">{drawn["narrow"]}</div>\n'
        f"<figcaption>{under}</figcaption>\n"
        '<details class="pd-data"><summary>The table behind this figure</summary>'
        f"{write_scroll(table, label)}</details>\n"
        f"{write_downloads(study, name, label=label, endings=('svg', 'csv'), what='figure')}"
        "</figure>",
    )


def _write_table_behind(
    estimates: pd.DataFrame, columns: Mapping[str, str], links: Mapping[str, str] | None
) -> str:
    if not links:
        return write_table_html(estimates, choose_columns(estimates, columns, {}))
    frame = estimates.assign(_link=estimates["id"].map(links))
    linked = "value" if "value" in columns else next(iter(columns))
    return write_table_html(frame, choose_columns(frame, columns, {}, {linked: "_link"}))


def show_table(
    frame: pd.DataFrame,
    *,
    study: str,
    name: str,
    caption: str,
    columns: Mapping[str, str],
    formats: Mapping[str, Format] | None = None,
    key: Sequence[str] | None = None,
    numbers: pd.DataFrame | Lookup | None = None,
    links: Mapping[str, str] | None = None,
) -> Shown:
    """Show a table, and write it as CSV.

    Parameters
    ----------
    frame : DataFrame
        With one `data_status` throughout; every column goes into the CSV.
    study, name, caption, numbers
        As in `show_figure`; placeholders are looked up in the frame, if it holds estimates.
    columns : dict of column to heading
        What is shown, in this order; the first column heads the rows. "interval" stands for
        `ci_low` and `ci_high` together.
    formats : dict of column to format, optional
        See `figures.table_html.Column`; by the type of the column, if not given.
    key : column names, optional
        What tells the rows apart; `id` where the frame has it, else the first column shown.
    links : dict of column to column, optional
        Columns that are shown, and the columns that hold the addresses their cells lead to; a cell
        without an address is plain.

    Raises
    ------
    BadDisplay, NoDataStatus, BadLink
        As in `show_figure`.
    NotDrawable
        A column that the frame does not have.
    """
    status = read_data_status(frame, name)
    lookup = read_lookup(frame if numbers is None else numbers, name)
    _check_texts(name, caption=caption)
    order = list(key or (["id"] if "id" in frame else [next(iter(columns))]))
    marked, marks = _mark_cells(frame, columns, study=study, name=name, key=order)
    shown = choose_columns(marked, columns, formats or {}, links, marks)
    table = write_table_html(marked, shown, caption=write_caption(caption, lookup, name))
    write_table(frame, written(study) / "figures" / f"{name}.csv", key=order)
    label = escape(fill(caption, lookup, markup="plain", where=name))
    return Shown(
        f"table {name}",
        f'<figure class="pd-tablefig" id="tab-{name}" data-status="{status}">\n'
        f"{write_stamp(status)}{write_scroll(table, label)}\n"
        f"{write_downloads(study, name, label=label, endings=('csv',), what='table')}"
        "</figure>",
    )


def _mark_cells(
    frame: pd.DataFrame, columns: Mapping[str, str], *, study: str, name: str, key: list[str]
) -> tuple[pd.DataFrame, dict[str, str]]:
    """Put the address of every cell beside it; columns that are not there are refused later."""
    known = [column for column in columns if column in (*frame.columns, "interval")]
    if not {*key} <= set(frame):
        return frame, {}
    cells = address_cells(frame, known, study=study, name=name, key=key)
    beside = {f"_id of {column}": found for column, found in cells.items()}
    return frame.assign(**beside), {column: f"_id of {column}" for column in cells}


def read_data_status(frame: pd.DataFrame, name: str) -> str:
    """Read the one data status of the rows of a figure or table.

    Raises
    ------
    NoDataStatus
        The rows are partly stand-in and partly real, or do not say.
    """
    found = set(frame[STATUS_COLUMN]) if STATUS_COLUMN in frame else {"not given"}
    if len(found) != 1 or not found <= set(STATUSES):
        raise NoDataStatus(
            f"the data status of {name!r} is {' and '.join(sorted(map(str, found))) or 'empty'}.",
            expected=f"one of {' or '.join(STATUSES)} in the column {STATUS_COLUMN} of every row",
            do="Show stand-in and real rows apart.",
        )
    return found.pop()


def _check_texts(name: str, **texts: str) -> None:
    if not NAME.fullmatch(name):
        raise BadDisplay(
            f"{name!r} cannot name a file and an anchor.",
            expected="lower-case words and digits joined by hyphens, such as trust-by-organisation",
            do="Correct the name.",
        )
    for what, text in texts.items():
        if not text.strip():
            raise BadDisplay(
                f"{name!r} has an empty {what}.",
                expected="a sentence that says what is shown",
                do=f"Give it as {what}=….",
            )
