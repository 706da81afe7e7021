"""Words with a line drawn around them, as around the steps of a chart."""

from __future__ import annotations

from collections.abc import Sequence

from crawler.reading import limits
from crawler.reading.pdf.cells import Found, inside
from crawler.reading.pdf.glyphs import Box, Script
from crawler.reading.pdf.lines import cell
from crawler.reading.value import Box as Words

STEPS = 2  # a single frame is a note, no chart
LARGE = 0.5  # of the page: a larger frame holds the page, not a step
LOW = 0.5  # of the size: frames whose upper edges differ less stand beside each other


def framed(shapes: Sequence[Box], written: Script, tables: Sequence[Found], number: int) -> tuple[Words, ...]:
    """The words in closed shapes that are no cells of tables, in points; from top to bottom and left to right.

    Words belong to the smallest shape around them; a shape around others is none of these.
    """
    page, size = written.frame.width * written.frame.height, written.size
    held = [shape for shape in dict.fromkeys(shapes) if _may_hold(shape, size, page) and not _is_in(shape, tables)]
    if not STEPS <= len(held) <= limits.PDF_GRIDS:
        return ()
    left = list(written.upright)
    found: list[tuple[Box, str]] = []
    for shape in sorted(held, key=_area):
        if any(_holds(shape, other) for other, _ in found):
            continue
        glyphs = inside(left, shape)
        if text := cell(glyphs):
            taken = set(map(id, glyphs))
            left = [glyph for glyph in left if id(glyph) not in taken]
            found.append((shape, text))
    if len(found) < STEPS:
        return ()
    return tuple(_words(text, box, number) for box, text in _ordered(found, size))


def _words(text: str, box: Box, number: int) -> Words:
    left, top, right, bottom = map(round, box)
    return Words(text, left, top, right, bottom, number, framed=True)


def _may_hold(shape: Box, size: float, page: float) -> bool:
    left, top, right, bottom = shape
    return right - left >= size and bottom - top >= size and _area(shape) <= LARGE * page


def _area(shape: Box) -> float:
    left, top, right, bottom = shape
    return (right - left) * (bottom - top)


def _holds(outer: Box, inner: Box) -> bool:
    return outer[0] <= inner[0] and outer[1] <= inner[1] and outer[2] >= inner[2] and outer[3] >= inner[3]


def _is_in(shape: Box, tables: Sequence[Found]) -> bool:
    x, y = (shape[0] + shape[2]) / 2, (shape[1] + shape[3]) / 2
    return any(table.box[0] <= x <= table.box[2] and table.box[1] <= y <= table.box[3] for table in tables)


def _ordered(found: Sequence[tuple[Box, str]], size: float) -> list[tuple[Box, str]]:
    """From top to bottom; those beside each other from left to right."""
    rows: list[list[tuple[Box, str]]] = []
    for each in sorted(found, key=lambda each: each[0][1]):
        if rows and each[0][1] - rows[-1][0][0][1] <= LOW * size:
            rows[-1].append(each)
        else:
            rows.append([each])
    return [each for row in rows for each in sorted(row, key=lambda each: each[0][0])]
