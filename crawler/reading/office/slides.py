"""Presentations: .pptx and its kin, slide by slide, each read as it is seen: from above, and from the left."""

from __future__ import annotations

from lxml import etree

from crawler.reading import doubts, limits
from crawler.reading.office import drawings, figures, ooxml
from crawler.reading.office.story import ReadPart
from crawler.reading.pages import flow, grids
from crawler.reading.value import Box, Reading, Table

A, R = drawings.A, ooxml.R
P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
OF_PAPER = frozenset(("sldNum", "dt", "ftr", "hdr"))
TITLES = frozenset(("title", "ctrTitle"))


def read(body: bytes, media_type: str, read_part: ReadPart | None = None) -> Reading:
    """Text, tables and boxes of all slides, each slide's notes after it; `pages` counts the slides.

    Raises Encrypted, LimitReached, Unsafe, BadZipFile.
    """
    package = ooxml.open_package(body)
    main = package.main("ppt/presentation.xml")
    root = package.xml(main)
    if root is None:
        return Reading(media_type, doubts=(doubts.DAMAGED,))
    relations = package.relations(main)
    ids = [node.get(f"{R}id") or "" for node in root.iter(f"{P}sldId")]
    names = [relations[found].target for found in ids if found in relations]
    reader = _Slides(package)
    for number, name in enumerate(names[: limits.SLIDES], 1):
        reader.read(name, number)
    found = [doubts.DAMAGED] if package.damaged else []
    found += [doubts.LIMIT] if len(names) > limits.SLIDES else []
    found += [doubts.PICTURE] if reader.bare else [] if reader.lines else [doubts.EMPTY]
    return Reading(
        media_type,
        title=reader.title or (reader.lines[0] if reader.lines else ""),
        text="\n".join(reader.lines),
        tables=tuple(reader.tables),
        boxes=tuple(reader.boxes),
        doubts=tuple(found),
        pages=len(names),
    )


class _Slides:
    """What the slides say so far; `bare` tells that one shows pictures and not one word."""

    def __init__(self, package: ooxml.Package) -> None:
        self._package = package
        self.title = ""
        self.lines: list[str] = []
        self.tables: list[Table] = []
        self.boxes: list[Box] = []
        self.bare = False

    def read(self, name: str, number: int) -> None:
        """Add a slide and its notes."""
        root = self._package.xml(name)
        if root is None:
            self._package.damaged = True
            return
        relations = self._package.relations(name)
        before = len(self.lines)
        pictured = self._shapes(root, relations, number)
        if pictured and len(self.lines) == before:
            self.bare = True
        if not self.title:
            self.title = _title(root)
        notes = next((part.target for part in relations.values() if part.kind == "notesSlide"), "")
        if notes and (said := self._package.xml(notes)) is not None:
            for holder in said.iter(f"{P}sp"):
                if _role(holder) == "body":
                    self.lines += drawings.paragraphs(holder).split("\n") if drawings.paragraphs(holder) else []

    def _shapes(self, root: etree._Element, relations: dict[str, ooxml.Relation], number: int) -> bool:
        """Add the words and tables of a slide; whether there were pictures."""
        for holder in [node for node in root.iter(f"{P}sp") if _role(node) in OF_PAPER]:
            holder.getparent().remove(holder)
        tree = root.find(f"{P}cSld/{P}spTree")
        drawing = drawings.members(tree) if tree is not None else drawings.Drawing()
        shapes = list(drawing.shapes)
        for kind, relation, place in drawing.parts:
            shapes += self._parts(kind, relation, place, relations)
        if len(self.boxes) + len(shapes) > limits.BOXES:
            raise limits.LimitReached("boxes")
        places = [drawings.box(shape.place, "", number) for shape in shapes]
        for at in drawings.order(places):
            self._add(shapes[at], number)
        return any(shape.picture for shape in shapes)

    def _add(self, shape: drawings.Shape, number: int) -> None:
        if shape.table is not None:
            rows, lines = _table(shape.table)
            if rows and len(rows[0]) > 1:
                self.tables.append(Table(rows, grids.caption(self.lines), where=f"第{number}页"))
            self.lines += lines
        elif shape.words:
            lines = shape.words.split("\n")
            self.boxes.append(drawings.box(shape.place, flow.join(lines), number))
            self.lines += lines

    def _parts(
        self, kind: str, relation_id: str, place: drawings.Place, relations: dict[str, ooxml.Relation]
    ) -> list[drawings.Shape]:
        relation = relations.get(relation_id)
        root = self._package.xml(relation.target) if relation and not relation.outside else None
        if root is None:
            return []
        if kind == "chart":
            return [drawings.Shape(place, words="\n".join(figures.chart(root)))]
        drawn = relations.get(figures.drawn_in(root))
        inner = figures.diagram(root, self._package.xml(drawn.target) if drawn else None)
        return [drawings.Shape(drawings.moved(shape.place, place), words=shape.words) for shape in inner]


def _title(root: etree._Element) -> str:
    titles = (drawings.paragraphs(node) for node in root.iter(f"{P}sp") if _role(node) in TITLES)
    return next((" ".join(title.split()) for title in titles if title), "")


def _role(shape: etree._Element) -> str:
    """For which place of the layout a shape stands: `title`, `body`, `sldNum`; "" for one of its own."""
    holder = shape.find(f"{P}nvSpPr/{P}nvPr/{P}ph")
    return "" if holder is None else holder.get("type") or "body"


def _table(table: etree._Element) -> tuple[tuple[tuple[str, ...], ...], list[str]]:
    """A table's rows with merged cells repeated, and as lines in which each is said once."""
    taken: grids.Places = {}
    lines = []
    for y, row in enumerate(table.iterfind(f"{A}tr")):
        said = []
        for x, cell in enumerate(row.iterfind(f"{A}tc")):
            if cell.get("hMerge") in drawings.YES or cell.get("vMerge") in drawings.YES:
                continue
            text = flow.join(drawings.paragraphs(cell).split("\n"))
            said.append(text)
            grids.place(taken, (y, x), text, _span(cell, "gridSpan"), _span(cell, "rowSpan"))
        lines.append("\t".join(said).strip())
    return grids.rectangle(taken), [line for line in lines if line]


def _span(cell: etree._Element, name: str) -> int:
    value = cell.get(name) or "1"
    return min(max(int(value), 1), limits.SPAN) if value.isascii() and value.isdigit() and len(value) < 6 else 1
