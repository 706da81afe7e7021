"""Whether words of grades fit the index beside them and the standard of their time."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from rules.air.period.saying import about, cited, say
from rules.air.period.sums import bad_by_grade, good_days
from rules.air.period.value import Daily, Report, Tally
from rules.air.standards import Standard, possible
from rules.finding import Finding, cant_tell

PROBLEM = "wrong-grade"
OLD_WORDS = ("轻微污染", "中度重污染")
CLEAN, EXCESS = 50, 100


def wrong_grade(report: Report) -> Iterator[Finding]:
    """A finding for each day or span whose word of grade is not that of its index; a doubt for words of the older index."""
    for daily in report.dailies:
        if not _fits(daily.day, daily.index, daily.grade, daily.level):
            yield _daily(report, daily)
    for tally in report.tallies:
        yield from _mean(report, tally)
        yield from _range(report, tally)
        yield from _older(report, tally)


def _fits(day: date, index: int | None, grade: str, level: int | None) -> bool:
    if index is None or not (grade or level):
        return True
    return any(_of(standard, index, grade, level) for standard in possible(day))


def _of(standard: Standard, index: int, grade: str, level: int | None) -> bool:
    right = standard.grade(index)
    return (not grade or grade in (*right.words, *right.loose)) and level in (None, right.level)


def _right(day: date, index: int) -> str:
    """The words that the standards of a day have for an index."""
    return "或".join(
        dict.fromkeys(f"{standard.grade(index).words[0]}（{standard.name}）" for standard in possible(day))
    )


def _daily(report: Report, daily: Daily) -> Finding:
    said = daily.grade or f"{daily.level} 级"
    values = {"index": str(daily.index), "said": said, "right": _right(daily.day, daily.index or 0)}
    note = "指数 {index} 应为{right}，写的是{said}"
    return say(report)(
        PROBLEM, report.source.cite(daily.quote, daily.where), note=note, subject=str(daily.day), **values
    )


def _mean(report: Report, tally: Tally) -> Iterator[Finding]:
    if len(tally.index) != 1 or not tally.grade or tally.grade.endswith("级"):
        return
    if not _fits(tally.span.last, tally.index[0], tally.grade, None):
        values = {"index": str(tally.index[0]), "said": tally.grade, "right": _right(tally.span.last, tally.index[0])}
        note = "平均指数 {index} 应为{right}，写的是{said}"
        yield say(report, tally)(PROBLEM, *cited(report, tally), note=note, subject=about(tally), **values)


def _range(report: Report, tally: Tally) -> Iterator[Finding]:
    """A doubt where the least and the greatest index do not go with the days of each grade."""
    if len(tally.index) != 2:
        return
    least, greatest = tally.index
    bad = tally.bad if tally.bad is not None else bad_by_grade(tally)
    none_bad = tally.bad == 0 or (tally.rate is not None and tally.rate.value == 100 and not tally.rate.is_rough)
    clean = tally.by_grade.get("优")
    if (
        (greatest <= EXCESS and bad)
        or (greatest > EXCESS and none_bad)
        or (least > CLEAN and clean)
        or _none_clean(tally, least, clean)
    ):
        values = {"least": str(least), "greatest": str(greatest)}
        note = "指数在 {least} 至 {greatest} 之间，与写的各级别天数不合，需要核实"
        yield cant_tell(PROBLEM, *cited(report, tally), note=note, subject=about(tally), **values)


def _none_clean(tally: Tally, least: int, clean: int | None) -> bool:
    return least <= CLEAN and clean == 0 and bool(good_days(tally))


def _older(report: Report, tally: Tally) -> Iterator[Finding]:
    if any(standard.index == "API" for standard in possible(tally.span.first)):
        return
    for word in OLD_WORDS:
        if tally.by_grade.get(word):
            note = "“{said}”是空气污染指数（API）的级别，现行标准没有这一级别"
            yield cant_tell(PROBLEM, *cited(report, tally), note=note, subject=about(tally), said=word)
