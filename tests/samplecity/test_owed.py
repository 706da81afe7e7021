"""What the sample city's bodies tell beside money, powers and air: the rules find what was planted, no more and no less."""

from collections import Counter
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from checker.scheme import open_scheme
from crawler.period import CHINA, Period
from crawler.snapshot import Page, Place, Snapshot, Unreached
from reports.samplecity import owed
from reports.samplecity.city import City
from reports.samplecity.content import SiteContent, Trouble
from reports.samplecity.desk import Desk
from reports.samplecity.institutions import footer
from reports.samplecity.sites import desk
from reports.samplecity.truth import UNASKED
from rules.finding import Outcome
from rules.rule import catalogue
from tests.samplecity.unfetched import HOST, _Site

proof = pytest.mark.proof
SYSTEMS = ("trs", "hanweb", "vsb", "static", "modern")
WHOLE = (
    "opinion-box",
    "key-area-columns",
    "social-accounts",
)  # rules that read the home page and the columns of a site: see the crawled months
PERIODS = [Period(2013, 9).shift(17 * n) for n in range(10)]
SCHEME = open_scheme("yichun-2013", Path(), catalogue())
DIALS = {each.rule: dict(each.dials) for each in SCHEME.indicators}


def snapshot(owner: Desk) -> Snapshot:
    """What a body publishes of all that it owes, in one place."""
    papers = (each for each in owed.papers(owner) if each.published <= owner.last)
    articles = tuple(replace(each, id=n) for n, each in enumerate(papers, 1))
    foot, columns = footer.words(owner, owner.body.name), owed.columns(owner)
    system, place = SYSTEMS[owner.seed % len(SYSTEMS)], Place(owner.base.place)
    content = SiteContent(
        owner.body.id, owner.body.name, system, columns, articles, (), Trouble.NONE, owner.seed, foot=foot
    )
    site = _Site(content, place, datetime.combine(owner.last, datetime.min.time(), CHINA))
    shown = [site.shown(article) for article in articles]
    pages = tuple(each for each in shown if isinstance(each, Page))
    lost = tuple(each for each in shown if isinstance(each, Unreached))
    return Snapshot(replace(owner.body, home=HOST), owner.period, pages, lost).at(place)


def compared(seed, period, wanted=lambda body: True):
    """What was invented and what was missed in a month."""
    city = City(seed)
    month, found, true = city._at(period), set(), set()
    for body in filter(wanted, city.departments):
        for place in (owed.OWN, owed.PORTAL):
            rules = [turns.rule for area in owed.areas(body, place) for turns in area.turns]
            rules = [rule for rule in rules if rule not in (*UNASKED, *WHOLE)]
            if rules:
                owner = desk(month, body.id, place)
                site = snapshot(owner)
                found |= {(body.id, rule, *said) for rule in rules for said in said_of(site, rule)}
                true |= {(body.id, rule, *said) for rule in rules for said in owed.wrongs(owner, rule)}
    return sorted(found - true), sorted(true - found)


def said_of(site, rule):
    for each in catalogue()[rule](site, **DIALS[rule]):
        if each.outcome not in (Outcome.PASSED, Outcome.INAPPLICABLE):
            yield str(each.outcome), each.problem, each.subject


@pytest.mark.parametrize("period", PERIODS[:3], ids=str)
def test_the_truth_is_met_exactly(period):
    assert compared(period.month % 5 + 1, period, lambda body: body.kinds & {"office", "price", "land"}) == ([], [])


@proof
@pytest.mark.parametrize("period", PERIODS, ids=str)
@pytest.mark.parametrize("seed", [1, 2, 3, 4])
def test_the_truth_of_many_months_is_met_exactly(seed, period):
    assert compared(seed, period.shift(seed)) == ([], [])


def test_nothing_is_wrong_before_its_time_and_every_fault_has_its_turn():
    seen = Counter()
    departments = City(2).departments
    for n in range(0, 160):
        month = City(2)._at(Period(2013, 1).shift(n))
        for body in departments:
            for area in (each for place in (owed.OWN, owed.PORTAL) for each in owed.areas(body, place)):
                owner = desk(month, body.id, area.place)
                for turns in area.turns:
                    wrong = owner.fault(turns)
                    assert not wrong or owner.period >= turns.begun
                    seen[turns.rule, wrong] += 1
    assert {(turns.rule, kind) for _, turns in owed.rules().values() for kind in turns.kinds} == set(seen)
