"""The links of a place by their words: each wording is looked at once, on however many pages it stands."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache

from crawler.reading.value import Link
from crawler.snapshot import Page, Snapshot
from rules.phrases import squeeze
from rules.remembered import remembered


def leading(site: Snapshot, is_meant: Callable[[str], bool]) -> Iterator[tuple[Page, Link]]:
    """The links, in the order in which they stand, of whose squeezed words a question is answered with yes.

    Those of the portal's pages that name no body come last.
    """
    wanted = set(filter(is_meant, _wordings(site)))
    for page in (*site.pages, *site.commons):
        if not wanted.isdisjoint(_words_of(page)):
            yield from ((page, link) for link in page.links if squeeze(link.text) in wanted)


@lru_cache(maxsize=3)
def _wordings(site: Snapshot) -> frozenset[str]:
    return frozenset[str]().union(*map(_words_of, (*site.pages, *site.commons)))


@remembered
def _words_of(page: Page) -> frozenset[str]:
    return frozenset(squeeze(link.text) for link in page.links)
