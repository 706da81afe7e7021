"""Pictures: their size from the header, never their pixels."""

from __future__ import annotations

import io
import struct
import warnings

from PIL import Image, UnidentifiedImageError

from crawler.reading import limits
from crawler.reading.value import Reading

FORMATS = ("PNG", "JPEG", "GIF", "WEBP", "BMP")


def read(body: bytes, media_type: str) -> Reading:
    """Width and height, and the doubt that a picture's words are not read."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(body), formats=FORMATS) as picture:
                width, height = picture.size
                if width * height <= limits.PICTURE_PIXELS:
                    picture.verify()
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError, struct.error):
        return Reading(media_type, doubts=("unreadable",))
    except Image.DecompressionBombError:
        return Reading(media_type, doubts=("parse_limit", "image_only"))
    doubts = ("image_only",) if width * height <= limits.PICTURE_PIXELS else ("parse_limit", "image_only")
    return Reading(media_type, doubts=doubts, width=width, height=height)
