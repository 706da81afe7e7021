"""The straight lines of a PDF's page, however they were drawn, and what else is painted on it."""

from __future__ import annotations

import ctypes
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

from crawler.reading import limits
from crawler.reading.pdf.glyphs import Box, Frame

THIN = 3.0  # points: a filled rectangle no thicker is a line
OUTLINES = 60  # curved shapes on a page with few words: words drawn as shapes
PALE = 235  # of 255: a ground on which white cannot be read is no darker
SHAPE = (4, 20)  # segments of a rectangle or rhomb, and of one with round corners
LEAN = 1.0  # points by which the ends of a line may differ and it still counts as level or upright
Matrix = tuple[float, float, float, float, float, float]
Point = tuple[float, float]
SAME: Matrix = (1, 0, 0, 1, 0, 0)


class Rule(NamedTuple):
    """A level or upright line: where it lies, and from where to where it goes along the other axis."""

    at: float
    start: float
    end: float


@dataclass
class Drawing:
    """What a page paints besides text: level and upright lines, the boxes of pictures, the number of curved outlines."""

    across: list[Rule] = field(default_factory=list)
    down: list[Rule] = field(default_factory=list)
    pictures: list[Box] = field(default_factory=list)
    grounds: list[Box] = field(default_factory=list)  # what is filled with a colour on which white can be read
    texts: list[Any] = field(default_factory=list)  # text objects in which something is to be seen, or not
    shapes: list[Box] = field(default_factory=list)  # around each closed outline: rectangles, rhombs, round corners
    outlines: int = 0
    objects: int = 0
    complete: bool = True

    def add(self, box: Box) -> None:
        """Take a thin box as a line."""
        left, top, right, bottom = box
        if bottom - top <= right - left:
            self.across.append(Rule((top + bottom) / 2, left, right))
        else:
            self.down.append(Rule((left + right) / 2, top, bottom))


def drawing(page: Any, frame: Frame) -> Drawing:
    """The lines and pictures of a page and of the forms in it, up to limits of objects, segments and depth."""
    found = Drawing()
    segments = 0
    for kind, drawn, matrix in _objects(page, found):
        if kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            box = _box(_bounds(drawn, matrix), frame)
            found.pictures.append(box)
            if min(box[2] - box[0], box[3] - box[1]) <= THIN:
                found.add(box)
        elif kind == pdfium.FPDF_PAGEOBJ_PATH:
            segments += pdfium.FPDFPath_CountSegments(drawn)
            if segments > limits.PDF_SEGMENTS:
                found.complete = False
                break
            _path(drawn, matrix, frame, found)
        elif kind == pdfium.FPDF_PAGEOBJ_TEXT:
            found.texts.append(drawn)
        elif kind == pdfium.FPDF_PAGEOBJ_SHADING:
            found.grounds.append(_box(_bounds(drawn, matrix), frame))
    return found


def colour(drawn: Any) -> tuple[int, int, int, int] | None:
    """Red, green, blue and opacity with which an object is filled, from 0 to 255; None where it is no plain colour."""
    red, green, blue, opacity = (ctypes.c_uint() for _ in range(4))
    if not pdfium.FPDFPageObj_GetFillColor(drawn, red, green, blue, opacity):
        return None
    return red.value, green.value, blue.value, opacity.value


def _objects(page: Any, found: Drawing) -> Iterator[tuple[int, Any, Matrix]]:
    """The type of every object of a page, the object, and the matrix of what it stands in."""
    waiting: list[tuple[Any, Matrix, int]] = []
    for number in range(pdfium.FPDFPage_CountObjects(page)):
        waiting.append((pdfium.FPDFPage_GetObject(page, number), SAME, 0))
        while waiting:
            drawn, matrix, depth = waiting.pop()
            found.objects += 1
            if found.objects > limits.PDF_OBJECTS or depth > limits.PDF_DEPTH:
                found.complete = False
                return
            kind = pdfium.FPDFPageObj_GetType(drawn)
            if kind != pdfium.FPDF_PAGEOBJ_FORM:
                yield kind, drawn, matrix
                continue
            inner = _after(_matrix(drawn), matrix)
            count = min(pdfium.FPDFFormObj_CountObjects(drawn), limits.PDF_OBJECTS + 1)
            waiting += [
                (pdfium.FPDFFormObj_GetObject(drawn, place), inner, depth + 1) for place in reversed(range(count))
            ]


def _matrix(drawn: Any) -> Matrix:
    found = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(drawn, found):
        return SAME
    return found.a, found.b, found.c, found.d, found.e, found.f


def _after(first: Matrix, then: Matrix) -> Matrix:
    """The matrix that does what both do, one after the other."""
    if then is SAME:
        return first
    a, b, c, d, e, f = first
    g, h, i, j, k, m = then
    return a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m


def _moved(x: float, y: float, matrix: Matrix) -> Point:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def _bounds(drawn: Any, matrix: Matrix) -> list[Point]:
    """The four corners of an object's box on the page."""
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    pdfium.FPDFPageObj_GetBounds(drawn, left, bottom, right, top)
    return [_moved(x, y, matrix) for x in (left.value, right.value) for y in (bottom.value, top.value)]


def _box(points: Iterable[Point], frame: Frame) -> Box:
    placed = [frame.point(x, y) for x, y in points]
    xs, ys = [x for x, _ in placed], [y for _, y in placed]
    return min(xs), min(ys), max(xs), max(ys)


def _path(drawn: Any, matrix: Matrix, frame: Frame, found: Drawing) -> None:
    filled, stroked = ctypes.c_int(), ctypes.c_int()
    pdfium.FPDFPath_GetDrawMode(drawn, filled, stroked)
    if filled.value:
        box = _box(_bounds(drawn, matrix), frame)
        thin = min(box[2] - box[0], box[3] - box[1]) <= THIN
        if thin and not stroked.value:
            found.add(box)
            return
        painted = None if thin else colour(drawn)
        if not thin and (painted is None or (min(painted[:3]) < PALE and painted[3] > 0)):
            found.grounds.append(box)
    if not stroked.value:
        if not filled.value:
            return
        if pdfium.FPDFPath_CountSegments(drawn) <= 5:
            return
    if stroked.value and SHAPE[0] <= pdfium.FPDFPath_CountSegments(drawn) <= SHAPE[1] and _closes(drawn):
        found.shapes.append(_box(_bounds(drawn, matrix), frame))
    strokes, curved = _strokes(drawn, _after(_matrix(drawn), matrix), frame)
    found.outlines += curved
    for stroke in strokes:
        if stroked.value:
            for start, end in pairwise(stroke):
                _line(start, end, found)
        elif not curved:
            xs, ys = [x for x, _ in stroke], [y for _, y in stroke]
            if min(max(xs) - min(xs), max(ys) - min(ys)) <= THIN:
                found.add((min(xs), min(ys), max(xs), max(ys)))


def _closes(drawn: Any) -> bool:
    """Whether a path is one chain and its last segment leads back to its beginning."""
    count = pdfium.FPDFPath_CountSegments(drawn)
    segments = [pdfium.FPDFPath_GetPathSegment(drawn, number) for number in range(count)]
    moves = sum(pdfium.FPDFPathSegment_GetType(segment) == pdfium.FPDF_SEGMENT_MOVETO for segment in segments)
    return moves == 1 and bool(pdfium.FPDFPathSegment_GetClose(segments[-1]))


def _strokes(drawn: Any, matrix: Matrix, frame: Frame) -> tuple[list[list[Point]], bool]:
    """The corners of a path, one list for each chain of straight lines; and whether any part is curved."""
    x, y = ctypes.c_float(), ctypes.c_float()
    strokes: list[list[Point]] = []
    first, curved = (0.0, 0.0), False
    for number in range(pdfium.FPDFPath_CountSegments(drawn)):
        segment = pdfium.FPDFPath_GetPathSegment(drawn, number)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        place = frame.point(*_moved(x.value, y.value, matrix))
        if kind == pdfium.FPDF_SEGMENT_LINETO and strokes:
            strokes[-1].append(place)
        else:
            strokes.append([place])
        curved |= kind == pdfium.FPDF_SEGMENT_BEZIERTO
        first = place if kind == pdfium.FPDF_SEGMENT_MOVETO else first
        if pdfium.FPDFPathSegment_GetClose(segment):
            strokes[-1].append(first)
    return strokes, curved


def _line(start: Point, end: Point, found: Drawing) -> None:
    """Keep what is level or upright."""
    (a, b), (c, d) = start, end
    if abs(b - d) <= LEAN and abs(a - c) > LEAN:
        found.across.append(Rule((b + d) / 2, min(a, c), max(a, c)))
    elif abs(a - c) <= LEAN and abs(b - d) > LEAN:
        found.down.append(Rule((a + c) / 2, min(b, d), max(b, d)))
