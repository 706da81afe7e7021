"""Tables of a PDF's page: which characters stand in which cell of a ruling."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from crawler.reading.pages import grids
from crawler.reading.pages.flow import join
from crawler.reading.pdf.glyphs import Box, Glyph, Script
from crawler.reading.pdf.lines import Line, cell, lines, written
from crawler.reading.pdf.ruling import Ruling

NUMBER = re.compile(r"[(（]?[-+−－—–¥￥]?\s?[\d０-９][\d０-９,，.．\s]*[%％]?[)）]?|[-−－—–]{1,3}|[%％]|[＊*]{1,3}|/")
MIDDLE = 0.3  # of its size: the middle of a character above its base
CUT = 0.2  # of a character's width on both sides of a border: then it runs over the border
Rows = tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Found:
    """A table on a page: the rectangle that it covers, the edges of its columns and what stands in its places.

    `lines` are the same words to be read in a row: a merged cell only once. Where no lines part the columns, `spans` is from
    where to where the words of each stand, and `is_open` says that the table may go on at the top of the next page.
    """

    box: Box
    xs: tuple[float, ...]
    rows: Rows
    lines: tuple[str, ...] = ()
    spans: tuple[tuple[float, float], ...] = ()
    is_open: bool = False

    @property
    def is_data(self) -> bool:
        """Two rows and two columns or more, and not one long prose with a frame."""
        texts = {text for row in self.rows for text in row if text}
        if len(self.rows) < 2 or len(self.xs) < 3 or len(texts) < 2:
            return False
        total, longest = sum(map(len, texts)), max(map(len, texts))
        return longest <= grids.PROSE or longest <= grids.PROSE_SHARE * total


def is_number(text: str) -> bool:
    """Whether a text is one number, a share, or the dash that stands for none."""
    return NUMBER.fullmatch(text) is not None


def inside(glyphs: Iterable[Glyph], box: Box) -> list[Glyph]:
    """The characters whose middle is in a rectangle."""
    left, top, right, bottom = box
    return [
        glyph
        for glyph in glyphs
        if top <= glyph[4] - MIDDLE * (glyph[3] - glyph[1]) < bottom and left <= (glyph[0] + glyph[2]) / 2 < right
    ]


def filled(ruling: Ruling, script: Script) -> Found:
    """The ruling's cells with their words; a merged cell is repeated in every place that it covers."""
    owners = {
        (y + down, x + across): number
        for number, (y, x, deep, wide) in enumerate(ruling.cells)
        for down in range(deep)
        for across in range(wide)
    }
    upright: dict[int, list[Glyph]] = {}
    for run in written(inside(script.upright, ruling.box)):
        for number, glyphs in _owned(run, ruling, owners):
            upright.setdefault(number, []).extend(glyphs)
    turned: dict[int, list[Glyph]] = {}
    for glyph, own in script.turned:
        if inside((glyph,), ruling.box):
            turned.setdefault(owners[_place(glyph, ruling)], []).append(own)
    texts = {
        number: " ".join(filter(None, (cell(upright.get(number, ())), cell(turned.get(number, ())))))
        for number in {*upright, *turned}
    }
    return _table(ruling, owners, texts, upright, script.size)


def _table(
    ruling: Ruling,
    owners: dict[tuple[int, int], int],
    texts: dict[int, str],
    glyphs: dict[int, list[Glyph]],
    size: float,
) -> Found:
    rows: list[tuple[str, ...]] = []
    spoken: list[str] = []
    for y in range(len(ruling.ys) - 1):
        numbers = [owners[y, x] for x in range(len(ruling.xs) - 1)]
        single = [number for number in dict.fromkeys(numbers) if ruling.cells[number][2] == 1 and number in glyphs]
        parts = _parts({number: lines(glyphs[number]) for number in single}) if len(single) > 1 else {}
        for place in range(max(map(len, parts.values()), default=1)):
            row = {number: parts[number][place] if number in parts else texts.get(number, "") for number in numbers}
            if any(row.values()):
                rows.append(tuple(row[number] for number in numbers))
                spoken.append(
                    "\t".join(text for number, text in row.items() if ruling.cells[number][0] == y).strip("\t")
                )
    return _without_gaps(ruling, rows, tuple(filter(None, spoken)), size)


def _parts(columns: dict[int, list[Line]]) -> dict[int, list[str]]:
    """What stands in one row of the grid as several rows, where numbers under each other show that lines are missing."""
    deep = [found for found in columns.values() if len(found) > 1]
    numeric = [found for found in deep if all(is_number(line.text) for line in found)]
    if len(deep) < 2 or not numeric:
        return {}
    bases = [line.base for line in max(numeric, key=len)]
    beside = [
        line for found in deep for line in found if min(abs(line.base - base) for base in bases) <= 0.3 * line.size
    ]
    if len(beside) < 2 * len(bases):
        return {}
    return {number: _by_base(found, bases) for number, found in columns.items()}


def _by_base(found: list[Line], bases: list[float]) -> list[str]:
    parts: list[list[str]] = [[] for _ in bases]
    for line in found:
        parts[max(0, bisect_right(bases, line.base + 0.3 * line.size) - 1)].append(line.text)
    return [join(part) for part in parts]


def _without_gaps(ruling: Ruling, rows: list[tuple[str, ...]], spoken: tuple[str, ...], size: float) -> Found:
    """The table without columns that are empty and too narrow for words: the room between doubled lines."""
    kept = [
        x
        for x, (left, right) in enumerate(pairwise(ruling.xs))
        if right - left >= 1.2 * size or any(row[x] for row in rows)
    ]
    edges = (*(ruling.xs[x] for x in kept), ruling.xs[-1])
    return Found(ruling.box, edges, tuple(tuple(row[x] for x in kept) for row in rows), spoken)


def _place(glyph: Glyph, ruling: Ruling) -> tuple[int, int]:
    height = glyph.base - MIDDLE * glyph.size
    return bisect_right(ruling.ys, height) - 1, bisect_right(ruling.xs, (glyph.left + glyph.right) / 2) - 1


def _owned(run: list[Glyph], ruling: Ruling, owners: dict[tuple[int, int], int]) -> list[tuple[int, list[Glyph]]]:
    """The cells of a run; a text that runs over a border belongs to the cell in which most of it stands."""
    first, last = owners[_place(run[0], ruling)], owners[_place(run[-1], ruling)]
    if first == last:
        return [(first, run)]
    found = [(owners[_place(glyph, ruling)], glyph) for glyph in run]
    numbers = [number for number, _ in found]
    if any(a != b and (_cut(one, ruling) or _cut(other, ruling)) for (a, one), (b, other) in pairwise(found)):
        return [(max(dict.fromkeys(numbers), key=numbers.count), run)]
    return [(number, [glyph for owner, glyph in found if owner == number]) for number in dict.fromkeys(numbers)]


def _cut(glyph: Glyph, ruling: Ruling) -> bool:
    margin = CUT * (glyph.right - glyph.left)
    return bisect_right(ruling.xs, glyph.left + margin) != bisect_right(ruling.xs, glyph.right - margin)
