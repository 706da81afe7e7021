"""Months of the sample city judged one after another without a crawl, and told to a ledger that nothing keeps.

Only what stands on single pages and files is shown: no lists, no home pages, nothing of earlier visits.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from pathlib import Path

from checker.assess import assess
from checker.ledger.cases import Case, fold
from checker.ledger.events import LOOKS, Event, Matter
from checker.ledger.reconcile import News, reconcile
from checker.relook import relooks
from checker.scheme import Scheme, open_scheme
from crawler.period import CHINA, Period
from crawler.roster import Department
from crawler.snapshot import Page, Place, Reason, Snapshot, Unreached
from reports.demo_year import fault_of
from reports.keeping import is_lasting
from reports.samplecity.city import City
from reports.samplecity.content import Article, Trouble
from rules.rule import catalogue
from tests.samplecity.unfetched import HOST, _Site
from tests.year import Line, Story, Told, true_story

SCHEME = "yichun-2013"


@dataclass(frozen=True)
class Part:
    """What of a city is looked at: some rules, of some bodies, by the articles that are wanted."""

    rules: frozenset[str]
    bodies: frozenset[str]
    wanted: Callable[[Article], bool] = lambda article: True


@dataclass
class Book:
    """A ledger in memory."""

    matters: dict[int, Matter] = field(default_factory=dict)
    events: list[Event] = field(default_factory=list)

    def cases(self, until: Period) -> list[Case]:
        """The cases as far as months up to one tell."""
        return fold(self.matters, self.events, date.max, is_lasting=is_lasting, until=until)

    def add(self, period: Period, news: Iterable[News]) -> None:
        """What a month adds."""
        for each in news:
            number, said = each.case or len(self.matters) + 1, each.look
            self.matters.setdefault(number, each.matter)
            about = number, said.kind, period, period.last + timedelta(days=4)
            told = {"indicator": said.indicator, "evidence": said.evidence, "open": said.open, "of": said.of}
            self.events.append(Event(len(self.events) + 1, *about, **told))


def compared(city: City, months: Sequence[Period], part: Part) -> Told:
    """What a ledger tells of a part of a city, and what is true, without letters."""
    true = true_story(city, months, with_letters=False)
    mine = {
        fault: story for fault, story in true.items() if fault.rule in part.rules and fault.department in part.bodies
    }
    return Told(_told(city, months, part), mine)


def _told(city: City, months: Sequence[Period], part: Part) -> Story:
    scheme = open_scheme(SCHEME, Path(), catalogue())
    scheme = replace(scheme, indicators=tuple(each for each in scheme.indicators if each.rule in part.rules))
    book = Book()
    found: dict[int, list[Line]] = {}
    for period in months:
        _month(book, list(_snapshots(city, period, part)), scheme)
        for case in book.cases(period):
            looks = [what for event, what in case.history if event.kind in LOOKS and event.period == period]
            found.setdefault(case.number, []).append((str(period), str(*looks), str(case.state)))
    return {fault_of(book.matters[number]): tuple(lines) for number, lines in found.items()}


def _month(book: Book, snapshots: Sequence[Snapshot], scheme: Scheme) -> None:
    """Judges a month, looks again at the cases that were open, and tells the ledger."""
    period, looks = snapshots[0].period, {}
    cases = book.cases(period)
    for snapshot in snapshots:
        mine = [case for case in cases if case.is_open and case.matter.department == snapshot.department.id]
        looks |= relooks(snapshot, scheme, catalogue(), mine)
    assessments = [assess(snapshot, scheme, catalogue()) for snapshot in snapshots]
    book.add(period, reconcile(period, assessments, looks, cases, catalogue()).news)


def _snapshots(city: City, period: Period, part: Part) -> Iterator[Snapshot]:
    when = datetime.combine(period.last + timedelta(days=3), datetime.min.time(), CHINA)
    contents = {content.key: content for content in city.content(period)}
    portal = _Site(contents["portal"], Place.PORTAL, when)
    for body in city.departments:
        if body.id in part.bodies:
            own = contents.get(body.id)
            is_down = own is not None and own.trouble is not Trouble.NONE
            sites = [portal] if own is None or is_down else [_Site(own, Place.OWN, when), portal]
            home = Unreached(f"{HOST}/", Place.OWN, Reason.SERVER_ERROR, depth=0)
            yield _snapshot(replace(body, home=HOST if own else ""), sites, period, part, (home,) if is_down else ())


def _snapshot(
    body: Department, sites: list[_Site], period: Period, part: Part, lost: tuple[Unreached, ...]
) -> Snapshot:
    mine = [
        site.shown(each)
        for site in sites
        for each in site.content.articles
        if part.wanted(each) and (site.place is Place.OWN or each.issuer in body.names)
    ]
    away = (replace(each, depth=2) for each in mine if isinstance(each, Unreached))
    return Snapshot(body, period, tuple(each for each in mine if isinstance(each, Page)), (*lost, *away))
