"""How soon an address should be fetched, from what is known of it before.

Promise is a small whole number:

* 8 when the link's own words hold a word that the rules look for;
* 4 when the page on which it stands (its title, or the words that led to it) does;
* 2 for a file, since a page without its files is no evidence;
* 1 for a further page of the same list.

A hop (a frame, a redirection) stands for the page that names it and goes before
everything else. Among equals the shallower address is first, then the earlier seen.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from crawler.families import Kind, Lead
from crawler.frontier import Row
from crawler.scope import address_key

HOP, LABEL, AROUND, FILE, PAGER = 64, 8, 4, 2, 1


@dataclass(frozen=True)
class Context:
    """What is known of the page on which a link stands."""

    is_promising: bool = False


class Promise:
    """Judges the leads of one site by the words that the rules hope to read."""

    def __init__(self, words: Sequence[str]) -> None:
        self._words = re.compile("|".join(map(re.escape, sorted(words, key=len, reverse=True))) or "(?!)")
        self.has_word = lru_cache(maxsize=20_000)(self._has_word)

    def _has_word(self, text: str) -> bool:
        """Whether a text holds one of the words."""
        return bool(self._words.search(text))

    def context(self, url: str, title: str, row: Row) -> Context:
        """The context that a page gives to its links; `row` is how it was met itself."""
        return Context(self.has_word(title) or self.has_word(row.label))

    def is_evidence(self, lead: Lead, context: Context) -> bool:
        """Whether a picture may be evidence."""
        return context.is_promising or self.has_word(lead.label)

    def row(self, lead: Lead, page_url: str, depth: int, context: Context) -> Row:
        """The frontier's row for a lead. A hop from a page to what seems its own address keeps the full address as key."""
        key = address_key(lead.url)
        if lead.hop and key == address_key(page_url):
            key = lead.url
        return Row(key, lead.url, lead.label[:300], page_url, depth, self._value(lead, context), lead.kind)

    def _value(self, lead: Lead, context: Context) -> int:
        if lead.hop:
            return HOP
        label = LABEL if self.has_word(lead.label) else 0
        around = AROUND if context.is_promising else 0
        return label + around + (FILE if lead.kind is not Kind.PAGE else 0) + (PAGER if lead.pager else 0)
