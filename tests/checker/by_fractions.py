"""A mark worked out a second time, with fractions, from the words of the rules and without the program's own arithmetic."""

from collections import defaultdict
from decimal import Decimal
from fractions import Fraction

from checker.indicator import Indicator, Sort
from checker.scheme import Scheme, Sharing
from rules.finding import Outcome
from tests.checker.worlds import DOUBTFUL, Said, World


def by_fractions(world: World) -> Decimal | None:
    """The total; None where nothing could be assessed."""
    scheme = world.scheme
    if any(vetoes(line, world) for line in scheme.indicators):
        return Decimal(0)
    weights, parts = defaultdict(Fraction), defaultdict(lambda: [Fraction(0)] * 3)
    for line in scheme.indicators:
        if line.sort is Sort.DEDUCT:
            weights[line.group] += Fraction(line.points)
            parts[line.group] = [a + b for a, b in zip(parts[line.group], points(line, world), strict=True)]
    alive = {group: part for group, part in parts.items() if part[2]}
    factor = {
        group: weights[group] / part[2] if scheme.sharing is Sharing.SPREAD else 1 for group, part in alive.items()
    }
    earned = sum(part[0] * factor[group] for group, part in alive.items())
    assessable = sum(part[1] * factor[group] for group, part in alive.items())
    if not assessable:
        return None
    rate = earned / assessable * 100
    return half_up(min(rate + bonus(scheme, world, rate), Fraction(scheme.at_most)))


def bonus(scheme: Scheme, world: World, rate: Fraction) -> Fraction:
    if scheme.bonus_above and half_up(rate) <= scheme.bonus_above:
        return Fraction(0)
    return sum((points(line, world)[0] for line in scheme.indicators if line.sort is Sort.BONUS), Fraction(0))


def points(line: Indicator, world: World) -> tuple[Fraction, Fraction, Fraction]:
    """Earned, assessable, possible."""
    places = [world.found[line.id, place] for place in line.places]
    binding = [said for said in places if any(each.finding.outcome is not Outcome.INAPPLICABLE for each in said)]
    earned = assessable = Fraction(0)
    for said in binding:
        share, scale = Fraction(line.points) / len(binding), Fraction(len(places), len(binding))
        wrong = min(share, price(line, said, scale, (Outcome.FAILED,)))
        grave = min(share, price(line, said, scale, (Outcome.FAILED, *DOUBTFUL)))
        assessable += share - (grave - wrong)
        earned += share - grave
    return earned, assessable, Fraction(line.points) if binding else Fraction(0)


def price(line: Indicator, said: tuple[Said, ...], scale: Fraction, outcomes: tuple[Outcome, ...]) -> Fraction:
    """What findings of these outcomes ask for together: of each problem, no more than its cap."""
    asked: dict[str, Fraction] = defaultdict(Fraction)
    for each in said:
        if outcome(each) in outcomes:
            asked[each.finding.problem] += asks(line, each, scale)
    whole = Fraction(line.points) / len(line.places)
    caps = {name: Fraction(line.deduct[name].at_most) if name in line.deduct else whole for name in asked}
    return sum((min(asked[name], caps[name] * scale) for name in asked), Fraction(0))


def asks(line: Indicator, said: Said, scale: Fraction) -> Fraction:
    problem = said.finding.problem
    if said.ruling and said.ruling.decision == "changed":
        return Fraction(said.ruling.points)
    if problem not in line.deduct:
        return Fraction(line.points) / len(line.places) * scale
    if said.finding.explained and problem in line.explained:
        return Fraction(line.explained[problem]) * scale
    return Fraction(line.deduct[problem].each) * scale


def outcome(said: Said) -> Outcome:
    decision = said.ruling.decision if said.ruling else "upheld"
    if decision == "upheld":
        return said.finding.outcome
    costs = decision == "confirmed" or (decision == "changed" and said.ruling.points > 0)
    return Outcome.FAILED if costs else Outcome.PASSED


def vetoes(line: Indicator, world: World) -> bool:
    if line.sort is not Sort.VETO:
        return False
    places = [world.found[line.id, place] for place in line.places]
    counts = [[s.finding.problem for s in said if outcome(s) is Outcome.FAILED] for said in places]
    return any(sum(name in veto.problems for name in names) >= veto.count for veto in line.veto for names in counts)


def half_up(value: Fraction) -> Decimal:
    return Decimal((value * 100 + Fraction(1, 2)).__floor__()) / 100
