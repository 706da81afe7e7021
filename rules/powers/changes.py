"""Every change of a department's powers that its two places tell, or that its list shows against last month's."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from crawler.snapshot import Page, Place, Snapshot
from rules.powers.change import Change
from rules.powers.names import bare
from rules.powers.notices import Notice, changes_in, notice_of
from rules.powers.renewed import Comparison, compared, lists

LOOKED_BACK = timedelta(days=366)  # older decisions are not asked for: a site may long have put them away


@dataclass(frozen=True)
class Known:
    """What is known of a department's changes, seen from one place; `unread` are notices that may tell more."""

    changes: tuple[Change, ...]
    comparisons: tuple[Comparison, ...]
    notices: tuple[Notice, ...]
    unread: tuple[Notice, ...]


def known_changes(site: Snapshot) -> Known:
    """The changes that notices of either place tell, the latest of each item, and those that this place's list shows."""
    notices = tuple(_notices(site))
    names = _names(site)
    told: dict[str, Change] = {}
    silent = []
    for notice in notices:
        found = list(changes_in(notice, site.department.names, names))
        silent += [] if found or not notice.is_unread else [notice]
        for change in found:
            before = told.get(bare(change.name))
            told[bare(change.name)] = change if before is None else _valid(before, change)
    comparisons = tuple(compared(site))
    for comparison in comparisons:
        for change in comparison.changes:
            told.setdefault(bare(change.name), change)
    return Known(tuple(told.values()), comparisons, notices, tuple(silent))


def _valid(one: Change, other: Change) -> Change:
    """Which of two changes of an item counts: the later one, but of two that say the same the first."""
    first, last = sorted((one, other), key=lambda each: each.day or date.min)
    return first if first.what is last.what or last.what is None else last


def seen_on(site: Snapshot) -> date:
    """The day on which a place was looked at last."""
    return max((page.fetched.date() for page in site.pages), default=site.period.last)


def _notices(site: Snapshot) -> Iterator[Notice]:
    """The notices of the last year of both places that bind the department, its own first."""
    pages = [*_pages(site), *(_pages(site.elsewhere) if site.elsewhere is not None else ())]
    found = [notice for page in pages if (notice := notice_of(page, site.department.names)) is not None]
    recent = seen_on(site) - LOOKED_BACK
    yield from (
        notice for notice in sorted(found, key=lambda each: each.by.value) if notice.day is None or notice.day >= recent
    )


def _pages(site: Snapshot) -> tuple[Page, ...]:
    return (*site.pages, *(site.commons if site.place is Place.PORTAL else ()))


def _names(site: Snapshot) -> dict[str, str]:
    """The department's items by their bare names, as its lists give them now or gave them last month."""
    places = [place for place in (site, site.elsewhere) if place is not None]
    past = [
        replace(place, pages=tuple(page for page in site.previous if page.place is place.place)) for place in places
    ]
    return {bare(item.name): item.name for place in (*past, *places) for _, items in lists(place) for item in items}
