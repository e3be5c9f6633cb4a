"""Marks of a drawing as links: one to reach by keyboard, large enough to hit with a finger."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections.abc import Mapping
from dataclasses import dataclass

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.transforms import Bbox

from parentdata.figures.links import Link
from parentdata.figures.parts_html import escape
from parentdata.figures.sheet import MARK_PREFIX

SVG = "http://www.w3.org/2000/svg"
# WCAG 2.2 asks for 24; a wide drawing on a page just wide enough for it is shrunk a little.
TARGET = 26.0
CLEAR = 3.0  # of the frame that shows where the keyboard is


@dataclass(frozen=True, kw_only=True)
class Box:
    """Room of a mark on its sheet, in pixels from the top left corner."""

    left: float
    top: float
    right: float
    bottom: float


def find_boxes(figure: Figure, marks: Mapping[str, Link]) -> dict[str, Box]:
    """Find the room of each linked mark, grown to a size to hit where its neighbours leave room."""
    before = figure.canvas
    renderer = FigureCanvasAgg(figure).get_renderer()
    height = figure.bbox.height
    met: dict[str, list[Bbox]] = {}
    for artist in figure.findobj(lambda artist: bool(artist.get_gid())):
        mark = artist.get_gid().removeprefix(MARK_PREFIX)
        if mark in marks:
            met.setdefault(mark, []).append(artist.get_window_extent(renderer))
    figure.set_canvas(before)
    boxes = {mark: _to_box(Bbox.union(found), height) for mark, found in met.items()}
    return {mark: _grow(box, list(boxes.values()), figure.bbox) for mark, box in boxes.items()}


def _to_box(room: Bbox, height: float) -> Box:
    return Box(left=room.x0, top=height - room.y1, right=room.x1, bottom=height - room.y0)


def _grow(box: Box, others: list[Box], sheet: Bbox) -> Box:
    left, right = _grow_along(box, others, sheet.width, "left", "right", ("top", "bottom"))
    top, bottom = _grow_along(box, others, sheet.height, "top", "bottom", ("left", "right"))
    return Box(left=left, top=top, right=right, bottom=bottom)


def _grow_along(
    box: Box, others: list[Box], most: float, first: str, last: str, across: tuple[str, str]
) -> tuple[float, float]:
    """Ends of a box along one axis, half-way to the next mark at most, and on the sheet."""
    low, high = getattr(box, first), getattr(box, last)
    wanted = max((TARGET - (high - low)) / 2, CLEAR)
    before = min(wanted, low)
    # What has no room on the sheet at one end is given to the other.
    after = min(2 * wanted - before, most - high)
    before = min(2 * wanted - after, low)
    for other in others:
        apart = getattr(other, across[0]) >= getattr(box, across[1])
        apart = apart or getattr(other, across[1]) <= getattr(box, across[0])
        if other is box or apart:
            continue
        if getattr(other, last) <= low:
            before = min(before, (low - getattr(other, last)) / 2)
        elif getattr(other, first) >= high:
            after = min(after, (getattr(other, first) - high) / 2)
    return low - max(before, 0.0), high + max(after, 0.0)


def wrap_marks(root: ET.Element, links: Mapping[str, Link], boxes: Mapping[str, Box]) -> list[str]:
    """Put every group of a linked mark into a link, the first of them for keyboards too.

    Returns
    -------
    list of str
        Marks in the order of the drawing; `fill_links` writes their addresses and names.
    """
    met: list[str] = []
    for parent in list(root.iter()):
        for place, child in enumerate(list(parent)):
            mark = child.get("data-id")
            if child.tag != f"{{{SVG}}}g" or mark not in boxes:
                continue
            is_first = mark not in met
            if is_first:
                met.append(mark)
            parent[place] = _wrap(child, met.index(mark), boxes[mark] if is_first else None)
    return met


def _wrap(child: ET.Element, number: int, box: Box | None) -> ET.Element:
    anchor = ET.Element(f"{{{SVG}}}a", {"href": f"@to-{number}@"})
    anchor.tail, child.tail = child.tail, None
    if box is None:
        # The mark can be reached already; a number at its end can be hit as well.
        anchor.attrib |= {"tabindex": "-1", "aria-hidden": "true"}
    else:
        anchor.set("aria-label", f"@name-{number}@")
        sides = {"x": box.left, "y": box.top, "width": box.right - box.left,
                 "height": box.bottom - box.top}  # fmt: skip
        room = {name: f"{value:.2f}" for name, value in sides.items()}
        look = {"class": "pd-hit", "fill": "transparent", "rx": "2"}
        anchor.append(ET.Element(f"{{{SVG}}}rect", {**look, **room}))
    anchor.append(child)
    return anchor


def fill_links(text: str, links: Mapping[str, Link], marks: list[str]) -> str:
    """Write addresses and names where `wrap_marks` left room for them.

    Names are escaped as all words of a page are, equals signs too, which an XML writer would not.
    """
    for number, mark in enumerate(marks):
        text = text.replace(f"@to-{number}@", escape(links[mark].to))
        text = text.replace(f"@name-{number}@", escape(links[mark].name))
    return text
