"""Where a run of days, figures and grades tells of no day's air."""

from datetime import date

import pytest

from rules.air.reading import bulletins
from rules.air.reading.days import Known
from rules.air.reading.runs import runs
from tests.rules.test_air_reading import file, page, site

SUNDAY = date(2013, 7, 14)
CARDS = ["07-12 128 轻度污染", "07-13 93 良", "07-14 48 优"]


def test_a_run_has_a_draft_a_day():
    found = runs(CARDS, Known(SUNDAY), SUNDAY)
    assert [(each.day.day, each.index, each.grade) for each in found] == [
        (12, 128, "轻度污染"),
        (13, 93, "良"),
        (14, 48, "优"),
    ]


@pytest.mark.parametrize(
    "lines",
    [
        CARDS[:2],
        ["未来三天空气质量", *CARDS],
        ["07-13 128 轻度污染", "07-14 93 良", "07-15 48 优"],
        ["伊美区", *CARDS, "乌翠区", *CARDS],
        ["11-128良", "11-215良", "11-307优"],
        ["07-1293良", "07-0148优", "07-1452良"],
    ],
    ids=[
        "too few",
        "a forecast",
        "days to come",
        "two areas",
        "days to come by their year",
        "out of order, cut anywhere",
    ],
)
def test_no_day_is_better_than_a_wrong_one(lines):
    assert runs(lines, Known(SUNDAY), SUNDAY) == []


@pytest.mark.parametrize(
    "body",
    [
        "\n".join(CARDS),
        "2013年7月城区空气污染指数：1日82（良）；2日45（优）；3日112（轻微污染）。",
        "日期|API|状况\n7月12日|63|良\n7月13日|45|优",
        "发布日期|监测时段|API|状况\n2013.7.12|11日12时至12日12时|63|良\n2013.7.13|12日12时至13日12时|45|优",
    ],
    ids=["cards", "a paragraph", "a table", "a table of issues"],
)
def test_what_tells_of_several_days_was_posted_at_no_day_of_theirs(body):
    told = bulletins(site(page("空气质量日报", body, published=date(2013, 7, 30))))
    assert len(told) >= 2
    assert {each.posted for each in told} == {None}


def test_a_file_of_several_days_was_posted_at_no_day_of_theirs():
    sheet = file("7.xls", ["日期|API|状况", "7月12日|63|良", "7月13日|45|优"])
    told = bulletins(site(page("空气质量日报", "见附件", published=date(2013, 7, 30), documents=(sheet,))))
    assert [(each.day.day, each.posted) for each in told] == [(12, None), (13, None)]
