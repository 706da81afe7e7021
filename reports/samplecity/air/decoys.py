"""Pages that speak of air and polluters and are no bulletin, report or result: forecasts, hours, years, notices, lessons."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from crawler.period import Period
from reports.samplecity.air.scale import STRICTER_FROM, scale
from reports.samplecity.air.words import MICRO
from reports.samplecity.content import Article
from reports.samplecity.dice import dice
from reports.samplecity.documents import Paper, Rows, html
from reports.samplecity.episodes import ORIGIN
from reports.samplecity.layout import Column
from reports.samplecity.shelf import Shelf

ONE_MONTH_IN = 3  # there is a forecast and an hour in one month of three


def decoys(shelf: Shelf, notices: Column, period: Period, last: date, city: str) -> Iterator[Article]:
    """What stands beside the bulletins of a place, and among its notices."""
    for month in (period.shift(-1), period):
        chance = shelf.chance("air decoys", month)
        day = month.first + timedelta(days=chance.randrange(27))
        if month >= ORIGIN and chance.randrange(ONE_MONTH_IN) == 0 and day < STRICTER_FROM:
            yield _forecast(shelf, day, city)
            yield _hour(shelf, day + timedelta(days=1), city)
    yield _lesson(shelf)
    for year in range(ORIGIN.year, period.year + 1):
        for article in _yearly(replace(shelf, column=notices), year, city):
            if article.published <= last:
                yield article


def _forecast(shelf: Shelf, day: date, city: str) -> Article:
    """What the air of tomorrow may be."""
    after, name = day + timedelta(days=1), scale(day).name
    low = shelf.chance("forecast", day).randrange(52, 70)
    text = f"预计{after.month}月{after.day}日，{city}城区{name}范围为{low}—{low + 25}，空气质量级别为二级，良，首要污染物为可吸入颗粒物。"
    return shelf.article(f"{city}{after.month}月{after.day}日空气质量预报", html(Paper("", (text,))), day)


def _hour(shelf: Shelf, day: date, city: str) -> Article:
    """What instruments show at one hour."""
    chance = shelf.chance("hour", day)
    rows: Rows = (
        ("点位", "时间", f"PM10小时浓度（{MICRO}）", f"SO2小时浓度（{MICRO}）"),
        *(
            (name, "10时", str(chance.randrange(20, 180)), str(chance.randrange(5, 60)))
            for name in ("监测站", "市一中")
        ),
    )
    title = f"{city}空气质量实时数据（{day.year}年{day.month}月{day.day}日10时）"
    return shelf.article(title, html(Paper("", ("数据未经审核，仅供参考。", rows))), day)


def _lesson(shelf: Shelf) -> Article:
    """What the numbers mean."""
    rows: Rows = (
        ("指数", "级别", "状况", "对健康的影响"),
        ("0～50", "一级", "优", "可正常活动"),
        ("51～100", "二级", "良", "可正常活动"),
        ("101～150", "三级", "轻微污染", "易感人群症状有轻度加剧"),
    )
    text = "空气污染指数是把几种污染物的浓度化成一个数，首要污染物是其中最重的一种。"
    return shelf.article("什么是空气污染指数", html(Paper("", (text, rows))), ORIGIN.first + timedelta(days=9))


def _yearly(shelf: Shelf, year: int, city: str) -> Iterator[Article]:
    """A year's state of the environment, half a year's news, and orders about publishing and measuring."""
    good = dice(shelf.seed, "good days", year).randrange(300, 350)
    lines = {
        f"{year - 1}年{city}环境状况公报": (
            date(year, 6, 4),
            f"{year - 1}年，城区空气质量达到二级以上的天数为{good}天。主要河流水质总体良好，声环境质量保持稳定。",
        ),
        f"今年上半年{city}空气质量稳中向好": (
            date(year, 7, 20),
            "上半年城区空气质量总体良好，优良天数比例较高，扬尘得到控制。",
        ),
        "关于进一步做好空气质量日报发布工作的通知": (
            date(year, 2, 20),
            "各监测站：请每日10时前报送前一日数据，确保空气质量日报按时发布，节假日不得中断。",
        ),
        f"关于开展{year}年国控重点污染源监督性监测工作的通知": (
            date(year, 3, 6),
            "各县区环保局：请按照监测方案，认真做好重点污染源监督性监测，按时报送监测结果。",
        ),
    }
    for title, (day, line) in lines.items():
        yield shelf.article(title, html(Paper("", (line,))), day)
