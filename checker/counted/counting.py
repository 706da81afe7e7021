"""A year's pieces of information by level and month, out of the items of all its months."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from checker.counted.collecting import OFFICES
from checker.counted.heirs import heir
from checker.counted.same import first_published, joined
from checker.counted.value import Count, Counted, DayFrom, Gap, Item, Level, Looked, Same, Seen
from crawler.period import Period
from crawler.roster import Department
from crawler.snapshot import Place

COUNTIES = frozenset(("county", "township"))
TOLD = (DayFrom.PAGE, DayFrom.LIST)
Bodies = Mapping[str, Department]


def level_of(id: str, bodies: Bodies) -> Level:
    """The level of a body: that of its own kinds, else of the nearest body above it that has one; "" is the city's own.

    A body of none of these kinds is the city's, as all in its roster are, and counts among the departments.
    """
    if not id:
        return Level.CITY
    seen: set[str] = set()
    is_itself = True
    while id in bodies and id not in seen:
        seen.add(id)
        kinds = bodies[id].kinds
        if kinds & COUNTIES:
            return Level.COUNTIES
        if "enterprise" in kinds:
            return Level.ENTERPRISES
        if is_itself and kinds & OFFICES:
            return Level.CITY
        id, is_itself = bodies[id].parent, False
    return Level.DEPARTMENTS


def count(year: int, seen: Sequence[Seen], looked: Sequence[Looked], bodies: Bodies) -> Count:
    """The year's count.

    `seen` are the items that any month of the year showed, with all months that showed them; `looked` is how far each site
    could be read in each month that was checked, those before the year too. `bodies` by id hold former bodies, too: under the id
    of a body that took their place.
    """
    heirs = {former: each.id for each in bodies.values() for former in each.former}
    found = [_counted(group, same, _Looks(looked), bodies, heirs) for group, same in _groups(seen)]
    found.sort(key=lambda each: first_published(each.item))
    months = [Period(year, month) for month in range(1, 13)]
    checked = {each.period for each in looked}
    return Count(
        year,
        tuple(each for each in found if each.period is not None and each.period.year == year),
        tuple(each for each in found if each.period is None),
        tuple(each for each in found if each.period is not None and each.period.year < year),
        tuple(each for each in found if each.period is not None and each.period.year > year),
        tuple(_gaps(year, looked)),
        tuple(month for month in months if month not in checked),
    )


def _groups(seen: Sequence[Seen]) -> Iterator[tuple[tuple[Seen, ...], frozenset[Same]]]:
    """The items that are one, the first published one first, and why they are."""
    ordered = sorted(seen, key=lambda each: (first_published(each.item), each.item.text, each.periods))
    groups = joined([each.item for each in ordered])
    for root, numbers in groups.all().items():
        yield tuple(ordered[n] for n in numbers), frozenset(map(Same, groups.why(root)))


@dataclass(frozen=True)
class _Looks:
    """Which sites could be read in which months."""

    looked: Sequence[Looked]

    def before(self, department: str, place: Place, period: Period) -> bool:
        """Whether a site was read in any month before another."""
        id = department if place is Place.OWN else ""
        return any(
            each.period < period and (each.department, each.place) == (id, place) and not each.reason
            for each in self.looked
        )


def _counted(
    group: tuple[Seen, ...], same: frozenset[Same], looks: _Looks, bodies: Bodies, heirs: Mapping[str, str]
) -> Counted:
    body = _body([each.item for each in group], bodies, heirs)
    level = level_of(body, bodies)
    days = [each.item.day for each in group if each.item.day is not None and each.item.day_from in TOLD]
    if days:
        return Counted(group, body, level, Period.containing(min(days)), same=same)
    appeared = min(period for each in group for period in each.periods)
    signed = [each.item.day for each in group if each.item.day is not None]
    if signed and min(signed).year >= appeared.year:  # published no sooner than signed, no later than seen
        return Counted(group, body, level, Period.containing(min(signed)), same=same)
    sites = {(each.item.department, each.item.place) for each in group}
    is_new = any(looks.before(*site, appeared) for site in sites) and not _may_be_older(group, looks, appeared)
    return Counted(group, body, level, appeared if is_new else None, is_first_seen=is_new, same=same)


def _may_be_older(group: Sequence[Seen], looks: _Looks, appeared: Period) -> bool:
    """Whether an undated piece stands on a site at which nobody had looked before it appeared."""
    return any(
        not looks.before(each.item.department, each.item.place, appeared)
        for each in group
        if min(each.periods) == appeared
    )


def _body(items: Sequence[Item], bodies: Bodies, heirs: Mapping[str, str]) -> str:
    """Whose a piece is: its issuer's, where the roster has it, else whose site showed it first; "" for the city's own.

    What the portal and several bodies show on the same first day, without an issuer, is the city's own.
    """
    known = [heir(item.body, heirs) for item in items if item.body]
    known = [id for id in known if id in bodies]
    if known:
        return known[0]
    first = [item for item in items if item.day == items[0].day]
    sites = {heir(item.department, heirs) for item in first}
    return "" if "" in sites and len(sites) > 2 else heir(items[0].department, heirs)


def _gaps(year: int, looked: Sequence[Looked]) -> Iterator[Gap]:
    """The sites that could not be read in a month of the year, each with the next month in which it could."""
    mine = sorted(
        (each for each in looked if each.period.year == year),
        key=lambda each: (each.period, each.place, each.department),
    )
    for each in mine:
        if each.reason:
            later = (
                other.period
                for other in mine
                if (other.department, other.place) == (each.department, each.place)
                and other.period > each.period
                and not other.reason
            )
            yield Gap(each, next(later, None))


def day_of(piece: Counted) -> date | None:
    """The day on which a piece was published first; None where none is told."""
    days = [each.item.day for each in piece.seen if each.item.day is not None and each.item.day_from in TOLD]
    return min(days, default=None)
