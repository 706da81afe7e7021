"""The sample city's air: the index is that of its standard, both places tell the same, and every fault is in what is told."""

import re
from collections import Counter
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest

from crawler.period import Period
from reports.samplecity.air.bulletins import bulletins
from reports.samplecity.air.days import measured, rated
from reports.samplecity.air.manner import GROWING, PAGES
from reports.samplecity.air.plan import FROZEN, RUN, plan
from reports.samplecity.air.scale import API, AQI, STRICTER, scale
from reports.samplecity.air.truth import SAID, WHOLE, daily
from reports.samplecity.shelf import Shelf

proof = pytest.mark.proof
MONTHS = [Period(2012, 1).shift(n) for n in range(0, 190, 5)]


@pytest.mark.parametrize(
    ("by", "item", "concentration", "index"),
    [
        (AQI, "PM2.5", 36, 52),
        (AQI, "O3", 161, 101),
        (AQI, "CO", "2.2", 55),
        (AQI, "PM10", 120, 85),
        (STRICTER, "PM10", 120, 100),
        (STRICTER, "PM2.5", 61, 101),
        (API, "PM10", 151, 101),
        (API, "SO2", 0, 0),
    ],
)
def test_partial_indices_are_rounded_up(by, item, concentration, index):
    assert by.partial(item, Fraction(concentration)) == index


def test_the_index_is_that_of_the_day():
    assert [scale(day) for day in (date(2013, 12, 31), date(2014, 1, 1), date(2026, 2, 28), date(2026, 3, 1))] == [
        API,
        AQI,
        AQI,
        STRICTER,
    ]


def test_a_day_without_all_values_has_no_index_by_the_newest_standard():
    old, new = (rated(day, {"CO": None, "PM10": Decimal(70)}) for day in (date(2026, 2, 1), date(2026, 4, 1)))
    assert (old.index, old.grade) == (60, "良")
    assert (new.index, new.grade) == (None, "NA")


def plans(seeds=(1, 2, 3, 4, 5, 6), months=MONTHS):
    for seed in seeds:
        for period in months:
            for place in ("own", "portal"):
                yield seed, place, period, plan(seed, "hbj", place, period)


@proof
def test_days_are_as_told_where_nothing_is_wrong_and_both_places_agree():
    for seed, place, period, shown in plans():
        other = plan(seed, "hbj", "own" if place == "portal" else "portal", period)
        for day in period.days():
            if day in shown.faults and shown.faults[day] == "differ":
                assert place == "portal"
                assert shown.days[day].index != other.days[day].index
            elif other.faults.get(day) != "differ":
                assert shown.days[day] == other.days[day]


@proof
def test_no_run_of_days_is_the_same_but_the_planted_ones():
    runs = 0
    for seed, _, period, shown in plans():
        days = list(period.days())
        for first, second in zip(days, days[RUN - 1 :], strict=False):
            same = len({shown.days[first + timedelta(days=n)].index for n in range(RUN)}) == 1
            runs += same
            assert same == (shown.faults.get(first) == FROZEN), (seed, first, second)
    assert runs


@proof
def test_a_wrong_day_is_wrong_in_one_way_only():
    kinds = Counter()
    for seed, _, _, shown in plans():
        for day, kind in shown.faults.items():
            told, true = shown.days[day], measured(seed, day)
            if kind == "wrong-index":
                assert told.index < true.index
                assert told.scale.range(told.index) == told.scale.range(true.index)
                assert (told.primary, told.partials, told.grade) == (true.primary, true.partials, true.grade)
            if kind == "wrong-grade":
                assert told.grade != true.grade
                assert (told.index, told.primary) == (true.index, true.primary)
            if kind == "wrong-primary":
                assert set(told.primary) != set(true.primary)
                assert (told.index, told.grade) == (true.index, true.grade)
            if kind == "wrong-partial":
                assert sum(told.partials[item] != true.partials[item] for item in told.partials) == 1
                assert max(told.partials.values()) == told.index
            kinds[kind] += 1
    assert set(kinds) == set(SAID)


def test_every_sort_of_fault_comes_round_in_six_months():
    for seed in (1, 2, 3, 4):
        for first in range(0, 60, 7):
            seen = {
                said[:2] for n in range(6) for place in ("own", "portal") for said in said_in(seed, place, first + n)
            }
            assert seen >= {
                ("failed", "missing"),
                ("cantTell", "missing"),
                ("failed", "missing-day"),
                ("failed", "no-index"),
            }
            assert seen >= {("failed", "wrong-grade"), ("cantTell", "frozen"), ("failed", "doubled-day")}


def said_in(seed, place, n):
    return daily(seed, "hbj", place, Period(2012, 6).shift(n))


@proof
def test_every_form_and_every_problem_is_seen():
    forms, problems = Counter(), Counter()
    for seed, place, period, shown in plans():
        forms[shown.manner.form] += 1
        problems.update(said[:2] for said in daily(seed, "hbj", place, period))
    assert set(forms) == {*PAGES, *GROWING}
    assert set(problems) == {*SAID.values(), *(said[:2] for said in WHOLE.values())}


@pytest.mark.parametrize("place", ["own", "portal"])
def test_a_day_has_one_page_unless_the_plan_says_otherwise(place):
    checked = 0
    for seed, month in ((seed, Period(2013, 3).shift(n)) for seed in (1, 2, 3, 4) for n in range(0, 18, 2)):
        shown = plan(seed, "hbj", place, month)
        shelf = Shelf(seed, "hbj", "安川市环境保护局", place, ("空气质量",), "安川市环境保护局", False)
        told = Counter(said for page in bulletins(shelf, month, "安川市") for said in days_in(page, month))
        if shown.manner.form in ("weekend", *GROWING) or shown.is_silent:
            continue
        for day in month.days():
            assert told[day] == {"gone": 0, "doubled": 2}.get(shown.faults.get(day), 1), (seed, day)
            checked += 1
    assert checked


def days_in(page, month):
    """The day of the month that a page of one day is for."""
    found = re.search(r"(\d+)年(\d+)月(\d+)日", page.html)
    if found and (int(found[1]), int(found[2])) == (month.year, month.month):
        yield date(*map(int, found.groups()))
