"""How far the papers of a place have followed what was decided about a department's approvals, and what is late."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from crawler.period import Period
from reports.samplecity.dice import dice
from reports.samplecity.register import ADJUSTED, CANCELLED, DEVOLVED, Change, Register, changes, register

GONE = ("", "notice", "list", "chart", "chart")
LAPSES = {
    CANCELLED: GONE,
    DEVOLVED: GONE,
    ADJUSTED: ("", "notice", "notice"),
}  # a list that has what was added tells it
APART = timedelta(days=400)  # an item of which a notice has told lately is told of
PLACES = ("own", "portal")


@dataclass(frozen=True)
class Lapse:
    """What was not done about a change: no notice or an old chart at one place, old papers at both; until put right.

    It can be seen from the month after the decision on, when 20 working days are over; until then all papers are as old.
    """

    change: Change
    kind: str
    place: str
    first: Period
    end: Period

    def until(self, what: str, place: str) -> Period:
        """The month from which a place's list, charts or guides have followed the change all the same."""
        late = self.kind == "list" or (self.kind == what == "chart" and place == self.place)
        return self.end if late else self.first

    def is_seen(self, period: Period) -> bool:
        """Whether it stands in a month and is late."""
        return self.first <= period < self.end

    def is_at(self, place: str) -> bool:
        """Whether it is about a place."""
        return self.kind == "list" or place == self.place


@dataclass(frozen=True)
class Standing:
    """What a place shows in a month: list, charts, guides, and (change, day) of each notice."""

    listed: Register
    charted: Register
    guided: Register
    notices: tuple[tuple[Change, date], ...]


@lru_cache(maxsize=4096)
def lapses(seed: int, body: str, period: Period) -> tuple[Lapse, ...]:
    """Everything that went wrong with the changes up to and in a month, put right or not."""
    return tuple(_lapses(seed, body, period))


def _lapses(seed: int, body: str, period: Period) -> Iterator[Lapse]:
    days: dict[str, date] = {}
    for change in changes(seed, body, period):
        before = days.get(change.item.name, date.min)
        days[change.item.name] = change.decided
        if change.decided - APART < before:
            continue
        chance = dice(seed, body, change.serial, "lapse")
        kind, place, stays = (
            chance.choice(LAPSES.get(change.kind, ("",))),
            chance.choice(PLACES),
            chance.randrange(1, 3),
        )
        first = Period(change.decided.year, change.decided.month).shift(1)
        if kind:
            yield Lapse(change, kind, place, first, first.shift(stays))


def standing(seed: int, body: str, place: str, period: Period) -> Standing:
    """What a place shows of a department's powers in a month, apart from the faults of its papers themselves."""
    found = {lapse.change: lapse for lapse in lapses(seed, body, period)}
    listed, charted, guided = (
        register(seed, body, tuple(_followed(seed, body, place, period, what, found)))
        for what in ("list", "chart", "guide")
    )
    return Standing(listed, charted, guided, tuple(_notices(seed, body, place, period, found)))


def still(seed: int, body: str) -> Standing:
    """What both places show of a department about which nothing is ever decided."""
    first = register(seed, body, ())
    return Standing(first, first, first, ())


Dated = Iterator[tuple[Change, date]]


def _followed(seed: int, body: str, place: str, period: Period, what: str, found: Mapping[Change, Lapse]) -> Dated:
    for change in changes(seed, body, period):
        lapse = found.get(change)
        if lapse is None or lapse.kind == "notice":
            yield change, change.followed(what, place)
        elif lapse.until(what, place) <= period:
            yield change, _early_in(lapse.until(what, place), change)


def _notices(seed: int, body: str, place: str, period: Period, found: Mapping[Change, Lapse]) -> Dated:
    for change in changes(seed, body, period):
        lapse = found.get(change)
        if lapse is None or lapse.kind != "notice" or place != lapse.place:
            yield change, change.noticed(place)
        elif lapse.end <= period:
            yield change, _early_in(lapse.end, change)


def _early_in(month: Period, change: Change) -> date:
    return month.first + timedelta(days=4 + change.serial % 5)


def touched(seed: int, body: str, period: Period) -> frozenset[str]:
    """The items that are not to be looked at for other faults: those that came or went, or changed in the last year."""
    recent = period.shift(-12).first
    return frozenset(
        change.item.name
        for change in changes(seed, body, period)
        if change.kind != ADJUSTED or change.decided >= recent
    )
