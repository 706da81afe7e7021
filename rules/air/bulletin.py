"""What a bulletin says of a day's air, as stated; and what a place shows in other ways."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time
from decimal import Decimal

from crawler.snapshot import Document, Unreached
from rules.air.standards import Item

NOT_VALID, NOT_MONITORED = (
    "NA",
    "/",
)  # HJ 633-2012 5.1.3, HJ 633-2026 5.3: no valid value; a pollutant that is not measured


@dataclass(frozen=True)
class Measured:
    """What is said of one item: the concentration as printed, the same in µg/m³ (CO in mg/m³), and its partial index.

    `unit` is "mg", "µg" or "" as the source says of it; without a word on it, `value` takes the number for the usual unit
    of the item. `value` is None for what is no number, `printed` then says what stands there: NA, "/", "—", "".
    `partial` is None where none is stated.
    """

    item: Item
    printed: str = ""
    value: Decimal | None = None
    unit: str = ""
    partial: int | None = None

    @property
    def is_stated(self) -> bool:
        """Whether anything at all is said of it."""
        return bool(self.printed) or self.partial is not None


@dataclass(frozen=True)
class Bulletin:
    """What is said of the air of one day and one area, each as stated.

    `day` is the day that it is *for*, by which it is named; `covers` the day whose hours were measured, where the source says
    that these are others (当日零点前24小时); `posted` the day of publication, with `posted_at` where an hour is known. A growing
    table is posted anew each day: its `posted` is None. `index` is None when none is stated, `printed` is how it was
    written. `primary` is None when nothing is said of it and empty when it is said that there is none. `level` is 1 to 6 with
    its part (Ⅲ1: "1"). `kind` is API, AQI or "" where the source names none. `offers` names what the form has a place
    for, filled or not: index, primary, level, grade, colour, area, period, values. `area` is "" where none is named, and
    `is_whole` says that it speaks for the whole city, not for a county, a district or a station.
    """

    day: date
    source: Document
    index: int | None = None
    printed: str = ""
    kind: str = ""
    area: str = ""
    is_whole: bool = True
    primary: tuple[str, ...] | None = None
    exceeding: tuple[str, ...] | None = None
    level: int | None = None
    sub: str = ""
    grade: str = ""
    colour: str = ""
    measured: Mapping[Item, Measured] = field(default_factory=dict)
    covers: date | None = None
    posted: date | None = None
    posted_at: time | None = None
    offers: frozenset[str] = frozenset()
    where: str = ""
    quote: str = ""

    def concentrations(self) -> dict[Item, Decimal]:
        """The concentrations that are numbers, µg/m³, of CO mg/m³."""
        return {item: each.value for item, each in self.measured.items() if each.value is not None}

    def partials(self) -> dict[Item, int]:
        """The partial indexes that are stated."""
        return {item: each.partial for item, each in self.measured.items() if each.partial is not None}


@dataclass(frozen=True)
class Elsewhere:
    """A way in which a place shows its air without words that can be read: a widget, a picture, a link to another platform.

    `way` is widget, picture or link; `source` the page that has it; `lost` what is known of an address that did not open.
    """

    way: str
    url: str
    label: str
    source: Document
    lost: Unreached | None = None
