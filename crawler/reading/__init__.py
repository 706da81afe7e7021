"""Bytes in; title, dates, text, tables and links out."""

from crawler.reading.pool import Pool, read_safely
from crawler.reading.reader import read
from crawler.reading.record import from_json, to_json

VERSION = "1"  # raised whenever a reader changes what it says: a kept reading of another version is read again

__all__ = ["VERSION", "Pool", "from_json", "read", "read_safely", "to_json"]
