"""Pictures: only their header is read; what they show is for people, or for OCR."""

from __future__ import annotations

import io
import warnings

from PIL import Image, UnidentifiedImageError

from crawler.reading.value import Reading

FORMATS = ("PNG", "JPEG", "GIF", "WEBP", "BMP")
MOST_PIXELS = 50_000_000  # a claim above this is an attack or useless


def read_image(body: bytes) -> Reading:
    """Size and type of a picture; doubts `image_only`, or `unreadable` when it does not open."""
    try:
        with warnings.catch_warnings(), Image.open(io.BytesIO(body), formats=FORMATS) as picture:
            warnings.simplefilter("ignore")
            width, height = picture.size
            kind = (picture.format or "").lower()
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return Reading("image/*", doubts=("unreadable",))
    if width * height > MOST_PIXELS:
        return Reading(f"image/{kind}", doubts=("too_large",), width=width, height=height)
    return Reading(f"image/{kind}", doubts=("image_only",), width=width, height=height)
