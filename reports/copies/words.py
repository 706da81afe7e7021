"""Where quoted words stand in a text that is broken into pieces: across nodes, cells and lines, however either is spaced.

Words of a citation come from the text that a reader made of a page: white space and what nobody sees is no part of either, radicals
are the characters that they look like. Of several places the one is taken that looks most like the quoted line.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cached_property, lru_cache
from itertools import accumulate

from crawler.reading.text.folded import unified

UNSEEN = re.compile(
    "[\\s\x00-\x1f\x7f-\x9f\xad\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff]+"
)
CELLS = re.compile(r"\t|\n| \| ")  # between the cells of a row that is quoted
CUT = 200  # characters after which a quoted line is cut (Document.cite)
MOST = 500  # places of the same words that are compared
SLACK = 300  # characters that may stand between the parts of a quote that was put together
FEW, LEAST = 4, 3  # stretches of which a quote may be put together, characters of each
NEAR = 40  # characters before and after a place by which it is told from others


class Kind(Enum):
    """What a piece of text is: shown, a field that is filled in, or hidden from those who look."""

    SHOWN = "shown"
    FIELD = "field"
    HIDDEN = "hidden"


class How(Enum):
    """How quoted words were found: as they are, or each part of them by itself."""

    EXACT = "exact"
    PARTS = "parts"


@dataclass(frozen=True, slots=True)
class Piece:
    """A text without anything in between; `begins` says that a line begins with it, `cell` and `row` in which of a table it stands,
    `framed` that another page shows it within this one.
    """

    text: str
    begins: bool = False
    kind: Kind = Kind.SHOWN
    linked: bool = False
    heading: bool = False
    cell: int = -1
    row: int = -1
    framed: bool = False


@dataclass(frozen=True, slots=True)
class Span:
    """Characters start:end of a piece."""

    piece: int
    start: int
    end: int


@dataclass(frozen=True)
class Found:
    """The characters of pieces in which quoted words stand, in order."""

    spans: tuple[Span, ...]
    how: How = How.EXACT


def squeezed(text: str) -> str:
    """The text as it is compared: without white space and what cannot be seen, radicals as characters."""
    return UNSEEN.sub("", unified(text))


def folded(text: str) -> str:
    """The same, wide letters and digits as narrow ones, and small as large (NFKC)."""
    return UNSEEN.sub("", "".join(map(_folded, text)))


@lru_cache(maxsize=10_000)
def _folded(char: str) -> str:
    return unicodedata.normalize("NFKC", unified(char)).casefold()


Fold = Callable[[str], str]
VIEWS = ((Kind.SHOWN,), (Kind.SHOWN, Kind.FIELD), (Kind.SHOWN, Kind.HIDDEN), tuple(Kind))


class Words:
    """The pieces of a text, in which words can be looked for; `told` is the text that a reader made of it, if it is known."""

    def __init__(self, pieces: Sequence[Piece], told: str = "") -> None:
        self._pieces, self._told = pieces, told
        self._made: dict[tuple[Fold, tuple[Kind, ...]], _Line] = {}

    def find(self, quote: str) -> Found | None:
        """Where quoted words stand; None when they do not stand there."""
        if not squeezed(quote):
            return None
        for fold in (squeezed, folded):
            for view in self._views:
                if found := self._line(fold, view).whole(fold(quote), quote, self._context if fold is squeezed else ""):
                    return found
        return next(filter(None, self._in_parts(quote)), None)

    @cached_property
    def _views(self) -> list[tuple[Kind, ...]]:
        kinds = {piece.kind for piece in self._pieces} | {Kind.SHOWN}
        return list(dict.fromkeys(tuple(kind for kind in view if kind in kinds) for view in VIEWS))

    @cached_property
    def _context(self) -> str:
        return squeezed(self._told)

    def _in_parts(self, quote: str) -> Iterator[Found | None]:
        """The parts of a quote, as cells of one row, or one after the other with little in between."""
        cells = [part for part in CELLS.split(quote) if squeezed(part)]
        words = [part for part in quote.split() if squeezed(part)]
        for view in self._views:
            line = self._line(folded, view)
            if len(cells) > 1:
                yield line.row([folded(part) for part in cells])
            for parts in (cells, words):
                if len(parts) > 1:
                    yield line.parts([folded(part) for part in parts])
            yield line.stretches(folded(quote))

    def _line(self, fold: Fold, view: tuple[Kind, ...]) -> _Line:
        if (fold, view) not in self._made:
            chosen = [number for number, piece in enumerate(self._pieces) if piece.kind in view]
            self._made[fold, view] = _Line(self._pieces, chosen, fold)
        return self._made[fold, view]


class _Line:
    """Pieces as one string of characters that count."""

    def __init__(self, pieces: Sequence[Piece], chosen: Sequence[int], fold: Fold) -> None:
        self._pieces, self._fold = pieces, fold
        said = [(number, text) for number in chosen if (text := fold(pieces[number].text))]
        self._numbers = [number for number, _ in said]
        self._starts = list(accumulate((len(text) for _, text in said), initial=0))
        self._text = "".join(text for _, text in said)

    @cached_property
    def _breaks(self) -> frozenset[int]:
        """Where lines begin. A line also begins with a piece of whose line nothing before it was chosen."""
        lines = list(accumulate(piece.begins for piece in self._pieces))
        begun = (
            at for at, number in enumerate(self._numbers) if not at or lines[number] != lines[self._numbers[at - 1]]
        )
        return frozenset((*(self._starts[at] for at in begun), len(self._text)))

    def whole(self, wanted: str, quote: str, told: str) -> Found | None:
        """The place of these characters that looks most like a line of its own."""
        places = list(self._places(wanted))
        if not places:
            return None
        end = len(wanted)
        best = max(
            places, key=lambda at: (self._likeness(at, at + end, len(quote)), self._around(at, at + end, told), -at)
        )
        return Found(tuple(self._spans(best, best + end)))

    def _places(self, wanted: str) -> Iterator[int]:
        at = self._text.find(wanted) if wanted else -1
        for _ in range(MOST):
            if at < 0:
                return
            yield at
            at = self._text.find(wanted, at + 1)

    def _likeness(self, start: int, end: int, length: int) -> tuple[bool, bool, bool]:
        """Whether it is a whole line, a heading, and no link."""
        piece = self._pieces[self._numbers[bisect_right(self._starts, start) - 1]]
        whole = start in self._breaks and (end in self._breaks or length >= CUT)
        return whole, piece.heading, not piece.linked

    def _around(self, start: int, end: int, told: str) -> int:
        """How much of what stands around it the reader told as well, for it leaves menus and margins out."""
        if not told:
            return 0
        before, after = self._text[max(0, start - NEAR) : start], self._text[end : end + NEAR]
        words = self._text[start:end]
        return sum(part in told for part in (before[-6:] + words, before + words, words + after[:6], words + after))

    def _spans(self, start: int, end: int) -> Iterator[Span]:
        """The characters of pieces that stand at start:end of the string."""
        at = bisect_right(self._starts, start) - 1
        while at < len(self._numbers) and self._starts[at] < end:
            first, last = max(start - self._starts[at], 0), min(end, self._starts[at + 1]) - self._starts[at]
            yield self._within(self._numbers[at], first, last)
            at += 1

    def _within(self, number: int, first: int, last: int) -> Span:
        seen, start, end = 0, -1, 0
        for at, char in enumerate(self._pieces[number].text):
            more = len(self._fold(char))
            if more and seen < last and seen + more > first:
                start, end = (at if start < 0 else start), at + 1
            seen += more
        return Span(number, max(start, 0), end)

    def parts(self, wanted: Sequence[str]) -> Found | None:
        """Each part after the one before it, within as few characters as possible."""
        most = sum(map(len, wanted)) + SLACK
        best: list[tuple[int, int]] = []
        for begin in self._places(wanted[0]):
            places, end = [], begin
            for part in wanted:
                at = self._text.find(part, end, begin + most)
                if at < 0:
                    break
                places.append((at, at + len(part)))
                end = at + len(part)
            else:
                if not best or end - begin < best[-1][1] - best[0][0]:
                    best = places
        return Found(tuple(span for place in best for span in self._spans(*place)), How.PARTS) if best else None

    def stretches(self, wanted: str) -> Found | None:
        """The fewest stretches of the text of which the quote is put together, a few long ones at most."""
        places: list[tuple[int, int]] = []
        while wanted:
            length = bisect_left(range(1, len(wanted) + 1), True, key=lambda size: wanted[:size] not in self._text)
            at = self._text.find(wanted[:length])
            if length < LEAST or len(places) == FEW:
                return None
            places.append((at, at + length))
            wanted = wanted[length:]
        return (
            Found(tuple(span for place in sorted({*places}) for span in self._spans(*place)), How.PARTS)
            if places
            else None
        )

    @cached_property
    def _cells(self) -> dict[int, list[tuple[str, int, int]]]:
        """By row, the cells of tables: what stands in each, and from where to where."""
        rows: dict[int, list[tuple[str, int, int]]] = {}
        at = 0
        while at < len(self._numbers):
            piece, first = self._pieces[self._numbers[at]], at
            while at < len(self._numbers) and self._pieces[self._numbers[at]].cell == piece.cell:
                at += 1
            if piece.cell >= 0:
                start, end = self._starts[first], self._starts[at]
                rows.setdefault(piece.row, []).append((self._text[start:end], start, end))
        return rows

    def row(self, wanted: Sequence[str]) -> Found | None:
        """The cells of the row that has most of these, the rest from the nearest cell above it: merged cells reach down."""
        rows = sorted(self._cells)
        having = {row: len({*wanted} & {text for text, _, _ in self._cells[row]}) for row in rows}
        best = max(rows, key=lambda row: (having[row], -row), default=-1)
        if best < 0 or 2 * having[best] < len({*wanted}):
            return None
        above = rows[: bisect_left(rows, best) + 1][::-1]
        places: set[tuple[int, int]] = set()
        for part in dict.fromkeys(wanted):
            cells = ((start, end) for row in above for text, start, end in self._cells[row] if text == part)
            place = next(cells, None)
            if place is None:
                return None
            places.add(place)
        return Found(tuple(span for place in sorted(places) for span in self._spans(*place)), How.PARTS)
