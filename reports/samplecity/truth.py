"""What a perfect checker would find in a month."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from crawler.roster import Department
from reports.samplecity import owed, powertruth, upkeep
from reports.samplecity.air.truth import daily, periodical
from reports.samplecity.bodies import NO_SITE
from reports.samplecity.content import SiteContent
from reports.samplecity.entries import ABSENT, Entry
from reports.samplecity.episodes import DEPARTMENT, THREE
from reports.samplecity.institutions import catalogues, keyareas
from reports.samplecity.livelihood import bidding
from reports.samplecity.money import PICTURE_FROM
from reports.samplecity.pollution.truth import compliance, monitoring
from reports.samplecity.schedules import BALANCE, SETTLED_FROM
from reports.samplecity.sites import Month, desk
from reports.samplecity.surroundings import TURNS, wrongs

MONEY, POWER, AIR = "three-public-budget", powertruth.CHART, "air-quality-daily"
AIR_PERIOD = "air-quality-period"
MONITORING, COMPLIANCE = "pollution-source-monitoring", "discharge-compliance"
FINAL, DEPARTMENT_BUDGET, DEPARTMENT_FINAL = "three-public-final", "department-budget", "department-final-accounts"
OWED = (
    *(("budget-unit", rule) for rule in (MONEY, FINAL, DEPARTMENT_BUDGET, DEPARTMENT_FINAL)),
    *(("approving", rule) for rule in powertruth.SAID),
    *(("ecology", rule) for rule in (AIR, AIR_PERIOD, MONITORING, COMPLIANCE, *TURNS)),
)
OWN_ONLY = (MONITORING, COMPLIANCE, *TURNS)
# Whatever else is owed, as far as a scheme asks for it; what the portal holds of the bodies is as it should be.
UNASKED = frozenset(("surveys",))
MATTERS = {rule: area for rule, (area, _) in owed.rules().items() if rule not in UNASKED}
# rule: final accounts or not, which part of an entry
ABOUT = {
    MONEY: (False, THREE),
    FINAL: (True, THREE),
    DEPARTMENT_BUDGET: (False, DEPARTMENT),
    DEPARTMENT_FINAL: (True, DEPARTMENT),
}
# The months from which this year's budget and last year's final accounts are owed.
OWED_FROM = {False: 4, True: 11}
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
    "unit-slip": ("cantTell", "unit-slip"),
    "wrong-change": ("failed", "wrong-change"),
    "unexplained": ("failed", "unexplained"),
    "text-differs": ("failed", "text-differs"),
    "last-year-differs": ("failed", "last-year-differs"),
    "places-differ": ("failed", "places-differ"),
    "template": ("failed", "template"),
    "no-counts": ("failed", "no-counts"),
    "contradiction": ("failed", "contradiction"),
    "sums": ("failed", "mismatch"),
    "empty-table": ("failed", "empty-table"),
    "no-table": ("failed", "incomplete"),
    "deep": ("failed", "deep"),
    "late": ("failed", "late"),
}
# What of an entry that cannot be read is no fault before it is owed.
UNREAD = ("broken", "scan", "empty")


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
        for place in ("own",) if rule in OWN_ONLY else ("own", "portal"):
            if kind in body.kinds and (place == "portal" or body.id not in NO_SITE):
                yield rule, place
    for rule, area in MATTERS.items():
        if area.kind in body.kinds:
            yield rule, area.place
            if area.kind in keyareas.SHARED:
                yield rule, "portal"
    if "department" in body.kinds:
        yield from ((rule, "own") for rule in (*upkeep.OF_SITES, upkeep.REACHABLE))


def truth(month: Month) -> Iterator[Planted]:
    """Everything that was planted; whatever is owed and not named here is passed."""
    for body in month.departments:
        for rule, place in duties(body):
            if place == "own" and body.id in month.troubles:
                yield Planted(body.id, rule, place, *upkeep.unseen(rule, month.troubles[body.id]), "")
            else:
                written = WRITTEN.get(rule, _owed)
                yield from written(month, rule, body.id, place)
        yield from _without_column(month, body)


def _money(month: Month, rule: str, body: str, place: str) -> Iterator[Planted]:
    final, part = ABOUT[rule]
    entry, owed = month.entry((body, place), final=final), month.period.month >= OWED_FROM[final]
    for outcome, problem, subject in _said(month, entry, part, owed=owed):
        yield Planted(body, rule, place, outcome, problem, subject)


def _said(month: Month, entry: Entry, part: str, *, owed: bool) -> Iterator[tuple[str, str, str]]:
    faulty = entry.is_about(part)
    if entry.day > month.last or (faulty and entry.kind in ABSENT):
        if owed:
            earlier = month.earlier(entry.slot, final=entry.final)
            yield "failed", "outdated" if earlier else "missing", ""
    elif faulty and (owed or entry.kind not in UNREAD) and _can_be_seen(month, entry):
        said = ("cantTell", "incomplete") if _is_unsettled(entry) else SAID[entry.kind]
        yield from ((*said, subject) for subject in entry.subjects or ("",))
        if entry.kind == "scan" and entry.year >= PICTURE_FROM[entry.final]:
            yield "failed", "picture", ""


def _is_unsettled(entry: Entry) -> bool:
    """Whether a schedule is left out that not every province asked for in that year."""
    return entry.kind == "no-table" and entry.gap != BALANCE and entry.year < SETTLED_FROM[entry.final]


def _can_be_seen(month: Month, entry: Entry) -> bool:
    """Whether a fault shows at this place: that both places differ is said of the portal, when both can be read."""
    if entry.kind != "places-differ":
        return True
    body, place = entry.slot
    other = month.entry((body, "own"), final=entry.final)
    return place == "portal" and body not in month.troubles and other.day <= month.last


def _powers(month: Month, rule: str, body: str, place: str) -> Iterator[Planted]:
    elsewhere = body, "portal" if place == "own" else "own"
    other = month.powers[elsewhere] if body not in month.troubles else None
    for said in powertruth.SAID[rule](month.powers[body, place], other, month.period):
        yield Planted(body, rule, place, *said)


def _air(month: Month, rule: str, body: str, place: str) -> Iterator[Planted]:
    told = daily if rule == AIR else periodical
    for said in told(month.seed, body, place, month.period):
        yield Planted(body, rule, place, *said)


def _pollution(month: Month, rule: str, body: str, place: str) -> Iterator[Planted]:
    told = monitoring if rule == MONITORING else compliance
    for said in told(month.seed, body, month.city, month.period):
        yield Planted(body, rule, place, *said)


def _surroundings(month: Month, rule: str, body: str, place: str) -> Iterator[Planted]:
    for said in wrongs(month.seed, rule, body, month.period, month.city):
        yield Planted(body, rule, place, *said)


def _without_column(month: Month, body: Department) -> Iterator[Planted]:
    """What is not on the portal since the column of a key area is not there."""
    if "bidding" in body.kinds and desk(month, body.id, "portal").fault(keyareas.TURNS[0]):
        yield from (Planted(body.id, turns.rule, "portal", "failed", "missing", "") for turns in bidding.TURNS)


def lost(month: Month, sites: Iterable[SiteContent]) -> Iterator[Planted]:
    """The links of departments' own sites and of the portal that lead nowhere, where the sites can be read."""
    departments = {body.id: body for body in month.departments if "department" in body.kinds}
    office = next(body.id for body in month.departments if "portal" in body.kinds)
    for site in sites:
        if site.key == "portal":
            yield from (Planted(office, upkeep.LINKS, "portal", "failed", *said) for said in upkeep.lost(site))
            yield from _textless(site, departments.values())
        elif site.key in departments and site.key not in month.troubles:
            yield from (Planted(site.key, upkeep.LINKS, "own", "failed", *said) for said in upkeep.lost(site))


def _textless(site: SiteContent, departments: Iterable[Department]) -> Iterator[Planted]:
    """The entries of departments' catalogues on the portal whose whole text was in a file that does not open."""
    for title, issuer, is_numbered in upkeep.textless(site):
        for body in (body for body in departments if issuer in body.names):
            rules = [turns.rule for turns in catalogues.TURNS if is_numbered or turns.rule == catalogues.CATALOGUE]
            yield from (Planted(body.id, rule, "portal", "failed", "no-text", title) for rule in rules)


def _owed(month: Month, rule: str, body: str, place: str) -> Iterator[Planted]:
    if rule in (*upkeep.OF_SITES, upkeep.REACHABLE) or place != MATTERS[rule].place:
        return
    for said in owed.wrongs(desk(month, body, place), rule):
        yield Planted(body, rule, place, *said)


WRITTEN = {
    **dict.fromkeys(ABOUT, _money),
    **dict.fromkeys(powertruth.SAID, _powers),
    AIR: _air,
    AIR_PERIOD: _air,
    **dict.fromkeys((MONITORING, COMPLIANCE), _pollution),
    **dict.fromkeys(TURNS, _surroundings),
}
