"""Land and houses taken: for each project the announcement, the plan, the standards and the result of compensation."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from crawler.period import Period
from reports.samplecity.content import Article
from reports.samplecity.desk import Desk, Said, Turns, form, posted
from reports.samplecity.dice import dice, number
from reports.samplecity.documents import Rows
from reports.samplecity.episodes import months
from reports.samplecity.news import PLACES
from reports.samplecity.people import telephone

RULE = "land-expropriation"
TURNS = (Turns(RULE, ("", "", "broken", "", "", "missing", "", "", ""), Period(2014, 1)),)
COLUMNS = (("征地拆迁", "征地信息", "土地征收", "征地公告"),)
ANNOUNCED, PLAN, STANDARD, RESULT = "征收土地公告", "补偿方案", "补偿标准", "补偿结果"
NAMED = ("道路改造工程", "棚户区改造项目", "污水处理厂项目", "学校迁建项目", "物流园区项目")
KEPT = 20  # months of which papers stay
STEP = 4  # months between two projects
DAYS = {ANNOUNCED: 5, PLAN: 20, STANDARD: 21, RESULT: 78}


@dataclass(frozen=True)
class Project:
    """One project, with the month in which it was announced."""

    name: str
    place: str
    month: Period

    def told(self, element: str) -> date:
        """When an element of it is told of."""
        return self.month.first + timedelta(days=DAYS[element])


def projects(desk: Desk) -> list[Project]:
    """The projects of the last months, the newest first."""
    return [_project(desk, month) for month in desk.back(KEPT) if (months(month) + desk.seed) % STEP == 0]


def _project(desk: Desk, month: Period) -> Project:
    chance = dice(desk.seed, month, "taken")
    place = chance.choice(PLACES)
    return Project(f"{month.year}年{place}{NAMED[months(month) // STEP % len(NAMED)]}", place, month)


def settled(desk: Desk) -> Project | None:
    """The newest project whose results are public: that about which something may be wrong."""
    return next((one for one in projects(desk) if one.told(RESULT) <= desk.last), None)


def papers(desk: Desk) -> Iterator[Article]:
    """Everything of it that is public at the end of a month."""
    wrong, newest = desk.fault(TURNS[0]), settled(desk)
    for project in projects(desk) if wrong != "missing" else []:
        for element in (ANNOUNCED, PLAN, STANDARD, RESULT):
            if not (wrong == "no-element" and element == RESULT and project == newest):
                yield _paper(desk, project, element, wrong if project == newest else "")


def title_of(project: Project, element: str) -> str:
    """What a paper is called."""
    return {
        ANNOUNCED: f"{project.name}征收土地公告",
        PLAN: f"{project.name}征地补偿安置方案公告",
        STANDARD: f"{project.name}征地补偿标准",
        RESULT: f"{project.name}征地补偿结果公示",
    }[element]


def _paper(desk: Desk, project: Project, element: str, wrong: str) -> Article:
    chance = dice(desk.seed, project.name, "land")
    mu, each, homes = chance.randrange(20, 300), chance.randrange(18, 40) * 1000, chance.randrange(4, 30)
    day = project.told(element)
    until = day + timedelta(days=12 if wrong == "short-notice" else 32)
    table: Rows = (
        ("地类", "面积（亩）", "补偿标准（元/亩）", "补偿金额（万元）"),
        ("耕地", str(mu), str(each), str(mu * each // 10_000)),
    )
    paid: Rows = (
        ("被征收人", "征收面积（亩）", "补偿金额（元）"),
        *((f"{project.place}农户{n}", str(n + 2), str((n + 2) * each)) for n in range(1, 5)),
    )
    blocks: dict[str, tuple[str | Rows, ...]] = {
        ANNOUNCED: (f"经省人民政府批准（黑政土〔{project.month.year}〕第{number(project.name) % 300}号），"
        f"征收{project.place}集体土地{mu}亩，用于{project.name}建设。",
                    f"征收范围：{project.place}，东至公路，西至河堤。", "土地用途：建设用地。"),
        PLAN: (f"现将{project.name}征地补偿安置方案予以公告，"
        f"征求意见期限自{day.year}年{day.month}月{day.day}日至{until.year}年{until.month}月{until.day}日。",
               f"一、征收范围和面积：{project.place}，{mu}亩。", "二、土地补偿费和安置补助费：", table,
               f"三、安置方式：货币补偿，对{homes}户被征地农民办理社会保险。", f"联系电话：{telephone(desk.seed, desk.body.id)}"),
        STANDARD: (f"{project.name}执行以下征地补偿标准。", table, "青苗补偿费按当季产值计算，地上附着物按评估价格补偿。"),
        RESULT: (f"{project.name}征地补偿已经支付完毕，涉及{homes}户，共计{mu * each // 10_000}万元，现将补偿结果公示如下。", paid),
    }  # fmt: skip
    lost = wrong == "broken" and element == RESULT
    how = form(desk, RULE) if element == RESULT else "page"
    return posted(desk.shelf(COLUMNS[0]), title_of(project, element), day, blocks[element], how, lost=lost)


def wrongs(desk: Desk, turns: Turns) -> Iterator[Said]:
    """What a perfect checker would find in a month."""
    wrong = desk.fault(turns)
    if wrong:
        yield "cantTell" if wrong == "missing" else "failed", wrong, ""
