"""A true month over HTTP, on several cities: no fault missed, none invented; and a year's months one after another."""

import pytest

from crawler.archive import Archive
from crawler.period import Period
from crawler.run import crawl
from reports import workspace
from reports.samplecity.city import City
from reports.samplecity.server import serve
from tests.month import compared, facts, judged, truth

proof = pytest.mark.proof
MONTHS = [
    (1, "2013-07"),
    (2, "2013-12"),
    *(pytest.param(*each, marks=proof) for each in [(3, "2013-10"), (4, "2014-05"), (5, "2013-06")]),
]


@pytest.mark.parametrize(("seed", "period"), MONTHS)
def test_the_truth_is_met_exactly(seed, period, tmp_path):
    result = compared(City(seed), Period.parse(period), tmp_path)
    assert (result.invented, result.missed) == ([], [])
    assert len(result.true) > 15


def test_next_month_is_another_month_under_the_same_addresses(tmp_path):
    """Evidence of both months stays, each judged by what it was; a faulty portal page of one is no fault of the other."""
    city, first = City(6), Period.parse("2013-07")
    with serve(city.content(first)) as served:
        city.write_workspace(tmp_path, served.bases)
        space = workspace.read(tmp_path)
        for period in (first, first.shift(1)):
            served.replace(city.content(period))
            with Archive(space.var / "archive") as archive:
                crawl(space.targets(space.roster()), period, archive, space.crawl)
    for period in (first, first.shift(1)):
        assert facts(judged(tmp_path, period)) == truth(city, period)
