"""Where a quote stands in its document."""

from __future__ import annotations

import re
from collections.abc import Iterator

# Characters shown on either side of a place, so that a coder can tell places apart.
CONTEXT = 20


def find_places(text: str, quote: str) -> list[tuple[int, int]]:
    """Find every place of a quote, overlapping ones too.

    Parameters
    ----------
    text : str
        The document.
    quote : str
        Words as copied. Where they stand nowhere character by character, any white space is
        taken for any other: a line break is often lost in copying.

    Returns
    -------
    list of (start, end), characters of `text` from 0; empty where the quote is nowhere.
    """
    exact = list(_search(re.escape(quote), text))
    if exact or not quote.strip():
        return exact
    return list(_search(r"\s+".join(map(re.escape, quote.split())), text))


def _search(pattern: str, text: str) -> Iterator[tuple[int, int]]:
    # A look-ahead finds overlapping places, which a plain search passes over.
    for found in re.finditer(f"(?=({pattern}))", text):
        yield found.start(1), found.end(1)


def show_place(text: str, start: int, end: int) -> str:
    """A place with the words around it: "34 (…they say *No.* And then…)"."""
    before = text[max(0, start - CONTEXT) : start]
    after = text[end : end + CONTEXT]
    shown = " ".join(f"{before}*{text[start:end]}*{after}".split())
    return f"{start} (…{shown}…)"
