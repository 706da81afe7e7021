"""The city's own documents and what explains them, on the portal; and its rules about disclosure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from crawler.period import Period
from reports.samplecity.content import Article
from reports.samplecity.desk import Desk, Said, Turns
from reports.samplecity.dice import number
from reports.samplecity.documents import Paper, html

INTERPRETATION, SYSTEMS = "interpretation", "disclosure-systems"
TURNS = (
    Turns(INTERPRETATION, ("", "", "uninterpreted", "", "", "", "", "unlinked", "", ""), Period(2017, 1)),
    Turns(SYSTEMS, ("", "", "no-system", "", "", "", "missing", "")),
)
COLUMNS = (("政府文件", "市政府文件"), ("政策解读", "解读回应"), ("公开制度", "政府信息公开制度", "公开规定"))
KEPT, STEP = 13, 2
LINKED = Period(2019, 10)  # from here on documents and their explanations lead to each other
MATTERS = (
    "促进就业创业", "加强食品安全工作", "城市居民最低生活保障", "房屋征收补偿", "控制大气污染", "促进中小企业发展",
    "加强安全生产工作", "城镇医疗保险",
)  # fmt: skip
KINDS = ("实施意见", "管理办法", "暂行规定")
RULES = (
    "政府信息主动公开制度", "政府信息依申请公开制度", "政府信息公开保密审查制度", "政府信息发布协调制度", "政府信息公开监督检查制度",
    "政府信息公开考核评议制度", "政府信息公开责任追究制度", "政府信息公开统计制度", "重要政府信息发布舆情跟踪制度",
    "重要政府信息发布深入解读工作预案", "政府信息公开年度报告制度", "政务公开工作例会制度",
)  # fmt: skip
LEFT_OUT = "政府信息公开统计制度"


def papers(desk: Desk) -> Iterator[Article]:
    """Documents, explanations, rules."""
    wrong = fault(desk)
    for place, month in enumerate(months(desk)):
        is_alone = wrong == "uninterpreted" and place == 1
        is_apart = wrong == "unlinked" and place == 1
        yield _document(desk, month, linked=not (is_alone or is_apart))
        if not is_alone:
            yield _explained(desk, month, linked=not is_apart)
    wrong = desk.fault(TURNS[1])
    for n, name in enumerate(RULES if wrong != "missing" else ()):
        if not (wrong == "no-system" and name == LEFT_OUT):
            yield _rule(desk, name, n)


def fault(desk: Desk) -> str:
    """What is wrong with explanations in a month."""
    wrong = desk.fault(TURNS[0])
    return "" if wrong == "unlinked" and desk.period < LINKED else wrong


def months(desk: Desk) -> list[Period]:
    """The months whose documents and explanations are shown, the newest first."""
    return [
        month
        for month in desk.back(KEPT)
        if month.month % STEP == desk.seed % STEP and _day(desk, month) + timedelta(days=8) <= desk.last
    ]


def _day(desk: Desk, month: Period) -> date:
    return month.first + timedelta(days=6 + number(desk.seed, month, "document") % 12)


def _name(month: Period) -> str:
    turn = month.year * 6 + month.month // STEP
    return f"{MATTERS[turn % len(MATTERS)]}{KINDS[turn % len(KINDS)]}"


def document_title(desk: Desk, month: Period) -> str:
    """What a document is called."""
    return f"{desk.city}人民政府关于印发《{desk.city}{_name(month)}》的通知"


def explained_title(desk: Desk, month: Period) -> str:
    """What the explanation of a document is called."""
    return f"《{desk.city}{_name(month)}》政策解读"


def _document(desk: Desk, month: Period, *, linked: bool) -> Article:
    lines = [
        "各县（市）区人民政府，市政府各部门：", f"现将《{desk.city}{_name(month)}》印发给你们，请认真贯彻执行。",
        "第一条 根据国家有关法律法规，结合本市实际，制定本办法。", "第二条 本办法适用于本市行政区域。",
        "第三条 各有关部门按照职责分工，做好相关工作。", "第四条 本办法自发布之日起施行。",
    ]  # fmt: skip
    text = html(Paper("", tuple(lines)))
    if linked:
        text += (
            f"<p>相关解读：<a href='{{{{page:{explained_title(desk, month)}}}}}'>{explained_title(desk, month)}</a></p>"
        )
    page = desk.shelf(COLUMNS[0]).article(document_title(desk, month), text, _day(desk, month))
    return replace(page, document_number=f"{desk.city[0]}政发〔{month.year}〕{month.month}号")


def _explained(desk: Desk, month: Period, *, linked: bool) -> Article:
    day = _day(desk, month) + timedelta(days=2 + number(desk.seed, month, "explained") % 5)
    lines = (
        f"近日，市政府印发了《{desk.city}{_name(month)}》。现将有关内容解读如下。",
        "一、起草背景。为贯彻落实国家和省有关文件精神，解决工作中的突出问题，起草了该文件。",
        "二、主要内容。文件共分四条，明确了适用范围、部门职责和施行时间。",
        "三、主要特点。简化了办理程序，缩短了办理时限。",
    )
    text = html(Paper("", lines))
    if linked:
        text += (
            f"<p>相关文件：<a href='{{{{page:{document_title(desk, month)}}}}}'>{document_title(desk, month)}</a></p>"
        )
    return desk.shelf(COLUMNS[1]).article(explained_title(desk, month), text, day)


def _rule(desk: Desk, name: str, n: int) -> Article:
    lines = (
        "第一条 为规范政府信息公开工作，制定本制度。",
        "第二条 本制度适用于市政府各部门和各县（市）区。",
        f"第三条 各单位应当按照本制度做好{name[:-2]}工作。",
        "第四条 本制度自印发之日起施行。",
    )
    return desk.shelf(COLUMNS[2]).article(name, html(Paper("", lines)), date(2012, 1, 5) + timedelta(days=n * 3))


def wrongs(desk: Desk, turns: Turns) -> Iterator[Said]:
    """What a perfect checker would find in a month."""
    wrong = desk.fault(turns) if turns.rule == SYSTEMS else fault(desk)
    if wrong and turns.rule == SYSTEMS:
        yield "failed", wrong, f"伊春市{LEFT_OUT}" if wrong == "no-system" else ""  # as the scheme names it
    elif wrong and len(months(desk)) > 1:
        yield "failed" if wrong == "unlinked" else "cantTell", wrong, f"{desk.city}{_name(months(desk)[1])}"
