"""Scores: the arithmetic of marks, by examples and by properties."""

from dataclasses import replace
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from checker.indicator import Deduction, Indicator
from checker.scoring import Score, reweigh, weigh
from crawler.snapshot import Place
from rules.finding import Finding, Outcome, cant_tell, failed, inapplicable, passed, untested

BOTH = (Place.OWN, Place.PORTAL)
INDICATOR = Indicator(
    id="X",
    title="X",
    rule="x",
    points=Decimal(20),
    places=BOTH,
    applies_to=frozenset({"department"}),
    deduct={
        "missing": Deduction(Decimal(10), Decimal(10)),
        "small": Deduction(Decimal(1), Decimal(4)),
        "half": Deduction(Decimal("0.5"), Decimal("0.5")),
    },
)
PASSED = (passed(),)
PROBLEMS = ("missing", "small", "half")


def score(own: tuple[Finding, ...], portal: tuple[Finding, ...] = PASSED) -> Score:
    return weigh(INDICATOR, {Place.OWN: own, Place.PORTAL: portal}).score


def marks(earned: str, assessable: str, possible: str = "20") -> Score:
    return Score(Decimal(earned), Decimal(assessable), Decimal(possible))


def test_all_passed_earns_everything():
    assert score(PASSED) == marks("20", "20")


def test_a_failure_costs_its_price_in_its_place():
    assert score((failed("small"),)) == marks("19", "20")


def test_each_is_capped_and_a_single_price_is_charged_once():
    assert score((failed("small"),) * 9) == marks("16", "20")
    assert score((failed("half"), failed("half"))) == marks("19.5", "20")


def test_a_place_loses_no_more_than_its_share():
    assert score((failed("missing"), failed("small"))) == marks("10", "20")


def test_untested_is_neither_earned_nor_lost():
    assert score((untested("", note=""),)) == marks("10", "10")
    assert score((untested("", note=""),), (untested("", note=""),)) == marks("0", "0")


def test_a_doubt_weighs_what_its_problem_would_cost_and_shares_its_cap():
    assert score((cant_tell("small", note=""),)) == marks("19", "19")
    assert score((failed("small"),) * 4 + (untested("small", note=""),)) == marks("16", "20")


def test_a_place_that_does_not_bind_leaves_its_share_to_the_other():
    assert score((inapplicable(""),)) == marks("20", "20")
    assert score((inapplicable(""),), (failed("small"),)) == marks("18", "20")
    assert score((inapplicable(""),), (inapplicable(""),)) == Score()


def test_the_verdict_shows_the_gravest_outcome_and_keeps_each_price():
    verdict = weigh(INDICATOR, {Place.OWN: (failed("small"), untested("small", note="")), Place.PORTAL: PASSED})
    assert verdict.outcome is Outcome.FAILED
    assert verdict.provisional
    assert [(item.deducted, item.doubted) for item in verdict.weighed] == [(1, 0), (0, 1), (0, 0)]


def test_weighing_again_without_a_ruling_changes_nothing_even_where_a_place_has_no_finding_at_all():
    alone = {Place.OWN: (replace(failed("small"), place=Place.OWN),), Place.PORTAL: ()}
    verdict = weigh(INDICATOR, alone)
    assert verdict.score == marks("18", "20")
    assert reweigh(INDICATOR, verdict, verdict.weighed) == verdict


def test_weighing_again_keeps_a_finding_that_does_not_say_where_it_is():
    verdict = weigh(INDICATOR, {Place.OWN: (failed("small"),)})
    assert reweigh(INDICATOR, verdict, verdict.weighed) == verdict


def test_weighing_again_weighs_each_finding_in_its_place_and_in_the_first_when_it_names_none():
    own, portal = (replace(failed("missing"), place=place) for place in BOTH)
    verdict = weigh(INDICATOR, {Place.OWN: (own, replace(failed("half"), place=Place.OWN)), Place.PORTAL: (portal,)})
    assert verdict.score == marks("0", "20")
    assert reweigh(INDICATOR, verdict, verdict.weighed) == verdict
    named = (failed("half"), replace(failed("half"), place=Place.OWN))
    verdict = weigh(INDICATOR, {Place.OWN: named, Place.PORTAL: (replace(passed(), place=Place.PORTAL),)})
    assert verdict.score == marks("19.5", "20")
    assert reweigh(INDICATOR, verdict, verdict.weighed) == verdict


def test_what_is_explained_costs_what_it_costs_explained():
    explained = replace(INDICATOR, explained={"missing": Decimal(3)})
    found = [(replace(failed(problem), explained=True),) for problem in ("missing", "small")]
    assert [weigh(explained, {Place.OWN: each, Place.PORTAL: PASSED}).score for each in found] == [
        marks("17", "20"),
        marks("19", "20"),
    ]


def test_weighing_again_keeps_the_words_of_its_time():
    verdict = weigh(INDICATOR, {Place.OWN: (replace(failed("small"), place=Place.OWN),)})
    again = reweigh(replace(INDICATOR, title="Y", rule="y"), verdict, verdict.weighed)
    assert (again.indicator, again.title, again.rule) == ("X", "X", "x")


findings = st.lists(
    st.builds(
        Finding,
        outcome=st.sampled_from([Outcome.FAILED, Outcome.CANT_TELL, Outcome.UNTESTED, Outcome.PASSED]),
        problem=st.sampled_from([*PROBLEMS, ""]),
    ).filter(lambda finding: finding.outcome is not Outcome.FAILED or finding.problem),
    min_size=1,
    max_size=8,
).map(tuple)


@given(findings, findings)
def test_marks_stay_in_bounds(own, portal):
    result = score(own, portal)
    assert 0 <= result.earned <= result.assessable <= result.possible == 20


@given(findings, findings, st.sampled_from(PROBLEMS))
def test_one_more_failure_never_raises_a_mark(own, portal, problem):
    assert score((*own, failed(problem)), portal).earned <= score(own, portal).earned


@given(findings, st.randoms())
def test_order_is_nothing(own, random):
    shuffled = list(own)
    random.shuffle(shuffled)
    assert score(own) == score(tuple(shuffled))


@given(findings)
def test_what_is_lost_and_what_is_in_doubt_explain_the_mark(own):
    verdict = weigh(INDICATOR, {Place.OWN: own, Place.PORTAL: PASSED})
    lost = sum(item.deducted for item in verdict.weighed)
    doubt = sum(item.doubted for item in verdict.weighed)
    assert verdict.score == Score(20 - lost - doubt, 20 - doubt, Decimal(20))
