"""How many bodies published a budget or accounts out of all that owe it, as the verdicts of a year's months say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from checker.counted.heirs import heir
from checker.counted.told import Owed, Share, Shown, Standing
from checker.scoring import Assessment, Weighed
from crawler.period import Period
from crawler.roster import Department
from crawler.snapshot import Place
from rules.finding import Outcome

RULES: Mapping[str, int] = {  # the rules that tell, and of which year: this one's budget, the accounts of the last one
    "department-budget": 0,
    "three-public-budget": 0,
    "department-final-accounts": -1,
    "three-public-final": -1,
}
ABSENT = frozenset(("missing", "outdated", "broken", "empty"))  # problems with which there is nothing to read
Months = Mapping[Period, Sequence[Assessment]]


def shares(year: int, months: Months, departments: Sequence[Department]) -> tuple[Share, ...]:
    """The shares of a year: those of its months' verdicts, as people decided on them."""
    return tuple(share(rule, year, months, departments) for rule in RULES)


def share(rule: str, year: int, months: Months, departments: Sequence[Department]) -> Share:
    """How many bodies published what a rule asks for.

    A body published it when any month of the year found it, whatever may be wrong with it: late, incomplete, with figures that do
    not add up, only as a picture. It did not when the last month in which it was owed says so: nothing there, only an older
    year's, a link that leads nowhere, no figures and no statement. All else could not be checked; so is what people
    revoked of that, since they say that it is no fault and not what was published, and what is under appeal or in dispute.
    """
    judged = [each.department for month in months.values() for each in month]
    heirs = {former: each.id for each in (*judged, *departments) for former in each.former}
    known = {each.id: each for each in departments}
    found: dict[str, dict[Place, Shown]] = {}
    bodies: dict[str, Department] = {}
    for period in sorted(month for month in months if month.year == year):
        for assessment in months[period] if _is_due(months[period], rule) else ():
            body = known.get(heir(assessment.department.id, heirs)) or assessment.department
            for place, shown in _shown(assessment, rule, period):
                bodies[body.id] = body
                places = found.setdefault(body.id, {})
                places[place] = _later(places.get(place), shown)
    order = {id: number for number, id in enumerate(known)}
    ids = sorted(found, key=lambda id: (order.get(id, len(order)), id))
    return Share(rule, year + RULES[rule], tuple(Owed(bodies[id], found[id]) for id in ids))


def _is_due(assessments: Sequence[Assessment], rule: str) -> bool:
    """Whether a month asks for it at all: of a site that could not be read the rule could not say that it is not due yet."""
    outcomes = {
        item.finding.outcome
        for assessment in assessments
        for verdict in assessment.verdicts
        for item in (verdict.weighed if verdict.rule == rule else ())
        if item.finding.problem or item.finding.outcome is not Outcome.UNTESTED
    }
    return outcomes != {Outcome.INAPPLICABLE}


def _shown(assessment: Assessment, rule: str, period: Period) -> Iterator[tuple[Place, Shown]]:
    """What a month says of each place where it is owed."""
    places: dict[Place, list[Weighed]] = {}
    for verdict in assessment.verdicts:
        for item in verdict.weighed if verdict.rule == rule else ():
            places.setdefault(item.finding.place or Place.OWN, []).append(item)
    for place, items in places.items():
        if (shown := standing(items, period)).standing is not Standing.NOT_OWED:
            yield place, shown


def standing(items: Sequence[Weighed], period: Period) -> Shown:
    """What the findings of one place come to."""
    each = [(_standing(item), item) for item in items]
    order = Standing.PUBLISHED, Standing.NOT_PUBLISHED, Standing.UNCHECKED
    said = next((known for known in order if any(known is one for one, _ in each)), Standing.NOT_OWED)
    if said is Standing.NOT_PUBLISHED and any(one is Standing.UNCHECKED for one, _ in each):
        said = Standing.UNCHECKED
    evidence = (cited for one, item in each if one is said for cited in item.finding.evidence)
    return Shown(said, period, tuple(dict.fromkeys(evidence)))


def _standing(item: Weighed) -> Standing:
    absent = item.finding.problem in ABSENT
    match item.outcome:
        case Outcome.INAPPLICABLE:
            return Standing.NOT_OWED
        case Outcome.PASSED if item.finding.outcome is Outcome.PASSED or (item.finding.problem and not absent):
            return Standing.PUBLISHED
        case Outcome.FAILED if item.open and absent:
            return Standing.UNCHECKED
        case Outcome.FAILED:
            return Standing.NOT_PUBLISHED if absent else Standing.PUBLISHED
        case Outcome.CANT_TELL if item.finding.problem and not absent:
            return Standing.PUBLISHED
        case _:
            return Standing.UNCHECKED


def _later(before: Shown | None, now: Shown) -> Shown:
    """What holds after a later month: what was published once was; else what is known last."""
    was_published = before is not None and before.standing is Standing.PUBLISHED
    return before if before is not None and was_published and now.standing is not Standing.PUBLISHED else now
