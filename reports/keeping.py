"""The workspace's ledger: told of every check, read as it stands on a day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from checker.casebook import Casebook
from checker.ledger.cases import Case, fold
from checker.ledger.events import Event, Kind, Matter
from checker.ledger.reconcile import News, reconcile
from checker.ledger.steps import reached
from checker.store import Store
from crawler.period import Period
from reports.holidays import calendar_in
from reports.session import Session
from reports.stored import results_of
from reports.workspace import Workspace
from rules.named import named
from rules.rule import catalogue
from rules.workdays import Calendar


def is_lasting(matter: Matter) -> bool:
    """Whether nothing can put a problem right any more."""
    rule = named(matter.rule)
    return rule is not None and matter.problem in rule.lasting


@dataclass(frozen=True)
class Ledger:
    """All that is in the ledger, with the calendar by which its times are counted, and the months told to it, each with the day."""

    matters: Mapping[int, Matter]
    events: tuple[Event, ...]
    calendar: Calendar
    checks: tuple[tuple[Period, date], ...] = ()

    def cases(self, as_of: date, until: Period | None = None) -> list[Case]:
        """The cases as they stand on a day, by number; with `until`, as far as checks up to that month tell."""
        return fold(self.matters, self.events, as_of, due=self.calendar.after, is_lasting=is_lasting, until=until)

    @cached_property
    def departments(self) -> frozenset[str]:
        """The ids under which cases were opened."""
        return frozenset(each.department for each in self.matters.values())


def ledger_of(workspace: Workspace, of: Iterable[str] = ()) -> Ledger:
    """The ledger of a workspace, or of the cases that some departments ever had; empty before the first check."""
    path = workspace.var / "gongkai.sqlite"
    if not path.is_file():
        return Ledger({}, (), calendar_of(workspace))
    with closing(Casebook(path)) as book:
        # A run may be adding meanwhile: what is read later knows all that was read before.
        checks, events = book.checks(), tuple(book.events(of))
        return Ledger(book.matters(), events, calendar_of(workspace), checks)


def calendar_of(workspace: Workspace) -> Calendar:
    """The calendar of a workspace. Raises Refusal for a file of holidays with faults."""
    return calendar_in(workspace.folder)


def bring_up(session: Session, workspace: Workspace, since: Period) -> None:
    """Tells the ledger of a month that was checked or decided on anew, of all later ones, and of those of whose results it never heard.

    These may be of months from before there was a ledger, or of a check that was killed before it could tell.
    """
    for period, digest, is_known in _checked(workspace):
        if period >= since or not is_known:
            _tell(session, workspace, period, digest)
    escalate(session, workspace)


def catch_up(session: Session, workspace: Workspace, before: Period) -> None:
    """Tells the ledger of the months before one of whose results it never heard: on what was open then hangs how it is judged."""
    for period, digest, is_known in _checked(workspace):
        if period < before and not is_known:
            _tell(session, workspace, period, digest)


def _checked(workspace: Workspace) -> list[tuple[Period, str, bool]]:
    """The months that were checked, the first one first, each with the digest of its results, and whether the ledger knows these."""
    path = workspace.var / "gongkai.sqlite"
    with closing(Store(path)) as store, closing(Casebook(path)) as book:
        told = book.reconciled()
        return [(period, digest, told.get(period) == digest) for period, digest in store.digests().items()]


def is_told(workspace: Workspace) -> bool:
    """Whether the ledger has heard of the results of every month as they are now."""
    return all(is_known for _, _, is_known in _checked(workspace))


def _tell(session: Session, workspace: Workspace, period: Period, digest: str) -> None:
    path, today = workspace.var / "gongkai.sqlite", session.today
    found = results_of(workspace, period)
    with closing(Store(path)) as store:
        relooks = store.relooks(period)
    with closing(Casebook(path)) as book:
        # Whatever day it is taken for, nothing that was told is forgotten.
        matters, events = book.matters(), book.events()
        known = fold(matters, events, date.max, is_lasting=is_lasting, until=period)
        later = {each.matter: each.number for each in fold(matters, events, date.max, is_lasting=is_lasting)}
        added = reconcile(period, found.assessments, relooks, known, catalogue(), later)
        new = [(each.matter, _event(each, period, today)) for each in added.news if each.case is None]
        events = [_event(each, period, today) for each in added.news if each.case is not None]
        moved = [Event(0, case, Kind.TRANSFERRED, period, today, paper=heir) for case, heir in added.transfers]
        book.reconcile(period, today, digest, new, [*moved, *events])


def _event(news: News, period: Period, today: date) -> Event:
    said = news.look
    return Event(
        0,
        news.case or 0,
        said.kind,
        period,
        today,
        indicator=said.indicator,
        evidence=said.evidence,
        open=said.open,
        of=said.of,
    )


def escalate(session: Session, workspace: Workspace) -> None:
    """Notes the steps that are due by now, by the scheme that judged the newest month."""
    with closing(Store(workspace.var / "gongkai.sqlite")) as store:
        scheme = store.scheme(max(store.periods()))
    steps = scheme.escalation if scheme else ()
    if not steps:
        return
    ledger = ledger_of(workspace)
    due = reached(ledger.cases(session.today), steps, session.today, ledger.calendar.between)
    events = [
        Event(0, case.number, Kind.ESCALATED, case.look.period, session.today, paper=step.name) for case, step in due
    ]
    if events:
        with closing(Casebook(workspace.var / "gongkai.sqlite")) as book:
            book.add(events)


def open_before(workspace: Workspace, period: Period) -> Mapping[str, tuple[Case, ...]]:
    """The cases that were open when a month's check began, by the department that has them now, as the roster says."""
    ledger = ledger_of(workspace)
    heirs = {former: each.id for each in workspace.roster() for former in each.former}
    found: dict[str, tuple[Case, ...]] = {}
    for case in ledger.cases(date.max, period.shift(-1)):
        if case.is_open:
            id = heirs.get(case.matter.department, case.matter.department)
            found[id] = (*found.get(id, ()), replace(case, matter=replace(case.matter, department=id)))
    return found
