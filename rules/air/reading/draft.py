"""What is said of one day and area, gathered from cells and sentences until it is a bulletin."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, time

from crawler.snapshot import Document
from rules.air.bulletin import Bulletin, Measured
from rules.air.reading.amounts import UNSAID, Units, is_no_value, measured
from rules.air.reading.heads import Head
from rules.air.reading.names import colour_of, grade_of, level_of, pollutants, primary_of
from rules.air.standards import Item

MOST = 999
_INDEX = re.compile(r"(?<![\d.\-~～—至到/])(\d{1,3})(?:\.0+)?(?![\d%天时]|\.\d)")
_RANGE = re.compile(r"\d\s*(?:-|~|—|–|～|至|到)\s*\d")


@dataclass
class Draft:
    """A bulletin in the making; `day` is None as long as only the document can tell it."""

    day: date | None = None
    area: str = ""
    index: int | None = None
    printed: str = ""
    kind: str = ""
    primary: tuple[str, ...] | None = None
    exceeding: tuple[str, ...] | None = None
    level: int | None = None
    sub: str = ""
    grade: str = ""
    colour: str = ""
    measured: dict[Item, Measured] = field(default_factory=dict)
    covers: date | None = None
    offers: set[str] = field(default_factory=set)
    where: str = ""
    quote: str = ""
    is_whole: bool | None = None

    @property
    def says_something(self) -> bool:
        """Whether anything is said of the air itself."""
        words = self.printed or self.primary is not None or self.level or self.grade
        return bool(words) or any(each.is_stated for each in self.measured.values())

    @property
    def says_air(self) -> bool:
        """Whether it has what makes a bulletin: an index, or several concentrations, or a grade with something beside it."""
        values = sum(each.value is not None or each.partial is not None for each in self.measured.values())
        return bool(self.printed) or values >= 2 or bool(self.grade and (self.level or self.primary is not None))

    def take(self, head: Head, cell: str, given: Units) -> None:
        """Takes a squeezed cell under a head."""
        taker = _TAKERS.get(head.kind)
        if taker is not None:
            self.offers.add(_OFFERED.get(head.kind, head.kind))
            taker(self, head, cell, given)

    def take_index(self, head: Head, cell: str, _: Units = UNSAID) -> None:
        """Takes an index, and a grade that stands in its cell too."""
        self.kind = self.kind or head.letters
        if not cell:
            return
        if grade_of(cell) and not re.search(r"\d", cell):
            self.take_grade(head, cell)
            return
        found = [] if _RANGE.search(cell) else _INDEX.findall(cell)
        self.printed = self.printed or cell
        if self.index is None and len(found) == 1:
            self.index = int(found[0])
        words = re.sub(r"^\d+(?:\.0+)?[/(,、]?", "", cell)
        level, sub = level_of(words) if words != cell else (None, "")
        if self.level is None and level is not None:
            self.level, self.sub = level, sub
        self._words(words)

    def take_grade(self, head: Head, cell: str, _: Units = UNSAID) -> None:
        """Takes a level, a grade word and a colour, whichever stand in the cell."""
        level, sub = level_of(cell)
        self.offers |= {word for word, said in (("level", level), ("grade", grade_of(cell))) if said}
        if self.level is None and level is not None:
            self.level, self.sub = level, sub
        self._words(cell)
        if not self.grade and re.fullmatch("轻微|轻度|中度|中度重|重度|严重", cell):
            self.grade = cell + "污染"

    def _words(self, cell: str) -> None:
        self.grade = self.grade or grade_of(cell)
        if "色" in cell:
            self.colour = self.colour or colour_of(cell)

    def take_colour(self, head: Head, cell: str, _: Units = UNSAID) -> None:
        """Takes a colour word."""
        self.colour = self.colour or colour_of(cell)

    def take_primary(self, head: Head, cell: str, _: Units = UNSAID) -> None:
        """Takes the primary pollutants; a blank cell says nothing."""
        if self.primary is None:
            self.primary = primary_of(cell)

    def take_exceeding(self, head: Head, cell: str, _: Units = UNSAID) -> None:
        """Takes the pollutants that exceed the standard."""
        if self.exceeding is None:
            self.exceeding = primary_of(cell)

    def take_value(self, head: Head, cell: str, given: Units) -> None:
        """Takes a concentration."""
        before = self.measured.get(head.item)
        if before is not None and before.printed:
            return
        self.measured[head.item] = measured(head.item, cell, given, head.own, before.partial if before else None)

    def take_partial(self, head: Head, cell: str, _: Units = UNSAID) -> None:
        """Takes the partial index of an item."""
        if not head.item:
            return
        before = self.measured.get(head.item, Measured(head.item))
        number = re.fullmatch(r"(\d{1,3})(?:\.0+)?", cell)
        self.measured[head.item] = replace(before, partial=int(number[1]) if number else before.partial)

    def complete(self, other: Draft) -> None:
        """Takes what another draft says of the same day and this one does not."""
        for name in ("index", "printed", "kind", "primary", "exceeding", "level", "sub", "grade", "colour", "covers"):
            if getattr(self, name) in (None, "") and (name != "sub" or self.level == other.level):
                setattr(self, name, getattr(other, name))
        self.day = self.day or other.day
        both = {item: _joined(each, other.measured.get(item)) for item, each in self.measured.items()}
        self.measured = {**other.measured, **both}
        self.offers |= other.offers

    def _tell_ozone(self) -> None:
        """Ozone without its average is that of one hour where the one of eight hours stands beside it, and the reverse."""
        other = {"O3:8h": "O3:1h", "O3:1h": "O3:8h"}
        named = next((other[item] for item in self.measured if item in other), "")
        if "O3" in self.measured and named and named not in self.measured:
            self.measured[named] = replace(self.measured.pop("O3"), item=named)

    def bulletin(self, day: date, source: Document, posted: date | None, posted_at: time | None) -> Bulletin:
        """The bulletin for a day; of the whole city unless it is known to be of a part."""
        self._tell_ozone()
        offers = self.offers | ({"area"} if self.area else set()) | ({"values"} if self.measured else set())
        return Bulletin(
            day, source, self.index, self.printed, self.kind, self.area, self.is_whole is not False, self.primary,
            self.exceeding, self.level, self.sub, self.grade, self.colour, dict(self.measured), self.covers, posted,
            posted_at, frozenset(offers), self.where, self.quote[:200],
        )  # fmt: skip


def _joined(own: Measured, other: Measured | None) -> Measured:
    """What two statements say of one item, the first where both say it."""
    if other is None:
        return own
    partial = own.partial if own.partial is not None else other.partial
    return replace(own if own.printed else other, partial=partial)


_TAKERS: Mapping[str, Callable[[Draft, Head, str, Units], None]] = {
    "index": Draft.take_index,
    "level": Draft.take_grade,
    "grade": Draft.take_grade,
    "colour": Draft.take_colour,
    "primary": Draft.take_primary,
    "exceeding": Draft.take_exceeding,
    "value": Draft.take_value,
    "partial": Draft.take_partial,
}
_OFFERED = {"value": "values", "partial": "partials"}


def looks_filled(cell: str) -> bool:
    """Whether a squeezed cell says something of the air: a number, a grade, a pollutant, or that there is no value."""
    return bool(re.search(r"\d", cell) or grade_of(cell) or pollutants(cell) or is_no_value(cell))
