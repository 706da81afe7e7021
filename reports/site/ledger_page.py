"""The report's page of the ledger: counts, a table by department, and every case with its history."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from checker.ledger.cases import Case, State, What
from checker.ledger.events import Event, Kind
from crawler.roster import Department
from crawler.snapshot import Citation
from reports.docket_view import EXPIRED, GRAVITY, Docket, closed_in, counts, longest
from reports.docket_words import (
    STATES,
    about,
    details,
    duty,
    happened,
    limit_line,
    next_step,
    notes,
    seen,
    what_is_it,
)
from reports.site.index_page import ledger_numbers
from reports.site.values import Data, Month
from reports.wording import DASH, Wording, plain

TONES: Mapping[State, str] = {
    State.OVERDUE: "bad",
    State.DUE: "doubt",
    State.DISPUTED: "doubt",
    State.REPLIED: "busy",
    State.NOTIFIED: "busy",
    State.OPENED: "calm",
    State.RECTIFIED: "good",
    State.WITHDRAWN: "good",
    State.CLOSED: "good",
}
EVENT_TONES: Mapping[str, str] = {
    What.OPENED: "bad",
    What.REOPENED: "bad",
    Kind.ESCALATED: "bad",
    Kind.UNSEEN: "doubt",
    Kind.UNKNOWN: "doubt",
    Kind.RECTIFIED: "good",
    Kind.WITHDRAWN: "good",
    Kind.CLOSED: "good",
}


def ledger(month: Month) -> Data:
    """The whole ledger of a month's report."""
    return docket_data(month.docket, month.docket, month.wording)


def docket_data(docket: Docket, listed: Docket, wording: Wording) -> Data:
    """Counts and the table of `docket`, and the cases of `listed`."""
    number = counts(docket.cases)
    states = [state for state in State if number[state]]
    return {
        "docket": {"day": wording.day(docket.as_of), "period": str(docket.until or DASH)},
        "numbers": list(ledger_numbers(docket)),
        "columns": [wording.say(STATES[state]) for state in _columns(docket)],
        "table": [_row(*each, docket, wording) for each in docket.by_department()],
        "states": [{"id": str(state), "words": wording.say(STATES[state])} for state in states],
        "departments": [_department(*each, listed, wording) for each in listed.by_department()],
        "gone": sorted({case.matter.department for case in listed.cases if case.is_open} & docket.gone),
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


def _department(department: Department, cases: Sequence[Case], docket: Docket, wording: Wording) -> Data:
    return {
        "id": department.id,
        "name": plain(department.name),
        "gone": department.id in docket.gone,
        "cases": [_case(case, docket, wording) for case in cases],
    }


def _case(case: Case, docket: Docket, wording: Wording) -> Data:
    return {
        "number": case.number,
        "state": str(case.state),
        "words": wording.say(STATES[case.state]),
        "tone": TONES[case.state],
        "open": case.is_open,
        "duty": duty(case, docket, wording),
        "place": wording.place(case.matter.place),
        "problem": what_is_it(case, wording),
        "seen": seen(case, wording),
        "limit": limit_line(case, docket, wording),
        "step": plain(case.step),
        "notes": list(notes(case, docket, wording)),
        "next": next_step(case, wording),
        "events": [_event(case, at, docket, wording) for at in range(len(case.history))],
    }


def _event(case: Case, at: int, docket: Docket, wording: Wording) -> Data:
    event, what = case.history[at]
    return {
        "day": wording.day(event.on),
        "about": about(event, wording),
        "what": happened(case, at, wording),
        "tone": EVENT_TONES.get(what, ""),
        "details": [words for words in details(event, docket, wording) if words],
        "files": list(_files(event)),
        "evidence": [_cited(each, wording) for each in event.evidence],
    }


def _files(event: Event) -> Iterator[Data]:
    for handed in event.handed:
        yield {"name": plain(handed.name), "sha256": handed.sha256}


def _cited(citation: Citation, wording: Wording) -> Data:
    """A page that an event cites; only a web address is a link."""
    url = plain(citation.url)
    return {
        "url": url,
        "href": url if url.lower().startswith(("http://", "https://")) else "",
        "quote": plain(citation.quote),
        "where": plain(citation.where),
        "fetched": wording.day(citation.fetched) if citation.fetched else "",
        "sha256": plain(citation.sha256),
    }
