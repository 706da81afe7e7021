"""What is drawn around words in a picture: the cells of ruled tables and the frames of charts, as areas closed by lines."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import cv2
import numpy as np

Pixels = Any  # a numpy array of bytes: rows, columns, and blue, green, red

ART_PIXELS = 4_000_000  # lines are still two pixels wide at this size, and labels take four bytes a pixel
MOST_AREAS = 5_000  # a photograph has more; no table of a page has
NEAR = 0.35  # of a word's height: lines that rule a table are thinner
WHOLE = 0.95  # an area as wide and high as the picture is its background
MOST = 0.7  # of the place of words, which reaches a little beyond them, lies in their cell
MARKED = 0.15  # pixels of ink for each of a cell's height: a dash has more
SOLID = 0.3  # of its rectangle; a rhomb full of words covers as little


class Rect(NamedTuple):
    """A place in pixels from the upper left corner."""

    left: int
    top: int
    right: int
    bottom: int

    @property
    def width(self) -> int:
        """Pixels across."""
        return self.right - self.left

    @property
    def height(self) -> int:
        """Pixels down."""
        return self.bottom - self.top

    @property
    def middle(self) -> tuple[float, float]:
        """The point in its middle."""
        return (self.left + self.right) / 2, (self.top + self.bottom) / 2

    def shared(self, other: Rect) -> tuple[int, int]:
        """By how many pixels two places overlap across and down; negative for the gap between them."""
        return (
            min(self.right, other.right) - max(self.left, other.left),
            min(self.bottom, other.bottom) - max(self.top, other.top),
        )

    def holds(self, other: Rect, share: float = 0.8) -> bool:
        """Whether most of another place lies in this one."""
        across, down = self.shared(other)
        return across > 0 and down > 0 and across * down >= share * other.width * other.height

    def with_(self, other: Rect) -> Rect:
        """The place that covers both."""
        return Rect(
            min(self.left, other.left),
            min(self.top, other.top),
            max(self.right, other.right),
            max(self.bottom, other.bottom),
        )


@dataclass(frozen=True)
class Area:
    """An area closed by lines; `label` is its number in the picture's map of areas."""

    rect: Rect
    label: int


@dataclass(frozen=True)
class Art:
    """The closed areas of a picture that may hold words, and the map that tells which area a point lies in."""

    areas: tuple[Area, ...]
    labels: Any
    ink: Any
    scale: float

    def marked(self, area: Area) -> Rect | None:
        """Where in an area there is ink, away from its lines; None where there is none to speak of."""
        left, top, right, bottom = (round(edge * self.scale) for edge in area.rect)
        edge = max(2, (bottom - top) // 8)
        inner = self.ink[top + edge : bottom - edge, left + edge : right - edge]
        down, across = np.nonzero(inner)
        if len(down) < MARKED * (bottom - top):
            return None
        spread = (across.min() - edge, down.min() - edge, across.max() + edge + 1, down.max() + edge + 1)
        return Rect(
            *(round((at + off) / self.scale) for at, off in zip(spread, (left + edge, top + edge) * 2, strict=True))
        )

    def around(self, word: Rect) -> Area | None:
        """The area in which a word stands."""
        near = [area for area in self.areas if area.rect.holds(word, MOST)]
        if not near:
            return None
        left, top, right, bottom = (round(edge * self.scale) for edge in word)
        under = np.bincount(self.labels[top:bottom, left:right].ravel(), minlength=1)
        weights = [(int(under[area.label]) if area.label < len(under) else 0, area) for area in near]
        most, area = max(weights, key=lambda item: item[0])
        return area if most else None

    def split(self, word: Rect) -> list[Rect]:
        """The parts of a place of words that stand in areas side by side; the place itself when it is in one."""
        across = [area.rect for area in self.areas if _beside(area.rect, word)]
        across.sort()
        if len(across) < 2 or any(a.shared(b)[0] > NEAR * word.height for a, b in itertools.pairwise(across)):
            return [self._within(word)]
        return [Rect(max(word.left, a.left), word.top, min(word.right, a.right), word.bottom) for a in across]

    def _within(self, word: Rect) -> Rect:
        """The place without what reaches over the lines around it, which would be taken for characters."""
        area = self.around(word)
        if area is None:
            return word
        left, top, right, bottom = area.rect
        return Rect(max(word.left, left), max(word.top, top), min(word.right, right), min(word.bottom, bottom))


def _beside(area: Rect, word: Rect) -> bool:
    across, down = area.shared(word)
    return across >= 0.5 * word.height and down >= 0.6 * word.height


def find(pixels: Pixels, words: Sequence[Rect]) -> Art:
    """The areas of a picture that hold words or stand beside one that does, without those that hold other areas."""
    height, width = pixels.shape[:2]
    scale = min(1.0, (ART_PIXELS / (height * width)) ** 0.5)
    small = cv2.resize(pixels, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA) if scale < 1 else pixels
    size = float(np.median([min(word.width, word.height) for word in words])) * scale if words else 16.0
    ink = _ink(small, size)
    _, labels, stats, _ = cv2.connectedComponentsWithStats(255 - _bridged(ink, size), connectivity=4)
    low, wide = 0.6 * size, WHOLE * np.array(small.shape[1::-1])
    kept = [
        Area(Rect(*(round(edge / scale) for edge in (x, y, x + w, y + h))), label)
        for label, (x, y, w, h, area) in enumerate(stats.tolist())
        if label and min(w, h) >= low and area >= SOLID * w * h and not (w >= wide[0] and h >= wide[1])
    ]
    return Art(_free(kept, words) if len(kept) <= MOST_AREAS else (), labels, ink, scale)


def _ink(pixels: Pixels, size: float) -> Any:
    """Where a picture is darker than around there."""
    gray = cv2.GaussianBlur(cv2.cvtColor(pixels, cv2.COLOR_BGR2GRAY), (3, 3), 0)
    block = max(15, int(size * 1.5) | 1)
    return cv2.adaptiveThreshold(gray, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, block, 10)


def _bridged(ink: Any, size: float) -> Any:
    """The ink with short gaps in long straight lines closed."""
    long, gap = max(15, int(2 * size)), max(3, int(size / 2))
    for kernel, bridge in (((1, long), (1, gap)), ((long, 1), (gap, 1))):
        straight = cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones(kernel, np.uint8))
        ink = ink | cv2.morphologyEx(straight, cv2.MORPH_CLOSE, np.ones(bridge, np.uint8))
    return ink


def _free(areas: list[Area], words: Sequence[Rect]) -> tuple[Area, ...]:
    """The areas without holes in characters, and without areas that hold others in which words stand."""
    if not areas or not words:
        return ()
    boxes = np.array([area.rect for area in areas])
    places = np.array(words)
    middles = (boxes[:, :2] + boxes[:, 2:]) / 2
    inside = np.zeros(len(areas), bool)
    full = np.zeros(len(areas), bool)
    for word in places:
        within = ((middles >= word[:2]) & (middles <= word[2:])).all(axis=1)
        inside |= within & (boxes[:, 2:] - boxes[:, :2] <= word[2:] - word[:2]).all(axis=1)
        centre = (word[:2] + word[2:]) / 2
        full |= ((boxes[:, :2] <= centre) & (boxes[:, 2:] >= centre)).all(axis=1)
    left = [n for n in range(len(areas)) if not inside[n]]
    holding = set()
    for n in left:
        others = [m for m in left if m != n and full[m]]
        nested = ((boxes[others, :2] >= boxes[n, :2]) & (boxes[others, 2:] <= boxes[n, 2:])).all(axis=1)
        if nested.any():
            holding.add(n)
    return tuple(areas[n] for n in left if n not in holding)


def nearness(words: Sequence[Rect]) -> float:
    """Within how many pixels two lines are one, by the size of the words."""
    return NEAR * float(np.median([min(word.width, word.height) for word in words]))


def tables(areas: Sequence[Area], near: float) -> list[list[Area]]:
    """Groups of areas that share their lines with each other, two or more across and down: the cells of a table."""
    groups: list[list[Area]] = []
    left = list(areas)
    while left:
        group, todo = [], [left.pop()]
        while todo:
            area = todo.pop()
            group.append(area)
            joined = [other for other in left if _touch(area.rect, other.rect, near)]
            left = [other for other in left if other not in joined]
            todo += joined
        groups.append(group)
    return [group for group in groups if len(group) >= 4 and _is_grid(group, near)]


def _touch(a: Rect, b: Rect, near: float) -> bool:
    across, down = a.shared(b)
    beside = -near <= across <= near and down >= 0.5 * min(a.height, b.height)
    return beside or (-near <= down <= near and across >= 0.5 * min(a.width, b.width))


def _is_grid(group: Sequence[Area], near: float) -> bool:
    return all(len(edges([area.rect[side] for area in group], near)) >= 2 for side in (0, 1))


def edges(places: Sequence[int], near: float) -> list[float]:
    """Places along one side, those that are near to each other as one."""
    found: list[list[int]] = []
    for place in sorted(places):
        if found and place - found[-1][-1] <= near:
            found[-1].append(place)
        else:
            found.append([place])
    return [sum(group) / len(group) for group in found]
