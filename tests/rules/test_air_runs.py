"""Where a run of days, figures and grades tells of no day's air."""

from datetime import date

import pytest

from rules.air.reading.days import Known
from rules.air.reading.runs import runs

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
