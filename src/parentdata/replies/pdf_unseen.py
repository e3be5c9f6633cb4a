"""What a PDF holds besides the text of its pages: its author, notes, filled fields, other files."""

from __future__ import annotations

from collections.abc import Iterator

import pypdf

from parentdata.replies.document import Unseen

_PROPERTIES = ("/Author", "/Title", "/Subject", "/Keywords")


def list_unseen(reader: pypdf.PdfReader) -> tuple[Unseen, ...]:
    """List properties, notes and filled fields, none of which pypdf counts as text of a page."""
    return (*_list_properties(reader), *_list_notes(reader), *_list_fields(reader))


def warn_of_parts(reader: pypdf.PdfReader) -> Iterator[str]:
    """Yield a sentence on each thing in the file that a reader of the text would miss."""
    if any(True for _ in _list_fields(reader)):
        yield "Filled fields of a form are not in the text; open the file to read them."
    if any(True for _ in _list_notes(reader)):
        yield "Notes on the pages are not in the text; open the file to read them."
    root = reader.root_object
    if "/XFA" in _get(root, "/AcroForm"):
        yield "The file holds a form of a kind (XFA) whose text is not read."
    names = _get(root, "/Names")
    if "/EmbeddedFiles" in names:
        yield "The file holds other files, which are not read."
    if "/JavaScript" in names or _get(root, "/OpenAction").get("/S") == "/JavaScript":
        yield "The file holds a script, which was not run."


def _list_properties(reader: pypdf.PdfReader) -> Iterator[Unseen]:
    for key in _PROPERTIES:
        value = (reader.metadata or {}).get(key)
        if value:
            yield Unseen(f"property {key[1:].lower()}", str(value))


def _list_notes(reader: pypdf.PdfReader) -> Iterator[Unseen]:
    for number, page in enumerate(reader.pages, 1):
        for note in page.annotations or ():
            said = note.get_object()
            if said.get("/Subtype") == "/Link":
                target = _get(said, "/A").get("/URI")
                if target:
                    yield Unseen(f"link on page {number}", str(target))
            elif said.get("/Subtype") != "/Widget" and said.get("/Contents"):
                yield Unseen(f"note on page {number}", str(said["/Contents"]))


def _list_fields(reader: pypdf.PdfReader) -> Iterator[Unseen]:
    for name, field in (reader.get_fields() or {}).items():
        value = field.get("/V")
        if isinstance(value, str) and value.strip() and not value.startswith("/"):
            yield Unseen(f"field {name}", value)


def _get(parent: pypdf.generic.DictionaryObject, key: str) -> pypdf.generic.DictionaryObject:
    """Entry of a PDF dictionary that is one itself; an empty one where it is absent or other."""
    found = parent.get(key)
    found = found.get_object() if found is not None else None
    is_dictionary = isinstance(found, pypdf.generic.DictionaryObject)
    return found if is_dictionary else pypdf.generic.DictionaryObject()
