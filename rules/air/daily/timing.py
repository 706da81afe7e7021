"""Bulletins that came late, and bulletins for days that were still to come."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta

from crawler.period import CHINA
from rules.air.bulletin import Bulletin
from rules.air.daily.gathered import SEVERAL, Gathered
from rules.air.daily.naming import named_days, named_months
from rules.air.daily.numbers import cited
from rules.air.standards import possible
from rules.finding import Finding, cant_tell, failed

MANY = 5  # so many days posted on one date were perhaps moved there from another site


def late(all_: Gathered) -> Iterator[Finding]:
    """A finding for each day whose bulletin was posted after it was due; one doubt for all that were moved to a new site."""
    found = [
        bulletin for bulletins in _posted(all_).values() if (bulletin := _first(bulletins)) and _is_late(all_, bulletin)
    ]
    together = Counter(bulletin.posted for bulletin in found)
    moved = {posted for posted, count in together.items() if posted and count >= MANY and _is_moved(all_, posted)}
    for bulletin in found:
        if bulletin.posted not in moved:
            yield _late(all_, bulletin)
    for posted in sorted(moved):
        bulletin = next(each for each in found if each.posted == posted)
        note = "{count} 期日报的发布日期都是 {posted}，可能是网站迁移的日期"
        values = {"count": str(together[posted]), "posted": str(posted)}
        yield cant_tell("late", cited(bulletin), note=note, subject=str(bulletin.day), **values)


def _posted(all_: Gathered) -> dict[date, list[Bulletin]]:
    """By day of the period, the bulletins with a date of posting, each of a source of its own that is not that of a month."""
    told_by = {(bulletin.source.url, bulletin.day) for bulletin in all_.chosen}
    sources = Counter(url for url, _ in told_by)
    found: dict[date, list[Bulletin]] = {}
    for bulletin in all_.month:
        found.setdefault(bulletin.day, []).append(bulletin)
    told = {day: [each for each in bulletins if each.posted is not None] for day, bulletins in found.items()}
    return {
        day: bulletins
        for day, bulletins in told.items()
        if bulletins
        and len(bulletins) == len(found[day])
        and all(sources[each.source.url] == 1 and not _may_grow(all_, each) for each in bulletins)
    }


def _may_grow(all_: Gathered, bulletin: Bulletin) -> bool:
    """Whether a source may be added to from day to day: it is called that of a month, or its lines tell of other days as well."""
    source, period = bulletin.source, all_.site.period
    holders = (page.title for page in all_.pages if any(file.url == source.url for file in page.documents))
    titles = (source.title, *holders)
    if any(named_months(each, period) for each in titles) and not any(named_days(each, period) for each in titles):
        return True
    others = {day for day in all_.mentioned(source) if day in period} - {bulletin.day, bulletin.covers}
    return len(others) >= SEVERAL


def _first(bulletins: Sequence[Bulletin]) -> Bulletin | None:
    """The bulletin that was posted first; of several on one date that without an hour, which may be any."""
    return min(bulletins, key=lambda each: (each.posted or date.max, each.posted_at or time.min), default=None)


def _is_late(all_: Gathered, bulletin: Bulletin) -> bool:
    posted = bulletin.posted
    if posted is None:
        return False
    due = _due(all_, bulletin.day)
    if isinstance(due, datetime):
        hour = bulletin.posted_at or time.min
        return posted > due.date() or (posted == due.date() and hour > due.time())
    return posted > due


def _due(all_: Gathered, day: date) -> date | datetime:
    hour = next((each.by_hour for each in possible(day)), None)
    if hour is not None:
        return datetime.combine(day + timedelta(days=1), time(hour))
    return day + timedelta(days=all_.publish_within)


def _is_moved(all_: Gathered, posted: date) -> bool:
    """Whether a date is that of a site's move: all that is dated has it, or bulletins of earlier months have it as well."""
    dated = [each for each in all_.chosen if each.posted is not None]
    if all(each.posted == posted for each in dated):
        return True
    earlier = [each for each in dated if each.day < all_.site.period.first]
    other = [
        page
        for page in all_.site.pages
        if page.published is not None and page.url not in {each.source.url for each in dated}
    ]
    shared = sum(page.published == posted for page in other)
    return any(each.posted == posted for each in earlier) or (shared >= MANY and shared * 2 > len(other))


def _late(all_: Gathered, bulletin: Bulletin) -> Finding:
    due = _due(all_, bulletin.day)
    at = f" {bulletin.posted_at:%H:%M}" if bulletin.posted_at and isinstance(due, datetime) else ""
    by = f"{due:%Y-%m-%d %H:%M}" if isinstance(due, datetime) else str(due)
    basis = "（HJ 633-2026 5.2.1）" if isinstance(due, datetime) else ""
    note = "应于 {due} 前公布{basis}，{posted} 才发布" if basis else "应不迟于 {due} 公布，{posted} 才发布"
    values = {"due": by, "posted": f"{bulletin.posted}{at}", "basis": basis}
    return failed("late", cited(bulletin), note=note, subject=str(bulletin.day), **values)


def future(all_: Gathered) -> Iterator[Finding]:
    """A finding for a day that had not begun when the page was fetched; a doubt for one that had not when it was posted.

    Where most bulletins are posted before their day, that is how the place names its days, and told once.
    """
    ahead = []
    for bulletin in all_.chosen:
        fetched = bulletin.source.fetched.astimezone(CHINA).date()
        if bulletin.day > fetched and (bulletin.covers is None or bulletin.covers > fetched):
            values = {"day": str(bulletin.day), "fetched": str(fetched)}
            note = "写的是 {day} 的空气质量，而读取时只到 {fetched}"
            yield failed("future-day", cited(bulletin), note=note, subject=str(bulletin.day), **values)
        elif bulletin.posted is not None and min(bulletin.day, bulletin.covers or bulletin.day) > bulletin.posted:
            ahead.append(bulletin)
    dated = [each for each in all_.chosen if each.posted is not None]
    told = ahead[:1] if len(ahead) * 2 > len(dated) and len(ahead) > 1 else ahead
    for bulletin in told:
        values = {"day": str(bulletin.day), "posted": str(bulletin.posted)}
        note = "写的是 {day} 的空气质量，而发布日期是 {posted}"
        yield cant_tell("future-day", cited(bulletin), note=note, subject=str(bulletin.day), **values)
