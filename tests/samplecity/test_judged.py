"""Years that no scheme is about: what the rules find in the sample city's papers is what was planted, no more and no less."""

import pytest

from crawler.period import Period
from reports.samplecity.city import City
from tests.samplecity.unfetched import compared, compared_air

proof = pytest.mark.proof
MONTHS = [(1, "2014-11"), (12, "2016-11"), (2, "2018-11")]


@proof
@pytest.mark.parametrize(("seed", "period"), MONTHS)
def test_the_truth_is_met_exactly(seed, period):
    result = compared(City(seed), Period.parse(period))
    assert (result.invented, result.missed) == ([], [])
    assert len(result.true) > 15


AIR = [(1, "2013-07"), (2, "2014-05"), *(pytest.param(seed, f"20{m}", marks=proof) for seed, m in [
    (1, "12-09"), (2, "13-11"), (3, "14-02"), (4, "14-08"), (5, "16-04"), (6, "18-12"), (1, "21-06"), (2, "26-03"), (3, "26-05"),
    (4, "26-06"), (5, "26-08"), (6, "26-11"),
])]  # fmt: skip


@pytest.mark.parametrize(("seed", "period"), AIR)
def test_the_truth_of_air_and_polluters_is_met_exactly(seed, period):
    result = compared_air(City(seed), Period.parse(period))
    assert (result.invented, result.missed) == ([], [])
