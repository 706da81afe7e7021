"""Whether days may be absent only because a list shows its last ones, or because days are named otherwise."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from crawler.period import CHINA
from crawler.snapshot import Page
from rules.air.bulletin import Bulletin
from rules.air.daily.gathered import Gathered
from rules.air.daily.naming import named_days, named_months
from rules.dates import days
from rules.phrases import squeeze

_TURNS = re.compile(r"下一?页|尾页|末页|共(?!1页)\d+页|(?<!第)1/(?!1(?!\d))\d+页?")
_ONE = re.compile(r"共1页|1/1(?!\d)")
SOON = 10  # days of a month in which the one before is looked at
LISTED = 3  # a page that links to so many bulletins is their list
FRESH = 2  # so many days after its day, a bulletin may still be the last


def may_be_cut(all_: Gathered, day: date) -> Bulletin | None:
    """The first bulletin that a place shows, when older ones may have fallen off its list and the day is one of these.

    A table with several days that does not name its month may roll on, as one page with the last day may; a list of pages is
    cut where turning it over leads to nothing that was read. Where anything older is shown, nothing has fallen off. Long
    after the month pages without a pager may have been taken off, too.
    """
    first = next((each for days in all_.by_day.values() for each in days), None)
    if first is None or day >= first.day or first.day <= all_.site.period.first:
        return None
    if sum(each.source.url == first.source.url for each in all_.chosen) > 1:
        return None if named_months(_titles(all_, first), all_.site.period) else first
    if is_long_over(all_) or is_overwritten(all_):
        return first
    fullest = _list(all_, first)
    return first if fullest is not None and _is_cut(all_, fullest) else None


def is_long_over(all_: Gathered) -> bool:
    """Whether a place was looked at when a whole month and more had passed since the one that is judged."""
    return all_.seen is not None and all_.seen.date() > all_.site.period.shift(1).last + timedelta(days=SOON)


def is_overwritten(all_: Gathered) -> bool:
    """Whether all that a place shows is the day just before the look, on one page that may show each day in turn.

    A page that says when it was put up, or that names its day in its title or where it is listed, stays what it is.
    """
    shown = {each.source.url: each for each in all_.chosen}
    if len(shown) != 1 or len({each.day for each in all_.chosen}) != 1:
        return False
    first = next(iter(shown.values()))
    page, year = first.source, all_.site.period.year
    if not isinstance(page, Page) or page.reading.published_from not in ("", "line"):
        return False
    called = f"{page.title}\n{page.label}"
    named = named_days(called, all_.site.period) or named_months(called, all_.site.period)
    lag = page.fetched.astimezone(CHINA).date() - first.day
    is_fresh = timedelta() <= lag <= timedelta(days=FRESH)
    return is_fresh and not named and not any(any(days(line, year)) for line in _beside(all_, page))


def _beside(all_: Gathered, page: Page) -> Iterator[str]:
    """The lines of other pages in which a link to this one stands."""
    for each in all_.pages:
        words = {squeeze(link.text) for link in each.links if link.url == page.url} - {""}
        if words and each.url != page.url:
            lines = map(squeeze, each.text.splitlines())
            yield from (line for line in lines if any(word in line for word in words))


def _titles(all_: Gathered, bulletin: Bulletin) -> str:
    """The titles of a bulletin's source and of the page on which it hangs."""
    url = bulletin.source.url
    holders = [page.title for page in all_.pages if any(file.url == url for file in page.documents)]
    captions = [table.caption for table in bulletin.source.tables]
    return "\n".join((bulletin.source.title, bulletin.source.label, *holders, *captions))


def _list(all_: Gathered, bulletin: Bulletin) -> Page | None:
    """The page that links to most bulletins, this one among them; None when none links to several."""
    urls = {each.source.url for each in all_.chosen}
    linked = [
        (len(urls & here), page)
        for page in all_.pages
        if bulletin.source.url in (here := {link.url for link in page.links})
    ]
    count, page = max(linked, key=lambda pair: pair[0], default=(0, None))
    return page if count >= LISTED else None


def _is_cut(all_: Gathered, page: Page) -> bool:
    """Whether a list can be turned over to pages that were not read."""
    read = {each.url for each in all_.pages}
    if _ONE.search(squeeze(page.text)):
        return False
    turning = [link for link in page.links if _TURNS.search(squeeze(link.text))]
    if turning:
        return not any(link.url in read and link.url != page.url for link in turning)
    return _TURNS.search(squeeze(page.text)) is not None


def may_be_shifted(all_: Gathered, day: date) -> Bulletin | None:
    """The bulletin of the day after the month, when the days of a place run from the second to it; the same at the end.

    Such a place names each day by its posting: the first of the month is not absent, it is named otherwise.
    """
    if not all_.by_day:
        return None
    period, one = all_.site.period, timedelta(days=1)
    first, last = min(all_.by_day), max(all_.by_day)
    if day == period.first and first == day + one and last >= period.last + one:
        return all_.by_day[period.last + one][0] if period.last + one in all_.by_day else None
    before = all_.by_day.get(period.first - one, ())
    same = {each.source.url for each in before} & {each.source.url for each in all_.by_day.get(period.last - one, ())}
    if day == period.last and last == day - one and first == period.first - one and same:
        return before[0]
    return None
