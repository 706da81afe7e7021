"""One line of a rulebook (指标): what it costs, when it vetoes, what it adds, and how sure each of its numbers is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from crawler.snapshot import Place

NOTHING: Mapping[str, Any] = MappingProxyType({})
DIGITS = 12  # before and behind the point, in a scheme's numbers


class Sort(StrEnum):
    """What an indicator does to a mark: takes from it (扣分), ends it (单项否决), adds to it (加分)."""

    DEDUCT = "deduct"
    VETO = "veto"
    BONUS = "bonus"


class Standing(StrEnum):
    """How sure a number is: written in the source (明文), told of it but not seen (未核实), or ours (建议)."""

    STATED = "stated"
    UNVERIFIED = "unverified"
    PROPOSED = "proposed"


@dataclass(frozen=True)
class Deduction:
    """What one finding of a problem costs in one place, and the most that the problem can cost there."""

    each: Decimal
    at_most: Decimal


@dataclass(frozen=True)
class Veto:
    """So many findings of these problems together in one place, and the whole mark is vetoed."""

    problems: frozenset[str]
    count: int


@dataclass(frozen=True)
class Indicator:
    """One line of the rulebook (指标). `rectify_in` counts workdays; `source` says where the numbers come from.

    `group` is the indicator of the first level that it belongs to (一级指标). `whole` says that on the portal all of it is
    judged as one site, and not only what it shows of one body. `explained` prices a problem where a posted explanation
    (情况说明) stands in for what is missing: 0 satisfies. `stated` and `unverified` name numbers; all others are proposals.
    """

    id: str
    title: str
    rule: str
    points: Decimal
    places: tuple[Place, ...]
    applies_to: frozenset[str]
    deduct: Mapping[str, Deduction]
    dials: Mapping[str, Any] = field(default_factory=dict)
    rectify_in: int = 0
    source: str = ""
    whole: bool = False
    sort: Sort = Sort.DEDUCT
    group: str = ""
    veto: tuple[Veto, ...] = ()
    explained: Mapping[str, Decimal] = field(default_factory=dict)
    stated: frozenset[str] = frozenset()
    unverified: frozenset[str] = frozenset()

    @property
    def share(self) -> Decimal:
        """The points that each place carries."""
        return self.points / len(self.places)

    @property
    def vetoes(self) -> tuple[Veto, ...]:
        """What vetoes; nothing does by a number that nobody has verified, be it a dial by which the findings are made."""
        return () if any(name == "veto" or name.startswith("dials.") for name in self.unverified) else self.veto

    def binds(self, kinds: frozenset[str]) -> bool:
        """Whether a department of these kinds owes this."""
        return bool(self.applies_to & kinds)

    def standing(self, number: str) -> Standing:
        """How sure a number is, by its name as in `numbers`."""
        if number in self.stated:
            return Standing.STATED
        return Standing.UNVERIFIED if number in self.unverified else Standing.PROPOSED


def numbers(entry: Mapping[str, Any]) -> list[str]:
    """The names of all numbers that a table of a scheme sets: points, rectify_in, cycle, deduct.late, dials.clicks, veto, and so on."""
    plain = [name for name in ("points", "rectify_in", "cycle", "veto") if name in entry]
    tables = [
        (name, entry[name]) for name in ("deduct", "dials", "explained", "answers") if isinstance(entry.get(name), dict)
    ]
    return [*plain, *(f"{name}.{key}" for name, table in tables for key in table)]


def number(value: Any) -> Decimal | None:
    """The decimal that a TOML value holds, or None when it is no number that anyone would write: nan, inf, 1e400."""
    known = Decimal(value) if isinstance(value, int | Decimal) and not isinstance(value, bool) else Decimal("nan")
    return known if known.is_finite() and abs(known.adjusted()) <= DIGITS else None


def deduction(value: Any) -> Deduction | None:
    """The price that a scheme writes as a number or as { each, at_most }; None when it is neither."""
    once = number(value)
    if once is not None:
        return Deduction(once, once)
    if isinstance(value, dict) and set(value) == {"each", "at_most"}:
        each, at_most = number(value["each"]), number(value["at_most"])
        return None if each is None or at_most is None else Deduction(each, at_most)
    return None


def indicator(entry: Mapping[str, Any]) -> Indicator:
    """The indicator that a scheme writes as a table, in which there are no faults."""
    prices = {name: deduction(value) for name, value in entry.get("deduct", NOTHING).items()}
    vetoes = (Veto(frozenset(each["problems"]), each["count"]) for each in entry.get("veto", ()))
    return Indicator(
        id=entry["id"],
        title=entry["title"],
        rule=entry["rule"],
        points=Decimal(entry.get("points", 0)),
        places=tuple(Place(place) for place in entry["places"]),
        applies_to=frozenset(entry["applies_to"]),
        deduct=MappingProxyType({name: price for name, price in prices.items() if price is not None}),
        dials=MappingProxyType(dict(entry.get("dials", NOTHING))),
        rectify_in=entry.get("rectify_in", 0),
        source=entry.get("source", ""),
        whole=entry.get("whole", False),
        sort=Sort(entry.get("sort", Sort.DEDUCT)),
        group=entry.get("group", ""),
        veto=tuple(vetoes),
        explained=MappingProxyType({name: Decimal(value) for name, value in entry.get("explained", NOTHING).items()}),
        stated=frozenset(entry.get("stated", ())),
        unverified=frozenset(entry.get("unverified", ())),
    )
