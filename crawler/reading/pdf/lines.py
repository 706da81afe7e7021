"""Characters with places as lines, and lines as words: spaces only where a person sees one."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from operator import attrgetter

from crawler.reading.pages.flow import CJK, join
from crawler.reading.pdf.glyphs import Box, Glyph

WIDE = re.compile(rf"[{CJK}]")
SAME_LINE = 0.5  # of the larger size: bases nearer than this are one line, so that raised figures stay in theirs
WORD_GAP = 0.2  # of the size: letters and digits farther apart are two words
CHINESE_GAP = 0.6  # of the size, where Chinese meets letters: programs set a quarter of it between them
PIECE_GAP = 1.0  # of the size: what stands farther apart is not one text
OVERLAP = 0.4  # of a character's width that another covers: they were not written one after the other
RUN_GAP = 0.35  # of the size: characters nearer to each other were written as one text
SPACES = re.compile(r"[ \xa0]+")


@dataclass(frozen=True)
class Line:
    """Characters that stand on one base, from left to right; of texts that lie over each other, one after the other."""

    glyphs: tuple[Glyph, ...]
    crossed: bool = False  # one of its texts lies over the half of another

    @cached_property
    def box(self) -> Box:
        """The rectangle around them."""
        glyphs = self.glyphs
        return (
            min(glyph.left for glyph in glyphs),
            min(glyph.top for glyph in glyphs),
            max(glyph.right for glyph in glyphs),
            max(glyph.bottom for glyph in glyphs),
        )

    @cached_property
    def size(self) -> float:
        """The height of its largest character in points."""
        return max(glyph.size for glyph in self.glyphs)

    @cached_property
    def base(self) -> float:
        """Where its largest character stands."""
        return max(self.glyphs, key=lambda glyph: glyph.size).base

    @cached_property
    def text(self) -> str:
        """Its words; single Chinese characters spread over a width are one word."""
        pieces = list(filter(None, (words(piece) for piece in self.pieces())))
        spread = all(len(piece) == 1 and WIDE.match(piece) for piece in pieces)
        return ("" if spread else " ").join(pieces)

    def pieces(self, gap: float = PIECE_GAP) -> list[tuple[Glyph, ...]]:
        """Its characters, parted where nothing stands for `gap` times their size, and where one text lies over another.

        Spaces are nothing.
        """
        found: list[list[Glyph]] = []
        piece: list[Glyph] = []
        reach = before = -math.inf
        for glyph in self.glyphs:
            left, top, right, bottom, _, text = glyph
            if left < before:
                reach = -math.inf
            before = left
            if not text.isspace():
                if left - reach > gap * (bottom - top):
                    piece = []
                    found.append(piece)
                if right > reach:
                    reach = right
            piece.append(glyph)
        return [tuple(piece) for piece in found]


def lines(glyphs: Iterable[Glyph]) -> list[Line]:
    """Characters as lines, from top to bottom."""
    found: list[tuple[Glyph, list[Glyph]]] = []
    level = attrgetter("base")
    for glyph in sorted(glyphs, key=level):
        if found:
            largest, line = found[-1]
            if glyph.base - largest.base <= SAME_LINE * max(glyph.size, largest.size):
                line.append(glyph)
                if glyph.size > largest.size:
                    found[-1] = (glyph, line)
                continue
        found.append((glyph, [glyph]))
    made = (_line(line) for _, line in found)
    return [line for line in made if any(not glyph.text.isspace() for glyph in line.glyphs)]


def _line(glyphs: Sequence[Glyph]) -> Line:
    """Characters of one line in their order; texts that lie over each other stay whole, as they were drawn."""
    order = sorted(glyphs, key=attrgetter("left"))
    if not any(a.right - b.left > OVERLAP * (b.right - b.left) for a, b in pairwise(order)):
        return Line(tuple(order))
    runs = sorted(written(glyphs), key=lambda run: run[0].left)
    if any(len(run) > 1 for run in runs):
        order = [glyph for run in runs for glyph in run]
    return Line(tuple(order), any(_crosses(a, b) for a, b in pairwise(runs)))


def _crosses(one: Sequence[Glyph], other: Sequence[Glyph]) -> bool:
    """Whether one of two texts of like size lies over the half of the other, so that nobody can read them."""
    if len(one) == 1 or len(other) == 1 or not 0.5 <= one[0].size / max(other[0].size, 0.1) <= 2:
        return False
    one, other = _solid(one), _solid(other)
    if not one or not other:
        return False
    common = min(one[-1].right, other[-1].right) - max(one[0].left, other[0].left)
    return 2 * common > min(one[-1].right - one[0].left, other[-1].right - other[0].left)


def _solid(run: Sequence[Glyph]) -> list[Glyph]:
    return [glyph for glyph in run if glyph.text.isalnum()]


def written(glyphs: Iterable[Glyph]) -> Iterator[list[Glyph]]:
    """Characters in the order of the file, as the runs in which they follow each other closely on one base."""
    run: list[Glyph] = []
    right = base = 0.0
    for glyph in glyphs:
        near = RUN_GAP * (glyph[3] - glyph[1])
        if run and (glyph[4] != base or not -near <= glyph[0] - right <= near) and glyph[:5] != run[-1][:5]:
            yield run
            run = []
        run.append(glyph)
        right, base = glyph[2], glyph[4]
    if run:
        yield run


def cell(glyphs: Sequence[Glyph]) -> str:
    """The words of a cell in one line; Chinese broken over lines is joined without a space."""
    if not glyphs:
        return ""
    if all(glyph.base == glyphs[0].base for glyph in glyphs):
        return _line(glyphs).text
    return join([line.text for line in lines(glyphs)])


def words(glyphs: Sequence[Glyph]) -> str:
    """Characters of one line with the spaces that were typed, and those that only their distance shows."""
    parts: list[str] = []
    reach = math.inf
    for glyph in glyphs:
        if glyph.left - reach > WORD_GAP * (glyph.bottom - glyph.top) and _apart(parts[-1], glyph, reach):
            parts.append(" ")
        parts.append(glyph.text)
        reach = glyph.right
    return SPACES.sub(" ", "".join(parts)).strip()


def _apart(before: str, glyph: Glyph, reach: float) -> bool:
    """Whether a gap that is wide enough for a space is one; Chinese characters need none between them."""
    if before.isspace() or glyph.text.isspace():
        return False
    wide = WIDE.match(before) is not None, WIDE.match(glyph.text) is not None
    return not all(wide) and (not any(wide) or glyph.left - reach > CHINESE_GAP * glyph.size)
