"""The index of the air: worked examples, its bounds, ties, and what the standards say of concentrations beyond their tables."""

from datetime import date
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.index_air import PRINTED, grid
from rules.air.index import index, of_partials, partial, partial_span
from rules.air.standards import possible, standards

API, OLD, NEW = standards()
BY_ID = {standard.id: standard for standard in standards()}
ROWS = [(standard, item) for standard in standards() for item in standard.limits]


@pytest.mark.parametrize(
    ("standard", "item", "concentration", "expected"),
    [
        (OLD, "PM2.5", "36", 52),
        (OLD, "PM2.5", "75", 100),
        (OLD, "PM2.5", "76", 102),
        (OLD, "PM2.5", "116", 152),
        (OLD, "PM10", "51", 51),
        (OLD, "PM10", "151", 101),
        (OLD, "NO2", "41", 52),
        (OLD, "CO", "2.1", 53),
        (OLD, "CO", "2.2", 55),  # 56 in binary floating point
        (OLD, "CO", "4.1", 101),
        (OLD, "O3:8h", "101", 51),
        (OLD, "O3:8h", "161", 101),
        (OLD, "O3:8h", "801", None),
        (OLD, "O3:1h", "801", 301),
        (OLD, "SO2:1h", "801", None),
        (OLD, "PM10", "601", 500),
        (OLD, "TSP", "100", None),
        (NEW, "PM2.5", "50", 80),
        (NEW, "PM2.5", "60", 100),
        (NEW, "PM2.5", "60.5", 100),  # half to even: 60
        (NEW, "PM2.5", "61.5", 102),  # half to even: 62
        (NEW, "PM2.5", "75", 114),
        (NEW, "PM10", "120", 100),
        (NEW, "PM10", "121", 101),
        (NEW, "PM10", "150", 112),
        (NEW, "CO", "2.25", 55),
        (NEW, "O3:8h", "801", 300),
        (NEW, "SO2:1h", "801", 200),
        (API, "PM10", "63", 57),
        (API, "PM10", "351", 202),
        (API, "NO2", "80", 50),
    ],
)
def test_worked_examples(standard, item, concentration, expected):
    assert partial(standard, item, Decimal(concentration)) == expected


def test_the_table_typed_anew_gives_the_same_on_every_seventh_point_of_the_grid():
    rows = list(grid(every=7))
    assert len(rows) > 40_000
    assert [row for row in rows if partial(BY_ID[row[0]], row[1], row[2]) != row[3]] == []


def test_every_row_of_every_standard_is_typed_anew():
    assert {(name, line.split()[0]) for name, (_, *lines) in PRINTED.items() for line in lines} == {
        (standard.id, item) for standard, item in ROWS
    }


@given(st.sampled_from(ROWS), st.decimals(0, 5000, places=3), st.decimals(0, 5000, places=3))
def test_more_of_a_pollutant_never_lowers_the_index(row, one, other):
    standard, item = row
    low, high = (partial(standard, item, value) for value in sorted((one, other)))
    assert low is None or high is None or 0 <= low <= high <= 500


@given(st.sampled_from(ROWS), st.decimals(0, 600, places=1))
def test_a_printed_concentration_spans_its_own_index(row, printed):
    standard, item = row
    span, exact = partial_span(standard, item, printed), partial(standard, item, printed)
    assert (span is None) == (exact is None)
    assert span is None or span[0] <= exact <= span[1]


def test_a_printed_concentration_may_be_rounded_only_before_the_standard_rounds_itself():
    assert partial_span(OLD, "PM2.5", Decimal(36)) == (51, 52)
    assert partial_span(NEW, "PM2.5", Decimal(36)) == (52, 52)


def test_below_zero_is_refused():
    with pytest.raises(ValueError, match="below zero"):
        partial(OLD, "PM10", Decimal(-1))


def test_pollutants_that_share_the_greatest_partial_index_are_all_primary():
    found = index(OLD, {"PM10": Decimal(150), "PM2.5": Decimal(75), "SO2": Decimal(20), "TSP": Decimal(900)})
    assert found is not None
    assert (found.value, found.primary, found.exceeding) == (100, ("PM10", "PM2.5"), ())


def test_up_to_fifty_there_is_no_primary_pollutant():
    assert of_partials({"PM10": 50, "SO2": 50}).primary == ()
    assert of_partials({"PM10": 51, "SO2": 50}).primary == ("PM10",)
    assert of_partials({"O3:8h": 120, "O3:1h": 120}).primary == ("O3",)
    assert of_partials({}) is None


def test_an_average_of_one_hour_makes_no_index_of_a_day():
    assert index(OLD, {"SO2:1h": Decimal(500), "CO:1h": Decimal(90)}) is None


@pytest.mark.parametrize(
    ("day", "kind", "ids"),
    [
        (date(2013, 7, 14), "API", ["API"]),
        (date(2013, 7, 14), "", ["HJ 633-2012", "API"]),
        (date(2012, 1, 1), "", ["API"]),
        (date(2016, 1, 1), "", ["HJ 633-2012"]),
        (date(2026, 2, 28), "AQI", ["HJ 633-2012"]),
        (date(2026, 3, 1), "", ["HJ 633-2026"]),
        (date(2026, 3, 1), "API", []),
    ],
)
def test_the_standard_goes_by_the_day(day, kind, ids):
    assert [standard.id for standard in possible(day, kind)] == ids


@pytest.mark.parametrize("standard", standards(), ids=lambda each: each.id)
def test_grades_cover_the_index_without_gap(standard):
    assert [standard.grade(grade.upto) for grade in standard.grades] == list(standard.grades)
    assert all(low.upto < high.upto for low, high in pairwise(standard.grades))
    assert standard.grade(501) == standard.grades[-1]
    assert set(standard.daily) <= set(standard.limits) >= set(standard.asked)


def test_the_same_words_mean_other_ranges_in_the_old_index():
    assert API.grade(160).words == ("轻度污染",) == OLD.grade(110).words
