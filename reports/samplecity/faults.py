"""Which fault stands where in which month: a rota, so that every sort of fault comes round.

A stream is one sort of fault that wanders between a few places: it stays for one to four
months, is put right, may leave a month's rest, and turns up at the next place.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from crawler.period import Period
from crawler.roster import Department
from reports.samplecity.bodies import NO_SITE, SHARED, first_to_be_nil
from reports.samplecity.content import Trouble
from reports.samplecity.dice import dice, shuffled
from reports.samplecity.episodes import ORIGIN, Flaw, Places, Slot, flaws, months

__all__ = ["ORIGIN", "AirPlan", "Flaw", "Rota", "Slot", "air_plan", "months", "rota"]
POWERS = ("no-chart", "uncovered", "dead-chart", "orphan-chart", "uncovered")
TROUBLES = (Trouble.ERROR, Trouble.CHALLENGE, Trouble.DOWN, Trouble.ROBOTS)


@dataclass(frozen=True)
class Stream:
    """One sort of fault and the places that it visits in turn."""

    kind: str
    slots: tuple[Slot, ...]


@dataclass(frozen=True)
class Rota:
    """The streams of a city, by rule."""

    money: Places
    powers: tuple[Stream, ...]
    unlisted: Stream
    hosts: tuple[str, ...]
    seed: int

    def money_flaws(self, period: Period, *, final: bool) -> Mapping[Slot, Flaw]:
        """What is wrong with this year's budget, or last year's final accounts, by place."""
        return flaws(self.money, period, final=final)

    def power_flaws(self, period: Period) -> Mapping[Slot, Flaw]:
        """What is wrong with the power lists and charts, by place; `unlisted` in both places of a body."""
        found = dict(_active(self.seed, self.powers, period))
        for (body, _), flaw in _active(self.seed, (self.unlisted,), period):
            found |= {(body, "own"): flaw, (body, "portal"): flaw}
        return found

    def troubles(self, period: Period) -> Mapping[str, Trouble]:
        """The sites that misbehave as a whole: about one in thirty of a big city, one or two of a small one.

        They are chosen among those on which there is nothing else to find, as long as there are such.
        """
        month = months(period)
        power, money = self.power_flaws(period), self.money_flaws(period, final=False)
        hosts = [host for host in self.hosts if (host, "own") not in power]
        order = shuffled(hosts, self.seed, "trouble", month // len(self.hosts))
        count = max(1 + (month % 5 == 0), len(hosts) // 30)
        turn = [order[(month * count + n) % len(order)] for n in range(len(order))]
        chosen = sorted(turn, key=lambda host: (host, "own") in money)[:count]
        return {body: TROUBLES[(month + n) % 4] for n, body in enumerate(chosen)}

    def is_kept(self, slot: Slot) -> bool:
        """Whether a place keeps the budgets and final accounts of earlier years."""
        return slot in self.money.kept


@lru_cache(maxsize=64)
def rota(seed: int, departments: tuple[Department, ...]) -> Rota:
    """The rota of a city."""
    approving = [body.id for body in departments if "approving" in body.kinds]
    count = max(2, len(approving) // 8)
    unlisted = [body for body in shuffled(approving, seed, "unlisted") if body != "hbj"][:count]
    slots = [(id, place) for id in approving if id not in unlisted for place in ("own", "portal")]
    return Rota(
        _places(seed, departments),
        _dealt(shuffled(slots, seed, "powers"), POWERS, 2),
        Stream("unlisted", tuple((body, "") for body in unlisted)),
        tuple(body.id for body in departments if _may_fail(body, departments)),
        seed,
    )


def _may_fail(body: Department, departments: tuple[Department, ...]) -> bool:
    """Whether the whole site of a body may be in trouble: it has a host that nobody shares."""
    shared = {other.parent for other in departments if other.id in SHARED}
    alone = body.id not in (*NO_SITE, *SHARED, *shared)
    return alone and not body.kinds & {"ecology", "county"}


def _places(seed: int, departments: tuple[Department, ...]) -> Places:
    owing = [body.id for body in departments if "budget-unit" in body.kinds]
    slots = [(id, place) for id in owing for place in ("own", "portal") if place == "portal" or id not in NO_SITE]
    kept = frozenset(slot for slot in slots if dice(seed, slot, "keeps").random() < 0.7)
    return Places(seed, tuple(shuffled(slots, seed, "money")), frozenset(first_to_be_nil(seed, departments)), kept)


def _dealt(slots: list[Slot], kinds: tuple[str, ...], size: int) -> tuple[Stream, ...]:
    """Streams of a few places each, the sorts of fault in turn; about 45 % of the places see one at a time."""
    count = max(len(kinds), round(len(slots) * 0.44))
    hands = [tuple(slots[n * size : (n + 1) * size]) for n in range(count)]
    return tuple(Stream(kinds[n % len(kinds)], hand) for n, hand in enumerate(hands) if hand)


def _active(seed: int, streams: tuple[Stream, ...], period: Period) -> Iterator[tuple[Slot, Flaw]]:
    for number, stream in enumerate(streams):
        chance, month, episode = dice(seed, stream.kind, number), months(period), 0
        start = -chance.randrange(4)
        while True:
            stays, rests = chance.randrange(1, 5), int(chance.random() < 0.3)
            if start <= month < start + stays:
                yield stream.slots[episode % len(stream.slots)], Flaw(stream.kind, episode)
            start += stays + rests
            episode += 1
            if start > month:
                break


@dataclass(frozen=True)
class AirPlan:
    """The days of a month whose bulletins fail at one place; `absent` when there is none at all."""

    absent: bool = False
    gone: tuple[int, ...] = ()
    blank: tuple[int, ...] = ()
    stuck: tuple[int, ...] = ()


def air_plan(seed: int, period: Period) -> tuple[AirPlan, AirPlan]:
    """What fails this month on the place with a page a day, and on the other one; round in three months."""
    chance = dice(seed, "air", period)
    days = chance.sample(range(1, 29), 6)
    phase = (months(period) + seed) % 3
    if phase == 0:
        return AirPlan(gone=tuple(sorted(days[:2]))), AirPlan(absent=True)
    if phase == 1:
        return AirPlan(blank=(days[0],), stuck=tuple(sorted(days[1 : 2 + chance.randrange(2)]))), AirPlan()
    return AirPlan(), AirPlan(gone=(days[0],), blank=tuple(sorted(days[1:3])))
