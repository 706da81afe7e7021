"""Days as they are written, with the hours behind them."""

from datetime import date

import pytest

from rules.dates import days


@pytest.mark.parametrize(
    "line", ["2014/3/1 9:10:22", "2014-03-01 09:10", "发布时间：2014/3/1\u30009:10", "2014年3月1日 9:10"]
)
def test_hours_behind_a_day_are_no_part_of_it(line):
    assert list(days(line, 2000)) == [date(2014, 3, 1)]
