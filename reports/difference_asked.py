"""The comparison of two months that a call asks for, and its form for other programs."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, TextIO

from checker.ledger.cases import Case
from checker.ledger.events import LOOKS, Kind, Matter
from checker.marks import rounded
from crawler.period import Period
from reports.difference import About, Entry, Ledger, Looked, Side, Sight
from reports.difference_entries import Compared
from reports.difference_marks import Topic, difference
from reports.docket_view import Docket, docket_of
from reports.history import Past
from reports.moves import earlier_of
from reports.results import citation_row, decimal, write
from reports.session import Session, Usage
from reports.standing import Standing
from reports.stored import results_of
from reports.themes import theme_of, theme_words
from reports.wording import Wording
from rules.rule import catalogue

Row = dict[str, Any]


def compared(session: Session) -> Compared:
    """The month of the call beside that of --diff, the earlier first.

    Raises Usage where they are the same month or the department is not in both, Refusal where one was not checked.
    """
    workspace, period, other = session.workspace(), session.period, session.options.diff
    if other == period:
        raise Usage("--diff 要给另一个月份：{period} 就是正在看的这个月", period=str(period))
    first, last = (Past(results_of(workspace, each)) for each in sorted((period, other)))
    departments = [each.department for each in last.results.assessments]
    now = last.standings[session.department(departments, session.options.department).id]
    then = earlier_of(now, first.standings)
    if then is None:
        raise Usage(
            "{name} 不在 {period} 的名册中，没有可比的", name=now.assessment.department.name, period=str(first.period)
        )
    docket = docket_of(workspace, session.today)
    sides = Side(then.assessment, first.results.scheme), Side(now.assessment, last.results.scheme)
    looks = looked(docket, now, first.period, last.period)
    cases = {_about(case.matter): case for case in docket.of(now.assessment.department.id)}
    return Compared(difference(*sides, catalogue(), looks), (then, now), cases)


def looked(docket: Docket, one: Standing, then: Period, now: Period) -> Ledger:
    """The last look at each case of a department, or its closing by a person, after the earlier month and up to the later."""
    found: dict[About, Looked] = {}
    for case in docket.of(one.assessment.department.id):
        events = [
            event for event, _ in case.history if then < event.period <= now and event.kind in (*LOOKS, Kind.CLOSED)
        ]
        if events:
            found[_about(case.matter)] = Looked(events[-1].kind, events[-1].period == now)
    return found


def _about(matter: Matter) -> About:
    return About(matter.rule, matter.place, matter.problem, matter.subject)


def difference_row(shown: Compared, wording: Wording) -> Row:
    """A comparison as one object: marks, why they differ, topics, and every problem with what became of it."""
    one = shown.difference
    return {
        "department": shown.standings[1].assessment.department.id,
        "then": _month(shown.standings[0], one.then, wording),
        "now": _month(shown.standings[1], one.now, wording),
        "difference": None if one.points is None else decimal(one.points),
        "provisional": one.provisional,
        "steps": [{"what": str(step.what), "points": decimal(step.points)} for step in one.steps],
        "topics": [_topic(each, wording) for each in one.topics],
        "problems": entry_rows(shown, wording),
    }


def write_difference(shown: Compared, wording: Wording, form: str, out: TextIO) -> None:
    """Writes a comparison as one object (json), or its problems as rows (jsonl, csv)."""
    if form == "json":
        out.write(json.dumps(difference_row(shown, wording), ensure_ascii=False, indent=2) + "\n")
    else:
        write(entry_rows(shown, wording), form, out)


def _month(one: Standing, side: Side, wording: Wording) -> Row:
    marked = one.mark.total is not None
    return {
        "period": str(one.assessment.period),
        "scheme": side.scheme.id,
        "mark": wording.mark(one.mark.total) if marked else None,
        "grade": wording.say(one.grade.name) if one.grade else None,
        "rank": one.rank,
        "provisional": True if one.assessment.provisional else not marked,
    }


def _topic(each: Topic, wording: Wording) -> Row:
    scores = {"then": each.then, "now": each.now}
    told = {
        f"{part}_{name}": None if score is None else decimal(getattr(score, part))
        for name, score in scores.items()
        for part in ("earned", "assessable", "possible")
    }
    return {"theme": each.theme.id, "name": theme_words(each.theme, wording), **told, "points": decimal(each.points)}


def entry_rows(shown: Compared, wording: Wording) -> list[Row]:
    """Every problem and doubt of the two months, a row for each."""
    return [_entry(each, shown.cases, wording) for each in shown.difference.entries]


def _entry(entry: Entry, cases: Mapping[About, Case], wording: Wording) -> Row:
    about, sight = entry.about, entry.now or entry.then
    return {
        "fate": str(entry.fate),
        "why": None if entry.why is None else str(entry.why),
        "theme": theme_of(about.rule).id,
        "indicator": sight.verdict.indicator if sight else "",
        "rule": about.rule,
        "site": str(about.place) if about.place else None,
        "name": about.problem,
        "subject": about.subject,
        "points": decimal(rounded(entry.gain)),
        "case": cases[about].number if about in cases else None,
        "then": _sight(entry.then, wording),
        "now": _sight(entry.now, wording),
    }


def _sight(sight: Sight | None, wording: Wording) -> Row | None:
    if sight is None:
        return None
    finding = sight.item.finding
    return {
        "outcome": str(sight.item.outcome),
        "deducted": decimal(sight.item.deducted),
        "note": wording.finding(finding),
        "evidence": [citation_row(each) for each in finding.evidence],
    }
