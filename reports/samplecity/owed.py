"""Every matter of which the sample city's bodies tell beside money, powers and air: who owes it, where it lies, what is wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache, partial

from crawler.roster import Department
from reports.samplecity.content import Article
from reports.samplecity.desk import Desk, Said, Turns
from reports.samplecity.hearing import accounts, letters, talks
from reports.samplecity.institutions import guide, keyareas, penalties, policies, profile, services, yearly
from reports.samplecity.layout import Column
from reports.samplecity.livelihood import bidding, education, food, housing, land, prices, safety

OWN, PORTAL = "own", "portal"


@dataclass(frozen=True)
class Area:
    """One matter: the kind of body that owes it, where, its columns, its rules, what is published, what is wrong."""

    kind: str
    place: str
    columns: Callable[[Desk], tuple[Column, ...]]
    turns: tuple[Turns, ...]
    papers: Callable[[Desk], Iterator[Article]]
    wrongs: Callable[[Desk, Turns], Iterator[Said]]


def _named(names: tuple[tuple[str, ...], ...], desk: Desk) -> tuple[Column, ...]:
    return tuple(desk.column(each) for each in names)


AREAS = (
    *(Area(kind, OWN, partial(_named, made.COLUMNS), made.TURNS, made.papers, made.wrongs)
      for kind, made in (("housing", housing), ("food", food), ("safety", safety), ("land", land), ("price", prices),
                         ("bidding", bidding), ("education", education), ("enforcing", penalties), ("department", guide),
                         ("department", yearly), ("enterprise", services), ("department", accounts),
            ("department", profile))),
    Area("portal", PORTAL, partial(_named, policies.COLUMNS), policies.TURNS, policies.papers, policies.wrongs),
    Area("portal", PORTAL, partial(_named, keyareas.COLUMNS), keyareas.TURNS, keyareas.papers, keyareas.wrongs),
    Area("portal", PORTAL, talks.columns, talks.TURNS, talks.papers, talks.wrongs),
    Area("department", OWN, letters.columns, letters.TURNS[1:], letters.papers, letters.wrongs),
    Area("portal", PORTAL, letters.columns, letters.TURNS[:1], letters.papers, letters.wrongs),
)  # fmt: skip
ON_PORTAL = (guide, yearly)  # what the government as a whole has too, without faults
OF_UNITS = (*ON_PORTAL, profile)  # what units have on sites of their own, without faults


def areas(body: Department, place: str) -> Iterator[Area]:
    """What a body owes in a place."""
    return (area for area in AREAS if area.place == place and area.kind in body.kinds)


def columns(desk: Desk) -> tuple[Column, ...]:
    """The columns of all of it, in menu order."""
    every = [column for area in areas(desk.body, desk.base.place) for column in area.columns(desk)]
    besides = ON_PORTAL if desk.base.place == PORTAL else () if "enterprise" in desk.body.kinds else OF_UNITS
    every += [desk.column(names) for made in besides for names in made.COLUMNS]
    return tuple(dict.fromkeys(every))


def papers(desk: Desk) -> Iterator[Article]:
    """All of it that is public at the end of a month."""
    for area in areas(desk.body, desk.base.place):
        yield from area.papers(desk)


def wrongs(desk: Desk, rule: str) -> Iterator[Said]:
    """What a perfect checker would find in a month; what cannot be opened is told by the title of its page."""
    area, turns = rules()[rule]
    for outcome, problem, subject in area.wrongs(desk, turns):
        named = problem == "broken" and not subject and rule != yearly.RULE
        yield outcome, problem, _lost(area, replace(desk, only=rule)) if named else subject


def _lost(area: Area, desk: Desk) -> str:
    papers = sorted(
        (each for each in area.papers(desk) if each.published <= desk.last),
        key=lambda each: each.published,
        reverse=True,
    )
    return next(each.title for each in papers if any(file.body is None for file in each.attachments))


@cache
def rules() -> Mapping[str, tuple[Area, Turns]]:
    """Every rule with its matter."""
    return {turns.rule: (area, turns) for area in AREAS for turns in area.turns}
