"""Years that no scheme is about: what the rules find in the sample city's papers is what was planted, no more and no less."""

import pytest

from crawler.period import Period
from reports.samplecity.city import City
from tests.samplecity.unfetched import compared

MONTHS = [(1, "2014-11"), (12, "2016-11"), (2, "2018-11")]


@pytest.mark.proof
@pytest.mark.parametrize(("seed", "period"), MONTHS)
def test_the_truth_is_met_exactly(seed, period):
    result = compared(City(seed), Period.parse(period))
    assert (result.invented, result.missed) == ([], [])
    assert len(result.true) > 15
