"""Pictures that are no charts: photographs, logos, maps, plans of offices, papers, certificates, statistics."""

from __future__ import annotations

import random

from PIL import Image, ImageDraw, ImageFilter

from tests.powers.drawing import saved
from tests.powers.fonts import face

RED, INK, WHITE = (200, 20, 20), (20, 20, 20), (255, 255, 255)


def _text(
    draw: ImageDraw.ImageDraw, at: tuple[float, float], text: str, size: int, ink=INK, font="hei", anchor="mm"
) -> None:
    draw.text(at, text, ink, face(font, size, text), anchor=anchor)


def _noisy(image: Image.Image, chance: random.Random, strength: int = 40) -> Image.Image:
    grain = Image.frombytes("L", image.size, chance.randbytes(image.width * image.height)).convert("RGB")
    return Image.blend(image, grain, strength / 255).filter(ImageFilter.GaussianBlur(0.8))


def meeting(chance: random.Random, words: list[str]) -> Image.Image:
    """A hall with a banner, a row of heads behind a table."""
    image = Image.new("RGB", (640, 426), (176, 150, 120))
    draw = ImageDraw.Draw(image)
    for y in range(426):
        draw.line((0, y, 640, y), (190 - y // 6, 165 - y // 6, 130 - y // 8))
    draw.rectangle((60, 40, 580, 92), RED)
    _text(draw, (320, 66), words[0], 22, (250, 230, 90))
    for place in range(9):
        x = 60 + place * 64 + chance.randint(-6, 6)
        draw.ellipse((x - 18, 190, x + 18, 236), (205, 165, 135))
        draw.ellipse((x - 20, 180, x + 20, 208), (30, 25, 25))
        draw.polygon([(x - 34, 300), (x - 22, 236), (x + 22, 236), (x + 34, 300)], (40, 45, 70))
    draw.rectangle((0, 296, 640, 426), (90, 55, 30))
    return _noisy(image, chance)


def landscape(chance: random.Random, words: list[str]) -> Image.Image:
    """Sky, hills and water."""
    image = Image.new("RGB", (800, 500))
    draw = ImageDraw.Draw(image)
    for y in range(500):
        draw.line((0, y, 800, y), (120 + y // 8, 160 + y // 9, 225 - y // 12))
    for layer in range(4):
        points, y = [(0, 500)], 230 + layer * 55
        for x in range(0, 840, 40):
            y += chance.randint(-22, 22)
            points.append((x, y))
        draw.polygon([*points, (800, 500)], (30 + layer * 14, 90 + layer * 12, 40 + layer * 6))
    return _noisy(image, chance, 24)


def building(chance: random.Random, words: list[str]) -> Image.Image:
    """An office building with rows of windows: many straight lines and rectangles."""
    image = Image.new("RGB", (720, 540), (170, 200, 230))
    draw = ImageDraw.Draw(image)
    draw.rectangle((110, 90, 610, 500), (215, 208, 195), (90, 90, 90), 3)
    for row in range(7):
        for column in range(9):
            x, y = 134 + column * 52, 110 + row * 52
            shade = chance.randint(40, 120)
            draw.rectangle((x, y, x + 34, y + 36), (shade, shade + 20, shade + 50), (60, 60, 60), 2)
    draw.rectangle((310, 440, 410, 500), (60, 70, 90))
    if words:
        _text(draw, (360, 72), words[0], 24, RED)
    return _noisy(image, chance, 30)


def logo(chance: random.Random, words: list[str]) -> Image.Image:
    """A round sign with the name of the body."""
    image = Image.new("RGB", (320, 96), WHITE)
    draw = ImageDraw.Draw(image)
    draw.ellipse((8, 8, 88, 88), RED)
    draw.ellipse((22, 22, 74, 74), (250, 220, 60))
    draw.polygon([(48, 26), (56, 60), (30, 40), (66, 40), (40, 60)], RED)
    _text(draw, (208, 48), words[0], 26, RED, "heavy")
    return image


def qr(chance: random.Random, words: list[str]) -> Image.Image:
    """A square code to be scanned."""
    image = Image.new("RGB", (290, 290), WHITE)
    draw = ImageDraw.Draw(image)
    for y in range(25):
        for x in range(25):
            if chance.random() < 0.5:
                draw.rectangle((20 + x * 10, 20 + y * 10, 29 + x * 10, 29 + y * 10), INK)
    for x, y in ((0, 0), (18, 0), (0, 18)):
        left, top = 20 + x * 10, 20 + y * 10
        draw.rectangle((left - 10, top - 10, left + 79, top + 79), WHITE)
        draw.rectangle((left, top, left + 69, top + 69), INK)
        draw.rectangle((left + 10, top + 10, left + 59, top + 59), WHITE)
        draw.rectangle((left + 20, top + 20, left + 49, top + 49), INK)
    return image


def map_(chance: random.Random, words: list[str]) -> Image.Image:
    """Districts with borders, roads and names."""
    image = Image.new("RGB", (900, 700), (238, 240, 228))
    draw = ImageDraw.Draw(image)
    centres = [(chance.randint(80, 820), chance.randint(80, 620)) for _ in range(len(words) * 2)]
    for number, (x, y) in enumerate(centres):
        points = [(x + chance.randint(-130, 130), y + chance.randint(-110, 110)) for _ in range(7)]
        draw.polygon(points, (200 + number * 4 % 50, 225 - number * 9 % 60, 190), (150, 120, 110))
    for _ in range(5):
        points = [(chance.randint(0, 900), chance.randint(0, 700)) for _ in range(5)]
        draw.line(points, (220, 150, 60), 4)
    for (x, y), word in zip(centres, words, strict=False):
        draw.ellipse((x - 4, y - 4, x + 4, y + 4), RED)
        _text(draw, (x, y - 16), word, 18)
    return image


def scan(chance: random.Random, words: list[str]) -> Image.Image:
    """A red-headed paper, scanned a little askew."""
    image = Image.new("RGB", (900, 1270), (247, 246, 242))
    draw = ImageDraw.Draw(image)
    _text(draw, (450, 130), words[0], 52, RED, "serif")
    _text(draw, (450, 215), words[1], 22)
    draw.line((90, 250, 810, 250), RED, 4)
    _text(draw, (450, 320), words[2], 32, INK, "heavy")
    y = 400
    for line in words[3:]:
        for start in range(0, len(line), 30):
            draw.text((110, y), line[start : start + 30], INK, face("song", 23, line[start : start + 30]))
            y += 40
    draw.ellipse((560, 980, 760, 1180), outline=(210, 50, 50), width=6)
    return _noisy(image.rotate(0.6, fillcolor=(247, 246, 242)), chance, 14)


def table(chance: random.Random, words: list[str]) -> Image.Image:
    """A ruled table as a picture; each word is a row with | between cells, the first the title."""
    rows = [row.split("|") for row in words[1:]]
    image = Image.new("RGB", (900, 110 + 46 * len(rows)), WHITE)
    draw = ImageDraw.Draw(image)
    _text(draw, (450, 40), words[0], 26, INK, "heavy")
    wide = 840 // len(rows[0])
    for y, row in enumerate(rows):
        for x, cell in enumerate(row):
            left, top = 30 + x * wide, 80 + y * 46
            draw.rectangle((left, top, left + wide, top + 46), outline=INK)
            _text(draw, (left + wide // 2, top + 23), cell, 18)
    return image


def banner(chance: random.Random, words: list[str]) -> Image.Image:
    """A broad picture over a column, with a slogan."""
    image = Image.new("RGB", (1000, 120))
    draw = ImageDraw.Draw(image)
    for x in range(1000):
        draw.line((x, 0, x, 120), (170 + x // 20, 30 + x // 12, 20 + x // 30))
    _text(draw, (500, 60), words[0], 40, (255, 240, 190), "heavy")
    return image


def licence(chance: random.Random, words: list[str]) -> Image.Image:
    """A certificate with an ornamented frame; the words are lines under its name."""
    image = Image.new("RGB", (1000, 720), (250, 247, 232))
    draw = ImageDraw.Draw(image)
    for step in range(4):
        draw.rectangle((20 + step * 8, 20 + step * 8, 980 - step * 8, 700 - step * 8), outline=(190, 150, 60), width=2)
    _text(draw, (500, 130), words[0], 60, INK, "serif")
    for row, line in enumerate(words[1:]):
        draw.text((150, 230 + row * 58), line, INK, face("song", 26, line))
    draw.ellipse((700, 480, 870, 650), outline=RED, width=6)
    return image


def bars(chance: random.Random, words: list[str]) -> Image.Image:
    """Statistics as columns; the words are the title and the names of the columns."""
    image = Image.new("RGB", (760, 480), WHITE)
    draw = ImageDraw.Draw(image)
    _text(draw, (380, 34), words[0], 24, INK, "heavy")
    draw.line((80, 70, 80, 410), INK, 2)
    draw.line((80, 410, 730, 410), INK, 2)
    for row in range(6):
        y = 410 - row * 60
        draw.line((80, y, 730, y), (210, 210, 210))
        _text(draw, (54, y), str(row * 20), 15)
    wide = 640 // max(1, len(words) - 1)
    for place, word in enumerate(words[1:]):
        left, high = 96 + place * wide, chance.randint(40, 300)
        draw.rectangle((left, 410 - high, left + wide - 26, 410), (60, 110, 190), INK)
        _text(draw, (left + (wide - 26) // 2, 398 - high), str(high // 3), 15)
        _text(draw, (left + (wide - 26) // 2, 432), word, 16)
    return image


def organisation(chance: random.Random, words: list[str]) -> Image.Image:
    """A body and its offices under it, in upright boxes."""
    title, head, *offices = words
    image = Image.new("RGB", (900, 520), WHITE)
    draw = ImageDraw.Draw(image)
    _text(draw, (450, 34), title, 26, INK, "heavy")
    draw.rectangle((340, 70, 560, 118), outline=INK, width=2)
    _text(draw, (450, 94), head, 22)
    draw.line((450, 118, 450, 160), INK, 2)
    wide = 860 // len(offices)
    draw.line((20 + wide // 2, 160, 20 + wide * len(offices) - wide // 2, 160), INK, 2)
    for place, office in enumerate(offices):
        x = 20 + wide * place + wide // 2
        draw.line((x, 160, x, 200), INK, 2)
        draw.rectangle((x - 22, 200, x + 22, 210 + 30 * len(office)), outline=INK, width=2)
        for row, char in enumerate(office):
            _text(draw, (x, 222 + 30 * row), char, 20)
    return image


def organisation_flat(chance: random.Random, words: list[str]) -> Image.Image:
    """A body and its offices in boxes that lie, in two ranks, joined by lines with arrows."""
    title, head, *offices = words
    image = Image.new("RGB", (1000, 420), (240, 246, 255))
    draw = ImageDraw.Draw(image)
    _text(draw, (500, 30), title, 26, INK, "heavy")
    draw.rounded_rectangle((380, 64, 620, 112), 10, WHITE, (40, 80, 160), 2)
    _text(draw, (500, 88), head, 22)
    half = -(-len(offices) // 2)
    for place, office in enumerate(offices):
        rank, at = divmod(place, half)
        wide = 960 // half
        x, y = 20 + wide * at + wide // 2, 200 + rank * 120
        draw.line((500, 112, x, y), (40, 80, 160), 1)
        draw.rectangle((x - wide // 2 + 10, y, x + wide // 2 - 10, y + 48), WHITE, (40, 80, 160), 2)
        _text(draw, (x, y + 24), office, 18)
    return image


def timeline(chance: random.Random, words: list[str]) -> Image.Image:
    """Years on a line with what happened in them: boxes in a row, and no step leads to the next."""
    image = Image.new("RGB", (1000, 260), WHITE)
    draw = ImageDraw.Draw(image)
    _text(draw, (500, 30), words[0], 26, INK, "heavy")
    draw.line((30, 150, 970, 150), (40, 80, 160), 4)
    draw.polygon([(970, 140), (990, 150), (970, 160)], (40, 80, 160))
    wide = 930 // (len(words) - 1)
    for place, word in enumerate(words[1:]):
        year, _, what = word.partition(" ")
        x, y = 40 + wide * place + wide // 2, 80 if place % 2 else 176
        draw.ellipse((x - 6, 144, x + 6, 156), RED)
        draw.rectangle((x - wide // 2 + 6, y, x + wide // 2 - 6, y + 54), WHITE, (40, 80, 160), 2)
        _text(draw, (x, y + 16), year, 17, RED)
        _text(draw, (x, y + 38), what, 15)
    return image


def layers(chance: random.Random, words: list[str]) -> Image.Image:
    """The layers of an information system, box over box."""
    image = Image.new("RGB", (900, 120 + 110 * (len(words) - 1)), (250, 250, 252))
    draw = ImageDraw.Draw(image)
    _text(draw, (450, 40), words[0], 26, INK, "heavy")
    for row, word in enumerate(words[1:]):
        name, *parts = word.split("|")
        top = 80 + 110 * row
        draw.rectangle((40, top, 860, top + 90), (224, 234, 248), (60, 90, 150), 2)
        _text(draw, (100, top + 45), name, 20, INK, "heavy")
        wide = 680 // len(parts)
        for place, part in enumerate(parts):
            left = 170 + wide * place
            draw.rectangle((left, top + 18, left + wide - 14, top + 72), WHITE, (60, 90, 150), 1)
            _text(draw, (left + (wide - 14) // 2, top + 45), part, 18)
    return image


SCENES = {
    "meeting": meeting,
    "landscape": landscape,
    "building": building,
    "logo": logo,
    "qr": qr,
    "map": map_,
    "scan": scan,
    "table": table,
    "banner": banner,
    "licence": licence,
    "bars": bars,
    "organisation": organisation,
    "organisation_flat": organisation_flat,
    "timeline": timeline,
    "layers": layers,
}


def scene(kind: str, words: list[str], seed: int = 1, format: str = "png", quality: int = 80) -> bytes:
    """A picture of a kind as the bytes of a file."""
    return saved(SCENES[kind](random.Random(f"{kind} {seed}"), words), format, quality)
