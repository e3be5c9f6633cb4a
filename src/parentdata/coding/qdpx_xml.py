"""A REFI-QDA project as XML in a zip file, byte for byte the same for the same project."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterable, Iterator
from io import BytesIO
from itertools import groupby

from parentdata.coding.qdpx_model import (
    NAMESPACE,
    PROJECT_PART,
    RefiCode,
    RefiCoding,
    RefiProject,
    RefiSource,
    make_guid,
)
from parentdata.coding.qdpx_refusals import UnwritableText, refuse_project

SCHEMA = "http://schema.qdasoftware.org/versions/Project/v1.0/Project.xsd"
# The earliest that a zip file can say: nothing in the file tells when it was written.
LONG_AGO = (1980, 1, 1, 0, 0, 0)
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
# Readers of XML turn these into blanks or line feeds unless they are written as references.
_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\r": "&#13;"}
_IN_ATTRIBUTES = {"\n": "&#10;", "\t": "&#9;"}


def pack_project(project: RefiProject) -> bytes:
    """Pack a project into the bytes of a .qdpx file.

    Texts are stored as they are in `sources/<guid>.txt`, UTF-8 without a mark and with their own
    line ends. Nothing is compressed: compressors differ, and the same project must give the same
    bytes everywhere.

    Raises
    ------
    UnwritableText
        A name, description or note holds a character that XML cannot.
    """
    parts = {PROJECT_PART: write_xml(project).encode("utf-8")}
    for source in project.sources:
        parts[f"sources/{source.guid}.txt"] = source.text.encode("utf-8")
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as file:
        for name, content in parts.items():
            part = zipfile.ZipInfo(name, LONG_AGO)
            part.create_system, part.external_attr = 3, 0o644 << 16
            file.writestr(part, content)
    return packed.getvalue()


def write_xml(project: RefiProject) -> str:
    """Write the XML of a project; elements stand in the order that the standard's schema asks."""
    lines = ['<?xml version="1.0" encoding="utf-8"?>']
    lines += _element(
        "Project",
        _list_children(project),
        xmlns=NAMESPACE,
        xmlns_xsi="http://www.w3.org/2001/XMLSchema-instance",
        xsi_schemaLocation=f"{NAMESPACE} {SCHEMA}",
        name=project.name,
        origin=project.origin or None,
    )
    return "\n".join(lines) + "\n"


Lines = Iterable[str]


def _list_children(project: RefiProject) -> Iterator[str]:
    if project.users:
        users = (
            line
            for guid, name in project.users.items()
            for line in _element("User", guid=guid, name=name)
        )
        yield from _element("Users", users)
    if project.codes:
        yield from _element("CodeBook", _element("Codes", _list_codes(project.codes)))
    if project.sources:
        yield from _element("Sources", (line for s in project.sources for line in _source(s)))
    if project.notes:
        notes = (
            line
            for guid, text in project.notes.items()
            for line in _element("Note", _text("PlainTextContent", text), guid=guid, name="Note")
        )
        yield from _element("Notes", notes)
    if project.sets:
        sets = (
            line
            for one in project.sets
            for line in _element(
                "Set",
                [*_refer("MemberCode", one.codes), *_refer("MemberSource", one.sources)],
                guid=one.guid,
                name=one.name,
            )
        )
        yield from _element("Sets", sets)
    yield from _text("Description", project.description)


def _list_codes(codes: tuple[RefiCode, ...], parent: str | None = None) -> Iterator[str]:
    for code in codes:
        if code.parent == parent:
            yield from _element(
                "Code",
                [*_text("Description", code.description), *_list_codes(codes, code.guid)],
                guid=code.guid,
                name=code.name,
                isCodable=str(code.is_codable).lower(),
                color=code.colour,
            )


def _source(source: RefiSource) -> Iterator[str]:
    spans = [one for one in source.codings if one.span is not None]
    spans.sort(key=lambda one: one.span)
    passages = [
        line
        for (start, end), codings in groupby(spans, key=lambda one: one.span)
        for line in _element(
            "PlainTextSelection",
            (line for one in codings for line in _coding(one)),
            guid=make_guid("selection", source.guid, start, end),
            startPosition=str(start),
            endPosition=str(end),
        )
    ]
    whole = (line for one in source.codings if one.span is None for line in _coding(one))
    return _element(
        "TextSource",
        [*passages, *whole],
        guid=source.guid,
        name=source.name,
        plainTextPath=f"internal://{source.guid}.txt",
    )


def _coding(coding: RefiCoding) -> Iterator[str]:
    return _element(
        "Coding",
        [*_refer("CodeRef", [coding.code]), *_refer("NoteRef", coding.notes)],
        guid=coding.guid,
        creatingUser=coding.user,
        creationDateTime=f"{coding.date}T00:00:00Z" if coding.date else None,
    )


def _refer(tag: str, guids: Iterable[str]) -> Iterator[str]:
    for guid in guids:
        yield from _element(tag, targetGUID=guid)


def _text(tag: str, text: str) -> Iterator[str]:
    if text:
        yield f"<{tag}>{_escape(text)}</{tag}>"


def _element(tag: str, children: Lines = (), **attributes: str | None) -> Iterator[str]:
    written = "".join(
        f' {name.replace("_", ":")}="{_escape(value, _IN_ATTRIBUTES)}"'
        for name, value in attributes.items()
        if value is not None
    )
    inside = list(children)
    if not inside:
        yield f"<{tag}{written}/>"
        return
    yield f"<{tag}{written}>"
    yield from inside
    yield f"</{tag}>"


def _escape(text: str, more: dict[str, str] | None = None) -> str:
    found = _UNWRITABLE.search(text)
    if found:
        raise refuse_project(
            UnwritableText,
            f"the character U+{ord(found[0]):04X} in {text[:40]!r}.",
            file=None,
            expected="characters that XML 1.0 can hold",
            do="Take it out of the note or name",
        )
    return text.translate(str.maketrans(_ENTITIES | (more or {})))
