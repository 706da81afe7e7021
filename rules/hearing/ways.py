"""Where links lead by their words: what was read there, or why it was not."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from crawler.scope import address_key
from crawler.snapshot import Citation, Page, Reason, Snapshot, Unreached
from rules.phrases import squeeze
from rules.sites.layout import Layout, layout

LONGEST = 24  # squeezed characters of a link by which a column is named
WRITTEN = 15  # links of a home page that no script writes


@dataclass(frozen=True)
class Way:
    """A link: its words, its address, the page that it stands on, and what lies behind it as far as it was asked for."""

    words: str
    url: str
    seen_on: Page
    page: Page | None
    lost: Unreached | None

    @property
    def is_dead(self) -> bool:
        """Whether the site itself said that nothing is there."""
        return self.lost is not None and self.lost.reason.proves_absence

    @property
    def leads_out(self) -> bool:
        """Whether it leads to a site that is not visited."""
        if self.page is not None or self.lost is not None:
            return self.lost is not None and self.lost.reason is Reason.OFFSITE
        return urlsplit(self.url).hostname != urlsplit(self.seen_on.url).hostname

    def cite(self) -> Citation:
        """The page behind it, else the link itself."""
        if self.page is not None:
            return self.page.cite()
        return self.lost.cite() if self.lost is not None else self.seen_on.cite(self.words)


def ways(site: Snapshot, pages: Iterable[Page], words: re.Pattern[str]) -> Iterator[Way]:
    """The links of these pages with such words; a link without any is called as the page behind it. Each address once."""
    place, seen = layout(site), set[str]()
    for page in pages:
        for link in page.links:
            key = address_key(link.url)
            target = place.page(link.url)
            label = squeeze(link.text) or (squeeze(target.title) if target is not None else "")
            if key in seen or len(label) > LONGEST or words.search(label) is None:
                continue
            seen.add(key)
            if target is None or target.published is None:  # an article is no column
                yield Way(label, link.url, page, target, place.unread(link.url))


def hides_links(site: Snapshot, home: Iterable[Page]) -> bool:
    """Whether a home page may lead where its words do not show: by pictures without words, scripts, frames not read."""
    place, pages = layout(site), tuple(home)
    shown = {page.url for page in pages}
    hidden = (lost for lost in site.unreached if lost.reason is Reason.NEEDS_JS and lost.seen_on in shown)
    if any(lost.url.partition("#")[0] != lost.seen_on for lost in hidden):
        return True
    if any(page.reading.unread for page in pages) or sum(len(page.links) for page in pages) < WRITTEN:
        return True
    return any(_is_mute(place, link.url) for page in pages for link in page.links if not link.text.strip())


def _is_mute(place: Layout, url: str) -> bool:
    """Whether nothing tells where a link without words leads."""
    return place.page(url) is None
