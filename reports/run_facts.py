"""Counts what a month came to, from its results, its ledger and how its sites were read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from decimal import Decimal

from checker.ledger.cases import Case, State
from checker.ledger.events import Kind
from checker.store import findings_of
from crawler.period import Period
from reports.run_health import Health
from reports.run_summary import Facts
from reports.standing import standings
from reports.stored import Results
from rules.finding import Outcome


def facts_of(results: Results, cases: Sequence[Case], health: Health) -> Facts:
    """What a month came to."""
    outcomes = Counter(item.outcome for _, _, item in findings_of(results.assessments))
    marks = [each.mark.total for each in standings(results.assessments, results.scheme) if each.is_rankable]
    known = [mark for mark in marks if mark is not None]
    states = Counter(case.state for case in cases)
    period = results.period
    return Facts(
        sites=health.sites,
        read=health.read,
        lost=health.lost,
        departments=len(results.assessments),
        average=str(sum(known, Decimal(0)) / len(known)) if known else None,
        failed=outcomes[Outcome.FAILED],
        doubtful=outcomes[Outcome.CANT_TELL],
        untested=outcomes[Outcome.UNTESTED],
        new=sum(_opened_in(case, period) for case in cases),
        rectified=sum(_rectified_in(case, period) for case in cases),
        overdue=states[State.OVERDUE],
        waiting=states[State.OPENED],
    )


def _opened_in(case: Case, period: Period) -> bool:
    return case.since == period and not (case.ended and case.ended.kind is Kind.WITHDRAWN)


def _rectified_in(case: Case, period: Period) -> bool:
    return case.ended is not None and case.ended.kind is Kind.RECTIFIED and case.ended.period == period
