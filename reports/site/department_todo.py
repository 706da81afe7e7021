"""What a department must do now: its open problems by the day until which they must be put right, told to the department."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from checker.decided import named
from checker.indicator import Sort
from checker.ledger.cases import Case, State
from checker.ledger.events import Matter
from checker.scoring import Assessment, Verdict, Weighed
from reports.disputes_named import Disputed
from reports.docket_view import counts
from reports.docket_words import STATES, limit, what_is_it
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


def todo_data(assessment: Assessment, month: Month) -> Data:
    """The open cases, what presses most first, and what this month found that the ledger does not know yet."""
    found = found_now(assessment, month)
    cases = sorted((case for case in month.docket.of(assessment.department.id) if case.is_open), key=_pressing)
    known = {case.matter for case in cases}
    rows = [_row(case, found.get(case.matter), month) for case in cases]
    rows += [_untold(each, month.wording) for matter, each in found.items() if matter not in known]
    number = counts(cases)
    return {
        "rows": rows,
        "known": len(cases),
        "overdue": number[State.OVERDUE] + number[State.DUE],
        "waiting": sum(case.state in WAITING for case in cases),
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
    return f"{month.wording.day(min(days))}（{left}）" if left else month.wording.day(min(days))


def _left(due: date, month: Month) -> str:
    """How many workdays are left; "" where a year's holidays are not known."""
    days = month.docket.calendar.between(month.docket.as_of, due)
    return "" if days is None or days < 0 else month.wording.say("还有 {days} 个工作日", days=str(days))


def _row(case: Case, found: Disputed | None, month: Month) -> Data:
    docket, wording = month.docket, month.wording
    late = docket.late(case)
    is_running = case.state is State.NOTIFIED and case.due is not None
    told = wording.say("已过 {days} 个工作日", days=str(late)) if late else ""
    do = LASTING if case.lasting and case.state not in WAITING else TO_DO[case.state]
    return {
        "state": wording.say(STATES[case.state]),
        "tone": TONES[case.state],
        "due": limit(case, docket, wording),
        "iso": case.due.isoformat() if case.due else "9999",
        "left": _left(case.due, month) if is_running and case.due else told,
        "problem": what_is_it(case, wording),
        "place": wording.place(case.matter.place),
        "duty": wording.say(docket.titles.get(case.indicator, "")) or wording.rule_title(case.matter.rule),
        "do": wording.say(do),
        "step": plain(case.step),
        "finding": finding_anchor(found) if found else "",
        "case": case.number,
    }


def _untold(each: Disputed, wording: Wording) -> Data:
    """A problem of this month that the ledger does not know yet."""
    finding = each.item.finding
    return {
        "state": wording.say("不在台账中"),
        "tone": "calm",
        "due": DASH,
        "iso": "9999",
        "left": "",
        "problem": problem_words(each.verdict.rule, finding.problem, finding.subject, wording),
        "place": wording.place(finding.place),
        "duty": wording.say(each.verdict.title),
        "do": wording.say(UNTOLD),
        "step": "",
        "finding": finding_anchor(each),
        "case": 0,
    }


def problem_words(rule: str, problem: str, subject: str, wording: Wording) -> str:
    """A problem, and of what."""
    words = wording.problem(rule, problem)
    return wording.say("{problem}：{subject}", problem=words, subject=plain(subject)) if subject else words
