"""Refusals of REFI-QDA project files (.qdpx)."""

from __future__ import annotations

from pathlib import Path

from parentdata.errors import Refusal

NOT_WRITTEN = "nothing was written"


class BadProject(Refusal):
    """The XML is no REFI-QDA project, or an attribute that it must have is missing or wrong."""


class DuplicateGuid(Refusal):
    """Two elements have the same guid, so a reference to it is ambiguous."""


class UnknownReference(Refusal):
    """A code, user or note is referred to that the project does not hold."""


class MissingText(Refusal):
    """A source has no text in the file, or its text is not UTF-8."""


class SelectionOutside(Refusal):
    """A selection begins or ends outside its source's text."""


class UnreadCoding(Refusal):
    """Something is coded that is no text: a picture, a recording, a place on a page."""


class OtherText(Refusal):
    """A source's text is not that of the unit of its name, so that spans would move."""


class ContradictoryCoding(Refusal):
    """One coder gave one unit two values of one code."""


class NoCoder(Refusal):
    """A coding does not say who made it."""


class UnwritableText(Refusal):
    """Text holds a character that XML cannot."""


class UnwritableName(Refusal):
    """A judgement names a coder, unit or code that is none."""


class UnknownChoice(Refusal):
    """A named choice is none of those that exist."""


def refuse_project(
    kind: type[Refusal], came: str, *, file: Path | str | None, expected: str, do: str
) -> Refusal:
    """Word a refusal of a project file."""
    return kind(came, file=file, expected=expected, do=f"{do}; {NOT_WRITTEN}.")
