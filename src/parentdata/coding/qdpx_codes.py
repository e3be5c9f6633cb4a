"""The codebook as codes of a REFI-QDA project, and the way back from a project's codes.

A presence code is a code; given to a passage it says present. What else can be decided stands under
it as codes of its own ("flat_no: absent", "flat_no: cannot tell"), so that a coder can say it in
any program. A code with values cannot be given itself, only its values ("disclosure: some").
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from parentdata.coding.codebook import PRESENT, Code, Codebook
from parentdata.coding.qdpx_model import RefiCode, RefiProject, make_guid

CANNOT_TELL = "cannot tell"
# One colour for each group at the top; light enough to read text on, told apart by all readers.
COLOURS = ("#7FB2E5", "#F2B56B", "#9CCF9C", "#D8A6D8", "#C9C27A", "#8FCFCB", "#E8A09A", "#B9B9B9")


class Meaning(NamedTuple):
    """What a project's code says: a value of a code, blank where a coder could not tell."""

    code: str
    value: str


def code_guid(codebook: Codebook, code: str, value: str = PRESENT) -> str:
    """The guid of a code, or of one of its values."""
    return make_guid("code", codebook.study, code, *([] if value == PRESENT else [value]))


def list_codes(codebook: Codebook) -> tuple[RefiCode, ...]:
    """List the codes of a codebook that are in use, each after the group that it stands under."""
    tops = [code.id for code in codebook.codes if code.parent is None]
    colour_of = {name: COLOURS[place % len(COLOURS)] for place, name in enumerate(tops)}
    return tuple(_list_codes(codebook, colour_of))


def _list_codes(codebook: Codebook, colour_of: dict[str, str]) -> Iterator[RefiCode]:
    for code in codebook.walk():
        if code.retired is not None:
            continue
        colour_of.setdefault(code.id, colour_of.get(code.parent or "", COLOURS[0]))
        guid = code_guid(codebook, code.id)
        yield RefiCode(
            guid=guid,
            name=code.id,
            is_codable=code.kind == "presence",
            parent=code_guid(codebook, code.parent) if code.parent else None,
            colour=colour_of[code.id],
            description=_describe(code),
        )
        if code.kind is not None:
            for value in _other_values(code):
                yield RefiCode(
                    guid=code_guid(codebook, code.id, value),
                    name=_name_value(code.id, value),
                    is_codable=True,
                    parent=guid,
                    colour=colour_of[code.id],
                )


class CodeKey:
    """What the codes of a project mean by a codebook: by their guids first, then by their names."""

    def __init__(self, project: RefiProject, codebook: Codebook) -> None:
        known = {
            code_guid(codebook, leaf.id, value): Meaning(
                leaf.id, "" if value == CANNOT_TELL else value
            )
            for leaf in codebook.leaves
            for value in (PRESENT, *_other_values(leaf))
        }
        names = {
            _name_value(leaf.id, value).casefold(): code_guid(codebook, leaf.id, value)
            for leaf in codebook.leaves
            for value in (PRESENT, *_other_values(leaf))
        }
        self._meanings = {
            code.guid: known.get(code.guid)
            or known.get(names.get(code.name.strip().casefold(), ""))
            or Meaning(code.name, PRESENT)
            for code in project.codes
        }

    def has(self, guid: str) -> bool:
        """Whether the project holds a code of that guid."""
        return guid in self._meanings

    def read(self, guid: str) -> Meaning:
        """What a code says; one that the codebook does not know keeps its name."""
        return self._meanings[guid]


def _other_values(code: Code) -> tuple[str, ...]:
    return tuple(value for value in (*code.allowed, CANNOT_TELL) if value != PRESENT)


def _name_value(code: str, value: str) -> str:
    return code if value == PRESENT else f"{code}: {value}"


def _describe(code: Code) -> str:
    parts = {
        "": f"{code.label}. {code.definition.strip()}",
        "Include: ": code.include,
        "Exclude: ": code.exclude,
        "Example: ": code.example,
    }
    return "\n".join(f"{said}{part.strip()}" for said, part in parts.items() if part)
