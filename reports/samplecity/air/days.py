"""What was measured on a day, what follows from it, and what the bureau wrongly makes of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import ROUND_HALF_EVEN, Decimal
from fractions import Fraction
from functools import lru_cache

from reports.samplecity.air.scale import CLEAN, CO, SO2, STRICTER, Scale, scale
from reports.samplecity.dice import dice

OFF = 6  # by how much a wrong number is wrong: more than rounding explains


@dataclass(frozen=True)
class Day:
    """A day's concentrations (µg/m³, CO mg/m³; None: no valid value) and what is said of them; all of it may be wrong.

    `index` None is an index that the standard does not allow, "NA"; `primary` holds pollutants.
    """

    day: date
    values: Mapping[str, Decimal | None] = field(hash=False)
    partials: Mapping[str, int] = field(hash=False)
    index: int | None
    primary: tuple[str, ...]
    roman: str
    level: str
    grade: str
    colour: str

    @property
    def scale(self) -> Scale:
        """The index by which it is rated."""
        return scale(self.day)

    @property
    def is_complete(self) -> bool:
        """Whether every pollutant has a value."""
        return None not in self.values.values()


@lru_cache(maxsize=4096)
def measured(seed: int, day: date, *where: object) -> Day:
    """The air of a day as it was, in the whole city or somewhere else: worse in winter, bad on few days."""
    chance = dice(seed, "air", day, *where)
    winter = 14 if day.month in (11, 12, 1, 2) else 10
    badness = chance.choice((4, 4, 7, 7, 7, 8, 9, 10, 12, 20 if winter > 10 else 9)) * winter
    fine = dice(seed, "air is fine", day.year).random() < 0.3 and not where
    found: dict[str, Decimal | None] = {}
    for item, limits in scale(day).limits.items():
        tenths = chance.randrange(30 if item != CO else 3, limits[2] * max(badness, 40) // 10)
        found[item] = Decimal(tenths).scaleb(-1) if fine or item == CO else Decimal(tenths // 10)
    if day >= date(2014, 1, 1) and chance.random() < 0.04:
        found[chance.choice((SO2, CO))] = None
    return rated(day, found)


def rated(day: date, values: Mapping[str, Decimal | None]) -> Day:
    """What follows from a day's concentrations."""
    by, known = scale(day), {item: value for item, value in values.items() if value is not None}
    parts = {item: by.partial(item, Fraction(_in_formula(by, item, value))) for item, value in known.items()}
    index = max(parts.values())
    if by is STRICTER and len(known) < len(values) and index <= 100:  # 5.3.1: nothing is said of such a day
        return Day(day, values, parts, None, (), "NA", "NA", "NA", "NA")
    return said(Day(day, values, parts, index, _first(parts), "", "", "", ""), index)


def said(day: Day, index: int) -> Day:
    """The day with the level, word and colour of an index."""
    found = day.scale.range(index)
    return replace(day, roman=found.roman, level=found.level, grade=found.grade, colour=found.colour)


def _in_formula(by: Scale, item: str, value: Decimal) -> Decimal:
    """What is put into the formula: rounded half to even by HJ 633-2026 4.2.2, else as it is."""
    return value.quantize(Decimal("0.1" if item == CO else 1), ROUND_HALF_EVEN) if by.is_whole else value


def _first(parts: Mapping[str, int]) -> tuple[str, ...]:
    worst = max(parts.values())
    return tuple(item for item, part in parts.items() if part == worst and worst > CLEAN)


def _worst(day: Day) -> str:
    return max(day.partials, key=lambda item: day.partials[item])


def _least(day: Day) -> str:
    return min(day.partials, key=lambda item: day.partials[item])


def _wrong_index(day: Day) -> Day | None:
    """An index that is too low, in its range: nothing else becomes wrong by it, and no rounding of CO explains it."""
    if day.index is None or _worst(day) == CO or day.index - OFF <= max(day.scale.floor(day.index), OFF):
        return None
    return replace(day, index=day.index - OFF)


def _wrong_partial(day: Day) -> Day | None:
    """A partial index that does not decide."""
    least = _least(day)
    if day.partials[least] <= 2 * OFF or day.partials[least] > day.partials[_worst(day)] - OFF:
        return None
    return replace(day, partials={**day.partials, least: day.partials[least] - OFF})


def _wrong_primary(day: Day) -> Day | None:
    """A pollutant that is not the worst, or one where none is to be named."""
    if day.index is None or day.partials[_least(day)] > day.partials[_worst(day)] - OFF:
        return None
    return replace(day, primary=(_least(day) if day.index > CLEAN else _worst(day),))


def _wrong_grade(day: Day) -> Day | None:
    """A good day called moderate, or the other way round."""
    if day.index is None or day.index > 100:
        return None
    return said(day, 75 if day.index <= CLEAN else 40)


def _same(day: Day) -> Day | None:
    return day if day.index is not None else None


def _slipped(day: Day) -> Day | None:
    """A day whose index tells that its µg/m³ are none: CO, which is never told in them, does not decide."""
    return day if day.index is not None and _worst(day) != CO else None


WRONG: Mapping[str, Callable[[Day], Day | None]] = {
    "wrong-index": _wrong_index,
    "wrong-partial": _wrong_partial,
    "wrong-primary": _wrong_primary,
    "wrong-grade": _wrong_grade,
    "slip": _slipped,
}


def fits(kind: str, day: Day) -> bool:
    """Whether a sort of fault can be told of a day: nothing of it is missing, and nothing else becomes wrong."""
    return day.is_complete and WRONG.get(kind, _same)(day) is not None


def wrong(kind: str, day: Day) -> Day:
    """What the bureau wrongly says of a day that fits."""
    return WRONG.get(kind, _same)(day) or day


def subject(kind: str, day: Day) -> str:
    """What a fault is called: the day, with the pollutant where one is meant."""
    return f"{day.day} {_least(day)}" if kind == "wrong-partial" else str(day.day)
