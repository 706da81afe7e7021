"""Bytes in; title, dates, text, tables and links out.

Files are typed by their bytes, never by their names. Whatever cannot be read
is a doubt of the reading, by a fixed word, and never an error.
"""

from __future__ import annotations

from crawler.reading.kinds import read
from crawler.reading.safely import read_safely
from crawler.reading.written import from_json, to_json

VERSION = "1"  # of the reader: what an older one kept is read again

__all__ = ["VERSION", "from_json", "read", "read_safely", "to_json"]
