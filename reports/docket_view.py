"""The ledger as people and programs are shown it: the cases, whose they are now, and up to when anything was told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from checker.ledger.cases import Case, State, What
from checker.store import Store
from crawler.period import Period
from crawler.roster import Department
from reports.keeping import ledger_of
from reports.workspace import Workspace
from rules.workdays import Calendar

GRAVITY = (State.OVERDUE, State.DUE, State.REPLIED, State.NOTIFIED, State.DISPUTED, State.OPENED)
EXPIRED = (State.OVERDUE, State.DUE)


@dataclass(frozen=True)
class Docket:
    """The cases of the ledger on a day, by number, each with the department that has it by the roster of today.

    `until` is the last month whose check was told by then, None when none was. `departments` are those of the roster in its
    order, and after them those that are `gone` from it and still have cases; `moving` are the numbers of the cases that the
    next check passes on to the department that took the place of theirs. `titles` are what the scheme that judged that month calls
    its indicators, as letters and scorecards do.
    """

    city: str
    as_of: date
    until: Period | None
    cases: tuple[Case, ...]
    departments: Mapping[str, Department]
    gone: frozenset[str]
    moving: frozenset[int]
    calendar: Calendar
    titles: Mapping[str, str] = field(default_factory=dict)

    def name(self, id: str) -> str:
        """What a department is called; its id where nothing else is known of it."""
        return self.departments[id].name if id in self.departments else id

    def only(self, chosen: Callable[[Case], bool]) -> Docket:
        """The same with some of the cases."""
        return replace(self, cases=tuple(case for case in self.cases if chosen(case)))

    def of(self, id: str) -> tuple[Case, ...]:
        """The cases of a department."""
        return tuple(case for case in self.cases if case.matter.department == id)

    def by_department(self) -> list[tuple[Department, tuple[Case, ...]]]:
        """Each department that has cases, with them, the gravest first, then by number."""
        found: dict[str, list[Case]] = {}
        for case in sorted(self.cases, key=_gravity):
            found.setdefault(case.matter.department, []).append(case)
        known = [id for id in self.departments if id in found]
        return [(self.departments[id], tuple(found[id])) for id in known]

    def late(self, case: Case) -> int | None:
        """How many workdays a case is beyond its time; None where it is not, or where a year's holidays are not known."""
        return self.calendar.between(case.due, self.as_of) if case.due and case.state in EXPIRED else None

    def unknown_year(self, case: Case) -> int | None:
        """The year whose holidays are not known, so that the end of the time set cannot be told; None where it can, or none is set."""
        if case.due is not None or case.notified is None or not case.notified.within:
            return None
        year = case.notified.on.year
        return year if not self.calendar.is_known(year) else year + 1


def docket_of(workspace: Workspace, as_of: date, until: Period | None = None, only: str = "") -> Docket:
    """The ledger of a workspace on a day; with `until`, as far as checks up to that month tell. Raises Refusal for a bad roster.

    With `only` it has the cases of the department of that id and perhaps others, not those of all.
    """
    roster = workspace.roster()
    ledger = ledger_of(
        workspace, (only, *(old for each in roster if each.id == only for old in each.former)) if only else ()
    )
    told = [period for period, day in ledger.checks if day <= as_of and (until is None or period <= until)]
    heirs = {former: each.id for each in roster for former in each.former}
    cases = ledger.cases(as_of, until)
    moving = frozenset(case.number for case in cases if case.matter.department in heirs)
    held = tuple(_passed_on(case, heirs) if case.number in moving else case for case in cases)
    known = {each.id: each for each in roster}
    gone = frozenset(case.matter.department for case in held) - known.keys()
    known |= _former(workspace.var / "gongkai.sqlite", sorted(gone))
    last = max(told, default=None)
    titles = _titles(workspace.var / "gongkai.sqlite", last) if last else {}
    return Docket(workspace.city, as_of, last, held, known, gone, moving, ledger.calendar, titles)


def _titles(path: Path, period: Period) -> dict[str, str]:
    with closing(Store(path)) as store:
        scheme = store.scheme(period)
    return {each.id: each.title for each in scheme.indicators} if scheme else {}


def _passed_on(case: Case, heirs: Mapping[str, str]) -> Case:
    return replace(case, matter=replace(case.matter, department=heirs[case.matter.department]))


def _former(path: Path, ids: Sequence[str]) -> dict[str, Department]:
    """The departments that are no longer in the roster as the last month that knew them did."""
    found: dict[str, Department] = {}
    if ids:
        with closing(Store(path)) as store:
            for period in reversed(store.periods()):
                for each in store.assessments(period) if len(found) < len(ids) else ():
                    if each.department.id in ids:
                        found.setdefault(each.department.id, each.department)
    return {id: found.get(id) or Department(id, id) for id in ids}


def opened_on(case: Case) -> date:
    """The day on which a case was opened, or opened again last."""
    opening = (What.OPENED, What.REOPENED)
    return next(event.on for event, what in reversed(case.history) if what in opening)


def counts(cases: Iterable[Case]) -> Counter[State]:
    """How many cases there are in each state."""
    return Counter(case.state for case in cases)


def closed_in(cases: Iterable[Case], year: int) -> int:
    """How many cases were closed in a year, and are not open again."""
    return sum(not case.is_open and case.ended is not None and case.ended.on.year == year for case in cases)


def longest(docket: Docket, cases: Sequence[Case]) -> tuple[int | None, date] | None:
    """Since when the oldest of the open cases is open, and for how many workdays; None for the number where a year is not known."""
    days = [opened_on(case) for case in cases if case.is_open]
    return (docket.calendar.between(min(days), docket.as_of), min(days)) if days else None


def _gravity(case: Case) -> tuple[int, int]:
    return GRAVITY.index(case.state) if case.state in GRAVITY else len(GRAVITY), case.number
