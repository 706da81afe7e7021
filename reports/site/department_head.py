"""The head of a department's page: its place, its mark and how that came about, the change, and why it may not be final."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from checker.marks import Mark
from reports.explain_sums import month_sums
from reports.marks import matrix_line, sharing_line
from reports.moves import UNCOMPARED
from reports.site.department_topics import score_data
from reports.site.values import Data, Month
from reports.standing import Standing
from reports.wording import DASH, Wording, plain
from reports.yearly_words import WHY


def head_data(one: Standing, month: Month) -> Data:
    """What a page says first of a department's month."""
    wording, department = month.wording, one.assessment.department
    scheme = month.results.scheme
    return {
        "id": department.id,
        "name": plain(department.name),
        "group": wording.say(one.group),
        "home": _address(department.home),
        "portal": _address(department.portal),
        "rank": rank_line(one, month),
        "place": str(one.rank or DASH),
        "mark": wording.mark(one.mark.total),
        "exact": str(one.mark.total),
        "grade": wording.say(one.grade.name) if one.grade else DASH,
        "tone": _tone(one, month),
        "change": change_line(one, month),
        "provisional": one.assessment.provisional,
        "reasons": [wording.say(WHY[each.why], count=str(each.count)) for each in one.reasons],
        "vetoes": _vetoes(one.mark, month),
        "unassessed": wording.percent(one.unassessed, 1),
        "has_unassessed": bool(one.unassessed),
        "score": score_data(one.mark.score, wording),
        "problems": one.problems,
        "sums": list(month_sums(one.assessment, scheme, wording)),
        "scheme": [
            wording.say("{title}（{id}）", title=wording.say(plain(scheme.title)), id=scheme.id)
            if scheme.title
            else scheme.id,
            matrix_line(scheme, wording),
            sharing_line(scheme, wording),
        ],
    }


def rank_line(one: Standing, month: Month) -> str:
    """Its place among how many of its group; why it has none where too little could be assessed."""
    members = [each for each in month.standings.values() if each.group == one.group]
    ranked = sum(each.rank is not None for each in members)
    if one.rank is None:
        words = "没有应在网上公开的内容，不排名" if not one.online.possible else "可评的分不足一半，不排名"
        return month.wording.say(words)
    return month.wording.say("第 {rank} 名，共排 {count} 个单位", rank=str(one.rank), count=str(ranked))


def change_line(one: Standing, month: Month) -> Data:
    """How the mark changed since the calendar month before, with a sign that says it without colour; why that cannot be said."""
    wording, say = month.wording, month.wording.say
    step = month.moves[one.assessment.department.id]
    if step.missing is not None:
        return {"sign": "", "tone": "", "words": say(UNCOMPARED[step.missing], since=str(month.moves.since))}
    if step.before is None or step.points is None:
        return {"sign": "", "tone": "", "words": DASH}
    sign, tone, words = _course(step.points)
    told = say(words, points=wording.mark(abs(step.points))) if step.points else say(words)
    return {"sign": sign, "tone": tone, "words": say("；").join((told, _former(step.before, wording)))}


def _course(difference: Decimal) -> tuple[str, str, str]:
    if not difference:
        return "＝", "", "与上月相同"
    return ("▲", "good", "比上月高 {points}") if difference > 0 else ("▼", "bad", "比上月低 {points}")


def _former(former: Standing, wording: Wording) -> str:
    words = "上月 {mark}（暂定）" if former.assessment.provisional else "上月 {mark}"
    return wording.say(words, mark=wording.mark(former.mark.total))


def _tone(one: Standing, month: Month) -> str:
    grades = month.results.scheme.grades
    if one.grade is None:
        return ""
    return "good" if one.grade == grades[0] else "bad" if one.grade == grades[-1] else ""


def _vetoes(mark: Mark, month: Month) -> list[Data]:
    return list(_vetoed(mark, month))


def _vetoed(mark: Mark, month: Month) -> Iterator[Data]:
    titles = {each.id: each.title for each in month.results.scheme.indicators}
    for ids, words, tone in ((mark.vetoes, "单项否决", "bad"), (mark.may_veto, "可能否决", "doubt")):
        for id in ids:
            yield {"id": id, "words": month.wording.say(words), "title": month.wording.say(titles[id]), "tone": tone}


def _address(text: str) -> Data:
    """An address as a link where it is one of the web."""
    shown = plain(text)
    return {"text": shown, "href": shown if shown.lower().startswith(("http://", "https://")) else ""}
