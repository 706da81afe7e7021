"""Tables of a PDF's page that have level lines only, and such that go on from the page before without any."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from crawler.reading import limits
from crawler.reading.pdf.cells import Found, inside
from crawler.reading.pdf.columns import PITCH, between
from crawler.reading.pdf.glyphs import Box, Script
from crawler.reading.pdf.lines import Line, lines
from crawler.reading.pdf.pieces import Row, Spans, covers, row, texts_of, whole_rows
from crawler.reading.pdf.rules import Drawing, Rule
from crawler.reading.pdf.ruling import straightened
from crawler.reading.pdf.running import CONTINUED, is_furniture

ABOVE = 4  # lines that may stand above a table that goes on: a running head, the title again, "continued", the unit
HEAD = 8.0  # of the size: a head is no higher


def level_rules(written: Script, drawn: Drawing) -> list[Rule]:
    """The level lines of a page that are long enough for a table, from top to bottom."""
    size = written.size
    return [rule for rule in straightened(drawn.across, max(1.0, 0.3 * size)) if rule.end - rule.start >= 3 * size]


def level_tables(
    written: Script, rules: Sequence[Rule], whole: Sequence[Line], taken: Sequence[Box]
) -> tuple[list[Found], bool]:
    """Tables that have level lines only, as the three-line table of learned journals; and whether all could be looked at."""
    size = written.size
    level = [rule for rule in rules if not any(box[1] - 1 <= rule.at <= box[3] + 1 for box in taken)]
    if len(level) > limits.PDF_GRIDS:
        return [], False
    figures = [line.base for line in whole if row(line).has_number] if len(level) > 1 else []
    found: list[Found] = []
    tries = first = 0
    while first < len(level) - 1:
        for last in range(len(level) - 1, first, -1):
            held = sum(level[first].at < base < level[last].at for base in figures)
            if held < 2 or not _alike(level[first], level[last], size):
                continue
            if (tries := tries + 1) > limits.PDF_TRIES:
                return found, False
            table = _between(written, level, level[first], level[last].at)
            if table:
                found.append(table)
                first = last
                break
        first += 1
    bottom = max((table.box[3] for table in found), default=0.0)
    unclosed = _unclosed(written, [rule for rule in level if rule.at > bottom + 1], whole)
    return [*found, *unclosed], True


def _between(written: Script, level: Sequence[Rule], top: Rule, bottom: float) -> Found | None:
    box = (top.start, top.at, top.end, bottom)
    held = [rule for rule in level if top.at <= rule.at <= bottom]
    table = between(lines(inside(written.upright, box)), held, box)
    return table if table and table.is_data else None


def _alike(one: Rule, other: Rule, size: float) -> bool:
    return abs(one.start - other.start) <= size and abs(one.end - other.end) <= size


def _unclosed(written: Script, level: Sequence[Rule], whole: Sequence[Line]) -> list[Found]:
    """The table whose head stands between two lines and that ends on another page: here with its last line of figures."""
    size = written.size
    heads = [
        (top, below)
        for top in level
        for below in level
        if 0 < below.at - top.at <= HEAD * size and _alike(top, below, size)
    ][-1:]
    for top, below in heads:
        rows = [row(line) for line in whole if line.base > below.at]
        end, bottom = below.at, 0.0
        for each in rows:
            if each.base - end > PITCH * size or not (each.has_number or len(each.pieces) <= 2):
                break
            end, bottom = each.base, each.box[3] if each.has_number else bottom
        table = _between(written, level, top, bottom) if bottom else None
        return [replace(table, is_open=True)] if table else []
    return []


def going_on(before: Found, above: Sequence[str], whole: Sequence[Line], rules: Sequence[Rule]) -> Found | None:
    """What a page's first lines say in the columns of the table with which the page before ended; None where they do not.

    `above` are the lines above that table: they may stand again above this part.
    """
    rows = [row(line) for line in whole]
    start = 0
    for line in whole[:ABOVE]:
        if not (line.text in above or is_furniture(line.text) or CONTINUED.search(line.text)):
            break
        start += 1
    size = max((each.size for each in rows[start : start + 1]), default=0.0)
    frame = Rule(0.0, before.box[0], before.box[2])
    ends = [rule.at for rule in rules if _alike(rule, frame, 2 * size)]
    end = min(ends, default=float("inf"))
    held = _held(rows[start:], before.spans, end, size)
    if not held or held[0].base > end:
        return None
    closed = end - held[-1].base <= PITCH * size
    while held and not (closed or held[-1].has_number):
        held.pop()
    if not any(each.has_number for each in held):
        return None
    made = tuple(texts_of(each, before.spans) for each in whole_rows(held))
    box = (before.box[0], held[0].box[1] - 0.1, before.box[2], end if closed else held[-1].box[3] + 0.1)
    spoken = tuple("\t".join(each).strip("\t") for each in made)
    return Found(box, before.xs, made, spoken, before.spans, not closed)


def _held(rows: Sequence[Row], spans: Spans, end: float, size: float) -> list[Row]:
    """The rows of figures, and of names alone, from the first on: each piece in one column, none beside them."""
    found: list[Row] = []
    for each in rows:
        fits = all(
            len(covers(piece, spans)) == 1
            and spans[0][0] - 2 * size <= piece.left
            and piece.right <= spans[-1][1] + 2 * size
            for piece in each.pieces
        )
        name = len(each.pieces) == 1 and covers(each.pieces[0], spans) == [0]
        if each.base > end or not fits or not (each.has_number or name):
            break
        if found and each.base - found[-1].base > PITCH * size:
            break
        found.append(each)
    return found
