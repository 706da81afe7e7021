"""Pictures: their size from the header, never their pixels."""

from __future__ import annotations

import io
import struct
import warnings

from PIL import Image, UnidentifiedImageError

from crawler.reading import doubts, limits
from crawler.reading.value import Eyes, Reading

FORMATS = ("PNG", "JPEG", "GIF", "WEBP", "BMP")


def read(body: bytes, media_type: str, eyes: Eyes | None = None) -> Reading:
    """Width and height, and the doubt that a picture's words are not read."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(body), formats=FORMATS) as picture:
                width, height = picture.size
                if width * height <= limits.PICTURE_PIXELS:
                    picture.verify()
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError, struct.error):
        return Reading(media_type, doubts=(doubts.DAMAGED,))
    except Image.DecompressionBombError:
        return Reading(media_type, doubts=(doubts.LIMIT, doubts.PICTURE))
    found = (doubts.PICTURE,) if width * height <= limits.PICTURE_PIXELS else (doubts.LIMIT, doubts.PICTURE)
    return Reading(media_type, doubts=found, width=width, height=height)
