"""What can be seen in a month of a fault that was found before: it stands, it is put right, something hides it, or nobody can tell.

Told from the city's plan alone: from what is wrong where in which month, never from what a checker makes of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import NamedTuple
from urllib.parse import unquote

from crawler.period import Period
from reports.samplecity.air.bulletins import KEPT
from reports.samplecity.air.plan import ABSENT, ELSEWHERE, AirPlan, plan, settled
from reports.samplecity.air.truth import SAID
from reports.samplecity.city import City
from reports.samplecity.content import SiteContent
from reports.samplecity.entries import ABSENT as ABSENT_PAPERS
from reports.samplecity.month import Month
from reports.samplecity.systems import SYSTEMS
from reports.samplecity.truth import ABOUT, AIR, OWED_FROM, UNREAD, Planted
from reports.samplecity.upkeep import LINKS, dead

FOUND, RIGHT, HIDDEN, UNKNOWN = "found", "rectified", "unseen", "unknown"
AWAY = "away"  # of a time that the place shows no more: whether that is not seen or not known is one
ORDER = (FOUND, UNKNOWN, AWAY, HIDDEN, RIGHT)  # of what several months say: what leaves most to do
OWN, PORTAL = "own", "portal"
APART = "："  # between a thing and a part of it
GREATER = frozenset(("missing", "outdated", "broken", "empty", "picture"))  # what leaves nothing to be seen of the rest
HIDES = {
    "power-flowchart": frozenset(("no-chart", "uncovered", "dead-chart")),
    "power-list": frozenset(("no-field",)),
    "disclosure-guide": frozenset(("no-element",)),
    "air-quality-daily": frozenset(("missing-day", "no-index")),
    "three-public-budget": frozenset(("incomplete",)),
    "three-public-final": frozenset(("incomplete",)),
    "department-budget": frozenset(("incomplete",)),
    "department-final-accounts": frozenset(("incomplete",)),
}
NO_FIGURES = GREATER | {"deep", "late"}  # of papers of money, what is not said of their figures
PAST = frozenset(("late",))  # what nothing can put right
HERE, THERE = False, True
# What is said of one paper beside another cannot be seen without the other: its rule, in the same place or in the other one.
BESIDE = {
    ("three-public-budget", "places-differ"): ("three-public-budget", THERE),
    ("three-public-final", "places-differ"): ("three-public-final", THERE),
    ("power-list", "places-differ"): ("power-list", THERE),
    ("power-flowchart", "places-differ"): ("power-flowchart", THERE),
    ("power-flowchart", "limit-differs"): ("power-list", HERE),
    ("service-guide", "limit-differs"): ("power-list", HERE),
    ("approval-change", "chart-behind"): ("power-flowchart", HERE),
    ("disclosure-guide", "differs"): ("disclosure-application", HERE),
}


class Fault(NamedTuple):
    """One fault: whose, of which rule, in which place, which problem, of what; a dead link is told by its address."""

    department: str
    rule: str
    place: str
    problem: str
    subject: str


@dataclass(frozen=True)
class Sight:
    """One month of a city: what stands, what is in doubt, which sites cannot be seen."""

    city: City
    period: Period

    @cached_property
    def _sites(self) -> tuple[SiteContent, ...]:
        return self.city.content(self.period)

    @cached_property
    def _planted(self) -> tuple[Planted, ...]:
        lost = (each for each in self.city.lost(self.period) if each.rule != LINKS)
        return (*self.city.truth(self.period), *lost)

    @cached_property
    def troubled(self) -> frozenset[str]:
        """The bodies whose sites are in trouble."""
        return frozenset(site.key for site in self._sites if site.trouble)

    @cached_property
    def standing(self) -> frozenset[Fault]:
        """The faults that can be seen."""
        failed = (_fault(each) for each in self._planted if each.outcome == "failed")
        return frozenset((*failed, *self._dead_links()))

    @cached_property
    def _doubted(self) -> frozenset[Fault]:
        return frozenset(_fault(each) for each in self._planted if each.outcome != "failed")

    def look(self, fault: Fault, months: Iterable[Period]) -> str:
        """What this month shows of a fault that was found in some months."""
        if fault in self.standing:
            return FOUND
        if fault.place == OWN and fault.department in self.troubled:
            return UNKNOWN
        said = self._air(fault, months) if fault.rule == AIR else self._look(fault)
        return HIDDEN if said == RIGHT and fault.problem in PAST else said

    def _look(self, fault: Fault) -> str:
        if any(_hides(each, fault) or _leaves(each, fault) for each in self._doubted) or self._is_early(fault):
            return UNKNOWN
        if any(_hides(each, fault) for each in self.standing):
            return HIDDEN
        return self._beside(fault)

    def _is_early(self, fault: Fault) -> bool:
        """Whether papers that nobody owes yet were put up, and are gone again or do not open: nothing is held against that."""
        final, part = ABOUT.get(fault.rule, (False, ""))
        if not part or self.period.month >= OWED_FROM[final]:
            return False
        month = Month(self.city.seed, self.city.full, self.period, self.city.departments, self.city.news)
        entry = month.entry((fault.department, fault.place), final=final)
        return entry.is_about(part) and entry.kind in (*ABSENT_PAPERS, *UNREAD)

    def _beside(self, fault: Fault) -> str:
        """Whether what a fault was found beside can be seen."""
        rule, there = BESIDE.get((fault.rule, fault.problem), ("", HERE))
        place = fault.place if there is HERE else OWN if fault.place == PORTAL else PORTAL
        other = fault._replace(rule=rule, place=place)
        if not rule:
            return RIGHT
        if (place == OWN and fault.department in self.troubled) or any(_hides(each, other) for each in self._doubted):
            return UNKNOWN
        return HIDDEN if any(_hides(each, other) for each in self.standing) else RIGHT

    def _air(self, fault: Fault, months: Iterable[Period]) -> str:
        """A day's bulletin belongs to its month, and so does a month that has none."""
        day = date.fromisoformat(fault.subject) if fault.subject[:2] == "20" else None
        told = (
            [self._month(fault, Period.containing(day), day)] if day else [self._month(fault, each) for each in months]
        )
        return min(told, key=ORDER.index)

    def _month(self, fault: Fault, month: Period, day: date | None = None) -> str:
        shown = self._shown(fault, month)
        if shown is None or shown.whole == ABSENT:
            if plan(self.city.seed, fault.department, fault.place, self.period).whole == ELSEWHERE:
                return UNKNOWN  # that platform may show it
            if shown is None or self._is_oldest(fault, month):
                return AWAY
            return FOUND if fault.problem == "missing" else HIDDEN
        if day is None:
            return RIGHT
        kind = shown.faults.get(day)
        if kind and SAID[kind][1] == fault.problem:
            return FOUND
        return HIDDEN if kind in ("gone", "blank") else RIGHT

    def _shown(self, fault: Fault, month: Period) -> AirPlan | None:
        """What is still shown of a month's air; None for one that is too long ago."""
        of = self.city.seed, fault.department, fault.place
        if month.shift(KEPT[plan(*of, self.period).manner.is_paged]) <= self.period:
            return None
        return settled(*of, month, self.period) if month < self.period else plan(*of, month)

    def _is_oldest(self, fault: Fault, month: Period) -> bool:
        """Whether nothing older is shown than a month of which nothing is, later than in the next: perhaps it was there, and is no more."""
        before = (self._shown(fault, month.shift(-n)) for n in range(1, max(KEPT.values()) + 1))
        return month.shift(1) < self.period and all(each is None or each.is_silent for each in before)

    def _dead_links(self) -> Iterator[Fault]:
        departments = {body.id: body for body in self.city.departments if "department" in body.kinds}
        office = next(body.id for body in self.city.departments if PORTAL in body.kinds)
        for site in self._sites:
            if site.key != PORTAL and (site.key not in departments or site.trouble):
                continue
            system = SYSTEMS[site.system](site, "/", {})
            whom, place = (office, PORTAL) if site.key == PORTAL else (site.key, OWN)
            for whose, article, file in dead(site):
                path = system.article_path(article) if file is None else system.file_path(article, file)
                yield Fault(whom, LINKS, place, whose, unquote(system.prefix + path))


def _fault(each: Planted) -> Fault:
    return Fault(each.department, each.rule, each.place, each.problem, each.subject)


def _leaves(doubt: Fault, fault: Fault) -> bool:
    """Whether a doubt about figures leaves another fault of them unknown: what is printed may not be what is meant."""
    return doubt[:3] == fault[:3] and fault.rule in ABOUT and fault.problem not in NO_FIGURES


def _hides(greater: Fault, fault: Fault) -> bool:
    """Whether nothing can be seen of a fault while another stands."""
    if greater[:3] != fault[:3]:
        return False
    if not greater.problem:
        return True
    is_greater = greater.problem in GREATER | HIDES.get(fault.rule, frozenset())
    is_of_it = (
        not greater.subject or fault.subject == greater.subject or fault.subject.startswith(greater.subject + APART)
    )
    return (is_greater and is_of_it) or (greater.problem == fault.problem and is_of_it)
