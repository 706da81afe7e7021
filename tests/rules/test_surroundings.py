"""What is read of lists of polluters, notices of assessments, reports on water and forecasts: words, times, numbers."""

from datetime import date
from decimal import ROUND_DOWN, ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal

import pytest

from rules.air.standards import possible
from rules.phrases import squeeze
from rules.surroundings.classes import classes_in, classes_of
from rules.surroundings.counted import statements
from rules.surroundings.forecasts import Outlook, disagrees
from rules.surroundings.lists import due_year
from rules.surroundings.notices import ACCEPTED, DECIDED, PROPOSED, stages_in
from rules.surroundings.rates import Verdict, judged
from rules.surroundings.spans import span_of
from rules.surroundings.waterclasses import class_of
from rules.surroundings.waterreports import due_quarter

SPANS = [
    ("2016年6月水质状况", (2016, 6, 6)), ("二〇一六年第二季度水质", (2016, 4, 6)), ("2020年1-5月水质", (2020, 1, 5)),
    ("6月份水质状况", (2016, 6, 6)), ("2021年二季度饮用水", (2021, 4, 6)), ("2016年度水质", (2016, 1, 12)),
    ("2013年上半年水质", (2013, 1, 6)), ("水质状况（2016年十二月）", (2016, 12, 12)), ("2016-07-05公示", (2016, 7, 7)),
    ("第三季度饮用水", (2016, 7, 9)), ("1月水质", (2017, 1, 1)), ("水质公示", None), ("2017年第1期", None), ("13月水质", None),
]  # fmt: skip


@pytest.mark.parametrize(("words", "months"), SPANS)
def test_the_time_that_a_title_names(words, months):
    span = span_of(words, date(2017, 2, 3))
    assert (span and (span[0].year, span[0].month, span[1].month)) == months


def test_every_rounding_of_a_rate_is_right_and_nothing_else():
    for whole in range(1, 61):
        for part in range(whole + 1):
            exact = Decimal(part * 100) / whole
            for step in (Decimal(1), Decimal("0.1"), Decimal("0.01")):
                for rounding in (ROUND_HALF_UP, ROUND_HALF_EVEN):
                    printed = exact.quantize(step, rounding)
                    assert judged(Decimal(part), Decimal(whole), printed, is_count=True) is Verdict.RIGHT
                cut, rounded = exact.quantize(step, ROUND_DOWN), exact.quantize(step, ROUND_HALF_UP)
                if cut != rounded and abs(exact - cut) * 2 != step:
                    assert judged(Decimal(part), Decimal(whole), cut, is_count=True) is Verdict.CUT
                far = rounded + 2 * step
                assert judged(Decimal(part), Decimal(whole), far, is_count=True) is Verdict.WRONG


def test_a_volume_stands_for_all_that_is_rounded_to_it():
    assert judged(Decimal(9), Decimal(10), Decimal("88.0"), is_count=False) is Verdict.RIGHT
    assert judged(Decimal("9.00"), Decimal("10.00"), Decimal("88.0"), is_count=False) is Verdict.WRONG


@pytest.mark.parametrize(
    ("cell", "number"),
    [("Ⅰ", 1), ("Ⅱ类", 2), ("ⅲ", 3), ("III类水质", 3), ("IV", 4), ("Ｖ类", 5),
     ("劣Ⅴ类", 6), ("劣于V", 6), ("三类", 3), ("Ⅱ~Ⅲ", None), ("达标", None), ("劣Ⅳ", None)],
)  # fmt: skip
def test_a_class_of_water_in_any_script(cell, number):
    assert class_of(squeeze(cell)) == number


STAGES = [
    ("建设项目环境影响评价文件受理情况的公示", {ACCEPTED}), ("关于拟作出的建设项目环境影响评价文件审批意见的公示", {PROPOSED}),
    ("环评审批前公示", {PROPOSED}), ("2024年2月22日建设项目环境影响评价文件审批公告", {DECIDED}), ("环评审批决定公告", {DECIDED}),
    ("关于示例项目环境影响报告表的批复", {DECIDED}), ("环评受理、审批情况", {ACCEPTED, DECIDED}), ("示例项目环评公示", set()),
    ("拟批准的环境影响报告书公示", {PROPOSED}), ("拟作出的环境影响评价文件批复决定公示", {PROPOSED}),
]  # fmt: skip


@pytest.mark.parametrize(("title", "stages"), STAGES)
def test_the_stage_that_a_title_names(title, stages):
    assert stages_in(title) == stages


def test_classes_of_polluters():
    assert classes_of("水、气") == {"水", "大气"}
    assert classes_in("地下水污染防治重点排污单位") == {"地下水"}
    assert classes_in("根据大气污染防治法、水污染防治法") == frozenset()
    assert classes_in("水环境、地下水") == {"水", "地下水"}


def test_only_the_counts_of_the_year_itself_are_taken():
    text = "2022年为14家。比去年减少277家。"
    text += "名录共收录重点单位863家次，其中水环境重点排污单位339家，大气环境重点排污单位189家，实际纳入单位671家。"
    (said,) = statements(text, 2023)
    assert [(count.value, count.is_entries) for count in said.totals] == [(863, True), (671, False)]
    assert [(count.value, set(count.classes)) for count in said.parts] == [(339, {"水"}), (189, {"大气"})]


def test_when_lists_and_quarters_are_owed():
    assert due_year(date(2020, 2, 29), "03-31") == 2019
    assert due_year(date(2020, 3, 31), "03-31") == 2020
    assert due_year(date(2020, 11, 30), "") == 2019
    assert due_quarter(date(2016, 4, 30), 20) is None
    assert due_quarter(date(2016, 6, 30), 20) == (date(2016, 1, 1), date(2016, 3, 31))
    assert due_quarter(date(2016, 7, 31), 20) == (date(2016, 4, 1), date(2016, 6, 30))
    assert due_quarter(date(2016, 10, 31), 20) == (
        date(2016, 4, 1),
        date(2016, 6, 30),
    )  # twenty, as the first week was free


@pytest.mark.parametrize(
    ("low", "high", "grades", "wrong"),
    [
        (74, 104, (1, 2), False), (85, 125, (1, 1), True), (52, 82, (1, 1), False), (50, 80, (1, 1), False), (60, 101, (1, 1), False),
        (60, 90, (2, 2), True), (140, 170, (2, 3), False), (60, 90, (1, 2), True), (123, 123, (2, 2), False), (123, 123, (3, 3), True),
    ],
)  # fmt: skip
def test_grades_beside_a_range_of_the_index(low, high, grades, wrong):
    day = date(2026, 4, 2)
    (standard,) = possible(day, "AQI")
    assert disagrees(Outlook(day, low, high, grades, ""), standard) is wrong
