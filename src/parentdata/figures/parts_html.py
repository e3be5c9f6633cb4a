"""Parts of the HTML around a figure or a table: its stamp, its scrolling frame, its downloads."""

from __future__ import annotations

from collections.abc import Sequence

STAMPS = {"stand-in": "Stand-in data", "real": None}


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
