"""The items of one matter that a place shows, and when each appeared."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from crawler.snapshot import Page, Snapshot
from rules.dates import year_of
from rules.phrases import squeeze
from rules.shown import all_pages, called, documents, is_index, lost_files, pictures, refers_to_file, unread
from rules.surroundings.spans import span_of
from rules.topics import topics

LONGEST = 200_000  # characters of one document that are looked at
NEWS = re.compile(
    "召开|会议|培训|座谈|调研|部署|推进会|动员|督[查导办]|宣传|启动仪式|走访|专访|记者|圆满|顺利|有序|扎实|多措并举|助力|喜讯"
    "|学习贯彻|主题活动"
)
RULES = re.compile(
    "办法|条例|规定|细则|制度|指南|流程|解读|问答|须知|范本|样本|格式|文书|标准目录|权[力责]清单|权力和责任|裁量|基准|规程"
)
_COLUMN_NEWS = re.compile("动态|要闻|新闻|资讯|快讯")


@dataclass(frozen=True)
class Item:
    """A page of a matter, and the squeezed title that it is called by."""

    page: Page
    called: str

    @cached_property
    def day(self) -> date | None:
        """When it was published, else the last day of the time that its title names; None where it says neither."""
        if self.page.published is not None:
            return self.page.published
        span = span_of(self.called, None)
        return span[1] if span else None

    @cached_property
    def year(self) -> int | None:
        """The year that its title speaks of, else that of its publication."""
        return year_of(self.called) or (self.day.year if self.day else None)

    @cached_property
    def path(self) -> str:
        """The squeezed names of the columns that it stands in."""
        return squeeze(">".join(self.page.columns))

    @cached_property
    def text(self) -> str:
        """The squeezed words of the page and its files, as far as one looks, without its title."""
        page = self.page
        told = [each.text[:LONGEST] for each in documents(page)] + [value for _, value in page.reading.metadata]
        return squeeze("\n".join(told)[: LONGEST * 2]).replace(squeeze(page.title), "")

    @cached_property
    def is_read(self) -> bool:
        """Whether all that it holds was read: no file lost, unread, only spoken of or beyond all measure, no telling picture."""
        page = self.page
        if any(len(each.text) > LONGEST for each in documents(page)):
            return False
        return not (lost_files(page) or unread(page) or refers_to_file(page) or pictures(page))


def items(site: Snapshot, topic: str, belongs: Callable[[Item], bool], columns: str = "") -> list[Item]:
    """The items of a place that are called by a topic, or stand in a column of these words, and belong to the matter.

    The newest come first, those without a day last.
    """
    words = re.compile(columns) if columns else None
    found: list[Item] = []
    for page in all_pages(site):
        item = Item(page, called(page, topic))
        is_filed = words is not None and page.published is not None and words.search(item.path) is not None
        if (topics()[topic].titled(item.called) or is_filed) and belongs(item) and not is_index(page):
            found.append(item)
    return newest_first(found)


def newest_first(found: Iterable[Item]) -> list[Item]:
    """The same items, the newest first, those without a day last."""
    return sorted(found, key=lambda each: each.day or date.min, reverse=True)


def is_news(item: Item) -> bool:
    """Whether an item only tells of work, as news does."""
    return NEWS.search(item.called) is not None or _COLUMN_NEWS.search(item.path) is not None


def months_before(last: date, months: int) -> date:
    """The day so many months before another; the 28th stands for days that a month may not have."""
    count = last.year * 12 + last.month - 1 - months
    return date(count // 12, count % 12 + 1, min(last.day, 28))


def recent(found: Iterable[Item], last: date, months: int) -> list[Item]:
    """The items of so many months until a day, and those without a day."""
    first = months_before(last, months)
    return [each for each in found if each.day is None or each.day > first]
