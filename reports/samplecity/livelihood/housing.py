"""Affordable homes: the plan of each year, and how its projects get on, quarter by quarter."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from crawler.period import Period
from reports.samplecity.content import Article
from reports.samplecity.desk import Desk, Said, Turns, blanked, form, posted, without
from reports.samplecity.dice import dice, number
from reports.samplecity.documents import Rows
from reports.samplecity.news import PLACES
from reports.samplecity.people import address

PLAN, PROJECTS = "housing-plan", "housing-projects"
TURNS = (
    Turns(PLAN, ("",)),
    Turns(PROJECTS, ("", "", "broken", "", "", "", "", "")),
)
COLUMNS = (("住房保障", "保障性住房", "保障性安居工程", "保障房信息"),)
FIRST = 2012
PLANS = (
    "{city}{year}年保障性安居工程建设计划",
    "{city}{year}年度保障性住房建设计划",
    "关于公布{year}年保障性安居工程建设计划的通知",
)
STATES = (
    "{city}{year}年第{quarter}季度保障性安居工程项目进展情况",
    "{city}{year}年第{quarter}季度保障性住房项目开工和竣工情况一览表",
)
SORTS = (("公共租赁住房", "廉租住房", "城市棚户区改造"), ("公共租赁住房", "城市棚户区改造"))
HOMES = ("幸福家园", "林海小区", "安康花园", "和谐家园", "北山棚改安置区", "新村公租房")
QUARTERS = "一二三四"
KEPT = 13  # months whose reports stay
OLD = 19  # months after which a report is surely old news
ADDRESS = "建设地址"


def papers(desk: Desk) -> Iterator[Article]:
    """Everything of it that is public at the end of a month."""
    yield from _plans(desk)
    yield from _projects(desk)


def _plans(desk: Desk) -> Iterator[Article]:
    wrong = desk.fault(TURNS[0])
    if wrong == "missing":
        return
    for year in desk.years(since=FIRST):
        is_owed = year >= owed_year(desk.period)
        if (day := _planned(desk, year)) <= desk.last and not (is_owed and wrong == "outdated"):
            yield _plan(desk, year, day, wrong if is_owed else "")


def owed_year(period: Period) -> int:
    """The year whose plan is owed at the end of a month."""
    return period.year if period.month >= 4 else period.year - 1


def _planned(desk: Desk, year: int) -> date:
    return date(year, 2, 20) + timedelta(days=number(desk.seed, desk.body.id, year, "plan") % 30)


def _plan(desk: Desk, year: int, day: date, wrong: str) -> Article:
    chance = dice(desk.seed, desk.body.id, year, "homes")
    sorts = SORTS[0] if year < 2014 else SORTS[1]
    counts = [(chance.randrange(2, 30) * 50, chance.randrange(1, 20) * 50) for _ in sorts]
    begun, built = sum(one for one, _ in counts), sum(other for _, other in counts)
    rows: Rows = (
        ("项目类型", "计划开工套数（套）", "计划基本建成套数（套）"),
        *((sort, str(one), str(other)) for sort, (one, other) in zip(sorts, counts, strict=True)),
        ("合计", str(begun), str(built)),
    )
    told = f"{year}年，全市计划新开工保障性安居工程{begun}套，基本建成{built}套。"
    blocks: tuple[str | Rows, ...] = (told, rows)
    if wrong == "no-field":
        blocks = ("为改善困难家庭的居住条件，今年继续推进保障性安居工程建设，由各区组织实施。",)
    shelf = desk.shelf(COLUMNS[0])
    return posted(shelf, plan_title(desk, year), day, blocks, form(desk, PLAN), lost=wrong == "broken")


def plan_title(desk: Desk, year: int) -> str:
    """What a year's plan is called."""
    return PLANS[number(desk.seed, desk.body.id) % len(PLANS)].format(city=desk.city, year=year)


def _projects(desk: Desk) -> Iterator[Article]:
    wrong = desk.fault(TURNS[1])
    ends = list(quarters(desk, KEPT + (OLD if wrong == "outdated" else 0)))
    ends = [end for end in ends if wrong != "outdated" or end < desk.period.shift(-OLD)]
    for place, end in enumerate(ends if wrong != "missing" else []):
        yield _state(desk, end, wrong if place == 0 else "")


def quarters(desk: Desk, count: int) -> Iterator[Period]:
    """The last months of the quarters whose reports are public, the newest first."""
    return (end for end in desk.back(count) if end.month % 3 == 0 and _stated(desk, end) <= desk.last)


def _stated(desk: Desk, end: Period) -> date:
    return end.shift(1).first + timedelta(days=4 + number(desk.seed, desk.body.id, end) % 12)


def _state(desk: Desk, end: Period, wrong: str) -> Article:
    chance = dice(desk.seed, desk.body.id, end.year, "projects")
    names = chance.sample(HOMES, 3)
    rows: list[tuple[str, ...]] = []
    for n, name in enumerate(names, 1):
        begun = date(end.year - n % 2, 4 + n, 6 + n)
        done = date(end.year, 2, 10 + n) if n % 2 else None
        rows.append(
            (
                str(n), f"{name}{'一二三'[n - 1]}期", f"{chance.choice(PLACES)}{address(desk.seed, name)}",
                f"{chance.randrange(2, 20) * 24}",
                str(begun) if begun <= end.last else f"计划{begun.year}年{begun.month}月开工",
                str(done) if done and done <= end.last else "在建",
                f"{desk.city}住房建设投资有限公司",
            )
        )  # fmt: skip
    table: Rows = (("序号", "项目名称", ADDRESS, "总套数", "开工时间", "竣工时间", "建设单位"), *rows)
    if wrong == "no-field":
        table = without(table, ADDRESS)
    elif wrong == "blank-field":
        table = blanked(table, ADDRESS)
    count = len(rows) + (2 if wrong == "wrong-count" else 0)
    told = f"截至{end.year}年{end.month}月底，全市在建和竣工的保障性安居工程项目共{count}个，具体情况如下。"
    shelf = desk.shelf(COLUMNS[0])
    return posted(
        shelf, state_title(desk, end), _stated(desk, end), (told, table), form(desk, PROJECTS), lost=wrong == "broken"
    )


def state_title(desk: Desk, end: Period) -> str:
    """What the report on a quarter is called."""
    title = STATES[number(desk.seed, desk.body.id) % len(STATES)]
    return title.format(city=desk.city, year=end.year, quarter=QUARTERS[end.month // 3 - 1])


def wrongs(desk: Desk, turns: Turns) -> Iterator[Said]:
    """What a perfect checker would find in a month."""
    wrong = desk.fault(turns)
    if wrong:
        yield "failed", wrong, ""
