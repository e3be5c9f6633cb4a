"""Parts of the HTML of figures and tables: escaped text, stamp, scrolling frame, downloads."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence

STAMPS = {"stand-in": "Stand-in data", "real": None}
# Characters that no page may hold; line ends and tabs stay.
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]")


def escape(text: object) -> str:
    """Escape any text for an element or an attribute: respondents' words are never markup.

    Equals signs and braces are escaped too, so that neither a later check for scripts nor a
    template engine takes words for code.
    """
    plain = html.escape(_CONTROL.sub("\N{REPLACEMENT CHARACTER}", str(text)), quote=True)
    return plain.replace("=", "&#61;").replace("{", "&#123;").replace("}", "&#125;")


def write_stamp(status: str) -> str:
    """Write the stamp of a data status; nothing for real data."""
    return f'<p class="pd-stamp">{STAMPS[status]}</p>\n' if STAMPS[status] else ""


def write_scroll(table: str, label: str) -> str:
    """Put a table into a frame that scrolls, by keyboard too; `label` is escaped already."""
    return (
        f'<div class="pd-scroll" tabindex="0" role="region" aria-label="Table: {label}">'
        f"{table}</div>"
    )


def write_downloads(study: str, name: str, *, label: str, endings: Sequence[str], what: str) -> str:
    """Write the links to a figure's or a table's files, seen from `analysis/`.

    Parameters
    ----------
    study, name : str
        Folder and stem of the files.
    label : str
        Caption as plain text, escaped: links of the same words must not lead to different files.
    endings : sequence of str
        Such as "svg", "csv".
    what : str
        "figure" or "table".
    """
    links = " · ".join(
        f'<a href="../data/derived/{study}/figures/{name}.{ending}" download>{ending.upper()}'
        f'<span class="pd-sr"> of the {what} “{label}”</span></a>'
        for ending in endings
    )
    return f'<p class="pd-downloads">Download: {links}</p>\n'
