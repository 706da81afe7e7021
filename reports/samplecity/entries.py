"""What a place publishes of a body's budget, or final accounts, of a year: which papers, when, and what is wrong with them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property

from reports.samplecity.dice import dice, number
from reports.samplecity.episodes import ALL, DEPARTMENT, THREE, Flaw, Slot
from reports.samplecity.money import LATE_FROM
from reports.samplecity.schedules import (
    BALANCE,
    BASIC,
    FUND,
    ROLES,
    WHOLE_FROM,
    Book,
    book,
    roles,
)  # fmt: skip
from reports.samplecity.slips import flawed
from reports.samplecity.statements import Statement, plain

ABSENT, POSTED = ("missing", "outdated"), ("missing", "outdated", "broken", "scan", "deep", "late")
APART, TOGETHER = (*POSTED, "empty", "no-unit"), ("empty-table", "no-table")


@dataclass(frozen=True)
class Entry:
    """A place's papers of a year: one that holds everything, or the three public expenses and the rest apart."""

    seed: int
    slot: Slot
    year: int
    final: bool
    flaw: Flaw | None = None
    org: str = ""
    nil: bool = False

    @property
    def kind(self) -> str:
        """The fault, or ""."""
        return self.flaw.kind if self.flaw else ""

    @property
    def is_grown(self) -> bool:
        """Whether the year asks for all schedules."""
        return self.year >= WHOLE_FROM

    @cached_property
    def is_joined(self) -> bool:
        """Whether one paper holds everything."""
        if self.is_grown or self.kind in TOGETHER:
            return True
        if self.flaw and self.kind in APART and self.flaw.part != ALL:
            return False
        return dice(self.seed, *self.slot, self.year, self.final, "joined").random() < 0.4

    @property
    def parts(self) -> tuple[str, ...]:
        """The papers that there are."""
        parts = (ALL,) if self.is_joined else (THREE, DEPARTMENT)
        return tuple(part for part in parts if not (self.kind in ABSENT and self.is_about(part)))

    def is_about(self, part: str) -> bool:
        """Whether the fault is one of this part."""
        if self.flaw is None:
            return False
        shared = self.is_joined and self.kind in (*POSTED, "no-unit", "template")
        return shared or ALL in (part, self.flaw.part) or part == self.flaw.part

    @property
    def day(self) -> date:
        """When it is published."""
        return concluded(self.seed, self.slot, self.year) if self.final else announced(self.seed, self.slot, self.year)

    @property
    def approved(self) -> date | None:
        """The day of approval, where the page prints it: in one of a body's places, at times."""
        chance = dice(self.seed, *self.slot, self.year, self.final, "approved")
        if self.kind == "late":
            return self.day - timedelta(days=chance.randrange(21, 60))
        if self.slot[1] != ("own", "portal")[number(self.seed, self.slot[0]) % 2] or chance.random() < 0.7:
            return None
        return self.day - timedelta(days=chance.randrange(3, 19 if self.year >= LATE_FROM[self.final] else 40))

    @cached_property
    def _slipped(self) -> tuple[Statement, tuple[str, ...]]:
        known = plain(self.seed, self.slot, self.year, final=self.final, org=self.org, nil=self.nil)
        if self.flaw is None or self.flaw.part != THREE or (self.kind == "places-differ" and self.slot[1] != "portal"):
            return known, ()
        return flawed(known, self.kind, dice(self.seed, self.slot[0], self.final, self.kind, self.flaw.episode))

    @property
    def statement(self) -> Statement:
        """The three public expenses as they are printed."""
        return self._slipped[0]

    @cached_property
    def book(self) -> Book:
        """The schedules as they are printed."""
        hushed = self.nil or self.kind == "incomplete"
        known = book(self.seed, self.slot, self.year, final=self.final, nil=hushed)
        known = replace(known, unit=self.statement.manner.unit)
        if self.kind == "sums":
            more = dice(self.seed, *self.slot, "sums", self.year).randrange(900, 6000)
            return replace(known, more=more)
        if self.kind == "empty-table":
            return replace(known, accounts=replace(known.accounts, fund=0))
        return known

    @property
    def gap(self) -> str:
        """The role of the schedule that is left out or empty, or ""."""
        if self.kind == "empty-table":
            return FUND if self.is_grown else BALANCE
        if self.kind != "no-table":
            return ""
        held = roles(self.year, final=self.final)
        return (
            dice(self.seed, *self.slot, self.year, "gap").choice(held[1 : held.index(BASIC) + 1])
            if self.is_grown
            else BALANCE
        )

    @property
    def subjects(self) -> tuple[str, ...]:
        """What the fault is about."""
        if self.kind == "sums":
            return ("收入总计",)
        return (ROLES[self.gap],) if self.gap else self._slipped[1]


def announced(seed: int, slot: Slot, year: int) -> date:
    """The day on which a place gets a year's budget: mid-February to the end of May, half of them by the end of March."""
    day = dice(seed, slot, year, "announced").triangular(0, 105, 35)
    return date(year, 2, 12) + timedelta(days=int(day))


def concluded(seed: int, slot: Slot, year: int) -> date:
    """The day on which a place gets a year's final accounts: in the autumn after it, before the end of October."""
    return date(year + 1, 8, 20) + timedelta(days=dice(seed, slot, year, "concluded").randrange(70))
