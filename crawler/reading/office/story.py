"""The text of a Word document part: blocks in their order, tables, and text boxes where they are drawn."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from lxml import etree

from crawler.reading import limits
from crawler.reading.office import drawings, figures, ooxml, runs, wordlists, wordtables
from crawler.reading.pages import flow, grids
from crawler.reading.value import Box, Link, Reading, Table

W = runs.W
ALTERNATE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"
SILENT = frozenset(
    f"{W}{name}"
    for name in "del moveFrom pPr sdtPr sdtEndPr tblPr tblGrid trPr tcPr sectPr customXmlPr smartTagPr rPr".split()
)
BREAKS_PAGE = (f"{W}pageBreakBefore", f"{W}br", f"{W}lastRenderedPageBreak")
LINE = 15.6  # points from one line to the next in Word's own Chinese template
ACROSS = 40  # characters of its usual size in one of its lines
MARGINS = (90.0, 72.0)  # its left and upper margins in points
OF_PAGE = frozenset(("page", "leftmargin", "topmargin"))
OF_MARGIN = frozenset(("margin", "insidemargin", "column"))
ReadPart = Callable[[bytes, str], Reading]


@dataclass
class Written:
    """What a part of a document says so far. `floating` are text boxes whose place among the lines is still open."""

    lines: list[str] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    floating: list[tuple[Box, list[str]]] = field(default_factory=list)


@dataclass
class Story:
    """Reads one part of a document after the other; `pictures` are the parts and sizes in points of those in it.

    `too_large` tells that a table had more cells than can be kept, so that only its words were read.
    """

    package: ooxml.Package
    lists: wordlists.Lists = field(default_factory=wordlists.Lists)
    boxes: list[Box] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)
    pictures: list[tuple[str, float, float]] = field(default_factory=list)
    embedded: list[str] = field(default_factory=list)
    too_large: bool = False
    page: int = 1
    height: float = 0.0
    _words: runs.Words = field(default_factory=lambda: runs.Words({}, [], []))
    _relations: dict[str, ooxml.Relation] = field(default_factory=dict)

    def read(self, root: etree._Element, part: str) -> Written:
        """The lines, tables and boxes below a part's root. Raises LimitReached, RecursionError."""
        self._relations = self.package.relations(part)
        self._words = runs.Words(self._relations, self.links, self.notes)
        written = Written()
        self.blocks(root, written)
        self._settle(written)
        return written

    def blocks(self, parent: etree._Element, out: Written) -> None:
        """Read what stands below a node, block by block."""
        for child in parent:
            if child.tag == f"{W}p":
                self._paragraph(child, out)
            elif child.tag == f"{W}tbl":
                self._table(child, out)
            elif child.tag == ALTERNATE:
                if (form := ooxml.chosen(child)) is not None:
                    self.blocks(form, out)
            elif child.tag == f"{W}altChunk":
                self._embed(child.get(f"{ooxml.R}id") or "", out)
            elif isinstance(child.tag, str) and child.tag not in SILENT:
                self.blocks(child, out)

    def _paragraph(self, node: etree._Element, out: Written) -> None:
        if any(_breaks(found) for found in node.iter(*BREAKS_PAGE)):
            self._settle(out)
            self.page += 1
            self.height = 0.0
        text, drawn = self._words.read(node)
        lines = [line for line in (line.strip() for line in text.split("\n")) if line]
        if lines:
            lines[0] = self.lists.label(node) + lines[0]
            self._settle(out)
        out.lines += lines
        for found in drawn:
            self._draw(found, out)
        self.height += LINE * max(1, sum(1 + len(line) // ACROSS for line in lines))

    def _table(self, node: etree._Element, out: Written) -> None:
        self._settle(out)
        caption = grids.caption(out.lines)
        try:
            rows, lines = wordtables.read(node, lambda cell: self._cell(cell, out))
        except limits.LimitReached:
            self.too_large = True
            self.blocks(node, out)
            return
        if rows and len(rows[0]) > 1:
            out.tables.append(Table(rows, caption))
        out.lines += lines
        self.height += LINE * len(rows)

    def _cell(self, cell: etree._Element, out: Written) -> str:
        inner = Written(tables=out.tables)
        self._inside(cell, inner)
        return flow.join(inner.lines).replace("\t", " ")

    def _inside(self, node: etree._Element, inner: Written) -> None:
        """Read what stands in a frame of its own, which takes no place among the paragraphs around it."""
        height = self.height
        self.blocks(node, inner)
        self._settle(inner)
        self.height = height

    def _draw(self, node: etree._Element, out: Written) -> None:
        drawing = drawings.read(node)
        left, top = self._origin(drawing)
        for shape in drawing.shapes:
            if shape.picture:
                relation = self._relations.get(shape.picture)
                wide, high = shape.place[2] - shape.place[0], shape.place[3] - shape.place[1]
                self.pictures.append((relation.target if relation else "", wide, high))
            inner = Written([line for line in shape.words.split("\n") if line], out.tables)
            for content in shape.content:
                self._inside(content, inner)
            self._float(shape.place, (left, top), inner.lines, out)
        for name, relation_id, place in drawing.parts:
            self._part(name, relation_id, (left + place[0], top + place[1]), out)

    def _part(self, name: str, relation_id: str, origin: tuple[float, float], out: Written) -> None:
        """What is kept in a part of its own: a chart's words, a diagram's boxes, a document in the document."""
        if name == "OLEObject":
            self._embed(relation_id, out)
            return
        relation = self._relations.get(relation_id)
        root = self.package.xml(relation.target) if relation and not relation.outside else None
        if root is None:
            return
        if name == "chart":
            self._settle(out)
            out.lines += figures.chart(root)
            return
        drawn = self._relations.get(figures.drawn_in(root))
        for shape in figures.diagram(root, self.package.xml(drawn.target) if drawn else None):
            self._float(shape.place, origin, shape.words.split("\n"), out)

    def _embed(self, relation_id: str, out: Written) -> None:
        """Leave a mark among the lines where a document stands in this one; it is read when all else is."""
        relation = self._relations.get(relation_id)
        if relation and not relation.outside and self.package.has(relation.target):
            self._settle(out)
            self.embedded.append(relation.target)
            out.lines.append(mark(len(self.embedded) - 1))

    def _float(self, place: drawings.Place, origin: tuple[float, float], lines: list[str], out: Written) -> None:
        if len(self.boxes) + len(out.floating) >= limits.BOXES:
            raise limits.LimitReached("boxes")
        if lines:
            out.floating.append((drawings.box(drawings.moved(place, origin), flow.join(lines), self.page), lines))

    def _origin(self, drawing: drawings.Drawing) -> tuple[float, float]:
        """From where a drawing's places count, in points from the page's corner; a paragraph's height is an estimate."""
        left = 0.0 if drawing.across.lower() in OF_PAGE else MARGINS[0]
        if drawing.down.lower() in OF_PAGE:
            return left, 0.0
        return left, MARGINS[1] + (0.0 if drawing.down.lower() in OF_MARGIN else self.height)

    def _settle(self, out: Written) -> None:
        settle(out, self.boxes)


def settle(out: Written, boxes: list[Box]) -> None:
    """Give the text boxes drawn so far their places among the lines: as they are seen, not as they were written."""
    for at in drawings.order([box for box, _ in out.floating]):
        boxes.append(out.floating[at][0])
        out.lines += out.floating[at][1]
    out.floating.clear()


def mark(number: int) -> str:
    """A line that stands for an embedded document until it has been read; no document can hold it as its own text."""
    return f"\x00{number}"


def unmark(lines: list[str], readings: list[Reading]) -> list[str]:
    """The lines with the texts of embedded documents in their places."""
    found: list[str] = []
    for line in lines:
        embedded = re.fullmatch("\x00(\\d+)", line)
        found += [line] if embedded is None else readings[int(embedded[1])].text.split("\n")
    return [line.replace("\x00", "") for line in found if line.strip("\x00")]


def _breaks(node: etree._Element) -> bool:
    if node.tag == f"{W}br":
        return bool(node.get(f"{W}type") == "page")
    return node.get(f"{W}val") not in ("0", "false", "off")
