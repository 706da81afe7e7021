"""Months of the sample city judged one after another without a crawl, and told to a ledger that nothing keeps."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

from checker.assess import assess
from checker.ledger.cases import Case, fold
from checker.ledger.events import LOOKS, Event, Matter
from checker.ledger.reconcile import reconcile
from checker.relook import relooks
from checker.scheme import Scheme, open_scheme
from crawler.period import CHINA, Period
from crawler.roster import Department
from crawler.snapshot import Page, Place, Reason, Snapshot, Unreached
from reports.demo_year import fault_of
from reports.keeping import is_lasting
from reports.samplecity.city import City
from reports.samplecity.content import Trouble
from rules.rule import catalogue
from tests.samplecity.unfetched import HOST, _Site
from tests.year import Line, Story, Told, true_story


def compared(city: City, months: Sequence[Period], rules: frozenset[str], bodies: frozenset[str]) -> Told:
    """What a ledger tells of some rules and bodies, and what is true."""
    true = {
        f: story
        for f, story in true_story(city, months, with_letters=False).items()
        if f.rule in rules and f.department in bodies
    }
    return Told(_told(city, months, rules, bodies), true)


def _told(city: City, months: Sequence[Period], rules: frozenset[str], bodies: frozenset[str]) -> Story:
    scheme = open_scheme("yichun-2013", Path(), catalogue())
    scheme = replace(scheme, indicators=tuple(each for each in scheme.indicators if each.rule in rules))
    matters: dict[int, Matter] = {}
    events: list[Event] = []
    found: dict[int, list[Line]] = {}
    for period in months:
        _month(city, period, scheme, bodies, matters, events)
        for case in _cases(matters, events, period):
            looks = [what for event, what in case.history if event.kind in LOOKS and event.period == period]
            found.setdefault(case.number, []).append((str(period), str(*looks), str(case.state)))
    return {fault_of(matters[number]): tuple(lines) for number, lines in found.items()}


def _cases(matters: dict[int, Matter], events: Sequence[Event], until: Period) -> list[Case]:
    return fold(matters, events, date.max, is_lasting=is_lasting, until=until)


def _month(
    city: City, period: Period, scheme: Scheme, bodies: frozenset[str], matters: dict[int, Matter], events: list[Event]
) -> None:
    open_cases = [case for case in _cases(matters, events, period) if case.is_open]
    assessments, looks = [], {}
    for snapshot in _snapshots(city, period, bodies):
        assessments.append(assess(snapshot, scheme, catalogue()))
        mine = [case for case in open_cases if case.matter.department == snapshot.department.id]
        looks |= relooks(snapshot, scheme, catalogue(), mine)
    added = reconcile(period, assessments, looks, _cases(matters, events, period), catalogue())
    for news in added.news:
        number = news.case or len(matters) + 1
        matters.setdefault(number, news.matter)
        told = {"indicator": news.look.indicator, "evidence": news.look.evidence, "open": news.look.open}
        events.append(Event(len(events) + 1, number, news.look.kind, period, period.last + timedelta(days=4), **told))


def _snapshots(city: City, period: Period, bodies: frozenset[str]) -> Iterator[Snapshot]:
    when = datetime.combine(period.last + timedelta(days=3), datetime.min.time(), CHINA)
    contents = {content.key: content for content in city.content(period)}
    portal = _Site(contents["portal"], Place.PORTAL, when)
    for body in city.departments:
        if body.id in bodies:
            own = contents.get(body.id)
            site = _Site(own, Place.OWN, when) if own is not None and own.trouble is Trouble.NONE else None
            yield _snapshot(body, portal, site, period, is_down=own is not None and site is None)


def _snapshot(body: Department, portal: _Site, own: _Site | None, period: Period, *, is_down: bool) -> Snapshot:
    shown: list[Page | Unreached] = []
    for site in (own, portal):
        for each in site.content.articles if site is not None else ():
            if site is own or each.issuer in body.names:
                shown.append(site.shown(each))
    if is_down:
        shown.append(Unreached(f"{HOST}/", Place.OWN, Reason.SERVER_ERROR, depth=0))
    pages = tuple(each for each in shown if isinstance(each, Page))
    lost = tuple(
        replace(each, depth=0 if is_down and each.place is Place.OWN else 2)
        for each in shown
        if isinstance(each, Unreached)
    )
    home = HOST if own is not None or is_down else ""
    return Snapshot(replace(body, home=home), period, pages, lost)
