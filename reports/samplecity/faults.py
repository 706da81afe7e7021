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

__all__ = ["ORIGIN", "Flaw", "Rota", "Slot", "months", "rota"]
POWERS = ("no-chart", "uncovered", "dead-chart", "orphan-chart", "no-step", "limit-differs")
LISTS = (
    "missing",
    "places-differ",
    "no-field",
    "blank-field",
    "duplicate",
    "places-differ",
    "broken",
    "abolished-class",
)
GUIDES = ("missing", "no-element", "none", "no-element", "limit-differs")
TROUBLES = (Trouble.ERROR, Trouble.CHALLENGE, Trouble.DOWN, Trouble.ROBOTS)


@dataclass(frozen=True)
class Stream:
    """One sort of fault and the places that it visits in turn; `kinds` in turn where it has several, `rest` months between."""

    kind: str
    slots: tuple[Slot, ...]
    kinds: tuple[str, ...] = ()
    rest: int = 0

    def flaw(self, episode: int) -> Flaw:
        """The fault of a visit."""
        return Flaw(self.kinds[episode % len(self.kinds)] if self.kinds else self.kind, episode)


@dataclass(frozen=True)
class Fault:
    """A fault of a month and the items, or the field, that it is about."""

    flaw: Flaw
    about: tuple[str, ...] = ()

    @property
    def kind(self) -> str:
        """The sort of fault."""
        return self.flaw.kind

    @property
    def subject(self) -> str:
        """The first of what it is about, or ""."""
        return self.about[0] if self.about else ""


@dataclass(frozen=True)
class Rota:
    """The streams of a city, by rule."""

    money: Places
    powers: tuple[Stream, ...]
    lists: tuple[Stream, ...]
    guides: tuple[Stream, ...]
    unlisted: Stream
    hosts: tuple[str, ...]
    seed: int

    def money_flaws(self, period: Period, *, final: bool) -> Mapping[Slot, Flaw]:
        """What is wrong with this year's budget, or last year's final accounts, by place."""
        return flaws(self.money, period, final=final)

    def chart_flaws(self, period: Period) -> Mapping[Slot, Flaw]:
        """What is wrong with the charts, by place."""
        return dict(_active(self.seed, self.powers, period))

    def list_flaws(self, period: Period) -> Mapping[Slot, Flaw]:
        """What is wrong with the power lists, by place; `unlisted` in both places of a body."""
        found = dict(self._settled(slot, flaw) for slot, flaw in _active(self.seed, self.lists, period))
        for (body, _), flaw in _active(self.seed, (self.unlisted,), period):
            found |= {(body, "own"): flaw, (body, "portal"): flaw}
        return found

    def _settled(self, slot: Slot, flaw: Flaw) -> tuple[Slot, Flaw]:
        """Both lists differ where one chart serves all penalties, so that no chart is left without its item."""
        if flaw.kind != "places-differ" or by_class(self.seed, slot):
            return slot, flaw
        other = slot[0], "portal" if slot[1] == "own" else "own"
        return (other, flaw) if by_class(self.seed, other) else (slot, Flaw("duplicate", flaw.episode))

    def guide_flaws(self, period: Period) -> Mapping[Slot, Flaw]:
        """What is wrong with the guides, by place."""
        return dict(_active(self.seed, self.guides, period))

    def is_still(self, body: str) -> bool:
        """Whether nothing is ever decided about the powers of a body: sometimes it has no list to compare with."""
        return (body, "") in self.unlisted.slots

    def troubles(self, period: Period, busy: frozenset[str]) -> Mapping[str, Trouble]:
        """The sites that misbehave as a whole: about one in thirty of a big city, one or two of a small one.

        They are chosen among those on which there is nothing else to find, as long as there are such; `busy` are
        bodies whose powers have faults.
        """
        month, money = months(period), self.money_flaws(period, final=False)
        hosts = [host for host in self.hosts if host not in busy]
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
    limited = [slot for slot in slots if has_limits(seed, slot)]
    return Rota(
        _places(seed, departments),
        _dealt(shuffled(slots, seed, "powers"), POWERS, 2, {"limit-differs": limited}),
        _by_body(seed, "list", approving, unlisted, LISTS),
        _by_body(seed, "guide", approving, unlisted, GUIDES),
        Stream("unlisted", tuple((body, "") for body in unlisted)),
        tuple(body.id for body in departments if _may_fail(body, departments)),
        seed,
    )


def _may_fail(body: Department, departments: tuple[Department, ...]) -> bool:
    """Whether the whole site of a body may be in trouble: it has a host that nobody shares."""
    shared = {other.parent for other in departments if other.id in SHARED}
    alone = body.id not in (*NO_SITE, *SHARED, *shared)
    return alone and not body.kinds & {"ecology", "county", "enterprise"}


def _places(seed: int, departments: tuple[Department, ...]) -> Places:
    owing = [body.id for body in departments if "budget-unit" in body.kinds]
    slots = [(id, place) for id in owing for place in ("own", "portal") if place == "portal" or id not in NO_SITE]
    kept = frozenset(slot for slot in slots if dice(seed, slot, "keeps").random() < 0.7)
    return Places(seed, tuple(shuffled(slots, seed, "money")), frozenset(first_to_be_nil(seed, departments)), kept)


def _dealt(slots: list[Slot], kinds: tuple[str, ...], size: int, only: Mapping[str, list[Slot]]) -> tuple[Stream, ...]:
    """Streams of a few places each, the sorts of fault in turn; about 45 % of the places see one at a time.

    `only` names the places at which a sort of fault can stand; it gets the first of them.
    """
    count = max(len(kinds), round(len(slots) * 0.44))
    sorts = [kinds[n % len(kinds)] for n in range(count)]
    free, hands = list(slots), []
    for kind in sorted(sorts, key=lambda kind: kind not in only):
        hand = [slot for slot in free if slot in only.get(kind, slots)][:size]
        free = [slot for slot in free if slot not in hand]
        hands.append(Stream(kind, tuple(hand)))
    return tuple(stream for stream in hands if stream.slots)


def _by_body(
    seed: int, name: str, approving: list[str], without: list[str], kinds: tuple[str, ...]
) -> tuple[Stream, ...]:
    """For each body a stream that visits its two places in turn and brings every sort of fault."""
    bodies = [id for id in approving if id not in without]
    return tuple(
        Stream(f"{name}:{id}", ((id, "own"), (id, "portal")), tuple(shuffled(kinds, seed, name, id)), rest=2)
        for id in bodies
    )


def has_limits(seed: int, slot: Slot) -> bool:
    """Whether a place's list tells how long an approval may take by law, and how long it is promised to take."""
    return dice(seed, slot, "limits").random() < 0.6


def by_class(seed: int, slot: Slot) -> bool:
    """Whether one chart of a place serves all penalties."""
    return dice(seed, *slot, "one for penalties").random() < 0.5


def _active(seed: int, streams: tuple[Stream, ...], period: Period) -> Iterator[tuple[Slot, Flaw]]:
    for number, stream in enumerate(streams):
        chance, month, episode = dice(seed, stream.kind, number), months(period), 0
        start = -chance.randrange(4)
        while True:
            stays, rests = chance.randrange(1, 5), int(chance.random() < 0.3) + stream.rest
            if start <= month < start + stays:
                yield stream.slots[episode % len(stream.slots)], stream.flaw(episode)
            start += stays + rests
            episode += 1
            if start > month:
                break
