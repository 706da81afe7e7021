"""The columns in which a portal shows the key areas: which there are, what they hold, where they lead."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources
from urllib.parse import urlsplit

from crawler.snapshot import Citation, Page, Reason, Snapshot, Unreached
from rules.institutions.found import own_words
from rules.leading import leading
from rules.phrases import squeeze
from rules.shown import LITTLE
from rules.sites.columns import Column, columns
from rules.sites.layout import layout

LONGEST = 16  # squeezed characters of a column's name
_BODY = re.compile("(?:局|委|委员会|办|办公室|中心|厅|支队|大队|公司|院|处)$")
_NEWS = re.compile(
    "召开|会议|通知|部署|启动|开展|举[办行]|活动|20\\d\\d年|调研|督查|检查组|培训|同比|领导|强调|[!?。,]"
)
_STATEMENT = re.compile("情况说明|说明$|无此类|暂无|零报告")


@dataclass(frozen=True)
class Area:
    """One area by its name in the scheme, and all names under which its column may stand."""

    name: str
    words: tuple[str, ...]

    def names(self, label: str) -> bool:
        """Whether the name of a column is this area's, and not that of a body or of news."""
        return self.is_meant(squeeze(label))

    def is_meant(self, text: str) -> bool:
        """The same of squeezed words."""
        if not 2 <= len(text) <= LONGEST or not any(word in text for word in self.words):
            return False
        return not _BODY.search(text) and not _NEWS.search(text)


def areas(listed: str) -> tuple[Area, ...]:
    """The areas that a scheme lists, with semicolons between them."""
    names = [name.strip() for name in re.split("[;；]", listed) if name.strip()]
    return tuple(Area(name, _words(squeeze(name))) for name in names)


def _words(name: str) -> tuple[str, ...]:
    """The names of an area: those of the known one that has this name or a part of it, else only its own."""
    known = next((words for words in _known() if any(word in name for word in words)), ())
    return tuple(dict.fromkeys((name, *known)))


@cache
def _known() -> tuple[tuple[str, ...], ...]:
    data = tomllib.loads((resources.files("rules.institutions") / "areas.toml").read_text("utf-8"))
    return tuple(tuple(map(squeeze, words)) for words in data["areas"])


@dataclass(frozen=True)
class Shown:
    """What a portal shows of one area: its columns, the pages in them, and links that were not followed to a page."""

    area: Area
    columns: tuple[Column, ...]
    pages: tuple[Page, ...]
    lost: tuple[Unreached, ...]
    away: tuple[tuple[Citation, str], ...]

    @property
    def first(self) -> Page:
        """The page that is cited for it."""
        return self.columns[0].page if self.columns else self.pages[0]

    @property
    def is_there(self) -> bool:
        """Whether any page of it was read."""
        return bool(self.columns or self.pages)

    @property
    def titles(self) -> list[str]:
        """What is listed or stands in it."""
        return [
            *(each.title for column in self.columns for each in column.entries),
            *(page.title for page in self._held()),
        ]

    @property
    def is_empty(self) -> bool:
        """Whether its columns list nothing and say nothing, and no page stands in it."""
        says = any(len(own_words(page)) >= LITTLE or page.documents for column in self.columns for page in column.pages)
        return not self.titles and not says

    @property
    def newest(self) -> date | None:
        """The last day of anything in it."""
        days = [column.newest for column in self.columns if column.newest is not None]
        days += [page.published for page in self._held() if page.published and page.published <= page.fetched.date()]
        return max(days, default=None)

    @property
    def only_states(self) -> bool:
        """Whether all that it holds are statements that there is nothing."""
        return bool(self.titles) and all(_STATEMENT.search(squeeze(title)) for title in self.titles)

    @property
    def unread(self) -> tuple[Unreached, ...]:
        """What of its lists was not read."""
        return tuple(lost for column in self.columns for lost in column.unread)

    def _held(self) -> Iterator[Page]:
        """The pages in it that are no columns themselves."""
        mine = {page.url for column in self.columns for page in column.pages}
        return (page for page in self.pages if page.url not in mine and own_words(page))


def shown(site: Snapshot, area: Area) -> Shown:
    """What a place shows of an area: under its own name, below a column of that name, or behind a link called so."""
    place = layout(site)
    found = [each for each in columns(site) if area.names(each.name) or any(area.names(name) for name in each.path)]
    paths = {path for path in {page.columns for page in site.pages} if any(map(area.names, path))}
    pages = dict.fromkeys(page for page in site.pages if page.columns in paths)
    lost: dict[str, Unreached] = {}
    away: dict[str, Citation] = {}
    for page, text, url in _links(site, area):
        target, missed = place.page(url), place.unread(url)
        if target is not None:
            pages |= {target: None} if _may_be_column(target) else {}
        elif missed is not None and missed.reason is not Reason.OFFSITE:
            lost[missed.url] = missed
        elif target is None and urlsplit(url).hostname not in (urlsplit(page.url).hostname, None, ""):
            away[url] = page.cite(text)
    lost |= {each.url: each for each in site.unreached if area.names(each.label) and each.reason is not Reason.OFFSITE}
    away |= {
        each.url: each.cite() for each in site.unreached if area.names(each.label) and each.reason is Reason.OFFSITE
    }
    return Shown(
        area, tuple(found), tuple(pages), tuple(lost.values()), tuple((cited, url) for url, cited in away.items())
    )


def _may_be_column(page: Page) -> bool:
    """Whether a page behind a link by an area's name is no article and not the home page."""
    return page.clicks != 0 and page.published is None


def _links(site: Snapshot, area: Area) -> Iterator[tuple[Page, str, str]]:
    for page, link in leading(site, area.is_meant):
        if link.url != page.url and len(link.text) <= LONGEST * 2:
            yield page, link.text, link.url
