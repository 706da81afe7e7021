"""What is read alike for every matter that is kept up: sums, fields, days, and names that promise nothing."""

import re
from datetime import date, datetime
from decimal import Decimal

import pytest

from crawler.reading.value import Reading, Table
from crawler.snapshot import Document, Place
from rules.ongoing.absence import names_body
from rules.ongoing.items import months_before
from rules.ongoing.sums import number, wrong_sums
from rules.safety.tallies import wrong_tallies


def made(*rows):
    reading = Reading("text/html", title="项目表", tables=(Table(tuple(rows)),))
    return Document("http://own/a", Place.OWN, datetime(2013, 8, 1), "", "", reading)


HEADS = re.compile("套")


@pytest.mark.parametrize(
    "rows",
    [
        [("项目", "套数"), ("甲", "3"), ("乙", "4"), ("合计", "7")],
        [("项目", "套数"), ("合计", "7"), ("甲", "3"), ("乙", "4")],
        [("项目", "套数"), ("甲", "3套"), ("乙", "—"), ("丙", "4套"), ("总计", "7套")],
        [("项目", "套数"), ("城东区", "7"), ("甲", "3"), ("乙", "4"), ("合计", "7")],
        [("项目", "套数"), ("甲", "3"), ("乙", "4"), ("城东区", "7"), ("丙", "5"), ("合计", "12")],
        [("项目", "套数"), ("甲", "7"), ("甲", "7"), ("合计", "7")],  # one cell over two rows
        [("项目", "套数"), ("甲", "3"), ("小计", "3"), ("乙", "4"), ("小计", "4"), ("合计", "7")],
        [("项目", "套数"), ("甲", "约3"), ("乙", "4"), ("合计", "9")],  # not a number
        [("项目", "面积"), ("甲", "3"), ("乙", "4"), ("合计", "9")],  # another head
    ],
)
def test_sums_that_may_be_right(rows):
    assert not list(wrong_sums(made(*rows), HEADS))


def test_a_sum_that_is_wrong():
    (wrong,) = wrong_sums(made(("项目", "总套数"), ("甲", "3"), ("乙", "4"), ("丙", "5"), ("合计", "13")), HEADS)
    assert (wrong.head, wrong.stated, wrong.summed, wrong.is_sure) == ("总套数", 13, 12, True)


def test_a_sum_with_rows_that_repeat_is_not_sure():
    (wrong,) = wrong_sums(made(("项目", "套数"), ("甲", "5"), ("乙", "5"), ("合计", "9")), HEADS)
    assert not wrong.is_sure


@pytest.mark.parametrize(
    ("text", "value"), [("1,200套", 1200), ("３", 3), ("2.5", Decimal("2.5")), ("约3", None), ("", None), (",", None)]
)
def test_numbers_in_cells(text, value):
    assert number(text) == value


@pytest.mark.parametrize(
    ("months", "begin"), [(0, date(2014, 3, 1)), (2, date(2014, 1, 1)), (3, date(2013, 12, 1)), (15, date(2012, 12, 1))]
)
def test_months_before(months, begin):
    assert months_before(date(2014, 3, 31), months) == begin


@pytest.mark.parametrize(
    "words", ["国家安全生产监督管理总局", "中国安全生产网", "省物价局", "市食品检验所", "国家发展改革委"]
)
def test_names_of_bodies_promise_nothing(words):
    assert names_body(words)


@pytest.mark.parametrize("words", ["安全生产月报", "事故通报", "行政处罚公示", "2013年保障房计划"])
def test_matters_are_no_names(words):
    assert not names_body(words)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("5月份全市共发生各类事故8起。5月份工矿商贸事故3起。5月份道路交通事故5起。", []),
        ("5月份全市共发生各类事故6起。5月份工矿商贸事故3起。5月份道路交通事故5起。", [(6, 8, True)]),
        ("1-5月共发生各类事故20起。5月份工矿商贸事故3起。5月份道路交通事故5起。", []),
        ("5月份共发生各类事故5起。5月份工矿商贸事故3起。5月份煤矿事故3起。5月份道路交通事故2起。", []),
        ("5月份共发生各类事故9起。5月份工矿商贸事故3起。5月份道路交通事故5起。", []),  # others may lack
        ("5月份共发生各类事故9起。5月份工矿商贸事故3起。5月份其他行业事故5起。", [(9, 8, False)]),
        ("上半年共发生各类事故7起，去年同期12起。上半年火灾事故3起。上半年水上交通事故4起，去年同期1起。", []),
    ],
)
def test_tallies(text, found):
    assert [(each.total, each.summed, each.is_sure) for each in wrong_tallies(text)] == found
