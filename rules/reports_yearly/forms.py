"""Which form binds the report of a year, and by when it is owed.

Sources: 《政府信息公开条例》（国务院令第492号）第三十一、三十二条，2008年5月1日施行; 国办发〔2014〕32号 (the table of statistics);
《政府信息公开条例》（国务院令第711号）第四十九、五十条，2019年5月15日施行; 国办公开办函〔2019〕60号 (reports for 2019 and 2020);
国办公开办函〔2021〕30号 (reports from 2021). That what is no government of a county or above, nor a department of one, may
take until the end of March is unverified: 第四十九条 names no day for them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from crawler.snapshot import Snapshot
from rules.bodies import is_place
from rules.phrases import squeeze

FIRST = 2008  # the first year that a report was owed for
TABLES_FROM = 2019  # the year from which the form has three tables
JANUARY_FROM = 2019  # the year from which departments report by the end of January
_GOVERNMENT = re.compile(
    "政府$|政府(?:门户)?网站?$|政府办公?[厅室]?$|公开办(?:公室)?$|(?:镇|乡|街道|街道办事处|街道办)$"
)


class Part(NamedTuple):
    """A part of a report: what it is called, and words of which one stands where it is."""

    name: str
    words: re.Pattern[str]


_ABOUT_PUBLISHED = Part(
    "主动公开政府信息的情况",
    re.compile("主动公开|公开[^。]{0,12}信息[^。]{0,6}[\\d一二三四五六七八九十百千零〇]|第二十条"),
)
_ABOUT_ASKED = Part(
    "依申请公开的情况", re.compile("依申请|申请公开|公开申请|申请.{0,8}信息公开|(?:收到|受理|接到).{0,12}申请")
)
_ABOUT_DISPUTES = Part("行政复议、行政诉讼情况", re.compile("复议|诉讼"))
_ABOUT_FAULTS = Part(
    "存在的主要问题及改进情况",
    re.compile(
        "存在.{0,14}(?:问题|不足|困难|差距|短板)|(?:主要|突出)(?:的)?问题|问题(?:和|及|与|、|以及).{0,8}(?:改进|措施|建议|打算|对策|办法|不足|困难)"
        "|改进(?:措施|情况|意见|方向|办法|工作)|下一步|下步|今后.{0,12}(?:打算|工作|努力|措施)|不足|有待|薄弱|不够|差距|短板|工作(?:打算|思路|计划|安排)"
    ),
)
PARTS_2008 = (
    _ABOUT_PUBLISHED,
    _ABOUT_ASKED,
    Part("收费及减免情况", re.compile("收费|费用|减免|免费|收取|检索费|成本费|邮寄费|信息处理费|收过费|任何费")),
    _ABOUT_DISPUTES,
    _ABOUT_FAULTS,
)
PARTS_2019 = (
    Part("总体情况", re.compile("总体情况|基本情况|工作情况|概述|概况|主动公开")),
    _ABOUT_PUBLISHED,
    _ABOUT_ASKED,
    _ABOUT_DISPUTES,
    _ABOUT_FAULTS,
    Part("其他需要报告的事项", re.compile("其[他它][^。]{0,8}(?:事项|情况)|信息处理费|(?:无|没有)其[他它]")),
)

TABLES_2019 = (
    Part("表二（主动公开情况）", re.compile("第二十条|现行有效|本年处理决定|对外公开总数量")),
    Part("表三（申请情况）", re.compile("本年新收|上年结转|勾稽关系|结转下")),
    Part("表四（复议诉讼情况）", re.compile("结果维持|结果纠正|尚未审结|复议后起诉")),
)


def tables_owed(year: int) -> Sequence[Part]:
    """The tables that the report of a year must have, each with words that stand in no other place."""
    return TABLES_2019 if year >= TABLES_FROM else ()


def parts_owed(year: int) -> Sequence[Part]:
    """The parts that the report of a year must have."""
    return PARTS_2019 if year >= TABLES_FROM else PARTS_2008


def is_government(site: Snapshot) -> bool:
    """Whether a body is a government, or its office, or answers for the portal; not one of its departments."""
    return site.whole is not None or any(
        _GOVERNMENT.search(squeeze(name)) or is_place(squeeze(name)) for name in site.department.names
    )


def deadline(year: int, government: bool) -> date:
    """The last day on which the report of a year is in time."""
    return date(year + 1, 3, 31) if year < JANUARY_FROM or government else date(year + 1, 1, 31)


def due_year(site: Snapshot) -> int | None:
    """The latest year whose report was owed when a place was visited; None before any was."""
    visited = max((page.fetched.date() for page in site.pages), default=site.period.last)
    for year in (site.period.year - 1, site.period.year - 2):
        last = deadline(year, is_government(site))
        if year >= FIRST and last <= site.period.last and last < max(visited, site.period.last):
            return year
    return None
