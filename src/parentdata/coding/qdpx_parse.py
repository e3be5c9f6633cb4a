"""Parse the XML and texts of a .qdpx file, whoever wrote it, into a project."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from xml.etree.ElementTree import Element

from parentdata.coding.qdpx_model import (
    NAMESPACE,
    PROJECT_PART,
    RefiCode,
    RefiCoding,
    RefiProject,
    RefiSet,
    RefiSource,
)
from parentdata.coding.qdpx_refusals import (
    BadProject,
    DuplicateGuid,
    UnknownReference,
    UnreadCoding,
    refuse_project,
)
from parentdata.coding.qdpx_text import SourceText, read_text
from parentdata.errors import Refusal
from parentdata.intake.archive import Archive, open_archive

_TAG = f"{{{NAMESPACE}}}"
_GUID = re.compile(r"\{?([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\}?", re.IGNORECASE)
_INTEGER = re.compile(r"\s*[+-]?[0-9]{1,9}\s*")
DEEPEST = 50


def parse_project(path: Path) -> RefiProject:
    """Read a .qdpx file; nothing is unpacked to disk, and nothing outside it is fetched.

    Returns
    -------
    RefiProject
        Texts have line feeds alone, and positions count them so, whatever line ends the file has.

    Raises
    ------
    BrokenArchive, ArchiveBomb, UnsafePath, MissingPart
        As `intake.archive.open_archive`.
    UnsafeXml, BrokenXml
        As `intake.plain_xml.parse_xml`.
    BadProject
        The XML is no REFI-QDA project 1.0, or an attribute is missing or wrong.
    DuplicateGuid, UnknownReference
        Guids do not tell elements apart, or lead nowhere.
    MissingText, SelectionOutside, UnreadCoding
        A text is not in the file, a passage not in the text, or what is coded is no text.
    """
    archive = open_archive(path)
    root = archive.read_xml(PROJECT_PART)
    if root.tag != f"{_TAG}Project":
        raise refuse_project(
            BadProject,
            f"the XML begins with {root.tag!r}.",
            file=path,
            expected=f"Project of {NAMESPACE}",
            do="Export a project, not a codebook, from a program that writes REFI-QDA 1.0",
        )
    return _Reader(archive, root).read()


@dataclass
class _Reader:
    archive: Archive
    root: Element

    def read(self) -> RefiProject:
        self._refuse_duplicates()
        self._refuse_unread()
        codes = tuple(self._codes(self._all("CodeBook/Codes/Code"), None, 1))
        notes = {self._guid(note): self._note(note) for note in self._all("Notes/Note")}
        users = {self._guid(user): user.get("name", "") for user in self._all("Users/User")}
        project = RefiProject(
            name=self.root.get("name", ""),
            origin=self.root.get("origin", ""),
            description=self._inside(self.root, "Description"),
            users=users,
            codes=codes,
            sources=tuple(self._sources()),
            notes=notes,
            sets=tuple(self._sets()),
        )
        self._refuse_unknown(project)
        return project

    def _all(self, path: str, start: Element | None = None) -> list[Element]:
        parts = "/".join(f"{_TAG}{part}" for part in path.split("/"))
        return (self.root if start is None else start).findall(parts)

    def _inside(self, element: Element, tag: str) -> str:
        found = element.find(f"{_TAG}{tag}")
        return "" if found is None or found.text is None else found.text

    def _refuse(self, kind: type[Refusal], came: str, expected: str) -> Refusal:
        return refuse_project(
            kind, came, file=self.archive.file, expected=expected,
            do="Have the project exported again",
        )  # fmt: skip

    def _guid(self, element: Element, name: str = "guid") -> str:
        tag, written = element.tag.removeprefix(_TAG), element.get(name, "")
        found = _GUID.fullmatch(written.strip())
        if found is None:
            raise self._refuse(BadProject, f"{tag} has the {name} {written!r}.", "a guid")
        return found[1].lower()

    def _position(self, element: Element, name: str) -> int:
        written = element.get(name, "")
        if not _INTEGER.fullmatch(written):
            came = f"the selection {element.get('guid')} has the {name} {written!r}."
            raise self._refuse(BadProject, came, "a whole number")
        return int(written)

    def _refuse_duplicates(self) -> None:
        seen: set[str] = set()
        for element in self.root.iter():
            if element.tag == f"{_TAG}Case":
                continue  # NVivo lists a case among the codes too, under one guid
            guid = element.get("guid", "").strip("{} ").lower()
            if guid in seen and guid:
                came = f"the guid {guid} stands twice, on a {element.tag.removeprefix(_TAG)} too."
                raise self._refuse(DuplicateGuid, came, "a guid of its own for each element")
            seen.add(guid)

    def _refuse_unread(self) -> None:
        read = {id(coding) for source in self._texts() for coding in self._codings_of(source)}
        left = [one for one in self.root.iter(f"{_TAG}Coding") if id(one) not in read]
        if left:
            raise self._refuse(
                UnreadCoding,
                f"{len(left)} codings lie on pictures, recordings or places on a page.",
                "codings of text, or of a source of text as a whole",
            )

    def _texts(self) -> Iterator[Element]:
        yield from self._all("Sources/TextSource")
        for source in self._all("Sources/PDFSource"):
            yield from self._all("Representation", source)

    def _codings_of(self, source: Element) -> Iterator[Element]:
        yield from self._all("Coding", source)
        yield from self._all("PlainTextSelection/Coding", source)

    def _codes(self, found: list[Element], parent: str | None, depth: int) -> Iterator[RefiCode]:
        if depth > DEEPEST:
            raise self._refuse(
                BadProject, f"codes are nested deeper than {DEEPEST}.", "a codebook for people"
            )
        for code in found:
            guid = self._guid(code)
            yield RefiCode(
                guid=guid,
                name=code.get("name", ""),
                is_codable=code.get("isCodable", "true").strip() in ("true", "1"),
                parent=parent,
                colour=code.get("color"),
                description=self._inside(code, "Description"),
            )
            yield from self._codes(self._all("Code", code), guid, depth + 1)

    def _note(self, note: Element) -> str:
        if note.get("plainTextPath"):
            return read_text(note, self.archive, origin="").text
        # A note without text of its own says something in its description, or nothing.
        return self._inside(note, "PlainTextContent") or self._inside(note, "Description")

    def _sources(self) -> Iterator[RefiSource]:
        origin = self.root.get("origin", "")
        names = {
            id(part): source.get("name", "")
            for source in self._all("Sources/PDFSource")
            for part in self._all("Representation", source)
        }
        cases = {self._guid(case) for case in self._all("Cases/Case")}
        for source in self._texts():
            text = read_text(source, self.archive, origin=origin)
            yield RefiSource(
                guid=self._guid(source),
                name=names.get(id(source)) or source.get("name") or _name_file(source),
                text=text.text,
                codings=tuple(one for one in self._codings(source, text) if one.code not in cases),
            )

    def _codings(self, source: Element, text: SourceText) -> Iterator[RefiCoding]:
        for selection in self._all("PlainTextSelection", source):
            ends = (self._position(selection, f"{end}Position") for end in ("start", "end"))
            codings = self._all("Coding", selection)
            if codings:  # what nobody coded may lie where it likes
                span = text.place(*ends, guid=self._guid(selection), file=self.archive.file)
                yield from (self._coding(one, selection, span) for one in codings)
        yield from (self._coding(one, source, None) for one in self._all("Coding", source))

    def _coding(self, coding: Element, within: Element, span: tuple[int, int] | None) -> RefiCoding:
        codes = self._all("CodeRef", coding)
        if len(codes) != 1:
            came = f"the coding {coding.get('guid')} refers to {len(codes)} codes."
            raise self._refuse(BadProject, came, "one code")
        # Some programs say only of the passage who made it and when.
        made = coding if span is None or coding.get("creatingUser") is not None else within
        dated = coding if span is None or coding.get("creationDateTime") is not None else within
        has_user = made.get("creatingUser") is not None
        notes = [*self._all("NoteRef", coding), *(self._all("NoteRef", within) if span else [])]
        return RefiCoding(
            guid=self._guid(coding),
            code=self._guid(codes[0], "targetGUID"),
            user=self._guid(made, "creatingUser") if has_user else None,
            date=dated.get("creationDateTime", "").strip()[:10],
            span=span,
            notes=tuple(self._guid(note, "targetGUID") for note in notes),
        )

    def _sets(self) -> Iterator[RefiSet]:
        for one in self._all("Sets/Set"):
            codes, sources = (
                tuple(self._guid(member, "targetGUID") for member in self._all(tag, one))
                for tag in ("MemberCode", "MemberSource")
            )
            yield RefiSet(
                guid=self._guid(one), name=one.get("name", ""), codes=codes, sources=sources
            )

    def _refuse_unknown(self, project: RefiProject) -> None:
        codes = {code.guid for code in project.codes}
        for source in project.sources:
            for coding in source.codings:
                for what, guid, known in (
                    ("code", coding.code, codes),
                    ("user", coding.user, project.users),
                    *(("note", note, project.notes) for note in coding.notes),
                ):
                    if guid is not None and guid not in known:
                        came = f"a coding of {source.name!r} refers to the {what} {guid}."
                        raise self._refuse(UnknownReference, came, f"a {what} of the project")


def _name_file(source: Element) -> str:
    # Some programs give a source no name but that of its file.
    return source.get("plainTextPath", "").rpartition("/")[2]
