"""The words of a clause that matter: heads, sums, years, comparisons, reasons, and what may stand between them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from rules.accounts.heads import ABROAD, OPERATION, PURCHASE, RECEPTION, TOTAL, VEHICLES
from rules.accounts.prose.numerals import MONEY, NUMBER
from rules.accounts.value import MEETINGS, TRAINING

DOMESTIC, FOREIGN = "domestic", "foreign"
_CAR = r"(?:公务用?车辆?|公用车辆?|公车|机动车辆?|车辆|(?<![租借专])用车)"
_BUY = r"(?:更新|新增)?(?:购置|购买|购车)"
_RUN = r"(?:日常)?(?:运行|运转|使用|运营|运维)"
_KEEP = r"(?:维护|维修|保养|养护){1,2}"
_AND = r"(?:及|和|与|、|以及|[/+])"
_FEE = r"(?:(?:经费|费用|费|支出){1,3})"
_RUNNING = rf"{_RUN}(?:费用?|经费)?(?:{_AND}?{_KEEP})?"
_SUM_NEXT = rf"(?:支出)?(?=为?{MONEY})"
_SORT = r"(?:(?:执法|执勤|警务|业务|应急|机要|通[信讯]|保障|巡[查逻]|一般|公务|勘查|指挥|越野|面包|商务|[囚警轿客])+用?车(?:辆)?)"
_COUNTED_CARS = rf"{_SORT}(?:[、和及]{_SORT}){{0,3}}(?=[各共]?{NUMBER}[辆台])"
HEADS = {
    "h_both": (
        VEHICLES,
        rf"{_CAR}?(?:的)?{_BUY}(?:费用?|支出)?{_AND}?{_CAR}?(?:{_RUNNING}|{_KEEP}){_FEE}?"
        rf"|{_CAR}{_RUNNING}(?:费用?)?{_AND}{_BUY}{_FEE}?|{_CAR}{_AND}(?:{_RUNNING}){_FEE}?",
    ),
    "h_buy": (
        PURCHASE,
        rf"(?:{_CAR}(?:的)?{_BUY}{_FEE}?|{_BUY}(?:了)?{_CAR}{_FEE}?|{_BUY}(?:经费|费用|费|支出))"
        rf"(?!税|计划|数|量|及|审批|标准|管理)|{_BUY}{_SUM_NEXT}|{_BUY}(?:了)?{_COUNTED_CARS}",
    ),
    "h_run": (
        OPERATION,
        rf"{_CAR}(?:的)?{_RUNNING}{_FEE}?|{_CAR}维护{_FEE}|{_RUNNING}(?:经费|费用|费)|{_RUNNING}{_SUM_NEXT}",
    ),
    "h_cars": (VEHICLES, rf"{_CAR}(?:{_FEE})?(?![燃保维修租改补编司制定加油停])"),
    "h_home": (DOMESTIC, rf"(?:国内|境内)(?:的)?(?:公务)?接待{_FEE}?"),
    "h_foreign": (
        FOREIGN,
        rf"(?:外事|外宾|国\(境\)外|国境外|境外|国外|涉外|国际|商务|招商)(?:的)?(?:公务)?接待{_FEE}?",
    ),
    "h_guests": (RECEPTION, rf"(?<!会议)(?<!会务)(?:公务|业务|来宾)?(?:接待|招待){_FEE}?"),
    "h_abroad": (
        ABROAD,
        r"(?:因公|公款|公务|公派)?(?:临时|短期)?(?:出国|出境|出\(境\)国|出访)(?:[/、和及]?[(\[]?出?境[)\]]?)?"
        rf"(?:活动|考察)?(?:的)?{_FEE}?",
    ),
    "h_total": (TOTAL, rf"三公(?:{_FEE}|消费|开支)"),
    "h_meeting": (MEETINGS, r"会议费"),
    "h_training": (TRAINING, r"(?:教育)?培训费"),
}
_YEAR = r"(?:19|20)\d\d(?:年(?:度)?|-(?:年?度)?(?=[预决]算|执行))"
_CHANGES = r"增加|增长|上升|提高|上浮|升高|减少|下降|降低|下调|压缩|压减|缩减|削减|核减|调减|调增|减低|节约|节省"
_OTHER_WAY = r"(?:\((?:减少|下降|降低|增加|增长|上升|[增减升降])\)|[/或](?:减少|下降|降低|增加|增长|上升))"
_TAIL = r"(?:了|额度?|数额?|金额|幅度?|率|比例|比率|支出|预算|经费|费用|约|为|达|:|近|各|分别)"
_NEXT = rf"(?=[-+]?{NUMBER}|[零一二三四五六七八九十]{{1,6}}(?:万|元))"
_REASONED = r"(?:增减变[化动]|增减|变[化动]|增加|减少|下降|上升|增长|降低|持平|节约|压缩|差异|超支)"
FILL = (
    r"一般公共预算|公共财政预算|公共财政|公共预算|政府性基金预算?|部门预算|财政预算|预决算|全口径预算|国有资本经营预算"
    r"|[我本全](?:单位|部门|中心|街道|所(?!属)|[局委办院厅部处站馆校镇乡会市县区]){1,3}|各[项类]"
    r"|财政性?|拨款|资金|支出|开支|花费|费用|经费|金额|数额|总[额量]|总数(?!字)|总?合计|总计(?!划)|共计(?!划)|累计|小计|数字|安排|拨入|列支|列入|使用"
    r"|发生|支付|核定|批复|批准|下达|编制|汇总|规模|情况|控制|指标|计划|主要|单位|部门|机关|本级|所属|项目|人民币|公开|口径|年度|全年|同期"
    r"|大幅|略有|有所|总体|明显|继续|同步|相应|全部|其|总|共|数|拟|将|为|是|约|近|达|计|的|了|在|年|度|内|由|按|均|都|也|则|仅|只|又|再|额|到位"
    r"|说明|备注|附?注|中|上|等|所|及|以|:"
)
_PATTERNS = {
    "money": MONEY,
    "blank": r"(?:[Xx×╳]{1,6}|_{2,9}|\(\))?(?:亿元|万元|元)(?=$|[,;(])",
    "percent": r"(?<![\d.])[-+]?\d+(?:\.\d+)?%",
    "item": r"\(\d{1,2}\)|[①-⑳]|(?<![\d.])\d{1,2}[、.](?=[一-龥])",
    "aside": rf"{_YEAR}(?:\d{{1,2}}月)?(?:底|末|年[底末]|\d{{1,2}}日)|{_YEAR}\d{{1,2}}月底?|自?{_YEAR}(?:以?来|起|至今)"
    r"|截[至止]|上年(?:结转|结余)(?:结余)?(?:资金)?",
    "year": rf"{_YEAR}|上一?年度?(?:同期)?|去年(?:同期)?|往年|本年度?|今年|当年",
    "complete": r"完成(?:了)?(?:年初|全年|调整后?|当年|年度)?(?:部门)?预算(?:数|的)*|(?:是|为)(?:年初)?预算的",
    "average": r"平均|人均|车均|每[辆台车人批次]",
    "differ": r"差值|相差|差额|差异(?:额|数|率)|超支",
    "level": rf"(?:{_CHANGES})(?:到|至|为)|[降减增升](?:到|至|为)",
    "verb": rf"(?:{_CHANGES}|[增减降升少多])(?:{_OTHER_WAY})?(?:{_TAIL}){{0,4}}{_NEXT}",
    "signed": rf"增减(?:额|幅度?|率|变[动化]|比例)*(?:为|:)?{_NEXT}",
    "same": r"(?:保持)?(?:持平|零增长|无增减变?[化动]?|没有增减变?[化动]?|未增减|无(?:任何)?变[化动]|没有变[化动]"
    r"|未发生变[化动]|一致|相同|不变|相等|一样)|零增长|保持(?:在)?(?:上年|去年|20\d\d年)(?:同等)?(?:的)?(?:预算)?(?:规模|水平)",
    "reason": rf"(?:其)?(?:{_REASONED})?(?:的)?(?:主要)?原因(?:主要)?(?:是|为|系|在于|有|如下|:)*"
    rf"|(?:{_REASONED}|[大小高低]于[^,;:。]{{0,12}})的?主要(?:情况|因素)(?:是|为|:)"
    r"|主要是(?!用于|为?了?保障|接待|指|包括|支付|开支)"
    r"|主要系|系因|主要因|因为|由于|得益于|源于|缘于|鉴于|随着|受[^,;:]{1,16}影响|(?:^|(?<=,))(?:因(?!公[出务临外用派]|此|而)|系(?!统|列|数))",
    "changed": rf"{_CHANGES}|增减|变[化动]|只减不增",
    "usage": r"用于|包括|包含|涵盖|反映|是指|^指|(?<=[费)])指|开支内容|主要为(?!了)|(?:主要)?保障(?!经费)|主要是",
    "share": r"占",
    "among": r"其中|分项|具体(?:情况)?(?:如下|为|是)?",
    "versus": r"(?:相)?比(?=较?[^例重率照如价,;:])|较(?![大多高好少为低快强重小长])|(?:与|同|和|跟)(?=上一?年|去年|往年|(?:19|20)\d\d"
    r"|年初|预算|决算|本年|[一-龥]{0,6}(?:上年|去年|(?:19|20)\d\d年))|对比(?=上|去|20)",
    "yearly": r"同口径同比|同比",
    "against": r"相比较?|对比|比较|相较|而言|比(?=[,减增下上降升])",
    "final": r"(?:决算|预算)?执行(?:数[字据额]?|(?!公务|任务|标准|规定|中央|八项|勤务|政策|制度|上级|[有相]关|国家))"
    r"|决算(?:数[字据额]?)?|实际|实支",
    "initial": r"年?初预算(?:数[字据额]?)?|年初",
    "budget": r"(?:调整)?预算(?:数[字据额]?)?",
    "roughly": r"基本上?|大致|大体",
    "none": r"[无零](?=$|[,;)、])",
    "open": r"\(",
    "close": r"\)",
    "respectively": r"分别",
    "whole": rf"(?:全部|均|都)(?:为|是|系)(?=(?:{_CAR})?{_RUN}|(?:公务)?(?:接待|招待)费|因公出国)",
    "each": r"[均都各]",
    "number": rf"{NUMBER}(?!%)",
    "join": r"[、和及与]|以及|或",
    "fill": FILL,
}
_ORDER = (
    *(
        "money",
        "blank",
        "percent",
        "item",
        "aside",
        "year",
        "complete",
        "average",
        "differ",
        "level",
        "verb",
        "signed",
        "same",
    ),
    *("reason", "share", "among", "whole", "yearly", "versus", "against"),
)
_TOKEN = re.compile(
    "|".join(
        [f"(?P<{name}>{_PATTERNS[name]})" for name in _ORDER]
        + [f"(?P<{name}>{pattern})" for name, (_, pattern) in HEADS.items()]
        + [f"(?P<{name}>{pattern})" for name, pattern in _PATTERNS.items() if name not in _ORDER]
    )
)
_NAMED = re.compile(
    rf"(?>{_YEAR}|上一?年度?|去年|本年度?|今年|当年|{FILL}|{_PATTERNS['final']}|{_PATTERNS['initial']}|{_PATTERNS['budget']}|基本)*"
    rf"(?:(?P<sum>{MONEY}|{_PATTERNS['none']}|{_PATTERNS['blank']})|(?P<moved>{_PATTERNS['verb']})|{_PATTERNS['versus']}|{_PATTERNS['yearly']}|{_PATTERNS['signed']}"
    rf"|{_PATTERNS['same']}|{_PATTERNS['changed']}|{_PATTERNS['level']}|分别|{NUMBER}$|[,;:()、。]|和|与|$|原因|没|未|不)"
)

_BARE = re.compile(
    r"(?:更新|新增)?(?:购置|购买|购车)|(?:日常)?(?:运行|运转|使用|运营)|接待|招待|(?:教育)?培训费|会议费"
)
_BEFORE_BARE = re.compile(
    rf"(?:^|[,;:()、\d元辆]|其中|和|与|及|或|的|是|为|包括|含|安排|{_YEAR}|上年|去年|本年度?|今年|预算|决算|支出|全年|当年|年度|中|共|[我本全](?:局|委|办|院|厅|部门|单位|中心|镇|乡|校))$"
)


@dataclass(frozen=True)
class Token:
    """A word of a clause: its kind, the head it names, and what of the clause follows it."""

    kind: str
    text: str
    start: int
    end: int
    head: str = ""


def tokens(clause: str) -> Iterator[Token]:
    """The words of a squeezed clause in order; `junk` for all that says nothing here."""
    place = 0
    for match in _TOKEN.finditer(clause):
        if match.start() > place:
            yield Token("junk", clause[place : match.start()], place, match.start())
        kind = match.lastgroup or ""
        head = HEADS[kind][0] if kind in HEADS else ""
        yield Token("head" if head else kind, match[0], match.start(), match.end(), head)
        place = match.end()
    if place < len(clause):
        yield Token("junk", clause[place:], place, len(clause))


def names(clause: str, token: Token) -> str:
    """What follows a head: `sum` or `moved` when a sum or a change is given for it, `said` for other words, else ""."""
    match = _NAMED.match(clause, token.end)
    if match is None:
        return ""
    return match.lastgroup if match.lastgroup in ("sum", "moved") else "said"


def is_whole(clause: str, token: Token) -> bool:
    """Whether a head stands on its own feet: not 机关运行经费, 设备购置费, 信访接待, which only end like one."""
    bare = "车" not in token.text and _BARE.match(token.text) is not None
    return not bare or _BEFORE_BARE.search(clause[: token.start]) is not None
