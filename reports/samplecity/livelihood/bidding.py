"""Tenders in their four stages, and the credit of those who take part."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from crawler.period import Period
from reports.samplecity.content import Article
from reports.samplecity.desk import Desk, Said, Turns, form, posted, without
from reports.samplecity.dice import dice, number
from reports.samplecity.documents import Rows
from reports.samplecity.episodes import months
from reports.samplecity.news import PLACES
from reports.samplecity.people import person, telephone

STAGES, CREDIT = "bidding-stages", "bidding-credit"
TURNS = (
    Turns(STAGES, ("", "", "", "missing", "", "", "broken", ""), Period(2014, 3)),
    Turns(CREDIT, ("", "", "broken", "", "missing", "", ""), Period(2014, 3)),
)
COLUMNS = (("招投标", "公共资源交易", "招投标信息", "工程招投标"), ("招投标信用信息", "信用信息"))
INVITED, OPENED, PROPOSED, DECIDED = "招标公告", "开标记录", "中标候选人公示", "中标结果公告"
DAYS = {INVITED: 3, OPENED: 26, PROPOSED: 28, DECIDED: 36}
NAMED = (
    "老旧小区改造工程施工",
    "道路照明工程施工",
    "敬老院维修工程施工",
    "供热管网改造工程监理",
    "中心小学教学楼工程施工",
)
FIRMS = (
    "林海建筑工程有限公司",
    "东方市政工程有限公司",
    "华安建设监理有限公司",
    "宏远路桥有限公司",
    "鑫达建筑安装有限公司",
)
KEPT, OLD, STEP = 13, 19, 2


@dataclass(frozen=True)
class Project:
    """One project that is put out to tender, with the month in which it was."""

    name: str
    month: Period

    def told(self, stage: str) -> date:
        """When a stage of it is told of."""
        return self.month.first + timedelta(days=DAYS[stage])


def papers(desk: Desk) -> Iterator[Article]:
    """Everything of it that is public at the end of a month."""
    wrong = desk.fault(TURNS[0])
    for place, project in enumerate(projects(desk, wrong) if wrong != "missing" else []):
        for stage in DAYS:
            if not (wrong == "no-stage" and stage == PROPOSED):
                yield _notice(desk, project, stage, lost=wrong == "broken" and stage == DECIDED and place == 0)
    yield from _credit(desk)


def projects(desk: Desk, wrong: str = "") -> list[Project]:
    """The projects of which something is told, the newest first; the newest is decided upon."""
    found = (_project(desk, month) for month in desk.back(KEPT + OLD) if (months(month) + desk.seed) % STEP == 0)
    ended = [project for project in found if project.told(DECIDED) <= desk.last]
    return [one for one in ended if (one.month < desk.period.shift(-OLD)) == (wrong == "outdated")][: KEPT // STEP]


def _project(desk: Desk, month: Period) -> Project:
    chance = dice(desk.seed, desk.body.id, month, "tender")
    return Project(f"{chance.choice(PLACES)}{NAMED[months(month) // STEP % len(NAMED)]}", month)


def _notice(desk: Desk, project: Project, stage: str, *, lost: bool) -> Article:
    chance, day = dice(desk.seed, project.name, project.month), project.told(stage)
    firms, price = chance.sample(FIRMS, 3), chance.randrange(80, 900)
    order = f"AC{project.month.year}{project.month.month:02}{number(project.name) % 90 + 10}"
    told: dict[str, tuple[str | Rows, ...]] = {
        INVITED: (
            f"一、招标条件。{project.name}已经批准建设，招标人为{desk.city}城市建设投资有限公司，项目已具备招标条件，现对该项目进行公开招标。",
            f"二、项目概况与招标范围。招标编号：{order}；建设地点：{desk.city}；计划投资：{price}万元；计划工期：120日历天。",
            "三、投标人资格要求。投标人须具备相应资质，有类似业绩，项目经理具备建造师执业资格。",
            f"四、招标文件的获取。请于{day + timedelta(days=1)}至{day + timedelta(days=7)}购买招标文件。",
            f"五、投标文件的递交。投标截止时间和开标时间为{project.told(OPENED) - timedelta(days=1)}上午9时。",
            f"六、联系方式。联系人：{person(desk.seed, order)}，电话：{telephone(desk.seed, order)}。",
        ),
        OPENED: (f"{project.name}于{project.told(OPENED) - timedelta(days=1)}上午9时在市公共资源交易中心开标，招标编号：{order}。",
                 (("序号", "投标人", "投标报价（万元）", "工期"), *((str(n), firm, str(price - 9 * n),
                 "120日历天") for n, firm in enumerate(firms, 1)))),
        PROPOSED: (f"{project.name}评标工作已经结束，招标编号：{order}，现将中标候选人公示如下，公示期{day}至{day + timedelta(days=3)}。",
                   (("名次", "中标候选人", "投标报价（万元）", "项目负责人"),
                    *((f"第{'一二三'[n]}名", firm, str(price - 27 + 9 * n), person(firm)) for n, firm in enumerate(reversed(firms)))),
                   f"监督电话：{telephone(desk.seed, desk.body.id)}"),
        DECIDED: (f"{project.name}（招标编号：{order}）招标结果公告如下。",
                  (("项目名称", project.name), ("招标人", f"{desk.city}城市建设投资有限公司"), ("中标人", firms[2]),
                  ("中标价", f"{price - 27}万元"),
                   ("工期", "120日历天"), ("项目负责人", person(firms[2])), ("中标日期", str(day - timedelta(days=2))))),
    }  # fmt: skip
    return posted(desk.shelf(COLUMNS[0]), title_of(project, stage), day, told[stage], lost=lost)


def title_of(project: Project, stage: str) -> str:
    """What a notice is called."""
    return f"{project.name}{stage}"


def _credit(desk: Desk) -> Iterator[Article]:
    wrong, shelf = desk.fault(TURNS[1]), desk.shelf(COLUMNS[1])
    told = [
        month for month in desk.back(KEPT + OLD) if month.month % 3 == 1 and month.first.replace(day=16) <= desk.last
    ]
    told = [m for m in told if (m < desk.period.shift(-OLD)) == (wrong == "outdated")]
    for place, month in enumerate(told[:5] if wrong != "missing" else []):
        rows: Rows = (("序号", "单位名称", "从业人员", "行为", "信用等级", "认定日期"),
                      *((str(n), firm, person(firm), "按时履约，质量合格" if n % 2 else "未按合同约定时间开工",
                      "A" if n % 2 else "B", str(month.first))
                        for n, firm in enumerate(FIRMS, 1)))  # fmt: skip
        table = without(rows, "从业人员") if wrong == "no-field" and place == 0 else rows
        lost = wrong == "broken" and place == 0
        title, day = credit_title(month), month.first.replace(day=16)
        yield posted(
            shelf, title, day, ("现将招投标单位及从业人员信用信息公布如下。", table), form(desk, CREDIT), lost=lost
        )


def credit_title(month: Period) -> str:
    """What a quarter's list is called."""
    return f"{month.year}年{month.month}月招投标单位及从业人员信用信息"


def wrongs(desk: Desk, turns: Turns) -> Iterator[Said]:
    """What a perfect checker would find in a month."""
    wrong = desk.fault(turns)
    if wrong:
        yield "failed", wrong, {"no-stage": PROPOSED, "no-field": "从业人员"}.get(wrong, "")
