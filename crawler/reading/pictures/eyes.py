"""One look at a picture: made upright, its words found and recognised, then put in order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import cv2
import numpy as np
from PIL import Image as Picture

from crawler.reading import limits
from crawler.reading.pictures import lineart, upright
from crawler.reading.pictures.arrangement import READABLE, SURE_FIGURE, Word, arrange
from crawler.reading.pictures.engine import Engine, Recognised
from crawler.reading.pictures.lineart import Rect
from crawler.reading.value import Seen

FIRST_SIDE = 1280  # pixels along the longer side for the first look, which finds how the picture lies
STRIP = 1_300_000  # pixels in which words are looked for at a time; the detector takes some 300 bytes for each
SMALL = 14  # pixels; words that are lower at the first look are looked for again in strips of the whole picture
UPSIDE = 0.1  # by how much a line must read better upside down before the picture is turned
CLEAR = 0.85  # lines with more confidence lie as they are read
SAMPLE = 6  # lines by which it is tried
SMALLER = 0.7  # of its size, for another look at a line
CONFIRMED = 0.95  # of 25 wrong figures that a second look was taken at none was as sure and looked alike each time


@dataclass(frozen=True)
class Look:
    """Recognises the words of pictures."""

    engine: Engine

    def __call__(self, picture: Picture.Image, page: int = 1) -> Seen:
        """What can be seen in a picture of any size and mode; places are in pixels of the picture as it lies upright.

        Raises LimitReached.
        """
        try:
            return self._seen(upright.faded(_pixels(picture)), page)
        except cv2.error as fault:
            raise limits.LimitReached("picture") from fault

    def _seen(self, pixels: Any, page: int) -> Seen:
        pixels, quads = self._upright(pixels)
        places = [_rect(quad, pixels) for quad in quads]
        art = lineart.find(pixels, places)
        places = [part for place in places for part in art.split(place)]
        if not places:
            return Seen()
        places += _passed_over(art, places)
        kept = places[: limits.OCR_LINES]
        return arrange(self._words(pixels, kept), art, page, complete=len(kept) == len(places))

    def _upright(self, pixels: Any) -> tuple[Any, list[Any]]:
        """The picture as it is read, and the corners of its lines of words."""
        scale = min(2.0, FIRST_SIDE / max(pixels.shape[:2]))
        quads = self._places(pixels, scale)
        quarters = self._quarters(pixels, quads)
        if quarters:
            pixels = upright.turned(pixels, quarters)
            quads = self._places(pixels, scale)
        angle = upright.skew(quads)
        if angle:
            pixels, matrix = upright.straightened(pixels, angle)
            quads = [cv2.transform(quad[None], matrix)[0] for quad in quads]
        if quads and scale < 0.9 and scale * np.percentile([min(upright.size(quad)) for quad in quads], 25) < SMALL:
            quads = self._places(pixels, min(1.0, 2 * scale))
        return pixels, quads

    def _places(self, pixels: Any, scale: float) -> list[Any]:
        """The corners of lines of words, looked for at a scale, in strips that are cut where no words are."""
        small = cv2.resize(pixels, None, fx=scale, fy=scale, interpolation=_smooth(scale)) if scale != 1 else pixels
        found: list[Any] = []
        for top, bottom in _strips(small):
            found += [np.add(quad, (0, top)) for quad in self.engine.places(small[top:bottom])]
        return [(quad / scale).astype("float32") for quad in found]

    def _quarters(self, pixels: Any, quads: Sequence[Any]) -> int:
        """By how many quarters against the clock the picture must be turned to be read.

        A picture that shows readable lines across is upright, whatever stands beside them from top to bottom.
        """
        tall = [quad for quad in quads if upright.is_tall(quad)]
        ahead, back = self._both_ways(pixels, [quad for quad in quads if upright.is_wide(quad)], 0)
        if max(ahead, back) >= CLEAR or not tall:
            return 2 if back > ahead + UPSIDE else 0
        left, right = self._both_ways(pixels, tall, 1)
        if max(left, right) < max(ahead, back, READABLE):
            return 2 if back > ahead + UPSIDE else 0
        return 1 if left >= right else 3

    def _both_ways(self, pixels: Any, quads: Sequence[Any], quarters: int) -> tuple[float, float]:
        """How well the longest lines can be read, turned by so many quarters, and by two more."""
        chosen = sorted(quads, key=lambda quad: -max(upright.size(quad)))[:SAMPLE]
        lines = [upright.turned(_cut(pixels, _rect(quad, pixels)), quarters) for quad in chosen]
        read = [[self.engine.words([upright.turned(line, half)])[0].mean for line in lines] for half in (0, 2)]
        return (sum(read[0]) / len(lines), sum(read[1]) / len(lines)) if lines else (0.0, 0.0)

    def _words(self, pixels: Any, places: Sequence[Rect]) -> list[Word]:
        lines = [_cut(pixels, place) for place in places]
        read = self.engine.words(lines)
        for number, place in enumerate(places):
            if place.height > 1.5 * place.width:  # written from top to bottom, or one narrow character
                read[number] = max(read[number], *self.engine.words([upright.turned(lines[number], 1)]), key=_surety)
            elif read[number].figures < SURE_FIGURE:
                read[number] = self._confirmed(lines[number], read[number])
        return [
            Word(found.text, place, found.mean, found.least, found.figures)
            for place, found in zip(places, read, strict=True)
            if found.text
        ]

    def _confirmed(self, line: Any, found: Recognised) -> Recognised:
        """A line with a doubtful figure, as sure as the best of several looks at it when all of them see the same."""
        rim = max(1, line.shape[0] // 12)
        others = (
            line[rim:-rim],
            cv2.resize(line, None, fx=SMALLER, fy=SMALLER, interpolation=cv2.INTER_AREA),
            cv2.copyMakeBorder(line, rim, rim, rim, rim, cv2.BORDER_REPLICATE),
            cv2.GaussianBlur(line, (3, 3), 0),
        )
        again = self.engine.words([np.ascontiguousarray(other) for other in others if min(other.shape[:2]) > 2])
        surest = max(each.figures for each in again)
        alike = all(each.text == found.text for each in again)
        return replace(found, figures=surest) if alike and surest >= CONFIRMED else found


def _passed_over(art: lineart.Art, places: Sequence[Rect]) -> list[Rect]:
    """Places in cells of tables that hold ink and in which no words were found: a lone figure is often passed over."""
    held = {art.around(place) for place in places}
    near = lineart.nearness(places)
    empty = [area for group in lineart.tables(art.areas, near) for area in group if area not in held]
    return [mark for area in empty if (mark := art.marked(area))]


def _surety(found: Recognised) -> float:
    return found.mean


def _pixels(picture: Picture.Image) -> Any:
    """Bytes of blue, green and red, no more of them than one look may take."""
    most = limits.OCR_PIXELS / (picture.width * picture.height)
    if most < 1:
        picture = picture.resize((max(1, int(picture.width * most**0.5)), max(1, int(picture.height * most**0.5))))
    shown = picture if picture.mode == "RGB" else picture.convert("RGB")
    return np.ascontiguousarray(np.asarray(shown)[:, :, ::-1])


def _smooth(scale: float) -> int:
    return int(cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC)


def _strips(pixels: Any) -> list[tuple[int, int]]:
    """Where to cut a picture from top to bottom: at the emptiest row in the last quarter of each strip."""
    height, width = pixels.shape[:2]
    most = max(64, STRIP // width)
    busy = cv2.absdiff(pixels[:, 1:, 1], pixels[:, :-1, 1]).sum(axis=1, dtype=np.int64)
    cuts = [0]
    while height - cuts[-1] > most:
        first = cuts[-1] + most * 3 // 4
        cuts.append(first + int(busy[first : cuts[-1] + most].argmin()))
    return [(top, bottom) for top, bottom in zip(cuts, [*cuts[1:], height], strict=True) if bottom - top >= 8]


def _rect(quad: Any, pixels: Any) -> Rect:
    (left, top), (right, bottom) = np.floor(quad.min(axis=0)), np.ceil(quad.max(axis=0))
    height, width = pixels.shape[:2]
    return Rect(max(0, int(left)), max(0, int(top)), min(width, int(right)), min(height, int(bottom)))


def _cut(pixels: Any, place: Rect) -> Any:
    return np.ascontiguousarray(
        pixels[place.top : max(place.bottom, place.top + 1), place.left : max(place.right, place.left + 1)]
    )
