"""Marks: bonuses, vetoes and grades, where an example has a name."""

import itertools
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest

from checker.indicator import Deduction, Indicator, Sort, Veto
from checker.marks import Mark, grade, mark, rounded
from checker.matrix import Matrix
from checker.scheme import Grade, Scheme, Sharing
from checker.scoring import Assessment, Score, weigh
from crawler.period import Period
from crawler.roster import Department
from crawler.snapshot import Place
from rules.finding import cant_tell, failed, inapplicable, passed, untested

KINDS = frozenset(("department",))
PASSED = (passed(),)
GRADES = (Grade("优秀", Decimal(90)), Grade("合格", Decimal(60)), Grade("不合格", Decimal(0)))
PRICES = {"all": "10", "most": "9.996", "more": "9.99"}


def line(id: str, points: int, sort: Sort = Sort.DEDUCT, group: str = "") -> Indicator:
    prices = {name: Deduction(Decimal(price), Decimal(points)) for name, price in PRICES.items()}
    return Indicator(id, id, "x", Decimal(points), (Place.OWN,), KINDS, prices, sort=sort, group=group)


BASE = line("A", 100)
BONUS = line("B", 10, Sort.BONUS)
VETO = Indicator(
    "V", "V", "x", Decimal(0), (Place.OWN,), KINDS, {}, sort=Sort.VETO, veto=(Veto(frozenset(("bad",)), 1),)
)
SCHEME = Scheme(
    "x",
    "x",
    2013,
    "",
    Matrix.product(),
    (BASE, BONUS, VETO),
    grades=GRADES,
    bonus_above=Decimal(80),
    at_most=Decimal(105),
)


def marked(a=PASSED, b=PASSED, v=PASSED) -> Mark:
    found = zip((BASE, BONUS, VETO), (a, b, v), strict=True)
    verdicts = tuple(weigh(indicator, {Place.OWN: findings}) for indicator, findings in found)
    return mark(Assessment(Department("a", "a", kinds=KINDS), Period(2013, 7), "x", verdicts), SCHEME)


def test_a_bonus_is_added_up_to_the_highest_mark():
    assert marked().total == 105
    assert marked((failed("all"),)).total == 100
    assert marked((failed("all"),)).bonus == 10


def test_a_bonus_counts_from_a_mark_over_its_threshold_as_printed():
    assert marked((failed("all"), failed("all"))).total == 80
    over = marked((failed("all"), failed("most")))
    assert (over.score.earned, over.total, over.bonus) == (Decimal("80.004"), 80, 0)
    assert marked((failed("all"), failed("more"))).total == Decimal("90.01")


def test_what_is_vetoed_has_no_bonus_and_the_last_grade():
    vetoed = marked(v=(failed("bad"),))
    assert (vetoed.total, vetoed.bonus, vetoed.rate, vetoed.vetoes) == (0, 0, 0, ("V",))
    assert grade(vetoed.total, SCHEME, vetoed=True) == GRADES[-1]


@pytest.mark.parametrize("doubt", [cant_tell("bad", note=""), untested("", note="")])
def test_a_doubt_never_vetoes(doubt):
    assert marked(v=(doubt,)).vetoes == ()
    assert marked(v=(doubt,)).may_veto == ("V",)


def test_a_doubt_about_another_problem_may_veto_nothing():
    assert marked(v=(cant_tell("other", note=""),)).may_veto == ()
    assert marked(v=(failed("other"),)).may_veto == ()


@pytest.mark.parametrize(
    ("unverified", "vetoes"),
    [((), True), (("veto",), False), (("dials.within_days",), False), (("rectify_in",), True)],
)
def test_no_number_that_nobody_has_verified_vetoes(unverified, vetoes):
    unsure = replace(VETO, unverified=frozenset(unverified))
    verdict = weigh(unsure, {Place.OWN: (failed("bad"),)})
    assert (verdict.vetoes, verdict.may_veto) == (vetoes, False)


def test_a_bonus_in_doubt_is_not_added():
    assert marked((failed("all"),), (untested("", note=""),)).total == 90
    assert marked((failed("all"),), (untested("", note=""),)).bonus_open == 10


def test_a_mark_tells_all_that_it_is_made_of_in_decimals():
    whole = replace(SCHEME, indicators=(BASE, BONUS, replace(BONUS, id="B2"), VETO))
    found = ((failed("all"),), PASSED, (untested("", note=""),), (untested("", note=""),))
    verdicts = tuple(weigh(each, {Place.OWN: items}) for each, items in zip(whole.indicators, found, strict=True))
    got = mark(Assessment(Department("a", "a", kinds=KINDS), Period(2013, 7), "x", verdicts), whole)
    score = Score(Decimal(90), Decimal(100), Decimal(100))
    assert got == Mark(score, Decimal(10), Decimal(10), (), ("V",), Decimal(105))
    bare = marked((failed("all"), failed("all")))
    assert {type(each.bonus) for each in (got, bare)} == {type(each.bonus_open) for each in (got, bare)} == {Decimal}


def test_where_nothing_could_be_assessed_there_is_no_mark_and_no_grade():
    for nothing in (untested("", note=""), inapplicable("")):
        assert marked((nothing,)).total is None
        assert grade(marked((nothing,)).total, SCHEME) is None


@pytest.mark.parametrize(("total", "name"), [("90", "优秀"), ("89.99", "合格"), ("60", "合格"), ("59.99", "不合格")])
def test_a_grade_begins_at_its_mark(total, name):
    assert grade(Decimal(total), SCHEME).name == name


def test_a_mark_is_rounded_as_by_hand_whatever_was_divided_before():
    for possible in range(32, 80):
        for earned in range(33):
            by_hand = Fraction(10000 * earned, 32) + Fraction(1, 2)
            shared = Score(Decimal(earned), Decimal(32), Decimal(possible)).out_of(Decimal(100))
            assert rounded(shared.rate * 100) == Decimal(by_hand.__floor__()) / 100, (earned, possible)


def test_points_shared_out_by_group_are_never_more_than_there_are():
    for points in itertools.product((1, 3, 7, 11), repeat=3):
        lines = tuple(line(f"G{at}", each, group=str(at)) for at, each in enumerate(points))
        scheme = replace(SCHEME, indicators=lines, sharing=Sharing.SPREAD)
        verdicts = tuple(weigh(each, {Place.OWN: PASSED}) for each in lines)
        got = mark(Assessment(Department("a", "a", kinds=KINDS), Period(2013, 7), "x", verdicts), scheme)
        assert got.score == Score(Decimal(100), Decimal(100), Decimal(100)), points


def test_the_online_points_are_the_mark_s_share_of_what_could_be_assessed():
    """Half in doubt, 40 of 50 earned, a bonus of 10: the mark is 80 + 10, and so are 31.50 of 35 online points."""
    base = replace(
        BASE, deduct={"ten": Deduction(Decimal(10), Decimal(10)), "half": Deduction(Decimal(50), Decimal(50))}
    )
    scheme = replace(SCHEME, indicators=(base, BONUS), bonus_above=Decimal(60))
    found = ((base, (failed("ten"), untested("half", note=""))), (BONUS, PASSED))
    verdicts = tuple(weigh(each, {Place.OWN: findings}) for each, findings in found)
    got = mark(Assessment(Department("a", "a", kinds=KINDS), Period(2013, 7), "x", verdicts), scheme)
    assert got.total == 90
    assert (got.online.earned, got.online.assessable) == (Decimal("31.5"), 35)
