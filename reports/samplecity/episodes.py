"""Which fault of a budget or of final accounts stands where in which month.

Each sort of fault stays at one place, or at both places of a body, for one to three months, is put right,
and turns up elsewhere a month or two later; a place has one at a time.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from crawler.period import Period
from reports.samplecity.bodies import SHARED
from reports.samplecity.dice import dice, number
from reports.samplecity.layout import FLAT, system
from reports.samplecity.money import COUNTS_FROM, LATE_FROM, REASONS_FROM, figures, spent
from reports.samplecity.schedules import WHOLE_FROM

Slot = tuple[str, str]  # body, "own" or "portal"
ORIGIN = Period(2012, 1)
OWED_FROM = 2013  # the first year of whose papers anything is asked of cities and counties
THREE, DEPARTMENT, ALL = "three-public", "department", "all"
LARGE = 1100  # hundredths of 万元 that are beyond all reason when they are taken for ten thousand times as much


@dataclass(frozen=True)
class Flaw:
    """A fault at work in a month; `episode` tells two visits apart, `part` which papers of an entry are meant."""

    kind: str
    episode: int
    part: str = ""


@dataclass(frozen=True)
class Sort:
    """One sort of fault: whether it stands in both places, for papers of which years, and where it can be seen.

    `kept` is whether the place keeps the papers of earlier years (None: either), `own` whether it can only be said
    of a body's own site, `bare` whether bodies with nothing to declare can have it too.
    """

    kind: str
    part: str = THREE
    both: bool = False
    since: int = 0
    until: int = 9999
    kept: bool | None = None
    own: bool = False
    bare: bool = False


def _sorts(*counted: Sort, final: bool) -> tuple[Sort, ...]:
    return (
        *(Sort(kind, both=True) for kind in ("mismatch", "blank", "no-unit", "cars")),
        Sort("incomplete", both=True, until=COUNTS_FROM - 1 if final else 9999),  # counts would tell of the head
        Sort("unit-slip", both=True, until=WHOLE_FROM - 1),
        Sort("places-differ", both=True),
        *(Sort("missing", part, kept=False, bare=True) for part in (THREE, DEPARTMENT, ALL)),
        *(Sort("outdated", part, kept=True, bare=True) for part in (THREE, DEPARTMENT, ALL)),
        *(Sort(kind, part) for part in (THREE, DEPARTMENT) for kind in ("broken", "scan")),
        Sort("empty", until=WHOLE_FROM - 1),
        Sort("last-year-differs", kept=True),
        *(Sort(kind) for kind in ("wrong-change", "text-differs", "template")),
        Sort("unexplained", since=REASONS_FROM),
        *counted,
        *(Sort(kind, DEPARTMENT) for kind in ("sums", "empty-table")),
        Sort("no-table", DEPARTMENT, since=OWED_FROM),
        Sort("no-unit", DEPARTMENT, until=WHOLE_FROM - 1),
        Sort("deep", ALL, own=True),
        Sort("late", ALL, since=LATE_FROM[final]),
    )


SORTS: Mapping[bool, tuple[Sort, ...]] = {
    False: _sorts(final=False),
    True: _sorts(Sort("no-counts", since=COUNTS_FROM), Sort("contradiction", since=COUNTS_FROM), final=True),
}


@dataclass(frozen=True)
class Places:
    """Where faults can stand: every place of the bodies that owe, who has nothing to declare, who keeps old papers."""

    seed: int
    slots: tuple[Slot, ...]
    nil: frozenset[str]
    kept: frozenset[Slot]

    def takes(self, sort: Sort, slot: Slot, year: int, *, final: bool) -> bool:
        """Whether a sort of fault can stand at a place in the papers of a year, and be seen there."""
        if (slot[0] in self.nil and not sort.bare) or (sort.own and not self._is_layered(slot)):
            return False
        if sort.kind == "places-differ" and len(self.of(slot[0])) < 2:
            return False
        totals = (spent if final else figures)(self.seed, slot[0], year).total
        before = (spent if final else figures)(self.seed, slot[0], year - 1).total
        if (sort.kind == "unexplained" and totals <= before) or (sort.kind == "unit-slip" and totals < LARGE):
            return False
        return sort.kept is None or (slot in self.kept) is sort.kept

    def _is_layered(self, slot: Slot) -> bool:
        """Whether it is a site of its own whose columns lie below each other."""
        return slot[1] == "own" and slot[0] not in SHARED and system(self.seed, slot[0]) not in FLAT

    def of(self, body: str) -> tuple[Slot, ...]:
        """The places of a body."""
        return tuple(slot for slot in self.slots if slot[0] == body)


@dataclass
class _Desk:
    """One sort of fault, or one of several of the same sort, as time goes by."""

    sort: Sort
    name: tuple[object, ...]
    start: int
    end: int = 0
    episode: int = -1
    held: tuple[Slot, ...] = field(default=())


def months(period: Period) -> int:
    """Months since the city's sites began."""
    return (period.year - ORIGIN.year) * 12 + period.month - ORIGIN.month


@lru_cache(maxsize=256)
def flaws(places: Places, period: Period, *, final: bool) -> Mapping[Slot, Flaw]:
    """What is wrong in a month with this year's budgets, or with last year's final accounts."""
    copies = max(1, round(len(places.slots) / 40))
    names = [(sort, (places.seed, final, sort.kind, sort.part, n)) for n in range(copies) for sort in SORTS[final]]
    desks = [_Desk(sort, name, dice(*name).randrange(2)) for sort, name in names]
    for month in range(months(period) + 1):
        _pass(desks, places, month, final=final)
    return {slot: Flaw(desk.sort.kind, desk.episode, desk.sort.part) for desk in desks for slot in desk.held}


def _pass(desks: list[_Desk], places: Places, month: int, *, final: bool) -> None:
    """One more month: what has stood long enough is put right, what is due turns up."""
    year = ORIGIN.shift(month).year - final
    for desk in desks:
        if desk.held and (month >= desk.end or not desk.sort.since <= year <= desk.sort.until):
            desk.held, desk.start = (), month + dice(*desk.name, desk.episode, "rests").randrange(1, 3)
    taken = {slot for desk in desks for slot in desk.held}
    for desk in desks:
        if desk.held or month < desk.start or not desk.sort.since <= year <= desk.sort.until:
            continue
        free = _free(desk, places, taken)
        desk.held = next((held for held in free if places.takes(desk.sort, held[0], year, final=final)), ())
        taken.update(desk.held)
        desk.episode += 1
        desk.end = month + dice(*desk.name, desk.episode, "stays").randrange(1, 4)


def _free(desk: _Desk, places: Places, taken: set[Slot]) -> Iterator[tuple[Slot, ...]]:
    first = number(*desk.name, desk.episode) % len(places.slots)
    for slot in (*places.slots[first:], *places.slots[:first]):
        wanted = (slot, *(each for each in places.of(slot[0]) if desk.sort.both and each != slot))
        if not taken.intersection(wanted):
            yield wanted
