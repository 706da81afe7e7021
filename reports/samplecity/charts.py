"""Pictures: flowcharts, organisation charts, and papers that were scanned instead of typed."""

from __future__ import annotations

import io
from functools import cache, lru_cache
from importlib import resources

from PIL import Image, ImageDraw, ImageFont
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from reports.samplecity.documents import Paper

WIDTH = 560


@cache
def font(size: int) -> ImageFont.FreeTypeFont:
    """The sample city's typeface in one size."""
    file = resources.files("reports.samplecity") / "fonts" / "NotoSansCJK-subset.otf"
    return ImageFont.truetype(io.BytesIO(file.read_bytes()), size)


def _sheet(height: int) -> tuple[Image.Image, ImageDraw.ImageDraw]:
    image = Image.new("L", (WIDTH, height), 255)
    return image, ImageDraw.Draw(image)


def _png(image: Image.Image) -> bytes:
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


def _centred(draw: ImageDraw.ImageDraw, x: int, y: int, text: str, size: int) -> None:
    draw.text((x, y), text, 0, font(size), anchor="mm")


@lru_cache(maxsize=4096)
def flowchart(title: str, steps: tuple[str, ...]) -> bytes:
    """A chart of steps from top to bottom, as PNG."""
    image, draw = _sheet(90 + 64 * len(steps))
    _centred(draw, WIDTH // 2, 34, title, 20 if len(title) < 26 else 15)
    for row, step in enumerate(steps):
        top = 70 + 64 * row
        draw.rectangle((170, top, 390, top + 38), outline=0, width=2)
        _centred(draw, 280, top + 18, step, 16)
        if row + 1 < len(steps):
            draw.line((280, top + 38, 280, top + 64), 0, 2)
            draw.polygon(((274, top + 56), (286, top + 56), (280, top + 64)), 0)
    return _png(image)


@lru_cache(maxsize=512)
def organisation_chart(title: str, offices: tuple[str, ...]) -> bytes:
    """A body and its offices side by side, as PNG."""
    image, draw = _sheet(300)
    draw.rectangle((150, 30, 410, 70), outline=0, width=2)
    _centred(draw, 280, 50, title, 16)
    draw.line((280, 70, 280, 100), 0, 2)
    step = WIDTH // len(offices)
    draw.line((step // 2, 100, WIDTH - step // 2, 100), 0, 2)
    for number, office in enumerate(offices):
        x = step * number + step // 2
        draw.line((x, 100, x, 130), 0, 2)
        draw.rectangle((x - 18, 130, x + 18, 280), outline=0, width=1)
        for row, char in enumerate(office[:7]):
            _centred(draw, x, 145 + 20 * row, char, 15)
    return _png(image)


@lru_cache(maxsize=512)
def scan(paper: Paper) -> bytes:
    """The paper as a picture of itself, slightly grey, as PNG."""
    lines = [paper.title]
    for block in paper.blocks:
        lines += [block] if isinstance(block, str) else ["    ".join(row) for row in block]
    image, draw = _sheet(80 + 34 * len(lines))
    draw.rectangle((0, 0, WIDTH, image.height), fill=244)
    for row, line in enumerate(lines):
        draw.text((36, 40 + 34 * row), line[:34], 40, font(14))
    return _png(image)


@lru_cache(maxsize=512)
def scanned_pdf(paper: Paper) -> bytes:
    """The paper as a PDF that holds only a picture."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4, invariant=1)
    picture = Image.open(io.BytesIO(scan(paper))).convert("L")
    canvas.drawImage(ImageReader(picture), 40, 300, 500, 500 * picture.height / picture.width)
    canvas.save()
    return out.getvalue()
