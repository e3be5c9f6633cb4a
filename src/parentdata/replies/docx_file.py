"""Text of a Word document (.docx) in reading order: page headers, paragraphs, tables, notes."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.metadata import version
from io import BytesIO
from pathlib import Path

import docx
from docx.document import Document as WordDocument
from docx.opc.part import Part
from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml
from docx.section import Section

from parentdata.intake.archive import Archive, Limits, open_archive
from parentdata.replies.document import Extract, Unseen
from parentdata.replies.docx_text import DocxText
from parentdata.replies.refusals import report_damage, report_macros

EXTRACTED_WITH = f"python-docx {version('python-docx')}"
# Pictures make a letter large; its words never do.
LIMITS = Limits(parts=5_000, part_bytes=64 * 1024**2, total_bytes=256 * 1024**2)
_NOTES = ("footnotes", "endnotes")
_SEPARATORS = ("separator", "continuationSeparator", "continuationNotice")


def read_docx(content: bytes, *, file: Path) -> Extract:
    """Read the text of a Word document.

    python-docx opens the file; its own text leaves out content controls, accepted changes and text
    boxes, and repeats merged cells, so the paragraphs are read from the XML by `DocxText`.

    Parameters
    ----------
    content : bytes
    file : Path
        What refusals name.

    Returns
    -------
    Extract
        One page: a Word document has pages only once a printer is known. A section's page headers
        come before it and its footers behind it; footnotes and endnotes come last. Deleted and
        hidden passages, comments and authors are `unseen`.

    Raises
    ------
    MacroReply
        It holds a program, or is of a type that may.
    BrokenArchive, ArchiveBomb, UnsafePath
        As `parentdata.intake.archive.open_archive`.
    UnsafeXml, BrokenXml
        A part declares a document type or entities, or is no XML.
    DamagedReply
        It is no Word document.
    """
    archive = open_archive(file, content=content, limits=LIMITS)
    _refuse_macros(archive, file)
    for name in archive.names:
        if name.casefold().endswith((".xml", ".rels")):
            archive.read_xml(name)
    try:
        return _read(docx.Document(BytesIO(content)), archive)
    except Exception as error:
        # python-docx raises what it stumbles over: KeyError, ValueError, PackageNotFoundError.
        raise report_damage(file, error, what="a Word document") from error


def _read(document: WordDocument, archive: Archive) -> Extract:
    styles = [style.element for style in document.styles]
    numbered = f"{qn('w:pPr')}/{qn('w:numPr')}"
    found = DocxText({style.styleId for style in styles if style.find(numbered) is not None})
    for section, blocks in _split_sections(document):
        _read_margins(found, section, ("first_page_header", "header", "even_page_header"))
        found.read_blocks(blocks)
        _read_margins(found, section, ("first_page_footer", "footer", "even_page_footer"))
    for part in _find_parts(document, _NOTES):
        for note in parse_xml(part.blob):
            if note.get(qn("w:type")) not in _SEPARATORS:
                found.read_blocks(note)
    unseen = [*_list_properties(document), *found.unseen, *_list_comments(document)]
    text = "\n".join(found.lines)
    holds_image = any(name.startswith("word/media/") for name in archive.names)
    return Extract(
        pages=(text,),
        extracted_with=EXTRACTED_WITH,
        without_text=(1,) if holds_image and not text.strip() else (),
        warnings=tuple(_warn(found, archive)),
        unseen=tuple(unseen),
    )


def _split_sections(document: WordDocument) -> Iterator[tuple[Section, list]]:
    """Yield each section with the blocks of the body that belong to it."""
    sections = iter(document.sections)
    blocks: list = []
    for block in document.element.body:
        if block.tag == qn("w:sectPr"):
            break
        blocks.append(block)
        if block.tag == qn("w:p") and block.find(f"{qn('w:pPr')}/{qn('w:sectPr')}") is not None:
            yield next(sections), blocks
            blocks = []
    yield next(sections), blocks


def _read_margins(found: DocxText, section: Section, names: tuple[str, ...]) -> None:
    for name in names:
        margin = getattr(section, name)
        if not margin.is_linked_to_previous:
            found.read_blocks(margin._element)


def _find_parts(document: WordDocument, names: tuple[str, ...]) -> Iterator[Part]:
    for name in names:
        for relation in document.part.rels.values():
            if not relation.is_external and relation.reltype.endswith(f"/{name}"):
                yield relation.target_part


def _list_properties(document: WordDocument) -> Iterator[Unseen]:
    properties = document.core_properties
    for name in ("author", "last_modified_by", "title", "subject", "keywords", "comments"):
        value = getattr(properties, name)
        # What python-docx writes into every document that it makes is nobody's.
        if value and value not in ("python-docx", "generated by python-docx"):
            yield Unseen(f"property {name.replace('_', ' ')}", value)


def _list_comments(document: WordDocument) -> Iterator[Unseen]:
    for part in _find_parts(document, ("comments",)):
        for comment in parse_xml(part.blob):
            said = DocxText()
            said.read_blocks(comment)
            author = comment.get(qn("w:author"), "")
            yield Unseen("comment", "\n".join([author, *said.lines]))


def _refuse_macros(archive: Archive, file: Path) -> None:
    programs = [name for name in archive.names if name.casefold().endswith("vbaproject.bin")]
    if programs:
        raise report_macros(file, programs[0])
    if archive.has("[Content_Types].xml"):
        types = archive.read("[Content_Types].xml")
        if b"macroenabled" in types.lower():
            raise report_macros(file, "its content type")


def _warn(found: DocxText, archive: Archive) -> Iterator[str]:
    if found.numbered:
        yield (
            f"{found.numbered} paragraphs have numbers or bullets of Word’s own making, which are "
            "not in the text."
        )
    if any(part.what == "deleted text" for part in found.unseen):
        yield "Tracked changes are read as accepted: what was deleted is not in the text."
    if any(part.what == "hidden text" for part in found.unseen):
        yield "Hidden text is not in the text."
    if any(name.startswith("word/embeddings/") for name in archive.names) or found.has_chunks:
        yield "The document holds other files, which are not read."
