"""What the labels of a column or a row say of its figures: whose year, budget or accounts, of which money, or a change."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from rules.dates import plain_years
from rules.phrases import squeeze

_SKIPPED = re.compile(
    r"序号|行次|栏次|代码|编码|编号|备注|说明|原因|占(?!用)|比重|完成.{0,8}(?:%|率|比)|(?:执行|完成|预算执行)(?:率|进度)|进度|责任|联系|电话|编制数|口径"
)
_FUNDS = re.compile(
    r"一般公共(?:财政)?预算(?:财政)?(?:拨款)?|公共财政(?:预算)?(?:拨款)?|公共预算(?:财政)?(?:拨款)?|一般预算(?:财政)?(?:拨款)?|财政(?:预算)?拨款|经费拨款|本级财力"
)
_OTHER = re.compile(
    r"政府性?基金(?:预算)?|国有资本(?:经营)?(?:预算)?|财政专户|专户|非税|其他(?:资金|收入|来源)|自筹|事业(?:收入|单位资金)|单位资金|上级|经营收入|结转|结余"
)
_ALL = re.compile(r"(?:^|/)(?:[^/]{0,8})?(?:合计|小计|总计|全口径|资金总额)(?:数|金额)?(?=/|$)")
_CHANGE = re.compile(
    r"增减|增加|减少|增长|下降|变化|变动|增幅|降幅|同比|差额|升降|对比|±|比较|降低|压缩|[比较与](?:上|去)年"
)
_PERCENT = re.compile(r"%|率|幅|比例|百分")
_LESS = re.compile(r"减少|下降|降幅|降低|压缩")
_AGAINST_LAST = re.compile(r"决算数?(?:对比|比较|增减|变[动化])|[上去]年|[上去]一?年度|上期|同比|同期")
_AGAINST_PLAN = re.compile(
    r"[比较与超]{1,2}(?:年初|当年|本年|全年|调整)*预算|预决算|预算差|决算[^/]{0,4}[比较与减-][^/]{0,4}预算"
)
_LAST = re.compile(r"[上去](?:一)?年度?(?!.*结)|上-|上期|同期")
_THIS = re.compile(r"[本当今]年|本-|本期|本次")
_OLDER = re.compile(r"前年")
_FINAL = re.compile(r"决算|执行|实际(?:支出|发生|完成|使用)?|实支|支出数|完成数|本年支出|发生[数额]|统计数|累计支出")
_BUDGET = re.compile(r"预算|计划|安排")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})(?!\d)")
_SHORT_YEAR = re.compile(r"(?<!\d)(1\d)年")


@dataclass(frozen=True)
class Sense:
    """What labels say: `years` named; `when` "this", "last", "older" or ""; `kind` "budget", "final" or "".

    `fund` "all", "fiscal", "other" or ""; `change` "amount", "percent" or ""; `less` when its figures are decreases;
    `against` "last", "plan" or "" is what a change is measured from; `skipped` for numbers that are no figures.
    """

    years: tuple[int, ...] = ()
    when: str = ""
    kind: str = ""
    fund: str = ""
    change: str = ""
    less: bool = False
    against: str = ""
    skipped: bool = False

    def distance(self, year: int | None) -> int | None:
        """How many years its figures lie from `year`: 0 for the same, -1 for the year before; None when nothing says."""
        if len(self.years) == 1 and year is not None:
            return self.years[0] - year
        return {"this": 0, "last": -1, "older": -2}.get(self.when)

    @property
    def is_mute(self) -> bool:
        """Whether the labels say nothing at all."""
        return self == Sense()


def sense_of(labels: Iterable[str]) -> Sense:
    """What nested labels, outermost first, say together."""
    return _sense_of(tuple(dict.fromkeys(labels)))


@lru_cache(maxsize=16384)
def _sense_of(labels: tuple[str, ...]) -> Sense:
    texts = [squeeze(plain_years(label)) for label in labels]
    text = "/".join(texts)
    if _SKIPPED.search(text):
        return Sense(skipped=True)
    years = _years(text)
    fund = _fund(texts, text)
    words = _OTHER.sub("", _FUNDS.sub("", text))
    bare = re.sub(r"[、()+,:]|/(?=减)", "", words)
    if _CHANGE.search(bare) or len(years) > 1:
        return _change(texts, bare, years, fund)
    kind = "final" if _FINAL.search(words) else "budget" if _BUDGET.search(words) else ""
    when = "older" if _OLDER.search(text) else "last" if _LAST.search(text) else "this" if _THIS.search(text) else ""
    return Sense(years, when, kind, fund)


def _years(text: str) -> tuple[int, ...]:
    found = [int(year) for year in _YEAR.findall(text)] or [2000 + int(year) for year in _SHORT_YEAR.findall(text)]
    return tuple(dict.fromkeys(found))


def _fund(texts: list[str], text: str) -> str:
    """Of which money the innermost label that names one speaks."""
    for label in reversed(texts):
        if _OTHER.search(label) and not _FUNDS.search(label):
            return "other"
        if _FUNDS.search(label):
            return "fiscal"
        if _ALL.search(label):
            return "all"
    return ""


def _change(texts: list[str], bare: str, years: tuple[int, ...], fund: str) -> Sense:
    innermost = re.sub(r"[、()+]", "", texts[-1])
    percent = _PERCENT.search(innermost) or (_PERCENT.search(bare) and not re.search("额|数", innermost))
    signed = re.search("增减?|升|变|差|比", re.sub("[比较与](?=[上去])", "", innermost))
    less = bool(_LESS.search(innermost)) and not signed
    last = _AGAINST_LAST.search(bare) or len(years) > 1
    against = "last" if last else "plan" if _AGAINST_PLAN.search(bare) else ""
    return Sense(years, "", "", fund, "percent" if percent else "amount", less, against)
