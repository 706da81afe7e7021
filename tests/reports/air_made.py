"""A month of air made by hand: two places with every state and many sorts of findings."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal

from crawler.period import CHINA, Period
from crawler.reading.value import Reading
from crawler.roster import Department
from crawler.snapshot import Document, Place, Reason, Snapshot, Unreached
from reports.air_days import Seen
from rules.air.bulletin import Bulletin, Elsewhere, Measured
from rules.air.daily.day import DOUBTED, ELSEWHERE, LOST, MISSING, NOT_YET, PARTLY, THERE, Day, Diary
from rules.air.index import index
from rules.air.standards import possible
from rules.finding import Finding, cant_tell, failed, passed, untested

PERIOD = Period(2013, 7)
DEPARTMENT = Department("hbj", "伊春市环境保护局", kinds=frozenset(("department", "ecology")), home="http://hbj/")
FETCHED = datetime(2013, 8, 1, 2, 10, 4, tzinfo=CHINA)
WORDS = {"API": "空气污染指数", "AQI": "空气质量指数"}


def document(place: Place, name: str, text: str = "空气质量日报") -> Document:
    reading = Reading(media_type="text/html", title=name, text=text)
    return Document(f"http://{place}/{name}.html", place, FETCHED, "0" * 64, name, reading)


def bulletin(day: date, place: Place, pm10: int, kind: str = "API", **more) -> Bulletin:
    """The true bulletin of a day with that much PM10; `more` changes what it says."""
    standard = possible(day, kind)[0]
    values = {"SO2": Decimal(20), "NO2": Decimal(30), "PM10": Decimal(pm10)}
    found = index(standard, values)
    grade = standard.grade(found.value)
    true = Bulletin(
        day,
        document(place, f"{day}"),
        found.value,
        str(found.value),
        kind,
        primary=found.primary,
        level=grade.level,
        sub=grade.sub,
        grade=grade.words[0],
        measured={item: Measured(item, str(value), value, "µg") for item, value in values.items()},
        posted=day + timedelta(1),
    )
    return replace(true, **more)


def month(place: Place, period: Period = PERIOD, kind: str = "API", **changed: Day) -> Diary:
    """A month in which every day has its bulletin; `changed` puts other days (d5=…) in their place."""
    days = {day: Day(day, THERE, (bulletin(day, place, 20 + 37 * day.day % 560, kind),)) for day in period.days()}
    for name, day in changed.items():
        days[date(period.year, period.month, int(name[1:]))] = day
    site = Snapshot(DEPARTMENT, period, (), place=place)
    return Diary(site, days)


def the(day: int) -> date:
    return date(PERIOD.year, PERIOD.month, day)


def at(place: Place, *findings: Finding) -> list[Finding]:
    return [replace(each, place=place) for each in findings]


def seen_and_found() -> tuple[dict[Place, Seen], list[Finding]]:
    """Two places with every state and many findings."""
    bare = bulletin(the(9), Place.OWN, 90, index=None, printed="", grade="", level=None)
    own = month(
        Place.OWN,
        d5=Day(the(5), MISSING),
        d6=Day(the(6), MISSING),
        d9=Day(the(9), PARTLY, (bare,)),
        d12=Day(the(12), DOUBTED),
        d13=Day(the(13), LOST),
        d31=Day(the(31), NOT_YET),
    )
    portal = month(Place.PORTAL, d20=Day(the(20), ELSEWHERE), d14=Day(the(14), MISSING))
    lost = Unreached("http://platform.example/aqi", Place.PORTAL, Reason.TIMEOUT, fetched=FETCHED)
    ways = (Elsewhere("link", "http://platform.example/aqi", "实时空气质量", document(Place.PORTAL, "首页"), lost),)
    page = document(Place.OWN, "2013-07-16").cite()
    findings = [
        *at(
            Place.OWN,
            *(failed("missing-day", page, note="没有当日的日报", subject=str(the(day))) for day in (5, 6)),
            failed("no-index", page, note="没有写明指数", subject=str(the(9))),
            cant_tell("missing-day", page, note="由图像公布，须由人查看", subject=str(the(12))),
            untested(
                "missing-day", page, note="当日的页面未能打开：{reason}", subject=str(the(13)), reason=Reason.TIMEOUT
            ),
            failed(
                "wrong-index",
                page,
                note="写的是 {stated}，按所列浓度应为 {due}",
                subject=str(the(16)),
                stated="212",
                due="211",
            ),
            failed("late", page, note="{posted} 发布，迟 {days} 天", subject=str(the(16)), posted="7月20日", days="3"),
            failed(
                "wrong-partial",
                page,
                note="写的是 {stated}，应为 {due}",
                subject=f"{the(18)} PM10",
                stated="50",
                due="51",
            ),
            cant_tell("wrong-grade", page, note="须由人查看", subject=str(the(22))),
            failed("frozen", page, note="与后 2 天相同", subject=str(the(24))),
            failed("doubled-day", page, note="两份数值不同", subject=str(the(26))),
            failed(
                "places-differ", page, note="本网 {own}，门户 {portal}", subject=str(the(17)), own="100", portal="98"
            ),
            failed("no-field", page, note="日报没有这一项", subject="首要污染物"),
        ),
        *at(
            Place.PORTAL,
            failed("missing-day", page, note="没有当日的日报", subject=str(the(14))),
            failed(
                "places-differ", page, note="本网 {own}，门户 {portal}", subject=str(the(17)), own="100", portal="98"
            ),
            passed(page, note="其余各天齐全"),
        ),
    ]
    return {Place.OWN: Seen(own), Place.PORTAL: Seen(replace(portal, elsewhere=ways))}, findings
