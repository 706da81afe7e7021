"""The short words of the air calendar: states, marks of what is wrong, grades; and how days are named together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta

from crawler.snapshot import Place
from reports.air_days import APART, UNSAID, Calendar, Cell
from reports.marks import BAD, DIM, DOUBT
from reports.wording import DASH, Wording, plain
from rules.air.bulletin import Bulletin
from rules.air.daily.day import DOUBTED, ELSEWHERE, LOST, MISSING, NOT_YET, PARTLY
from rules.air.standards import ROMAN, Grade, Standard
from rules.finding import Outcome

SHORT = {Place.OWN: "本网", Place.PORTAL: "门户"}
WEEKDAYS = ("周一", "周二", "周三", "周四", "周五", "周六", "周日")
STATES: Mapping[str, tuple[str, str, str]] = {
    MISSING: ("缺", f"bold {BAD}", "没有当日的日报"),
    PARTLY: ("无值", DOUBT, "有日报，没有写明指数"),
    DOUBTED: ("待核", DOUBT, "有没有日报须由人核实"),
    LOST: ("未检", DOUBT, "未能检测"),
    ELSEWHERE: ("外部", "cyan", "以插件、图片或其他平台公布"),
    NOT_YET: ("未到", DIM, "访问网站时还没有到公布的时间"),
    UNSAID: ("·", DIM, "没有读到，也没有评判"),
}
WRONG, UNSURE = "错", "核"
DIFFER = "≠"
MARKS: Mapping[str, str] = {
    "late": "迟",
    "doubled-day": "重",
    "future-day": "早",
    "frozen": "同",
    "no-index": "",  # the state says it
    "missing-day": "",
    APART: "",  # beside the day, as it concerns both places
    "no-field": "",  # said once of the place
}
MEANINGS: Mapping[str, str] = {
    WRONG: "数值、级别或首要污染物有误",
    "迟": "发布迟于规定",
    "重": "同一天有两份不同的日报",
    "早": "发布时那一天还没有过完",
    "同": "与后几日数值完全相同",
    UNSURE: "有疑点，须由人核实",
    DIFFER: "两处数值不同",
}
GRADES: Mapping[str, str] = {
    "优": "优",
    "良": "良",
    "轻微污染": "轻微",
    "轻度污染": "轻度",
    "中度污染": "中度",
    "中度重污染": "中重",
    "重污染": "重度",
    "重度污染": "重度",
    "严重污染": "严重",
}


def marks(cell: Cell) -> list[str]:
    """The marks of what was found of a day, each once, the gravest first."""
    failed = [MARKS.get(each.problem, WRONG) for each in cell.findings if each.outcome is Outcome.FAILED]
    unsure = [each for each in cell.findings if each.outcome is Outcome.CANT_TELL and cell.bulletin is not None]
    found = {*failed, *([UNSURE] if unsure else [])}
    return [mark for mark in MEANINGS if mark in found]


def differs(cells: Iterable[Cell]) -> bool:
    """Whether the places were found to show different values of a day."""
    found = (each for cell in cells for each in cell.findings)
    return any(each.problem == APART and each.outcome is Outcome.FAILED for each in found)


def short_grade(bulletin: Bulletin, wording: Wording) -> str:
    """The grade that a bulletin states in at most four columns: its word, else its level; "" when it states neither."""
    if bulletin.grade in GRADES:
        return wording.say(GRADES[bulletin.grade])
    return level(bulletin)


def level(bulletin: Bulletin) -> str:
    """The level that a bulletin states, as it is printed: Ⅲ1; "" for none."""
    return f"{ROMAN[bulletin.level]}{bulletin.sub}" if bulletin.level and bulletin.level < len(ROMAN) else ""


def primary(bulletin: Bulletin, wording: Wording) -> str:
    """The primary pollutants that a bulletin states; a dash where it says that there is none, "" where it says nothing."""
    if bulletin.primary is None:
        return ""
    return wording.say("、").join(map(plain, bulletin.primary)) or DASH


def ranges(found: Calendar) -> list[tuple[Standard, Grade, int]]:
    """The grades in which the month's indexes lie, from the lowest, with the index at which each begins."""
    rated = (cell.rated for column in found.columns for cell in column.cells)
    used = {(each[0].id, each[1].upto): each for each in rated if each}
    return [(standard, grade, _from(standard, grade)) for _, (standard, grade) in sorted(used.items())]


def _from(standard: Standard, grade: Grade) -> int:
    below = [each.upto for each in standard.grades if each.upto < grade.upto]
    return max(below) + 1 if below else 0


def together(days: Sequence[date], wording: Wording) -> str:
    """Days of one month as people name them: 3、5–9日."""
    runs = [f"{first.day}" if first == last else f"{first.day}–{last.day}" for first, last in _runs(sorted(days))]
    return wording.say("{numbers}日", numbers=wording.say("、").join(runs))


def _runs(days: Sequence[date]) -> Iterator[tuple[date, date]]:
    start = 0
    for at, day in enumerate(days):
        if at + 1 == len(days) or days[at + 1] - day > timedelta(1):
            yield days[start], day
            start = at + 1
