"""The days that pages print as those of their publication, held against the visit, their addresses and what was kept before."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from crawler.reading.pages.labels import PUBLISHED
from crawler.reading.text import dates
from crawler.scope import address_key
from crawler.snapshot import Page, Snapshot
from rules.phrases import squeeze
from rules.sites.columns import TOMORROW, Column, columns
from rules.sites.entries import Entry
from rules.sites.layout import Layout, layout

PRINTED = frozenset(("label", "meta", "line"))  # where a day stands that people read
MONTHS = timedelta(
    days=62
)  # by which an address may be newer than what is printed: what was written before is put up later
APART = timedelta(days=2)
QUEUE = timedelta(days=14)  # for which what is dated may wait before it is shown: then it is late, and not forged
IMPORTED = 5  # pages of one day from which on a move of the whole site explains it
MADE = re.compile(r"/t(?:19|20)\d{6}_|/(?:19|20)\d\d[/-]?\d{1,2}[/-]\d{1,2}/")
LABELS = frozenset(PUBLISHED)
RENEWED = re.compile("更新|修改|修订")
COMING = re.compile("预告|预报|日程|安排|招考|考试|活动|会展|截止")  # columns of what is to come


@dataclass(frozen=True)
class Stamp:
    """A page with a day that it prints and another one that does not go with it; `many` counts pages with the same two kinds."""

    page: Page
    title: str
    printed: date
    other: date
    many: int = 1


def stated(page: Page) -> Iterator[date]:
    """The days behind labels of publication on a page."""
    for label, value in page.reading.metadata:
        if label in LABELS and (day := dates.find(value)):
            yield day


def future_pages(site: Snapshot) -> Iterator[Stamp]:
    """The articles that print a day of publication later than the visit."""
    place = layout(site)
    for page in site.pages:
        first = min(stated(page), default=None)  # a list of plans gives several
        if first is not None and first > page.fetched.date() + TOMORROW and not place.is_list(page):
            yield Stamp(page, page.title or page.url, first, page.fetched.date())


def future_entries(site: Snapshot) -> Iterator[Stamp]:
    """The entries of lists beside which a day later than the visit is printed; columns of what is to come left out."""
    for column in columns(site):
        if COMING.search(column.name):
            continue
        for each in column.entries:
            if each.shown and each.day is not None and each.day > column.fetched + TOMORROW:
                yield Stamp(column.page, each.title, each.day, column.fetched)


def newer_addresses(site: Snapshot) -> list[Stamp]:
    """The articles whose address bears a day that is months later than the one they print; none where all moved at once."""
    found = [
        Stamp(page, page.title or page.url, page.published, day)
        for page in site.pages
        if page.published is not None and page.reading.published_from in PRINTED
        and (day := _made(page)) is not None and day - page.published >= MONTHS
    ]  # fmt: skip
    days = Counter(each.other for each in found)
    return [each for each in found if days[each.other] < IMPORTED]


def _made(page: Page) -> date | None:
    """The day that a content system wrote into an address; a number that only looks like one is none."""
    day = dates.in_address(page.url) if MADE.search(page.url) else None
    return day if day is not None and day <= page.fetched.date() + TOMORROW else None


def changed(site: Snapshot) -> list[Stamp]:
    """The articles that print another day than when they were last kept, and say the same otherwise; one for each new day of many."""
    before = {address_key(page.url): page for page in _previous(site)}
    found = [
        Stamp(page, page.title or page.url, page.published, then.published)
        for page in site.pages
        if (then := before.get(address_key(page.url))) and page.published and then.published
        and abs(page.published - then.published) >= APART and _is_same(page, then)
    ]  # fmt: skip
    days = Counter(each.printed for each in found)
    first = {each.printed: each for each in reversed(found)}
    many = [replace(each, title="", many=days[day]) for day, each in first.items() if days[day] >= IMPORTED]
    return [*(each for each in found if days[each.printed] < IMPORTED), *many]


def inserted(site: Snapshot) -> Iterator[Stamp]:
    """The entries dated within the reach of a list that was kept before without them, well before that day."""
    before = Layout(replace(site, pages=_previous(site), unreached=()))
    lists = {address_key(page.url): page for page in before.site.pages}
    known = {address_key(url) for page in before.site.pages for url in (page.url, *(link.url for link in page.links))}
    for column in columns(site):
        for page in column.pages:
            then = lists.get(address_key(page.url))
            if then is not None and (reach := _reach(before.entries(then))):
                yield from _inserted(column, then, reach, known)


def _inserted(column: Column, then: Page, reach: Mapping[str, date], known: set[str]) -> Iterator[Stamp]:
    first, last = min(reach.values()), min(max(reach.values()), then.fetched.date()) - QUEUE
    for each in column.entries:
        told = each.page.published if each.page is not None else None
        day = max((day for day in (each.day, told) if day), default=None)
        if day is None or not first < day <= last or address_key(each.url) in known or squeeze(each.title) in reach:
            continue
        if each.page is not None and any(stamp > last for stamp in stated(each.page)):
            continue
        yield Stamp(each.page or column.page, each.title, day, then.fetched.date())


def _reach(found: list[Entry]) -> Mapping[str, date]:
    """The titles of a list with their days, where all have one and it runs from new to old; nothing else."""
    days = [each.day for each in found]
    if len(found) < 2 or any(day is None for day in days):
        return {}
    told = [day for day in days if day is not None]
    return {squeeze(each.title): each.day for each in found if each.day} if told == sorted(told, reverse=True) else {}


def compared(site: Snapshot) -> int:
    """How many pages of a place were kept before, too."""
    before = {address_key(page.url) for page in _previous(site)}
    return sum(address_key(page.url) in before for page in site.pages)


def _previous(site: Snapshot) -> tuple[Page, ...]:
    return tuple(page for page in site.previous if page.place is site.place)


def _is_same(page: Page, then: Page) -> bool:
    """Whether two states of a page say the same but for figures, and the day is printed and not that of a renewal."""
    if not {page.reading.published_from, then.reading.published_from} <= PRINTED:
        return False
    if any(RENEWED.search(label) for label, _ in page.reading.metadata) or RENEWED.search(page.text[:300]):
        return False
    return _plain(page) == _plain(then)


def _plain(page: Page) -> str:
    return re.sub(r"[\d\W_]+", "", squeeze(page.title + page.text))
