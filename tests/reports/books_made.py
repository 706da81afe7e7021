"""Months made at random, so that many findings meet many prices, and what people decide on them, in a workbook and as values."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from types import MappingProxyType

from checker.appeals import Appeal
from checker.decided import Decided, decided
from checker.indicator import Deduction, Indicator, Sort, Veto
from checker.matrix import Matrix
from checker.onsite import OnSite
from checker.rulings import Conflict, Decision, Ruling
from checker.scheme import Grade, Scheme, Sharing
from checker.scoring import Assessment, weigh
from crawler.period import CHINA, Period
from crawler.roster import Department
from crawler.snapshot import Citation, Place
from reports.book import Book, Line
from reports.layout import Layout
from reports.onsite_sheet import tasks
from reports.standing import standings
from rules.finding import Finding, Outcome

PERIOD = Period(2013, 7)
ON = date(2013, 8, 6)
PROBLEMS = ("missing", "late", "broken", "no-field")
KINDS = ("department", "subordinate", "county", "enterprise")
GRADES = tuple(Grade(name, Decimal(least)) for name, least in (("优秀", 90), ("良好", 80), ("合格", 60), ("不合格", 0)))
ANSWERS = MappingProxyType({"是": Decimal(4), '基本"是"*': Decimal("2.5"), "否": Decimal(0)})
MATTERS = (
    OnSite("P-1", "周报", "《日报》", "是否刊登", "weekly", frozenset(KINDS), points=Decimal(4), answers=ANSWERS),
    OnSite("P-2", "公开栏", "大厅", "是否近期", "monthly", frozenset(KINDS), points=Decimal(10)),
    OnSite("Y-1", "年终查档", "档案室", "是否齐全", "year-end", frozenset(KINDS), points=Decimal("12.5")),
)


def decimal(chance: random.Random, low: float, high: float) -> Decimal:
    """A price with up to two places."""
    return Decimal(round(chance.uniform(low, high) * 100)) / 100


def indicator(chance: random.Random, number: int) -> Indicator:
    """An indicator that mostly deducts, of one or both places."""
    places = chance.choice(((Place.OWN,), (Place.OWN, Place.PORTAL), (Place.OWN, Place.PORTAL)))
    sort = chance.choices((Sort.DEDUCT, Sort.BONUS, Sort.VETO), (20, 2, 1))[0]
    points = Decimal(0) if sort is Sort.VETO else decimal(chance, 1, 20)
    deduct = {}
    for name in PROBLEMS if sort is not Sort.VETO else ():
        at_most = decimal(chance, 0, float(points / len(places)))
        deduct[name] = Deduction(min(decimal(chance, 0, float(at_most)), at_most), at_most)
    return Indicator(
        id=f"{chance.choice('ABC')}{number}",
        title=f"指标 {number}",
        rule="three-public-budget",
        points=points,
        places=places,
        applies_to=frozenset(chance.sample(KINDS, 3)),
        deduct=deduct,
        rectify_in=15,
        sort=sort,
        group=chance.choice(("公开", "=1+1 <组>", "解读")),
        veto=(Veto(frozenset(("missing", "late")), 2),) if sort is Sort.VETO else (),
        explained={"missing": Decimal(0)} if chance.random() < 0.3 and deduct else {},
    )


def scheme(chance: random.Random, indicators: int = 10) -> Scheme:
    """A scheme that shares out and admits bonuses in one of the ways that there are."""
    return Scheme(
        id="made-2013",
        title="试算方案",
        year=2013,
        source="",
        matrix=Matrix.product(),
        indicators=tuple(indicator(chance, number) for number in range(indicators)),
        on_site=MATTERS,
        sharing=chance.choice(tuple(Sharing)),
        grades=GRADES,
        bonus_above=Decimal(chance.choice((0, 60, 90))),
        at_most=Decimal(chance.choice((100, 110))),
        text=f"seed {chance.random()}",
    )


def findings(chance: random.Random, place: Place, often: float) -> list[Finding]:
    """What a rule may say of a place, of which so large a share has faults or doubts."""
    if chance.random() < 0.08:
        return [Finding(Outcome.INAPPLICABLE, note="不适用", place=place)]
    found = [Finding(Outcome.PASSED, place=place)]
    for _ in range(chance.choice((1, 1, 2, 4)) if chance.random() < often else 0):
        outcome = chance.choices((Outcome.FAILED, Outcome.CANT_TELL, Outcome.UNTESTED), (4, 1, 1))[0]
        problem = chance.choice(PROBLEMS)
        if outcome is not Outcome.FAILED and chance.random() < 0.4:
            problem = ""
        url = f"http://{place}/{chance.randrange(99)}.htm"
        cited = Citation(url, datetime(2013, 8, 1, 2, 10, tzinfo=CHINA), "0" * 64, "原文", place)
        explained = outcome is Outcome.FAILED and chance.random() < 0.2
        found.append(Finding(outcome, problem, (cited,), "说明", {}, chance.choice("甲乙丙"), place, explained))
    return found


def month(chance: random.Random, rules: Scheme, departments: int, often: float = 0.7) -> tuple[Assessment, ...]:
    """Everyone's month; some have no site of their own."""
    made = []
    for number in range(departments):
        kinds = frozenset((KINDS[number * len(KINDS) // departments],))
        body = Department(f"d{number:03}", f"示例市第{number}局", kinds=kinds, home="http://x/")
        bare, lost = chance.random() < 0.1, chance.random() < 0.1
        verdicts = []
        for each in rules.indicators:
            if each.binds(kinds):
                found = {place: tuple(findings(chance, place, often)) for place in each.places}
                if bare and Place.OWN in found:
                    found[Place.OWN] = (Finding(Outcome.INAPPLICABLE, place=Place.OWN),)
                if lost and Place.OWN in found:
                    found[Place.OWN] = (Finding(Outcome.UNTESTED, note="网站未能检测", place=Place.OWN),)
                verdicts.append(weigh(each, found))
        made.append(Assessment(body, PERIOD, rules.id, tuple(verdicts)))
    return tuple(made)


def book(
    rules: Scheme, machine: tuple[Assessment, ...], after: Decided, appeals: tuple[Appeal, ...] = (), **more
) -> Book:
    """The workbook of a month for all, as it is exported once people have decided."""
    waiting: dict[str, list[Appeal]] = {}
    for each in appeals:
        waiting.setdefault(each.finding, []).append(each)
    conflicts: dict[str, Conflict] = {each.rulings[0].finding: each for each in after.conflicts}
    layout = Layout(rules, {each.department.id: each for each in machine}, waiting, conflicts)
    places = standings(after.assessments, rules)
    groups = {each.assessment.department.id: each.group for each in places}
    owed = [(each.department, groups[each.department.id]) for each in machine]
    given = {
        "stage": str(PERIOD),
        "tasks": tuple(tasks(owed, rules, PERIOD, {})),
        "owners": layout.owners(places),
        "appeals": tuple(each for each in appeals if each.answer is None),
        **more,
    }
    return Book(period=PERIOD, scheme=rules, city="示例市", on=ON, scope="全部", whole=True, **given)


def decision(chance: random.Random, line: Line) -> Ruling | None:
    """What an inspector may decide on a finding, or nothing."""
    if line.doubtful:
        choices = [Decision.REVOKED, Decision.CHANGED] + [Decision.CONFIRMED] * bool(line.machine.finding.problem)
    else:
        choices = [Decision.UPHELD, Decision.REVOKED, Decision.CHANGED]
    if chance.random() < 0.4:
        return None
    what = chance.choice(choices)
    points = None
    if what is Decision.CHANGED:
        points = chance.choice((Decimal(0), line.bound, min(decimal(chance, 0, float(line.bound)), line.bound)))
    return Ruling(line.name.key, line.name.seen, what, points, "看过原件", chance.choice("张李王"), ON, "made")


def ruled(rules: Scheme, machine: tuple[Assessment, ...], rulings: list[Ruling]) -> Decided:
    """The month after those rulings."""
    return decided(machine, rules, {each.finding: [each] for each in rulings})


def untouched(rules: Scheme, machine: tuple[Assessment, ...]) -> Decided:
    """The month before anyone said anything."""
    return decided(machine, rules, {})


def renamed(assessment: Assessment, **department: object) -> Assessment:
    """The same month of a department that is called otherwise."""
    return replace(assessment, department=replace(assessment.department, **department))
