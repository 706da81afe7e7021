"""Addresses that a site makes up without end: calendars, sessions, filters over filters, folders in folders."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache

from crawler.frontier import Row
from crawler.scope import parts

DEEPEST = 20  # links from the home page
LONGEST = 2000  # characters of an address
REPEATED = re.compile(r"(/[^/]+)(?:/[^/]+)?\1(?:/[^/]+)?\1/")
NUMBER = re.compile(r"\d+")
STALE_QUERIES = 3  # pages of one pattern with a query, one after another, that say nothing new
STALE_PATHS = 40  # the same of paths: a site may have many empty columns
FACETS = 60  # pages of one script, one after another, that only lead to each other


class Traps:
    """Learns from the pages of one site which patterns of addresses bring nothing new."""

    def __init__(self) -> None:
        self._stale: Counter[str] = Counter()
        self._looping: Counter[str] = Counter()
        self._said: set[str] = set()

    def read(self, row: Row, url: str, likeness: str, own: int, fresh: int) -> None:
        """Learns from a page: what it says, its links to its own script, and its links that lead anywhere new."""
        pattern = _pattern(url)
        is_news = bool(likeness) and likeness not in self._said
        self._said.add(likeness)
        if is_news or fresh:
            self._stale[pattern] = 0
        elif _pattern(row.seen_on) == pattern:
            self._stale[pattern] += 1
        script = pattern.partition("?")[0]
        self._looping[script] = self._looping[script] + 1 if own >= 10 and not fresh else 0

    def holds(self, row: Row) -> bool:
        """Whether an address should not be followed. What another sort of page leads to is never stale."""
        if row.depth > DEEPEST or len(row.url) > LONGEST or REPEATED.search(row.url):
            return True
        pattern = _pattern(row.url)
        has_query = "?" in pattern
        if has_query and self._looping[pattern.partition("?")[0]] >= FACETS:
            return True
        stale = self._stale[pattern] >= (STALE_QUERIES if has_query else STALE_PATHS)
        return stale and _pattern(row.seen_on) == pattern


def script_of(url: str) -> str:
    """The address up to its query, without numbers."""
    return _pattern(url).partition("?")[0]


@lru_cache(maxsize=4096)
def _pattern(url: str) -> str:
    """What addresses that differ in numbers only have in common; of a query, only its names."""
    found = parts(url)
    if found is None:
        return url
    names = sorted({pair.partition("=")[0] for pair in found.query.lstrip("?").split("&")}) if found.query else []
    return NUMBER.sub("0", found.path) + ("?" + "&".join(names) if names else "")
