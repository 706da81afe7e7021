"""Reports about polluters, made by chance in many forms, whole or with one planted fault."""

from __future__ import annotations

import io
import random
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from hashlib import sha256

import openpyxl

from crawler.period import CHINA, Period
from crawler.reading import read
from crawler.roster import Department
from crawler.snapshot import Document, Page, Place, Snapshot
from rules.pollution.span import Span

WATER = (
    ("化学需氧量", "mg/L", "100", 0),
    ("氨氮", "mg/L", "15", 2),
    ("总磷", "mg/L", "0.5", 2),
    ("悬浮物", "mg/L", "70", 0),
    ("pH值", "", "6-9", 2),
    ("石油类", "mg/L", "5", 2),
)
PLANT = (
    ("COD", "mg/L", "60", 1),
    ("氨氮", "mg/L", "8(15)", 2),
    ("总氮", "mg/L", "20", 1),
    ("粪大肠菌群", "个/L", "10000", 0),
    ("BOD5", "mg/L", "20", 1),
    ("pH", "", "6～9", 2),
)
GAS = (
    ("二氧化硫", "mg/m3", "400", 0),
    ("氮氧化物", "mg/m3", "450", 0),
    ("烟尘", "mg/m3", "200", 1),
    ("颗粒物", "mg/m3", "120", 1),
)
KINDS = {"废水": WATER, "污水处理厂": PLANT, "废气": GAS}
TOWNS = "东山 西林 南河 北岭 友谊 红星 新华 金山 白桦 青峰 石桥 柳河 永安 长岭 双河 太平".split()
TRADES = {
    "废水": "造纸有限公司 酒业有限责任公司 制药厂 食品有限公司 化工集团有限公司 乳业公司 印染厂".split(),
    "废气": "热电厂 水泥有限公司 钢铁有限责任公司 供热公司 发电有限公司 焦化厂".split(),
    "污水处理厂": "污水处理厂 第二污水处理厂 水务有限公司 城镇污水处理厂".split(),
}
SPELLINGS = {
    "enterprise": ("企业名称", "单位名称", "排污单位名称", "污染源名称", "企业详细名称"),
    "region": ("行政区", "所属区县", "企业所在地", "县（市、区）", "地区"),
    "point": ("监测点位", "监测点名称", "排放口名称", "污染源及监测点位名称", "采样点位"),
    "day": ("监测日期", "采样日期", "监测时间", "采样时间"),
    "pollutant": ("监测项目", "监测指标名称", "污染物名称", "监测因子", "项目"),
    "value": ("监测结果", "排放浓度", "监测指标浓度", "污染物浓度", "监测值", "监测结果(均值)"),
    "limit": ("标准限值", "排放标准限值", "执行标准限值", "标准值", "排放限值"),
    "verdict": ("是否达标", "达标情况", "评价结论", "评价结果", "按监测指标评价结论"),
    "multiple": ("超标倍数", "超标倍数（倍）"),
    "unit": ("单位", "计量单位", "浓度单位"),
    "reason": ("未监测原因", "未开展监督性监测的原因", "备注"),
}
KEPT, NOT_KEPT = ("达标", "达标", "合格", "符合标准"), ("超标", "不达标", "超标", "不合格")
REASONS = ("停产检修", "季节性停产", "已关闭", "因设备大修，本期未监测", "正在搬迁")
TITLES = (
    "{span}重点污染源监督性监测结果",
    "{span}国控企业监督性监测信息公开",
    "关于公布{span}国家重点监控企业污染源监督性监测情况的公告",
    "{span}重点污染源监督性监测情况",
    "示例市{span}污染源监测数据公示",
)


MENU = (
    '<ul class="nav"><li><a href="/">首页</a></li><li><a href="/wry">重点污染源</a></li>'
    '<li><a href="/db">排污达标信息</a></li></ul>'
)


@dataclass
class Line:
    """One measurement."""

    enterprise: str
    region: str
    kind: str
    point: str
    day: date
    pollutant: str
    unit: str
    limit: str
    value: str
    verdict: str
    multiple: str = "—"
    reason: str = ""


@dataclass
class Made:
    """A place with its reports, and what must be found there: (rule, problem, subject)."""

    period: Period
    pages: list[Page] = field(default_factory=list)
    faults: list[tuple[str, str, str]] = field(default_factory=list)
    form: str = ""

    def site(self) -> Snapshot:
        """The snapshot of the place."""
        unit = Department("hbj", "示例市环境保护局", ("市环保局",), home="http://own/")
        return Snapshot(unit, self.period, tuple(self.pages), place=Place.OWN)


def is_range(limit: str) -> bool:
    """Whether a limit is a range, as that of pH."""
    return "-" in limit or "～" in limit


class Maker:
    """Makes reports from a seed."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)
        self.number = 0

    def lines(self, span: Span, kinds: list[str]) -> list[Line]:
        """Measurements at a few enterprises of each kind."""
        chance, found = self.chance, []
        towns = chance.sample(TOWNS, len(TOWNS))
        for kind in kinds:
            for trade in chance.sample(TRADES[kind], chance.randint(2, 3)):
                town = towns.pop()
                name, region = f"{town}{trade}", town + chance.choice(("区", "县"))
                day = span.begin + timedelta(days=chance.randint(0, (span.end - span.begin).days))
                point = chance.choice(
                    ("总排口", "1号排口", "出水口") if kind != "废气" else ("1号炉", "2#机组", "窑尾")
                )
                for each in chance.sample(KINDS[kind], chance.randint(2, 4)):
                    found.append(self.line(name, region, kind, point, day, each, is_over=chance.random() < 0.15))
        return found

    def line(self, name: str, region: str, kind: str, point: str, day: date, each: tuple, *, is_over: bool) -> Line:
        """One measurement, over its limit or not, told as it is."""
        pollutant, unit, limit, digits = each
        value, multiple = self.figure(limit, digits, is_over=is_over)
        verdict = self.chance.choice(NOT_KEPT if is_over else KEPT)
        return Line(name, region, kind, point, day, pollutant, unit, limit, value, verdict, multiple)

    def figure(self, limit: str, digits: int, *, is_over: bool) -> tuple[str, str]:
        """A figure and by how many times it is over its limit."""
        chance, step = self.chance, Decimal(1).scaleb(-digits)
        if is_range(limit):
            value = Decimal(chance.randint(920, 1050) if is_over else chance.randint(620, 880)).scaleb(-2)
            return str(value), "—"
        top = Decimal(limit.split("(")[0])
        high = Decimal(limit.split("(")[1][:-1]) if "(" in limit else top
        part = Decimal(chance.randint(115, 290)) / 100 if is_over else Decimal(chance.randint(10, 95)) / 100
        value = ((high if is_over else top) * part).quantize(step)
        if not is_over and chance.random() < 0.1:
            return chance.choice(("未检出", f"<{value}", f"{value}L")), "—"
        if not is_over:
            return str(value), "—"
        return str(value), str(((value - high) / high).quantize(Decimal("0.01"), ROUND_HALF_UP))

    def page(
        self, title: str, body: str, published: date | None, files: dict[str, tuple[str, bytes]] | None = None
    ) -> Page:
        """A page as the reader sees it."""
        self.number += 1
        column = self.chance.choice(("污染源监测", "监督性监测", "环境监测信息", "重点领域信息公开"))
        menu = self.chance.choice(("", MENU))
        shown = f'<div class="info">发布时间：{published} 来源：市环境保护局</div>' if published else ""
        head = f'<html><head><meta charset="utf-8"><title>{title}</title></head><body>{menu}<h1>{title}</h1>{shown}'
        html = f'{head}<div class="content">{body}</div></body></html>'
        url = f"http://own/{self.number}.html"
        documents = tuple(_document(f"http://own/{name}", data, label) for name, (label, data) in (files or {}).items())
        return Page(**vars(_document(url, html.encode(), title)), columns=(column,), documents=documents)


def _document(url: str, body: bytes, label: str) -> Document:
    fetched = datetime(2013, 8, 1, 2, 10, 4, tzinfo=CHINA)
    return Document(
        url, Place.OWN, fetched, sha256(body).hexdigest(), label, read(body, url=url, name=url.rsplit("/", 1)[1])
    )


def long_table(maker: Maker, lines: list[Line], roles: list[str]) -> list[list[str]]:
    """Rows of a table with one measurement a row."""
    heads = [maker.chance.choice(SPELLINGS[role]) for role in roles]
    asks_over = "verdict" in roles and maker.chance.random() < 0.15
    if asks_over:
        heads[roles.index("verdict")] = "是否超标"
    rows = [["序号", *heads]]
    for n, line in enumerate(lines, 1):
        cells = [str(getattr(line, role)) for role in roles]
        if asks_over and line.verdict:
            cells[roles.index("verdict")] = (
                "否" if line.verdict in KEPT else "是" if line.verdict in NOT_KEPT else line.verdict
            )
        rows.append([str(n), *cells])
    return rows


def html_table(rows: list[list[str]]) -> str:
    """The rows as a table of a page."""
    return (
        "<table>" + "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows) + "</table>"
    )


def merged_table(rows: list[list[str]], columns: int) -> str:
    """The same with equal cells of the first columns merged downwards."""
    parts = ["<table>"]
    for at, row in enumerate(rows):
        cells = []
        for n, cell in enumerate(row):
            if 0 < n <= columns and at > 1 and rows[at - 1][1 : n + 1] == row[1 : n + 1]:
                continue
            reach = 1
            while (
                0 < n <= columns and at > 0 and at + reach < len(rows) and rows[at + reach][1 : n + 1] == row[1 : n + 1]
            ):
                reach += 1
            cells.append(f'<td rowspan="{reach}">{cell}</td>' if reach > 1 else f"<td>{cell}</td>")
        parts.append("<tr>" + "".join(cells) + "</tr>")
    return "".join(parts) + "</table>"


def workbook(sheets: dict[str, list[list[str]]]) -> bytes:
    """The rows as sheets of a workbook, with a title above."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        sheet.append([f"{name}监督性监测结果表"])
        for row in rows:
            sheet.append([_number(cell) for cell in row])
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def _number(cell: str) -> str | int | float:
    return int(cell) if cell.isdigit() else cell


def wide_table(lines: list[Line]) -> list[list[str]]:
    """Rows with a column for each pollutant, below a row of limits; only for measurements with one limit a pollutant."""
    pollutants = list(dict.fromkeys((line.pollutant, line.unit, line.limit) for line in lines))
    heads = ["企业名称", "监测日期", *(f"{name}({unit})" if unit else name for name, unit, _ in pollutants), "达标情况"]
    rows = [heads, ["标准限值", "", *(limit for _, _, limit in pollutants), ""]]
    for name in dict.fromkeys(line.enterprise for line in lines):
        own = {line.pollutant: line for line in lines if line.enterprise == name}
        missed = [line for line in own.values() if line.verdict in NOT_KEPT]
        cells = [own[each].value if each in own else "—" for each, _, _ in pollutants]
        rows.append(
            [
                name,
                f"{next(iter(own.values())).day.month}月{next(iter(own.values())).day.day}日",
                *cells,
                "超标" if missed else "达标",
            ]
        )
    return rows
