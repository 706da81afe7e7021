"""The report's first page: how the month went, the ranking, the months before, and what could not be checked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal

from checker.ledger.cases import State
from checker.scoring import DOUBTFUL
from checker.store import findings_of
from reports.docket_view import Docket, closed_in, counts
from reports.marks import flags, matrix_line, sharing_line
from reports.moves import Move
from reports.site.compared import has_other_scheme, mark_change, marks, mean, since, small_percent
from reports.site.distribution import distribution
from reports.site.summary import extremes, groups, lead, overdue, problems
from reports.site.trend import number, trend
from reports.site.unchecked import reasons, whose_doubts
from reports.site.values import Data, Month
from reports.standing import Standing, shown
from reports.wording import DASH, Wording, plain

MOST_OVERDUE = 10


def index(month: Month) -> Data:
    """All of the first page."""
    standings, late = list(month.standings.values()), overdue(month.docket)
    return {
        "lead": list(lead(month)),
        "numbers": list(_numbers(month)),
        "groups": groups(month),
        "extremes": extremes(month),
        "problems": problems(month),
        "overdue": late[:MOST_OVERDUE],
        "more_overdue": len(late[MOST_OVERDUE:]),
        "ranking": _ranking(month),
        "grades": [month.wording.say(each.name) for each in month.results.scheme.grades],
        "trend": trend(month),
        "last": str(month.before.period) if month.before else "",
        "other_scheme": has_other_scheme(month),
        "distribution": distribution(standings, month.results.scheme, month.wording),
        "reasons": reasons(month.results.assessments, month.wording),
        "unassessed": whose_doubts(month.standings.values(), month.wording),
        "notes": list(_notes(month)),
    }


def _numbers(month: Month) -> Iterator[Data]:
    now, last = list(month.standings.values()), month.before
    then = list(last.standings.values()) if last else None
    average, earlier = mean(marks(now)), None if has_other_scheme(month) else mean(marks(then or []))
    yield _number("检查的单位", len(now))
    is_open = any(each.is_rankable and each.assessment.provisional for each in now)
    yield _number(
        "平均成绩（有暂定的）" if is_open else "平均成绩",
        month.wording.mark(average),
        change=since(average, earlier, month.wording, is_better=True),
    )
    for words, counted, tone in (("本月问题", _problems, "bad"), ("未能检测或待核实", _doubts, "doubt")):
        count, earlier = counted(now), None if then is None else Decimal(counted(then))
        known = count if count or any(each.online.assessable for each in now) else DASH
        is_better = False if tone == "bad" else None
        change = since(Decimal(count), earlier, month.wording, places=0, is_better=is_better)
        yield _number(words, known, tone, change=change)
    yield from ledger_numbers(month.docket, month.wording)


def _problems(standings: Sequence[Standing]) -> int:
    return sum(each.problems for each in standings)


def _doubts(standings: Sequence[Standing]) -> int:
    return sum(item.outcome in DOUBTFUL for _, _, item in findings_of([each.assessment for each in standings]))


def ledger_numbers(docket: Docket, wording: Wording) -> Iterator[Data]:
    """What of the ledger is told first: what is open, what of it is beyond its time, what was closed in the day's year."""
    year = docket.as_of.year
    number, known = counts(docket.cases), docket.until is not None or bool(docket.cases)
    for words, count, tone in (
        ("未销号", sum(case.is_open for case in docket.cases), ""),
        ("逾期未整改", number[State.OVERDUE], "bad"),
        ("期限已过，待复查", number[State.DUE], "doubt"),
        (wording.say("{year} 年销号", year=str(year)), closed_in(docket.cases, year), "good"),
    ):
        yield _number(words, count if known else DASH, tone)


def _number(words: str, count: int | str, tone: str = "", *, change: Data | None = None) -> Data:
    return {"words": words, "count": count, "tone": tone if count and count != DASH else "", "change": change}


def _ranking(month: Month) -> list[Data]:
    open_cases = Counter(case.matter.department for case in month.docket.cases if case.is_open)
    late = Counter(case.matter.department for case in month.docket.cases if case.state is State.OVERDUE)
    return [
        {
            "at": at,
            "name": month.wording.say(name),
            "rows": [{**_row(each, month), **_cases(each, month.docket, open_cases, late)} for each in members],
        }
        for at, (name, members) in enumerate(shown(list(month.standings.values())), 1)
    ]


def _cases(each: Standing, docket: Docket, open_cases: Counter[str], late: Counter[str]) -> Data:
    id = each.assessment.department.id
    known = docket.until is not None or bool(docket.cases)
    return {"cases": open_cases[id] if known else None, "overdue": late[id]}


def _row(each: Standing, month: Month) -> Data:
    wording, scheme, department = month.wording, month.results.scheme, each.assessment.department
    step = month.moves[department.id]
    by = step.points
    best = each.grade is not None and each.grade == scheme.grades[0]
    worst = each.grade is not None and each.grade == scheme.grades[-1]
    told = flags(each.mark, wording, provisional=each.assessment.provisional).plain
    seen = bool(each.online.assessable)
    return {
        "rank": str(each.rank) if each.rank else DASH,
        "id": department.id,
        "name": plain(department.name),
        "names": " ".join(map(plain, department.aliases)),
        "mark": number(each.mark.total if each.is_rankable else None, wording),
        "change": mark_change(by, wording),
        "by": "" if by is None else str(by),
        "grade": wording.say(each.grade.name) if each.grade else DASH,
        "grade_at": scheme.grades.index(each.grade) if each.grade else "",
        "tone": "good" if best else "bad" if worst else "",
        "is_ranked": each.is_rankable,
        "earned": wording.mark(each.online.earned if each.mark.total is not None else None),
        "assessable": wording.mark(each.online.assessable),
        "shares": _shares(each) if each.online.possible else None,
        "problems": each.problems if seen or each.problems else DASH,
        "unassessed": small_percent(each.unassessed),
        "open": "" if each.unassessed is None else str(each.unassessed),
        "provisional": each.assessment.provisional,
        "flags": list(_flags(each, told, step, wording)),
    }


def _flags(each: Standing, told: str, step: Move, wording: Wording) -> Iterator[str]:
    if told:
        yield told
    if not each.is_rankable:
        yield wording.say("可评的不足一半，不排名")
    if step.points is not None and step.before is not None and step.before.assessment.provisional:
        yield wording.say("上月暂定")


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
