"""The articles of a place: the pages that its lists lead to as entries, and whether each shows a title and a day."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from crawler.reading import doubts
from crawler.snapshot import Page, Snapshot
from rules.dates import days
from rules.phrases import squeeze
from rules.sites.columns import columns
from rules.sites.entries import CUT, Entry
from rules.sites.kinds import Kind, kind_of
from rules.sites.layout import Layout, layout

GENERIC = re.compile(
    r"(?:无标题(?:文档|页)?|untitled.*|newpage\d*|新建网页\d*|内容页?|正文|详细(?:信息|内容|页面)?|index|null|undefined|document)?",
    re.IGNORECASE,
)
STEM = 8  # characters with which a title is known again
HEAD = 3_000  # characters of a text in which a title stands
SHARED = 3  # articles of one title from which on it is the site's or the column's
UNREAD = frozenset(
    (doubts.GARBLED, doubts.DAMAGED, doubts.LIMIT, doubts.CUT, doubts.EMPTY, doubts.PICTURE, doubts.LATE)
)


@dataclass(frozen=True)
class Article:
    """An article with the entry that leads to it. `is_dated` says that its column is one whose entries bear days."""

    page: Page
    entry: Entry
    is_dated: bool
    is_titled: bool

    @property
    def is_unread(self) -> bool:
        """Whether not all of it could be read, so that nothing can be said of it."""
        return bool(UNREAD.intersection(self.page.reading.doubts))

    @property
    def lacks_day(self) -> bool:
        """Whether no day of it stands anywhere: not on the page, not in its text, not beside the entry."""
        page = self.page
        is_printed = page.published is not None and page.reading.published_from != "url"
        if not self.is_dated or self.entry.shown or is_printed or page.reading.written is not None:
            return False
        stated = " ".join(value for _, value in page.reading.metadata)
        return doubts.UNDATED in page.reading.doubts or next(days(f"{page.text} {stated}", 2000), None) is None


def articles(site: Snapshot) -> Iterator[Article]:
    """The articles of a place, each once."""
    place = layout(site)
    seen: set[str] = set()
    for column in columns(site):
        dated = sum(each.day is not None for each in column.entries) * 2 >= len(column.entries)
        dated = dated or kind_of(column.name) in (Kind.NEWS, Kind.NOTICE)
        for entry in column.entries:
            page = entry.page
            if page is not None and page.url not in seen and not place.is_list(page) and page.clicks != 0:
                seen.add(page.url)
                yield Article(page, entry, dated, _is_titled(page, entry, place))


def _is_titled(page: Page, entry: Entry, place: Layout) -> bool:
    """Whether a page shows a title: that of the entry, or any of its own that is no site's and no column's.

    What only the list calls it is not on the page.
    """
    wanted, title = CUT.sub("", squeeze(entry.title)), squeeze(page.reading.title)
    if len(wanted) < STEM or ":" in wanted:  # 主要负责人:某某 may be shown in another form
        return True
    linked = (*(link.text for link in page.links), *(image.text for image in page.images))
    shown = (squeeze(page.text[:HEAD]), title, *map(squeeze, linked))
    if any(wanted[:STEM] in each for each in shown):
        return True
    names = {squeeze(name) for name in (place.site.department.name, *place.site.department.aliases, *page.columns)}
    names |= {squeeze(home.title) for home in place.home}
    return not (GENERIC.fullmatch(title) or title in names or page.reading.title_from == "column")
