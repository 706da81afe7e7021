"""The ledger for other programs: one object for each case, with everything that happened to it."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from typing import TextIO

from checker.ledger.cases import Case
from checker.ledger.events import Event
from reports.docket_view import Docket
from reports.results import Row, citation_row, write
from reports.wording import Wording

COLUMNS = tuple(
    "case department name rule indicator place problem title subject state first last since months times"
    " notified notice within due replied step look lasting ended events".split()
)


def rows(cases: Iterable[Case], docket: Docket, wording: Wording) -> list[Row]:
    """The cases; what is not known, or not yet, is null. `title` says the problem in words, the rest is the same in all languages."""
    return [_row(case, docket, wording) for case in cases]


def write_rows(found: list[Row], form: str, out: TextIO) -> None:
    """Writes the rows as json, jsonl or csv; the columns of a csv file are there without any case, too."""
    if found or form != "csv":
        write(found, form, out)
    else:
        csv.writer(out).writerow(COLUMNS)


def _row(case: Case, docket: Docket, wording: Wording) -> Row:
    matter, told = case.matter, case.notified
    values = (
        case.number,
        matter.department,
        docket.name(matter.department),
        matter.rule,
        case.indicator,
        str(matter.place) if matter.place else None,
        matter.problem,
        wording.problem(matter.rule, matter.problem),
        matter.subject,
        str(case.state),
        str(case.first),
        str(case.last),
        str(case.since),
        case.months,
        case.times,
        str(told.on) if told else None,
        told.paper if told else None,
        told.within if told and told.within else None,
        str(case.due) if case.due else None,
        str(case.replied.on) if case.replied else None,
        case.step or None,
        str(case.look.kind),
        case.lasting,
        None if case.is_open or case.ended is None else str(case.ended.on),
        [_event(event, what) for event, what in case.history],
    )
    return dict(zip(COLUMNS, values, strict=True))


def _event(event: Event, what: str) -> Row:
    return {
        "number": event.number,
        "kind": str(event.kind),
        "what": str(what),
        "period": str(event.period),
        "on": str(event.on),
        "by": event.by or None,
        "says": event.says or None,
        "paper": event.paper or None,
        "within": event.within or None,
        "due": str(event.due) if event.due else None,
        "indicator": event.indicator or None,
        "open": list(event.open),
        "evidence": [citation_row(each) for each in event.evidence],
        "handed": [{"name": each.name, "sha256": each.sha256} for each in event.handed],
    }
