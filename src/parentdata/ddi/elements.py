"""Elements of DDI-Codebook 2.5: their namespace, and a short way to write one under another."""

from __future__ import annotations

from xml.etree import ElementTree

NAMESPACE = "ddi:codebook:2_5"


def start(tag: str, /, **attributes: str) -> ElementTree.Element:
    """Begin a document with its top element."""
    return ElementTree.Element(tag, {"xmlns": NAMESPACE, **_spell(attributes)})


def add(
    parent: ElementTree.Element, tag: str, text: str = "", /, **attributes: str
) -> ElementTree.Element:
    """Put an element at the end of another.

    Parameters
    ----------
    parent : Element
    tag : str
        Name of the element; the top one states the namespace of all.
    text : str
        What it says; nothing for an element that holds others.
    attributes : str
        An underscore stands for a hyphen; those that are empty are left out.
    """
    element = ElementTree.SubElement(parent, tag, _spell(attributes))
    element.text = " ".join(text.split()) or None
    return element


def write(top: ElementTree.Element) -> bytes:
    """Write a document, indented, in UTF-8; the same elements always give the same bytes."""
    ElementTree.indent(top, space=" ")
    return ElementTree.tostring(top, encoding="utf-8", xml_declaration=True) + b"\n"


def _spell(attributes: dict[str, str]) -> dict[str, str]:
    return {name.replace("_", "-"): value for name, value in attributes.items() if value}
