"""Printed concentrations as exact numbers, and the partial indexes that they may stand for."""

from __future__ import annotations

import re
from decimal import ROUND_FLOOR, ROUND_HALF_UP, Decimal

from rules.air.bulletin import Bulletin, Measured
from rules.air.index import partial, partial_span, pollutant
from rules.air.standards import Item, Standard
from rules.phrases import squeeze

Span = tuple[int, int]
AVERAGES = {"8h": "（8小时）", "1h": "（1小时）"}
BASES = {"API": "空气污染指数分级浓度限值", "HJ 633-2012": "HJ 633-2012 表1、表2", "HJ 633-2026": "HJ 633-2026 表3"}
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_EIGHT = re.compile(r"(?:O3|臭氧)[^,。;]{0,12}?8|8(?:小时|h)[^,。;]{0,6}(?:O3|臭氧)", re.IGNORECASE)


def exact(measured: Measured) -> Decimal | None:
    """The concentration in the usual unit with the precision that is printed: 0.06 mg/m³ is 60 µg/m³ to the next ten."""
    if measured.value is None:
        return None
    match = _NUMBER.search(squeeze(measured.printed))
    for places in (0, 3, -3) if match else ():
        if match and Decimal(match[0]).scaleb(places) == measured.value:
            return Decimal(match[0]).scaleb(places)
    return measured.value


def span(standard: Standard, item: Item, value: Decimal) -> Span | None:
    """The least and the greatest partial index of a printed concentration, or None when there is none.

    Where the standard rounds first they are one, unless less was printed than it rounds to.
    """
    step = int(value.as_tuple().exponent)
    if not standard.rounds or step <= (-1 if pollutant(item) == "CO" else 0):
        return partial_span(standard, item, value)
    half = Decimal(1).scaleb(step) / 2
    ends = [partial(standard, item, each) for each in (max(Decimal(0), value - half), value, value + half)]
    known = [each for each in ends if each is not None]
    return (min(known), max(known)) if known and ends[1] is not None else None


def allowed(standard: Standard, bulletin: Bulletin, item: Item) -> list[Span]:
    """The spans of an item's concentration, by each row of the table that it may belong to.

    Ozone that is not said to be that of eight hours may be that of one, and the other way round, where only one is shown.
    """
    value = bulletin.measured[item].value
    rows = [item]
    if (
        pollutant(item) == "O3"
        and sum(pollutant(each) == "O3" for each in bulletin.measured) == 1
        and not _says(bulletin)
    ):
        rows = [row for row in ("O3:8h", "O3:1h") if row in standard.daily]
    found = [span(standard, row, value) for row in rows] if value is not None else []
    return [each for each in found if each is not None]


def _says(bulletin: Bulletin) -> bool:
    return _EIGHT.search(squeeze(bulletin.source.text)) is not None


def other_roundings(standard: Standard, item: Item, value: Decimal) -> tuple[int, int] | None:
    """What rounding down and rounding half up would make of a concentration; None where there is nothing to round."""
    limits = standard.limits.get(item)
    if limits is None or not 0 <= value <= limits[-1]:
        return None
    high = next(place for place, limit in enumerate(limits) if value <= limit) or 1
    low = high - 1
    rise = (standard.steps[high] - standard.steps[low]) * (value - limits[low])
    real = rise / (limits[high] - limits[low]) + standard.steps[low]
    if real == real.to_integral_value():
        return None
    return int(real.to_integral_value(ROUND_FLOOR)), int(real.to_integral_value(ROUND_HALF_UP))


def name(item: Item) -> str:
    """An item in words: O3（8小时）."""
    return pollutant(item) + AVERAGES.get(item.partition(":")[2], "")


def amount(item: Item, value: Decimal) -> str:
    """A concentration in words, with its unit."""
    return f"{value:f} {'毫克/立方米' if pollutant(item) == 'CO' else '微克/立方米'}"


def between(low: int, high: int) -> str:
    """A span in words: 52, or 51～52."""
    return str(low) if low == high else f"{low}～{high}"


def basis(standard: Standard) -> str:
    """Where a department can look the arithmetic up."""
    return BASES[standard.id]
