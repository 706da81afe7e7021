"""What the sample city's bureau tells of projects, polluters and water: the rules find what was planted, no more and no less."""

from collections import Counter
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from crawler.period import CHINA, Period
from crawler.roster import Department
from crawler.snapshot import Page, Place, Snapshot, Unreached
from reports.samplecity.content import SiteContent, Trouble
from reports.samplecity.shelf import Shelf
from reports.samplecity.surroundings import BEGUN, POLLUTERS, PROJECTS, TURNS, WATER, fault, surroundings, wrongs
from rules.finding import Outcome
from rules.rule import catalogue
from tests.samplecity.unfetched import HOST, _Site

CITY, BUREAU = "示例市", "示例市环境保护局"
DIALS = {PROJECTS: {}, POLLUTERS: {"publish_by": "03-31"}, WATER: {"publish_within": 20}}
MONTHS = [Period(2013, 7).shift(17 * n) for n in range(9)]


def shelves(seed):
    projects = Shelf(seed, "hbj", BUREAU, "own", ("信息公开", "环评公示"), BUREAU, False)
    return projects, replace(projects, column=("通知公告",))


def snapshot(seed, period):
    articles = [replace(article, id=n) for n, article in enumerate(surroundings(*shelves(seed), period, CITY), 1)]
    columns = tuple(shelf.column for shelf in shelves(seed))
    content = SiteContent(
        "hbj", BUREAU, ("trs", "hanweb", "vsb", "static")[seed % 4], columns, tuple(articles), (), Trouble.NONE, seed
    )
    site = _Site(content, Place.OWN, datetime.combine(period.last + timedelta(days=3), datetime.min.time(), CHINA))
    shown = [site.shown(article) for article in articles]
    pages = tuple(each for each in shown if isinstance(each, Page))
    body = Department("hbj", BUREAU, ("市环保局",), home=HOST)
    return Snapshot(body, period, pages, tuple(e for e in shown if isinstance(e, Unreached))).at(Place.OWN)


def compared(seed, period):
    site, found = snapshot(seed, period), set()
    for rule, dials in DIALS.items():
        for each in catalogue()[rule](site, **dials):
            if each.outcome not in (Outcome.PASSED, Outcome.INAPPLICABLE):
                found.add((rule, str(each.outcome), each.problem, each.subject))
    return found, {(rule, *said) for rule in TURNS for said in wrongs(seed, rule, "hbj", period, CITY)}


@pytest.mark.parametrize("period", MONTHS, ids=str)
def test_the_truth_is_met_exactly(period):
    found, true = compared(period.month % 4 + 1, period)
    assert found == true


@pytest.mark.proof
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_truth_of_many_months_is_met_exactly(seed):
    for n in range(160):
        found, true = compared(seed, Period(2013, 1).shift(n))
        assert found == true


def test_nothing_is_wrong_before_it_is_owed_and_every_fault_has_its_turn():
    seen = Counter()
    for n in range(160):
        period = Period(2013, 1).shift(n)
        for rule in TURNS:
            wrong = fault(2, rule, period)
            assert not wrong or period >= BEGUN[rule]
            seen[rule, wrong] += 1
    assert {(rule, wrong) for rule, turns in TURNS.items() for wrong in turns} == set(seen)
