"""Which fault of a budget or of final accounts stands where in which month.

Each sort of fault stays at one place, or at both places of a body, for one to three months, is put right,
and turns up elsewhere a month or two later; a place has one at a time.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from crawler.period import Period
from reports.samplecity.dice import dice, number
from reports.samplecity.money import COUNTS_FROM, LATE_FROM, REASONS_FROM
from reports.samplecity.schedules import WHOLE_BUDGET_FROM, WHOLE_FINAL_FROM

Slot = tuple[str, str]  # body, "own" or "portal"
ORIGIN = Period(2012, 1)
THREE, DEPARTMENT, ALL = "three-public", "department", "all"


@dataclass(frozen=True)
class Flaw:
    """A fault at work in a month; `episode` tells two visits apart, `part` which papers of an entry are meant."""

    kind: str
    episode: int
    part: str = ""


@dataclass(frozen=True)
class Sort:
    """One sort of fault: whether it stands in both places, for papers of which years, and where it can be seen.

    `kept` is whether the place keeps the papers of earlier years (None: either), `bare` whether bodies with
    nothing to declare can have it too.
    """

    kind: str
    part: str = THREE
    both: bool = False
    since: int = 0
    until: int = 9999
    kept: bool | None = None
    bare: bool = False


def _sorts(whole_from: int, *counted: Sort) -> tuple[Sort, ...]:
    """Faults of papers that hold all schedules from some year on."""
    return (
        *(Sort(kind, both=True) for kind in ("mismatch", "incomplete", "blank", "no-unit", "unit-slip", "cars")),
        Sort("places-differ", both=True),
        *(Sort("missing", part, kept=False, bare=True) for part in (THREE, DEPARTMENT, ALL)),
        *(Sort("outdated", part, kept=True, bare=True) for part in (THREE, DEPARTMENT, ALL)),
        *(Sort(kind, part) for part in (THREE, DEPARTMENT) for kind in ("broken", "scan")),
        Sort("empty", until=whole_from - 1),
        Sort("last-year-differs", kept=True),
        *(Sort(kind) for kind in ("wrong-change", "text-differs", "template")),
        Sort("unexplained", since=REASONS_FROM),
        *counted,
        *(Sort(kind, DEPARTMENT) for kind in ("sums", "empty-table", "no-table")),
        Sort("no-unit", DEPARTMENT, until=whole_from - 1),
        Sort("deep", ALL),
        Sort("late", ALL, since=LATE_FROM),
    )


COUNTED = Sort("no-counts", since=COUNTS_FROM), Sort("contradiction", since=COUNTS_FROM)
SORTS: Mapping[bool, tuple[Sort, ...]] = {
    False: _sorts(WHOLE_BUDGET_FROM),
    True: _sorts(WHOLE_FINAL_FROM, *COUNTED),
}


@dataclass(frozen=True)
class Places:
    """Where faults can stand: every place of the bodies that owe, who has nothing to declare, who keeps old papers."""

    slots: tuple[Slot, ...]
    nil: frozenset[str]
    kept: frozenset[Slot]

    def takes(self, sort: Sort, slot: Slot) -> bool:
        """Whether a sort of fault can stand at a place."""
        if slot[0] in self.nil and not sort.bare:
            return False
        if sort.kind == "places-differ" and len(self.of(slot[0])) < 2:
            return False
        return sort.kept is None or (slot in self.kept) is sort.kept

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
def flaws(seed: int, places: Places, period: Period, *, final: bool) -> Mapping[Slot, Flaw]:
    """What is wrong in a month with this year's budgets, or with last year's final accounts."""
    copies = max(1, round(len(places.slots) / 40))
    desks = [
        _Desk(
            sort, (seed, final, sort.kind, sort.part, copy), dice(seed, final, sort.kind, sort.part, copy).randrange(2)
        )
        for copy in range(copies)
        for sort in SORTS[final]
    ]
    for month in range(months(period) + 1):
        _pass(desks, places, month, ORIGIN.shift(month).year - final)
    return {slot: Flaw(desk.sort.kind, desk.episode, desk.sort.part) for desk in desks for slot in desk.held}


def _pass(desks: list[_Desk], places: Places, month: int, year: int) -> None:
    """One more month: what has stood long enough is put right, what is due turns up."""
    for desk in desks:
        if desk.held and (month >= desk.end or not desk.sort.since <= year <= desk.sort.until):
            desk.held, desk.start = (), month + dice(*desk.name, desk.episode, "rests").randrange(1, 3)
    taken = {slot for desk in desks for slot in desk.held}
    for desk in desks:
        if desk.held or month < desk.start or not desk.sort.since <= year <= desk.sort.until:
            continue
        desk.held = next(_free(desk, places, taken), ())
        taken.update(desk.held)
        desk.episode += 1
        desk.end = month + dice(*desk.name, desk.episode, "stays").randrange(1, 4)


def _free(desk: _Desk, places: Places, taken: set[Slot]) -> Iterator[tuple[Slot, ...]]:
    first = number(*desk.name, desk.episode) % len(places.slots)
    for slot in (*places.slots[first:], *places.slots[:first]):
        wanted = places.of(slot[0]) if desk.sort.both else (slot,)
        if places.takes(desk.sort, slot) and not taken.intersection(wanted):
            yield wanted
