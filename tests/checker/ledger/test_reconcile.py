"""What a month's check adds to the ledger, once, whatever has been renumbered, renamed or decided."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from checker.indicator import Sort
from checker.ledger.cases import fold
from checker.ledger.events import Event, Kind
from checker.ledger.looks import Look
from checker.ledger.reconcile import reconcile
from checker.rulings import Decision, Ruling
from checker.scoring import Weighed
from crawler.roster import Department
from rules.finding import Outcome
from rules.rule import rule
from tests.checker.ledger.told import (
    FAILED,
    GONE,
    HBJ,
    MATTER,
    OTHER,
    PASSED,
    UNREAD,
    assessed,
    cited,
    day,
    found,
    look,
    month,
    story,
)


@rule(title="T", basis="B", reads=[], problems={"wrong": "不对", "missing": "没有"})
def r(site):
    yield from ()


CATALOGUE = {"r": r}


def told(assessment, *events, relooks=None, of=7, matters=None):
    """What is added as (case or None, kind), and the transfers."""
    cases = fold(matters or {1: MATTER}, story(*events), date.max, until=month(of))
    added = reconcile(month(of), [assessment], relooks or {}, cases, CATALOGUE)
    return [(each.case, each.look.kind) for each in added.news], list(added.transfers)


def news(*args, **kwargs):
    return told(*args, **kwargs)[0]


def test_the_first_finding_opens_a_case():
    added = reconcile(month(7), [assessed(FAILED, PASSED)], {}, [], CATALOGUE)
    assert [(each.matter, each.look.kind, each.case) for each in added.news] == [(MATTER, Kind.FOUND, None)]
    assert added.news[0].look.indicator == "C1-1"


def test_the_same_check_again_adds_nothing():
    assert news(assessed(FAILED), found(7)) == []
    assert news(assessed(PASSED), found(7), look(Kind.RECTIFIED, 8), of=8) == []


def test_a_later_month_tells_of_what_was_open():
    assert news(assessed(FAILED), found(7), of=8) == [(1, Kind.FOUND)]
    assert news(assessed(PASSED), found(7), of=8) == [(1, Kind.RECTIFIED)]
    assert news(assessed(GONE), found(7), of=8)[-1] == (1, Kind.UNSEEN)
    assert news(assessed(UNREAD), found(7), of=8) == [(1, Kind.UNKNOWN)]


def test_of_what_is_closed_nothing_more_is_told_until_it_returns():
    closed = found(5), look(Kind.RECTIFIED, 6)
    assert news(assessed(PASSED), *closed) == []
    assert news(assessed(UNREAD), *closed) == []
    assert news(assessed(FAILED), *closed) == [(1, Kind.FOUND)]


def test_a_month_that_is_crawled_again_tells_what_has_become_of_what_it_found():
    assert news(assessed(PASSED), found(7)) == [(1, Kind.RECTIFIED)]
    assert news(assessed(FAILED), found(7), look(Kind.RECTIFIED, 7)) == [(1, Kind.FOUND)]


def test_a_look_as_of_the_month_in_which_it_was_found_goes_before_this_months_judgement():
    assert news(assessed(PASSED), found(7), of=8, relooks={MATTER: Look(Kind.FOUND)}) == [(1, Kind.FOUND)]
    assert news(assessed(FAILED), found(7), of=8, relooks={MATTER: Look(Kind.RECTIFIED)}) == [(1, Kind.FOUND)]


def test_a_renumbered_indicator_keeps_its_cases():
    assert news(assessed(FAILED, indicator="D9"), found(7), of=8) == [(1, Kind.FOUND)]


def test_who_took_a_departments_place_takes_its_cases():
    heir = Department("sthj", "市生态环境局", kinds=frozenset({"department"}), former=("hbj",))
    assert told(assessed(PASSED, department=heir), found(7), of=8) == ([(1, Kind.RECTIFIED)], [(1, "sthj")])
    moved = look(Kind.TRANSFERRED, 8, paper="sthj")
    assert told(assessed(PASSED, department=heir), found(7), moved, of=9) == ([(1, Kind.RECTIFIED)], [])


def test_a_department_that_is_not_judged_any_more_keeps_its_cases_open():
    assert news(assessed(PASSED, department=replace(HBJ, id="czj")), found(7), of=8) == []


def test_a_rule_that_is_not_asked_any_more_says_nothing_of_its_cases():
    assert news(assessed(PASSED, rule="other"), found(7), of=8) == [(1, Kind.UNKNOWN)]


def ruled(decision, points=None, open=()):
    ruling = Ruling("f", "s", decision, points, "核实", "甲", day(7), "x")
    return Weighed(FAILED, ruling=ruling, open=open)


@pytest.mark.parametrize(
    ("item", "kind"),
    [
        (ruled(Decision.REVOKED), Kind.WITHDRAWN),
        (ruled(Decision.UPHELD), Kind.FOUND),
        (ruled(Decision.CHANGED, Decimal(1)), Kind.FOUND),
    ],
)
def test_what_people_decide_counts(item, kind):
    assert news(assessed(item), found(7), of=8) == [(1, kind)]


def looked(assessment, *events, of=8):
    """The only look that a month adds."""
    (said,) = reconcile(month(of), [assessment], {}, fold({1: MATTER}, story(*events), date.max), CATALOGUE).news
    return said.look


def test_a_look_says_under_which_indicator_on_what_it_rests_and_why_it_is_not_final():
    waiting = replace(ruled(Decision.UPHELD, open=("appeal",)), finding=replace(FAILED, outcome=Outcome.CANT_TELL))
    assert looked(assessed(waiting), found(7)) == Look(Kind.UNKNOWN, FAILED.evidence, "C1-1", ("appeal",))
    assert looked(assessed(ruled(Decision.REVOKED)), found(7)) == Look(Kind.WITHDRAWN, FAILED.evidence, "C1-1")
    assert looked(assessed(PASSED), found(7)) == Look(Kind.RECTIFIED, PASSED.evidence, "C1-1")


def test_what_stays_withdrawn_shows_on_what_it_was_ruled():
    page = cited("http://hbj.example/ruled.htm")
    withdrawn = look(Kind.WITHDRAWN, 7, evidence=(page,), indicator="C9")
    assert looked(assessed(PASSED), found(7), found(8), withdrawn) == Look(Kind.WITHDRAWN, (page,), "C9")


def test_a_ruling_on_something_else_says_nothing_of_a_case():
    other = replace(ruled(Decision.REVOKED), finding=OTHER)
    assert looked(assessed(other), found(7)).kind is Kind.RECTIFIED
    assert looked(assessed(replace(other, finding=replace(FAILED, problem="missing"))), found(7)).kind is Kind.UNSEEN


def test_what_people_revoked_opens_nothing():
    assert news(assessed(ruled(Decision.REVOKED))) == []


def test_an_appeal_is_told_once_and_again_when_it_is_answered():
    waiting = ruled(Decision.UPHELD, open=("appeal",))
    assert news(assessed(waiting), found(7)) == [(1, Kind.FOUND)]
    assert news(assessed(waiting), found(7), found(7, open=("appeal",))) == []
    assert news(assessed(FAILED), found(7), found(7, open=("appeal",))) == [(1, Kind.FOUND)]


def test_what_only_adds_to_a_mark_is_no_problem_when_it_is_not_there():
    assert news(assessed(FAILED, sort=Sort.BONUS)) == []


def test_two_indicators_of_one_rule_close_a_case_only_together():
    one, other = assessed(PASSED), assessed(UNREAD, indicator="V1")
    both = replace(one, verdicts=(*one.verdicts, *other.verdicts))
    assert news(both, found(7), of=8) == [(1, Kind.UNKNOWN)]


def test_an_earlier_month_tells_of_a_case_that_only_later_ones_knew():
    added = reconcile(month(6), [assessed(FAILED)], {}, [], CATALOGUE, {MATTER: 1})
    assert [each.case for each in added.news] == [1]


def test_each_finding_is_a_case_of_its_own():
    added = reconcile(month(7), [assessed(FAILED, OTHER, FAILED)], {}, [], CATALOGUE)
    assert len(added.news) == 2


def test_events_hold_what_was_seen():
    (said,) = reconcile(month(7), [assessed(FAILED)], {}, [], CATALOGUE).news
    assert said.look.evidence == FAILED.evidence
    assert Event(1, 1, Kind.FOUND, month(7), day(7), evidence=said.look.evidence).evidence[0].quote == "原文"


def test_cases_of_bodies_that_were_merged_are_all_looked_at_though_they_are_about_the_same_now():
    heir = Department("zjj", "市住建局", kinds=frozenset({"department"}), former=("hbj", "jsj"))
    matters = {1: MATTER, 2: replace(MATTER, department="jsj")}
    events = [Event(number, number, Kind.FOUND, month(7), day(7)) for number in matters]
    cases = fold(matters, events, date.max)
    for finding, kind in ((PASSED, Kind.RECTIFIED), (FAILED, Kind.FOUND)):
        added = reconcile(month(8), [assessed(finding, department=heir)], {}, cases, CATALOGUE)
        assert [(each.case, each.look.kind) for each in added.news] == [(1, kind), (2, kind)]


@pytest.mark.parametrize("trait", [{"spans": ["wrong"]}, {"anchored": ["wrong"]}])
def test_a_month_that_was_judged_before_a_case_was_known_does_not_close_what_it_did_not_look_at(trait):
    """July was checked after August, or July's ruling was taken back: August's bulletins say nothing of July's."""
    spanning = {"r": replace(r, **{name: frozenset(value) for name, value in trait.items()})}
    cases = fold({1: MATTER}, story(found(7)), date.max)
    added = reconcile(month(8), [assessed(PASSED)], {}, cases, spanning)
    assert [each.look.kind for each in added.news] == [Kind.UNKNOWN]
    again = reconcile(month(7), [assessed(PASSED)], {}, cases, spanning)
    assert [each.look.kind for each in again.news] == [Kind.RECTIFIED]


def test_a_case_that_is_withdrawn_is_not_reopened_by_what_a_later_month_saw_of_it_before():
    """July's appeal is answered when August has looked at July's gap again: both looks go, and stay away."""
    seen_again = {MATTER: Look(Kind.FOUND)}
    events = found(7), found(8), look(Kind.WITHDRAWN, 7)
    assert news(assessed(PASSED), *events, of=8, relooks=seen_again) == [(1, Kind.WITHDRAWN)]
    assert news(assessed(PASSED), *events, look(Kind.WITHDRAWN, 8), of=8, relooks=seen_again) == []
    assert news(assessed(FAILED), *events, of=8, relooks=seen_again) == []
