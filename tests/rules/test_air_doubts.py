"""What was perhaps not understood accuses nobody: days in lines from which nothing was read, and what was read beside them."""

from dataclasses import replace
from datetime import date

import pytest

from crawler.reading.value import Table
from rules.air.daily.mentions import cell_of, mentions
from tests.rules.air_made import found, page
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
