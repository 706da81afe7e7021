"""Shapes of a Word drawing with their places in points: DrawingML (ECMA-376 part 1, 20) and the older VML (part 4, 19)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from lxml import etree

from crawler.reading.office import ooxml
from crawler.reading.value import Box

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
EMU = 12_700  # English Metric Units in one point
LENGTH = re.compile(r"(-?\d{1,9}(?:\.\d{0,9})?)\s*(pt|in|cm|mm|px|pc)?")
POINTS = {"pt": 1.0, "in": 72.0, "cm": 28.35, "mm": 2.835, "px": 0.75, "pc": 12.0, "": 0.75, None: 0.75}
VML = frozenset("shape rect roundrect oval polyline curve arc line image".split())
Place = tuple[float, float, float, float]  # left, top, right, bottom
YES = ("1", "true", "on")
DOCUMENTS = ("Excel", "Word", "PowerPoint", "ET.", "KET", "WPS.", "KWPS", "WPP", "AcroExch", "Acrobat")
FARTHEST = 1_000_000.0  # points; what lies beyond is no place on paper


@dataclass(frozen=True)
class Frame:
    """How the places of a group's members become points: a place is multiplied, then moved."""

    across: float = 1.0
    down: float = 1.0
    left: float = 0.0
    top: float = 0.0

    def place(self, left: float, top: float, wide: float, high: float) -> Place:
        """Left, top, right and bottom in points."""
        x, y = self.left + left * self.across, self.top + top * self.down
        return x, y, x + wide * self.across, y + high * self.down

    def inner(self, box: Place, origin: Sequence[float], size: Sequence[float]) -> Frame:
        """The frame of a group that fills `box`, and whose own measure begins at `origin` and spans `size`."""
        across = (box[2] - box[0]) / size[0] if size[0] else self.across
        down = (box[3] - box[1]) / size[1] if size[1] else self.down
        return Frame(across, down, box[0] - origin[0] * across, box[1] - origin[1] * down)


@dataclass(frozen=True)
class Shape:
    """What stands at one place: blocks of text, words of its own, a picture (its relation's id), or a table of a slide."""

    place: Place
    content: tuple[etree._Element, ...] = ()
    words: str = ""
    picture: str = ""
    table: etree._Element | None = None


@dataclass(frozen=True)
class Drawing:
    """All shapes of a drawing, and from where their places are measured (`page`, `margin`, `paragraph`, …).

    `parts` are (local name, relation id, place) of what is kept in parts of its own: charts, diagrams, embedded objects.
    """

    shapes: list[Shape] = field(default_factory=list)
    parts: list[tuple[str, str, Place]] = field(default_factory=list)
    across: str = ""
    down: str = ""


def read(node: etree._Element) -> Drawing:
    """The shapes of a w:drawing, w:pict or w:object. Raises RecursionError."""
    holder = next((child for child in node if child.tag in (f"{WP}anchor", f"{WP}inline")), None)
    if holder is None:
        return _read_vml(node)
    left, across = _anchored(holder, "positionH", "column")
    top, down = _anchored(holder, "positionV", "paragraph" if holder.tag == f"{WP}anchor" else "line")
    wide, high = _pair(holder.find(f"{WP}extent"), "cx", "cy")
    place = (left / EMU, top / EMU, (left + wide) / EMU, (top + high) / EMU)
    drawing = Drawing(across=across, down=down)
    for data in holder.iter(f"{A}graphicData"):
        _draw(data, place, None, drawing)
        break
    return drawing


def members(tree: etree._Element) -> Drawing:
    """The shapes of a slide. Raises RecursionError."""
    drawing = Drawing()
    _draw(tree, (0.0, 0.0, 0.0, 0.0), Frame(1 / EMU, 1 / EMU), drawing)
    return drawing


def order(boxes: Sequence[Box]) -> list[int]:
    """The boxes' numbers as a person reads them: page by page, from above, and from the left where they stand side by side."""
    rest = sorted(range(len(boxes)), key=lambda at: (boxes[at].page, boxes[at].top, boxes[at].left))
    found: list[int] = []
    while rest:
        first = boxes[rest[0]]
        middle = (first.top + first.bottom) / 2
        row = [at for at in rest if boxes[at].page == first.page and boxes[at].top < max(middle, first.top + 1)]
        found += sorted(row, key=lambda at: boxes[at].left)
        taken = set(row)
        rest = [at for at in rest if at not in taken]
    return found


def box(place: Place, text: str, page: int) -> Box:
    """A box of words at a place in points."""
    left, top, right, bottom = (round(max(-FARTHEST, min(edge, FARTHEST))) for edge in place)
    return Box(text, left, top, right, bottom, page)


def _draw(node: etree._Element, place: Place, frame: Frame | None, drawing: Drawing) -> None:
    """Collect the shapes below a node; without a frame the outermost of them fills `place`."""
    for child in node:
        name = ooxml.local_name(child)
        if name in ("wsp", "sp"):
            drawing.shapes.append(_shape(child, place if frame is None else _transformed(child, frame, place)))
        elif name in ("wgp", "grpSp", "wpc", "lockedCanvas"):
            box = place if frame is None else _transformed(child, frame, place)
            _draw(child, box, _group(child, box, frame), drawing)
        elif name == "pic":
            box = place if frame is None else _transformed(child, frame, place)
            drawing.shapes.append(Shape(box, picture=_picture(child)))
        elif name in ("chart", "relIds"):
            drawing.parts.append((name, child.get(f"{ooxml.R}id") or child.get(f"{ooxml.R}dm") or "", place))
        elif name == "AlternateContent":
            if (form := ooxml.chosen(child)) is not None:
                _draw(form, place, frame, drawing)
        elif name == "tbl" and child.tag == f"{A}tbl":
            drawing.shapes.append(Shape(place, table=child))
        elif name == "graphicFrame":
            transform = next((found for found in child if ooxml.local_name(found) == "xfrm"), None)
            _draw(child, place if transform is None or frame is None else _framed(transform, frame), frame, drawing)
        elif name in ("graphic", "graphicData"):
            _draw(child, place, frame, drawing)


def _shape(node: etree._Element, place: Place) -> Shape:
    content = tuple(node.iter(f"{W}txbxContent"))
    body = next((child for child in node if ooxml.local_name(child) == "txBody"), None) if not content else None
    return Shape(place, content, paragraphs(body) if body is not None else "")


def paragraphs(body: etree._Element) -> str:
    """The words of a DrawingML text body, one line for each paragraph."""
    lines = []
    for paragraph in body.iter(f"{A}p"):
        parts = [node.text or "" if node.tag == f"{A}t" else "\n" for node in paragraph.iter(f"{A}t", f"{A}br")]
        lines.append("".join(parts).strip())
    return "\n".join(filter(None, lines))


def transformed(transform: etree._Element | None) -> Place:
    """The place that an a:xfrm gives, in points."""
    return (0.0, 0.0, 0.0, 0.0) if transform is None else _framed(transform, Frame(1 / EMU, 1 / EMU))


def moved(place: Place, by: Sequence[float]) -> Place:
    """A place in something that itself begins at `by`."""
    return place[0] + by[0], place[1] + by[1], place[2] + by[0], place[3] + by[1]


def _framed(transform: etree._Element, frame: Frame) -> Place:
    return frame.place(*_pair(transform.find(f"{A}off"), "x", "y"), *_pair(transform.find(f"{A}ext"), "cx", "cy"))


def _group(node: etree._Element, box: Place, frame: Frame | None) -> Frame:
    transform = next((found for found in node.iterfind(f"*/{A}xfrm") if found.find(f"{A}chOff") is not None), None)
    if transform is None:
        return Frame(1 / EMU, 1 / EMU, box[0], box[1])
    origin, size = _pair(transform.find(f"{A}chOff"), "x", "y"), _pair(transform.find(f"{A}chExt"), "cx", "cy")
    return (frame or Frame(1 / EMU, 1 / EMU)).inner(box, origin, size)


def _transformed(node: etree._Element, frame: Frame, default: Place) -> Place:
    transform = next(iter(node.iterfind(f"*/{A}xfrm")), None)
    return default if transform is None else _framed(transform, frame)


def _picture(node: etree._Element) -> str:
    blip = next(node.iter(f"{A}blip"), None)
    return (blip.get(f"{ooxml.R}embed") or blip.get(f"{ooxml.R}link") or "") if blip is not None else ""


def _anchored(holder: etree._Element, name: str, default: str) -> tuple[float, str]:
    """How far from what; a place given by alignment alone counts as its beginning, middle or end of a usual page."""
    for node in holder.iter(f"{WP}{name}"):
        offset = node.findtext(f"{WP}posOffset")
        if offset is not None:
            return _number(offset), node.get("relativeFrom") or default
        if (align := node.findtext(f"{WP}align")) is not None:
            size = _pair(holder.find(f"{WP}extent"), "cx", "cy")[name == "positionV"]
            room = (415.0 if name == "positionH" else 698.0) * EMU - size  # inside the margins of Word's own A4 page
            share = {"center": 0.5, "right": 1.0, "bottom": 1.0, "outside": 1.0}.get(align, 0.0)
            return max(room, 0.0) * share, "margin"
    return 0.0, default


def _pair(node: etree._Element | None, first: str, second: str) -> tuple[float, float]:
    return (_number(node.get(first)), _number(node.get(second))) if node is not None else (0.0, 0.0)


def _number(value: str | None) -> float:
    found = LENGTH.match((value or "").strip())
    return float(found[1]) if found else 0.0


def _read_vml(node: etree._Element) -> Drawing:
    drawing = Drawing(across="column", down="paragraph")
    for child in node:
        name = ooxml.local_name(child)
        style = _style(child)
        if name in VML or name == "group":
            drawing = Drawing(
                drawing.shapes, drawing.parts,
                style.get("mso-position-horizontal-relative", "column"),
                style.get("mso-position-vertical-relative", "paragraph"),
            )  # fmt: skip
        _draw_vml(child, name, None, drawing)
    return drawing


def _draw_vml(node: etree._Element, name: str, frame: Frame | None, drawing: Drawing) -> None:
    style = _style(node)
    if name == "OLEObject":
        if not (node.get("ProgID") or "").startswith(DOCUMENTS):
            return
        drawing.parts.append((name, node.get(f"{ooxml.R}id") or "", (0.0, 0.0, 0.0, 0.0)))
    elif name == "group":
        place = _vml_place(style, frame)
        origin, size = _coordinates(node, "coordorigin", 0.0), _coordinates(node, "coordsize", 1000.0)
        inner = (frame or Frame()).inner(place, origin, size)
        for child in node:
            if isinstance(child.tag, str):
                _draw_vml(child, ooxml.local_name(child), inner, drawing)
    elif name in VML:
        place = _vml_place(style, frame)
        words = "\n".join(path.get("string") or "" for path in node.iter("{urn:schemas-microsoft-com:vml}textpath"))
        image = next(node.iter("{urn:schemas-microsoft-com:vml}imagedata"), None)
        picture = (image.get(f"{ooxml.R}id") or image.get("src") or "?") if image is not None else ""
        drawing.shapes.append(Shape(place, tuple(node.iter(f"{W}txbxContent")), words, picture))


def _vml_place(style: dict[str, str], frame: Frame | None) -> Place:
    if frame is not None:
        return frame.place(*(_number(style.get(name)) for name in ("left", "top", "width", "height")))
    wide, high = points(style.get("width")), points(style.get("height"))
    left = points(style.get("margin-left") or style.get("left"))
    top = points(style.get("margin-top") or style.get("top"))
    return left, top, left + wide, top + high


def _style(node: etree._Element) -> dict[str, str]:
    pairs = (part.partition(":") for part in (node.get("style") or "").split(";"))
    return {name.strip().lower(): value.strip().lower() for name, _, value in pairs}


def points(value: str | None) -> float:
    """A length with its unit, in points; 0 for none."""
    found = LENGTH.match(value or "")
    return float(found[1]) * POINTS[found[2]] if found else 0.0


def _coordinates(node: etree._Element, name: str, default: float) -> tuple[float, float]:
    first, _, second = (node.get(name) or "").partition(",")
    return _number(first) if first.strip() else default, _number(second) if second.strip() else default
