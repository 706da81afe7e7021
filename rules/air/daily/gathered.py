"""What a place says of its days, put together before anything is judged."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cached_property

from crawler.period import CHINA
from crawler.snapshot import Document, Page, Snapshot
from rules.air.bulletin import Bulletin, Elsewhere
from rules.air.reading import bulletins, elsewhere, unreadable
from rules.air.standards import possible
from rules.topics import column_words, topics_of

TOPIC = "air-quality-daily"


@dataclass(frozen=True)
class Gathered:
    """Everything that one place says and shows, by day.

    `chosen` are the bulletins that speak for the city, or for the area that stands for it (`area`), of all days; `others` those
    of other areas. `ways` and `unread` are what shows the air without words that can be read.
    """

    site: Snapshot
    chosen: tuple[Bulletin, ...]
    others: tuple[Bulletin, ...] = ()
    area: str = ""
    ways: tuple[Elsewhere, ...] = ()
    unread: tuple[Document, ...] = ()
    publish_within: int = 1

    @cached_property
    def by_day(self) -> Mapping[date, tuple[Bulletin, ...]]:
        """The chosen bulletins of every day that has any."""
        found: dict[date, list[Bulletin]] = defaultdict(list)
        for bulletin in self.chosen:
            found[bulletin.day].append(bulletin)
        return {day: tuple(each) for day, each in sorted(found.items())}

    @cached_property
    def month(self) -> tuple[Bulletin, ...]:
        """The chosen bulletins of the period."""
        return tuple(bulletin for bulletin in self.chosen if bulletin.day in self.site.period)

    @cached_property
    def seen(self) -> datetime | None:
        """When the place was last looked at: its bulletins, else its columns, else whatever page; None without any page."""
        columns = [page for page in self.pages if any(word in page.title for word in column_words([TOPIC]))]
        for sources in ([each.source for each in self.month], columns, self.pages):
            if sources:
                return max(source.fetched for source in sources).astimezone(CHINA)
        return None

    @cached_property
    def pages(self) -> tuple[Page, ...]:
        """The pages of the place, and the common pages of the portal."""
        return (*self.site.pages, *self.site.commons)

    @cached_property
    def is_recognised(self) -> bool:
        """Whether any bulletin of the month was recognised in a picture, so that another may have been overlooked."""
        return any(bulletin.source.is_recognised for bulletin in self.month)

    @cached_property
    def silent(self) -> tuple[Page, ...]:
        """Pages that are bulletins by their titles and from which none was read."""
        heard = {each.source.url for each in (*self.chosen, *self.others)}
        return tuple(
            page
            for page in self.site.pages
            if _is_bulletin(page) and page.url not in heard and not any(file.url in heard for file in page.documents)
        )

    def is_owed(self, day: date) -> bool:
        """Whether the bulletin of a day was due when the place was looked at."""
        if self.seen is None:
            return True
        hour = next((each.by_hour for each in possible(day)), None)
        if hour is None:
            return self.seen.date() > day + timedelta(days=self.publish_within)
        return self.seen > datetime.combine(day + timedelta(days=1), time(hour), CHINA)


def gathered(site: Snapshot, publish_within: int = 1) -> Gathered:
    """What a place says of the days of its period and of those around it."""
    return sorted_out(site, bulletins(site), elsewhere(site), unreadable(site), publish_within)


def sorted_out(
    site: Snapshot,
    said: Sequence[Bulletin],
    ways: Iterable[Elsewhere] = (),
    unread: Iterable[Document] = (),
    publish_within: int = 1,
) -> Gathered:
    """The same from what was read: the city's bulletins apart from those of its parts."""
    whole = [bulletin for bulletin in said if bulletin.is_whole]
    area = "" if any(each.day in site.period for each in whole) or not said else _fullest(site, said)
    speaks = [not each.is_whole and each.area == area if area else each.is_whole for each in said]
    chosen = tuple(each for each, counts in zip(said, speaks, strict=True) if counts)
    others = tuple(each for each, counts in zip(said, speaks, strict=True) if not counts)
    return Gathered(site, chosen, others, area, tuple(ways), tuple(unread), publish_within)


def _fullest(site: Snapshot, said: Iterable[Bulletin]) -> str:
    """The area of which most days of the period are told, the first told of several; "" when none has a name."""
    days: dict[str, set[date]] = {}
    for bulletin in said:
        if bulletin.day in site.period and not bulletin.is_whole:
            days.setdefault(bulletin.area, set()).add(bulletin.day)
    return max(days, key=lambda area: len(days[area]), default="")


def _is_bulletin(page: Page) -> bool:
    named = dict(topics_of(page))
    return TOPIC in named and "column-index" not in named and max(named, key=lambda name: named[name]) == TOPIC
