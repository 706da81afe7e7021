"""Working days: as the State Council announced them, by days of one's own, and in years of which neither is known."""

from datetime import date, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bench.pace import within
from rules.workdays import KNOWN, OFFICIAL, Calendar, weekdays
from tests.tries import tries

SINCE_2008 = st.dates(date(2008, 1, 1), date(KNOWN.stop - 1, 12, 31))
ANY = st.dates(date(2000, 1, 1), date(2040, 12, 31))
FOUR_CENTURIES = timedelta(days=146_097)  # after which the days of the week are the same again
# Days off / weekend days worked: 国办发明电〔2012〕33号、〔2013〕28号、〔2014〕28号、〔2019〕16号、〔2020〕1号、国发明电〔2015〕1号
ANNOUNCED = {
    2013: "0101-0103 0209-0215 0404-0406 0429-0501 0610-0612 0919-0921 1001-1007"
    " / 0105 0106 0216 0217 0407 0427 0428 0608 0609 0922 0929 1012",
    2014: "0101-0101 0131-0206 0405-0407 0501-0503 0531-0602 0906-0908 1001-1007 / 0126 0208 0504 0928 1011",
    2015: "0101-0103 0218-0224 0404-0406 0501-0503 0620-0622 0903-0905 0926-0927 1001-1007 / 0104 0215 0228 0906 1010",
    2020: "0101-0101 0124-0202 0404-0406 0501-0505 0625-0627 1001-1008 / 0119 0426 0509 0628 0927 1010",
}


def day(year, text):
    return date(year, int(text[:2]), int(text[2:]))


def announced(year):
    """What a notice says of the days of its year that are not as the week has them."""
    off, worked = ANNOUNCED[year].split(" / ")
    said = {day(year, each): True for each in worked.split()}
    for first, last in (each.split("-") for each in off.split()):
        one = day(year, first)
        while one <= day(year, last):
            said[one] = False
            one += timedelta(days=1)
    return said


@pytest.mark.parametrize("year", ANNOUNCED)
def test_a_year_is_as_the_state_council_announced_it(year):
    said = announced(year)
    every = (date(year, 1, 1) + timedelta(days=number) for number in range(365 + (year % 4 == 0)))
    assert not [each for each in every if OFFICIAL.is_workday(each) is not said.get(each, each.weekday() < 5)]


def test_a_notice_of_the_eighth_of_august_with_fifteen_workdays_runs_to_the_twenty_ninth():
    assert OFFICIAL.after(date(2013, 8, 8), 15) == date(2013, 8, 29)


def test_the_national_holiday_makes_a_time_longer_and_a_saturday_that_is_worked_shorter():
    assert OFFICIAL.after(date(2013, 9, 27), 5) == date(2013, 10, 10)  # 9/29 is worked, 10/1 to 10/7 are not
    assert OFFICIAL.between(date(2013, 10, 11), date(2013, 10, 13)) == 1  # 10/12
    assert OFFICIAL.after(date(2013, 10, 11), 1) == date(2013, 10, 12)


def test_days_of_ones_own_extend_the_known_years_and_overrule_them():
    own = Calendar({date(2033, 10, 3): False, date(2033, 10, 8): True, date(2013, 8, 9): False})
    assert own.is_known(2033)
    assert not own.is_known(2034)
    assert own.between(date(2033, 9, 30), date(2033, 10, 9)) == 5
    assert own.after(date(2033, 9, 30), 1) == date(2033, 10, 4)
    assert own.after(date(2013, 8, 8), 1) == date(2013, 8, 12)
    assert own.after(date(2033, 12, 30), 1) is None


def test_what_is_counted_through_a_year_that_is_not_known_is_no_number():
    assert OFFICIAL.is_workday(date(2033, 1, 4)) is None
    assert OFFICIAL.after(date(2033, 1, 4), 1) is None
    assert OFFICIAL.between(date(2033, 1, 4), date(2033, 1, 5)) is None
    assert OFFICIAL.unknown(date(2013, 12, 31), date(2033, 1, 5)) == 2027
    assert OFFICIAL.unknown(date(2032, 12, 31), date(2033, 1, 5)) == 2033
    assert OFFICIAL.between(date(2032, 12, 31), date(2026, 12, 31)) == 0


def test_the_last_day_of_the_last_known_year_is_the_last_that_can_be_counted():
    year = KNOWN.stop - 1
    assert OFFICIAL.between(date(year, 12, 1), date(year, 12, 31)) is not None
    assert OFFICIAL.between(date(year, 12, 1), date(year + 1, 1, 1)) is None
    assert OFFICIAL.between(date(KNOWN.start - 1, 12, 31), date(KNOWN.start, 1, 5)) is not None


def test_a_lapse_in_a_year_that_is_not_known_is_certain_only_where_no_holidays_could_excuse_it():
    start, end = date(2033, 9, 26), date(2033, 10, 31)  # 25 weekdays, of which at most 8 are free
    assert OFFICIAL.bounds(start, end) == (17, 25)
    assert [OFFICIAL.is_over(start, end, within) for within in (16, 17, 24, 25)] == [True, None, None, False]


@given(ANY, st.integers(0, 400))
@tries(100)
def test_weekdays_are_counted_one_by_one(start, days):
    end = start + timedelta(days=days)
    assert weekdays(start, end) == sum((start + timedelta(days=n)).weekday() < 5 for n in range(1, days + 1))
    assert weekdays(end, start) == 0


@given(ANY, st.integers(0, 500))
@tries(100)
def test_working_days_between_are_those_of_each_day_and_no_number_where_one_is_not_known(start, days):
    worked = [OFFICIAL.is_workday(start + timedelta(days=n)) for n in range(1, days + 1)]
    assert OFFICIAL.between(start, start + timedelta(days=days)) == (None if None in worked else sum(worked))


@given(ANY, st.integers(0, 366))
@tries(100)
def test_so_many_working_days_after_a_day_lie_so_many_between(start, count):
    end = OFFICIAL.after(start, count)
    if end is None:
        assert OFFICIAL.unknown(start, start + timedelta(days=2 * count + 20)) is not None
    else:
        assert OFFICIAL.between(start, end) == count
        assert count == 0 or (
            OFFICIAL.is_workday(end) and OFFICIAL.between(start, end - timedelta(days=1)) == count - 1
        )


@given(SINCE_2008, st.integers(0, 500))
@tries(200)
def test_what_the_law_leaves_open_holds_of_every_year_that_is_known(start, days):
    """The bounds for years that are not known, held against those that are: no more weekdays were ever free."""
    end = min(start + timedelta(days=days), date(KNOWN.stop - 1, 12, 31))
    least, most = OFFICIAL.bounds(start + FOUR_CENTURIES, end + FOUR_CENTURIES)
    assert least <= (OFFICIAL.between(start, end) or 0)
    assert most == weekdays(start, end)


@example(date(2000, 11, 20), 38, 27)  # the day after may be a holiday, and takes nothing back
@given(ANY, st.integers(0, 300), st.integers(0, 60))
@tries(100)
def test_what_is_over_stays_over_and_less_time_is_over_sooner(start, days, within):
    rank = {False: 0, None: 1, True: 2}
    end = start + timedelta(days=days)
    said = rank[OFFICIAL.is_over(start, end, within)]
    assert rank[OFFICIAL.is_over(start, end + timedelta(days=1), within)] >= said
    assert rank[OFFICIAL.is_over(start, end, within + 1)] <= said
    assert said != 1 or OFFICIAL.unknown(start, end) is not None


def test_a_ledger_of_many_years_is_counted_in_no_time():
    with within(2):
        for number in range(2000):
            OFFICIAL.between(date(2005, 1, 1) + timedelta(days=number), date(2026, 12, 31))
            OFFICIAL.after(date(2005, 1, 1) + timedelta(days=number), 2000)
