"""在线访谈 — talks with people on the portal.

Those who lead a department answer people's questions on the portal, six times a year by the city's plan of 2013 and the national
check of 2019. An announcement and the record of a talk are one; what bears no day is left to a person.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from crawler.snapshot import Snapshot
from rules.finding import Finding, inapplicable
from rules.hearing.counted import Owed, count
from rules.hearing.held import Matter, window
from rules.rule import rule

TOPIC = "hearing-interview"
OWED_FROM = date(
    2013, 1, 1
)  # by the city's plan; since October by 国办发〔2013〕100号. What was owed before: unverified
NAMED = re.compile("访谈|在线直播|网络直播|政民面对面|在线交流")
NO_TALK = re.compile(
    "方案|制度|办法|规定|须知|安排表|计划|征集.{0,8}(?:话题|选题|问题)|调查表|投票|使用方法|帮助|更多|往期|列表|统计|招聘|采购|招标|中标"
)
WORDS = re.compile(
    "在线访谈|网上访谈|视频访谈|访谈|预告|文字实录|图文实录|实录|文字|图文|图片|视频|回放|直播|摘要|精彩|现场|嘉宾|主题|本期|公告|通知|开始|即将|正在进行|已结束"
)


@rule(
    title="在线访谈",
    duty="2013年起，门户网站组织部门负责人在线访谈，每年不少于规定次数，注明时间。12月按全年计算，其他月份按最近12个月计算；预告和实录算一次。",
    basis="2013年政务公开工作安排《在线访谈》；国办发〔2013〕100号；国办秘函〔2019〕19号",
    reads=[TOPIC],
    problems={
        "missing": "没有在线访谈",
        "too-few": "在线访谈次数不足",
        "undated": "在线访谈没有注明时间",
        "broken": "在线访谈栏目打不开",
    },
)
def interviews(site: Snapshot, *, per_year: int) -> Iterator[Finding]:
    """As many talks as are owed were held in the last twelve months, or in the year when it ends."""
    if site.period.first < OWED_FROM:
        yield inapplicable("在线访谈自2013年起要求")
        return
    matter = Matter(site, NAMED, is_talk)
    yield count(matter, Owed(TOPIC, "在线访谈", per_year, window(site, OWED_FROM), WORDS, "undated"))


def is_talk(title: str, is_listed: bool) -> bool:
    """Whether a title is that of a talk: any in a column of talks, elsewhere one that says so."""
    if NO_TALK.search(title) is not None or len(title) < 4:
        return False
    return is_listed or "访谈" in title
