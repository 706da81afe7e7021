"""Concentrations as printed: the number, its unit, and the units that a head or a note gives for all."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from rules.air.bulletin import Measured
from rules.air.reading.names import NO_VALUE, named
from rules.air.standards import Item
from rules.numerals import numeral

MG = r"(?:mg|毫克)(?:/|每|·)?(?:N?m\^?3|立方米?|标准立方米|标立方米|m\(3\)|方)?(?:-3)?"
UG = r"(?:[μu]g|ug|微克|μq)(?:/|每|·)?(?:N?m\^?3|立方米?|标准立方米|标立方米|m\(3\)|方)?(?:-3)?"
UNIT = re.compile(rf"(?P<mg>{MG})|(?P<ug>{UG})", re.IGNORECASE)
NUMBER = r"\d{1,4}(?:\.\d{1,4})?"
_CELL = re.compile(rf"[<>≤≥约]?({NUMBER})({MG}|{UG})?", re.IGNORECASE)
LARGE = 50  # a figure of CO from here on is in µg/m³, where the head says so of all
_SHORTEST = 6  # characters between a pollutant and the unit that is its own


@dataclass(frozen=True)
class Units:
    """The unit that a head, a caption or a note states: of all items, and of CO where it has one of its own."""

    every: str = ""
    co: str = ""

    def of(self, item: Item) -> str:
        """The unit of an item: "mg", "µg" or ""."""
        return self.co if item.startswith("CO") and self.co else self.every

    def over(self, wider: Units) -> Units:
        """These units, and where they say nothing, wider ones."""
        return Units(self.every or wider.every, self.co or ("" if self.every else wider.co))


UNSAID = Units()


def units(text: str) -> Units:
    """The units that a squeezed text states (单位：μg/m3，CO为mg/m3)."""
    every = co = ""
    for match in UNIT.finditer(text):
        unit = "mg" if match["mg"] else "µg"
        before = text[max(0, match.start() - 12) : match.start()]
        if _is_of_co(before):
            co = co or unit
        else:
            every = every or unit
    return Units(every, co)


def _is_of_co(before: str) -> bool:
    """Whether the words before a unit end in CO and nothing that concerns the others."""
    found = list(named(before))
    return bool(found) and found[-1][0] == "CO" and not re.search("其他|其它|其余|余者|均为", before[found[-1][2] :])


def measured(item: Item, cell: str, given: Units, own: str = "", partial: int | None = None) -> Measured:
    """What a squeezed cell says of an item. `own` is the unit of its own head, `given` what is said of all."""
    match = _CELL.fullmatch(cell)
    if match is None:
        return Measured(item, cell, None, own or given.of(item), partial)
    number = Decimal(match[1])
    stated = _unit(match[2] or "") or own
    unit = stated or given.of(item)
    if not stated and unit == "µg" and item.startswith("CO") and not given.co and number < LARGE:
        unit = ""
    return Measured(item, match[1], in_usual(item, number, unit), unit, partial)


def in_usual(item: Item, number: Decimal, unit: str) -> Decimal:
    """A number in the usual unit of an item: µg/m³, of CO mg/m³."""
    if item.startswith("CO"):
        return number / 1000 if unit == "µg" else number
    return number * 1000 if unit == "mg" else number


def spoken(text: str) -> Decimal | None:
    """The number that a text is, in digits or in words (零点零二)."""
    return Decimal(text) if re.fullmatch(NUMBER, text) else numeral(text)


def is_no_value(cell: str) -> bool:
    """Whether a squeezed cell says that there is no value."""
    return NO_VALUE.fullmatch(cell) is not None


def _unit(text: str) -> str:
    match = UNIT.search(text)
    return "" if match is None else "mg" if match["mg"] else "µg"
