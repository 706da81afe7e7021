"""Readings as they are kept: the same bytes are read once, by whoever has them first."""

from __future__ import annotations

from crawler.reading import doubts, to_json
from crawler.reading.value import Reading

WEB = frozenset(("text/html", "application/xhtml+xml"))
# kinds told by name, or with links
BY_ADDRESS = WEB.union("text/plain text/csv application/json application/xml message/rfc822".split())


def lasts(reading: Reading) -> bool:
    """Whether a reading stays true however often the bytes are read: all do but those that only ran out of time."""
    return doubts.LATE not in reading.doubts


def row(sha256: str, url: str, reading: Reading) -> tuple[str, str, bytes]:
    """A row of the store: what a document says does not hang on its address, what a page's links lead to does."""
    return sha256, url if reading.media_type in BY_ADDRESS else "", to_json(reading)
