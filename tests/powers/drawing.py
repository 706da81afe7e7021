"""Charts as pictures: boxes and diamonds, joined by lines with arrows, in the layouts that offices draw."""

from __future__ import annotations

import io
import random
from collections.abc import Sequence
from dataclasses import dataclass, field

from PIL import Image, ImageChops, ImageDraw, ImageFilter

from tests.powers.fonts import face

INKS = {
    "black": (0, 0, 0),
    "blue": (20, 50, 140),
    "red": (170, 20, 20),
    "grey": (110, 110, 110),
    "white": (255, 255, 255),
}
PAPERS = {
    "white": (255, 255, 255),
    "grey": (228, 228, 228),
    "cream": (252, 246, 220),
    "blue": (24, 60, 130),
    "sky": (222, 236, 250),
}


@dataclass(frozen=True)
class Style:
    """How a chart is drawn. `width` is in pixels, `size` the height of its letters (0: after the width)."""

    layout: str = "down"
    width: int = 800
    size: int = 0
    font: str = "song"
    frame: str = "thin"
    shape: str = "box"
    ink: str = "black"
    paper: str = "white"
    fill: str = ""
    arrow: str = "full"
    title: bool = True
    format: str = "png"
    quality: int = 85
    blur: float = 0.0
    grey: bool = False
    reverse: bool = False
    gap: float = 1.0
    letters: str = ""
    tilt: float = 0.0
    noise: float = 0.0
    shrink: float = 1.0
    mark: str = ""


@dataclass(frozen=True)
class Flow:
    """What a chart says: its steps in order, what branches off from them, whose lane each stands in."""

    title: str
    steps: tuple[str, ...]
    sides: dict[str, list[str]] = field(default_factory=dict)
    lanes: tuple[str, ...] = ()
    lane: tuple[int, ...] = ()
    notes: tuple[str, ...] = ()
    legal: str = ""
    promised: str = ""


@dataclass(frozen=True)
class Box:
    """A place on the sheet."""

    left: int
    top: int
    right: int
    bottom: int

    @property
    def across(self) -> int:
        return (self.left + self.right) // 2

    @property
    def middle(self) -> int:
        return (self.top + self.bottom) // 2


class Sheet:
    """A sheet on which a chart is drawn; it is cut to its height at last."""

    def __init__(self, style: Style, height: int) -> None:
        self.style, self.size = style, style.size or max(11, style.width // 42)
        self.image = Image.new("RGB", (style.width, height), PAPERS[style.paper])
        self.draw = ImageDraw.Draw(self.image)
        self.ink = INKS[style.ink]
        self.low = 0
        self.thick = {"thin": max(1, self.size // 14), "none": 0}.get(style.frame, max(2, self.size // 6))

    def wrapped(self, text: str, width: int) -> list[str]:
        """A text in lines of at most a width."""
        room = max(1, width // self.size)
        lines = -(-len(text) // room)
        even = -(-len(text) // lines)
        return [text[start : start + even] for start in range(0, len(text), even)]

    def words(self, text: str, box: Box, size: int = 0) -> None:
        """A text in the middle of a box."""
        size, ink = size or self.size, INKS[self.style.letters] if self.style.letters else self.ink
        lines = self.wrapped(text, box.right - box.left - size // 2)
        step = round(size * 1.3)
        top = box.middle - step * (len(lines) - 1) // 2
        for row, line in enumerate(lines):
            self.draw.text((box.across, top + row * step), line, ink, face(self.style.font, size, line), anchor="mm")
        self.low = max(self.low, box.bottom)

    def tall(self, text: str, width: int, shape: str = "") -> int:
        """How high a box of a width must be for a text."""
        lines = len(self.wrapped(text, (width if shape != "diamond" else width * 3 // 5) - self.size // 2))
        return round(self.size * (1.3 * lines + 0.9)) * (2 if shape == "diamond" else 1)

    def node(self, text: str, left: int, top: int, width: int, shape: str = "") -> Box:
        """A step: its frame and its words."""
        shape = shape or self.style.shape
        box = Box(left, top, left + width, top + self.tall(text, width, shape))
        self._frame(box, shape)
        inner = Box(left + width // 5, top, box.right - width // 5, box.bottom) if shape == "diamond" else box
        self.words(text, inner)
        return box

    def _frame(self, box: Box, shape: str) -> None:
        edges = (box.left, box.top, box.right, box.bottom)
        fill = PAPERS[self.style.fill] if self.style.fill else None
        if self.style.frame == "none":
            return
        if shape == "diamond":
            corners = [(box.across, box.top), (box.right, box.middle), (box.across, box.bottom), (box.left, box.middle)]
            self.draw.polygon(corners, fill, self.ink, self.thick)
        elif shape == "round":
            self.draw.rounded_rectangle(edges, self.size, fill, self.ink, self.thick)
        elif shape == "oval":
            self.draw.rounded_rectangle(edges, (box.bottom - box.top) // 2, fill, self.ink, self.thick)
        elif self.style.frame == "dashed":
            self._dashes(box)
        else:
            self.draw.rectangle(edges, fill, self.ink, self.thick)

    def _dashes(self, box: Box) -> None:
        dash = max(4, self.size // 2)
        for x in range(box.left, box.right, dash * 2):
            for y in (box.top, box.bottom):
                self.draw.line((x, y, min(x + dash, box.right), y), self.ink, max(1, self.thick // 2))
        for y in range(box.top, box.bottom, dash * 2):
            for x in (box.left, box.right):
                self.draw.line((x, y, x, min(y + dash, box.bottom)), self.ink, max(1, self.thick // 2))

    def join(self, *points: tuple[int, int]) -> None:
        """A line through points, with the head of an arrow at its end."""
        width = max(1, self.size // 12)
        self.draw.line(points, self.ink, width)
        (x0, y0), (x, y) = points[-2], points[-1]
        if self.style.arrow == "none":
            return
        dx, dy = (x > x0) - (x < x0), (y > y0) - (y < y0)
        long, half = max(5, self.size // 2), max(3, self.size // 4)
        back = (x - dx * long, y - dy * long)
        wings = [(back[0] + dy * half, back[1] + dx * half), (back[0] - dy * half, back[1] - dx * half)]
        if self.style.arrow == "full":
            self.draw.polygon([(x, y), *wings], self.ink)
        else:
            self.draw.line([wings[0], (x, y), wings[1]], self.ink, width)

    def _mark(self, image: Image.Image) -> None:
        """Pale words over everything, as some sites stamp on their pictures."""
        draw, size = ImageDraw.Draw(image), self.size * 2
        for y in range(size * 2, image.height, size * 6):
            for x in range(size, image.width, size * 12):
                draw.text((x, y), self.style.mark, (205, 205, 205), face(self.style.font, size, self.style.mark))

    def heading(self, text: str, top: int) -> int:
        """The title over the chart; where it ends."""
        size = round(self.size * (1.4 if len(text) * self.size * 1.4 < self.style.width else 1))
        for line in self.wrapped(text, self.style.width - size):
            box = Box(0, top, self.style.width, top + round(size * 1.5))
            self.draw.text((box.across, box.middle), line, self.ink, face(self.style.font, size, line), anchor="mm")
            top = box.bottom
        return top

    def saved(self) -> bytes:
        """The sheet, cut to what is on it, as a file."""
        image = self.image.crop((0, 0, self.style.width, self.low + self.size * 2))
        if self.style.mark:
            self._mark(image)
        if self.style.tilt:
            image = image.rotate(self.style.tilt, Image.Resampling.BICUBIC, fillcolor=PAPERS[self.style.paper])
        if self.style.noise:
            grain = random.Random(self.style.width).randbytes(image.width * image.height)
            image = Image.blend(image, Image.frombytes("L", image.size, grain).convert("RGB"), self.style.noise)
        if self.style.shrink != 1:
            size = round(image.width * self.style.shrink), round(image.height * self.style.shrink)
            image = image.resize(size, Image.Resampling.BICUBIC)
        if self.style.blur:
            image = image.filter(ImageFilter.GaussianBlur(self.style.blur))
        if self.style.reverse:
            image = ImageChops.invert(image)
        return saved(image.convert("L") if self.style.grey else image, self.style.format, self.style.quality)


def saved(image: Image.Image, format: str = "png", quality: int = 85) -> bytes:
    """A picture as the bytes of a file."""
    out = io.BytesIO()
    if format == "jpg":
        image.save(out, "JPEG", quality=quality)
    elif format == "alpha.png":  # ink on nothing
        ink = ImageChops.invert(image.convert("L"))
        clear = Image.new("RGBA", image.size, (0, 0, 0, 0))
        clear.putalpha(ink)
        clear.save(out, "PNG")
    elif format == "gif":
        image.quantize(32).save(out, "GIF")
    else:
        image.save(out, "PNG")
    return out.getvalue()


def shape_of(text: str, style: Style) -> str:
    """Questions stand in diamonds, all else in the shape of the style."""
    return "diamond" if text.endswith("?") and style.frame != "none" else ""


def notes(sheet: Sheet, lines: Sequence[str], top: int) -> None:
    """Small lines under a chart: who is responsible, where to complain."""
    for line in lines:
        sheet.draw.text((sheet.size, top), line, sheet.ink, face(sheet.style.font, sheet.size, line), anchor="lt")
        top += round(sheet.size * 1.5)
        sheet.low = max(sheet.low, top)
