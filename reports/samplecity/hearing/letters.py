"""The box for opinions, and letters with their answers."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from crawler.period import Period
from reports.samplecity.content import Article
from reports.samplecity.desk import Desk, Said, Turns
from reports.samplecity.dice import dice, number
from reports.samplecity.documents import Paper, html
from reports.samplecity.shelf import Shelf

BOX, REPLIES = "opinion-box", "timely-replies"
TURNS = (
    Turns(BOX, ("",)),
    Turns(REPLIES, ("", "unanswered", "", "", "late", "", "")),
)
NAMES = ("意见箱", "局长信箱", "领导信箱", "咨询投诉")
PORTAL_NAME = "政府信息公开意见箱"
KEPT = 12
MATTERS = (
    ("反映{area}路灯不亮问题", "我家住在{area}，附近的路灯已经坏了多日，请问由哪个部门维修？", "您好，"
    "我们已与维修单位联系，路灯将在三日内修复。感谢您的监督。"),
    ("咨询办理证件需要的材料", "请问办理许可证需要提交哪些材料，多长时间可以办结？", "您好，"
    "所需材料已在本网站办事指南中公布，自受理之日起10个工作日内办结。"),
    ("反映{area}施工噪声问题", "{area}夜间施工噪声很大，影响休息，希望有关部门管一管。", "您好，"
    "我们已派人到现场核查，责令施工单位夜间停止施工。"),
    ("查询公开的文件在哪里", "想查阅去年公布的文件，在网站上没有找到，请问在哪里？", "您好，"
    "该文件已登载在信息公开目录中，也可以到市档案馆查阅。"),
    ("建议增加公交站点", "{area}居民出行不便，建议增设一个公交站点。", "您好，您的建议我们已转公交公司研究，计划下半年增设站点。"),
)  # fmt: skip
AREAS = ("新兴小区", "石桥社区", "东湾新村", "林海花园")


def column(desk: Desk) -> tuple[str, ...]:
    """The box's column: it stands in the menu, and so on the home page."""
    if desk.base.place == "portal":
        return (PORTAL_NAME,)
    return (NAMES[number(desk.seed, desk.body.id, "box") % len(NAMES)],)


def columns(desk: Desk) -> tuple[tuple[str, ...], ...]:
    """The one column of letters."""
    return (column(desk),)


def papers(desk: Desk) -> Iterator[Article]:
    """The letters of a year, one in every second month or so, each with its answer."""
    is_portal = desk.base.place == "portal"
    if is_portal and desk.fault(TURNS[0]) == "missing":
        return
    shelf, wrong = (
        Shelf(desk.seed, desk.body.id, desk.base.org, desk.base.place, column(desk), desk.base.issuer, False),
        "" if is_portal else desk.fault(TURNS[1]),
    )
    for place, month in enumerate(months(desk)):
        yield _letter(desk, shelf, month, wrong if place == 2 else "")


def months(desk: Desk) -> list[Period]:
    """The months whose letters are shown, the newest first."""
    return [
        month
        for month in desk.back(KEPT)
        if month.month % 2 == number(desk.body.id) % 2 and _answered(desk, month) <= desk.last
    ]


def _asked(desk: Desk, month: Period) -> date:
    return month.first + timedelta(days=2 + number(desk.seed, desk.body.id, month, "letter") % 12)


def _answered(desk: Desk, month: Period) -> date:
    return _asked(desk, month) + timedelta(days=3 + number(desk.seed, desk.body.id, month, "answer") % 5)


def title_of(desk: Desk, month: Period) -> str:
    """What a letter is about."""
    chance = dice(desk.seed, desk.body.id, month, "matter")
    return f"{MATTERS[month.month // 2 % len(MATTERS)][0].format(area=chance.choice(AREAS))}（{month.year}年第{month.month}号来信）"


def _letter(desk: Desk, shelf: Shelf, month: Period, wrong: str) -> Article:
    chance = dice(desk.seed, desk.body.id, month, "matter")
    area, (_, question, answer) = chance.choice(AREAS), MATTERS[month.month // 2 % len(MATTERS)]
    asked, answered = _asked(desk, month), _answered(desk, month)
    if wrong == "late":
        answered = asked + timedelta(days=100)
    told = [("来信人", "网友"), ("来信时间", str(asked)), ("来信内容", question.format(area=area))]
    if wrong == "unanswered":
        told.append(("办理状态", "待回复"))
    else:
        told += [("回复单位", desk.body.name), ("回复时间", str(answered)), ("回复内容", answer)]
    lines = (tuple(told),) if number(desk.seed, desk.body.id, "letters") % 2 else tuple(f"{k}：{v}" for k, v in told)
    return shelf.article(title_of(desk, month), html(Paper("", lines)), asked)


def wrongs(desk: Desk, turns: Turns) -> Iterator[Said]:
    """What a perfect checker would find in a month."""
    wrong = desk.fault(turns)
    if wrong and turns.rule == BOX:
        yield "failed", wrong, ""
    elif wrong and len(shown := months(desk)) > 2:
        yield "failed", wrong, title_of(desk, shown[2])
