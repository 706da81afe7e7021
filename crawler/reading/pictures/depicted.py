"""What kind of picture it is by its pixels alone: a drawing, a sheet of paper with words, a photograph, a code to scan."""

from __future__ import annotations

from PIL import Image, ImageChops

from crawler.reading import limits

DRAWING, PAPER, PHOTO, CODE = "drawing", "paper", "photo", "code"
SIDE = 640  # pixels along the longer side of what is looked at
LEAST = 48  # pixels; a smaller picture shows too little
LONGEST = 12  # times its shorter side; a longer picture is a banner or a rule between paragraphs
SHADES = 16  # levels of each colour: noise of compression stays within one or two of them
MUCH = 0.95  # of the pixels: how many colours make up so much of a picture
GROUND = 0.5  # of a drawing or a sheet has one colour
PLAIN = 40  # colours make up much of a drawing, coloured boxes and soft edges counted
MANY = 120  # colours make up much of a photograph
LITTLE_GROUND = 0.35
DARKER = 40  # levels by which ink is darker than its ground
ACROSS, DOWN = 32, 16  # pixels of one straight line, at the size that is looked at: boxes are wider than high
BOXED = 0.003, 0.0002  # of the pixels begin such lines, across and down, in a drawing with boxes
BLANK = 0.0015, 0.0001  # and at most in a sheet of words, which has a line or two below its head
MODULES = 0.3, 0.7  # of a code are dark
EDGES = 0.12  # of a code's pixels differ from the one beside, and from the one below; of a drawing's no more than 0.09


def depicted(picture: Image.Image) -> str:
    """DRAWING, PAPER, PHOTO or CODE, and "" where it is none of them for sure. Raises what Pillow raises for broken pictures."""
    small = _small(picture) if max(picture.size) < LONGEST * max(min(picture.size), LEAST) else None
    if small is None or min(small.size) < LEAST:
        return ""
    ground, colours = _colours(small)
    gray = small.convert("L")
    if colours >= MANY and ground < LITTLE_GROUND:
        return PHOTO
    if _is_code(gray, colours):
        return CODE
    if ground < GROUND or colours > PLAIN:
        return ""
    across, down = _lines(gray)
    if across >= BOXED[0] and down >= BOXED[1]:
        return DRAWING
    return PAPER if across < BLANK[0] and down < BLANK[1] else ""


def _small(picture: Image.Image) -> Image.Image | None:
    """The picture in few pixels, without blending thin lines away; None where its pixels take too much memory."""
    share = SIDE / max(picture.size)
    if share < 1:
        picture.draft("RGB", (int(picture.width * share), int(picture.height * share)))
    if picture.width * picture.height > limits.OCR_PIXELS:
        return None
    shown = picture.convert("RGBA") if picture.has_transparency_data else picture.convert("RGB")
    if shown.mode == "RGBA":
        shown = Image.alpha_composite(Image.new("RGBA", shown.size, "white"), shown).convert("RGB")
    step = max(1, max(shown.size) // SIDE)
    return shown.reduce(step) if step > 1 else shown


def _colours(small: Image.Image) -> tuple[float, int]:
    """The share of the commonest colour, its next shades counted, and how many colours make up nearly all of a picture."""
    shades = small.point(lambda level: level // SHADES * SHADES)
    counted = sorted((count for count, _ in shades.getcolors(small.width * small.height) or []), reverse=True)
    total, seen, colours = small.width * small.height, 0, 0
    for count in counted:
        if seen >= MUCH * total:
            break
        seen, colours = seen + count, colours + 1
    return sum(counted[:2]) / total, colours


def _lines(gray: Image.Image) -> tuple[float, float]:
    """The shares of pixels that lie on long straight lines across, and down."""
    histogram = gray.histogram()
    ground = max(range(256), key=lambda level: sum(histogram[max(0, level - 2) : level + 3]))
    ink = gray.point(lambda level: 255 if abs(level - ground) > DARKER else 0)
    return _long(ink, ACROSS, 1, 0), _long(ink, DOWN, 0, 1)


def _long(ink: Image.Image, length: int, across: int, down: int) -> float:
    """The share of pixels at which an unbroken run of ink of full length begins; broad areas do not count as lines."""
    thin = ImageChops.subtract(ink, _both(ink, 4 * down, 4 * across))
    run, reach = thin, 1
    while reach < length:
        run = _both(run, reach * across, reach * down)
        reach *= 2
    return run.histogram()[255] / (ink.width * ink.height)


def _both(ink: Image.Image, across: int, down: int) -> Image.Image:
    """Where there is ink both here and so far away."""
    moved = Image.new("L", ink.size)
    moved.paste(ink, (-across, -down))
    return ImageChops.darker(ink, moved)


def _is_code(gray: Image.Image, colours: int) -> bool:
    """Whether it is a square of dark and light modules."""
    wide, high = gray.size
    if not 0.8 <= wide / high <= 1.25 or colours > PLAIN:
        return False
    plain = gray.point(lambda level: 255 if level > 127 else 0)
    dark = plain.histogram()[0] / (wide * high)
    step = max(1, wide // 60)
    moved = (ImageChops.offset(plain, *by) for by in ((step, 0), (0, step)))
    edges = (ImageChops.difference(plain, other).histogram()[255] / (wide * high) for other in moved)
    return MODULES[0] <= dark <= MODULES[1] and min(edges) >= EDGES
