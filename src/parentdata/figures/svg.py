"""Figures as SVG text: the same figure always gives the same text."""

from __future__ import annotations

import hashlib
import html
import io
import re
import xml.etree.ElementTree as ET
from collections.abc import Mapping

from matplotlib.figure import Figure

from parentdata.figures.links import Link
from parentdata.figures.palette import INK
from parentdata.figures.parts_html import escape
from parentdata.figures.refusals import NotDrawable
from parentdata.figures.sheet import MARK_PREFIX, SCALE, TALLY
from parentdata.figures.svg_links import SVG, fill_links, find_boxes, wrap_marks
from parentdata.figures.theme import house_theme

FONTS = "system-ui, 'Segoe UI', Roboto, 'DejaVu Sans', sans-serif"
PAPER_INK = "#1b1f24"
STAMP_INK = "#8a3b00"
LABEL = "@label@"
MARGIN = 16
STAMP_HEIGHT = 30

ET.register_namespace("", SVG)


def to_svg(
    figure: Figure,
    *,
    label: str,
    prefix: str = "",
    links: Mapping[str, Link] | None = None,
    titles: Mapping[str, str] | None = None,
) -> str:
    """Write a figure as SVG that can stand in a page beside others.

    Parameters
    ----------
    figure : Figure
        Marks whose gid begins with "estimate:" carry the rest of it as `data-id`.
    label : str
        Alternative text; becomes `aria-label`.
    prefix : str
        Put before every element id. Without it a digest of the drawing is used, so that two
        different figures never share an id.
    links : dict of mark to Link, optional
        Marks that lead somewhere. With them the drawing is no image but a group, whose parts can
        be reached.
    titles : dict of mark to words, optional
        Shown when a pointer rests on the mark.

    Returns
    -------
    str
        One `<svg>` element without prolog, size, style sheet or date; text stays text; text and
        axes have the colour of the page (`currentColor`).

    Raises
    ------
    NotDrawable
        `label` is empty.
    """
    if not label.strip():
        raise NotDrawable(
            "the alternative text of a figure is empty.",
            expected="a sentence that says what the figure shows",
            do="Give it as `alt` (or `label`).",
        )
    with house_theme(), io.StringIO() as file:
        figure.savefig(file, format="svg", metadata={"Date": None, "Creator": None})
        drawn = file.getvalue()
    root = ET.fromstring(drawn)
    prefix = prefix or "f" + hashlib.sha256(drawn.encode()).hexdigest()[:10]
    _strip(root)
    _rename_ids(root, prefix)
    for element in root.iter():
        _settle_style(element)
    _set_titles(root, titles or {})
    marks = wrap_marks(root, links, find_boxes(figure, links)) if links else []
    form = {
        "viewBox": root.get("viewBox"),
        "role": "group" if marks else "img",
        "aria-label": LABEL,
        "font-family": FONTS,
        "stroke-linejoin": "round",
    }
    root.attrib.clear()
    root.attrib.update(form)
    text = ET.tostring(root, encoding="unicode").replace(LABEL, escape(label), 1)
    return fill_links(text, links or {}, marks)


def to_standalone(svg: str, *, stamp: str | None, title: str) -> str:
    """Turn the text of `to_svg` into a file of its own: white paper, fixed colours, its stamp.

    Parameters
    ----------
    svg : str
        What `to_svg` gave.
    stamp : str, optional
        Words that stand above the drawing, such as "Stand-in data".
    title : str
        Shown by programs that open the file.
    """
    width, height = (float(part) for part in re.search(r'viewBox="0 0 (\S+) (\S+)"', svg).groups())
    above = MARGIN + (STAMP_HEIGHT if stamp else 0)
    full_width, full_height = width + 2 * MARGIN, height + above + MARGIN
    opening, rest = svg.split(">", 1)
    opening = re.sub(
        r'viewBox="[^"]*"',
        f'width="{full_width:g}" height="{full_height:g}" '
        f'viewBox="{-MARGIN} {-above} {full_width:g} {full_height:g}"',
        opening,
    )
    paper = (
        f"<title>{html.escape(title)}</title>"
        f'<rect x="{-MARGIN}" y="{-above}" width="{full_width:g}" height="{full_height:g}" '
        f'fill="#ffffff"/>'
    )
    if stamp:
        paper += (
            f'<text x="0" y="{-above + MARGIN + 8}" font-size="16" font-weight="700" '
            f'fill="{STAMP_INK}">{html.escape(stamp)}</text>'
        )
    text = f'<?xml version="1.0" encoding="UTF-8"?>\n{opening}>{paper}{rest}\n'
    return text.replace("currentColor", PAPER_INK)


def _strip(root: ET.Element) -> None:
    """Remove the metadata and the style sheet, which would reach the whole page."""
    for parent in list(root.iter()):
        for child in list(parent):
            is_style = child.tag == f"{{{SVG}}}defs" and child.find(f"{{{SVG}}}style") is not None
            if is_style or child.tag == f"{{{SVG}}}metadata":
                parent.remove(child)


def _rename_ids(root: ET.Element, prefix: str) -> None:
    """Keep the ids that something refers to, under a prefix; turn marks into data-id."""
    used = set(re.findall(r"url\(#([^)]+)\)", ET.tostring(root, encoding="unicode")))
    for element in root.iter():
        name = element.attrib.pop("id", None)
        if name is None:
            continue
        if name.startswith(MARK_PREFIX):
            element.set("data-id", name.removeprefix(MARK_PREFIX))
        elif name in (SCALE, TALLY):
            element.set("class", f"pd-{name}")
        elif name in used:
            element.set("id", f"{prefix}-{name}")
    for element in root.iter():
        for attribute, value in element.attrib.items():
            if attribute != "data-id" and "url(#" in value:
                element.set(attribute, value.replace("url(#", f"url(#{prefix}-"))


def _set_titles(root: ET.Element, titles: Mapping[str, str]) -> None:
    for element in root.iter():
        words = titles.get(element.get("data-id", ""))
        if words:
            title = ET.Element(f"{{{SVG}}}title")
            title.text = words
            element.insert(0, title)


def _settle_style(element: ET.Element) -> None:
    style = element.get("style")
    if style is not None:
        kept = [part.strip() for part in style.split(";") if "font-family" not in part]
        element.set("style", "; ".join(part for part in kept if part).replace(INK, "currentColor"))
    if re.fullmatch(r"rotate\(-?0 .*\)", element.get("transform", "")):
        del element.attrib["transform"]
    if element.tag == f"{{{SVG}}}path":
        element.set("d", " ".join(element.get("d", "").split()))
    if element.tag != f"{{{SVG}}}text" and element.text and not element.text.strip():
        element.text = None
    if element.tail and not element.tail.strip():
        element.tail = "\n"
