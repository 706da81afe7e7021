"""Daily bulletins of the city's air.

Until 2013 the index is the 空气污染指数 of three pollutants, from 2014 the 空气质量指数 of
HJ 633-2012: every partial index is rounded up, the worst one counts.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction
from math import ceil

from crawler.period import Period
from reports.samplecity.content import Article, Attachment, Trouble
from reports.samplecity.dice import dice, number
from reports.samplecity.documents import Paper, Rows, html, html_table, xls
from reports.samplecity.faults import AirPlan
from reports.samplecity.shelf import Shelf

AQI_FROM = 2014
AQI_STEPS = (0, 50, 100, 150, 200, 300, 400, 500)
AQI_LIMITS: Mapping[str, tuple[int, ...]] = {
    "二氧化硫": (0, 50, 150, 475, 800, 1600, 2100, 2620),
    "二氧化氮": (0, 40, 80, 180, 280, 565, 750, 940),
    "可吸入颗粒物（PM10）": (0, 50, 150, 250, 350, 420, 500, 600),
    "一氧化碳（毫克）": (0, 2, 4, 14, 24, 36, 48, 60),
    "臭氧8小时": (0, 100, 160, 215, 265, 800),
    "细颗粒物（PM2.5）": (0, 35, 75, 115, 150, 250, 350, 500),
}
API_STEPS = (0, 50, 100, 200, 300, 400, 500)
API_LIMITS: Mapping[str, tuple[int, ...]] = {
    "二氧化硫": (0, 50, 150, 800, 1600, 2100, 2620),
    "二氧化氮": (0, 80, 120, 280, 565, 750, 940),
    "可吸入颗粒物": (0, 50, 150, 350, 420, 500, 600),
}
AQI_GRADES = (
    (50, "一级", "优"),
    (100, "二级", "良"),
    (150, "三级", "轻度污染"),
    (200, "四级", "中度污染"),
    (300, "五级", "重度污染"),
)
API_GRADES = (
    (50, "Ⅰ", "优"),
    (100, "Ⅱ", "良"),
    (150, "Ⅲ1", "轻微污染"),
    (200, "Ⅲ2", "轻度污染"),
    (250, "Ⅳ1", "中度污染"),
)
DAILY = ("page", "told", "titled")
MONTHLY = ("month", "month-xls")
TITLES = (
    "{city}{year}年{month}月{day}日空气质量日报",
    "{month}月{day}日环境空气质量日报",
    "{city}城市空气环境质量日报（{year}年{month}月{day}日）",
    "{year}-{month:02}-{day:02}空气质量日报",
)


@dataclass(frozen=True)
class Day:
    """What was measured on a day and what follows from it."""

    day: date
    measured: Mapping[str, Fraction]
    index: int
    primary: str
    level: str
    grade: str

    @property
    def name(self) -> str:
        """What the index is called."""
        return "空气质量指数（AQI）" if self.day.year >= AQI_FROM else "空气污染指数（API）"

    @property
    def short(self) -> str:
        """What the index is called in a title."""
        return "AQI" if self.day.year >= AQI_FROM else "API"


def partial(concentration: Fraction, limits: tuple[int, ...], steps: tuple[int, ...]) -> int:
    """The partial index of one pollutant, rounded up."""
    place = next(n for n in range(1, len(limits)) if concentration <= limits[n])
    low, high = limits[place - 1], limits[place]
    share = Fraction(steps[place] - steps[place - 1], high - low)
    return ceil(share * (concentration - low) + steps[place - 1])


def measured(seed: int, day: date) -> Day:
    """The air of a day: worse in winter."""
    chance = dice(seed, "air", day)
    new = day.year >= AQI_FROM
    limits, steps, grades = (AQI_LIMITS, AQI_STEPS, AQI_GRADES) if new else (API_LIMITS, API_STEPS, API_GRADES)
    winter = 130 if day.month in (11, 12, 1, 2) else 95
    found = {name: Fraction(chance.randrange(4, bound[2] * winter * 8 // 100), 10) for name, bound in limits.items()}
    parts = {name: partial(value, limits[name], steps) for name, value in found.items()}
    index = max(parts.values())
    level, grade = next((level, grade) for limit, level, grade in grades if index <= limit)
    primary = "、".join(name for name, part in parts.items() if part == index) if index > 50 else "—"
    return Day(day, found, index, primary, level, grade)


def bulletins(shelf: Shelf, period: Period, plan: AirPlan, city: str, *, paged: bool) -> Iterator[Article]:
    """Everything that a place shows on the air, up to the second day of the next month."""
    chance = shelf.chance("air form")
    form = chance.choice(DAILY if paged else (*DAILY, *MONTHLY, *MONTHLY))
    title = chance.choice(TITLES)
    faultless = AirPlan()
    for back in range(5 if form in MONTHLY else 1, -1, -1):
        month = period.shift(-back)
        if month >= Period(2012, 1) and not (back == 0 and plan.absent):
            yield from _month(shelf, list(month.days()), plan if back == 0 else faultless, form, city, title)
    if not plan.absent:
        following = period.shift(1).first
        yield from _month(shelf, [following, following + timedelta(days=1)], faultless, form, city, title)


def _month(shelf: Shelf, days: list[date], plan: AirPlan, form: str, city: str, title: str) -> Iterator[Article]:
    shown = [measured(shelf.seed, day) for day in days if day.day not in plan.gone]
    if form in MONTHLY:
        yield _table(shelf, shown, plan, form, city)
        return
    for day in shown:
        yield _page(shelf, day, plan, form, city, title)


def _page(shelf: Shelf, day: Day, plan: AirPlan, form: str, city: str, title: str) -> Article:
    """The page of a day, posted on the day after."""
    blank, stuck = day.day.day in plan.blank, day.day.day in plan.stuck
    name = title.format(city=city, year=day.day.year, month=day.day.month, day=day.day.day)
    if form == "titled" and not stuck:
        name += "：" + ("" if blank else f"{day.short} {day.index} ") + day.grade
    body = html(_sheet(day, city, blank=blank)) if form == "page" else f"<p>{_told(day, city, blank=blank)}</p>"
    page = shelf.article(name, body, day.day + timedelta(days=1))
    return replace(page, trouble=Trouble.ERROR if stuck else Trouble.NONE)


def _sheet(day: Day, city: str, *, blank: bool) -> Paper:
    head = ("城市", "首要污染物", "污染指数" if day.day.year < AQI_FROM else "AQI指数", "级别", "状况")
    row = (city, day.primary, "" if blank else str(day.index), day.level, day.grade)
    when = f"监测日期：{day.day.year}年{day.day.month}月{day.day.day}日"
    values: Rows = (("污染物", "浓度（微克/立方米）"), *((name, f"{float(v):.1f}") for name, v in day.measured.items()))
    return Paper("", (when, (head, row), *((values,) if day.day.year >= AQI_FROM else ())))


def _told(day: Day, city: str, *, blank: bool) -> str:
    index = "" if blank else f"{day.name}为{day.index}，"
    primary = "无首要污染物" if day.primary == "—" else f"首要污染物为{day.primary}"
    when = f"{day.day.year}年{day.day.month}月{day.day.day}日"
    return f"{when}，{city}城区{index}{primary}，空气质量级别为{day.level}级，空气质量状况{day.grade}。".replace(
        "级级", "级"
    )


def _table(shelf: Shelf, shown: list[Day], plan: AirPlan, form: str, city: str) -> Article:
    """The growing page of a month, or its spreadsheet."""
    first = shown[0].day
    title = f"{city}{first.year}年{first.month}月空气质量日报"
    head = ("日期", "空气质量指数AQI" if first.year >= AQI_FROM else "污染指数API", "首要污染物", "级别", "状况")
    lines = [_line(day, blank=day.day.day in plan.blank) for day in shown]
    table, posted = (head, *lines), shown[-1].day + timedelta(days=1)
    if form == "month":
        return shelf.article(title, html_table(table), posted)
    file = Attachment(
        f"W{number(title, *shelf.slot):010}.xls",
        f"{title}.xls",
        "application/vnd.ms-excel",
        xls(Paper(title, (table,))),
    )
    return shelf.article(title, f"<p>{first.year}年{first.month}月{city}空气质量日报见附表。</p>", posted, (file,))


def _line(day: Day, *, blank: bool) -> tuple[str, ...]:
    when = f"{day.day.year}年{day.day.month}月{day.day.day}日"
    return (when, "" if blank else str(day.index), day.primary, day.level, day.grade)
