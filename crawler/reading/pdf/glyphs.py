"""The characters of a PDF's page with their places, turned so that its text stands upright."""

from __future__ import annotations

import ctypes
import math
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from statistics import median
from typing import Any, NamedTuple

import pypdfium2.raw as pdfium

from crawler.reading import limits

HYPHENS = frozenset("\x02\ufffe")  # what pdfium makes of a hyphen at the end of a line
LEFT_OUT = frozenset("\r\n")
SAME_PLACE = 0.15  # of its size: a character drawn again so near is the same one made bold
LEAN = 0.05  # of its length: a text that rises no more is level
PLACE = 4.0  # points: a page is searched for such repetitions in squares of this size
SAMPLES = 40  # characters of a page that are asked whether they can be seen
CUT_GAP = 0.35  # of the size: characters no farther apart were written as one text
INVISIBLE = 3  # PDF 32000-1, 9.3.6: text rendering mode 3 paints nothing

Box = tuple[float, float, float, float]  # left, top, right, bottom; downwards from the upper left corner


class Raw(NamedTuple):
    """A character in the page's own coordinates; `turn` is 0, 90, 180 or 270 degrees to the left, -1 when between.

    `x` and `y` are where its text begins: on the same base, wherever along it.
    """

    text: str
    left: float
    bottom: float
    right: float
    top: float
    x: float
    y: float
    turn: int


class Glyph(NamedTuple):
    """A character in a frame: its box with the room that it takes in its line, and the base of that line."""

    left: float
    top: float
    right: float
    bottom: float
    base: float
    text: str

    @property
    def size(self) -> float:
        """Its height in points."""
        return self.bottom - self.top


@dataclass(frozen=True)
class Frame:
    """The visible part of a page, and by how much it must be turned for its text to be upright."""

    left: float
    bottom: float
    right: float
    top: float
    turn: int = 0

    @property
    def width(self) -> float:
        """In points, after turning."""
        return self.right - self.left if self.turn in (0, 180) else self.top - self.bottom

    @property
    def height(self) -> float:
        """In points, after turning."""
        return self.top - self.bottom if self.turn in (0, 180) else self.right - self.left

    def point(self, x: float, y: float) -> tuple[float, float]:
        """A point of the page as (right, down) from the upper left corner of the frame."""
        if self.turn == 0:
            return x - self.left, self.top - y
        if self.turn == 90:
            return y - self.bottom, x - self.left
        if self.turn == 180:
            return self.right - x, y - self.bottom
        return self.top - y, self.right - x

    def box(self, left: float, bottom: float, right: float, top: float) -> Box:
        """A rectangle of the page in the frame."""
        a, b = self.point(left, bottom)
        c, d = self.point(right, top)
        return min(a, c), min(b, d), max(a, c), max(b, d)

    def glyph(self, raw: Raw) -> Glyph:
        """A character in the frame."""
        text, left, bottom, right, top, x, y, _ = raw
        if self.turn == 0:
            return Glyph(left - self.left, self.top - top, right - self.left, self.top - bottom, self.top - y, text)
        return Glyph(*self.box(left, bottom, right, top), self.point(x, y)[1], text)


@dataclass(frozen=True)
class Script:
    """What is written on a page: `upright` in the frame, `turned` by a right angle to it; slanted watermarks are left out."""

    frame: Frame
    upright: tuple[Glyph, ...] = ()
    turned: tuple[tuple[Glyph, Glyph], ...] = ()  # each in the frame, and in the frame in which it is upright
    invisible: float = 0.0  # share of the characters that paint nothing: the words of a scan, recognised by somebody
    unmapped: float = 0.0  # share of the characters of which the font does not say what they are
    complete: bool = True

    @cached_property
    def size(self) -> float:
        """The usual height of its characters in points."""
        return median(bottom - top for _, top, _, bottom, _, _ in self.upright) if self.upright else 10.0


def script(page: Any, textpage: Any, hidden: frozenset[int] = frozenset()) -> Script:
    """The characters of a page without the hidden ones, by their numbers; up to a limit."""
    count = pdfium.FPDFText_CountChars(textpage)
    left, bottom, right, top = page.get_bbox()
    raws = _shown(list(_raws(textpage, min(count, limits.PDF_CHARACTERS), hidden)), (left, bottom, right, top))
    turns = Counter(raw.turn for raw in raws if raw.turn >= 0)
    turn = turns.most_common(1)[0][0] if turns else page.get_rotation()
    frame = Frame(left, bottom, right, top, turn)
    others = [raw for raw in raws if raw.turn not in (turn, -1)]
    unseen, unmapped = _asked(textpage, count)
    return Script(
        frame,
        tuple(_once(frame.glyph(raw) for raw in raws if raw.turn == turn)),
        tuple((frame.glyph(raw), Frame(left, bottom, right, top, raw.turn).glyph(raw)) for raw in others),
        unseen,
        unmapped,
        count <= limits.PDF_CHARACTERS,
    )


def _shown(raws: list[Raw], visible: tuple[float, float, float, float]) -> list[Raw]:
    """The characters on the visible part of a page.

    Where its edge cuts through a text, the page is larger than what is shown of it: then all that stands in the lines
    of the page is read, so that no figure is cut to another.
    """
    left, bottom, right, top = visible
    held = [left <= (raw[1] + raw[3]) / 2 <= right and bottom <= (raw[2] + raw[4]) / 2 <= top for raw in raws]
    if all(held):
        return raws
    if any(a != b and _follows(one, other) for (a, one), (b, other) in pairwise(zip(held, raws, strict=True))):
        bases = {_base(raw) for raw, inside in zip(raws, held, strict=True) if inside}
        return [raw for raw, inside in zip(raws, held, strict=True) if inside or _base(raw) in bases]
    return [raw for raw, inside in zip(raws, held, strict=True) if inside]


def _follows(one: Raw, other: Raw) -> bool:
    """Whether two characters that follow each other in the file stand side by side on one base."""
    if _base(one) != _base(other) or one.text.isspace() or other.text.isspace():
        return False
    gap = max(one.left, other.left) - min(one.right, other.right)
    if one.turn in (90, 270):
        gap = max(one.bottom, other.bottom) - min(one.top, other.top)
    return gap <= CUT_GAP * max(min(one.right - one.left, one.top - one.bottom), 1.0)


def _base(raw: Raw) -> tuple[int, int]:
    """The line on which a character stands, to the point."""
    return raw.turn, round(raw.x if raw.turn in (90, 270) else raw.y)


def _raws(textpage: Any, count: int, hidden: frozenset[int]) -> Iterator[Raw]:
    """The characters with their places, without those that pdfium adds."""
    box, matrix = pdfium.FS_RECTF(), pdfium.FS_MATRIX()
    place, angles = pdfium.FPDFText_GetLooseCharBox, pdfium.FPDFText_GetMatrix
    base, x, y, turn = math.nan, 0.0, 0.0, 0
    for number, text in enumerate(_texts(textpage, count)):
        place(textpage, number, box)
        left, bottom, right, top = box.left, box.bottom, box.right, box.top
        if number in hidden or text in LEFT_OUT or (text == " " and left == right and bottom == top):
            continue
        if bottom != base:  # else it follows in the same line, and asking again would cost as much as all the rest
            angles(textpage, number, matrix)
            base, x, y, turn = bottom, matrix.e, matrix.f, _turn(matrix.a, matrix.b)
        yield Raw("-" if text in HYPHENS else text, left, bottom, right, top, x, y, turn)


def _texts(textpage: Any, count: int) -> Sequence[str]:
    """The characters by their number; all at once where nothing is left out of pdfium's text."""
    buffer = (ctypes.c_ushort * (2 * count + 1))()
    pdfium.FPDFText_GetText(textpage, 0, count, buffer)
    text = bytes(buffer).decode("utf-16-le", "replace").rstrip("\0")
    if len(text) == count:
        return text
    codes = (pdfium.FPDFText_GetUnicode(textpage, number) for number in range(count))
    return [chr(code) if code < 0x110000 else "\ufffd" for code in codes]


def _turn(a: float, b: float) -> int:
    """The direction of a text in degrees to the left; -1 when it is no right angle."""
    if abs(b) <= LEAN * abs(a):
        return 0 if a >= 0 else 180
    return -1 if abs(a) > LEAN * abs(b) else 90 if b > 0 else 270


def _once(glyphs: Iterable[Glyph]) -> Iterator[Glyph]:
    """Each character once: some programs draw text twice, a hair apart, to make it bold.

    The two letters that pdfium makes of one ligature share its box exactly and stay.
    """
    places: dict[tuple[str, int, int], tuple[float, float]] = {}
    before: Glyph | None = None
    for glyph in glyphs:
        left, top, _, bottom, base, text = glyph
        near = min(SAME_PLACE * (bottom - top), PLACE / 2)
        a, b, c, d = (
            int((left - near) / PLACE),
            int((left + near) / PLACE),
            int((base - near) / PLACE),
            int((base + near) / PLACE),
        )
        again = False
        for key in ((text, a, c),) if a == b and c == d else ((text, a, c), (text, b, c), (text, a, d), (text, b, d)):
            old = places.get(key)
            if old and abs(left - old[0]) < near and abs(base - old[1]) < near:
                again = True
        if not again or (before is not None and before[:5] == glyph[:5]):
            places[text, int(left / PLACE), int(base / PLACE)] = (left, base)
            yield glyph
        before = glyph


def _asked(textpage: Any, count: int) -> tuple[float, float]:
    """The shares of some characters of a page that paint nothing, and of which the font does not say what they are."""
    asked = unseen = unmapped = 0
    for number in range(0, count, max(1, count // SAMPLES)):
        if drawn := pdfium.FPDFText_GetTextObject(textpage, number):
            asked += 1
            unseen += pdfium.FPDFTextObj_GetTextRenderMode(drawn) == INVISIBLE
            unmapped += pdfium.FPDFText_HasUnicodeMapError(textpage, number) == 1
    return (unseen / asked, unmapped / asked) if asked else (0.0, 0.0)
