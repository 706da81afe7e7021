"""Whether the portal says of a day what the bureau's own site says of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal

from crawler.snapshot import Place
from rules.air.bulletin import Bulletin
from rules.air.daily.era import candidates
from rules.air.daily.gathered import Gathered
from rules.air.daily.numbers import cited
from rules.air.daily.printed import amount, name
from rules.air.daily.repeats import is_revised
from rules.air.daily.units import settled
from rules.air.standards import Item
from rules.finding import Finding, cant_tell, failed

ENOUGH = 3  # so many days that agree a day apart are no accident


def places_differ(here: Gathered, there: Gathered) -> Iterator[Finding]:
    """A finding for each day of which the portal gives other numbers than the bureau's own site; said at the portal only.

    Where the days agree once they are moved by one, the places only name them differently: one doubt.
    """
    if here.site.place is not Place.PORTAL:
        return
    days = [day for day in here.site.period.days() if day in here.by_day and day in there.by_day]
    apart = [(day, found) for day in days if (found := _apart(here.by_day[day], there.by_day[day]))]
    moved = _moved(here, there) if len(apart) * 2 > len(days) else 0
    if moved:
        day, (one, other, _) = apart[0]
        note = "两处的日报相差一天：政府门户网站 {day} 的数值是本单位网站 {other} 的"
        values = {"day": str(day), "other": str(day + timedelta(days=moved))}
        yield cant_tell("places-differ", cited(one), cited(other), note=note, subject=str(day), **values)
        return
    for day, (one, other, differences) in apart:
        values = {"differences": "；".join(differences)}
        note = "政府门户网站与本单位网站不一致：{differences}"
        yield failed("places-differ", cited(one), cited(other), note=note, subject=str(day), **values)


Apart = tuple[Bulletin, Bulletin, list[str]]


def _apart(here: Sequence[Bulletin], there: Sequence[Bulletin]) -> Apart | None:
    """The first two bulletins of a day and how they differ; None when any two agree, or cannot be compared."""
    pairs = [(one, other, _differences(one, other)) for one in here for other in there if _comparable(one, other)]
    if not pairs or any(not differences for _, _, differences in pairs):
        return None
    return min(pairs, key=lambda pair: len(pair[2]))


def _comparable(one: Bulletin, other: Bulletin) -> bool:
    if one.kind and other.kind and one.kind != other.kind:
        return False
    same = (one.is_whole and other.is_whole) or one.area == other.area
    return same and not (is_revised(one) or is_revised(other))


def _differences(one: Bulletin, other: Bulletin) -> list[str]:
    """How two bulletins of a day differ, in words; concentrations in the unit that fits each."""
    here, there = _fitting(one), _fitting(other)
    found = []
    if here.index is not None and there.index is not None and here.index != there.index:
        found.append(f"指数 {here.index} 与 {there.index}")
    if here.primary is not None and there.primary is not None and set(here.primary) != set(there.primary):
        found.append(f"首要污染物 {'、'.join(here.primary) or '无'} 与 {'、'.join(there.primary) or '无'}")
    if here.grade and there.grade and here.grade != there.grade:
        found.append(f"级别 {here.grade} 与 {there.grade}")
    for item in here.measured:
        found += _values(here, there, item) if item in there.measured else []
    return found


def _fitting(bulletin: Bulletin) -> Bulletin:
    standard = next(iter(candidates(bulletin)), None)
    return settled(bulletin, standard, known=True).bulletin if standard is not None else bulletin


def _values(here: Bulletin, there: Bulletin, item: Item) -> list[str]:
    one, other = here.measured[item], there.measured[item]
    left, right = one.value, other.value
    found = []
    if left is not None and right is not None:
        steps = [int(each.as_tuple().exponent) for each in (left, right)]
        room = Decimal(1).scaleb(max(steps)) / 2 if steps[0] != steps[1] else Decimal(0)
        if abs(left - right) > room and max(left, right) != min(left, right) * 1000:
            found.append(f"{name(item)} {amount(item, left)} 与 {amount(item, right)}")
    if one.partial is not None and other.partial is not None and one.partial != other.partial:
        found.append(f"{name(item)} 分指数 {one.partial} 与 {other.partial}")
    return found


def _moved(here: Gathered, there: Gathered) -> int:
    """By how many days those of the own site lie apart from the portal's, 1 or -1; 0 when moving them does not make them agree."""
    for step in (1, -1):
        days = [(day, day + timedelta(days=step)) for day in here.by_day]
        both = [(day, other) for day, other in days if day in here.site.period and other in there.by_day]
        if len(both) >= ENOUGH and not any(_differs(here, there, *pair) for pair in both):
            return step
    return 0


def _differs(here: Gathered, there: Gathered, day: date, other: date) -> bool:
    return _apart(here.by_day[day], there.by_day[other]) is not None
