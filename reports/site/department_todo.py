"""What a department must do now: its open problems by the day until which they must be put right, told to the department."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from checker.decided import named
from checker.indicator import Sort
from checker.ledger.cases import Case, State
from checker.ledger.events import Matter
from checker.scoring import Assessment, Verdict, Weighed
from crawler.snapshot import Place
from reports.disputes_named import Disputed
from reports.docket_view import counts
from reports.docket_words import STATES, limit
from reports.site.case_data import TONES
from reports.site.finding_data import finding_anchor
from reports.site.values import Data, Month
from reports.wording import DASH, Wording, plain
from rules.finding import Outcome

PRESSING = (State.OVERDUE, State.DUE, State.NOTIFIED, State.OPENED, State.REPLIED, State.DISPUTED)
WAITING = frozenset((State.REPLIED, State.DISPUTED))  # what is now for others to do
TO_DO: Mapping[State, str] = {
    State.OVERDUE: "马上改好，并书面回复改在哪里（网址）、哪天改的",
    State.DUE: "期限已过，还没有复查：改好了请马上书面回复",
    State.NOTIFIED: "在期限以前改好，并书面回复改在哪里（网址）、哪天改的",
    State.OPENED: "整改通知还没有发出，现在就可以改",
    State.REPLIED: "已经回复，等下次检查复查",
    State.DISPUTED: "申诉或意见不一还没有了结，等答复",
}
LASTING = "已成事实，无法补救：写一份书面说明，由主管单位决定能否销号"
UNTOLD = "台账还没有记到本月，现在就可以改"

Found = Mapping[Matter, Disputed]


@dataclass(frozen=True)
class _Task:
    """What cases have in common that one and the same work puts right, until the same day."""

    state: State | None
    due: date | None
    rule: str
    problem: str
    place: Place | None
    lasting: bool
    step: str
    duty: str
    limit: str


def todo_data(assessment: Assessment, month: Month) -> Data:
    """The open cases by what presses most, and what this month found that the ledger does not know yet."""
    found = found_now(assessment, month)
    cases = sorted((case for case in month.docket.of(assessment.department.id) if case.is_open), key=_pressing)
    known = {case.matter for case in cases}
    tasks: dict[State | None, dict[_Task, list[Data]]] = {}
    for case in cases:
        item = _item(case.matter.subject, found.get(case.matter), case.number)
        tasks.setdefault(case.state, {}).setdefault(_task(case, month), []).append(item)
    for matter, each in found.items():
        if matter not in known:
            item = _item(matter.subject, each, 0)
            tasks.setdefault(None, {}).setdefault(_untold(each, month.wording), []).append(item)
    number = counts(cases)
    return {
        "groups": [_group(state, those, month) for state, those in tasks.items()],
        "known": len(cases),
        "overdue": number[State.OVERDUE] + number[State.DUE],
        "next": _next(cases, month),
    }


def found_now(assessment: Assessment, month: Month) -> Found:
    """What this month found wrong, as people decided on it, by what it is about; what would only have added to the mark is no duty."""
    found: dict[Matter, Disputed] = {}
    for verdict in assessment.verdicts:
        indicator = month.results.scheme.indicator(verdict.indicator)
        for name, item in named(assessment, verdict):
            if item.outcome is Outcome.FAILED and verdict.sort is not Sort.BONUS:
                matter = _matter(assessment.department.id, verdict, item)
                found.setdefault(matter, Disputed(name, assessment, indicator, verdict, item))
    return found


def _matter(department: str, verdict: Verdict, item: Weighed) -> Matter:
    finding = item.finding
    return Matter(department, verdict.rule, finding.place, finding.problem, finding.subject)


def _pressing(case: Case) -> tuple[int, date, int]:
    return PRESSING.index(case.state), case.due or date.max, case.number


def _next(cases: Iterable[Case], month: Month) -> str:
    """The next day on which the time of a case is over, with the workdays until then; "" where none is to come."""
    days = [case.due for case in cases if case.state is State.NOTIFIED and case.due is not None]
    if not days:
        return ""
    left = _left(min(days), month)
    day = month.wording.day(min(days))
    return month.wording.say("{name}（{why}）", name=day, why=left) if left else day


def _left(due: date, month: Month) -> str:
    """How many workdays are left; "" where a year's holidays are not known."""
    days = month.docket.calendar.between(month.docket.as_of, due)
    return "" if days is None or days < 0 else month.wording.say("还有 {days} 个工作日", days=str(days))


def _task(case: Case, month: Month) -> _Task:
    docket, wording, matter = month.docket, month.wording, case.matter
    duty = wording.say(docket.titles.get(case.indicator, "")) or wording.rule_title(matter.rule)
    what = matter.rule, matter.problem, matter.place, case.lasting, plain(wording.say(case.step)), plain(duty)
    return _Task(case.state, case.due, *what, limit(case, docket, wording))


def _untold(each: Disputed, wording: Wording) -> _Task:
    finding, rule = each.item.finding, each.verdict.rule
    return _Task(None, None, rule, finding.problem, finding.place, False, "", wording.say(each.verdict.title), DASH)


def _group(state: State | None, tasks: Mapping[_Task, list[Data]], month: Month) -> Data:
    return {
        "state": month.wording.say(STATES[state] if state else "不在台账中"),
        "tone": TONES[state] if state else "calm",
        "waiting": state in WAITING,
        "do": month.wording.say(TO_DO[state] if state else UNTOLD),
        "count": sum(map(len, tasks.values())),
        "tasks": [_told(task, items, month) for task, items in tasks.items()],
    }


def _told(task: _Task, items: list[Data], month: Month) -> Data:
    wording = month.wording
    return {
        "problem": wording.problem(task.rule, task.problem) if task.problem else wording.outcome(Outcome.FAILED),
        "place": wording.place(task.place),
        "duty": task.duty,
        "due": task.limit,
        "left": _time(task, month),
        "do": wording.say(LASTING) if task.lasting and task.state not in WAITING else "",
        "step": task.step,
        "things": items,
    }


def _time(task: _Task, month: Month) -> str:
    """How many workdays are left, or since how many the time is over; "" where neither is known."""
    if task.due is None or task.state not in (State.NOTIFIED, State.OVERDUE, State.DUE):
        return ""
    if task.state is State.NOTIFIED:
        return _left(task.due, month)
    late = month.docket.calendar.between(task.due, month.docket.as_of)
    return month.wording.say("已过 {days} 个工作日", days=str(late)) if late else ""


def _item(subject: str, found: Disputed | None, number: int) -> Data:
    """One of the things that are wrong: with where this month's finding stands in the page, and the case of the ledger."""
    return {"subject": plain(subject), "finding": finding_anchor(found) if found else "", "case": number}
