"""A true month over HTTP: as many pieces of information are counted as the city has papers, each for its body, on its day."""

import re
from collections import Counter
from contextlib import closing

import pytest

from checker.counted.counting import count, day_of
from checker.counted.told import What
from checker.counted.value import Level
from checker.store import Store
from checker.year_counts import year_counts
from reports import workspace
from tests.counted_truth import called, papers

one_city = pytest.mark.xdist_group("one city")
LEADERS = re.compile("局长|主任|组长|书记|领导")  # their pages are called by the names of their columns on some sites


@pytest.fixture(scope="module")
def kept(month):
    """The bodies, and what the year's store holds of July."""
    departments = workspace.read(month.folder).roster()
    with closing(Store(month.folder / "var" / "gongkai.sqlite")) as store:
        seen = [each for each in store.items(month.period.year) if month.period in each.periods]
        looked = [each for each in store.looked(month.period.year) if each.period <= month.period]
        told = year_counts(store, month.period.year, departments, {month.period: store.assessments(month.period)})
    return {each.id: each for each in departments}, seen, looked, told


@one_city
def test_each_paper_of_the_city_is_counted_once(month, kept):
    bodies, seen, looked, _ = kept
    found = count(month.period.year, seen, looked, bodies)
    every = (*found.pieces, *found.before, *found.after)
    mine = [(each.body, called(each.item.title, bodies.get(each.body)), day_of(each)) for each in every]
    true = papers(month.city, month.period, bodies.values())
    missed, invented = Counter(true) - Counter(mine), Counter(mine) - Counter(true)
    assert (
        missed.total()
        == invented.total()
        == sum(number for paper, number in missed.items() if LEADERS.search(paper[1]))
    )
    assert invented.total() == sum(number for paper, number in invented.items() if LEADERS.search(paper[1]))
    assert found.total > 1000
    assert not found.undated
    assert len(seen) > len(every) + 100  # much is shown in two places


@one_city
def test_what_could_not_be_read_makes_it_a_minimum(month, kept):
    bodies, seen, looked, _ = kept
    found = count(month.period.year, seen, looked, bodies)
    assert {each.looked.department for each in found.gaps} == {key for key, site in sites(month).items() if site}
    assert [each.month for each in found.missing] == [1, 2, 3, 4, 5, 6, 8, 9, 10, 11, 12]
    assert sum(found.of_level(level) for level in Level) == sum(map(found.of_month, found.months)) == found.total


def sites(month):
    return {site.key: site.trouble for site in month.city.content(month.period)}


@one_city
def test_talks_are_those_of_the_year_and_powers_those_of_the_lists(month, kept):
    told = kept[-1]
    portal = month.city.content(month.period)[0]
    talks = [a for a in portal.articles if a.title.startswith("在线访谈") and a.published.year == month.period.year]
    assert told.tallies[What.INTERVIEW].met >= len({a.title for a in talks}) > 0
    powers = told.tallies[What.POWER]
    assert powers.met > 50
    assert powers.unsure < powers.met
