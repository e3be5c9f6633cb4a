"""Lines of text out of the XML of a Word document, each letter once and in reading order."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import Any

from docx.oxml.ns import nsmap, qn

from parentdata.replies.document import Unseen

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_VALUE = qn("w:val")
# What stands around text and changes nothing: content controls, accepted changes, fields, links.
_AROUND = {
    qn(f"w:{name}")
    for name in ("sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag", "hyperlink",
                 "fldSimple", "dir", "bdo", "r", "object", "pict", "drawing")
}  # fmt: skip
_SIGNS = {
    qn("w:tab"): "\t", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-",
}  # fmt: skip
_GONE = {qn("w:del"), qn("w:moveFrom")}
_BOX = qn("w:txbxContent")


class DocxText:
    """Gathers the lines of the blocks that it reads, and what a reader does not see.

    Parameters
    ----------
    numbered_styles : collection of str
        Ids of the styles of paragraphs that Word numbers.

    Attributes
    ----------
    lines : list of str
        A line for a paragraph, or for a row of a table whose cells hold one line each (parted by
        tabs); of other rows the cells follow one another.
    unseen : list of Unseen
        Deleted and hidden passages.
    numbered : int
        Paragraphs whose number Word makes up when it shows them.
    has_chunks : bool
        Whether other documents are embedded as they are.
    """

    def __init__(self, numbered_styles: Collection[str] = ()) -> None:
        self._numbered_styles = numbered_styles
        self.lines: list[str] = []
        self.unseen: list[Unseen] = []
        self.numbered = 0
        self.has_chunks = False

    def read_blocks(self, blocks: Iterable[Any]) -> None:
        """Read paragraphs, tables and what is wrapped around them, in their order."""
        for block in blocks:
            if block.tag == qn("w:p"):
                self._read_paragraph(block)
            elif block.tag == qn("w:tbl"):
                for row in _iter_inside(block, qn("w:tr")):
                    self._read_row(row)
            elif block.tag == qn("w:altChunk"):
                self.has_chunks = True
            elif block.tag in _GONE:
                self._set_aside("deleted text", block)
            elif block.tag in _AROUND or block.tag.startswith(_MC):
                self.read_blocks(_choose(block))

    def _read_paragraph(self, paragraph: Any) -> None:
        boxes: list[Any] = []
        text = "".join(self._iter_text(paragraph, boxes))
        self.lines += text.split("\n")
        self.numbered += self._is_numbered(paragraph)
        for box in boxes:
            self.read_blocks(box)

    def _is_numbered(self, paragraph: Any) -> bool:
        style = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
        is_styled = style is not None and style.get(_VALUE) in self._numbered_styles
        return is_styled or paragraph.find(f"{qn('w:pPr')}/{qn('w:numPr')}") is not None

    def _read_row(self, row: Any) -> None:
        cells = []
        for cell in _iter_inside(row, qn("w:tc")):
            before = len(self.lines)
            self.read_blocks(cell)
            cells.append(self.lines[before:])
            del self.lines[before:]
        if all(len(lines) <= 1 for lines in cells):
            self.lines.append("\t".join("".join(lines) for lines in cells))
        else:
            self.lines += [line for lines in cells for line in lines]

    def _iter_text(self, parent: Any, boxes: list[Any]) -> Iterator[str]:
        for child in _choose(parent):
            if child.tag == qn("w:t"):
                yield child.text or ""
            elif child.tag == qn("w:sym"):
                yield chr(int(child.get(qn("w:char"), "fffd"), 16))
            elif child.tag in _SIGNS:
                yield _SIGNS[child.tag]
            elif child.tag in _GONE:
                self._set_aside("deleted text", child)
            elif child.tag == qn("w:r") and _is_hidden(child):
                self._set_aside("hidden text", child)
            elif child.tag == _BOX:
                boxes.append(child)
            elif child.tag in _AROUND or _leads_to_box(child):
                yield from self._iter_text(child, boxes)

    def _set_aside(self, what: str, parent: Any) -> None:
        tags = (qn("w:t"), qn("w:delText"))
        self.unseen.append(Unseen(what, "".join(part.text or "" for part in parent.iter(*tags))))


def _iter_inside(parent: Any, tag: str) -> Iterator[Any]:
    """Rows of a table or cells of a row, through content controls but not into nested tables."""
    for child in parent:
        if child.tag == tag:
            yield child
        elif child.tag in _AROUND:
            yield from _iter_inside(child, tag)


def _choose(parent: Any) -> Iterable[Any]:
    """Children of an element; of alternatives for newer and older programs, the first alone."""
    children = [child for child in parent if isinstance(child.tag, str)]
    return children[:1] if parent.tag == f"{_MC}AlternateContent" else children


def _is_hidden(run: Any) -> bool:
    vanish = run.find(f"{qn('w:rPr')}/{qn('w:vanish')}")
    return vanish is not None and vanish.get(_VALUE) not in ("0", "false", "off")


def _leads_to_box(child: Any) -> bool:
    # Between a drawing and its text box stand elements of half a dozen other languages.
    return not child.tag.startswith(f"{{{nsmap['w']}}}")
