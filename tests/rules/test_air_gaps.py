"""Days without a bulletin: what may hold them elsewhere, unread, cut off or named otherwise accuses nobody."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal

import pytest

from crawler.period import CHINA, Period
from crawler.reading.value import Link, Reading
from crawler.snapshot import Document, Place, Reason, Unreached
from rules.air.bulletin import Elsewhere, Measured
from tests.rules.air_made import failures, found, page, said

JULY = Period(2018, 7)
AUGUST, OCTOBER = datetime(2018, 8, 2, 3, tzinfo=CHINA), datetime(2018, 10, 1, 3, tzinfo=CHINA)
FORM = ("values", "primary", "level", "grade")


def values(day):
    return {
        "SO2": str(5 + day.day),
        "NO2": str(20 + day.day * 7 % 30),
        "PM10": str(40 + day.day * 29 % 70),
        "CO": str(Decimal(5 + day.day % 9).scaleb(-1)),
        "O3:8h": str(50 + day.day * 31 % 90),
        "PM2.5": str(15 + day.day * 13 % 50),
    }


def month(period=JULY, form=FORM, **more):
    return [said(day, values(day), form=form, **more) for day in period.days()]


def outcomes(diary, problem="missing-day"):
    return {f.subject: str(f.outcome) for f in diary.findings if f.problem == problem}


def without(bulletins, *days):
    return [each for each in bulletins if each.day.day not in days]


def lost(label, reason=Reason.TIMEOUT):
    return Unreached("http://own/x", Place.OWN, reason, label, fetched=datetime(2018, 8, 2, tzinfo=CHINA))


def test_a_day_that_nothing_may_hold_is_missing():
    diary = found(JULY, without(month(), 9))
    assert failures(diary) == {("missing-day", "2018-07-09")}
    assert diary.days[date(2018, 7, 9)].state == "missing"
    assert len(diary.recomputed) == 30


@pytest.mark.parametrize(
    ("label", "reason", "outcome"),
    [
        ("2018年7月9日空气质量日报", Reason.TIMEOUT, "untested"),
        ("下一页", Reason.SERVER_ERROR, "untested"),
        ("2018年7月8日空气质量日报", Reason.TIMEOUT, "failed"),
        ("2018年6月空气质量日报", Reason.TIMEOUT, "failed"),
        ("2018年7月9日空气质量日报", Reason.GONE, "failed"),
        ("机构设置", Reason.TIMEOUT, "failed"),
    ],
)
def test_an_address_that_was_not_read_may_hold_the_day_that_it_names_or_any_when_it_names_none(label, reason, outcome):
    diary = found(JULY, without(month(), 9), unreached=[lost(label, reason)])
    assert outcomes(diary) == {"2018-07-09": outcome}


def test_a_page_by_its_title_that_day_s_is_not_absent_when_nothing_was_read_from_it():
    silent = page("9.html", "2018年7月9日空气质量日报", "数据见下", date(2018, 7, 10))
    assert outcomes(found(JULY, without(month(), 9), pages=[silent])) == {"2018-07-09": "cantTell"}


def test_a_file_that_was_not_read_may_hold_any_day_of_the_month_that_it_names():
    reading = Reading("application/vnd.ms-excel", title="7月空气质量日报")
    sheet = Document("http://own/7.xls", Place.OWN, datetime(2018, 8, 2, tzinfo=CHINA), "0", "7月空气质量日报", reading)
    assert outcomes(found(JULY, without(month(), 9, 10), unread=[sheet])) == dict.fromkeys(
        ("2018-07-09", "2018-07-10"), "untested"
    )
    june = replace(sheet, label="6月空气质量日报", reading=Reading("application/vnd.ms-excel"))
    assert outcomes(found(JULY, without(month(), 9), unread=[june])) == {"2018-07-09": "failed"}


def test_a_picture_on_the_page_of_a_day_is_that_day_s_and_no_other_s():
    holder = page("9.html", "2018年7月9日空气质量日报", "", date(2018, 7, 10))
    way = Elsewhere("picture", "http://own/9.jpg", "", holder)
    diary = found(JULY, without(month(), 9, 20), ways=[way])
    assert outcomes(diary) == {"2018-07-09": "cantTell", "2018-07-20": "failed"}
    assert diary.days[date(2018, 7, 9)].state == "elsewhere"


def test_days_told_of_counties_only_are_for_a_person_to_see():
    county = replace(said(date(2018, 7, 9), values(date(2018, 7, 9))), area="东山县", is_whole=False)
    assert outcomes(found(JULY, [*without(month(), 9), county])) == {"2018-07-09": "cantTell"}


def test_where_nothing_speaks_for_the_city_the_area_with_most_days_stands_for_it():
    counties = [replace(each, area=area, is_whole=False) for each in month() for area in ("东山县", "清河县")]
    diary = found(JULY, [each for each in counties if each.area == "东山县" or each.day.day != 9])
    assert diary.area == "东山县"
    assert failures(diary) == set()


def of_one_table(bulletins, title, published=None):
    source = page("table.html", title, "\n".join(each.quote for each in bulletins), published)
    return [replace(each, source=source, posted=None) for each in bulletins]


def test_a_table_that_may_roll_on_says_nothing_of_the_days_before_its_first():
    rolling = of_one_table(month()[10:], "空气质量日报")
    assert set(outcomes(found(JULY, rolling)).values()) == {"cantTell"}
    monthly = of_one_table(month()[10:], "2018年7月空气质量日报")
    assert set(outcomes(found(JULY, monthly)).values()) == {"failed"}


def test_where_older_days_are_shown_nothing_has_fallen_off():
    older = said(date(2018, 6, 30), values(date(2018, 6, 30)), form=FORM)
    assert set(outcomes(found(JULY, of_one_table([older, *month()[10:]], "空气质量日报"))).values()) == {"failed"}


@pytest.mark.parametrize(("foot", "outcome"), [("共3页 下一页 尾页", "cantTell"), ("共1页", "failed"), ("", "failed")])
def test_a_list_that_was_not_turned_over_says_nothing_of_older_days(foot, outcome):
    shown = fetched(month()[10:], AUGUST)
    links = tuple(Link(each.source.url, each.source.title) for each in shown)
    listing = page("index.html", "空气质量日报", f"{foot}", links=links, fetched=AUGUST)
    assert set(outcomes(found(JULY, shown, pages=[listing])).values()) == {outcome}


def shown_last(title, day, published_from="", listed=""):
    """The outcomes of a place, looked at on 1 August, of which one page shows one day and nothing else is seen."""
    told = said(day, values(day), form=FORM)
    reading = replace(told.source.reading, title=title, published=day, published_from=published_from)
    source = replace(
        told.source,
        url="http://own/kq.html",
        label=title,
        reading=reading,
        fetched=datetime(2018, 8, 1, 9, tzinfo=CHINA),
    )
    links = (Link(source.url, "空气质量日报"),)
    home = page("index.html", "示例市环境保护局", f"空气质量日报{listed}", links=links, fetched=source.fetched)
    diary = found(JULY, [replace(told, source=source, posted=None)], pages=[home, source])
    return {str(each.outcome) for each in diary.findings if each.problem in ("missing", "missing-day")}


def test_a_page_that_shows_only_the_day_before_the_look_says_nothing_of_the_days_before():
    assert shown_last("空气质量日报", date(2018, 7, 31)) == {"cantTell"}
    assert shown_last("空气质量日报", date(2018, 7, 31), "line") == {"cantTell"}
    assert shown_last("空气质量日报", date(2018, 8, 1)) == {"cantTell"}


@pytest.mark.parametrize(
    ("title", "day", "published_from", "listed"),
    [
        ("空气质量日报", date(2018, 7, 15), "", ""),
        ("2018年7月31日空气质量日报", date(2018, 7, 31), "", ""),
        ("2018年7月空气质量日报", date(2018, 7, 31), "", ""),
        ("空气质量日报", date(2018, 7, 31), "label", ""),
        ("空气质量日报", date(2018, 7, 31), "url", ""),
        ("空气质量日报", date(2018, 7, 31), "line", " 2018-08-01"),
    ],
)
def test_one_days_bulletin_that_stays_where_it_is_accuses_for_the_other_days(title, day, published_from, listed):
    assert shown_last(title, day, published_from, listed) == {"failed"}


def fetched(bulletins, when):
    return [replace(each, source=replace(each.source, fetched=when)) for each in bulletins]


def test_long_after_the_month_days_before_the_first_shown_may_have_been_taken_off():
    shown = month()[10:]
    assert set(outcomes(found(JULY, fetched(shown, OCTOBER))).values()) == {"cantTell"}
    assert set(outcomes(found(JULY, fetched(shown, AUGUST))).values()) == {"failed"}
    june = said(date(2018, 6, 30), values(date(2018, 6, 30)), form=FORM)
    assert set(outcomes(found(JULY, fetched([june, *shown], OCTOBER))).values()) == {"failed"}
    assert outcomes(found(JULY, fetched(without(month(), 9), OCTOBER))) == {"2018-07-09": "failed"}


def test_long_after_the_month_a_place_that_shows_only_later_days_may_have_shown_it():
    september = month(Period(2018, 9))
    assert outcomes(found(JULY, fetched(september, OCTOBER)), "missing") == {"": "cantTell"}
    assert outcomes(found(JULY, fetched(month(Period(2018, 8)), AUGUST)), "missing") == {"": "failed"}
    older = month(Period(2018, 6))
    assert outcomes(found(JULY, fetched([*older, *september], OCTOBER)), "missing") == {"": "failed"}


def test_a_place_that_names_each_day_by_its_posting_lacks_no_first_day():
    later = [replace(each, day=each.day + timedelta(days=1), posted=None) for each in month()]
    assert outcomes(found(JULY, later)) == {"2018-07-01": "cantTell"}


def test_a_day_before_which_the_place_published_too_is_missing_even_when_it_is_the_first():
    june = said(date(2018, 6, 30), values(date(2018, 6, 30)), form=FORM)
    august = said(date(2018, 8, 1), values(date(2018, 7, 12)), form=FORM)
    assert outcomes(found(JULY, [june, *month()[1:], august])) == {"2018-07-01": "failed"}


def test_a_bulletin_with_the_date_of_its_neighbour_may_be_the_one_that_lacks():
    misdated = month()[8]
    misdated = replace(misdated, day=date(2018, 7, 8))
    diary = found(JULY, [*without(month(), 9), misdated])
    assert outcomes(diary) == {"2018-07-09": "cantTell"}
    assert failures(diary) == {("doubled-day", "2018-07-08")}


def test_nothing_is_owed_after_the_visit():
    when = datetime(2018, 7, 12, 9, tzinfo=CHINA)
    early = [replace(each, source=replace(each.source, fetched=when)) for each in month()[:10]]
    diary = found(JULY, early)
    assert failures(diary) == set()
    assert {day.state for day in diary.days.values() if day.day.day > 10} == {"not-yet"}


def test_words_recognised_in_a_picture_accuse_nobody():
    bulletins = month()
    seen = replace(bulletins[4].source, reading=replace(bulletins[4].source.reading, read_by="ocr"))
    bulletins[4] = replace(bulletins[4], index=499, source=seen)
    diary = found(JULY, without(bulletins, 20))
    assert failures(diary) == set()
    assert outcomes(diary, "wrong-index") == {"2018-07-05": "cantTell"}
    assert outcomes(diary) == {"2018-07-20": "cantTell"}


def test_under_the_standard_of_2026_noon_is_in_time_and_a_minute_later_is_not():
    june = month(Period(2026, 6))
    at = lambda hour: [replace(june[0], posted_at=hour), *june[1:]]  # noqa: E731
    assert failures(found(Period(2026, 6), at(time(12, 0)))) == set()
    assert failures(found(Period(2026, 6), at(time(12, 1)))) == {("late", "2026-06-01")}


def test_a_place_that_takes_most_numbers_for_others_is_more_likely_misread_than_wrong():
    wrong = [replace(each, index=each.index + 20) for each in month()]
    diary = found(JULY, wrong)
    assert failures(diary) == set()
    assert len(outcomes(diary, "wrong-index")) == 31


def test_the_limits_of_2012_in_2026_are_wrong_however_many_days():
    april = Period(2026, 4)
    old = [replace(each, index=100, grade="良", level=2, primary=("PM2.5",)) for each in month(april)]
    high = {"PM2.5": Measured("PM2.5", "75", Decimal(75), "µg"), "O3:8h": Measured("O3:8h", "60", Decimal(60), "µg")}
    old = [replace(each, measured={**each.measured, **high}) for each in old]
    diary = found(april, old)
    assert {problem for problem, _ in failures(diary)} == {"wrong-index"}
    assert all("HJ 633-2012" in str(finding) for finding in diary.findings if finding.problem == "wrong-index")


def portal(bulletins):
    return [
        replace(each, source=replace(each.source, place=Place.PORTAL, url=each.source.url + "p")) for each in bulletins
    ]


def test_the_portal_differs_where_both_print_a_number_and_not_where_it_is_rounded():
    there = month()
    other = {"PM10": replace(there[3].measured["PM10"], printed="1000.4", value=Decimal("1000.4"))}
    here = portal(there)
    here[3] = replace(here[3], measured={**here[3].measured, **other})
    diary = found(JULY, here, other=there, place=Place.PORTAL)
    assert outcomes(diary, "places-differ") == {"2018-07-04": "failed"}
    rounded = {"CO": replace(there[3].measured["CO"], printed="1", value=Decimal("1"))}
    close = [
        replace(each, measured={**each.measured, **rounded}) if each.day.day == 4 else each for each in portal(there)
    ]
    assert "places-differ" not in {f.problem for f in found(JULY, close, other=there, place=Place.PORTAL).findings}
