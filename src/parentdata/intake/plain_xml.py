"""XML from elsewhere, parsed without anything that fetches files or grows."""

from __future__ import annotations

from pathlib import Path
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from parentdata.errors import Refusal

NOT_WRITTEN = "nothing was written"


class UnsafeXml(Refusal):
    """XML declares a document type or entities, which can fetch files or grow without end."""


class BrokenXml(Refusal):
    """XML cannot be parsed."""


def parse_xml(content: bytes, *, file: Path, part: str) -> Element:
    """Parse XML without document types and entities, which nothing that we read needs.

    Raises
    ------
    UnsafeXml
        It declares a document type, an entity or something outside itself.
    BrokenXml
        It is not well-formed.
    """
    try:
        return fromstring(content, forbid_dtd=True)
    except DefusedXmlException as error:
        raise UnsafeXml(
            f"{part} declares a document type or an entity ({type(error).__name__}).",
            file=file,
            expected="XML that is complete in itself",
            do=f"Find out where the file comes from: no exporter needs this; {NOT_WRITTEN}.",
        ) from error
    except (ParseError, LookupError, ValueError) as error:
        raise BrokenXml(
            f"{part} is no XML ({' '.join(str(error).split())}).",
            file=file,
            expected="well-formed XML",
            do=f"Have the file exported again; {NOT_WRITTEN}.",
        ) from error
