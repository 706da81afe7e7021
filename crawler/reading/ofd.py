"""x"""

from crawler.reading.story import ReadPart
from crawler.reading.value import Reading


def read(body: bytes, media_type: str, read_part: ReadPart | None = None) -> Reading:
    """x"""
    return Reading(media_type)
