"""Addresses that a site makes up without end: calendars, sessions, filters over filters, folders in folders."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache

from crawler.families import Lead
from crawler.frontier import Row
from crawler.scope import parts

DEEPEST = 20  # links from the home page; twice as many for what promises something: a day may lead to the next
LONGEST = 2000  # characters of an address
REPEATED = re.compile(r"(/[^/]+)(?:/[^/]+)?\1(?:/[^/]+)?\1/")
NUMBER = re.compile(r"\d+")
STALE_QUERIES = 3  # pages of one pattern with a query, one after another, that say nothing new
STALE_PATHS = 40  # the same of paths: a site may have many empty columns
FACETS = 60  # pages of one script, one after another, that only combine what others say and only lead to each other
MOST_PAIRS = 500_000  # names with values in queries that are counted


class Traps:
    """Learns from the pages of one site which patterns of addresses bring nothing new."""

    def __init__(self) -> None:
        self._stale: Counter[str] = Counter()
        self._looping: Counter[str] = Counter()
        self._said: set[str] = set()
        self._promising: set[str] = set()
        self._pairs: Counter[int] = Counter()

    def meet(self, page_url: str, lead: Lead) -> bool:
        """Learns of a new address on a page; returns whether it leads anywhere new.

        That is to another script, or to another sort of page of the same one with a value that no address had before:
        on some sites one script shows every list and every article.
        """
        pairs = _pairs(lead.url)
        fresh = [pair for pair in pairs if not self._pairs[pair]]
        if len(self._pairs) < MOST_PAIRS:
            self._pairs.update(pairs)
        if script_of(lead.url) != script_of(page_url):
            return True
        return bool(fresh and lead.label) and _pattern(lead.url) != _pattern(page_url)

    def read(self, row: Row, url: str, likeness: str, own: int, fresh: int, promising: bool = False) -> None:
        """Learns from a page: what it says, its links to its own script, and its links that lead anywhere new.

        Pages of a promising pattern may differ in figures only (an air report for each day) and get more patience.
        """
        pattern = _pattern(url)
        if promising:
            self._promising.add(pattern)
        is_news = bool(likeness) and likeness not in self._said
        self._said.add(likeness)
        if is_news or fresh:
            self._stale[pattern] = 0
        elif _pattern(row.seen_on) == pattern:
            self._stale[pattern] += 1
        script = pattern.partition("?")[0]
        if fresh or own < 10:
            self._looping[script] = 0
        elif self._combines(url):
            self._looping[script] += 1

    def holds(self, row: Row) -> bool:
        """Whether an address should not be followed. What another sort of page leads to is never stale."""
        pattern = _pattern(row.url)
        deepest = DEEPEST * (2 if pattern in self._promising else 1)
        if row.depth > deepest or len(row.url) > LONGEST or _repeats(row.url):
            return True
        has_query = "?" in pattern
        if has_query and self._looping[pattern.partition("?")[0]] >= FACETS and self._combines(row.url):
            return True
        few = has_query and pattern not in self._promising
        stale = self._stale[pattern] >= (STALE_QUERIES if few else STALE_PATHS)
        return stale and _pattern(row.seen_on) == pattern

    def _combines(self, url: str) -> bool:
        """Whether every value in a query stands in another address, too."""
        return all(self._pairs[pair] > 1 for pair in _pairs(url))


def _repeats(url: str) -> bool:
    """Whether a folder lies in itself, and again; what no folder stands thrice in is not looked at closely."""
    folders = url.split("/")
    return len(folders) - len(set(folders)) > 1 and REPEATED.search(url) is not None


def script_of(url: str) -> str:
    """The address up to its query, without numbers."""
    return _pattern(url).partition("?")[0]


def _pairs(url: str) -> list[int]:
    """The names with their values in a query, hashed."""
    found = parts(url)
    if found is None or not found.query:
        return []
    return [hash((found.path, pair)) for pair in found.query.lstrip("?").split("&")]


@lru_cache(maxsize=4096)
def _pattern(url: str) -> str:
    """What addresses that differ in numbers only have in common; of a query, only its names."""
    found = parts(url)
    if found is None:
        return url
    names = sorted({pair.partition("=")[0] for pair in found.query.lstrip("?").split("&")}) if found.query else []
    return NUMBER.sub("0", found.path) + ("?" + "&".join(names) if names else "")
