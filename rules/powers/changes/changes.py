"""Every change of a department's powers that its two places tell, or that its list shows against last month's."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property

from crawler.snapshot import Page, Place, Snapshot
from rules.powers.changes.change import Change
from rules.powers.changes.notices import Notice, changes_in, notice_of
from rules.powers.changes.renewed import Comparison, Listed, compared, lists, unread_lists
from rules.powers.naming.names import bare

TOLD = timedelta(days=366)  # older decisions need not be told any more: a site may long have put them away
FOLLOWED = 3 * TOLD  # after still older ones an item may long have been set up again


@dataclass(frozen=True)
class Known:
    """What is known of a department's changes, seen from one place on one day.

    `unread` are notices that may tell more, `lists` those that the place shows now, `closed` such that were not all read.
    """

    changes: tuple[Change, ...]
    comparisons: tuple[Comparison, ...]
    unread: tuple[Notice, ...]
    lists: tuple[Listed, ...]
    closed: tuple[Page, ...]
    today: date

    @cached_property
    def names(self) -> frozenset[str]:
        """The bare names of all items that the place lists now."""
        return frozenset(bare(item.name) for _, items in self.lists for item in items)

    def lists_item(self, change: Change) -> bool:
        """Whether a list of the place has the item now."""
        return bare(change.name) in self.names

    def may_be_replaced(self, change: Change) -> bool:
        """Whether a list that could not be read may be newer than a change, and so the one in force."""
        days = [page.published for page in self.closed]
        return any(day is None or change.holds is None or day >= change.holds for day in days)

    def is_recent(self, change: Change) -> bool:
        """Whether a change is so young that it must still be told, and that nothing later can have undone it."""
        return change.day is None or change.day >= self.today - TOLD


def known_changes(site: Snapshot) -> Known:
    """The changes that notices of either place tell, the one of each item that counts, and those that this place's list shows."""
    today = _seen_on(site)
    shown, names = tuple(lists(site)), _names(site)
    told: dict[str, Change] = {}
    silent = []
    for notice in _notices(site, today - FOLLOWED):
        found = list(changes_in(notice, site.department.names, names))
        silent += [notice] if notice.is_unread and not found and (notice.day or today) >= today - TOLD else []
        for change in found:
            before = told.get(bare(change.name))
            told[bare(change.name)] = change if before is None else _valid(before, change)
    comparisons = tuple(compared(site, shown))
    for change in (each for comparison in comparisons for each in comparison.changes):
        told.setdefault(bare(change.name), change)
    return Known(tuple(told.values()), comparisons, tuple(silent), shown, tuple(unread_lists(site)), today)


def _seen_on(site: Snapshot) -> date:
    """The day on which a place was looked at, in the month that is judged: what was fetched later says nothing of lateness then."""
    return min(max((page.fetched.date() for page in site.pages), default=site.period.last), site.period.last)


def _valid(one: Change, other: Change) -> Change:
    """Which of two changes of an item counts: the later one, but of two that say the same the first."""
    first, last = sorted((one, other), key=lambda each: each.day or date.min)
    return first if first.what is last.what or last.what is None else last


def _notices(site: Snapshot, since: date) -> Iterator[Notice]:
    """The notices of both places that bind the department and are not older, its own first."""
    pages = [*_pages(site), *(_pages(site.elsewhere) if site.elsewhere is not None else ())]
    found = [notice for page in pages if (notice := notice_of(page, site.department.names)) is not None]
    for notice in sorted(found, key=lambda each: each.by.value):
        if notice.day is None or notice.day >= since:
            yield notice


def _pages(site: Snapshot) -> tuple[Page, ...]:
    return (*site.pages, *(site.commons if site.place is Place.PORTAL else ()))


def _names(site: Snapshot) -> dict[str, str]:
    """The department's items by their bare names, as its lists give them now or gave them last month."""
    places = [place for place in (site, site.elsewhere) if place is not None]
    past = replace(site, pages=site.previous)
    return {bare(item.name): item.name for place in (past, *places) for _, items in lists(place) for item in items}
