"""What came of enforcing: penalties, month by month."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from crawler.period import Period
from reports.samplecity.content import Article
from reports.samplecity.desk import Desk, Said, Turns, blanked, form, posted, without
from reports.samplecity.dice import dice, number
from reports.samplecity.documents import Rows
from reports.samplecity.people import person

RULE = "enforcement-results"
TURNS = (Turns(RULE, ("", "no-field", "", "", "broken", "", ""), Period(2014, 1)),)
COLUMNS = (("行政处罚", "执法结果", "行政处罚公示", "执法公示"),)
FIRMS = ("青山木业公司", "惠民超市", "林都饭店", "东湾加工厂", "北坡养殖场", "城南修理部", "安顺运输公司", "白云门诊部")
MATTERS: dict[str, tuple[str, ...]] = {
    "hbj": ("超标排放污染物", "未批先建"), "yjj": ("经营过期食品", "无证经营药品"), "ajj": ("未开展安全培训", "未按规定检测设备"),
    "wjj": ("不明码标价", "超标准收费"), "wsj": ("使用未取证人员", "消毒不合格"), "jtj": ("超限运输", "无证营运"),
}  # fmt: skip
LAWS = {
    "hbj": "《中华人民共和国环境保护法》", "yjj": "《中华人民共和国食品安全法》", "ajj": "《中华人民共和国安全生产法》",
    "wjj": "《中华人民共和国价格法》", "wsj": "《中华人民共和国传染病防治法》", "jtj": "《中华人民共和国道路运输条例》",
}  # fmt: skip
HEAD = (
    "处罚决定书文号",
    "案件名称",
    "被处罚人",
    "法定代表人",
    "违法事实",
    "处罚依据",
    "处罚种类和内容",
    "处罚机关",
    "处罚日期",
)
PRICES = "wjj"  # whose cases are told of with the day of the offence
KEPT, OLD = 12, 19
SOON_FROM = date(2018, 12, 5)  # 国办发〔2018〕118号: within seven workdays


def papers(desk: Desk) -> Iterator[Article]:
    """Everything of it that is public at the end of a month: one table every other month."""
    wrong = fault(desk)
    told = [
        month for month in desk.back(KEPT + OLD) if month.month % 2 == desk.seed % 2 and _told(desk, month) <= desk.last
    ]
    told = [m for m in told if (m < desk.period.shift(-OLD)) == (wrong == "outdated")]
    for place, month in enumerate(told[: KEPT // 2] if wrong != "missing" else []):
        yield _table(desk, month, wrong if place == 0 else "")


def fault(desk: Desk) -> str:
    """What is wrong in a month; never at bodies whose penalties are a matter of other duties too."""
    return "" if desk.body.kinds & {"food", "safety", "price"} else desk.fault(TURNS[0])


def _told(desk: Desk, month: Period) -> date:
    return month.last - timedelta(days=number(desk.seed, desk.body.id, month, "penalties") % 4)


def _decided(desk: Desk, month: Period) -> date:
    """The first decision of three days that follow each other: as long before the list as the law of its time lets it be."""
    return _told(desk, month) - timedelta(days=5) if month.first >= SOON_FROM else month.first + timedelta(days=10)


def title_of(month: Period) -> str:
    """What a table is called."""
    return f"{month.year}年{month.month}月行政处罚信息公示"


def _table(desk: Desk, month: Period, wrong: str) -> Article:
    rows, id = [], desk.body.id
    for n in range(3):
        chance = dice(desk.seed, id, month, n, "penalty")
        firm, matter = (
            FIRMS[(n * 3 + month.month) % len(FIRMS)],
            chance.choice(MATTERS.get(id, ("违反管理规定", "拒绝接受检查"))),
        )
        law = LAWS.get(id, "《中华人民共和国行政处罚法》")
        rows.append((
            f"安罚字〔{month.year}〕{month.month * 3 + n}号", f"{firm}{matter}案", firm, person(firm), matter,
            f"{law}第{chance.randrange(30, 80)}条", f"罚款{chance.randrange(1, 30) * 1000}元", desk.body.name,
            str(_decided(desk, month) + timedelta(days=n)),
        ))  # fmt: skip
    heads = tuple("发生时间" if id == PRICES and head == "法定代表人" else head for head in HEAD)
    table: Rows = (heads, *rows)
    if wrong == "no-field":
        table = without(table, "处罚依据")
    elif wrong == "blank-field":
        table = blanked(table, "违法事实", 2)
    day = _told(desk, month)
    return posted(
        desk.shelf(COLUMNS[0]),
        title_of(month),
        day,
        ("现将行政处罚信息公示如下。", table),
        form(desk, RULE),
        lost=wrong == "broken",
    )


def wrongs(desk: Desk, turns: Turns) -> Iterator[Said]:
    """What a perfect checker would find in a month."""
    wrong = fault(desk)
    if wrong:
        yield "failed", wrong, {"no-field": "处罚依据", "blank-field": "违法事实"}.get(wrong, "")
