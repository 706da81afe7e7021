"""Where the scheme prices a problem for it, a posted explanation satisfies or costs less; nothing becomes graver by it."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.assess import assess
from checker.explained import COSTS_LESS, MAY_EXPLAIN, SATISFIES, WOULD_COST_LESS, settle
from checker.indicator import Deduction, Indicator
from crawler.period import Period
from crawler.snapshot import Place, Reason, Snapshot, Unreached, Visited
from rules.explanations import posted as recognising
from rules.finding import Finding, Outcome, cant_tell, failed, passed, untested
from rules.rule import Rule, catalogue
from tests.checker.disclosed import SCHEME
from tests.explanations.posting import BODY, Shows
from tests.tries import tries

KNOWN = catalogue()["enforcement-results"]
SAYS = Shows("关于2013年上半年无行政处罚情况的说明", "2013年上半年，我局没有行政处罚案件，特此说明。", "2013-07-05")
UNDATED = Shows("情况说明", "本单位无行政处罚案件。")
FRONT = Shows("首页", "欢迎访问")
EVERYWHERE = (Place.OWN, Place.PORTAL)


def priced(explained: str = "0", *, places=EVERYWHERE, whole=False, problem="missing") -> Indicator:
    price = Deduction(Decimal(4), Decimal(4))
    return Indicator(
        id="E1-1",
        title="行政执法结果",
        rule=KNOWN.id,
        points=Decimal(8),
        places=places,
        applies_to=frozenset({"enforcing"}),
        deduct={"missing": price, "outdated": price},
        explained={problem: Decimal(explained)},
        whole=whole,
    )


def checks(*findings: Finding) -> Rule:
    """The rule with a check that finds these, wherever it looks."""

    def check(site, **dials):
        yield from findings

    return replace(KNOWN, check=check)


def judged(indicator: Indicator, rule: Rule, *pages, unreached=(), whole=None):
    owing = replace(BODY, kinds=frozenset({"enforcing"}))
    scheme = replace(SCHEME, indicators=(indicator,))
    site = Snapshot(owing, Period(2013, 7), pages, unreached, whole=whole)
    (verdict,) = assess(site, scheme, {KNOWN.id: rule}).verdicts
    return verdict


def at(place: Place, shows: Shows):
    return replace(shows, place=place).page


MISSES = checks(failed("missing", note="在所列栏目中没有找到", subject="处罚决定"))


def test_an_explanation_that_satisfies_is_a_pass_with_its_evidence_and_its_reason():
    verdict = judged(priced("0"), MISSES, at(Place.OWN, SAYS), at(Place.PORTAL, SAYS))
    assert {item.finding.outcome for item in verdict.weighed} == {Outcome.PASSED}
    own = verdict.weighed[0].finding
    assert own.explained
    assert own.subject == "处罚决定"
    assert own.evidence[0].url == "http://own/s.html"
    assert "没有行政处罚案件" in own.evidence[0].quote
    assert own.note == SATISFIES
    assert str(own) == "已登载情况说明“关于2013年上半年无行政处罚情况的说明”，视为合规：在所列栏目中没有找到"
    assert (verdict.score.earned, verdict.score.assessable) == (8, 8)


def test_each_place_explains_for_itself():
    verdict = judged(priced("0"), MISSES, at(Place.OWN, SAYS), at(Place.PORTAL, FRONT))
    outcomes = {item.finding.place: item.finding.outcome for item in verdict.weighed}
    assert outcomes == {Place.OWN: Outcome.PASSED, Place.PORTAL: Outcome.FAILED}
    assert (verdict.score.earned, verdict.score.assessable) == (4, 8)


def test_an_explanation_that_costs_less_stays_a_failure_at_its_own_price():
    verdict = judged(priced("1"), MISSES, at(Place.OWN, SAYS), at(Place.PORTAL, FRONT))
    own, portal = verdict.weighed
    assert (own.finding.outcome, own.finding.problem, own.finding.explained) == (Outcome.FAILED, "missing", True)
    assert own.finding.note == COSTS_LESS
    assert own.finding.evidence[-1].url == "http://own/s.html"
    assert (own.deducted, portal.deducted) == (1, 4)


def test_what_may_be_an_explanation_leaves_the_failure_to_a_person():
    verdict = judged(priced("0", places=(Place.OWN,)), MISSES, at(Place.OWN, UNDATED))
    (item,) = verdict.weighed
    assert (item.finding.outcome, item.finding.problem, item.finding.note) == (
        Outcome.CANT_TELL,
        "missing",
        MAY_EXPLAIN,
    )
    assert (item.deducted, item.doubted) == (0, 4)
    assert not item.finding.explained


@pytest.mark.parametrize(("price", "outcome", "note"), [("0", "passed", SATISFIES), ("2", "cantTell", WOULD_COST_LESS)])
def test_a_doubt_is_settled_or_made_smaller_and_never_a_failure(price, outcome, note):
    doubts = checks(cant_tell("missing", note="请人工查看"))
    verdict = judged(priced(price, places=(Place.OWN,)), doubts, at(Place.OWN, SAYS))
    (item,) = verdict.weighed
    assert (item.finding.outcome, item.finding.note) == (outcome, note)
    assert item.doubted == Decimal(price) / 1


def test_problems_without_such_a_price_and_other_outcomes_are_left_alone():
    seen = [failed("outdated"), untested("missing", note="未能打开"), passed(note="有"), failed("broken")]
    assert list(settle(SAYS.site, KNOWN, priced("0"), seen)) == seen


def test_a_place_that_could_not_be_judged_stays_untested():
    lost = Unreached("http://own/", Place.OWN, Reason.TIMEOUT, fetched=SAYS.when, depth=0)
    verdict = judged(priced("0", places=(Place.OWN,)), MISSES, at(Place.PORTAL, SAYS), unreached=(lost,))
    assert [item.finding.outcome for item in verdict.weighed] == [Outcome.UNTESTED]


def test_the_whole_portal_explains_for_one_that_answers_for_it():
    whole = Visited((at(Place.PORTAL, SAYS),), ())
    verdict = judged(priced("0", places=(Place.PORTAL,), whole=True), MISSES, at(Place.PORTAL, FRONT), whole=whole)
    assert [item.finding.outcome for item in verdict.weighed] == [Outcome.PASSED]


def test_nothing_is_looked_for_where_no_priced_problem_was_found(monkeypatch):
    monkeypatch.setattr("checker.explained.statements", lambda site: pytest.fail("looked for without need"))
    assert list(settle(SAYS.site, KNOWN, priced("0"), [passed(), failed("outdated")])) == [passed(), failed("outdated")]


def test_an_error_in_recognising_accuses_nobody(monkeypatch):
    monkeypatch.setattr(recognising, "_match", lambda *given: 1 / 0)
    verdict = judged(priced("0", places=(Place.OWN,)), MISSES, at(Place.OWN, SAYS))
    assert [item.finding.outcome for item in verdict.weighed] == [Outcome.UNTESTED]


def test_the_rule_itself_and_what_it_misses_are_settled_together():
    bare = judged(priced("0", places=(Place.OWN,)), replace(KNOWN, check=strict), at(Place.OWN, SAYS))
    assert [item.finding.outcome for item in bare.weighed] == [Outcome.PASSED]


def strict(site, **dials):
    """A rule that knows nothing of explanations."""
    yield failed("missing", *(page.cite() for page in site.pages), note="在所列栏目中没有找到")


def faults_with(*problems: str):
    """A rule that takes the explanation for contents and finds fault with it."""

    def check(site, **dials):
        for name in problems:
            yield failed(name, site.pages[0].cite(), note="没有写明{name}", subject=name, name=name)

    return replace(KNOWN, check=check)


@pytest.mark.parametrize(("price", "lost"), [("0", 0), ("1", 1)])
def test_faults_found_with_the_explanation_itself_are_that_the_matter_is_missing_and_told_once(price, lost):
    each = Deduction(Decimal(1), Decimal(4))
    indicator = priced(price, places=(Place.OWN,))
    indicator = replace(indicator, deduct={**indicator.deduct, "no-field": each, "blank-field": each})
    verdict = judged(indicator, faults_with("no-field", "blank-field"), at(Place.OWN, SAYS))
    assert sum(item.deducted for item in verdict.weighed) == lost
    assert [item.finding.problem for item in verdict.weighed] == ["missing" if lost else "", ""]


def test_faults_with_other_pages_stay_what_they_are():
    other = replace(at(Place.OWN, FRONT), url="http://own/other.html")
    rule = checks(failed("no-field", other.cite(), note="没有写明事由"))
    verdict = judged(priced("0", places=(Place.OWN,)), rule, at(Place.OWN, SAYS), other)
    assert [(item.finding.outcome, item.finding.problem) for item in verdict.weighed] == [("failed", "no-field")]


def test_a_fault_that_other_pages_have_too_does_not_cost_more_for_an_explanation():
    other = replace(at(Place.OWN, FRONT), url="http://own/other.html")

    def check(site, **dials):
        yield from (failed("picture", page.cite(), note="只有图片", subject=page.url) for page in site.pages)

    indicator = priced("1", places=(Place.OWN,))
    indicator = replace(indicator, deduct={**indicator.deduct, "picture": Deduction(Decimal(1), Decimal(1))})
    verdict = judged(indicator, replace(KNOWN, check=check), at(Place.OWN, SAYS), other)
    assert [item.finding.outcome for item in verdict.weighed] == ["passed", "failed"]
    assert verdict.score.assessable - verdict.score.earned == 1


def test_a_fault_with_what_may_be_an_explanation_is_a_doubt():
    verdict = judged(priced("0", places=(Place.OWN,)), faults_with("no-field"), at(Place.OWN, UNDATED))
    assert [(item.finding.outcome, item.finding.problem) for item in verdict.weighed] == [("cantTell", "no-field")]


GRAVER = ("passed", "inapplicable", "cantTell", "untested", "failed")


@given(st.sampled_from((SAYS, UNDATED, FRONT)), st.sampled_from(("0", "1", "4")), st.booleans())
@tries(20)
def test_nothing_costs_more_than_before(shows, price, certain):
    rule = MISSES if certain else checks(cant_tell("missing", note="请人工查看"))
    before = judged(replace(priced(price), explained={}), rule, at(Place.OWN, shows), at(Place.PORTAL, FRONT))
    after = judged(priced(price), rule, at(Place.OWN, shows), at(Place.PORTAL, FRONT))
    for old, new in zip(before.weighed, after.weighed, strict=True):
        assert GRAVER.index(new.finding.outcome) <= GRAVER.index(old.finding.outcome)
        assert new.deducted <= old.deducted
        assert new.deducted + new.doubted <= old.deducted + old.doubted
