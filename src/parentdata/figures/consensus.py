"""A map of consensus: on which side of a threshold every social group lies, item by item."""

from __future__ import annotations

import pandas as pd
from matplotlib.figure import Figure

from parentdata.figures.consensus_columns import Block, place_blocks, write_heads, write_key
from parentdata.figures.consensus_lines import STATES, Line, read_lines
from parentdata.figures.layout import GAP, find_label_room, place_heading, place_note
from parentdata.figures.palette import INK, NEGATIVE, NEUTRAL, POSITIVE
from parentdata.figures.refusals import check_option
from parentdata.figures.rows import check_places, check_rows
from parentdata.figures.sheet import SCALE, TALLY, Sheet, measure, open_sheet, wrap
from parentdata.numbers import format_share
from parentdata.sides import ABOVE, BELOW, STRADDLES
from parentdata.sides import WITHHELD as TOO_FEW

RULES = {
    "by_interval": "The whole interval of a group decides its side",
    "by_point": "The share of a group decides its side",
}
STRIP = 22.0
NEEDS = (
    "id", "topic", "item", "item_label", "characteristic", "domain", "domain_label", "value",
    "data_status",
)  # fmt: skip


def draw_consensus(
    groups: pd.DataFrame,
    *,
    width: str,
    rule: str = "by_interval",
    items: pd.DataFrame | None = None,
    threshold: float | None = None,
    section: str | None = None,
    order: str = "asked",
) -> Figure:
    """Draw for each item a strip of the social groups: above, below, straddling, or withheld.

    Above is a bar over the strip's line, below a bar under it, straddling an empty box on it and
    withheld a point, so that colour is never alone.

    Parameters
    ----------
    groups : DataFrame, one row per item and group
        `Consensus.groups` with a column `data_status`.
    width : {"wide", "narrow"}
        Narrow pages name the characteristics by letters and count the groups under each strip.
    rule : {"by_interval", "by_point"}
        Column of the states.
    items : DataFrame, optional
        `Consensus.items`, whose verdicts by the same rule stand at the end of each line.
    threshold : float in (0, 1), optional
        Named in the legend.
    section : str, optional
        Column whose values become headings over items, in the order they come.
    order : {"asked", "value"}
        Items as they come, or those above in most groups first (within each section).

    Raises
    ------
    NotDrawable
        No rows, two rows for one cell, a state or verdict that is none, an item without a verdict,
        or more groups than the sheet has room for.
    BadOption
    """
    check_option("rule", rule, tuple(RULES))
    check_option("order", order, ("asked", "value"))
    wanted = (*NEEDS, rule, *([section] if section else []))
    rows = check_rows(groups, needs=wanted)
    check_places(rows, place=("topic", "item", "domain"))
    lines = read_lines(rows, items, rule=rule, section=section, order=order)
    with open_sheet(width) as sheet:
        room = _find_room(sheet, lines)
        blocks = _place(sheet, rows, lines, room)
        top = _place_legend(sheet, lines, threshold)
        top = write_heads(sheet, blocks, top + GAP) + 4
        heading = ""
        for line in lines:
            if line.section != heading:
                heading = line.section
                top = place_heading(sheet, heading, top + 4)
            top = _draw_line(sheet, blocks, line, top, room=room)
        top = write_key(sheet, blocks, top + GAP / 2)
        return sheet.finish(place_note(sheet, _write_note(rows, rule), top + 4))


def _find_room(sheet: Sheet, lines: list[Line]) -> float:
    room = find_label_room(sheet, [line.label for line in lines])
    # Strips need more of the sheet than the labels of other figures leave them.
    return min(room, 0.29 * sheet.width)


def _place(sheet: Sheet, rows: pd.DataFrame, lines: list[Line], room: float) -> tuple[Block, ...]:
    if sheet.form.labels_above:
        return place_blocks(rows, left=0.0, right=sheet.width, gap=4.0)
    verdict = max(measure(line.verdict, sheet.form.small) for line in lines)
    right = sheet.width - (verdict + GAP if verdict else 0.0)
    return place_blocks(rows, left=room + GAP, right=right, gap=7.0)


def _draw_line(
    sheet: Sheet, blocks: tuple[Block, ...], line: Line, top: float, *, room: float
) -> float:
    """Draw one item; return where the next may begin."""
    size = sheet.form.small
    if sheet.form.labels_above:
        top = sheet.write_lines(0, top, wrap(line.label, sheet.width, sheet.form.size)) + 4
        _draw_strip(sheet, blocks, line, top + STRIP / 2)
        words = wrap(_write_counts(line), sheet.width, size)
        return sheet.write_lines(0, top + STRIP + 2, words, size=size, role=TALLY) + GAP
    words = wrap(line.label, room, sheet.form.size)
    block = len(words) * sheet.line_height()
    height = max(block, STRIP)
    sheet.write_lines(0, top + (height - block) / 2, words)
    middle = top + height / 2
    _draw_strip(sheet, blocks, line, middle)
    sheet.write(blocks[-1].right + GAP, middle, line.verdict, size=size)
    return top + height + GAP / 2


def _write_counts(line: Line) -> str:
    words = {ABOVE: "above", BELOW: "below", STRADDLES: "cannot be told", TOO_FEW: "withheld"}
    counts = ", ".join(
        f"{line.count(state)} {said}" for state, said in words.items() if line.count(state)
    )
    return f"{line.verdict}: {counts}" if line.verdict else counts


def _draw_strip(sheet: Sheet, blocks: tuple[Block, ...], line: Line, middle: float) -> None:
    for block in blocks:
        sheet.bar(block.left, block.right, middle, 1, fill=INK, alpha=0.4)
        for place, domain in enumerate(block.domains):
            if domain in line.cells:
                mark, state = line.cells[domain]
                draw_cell(sheet, state, block.x(place), middle, wide=block.step, mark=mark)


def draw_cell(
    sheet: Sheet, state: str, x: float, middle: float, *, wide: float, mark: str | None = None
) -> None:
    """Draw the sign of one state, its column `wide` pixels wide."""
    half, reach = wide / 2 - max(1.0, wide * 0.08), STRIP / 2 - 1
    if state == TOO_FEW:
        sheet.dot(x, middle, 3, fill=NEUTRAL, mark=mark)
    elif state == STRADDLES:
        sheet.bar(x - half + 0.5, x + half - 0.5, middle, 9, fill="none", edge=NEUTRAL, mark=mark)
    else:
        up = -1 if state == ABOVE else 1
        fill = POSITIVE[1][0] if state == ABOVE else NEGATIVE[1][0]
        sheet.bar(x - half, x + half, middle + up * (reach / 2 + 0.5), reach, fill=fill, mark=mark)


def _place_legend(sheet: Sheet, lines: list[Line], threshold: float | None) -> float:
    limit = "the threshold" if threshold is None else format_share(threshold)
    words = {
        ABOVE: f"Above {limit}",
        BELOW: f"Below {limit}",
        STRADDLES: "Cannot be told",
        TOO_FEW: "Withheld",
    }
    left, top, step, sign = 0.0, 0.0, STRIP + 4, 14.0
    for state in STATES:
        if not any(line.count(state) for line in lines):
            continue
        needed = sign + 6 + measure(words[state], sheet.form.size)
        if left and left + needed > sheet.width:
            left, top = 0.0, top + step
        middle = top + STRIP / 2
        sheet.bar(left, left + sign, middle, 1, fill=INK, alpha=0.4)
        draw_cell(sheet, state, left + sign / 2, middle, wide=sign - 2)
        sheet.write(left + sign + 6, middle, words[state], role=SCALE)
        left += needed + 16
    return top + step


def _write_note(rows: pd.DataFrame, rule: str) -> str:
    status = "Stand-in data. " if rows["data_status"].eq("stand-in").any() else ""
    return f"{status}{RULES[rule]}."
