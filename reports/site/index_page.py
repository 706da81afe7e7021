"""The report's first page: how the month went in numbers, and the ranking."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from checker.ledger.cases import State
from checker.scoring import DOUBTFUL
from checker.store import findings_of
from reports.docket_view import Docket, closed_in, counts
from reports.marks import flags, matrix_line, sharing_line
from reports.site.values import Data, Month
from reports.standing import Standing, shown, standings
from reports.wording import DASH, Wording, plain
from rules.finding import Outcome


def index(month: Month) -> Data:
    """The numbers of the month and of the ledger, and the ranking by groups."""
    found = standings(month.results.assessments, month.results.scheme)
    open_cases = Counter(case.matter.department for case in month.docket.cases if case.is_open)
    groups = [
        {"name": month.wording.say(name), "rows": [_row(each, month, open_cases) for each in members]}
        for name, members in shown(found)
    ]
    return {"numbers": list(_numbers(month)), "groups": groups, "notes": list(_notes(month))}


def _numbers(month: Month) -> Iterator[Data]:
    outcomes = Counter(item.outcome for _, _, item in findings_of(month.results.assessments))
    doubts = sum(outcomes[each] for each in DOUBTFUL)
    yield _number("检查的单位", len(month.results.assessments))
    yield _number("本月问题", outcomes[Outcome.FAILED], "bad")
    yield _number("未能检测或待核实", doubts, "doubt")
    yield from ledger_numbers(month.docket)


def ledger_numbers(docket: Docket) -> Iterator[Data]:
    """What of the ledger is told first: what is open, what of it is beyond its time, what was closed this year."""
    number = counts(docket.cases)
    yield _number("未销号", sum(case.is_open for case in docket.cases))
    yield _number("逾期未整改", number[State.OVERDUE], "bad")
    yield _number("期限已过，待复查", number[State.DUE], "doubt")
    yield _number("本年销号", closed_in(docket.cases, docket.as_of.year), "good")


def _number(words: str, count: int, tone: str = "") -> Data:
    return {"words": words, "count": count, "tone": tone if count else ""}


def _row(each: Standing, month: Month, open_cases: Counter[str]) -> Data:
    wording, scheme, department = month.wording, month.results.scheme, each.assessment.department
    best = each.grade is not None and each.grade == scheme.grades[0]
    worst = each.grade is not None and each.grade == scheme.grades[-1]
    possible = each.online.possible
    return {
        "rank": str(each.rank) if each.rank else DASH,
        "id": department.id,
        "name": plain(department.name),
        "mark": wording.mark(each.mark.total),
        "grade": wording.say(each.grade.name) if each.grade else DASH,
        "tone": "good" if best else "bad" if worst else "",
        "earned": wording.mark(each.online.earned if each.mark.total is not None else None),
        "assessable": wording.mark(each.online.assessable),
        "shares": _shares(each) if possible else None,
        "problems": each.problems,
        "unassessed": wording.percent(each.unassessed, 0),
        "flags": flags(each.mark, wording, provisional=each.assessment.provisional).plain,
        "cases": open_cases[department.id],
    }


def _shares(each: Standing) -> Data:
    """What is earned and what could be assessed, of a hundred."""
    score = each.online
    return {
        "earned": f"{score.earned * 100 / score.possible:.2f}",
        "assessable": f"{score.assessable * 100 / score.possible:.2f}",
    }


def _notes(month: Month) -> Sequence[str]:
    scheme, wording = month.results.scheme, month.wording
    return [matrix_line(scheme, wording), sharing_line(scheme, wording), *_how(wording)]


def _how(wording: Wording) -> Iterator[str]:
    yield wording.say(
        "成绩＝100×得分÷可评的分，两位小数；成绩相同名次相同。未能检测或待核实的既不得分也不扣分，成绩暂定。"
    )
    yield wording.say("实地检查和年终未计入，见 gongkai year。")
