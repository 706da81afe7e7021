"""Pictures: their size from the header; their pixels only for eyes, which recognise the words in them."""

from __future__ import annotations

import io
import struct
import warnings
from collections.abc import Iterator
from dataclasses import replace

from PIL import Image, ImageOps, ImageSequence, ImageStat, UnidentifiedImageError

from crawler.reading import doubts, limits
from crawler.reading.pictures import depicted
from crawler.reading.value import Eyes, Reading, Seen

FORMATS = ("PNG", "JPEG", "GIF", "WEBP", "BMP", "TIFF")
PAGED = "TIFF"  # the only kind whose frames are pages; those of others move
BROKEN = (
    UnidentifiedImageError,
    OSError,
    SyntaxError,
    ValueError,
    EOFError,
    struct.error,
    IndexError,
    KeyError,
    TypeError,
)
LIGHT = 200  # of 255: what is lighter than this on no ground at all is meant for a dark one
DEEP = 256  # levels of 16 bits for one of 8


def read(body: bytes, media_type: str, eyes: Eyes | None = None) -> Reading:
    """Width and height as the header has them, and what it depicts; with eyes the words, else the doubt that it is not read."""
    reading = _read(body, media_type, eyes)
    return replace(reading, depicts=_depicted(body)) if reading.width * reading.height else reading


def _depicted(body: bytes) -> str:
    """What the pixels tell; "" where they are too many, or end too soon."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(body), formats=FORMATS) as picture:
                return depicted.depicted(picture)
    except (*BROKEN, Image.DecompressionBombError, ArithmeticError, MemoryError):
        return ""


def _read(body: bytes, media_type: str, eyes: Eyes | None) -> Reading:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(body), formats=FORMATS) as picture:
                width, height = picture.size
                if width * height <= limits.PICTURE_PIXELS:
                    picture.verify()
            fits = width * height <= limits.PICTURE_PIXELS
            if not fits or eyes is None or min(width, height) < limits.OCR_SIDE:
                found = (doubts.PICTURE,) if fits else (doubts.LIMIT, doubts.PICTURE)
                return Reading(media_type, doubts=found, width=width, height=height)
            return _seen(body, media_type, eyes)
    except BROKEN:
        return Reading(media_type, doubts=(doubts.DAMAGED,))
    except Image.DecompressionBombError:
        return Reading(media_type, doubts=(doubts.LIMIT, doubts.PICTURE))


def _seen(body: bytes, media_type: str, eyes: Eyes) -> Reading:
    """What eyes see on the picture, or on each page of a scan that has several."""
    with Image.open(io.BytesIO(body), formats=FORMATS) as picture:
        width, height = picture.size
        if not _shrunk(picture):
            return Reading(media_type, doubts=(doubts.LIMIT, doubts.PICTURE), width=width, height=height)
        pages = getattr(picture, "n_frames", 1) if picture.format == PAGED else 1
        seen = [eyes(frame, number) for number, frame in enumerate(_frames(picture, pages), 1)]
    left = (doubts.LIMIT,) if len(seen) < pages else ()
    bare = Reading(media_type, width=width, height=height, pages=pages if pages > 1 else 0, looked=not left)
    return _reading(bare, seen, left)


def _reading(bare: Reading, seen: list[Seen], left: tuple[str, ...]) -> Reading:
    """The reading with what was seen. Where no word was, some may still be: the doubt stays."""
    read = [each for each in seen if each.text]
    if not read:
        return replace(bare, doubts=(doubts.PICTURE, *left))
    text = "\n".join(each.text for each in read)
    sure = sum(float(each.confidence) * len(each.text) for each in read) / sum(len(each.text) for each in read)
    title = next((line for line in text.split("\n") if "\t" not in line and 4 <= len(line) <= 80), "")
    return replace(
        bare,
        title=title,
        title_from="line" if title else "",
        text=text,
        tables=tuple(table for each in read for table in each.tables),
        boxes=tuple(box for each in read for box in each.boxes),
        doubts=tuple(dict.fromkeys((*(doubt for each in seen for doubt in each.doubts), *left))),
        read_by="ocr",
        confidence=f"{sure:.3f}",
    )


def _shrunk(picture: Image.Image) -> bool:
    """Whether the picture's colours fit in memory, after its decoder was asked for no more detail than is looked at."""
    share = (limits.OCR_PIXELS / (picture.width * picture.height)) ** 0.5
    if share < 1:
        picture.draft(None, (int(picture.width * share), int(picture.height * share)))
    return picture.width * picture.height * len(picture.getbands()) <= limits.PICTURE_BYTES


def _frames(picture: Image.Image, pages: int) -> Iterator[Image.Image]:
    if pages == 1:
        yield _plain(picture)
        return
    for number, frame in enumerate(ImageSequence.Iterator(picture)):
        if number >= limits.PICTURE_PAGES or not _shrunk(frame):
            return
        yield _plain(frame)


def _plain(picture: Image.Image) -> Image.Image:
    """The picture as a person sees it: turned as its camera says, on white where nothing is, in eight bits."""
    ImageOps.exif_transpose(picture, in_place=True)
    shown = picture
    if shown.mode.startswith(("I", "F")):
        most = shown.getextrema()[1]
        shown = shown.point(lambda level: level * (1 / DEEP)) if isinstance(most, int | float) and most > 255 else shown
        return shown.convert("L").convert("RGB")
    if not shown.has_transparency_data:
        return shown if shown.mode == "RGB" else shown.convert("RGB")
    clear = shown.convert("RGBA")
    mask = clear.getchannel("A").point(lambda level: 255 * (level > 127))
    light = ImageStat.Stat(clear.convert("L"), mask).mean[0] if mask.getbbox() else 0
    ground = Image.new("RGBA", clear.size, "black" if light > LIGHT else "white")
    return Image.alpha_composite(ground, clear).convert("RGB")
