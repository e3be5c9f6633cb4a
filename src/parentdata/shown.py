"""What a notebook shows under a cell: HTML, alone or stacked, and plain sentences."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from parentdata.figures.parts_html import escape


@dataclass(frozen=True, repr=False)
class Shown:
    """HTML that a notebook shows under the cell that made it."""

    name: str
    html: str

    def _repr_html_(self) -> str:
        return self.html

    def __repr__(self) -> str:
        return f"<{self.name}>"


def stack(shown: Sequence[Shown]) -> Shown:
    """Put several figures or tables under one cell, in their order."""
    return Shown(", ".join(each.name for each in shown), "\n".join(each.html for each in shown))


def say(sentence: str, *, words_of: str = "") -> Shown:
    """Show a plain sentence where a survey has nothing for a figure or table to show.

    `words_of` names the file as received that the sentence stands in; its digits are the file's.
    """
    if words_of:
        said = f'<p class="pd-words" title="{escape(words_of)}">{escape(sentence)}</p>'
        return Shown(sentence, said)
    return Shown(sentence, f"<p>{escape(sentence)}</p>")
