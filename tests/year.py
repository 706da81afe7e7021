"""A true year: what the ledger tells of a sample city's months beside what a ledger that is right must tell."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from importlib import resources
from pathlib import Path

from checker.ledger.events import LOOKS
from crawler.period import Period
from reports import workspace
from reports.demo_year import fault_of
from reports.keeping import ledger_of
from reports.samplecity.city import City
from reports.samplecity.course import courses, letters_on
from reports.samplecity.sight import AWAY, HIDDEN, UNKNOWN, Fault

SCHEME = "yichun-2013.toml"
Line = tuple[str, str, str]  # month, what is told of it, how the case stood
Lines = tuple[Line, ...]
Story = dict[Fault, Lines]


@dataclass(frozen=True)
class Told:
    """What the ledger tells, and what is true."""

    told: Story
    true: Story

    @property
    def wrong(self) -> list[str]:
        """Each case of which another story is told than the true one, with both."""
        faults = sorted(self.told.keys() | self.true.keys())
        return [self._both(each) for each in faults if not _is_it(self.told.get(each, ()), self.true.get(each, ()))]

    def _both(self, fault: Fault) -> str:
        lines = (" ".join("/".join(line) for line in story.get(fault, ())) for story in (self.true, self.told))
        return " ".join(fault) + "\n   true {}\n   told {}".format(*lines)


def _is_it(told: Lines, true: Lines) -> bool:
    """Whether a story is the true one; of what is shown no more it is said that it was not seen, or that it is not known."""
    return len(told) == len(true) and all(
        one == other or (one[1] in (HIDDEN, UNKNOWN) and other == (one[0], AWAY, one[2]))
        for one, other in zip(told, true, strict=True)
    )


def within(city: City) -> dict[tuple[str, str, str], int]:
    """The workdays that the scheme's file gives, by body, rule and place."""
    text = resources.files("checker").joinpath("schemes", SCHEME).read_text("utf-8")
    return {
        (body.id, entry["rule"], place): entry["rectify_in"]
        for entry in tomllib.loads(text)["indicator"]
        for body in city.departments
        for place in entry.get("places", ())
        if body.kinds & set(entry.get("applies_to", ())) and "rectify_in" in entry
    }


def true_story(city: City, months: Sequence[Period], *, with_letters: bool = True) -> Story:
    """What a ledger that is right tells."""
    days = within(city)
    found = courses(city, months, (lambda fault: days[fault[:3]]) if with_letters else None)
    return {
        fault: tuple((str(period), course.told.get(period, ""), course.stood[period]) for period in course.stood)
        for fault, course in found.items()
    }


def told_story(folder: Path, months: Sequence[Period], day: Callable[[Period], date]) -> Story:
    """What the ledger of a workspace tells, as it stands on a day of each month. Two cases of one fault are a fault of the ledger."""
    ledger = ledger_of(workspace.read(folder))
    found: dict[Fault, list[Line]] = {}
    for period in months:
        for case in ledger.cases(day(period), period):
            looks = [what for event, what in case.history if event.kind in LOOKS and event.period == period]
            assert len(looks) <= 1
            found.setdefault(fault_of(case.matter), []).append((str(period), str(*looks), str(case.state)))
    for fault, lines in found.items():
        assert len({period for period, _, _ in lines}) == len(lines), fault
    return {fault: tuple(lines) for fault, lines in found.items()}


def compared(city: City, months: Sequence[Period], folder: Path, *, with_letters: bool = True) -> Told:
    """What the ledger of a workspace tells of the months, and what is true; without letters on no day in particular."""
    told = told_story(folder, months, letters_on if with_letters else lambda period: date.max)
    return Told(told, true_story(city, months, with_letters=with_letters))
