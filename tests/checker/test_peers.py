"""Slips of unit that only the other bodies, or last year, give away: doubts in the verdict, weighed, never failures."""

from dataclasses import replace
from decimal import Decimal

import pytest

from checker.indicator import Deduction, Indicator
from checker.matrix import Matrix
from checker.peers import compared
from checker.scheme import Scheme
from checker.scoring import Assessment, weigh
from crawler.snapshot import Place
from rules.finding import Outcome, cant_tell, failed, inapplicable, passed
from tests.checker.disclosed import PERIOD, body, shown

BODIES = [body(f"d{n}") for n in range(6)]
OTHERS = {each.id: shown("30") for each in BODIES}
ODD = body("odd")


def indicator(rule="three-public-budget", **prices):
    deduct = {name: Deduction(Decimal(price), Decimal(price)) for name, price in prices.items()}
    places = (Place.OWN, Place.PORTAL)
    return Indicator("B2-1", "“三公”经费预算", rule, Decimal(20), places, frozenset(("budget-unit",)), deduct)


PRICED = indicator(**{"unit-slip": 4, "missing": 10, "mismatch": 4})
NO_SITE = replace(inapplicable("本单位没有自己的网站"), place=Place.PORTAL)


def scheme(*indicators):
    matrix = Matrix.of({"daily_online": 56, "daily_on_site": 24, "year_end_online": 14, "year_end_on_site": 6})
    return Scheme("x", "x", 2013, "", matrix, indicators)


def judged(department, *own, priced=PRICED):
    findings = tuple(replace(each, place=Place.OWN) for each in own or (passed(),))
    verdict = weigh(priced, {Place.OWN: findings, Place.PORTAL: (NO_SITE,)})
    return Assessment(department, PERIOD, "x", (verdict,))


def result(odd, figures, before=None, priced=PRICED):
    everyone = [*map(judged, BODIES), odd]
    return compared(everyone, scheme(priced), {**OTHERS, "odd": figures}, {"budget": before or {}})[-1].verdicts[0]


def test_a_total_ten_thousand_times_its_peers_is_a_doubt_with_both_numbers():
    verdict = result(judged(ODD), shown("301200"))
    doubt = verdict.weighed[1]
    assert (doubt.finding.outcome, doubt.finding.problem, doubt.finding.subject) == (
        Outcome.CANT_TELL,
        "unit-slip",
        "合计",
    )
    assert (doubt.finding.place, len(doubt.finding.evidence)) == (Place.OWN, 2)
    assert "301200万元" in str(doubt.finding)
    assert "30 万元" in str(doubt.finding)
    assert (verdict.score.earned, verdict.score.assessable, verdict.score.possible) == (12, 12, 20)  # 4 × 2, doubted
    assert verdict.outcome is Outcome.CANT_TELL


def test_against_last_year_both_figures_are_cited():
    verdict = result(judged(ODD), shown("30.12", unit="元"), {"odd": shown("28", year=2012)})
    assert [cited.url[-8:] for cited in verdict.weighed[1].finding.evidence] == ["2013.htm", "2012.htm"]
    assert "上年是 28 万元" in str(verdict.weighed[1].finding)


@pytest.mark.parametrize(
    "figures", [shown("31"), shown("3000"), (), shown("301200", year=2012), shown("301200", place=Place.PORTAL)]
)
def test_nothing_is_said_of_what_is_in_proportion_or_not_judged_there(figures):
    before = judged(ODD)
    assert result(before, figures) == before.verdicts[0]


def test_the_others_keep_their_verdicts():
    everyone = [*map(judged, BODIES), judged(ODD)]
    after = compared(everyone, scheme(PRICED), {**OTHERS, "odd": shown("301200")}, {})
    assert after[:-1] == everyone[:-1]


def test_without_a_price_nothing_is_said():
    plain = indicator(missing=10)
    assert result(judged(ODD, priced=plain), shown("301200"), priced=plain) == judged(ODD, priced=plain).verdicts[0]


def test_what_the_rule_said_already_is_not_said_again():
    known = cant_tell("unit-slip", note="大小不合常理", subject="合计")
    assert len(result(judged(ODD, known), shown("301200")).weighed) == 2


def test_a_place_without_the_document_is_not_doubted_for_figures_of_another():
    assert len(result(judged(ODD, failed("missing")), shown("301200")).weighed) == 2


def test_an_empty_month_stays_empty():
    assert compared([], scheme(PRICED), {}, {}) == []
