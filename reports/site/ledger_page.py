"""The report's page of the ledger: counts, a table by department, and every case in a line; or alone, with every case's history."""

from __future__ import annotations

from collections.abc import Sequence

from checker.ledger.cases import Case, State
from crawler.roster import Department
from crawler.snapshot import Citation
from reports.docket_view import EXPIRED, GRAVITY, Docket, closed_in, counts, longest
from reports.docket_words import STATES, limit
from reports.site.case_data import TONES, case_line, case_story, urgency
from reports.site.index_page import ledger_numbers
from reports.site.values import Data, Month
from reports.wording import DASH, Wording, plain


def ledger(month: Month) -> Data:
    """The ledger in a month's report: every case in a line, its history in the page of its department.

    Departments that have no page, for they were not judged in the month, have their cases here with all their history.
    """
    docket, wording = month.docket, month.wording
    here = docket.only(lambda case: case.matter.department not in month.standings)
    return {
        **_overview(docket, wording),
        "pages": frozenset(month.standings),
        "cases": [_line(case, month) for case in sorted(docket.cases, key=urgency)],
        "departments": [_department(*each, here, month, wording) for each in here.by_department()],
        "named": [{"id": each.id, "name": plain(each.name)} for each, _ in docket.by_department()],
    }


def docket_data(docket: Docket, listed: Docket, wording: Wording) -> Data:
    """The ledger alone, without a report around: counts and the table of `docket`, and the cases of `listed` with their history."""
    return {
        **_overview(docket, wording),
        "pages": frozenset(),
        "departments": [_department(*each, listed, None, wording) for each in listed.by_department()],
        "gone": sorted({case.matter.department for case in listed.cases if case.is_open} & docket.gone),
    }


def _overview(docket: Docket, wording: Wording) -> Data:
    number = counts(docket.cases)
    states = [state for state in State if number[state]]
    return {
        "docket": {"day": wording.day(docket.as_of), "period": str(docket.until or DASH)},
        "numbers": list(ledger_numbers(docket, wording)),
        "columns": [wording.say(STATES[state]) for state in _columns(docket)],
        "year": str(docket.as_of.year),
        "table": [_row(*each, docket, wording) for each in docket.by_department()],
        "states": [{"id": str(state), "words": wording.say(STATES[state])} for state in states],
        "gone": sorted({case.matter.department for case in docket.cases if case.is_open} & docket.gone),
        "has_due": bool(number[State.DUE]),
    }


def _columns(docket: Docket) -> list[State]:
    number = counts(docket.cases)
    return [state for state in GRAVITY if number[state] or state in EXPIRED]


def _row(department: Department, cases: Sequence[Case], docket: Docket, wording: Wording) -> Data:
    number, told = counts(cases), longest(docket, cases)
    return {
        "id": department.id,
        "name": plain(department.name),
        "open": sum(case.is_open for case in cases),
        "states": [{"count": number[state], "tone": TONES[state]} for state in _columns(docket)],
        "closed": closed_in(cases, docket.as_of.year),
        "longest": DASH if told is None else "?" if told[0] is None else str(told[0]),
    }


def _line(case: Case, month: Month) -> Data:
    """A case in a line, with the stored copy of what was seen last, where there is one."""
    department = case.matter.department
    return {
        **case_line(case, month.docket, month.wording),
        "department": department,
        "name": plain(month.docket.name(department)),
        "gone": department in month.docket.gone,
        "due": case.due.isoformat() if case.due else "",
        "brief": limit(case, month.docket, month.wording),
        "stored": _copy(case.seen.evidence, month),
        "last": str(case.last),
        "states": " ".join(_states(case)),
    }


def _copy(evidence: Sequence[Citation], month: Month) -> str:
    return next((month.copies[each] for each in evidence if each in month.copies), "")


def _states(case: Case) -> list[str]:
    """The words by which a case is chosen: its state, whether it is open, whether its time is over."""
    is_expired = case.state in EXPIRED
    return [str(case.state), "open" if case.is_open else "ended", *(["expired"] if is_expired else [])]


def _department(
    department: Department, cases: Sequence[Case], docket: Docket, month: Month | None, wording: Wording
) -> Data:
    return {
        "id": department.id,
        "name": plain(department.name),
        "gone": department.id in docket.gone,
        "cases": [case_story(case, docket, month, wording) for case in cases],
    }
