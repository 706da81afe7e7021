"""Random schemes with random findings and rulings, weighed by the program or by any other arithmetic."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from hypothesis import strategies as st

from checker.indicator import Deduction, Indicator, Sort, Veto
from checker.marks import Mark, mark
from checker.matrix import Matrix
from checker.rulings import Decision, Ruling
from checker.scheme import Grade, Scheme, Sharing
from checker.scoring import DOUBTFUL, Assessment, Verdict, reweigh, weigh
from crawler.period import Period
from crawler.roster import Department
from crawler.snapshot import Place
from rules.finding import Finding, Outcome

BODY = Department("a", "a", kinds=frozenset(("department",)))
PERIOD = Period(2013, 7)
PROBLEMS = ("p", "q", "r")
GRADES = (Grade("合格", Decimal(60)), Grade("不合格", Decimal(0)))
GRAVE = (Outcome.FAILED, *DOUBTFUL)
Spot = tuple[str, Place]  # an indicator's id and a place


@dataclass(frozen=True)
class Said:
    """A finding and the ruling on it."""

    finding: Finding
    ruling: Ruling | None = None


@dataclass(frozen=True)
class World:
    """A scheme and what was found, in each place of each indicator."""

    scheme: Scheme
    found: dict[Spot, tuple[Said, ...]]

    def having(self, spot: Spot, said: tuple[Said, ...]) -> "World":
        return replace(self, found={**self.found, spot: said})

    def spots(self, *outcomes: Outcome) -> list[tuple[Spot, int]]:
        """Where there are findings of these outcomes, and the how manieth it is there."""
        every = ((spot, at, each) for spot, said in self.found.items() for at, each in enumerate(said))
        return [(spot, at) for spot, at, each in every if each.finding.outcome in outcomes]

    def turned(self, turn: Callable[[Indicator, Said], tuple[Said, ...]]) -> "World":
        """The world with other findings in place of each."""
        found = {
            (id, place): tuple(new for each in said for new in turn(self.scheme.indicator(id), each))
            for (id, place), said in self.found.items()
        }
        return replace(self, found=found)


Arithmetic = Callable[[Indicator, dict[Place, tuple[Said, ...]]], Verdict]


def ours(indicator: Indicator, found: dict[Place, tuple[Said, ...]]) -> Verdict:
    """As the program weighs."""
    verdict = weigh(indicator, {place: [each.finding for each in said] for place, said in found.items()})
    rulings = [each.ruling for said in found.values() for each in said]
    if not any(rulings):
        return verdict
    items = [replace(item, ruling=ruling) for item, ruling in zip(verdict.weighed, rulings, strict=True)]
    return reweigh(indicator, verdict, items)


def judged(world: World, arithmetic: Arithmetic = ours) -> Assessment:
    verdicts = []
    for indicator in world.scheme.indicators:
        places = {place: said for (id, place), said in world.found.items() if id == indicator.id}
        verdicts.append(arithmetic(indicator, places))
    return Assessment(BODY, PERIOD, "x", tuple(verdicts))


def marked(world: World, arithmetic: Arithmetic = ours) -> Mark:
    return mark(judged(world, arithmetic), world.scheme)


def ruled(said: Said, decision: Decision, points: Decimal | None = None) -> Said:
    return replace(said, ruling=Ruling("", "", decision, points, "", "甲", date(2013, 8, 1), ""))


def at(world: World, spot: Spot, number: int, new: Said) -> World:
    """The world with another finding in that place."""
    said = world.found[spot]
    return world.having(spot, (*said[:number], new, *said[number + 1 :]))


cents = st.integers(0, 24).map(lambda number: Decimal(number) / 4)


@st.composite
def indicators(draw: st.DrawFn, id: str, sort: Sort) -> Indicator:
    places = draw(st.sampled_from([(Place.OWN,), (Place.PORTAL,), (Place.OWN, Place.PORTAL)]))
    group = draw(st.sampled_from(["g", "h", "i"]))
    about = {
        "id": id,
        "title": id,
        "rule": "x",
        "places": places,
        "applies_to": BODY.kinds,
        "group": group,
        "sort": sort,
    }
    if sort is Sort.VETO:
        vetoes = tuple(Veto(frozenset(each), draw(st.integers(1, 3))) for each in (PROBLEMS[:2], PROBLEMS[2:]))
        return Indicator(**about, points=Decimal(0), deduct={}, veto=vetoes)
    points = Decimal(draw(st.integers(1, 20)))
    share = points / len(places)
    prices = {}
    for problem in PROBLEMS:
        each = min(draw(cents), share)
        prices[problem] = Deduction(each, min(each + draw(cents), share))
    explained = {"p": min(draw(cents), prices["p"].each)}
    return Indicator(**about, points=points, deduct=prices, explained=explained)


@st.composite
def schemes(draw: st.DrawFn) -> Scheme:
    sorts = [
        Sort.DEDUCT,
        *draw(st.lists(st.sampled_from([Sort.DEDUCT, Sort.DEDUCT, Sort.BONUS, Sort.VETO]), max_size=4)),
    ]
    lines = tuple(draw(indicators(f"I{number}", sort)) for number, sort in enumerate(sorts))
    return Scheme(
        "x",
        "x",
        2013,
        "",
        Matrix.product(),
        lines,
        sharing=draw(st.sampled_from(Sharing)),
        grades=GRADES,
        bonus_above=Decimal(draw(st.sampled_from([0, 60, 80]))),
        at_most=Decimal(draw(st.sampled_from([100, 110]))),
    )


problems = st.sampled_from(PROBLEMS)
failures = st.builds(Finding, outcome=st.just(Outcome.FAILED), problem=problems, explained=st.booleans())
doubts = st.builds(Finding, outcome=st.sampled_from(DOUBTFUL), problem=st.sampled_from((*PROBLEMS, "")))
passes = st.just(Finding(Outcome.PASSED))
nothing = st.just((Finding(Outcome.INAPPLICABLE),))
many = st.lists(st.one_of(failures, failures, doubts, passes), min_size=1, max_size=5).map(tuple)


@st.composite
def worlds(draw: st.DrawFn, *, rulings: bool = False) -> World:
    scheme = draw(schemes())
    found = {}
    for indicator in scheme.indicators:
        for place in indicator.places:
            findings = draw(st.one_of(many, many, many, nothing))
            found[indicator.id, place] = tuple(Said(replace(each, place=place)) for each in findings)
    world = World(scheme, found)
    if rulings:
        for spot, number in world.spots(*GRAVE):
            said = world.found[spot][number]
            decisions = [None, Decision.UPHELD, Decision.REVOKED, Decision.CHANGED]
            if said.finding.problem and said.finding.outcome in DOUBTFUL:
                decisions.append(Decision.CONFIRMED)
            decision = draw(st.sampled_from(decisions))
            if decision:
                points = price_of(draw, scheme.indicator(spot[0]), said) if decision is Decision.CHANGED else None
                world = at(world, spot, number, ruled(said, decision, points))
    return world


def price_of(draw: st.DrawFn, indicator: Indicator, said: Said) -> Decimal:
    """A price that a person may write."""
    deduction = indicator.deduct.get(said.finding.problem)
    return min(draw(cents), deduction.at_most if deduction else indicator.share)
