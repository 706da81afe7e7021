"""Bytes in; title, dates, text, tables and links out."""

from crawler.reading.edition import edition
from crawler.reading.pool import File, Pool, read_safely
from crawler.reading.reader import read
from crawler.reading.record import from_json, to_json

__all__ = ["File", "Pool", "edition", "from_json", "read", "read_safely", "to_json"]
