"""Periods: months, ordered, in order."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.period import Period

periods = st.builds(Period, st.integers(2000, 2100), st.integers(1, 12))


def test_a_month_knows_its_days():
    february = Period.parse("2012-02")
    assert (february.first, february.last) == (date(2012, 2, 1), date(2012, 2, 29))
    assert len(list(february.days())) == 29
    assert date(2012, 2, 29) in february
    assert date(2012, 3, 1) not in february


@pytest.mark.parametrize("text", ["2013-7", "2013-13", "2013-00", "13-07", "2013/07", "", "2013-07-01", "２０１３-07"])
def test_what_is_no_month_is_refused(text):
    with pytest.raises(ValueError, match="month"):
        Period.parse(text)


@given(periods, st.integers(-500, 500))
def test_shifting_there_and_back(period, months):
    assert period.shift(months).shift(-months) == period
    assert (period.shift(months) > period) == (months > 0)


@given(periods)
def test_written_and_read(period):
    assert Period.parse(str(period)) == period
