"""A tile map: one equal tile for each authority, in blocks that lie as the regions do."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import pandas as pd
from matplotlib.figure import Figure

from parentdata.figures.categories import Category, place_categories, read_categories
from parentdata.figures.layout import GAP, place_note
from parentdata.figures.refusals import NotDrawable, check_option
from parentdata.figures.rows import check_places, check_rows
from parentdata.figures.sheet import TALLY, Sheet, open_sheet, wrap

# A finger needs 24 pixels.
TILE = 24.0
PITCH = 26.0
BETWEEN = {"wide": 24.0, "narrow": 16.0}
# From the north-west to the south-east, as near to their places as equal columns allow.
GRIDS = {
    "wide": (
        ("Northern Ireland", "Scotland", "North East"),
        ("Wales", "North West", "Yorkshire and The Humber"),
        ("West Midlands", "East Midlands", "East of England"),
        ("South West", "South East", "London"),
    ),
    "narrow": (
        ("Northern Ireland", "Scotland"),
        ("North West", "North East"),
        ("Wales", "Yorkshire and The Humber"),
        ("West Midlands", "East Midlands"),
        ("South West", "East of England"),
        ("South East", "London"),
    ),
}
NEEDS = (
    "id", "item", "item_label", "region", "nation", "answer", "answer_label", "data_status",
)  # fmt: skip


def draw_tiles(
    estimates: pd.DataFrame,
    *,
    width: str,
    fills: Mapping[str, str] | None = None,
    order: str = "category",
    unit_label: str = "authority",
) -> Figure:
    """Draw one tile for each authority, coloured and signed by its category.

    Parameters
    ----------
    estimates : DataFrame, one row per authority
        `item` and `item_label` name it, `region` and `nation` place it (a nation without regions
        may leave `region` empty), `answer` and `answer_label` are its category.
    width : {"wide", "narrow"}
        Three columns of blocks, or two.
    fills : dict of answer to colour or `FRAME`, optional
        In the order of the legend; see `categories.read_categories`.
    order : {"category", "asked"}
        Tiles of a block by category, so that blocks can be compared; or as they come, so that an
        authority has one place in several maps.
    unit_label : str
        What a tile stands for, for the note.

    Returns
    -------
    Figure
        Blocks lie as the regions do, coarsely; a tile's place inside its block says nothing of
        where the authority lies. A region that is not known stands beneath the others.

    Raises
    ------
    NotDrawable
        No rows, an authority twice, a row without a place or category, or a category without a
        colour.
    TooManyColours
        More categories than can be told apart.
    """
    check_option("order", order, ("category", "asked"))
    rows = check_rows(estimates, needs=NEEDS)
    check_places(rows, place=("item",))
    rows = rows.assign(_block=[_find_block(number, row) for number, row in _number(rows)])
    categories = read_categories(rows, fills=fills)
    counts = rows["answer"].astype(str).value_counts().to_dict()
    if order == "category":
        ranks = {name: rank for rank, name in enumerate(categories)}
        rows = rows.sort_values("answer", key=lambda names: names.map(ranks), kind="stable")
    with open_sheet(width) as sheet:
        top = place_categories(sheet, list(categories.values()), counts, 0.0)
        for names in _choose_grid(width, rows["_block"]):
            blocks = [rows[rows["_block"].eq(name)].to_dict("records") for name in names]
            top = _draw_row(sheet, names, blocks, categories, top)
        return sheet.finish(place_note(sheet, _write_note(rows, order, unit_label), top))


def _number(rows: pd.DataFrame) -> enumerate:
    return enumerate(rows.to_dict("records"), start=1)


def _find_block(number: int, row: dict) -> str:
    """Name of the block a row belongs to: its region, or its nation where that has none."""
    region, nation, answer = (
        "" if pd.isna(row[name]) else str(row[name]).strip()
        for name in ("region", "nation", "answer")
    )
    for column, given in (("nation", nation), ("answer", answer)):
        if not given:
            raise NotDrawable(
                f"{row['id']!r} has no {column}.",
                row=number,
                column=column,
                expected="a place and a category for each tile",
                do="Give a category such as no_response to those of whom nothing is known.",
            )
    if region:
        return region
    return f"{nation}, no region" if nation == "England" else nation


def _choose_grid(width: str, blocks: pd.Series) -> list[tuple[str, ...]]:
    """Rows of the grid that hold anything; regions that it does not know stand beneath."""
    grid, met = GRIDS[width], set(blocks)
    known = {name for names in grid for name in names}
    others = sorted(met - known)
    columns = len(grid[0])
    added = [tuple(others[at : at + columns]) for at in range(0, len(others), columns)]
    return [names for names in (*grid, *added) if met & set(names)]


def _draw_row(
    sheet: Sheet,
    names: Sequence[str],
    blocks: Sequence[list[dict]],
    categories: Mapping[str, Category],
    top: float,
) -> float:
    """Draw blocks beside each other, their names above them; return where the next may begin."""
    columns = len(GRIDS[sheet.form.name][0])
    between, size = BETWEEN[sheet.form.name], sheet.form.small
    wide = (sheet.width - between * (columns - 1)) / columns
    across = math.floor((wide + PITCH - TILE) / PITCH)
    heads = [
        wrap(f"{name}: {len(block)}", wide, size, "bold") if block else []
        for name, block in zip(names, blocks, strict=True)
    ]
    start = top + max(map(len, heads)) * sheet.line_height(size) + 4
    for number, (head, block) in enumerate(zip(heads, blocks, strict=True)):
        left = number * (wide + between)
        above = start - 4 - len(head) * sheet.line_height(size)
        sheet.write_lines(left, above, head, size=size, weight="bold", role=TALLY)
        for place, row in enumerate(block):
            corner = left + place % across * PITCH, start + place // across * PITCH
            categories[str(row["answer"])].draw_tile(sheet, *corner, TILE, mark=row["id"])
    lines = max(math.ceil(len(block) / across) for block in blocks)
    return start + lines * PITCH + GAP * 1.5


def _write_note(rows: pd.DataFrame, order: str, unit: str) -> str:
    status = "Stand-in data. " if rows["data_status"].eq("stand-in").any() else ""
    placed = "sorted by category" if order == "category" else "in the order of the table"
    return (
        f"{status}One tile for each {unit}, {len(rows):,} in all, in blocks by region and nation. "
        f"Inside a block they are {placed}: their places are no map."
    )
