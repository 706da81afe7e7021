"""Sentences of two places: only those that are the same but for a number contradict each other."""

from datetime import date
from hashlib import sha256

import pytest

from rules.air.period.alike import sentences_differ
from rules.air.period.spans import of_months
from rules.air.period.value import Report
from tests.rules.air_made import page


def report(text):
    source = page(sha256(text.encode()).hexdigest(), "2018年6月空气质量月报", f"2018年6月空气质量月报\n{text}")
    return Report(of_months(2018, 6, 6), source, date(2018, 7, 3))


@pytest.mark.parametrize(
    ("here", "there", "differ"),
    [
        (
            "PM2.5月均浓度36微克/立方米，PM10月均浓度61微克/立方米。",
            "PM2.5月均浓度38微克/立方米，PM10月均浓度61微克/立方米。",
            True,
        ),
        ("环境空气质量综合指数为3.90。", "环境空气质量综合指数为4.90。", True),
        ("PM2.5月均浓度为38微克/立方米。", "PM2.5月均浓度为37.6微克/立方米。", False),
        ("PM2.5月均浓度为38微克/立方米。", "PM10月均浓度为61微克/立方米。", False),
        ("东城区优良天数为28天。", "西城区优良天数为27天。", False),
        ("截至6月28日，全市优良率为93.3%。", "截至6月30日，全市优良率为92.3%。", False),
        ("1—6月全市优良率为93.3%。", "1—5月全市优良率为92.3%。", False),
        ("全市优良率为93.3%。全市优良率为91.3%。", "全市优良率为92.3%。", False),
        ("浏览次数：283 优良率为93.3%。", "浏览次数：12 优良率为93.3%。", False),
        ("AQI指数范围为55-75，优良28天。", "AQI指数范围为56-75，优良28天。", False),
    ],
)
def test_places_differ_where_the_same_sentence_has_another_number(here, there, differ):
    assert bool(list(sentences_differ(report(here), report(there)))) is differ
