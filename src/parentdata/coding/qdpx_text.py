"""Texts of a project's sources, and what a position in them means.

Line ends are where programs differ: NVivo, QualCoder and others count a carriage return and a line
feed as two characters, ATLAS.ti writes two and counts one. Here every text has line feeds alone.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from xml.etree.ElementTree import Element

from parentdata.coding.qdpx_model import NAMESPACE
from parentdata.coding.qdpx_refusals import MissingText, SelectionOutside, refuse_project
from parentdata.intake.archive import Archive

INTERNAL = "internal://"
ELSEWHERE = ("relative://", "absolute://")
# Programs by their origin that count a carriage return and a line feed as one character.
COUNT_ONE = ("atlas",)


@dataclass(frozen=True)
class SourceText:
    """A text with line feeds alone.

    Attributes
    ----------
    text : str
    size : int
        Characters as the program that wrote the file counted them.
    lost : list of int
        Positions, as that program counted, of carriage returns that are gone here; sorted.
    """

    text: str
    size: int
    lost: list[int]

    def place(self, start: int, end: int, *, guid: str, file: Path) -> tuple[int, int]:
        """Turn a selection's positions into those of `text`.

        Raises
        ------
        SelectionOutside
            It begins or ends outside the text, or is empty.
        """
        if not 0 <= start < end <= self.size:
            raise refuse_project(
                SelectionOutside,
                f"the selection {guid} reaches from {start} to {end} of {self.size} characters.",
                file=file,
                expected="a passage inside its source",
                do="Have the project exported again; its texts may have been changed by hand",
            )
        first, last = (at - bisect_left(self.lost, at) for at in (start, end))
        return first, last

    def replace(self, position: int) -> int:
        """Turn a position in `text` back into one of the raw text."""
        gone = [at - before for before, at in enumerate(self.lost)]
        return position + bisect_left(gone, position)


def read_text(source: Element, archive: Archive, *, origin: str) -> SourceText:
    """Read the text of a source or note from the file.

    Parameters
    ----------
    source : Element
        A TextSource, Representation or Note.
    archive : Archive
    origin : str
        The program that wrote the project.

    Raises
    ------
    MissingText
        The text is not in the file, lies elsewhere (it is never fetched), or is not UTF-8.
    """
    path = source.get("plainTextPath")
    if path is None:
        content = source.find(f"{{{NAMESPACE}}}PlainTextContent")
        if content is None:
            raise _refuse(source, archive, "has no plain text")
        return settle_lines(content.text or "", counts_one=False)
    if path.startswith(ELSEWHERE):
        raise _refuse(source, archive, f"has its text elsewhere, at {path!r}")
    name = path.removeprefix(INTERNAL).lstrip("/")
    part = name if name.casefold().startswith("sources/") else f"sources/{name}"
    if not archive.has(part):
        raise _refuse(source, archive, f"has its text in {part!r}, which is not there")
    try:
        raw = archive.read(part).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _refuse(source, archive, f"has a text that is not UTF-8 ({error.reason})") from error
    return settle_lines(raw, counts_one=any(name in origin.casefold() for name in COUNT_ONE))


def settle_lines(raw: str, *, counts_one: bool) -> SourceText:
    """Write line ends as line feeds, and remember what positions in the raw text meant."""
    text = raw.replace("\r\n", "\n").replace("\r", "\n")
    if counts_one:
        return SourceText(text, len(text), [])
    lost = [at for at, pair in enumerate(pairwise(raw)) if pair == ("\r", "\n")]
    return SourceText(text, len(raw), lost)


def _refuse(source: Element, archive: Archive, came: str) -> MissingText:
    name = source.get("name") or source.get("guid")
    return refuse_project(
        MissingText, f"the source {name!r} {came}.", file=archive.file,
        expected="UTF-8 text inside the file, in the folder sources/",
        do="Export the project with its sources, as plain text too",
    )  # fmt: skip
