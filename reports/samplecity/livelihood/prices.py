"""Fees and prices: what was cancelled this year, what is still charged, and cases of wrong prices."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from crawler.period import Period
from reports.samplecity.content import Article
from reports.samplecity.desk import Desk, Said, Turns, blanked, form, posted, without
from reports.samplecity.dice import dice, number
from reports.samplecity.documents import Rows

RELIEF, LISTED, CASES = "fee-relief", "fee-list", "price-enforcement"
TURNS = (
    Turns(RELIEF, ("", "", "", "broken", "", "", "", "", "")),
    Turns(LISTED, ("", "", "broken", "", "", "missing", "")),
    Turns(CASES, ("", "", "wrong-order", "", "broken", "", "", "blank-field", ""), Period(2014, 1)),
)  # fmt: skip
COLUMNS = (("价格和收费", "收费公示", "收费目录", "行政事业性收费"), ("价格执法", "价格监督检查", "价格行政执法"))
FEES = (
    "排污费",
    "机动车驾驶许可考试费",
    "婚姻登记费",
    "城市道路占用费",
    "房屋登记费",
    "水土保持补偿费",
    "植物检疫费",
    "计量收费",
    "企业注册登记费",
    "户口簿工本费",
)
OFFICES = ("市环保局", "市公安局", "市民政局", "市住建局", "市水务局", "市农委", "市质监局", "市工商局")
SHOPS = ("林都大药房", "安顺停车场", "惠民超市", "育才培训学校", "东湾宾馆", "城西液化气站")
MATTERS = ("不按规定明码标价", "超标准收取停车费", "自立项目收费", "不执行政府定价", "虚构原价")
BASIS = "《中华人民共和国价格法》第{n}条"
HEAD = ("序号", "涉案单位", "涉案内容", "违法违规事实", "发生时间", "结案时间", "处罚依据", "处理结果")
KEPT, OLD = 13, 19


def papers(desk: Desk) -> Iterator[Article]:
    """Everything of it that is public at the end of a month."""
    yield from _relief(desk)
    yield from _lists(desk)
    yield from _cases(desk)


def owed_year(period: Period) -> int:
    """The year of which cancelled fees are owed at the end of a month."""
    return period.year if period.month >= 6 else period.year - 1


def _relief(desk: Desk) -> Iterator[Article]:
    wrong = desk.fault(TURNS[0])
    for year in desk.years() if wrong != "missing" else ():
        day, is_owed = (
            date(year, 1, 20) + timedelta(days=number(desk.seed, desk.body.id, year) % 50),
            year >= owed_year(desk.period),
        )
        if day > desk.last or (is_owed and wrong == "outdated"):
            continue
        names = dice(desk.seed, year, "relief").sample(FEES, 3)
        rows: Rows = (("序号", "收费项目", "执收单位", "取消或免征"),
                      *((str(n), name, OFFICES[n], "取消" if n % 2 else "免征") for n, name in enumerate(names, 1)))  # fmt: skip
        told = f"根据国家和省有关规定，自{year}年1月1日起，取消和免征以下{len(names)}项行政事业性收费。"
        title = f"关于公布{year}年取消和免征部分行政事业性收费项目的通知"
        yield posted(
            desk.shelf(COLUMNS[0]),
            title,
            day,
            (told, rows),
            form(desk, RELIEF),
            lost=year == owed_year(desk.period) and wrong == "broken",
        )


def _lists(desk: Desk) -> Iterator[Article]:
    wrong = desk.fault(TURNS[1])
    for year in desk.years() if wrong != "missing" else ():
        day, is_newest = (
            date(year, 2, 8) + timedelta(days=number(desk.seed, desk.body.id, year, "list") % 40),
            year == desk.period.year,
        )
        if day > desk.last:
            continue
        is_newest = is_newest or _listed(desk, desk.period.year) > desk.last
        rows = [
            (str(n), name, f"财综〔{2000 + n}〕{n * 7}号", f"{n * 10}元", OFFICES[n % len(OFFICES)])
            for n, name in enumerate(FEES, 1)
        ]
        table: Rows = (("序号", "收费项目", "收费依据", "收费标准", "执收单位"), *rows)
        if is_newest and wrong == "no-field":
            table = without(table, "收费标准")
        elif is_newest and wrong == "blank-field":
            table = blanked(table, "收费标准", 4)
        title = f"{desk.city}{year}年行政事业性收费目录"
        lost = is_newest and wrong == "broken"
        yield posted(
            desk.shelf(COLUMNS[0]),
            title,
            day,
            ("现将行政事业性收费目录清单公布如下。", table),
            form(desk, LISTED),
            lost=lost,
        )


def _listed(desk: Desk, year: int) -> date:
    return date(year, 2, 8) + timedelta(days=number(desk.seed, desk.body.id, year, "list") % 40)


def _cases(desk: Desk) -> Iterator[Article]:
    wrong = desk.fault(TURNS[2])
    told = [month for month in desk.back(KEPT + OLD + 3) if month.month % 3 == 0 and _told(desk, month) <= desk.last]
    told = [m for m in told if (m < desk.period.shift(-OLD)) == (wrong == "outdated")]
    for place, month in enumerate(told[:5] if wrong != "missing" else []):
        yield _quarter(desk, month, wrong if place == 0 else "")


def _told(desk: Desk, month: Period) -> date:
    return month.shift(1).first + timedelta(days=2 + number(desk.seed, desk.body.id, month, "cases") % 9)


def case_title(month: Period) -> str:
    """What a quarter's table is called."""
    return f"{month.year}年第{'一二三四'[month.month // 3 - 1]}季度价格行政执法一览表"


def _quarter(desk: Desk, month: Period, wrong: str) -> Article:
    rows = []
    for n in range(4):
        chance = dice(desk.seed, desk.body.id, month, n, "price case")
        began = month.shift(-2).first + timedelta(days=chance.randrange(30))
        ended = began + timedelta(days=chance.randrange(12, 28))
        if wrong == "wrong-order" and n == 1:
            began, ended = ended, began
        shop, matter = chance.choice(SHOPS), chance.choice(MATTERS)
        rows.append((str(n + 1), shop, f"{shop}{matter}案", matter, str(began), str(ended), BASIS.format(n=chance.randrange(39, 46)),
                     f"罚款{chance.randrange(1, 9) * 1000}元"))  # fmt: skip
    table: Rows = (HEAD, *rows)
    if wrong == "blank-field":
        table = blanked(table, "处理结果", 2)
    day = _told(desk, month)
    return posted(
        desk.shelf(COLUMNS[1]),
        case_title(month),
        day,
        ("现将价格行政执法情况公布如下。", table),
        form(desk, CASES),
        lost=wrong == "broken",
    )


def wrongs(desk: Desk, turns: Turns) -> Iterator[Said]:
    """What a perfect checker would find in a month."""
    wrong = desk.fault(turns)
    if wrong:
        yield "failed", wrong, _subject(desk, wrong)


def _subject(desk: Desk, wrong: str) -> str:
    if wrong not in ("wrong-order", "blank-field"):
        return ""
    month = next(m for m in desk.back(KEPT) if m.month % 3 == 0 and _told(desk, m) <= desk.last)
    shop = dice(desk.seed, desk.body.id, month, 1, "price case")
    shop.randrange(30), shop.randrange(12, 28)
    name = shop.choice(SHOPS)
    return name if wrong == "wrong-order" else f"{name}：处理结果"
