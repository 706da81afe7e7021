"""What the environment bureau shows beside air and monitoring: projects assessed, the yearly list of polluters, water to drink;
and what is wrong with it in a month."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

from crawler.period import Period
from reports.samplecity.content import Article, Attachment
from reports.samplecity.dice import dice, number
from reports.samplecity.documents import FORMATS, Paper, Rows, html
from reports.samplecity.episodes import ORIGIN, months
from reports.samplecity.people import telephone
from reports.samplecity.pollution.polluters import KINDS, NAMES, PLACES
from reports.samplecity.shelf import Shelf

PROJECTS, POLLUTERS, WATER = "environmental-assessment", "key-polluters", "water-quality"
# Faults follow one another month by month, with months of rest; each rule begins at another of its own.
TURNS = {
    PROJECTS: ("", "no-stage", "", "no-field", "", "", "broken", "", "missing", ""),
    POLLUTERS: ("", "", "wrong-count", "", "no-field", "", "outdated", "", "", "broken", "", "missing"),
    WATER: ("wrong-rate", "", "", "wrong-class", "", "outdated", "", "", "missing", ""),
}
# The first months in which something may be wrong: stages have been told of for half a year, lists and quarters are owed.
BEGUN = {PROJECTS: Period(2014, 7), POLLUTERS: Period(2015, 3), WATER: Period(2016, 5)}
STAGED, LISTED, DRUNK = Period(2014, 1), 2015, Period(2016, 1)
CLASSED = 2018  # from here on a list names classes
ACCEPTED, PROPOSED, DECIDED = "受理公示", "拟审批公示", "审批决定公告"
BUILDER = "建设单位"
KEPT = 13  # months of which notices stay
NAMED = (
    "{place}生活垃圾填埋场建设项目",
    "{place}热电联产项目",
    "{place}水库除险加固工程",
    "{place}加油站改扩建项目",
    "{place}木材加工项目",
    "{place}生猪养殖场项目",
)
OPENINGS = {
    ACCEPTED: "根据建设项目环境影响评价审批程序的有关规定，我局受理以下建设项目环境影响评价文件，现将受理情况予以公示。",
    PROPOSED: "经审议，我局拟对以下建设项目环境影响评价文件作出审批意见，公示期为5个工作日。",
    DECIDED: "我局对以下建设项目环境影响评价文件作出审批决定，现予以公告，公告期7日。",
}
TITLES = {
    ACCEPTED: ("关于受理{name}环境影响评价文件的公示", "{name}环评受理公示"),
    PROPOSED: ("关于拟对{name}环境影响评价文件作出审批意见的公示", "{name}环境影响报告表拟审批公示"),
    DECIDED: ("关于{name}环境影响评价文件审批决定的公告", "{name}环评审批决定公告"),
}
SOURCES = ("青山水库", "东江水厂取水口", "柳河水源地", "西泉地下水水源")
Said = tuple[str, str, str]  # outcome, problem, subject


@dataclass(frozen=True)
class Project:
    """One project, with the month in which it was dealt with."""

    name: str
    place: str
    month: Period

    def told(self, stage: str) -> date:
        """When a stage of it is told of."""
        return self.month.first.replace(day={ACCEPTED: 4, PROPOSED: 13, DECIDED: 22}[stage])


def fault(seed: int, rule: str, period: Period) -> str:
    """What is wrong in a month, "" for nothing."""
    turns = TURNS[rule]
    found = turns[(months(period) + seed) % len(turns)] if period >= BEGUN[rule] else ""
    return "" if found == "no-field" and rule == POLLUTERS and owed_year(period) < CLASSED else found


def surroundings(projects: Shelf, notices: Shelf, period: Period, city: str) -> Iterator[Article]:
    """Everything of it that is public at the end of a month: notices in a column of their own, the rest among other notices."""
    yield from _projects(projects, period)
    yield from _lists(notices, period, city)
    yield from _water(notices, period, city)


def _projects(shelf: Shelf, period: Period) -> Iterator[Article]:
    wrong = fault(shelf.seed, PROJECTS, period)
    dealt = [project for n in range(KEPT) if (project := _project(shelf.seed, period.shift(-n))) is not None]
    for place, project in enumerate(dealt if wrong != "missing" else []):
        if project.month < STAGED:
            yield _report(shelf, project)
            continue
        for stage in (ACCEPTED, PROPOSED, DECIDED):
            if not (wrong == "no-stage" and stage == ACCEPTED):
                is_lost = wrong == "broken" and stage == DECIDED and place == 0
                yield _notice(shelf, project, stage, is_short=wrong == "no-field", is_lost=is_lost)


def _project(seed: int, month: Period) -> Project | None:
    """The project of a month, None in a month without one: a quiet month is no gap, half a year without one is."""
    chance = dice(seed, "project", month)
    if month < ORIGIN or (chance.random() < 0.4 and month.month % 6):
        return None
    place = chance.choice(PLACES)
    return Project(f"{NAMED[months(month) % len(NAMED)].format(place=place)}", place, month)


def _report(shelf: Shelf, project: Project) -> Article:
    """What is told of a project before each stage has a notice."""
    title = f"{project.month.year}年{project.month.month}月建设项目环境影响评价文件审批情况"
    rows = (("项目名称", BUILDER, "审批时间"), (project.name, _builder(project), str(project.told(DECIDED))))
    return shelf.article(title, html(Paper("", ("现将审批情况公布如下。", rows))), project.told(DECIDED))


def _notice(shelf: Shelf, project: Project, stage: str, *, is_short: bool, is_lost: bool) -> Article:
    title = _title(shelf.seed, shelf.body, project, stage)
    told = {
        "项目名称": project.name,
        "建设地点": project.place,
        BUILDER: _builder(project),
        "环评机构": "示例环境科学研究院",
    }
    if stage == ACCEPTED:
        told["受理日期"] = str(project.told(stage))
    elif stage == PROPOSED:
        told |= {
            "项目概况": "项目总投资860万元，占地1.2公顷。",
            "主要环境影响及对策措施": "施工期洒水抑尘，废水经处理后排放。",
        }
    else:
        number_ = f"环审〔{project.month.year}〕{number(project.name, project.month) % 90 + 1}号"
        told = {
            "文件名称": f"关于{project.name}环境影响报告表的批复",
            "文号": number_,
            "审批时间": str(project.told(stage)),
        }
    if is_short and stage == PROPOSED:
        del told[BUILDER]
    rows: Rows = tuple(told.items()) if number(title) % 2 else (tuple(told), tuple(told.values()))
    page = Paper("", (OPENINGS[stage], rows, f"联系电话：{telephone(shelf.seed, shelf.body)}"))
    files = (Attachment(f"P{number(title):010}.pdf", "批复全文.pdf", FORMATS["pdf"][1], None),) if is_lost else ()
    return shelf.article(title, html(page), project.told(stage), files)


def _title(seed: int, body: str, project: Project, stage: str) -> str:
    return TITLES[stage][number(seed, body) % 2].format(name=project.name)


def _builder(project: Project) -> str:
    return f"{project.place}林海建设投资有限公司"


def _lists(shelf: Shelf, period: Period, city: str) -> Iterator[Article]:
    """The lists of every year so far; that of this year comes in the second half of March."""
    wrong = fault(shelf.seed, POLLUTERS, period)
    for year in range(LISTED, period.year + 1):
        day = date(year, 3, 16 + number(shelf.seed, year) % 12)
        is_owed = year == owed_year(period)
        if day <= period.last and wrong != "missing" and not (is_owed and wrong == "outdated"):
            yield _list(shelf, city, year, day, wrong if is_owed else "")


def owed_year(period: Period) -> int:
    """The year whose list is owed at the end of a month."""
    return period.year if period.month >= 3 else period.year - 1


def _list(shelf: Shelf, city: str, year: int, day: date, wrong: str) -> Article:
    title = f"{city}{year}年{'环境监管重点单位' if year >= 2023 else '重点排污单位'}名录"
    names = [(name.format(city=city), kind) for kind in KINDS for name in NAMES[kind]]
    rows = [(str(n), name, PLACES[n % len(PLACES)], kind) for n, (name, kind) in enumerate(names, 1)]
    head: tuple[str, ...] = ("序号", "单位名称", "区县", "类别")
    cut = 3 if wrong == "no-field" else 4
    table = tuple(row[:cut] for row in (head, *rows))
    stated = len(rows) + (2 if wrong == "wrong-count" else 0)
    opening = f"经筛选，确定{stated}家企事业单位列入{year}年名录，现予公布。"
    if wrong != "broken" and number(shelf.seed, year, "list") % 2:
        return shelf.article(title, html(Paper("", (opening, table))), day)
    suffix, media_type, made = FORMATS["xls"]
    body = None if wrong == "broken" else made(Paper(title, (table,)))
    file = Attachment(f"P{number(title, *shelf.slot):010}{suffix}", f"{title}{suffix}", media_type, body)
    return shelf.article(title, html(Paper("", (opening, "名录见附件。"))), day, (file,))


def _water(shelf: Shelf, period: Period, city: str) -> Iterator[Article]:
    """The reports of the last four quarters, each three weeks after its end."""
    wrong, quarters = fault(shelf.seed, WATER, period), list(_quarters(period))
    for place, end in enumerate(quarters if wrong != "missing" else []):
        if not (wrong == "outdated" and end >= due_quarter(period)):
            yield _quarter(shelf, city, end, wrong if place == 0 else "")


def _quarters(period: Period) -> Iterator[Period]:
    """The last months of the quarters whose reports are public, the newest first."""
    ended = (period.shift(-n) for n in range(1, KEPT) if period.shift(-n).month % 3 == 0)
    return (end for end in ended if end >= DRUNK.shift(2))


def due_quarter(period: Period) -> Period:
    """The last month of the newest quarter that is surely owed: it ended two whole months ago, or more."""
    return next(period.shift(-n) for n in range(2, 6) if period.shift(-n).month % 3 == 0)


def _quarter(shelf: Shelf, city: str, end: Period, wrong: str) -> Article:
    title, day = water_title(city, end), end.shift(1).first + timedelta(days=18 + number(shelf.seed, end) % 5)
    chance = dice(shelf.seed, "water", end)
    count, taken = len(SOURCES), [Decimal(chance.randrange(900, 9000)) / 10 for _ in SOURCES]
    met = taken[:-1] if chance.random() < 0.4 else taken
    share = (Decimal(len(met) * 100) / count).quantize(Decimal("0.1"), ROUND_HALF_UP)
    rate = (sum(met, Decimal(0)) * 100 / sum(taken, Decimal(0))).quantize(Decimal("0.1"), ROUND_HALF_UP)
    shown = share - Decimal("3.4") if wrong == "wrong-rate" else share
    opening = f"监测的{count}个集中式饮用水水源中，有{len(met)}个水源达标，占{shown}%。"
    volumes = f"取水总量为{sum(taken)}万吨，达标水量为{sum(met)}万吨，水量达标率为{rate}%。"
    rows = [
        (
            str(n),
            name,
            "Ⅱ" if n <= len(met) else "Ⅳ",
            "达标" if n <= len(met) else "不达标",
            "/" if n <= len(met) else "氨氮",
        )
        for n, name in enumerate(SOURCES, 1)
    ]
    if wrong == "wrong-class":
        rows[0] = ("1", SOURCES[0], "Ⅴ", "达标", "/")
    table = (("序号", "水源名称", "水质类别", "达标情况", "超标指标"), *rows)
    return shelf.article(title, html(Paper("", (opening, volumes, table))), day)


def water_title(city: str, end: Period) -> str:
    """What the report of a quarter is called."""
    return f"{city}{end.year}年第{'一二三四'[end.month // 3 - 1]}季度集中式饮用水水源水质状况"


def wrongs(seed: int, rule: str, body: str, period: Period, city: str) -> Iterator[Said]:
    """What a perfect checker would find in a month."""
    wrong = fault(seed, rule, period)
    subjects = {
        (PROJECTS, "no-stage"): ACCEPTED,
        (PROJECTS, "no-field"): f"{PROPOSED}：{BUILDER}",
        (POLLUTERS, "no-field"): "类别",
    }
    if wrong:
        subject = subjects.get((rule, wrong), "")
        if (rule, wrong) == (PROJECTS, "broken"):
            newest = next(p for n in range(KEPT) if (p := _project(seed, period.shift(-n))) is not None)
            subject = _title(seed, body, newest, DECIDED)
        elif rule == WATER and wrong.startswith("wrong"):
            subject = water_title(city, next(_quarters(period)))
            subject += f"：{SOURCES[0]}" if wrong == "wrong-class" else ""
        yield "failed", "missing" if _is_first(rule, wrong, period) else wrong, subject


def _is_first(rule: str, wrong: str, period: Period) -> bool:
    """Whether there is nothing older to show in place of what is not there."""
    if wrong != "outdated":
        return False
    return owed_year(period) == LISTED if rule == POLLUTERS else due_quarter(period) <= DRUNK.shift(2)
