"""The circular to all (通报): what was checked and found, who stands where, what was put right, what was not, what could not be seen.

Every number is counted from what is stored; what is in doubt, under appeal or could not be checked is held against nobody.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from checker.groups import COUNTIES, DEPARTMENTS, ENTERPRISES, SUBORDINATES, TOWNSHIPS
from checker.indicator import Sort
from checker.store import findings_of
from checker.year_months import Why
from crawler.period import CHINA, Period
from reports.letters.good import good
from reports.letters.notice import Frame
from reports.letters.righting import righting
from reports.letters.words import ZH, counted, cut, day, duty, listed, month, ordinals
from reports.notices_due import Judgement, is_satisfied
from reports.notices_month import Month
from reports.standing import Standing, shown, standings
from reports.stored import Results
from reports.wording import plain
from reports.yearly_words import WHY
from rules.finding import Outcome

Fields = dict[str, Any]
MOST, EXAMPLES, REASONS = 10, 3, 2
TO: Mapping[str, str] = {
    COUNTIES: "各县（市）区人民政府",
    DEPARTMENTS: "各部门",
    SUBORDINATES: "各所属单位",
    TOWNSHIPS: "各乡镇（街道）",
    ENTERPRISES: "各公共企事业单位",
}
PARTS = ("checked", "ranked", "good", "problems", "righting", "unseen", "asked")
NAMES = frozenset(
    "kind city office contact number date month title draft to checked groups provisional unranked vetoed full timely improved "
    "problems more_problems rectified rectified_total opened open_total withdrawn closed overdue overdue_total untested untested_total "
    "doubted disputed running due_total earliest waiting steps scheme ordinals "
    "name count members rank mark grade problems note unknown departments findings examples problem rule duty gain before now "
    "cases case what number notified due late step department reasons bodies indicators passed failed addresses first last "
    "ranked good righting unseen asked".split()
)


def circular(month_: Month, earlier: Results | None, frame: Frame, number: str = "") -> Fields:
    """The fields of the circular of a month; `earlier` are the results of the month before, None when there are none."""
    results = month_.results
    places = standings(results.assessments, results.scheme)
    return {
        **frame.fields(number),
        "kind": "circular",
        "title": f"关于{month(month_.period)}政务公开网上检查情况的通报",
        "scheme": plain(results.scheme.title),
        "to": "，".join(TO[name] for name in TO if any(each.group == name for each in places)),
        "checked": _checked(results, places),
        "groups": [{"name": name, "members": [_member(each) for each in found]} for name, found in shown(places)],
        "provisional": _provisional(places),
        "unranked": listed(plain(each.assessment.department.name) for each in places if each.rank is None),
        "vetoed": _vetoed(places),
        **good(month_, places, earlier),
        **_problems(results),
        **righting(month_),
        **_unseen(results),
        "steps": listed(f"逾期{each.after}个工作日{each.name}" for each in results.scheme.escalation),
        "ordinals": ordinals(PARTS),
    }


def _checked(results: Results, places: Sequence[Standing]) -> Fields:
    """What was looked at, as far as it is stored: bodies, indicators, judgements, the addresses that are cited and when."""
    found = list(findings_of(results.assessments))
    outcomes = Counter(item.outcome for _, _, item in found)
    cited = [citation for _, _, item in found for citation in item.finding.evidence]
    days = sorted(each.fetched.astimezone(CHINA).date() for each in cited if each.fetched)
    owed = {verdict.indicator for _, verdict, item in found if item.outcome is not Outcome.INAPPLICABLE}
    return {
        "bodies": str(len(results.assessments)),
        "groups": counted(Counter(each.group for each in places), "个"),
        "indicators": str(len(owed)),
        "passed": str(outcomes[Outcome.PASSED]),
        "failed": str(
            sum(1 for _, verdict, item in found if verdict.sort is not Sort.BONUS and item.outcome is Outcome.FAILED)
        ),
        "addresses": str(len({each.url for each in cited})),
        "first": day(days[0]) if days else "",
        "last": day(days[-1]) if days else "",
    }


def _member(each: Standing) -> Fields:
    """A line of the ranking, as the ranking prints it."""
    notes = ["单项否决"] if each.mark.vetoes else []
    if each.rank is None:
        notes.append("可评的分不足一半，不排名")
    elif each.assessment.provisional:
        notes.append("暂定")
    return {
        "rank": str(each.rank) if each.rank else "—",
        "name": plain(each.assessment.department.name),
        "mark": ZH.mark(each.mark.total),
        "grade": each.grade.name if each.grade else "—",
        "problems": str(each.problems),
        "unknown": ZH.percent(each.unassessed, 0).replace(" ", ""),
        "note": "，".join(notes),
    }


def _provisional(places: Iterable[Standing]) -> str:
    """Why marks are provisional: how much of each reason, and of how many bodies."""
    counts: Counter[Why] = Counter()
    bodies: Counter[Why] = Counter()
    for each in places:
        for reason in each.reasons:
            counts[reason.why] += reason.count
            bodies[reason.why] += 1
    told = [
        f"{ZH.say(WHY[why], count=str(counts[why])).replace(' ', '')}（{bodies[why]}个单位）"
        for why in Why
        if counts[why]
    ]
    return "，".join(told)


def _vetoed(places: Iterable[Standing]) -> list[Fields]:
    """Those whose mark is vetoed, and by what."""
    return [
        {
            "name": plain(each.assessment.department.name),
            "what": listed(plain(verdict.title) for verdict in each.assessment.verdicts if verdict.vetoes),
        }
        for each in places
        if each.mark.vetoes
    ]


def _problems(results: Results) -> Fields:
    """The most common problems: of how many departments, how often, and who has most of it. What is in dispute is left out."""
    found: dict[tuple[str, str], Counter[str]] = {}
    for assessment, verdict, item in findings_of(results.assessments):
        stands = item.outcome is Outcome.FAILED and item.finding.problem and not item.open
        if stands and verdict.sort is not Sort.BONUS and not is_satisfied(Judgement(verdict, item, results.scheme)):
            about = found.setdefault((verdict.rule, item.finding.problem), Counter())
            about[plain(assessment.department.name)] += 1
    order = sorted(found, key=lambda each: (-len(found[each]), -found[each].total(), each))
    titles = {verdict.rule: verdict.title for each in results.assessments for verdict in each.verdicts}
    return {
        "problems": [_problem(key, found[key], titles, results.period) for key in order[:MOST]],
        "more_problems": str(max(len(order) - MOST, 0) or ""),
    }


def _problem(key: tuple[str, str], bodies: Counter[str], titles: Mapping[str, str], period: Period) -> Fields:
    rule, problem = key
    named = [f"{name}（{count}处）" if count > 1 else name for name, count in bodies.most_common(EXAMPLES)]
    return {
        "rule": plain(titles[rule]),
        "problem": ZH.problem(rule, problem),
        "departments": str(len(bodies)),
        "findings": str(bodies.total()),
        "examples": listed(named) + ("等" if len(bodies) > EXAMPLES else ""),
        "duty": plain(duty(rule, period)[0]),
    }


def _unseen(results: Results) -> Fields:
    """What could not be checked, and why, and what a person must look at: nobody's fault."""
    rows: dict[str, list[str]] = {}
    counts: Counter[Outcome] = Counter()
    disputed = 0
    for assessment, _, item in findings_of(results.assessments):
        counts[item.outcome] += 1
        disputed += bool(item.open)
        if item.outcome is Outcome.UNTESTED:
            rows.setdefault(plain(assessment.department.name), []).append(cut(ZH.finding(item.finding), 60))
    told = [
        {
            "name": name,
            "count": str(len(notes)),
            "reasons": "；".join(each for each, _ in Counter(notes).most_common(REASONS) if each),
        }
        for name, notes in rows.items()
    ]
    return {
        "untested": told,
        "untested_total": str(counts[Outcome.UNTESTED] or ""),
        "doubted": str(counts[Outcome.CANT_TELL] or ""),
        "disputed": str(disputed or ""),
    }
