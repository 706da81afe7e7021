"""Heads that a text declares to be nothing, in the many ways in which officials say so.

没有安排出国计划, 无因公出国（境）人数, 未购置公务用车, 本单位无“三公”经费; under a heading also 未安排此项支出, 无.
That nothing went beyond the plan (无超标) or that nothing changed (无增减) declares no head to be nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from rules.accounts.heads import ABROAD, OPERATION, PURCHASE, RECEPTION, TOTAL, VEHICLES
from rules.accounts.prose.statements import framed

_NOT = r"(?:没有|没|未曾|从未|未能|未|不再|不|无|零)"
_CAR = r"(?:公务用?车辆?|公用车辆?|公车|机动车辆?|车辆|用车|小汽车|轿车)"
_BUY = r"(?:更新|新增)?(?:购置|购买|新购|购)"
_RUN = r"(?:日常)?(?:运行|运转|使用)(?:费|经费)?(?:(?:及|和|与|、)?(?:维护|维修|保养))?"
_FEE = r"(?:经费|费用|费|支出)?"
_LABELS = (
    (
        VEHICLES,
        rf"{_CAR}?(?:的)?{_BUY}(?:费用?|经费)?(?:及|和|与|、)?{_CAR}?(?:的)?{_RUN}{_FEE}|{_CAR}{_RUN}(?:及|和|与|、){_BUY}{_FEE}"
        r"|公务用车费用?|公车费用?|公务用车经费|用车费用?",
    ),
    (
        PURCHASE,
        rf"{_CAR}(?:的)?{_BUY}{_FEE}|{_BUY}(?:了)?(?:任何)?(?:新)?{_CAR}{_FEE}|(?:购置|购车)(?:经费|费用|费)|新(?:增|购)?{_CAR}|新购(?:车)?|(?:购置)?新车(?:购置)?|购车(?!补)"
        rf"|购置(?=$|[,;)])|更新{_CAR}(?!信息|数据|台账|档案|的|及|和|与)",
    ),
    (OPERATION, rf"{_CAR}(?:的)?{_RUN}{_FEE}|运行维护(?:经费|费用|费)|运行费"),
    (VEHICLES, rf"{_CAR}"),
    (
        ABROAD,
        r"(?:因公|公款|公费|公务|公派)?(?:临时|短期)?(?:出国|出境|出\(境\)国|出访)[/、和及]?[(\[]?(?:出?境)?[)\]]?"
        r"(?:活动|考察|任务|计划|团组|团队|人员|人数|人次|事项|安排|批次|培训|学习|事宜|项目)*(?:的)?"
        rf"{_FEE}",
    ),
    (RECEPTION, rf"(?:公务|业务)?(?:接待|招待)(?:活动|任务|事项|安排)?(?:的)?{_FEE}"),
    (TOTAL, r"三公(?:经费|费用|支出|消费|开支)+"),
    ("this", r"[此该本](?:项|类|笔)(?:经费|费用|支出|业务|开支|内容|活动)*"),
)
_LABEL = "|".join(f"(?P<{name}{number}>{pattern})" for number, (name, pattern) in enumerate(_LABELS))
_PLAIN = re.sub(r"\(\?P<\w+>", "(?:", _LABEL)
_ACT = (
    r"(?:再|有|予以?|安排|发生|列支|产生|支出|开支|编制|编列|列入|计划|组织|开展|使用|动用|涉及|存在|配备|配置|保留|保有|拥有|实行|申请|预算|支付|进行|派出?|任何"
    r"|相关|有关|人员|单位|部门|年度|本年|当年|全年|财政拨款|财政|拨款|一般公共预算|公共预算|资金|经费|费用|用于|公款|的|其他|其它|参加|赴|过|专门)"
)
_ALSO = r"(?:[、,和及与或]|以及)"
_AFTER = (
    r"(?:预算|经费|费用|支出|开支|财政拨款|情况|的|计划|安排|决算|数|额|金额|业务|活动|任务|项目|今年|本年度?|当年|全年|20\d\d年度?(?:[、和及与]20\d\d年度?)?|[我本](?:局|委|办|院|单位|部门|中心|镇|乡)"
    r"|均|都|也|暂|全部|各项|目前|[:])"
)
_NOTHING = (
    r"(?:为零|为无|为0(?=$|[,;)])|零(?:支出|预算|元|费用)?(?=$|[,;)])|无(?=$|[,;)、])|没有(?=$|[,;)])|(?:没有|未|没|无|不)(?:有)?(?:安排|发生|列支|列入|产生|支出|编制|预算|使用|涉及|计划|开支"
    r"|申请|支付|此项|该项|相关|费用|任何|财政拨款)+(?=$|[,;)此该支费经预计数业的情开]))"
)
_FIRST = re.compile(rf"{_NOT}(?:{_ACT}){{0,6}}(?P<what>(?:{_PLAIN})(?:(?:{_AFTER})?{_ALSO}(?:{_NOT})?(?:{_PLAIN}))*)")
_SECOND = re.compile(rf"(?P<what>(?:{_PLAIN})(?:{_ALSO}(?:{_PLAIN}))*)(?:{_AFTER}){{0,6}}{_NOTHING}")
_ALL_RUNNING = re.compile(
    rf"(?:全部|均|都)(?:为|是|系){_CAR}?(?:的)?{_RUN}|元\({_CAR}?{_RUN}{_FEE}\)|(?:仅|只)(?:有|为|含){_CAR}?{_RUN}(?:费|经费)"
)
_EACH = re.compile(_LABEL)
_NEVER = re.compile(
    r"超|违|增减|变[化动]|增加|减少|下降|增长|重复|不得|严禁|禁止|应当|必须|原则上|如果|是指|反映|包括|外事|外宾|国\(境\)外|国外接待|境外接待|国内接待"
    r"|除.{0,20}外|其[他它余].{0,6}三公|公务卡|未公开|没有公开|未按|未经|不合|不规范|各单位|各部门|不准|不符|无关|无法|无需|不含|未含|未纳入|不纳入|不予|未完成|未执行|未全部"
)
_UNDER_HEADING = re.compile(
    r"^(?:情况)?:?(?:无|没有|零|未发生|无支出|无此项支出|无此项|无发生|未安排|(?:没有|[无未])(?:预算)?(?:安排|发生|支出)|(?:没有|无)(?:安排)?预算"
    r"|[不未](?:列入|纳入|编列|编制)(?:年初|部门|本?年度?)*预算)$"
)
_YEAR = re.compile(r"(?<![比较与同和跟])(?:(20\d\d)年(?!底|末)|(上年|去年|上一年))")
_BOTH = re.compile(r"(20\d\d)年?度?[、和及与](20\d\d)年度?(?:预算|决算)?(?:均|都|皆)")
_BRACKETED = re.compile(r"\([^()]*(?:\)|$)")
_MOST = 80


def declared(text: str, year: int | None) -> frozenset[str]:
    """The heads that a text about `year` declares to be nothing; `total` for all of them together.

    Cars that are nothing are neither bought nor run.
    """
    found: set[str] = set()
    for heads, _ in declarations(text, year):
        found |= heads
    if VEHICLES in found:
        found |= {PURCHASE, OPERATION}
    return frozenset(found)


def declarations(text: str, year: int | None) -> tuple[tuple[frozenset[str], str], ...]:
    """The declarations of a text: the heads of each, and its clause as squeezed."""
    return tuple(
        (heads, clause)
        for heads, clause, named in _all(text)
        if named is None or named == year or (year is None and named)
    )


@lru_cache(maxsize=16)
def _all(text: str) -> tuple[tuple[frozenset[str], str, int | None], ...]:
    return tuple(_declarations(text))


def _declarations(text: str) -> Iterator[tuple[frozenset[str], str, int | None]]:
    for paragraph, frame in framed(text):
        for sentence in paragraph.sentences:
            named = frame.year
            for clause in sentence:
                year = _year(clause.text)
                named = year if year is not None else named
                heads = _heads(clause.text, frame.head) if len(clause.text) <= _MOST else frozenset()
                if heads:
                    yield heads, clause.text, named


def _year(clause: str) -> int | None:
    """The last year that a clause names outside of brackets; 0 for the year before. Of two years told together it is the later."""
    both = _BOTH.search(clause)
    if both is not None:
        return max(int(both[1]), int(both[2]))
    named = _YEAR.findall(_BRACKETED.sub("", clause))
    return None if not named else int(named[-1][0] or 0)


def _heads(clause: str, above: str) -> frozenset[str]:
    if _UNDER_HEADING.match(clause) and above:
        return frozenset((above,))
    if _ALL_RUNNING.search(clause):
        return frozenset((PURCHASE,))
    if _NEVER.search(clause):
        return frozenset()
    found: set[str] = set()
    for pattern in (_FIRST, _SECOND):
        for match in pattern.finditer(clause):
            if _goes_further(clause, match):
                continue
            found |= {_head(each, above) for each in _EACH.finditer(match["what"])}
    return frozenset(found - {""})


def _goes_further(clause: str, match: re.Match[str]) -> bool:
    """Whether what follows makes it a denial of something else: 无公务用车管理制度."""
    return match.re is _FIRST and re.match(r"[制管规办超标问违改联审报登编司驾]", clause[match.end() :]) is not None


def _head(match: re.Match[str], above: str) -> str:
    name = (match.lastgroup or "").rstrip("0123456789")
    return above if name == "this" else name
