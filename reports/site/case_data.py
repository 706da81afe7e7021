"""A case of the ledger as plain data, for the ledger's page and for that of its department."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from checker.ledger.cases import Case, State, What
from checker.ledger.events import Event, Kind
from crawler.snapshot import Citation
from reports.docket_view import GRAVITY, Docket
from reports.docket_words import STATES, about, details, duty, happened, limit_line, next_step, notes, seen, what_is_it
from reports.site.cited import cited
from reports.site.values import Data, Month
from reports.wording import Wording, plain

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


def case_line(case: Case, docket: Docket, wording: Wording) -> Data:
    """How a case stands, without its story."""
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
        "step": plain(wording.say(case.step)),
        "notes": list(notes(case, docket, wording)),
        "next": next_step(case, wording),
    }


def case_story(case: Case, docket: Docket, month: Month | None, wording: Wording) -> Data:
    """How a case stands and all that happened to it; without a report around, `month` is None.

    What is quoted again in a later look, from the same address, refers to the number of the first quotation.
    """
    numbers: dict[tuple[str, str, str], int] = {}
    events = [_event(case, at, docket, month, numbers, wording) for at in range(len(case.history))]
    return {**case_line(case, docket, wording), "events": events}


def urgency(case: Case) -> tuple[int, date, int]:
    """Sorts cases by what presses most: by state, then by the last day of the time set."""
    return GRAVITY.index(case.state) if case.state in GRAVITY else len(GRAVITY), case.due or date.max, case.number


def _event(
    case: Case,
    at: int,
    docket: Docket,
    month: Month | None,
    numbers: dict[tuple[str, str, str], int],
    wording: Wording,
) -> Data:
    event, what = case.history[at]
    return {
        "day": wording.day(event.on),
        "iso": event.on.isoformat(),
        "about": about(event, wording),
        "what": happened(case, at, wording),
        "tone": EVENT_TONES.get(what, ""),
        "details": [words for words in details(event, docket, wording) if words],
        "files": list(_files(event)),
        "evidence": [_quoted(each, month, numbers, wording) for each in event.evidence],
    }


def _quoted(
    citation: Citation, month: Month | None, numbers: dict[tuple[str, str, str], int], wording: Wording
) -> Data:
    what = citation.url, citation.quote, citation.where
    is_again = what in numbers
    return {
        **cited(citation, month, wording),
        "number": numbers.setdefault(what, len(numbers) + 1),
        "again": is_again,
    }


def _files(event: Event) -> Iterator[Data]:
    for handed in event.handed:
        yield {"name": plain(handed.name), "sha256": plain(handed.sha256)}
