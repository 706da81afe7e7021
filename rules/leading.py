"""The links of a place by their words: each wording is looked at once, on however many pages it stands."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from operator import itemgetter

from crawler.reading.value import Link
from crawler.snapshot import Page, Snapshot
from rules.phrases import squeeze

Numbered = tuple[int, Page, Link]


def leading(site: Snapshot, is_meant: Callable[[str], bool]) -> Iterator[tuple[Page, Link]]:
    """The links, in the order in which they stand, of whose squeezed words a question is answered with yes."""
    found = [each for words, links in _by_words(site).items() if is_meant(words) for each in links]
    return ((page, link) for _, page, link in sorted(found, key=itemgetter(0)))


@lru_cache(maxsize=3)
def _by_words(site: Snapshot) -> Mapping[str, Sequence[Numbered]]:
    """Every link of the place and of the portal's pages that name no body, with its number among them."""
    found: dict[str, list[Numbered]] = {}
    links = ((page, link) for page in (*site.pages, *site.commons) for link in page.links)
    for number, (page, link) in enumerate(links):
        found.setdefault(squeeze(link.text), []).append((number, page, link))
    return found
