"""Tables of a PDF's page whose columns no line parts: by the gaps that run through their lines, or not at all."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import pairwise
from statistics import median

from crawler.reading.pages.flow import join
from crawler.reading.pages.grids import UNIT
from crawler.reading.pdf.cells import Found, Rows, is_number
from crawler.reading.pdf.glyphs import Box
from crawler.reading.pdf.heads import head_rows
from crawler.reading.pdf.lines import Line
from crawler.reading.pdf.pieces import Piece, Row, covers, is_rest, row, texts_of, whole_rows
from crawler.reading.pdf.rules import Rule

AGREE = 0.7  # of a column's words must begin, end or have their middle at one place
NEAR = 0.6  # of the size: how far such places may differ
ROWS = 3  # fewer rows with numbers show no columns
PITCH = 3.0  # of the size: lines farther apart are not rows of one table
LABELS = 2  # lines without figures that may follow each other among lines with some
COLUMNS = 60  # more are no table that anybody reads
HEAD = 4  # lines that the head of a table may have
PROSE = 40  # characters: a column whose words are longer on average is text
ORDINAL = re.compile(r"[（(]?[一二三四五六七八九十\d]{1,3}[)）、.．]?")


def unruled(lines: Sequence[Line]) -> list[Found]:
    """Tables in a page's lines, found by columns of figures that agree over three lines or more."""
    rows = [row(line) for line in lines]
    found: list[Found] = []
    start = 0
    while start < len(rows):
        end = _block(rows, start)
        numeric = [each for each in rows[start:end] if each.has_number]
        if len(numeric) >= ROWS and (table := _table(rows, start, end, numeric)):
            found.append(table)
        start = max(end, start + 1)
    return found


def between(lines: Sequence[Line], level: Sequence[Rule], box: Box) -> Found | None:
    """The table between level lines, of which the columns are told apart by gaps; None where there are none.

    Lines across the whole width part the rows; shorter ones in its head say which columns a heading covers.
    """
    rows = [row(line) for line in lines]
    wide = [rule for rule in level if rule.end - rule.start >= 0.9 * (box[2] - box[0])]
    edges = [rule.at for rule in wide if box[1] < rule.at < box[3]]
    bands: list[list[Row]] = [[] for _ in range(len(edges) + 1)]
    for each in rows:
        bands[bisect_right(edges, each.base - 0.3 * each.size)].append(each)
    body = [each for band in bands[1:] or bands for each in band]
    numeric = [each for each in rows if each.has_number]
    spans = _columns(numeric) if len(numeric) >= 2 else []
    if not 2 <= len(spans) <= COLUMNS or not _are_columns(spans, numeric, body):
        return None
    if any(len(covers(piece, spans)) > 1 for each in body for piece in each.pieces):
        return None
    made: list[tuple[str, ...]] = []
    for band in bands:
        partial = [rule for rule in level if rule not in wide and band and band[0].box[1] < rule.at < band[-1].base]
        made += _band(band, spans, partial)
    return _found(box, spans, made)


def _block(rows: Sequence[Row], start: int) -> int:
    """The end of the run of rows that begins here: figures in most of them, and no gap."""
    if not rows[start].has_number:
        return start
    end = start + 1
    for place in range(start + 1, len(rows)):
        if rows[place].base - rows[place - 1].base > PITCH * rows[place].size:
            break
        if rows[place].has_number:
            end = place + 1
        elif place - end >= LABELS or (len(rows[place].pieces) > 2 and not is_rest(rows[place], rows[place - 1])):
            break
    return end


def _columns(rows: Iterable[Row]) -> list[tuple[float, float]]:
    """Where words stand, over all rows: the gaps that run through all of them part the columns."""
    pieces = sorted((piece for each in rows for piece in each.pieces), key=lambda piece: piece.left)
    found: list[tuple[float, float]] = []
    for piece in pieces:
        if found and piece.left <= found[-1][1] + 0.3 * piece.size:
            found[-1] = (found[-1][0], max(found[-1][1], piece.right))
        else:
            found.append((piece.left, piece.right))
    return found


def _table(rows: Sequence[Row], start: int, end: int, numeric: list[Row]) -> Found | None:
    spans = _columns(numeric)
    body = rows[start:end]
    if not 2 <= len(spans) <= COLUMNS or not _are_columns(spans, numeric, body) or not _agree(spans, numeric):
        return None
    first = start
    while first > 0 and start - first < HEAD:
        step = 2 if first > 1 and _is_label(rows[first - 1], spans) else 1
        if not _heads(rows[first - step], rows[first - step + 1], spans):
            break
        first -= step
    used = rows[first:end]
    box = (spans[0][0], used[0].box[1], spans[-1][1], used[-1].box[3])
    heads = head_rows(rows[first:start], body, spans)
    return _found(box, spans, [*heads, *(texts_of(each, spans) for each in whole_rows(body))])


def _is_label(each: Row, spans: list[tuple[float, float]]) -> bool:
    """Whether only the first column of a row says something."""
    return (
        len(each.pieces) == 1
        and spans[0][0] - each.size <= each.pieces[0].left
        and each.pieces[0].right <= spans[0][1] + each.size
    )


def _heads(above: Row, below: Row, spans: list[tuple[float, float]]) -> bool:
    """Whether a line above a table's rows is one of its head: words over two columns or more, and nothing beside them."""
    near = below.base - above.base <= PITCH * above.size
    covered = [covers(piece, spans) for piece in above.pieces]
    return (
        near
        and len(above.pieces) > 1
        and not any(UNIT.search(piece.text) for piece in above.pieces)
        and len({place for places in covered for place in places}) > 1
        and all(
            len(piece.text) <= PROSE / 2
            and spans[0][0] - 4 * piece.size <= piece.left
            and piece.right <= spans[-1][1] + 4 * piece.size
            for piece in above.pieces
        )
    )


def _are_columns(spans: list[tuple[float, float]], numeric: list[Row], rows: Sequence[Row]) -> bool:
    """Figures in most places besides the first column; no table of contents, no list, no prose."""
    columns: list[list[str]] = [[] for _ in spans]
    for each in numeric:
        for piece in each.pieces:
            columns[covers(piece, spans)[0]].append(piece.text)
    others = [text for column in columns[1:] for text in column]
    if 2 * sum(map(is_number, others)) < len(others) or any(
        sum(map(len, column)) > PROSE * len(column) for column in columns
    ):
        return False
    if len(spans) == 2:
        return not (_counts_up(columns[1]) or all(ORDINAL.fullmatch(text) for text in columns[0]))
    return len(numeric) * 2 >= len(rows)


def _counts_up(texts: list[str]) -> bool:
    """Whether figures are page numbers: whole, small, none below the one before."""
    pages = [int(text) for text in texts if text.isascii() and text.isdigit() and len(text) < 4]
    return len(pages) == len(texts) and pages == sorted(pages)


def _agree(spans: list[tuple[float, float]], rows: list[Row]) -> bool:
    """Whether the words of every column begin, end or have their middle at one place."""
    columns: list[list[Piece]] = [[] for _ in spans]
    for each in rows:
        for piece in each.pieces:
            columns[covers(piece, spans)[0]].append(piece)
    return all(map(_aligned, columns))


def _aligned(pieces: list[Piece]) -> bool:
    near = NEAR * max(piece.size for piece in pieces)
    for places in (
        [piece.left for piece in pieces],
        [piece.right for piece in pieces],
        [(piece.left + piece.right) / 2 for piece in pieces],
    ):
        usual = median(places)
        if sum(abs(at - usual) <= near for at in places) >= AGREE * len(places):
            return True
    return False


def _band(band: list[Row], spans: list[tuple[float, float]], partial: list[Rule]) -> Rows:
    """The rows between two lines: one for each line of figures, else one for all; a heading over a short line is split off."""
    if sum(each.has_number for each in band) > 1:
        return tuple(texts_of(each, spans) for each in whole_rows(band))
    if not partial:
        return (texts_of(band, spans),)
    at = min(rule.at for rule in partial)
    upper: list[Row] = []
    lower: list[Row] = []
    for each in band:
        (upper if each.base <= at else lower).append(each)
    return _headings(upper, lower, spans, partial)


def _headings(upper: list[Row], lower: list[Row], spans: list[tuple[float, float]], partial: list[Rule]) -> Rows:
    """Two rows of a head: what stands over a short line belongs to every column under it, the rest reaches down."""
    middles = [(left + right) / 2 for left, right in spans]
    tops, bottoms = list(texts_of(upper, spans)), list(texts_of(lower, spans))
    under = {number for rule in partial for number, at in enumerate(middles) if rule.start <= at <= rule.end}
    for rule in partial:
        pieces = [p for each in upper for p in each.pieces if rule.start <= (p.left + p.right) / 2 <= rule.end]
        numbers = [number for number, at in enumerate(middles) if rule.start <= at <= rule.end]
        for heading, covered in _shared([spans[number] for number in numbers], pieces):
            for place in covered:
                tops[numbers[place]] = heading
    for number in range(len(spans)):
        if number not in under:
            tops[number] = bottoms[number] = join([text for text in (tops[number], bottoms[number]) if text])
    return tuple(tops), tuple(bottoms)


def _shared(spans: Sequence[tuple[float, float]], pieces: Sequence[Piece]) -> list[tuple[str, range]]:
    """Headings over one line and the columns of each: they share the columns so that each stands nearest to its own middle."""
    stacks: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda piece: piece.left):
        if stacks and piece.left < max(each.right for each in stacks[-1]):
            stacks[-1].append(piece)
        else:
            stacks.append([piece])
    if not stacks or len(stacks) > len(spans):
        return [(join([piece.text for piece in pieces]), range(len(spans)))]
    best: dict[int, tuple[float, list[range]]] = {0: (0.0, [])}
    for stack in stacks:
        left, right = min(piece.left for piece in stack), max(piece.right for piece in stack)
        ways = [
            (cost + _misfit((left, right), (spans[start][0], spans[end - 1][1])), [*parts, range(start, end)])
            for start, (cost, parts) in best.items()
            for end in range(start + 1, len(spans) + 1)
        ]
        best = {}
        for cost, parts in ways:
            if cost < best.get(parts[-1].stop, (float("inf"), []))[0]:
                best[parts[-1].stop] = (cost, parts)
    parts = best.get(len(spans), (0.0, []))[1]
    return [(join([p.text for p in stack]), covered) for stack, covered in zip(stacks, parts, strict=False)]


def _misfit(words: tuple[float, float], columns: tuple[float, float]) -> float:
    """How far words are from standing at the left, in the middle or at the right of their columns, whichever is nearest."""
    left, right = words[0] - columns[0], words[1] - columns[1]
    return min(abs(left), abs(left + right) / 2, abs(right))


def _found(box: Box, spans: list[tuple[float, float]], rows: Iterable[tuple[str, ...]]) -> Found:
    edges = (box[0], *((right + left) / 2 for (_, right), (left, _) in pairwise(spans)), box[2])
    made = tuple(each for each in rows if any(each))
    return Found(box, edges, made, tuple("\t".join(each).strip("\t") for each in made), tuple(spans))
