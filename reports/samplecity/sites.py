"""The sites of the sample city: which columns they have and what lies in them at the end of a month."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from crawler.roster import Department
from reports.samplecity import news, owed
from reports.samplecity.air.bulletins import bulletins
from reports.samplecity.air.decoys import decoys as air_decoys
from reports.samplecity.air.periods import periods
from reports.samplecity.bodies import sites
from reports.samplecity.budgets import budget
from reports.samplecity.content import Article, SiteContent, Trouble
from reports.samplecity.desk import Desk
from reports.samplecity.dice import dice, number
from reports.samplecity.entries import announced
from reports.samplecity.faults import ORIGIN
from reports.samplecity.institutions import catalogues, footer
from reports.samplecity.kept import Powers, budgets, numbered, power_papers
from reports.samplecity.layout import Column, Layout, system
from reports.samplecity.month import Month
from reports.samplecity.pollution import reports as pollution
from reports.samplecity.portalsite import government, portal
from reports.samplecity.shelf import Shelf
from reports.samplecity.surroundings import surroundings

__all__ = ["Month", "Powers", "contents", "desk", "power_papers"]


def contents(month: Month) -> Iterator[SiteContent]:
    """The portal, then every site of a body."""
    yield portal(month)
    for body in sites(month.seed, month.departments):
        yield _own(month, body)


def _own(month: Month, body: Department) -> SiteContent:
    layout, host = Layout.of(month.seed, body.id), body.parent if body.id == "jyj-zkb" else ""
    owner = own_desk(month, body, layout)
    articles = numbered(body.id, _own_articles(month, body, layout), month.last)
    return SiteContent(
        key=body.id,
        name=f"{body.name}网站" if number(body.id) % 3 else body.name,
        system=system(month.seed, host or body.id),
        columns=(*layout.columns(body.kinds), *owed.columns(owner)),
        articles=articles,
        trouble=month.troubles.get(body.id, Trouble.NONE),
        seed=number(month.seed, body.id),
        prefix="/zkb" if host else "",
        listings=tuple(catalogues.listings(replace(owner, faultless=True), articles)),
        foot=footer.words(owner, body.name),
        code=footer.code(owner, body.name),
        extra={"host_of": host} if host else {},
    )


def desk(month: Month, body: str, place: str) -> Desk:
    """A body on its own site, or the government as a whole on the portal."""
    if place == "portal":
        return government(month)
    found = next(each for each in month.departments if each.id == body)
    return own_desk(month, found, Layout.of(month.seed, body))


def own_desk(month: Month, body: Department, layout: Layout) -> Desk:
    """A body on its own site; nothing is wrong with what only departments owe where it is none."""
    named = dice(month.seed, body.id).random() < 0.6
    base = Shelf(month.seed, body.id, body.name, "own", (), body.name, named)
    return Desk(
        body, month.period, month.city, base, layout.area, faultless=not body.kinds & {"department", "enterprise"}
    )


def _own_articles(month: Month, body: Department, layout: Layout) -> Iterator[Article]:
    org = body.aliases[0]
    shelf = Shelf(
        month.seed, body.id, body.name, "own", layout.news, body.name, dice(month.seed, body.id).random() < 0.6
    )
    rate = (9 if month.full else 2) + dice(month.seed, body.id, "rate").randrange(5 if month.full else 3)
    yield from news.news(shelf, month.past, rate * month.news, month.last, org=org)
    yield from news.notices(replace(shelf, column=layout.notices), month.past, month.last, org=org)
    yield from news.house_rules(replace(shelf, column=layout.rules))
    owner = own_desk(month, body, layout)
    if body.kinds & {"department", "enterprise"}:
        yield from owed.papers(owner)
    else:
        for area in owed.OF_UNITS:
            yield from area.papers(owner)
    if "budget-unit" in body.kinds:
        yield from budgets(month, replace(shelf, column=_money_column(shelf, layout)))
        yield from _children(month, body, replace(shelf, column=layout.money))
    if "approving" in body.kinds:
        columns = layout.lists, layout.charts, layout.guides, layout.notices
        yield from power_papers(month, Powers(*(replace(shelf, column=column) for column in columns)))
    if "ecology" in body.kinds:
        air = replace(shelf, column=layout.air)
        yield from bulletins(air, month.period, month.city)
        yield from periods(air, month.period, month.city)
        yield from air_decoys(air, layout.notices, month.period, month.last, month.city)
        yield from pollution.reports(replace(shelf, column=layout.monitoring), month.period, month.city)
        shelves = replace(shelf, column=layout.projects), replace(shelf, column=layout.notices)
        yield from surroundings(*shelves, month.period, month.city)
    if body.id in ("czj", "zfb", "hbj"):
        for year in range(ORIGIN.year, month.period.year + 1):
            yield from news.decoys(replace(shelf, column=layout.notices), year, month.last, org=org)


def _money_column(shelf: Shelf, layout: Layout) -> Column:
    return layout.notices if shelf.chance("astray").random() < 0.08 else layout.money


def _children(month: Month, body: Department, shelf: Shelf) -> Iterator[Article]:
    """A unit's budget on its parent's site: the unit's own document, named as such."""
    for unit in month.departments:
        if unit.parent == body.id and dice(month.seed, unit.id, "upstairs").random() < 0.5:
            theirs = replace(shelf, body=unit.id, org=unit.name, place="parent", issuer=unit.name, named=True)
            if announced(month.seed, theirs.slot, month.period.year) <= month.last:
                yield next(iter(budget(theirs, month.period.year, None, nil=unit.id in month.nil)))
