"""How putting right goes: what was seen put right this month, what is new, what runs, what is overdue, by department."""

from __future__ import annotations

from collections import Counter
from typing import Any

from checker.ledger.cases import Case, State, What
from checker.ledger.events import Kind
from reports.letters.words import ZH, day, what
from reports.notices_month import Month
from reports.wording import plain

Fields = dict[str, Any]


def righting(month: Month) -> Fields:
    """The fields that tell of it. Overdue is only what a check found after its time was over, and what nothing closed since."""
    cases = month.cases
    states = Counter(each.state for each in cases if each.number not in month.closed)
    rectified = Counter(_name(each, month) for each in cases if _ended(each, State.RECTIFIED, month))
    running = [
        each.due for each in cases if each.state is State.NOTIFIED and each.due and each.number not in month.closed
    ]
    overdue = _overdue(month)
    return {
        "opened": _count(sum(_is_new(each, month) for each in cases)),
        "rectified": [{"name": name, "count": str(count)} for name, count in rectified.most_common()],
        "rectified_total": _count(rectified.total()),
        "withdrawn": _count(sum(_ended(each, State.WITHDRAWN, month) for each in cases)),
        "closed": _count(sum(_ended(each, State.CLOSED, month) for each in cases)),
        "open_total": _count(sum(count for state, count in states.items() if state.is_open)),
        "waiting": _count(states[State.OPENED]),
        "running": _count(states[State.NOTIFIED]),
        "earliest": day(min(running, default=None)),
        "due_total": _count(states[State.DUE] + states[State.REPLIED]),
        "overdue": overdue,
        "overdue_total": _count(sum(len(each["cases"]) for each in overdue)),
    }


def _count(number: int) -> str:
    """A number as text, empty for none."""
    return str(number or "")


def _name(case: Case, month: Month) -> str:
    department = month.departments.get(case.matter.department)
    return plain(department.name if department else case.matter.department)


def _ended(case: Case, state: State, month: Month) -> bool:
    return case.state is state and case.ended is not None and case.ended.period == month.period


def _is_new(case: Case, month: Month) -> bool:
    return any(event.period == month.period and kind in (What.OPENED, What.REOPENED) for event, kind in case.history)


def _overdue(month: Month) -> list[Fields]:
    """The overdue cases of each department that was judged this month, those with most of them first."""
    found: dict[str, list[Fields]] = {}
    for case in month.cases:
        is_due = case.state is State.OVERDUE and case.number not in month.closed
        if (
            is_due
            and case.look.kind is Kind.FOUND
            and case.matter.department in month.departments
            and _stands(case, month)
        ):
            found.setdefault(_name(case, month), []).append(_case(case, month))
    rows = [{"name": name, "count": str(len(cases)), "cases": cases} for name, cases in found.items()]
    return sorted(rows, key=lambda row: -len(row["cases"]))


def _stands(case: Case, month: Month) -> bool:
    """Whether no ruling and no appeal speaks against it."""
    judged = month.judgements(case, case.seen.period), month.judgements(case, case.since)
    return not any(each is not None and each.item.open for each in judged)


def _case(case: Case, month: Month) -> Fields:
    judged = month.judgements(case, case.seen.period)
    late = month.calendar.between(case.due, month.on) if case.due else None
    return {
        "case": str(case.number),
        "rule": ZH.rule_title(case.matter.rule),
        "what": what(case.matter, judged.item if judged else None),
        "number": plain(case.notified.paper) if case.notified else "",
        "notified": day(case.notified.on) if case.notified else "",
        "due": day(case.due),
        "late": _count(late or 0),
        "step": case.step,
    }
