"""What the numbers of one bulletin give under a standard: partial indexes, the index, the pollutants that make it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from rules.air.bulletin import Bulletin
from rules.air.daily.printed import Span, allowed, amount, between, name
from rules.air.index import pollutant
from rules.air.standards import Item, Standard


@dataclass(frozen=True)
class View:
    """The partial indexes of a bulletin as spans: as stated, or as its concentrations give them.

    `lacking` are pollutants that the standard asks for and that are not there at all: the index may rest on one of them.
    """

    spans: Mapping[Item, Span]
    lacking: tuple[str, ...]

    @property
    def low(self) -> int:
        """The least index that these give."""
        return max(low for low, _ in self.spans.values())

    @property
    def high(self) -> int:
        """The greatest index that these give, when nothing is lacking."""
        return max(high for _, high in self.spans.values())

    @property
    def first(self) -> frozenset[str]:
        """The pollutants that may have the greatest partial index."""
        return frozenset(pollutant(item) for item, (_, high) in self.spans.items() if high >= self.low)


def views(bulletin: Bulletin, standard: Standard) -> list[View]:
    """What its concentrations give, and what its partial indexes give; the one stands in where the other is not stated.

    Some count the ozone of one hour in the index of the day and some do not: both are views. Empty without numbers.
    """
    computed = {
        item: (min(low for low, _ in rows), max(high for _, high in rows))
        for item in bulletin.measured
        if item in standard.daily and (rows := allowed(standard, bulletin, item))
    }
    stated = {item: (part, part) for item, part in bulletin.partials().items() if item in standard.daily}
    found: list[View] = []
    for spans in (stated | computed, computed | stated):
        for counted in (spans, {item: each for item, each in spans.items() if item != "O3:1h"}):
            view = View(counted, _lacking(bulletin, standard))
            if counted and view not in found:
                found.append(view)
    return found


def _lacking(bulletin: Bulletin, standard: Standard) -> tuple[str, ...]:
    """Pollutants of which nothing is said; NA and "/" say that there is no value and none is to be expected."""
    said = {pollutant(item) for item, each in bulletin.measured.items() if each.is_stated}
    unknown = [name(item) for item, each in bulletin.measured.items() if each.is_stated and item not in standard.limits]
    return (*(pollutant(item) for item in standard.asked if pollutant(item) not in said), *unknown)


def sums(bulletin: Bulletin, view: View) -> str:
    """The partial indexes in words, the greatest first: PM2.5 36 微克/立方米 → 52；PM10 ……."""
    ranked = sorted(view.spans.items(), key=lambda pair: (-pair[1][1], pair[0]))
    return "；".join(_sum(bulletin, item, *found) for item, found in ranked[:4])


def _sum(bulletin: Bulletin, item: Item, low: int, high: int) -> str:
    value = bulletin.measured[item].value
    if value is None or bulletin.measured[item].partial == low == high:
        return f"{name(item)} 分指数 {between(low, high)}"
    return f"{name(item)} {amount(item, value)} → 分指数 {between(low, high)}"
