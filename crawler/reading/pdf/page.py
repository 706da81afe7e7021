"""One page of a PDF: its lines and its tables, in the order in which they are read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from crawler.reading import limits
from crawler.reading.pages import grids
from crawler.reading.pdf.cells import Found, filled, inside
from crawler.reading.pdf.columns import between, unruled
from crawler.reading.pdf.framed import framed
from crawler.reading.pdf.glyphs import Box, Glyph, Script, script
from crawler.reading.pdf.hidden import hidden, is_faint
from crawler.reading.pdf.level import going_on, level_rules, level_tables
from crawler.reading.pdf.lines import Line, lines
from crawler.reading.pdf.rules import Drawing, Rule, drawing
from crawler.reading.pdf.ruling import Ruling, rulings
from crawler.reading.pdf.running import is_furniture, is_printed
from crawler.reading.value import Box as Words

ABOVE = 60.0  # points above a table in which its unit line stands
EDGE = 0.05  # of a page's longer side: so far reach the heads that a browser prints
BOXES = 3  # so many boxes within a grid are a chart that stands in a frame
TEXT_COLUMNS = 6  # so many lines with a long text on both sides of a gap are set in two columns
LONG = 8  # characters of such a text
FULL = 0.7  # of them fill their column


@dataclass(frozen=True)
class Sheet:
    """A page: the lines that stand in no table, from top to bottom, and its tables; all in the frame of its script."""

    number: int
    script: Script
    drawing: Drawing
    lines: tuple[Line, ...]
    tables: tuple[Found, ...]
    complete: bool
    hides: bool = False  # it holds words that nobody sees; they are left out
    crossed: bool = False  # a text lies over another, so that nobody can read them

    @cached_property
    def boxes(self) -> tuple[Words, ...]:
        """The words that have a line drawn around them and stand in no table."""
        return framed(self.drawing.shapes, self.script, self.tables, self.number)

    @cached_property
    def text(self) -> str:
        """Its words, each row of a table in one line."""
        blocks = [(line.box[1], line.text) for line in self.lines]
        for table in self.tables:
            place = next((n for n, (top, _) in enumerate(blocks) if top > table.box[1]), len(blocks))
            blocks[place:place] = [(table.box[1], text) for text in table.lines]
        turned = [
            line.text for line in lines(own for glyph, own in self.script.turned if not _within(glyph, self.tables))
        ]
        return "\n".join([text for _, text in blocks] + turned)

    def caption(self, table: Found) -> str:
        """What stands just above a table."""
        top = table.box[1]
        floor = max([other.box[3] for other in self.tables if other.box[3] <= top], default=0.0)
        above = [line for line in self.lines if max(floor, top - self.reach) <= line.base <= top + 0.3 * line.size]
        return grids.caption([line.text for line in sorted(above, key=lambda line: line.base)])

    @property
    def reach(self) -> float:
        """How far above a table, in points, its caption may stand."""
        return max(ABOVE, 6 * self.script.size)


def sheet(page: Any, number: int, before: Sheet | None = None) -> Sheet:
    """A page of a document, by its number from 1, and after the one before it. Raises pypdfium2.PdfiumError."""
    textpage = page.get_textpage()
    try:
        written = script(page, textpage)
        drawn = drawing(page, written.frame)
        seen = len(written.upright) + len(written.turned)
        if any(map(is_faint, drawn.texts)) and (unseen := hidden(textpage, written.frame, drawn)):
            written = script(page, textpage, unseen)
        hides = len(written.upright) + len(written.turned) < seen
    finally:
        textpage.close()
    whole = [line for line in lines(written.upright) if not _is_printed(line, written)]
    tables, complete = _tables(written, drawn, whole, before)
    loose = _loose(written, tables) if tables else whole
    loose_tables = unruled(loose) if written.upright else []
    if loose_tables:
        loose_tables[-1] = _perhaps_open(loose_tables[-1], loose)
        tables = sorted([*tables, *loose_tables], key=lambda table: table.box[1])
        loose = _loose(written, tables)
    return Sheet(
        number,
        written,
        drawn,
        tuple(_ordered(loose)),
        tuple(tables),
        complete and written.complete and drawn.complete,
        hides,
        any(line.crossed for line in whole),
    )


def _loose(written: Script, tables: Sequence[Found]) -> list[Line]:
    """The lines that stand in no table."""
    found = lines(_outside(written.upright, [table.box for table in tables]))
    return [line for line in found if not _is_printed(line, written)]


def _is_printed(line: Line, written: Script) -> bool:
    """Whether a line is what a browser prints at the upper and lower edge of a page."""
    margin = EDGE * max(written.frame.width, written.frame.height)
    return not margin < line.base < written.frame.height - margin and is_printed(line.text)


def _perhaps_open(table: Found, loose: Sequence[Line]) -> Found:
    """A table without lines, which may go on upon the next page when nothing stands below it."""
    below = (line for line in loose if line.base > table.box[3] + 1)
    return replace(table, is_open=all(is_furniture(line.text) for line in below))


def _tables(written: Script, drawn: Drawing, whole: Sequence[Line], before: Sheet | None) -> tuple[list[Found], bool]:
    """The tables that lines show, and whether all could be looked at within the limits."""
    if not written.upright and not written.turned:
        return [], True
    try:
        grids_found = rulings(drawn.across, drawn.down, written.size)
    except limits.LimitReached:
        return [], False
    if len(grids_found) > limits.PDF_GRIDS:
        return [], False
    found: list[Found] = []
    for ruling in _outermost(grids_found):
        table = _open_columns(ruling, written) if len(ruling.xs) == 2 else filled(ruling, written)
        if table and table.is_data:
            found.append(table)
    taken = [ruling.box for ruling in grids_found]
    level = level_rules(written, drawn)
    if rest := _going_on(before, written, whole, level, taken):
        found.append(rest)
        taken.append((rest.box[0], 0.0, rest.box[2], rest.box[3]))
    level_found, complete = level_tables(written, level, whole, taken)
    return sorted([*found, *level_found], key=lambda table: table.box[1]), complete


def _going_on(
    before: Sheet | None, written: Script, whole: Sequence[Line], level: Sequence[Rule], taken: Sequence[Box]
) -> Found | None:
    """The rest of the table with which the page before ended, where it has no lines of its own."""
    if before is None or not before.tables or not before.tables[-1].is_open:
        return None
    last = before.tables[-1]
    if before.script.frame.turn != written.frame.turn:
        return None
    above = [line.text for line in before.lines if line.base < last.box[1]]
    rest = going_on(last, above, whole, level)
    return rest if rest and not any(box[1] < rest.box[3] for box in taken) else None


def _outermost(found: list[Ruling]) -> list[Ruling]:
    """Grids without those that only lay out others, and without those in which a chart is drawn."""
    kept = []
    for ruling in found:
        held = [other for other in found if other is not ruling and _holds(ruling.box, other.box)]
        tables = [other for other in held if len(other.xs) > 2 and len(other.ys) > 2]
        if not tables and len(held) < BOXES:
            kept.append(ruling)
    return kept


def _holds(outer: Box, inner: Box) -> bool:
    return outer[0] <= inner[0] and outer[1] <= inner[1] and outer[2] >= inner[2] and outer[3] >= inner[3]


def _open_columns(ruling: Ruling, written: Script) -> Found | None:
    """The table in a frame that has lines between its rows only."""
    left, _, right, _ = ruling.box
    level = [Rule(y, left, right) for y in ruling.ys]
    return between(lines(inside(written.upright, ruling.box)), level, ruling.box) if len(ruling.ys) > 2 else None


def _outside(glyphs: Iterable[Glyph], boxes: Sequence[Box]) -> list[Glyph]:
    """The characters that stand in none of the rectangles."""
    left = list(glyphs)
    for box in boxes:
        held = set(map(id, inside(left, box)))
        left = [glyph for glyph in left if id(glyph) not in held]
    return left


def _within(glyph: Glyph, tables: Iterable[Found]) -> bool:
    return any(inside((glyph,), table.box) for table in tables)


def _ordered(loose: list[Line]) -> list[Line]:
    """Lines in the order of reading: what is set in two columns is read column by column."""
    pieces = {id(line): line.pieces() for line in loose}
    double = [line for line in loose if len(pieces[id(line)]) == 2 and min(map(len, pieces[id(line)])) >= LONG]
    if len(double) < TEXT_COLUMNS:
        return loose
    ends = [pieces[id(line)][0][-1].right for line in double]
    gutter = max(ends), min(pieces[id(line)][1][0].left for line in double)
    full = sum(end >= gutter[0] - 1.5 * line.size for end, line in zip(ends, double, strict=True))
    if gutter[0] >= gutter[1] or full < FULL * len(double):
        return loose
    first, last = loose.index(double[0]), loose.index(double[-1]) + 1
    found: list[Line] = []
    columns: tuple[list[Line], list[Line]] = ([], [])
    for line in loose[first:last]:
        if any(
            gutter[0] < (glyph.left + glyph.right) / 2 < gutter[1] and not glyph.text.isspace() for glyph in line.glyphs
        ):
            found += [*columns[0], *columns[1], line]
            columns = ([], [])
            continue
        for side in (0, 1):
            part = tuple(glyph for glyph in line.glyphs if (glyph.left >= gutter[1]) == side)
            if part:
                columns[side].append(Line(part))
    return [*loose[:first], *found, *columns[0], *columns[1], *loose[last:]]
