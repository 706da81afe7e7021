"""The objects on an OFD page: characters and lines at their places in points, pictures by name (GB/T 33190-2016, 8 to 11)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from lxml import etree

from crawler.reading import limits
from crawler.reading.office import ooxml
from crawler.reading.office.ruled import Glyph, Rule
from crawler.reading.pages import flow

POINTS = 72 / 25.4  # in one millimetre, the unit of OFD
Matrix = tuple[float, float, float, float, float, float]
SAME: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
FAR = 1e9  # millimetres, beyond which no page reaches
NUMBER = re.compile(r"-?\d*\.?\d+")
STEP = re.compile(rf"[SMLQBAC]|{NUMBER.pattern}")
ARGUMENTS = {"S": 2, "M": 2, "L": 2, "Q": 4, "B": 6, "A": 7, "C": 0}
DEEPEST = 20  # blocks in blocks and objects composed of objects; real pages nest three deep
STRAIGHT = 0.5  # points by which a line may lean and still be across or down
THIN = 3.0  # points: a filled area that is no thicker is a line
FULL = re.compile(rf"[{flow.CJK}]")


@dataclass
class Resources:
    """What pages refer to by id: the files of pictures, and objects composed of others."""

    media: dict[str, str] = field(default_factory=dict)
    units: dict[str, etree._Element] = field(default_factory=dict)

    def add(self, root: etree._Element, path: Callable[[str], str]) -> None:
        """Add a part of resources; `path` makes a file's name from the place that it states."""
        for node in root.iter():
            name = ooxml.local_name(node)
            if name == "MultiMedia":
                place = next((child.text or "" for child in node if ooxml.local_name(child) == "MediaFile"), "")
                self.media[node.get("ID") or ""] = path(place.strip())
            elif name == "CompositeGraphicUnit":
                self.units[node.get("ID") or ""] = node


@dataclass
class Objects:
    """What stands on one page; `turned` are texts that do not run from left to right, as watermarks do."""

    resources: Resources
    glyphs: list[Glyph] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    pictures: list[str] = field(default_factory=list)
    turned: list[str] = field(default_factory=list)

    def add(self, root: etree._Element) -> None:
        """Add the content of a page or of a template. Raises LimitReached."""
        for node in root.iter():
            if ooxml.local_name(node) == "Layer":
                self._below(node, SAME, 0)

    def _below(self, parent: etree._Element, matrix: Matrix, depth: int) -> None:
        if depth > DEEPEST:
            raise limits.LimitReached("depth")
        for node in parent:
            name = ooxml.local_name(node)
            if not name or node.get("Visible") == "false":
                continue
            if name == "TextObject":
                self._text(node, _within(node, matrix))
            elif name == "PathObject":
                self._path(node, _within(node, matrix))
            elif name == "ImageObject":
                self.pictures.append(self.resources.media.get(node.get("ResourceID") or "", ""))
            elif name == "CompositeObject":
                unit = self.resources.units.get(node.get("ResourceID") or "")
                if unit is not None:
                    self._below(unit, _within(node, matrix), depth + 1)
            elif name in ("PageBlock", "Content", "Layer"):
                self._below(node, matrix, depth + 1)

    def _text(self, node: etree._Element, matrix: Matrix) -> None:
        size = (_numbers(node.get("Size")) or [3.5])[0]
        stretch = (_numbers(node.get("HScale")) or [1.0])[0]
        straight = matrix[0] > 0 and matrix[3] > 0 and abs(matrix[1]) < 0.05 and abs(matrix[2]) < 0.3
        said = []
        for code in node:
            if ooxml.local_name(code) != "TextCode":
                continue
            text = (code.text or "").strip("\r\n\t")
            said.append(text)
            if straight:
                self.glyphs += _glyphs(code, text, size, stretch, matrix)
        if len(self.glyphs) > limits.GLYPHS:
            raise limits.LimitReached("glyphs")
        if not straight and (whole := "".join(said).strip()) and whole not in self.turned:
            self.turned.append(whole)

    def _path(self, node: etree._Element, matrix: Matrix) -> None:
        drawn = node.get("Stroke") != "false"
        for child in node:
            if ooxml.local_name(child) == "AbbreviatedData":
                found = list(_segments(child.text or "", matrix))
                if drawn or _is_thin(found):
                    self.rules += found
                if len(self.rules) > limits.RULES * 4:
                    raise limits.LimitReached("rules")


def _glyphs(code: etree._Element, text: str, size: float, stretch: float, matrix: Matrix) -> Iterator[Glyph]:
    """The characters of a TextCode; where no step to the next is given, its width is that of its kind."""
    x, y = (_numbers(code.get(name)) or [0.0] for name in ("X", "Y"))
    across, down = (_steps(code.get(name), len(text)) for name in ("DeltaX", "DeltaY"))
    at_x, at_y = x[0], y[0]
    for number, character in enumerate(text):
        wide = size * stretch * (1.0 if FULL.match(character) else 0.5)
        step = across[number] if number < len(across) else across[-1] if across else 0.0 if down else wide
        left, base = _moved(at_x, at_y, matrix)
        width = min(wide, step) if step > 0 else wide
        yield Glyph(character, left, left + width * matrix[0] * POINTS, base, size * matrix[3] * POINTS)
        at_x += step
        at_y += down[number] if number < len(down) else down[-1] if down else 0.0


def _steps(value: str | None, most: int) -> list[float]:
    """The numbers of DeltaX or DeltaY, in which "g 3 5" stands for 5 5 5; no more than there are characters."""
    parts = (value or "").split()
    found: list[float] = []
    at = 0
    while at < len(parts) and len(found) < most:
        if parts[at] == "g" and at + 2 < len(parts):
            times, step = _numbers(parts[at + 1]), _numbers(parts[at + 2])
            found += (step or [0.0])[:1] * min(max(int((times or [0.0])[0]), 0), most)
            at += 3
        else:
            found += _numbers(parts[at])[:1]
            at += 1
    return found


def _segments(data: str, matrix: Matrix) -> Iterator[Rule]:
    """The straight parts of a path that run across or down."""
    steps = STEP.findall(data)
    here = start = (0.0, 0.0)
    for at, step in enumerate(steps):
        numbers = [
            float(number) for number in steps[at + 1 : at + 1 + ARGUMENTS.get(step, 0)] if number not in ARGUMENTS
        ]
        if step not in ARGUMENTS or len(numbers) < ARGUMENTS[step]:
            continue
        there = (numbers[-2], numbers[-1]) if numbers else start
        if step in "LC":
            left, top = _moved(*here, matrix)
            right, bottom = _moved(*there, matrix)
            if min(abs(right - left), abs(bottom - top)) < STRAIGHT < max(abs(right - left), abs(bottom - top)):
                yield Rule(left, top, right, bottom)
        elif step in "SM":
            start = there
        here = there


def _is_thin(rules: list[Rule]) -> bool:
    """Whether a filled area is only as thick as a line."""
    if not rules:
        return False
    wide = max(max(rule.left, rule.right) for rule in rules) - min(min(rule.left, rule.right) for rule in rules)
    high = max(max(rule.top, rule.bottom) for rule in rules) - min(min(rule.top, rule.bottom) for rule in rules)
    return min(wide, high) < THIN


def _within(node: etree._Element, matrix: Matrix) -> Matrix:
    """From an object's own space to the page's: first its CTM, then to where its boundary begins, then what is around it."""
    own = _numbers(node.get("CTM"))
    inner: Matrix = (own[0], own[1], own[2], own[3], own[4], own[5]) if len(own) == 6 else SAME
    place = _numbers(node.get("Boundary"))
    left, top = (place[0], place[1]) if len(place) >= 2 else (0.0, 0.0)
    a, b, c, d, e, f = inner
    return _joined((a, b, c, d, e + left, f + top), matrix)


def _joined(first: Matrix, then: Matrix) -> Matrix:
    a, b, c, d, e, f = first
    p, q, r, s, t, u = then
    return a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u


def _moved(x: float, y: float, matrix: Matrix) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return (a * x + c * y + e) * POINTS, (b * x + d * y + f) * POINTS


def _numbers(value: str | None) -> list[float]:
    return [min(max(float(number), -FAR), FAR) for number in NUMBER.findall(value or "")]
