"""Days told twice in different numbers, and numbers that stand still from day to day."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import combinations

from rules.air.bulletin import Bulletin
from rules.air.daily.gathered import Gathered
from rules.air.daily.numbers import cited
from rules.finding import Finding, cant_tell, failed
from rules.phrases import squeeze

REVISED = re.compile("更正|修正|修订|订正|更新版|勘误|审核后|复核后|校核")
MANY = 3  # of so many days one, and no fewer
RUN, INDEX_RUN, VALUES = 3, 4, 3  # days with so many values, or more days where only the index is told


def doubled(all_: Gathered) -> Iterator[Finding]:
    """A finding for each day of which two statements give different indexes, unless one corrects the other.

    Where many days are told twice the place may publish several times a day: one doubt.
    """
    pairs = [
        pair
        for day, bulletins in all_.by_day.items()
        if day in all_.site.period and (pair := next((p for p in combinations(bulletins, 2) if _contradict(*p)), None))
    ]
    many = len(pairs) >= MANY and len(pairs) * MANY > len({each.day for each in all_.month})
    for one, other in pairs[:1] if many else pairs:
        values = {"one": str(one.index), "other": str(other.index), "count": str(len(pairs))}
        note = "同一天有两份日报，指数一为 {one}，一为 {other}"
        if many:
            note = "同一天有两份日报，指数一为 {one}，一为 {other}；全月有 {count} 天如此，可能一天发布几次"
        say = cant_tell if many or _is_overlooked(all_, one, other) else failed
        yield say("doubled-day", cited(one), cited(other), note=note, subject=str(one.day), **values)


def _contradict(one: Bulletin, other: Bulletin) -> bool:
    if one.index is None or other.index is None or one.index == other.index:
        return False
    if (one.kind and other.kind and one.kind != other.kind) or (one.area and other.area and one.area != other.area):
        return False
    return not (is_revised(one) or is_revised(other))


def _is_overlooked(all_: Gathered, one: Bulletin, other: Bulletin) -> bool:
    """Whether the two stand in one source that tells of a day of which nothing was read: one of them may be that day's."""
    return one.source.url == other.source.url and bool(all_.untold(one.source))


def is_revised(bulletin: Bulletin) -> bool:
    """Whether a source says that its numbers correct others."""
    source = bulletin.source
    said = squeeze(f"{source.title}{source.label}{bulletin.quote}")
    return REVISED.search(said) is not None


def frozen(all_: Gathered) -> Iterator[Finding]:
    """A doubt for each run of days whose numbers are all the same: three with several values, four with the index alone."""
    run: list[Bulletin] = []
    for day in all_.site.period.days():
        bulletin = next((each for each in all_.by_day.get(day, ()) if each.index is not None), None)
        if (
            run
            and bulletin is not None
            and run[-1].day == day - timedelta(days=1)
            and _stated(bulletin) == _stated(run[-1])
        ):
            run.append(bulletin)
            continue
        yield from _run(run)
        run = [bulletin] if bulletin is not None else []
    yield from _run(run)


def _stated(bulletin: Bulletin) -> tuple[object, ...]:
    values = sorted((item, each.value, each.partial) for item, each in bulletin.measured.items() if each.is_stated)
    return bulletin.index, *values


def _run(run: Sequence[Bulletin]) -> Iterator[Finding]:
    if not run:
        return
    told = len(run[0].concentrations()) + len(run[0].partials())
    if len(run) < (RUN if told >= VALUES else INDEX_RUN):
        return
    first, last = run[0].day, run[-1].day
    values = {"first": _short(first), "last": _short(last), "count": str(len(run)), "stated": str(run[0].index)}
    note = "{first}至{last}连续 {count} 天的数值完全相同（指数 {stated}）"
    yield cant_tell("frozen", *(cited(each) for each in run[:3]), note=note, subject=str(first), **values)


def _short(day: date) -> str:
    return f"{day.month}月{day.day}日"
