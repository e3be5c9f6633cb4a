"""Columns of a map of consensus: social groups side by side under their characteristic."""

from __future__ import annotations

import string
from dataclasses import dataclass

import pandas as pd

from parentdata.figures.refusals import NotDrawable
from parentdata.figures.sheet import SCALE, Sheet, measure, wrap

WIDEST = 30.0
NARROWEST = 5.0
DIGIT = 12.0


@dataclass(frozen=True, kw_only=True)
class Block:
    """The groups of one characteristic: names and labels, and where they stand, in pixels."""

    label: str
    letter: str
    domains: tuple[str, ...]
    groups: tuple[str, ...]
    left: float
    step: float

    @property
    def right(self) -> float:
        """Right end of the last group."""
        return self.left + self.step * len(self.domains)

    def x(self, place: int) -> float:
        """Middle of a group, counted from nought."""
        return self.left + (place + 0.5) * self.step

    def has_numbers(self) -> bool:
        """Whether a number over each column has room."""
        return measure(str(len(self.domains)), DIGIT) + 1 <= self.step

    def describe(self, *, has_letters: bool) -> str:
        """Say which column is which group."""
        name = f"{self.letter} · {self.label}" if has_letters else self.label
        if self.groups == (self.label,):
            return name
        if not self.has_numbers() or has_letters:
            return f"{name}, from left to right: {'; '.join(self.groups)}"
        numbered = (f"{number} {group}" for number, group in enumerate(self.groups, start=1))
        return f"{name}: {'; '.join(numbered)}"


def place_blocks(rows: pd.DataFrame, *, left: float, right: float, gap: float) -> tuple[Block, ...]:
    """Place the groups of every characteristic between two ends, in the order they come.

    Parameters
    ----------
    rows : DataFrame
        `characteristic`, `domain` and `domain_label`, such as "Tenure: Rented".
    left, right, gap : float
        Ends, and what parts one characteristic from the next, in pixels.

    Raises
    ------
    NotDrawable
        So many groups that columns would be too narrow to be told apart.
    """
    groups = rows[["characteristic", "domain", "domain_label"]].drop_duplicates("domain")
    named = [(str(name), own) for name, own in groups.groupby("characteristic", sort=False)]
    step = (right - left - gap * (len(named) - 1)) / len(groups)
    if step < NARROWEST or len(named) > len(string.ascii_uppercase):
        raise NotDrawable(
            f"the map has {len(groups)} groups of {len(named)} characteristics.",
            expected=f"columns at least {NARROWEST:g} pixels wide",
            do="Draw fewer characteristics in one map.",
        )
    step, blocks = min(step, WIDEST), []
    for letter, (name, own) in zip(string.ascii_uppercase, named, strict=False):
        label, labels = _split_labels(name, list(own["domain_label"]))
        block = Block(
            label=label, letter=letter, domains=tuple(own["domain"]), groups=labels,
            left=left, step=step,
        )  # fmt: skip
        blocks.append(block)
        left = block.right + gap
    return tuple(blocks)


def _split_labels(characteristic: str, labels: list[str]) -> tuple[str, tuple[str, ...]]:
    """Part "Tenure: Rented" into the characteristic's label and the group's."""
    parts = [label.partition(": ") for label in labels]
    heads = {head for head, colon, _ in parts if colon}
    if len(heads) == 1 and all(colon for _, colon, _ in parts):
        return heads.pop(), tuple(tail for _, _, tail in parts)
    return (labels[0] if len(labels) == 1 else characteristic), tuple(labels)


def write_heads(sheet: Sheet, blocks: tuple[Block, ...], top: float) -> float:
    """Write the characteristics over their columns, upright or as letters; return where they end.

    Where columns have room for it, each is numbered within its characteristic.
    """
    size = sheet.form.small
    if sheet.form.labels_above:
        for block in blocks:
            middle = (block.left + block.right) / 2
            sheet.write(middle, top + 9, block.letter, size=size, align="center", weight="bold")
        return top + sheet.line_height(size)
    names = [_wrap_upright(sheet, block) for block in blocks]
    bottom = top + max(measure(line, size) for lines in names for line in lines)
    for block, lines in zip(blocks, names, strict=True):
        step = sheet.line_height(size)
        start = (block.left + block.right - step * (len(lines) - 1)) / 2
        for number, line in enumerate(lines):
            sheet.write_upright(start + number * step, bottom, line, size=size)
    if not all(block.has_numbers() for block in blocks):
        return bottom + 4
    for block in blocks:
        for place in range(len(block.domains)):
            number = str(place + 1)
            sheet.write(block.x(place), bottom + 14, number, size=DIGIT, align="center", role=SCALE)
    return bottom + 24


def _wrap_upright(sheet: Sheet, block: Block) -> list[str]:
    """Break the name of a characteristic into as many upright lines as its columns have room."""
    size = sheet.form.small
    most = max(1, int((block.right - block.left + 6.5) // sheet.line_height(size)))
    whole = measure(block.label, size)
    rooms = (whole * part / 10 for part in range(3, 10))
    tries = [lines for room in rooms if len(lines := wrap(block.label, room, size)) <= most]
    words = block.label.split()
    return next((lines for lines in tries if " ".join(lines).split() == words), [block.label])


def write_key(sheet: Sheet, blocks: tuple[Block, ...], top: float) -> float:
    """Write which column is which group; return where it ends."""
    size, has_letters = sheet.form.small, sheet.form.labels_above
    for block in blocks:
        words = block.describe(has_letters=has_letters)
        lines = wrap(words, sheet.width, size)
        top = sheet.write_lines(0, top, lines, size=size, role=SCALE) + 2
    return top
