"""What this compendium reads and writes of a REFI-QDA project, in memory.

Positions count Unicode code points of a source's text from 0; `end` is that of the first character
after the passage (decisions/0020). Guids are lower case, without braces.
"""

from __future__ import annotations

import uuid
from dataclasses import dataclass, field

NAMESPACE = "urn:QDA-XML:project:1.0"
PROJECT_PART = "project.qde"
# Guids are made from names, so that the same input gives the same file.
_ROOT = uuid.uuid5(uuid.NAMESPACE_URL, "urn:parentdata:refi-qda")


def make_guid(*parts: object) -> str:
    """The guid of something that `parts` name; always the same for the same parts."""
    return str(uuid.uuid5(_ROOT, "\x1f".join(map(str, parts))))


@dataclass(frozen=True, kw_only=True)
class RefiCode:
    """A code; `parent` is the guid of the code that it stands under."""

    guid: str
    name: str
    is_codable: bool
    parent: str | None = None
    colour: str | None = None
    description: str = ""


@dataclass(frozen=True, kw_only=True)
class RefiCoding:
    """A code given to a passage, or to a whole source where `span` is None.

    Attributes
    ----------
    code : str
        Guid of the code.
    user : str or None
        Guid of who gave it.
    date : str
        ISO date on which it was given, or "".
    span : (start, end) or None
    notes : tuple of guids
    """

    guid: str
    code: str
    user: str | None
    date: str = ""
    span: tuple[int, int] | None = None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class RefiSource:
    """A text and what was coded in it; `name` is that of the document, such as a unit's id."""

    guid: str
    name: str
    text: str
    codings: tuple[RefiCoding, ...] = ()


@dataclass(frozen=True, kw_only=True)
class RefiSet:
    """A named collection of codes and sources, by guid."""

    guid: str
    name: str
    codes: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class RefiProject:
    """A project.

    Attributes
    ----------
    name, origin, description : str
        `origin` is the program that wrote it.
    users : dict of guid to name
    codes : tuple of RefiCode, each after the one it stands under
    sources : tuple of RefiSource
    notes : dict of guid to text
    sets : tuple of RefiSet
    """

    name: str
    origin: str = ""
    description: str = ""
    users: dict[str, str] = field(default_factory=dict)
    codes: tuple[RefiCode, ...] = ()
    sources: tuple[RefiSource, ...] = ()
    notes: dict[str, str] = field(default_factory=dict)
    sets: tuple[RefiSet, ...] = ()
