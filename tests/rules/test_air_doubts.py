"""What was perhaps not understood accuses nobody: days in lines from which nothing was read, and what was read beside them."""

from dataclasses import replace
from datetime import date

import pytest

from crawler.reading.value import Table
from rules.air.daily.mentions import cell_of, mentions
from tests.rules.air_made import failures, found, page
from tests.rules.test_air_gaps import JULY, month, outcomes, without


def told(text, title="空气质量日报", published=date(2018, 7, 31), period=JULY):
    return {day.isoformat()[5:] for day in mentions(page("a", title, text, published), period)}


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("07-06128轻度污染\n07-1193良", {"07-06", "07-11"}),
        ("07-06\n128\n轻度污染\n07-07\n优", {"07-06", "07-07"}),
        ("7.6\t117（三级）\tO3-8h", {"07-06"}),
        ("7月6日\nAQI：86", {"07-06"}),
        ("第100期\t2018.7.9\t8日12时至9日12时\t97\t良", {"07-09"}),
        ("城区每日指数如下：1日134（轻度污染）；2日92（良）", {"07-01", "07-02"}),
        ("空气质量日报\n07-06\n空气质量日报\n07-05", set()),  # a list with the days of posting
        ("发布日期：2018-07-06", set()),
        ("【明日展望】7月6日，AQI范围55-75，良。", set()),
        ("【今日预报】7月6日，AQI范围55-75，良。", set()),
        ("二氧化硫\t7.6\t11", set()),
        ("13日\t\t\n14日\t\t", set()),  # rows of a form that are not filled yet
        ("07-32 128\n13-06 128", set()),
    ],
)
def test_a_line_tells_of_the_day_that_it_names_beside_a_number_or_a_grade(text, days):
    assert told(text) == days


def test_days_without_their_month_are_those_of_the_month_in_which_they_were_posted():
    assert told("29日 85 良", published=date(2018, 7, 3)) == set()
    assert told("29日 85 良", title="2018年6月空气质量日报") == set()
    assert told("29日 85 良", published=None) == {"07-29"}


def tabled(*rows):
    return page("t", "2018年7月空气质量日报", "", tables=(Table(tuple(rows)),))


@pytest.mark.parametrize(
    ("rows", "cell"),
    [
        ((("日期", "AQI", "NO2"), ("7月4日", "84", "11")), ""),
        ((("日期", "AQI", "NO2"), ("7.4", "84", "11")), ""),
        ((("项目", "7月3日", "7月4日"), ("NO2", "20", "11")), ""),
        ((("日期", "AQI"), ("11", "84")), "11"),
        ((("日期", "10", "11"), ("AQI", "58", "84")), "11"),
        ((("一", "二"), ("10优45", "11良84")), "11良84"),
        ((("日期", "AQI"), ("11日", "84")), "11日"),
    ],
)
def test_a_bare_number_is_no_day_where_its_row_or_its_column_has_another(rows, cell):
    assert cell_of(tabled(*rows), date(2018, 7, 11), JULY) == cell


def test_a_page_that_is_called_that_of_one_day_and_shows_others_may_hold_them():
    strip = "07-08128轻度污染\n07-09122轻度污染\n07-1093良"
    said = [
        replace(each, source=replace(each.source, reading=replace(each.source.reading, text=strip)))
        if each.day.day == 10
        else each
        for each in without(month(), 9)
    ]
    assert outcomes(found(JULY, said)) == {"2018-07-09": "cantTell"}


def with_text(bulletin, text, title=None):
    """A bulletin whose source has other words."""
    source = bulletin.source
    reading = replace(source.reading, text=text, title=title or source.title)
    return replace(bulletin, source=replace(source, reading=reading))


ROWS = "".join(f"第{day}期\t2018.7.{day}\t80\t良\n" for day in range(8, 12))


def collapsed(days=(8, 9, 10, 11), text=ROWS):
    """A month of which the rows of some days were all taken for those of the last of them."""
    last, source = days[-1], page("table", "2018年7月空气质量日报", text)
    moved = [
        replace(each, day=date(2018, 7, last), source=source, grade="优", posted=None)
        for each in month()
        if each.day.day in days
    ]
    return found(JULY, [*without(month(), *days), *moved])


def test_rows_that_were_taken_for_those_of_one_day_accuse_of_nothing():
    diary = collapsed()
    assert failures(diary) == set()
    doubts = {(f.problem, f.subject) for f in diary.findings if f.outcome == "cantTell"}
    assert {("doubled-day", "2018-07-11"), ("missing-day", "2018-07-08")} <= doubts


def test_one_row_that_was_overlooked_may_be_the_second_of_a_day():
    days = collapsed((10, 11), "2018.7.10\t80\t良\n2018.7.11\t86\t良")
    assert outcomes(days, "doubled-day") == {"2018-07-11": "cantTell"}
    told = collapsed((10, 11), "2018.7.11\t80\t良\n2018.7.11\t86\t良")
    assert outcomes(told, "doubled-day") == {"2018-07-11": "failed"}
    assert outcomes(told) == {"2018-07-10": "failed"}


@pytest.mark.parametrize(
    ("text", "outcome"),
    [("2018年7月8日0时至24时，空气质量指数为86，良。", "cantTell"), ("空气质量指数为86，良。", "failed")],
)
def test_a_day_on_which_the_bulletin_of_another_was_measured_by_its_own_words_is_doubted(text, outcome):
    said = [
        with_text(replace(each, covers=date(2018, 7, 8)), text) if each.day.day == 9 else each
        for each in without(month(), 8)
    ]
    assert outcomes(found(JULY, said)) == {"2018-07-08": outcome}


@pytest.mark.parametrize(("text", "outcome"), [("AQI 117 三级 O3-8h", "cantTell"), ("AQI 117 三级", "failed")])
def test_a_pollutant_named_where_no_concentration_is_shown_may_be_the_primary_one(text, outcome):
    said = [with_text(replace(each, primary=None, offers=frozenset()), text) for each in month(form=("level",))]
    assert outcomes(found(JULY, said), "no-field")["首要污染物"] == outcome


LATER = date(2018, 7, 20)


def posted_later(title, text):
    """A month of which one bulletin was posted eleven days after its day, on a page of this title and text."""
    return found(
        JULY,
        [with_text(replace(each, posted=LATER), text, title) if each.day.day == 9 else each for each in month()],
    )


@pytest.mark.parametrize(
    ("title", "text", "late"),
    [
        ("2018年7月9日空气质量日报", "空气质量指数86，良", True),
        ("空气质量日报", "2018年7月9日空气质量指数86，良", True),
        ("空气质量日报", "2018年7月8日12时至9日12时，空气质量指数86，良", True),
        ("2018年7月空气质量日报", "9日 86 良", False),
        ("空气质量日报", "7月6日 80 良\n7月7日 82 良\n7月8日 84 良\n7月9日 86 良", False),
    ],
)
def test_only_a_page_that_tells_of_one_day_is_late(title, text, late):
    assert (outcomes(posted_later(title, text), "late") == {"2018-07-09": "failed"}) is late
