"""A true month over HTTP: no fault missed, none invented; and a year's months one after another."""

import pytest

from crawler.period import Period
from reports.samplecity.city import City
from tests.month import compared, facts, truth

MONTHS = [(1, "2013-07"), (2, "2013-12"), (3, "2013-10"), (4, "2014-05"), (5, "2013-06")]
one_city = pytest.mark.xdist_group("one city")


@one_city
def test_what_is_said_of_a_month_is_the_truth(month):
    """Of the city of `gongkai run`; others are crawled as proofs."""
    true = truth(month.city, month.period)
    assert facts(month.stored(month.period)) == true
    assert len(true) > 15


@one_city
def test_next_month_is_another_month_under_the_same_addresses(month, next_month):
    """Evidence of both months stays, each judged by what it was; a faulty portal page of one is no fault of the other."""
    late = put_up_late(month.city, month.period, next_month)
    for period in (month.period, next_month):
        said = facts(month.stored(period))
        found = {fact for fact in said if fact[1] != "forged-dates" or (fact[0], fact[5]) not in late}
        assert found == truth(month.city, period)


def put_up_late(city, before, after):
    """Site and title of what a city shows only in the later month though it is dated before: `forged-dates` rightly tells it."""
    shown = {(site.key, article.title) for site in city.content(before) for article in site.articles}
    return {
        (site.key, article.title)
        for site in city.content(after)
        for article in site.articles
        if (site.key, article.title) not in shown and article.published <= before.last
    }


@pytest.mark.proof
@pytest.mark.parametrize(("seed", "period"), MONTHS)
def test_the_truth_is_met_exactly(seed, period, tmp_path):
    result = compared(City(seed), Period.parse(period), tmp_path)
    assert (result.invented, result.missed) == ([], [])
    assert len(result.true) > 15
