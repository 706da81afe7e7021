"""The sites of the sample city: which columns they have and what lies in them at the end of a month."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property

from crawler.period import Period
from crawler.roster import Department
from reports.samplecity import flowcharts, guides, news
from reports.samplecity.air.bulletins import bulletins
from reports.samplecity.air.decoys import decoys as air_decoys
from reports.samplecity.air.periods import periods
from reports.samplecity.bodies import city_name, first_to_be_nil, sites
from reports.samplecity.budgets import budget, final_account
from reports.samplecity.changenotices import change_notices
from reports.samplecity.content import Article, SiteContent, Trouble
from reports.samplecity.dice import dice, number
from reports.samplecity.entries import Entry, announced
from reports.samplecity.faults import ORIGIN, Flaw, Rota, Slot, months, rota
from reports.samplecity.flowcharts import power_charts
from reports.samplecity.guides import service_guides
from reports.samplecity.layout import KEY, Column, Layout, system
from reports.samplecity.pollution import reports as pollution
from reports.samplecity.powerlists import power_list
from reports.samplecity.powerplan import Plan, plans
from reports.samplecity.shelf import Shelf
from reports.samplecity.surroundings import surroundings

CATALOGUE = "部门信息公开目录"


@dataclass(frozen=True)
class Month:
    """The city as it stands on the third day after a month."""

    seed: int
    full: bool
    period: Period
    departments: tuple[Department, ...]
    news: int = 1

    @cached_property
    def rota(self) -> Rota:
        """The rota of faults."""
        return rota(self.seed, self.departments)

    @property
    def city(self) -> str:
        """The city's name."""
        return city_name(self.seed)

    @property
    def last(self) -> date:
        """The last day of which the sites know."""
        return self.period.last + timedelta(days=3)

    @cached_property
    def past(self) -> list[Period]:
        """Every month since the sites began, with the one that has just begun."""
        return [ORIGIN.shift(n) for n in range(months(self.period) + 2)]

    @cached_property
    def money(self) -> Mapping[bool, Mapping[Slot, Flaw]]:
        """Faults of this year's budgets (False) and of last year's final accounts (True), by place."""
        return {final: self.rota.money_flaws(self.period, final=final) for final in (False, True)}

    @cached_property
    def powers(self) -> Mapping[Slot, Plan]:
        """What every place of the approving departments shows of powers, and what is wrong with it."""
        approving = tuple(body.id for body in self.departments if "approving" in body.kinds)
        return plans(self.seed, self.rota, approving, self.period)

    @cached_property
    def troubles(self) -> Mapping[str, Trouble]:
        """Sites in trouble, by body."""
        busy = frozenset(body for (body, _), plan in self.powers.items() if plan.is_faulty)
        return self.rota.troubles(self.period, busy)

    @cached_property
    def nil(self) -> tuple[str, ...]:
        """Bodies without any such expenses."""
        return first_to_be_nil(self.seed, self.departments)

    def entry(self, slot: Slot, *, final: bool) -> Entry:
        """What a place publishes of this year's budget, or of last year's final accounts, when its day has come."""
        year = self.period.year - final
        return Entry(self.seed, slot, year, final, self.money[final].get(slot), nil=slot[0] in self.nil)

    def earlier(self, slot: Slot, *, final: bool) -> range:
        """The earlier years whose budgets, or final accounts, a place still shows."""
        first, this = (ORIGIN.year - final), self.period.year - final
        return range(first, this) if self.rota.is_kept(slot) else range(0)


@dataclass(frozen=True)
class Powers:
    """Where a place puts its power lists, charts, guides, and notices of changes."""

    lists: Shelf
    charts: Shelf
    guides: Shelf
    notices: Shelf


def contents(month: Month) -> Iterator[SiteContent]:
    """The portal, then every site of a body."""
    yield _portal(month)
    for body in sites(month.seed, month.departments):
        yield _own(month, body)


def _budgets(month: Month, shelf: Shelf) -> Iterator[Article]:
    nil = shelf.body in month.nil
    for final, publish in ((False, budget), (True, final_account)):
        for year in month.earlier(shelf.slot, final=final):
            yield from publish(shelf, year, None, nil=nil)
        entry = month.entry(shelf.slot, final=final)
        if entry.parts and entry.day <= month.last:
            yield from publish(shelf, entry.year, entry.flaw, nil=nil)


def power_papers(month: Month, shelves: Powers) -> Iterator[Article]:
    """Everything that a place shows of a department's powers: list, charts, guides, notices of changes."""
    plan, last = month.powers[shelves.lists.slot], month.last
    shown, listed, charted, guided = plan.standing, plan.listed, plan.charted, plan.guided
    yield from power_list(shelves.lists, shown.listed, listed, last)
    yield from power_charts(shelves.charts, shown.charted, charted)
    yield from service_guides(shelves.guides, shown.guided, guided, last)
    yield from change_notices(shelves.notices, shown, last)
    if not (listed and listed.kind == "unlisted") and not (charted and charted.kind == "no-chart"):
        yield from flowcharts.decoys(shelves.charts)
    yield from guides.decoys(shelves.guides)


def _reports(month: Month, shelf: Shelf) -> Iterator[Article]:
    yield news.guide(shelf)
    for year in range(ORIGIN.year, month.period.year):
        yield news.annual_report(shelf, year)


def _own(month: Month, body: Department) -> SiteContent:
    layout, host = Layout.of(month.seed, body.id), body.parent if body.id == "jyj-zkb" else ""
    return SiteContent(
        key=body.id,
        name=f"{body.name}网站" if number(body.id) % 3 else body.name,
        system=system(month.seed, host or body.id),
        columns=layout.columns(body.kinds),
        articles=_numbered(body.id, _own_articles(month, body, layout), month.last),
        trouble=month.troubles.get(body.id, Trouble.NONE),
        seed=number(month.seed, body.id),
        prefix="/zkb" if host else "",
        extra={"host_of": host} if host else {},
    )


def _own_articles(month: Month, body: Department, layout: Layout) -> Iterator[Article]:
    org = body.aliases[0]
    shelf = Shelf(
        month.seed, body.id, body.name, "own", layout.news, body.name, dice(month.seed, body.id).random() < 0.6
    )
    rate = (9 if month.full else 2) + dice(month.seed, body.id, "rate").randrange(5 if month.full else 3)
    yield from news.news(shelf, month.past, rate * month.news, month.last, org=org)
    yield from news.notices(replace(shelf, column=layout.notices), month.past, month.last, org=org)
    yield from news.institution(replace(shelf, column=layout.institution))
    yield from news.house_rules(replace(shelf, column=layout.rules))
    yield news.guide(replace(shelf, column=layout.guide))
    reports = replace(shelf, column=layout.reports)
    yield from (news.annual_report(reports, year) for year in range(ORIGIN.year, month.period.year))
    if "budget-unit" in body.kinds:
        yield from _budgets(month, replace(shelf, column=_money_column(shelf, layout)))
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


def _portal(month: Month) -> SiteContent:
    owing = [body for body in month.departments if "budget-unit" in body.kinds]
    area = (dice(month.seed, "portal").choice(("政务公开", "信息公开", "政府信息公开")),)
    key = (*area, KEY)
    columns = (
        ("新闻中心", f"{month.city[:-1]}要闻"), ("新闻中心", "部门动态"), ("公告公示",),
        (*area, "政府信息公开指南"), (*area, "年度报告"),
        (*key, "财政信息"), (*key, "环境保护"), (*key, "行政审批"), (*key, "行政审批", "权力运行流程图"),
        (*key, "行政审批", "办事指南"),
        *((*area, CATALOGUE, body.name) for body in owing),
    )  # fmt: skip
    return SiteContent(
        key="portal",
        name=f"{month.city}人民政府",
        system=system(month.seed, "portal"),
        columns=columns,
        articles=_numbered("portal", _portal_articles(month, owing, columns), month.last),
        seed=number(month.seed, "portal"),
    )


def _portal_articles(month: Month, owing: list[Department], columns: tuple[Column, ...]) -> Iterator[Article]:
    government, city = f"{month.city}人民政府", "我市"
    front, departments, notices, guide, reports, *_ = columns
    desk = Shelf(month.seed, "portal", government, "portal", front, government, named=True)
    rate = 30 if month.full else 7
    yield from news.news(desk, month.past, rate * month.news, month.last, org=city)
    for place, body in enumerate(owing):
        own = replace(desk, body=body.id, column=departments, issuer=body.aliases[0])
        yield from news.news(own, month.past[place % 4 :: 4], month.news, month.last, org=body.aliases[0])
    yield from news.notices(replace(desk, column=notices), month.past, month.last, org=city)
    yield news.guide(replace(desk, column=guide))
    yield from (news.annual_report(replace(desk, column=reports), y) for y in range(ORIGIN.year, month.period.year))
    for year in range(ORIGIN.year, month.period.year + 1):
        yield from news.decoys(replace(desk, column=notices), year, month.last, org="市财政局")
    for body, own_column in zip(owing, columns[-len(owing) :], strict=True):
        yield from _catalogue(month, body, own_column, columns)


def _catalogue(month: Month, body: Department, own: Column, columns: tuple[Column, ...]) -> Iterator[Article]:
    """What the portal holds of one body: its own folder, and its share of the key areas."""
    money, air, approvals, charts, guiding = columns[5:10]
    chance = dice(month.seed, body.id, "portal")
    issuer = chance.choice((body.name, body.name, body.aliases[0]))
    folder = Shelf(month.seed, body.id, body.name, "portal", own, issuer, chance.random() < 0.6)
    shared = replace(folder, named=True)
    yield from _reports(month, folder)
    yield from news.notices(folder, month.past[::2], month.last, org=body.aliases[0])
    yield from _budgets(month, replace(shared, column=money) if chance.random() < 0.6 else folder)
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


def _numbered(key: str, articles: Iterable[Article], last: date) -> tuple[Article, ...]:
    """The articles published so far, newest first, each with the number that it keeps in every month."""
    shown = sorted((each for each in articles if each.published <= last), key=lambda each: (each.published, each.title))
    taken: dict[int, Article] = {}
    for article in shown:
        id = number(key, article.title, article.published, *article.column)
        while id in taken:
            id += 1
        taken[id] = replace(article, id=id)
    return tuple(reversed(taken.values()))
