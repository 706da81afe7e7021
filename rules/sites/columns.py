"""The columns of a place: their pages, what they list, and how new it is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from itertools import pairwise

from crawler.scope import address_key
from crawler.snapshot import Page, Reason, Snapshot, Unreached
from rules.phrases import squeeze
from rules.sites.days import judged_on
from rules.sites.entries import Entry, turns
from rules.sites.layout import Layout, is_called, layout

TOMORROW = timedelta(days=1)  # the other side of the date line
FALLING = 8  # of 10 neighbours in a list from new to old
Path = tuple[str, ...]


@dataclass(frozen=True)
class Column:
    """One column of a place.

    `name` is what the menu calls it, else what it calls itself; `path` are the columns above it with itself. `pages` are the
    pages of its list that were read, the first one first; `entries` what they list, and what else says that it belongs here.
    `unread` are pages of its list, or what would fill it, that were not read; `begun` says that its first page was.
    `judged` is the day for which it is asked how new it is.
    """

    name: str
    path: Path
    pages: tuple[Page, ...]
    entries: tuple[Entry, ...]
    unread: tuple[Unreached, ...]
    begun: bool
    judged: date

    @property
    def page(self) -> Page:
        """The first page of its list."""
        return self.pages[0]

    @property
    def fetched(self) -> date:
        """The day on which it was read."""
        return self.page.fetched.date()

    @property
    def days(self) -> list[date]:
        """The days of its entries that can have come, in the order in which they stand."""
        return [each.day for each in self.entries if each.day is not None and each.day <= self.fetched + TOMORROW]

    @property
    def newest(self) -> date | None:
        """The day of its newest entry; None where none is dated."""
        return max(self.days, default=None)

    @property
    def is_falling(self) -> bool:
        """Whether its list runs from new to old, so that the newest stands on the first page."""
        first = [each.day for each in self.entries if each.day is not None]
        pairs = list(pairwise(first))
        return sum(later <= each for each, later in pairs) * 10 >= len(pairs) * FALLING

    @property
    def is_whole(self) -> bool:
        """Whether all of its list was read."""
        return self.begun and not self.unread

    @property
    def may_hide_newer(self) -> bool:
        """Whether something newer than all that was read may stand where nobody looked."""
        return not self.is_whole and not (self.begun and self.is_falling)

    @property
    def is_scripted(self) -> bool:
        """Whether a script writes what it lists, and not all of it could be had."""
        return any(lost.reason is Reason.NEEDS_JS for lost in self.unread)


def columns(site: Snapshot) -> tuple[Column, ...]:
    """The columns of a place of which a page was read, in the order in which they were met."""
    return _columns(layout(site))


@lru_cache(maxsize=2)
def _columns(place: Layout) -> tuple[Column, ...]:
    inside = _inside(place)
    names = {address_key(way.url): way.label for way in place.menu}
    lost: dict[str, list[Unreached]] = {}
    for each in place.site.unreached:
        lost.setdefault(address_key(each.seen_on), []).append(each)
    return tuple(_column(place, pages, names, lost, inside) for pages in _lists(place))


def subject_of(column: Column, others: Sequence[Column]) -> str:
    """The name of a column; with those above it where others are called the same."""
    same = [each for each in others if each.name == column.name]
    return column.name if len(same) < 2 else ">".join(column.path) or column.page.url


def path_of(page: Page) -> Path:
    """The columns of a list with itself at the end, of an article those in which it stands.

    No step stands twice in a row, also where the second one has the site's name before it.
    """
    path: list[str] = []
    for name in page.columns:
        if squeeze(name) and not (path and squeeze(name).endswith(squeeze(path[-1]))):
            path.append(name)
    return tuple(path)


def _own_path(page: Page) -> Path:
    path = path_of(page)
    return path if not page.title or (path and is_called(page.title, path[-1])) else (*path, page.title)


def _inside(place: Layout) -> Mapping[Path, Sequence[Page]]:
    """The pages that are no lists, by the columns in which they say they stand."""
    found: dict[Path, list[Page]] = {}
    for page in place.site.pages:
        if page.columns and not place.is_list(page):
            found.setdefault(path_of(page), []).append(page)
    return found


def _lists(place: Layout) -> Iterator[list[Page]]:
    """The pages of each list: those of one name at one place among the columns."""
    groups: dict[Path, list[Page]] = {}
    for page in place.site.pages:
        if page.clicks != 0 and place.is_list(page):
            groups.setdefault(_own_path(page), []).append(page)
    return iter(groups.values())


def _column(
    place: Layout,
    pages: list[Page],
    names: Mapping[str, str],
    lost: Mapping[str, Sequence[Unreached]],
    inside: Mapping[Path, Sequence[Page]],
) -> Column:
    named = [page for page in pages if address_key(page.url) in names]
    first = (named or sorted(pages, key=lambda page: (page.clicks or 0, len(page.url))))[0]
    ordered = [first, *(page for page in pages if page is not first)]
    path = _own_path(first)
    listed = {each.url: each for page in reversed(ordered) for each in reversed(place.entries(page))}
    found = list(reversed(listed.values()))
    known = {address_key(each.url) for each in found}
    more = [page for page in inside.get(path, ()) if address_key(page.url) not in known]
    found += [Entry(page.title, page.url, page.published, False, page) for page in more]
    unread = [each for page in ordered for each in lost.get(address_key(page.url), ()) if _fills(each, page)]
    judged = judged_on(first, place.site.period)
    name = names.get(address_key(first.url), path[-1] if path else first.title)
    return Column(name, path, tuple(ordered), tuple(found), tuple(unread), bool(named) or not unread, judged)


def _fills(lost: Unreached, page: Page) -> bool:
    """Whether what was not read is another page of a list, or would have filled it."""
    if lost.reason.proves_absence or lost.kind != "page":
        return False
    return turns(lost.label) or (not lost.label and lost.reason is Reason.NEEDS_JS)
