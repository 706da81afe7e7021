"""OpenDocument texts, presentations and drawings, in a ZIP or as one XML file (OpenDocument 1.3 part 3)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from crawler.reading import doubts, limits
from crawler.reading.office import drawings, locked, ooxml, openlists
from crawler.reading.office.story import ReadPart, Written, settle
from crawler.reading.pages import flow, grids
from crawler.reading.text import titles
from crawler.reading.value import Box, Link, Reading, Table

OFFICE, TEXT, TABLE, DRAW, SVG, STYLE, PAGE = (
    f"{{urn:oasis:names:tc:opendocument:xmlns:{name}:1.0}}"
    for name in ("office", "text", "table", "drawing", "svg-compatible", "style", "presentation")
)
HREF = "{http://www.w3.org/1999/xlink}href"
SILENT = frozenset(
    [f"{TEXT}{name}" for name in "tracked-changes page-number page-count note-citation ruby-text".split()]
    + [f"{OFFICE}annotation", f"{OFFICE}forms", f"{DRAW}enhanced-geometry", f"{DRAW}glue-point", f"{SVG}desc", f"{SVG}title"]
)  # fmt: skip
SIGNS = {f"{TEXT}line-break": "\n", f"{TEXT}tab": "\t"}
PARAGRAPHS = (f"{TEXT}p", f"{TEXT}h")
CELLS = (f"{TABLE}table-cell", f"{TABLE}covered-table-cell")
ROWS = frozenset(f"{TABLE}{name}" for name in ("table-header-rows", "table-rows", "table-row-group"))
SHAPES = frozenset(
    f"{DRAW}{name}"
    for name in "frame custom-shape rect ellipse circle line connector path polygon polyline caption measure".split()
)
EDGES = (f"{STYLE}header", f"{STYLE}footer")
SPACE = re.compile(r"[ \t\r\n]+")
LARGE = 150  # points: smaller pictures are seals and marks


def read(body: bytes, media_type: str, read_part: ReadPart | None = None) -> Reading:
    """Paragraphs, tables and text boxes in reading order; `pages` counts the slides of a presentation.

    Raises Encrypted, LimitReached, Unsafe, BadZipFile.
    """
    if body.startswith(b"PK"):
        locked.check(body)
        package = ooxml.open_package(body)
        root, styles = package.xml("content.xml"), package.xml("styles.xml")
        damaged = package.damaged
    else:
        root, whole = ooxml.parse(body)
        styles, damaged = None, not whole
    if root is None:
        return Reading(media_type, doubts=(doubts.DAMAGED,))
    reader = _Reader(openlists.read(styles, root), _hidden(styles, root))
    written = reader.read(root, styles)
    found = [doubts.DAMAGED] if damaged else []
    found += [doubts.TURNED] if reader.hid else []
    if reader.pictures and sum(map(len, written.lines)) < 100 * reader.pictures:
        found.append(doubts.PICTURE)
    return Reading(
        media_type,
        title=titles.first(written.lines),
        text="\n".join(written.lines),
        tables=tuple(written.tables),
        links=tuple(dict.fromkeys(reader.links)),
        boxes=tuple(reader.boxes),
        doubts=tuple(found) or (() if written.lines else (doubts.EMPTY,)),
        pages=reader.page if root.find(f"{OFFICE}body/{OFFICE}presentation") is not None else 0,
    )


@dataclass
class _Reader:
    """Walks through a document; `pictures` counts the large ones, `hid` tells that some text is not shown and left out."""

    lists: openlists.Lists
    hidden: frozenset[str] = frozenset()
    hid: bool = False
    boxes: list[Box] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    notes: list[etree._Element] = field(default_factory=list)
    pictures: int = 0
    page: int = 0
    height: float = 0.0

    def read(self, root: etree._Element, styles: etree._Element | None) -> Written:
        out = Written()
        for body in root.iterfind(f"{OFFICE}body/*"):
            self._blocks(body, out)
        settle(out, self.boxes)
        for note in self.notes:
            self._blocks(note, out)
        masters = styles if styles is not None else root
        for edge in masters.iter(*EDGES):
            inner = Written()
            self._blocks(edge, inner)
            out.lines += [line for line in inner.lines if line not in out.lines]
        return out

    def _blocks(self, parent: etree._Element, out: Written, label: str = "") -> None:
        for child in parent:
            tag = child.tag
            if tag in PARAGRAPHS:
                self._paragraph(child, out, label)
                label = ""
            elif tag == f"{TEXT}list":
                self._list(child, out, "", 1)
            elif tag == f"{TABLE}table":
                self._table(child, out)
            elif tag == f"{DRAW}page":
                settle(out, self.boxes)
                self.page, self.height = self.page + 1, 0.0
                self._blocks(child, out)
                settle(out, self.boxes)
            elif tag in SHAPES:
                self._shape(child, out)
            elif isinstance(tag, str) and tag not in SILENT:
                self._blocks(child, out)

    def _paragraph(self, node: etree._Element, out: Written, label: str) -> None:
        if self._is_hidden(node):
            return
        drawn: list[etree._Element] = []
        text = "".join(self._words(node, drawn))
        level = node.get(f"{TEXT}outline-level") or ""
        if node.tag == f"{TEXT}h" and not label and level.isdecimal() and text.strip():
            label = self.lists.label("outline", min(int(level), openlists.LEVELS))
        lines = [line for line in map(str.strip, text.split("\n")) if line]
        if lines:
            lines[0] = label + lines[0]
            settle(out, self.boxes)
        out.lines += lines
        for shape in drawn:
            self._shape(shape, out)
        self.height += 15.6

    def _is_hidden(self, node: etree._Element) -> bool:
        """Whether a paragraph or a run is in a style that shows nothing; what it says is left out, as Word's hidden text is."""
        hidden = node.get(f"{TEXT}style-name") in self.hidden and any(map(str.strip, node.itertext()))
        self.hid = self.hid or hidden
        return hidden

    def _words(self, node: etree._Element, drawn: list[etree._Element]) -> Iterator[str]:
        yield _flat(node.text)
        for child in node:
            tag = child.tag
            if tag == f"{TEXT}span" and self._is_hidden(child):
                pass
            elif tag in SIGNS:
                yield SIGNS[tag]
            elif tag == f"{TEXT}s":
                yield " "
            elif tag == f"{TEXT}note":
                self.notes += child.findall(f"{TEXT}note-body")
            elif tag == f"{TEXT}a":
                text = "".join(self._words(child, drawn))
                if (child.get(HREF) or "").lower().startswith(("http://", "https://")):
                    self.links.append(Link(child.get(HREF) or "", " ".join(text.split())))
                yield text
            elif tag in SHAPES or tag == f"{DRAW}g":
                drawn += [child] if tag in SHAPES else [shape for shape in child.iter() if shape.tag in SHAPES]
            elif isinstance(tag, str) and tag not in SILENT:
                yield from self._words(child, drawn)
            yield _flat(child.tail)

    def _list(self, node: etree._Element, out: Written, style: str, level: int) -> None:
        style = node.get(f"{TEXT}style-name") or style
        goes_on = node.get(f"{TEXT}continue-numbering") == "true" or node.get(f"{TEXT}continue-list")
        if level == 1 and not goes_on:
            self.lists.begin(style)
        for item in node:
            if not isinstance(item.tag, str):
                continue
            label = ""
            if item.tag == f"{TEXT}list-item" and next((child.tag for child in item), "") != f"{TEXT}list":
                label = self.lists.label(style, min(level, openlists.LEVELS), item.get(f"{TEXT}start-value") or "")
            for child in item:
                if child.tag == f"{TEXT}list":
                    self._list(child, out, style, level + 1)
                elif child.tag in PARAGRAPHS:
                    self._paragraph(child, out, label)
                    label = ""

    def _shape(self, node: etree._Element, out: Written) -> None:
        if len(self.boxes) + len(out.floating) >= limits.BOXES:
            raise limits.LimitReached("boxes")
        left, top, wide, high = (drawings.points(node.get(f"{SVG}{name}")) for name in ("x", "y", "width", "height"))
        if node.find(f"{DRAW}image") is not None or node.find(f"{DRAW}object-ole") is not None:
            self.pictures += min(wide, high) >= LARGE
        inner = Written(tables=out.tables)
        height, self.height = self.height, 0.0
        self._blocks(node, inner)
        settle(inner, self.boxes)
        self.height = height
        if inner.lines:
            place = (left, top + height, left + wide, top + height + high)
            out.floating.append((drawings.box(place, flow.join(inner.lines), max(self.page, 1)), inner.lines))

    def _table(self, node: etree._Element, out: Written) -> None:
        settle(out, self.boxes)
        caption, name = grids.caption(out.lines), node.get(f"{TABLE}name") or ""
        taken: grids.Places = {}
        y = 0
        for row in _rows(node):
            y = self._row(row, y, taken, out)
        rows = grids.rectangle(taken)
        if rows and len(rows[0]) > 1:
            in_sheet = node.getparent() is not None and node.getparent().tag == f"{OFFICE}spreadsheet"
            out.tables.append(Table(rows, caption, name if in_sheet else ""))

    def _row(self, row: etree._Element, y: int, taken: grids.Places, out: Written) -> int:
        """Add a row's cells and its line; the number of the next row."""
        x, said = 0, []
        for cell in row.iterchildren(*CELLS):
            inner = Written(tables=out.tables)
            self._blocks(cell, inner)
            settle(inner, self.boxes)
            text, times = flow.join(inner.lines).replace("\t", " "), _number(cell, "number-columns-repeated")
            if text and cell.tag == CELLS[0]:
                for _ in range(times):
                    said.append(text)
                    wide, high = _number(cell, "number-columns-spanned"), _number(cell, "number-rows-spanned")
                    grids.place(taken, (y, x), text, wide, high)
                    x += 1
            else:
                said += [""] if cell.tag == CELLS[0] and said else []
                x += times
        out.lines += ["\t".join(said).rstrip()] if said else []
        self.height += 15.6
        return y + (_number(row, "number-rows-repeated") if not said else 1)


def _hidden(styles: etree._Element | None, root: etree._Element) -> frozenset[str]:
    """The names of the styles whose text is not shown (OpenDocument 1.3 part 3, 20.346)."""
    return frozenset(
        style.get(f"{STYLE}name") or ""
        for part in (styles, root)
        if part is not None
        for style in part.iter(f"{STYLE}style")
        for said in style.iterchildren(f"{STYLE}text-properties")
        if said.get(f"{TEXT}display") == "none"
    )


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    for child in table:
        if child.tag == f"{TABLE}table-row":
            yield child
        elif child.tag in ROWS:
            yield from _rows(child)


def _number(node: etree._Element, name: str) -> int:
    value = node.get(f"{TABLE}{name}") or "1"
    return min(max(int(value), 1), limits.SPAN) if value.isascii() and value.isdecimal() and len(value) < 8 else 1


def _flat(text: str | None) -> str:
    """Text as OpenDocument counts it: all space between words is one space."""
    return SPACE.sub(" ", text) if text else ""
