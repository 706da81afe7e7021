"""The words of a line of a PDF as pieces, and of some lines as the cells of a row."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from crawler.reading.pages.flow import join
from crawler.reading.pdf.cells import is_number
from crawler.reading.pdf.glyphs import Box, Glyph
from crawler.reading.pdf.lines import Line, words

GAP = 0.8  # of the size: words of one line farther apart may stand in two columns
WRAPPED = 0.85  # of the usual distance of rows: a line nearer than this to one is a part of it
LEADERS = re.compile(r"[.．…·_]{4,}|…{2,}")  # what leads the eye from a heading to its page number
TIGHT = 1.5  # of the size: broken lines stand no farther apart
APART = 1.3  # times as far apart are rows
PITCHES = 2  # distances of rows that must be known

Spans = Sequence[tuple[float, float]]


@dataclass(frozen=True)
class Piece:
    """Words that stand together in a line."""

    left: float
    right: float
    text: str
    base: float
    size: float


@dataclass(frozen=True)
class Row:
    """The pieces of one line, and its place."""

    pieces: tuple[Piece, ...]
    base: float
    box: Box

    @property
    def size(self) -> float:
        """The height of its largest piece."""
        return max(piece.size for piece in self.pieces)

    @property
    def has_number(self) -> bool:
        """Whether it reads like a row of figures: words or a figure, and then a figure, with no leaders between."""
        return (
            len(self.pieces) > 1
            and any(is_number(piece.text) for piece in self.pieces[1:])
            and not any(LEADERS.search(piece.text) for piece in self.pieces)
        )


def row(line: Line) -> Row:
    """A line in pieces; what runs under the next piece stands in the column in which it begins."""
    pieces = [_piece(glyphs) for glyphs in line.pieces(GAP)]
    for number, (one, after) in enumerate(pairwise(pieces)):
        if one.left < after.left < one.right:
            pieces[number] = replace(one, right=after.left)
    return Row(tuple(pieces), line.base, line.box)


def _piece(glyphs: Sequence[Glyph]) -> Piece:
    solid = [glyph for glyph in glyphs if not glyph.text.isspace()]
    return Piece(solid[0].left, solid[-1].right, words(glyphs), solid[0].base, max(glyph.size for glyph in solid))


def covers(piece: Piece, spans: Spans) -> list[int]:
    """The columns under a piece; those on both sides where it stands over a gap."""
    found = [number for number, (left, right) in enumerate(spans) if piece.left < right and left < piece.right]
    if found:
        return found
    after = next((number for number, (left, _) in enumerate(spans) if left >= piece.right), len(spans))
    return [number for number in (after - 1, after) if 0 <= number < len(spans)]


def texts_of(rows: Sequence[Row], spans: Spans) -> tuple[str, ...]:
    """What stands in each column in some lines that are one row; a heading covers what no other heading stands over."""
    texts: list[list[str]] = [[] for _ in spans]
    for each in rows:
        own = [best_of(piece, spans) for piece in each.pieces]
        for piece, best in zip(each.pieces, own, strict=True):
            for number in covers(piece, spans):
                if number == best or number not in own:
                    texts[number].append(piece.text)
    return tuple(join(text) for text in texts)


def best_of(piece: Piece, spans: Spans) -> int:
    """The column of which a piece covers most."""
    overlaps = [
        (min(piece.right, spans[number][1]) - max(piece.left, spans[number][0]), -number)
        for number in covers(piece, spans)
    ]
    return -max(overlaps)[1]


def whole_rows(rows: Sequence[Row]) -> list[list[Row]]:
    """Lines put together to rows: a name, or the rest of cells, belongs to the line that is nearer than rows are apart."""
    figures = [number for number, each in enumerate(rows) if each.has_number]
    pitches = [rows[after].base - rows[before].base for before, after in pairwise(figures) if after == before + 1]
    pitch = WRAPPED * median(pitches) if len(pitches) >= PITCHES else _between_pitches(rows)
    anchors = [
        n
        for n, each in enumerate(rows)
        if each.has_number or (len(each.pieces) > 1 and not (n and is_rest(each, rows[n - 1])))
    ]
    owners: list[int] = []
    for number, each in enumerate(rows):
        near = min(anchors, key=lambda other: abs(rows[other].base - each.base), default=number)
        apart = abs(rows[near].base - each.base)
        belongs = len(each.pieces) == 1 or (near < number and is_rest(each, rows[near]))
        owners.append(near if belongs and not each.has_number and apart <= pitch else number)
    for number in range(1, len(rows)):
        alone = owners[number] == number and not rows[owners[number - 1]].has_number
        if alone and _is_wrapped(rows[number - 1], rows[number], pitch):
            owners[number] = owners[number - 1]
    return [[rows[n] for n, owner in enumerate(owners) if owner == place] for place in dict.fromkeys(owners)]


def _between_pitches(rows: Sequence[Row]) -> float:
    """Where few rows follow each other closely: a distance between that of broken lines and that of rows, if both are seen."""
    apart = sorted(after.base - before.base for before, after in pairwise(rows))
    if not apart or apart[0] > TIGHT * rows[0].size or apart[-1] < APART * apart[0]:
        return 0.0
    return (apart[0] + min(apart[-1], APART * APART * apart[0])) / 2


def is_rest(below: Row, above: Row) -> bool:
    """Whether a line says more of what stands closely above it, each piece below one."""
    return below.base - above.base <= TIGHT * above.size and all(
        any(piece.left < other.right and other.left < piece.right for other in above.pieces) for piece in below.pieces
    )


def _is_wrapped(above: Row, below: Row, pitch: float) -> bool:
    """Whether two lines are a name broken into two, in a row without figures."""
    return (
        len(above.pieces) == len(below.pieces) == 1
        and below.base - above.base <= pitch
        and abs(above.pieces[0].left - below.pieces[0].left) <= above.size
        and not is_number(above.pieces[0].text)
        and not is_number(below.pieces[0].text)
    )
