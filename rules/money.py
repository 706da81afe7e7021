"""Which of the four money documents a page is: a budget or final accounts, whole or of the three public expenses.

The title decides, else the lines with which the text opens, else what the text lists. 《政府信息公开条例》第十条第四项;
《预算法》第十四条.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from rules.bodies import named
from rules.lookalikes import is_someone_elses, lists_bodies, mere_mention
from rules.titles import MONEY, granted, is_sentence, simplified, title_of

BUDGET, FINAL = "budget", "final"
NAMES = {
    ("three-public", BUDGET): "three-public-budget",
    ("three-public", FINAL): "three-public-final",
    ("department", BUDGET): "department-budget",
    ("department", FINAL): "department-final-accounts",
}
_TELLS = "三公 预算 决算 接待费 行政经费 收支总 預算 決算 基本职能及主要工作".split()
_SEEN, _WINDOW = 20_000, 12_000

_THREE = re.compile("三公|行政经费|(?:公务)?接待费|公务用车|因公出国")
_JOINED = re.compile(
    "(?:预算|决算|收支)[^三]{0,14}?(?:及|和|与|、|暨|以及|/|,|加|并)[^三]{0,14}三公"
    "|三公[^预决]{0,8}(?:及|和|与|、|暨)[^三]{0,6}(?:部门|单位|年度|财务|收支)[^三]{0,4}(?:预|决)算"
    "|三公[^预决]{0,4}(?:预|决)算(?:及|和|与|、|暨)[^三]{0,8}(?:部门|单位|收支|财务)"
)
_MODIFIES = re.compile("(?:预算|决算)(?:公开)?(?:中|内|里|的|之|安排|财政拨款|支出)*(?:有关|相关)?三公")
_BOTH = re.compile("预算?[及和与、]?决算")
_SPEAKS = {
    BUDGET: re.compile("预算"),
    FINAL: re.compile("决算|执行|实际|支出[数额]|支出情况(?!表)|开支|使用情况|花费|批次|人次|辆"),
}
_FUND = re.compile("(?:一般公共|公共财政|公共|政府性基金|国有资本经营)(?:财政)?预算|财政预算(?=拨款|资金|安排)")
_COMPARED = re.compile(
    r"(?:与|同|较|比|对比)[^,。;:]{0,12}?(?:预算|决算|执行)(?:数|情况)?|(?:上年|去年|上年度)(?:年初)?(?:预算|决算|执行)数?|(?:年初|全年|调整|年中)预算数?"
    r"|预算(?:单位|科目|法|级次|外|内|管理|编审|编制|绩效|的[\d一二三四五六七八九])|完成预算|采购预算"
)
_SET_BESIDE = re.compile(
    "(?:较|比|对比)[^,]{0,12}?(?:预算|决算|执行)数?|(?:与|同|和)[^,]{0,14}?(?:预算|决算|执行)(?:数|情况)?(?:相?比|对比|比较|差异|增减)"
)
_FINAL = re.compile("决算|预算执行|执行(?:情况|数)|实际(?:支出|发生|开支)|使用情况|开支(?!的|标准|范围|单位)|预决算")
_BUDGET = re.compile("预算(?!执行)|预决算|安排情况")
_OF_TWO_YEARS = re.compile(
    r"20\d\d年度?[^。;\d]{0,12}(?:决算|执行情况)(?:情况)?(?:和|及|与|、)20\d\d年度?[^。;\d]{0,12}预算"
)
_SPENT = re.compile("支出(?:情况|公示|公开|说明|明细|汇总|统计|$)[^。]{0,12}$")
_PAST = re.compile(
    r"实际(?:支出|发生|开支)|执行数|(?:共|全年|累计|合计)(?:支出|发生)|开支[为共]?\d|(?:已|实际)支出\d|\d批次?(?:次)?[,、]?[^。]{0,8}\d+人次|截[至止]20\d\d年1?2?月|新购置?\d|重点工作完成情况"
)
_BUDGET_FORM = re.compile("一般公共预算三公经费支出(?:情况)?表")  # of final accounts it is called 支出决算表
_AHEAD = re.compile("安排|拟|计划|预计|将")

_SCHEDULES = tuple(
    re.compile(words)
    for words in (
        "收支(?:预算|决算)?总(?:体情况)?表|收入支出(?:预算|决算)?(?:总?表|总体情况)|收支(?:预算|决算)总体情况|部门收支总|收支(?:预算|决算)表|收支总体情况表",
        "(?:^|[^支])收入(?:预算|决算)?总?表|收入总体情况表|收入决算|收入预算",
        "(?<!经费)(?<!入)支出(?:预算|决算)?总表|(?<!入)支出(?:决算|预算)表|部门支出总表|(?<!入)支出总体情况表",
        "财政拨款(?:收支|收入支出)",
        "(?:一般公共预算|公共财政预算|财政拨款)(?:财政)?(?:拨款)?(?:当年)?(?:收入)?支出(?:决算|预算)?(?:情况)?(?:表|说明|\\d)",
        "基本支出(?:预算|决算)?(?:明细|情况)?(?:表|说明)|基本支出预?决?算?[为共]?\\d",
        "政府性基金(?:预算)?(?:财政拨款)?(?:收入|收支)?支出|政府性基金(?:预算)?收支|政府性基金预算拨款",
        "收入(?:预算|决算|总计|合计|总额|总预算|总额)(?:情况|说明|为|共|总额)?|(?:收支|支出)(?:总体)?(?:预算|决算|增减变化|情况)(?:说明|情况)|收[、支]{0,2}支?总(?:计|预算)|本年(?:收入|支出)合计|收支概况|预算(?:收入|支出)\\d",
        "机关运行经费(?:支出|安排|情况)|政府采购(?:支出|安排|情况|预算)|国有资产占[用有]",
    )
)
_DUTIES = re.compile(
    "主要职[责能]|(?:部门|单位|机构)职[责能]|基本职能|职能职责|机构设置|内设机构|(?:部门|单位)(?:基本)?(?:概况|情况)|单位构成|预算构成"
)
_ACCOUNTS = re.compile(r"20\d\d年?度?(?:部门|单位)?(?:收支|收入|支出)?(?:预|决)算|(?:部门|单位)(?:预|决)算|[预决]算表")
_CONTENTS = re.compile("目录|第[一1]部分")
_HEADS = (re.compile("出国|出境"), re.compile("接待"), re.compile("用车|公车|购车|车辆(?:购置|运行|维修|燃[油修]|费)"))
_FIGURE = re.compile(r"\d(?:亿|万|千)?元|[零无]元|单位:?[(]?(?:人民币)?[万千亿]?元|[(][万千亿]?元[)]|\d\|")
_NIL = re.compile("(?:无|没有|未|不)[^,。;]{0,12}(?:三公|出国|接待|用车)")
_YEAR_OF = r"(20\d\d)年?(?:度)?[^。;20]{0,14}?"


@dataclass(frozen=True)
class Judgement:
    """What a page is: names of money topics, the foremost first; or what it is instead: `news`, `other`, `column-index`."""

    types: tuple[str, ...] = ()
    instead: str = ""


def tells_of_money(title: str, text: str) -> bool:
    """Whether a page has any word of budgets or expenses: a cheap test that most pages of a site fail."""
    return any(word in title or text.find(word, 0, _SEEN) >= 0 for word in _TELLS)


def judge(title: str, text: str, published: date | None = None, issuer: str = "") -> Judgement:
    """What a page with this title and text is; neither a type nor an `instead` when it is about something else."""
    if not tells_of_money(title, text):
        return Judgement()
    called, body = title_of(title, text), simplified(text[:_WINDOW])
    types = tuple(_types(called, body, published))
    if not types and not MONEY.search(called):
        return Judgement()
    mention = mere_mention(called, body, text, bool(types) and (shows_figures(body) or _is_whole(body)))
    if not mention and is_someone_elses(called, body, issuer) and not (types and lists_bodies(text)):
        mention = "other"
    return Judgement((), mention) if mention else Judgement(types)


@lru_cache(maxsize=16384)
def promised(label: str) -> tuple[str, ...]:
    """The money topics that the words of a link promise; both kinds when they state none."""
    called = granted(simplified(label))
    if not MONEY.search(called) or mere_mention(called, "", "", False) or is_someone_elses(called, ""):
        return ()
    kinds = _kinds(called) or (BUDGET, FINAL)
    return tuple(NAMES[family, kind] for family in _families(called, "") for kind in kinds)


def kinds_of(title: str, text: str, published: date | None = None) -> tuple[str, ...]:
    """`budget`, `final` or both, the foremost first: by the title, else by the text, else by the day of publication."""
    called, body = title_of(title, text), simplified(text[:_WINDOW])
    return _kinds(called) or _body_kinds(called, body, published)


def tells_only(texts: Iterable[str], kind: str) -> bool:
    """Whether texts whose title names both kinds (预决算公开) speak of this kind alone."""
    plain = _COMPARED.sub("", _FUND.sub("", _BOTH.sub("", simplified("\n".join(texts)))))
    other = BUDGET if kind == FINAL else FINAL
    return _SPEAKS[kind].search(plain) is not None and _SPEAKS[other].search(plain) is None


def shows_figures(body: str) -> bool:
    """Whether squeezed text lists at least two of the three heads with amounts, or says that there are none."""
    return _heads(body) >= 2 and (_FIGURE.search(body) is not None or _NIL.search(body) is not None)


def _heads(body: str) -> int:
    return sum(head.search(body) is not None for head in _HEADS)


def _schedules(body: str) -> int:
    return sum(schedule.search(body) is not None for schedule in _SCHEDULES)


def _is_whole(body: str) -> bool:
    """Whether a text is that of a whole budget: its parts, or its duties with any of its parts."""
    parts = _schedules(body) + (_CONTENTS.match(body) is not None)
    return parts >= 3 or (parts >= 1 and _DUTIES.search(body) is not None)


def _types(called: str, body: str, published: date | None) -> Iterator[str]:
    """The money topics of a page, the foremost first."""
    families = tuple(_families(called, body)) or tuple(_families_of_text(called, body))
    kinds = _kinds(called) or _body_kinds(called, body, published)
    for family in families:
        for kind in kinds:
            yield NAMES[family, kind]


def _families(called: str, body: str) -> Iterator[str]:
    """What the title promises: `three-public`, `department` or both; the text shows which comes first, or adds one."""
    if not MONEY.search(called):
        return
    three, whole = _THREE.search(called) is not None, _is_whole(body)
    joined = _JOINED.search(called)
    both = joined is not None and "三公" not in called[: joined.start()] and not _MODIFIES.search(called)
    narrow = not whole and shows_figures(body)
    if both:
        yield from ("three-public", "department") if narrow else ("department", "three-public")
    elif three:
        yield from ("three-public", "department") if whole and _schedules(body) > 3 else ("three-public",)
    elif _promises_accounts(called):
        yield from ("department", "three-public") if narrow else ("department",)


def _promises_accounts(called: str) -> bool:
    plain = _OTHER_BUDGETS.sub("", called.replace(named(called) or " ", "", 1))
    return re.search("预算|决算|部门收支|收支总", plain) is not None


_OTHER_BUDGETS = re.compile(
    "(?:采购|工程|项目|造价|投资|招标|维修|改造|建设|竣工|施工|基建|全面|家庭|企业)[^,]{0,6}(?:预|决)算|(?:预|决)算(?:员|编审|评审|定额|软件|价|书)|预算外|公共预算的"
)


def _families_of_text(called: str, body: str) -> Iterator[str]:
    """What a text lists whose title says nothing of it; where the title speaks of something else only plain words count."""
    elsewhere = bool(called) and not MONEY.search(called)
    if elsewhere and not ("三公" in body[:300] and _heads(body) == 3 and _FIGURE.search(body)) and _schedules(body) < 5:
        return
    if (_is_whole(body) and _ACCOUNTS.search(body)) or body.startswith("一、基本职能及主要工作"):
        yield "department"
    elif shows_figures(body[:3000]) and re.search("三公|接待费", body[:1500]):
        yield "three-public"


def _kinds(called: str) -> tuple[str, ...]:
    """The kinds that a title states, in its order; spending without a word of a plan is final."""
    plain = re.sub("预算(?:单位|法|级次)", "", _FUND.sub("", called.replace(named(called) or " ", "", 1)))
    plain = _SET_BESIDE.sub("", plain)
    found = [(2 * match.start(), FINAL) for match in [_FINAL.search(plain)] if match]
    found += [(2 * match.start() + 1, BUDGET) for match in [_BUDGET.search(plain)] if match]
    kinds = tuple(dict.fromkeys(kind for _, kind in sorted(found)))
    return (FINAL,) if len(kinds) > 1 and is_sentence(called) else kinds


def _body_kinds(called: str, body: str, published: date | None) -> tuple[str, ...]:
    """The kind that a text shows by its words, its tense, or the day on which it appeared."""
    if _OF_TWO_YEARS.search(body[:400]):
        return (FINAL, BUDGET)
    plain = _COMPARED.sub("", _FUND.sub("", body))
    finals = plain.count("决算") + len(_PAST.findall(plain)) + 2 * (_SPENT.search(called) is not None)
    budgets = len(_BUDGET.findall(plain))
    if finals != budgets:
        return (FINAL,) if finals * 5 >= budgets * 4 else (BUDGET,)
    return (_by_tense(called, plain, published),)


def _by_tense(called: str, body: str, published: date | None) -> str:
    ahead, spent = len(_AHEAD.findall(body[:1500])), body[:1500].count("支出")
    year = re.search(r"20\d\d", called) or re.search(r"20\d\d(?=年)", body)
    if published and year and int(year[0]) != published.year:
        return FINAL if published.year > int(year[0]) else BUDGET
    if _BUDGET_FORM.search(called):
        return BUDGET
    if ahead != spent:
        return BUDGET if ahead > spent else FINAL
    return FINAL if "支出" in called and not _FUND.search(called) else BUDGET
