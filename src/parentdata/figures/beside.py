"""Don't know and other ways of not answering, beside the bars or beneath them."""

from __future__ import annotations

from dataclasses import dataclass

from parentdata.figures.layout import GAP
from parentdata.figures.palette import MISSING
from parentdata.figures.rows import write_percent
from parentdata.figures.scales import Answer, Item
from parentdata.figures.sheet import Sheet, measure, wrap
from parentdata.numbers import WITHHELD

BAR = 16.0
# Don't know is hatched; other ways of not answering are empty frames.
HATCHES = {"dont_know": "////"}


@dataclass(frozen=True, kw_only=True)
class Place:
    """A column beside the bars, in pixels."""

    answer: Answer
    left: float
    wide: float


def fit_columns(
    sheet: Sheet, items: list[Item], answers: tuple[Answer, ...], *, free: float, reach: float
) -> tuple[float, tuple[Place, ...]]:
    """Share out the room between the bars and the columns beside them, at one scale.

    A column is as wide as its widest bar with its number, or as its heading where that is wider.

    Parameters
    ----------
    free : float
        Room for both, in pixels.
    reach : float
        Share that the bars need, from the leftmost end to the rightmost.

    Returns
    -------
    pixels : float
        Of a share of one.
    columns : tuple of Place
        At the right edge of the sheet.
    """
    number = measure("100", sheet.form.small) + 4
    largest = [max(item.share(answer) for item in items) for answer in answers]
    least = [_head_room(sheet, items, answer) for answer in answers]
    free -= GAP * len(answers)
    pixels, is_fixed = 0.0, [False] * len(answers)
    for _ in range(len(answers) + 1):
        taken, shares = 0.0, reach
        for share, head, fixed in zip(largest, least, is_fixed, strict=True):
            taken += head if fixed else number
            shares += 0.0 if fixed else share
        pixels = (free - taken) / max(shares, 0.01)
        is_fixed = [
            fixed or pixels * share + number < head
            for share, head, fixed in zip(largest, least, is_fixed, strict=True)
        ]
    columns, right = [], sheet.width
    for answer, share, head in reversed(list(zip(answers, largest, least, strict=True))):
        wide = max(pixels * share + number, head)
        columns.insert(0, Place(answer=answer, left=right - wide, wide=wide))
        right -= wide + GAP
    return pixels, tuple(columns)


def _head_room(sheet: Sheet, items: list[Item], answer: Answer) -> float:
    words = answer.label.split()
    if any(answer.name in item.rows and item.is_withheld((answer,)) for item in items):
        words.append(WITHHELD)
    return max(measure(word, sheet.form.small) for word in words) + 2


def write_heads(sheet: Sheet, columns: tuple[Place, ...], top: float) -> float:
    """Write the headings of the columns; return where the rows may begin."""
    if not columns:
        return top
    size = sheet.form.small
    heads = [wrap(column.answer.label, column.wide, size) for column in columns]
    bottom = top + max(map(len, heads)) * sheet.line_height(size)
    for lines, column in zip(heads, columns, strict=True):
        start = bottom - len(lines) * sheet.line_height(size)
        sheet.write_lines(column.left, start, lines, size=size)
    return bottom + 6


def draw_in_column(sheet: Sheet, item: Item, column: Place, *, scale: float, middle: float) -> None:
    """Draw a small bar and its number in the column of an answer, if the item offered it."""
    row = item.rows.get(column.answer.name)
    if row is None:
        return
    end = column.left
    if not row["is_withheld"]:
        end = _draw_small_bar(sheet, item, column.answer, column.left, middle, scale) + 4
    _write_number(sheet, row, end, middle, "")


def place_beneath(
    sheet: Sheet, items: list[Item], answers: tuple[Answer, ...], *, scale: float
) -> tuple[tuple[Place, int], ...]:
    """Place the answers on lines beneath the bars, aligned for all items.

    Returns
    -------
    tuple of (Place, line)
        Lines are counted from nought.
    """
    places, left, line = [], 0.0, 0
    for answer in answers:
        longest = scale * max(item.share(answer) for item in items)
        is_withheld = any(
            answer.name in item.rows and item.is_withheld((answer,)) for item in items
        )
        number = WITHHELD if is_withheld else "under 0.1"
        wide = longest + 4 + measure(f"{answer.label} {number}", sheet.form.small)
        if left and left + wide > sheet.width:
            left, line = 0.0, line + 1
        places.append((Place(answer=answer, left=left, wide=wide), line))
        left += wide + GAP / 2
    return tuple(places)


def draw_beneath(
    sheet: Sheet, item: Item, places: tuple[tuple[Place, int], ...], *, scale: float, top: float
) -> float:
    """Draw small bars with their answers and numbers on the lines beneath a bar.

    Returns
    -------
    float
        Where the next item may begin.
    """
    height = BAR + 4
    for place, line in places:
        row = item.rows.get(place.answer.name)
        if row is None:
            continue
        end, middle = place.left, top + (line + 0.5) * height
        if not row["is_withheld"]:
            end = _draw_small_bar(sheet, item, place.answer, place.left, middle, scale) + 4
        _write_number(sheet, row, end, middle, f"{place.answer.label} ")
    lines = max((line + 1 for _, line in places), default=0)
    return top + lines * height + GAP


def _draw_small_bar(
    sheet: Sheet, item: Item, answer: Answer, left: float, middle: float, scale: float
) -> float:
    share = item.share(answer)
    end = left + scale * share
    if share > 0:
        sheet.bar(
            left + 0.5,
            max(end - 0.5, left + 1),
            middle,
            BAR,
            fill="none",
            edge=MISSING,
            hatch=HATCHES.get(answer.name),
            mark=item.rows[answer.name]["id"],
        )
    return end


def _write_number(sheet: Sheet, row: dict, left: float, middle: float, words: str) -> None:
    number = WITHHELD if row["is_withheld"] else write_percent(row["value"])
    sheet.write(left, middle, f"{words}{number}", size=sheet.form.small, mark=row["id"])
