"""What was held in a year in the columns of one matter: talks with people, or calls for their opinions."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from crawler.scope import address_key
from crawler.snapshot import Citation, Page, Reason, Snapshot, Unreached
from rules.dates import days
from rules.phrases import squeeze
from rules.shown import all_pages
from rules.sites.columns import Column, columns
from rules.sites.days import judged_on, months_before
from rules.sites.entries import turns
from rules.sites.layout import layout

DECEMBER, MONTHS = 12, 12
LONGEST_NAME = 12  # squeezed characters of a column's name
LONGEST_REST = 2  # letters beside the name: 在线, 网上
NUMBERED = re.compile(r"[共/](\d{1,4})页")
LISTED_SPAN = timedelta(days=2000)  # days of titles older than this before the visit are no days of holding


@dataclass(frozen=True)
class Held:
    """One thing held: its title, its address, the day, where it was seen, and its page as far as it was read."""

    title: str
    url: str
    day: date | None
    cited: Citation
    page: Page | None


@dataclass(frozen=True)
class Window:
    """The time that is counted: from a day on to another one."""

    first: date
    last: date

    def months(self, since: date) -> int:
        """How many whole months of it lie after a day; 12 of a year."""
        held = (self.last - max(self.first, since)).days + 1
        return max(0, held * MONTHS // 365)

    def holds(self, day: date) -> bool:
        """Whether a day lies in it."""
        return self.first <= day <= self.last


class Matter:
    """Everything of one matter that a place holds: the columns of these words, what they list, and pages so called elsewhere."""

    def __init__(self, site: Snapshot, named: re.Pattern[str], is_one: Callable[[str, bool], bool]) -> None:
        self.site, self.named, self._is_one = site, named, is_one

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        """The columns of the matter."""
        return tuple(
            each for each in columns(self.site) if self.named.search(squeeze(f"{each.name}>{each.page.title}"))
        )

    @cached_property
    def pages(self) -> tuple[Page, ...]:
        """The pages called by the matter that are no list by their form: too short, or without a path."""
        lists = {page.url for column in self.columns for page in column.pages}
        return tuple(page for page in self.site.pages if page.url not in lists and self._is_called(page))

    def _is_called(self, page: Page) -> bool:
        title = squeeze(re.split(r"[-_—|]", page.title)[0])
        return (
            page.published is None
            and page.clicks != 0
            and len(title) <= LONGEST_NAME
            and self.named.search(title) is not None
        )

    def _is_plainly_called(self, page: Page) -> bool:
        """Whether a page, perhaps with the day of its first entry for its own, has no other title than the name of the matter."""
        title = squeeze(re.split(r"[-_—|]", page.title)[0])
        return self.named.search(title) is not None and len(core(title, self.named)) <= LONGEST_REST

    @cached_property
    def held(self) -> tuple[Held, ...]:
        """What was held, each address once, in the columns first."""
        found: dict[str, Held] = {}
        for each in (*self._listed(), *self._filed()):
            found.setdefault(address_key(each.url), each)
        return tuple(found.values())

    def unread(self, first: date) -> Unreached | None:
        """A page of the lists of the matter that was not read and may hold more that is newer than a day, or a whole list."""
        partly = [column for column in self.columns if not _reaches(column, first)]
        lists = {page.url for column in partly for page in column.pages} | {page.url for page in self.pages}
        lost = [each for column in partly for each in column.unread]
        lost += [
            each for each in self.site.unreached if each.seen_on in lists and (not each.label or turns(each.label))
        ]
        lost += [each for each in self.site.unreached if self._is_column(each)]
        return next(
            (each for each in lost if not each.reason.proves_absence and each.reason is not Reason.OFFSITE), None
        )

    @property
    def may_hold_more(self) -> bool:
        """Whether its lists may show what was not seen: links without words, scripts, more pages than were read."""
        named = tuple(page for page in self.site.pages if page.clicks != 0 and self._is_plainly_called(page))
        groups = (*(column.pages for column in self.columns), self.pages, named)
        return any(map(_is_unsure, groups)) or any(column.is_scripted for column in self.columns)

    def _is_column(self, lost: Unreached) -> bool:
        label = squeeze(lost.label)
        return len(label) <= LONGEST_NAME and self.named.search(label) is not None

    def _listed(self) -> Iterator[Held]:
        place = layout(self.site)
        found = [(column.page, entry) for column in self.columns for entry in column.entries]
        found += [(page, entry) for page in self.pages for entry in place.entries(page)]
        for shown, entry in found:
            page = entry.page
            cited = page.cite() if page is not None else shown.cite(entry.title)
            if self._is_one(squeeze(entry.title), True):
                yield Held(entry.title.strip(), entry.url, entry.day or (_told(page) if page else None), cited, page)

    def _filed(self) -> Iterator[Held]:
        """The pages that stand in columns of the matter or are called so, wherever they are listed."""
        lists = {page.url for column in self.columns for page in column.pages} | {page.url for page in self.pages}
        for page in all_pages(self.site):
            inside = self.named.search(squeeze(">".join(page.columns))) is not None
            is_dated = page.published is not None or inside
            if page.url not in lists and page.clicks != 0 and is_dated and self._is_one(squeeze(page.title), inside):
                yield Held(page.title.strip(), page.url, _told(page), page.cite(), page)


def _reaches(column: Column, first: date) -> bool:
    """Whether the list of a column runs back beyond a day, as far as it was read."""
    return column.is_whole or (column.begun and column.is_falling and min(column.days, default=date.max) < first)


def _is_unsure(pages: tuple[Page, ...]) -> bool:
    for page in pages:
        told = [int(number) for number in NUMBERED.findall(squeeze(page.text[-2000:]))]
        mute = any(not link.text.strip() for link in page.links)
        if page.reading.unread or mute or max(told, default=0) > len(pages):
            return True
    return False


def window(site: Snapshot, since: date) -> Window:
    """The time that is counted for a month: the calendar year in December, else twelve months until the visit.

    It begins on no day before `since`, from which on the duty is.
    """
    page = next(iter(site.pages), None)
    last = judged_on(page, site.period) if page is not None else site.period.last
    if site.period.month == DECEMBER:
        return Window(max(date(site.period.year, 1, 1), since), date(site.period.year, 12, 31))
    return Window(max(months_before(last, MONTHS) + timedelta(days=1), since), last)


def distinct(found: Sequence[Held], words: re.Pattern[str]) -> list[Held]:
    """The same, each once: an announcement, its pictures and its record are one. `words` are left out of their titles."""
    seen: dict[str, Held] = {}
    for each in found:
        seen.setdefault(core(each.title, words) or each.url, each)
    return list(seen.values())


def core(title: str, words: re.Pattern[str]) -> str:
    """What a title says besides such words, days and marks."""
    return re.sub(r"[\W\d_]|[年月日第期]", "", words.sub("", squeeze(title)))


def _told(page: Page) -> date | None:
    """The day that a page tells: of its publication, else the first in its text near the visit."""
    if page.published is not None:
        return page.published
    fetched = page.fetched.date()
    found = (day for day in days(f"{page.title}\n{page.text[:1500]}", fetched.year))
    return next((day for day in found if fetched - LISTED_SPAN < day <= fetched), None)
