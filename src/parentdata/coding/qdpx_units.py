"""Which unit each source of a project is, and where its passages stand in the unit's document."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path, PurePath

from parentdata.coding.codebook import Codebook
from parentdata.coding.qdpx_model import RefiProject, RefiSource, make_guid
from parentdata.coding.qdpx_refusals import BadProject, OtherText, refuse_project
from parentdata.coding.qdpx_text import SourceText, settle_lines
from parentdata.coding.units import Units

MARK = "\ufeff"  # a byte order mark is part of the file, and of no source
ENDINGS = (".txt", ".docx", ".pdf", ".rtf", ".html")


@dataclass(frozen=True)
class FoundUnit:
    """The unit of a source.

    Attributes
    ----------
    unit_id : str
        The source's name, where no unit is of that name; checking judgements refuses it.
    document : str
        The unit's document, every character of its file.
    lines : SourceText
        The document with line feeds alone, and without a byte order mark.
    """

    unit_id: str
    document: str
    lines: SourceText

    def place(self, span: tuple[int, int]) -> tuple[int, int]:
        """Turn a passage of the source's text into one of the document."""
        mark = len(self.document) - self.lines.size
        first, last = (self.lines.replace(at) + mark for at in span)
        return first, last


def source_guid(codebook: Codebook, unit_id: str) -> str:
    """The guid of a unit's source."""
    return make_guid("source", codebook.study, unit_id)


def find_units(
    project: RefiProject, codebook: Codebook, units: Units, *, file: Path
) -> dict[str, FoundUnit]:
    """Find the unit of each source, by its guid first, then by its name.

    Returns
    -------
    dict of a source's guid to FoundUnit

    Raises
    ------
    OtherText
        A source's text is not its unit's, but for line ends.
    BadProject
        Two sources are one unit.
    """
    by_guid = {source_guid(codebook, unit_id): unit_id for unit_id in units}
    found: dict[str, FoundUnit] = {}
    seen: set[str] = set()
    for source in project.sources:
        unit_id = by_guid.get(source.guid) or _strip_ending(source.name, units)
        if unit_id in seen:
            raise refuse_project(
                BadProject, f"two sources are the unit {unit_id!r}.", file=file,
                expected="one source for each unit", do="Take the doubled source out",
            )  # fmt: skip
        seen.add(unit_id)
        found[source.guid] = _match(source, unit_id, units, file=file)
    return found


def _strip_ending(name: str, units: Units) -> str:
    path = PurePath(name)
    return path.stem if name not in units and path.suffix.lower() in ENDINGS else name


def _match(source: RefiSource, unit_id: str, units: Units, *, file: Path) -> FoundUnit:
    if unit_id not in units:
        return FoundUnit(unit_id, source.text, settle_lines(source.text, counts_one=False))
    document = units[unit_id].text
    lines = settle_lines(document.removeprefix(MARK), counts_one=False)
    if lines.text != source.text:
        pairs = enumerate(zip(lines.text, source.text, strict=False))
        shorter = min(len(lines.text), len(source.text))
        at = next((place for place, (ours, theirs) in pairs if ours != theirs), shorter)
        raise refuse_project(
            OtherText,
            f"the text of {unit_id!r} is another than its document's from character {at} on: "
            f"{source.text[at : at + 20]!r}.",
            file=file,
            expected=f"{lines.text[at : at + 20]!r}, as the document has it",
            do="Code the document as it is listed; spans count its characters",
        )
    return FoundUnit(unit_id, document, lines)
