"""The front of a site: the items on its home page and on the pages to which that leads, and how new they are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from crawler.snapshot import Page, Reason, Snapshot, Unreached
from rules.dates import days
from rules.phrases import squeeze
from rules.sites.columns import TOMORROW
from rules.sites.days import judged_on
from rules.sites.entries import Entry, says_more
from rules.sites.hosts import Whose
from rules.sites.kinds import Kind, kind_of
from rules.sites.layout import Layout, layout

TITLE = 10  # characters of a title; what is shorter and leads to another site is the name of that site
NEAR = timedelta(days=62)  # a day in the text of an undated page that may be that of its publication


@dataclass(frozen=True)
class Front:
    """What a home page shows. `near` are the items of the lists to which it leads; `lost` is what it leads to and was not read.

    `judged` is the day for which it is asked how new all that is.
    """

    page: Page
    items: tuple[Entry, ...]
    near: tuple[Entry, ...]
    lost: tuple[Unreached, ...]
    outside: tuple[Entry, ...]
    judged: date

    @property
    def fetched(self) -> date:
        """The day on which it was read."""
        return self.page.fetched.date()

    @property
    def newest(self) -> Entry | None:
        """The item with the newest day that can have come; None where none is dated."""
        found = [each for each in (*self.items, *self.near) if each.day and each.day <= self.fetched + TOMORROW]
        return max(found, key=lambda each: each.day or date.min, default=None)

    @property
    def is_told(self) -> bool:
        """Whether any day of what it shows is one that people read."""
        return any(each.is_told for each in (*self.items, *self.near))

    @property
    def undated(self) -> tuple[Entry, ...]:
        """The items of the home page itself whose day stands nowhere, though the pages behind them were read."""
        return tuple(each for each in self.items if each.day is None and each.page is not None)

    @property
    def is_surely_undated(self) -> bool:
        """Whether no undated page names any day near that of the visit, which might be that of its publication."""
        return not any(_names_near(each.page, self.judged) for each in self.undated if each.page)


def front(site: Snapshot) -> Front | None:
    """The front of a place; None where its home page was not read."""
    place = layout(site)
    if not place.home:
        return None
    urls = list(dict.fromkeys(link.url for page in place.home for link in page.links))
    lists = [page for url in urls if (page := place.page(url)) is not None and page.clicks != 0 and place.is_list(page)]
    near = tuple(entry for page in lists for entry in place.entries(page))
    outside = tuple(each for each in place.shown if _is_outside(each, place))
    home = place.home[0]
    return Front(home, place.shown, near, tuple(_lost(place, urls)), outside, judged_on(home, site.period))


def _lost(place: Layout, urls: Sequence[str]) -> Iterator[Unreached]:
    """What the home page leads to, or is made of, and nobody could read."""
    homes = {page.url for page in place.home}
    dated = {each.url for each in place.shown if each.day is not None}
    for url in urls:
        lost = place.unread(url) if url not in dated else None
        if lost is not None and _may_be_new(lost) and place.hosts.whose(url) is Whose.OWN:
            yield lost
    for lost in place.site.unreached:
        if lost.seen_on in homes and lost.reason is Reason.NEEDS_JS and not lost.label:
            yield lost


def _may_be_new(lost: Unreached) -> bool:
    """Whether news may stand behind an address: a column of news, a whole list, a title, or what has no name."""
    if lost.kind != "page" or lost.reason.proves_absence or lost.reason is Reason.OFFSITE:
        return False
    label = squeeze(lost.label)
    return not label or says_more(label) or len(label) >= TITLE or kind_of(label) in (Kind.NEWS, Kind.NOTICE)


def _is_outside(entry: Entry, place: Layout) -> bool:
    """Whether an undated item leads to another site, where it may be new."""
    if entry.day is not None or entry.page is not None or entry.file is not None or len(entry.title) < TITLE:
        return False
    return place.hosts.whose(entry.url) is not Whose.OWN


def _names_near(page: Page, judged: date) -> bool:
    return any(abs(day - judged) <= NEAR for day in days(page.text[:20_000], judged.year))
