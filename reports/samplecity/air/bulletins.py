"""The pages and files on which a place tells of the air, day by day."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, time, timedelta

from crawler.period import Period
from reports.samplecity.air.forms import body
from reports.samplecity.air.growing import table
from reports.samplecity.air.plan import ELSEWHERE, NO_PRIMARY, SLIPPED, AirPlan, faultless, plan, settled
from reports.samplecity.air.scale import STRICTER_FROM
from reports.samplecity.air.words import Words
from reports.samplecity.content import Article, Trouble
from reports.samplecity.dice import number
from reports.samplecity.episodes import ORIGIN
from reports.samplecity.shelf import Shelf

MORNING = range(8, 12)  # hours of the next day in which a bulletin is in time
LATE = timedelta(days=4)
KEPT = {True: 2, False: 6}  # months that stay to be seen, where each day has a page and where a month has one
BOARD = (
    '<p><iframe src="http://kqzl.province.example/fabu/?city={city}" width="960" height="640"></iframe></p>',
    '<p>请登录省空气质量发布平台查看：<a href="http://kqzl.province.example/fabu/?city={city}">空气质量实时发布系统</a></p>',
)


def bulletins(shelf: Shelf, period: Period, city: str) -> Iterator[Article]:
    """Everything that a place shows of the air's days, up to the second day of the next month."""
    this = plan(shelf.seed, shelf.body, shelf.place, period)
    told: list[Words] = []
    faults: dict[date, str] = {}
    for back in range(KEPT[this.manner.is_paged] - 1, -1, -1):
        month = period.shift(-back)
        if month >= ORIGIN:
            of = settled(shelf.seed, shelf.body, shelf.place, month, period) if back else this
            told += _days(of, list(month.days()), city)
            faults |= of.faults
    if this.is_silent:
        yield from _board(shelf, period, city) if this.whole == ELSEWHERE else ()
    else:
        following = period.shift(1)
        days = [following.first, following.first + timedelta(days=1)]
        told += _days(faultless(shelf.seed, shelf.body, shelf.place, following), days, city)
    yield from _pages(shelf, told, faults)


def _days(of: AirPlan, days: list[date], city: str) -> Iterator[Words]:
    for day in days if not of.is_silent else ():
        fault, shown = of.faults.get(day), of.shown(day)
        slipped = of.whole == SLIPPED or fault == "slip"
        words = {"blank": fault == "blank", "bare": of.whole == NO_PRIMARY, "slipped": slipped}
        for each in (shown, of.others.get(day)):
            if each is not None:
                yield Words(each, of.manner, city, **words)


def _pages(shelf: Shelf, told: list[Words], faults: Mapping[date, str]) -> Iterator[Article]:
    growing: dict[tuple[int, int], list[Words]] = {}
    together: dict[date, list[Words]] = {}
    for words in told:
        day = words.told.day
        if not words.how.is_paged:
            growing.setdefault((day.year, day.month), []).append(words)
        elif words.how.together(day):
            together.setdefault(day - timedelta(days=day.weekday()), []).append(words)
        else:
            yield _page(shelf, [words], faults.get(day, ""))
    for days in growing.values():
        yield table(shelf, days)
    for days in together.values():
        yield _page(shelf, days, "")


def _page(shelf: Shelf, days: Sequence[Words], fault: str) -> Article:
    """The page of a day, or of a weekend: posted on the day after."""
    last, how, city = days[-1].told, days[-1].how, days[-1].city
    named = {"city": city, "year": last.day.year, "month": last.day.month, "day": last.day.day}
    title = how.title.format(**named)
    if len(days) > 1:
        title = (
            f"{city}{days[0].told.day.month}月{days[0].told.day.day}日至{last.day.month}月{last.day.day}日空气质量日报"
        )
    if how.form == "titled" and fault != "stuck":
        title += (
            "：" + ("" if not days[0].index else f"{last.scale.short} {days[0].index} ") + last.grade.removesuffix("NA")
        )
    posted = last.day + {"late": LATE, "future": -timedelta(days=1)}.get(fault, timedelta(days=1))
    at = time(MORNING[number(last.day) % len(MORNING)], number(last.day, shelf.place) % 60)
    text = body(days)
    if last.day >= STRICTER_FROM and how.timed:
        text += f"<p>发布时间：{posted.year}年{posted.month}月{posted.day}日{at:%H:%M}</p>"
    page = replace(shelf.article(title, text, posted), at=at if last.day >= STRICTER_FROM else None)
    return replace(page, trouble=Trouble.ERROR if fault == "stuck" else Trouble.NONE)


def _board(shelf: Shelf, period: Period, city: str) -> Iterator[Article]:
    """Where another platform is shown, or linked to, instead of bulletins."""
    text = BOARD[number(shelf.seed, shelf.place, period) % len(BOARD)].format(city=city)
    yield shelf.article(f"{city}空气质量日报实时发布", text, period.first)
