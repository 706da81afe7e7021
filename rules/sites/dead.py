"""Links of a place behind which the site itself says that nothing is there, and how many links nobody tried."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from crawler.scope import address_key
from crawler.snapshot import Page, Reason, Snapshot, Unreached
from rules.sites.hosts import Whose
from rules.sites.layout import layout

HOME = "home"


@dataclass(frozen=True)
class Dead:
    """A dead link: its address, the page that shows it, and whose address it is: home where the home page shows it, too."""

    lost: Unreached
    shown_on: Page
    whose: str

    @property
    def label(self) -> str:
        """The words of the link, and its address."""
        return f"{self.lost.label} {self.lost.url}".strip()


def dead_links(site: Snapshot) -> Iterator[Dead]:
    """The dead links of a place, each address once. What only a script names, or another spelling leads to, is none."""
    place = layout(site)
    by_address = {page.url: page for page in site.pages}
    on_home = {key: page for page in place.home for key in _shown(page)}
    seen: set[str] = set()
    for lost in site.unreached:
        key = address_key(lost.url)
        if not lost.reason.proves_absence or key in seen or key in place.pages:
            continue
        seen.add(key)
        page = on_home.get(key) or by_address.get(lost.seen_on)
        if page is not None and (key in on_home or key in _shown(page)):
            yield Dead(lost, page, HOME if key in on_home else str(place.hosts.whose(lost.url)))


def untried(site: Snapshot) -> int:
    """How many addresses on other hosts the pages of a place lead to that were never asked for."""
    place = layout(site)
    tried = {address_key(lost.url) for lost in site.unreached if lost.reason is not Reason.OFFSITE} | place.pages.keys()
    urls = {link.url for page in site.pages for link in page.links}
    return len(
        {key for url in urls if place.hosts.whose(url) is not Whose.OWN and (key := address_key(url)) not in tried}
    )


def unsure(site: Snapshot) -> list[Unreached]:
    """What was asked for and neither came nor was said to be gone."""
    left = (Reason.OFFSITE, Reason.BUDGET, Reason.TRAP, Reason.NOT_VISITED)
    return [lost for lost in site.unreached if not lost.reason.proves_absence and lost.reason not in left]


def _shown(page: Page) -> set[str]:
    return {address_key(url) for url in (*(link.url for link in page.links), *(image.url for image in page.images))}
