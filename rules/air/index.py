"""The index of a day's air, recomputed in exact numbers.

Partial index of a pollutant: (IAQI_Hi - IAQI_Lo) / (BP_Hi - BP_Lo) * (C - BP_Lo) + IAQI_Lo, rounded up; the index is the
greatest of them (HJ 633-2012 4.2 and 4.3, HJ 633-2026 4.2; the old index the same way). Numbers are fractions: in binary
floating point 2.2 mg/m³ of CO gives 56 where the standard gives 55.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal
from fractions import Fraction
from functools import lru_cache
from math import ceil

from rules.air.standards import MOST, Item, Standard

CLEAN = 50  # up to here there is no primary pollutant
EXCESS = 100  # above it, a pollutant exceeds the standard


@dataclass(frozen=True)
class Index:
    """The index of a day with the partial index of each item; pollutants are named without their average ("O3").

    `primary` are all pollutants that share the greatest partial index, none up to 50; `exceeding` those above 100.
    """

    value: int
    partials: Mapping[Item, int]
    primary: tuple[str, ...]
    exceeding: tuple[str, ...]


@lru_cache(maxsize=16384)
def partial(standard: Standard, item: Item, concentration: Decimal | Fraction | int) -> int | None:
    """The partial index of a concentration (µg/m³, of CO mg/m³), 0 to 500.

    None where the standard makes no index of it: an item without a row in its table, or above the last limit of a row that
    ends early (O3 in eight hours above 800). Above the last limit of a whole row it is 500. Raises ValueError below zero.
    """
    limits = standard.limits.get(item)
    if limits is None:
        return None
    exact = Fraction(rounded(standard, item, concentration))
    if exact < 0:
        raise ValueError("a concentration below zero")
    if exact > limits[-1]:
        return MOST if len(limits) == len(standard.steps) else standard.beyond.get(item)
    high = next(place for place, limit in enumerate(limits) if exact <= limit) or 1
    low = high - 1
    slope = Fraction(standard.steps[high] - standard.steps[low], limits[high] - limits[low])
    return ceil(slope * (exact - limits[low]) + standard.steps[low])


def rounded(standard: Standard, item: Item, concentration: Decimal | Fraction | int) -> Decimal | Fraction | int:
    """The concentration that goes into the formula: rounded half to even where the standard says so, else as it is.

    HJ 633-2026 4.2.2 with GB/T 8170: whole µg/m³, CO to one decimal of mg/m³.
    """
    if not standard.rounds:
        return concentration
    if isinstance(concentration, Decimal):
        return concentration.quantize(Decimal("0.1") if pollutant(item) == "CO" else Decimal(1), ROUND_HALF_EVEN)
    tenths = 10 if pollutant(item) == "CO" else 1
    return Fraction(round(Fraction(concentration) * tenths), tenths)


def partial_span(standard: Standard, item: Item, printed: Decimal) -> tuple[int, int] | None:
    """The least and the greatest partial index that a printed concentration may stand for, as it may be rounded itself.

    None where no index comes of it. Where the standard rounds before it computes, both are the same for whole numbers.
    """
    half = Decimal(1).scaleb(int(printed.as_tuple().exponent)) / 2
    exact = partial(standard, item, printed)
    if exact is None:
        return None
    low = partial(standard, item, max(Decimal(0), printed - half))
    high = partial(standard, item, printed + half)
    if standard.rounds and printed == rounded(standard, item, printed):
        return exact, exact
    return min(exact, exact if low is None else low), max(exact, exact if high is None else high)


def index(standard: Standard, concentrations: Mapping[Item, Decimal | Fraction | int]) -> Index | None:
    """The index of a day from the concentrations of its items, or None when no item gives one.

    Only items from which the standard makes the index of a day count; the others are passed over.
    """
    parts = {
        item: part
        for item, value in concentrations.items()
        if item in standard.daily and (part := partial(standard, item, value)) is not None
    }
    return of_partials(parts)


def of_partials(partials: Mapping[Item, int]) -> Index | None:
    """The index that partial indexes give, or None when there are none."""
    if not partials:
        return None
    worst = max(partials.values())
    first = [pollutant(item) for item, part in partials.items() if part == worst and worst > CLEAN]
    over = [pollutant(item) for item, part in partials.items() if part > EXCESS]
    return Index(worst, partials, tuple(dict.fromkeys(first)), tuple(dict.fromkeys(over)))


def pollutant(item: Item) -> str:
    """The pollutant of an item: "O3" of "O3:8h"."""
    return item.partition(":")[0]
