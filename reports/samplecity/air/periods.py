"""The reports on the air of weeks and months."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal

from crawler.period import Period
from reports.samplecity.air.cycles import WEEK, Report, differing, reports
from reports.samplecity.air.days import OFF, Day, measured, said
from reports.samplecity.air.manner import NAMES
from reports.samplecity.air.scale import PM10, SO2
from reports.samplecity.content import Article
from reports.samplecity.dice import number
from reports.samplecity.documents import Paper, Rows, html
from reports.samplecity.shelf import Shelf

WEEKLY = ("{city}{year}年第{week}周空气质量周报", "{city}空气质量周报（{name}）", "{name}{city}环境空气质量周报")
MONTHLY = ("{city}{name}空气质量月报", "{name}{city}环境空气质量状况月报")
CHANGES = (
    "优良率为{rate}%，同比{year}年（{was}%）{word}{told}个百分点。",
    "优良天数比例为{rate}%，较上年同期{word}{told}个百分点（上年同期为{was}%）。",
)
INDEXES = ("{name}（{short}）", "{short}", "{name}{short}", "{name}")
CLEAN, GOOD = 50, 100


def periods(shelf: Shelf, period: Period, city: str) -> Iterator[Article]:
    """Every report of a place on weeks and months."""
    tabled = shelf.chance("weeks in tables").random() < 0.7
    for report in reports(shelf.seed, shelf.body, shelf.place, period):
        titles = WEEKLY if report.cycle == WEEK else MONTHLY
        title = shelf.chance("titles of reports", report.cycle).choice(titles)
        named = title.format(city=city, name=report.name, year=report.first.year, week=report.first.isocalendar().week)
        blocks: tuple[str | Rows, ...] = (_counted(report, city), *_changed(shelf.seed, report))
        if report.cycle == WEEK and (tabled or report.fault in ("dailies", "grade")):
            blocks = (_table(shelf, report), *blocks)
        yield shelf.article(named, html(Paper("", blocks)), report.posted)


def _counted(report: Report, city: str) -> str:
    """The days by grade, their number, and the rate of good ones."""
    grades = Counter(day.grade for day in report.valid)
    if report.fault == "places":
        grades["优"], grades["良"] = grades["优"] + 1, grades["良"] - 1
    total = sum(grades.values()) - (report.fault == "days")
    named = ["优", "良", *(grade for grade in grades if grade not in ("优", "良"))]
    parts = "，".join(f"{grade}{grades[grade]}天" for grade in named)
    good = grades["优"] + grades["良"]
    rate = "" if report.fault == "days" else f"优良天数{good}天，优良率{rate_of(report)}%。"
    return f"{report.name}，{city}城区环境空气质量有效监测天数{total}天，其中{parts}。{rate}"


def rate_of(report: Report) -> Decimal:
    """The rate of good days, as it is told."""
    good = sum((day.index or 0) <= GOOD for day in report.valid)
    rate = _percent(good, len(report.valid))
    return rate - Decimal("8.3") if report.fault in ("rate", "month-rate") else rate


def _percent(part: int, whole: int) -> Decimal:
    return (Decimal(100 * part) / whole).quantize(Decimal("0.1"), ROUND_HALF_UP)


def _changed(seed: int, report: Report) -> Iterator[str]:
    """What a month's report says of the year before, and of concentrations."""
    if report.cycle == WEEK or report.fault == "month-rate":
        return
    year = report.first.year - 1
    before = [measured(seed, day) for day in Period(year, report.first.month).days()]
    was = _percent(sum((day.index or 0) <= GOOD for day in before), len(before))
    by = rate_of(report) - was
    told = abs(by) + (Decimal("3.1") if report.fault == "change" else 0)
    word = "上升" if by > 0 else "下降"
    if by or report.fault == "change":
        yield CHANGES[number(seed, report.fault) % len(CHANGES)].format(
            rate=rate_of(report), was=was, year=year, word=word, told=told
        )
    names = NAMES[0]
    yield "，".join(f"{names[item]}平均浓度为{_mean(report.days, item)}微克/立方米" for item in (SO2, PM10)) + "。"


def _mean(days: tuple[Day, ...], item: str) -> Decimal:
    known = [value for day in days if (value := day.values[item]) is not None]
    return (sum(known, Decimal(0)) / len(known)).quantize(Decimal(1), ROUND_HALF_UP)


def _table(shelf: Shelf, report: Report) -> Rows:
    """A row for each day of a week."""
    days = list(report.days)
    if report.fault == "dailies":
        wrong = differing(shelf.seed, shelf.body, shelf.place, report)
        days = [replace(day, index=(day.index or 0) - OFF) if day is wrong else day for day in days]
    if report.fault == "grade":
        wrong = misgraded(report)
        days = [said(day, 75 if (day.index or 0) <= CLEAN else 40) if day is wrong else day for day in days]
        days = [replace(day, index=was.index) for day, was in zip(days, report.days, strict=True)]
    scale = report.days[0].scale
    index = shelf.chance("weekly index", scale.short).choice(INDEXES).format(name=scale.name, short=scale.short)
    head = ("日期", index, "级别", "空气质量状况")
    return (head, *(_row(day) for day in days))


def misgraded(report: Report) -> Day:
    """The day of a week whose grade is told wrongly."""
    return next(day for day in report.valid if (day.index or 0) <= GOOD)


def _row(day: Day) -> tuple[str, ...]:
    when = f"{day.day.year}年{day.day.month}月{day.day.day}日"
    return when, "NA" if day.index is None else str(day.index), day.level, day.grade
