"""One place as a site: which addresses hang on every page, which pages are lists, what the menu leads to."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

from crawler.reading.doubts import PICTURE
from crawler.reading.value import Link
from crawler.scope import address_key
from crawler.snapshot import Page, Snapshot, Unreached
from rules.phrases import squeeze
from rules.sites.days import FULL, MONTH_DAY
from rules.sites.entries import LONGEST_LINE, MOST_LINKS, SHORTEST, Behind, Entry, entries, says_more, turns
from rules.sites.hosts import Hosts, Whose, hosts

SAMPLE = 200  # pages among which it is counted what all have
FEWEST = 5  # pages without which that says nothing
EVERYWHERE = 0.5  # the share of pages that have what belongs to the furniture
LONGEST_NAME = 16  # characters of a column's name
MOST_TEXT = 20_000  # characters of a page in which prose is looked for
PROSE, TITLE, STEM = 30, 8, 6  # characters of a sentence, of a title, and of that with which a title is known again
LISTED = 3  # lines that lead on, from which on a page may be a list
_VERB = re.compile("做客|走进|参加|召开|举办|开展|接受|出席|关于|开通|启动|第[一二三四五六七八九十0-9]+期")
HOME = frozenset(
    ("首页", "网站首页", "返回首页", "主页", "设为首页", "加入收藏", "English", "网站地图", "联系我们", "无障碍浏览")
)


@dataclass(frozen=True)
class Way:
    """A link of the menu or of the home page: its words, its address, and what lies behind it as far as it was asked for."""

    label: str
    url: str
    seen_on: Page
    page: Page | None
    lost: Unreached | None


class Layout:
    """What a place is made of; everything is found once, when it is first asked for."""

    def __init__(self, site: Snapshot) -> None:
        self.site = site
        self._lists: dict[int, bool] = {}

    @cached_property
    def hosts(self) -> Hosts:
        """Whose addresses are whose."""
        return hosts(self.site)

    @cached_property
    def pages(self) -> dict[str, Page]:
        """The pages by what the spellings of their addresses have in common."""
        return {address_key(page.url): page for page in reversed(self.site.pages)}

    @cached_property
    def lost(self) -> dict[str, Unreached]:
        """What was not reached, in the same way."""
        return {address_key(lost.url): lost for lost in self.site.unreached}

    @cached_property
    def home(self) -> tuple[Page, ...]:
        """The first page, with the frames that it is made of."""
        return tuple(page for page in self.site.pages if page.clicks == 0)

    @cached_property
    def furniture(self) -> frozenset[str]:
        """The addresses to which most pages lead: menus, heads, feet, lists at the side."""
        inner = [page for page in self.site.pages if page.clicks != 0]
        sample = inner[:: max(1, len(inner) // SAMPLE)]
        if len(sample) < FEWEST:
            return frozenset()
        count = Counter(url for page in sample for url in {link.url for link in page.links})
        return frozenset(url for url, number in count.items() if number > len(sample) * EVERYWHERE)

    @cached_property
    def behind(self) -> Behind:
        """What lies behind an address."""
        return Behind(self.page, self.unread, self.is_list, self.furniture.__contains__)

    def page(self, url: str) -> Page | None:
        """The page at an address, however it is spelled."""
        return self.pages.get(address_key(url))

    def unread(self, url: str) -> Unreached | None:
        """Why an address was not reached, however it is spelled; None where it was read."""
        key = address_key(url)
        return None if key in self.pages else self.lost.get(key)

    def is_list(self, page: Page) -> bool:
        """Whether a page is a column's, which leads to others: by its name, or by the lines of it that are links."""
        if id(page) not in self._lists:
            self._lists[id(page)] = _is_list(page)
        return self._lists[id(page)]

    def entries(self, page: Page) -> list[Entry]:
        """The entries of a page."""
        return entries(page, self.behind)

    @cached_property
    def shown(self) -> tuple[Entry, ...]:
        """The items on the home page, those of its furniture with them, and what it links to beside its lines."""
        everything = replace(self.behind, is_furniture=lambda _: False)
        found = {each.url: each for page in self.home for each in entries(page, everything)}
        for page in self.home:
            for link in page.links:
                target = self.page(link.url)
                if link.url not in found and target is not None and target.published is not None:
                    found[link.url] = Entry(link.text.strip(), link.url, target.published, False, target)
        return tuple(found.values())

    @cached_property
    def menu(self) -> tuple[Way, ...]:
        """Where the home page leads by names of columns, and what hangs on every page so; each address once.

        A place without a home page of its own, as a department's on the portal, has none: what hangs on its pages is the portal's.
        """
        found: dict[str, Way] = {}
        for page, link in self._named(self.home) if self.home else ():
            key = address_key(link.url)
            if key in found or self.hosts.whose(link.url) is not Whose.OWN:
                continue
            target = self.page(link.url)
            if target is None or target.published is None:  # an article of a short title is no column
                found[key] = Way(link.text.strip(), link.url, page, target, self.unread(link.url))
        return tuple(found.values())

    def _named(self, shown: tuple[Page, ...]) -> Iterator[tuple[Page, Link]]:
        """The links by names of columns on the home page, and those of the furniture on another one."""
        homes = {address_key(page.url) for page in shown} | {address_key(self.hosts.home)}
        inner = next((page for page in self.site.pages if page.clicks != 0), None)
        linked = [(page, link) for page in shown for link in page.links]
        linked += [(inner, link) for link in inner.links if link.url in self.furniture] if inner else []
        for page, link in linked:
            name = squeeze(link.text)
            if not 2 <= len(name) <= LONGEST_NAME or name in HOME or turns(name) or says_more(name):
                continue
            if address_key(link.url) not in homes:
                yield page, link


class _Same:
    """A snapshot's place; the same as another of the same pages."""

    def __init__(self, site: Snapshot) -> None:
        self.site = site
        self._ids = (site.place, *map(id, site.pages), *map(id, site.unreached))

    def __hash__(self) -> int:
        return hash(self._ids)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and self._ids == other._ids


def layout(site: Snapshot) -> Layout:
    """The layout of a place; several rules that ask for it share one."""
    return _layout(_Same(site))


@lru_cache(maxsize=2)
def _layout(same: _Same) -> Layout:
    return Layout(same.site)


def _is_list(page: Page) -> bool:
    if page.published is not None or page.reading.written is not None:
        return False
    if page.clicks == 0:
        return True
    if page.columns and is_called(page.title, page.columns[-1]):
        return not _is_untitled(page)
    links = {squeeze(link.text) for link in page.links}
    lines = [line for each in page.text.splitlines()[:SAMPLE] if len(line := _undated(squeeze(each))) >= SHORTEST]
    listed = sum(line in links for line in lines)
    return listed >= LISTED and listed * 2 >= len(lines)


def _is_untitled(page: Page) -> bool:
    """Whether a page that is called as its column is an article without a title: prose or a picture, and hardly a title linked."""
    if PICTURE in page.reading.doubts:
        return True
    text = squeeze(page.text[:MOST_TEXT])
    titles = sum(len(name := squeeze(link.text)) >= TITLE and name[:STEM] in text for link in page.links[:MOST_LINKS])
    return titles < LISTED and any(len(line) >= PROSE and "。" in line for line in page.text[:MOST_TEXT].splitlines())


def is_called(title: str, column: str) -> bool:
    """Whether a title is a column's name, or has the site's before or behind it, or is none at all as those of parts of lists.

    局长做客在线访谈 is no site's name before that of a column.
    """
    own, name = squeeze(title), squeeze(column)
    if not own or own == name or re.match(rf"{re.escape(name)}[-_—|·]", own) is not None:
        return True
    before = own.removesuffix(name)
    return before != own and _VERB.search(before) is None


def _undated(line: str) -> str:
    """A line of a list without its bullet and the day beside its title."""
    if len(line) > LONGEST_LINE:
        return line
    return MONTH_DAY.sub("", FULL.sub("", line)).strip("[]()·|-.:、>»")
