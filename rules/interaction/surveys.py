"""征集调查 — people are asked for their opinions, and told what came of it.

The national check of 2019 counts the calls for opinions and the surveys of a year, and asks for the result of each one that
ended. That a result is due within sixty days is unverified: it is only said that it is to be published in time.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from crawler.snapshot import Snapshot
from rules.finding import Finding, inapplicable
from rules.hearing.counted import Owed, count
from rules.hearing.held import Matter, window
from rules.hearing.results import WORDS, is_result, no_results
from rules.rule import rule

TOPIC = "hearing-survey"
OWED_FROM = date(2019, 4, 1)  # 国办秘函〔2019〕19号
NAMED = re.compile(
    "(?:意见|民意|网上|在线|网络|建议)征集|征集(?:调查|意见|专栏|中心)|调查征集|(?:民意|网上|在线|问卷|网络)调查|征求意见|听证"
)
CALL = re.compile(
    "征求.{0,40}意见|征集.{0,30}(?:意见|建议)|意见征集|(?:问卷|网上|网络|民意|满意度)调查|公开征集|听证会?公告|征询意见"
)
NO_CALL = re.compile(
    "方案|制度|须知|使用说明|使用方法|统计表|采购|招标|中标|比选|供应商|意向|承租|志愿者|线索|会议|座谈|召开|培训"
)


@rule(
    title="征集调查",
    duty="2019年4月1日起，网站每年开展的意见征集、网上调查不少于规定次数；结束的公布结果。12月按全年计算，其他月份按最近12个月计算。",
    basis="国办秘函〔2019〕19号“征集调查”",
    reads=[TOPIC],
    problems={
        "missing": "没有征集调查",
        "too-few": "征集调查次数不足",
        "no-result": "征集调查结束后没有公布结果",
        "broken": "征集调查栏目打不开",
    },
    spans=("no-result",),
    anchored=("no-result",),
)
def surveys(site: Snapshot, *, per_year: int) -> Iterator[Finding]:
    """As many calls for opinions as are owed were held in the last twelve months, and each that ended has its result."""
    if site.period.first < OWED_FROM:
        yield inapplicable("征集调查的次数和结果自2019年4月1日起检查")
        return
    matter, time = Matter(site, NAMED, _is_call), window(site, OWED_FROM)
    yield count(matter, Owed(TOPIC, "征集调查", per_year, time, WORDS))
    yield from no_results(matter, time.first)


def _is_call(title: str, is_listed: bool) -> bool:
    """Whether a title is that of a call: any in a column of them, elsewhere one that says so; results are none."""
    if len(title) < 4 or NO_CALL.search(title) is not None or is_result(title):
        return False
    return is_listed or CALL.search(title) is not None
