"""What else the annual report tells of a year: budgets out of all that were owed, talks held, letters answered, charts shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from checker.counted.words import core
from crawler.period import Period
from crawler.roster import Department
from crawler.snapshot import Citation, Place


class Standing(StrEnum):
    """What is known of a disclosure in a place, the strongest that any month of the year showed last."""

    PUBLISHED = "published"
    NOT_PUBLISHED = "not-published"
    UNCHECKED = "unchecked"  # could not be looked at, or a person must: never the same as not published
    NOT_OWED = "not-owed"


@dataclass(frozen=True)
class Shown:
    """A disclosure in one place: where it stands, the month that says so, and what proves it."""

    standing: Standing
    period: Period | None = None
    evidence: tuple[Citation, ...] = ()


@dataclass(frozen=True)
class Owed:
    """What one body owes, place by place; a place where it owes nothing is not there."""

    department: Department
    places: Mapping[Place, Shown]

    @property
    def is_unit(self) -> bool:
        """Whether it is a subordinate unit (所属预算单列单位) and no department."""
        return "subordinate" in self.department.kinds

    @property
    def standing(self) -> Standing:
        """In either place: published in one is published; not published is only what was looked for in all."""
        found = {each.standing for each in self.places.values()}
        order = Standing.PUBLISHED, Standing.UNCHECKED, Standing.NOT_PUBLISHED
        return next((each for each in order if each in found), Standing.NOT_OWED)

    @property
    def is_everywhere(self) -> bool:
        """Whether it is published in every place where it is owed."""
        return bool(self.places) and all(each.standing is Standing.PUBLISHED for each in self.places.values())


@dataclass(frozen=True)
class Share:
    """How many bodies published something out of those that owe it, for a year.

    `rule` is the rule whose verdicts tell, `year` the year of the budget or of the accounts. `rows` are only those that owe it.
    """

    rule: str
    year: int
    rows: tuple[Owed, ...]

    def number(self, standing: Standing, place: Place | None = None, *, is_unit: bool | None = None) -> int:
        """How many bodies, or only departments or units of them, stand so: in a place, or in either."""
        return len(self.bodies(standing, place, is_unit=is_unit))

    def bodies(
        self, standing: Standing, place: Place | None = None, *, is_unit: bool | None = None
    ) -> tuple[Owed, ...]:
        """Which bodies stand so."""
        return tuple(
            each
            for each in self.rows
            if (is_unit is None or each.is_unit is is_unit)
            and standing is (each.standing if place is None else _in(each, place))
        )

    def owed(self, place: Place | None = None, *, is_unit: bool | None = None) -> int:
        """How many owe it: in a place, or at all."""
        return sum(
            (is_unit is None or each.is_unit is is_unit) and (place is None or place in each.places)
            for each in self.rows
        )


def _in(owed: Owed, place: Place) -> Standing:
    shown = owed.places.get(place)
    return Standing.NOT_OWED if shown is None else shown.standing


class What(StrEnum):
    """What is told of one by one."""

    INTERVIEW = "interview"  # 在线访谈
    REPLY = "reply"  # an answer to a letter that a site publishes
    POWER = "power"  # an item of a power list, met when a chart of it is shown
    CHART = "chart"  # a power flowchart that opens


@dataclass(frozen=True)
class Line:
    """One of them: a talk, an answer, an item of a power list.

    `department` is "" for the portal as a whole. `day` is that of the talk or of the answer, None where none is told.
    `is_met` False says of a letter that it was not answered, of an item that no chart of it is shown; `is_sure` that this was seen and
    is no guess.
    """

    what: What
    department: str
    place: Place
    title: str
    day: date | None
    cited: Citation
    is_met: bool = True
    is_sure: bool = True


@dataclass(frozen=True)
class Tally:
    """The lines of a year of one sort; `looked` is at how many sites of bodies anybody looked for them: none, and nothing is known."""

    what: What
    year: int
    lines: tuple[Line, ...]
    looked: int

    @property
    def met(self) -> int:
        """Talks held, letters answered, items with a chart, charts."""
        return sum(each.is_met for each in self.lines)

    @property
    def open(self) -> int:
        """Letters that surely were not answered, items that surely have no chart."""
        return sum(not each.is_met and each.is_sure for each in self.lines)

    @property
    def unsure(self) -> int:
        """Those of which that could not be told."""
        return sum(not each.is_met and not each.is_sure for each in self.lines)

    def at(self, place: Place) -> Tally:
        """Only what one place shows."""
        return replace(self, lines=tuple(each for each in self.lines if each.place is place))

    def either(self) -> Tally:
        """What a body shows in both places once: met where it is in either, open only where it is in both."""
        found: dict[tuple[str, str], Line] = {}
        for each in self.lines:
            key = each.department, core(each.title)
            found[key] = max(each, found.get(key, each), key=lambda line: (line.is_met, not line.is_sure))
        return replace(self, lines=tuple(found.values()))
