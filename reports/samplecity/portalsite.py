"""The portal of the sample city: the government's own columns, and what it holds of every body."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from crawler.roster import Department
from reports.samplecity import news, owed
from reports.samplecity.air.bulletins import bulletins
from reports.samplecity.air.decoys import decoys as air_decoys
from reports.samplecity.air.periods import periods
from reports.samplecity.content import Article, SiteContent
from reports.samplecity.desk import Desk
from reports.samplecity.dice import dice, number
from reports.samplecity.faults import ORIGIN
from reports.samplecity.institutions import catalogues, footer, keyareas, penalties
from reports.samplecity.kept import Powers, budgets, numbered, power_papers
from reports.samplecity.layout import KEY, Column, system
from reports.samplecity.month import Month
from reports.samplecity.shelf import Shelf

CATALOGUE = "部门信息公开目录"
LATELY = 13  # months of which the portal tells what each body did


def government(month: Month) -> Desk:
    """The government as a whole on the portal, for which the office answers."""
    office = next(body for body in month.departments if "portal" in body.kinds)
    name = f"{month.city}人民政府"
    base = Shelf(month.seed, "portal", name, "portal", (), name, named=True)
    return Desk(office, month.period, month.city, base, _area(month))


def _area(month: Month) -> Column:
    return (dice(month.seed, "portal").choice(("政务公开", "信息公开", "政府信息公开")),)


def portal(month: Month) -> SiteContent:
    """The portal, with everything that it holds at the end of a month."""
    owing = [body for body in month.departments if "budget-unit" in body.kinds]
    desk, area = government(month), _area(month)
    key = (*area, KEY)
    columns = (
        ("新闻中心", f"{month.city[:-1]}要闻"), ("新闻中心", "部门动态"), ("公告公示",),
        *owed.columns(desk),
        (*key, keyareas.MONEY), (*key, keyareas.ENVIRONMENT), (*key, keyareas.APPROVALS),
        (*key, keyareas.APPROVALS, "权力运行流程图"), (*key, keyareas.APPROVALS, "办事指南"), *keyareas.columns(desk, key),
        *((*area, CATALOGUE, body.name) for body in owing),
    )  # fmt: skip
    articles = numbered("portal", _articles(month, owing, columns[:3], columns[-len(owing) :]), month.last)
    return SiteContent(
        key="portal",
        name=f"{month.city}人民政府",
        system=system(month.seed, "portal"),
        columns=columns,
        articles=articles,
        seed=number(month.seed, "portal"),
        listings=tuple(catalogues.listings(replace(desk, faultless=True), articles)),
        foot=footer.words(desk, f"{month.city}人民政府"),
        code=footer.code(desk, f"{month.city}人民政府"),
    )


def _articles(
    month: Month, owing: list[Department], tops: tuple[Column, ...], folders: tuple[Column, ...]
) -> Iterator[Article]:
    desk, city = government(month), "我市"
    front, departments, notices = (replace(desk.base, column=column) for column in tops)
    rate = 30 if month.full else 7
    yield from news.news(front, month.past, rate * month.news, month.last, org=city)
    for place, body in enumerate(owing):
        own = replace(departments, body=body.id, issuer=body.aliases[0])
        yield from news.news(own, month.past[place % 4 :: 4], month.news, month.last, org=body.aliases[0])
    yield from news.notices(notices, month.past, month.last, org=city)
    for area in owed.ON_PORTAL:
        yield from area.papers(replace(desk, faultless=True))
    yield from owed.papers(desk)
    yield from _shared(month, desk)
    for year in range(ORIGIN.year, month.period.year + 1):
        yield from news.decoys(notices, year, month.last, org="市财政局")
    for body, folder in zip(owing, folders, strict=True):
        yield from _catalogue(month, body, folder, (*desk.area, KEY))


def _shared(month: Month, desk: Desk) -> Iterator[Article]:
    """What the columns of the key areas hold of the bodies that owe it."""
    for body in month.departments:
        shelf = Shelf(month.seed, body.id, body.name, "portal", (), body.name, named=True)
        theirs = Desk(body, month.period, month.city, shelf, desk.area, faultless=True)
        for area in owed.areas(body, owed.OWN):
            if area.kind in keyareas.SHARED:
                yield from keyareas.shared(desk, area.kind, (*desk.area, KEY), area.papers(theirs))


def _catalogue(month: Month, body: Department, own: Column, key: Column) -> Iterator[Article]:
    """What the portal holds of one body: its own folder, and its share of the key areas."""
    money, air, approvals = ((*key, name) for name in (keyareas.MONEY, keyareas.ENVIRONMENT, keyareas.APPROVALS))
    charts, guiding = (*approvals, "权力运行流程图"), (*approvals, "办事指南")
    chance = dice(month.seed, body.id, "portal")
    issuer = chance.choice((body.name, body.name, body.aliases[0]))
    folder = Shelf(month.seed, body.id, body.name, "portal", own, issuer, chance.random() < 0.6)
    shared = replace(folder, named=True)
    owner = Desk(body, month.period, month.city, folder, own, faultless=True, flat=True)
    for area in owed.ON_PORTAL:
        yield from area.papers(owner)
    if "enforcing" in body.kinds:
        yield from penalties.papers(owner)
    yield from news.notices(folder, month.past[::2], month.last, org=body.aliases[0])
    if "department" in body.kinds:
        yield from news.month_by_month(folder, month.past[-LATELY:], month.last, org=body.aliases[0])
    yield from budgets(month, replace(shared, column=money) if chance.random() < 0.6 else folder)
    if "approving" in body.kinds:
        together = chance.random() < 0.5
        kept = (approvals, charts, guiding, approvals) if together else (own,) * 4
        named = shared if together else folder
        yield from power_papers(month, Powers(*(replace(named, column=column) for column in kept)))
    if "ecology" in body.kinds:
        shelf = replace(shared, column=air)
        yield from bulletins(shelf, month.period, month.city)
        yield from periods(shelf, month.period, month.city)
        yield from air_decoys(shelf, air, month.period, month.last, month.city)
