"""Budgets and accounts published out of all owed: what was found, what was not, and what could not be checked."""

from dataclasses import replace
from datetime import date

import pytest

from checker.counted.shares import RULES, share, shares
from checker.counted.told import Standing
from checker.rulings import Decision, Ruling
from checker.scoring import Assessment, Score, Verdict, Weighed
from crawler.period import Period
from crawler.roster import Department
from crawler.snapshot import Citation, Place
from rules.finding import cant_tell, failed, inapplicable, passed, untested

RULE = "three-public-budget"
JUNE, JULY, AUGUST = (Period(2013, month) for month in (6, 7, 8))
PUBLISHED, NOT, UNCHECKED, NOT_OWED = Standing.PUBLISHED, Standing.NOT_PUBLISHED, Standing.UNCHECKED, Standing.NOT_OWED
CITED = Citation("http://own/1.htm", None, "ab" * 32, "合计 12", Place.OWN)


def body(id, *kinds, **more):
    return Department(id, f"示例市{id}局", kinds=frozenset(("budget-unit", *kinds)), home="http://x/", **more)


def month(department, own=None, portal=None, *, rule=RULE, period=JULY, ruling=None):
    """One body's month with what was found in its two places."""
    found = [
        replace(each, place=place) for place, each in ((Place.OWN, own), (Place.PORTAL, portal)) if each is not None
    ]
    weighed = tuple(replace(Weighed(each), ruling=ruling) for each in found)
    return Assessment(department, period, "s", (Verdict("B2", rule, "", weighed, Score()),))


def of(*months, year=2013):
    """The share of what several months say, each of some bodies."""
    periods = {}
    for each in months:
        periods.setdefault(each.period, []).append(each)
    return share(RULE, year, periods, [each.department for each in months])


@pytest.mark.parametrize(
    ("finding", "standing"),
    [
        (passed(CITED), PUBLISHED),
        (failed("late"), PUBLISHED),
        (failed("mismatch"), PUBLISHED),
        (failed("picture"), PUBLISHED),
        (failed("missing"), NOT),
        (failed("outdated"), NOT),
        (failed("broken"), NOT),
        (failed("empty"), NOT),
        (cant_tell("unit-slip", note=""), PUBLISHED),
        (cant_tell("missing", note=""), UNCHECKED),
        (cant_tell("", note=""), UNCHECKED),
        (untested("", note=""), UNCHECKED),
        (untested("missing", note=""), UNCHECKED),
        (untested("incomplete", note=""), UNCHECKED),
        (inapplicable("未到公开时限"), NOT_OWED),
    ],
)
def test_what_a_finding_says_of_publication(finding, standing):
    assert [each.places[Place.OWN].standing for each in of(month(body("a"), finding)).rows] == [standing] * (
        standing is not NOT_OWED
    )


def test_a_place_in_which_anything_of_it_was_found_is_published_whatever_else_is_wrong():
    both = (
        Weighed(replace(failed("incomplete"), place=Place.OWN)),
        Weighed(replace(untested("", note=""), place=Place.OWN)),
    )
    assessment = Assessment(body("a"), JULY, "s", (Verdict("B2", RULE, "", both, Score()),))
    assert share(RULE, 2013, {JULY: [assessment]}, ()).number(PUBLISHED) == 1


def test_nothing_found_beside_what_could_not_be_looked_at_is_not_known():
    both = (
        Weighed(replace(failed("missing"), place=Place.OWN)),
        Weighed(replace(untested("", note=""), place=Place.OWN)),
    )
    assessment = Assessment(body("a"), JULY, "s", (Verdict("B2", RULE, "", both, Score()),))
    assert share(RULE, 2013, {JULY: [assessment]}, ()).number(UNCHECKED) == 1


def test_published_once_is_published_in_the_year():
    found = of(month(body("a"), passed(CITED), period=JUNE), month(body("a"), failed("missing"), period=JULY))
    assert (found.rows[0].places[Place.OWN].period, found.number(PUBLISHED)) == (JUNE, 1)


@pytest.mark.parametrize(
    ("first", "last", "standing"),
    [(failed("missing"), failed("missing"), NOT), (failed("missing"), untested("", note=""), UNCHECKED),
     (untested("", note=""), failed("outdated"), NOT), (failed("missing"), passed(), PUBLISHED)],
)  # fmt: skip
def test_not_published_is_what_the_last_month_says(first, last, standing):
    found = of(month(body("a"), first, period=JUNE), month(body("a"), last, period=JULY))
    assert found.rows[0].standing is standing


def test_the_two_places_are_told_apart_and_together():
    found = of(
        month(body("a", "department"), passed(CITED), passed()),
        month(body("b", "department"), failed("missing"), passed()),
        month(body("c", "subordinate"), failed("missing"), untested("", note="")),
        month(body("d", "subordinate"), inapplicable("没有网站"), failed("missing")),
    )
    assert (found.owed(), found.owed(is_unit=False), found.owed(is_unit=True), found.owed(Place.OWN)) == (4, 2, 2, 3)
    assert [found.number(each) for each in (PUBLISHED, NOT, UNCHECKED)] == [2, 1, 1]
    assert [found.number(each, Place.OWN) for each in (PUBLISHED, NOT, UNCHECKED)] == [1, 2, 0]
    assert found.number(PUBLISHED, is_unit=False) == 2
    assert [each.is_everywhere for each in found.rows] == [True, False, False, False]
    assert [each.department.id for each in found.bodies(NOT)] == ["d"]


def test_what_is_not_due_yet_is_owed_by_nobody_whether_or_not_its_site_could_be_read():
    early = [month(body("a"), inapplicable("未到公开时限")), month(body("b"), untested("", note="网站未能检测"))]
    assert of(*early).owed() == 0
    assert of(*early, month(body("c"), passed())).owed() == 2
    assert of(early[1]).number(UNCHECKED) == 1  # nobody knows


def test_each_says_what_proves_it():
    found = of(month(body("a"), passed(CITED, CITED)))
    assert found.rows[0].places[Place.OWN].evidence == (CITED,)


@pytest.mark.parametrize(
    ("finding", "decision", "standing"),
    [
        (failed("missing"), Decision.UPHELD, NOT),
        (failed("missing"), Decision.REVOKED, UNCHECKED),
        (failed("mismatch"), Decision.REVOKED, PUBLISHED),
        (cant_tell("missing", note=""), Decision.CONFIRMED, NOT),
        (cant_tell("missing", note=""), Decision.REVOKED, UNCHECKED),
    ],
)
def test_people_have_the_last_word(finding, decision, standing):
    """That something is no fault does not say that it was published."""
    ruling = Ruling("", "", decision, None, "", "甲", date(2013, 8, 1), "")
    assert of(month(body("a"), finding, ruling=ruling)).rows[0].standing is standing


def test_a_body_that_took_anothers_place_is_one_with_it():
    heir = body("b", former=("a",))
    found = share(
        RULE,
        2013,
        {JUNE: [month(body("a"), passed(), period=JUNE)], AUGUST: [month(heir, failed("missing"), period=AUGUST)]},
        [heir],
    )
    assert [(each.department.id, each.standing) for each in found.rows] == [("b", PUBLISHED)]


def test_a_place_that_passed_through_several_hands_is_one_body():
    """The last roster names only the body before: the months in between tell the rest."""
    months = {
        JUNE: [month(body("a"), passed(), period=JUNE)],
        JULY: [month(body("b", former=("a",)), failed("missing"))],
        AUGUST: [month(body("c", former=("b",)), failed("missing"), period=AUGUST)],
    }
    found = share(RULE, 2013, months, [body("c", former=("b",))])
    assert [(each.department.id, each.standing) for each in found.rows] == [("c", PUBLISHED)]


def test_what_is_under_appeal_is_held_against_nobody():
    appealed = month(body("a"), failed("missing"))
    (verdict,) = appealed.verdicts
    items = tuple(replace(each, open=("appeal",)) for each in verdict.weighed)
    assert of(replace(appealed, verdicts=(replace(verdict, weighed=items),))).rows[0].standing is UNCHECKED


def test_accounts_are_those_of_the_year_before_and_other_years_months_say_nothing():
    found = shares(2013, {Period(2012, 7): [month(body("a"), passed(), period=Period(2012, 7))]}, ())
    assert {each.rule: each.year for each in found} == {rule: 2013 + shift for rule, shift in RULES.items()}
    assert all(each.rows == () for each in found)
