"""What a perfect checker would find in a month."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from crawler.roster import Department
from reports.samplecity import budgets, powers
from reports.samplecity.bodies import NO_SITE
from reports.samplecity.sites import Month

OWED_FROM = 4  # the month from which a year's budget is owed
MONEY, POWER, AIR = "three-public-budget", "power-flowchart", "air-quality-daily"
OWED = (("budget-unit", MONEY), ("approving", POWER), ("ecology", AIR))
# fault of the rota: outcome, problem
SAID = {
    "broken": ("failed", "broken"),
    "scan": ("untested", "missing"),
    "mismatch": ("failed", "mismatch"),
    "cars": ("failed", "mismatch"),
    "incomplete": ("failed", "incomplete"),
    "blank": ("cantTell", "incomplete"),
    "empty": ("failed", "empty"),
    "no-unit": ("failed", "no-unit"),
    "no-chart": ("failed", "no-chart"),
    "uncovered": ("failed", "uncovered"),
    "dead-chart": ("failed", "dead-chart"),
    "orphan-chart": ("failed", "orphan-chart"),
    "unlisted": ("cantTell", "uncovered"),
}


@dataclass(frozen=True, order=True)
class Planted:
    """One finding that is not a pass: body, rule, place (own or portal), outcome, problem, subject."""

    department: str
    rule: str
    place: str
    outcome: str
    problem: str
    subject: str = ""


def duties(body: Department) -> Iterator[tuple[str, str]]:
    """(rule, place) of everything that a body owes and that can be looked at."""
    for kind, rule in OWED:
        for place in ("own", "portal"):
            if kind in body.kinds and (place == "portal" or body.id not in NO_SITE):
                yield rule, place


def truth(month: Month) -> Iterator[Planted]:
    """Everything that was planted; whatever is owed and not named here is passed."""
    for body in month.departments:
        for rule, place in duties(body):
            if place == "own" and body.id in month.troubles:
                yield Planted(body.id, rule, place, "untested", "", "")
            else:
                yield from WRITTEN[rule](month, body.id, place)


def _money(month: Month, body: str, place: str) -> Iterator[Planted]:
    slot = body, place
    if not month.is_shown(slot) and month.period.month >= OWED_FROM:
        yield Planted(body, MONEY, place, "failed", "outdated" if month.earlier(slot) else "missing")
    elif month.is_shown(slot) and slot in month.money:
        flaw = month.money[slot]
        about = budgets.subjects(month.seed, slot, month.period.year, flaw) or ("",)
        yield from (Planted(body, MONEY, place, *SAID[flaw.kind], subject) for subject in about)


def _powers(month: Month, body: str, place: str) -> Iterator[Planted]:
    slot = body, place
    if slot in month.powers:
        flaw = month.powers[slot]
        about = powers.subjects(month.seed, slot, flaw) or ("",)
        yield from (Planted(body, POWER, place, *SAID[flaw.kind], subject) for subject in about)


def _air(month: Month, body: str, place: str) -> Iterator[Planted]:
    plan = month.air(place)
    if plan.absent:
        yield Planted(body, AIR, place, "failed", "missing")
    for days, outcome, problem in (
        (plan.gone, "failed", "missing-day"),
        (plan.blank, "failed", "no-index"),
        (plan.stuck, "untested", "missing-day"),
    ):
        for day in days:
            subject = str(date(month.period.year, month.period.month, day))
            yield Planted(body, AIR, place, outcome, problem, subject)


WRITTEN = {MONEY: _money, POWER: _powers, AIR: _air}
