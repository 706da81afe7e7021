"""Where characters stand on paper: as lines of text, and as tables where lines are drawn around them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from crawler.reading import limits
from crawler.reading.pages import flow, grids
from crawler.reading.value import Table

SAME_LINE = 0.5  # of a character's size: what stands nearer to a baseline is on the same line
SAME_PLACE = 0.3  # of its size: the same character drawn twice to look bold
WORD_GAP = 0.3  # of its size: what is farther apart are two words
COLUMN_GAP = 1.6  # of its size: what is farther apart stands in two columns
MIDDLE = 0.38  # of its size: how far its middle is above its baseline
TOLERANCE = 3.0  # points by which the ends of lines that meet may be apart, as in pdfplumber
FEWEST = 4  # lines: fewer than a box has cannot rule a table
NARROW = re.compile(rf"[^{flow.CJK}]")


@dataclass(frozen=True)
class Glyph:
    """A character, its left and right edges, its baseline from above and its size, in points."""

    text: str
    left: float
    right: float
    base: float
    size: float


@dataclass(frozen=True)
class Rule:
    """A line from one point to another, across or down."""

    left: float
    top: float
    right: float
    bottom: float


Bounds = tuple[float, float, float, float]


def read(glyphs: Sequence[Glyph], rules: Sequence[Rule], where: str) -> tuple[list[str], list[Table]]:
    """The lines of a page from above, and its tables. Raises LimitReached."""
    pieces: list[tuple[float, list[str]]] = []
    found: list[tuple[float, tuple[tuple[str, ...], ...]]] = []
    rest = list(glyphs)
    for cells in _tables(rules):
        texts = {cell: flow.join(lines(inside)) for cell, inside in _dealt(rest, cells).items()}
        if len([text for text in texts.values() if text]) < 2:
            continue
        bounds = _around(cells)
        rest = [glyph for glyph in rest if not _in(glyph, bounds)]
        found.append((bounds[1], spread(texts)))
        pieces += _said(texts)
    pieces += [(base, [line]) for base, line in _lines(rest)]
    pieces.sort(key=lambda piece: piece[0])
    text = [line for _, part in pieces for line in part]
    tables = []
    for top, rows in sorted(found):
        above = [line for base, part in pieces if base <= top for line in part]
        if rows and len(rows[0]) > 1:
            tables.append(Table(rows, grids.caption(above), where))
    return text, tables


def lines(glyphs: Iterable[Glyph]) -> list[str]:
    """Lines of text from above; columns are kept apart by tabs."""
    return [line for _, line in _lines(glyphs)]


def spread(texts: dict[Bounds, str]) -> tuple[tuple[str, ...], ...]:
    """Cells by their bounds as full rows, in which a merged cell is repeated in every place that it covers. Raises LimitReached."""
    lefts, tops = _edges(cell[0] for cell in texts), _edges(cell[1] for cell in texts)
    if len(lefts) * len(tops) > limits.TABLE_CELLS:
        raise limits.LimitReached("cells")
    taken: grids.Places = {}
    for (left, top, right, bottom), text in texts.items():
        for y in [y for y, at in enumerate(tops) if top - TOLERANCE < at < bottom - TOLERANCE]:
            for x in [x for x, at in enumerate(lefts) if left - TOLERANCE < at < right - TOLERANCE]:
                taken[y, x] = text
    return grids.rectangle(taken)


def _lines(glyphs: Iterable[Glyph]) -> list[tuple[float, str]]:
    rows: list[list[Glyph]] = []
    for glyph in sorted(glyphs, key=lambda glyph: glyph.base):
        if rows and glyph.base - rows[-1][0].base < SAME_LINE * max(glyph.size, rows[-1][0].size):
            rows[-1].append(glyph)
        else:
            rows.append([glyph])
    written = [(row[0].base, _line(sorted(row, key=lambda glyph: glyph.left))) for row in rows]
    return [(base, line) for base, line in written if line]


def _line(row: list[Glyph]) -> str:
    text, last = "", None
    for glyph in row:
        if not glyph.text.strip():
            continue
        if last is not None:
            if glyph.text == last.text and glyph.left - last.left < SAME_PLACE * glyph.size:
                continue
            gap = (glyph.left - last.right) / max(glyph.size, last.size, 1.0)
            narrow = NARROW.match(glyph.text) or NARROW.match(last.text)
            text += "\t" if gap > COLUMN_GAP else " " if gap > WORD_GAP and narrow else ""
        text += glyph.text
        last = glyph
    return text.strip()


def _said(texts: dict[Bounds, str]) -> list[tuple[float, list[str]]]:
    """The rows of a table as lines in which a merged cell is said once."""
    tops = _edges(cell[1] for cell in texts)
    said = []
    for top in tops:
        row = [(cell[0], text) for cell, text in texts.items() if abs(cell[1] - top) < TOLERANCE]
        line = "\t".join(text for _, text in sorted(row)).strip()
        said += [(top, [line])] if line else []
    return said


def _edges(values: Iterable[float]) -> list[float]:
    """Values that differ, with those that are nearly the same as one."""
    found: list[float] = []
    for value in sorted(values):
        if not found or value - found[-1] >= TOLERANCE:
            found.append(value)
    return found


def _in(glyph: Glyph, cell: Bounds) -> bool:
    x, y = (glyph.left + glyph.right) / 2, glyph.base - glyph.size * MIDDLE
    return cell[0] <= x < cell[2] and cell[1] <= y < cell[3]


def _dealt(glyphs: Sequence[Glyph], cells: Sequence[Bounds]) -> dict[Bounds, list[Glyph]]:
    """Which characters stand in which cell; cells of one height are looked through together."""
    bands: dict[tuple[float, float], list[Bounds]] = {}
    for cell in cells:
        bands.setdefault((cell[1], cell[3]), []).append(cell)
    dealt: dict[Bounds, list[Glyph]] = {cell: [] for cell in cells}
    for glyph in glyphs:
        y = glyph.base - glyph.size * MIDDLE
        for (top, bottom), band in bands.items():
            found = next((cell for cell in band if _in(glyph, cell)), None) if top <= y < bottom else None
            if found:
                dealt[found].append(glyph)
                break
    return dealt


def _around(cells: Sequence[Bounds]) -> Bounds:
    lefts, tops, rights, bottoms = zip(*cells, strict=True)
    return min(lefts), min(tops), max(rights), max(bottoms)


def _tables(rules: Sequence[Rule]) -> list[list[Bounds]]:
    """The cells of each table that lines rule, by the rules of pdfplumber. Raises LimitReached."""
    from pdfplumber import table

    if len(rules) > limits.RULES:
        raise limits.LimitReached("rules")
    edges = [_edge(rule) for rule in rules]
    if len(edges) < FEWEST:
        return []
    merged = table.merge_edges(edges, TOLERANCE, TOLERANCE, TOLERANCE, TOLERANCE)
    across = sum(edge["orientation"] == "h" for edge in merged)
    if across * (len(merged) - across) > limits.CROSSINGS:
        raise limits.LimitReached("rules")
    crossings = table.edges_to_intersections(merged, TOLERANCE, TOLERANCE)
    return [list(cells) for cells in table.cells_to_tables(table.intersections_to_cells(crossings))]


def _edge(rule: Rule) -> dict[str, float | str]:
    left, right = sorted((rule.left, rule.right))
    top, bottom = sorted((rule.top, rule.bottom))
    across = right - left >= bottom - top
    return {
        "x0": left, "x1": right, "top": top, "bottom": bottom, "doctop": top, "y0": -bottom, "y1": -top,
        "width": right - left, "height": bottom - top, "orientation": "h" if across else "v", "object_type": "line",
    }  # fmt: skip
