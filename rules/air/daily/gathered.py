"""What a place says of its days, put together before anything is judged."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cached_property

from crawler.period import CHINA
from crawler.snapshot import Document, Page, Snapshot
from rules.air.bulletin import Bulletin, Elsewhere
from rules.air.daily.mentions import mentions
from rules.air.daily.naming import named_days
from rules.air.reading import bulletins, elsewhere, unreadable
from rules.air.reading.titled import is_other, on_air
from rules.air.standards import possible
from rules.phrases import squeeze
from rules.topics import column_words, topics_of

TOPIC = "air-quality-daily"
RULES = re.compile("办法|规定|制度|通知|方案|意见|说明|调整|水质|噪声|辐射")  # these speak of bulletins
SEVERAL = 3  # days in the lines of a page that is called that of one
FEW = 2  # days that were overlooked and no slip of the pen
BULLETIN = re.compile(r"日报|播报|今日|昨日|\d日|\d{8}|\d-\d")


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

    @cached_property
    def pictured(self) -> frozenset[date]:
        """The days whose pages show a picture in place of words, where a place does so for several."""
        titles = [way.source.title for way in self.ways if way.way == "picture"]
        days = {day for title in titles for day in named_days(title, self.site.period) if day in self.site.period}
        return frozenset(days if len(days) > 1 else ())

    @cached_property
    def collections(self) -> tuple[Document, ...]:
        """The sources that tell of several days, or whose titles name none or several."""
        pages = [page for page in self.pages if on_air(page) and len(page.text) > len(page.title)]
        found = {each.url: each for each in (*(told.source for told in self.month), *pages)}
        return tuple(source for source in found.values() if self._is_of_several(source))

    def _is_of_several(self, source: Document) -> bool:
        if len(named_days(source.title, self.site.period)) != 1 or len(self.told_by(source)) > 1:
            return True
        return sum(day in self.site.period for day in self.mentioned(source)) >= SEVERAL

    def mentioned(self, source: Document) -> Mapping[date, str]:
        """The days of which a source may tell by its lines, with the line of each."""
        known: dict[str, Mapping[date, str]] = self._mentions
        if source.url not in known:
            known[source.url] = mentions(source, self.site.period)
        return known[source.url]

    @cached_property
    def _mentions(self) -> dict[str, Mapping[date, str]]:
        return {}

    @cached_property
    def half_read(self) -> frozenset[str]:
        """The addresses of sources whose lines tell of more days that nothing was read of than of days that were read."""
        sources = {each.source.url: each.source for each in self.month}
        return frozenset(
            url for url, source in sources.items() if len(self.untold(source)) >= max(FEW, len(self.told_by(source)))
        )

    def untold(self, source: Document) -> list[date]:
        """The days of the period that the lines of a source name and of which nothing was read anywhere."""
        return [day for day in self.mentioned(source) if day in self.site.period and day not in self.by_day]

    def told_by(self, source: Document) -> frozenset[date]:
        """The days of the period that a source tells of."""
        return frozenset(each.day for each in self.month if each.source.url == source.url)

    @cached_property
    def usual_lag(self) -> timedelta | None:
        """How long after its day a bulletin is usually posted; None when nothing is said of it."""
        lags = Counter(each.posted - each.day for each in self.chosen if each.posted is not None)
        return lags.most_common(1)[0][0] if lags else None

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
    shut = _shut(site, unread, {each.source.url for each in said if says(each)})
    return Gathered(site, chosen, others, area, tuple(ways), shut, publish_within)


def says(bulletin: Bulletin) -> bool:
    """Whether a bulletin says anything at all of its day's air."""
    told = bulletin.printed or bulletin.grade or bulletin.level is not None or bulletin.primary
    return bool(told) or any(each.is_stated for each in bulletin.measured.values())


def _shut(site: Snapshot, unread: Iterable[Document], heard: set[str]) -> tuple[Document, ...]:
    """The unread files without the pictures that only adorn a page whose words were read."""
    adorned = {file.url for page in (*site.pages, *site.commons) if page.url in heard for file in page.documents}
    return tuple(each for each in unread if each.url not in adorned or not each.reading.media_type.startswith("image/"))


def _fullest(site: Snapshot, said: Iterable[Bulletin]) -> str:
    """The area of which most days of the period are told, the first told of several; "" when none has a name."""
    days: dict[str, set[date]] = {}
    for bulletin in said:
        if bulletin.day in site.period and not bulletin.is_whole:
            days.setdefault(bulletin.area, set()).add(bulletin.day)
    return max(days, key=lambda area: len(days[area]), default="")


def _is_bulletin(page: Page) -> bool:
    """Whether a page is by its title a bulletin of some day, and no list of them, forecast or report of the hour."""
    title = squeeze(page.title)
    named = dict(topics_of(page))
    if TOPIC not in named or "column-index" in named or BULLETIN.search(title) is None or RULES.search(title):
        return False
    return not is_other(title) or re.search("日报.*预报|预报.*日报", title) is not None
