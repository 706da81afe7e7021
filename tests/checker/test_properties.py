"""What holds of every mark, whatever the scheme and whatever was found; and each property can fail."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import HealthCheck, Phase, assume, given, settings
from hypothesis import strategies as st

from checker.indicator import Indicator, Sort
from checker.marks import shared
from checker.rulings import Decision
from checker.scheme import Sharing
from checker.scoring import DOUBTFUL, Score, Verdict
from crawler.snapshot import Place
from rules.finding import Finding, Outcome
from tests.checker.by_fractions import by_fractions
from tests.checker.worlds import (
    GRAVE,
    PROBLEMS,
    Arithmetic,
    Said,
    World,
    at,
    judged,
    marked,
    ours,
    ruled,
    worlds,
)
from tests.tries import tries

TRIES = 15
choices = st.randoms(use_true_random=False)


def stays_in_bounds(arithmetic: Arithmetic, world: World, _) -> None:
    for verdict in judged(world, arithmetic).verdicts:
        assert 0 <= verdict.score.earned <= verdict.score.assessable <= verdict.score.possible
    mark = marked(world, arithmetic)
    assert mark.total is None or 0 <= mark.total <= world.scheme.at_most
    assert mark.rate is None or 0 <= mark.rate <= 1
    if mark.rate is not None and mark.online.assessable:
        assert abs(mark.online.rate - mark.rate) <= Decimal("0.0001")
    assert 0 <= mark.online.earned <= mark.online.assessable <= mark.online.possible <= 70


def one_more_failure_never_raises(arithmetic: Arithmetic, world: World, chance) -> None:
    spots = sorted({spot for spot, _ in world.spots(*GRAVE, Outcome.PASSED)})
    assume(spots)
    spot = chance.choice(spots)
    failure = Finding(Outcome.FAILED, chance.choice(PROBLEMS), place=spot[1])
    never_raised(arithmetic, world, world.having(spot, (*world.found[spot], Said(failure))))


def a_pass_that_fails_never_raises(arithmetic: Arithmetic, world: World, chance) -> None:
    passes = world.spots(Outcome.PASSED)
    assume(passes)
    spot, number = chance.choice(passes)
    failure = Finding(Outcome.FAILED, chance.choice(PROBLEMS), place=spot[1])
    never_raised(arithmetic, world, at(world, spot, number, Said(failure)))


def a_doubt_that_fails_never_raises(arithmetic: Arithmetic, world: World, chance) -> None:
    named = [(spot, number) for spot, number in world.spots(*DOUBTFUL) if world.found[spot][number].finding.problem]
    assume(named)
    spot, number = chance.choice(named)
    said = world.found[spot][number]
    never_raised(arithmetic, world, at(world, spot, number, Said(replace(said.finding, outcome=Outcome.FAILED))))


def never_raised(arithmetic: Arithmetic, before: World, after: World) -> None:
    first, second = marked(before, arithmetic), marked(after, arithmetic)
    assume(first.total is not None)
    assert second.total <= first.total
    for one, other in zip(judged(before, arithmetic).verdicts, judged(after, arithmetic).verdicts, strict=True):
        assert other.score.earned <= one.score.earned


def a_doubt_costs_nothing(arithmetic: Arithmetic, world: World, chance) -> None:
    """One more doubt takes as much from what is assessable as from what is earned, and no more than its problem costs."""
    spots = sorted({spot for spot, _ in world.spots(*GRAVE, Outcome.PASSED)})
    assume(spots)
    spot = chance.choice(spots)
    problem = chance.choice((*PROBLEMS, ""))
    doubt = Said(Finding(chance.choice(DOUBTFUL), problem, place=spot[1]))
    after = world.having(spot, (*world.found[spot], doubt))
    indicator = world.scheme.indicator(spot[0])
    dearest = indicator.deduct[problem].each if problem in indicator.deduct else indicator.share
    for one, other in zip(judged(world, arithmetic).verdicts, judged(after, arithmetic).verdicts, strict=True):
        assert lost(other) == lost(one)
        assert 0 <= one.score.assessable - other.score.assessable <= dearest * len(indicator.places)
        assert other.score.possible == one.score.possible
        assert other.vetoes == one.vetoes


def lost(verdict: Verdict) -> Decimal:
    return verdict.score.assessable - verdict.score.earned


def lies_between_the_worst_and_the_best(arithmetic: Arithmetic, world: World, _) -> None:
    now = marked(world, arithmetic)
    assume(now.total is not None)
    assert (
        marked(world.turned(confirmed), arithmetic).total
        <= now.total
        <= marked(world.turned(dismissed), arithmetic).total
    )


def confirmed(indicator: Indicator, said: Said) -> tuple[Said, ...]:
    """What a doubt might be at the worst: the problem, or for a doubt about everything every problem as often as can be."""
    finding = said.finding
    if finding.outcome not in DOUBTFUL:
        return (said,)
    failure = Said(replace(finding, outcome=Outcome.FAILED))
    return (
        (failure,) if finding.problem else (failure, *(Said(replace(failure.finding, problem=p)) for p in PROBLEMS * 3))
    )


def dismissed(indicator: Indicator, said: Said) -> tuple[Said, ...]:
    return (Said(Finding(Outcome.PASSED, place=said.finding.place)),) if said.finding.outcome in DOUBTFUL else (said,)


def order_is_nothing(arithmetic: Arithmetic, world: World, chance) -> None:
    spots = list(world.found)
    chance.shuffle(spots)
    found = {spot: tuple(chance.sample(world.found[spot], len(world.found[spot]))) for spot in spots}
    lines = chance.sample(world.scheme.indicators, len(world.scheme.indicators))
    other = World(replace(world.scheme, indicators=tuple(lines)), found)
    assert marked(other, arithmetic).total == marked(world, arithmetic).total
    assert marked(other, arithmetic).bonus == marked(world, arithmetic).bonus
    scores = {each.indicator: each.score for each in judged(world, arithmetic).verdicts}
    assert scores == {each.indicator: each.score for each in judged(other, arithmetic).verdicts}


def what_does_not_apply_is_as_if_it_were_not_there(arithmetic: Arithmetic, world: World, chance) -> None:
    line = chance.choice(world.scheme.indicators)
    without = world
    for place in line.places:
        without = without.having((line.id, place), (Said(Finding(Outcome.INAPPLICABLE, place=place)),))
    others = {each.indicator: each.score for each in judged(world, arithmetic).verdicts if each.indicator != line.id}
    same = {each.indicator: each.score for each in judged(without, arithmetic).verdicts if each.indicator != line.id}
    assert same == others
    if world.scheme.sharing is Sharing.SCALE or line.sort is not Sort.DEDUCT:
        rest = tuple(each for each in world.scheme.indicators if each.id != line.id)
        found = {spot: said for spot, said in world.found.items() if spot[0] != line.id}
        absent = World(replace(world.scheme, indicators=rest), found)
        assert marked(without, arithmetic).total == marked(absent, arithmetic).total


def groups_keep_their_weights(arithmetic: Arithmetic, world: World, _) -> None:
    """Each group that applies gives its rate as often as it weighs, whatever of it applies: worked out with fractions."""
    world = replace(world, scheme=replace(world.scheme, sharing=Sharing.SPREAD))
    verdicts = [each for each in judged(world, arithmetic).verdicts if each.sort is Sort.DEDUCT]
    parts: dict[str, list[Fraction]] = {}
    weights: dict[str, int] = {}
    for verdict in verdicts:
        line = world.scheme.indicator(verdict.indicator)
        weights[line.group] = weights.get(line.group, 0) + int(line.points)
        score = verdict.score
        values = (score.earned, score.assessable, line.points if not all_inapplicable(world, line) else 0)
        sums = parts.setdefault(line.group, [Fraction(0)] * 3)
        parts[line.group] = [old + Fraction(new) for old, new in zip(sums, values, strict=True)]
    alive = {group: sums for group, sums in parts.items() if sums[2]}
    whole = sum(weights[group] for group in alive)
    expected = [sum(weights[g] * sums[n] / sums[2] for g, sums in alive.items()) for n in range(2)]
    got = shared(judged(world, arithmetic), world.scheme)
    for value, by_hand in zip((got.earned, got.assessable), expected, strict=True):
        assert abs(Fraction(value) - (by_hand * 100 / whole if whole else 0)) < Fraction(1, 10**20)


def is_what_fractions_give(arithmetic: Arithmetic, world: World, _) -> None:
    assert marked(world, arithmetic).total == by_fractions(world)


def all_inapplicable(world: World, line: Indicator) -> bool:
    said = (each for place in line.places for each in world.found[line.id, place])
    return all(each.finding.outcome is Outcome.INAPPLICABLE for each in said)


def revoking_never_lowers(arithmetic: Arithmetic, world: World, chance) -> None:
    graves = world.spots(*GRAVE)
    assume(graves)
    spot, number = chance.choice(graves)
    plain = Said(world.found[spot][number].finding)
    before = marked(at(world, spot, number, plain), arithmetic).total
    assume(before is not None)
    revoked = marked(at(world, spot, number, ruled(plain, Decision.REVOKED)), arithmetic).total
    assume(revoked is not None)  # a veto revoked where nothing else could be assessed
    assert revoked >= before


def a_price_of_nothing_is_revoked(arithmetic: Arithmetic, world: World, chance) -> None:
    graves = world.spots(*GRAVE)
    assume(graves)
    spot, number = chance.choice(graves)
    said = world.found[spot][number]
    nothing = at(world, spot, number, ruled(said, Decision.CHANGED, Decimal(0)))
    revoked = at(world, spot, number, ruled(said, Decision.REVOKED))
    assert marked(nothing, arithmetic) == marked(revoked, arithmetic)


def upholding_changes_nothing_and_confirming_never_raises(arithmetic: Arithmetic, world: World, chance) -> None:
    graves = world.spots(*GRAVE)
    assume(graves)
    spot, number = chance.choice(graves)
    plain = Said(world.found[spot][number].finding)
    before = marked(at(world, spot, number, plain), arithmetic)
    assert marked(at(world, spot, number, ruled(plain, Decision.UPHELD)), arithmetic) == before
    if plain.finding.outcome in DOUBTFUL and plain.finding.problem and before.total is not None:
        assert marked(at(world, spot, number, ruled(plain, Decision.CONFIRMED)), arithmetic).total <= before.total


def a_dearer_price_never_raises(arithmetic: Arithmetic, world: World, chance) -> None:
    graves = world.spots(*GRAVE)
    assume(graves)
    spot, number = chance.choice(graves)
    said = world.found[spot][number]
    low, high = sorted(chance.choice([Decimal(n) / 4 for n in range(9)]) for _ in range(2))
    cheap = marked(at(world, spot, number, ruled(said, Decision.CHANGED, low)), arithmetic).total
    dear = marked(at(world, spot, number, ruled(said, Decision.CHANGED, high)), arithmetic).total
    assume(cheap is not None)
    assert dear <= cheap


# Arithmetic that is wrong, each in a way that some property must notice.


def scored(change):
    """Our arithmetic with another score."""

    def wrong(indicator: Indicator, found: dict[Place, tuple[Said, ...]]) -> Verdict:
        verdict = ours(indicator, found)
        return replace(verdict, score=change(indicator, verdict, found))

    return wrong


def retold(turn):
    """Our arithmetic on other findings."""
    return lambda indicator, found: ours(indicator, {place: turn(said) for place, said in found.items()})


def without_a_cap(indicator, verdict, found) -> Score:
    asked = sum(
        (
            indicator.deduct[s.finding.problem].each
            for said in found.values()
            for s in said
            if s.finding.outcome == "failed" and indicator.deduct
        ),
        Decimal(0),
    )
    return replace(verdict.score, earned=verdict.score.assessable - asked)


def by_the_mean(indicator, verdict, found) -> Score:
    said = [each for group in found.values() for each in group]
    failed = sum(each.finding.outcome is Outcome.FAILED for each in said)
    return replace(verdict.score, earned=verdict.score.earned / (1 + failed % 2))


def doubts_lost(indicator, verdict, found) -> Score:
    return replace(verdict.score, assessable=verdict.score.possible)


def doubts_earned(indicator, verdict, found) -> Score:
    earned = verdict.score.earned + (verdict.score.possible - verdict.score.assessable) * 2
    return replace(verdict.score, earned=earned, assessable=verdict.score.possible)


def first_is_dear(indicator, verdict, found) -> Score:
    first = next((item for item in verdict.weighed if item.outcome is not Outcome.INAPPLICABLE), None)
    dear = first is not None and first.outcome is Outcome.FAILED
    return replace(verdict.score, earned=verdict.score.earned / 2) if dear else verdict.score


def inapplicable_is_earned(indicator, verdict, found) -> Score:
    return verdict.score if verdict.score.possible else Score(indicator.points, indicator.points, indicator.points)


def inapplicable_is_none(indicator, verdict, found) -> Score:
    return verdict.score if verdict.score.possible else Score(Decimal(0), Decimal(1), Decimal(1))


def rulings_doubled(said: tuple[Said, ...]) -> tuple[Said, ...]:
    """What is revoked costs as if it were confirmed twice."""
    return tuple(
        new
        for each in said
        for new in (
            (Said(replace(each.finding, outcome=Outcome.FAILED)),) * 2 if decision(each) == "revoked" else (each,)
        )
    )


def upheld_is_confirmed(said: tuple[Said, ...]) -> tuple[Said, ...]:
    turned = (
        (Said(Finding(Outcome.PASSED, place=each.finding.place)) if decision(each) == "upheld" else each)
        for each in said
    )
    return tuple(turned)


def dear_is_cheap(said: tuple[Said, ...]) -> tuple[Said, ...]:
    def turn(each: Said) -> Said:
        points = each.ruling.points if each.ruling else None
        return each if points is None else ruled(each, Decision.CHANGED, max(3 - points, Decimal(0)))

    return tuple(map(turn, said))


def decision(said: Said) -> str:
    return said.ruling.decision if said.ruling else ""


PROPERTIES = {
    stays_in_bounds: scored(without_a_cap),
    one_more_failure_never_raises: scored(by_the_mean),
    a_pass_that_fails_never_raises: scored(by_the_mean),
    a_doubt_that_fails_never_raises: scored(by_the_mean),
    a_doubt_costs_nothing: scored(doubts_lost),
    lies_between_the_worst_and_the_best: scored(doubts_earned),
    order_is_nothing: scored(first_is_dear),
    what_does_not_apply_is_as_if_it_were_not_there: scored(inapplicable_is_earned),
    groups_keep_their_weights: scored(inapplicable_is_none),
    is_what_fractions_give: scored(doubts_lost),
    revoking_never_lowers: retold(rulings_doubled),
    a_price_of_nothing_is_revoked: retold(rulings_doubled),
    upholding_changes_nothing_and_confirming_never_raises: retold(upheld_is_confirmed),
    a_dearer_price_never_raises: retold(dear_is_cheap),
}
OF_RULINGS = {
    revoking_never_lowers,
    a_price_of_nothing_is_revoked,
    upholding_changes_nothing_and_confirming_never_raises,
    a_dearer_price_never_raises,
    stays_in_bounds,
    is_what_fractions_give,
    order_is_nothing,
}


@pytest.mark.parametrize("holds", PROPERTIES, ids=lambda holds: holds.__name__)
def test_it_holds(holds):
    quiet = [HealthCheck.filter_too_much, HealthCheck.too_slow]

    @tries(TRIES, suppress_health_check=quiet)
    @given(worlds(rulings=holds in OF_RULINGS), choices)
    def check(world, chance):
        holds(ours, world, chance)

    check()


@pytest.mark.parametrize("holds", PROPERTIES, ids=lambda holds: holds.__name__)
def test_it_would_not_hold_of_a_wrong_arithmetic(holds):
    @settings(
        max_examples=2000,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        derandomize=True,
        suppress_health_check=list(HealthCheck),
    )
    @given(worlds(), choices)
    def check(world, chance):
        holds(PROPERTIES[holds], world, chance)

    with pytest.raises((AssertionError, ExceptionGroup)):
        check()
