"""How schedules are called: two families of names and their variants, by the part that each plays (财预〔2016〕143号)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from rules.accounts.schedules.schedule import (
    APPROPRIATED,
    APPROPRIATION,
    BALANCE,
    BASIC_TABLE,
    CAPITAL_TABLE,
    EXPENDITURE_TABLE,
    FUND_TABLE,
    GENERAL_TABLE,
    INCOME_TABLE,
    OTHER,
    PERFORMANCE,
    PROCUREMENT,
    PROJECTS,
    THREE_PUBLIC,
)
from rules.bodies import named
from rules.phrases import squeeze, unnumbered

LONGEST = 60
SHORTEST_BODY = 5  # characters of a body's name with words of a schedule, so that 项目库 is none
_PAGE = re.compile(
    r"(?<=[表)])(?:(?:金额|货币)?单位[:(]|财?决?公开\d+表|部门[:]|编制单位|单位名称|部门名称)[\s\S]*$|"
    r"(?:[.．…\-_—]{2,}|PAGEREF)[\s\S]*$|[(]\s*\d{0,3}(?:-\d{1,3})?\s*[)]$|(?<=[表)])[\s.]*\d{1,3}$"
)
_BARS = re.compile(r"[|｜│]+")
_UNSAID = re.compile(
    r"(?:^|[.、)])表\d{1,2}(?:-\d{1,2})?[^表]*$"
)  # 表7 stands before a name that does not say 表 again
_FILE = re.compile(r"\.(?:xlsx?|docx?|pdf|et|wps|csv|rar|zip)$", re.IGNORECASE)
_LEAD = re.compile(
    r"^(?:[-—_.、:,)(]+|(?:公开|预算|决算|附|财决|部门公开|Z|GK)?表?第?\d{1,2}(?:-\d{1,2})?(?:号|张)?表?[::.、_-]?"
    r"|(?:附)?表[一二三四五六七八九十]{1,3}[::.、]?|附(?:件|表)\d{0,2}(?:-\d{1,2})?[::.、]?|[(]?[一二三四五六七八九十]{1,3}[).、])+"
)
_ENDS = re.compile(
    r"(?:总体?|决算|预算|收支|收入|支出|情况|经费|明细|汇总|基金|安排|统计|公开|拨款|分类|构成|执行|一览|公示|目标|测算|费|计划|分单位|分科目"
    r"|^出决算|绩效|采购|结转|配置|信息|资产|自评|项目)表$"
)
_BRACKETS = re.compile(r"[(][^()]{0,24}[)]?")
_PROSE = re.compile(r"说明$|[。;!?,]|详见|如下")
_FURTHER = re.compile(
    r"资产|转移支付|债务|机关运行|机构|人员(?!经费)|编制|专户|非税|专项|收费|会议|培训|中期|存量|其他资金|一般性支出|业务费|结转资金"
    r"|非财政拨款|社会?保险?基金|事业基金|委托|基本数|经济分类(?!.*(?:总表|基本支出))|政府预算(?!基本)|分配"
)
_PURCHASES = re.compile(r"采购|购买服务")
_PROJECT = re.compile(r"项目(?:收入)?(?:支出|收支|明细|预算|绩效|表|情况|安排|清单)|重点项目")
_GENERAL = re.compile(r"公共预算|公共财政|般预算")
_SPENDS = re.compile(r"支出|拨款|收支|情况")
_BOTH = re.compile(r"收支|收入(?:、|和|与|及)?支出|收、支")
_MANY = re.compile(r"[^表]{2,60}表(?:[(][^()]{0,24}[)]){0,2}")


@lru_cache(maxsize=8192)
def bare(line: str) -> str:
    """A heading in the form in which names are compared: without numbers before it and a page number behind."""
    text = _FILE.sub("", _BARS.sub("", squeeze(line)))
    while (less := _PAGE.sub("", text)) != text:
        text = less
    return _LEAD.sub("", unnumbered(_LEAD.sub("", text))).rstrip(".:、")


@lru_cache(maxsize=8192)
def roles_of(line: str) -> tuple[str, ...]:
    """The parts that a line names, when it is the name of a schedule and nothing else; usually one, () for any other line."""
    text = bare(line) if "表" in line and len(line) <= LONGEST * 2 else ""
    text += "表" if "表" not in text and _UNSAID.search(squeeze(line)) else ""
    if not 3 <= len(text) <= LONGEST or _PROSE.search(text):
        return ()
    name = _BRACKETS.sub("", text) or text
    whole, _, behind = name.rpartition("表")
    if behind not in ("", "公开", "格式", "样式") or not _ENDS.search(f"{whole}表"):
        return ()
    body = _body(whole)
    return _roles(f"{whole.replace(body, '', 1)}表", text.replace(body, "", 1))


def _body(name: str) -> str:
    """The body before the name of a schedule where it may share words with names of others, as 机构编制委员会 does; else ""."""
    shared = _FURTHER.search(name) or _PURCHASES.search(name) or _PROJECT.search(name) or "绩效" in name
    body = named(name) if shared else ""
    return body if len(body) >= SHORTEST_BODY else ""


def _roles(name: str, text: str) -> tuple[str, ...]:
    """The parts of a bare name; `text` is the same with what stands in brackets."""
    fund, capital = "性基金" in name or "基金预算" in name, "国有资本" in name
    if "三公" in name or ("出国" in name and "接待" in name):
        return (OTHER,) if (fund or capital) and not _GENERAL.search(name) else (THREE_PUBLIC,)
    if (fund or capital) and "绩效" not in name and not _PURCHASES.search(name):
        both = ((FUND_TABLE,) if fund else ()) + ((CAPITAL_TABLE,) if capital else ())
        return (APPROPRIATED,) if _GENERAL.search(name) else both
    return _plain(name, text)


def _plain(name: str, text: str) -> tuple[str, ...]:
    by_class = "经济" in text and "功能" not in text
    found = ""
    if "绩效" in name:
        found = PERFORMANCE
    elif _PURCHASES.search(name):
        found = PROCUREMENT
    elif "基本支出" in name:
        found = BASIC_TABLE
    elif _PROJECT.search(name):
        found = PROJECTS
    elif _FURTHER.search(name):
        found = OTHER
    elif _GENERAL.search(name):
        found = OTHER if by_class or not _SPENDS.search(name) else GENERAL_TABLE
    elif "拨款" in name:
        found = _of_appropriation(name, by_class)
    elif _BOTH.search(name):
        found = BALANCE
    elif "支出" in name or name.startswith("出决算"):
        found = EXPENDITURE_TABLE if "总" in name or not by_class else OTHER
    elif "收入" in name:
        found = INCOME_TABLE
    return (found,) if found else ()


def _of_appropriation(name: str, by_class: bool) -> str:
    """A name with 拨款: both sides of it, its expenditure, or something further."""
    if _BOTH.search(name) or ("支出" not in name and re.search("总(?:体情况|体)?表$", name)):
        return APPROPRIATION
    return APPROPRIATED if "支出" in name and not by_class else OTHER


def listed(line: str) -> Iterator[str]:
    """The names of schedules in a line: the line itself, or the several names that a list of contents ran together."""
    if "表" not in line:
        return
    names = [part[-LONGEST:] for part in _MANY.findall(squeeze(line)[:4000])] if line.count("表") > 1 else []
    spoken = [name for name in map(_last, names) if roles_of(name)]
    if len(spoken) >= (2 if len(line) <= LONGEST * 2 else 3):
        yield from spoken
    elif roles_of(line):
        parts = [part.strip() for part in _BARS.split(line)]
        yield next((part for part in parts if roles_of(part)), line.strip(" |｜│\t\u3000\u00a0"))


_INNER = re.compile(
    r"[一二三四五六七八九十]{1,3}、|[一二三四五六七八九十]{1,2}(?=[\u4e00-\u9fff])|\d{1,2}[.、]|[。;:,]|表[一二三四五六七八九十\d]{1,3}|部分"
)


def _last(name: str) -> str:
    """What stands behind the last number in a run of names."""
    cuts = [match.end() for match in _INNER.finditer(name, 0, max(len(name) - 4, 0))]
    for cut in [0, *cuts]:
        if roles_of(name[cut:]):
            return name[cut:]
    return name
