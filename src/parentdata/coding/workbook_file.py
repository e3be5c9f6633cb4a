"""Workbooks from elsewhere: nothing in them is run, fetched, or unpacked without limit."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import openpyxl
from openpyxl.workbook import Workbook

from parentdata.coding.refusals import ActiveContent
from parentdata.intake.archive import Archive, open_archive
from parentdata.intake.refusals import UNWRITTEN, UnreadableFile

# Parts of a workbook by which it runs, fetches or carries something; capitals make no difference.
_ACTIVE = {
    "vbaproject.bin": "macros",
    "xl/macrosheets/": "macros",
    "xl/dialogsheets/": "macros",
    "xl/activex/": "controls that run",
    "xl/embeddings/": "files packed into it",
    "xl/externallinks/": "links to other workbooks",
    "xl/connections.xml": "connections to data elsewhere",
    "xl/querytables/": "connections to data elsewhere",
    "customui/": "controls that run",
    "webextensions/": "controls that run",
}
_TYPES = "[Content_Types].xml"
_RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"


def open_workbook(path: Path) -> Workbook:
    """Open a workbook for reading, after looking at every part of it.

    Returns
    -------
    openpyxl Workbook, read-only; formulas stand as their text, with the data type "f".

    Raises
    ------
    BrokenArchive, ArchiveBomb, UnsafePath
        As `parentdata.intake.archive.open_archive`.
    UnsafeXml, BrokenXml
        A part declares a document type or entities, or is no XML.
    ActiveContent
        It holds macros, links to other files, connections, controls or packed files.
    UnreadableFile
        It is a zip file and no workbook.
    """
    archive = open_archive(path)
    found = sorted(set(_find_active(archive)))
    if found:
        raise ActiveContent(
            f"the workbook holds {' and '.join(found)}.",
            file=path,
            expected="a workbook of cells alone, as it was handed out (.xlsx)",
            do=f"Have it saved as .xlsx without these, and ask how they came there; {UNWRITTEN}.",
        )
    try:
        return openpyxl.load_workbook(path, read_only=True, keep_links=False)
    except Exception as error:
        # openpyxl raises whatever its parsers raise: KeyError, TypeError, ValueError.
        raise UnreadableFile(
            f"the workbook cannot be read ({type(error).__name__}: "
            f"{' '.join(str(error).split())}).",
            file=path,
            expected="a whole .xlsx workbook",
            do=f"It may have been cut short in copying: fetch it again; {UNWRITTEN}.",
        ) from error


def _find_active(archive: Archive) -> Iterator[str]:
    for name in archive.names:
        small = name.casefold()
        yield from (said for part, said in _ACTIVE.items() if part in small)
        if not small.endswith((".xml", ".rels", ".vml")):
            continue
        root = archive.read_xml(name)
        if name == _TYPES and any("macroenabled" in str(one.attrib).casefold() for one in root):
            yield "macros"
        for link in root.iter(_RELATIONSHIP):
            # A web address in a quote becomes a link by itself, and does nothing by itself.
            is_link = link.get("Type", "").endswith("/hyperlink")
            if link.get("TargetMode") == "External" and not is_link:
                yield "links to other files"
