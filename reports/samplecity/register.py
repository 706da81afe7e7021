"""What a department may do on a day, and what was cancelled, devolved, adjusted or added to it in the course of the years."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import lru_cache

from crawler.period import Period
from reports.samplecity.dice import dice, number, shuffled
from reports.samplecity.duties import CONFIRM, GRANT, LAW, LICENCE, PENALTY, REWARD, STEPS, items, later
from reports.samplecity.episodes import ORIGIN
from reports.samplecity.people import telephone

CANCELLED, DEVOLVED, ADJUSTED, ADDED = "取消", "下放", "调整", "新增"
REMOVED = (CANCELLED, DEVOLVED)
TURNS = (CANCELLED, ADDED, ADJUSTED, DEVOLVED, ADDED, ADJUSTED)
LEGAL = {LICENCE: 20, CONFIRM: 30, GRANT: 20, REWARD: 60}  # working days
PROMISES = (5, 7, 8, 10, 12, 15)
OFFICES = {LICENCE: ("行政审批科", "行政审批办公室"), PENALTY: ("执法科", "法规科")}
CODES = {kind: f"{place:02}" for place, kind in enumerate(STEPS, start=1)}
FEWEST = 3  # approvals that a department keeps


@dataclass(frozen=True)
class Power:
    """One power. `legal` and `promised` are working days, 0 where the class of power knows no time limit."""

    name: str
    kind: str
    code: str
    basis: str
    office: str
    telephone: str
    legal: int = 0
    promised: int = 0

    @property
    def is_approval(self) -> bool:
        """Whether it is something that people apply for permission of."""
        return self.kind == LICENCE


@dataclass(frozen=True)
class Change:
    """What was decided on a day about an item; `item` is how it stands afterwards, or stood when it is gone."""

    serial: int
    kind: str
    decided: date
    item: Power
    before: Power | None = None

    def noticed(self, place: str) -> date:
        """The day on which a place publishes it, when nothing is wrong."""
        return self.decided + timedelta(days=1 + (place == "portal"))

    def followed(self, what: str, place: str) -> date:
        """The day from which a place's list, charts or guides are so, when nothing is wrong."""
        return self.decided + timedelta(days=2 + number(self.item.name, what, place) % 4)


@dataclass(frozen=True)
class Register:
    """The powers of a department as the papers of one place show them; `days` tells when an item was changed in them."""

    powers: tuple[Power, ...]
    days: Mapping[str, date] = field(default_factory=dict)

    def named(self, name: str) -> Power:
        """The power of that name. Raises StopIteration when there is none."""
        return next(power for power in self.powers if power.name == name)

    def since(self, first: date) -> date:
        """The day of the last change, or `first`."""
        return max((first, *self.days.values()))


def register(seed: int, body: str, followed: tuple[tuple[Change, date], ...]) -> Register:
    """The department's powers in a paper that has followed some changes, each on its day."""
    powers, days = {power.name: power for power in initial(seed, body)}, {}
    for change, day in followed:
        if change.kind in REMOVED:
            powers.pop(change.item.name, None)
        else:
            powers[change.item.name] = change.item
        days[change.item.name] = day
    order = {kind: place for place, kind in enumerate(STEPS)}
    return Register(tuple(sorted(powers.values(), key=lambda power: order[power.kind])), days)


@lru_cache(maxsize=512)
def initial(seed: int, body: str) -> tuple[Power, ...]:
    """What the department may do when the city's sites begin."""
    return tuple(_power(seed, body, name, kind, place) for place, (name, kind) in enumerate(items(body), start=1))


def _power(seed: int, body: str, name: str, kind: str, place: int) -> Power:
    chance = dice(seed, body, name, "power")
    office = chance.choice(OFFICES.get(kind, ("业务一科", "业务二科")))
    legal = LEGAL.get(kind, 0)
    return Power(
        name,
        kind,
        f"{number(body) % 900 + 100}{CODES[kind]}{place:03}",
        f"{LAW[body]}第{chance.randrange(5, 70)}条",
        office,
        telephone(seed, body, office),
        legal,
        chance.choice(PROMISES) if legal else 0,
    )


@lru_cache(maxsize=4096)
def changes(seed: int, body: str, until: Period) -> tuple[Change, ...]:
    """Everything decided about the department's approvals up to and in a month, in order."""
    return tuple(_changes(seed, body, until))


def _changes(seed: int, body: str, until: Period) -> Iterator[Change]:
    chance = dice(seed, body, "changes")
    period, serial, first = ORIGIN.shift(chance.randrange(9, 14)), 0, chance.randrange(len(TURNS))
    held = {power.name: power for power in initial(seed, body) if power.is_approval}
    order, new = shuffled(sorted(held), seed, body, "order"), list(later(body))
    order = [name for name in order if not re.search("公司|企业", name)]  # a notice could seem to be about one of them
    while period <= until:
        kind = _possible(TURNS[(first + serial) % len(TURNS)], held, new)
        change = _decided(seed, body, serial, kind, period, held, order, new)
        if kind in REMOVED:
            del held[change.item.name]
        else:
            held[change.item.name] = change.item
        order = [*(name for name in order if name != change.item.name), change.item.name]
        yield change
        serial += 1
        period = period.shift(chance.randrange(3, 6))


def _possible(kind: str, held: Mapping[str, Power], new: list[str]) -> str:
    if (kind in REMOVED and len(held) <= FEWEST) or (kind == ADDED and not new):
        return ADJUSTED
    return kind


def _decided(
    seed: int,
    body: str,
    serial: int,
    kind: str,
    period: Period,
    held: Mapping[str, Power],
    order: list[str],
    new: list[str],
) -> Change:
    chance = dice(seed, body, serial, "change")
    day = date(period.year, period.month, chance.randrange(8, 12))
    if kind == ADDED:
        return Change(serial, kind, day, _power(seed, body, new.pop(0), LICENCE, 60 + serial))
    item = held[next(name for name in order if name in held)]
    if kind == ADJUSTED:
        other = chance.choice([days for days in PROMISES if days != item.promised])
        return Change(serial, kind, day, replace(item, promised=other), item)
    return Change(serial, kind, day, item)


def other_promise(promised: int) -> int:
    """Another number of working days than was promised."""
    return next(days for days in PROMISES if abs(days - promised) > 2)
