"""What letters of a month are written from: its results, the ledger on the day of the letter, and who is due what."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache

from checker.ledger.cases import Case
from checker.ledger.events import Matter
from checker.ledger.steps import reached
from checker.scheme import Scheme
from checker.store import findings_of
from crawler.period import Period
from crawler.refusal import Fault, Refusal
from crawler.roster import Department
from reports.keeping import Ledger, ledger_of
from reports.notices_due import NOTIFIED, REMINDED, Due, Judgement, Judgements, due
from reports.session import Session
from reports.stored import Results, results_of
from reports.workspace import Workspace
from rules.finding import Outcome
from rules.workdays import Calendar


@dataclass(frozen=True)
class Month:
    """A month on the day of its letters.

    `cases` are all as they stand on that day, `closed` those that are closed by all that was ever told; `dues` are the letters due,
    `departments` all that were judged, by id.
    """

    results: Results
    on: date
    calendar: Calendar
    cases: tuple[Case, ...]
    closed: frozenset[int]
    dues: tuple[Due, ...]
    departments: Mapping[str, Department]
    judgements: Judgements

    @property
    def period(self) -> Period:
        """The month that was checked."""
        return self.results.period

    @property
    def scheme(self) -> Scheme:
        """The scheme by which it was judged."""
        return self.results.scheme


@dataclass(frozen=True)
class Waiting:
    """How many cases wait for a letter: those to be notified, those to be reminded of; and of how many departments."""

    notify: int
    remind: int
    departments: int


def month_of(session: Session, workspace: Workspace) -> Month:
    """The month of the session on its day. Raises Refusal when it has not been checked, or by that day the ledger had not heard of it."""
    results, ledger, today = results_of(workspace, session.period), ledger_of(workspace), session.today
    _refuse_too_early(session, ledger)
    cases, ever = ledger.cases(today), ledger.cases(date.max)
    judgements = _judgements(workspace)
    dues = due(cases, ever, results.period, judgements, _steps(ledger, cases, results, today))
    departments = {each.department.id: each.department for each in results.assessments}
    closed = frozenset(each.number for each in ever if not each.is_open)
    return Month(results, today, ledger.calendar, tuple(cases), closed, tuple(dues), departments, judgements)


def _refuse_too_early(session: Session, ledger: Ledger) -> None:
    """Raises Refusal for a day before the month was told to the ledger: a letter of that day would say that there is nothing to tell."""
    first = min((on for period, on in ledger.checks if period == session.period), default=session.today)
    if session.today < first:
        values = {"period": str(session.period), "first": str(first), "today": str(session.today)}
        remedy = "请用 --as-of {first} 或以后的日期"
        raise Refusal(Fault("{period} 的检查在 {first} 才记入台账，文书的日期不能是 {today}", remedy, "", None, values))


def waiting(session: Session, workspace: Workspace) -> Waiting:
    """How many cases wait for `gongkai notice`. Raises Refusal when the month has not been checked."""
    dues = month_of(session, workspace).dues
    notify, remind = (sum(len(each.of(*sorts)) for each in dues) for sorts in (NOTIFIED, REMINDED))
    return Waiting(notify, remind, len(dues))


def _steps(ledger: Ledger, cases: list[Case], results: Results, today: date) -> dict[int, str]:
    """The steps that are reached by now and not yet noted, by case."""
    found = reached(cases, results.scheme.escalation, today, ledger.calendar.between)
    return {case.number: step.name for case, step in found}


def _judgements(workspace: Workspace) -> Judgements:
    """What the check of a month says of a case, as people decided on it; each month is read once."""

    @cache
    def known(period: Period) -> Mapping[Matter, Judgement]:
        try:
            results = results_of(workspace, period)
        except Refusal:  # a month whose results are gone says nothing
            return {}
        return _by_matter(results)

    def judged(case: Case, period: Period) -> Judgement | None:
        return known(period).get(case.matter)

    return judged


def _by_matter(results: Results) -> dict[Matter, Judgement]:
    """The findings of a month by what they are about; where several are alike, one that still stands."""
    found: dict[Matter, Judgement] = {}
    for assessment, verdict, item in findings_of(results.assessments):
        finding = item.finding
        if finding.problem:
            about = assessment.department.id, verdict.rule, finding.place, finding.problem, finding.subject
            stands = item.outcome is Outcome.FAILED and not item.open
            if stands or Matter(*about) not in found:
                found[Matter(*about)] = Judgement(verdict, item, results.scheme)
    return found
