"""Interviews with heads of departments, and surveys, on the portal."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from crawler.period import Period
from reports.samplecity.content import Article
from reports.samplecity.desk import Desk, Said, Turns
from reports.samplecity.dice import dice, number
from reports.samplecity.documents import Paper, html
from reports.samplecity.people import person
from reports.samplecity.shelf import Shelf

INTERVIEWS, SURVEYS = "interviews", "surveys"
TURNS = (
    Turns(INTERVIEWS, ("", "", "too-few", "", "", "", ""), Period(2013, 12)),
    Turns(SURVEYS, ("",), Period(2014, 2)),
)
TALKS, ASKED = (("在线访谈", "访谈直播"), ("网上调查", "征集调查", "意见征集"))
KEPT = 26
BODIES = (
    "环境保护局", "住房和城乡建设局", "教育局", "民政局", "食品药品监督管理局", "物价局", "卫生局", "交通运输局", "国土资源局",
)  # fmt: skip
MATTERS = (
    "污染防治", "保障性住房分配", "义务教育招生", "城乡低保", "食品安全", "价格监管", "公立医院改革", "农村公路建设", "耕地保护",
)  # fmt: skip
QUESTIONS = (
    ("今年这项工作有哪些打算？", "今年我们安排了三项重点任务，已经分解落实到责任科室。"),
    ("群众怎么反映问题？", "可以拨打投诉举报电话，也可以通过网站留言，我们会及时办理并答复。"),
    ("符合什么条件可以申请？", "申请条件和所需材料已经在网站办事指南中公布，欢迎查询。"),
)
SUBJECTS = (
    "公共自行车站点设置方案",
    "城市供热条例修改建议",
    "政府工作报告民生实事",
    "出租汽车运价调整方案",
    "公园命名方案",
    "停车收费办法",
)


def columns(desk: Desk) -> tuple[tuple[str, ...], ...]:
    """The columns of both: they stand in the menu."""
    return tuple(
        (names[number(desk.seed, turns.rule) % len(names)],) for turns, names in zip(TURNS, (TALKS, ASKED), strict=True)
    )


def papers(desk: Desk) -> Iterator[Article]:
    """The interviews and surveys of two years."""
    for turns, top, made in zip(TURNS, columns(desk), (_talk, _survey), strict=True):
        wrong = desk.fault(turns)
        shelf = Shelf(desk.seed, desk.body.id, desk.base.org, desk.base.place, top, desk.base.issuer, False)
        shown = months(desk, turns)
        shown = shown[-2:] if wrong == "too-few" else shown
        for place, month in enumerate(shown if wrong != "missing" else []):
            yield made(desk, shelf, month, wrong if place == 2 else "")


def months(desk: Desk, turns: Turns) -> list[Period]:
    """The months whose interviews or surveys are shown, the newest first: eight a year or so."""
    rest = number(desk.seed, turns.rule) % 3
    return [
        month for month in desk.back(KEPT) if month.month % 3 != rest and _day(desk, turns.rule, month) <= desk.last
    ]


def _day(desk: Desk, what: str, month: Period) -> date:
    return month.first + timedelta(days=6 + number(desk.seed, what, month) % 16)


def _talk(desk: Desk, shelf: Shelf, month: Period, _: str) -> Article:
    serial = sum(each <= month.month for each in range(1, 13) if each % 3 != number(desk.seed, INTERVIEWS) % 3)
    turn, day = (month.year * 8 + serial) % len(BODIES), _day(desk, INTERVIEWS, month)
    who = person(desk.seed, BODIES[turn], day.year)
    asked = dice(desk.seed, month, "asked").randrange(60, 400)
    lines = [f"访谈时间：{day.year}年{day.month}月{day.day}日上午9:00", f"访谈嘉宾：{desk.city}{BODIES[turn]}局长{who}",
             f"访谈主题：{MATTERS[turn]}", f"主持人：各位网友，大家好！今天我们请来了{BODIES[turn]}局长{who}，"
             f"就{MATTERS[turn]}与网友交流。"]  # fmt: skip
    for n, (question, answer) in enumerate(QUESTIONS, 1):
        lines += [f"网友{n}：{question}", f"{who}：{answer}"]
    lines.append(f"主持人：本次访谈共有{asked}位网友参与，提出问题{asked // 12}个。谢谢大家！")
    return shelf.article(
        f"在线访谈{month.year}年第{serial}期：市{BODIES[turn]}局长谈{MATTERS[turn]}", html(Paper("", tuple(lines))), day
    )


def survey_title(month: Period) -> str:
    """What a survey is called."""
    return f"关于{month.year}年{SUBJECTS[(month.year * 12 + month.month) % len(SUBJECTS)]}的网上调查"


def _survey(desk: Desk, shelf: Shelf, month: Period, wrong: str) -> Article:
    day, chance = _day(desk, SURVEYS, month), dice(desk.seed, month, "survey")
    until, yes, no = day + timedelta(days=10), chance.randrange(80, 500), chance.randrange(10, 60)
    lines = [
        f"调查时间：{day}至{until}",
        "调查对象：全体市民",
        "1.您是否赞成这一方案？（赞成／不赞成）",
        "2.您有什么意见和建议？",
    ]
    if wrong != "no-result" and until <= desk.last:
        lines += [
            "调查结果",
            f"本次调查共收到有效答卷{yes + no}份，其中赞成{yes}份，不赞成{no}份。",
            f"公布日期：{until + timedelta(days=2)}",
        ]
    return shelf.article(survey_title(month), html(Paper("", tuple(lines))), day)


def wrongs(desk: Desk, turns: Turns) -> Iterator[Said]:
    """What a perfect checker would find in a month."""
    wrong = desk.fault(turns)
    if wrong:
        shown = months(desk, turns)
        yield "failed", wrong, survey_title(shown[2]) if wrong == "no-result" and len(shown) > 2 else ""
