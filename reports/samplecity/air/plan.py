"""Which fault of the bulletins stands on which day: six months of one sort or another, then again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import lru_cache

from crawler.period import Period
from reports.samplecity.air.days import WRONG, Day, fits, measured, rated, wrong
from reports.samplecity.air.manner import Manner, manner
from reports.samplecity.dice import dice, shuffled
from reports.samplecity.episodes import months

ABSENT, ELSEWHERE, NO_PRIMARY, SLIPPED = "absent", "elsewhere", "no-field", "unit-slip"
FROZEN, RUN = "frozen", 4
# Faults of the bureau, which both places show; of the place with a page a day; of the other one.
Sorts = tuple[str, ...]
PHASES: tuple[tuple[Sorts, Sorts, Sorts], ...] = (
    ((), ("gone", "gone", "late"), (ABSENT,)),
    (("wrong-grade", "wrong-index"), ("blank", "stuck", "stuck"), ()),
    ((FROZEN,), (), ("gone", "blank", "blank")),
    (("wrong-partial", "wrong-primary"), ("doubled", "future"), ("slip",)),
    ((), (SLIPPED, "late"), (ELSEWHERE,)),
    (("wrong-index", "wrong-primary", "wrong-partial"), (NO_PRIMARY,), ("doubled", "gone")),
)
APART = (2, 5)  # phases in which the portal tells another day's values than the body's own site
WHOLE = (ABSENT, ELSEWHERE, NO_PRIMARY, SLIPPED)
PAGED = ("stuck", "late", "future")  # what only a page of one day can be
EVER = 99
# How many months the faults of past months may stay.
STAYING = {"gone": (1, 1, 2, EVER), "blank": (1, 1, 2, EVER), "late": (EVER,), ABSENT: (1, 2, EVER)}
VALUED = ("slip", SLIPPED)  # what only stands beside concentrations


@dataclass(frozen=True)
class AirPlan:
    """What a place shows in a month: each day as it is told, what else is wrong with it, and what is wrong with all of it.

    `faults` are those of the bureau and the place's own, by day; `others` the days of a second statement for a day.
    """

    manner: Manner
    days: Mapping[date, Day] = field(hash=False)
    faults: Mapping[date, str] = field(hash=False)
    others: Mapping[date, Day] = field(hash=False)
    whole: str = ""

    @property
    def is_silent(self) -> bool:
        """Whether there is no bulletin that can be read."""
        return self.whole in (ABSENT, ELSEWHERE)

    def shown(self, day: date) -> Day | None:
        """What is told of a day; None when its bulletin is missing."""
        return None if self.faults.get(day) == "gone" else self.days[day]


@lru_cache(maxsize=64)
def plan(seed: int, body: str, place: str, period: Period) -> AirPlan:
    """What a place shows of a month's days while that month is looked at."""
    phase = (months(period) + seed) % len(PHASES)
    bureau, *by_place = PHASES[phase]
    common = _dealt(seed, period, bureau, "bureau", {})
    told = _told(seed, period, common)
    paged = is_paged(seed, place)
    own = by_place[0 if paged else 1]
    how = manner(seed, body, place, period.first, paged=paged)
    whole = next((kind for kind in own if kind in WHOLE and _can(kind, how)), "")
    wanted = [kind for kind in own if kind not in WHOLE and _can(kind, how)]
    wanted += ["differ"] if place == "portal" and phase in APART else []
    taken = common if place == "own" else {**common, **plan(seed, body, "own", period).faults}
    faults = _dealt(seed, period, wanted, place, taken, how)
    days, others = dict(told), {}
    for day, kind in faults.items():
        if kind == "differ":
            days[day] = measured(seed, day, "another")
        if kind == "doubled":
            others[day] = measured(seed, day, "another")
    return AirPlan(how, days, {**common, **faults}, others, whole)


def settled(seed: int, body: str, place: str, period: Period, by: Period) -> AirPlan:
    """What a place shows of a month's days while a later month is looked at: most faults are put right by then.

    A gap is filled in the next month, months later, or never; what came late stays late.
    """
    this = plan(seed, body, place, period)
    stays = {
        day: kind
        for day, kind in this.faults.items()
        if kind in STAYING and by < _filled(seed, place, period, kind, day)
    }
    if this.whole == ABSENT and by < _filled(seed, place, period, ABSENT):
        return replace(this, faults={}, others={})
    return replace(faultless(seed, body, place, period), faults=stays)


def _filled(seed: int, place: str, period: Period, kind: str, *day: date) -> Period:
    """The month from which a gap is no more."""
    return period.shift(dice(seed, place, period, kind, *day, "stays").choice(STAYING[kind]))


def faultless(seed: int, body: str, place: str, period: Period) -> AirPlan:
    """What a place would show of a month in which nothing is wrong."""
    how = manner(seed, body, place, period.first, paged=is_paged(seed, place))
    return AirPlan(how, {day: measured(seed, day) for day in period.days()}, {}, {})


def is_paged(seed: int, place: str) -> bool:
    """Whether this is the place where each day's air has a page of its own."""
    return place == ("own", "portal")[dice(seed, "paged").randrange(2)]


def _can(kind: str, how: Manner) -> bool:
    return (kind not in PAGED or how.is_paged) and (kind not in VALUED or how.valued)


def _dealt(
    seed: int, period: Period, kinds: Iterable[str], name: str, taken: Mapping[date, str], how: Manner | None = None
) -> dict[date, str]:
    """A day for each sort of fault, none of them in a frozen run, all between the 5th and the 25th."""
    dealt: dict[date, str] = {}
    for kind in kinds:
        for day in shuffled(list(period.days())[4:25], seed, "air", name, period):
            run = list(_run(day)) if kind == FROZEN else [day]
            busy = taken.keys() | dealt.keys() | {each for first in taken for each in _frozen(first, taken)}
            fitting = not busy.intersection(run) and all(_fits(seed, kind, each, how) for each in run)
            if fitting and (kind != FROZEN or _stands_out(seed, run)):
                dealt[day] = kind
                break
    return dealt


def _fits(seed: int, kind: str, day: date, how: Manner | None) -> bool:
    if how is not None and how.together(day) and kind != "blank":
        return False
    if kind in ("differ", "doubled") and not _is_another(seed, day, alike=kind == "doubled"):
        return False
    return fits(kind, measured(seed, day))


def _is_another(seed: int, day: date, *, alike: bool) -> bool:
    """Whether there is another day's air to tell: all of it, with another index; of the same grade when it is told beside the true one."""
    other, true = measured(seed, day, "another"), measured(seed, day)
    return other.is_complete and other.index != true.index and (other.grade == true.grade or not alike)


def _run(day: date) -> Iterator[date]:
    return (date.fromordinal(day.toordinal() + n) for n in range(RUN))


def _stands_out(seed: int, run: Sequence[date]) -> bool:
    """Whether the days before and after a frozen run have another index."""
    around = {measured(seed, day).index for day in (run[0] - timedelta(days=1), run[-1] + timedelta(days=1))}
    return measured(seed, run[0]).index not in around


def _frozen(first: date, faults: Mapping[date, str]) -> list[date]:
    """The days that a frozen run takes, with those around it."""
    days = list(_run(first)) if faults[first] == FROZEN else []
    return [days[0] - timedelta(days=1), *days, days[-1] + timedelta(days=1)] if days else []


def _told(seed: int, period: Period, faults: Mapping[date, str]) -> dict[date, Day]:
    """What the bureau makes of a month's days."""
    days = {day: measured(seed, day) for day in period.days()}
    for first, kind in faults.items():
        if kind in WRONG:
            days[first] = wrong(kind, days[first])
        for day in _run(first) if kind == FROZEN else ():
            days[day] = rated(day, days[first].values)
    return days
