"""What sentences say of the days of a span: 有效监测天数30天，优良天数27天（优3天，良24天），优良率90.0%。"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from rules.air.period.gathering import Gathering
from rules.air.period.labels import BAD, BADS, DAYS, GOOD, GRADE, HEAVY, POLLUTANT, VALID, grade_word
from rules.air.period.spans import Mark, marks, plain
from rules.air.period.value import Share, Span, Tally

_LABEL = rf"(?:{VALID}|{DAYS}|{GOOD}|优良|良好(?=天数)|{HEAVY}|{BADS}|{GRADE})"
_DAY_WORD = r"(?:级别?)?(?:天气)?(?:的)?(?:总)?(?:天数|日数|天气|天)?"
_JOIN = r"(?:\([^()\d]{0,10}\))?(?:一?共有?|共计|合计|总计|总共|累计)?(?:为|是|有|达到|达|计|:)?"
_PERCENT = r"(?P<{0}>\d{{1,3}}(?:\.\d{{1,3}})?)%"
_TAIL = rf"(?:[,(]?(?:所?占(?P<of>[^\d,。;()]{{0,16}}?)|比例|占比)?(?:为|达|是|:)?{_PERCENT.format('tail')}\)?)?"
_COUNT = rf"(?P<count>{_LABEL}){_DAY_WORD}{_JOIN}(?P<n>\d{{1,4}})(?![\d.])个?(?:天|日)(?!次|数?均){_TAIL}"
_AFTER = (
    r"(?P<m>(?<![\d.])\d{1,3})个?天(?:的)?(?:(?:环境)?空气质量)?(?:级别|类别|等级)?(?:为|是|属|达到|达|处于)?"
    rf"(?P<after>优良|{GOOD}|{BADS}|{GRADE})(?:级|天气|水平|标准)?(?:天数|天)?(?![\d率比占(例于化性转]|为\d|好转)"
)
_ROUGH = r"(?P<rough>约为?|近|接近|超过?|大于|高于|低于|不低于|至少|逾)?"
_RATE = (
    rf"(?P<rate>(?:优良|{GOOD})|{BADS}){_DAY_WORD}(?:率|比例|比率|占比|占(?:[^\d,。;()]{{0,14}})?)(?:\([^()\d]*\))?"
    rf"(?P<mean>平均)?(?:为|是|达到|达|:|有)?{_ROUGH}{_PERCENT.format('p')}(?P<over>以上|左右)?(?:\((?P<pn>\d{{1,3}})天\))?"
)
_SHARE = (
    rf"(?P<share>{GRADE}){_DAY_WORD}(?:的?比例|占比|所?占[^\d,。;()]{{0,14}})(?:为|达|是|:)?"
    rf"{_PERCENT.format('q')}(?:\((?P<qn>\d{{1,3}})天\))?"
)
_ROW = (
    rf"(?P<names>{_LABEL}(?:天数|天)?(?:(?:、|,|和|及){_LABEL}{_DAY_WORD}){{1,7}})(?:的)?(?:天数)?(?:分别|依次)(?:为|是|有|:)?"
    r"(?P<numbers>\d{1,3}天?(?:(?:、|,|和|及)\d{1,3}天?){1,7})(?=天|[,。;)]|$)"
)
_ZERO = (
    rf"(?:没有|无|未出现|未发生|未监测到)(?P<none>(?:[、和及或,]?{GRADE}(?:及?以上)?(?:污染)?(?:天气|天数)?){{1,6}})"
)
_INDEX = (
    r"(?:空气质量指数|空气污染指数|污染指数|(?<!综合)指数|(?<![(A-Z])(?:AQI|API)(?!\)))(?:\((?:AQI|API)\)|AQI|API|指数)?"
    r"(?:日均值|月均值|周均值|均值|平均值?)?(?P<range>范围)?"
    r"(?:均?为|在|介于|是|:)?(?P<i>\d{1,3})(?![\d.%])(?:(?:-|—|~|至|到)(?P<j>\d{1,3})(?![\d.%]))?"
    rf"(?:,?(?:环境)?(?:空气)?(?:质量)?(?:级别|类别|等级|状况)(?:总体)?(?:属于?|为|是|达到|处于)(?P<graded>{GRADE})(?![至到~、-]))?"
)
_NOISE = (
    r"(?P<noise>(?:增加|减少|上升|下降|提高|降低|增长|多|少|改善|恶化|连续|目标)(?:了|为)?\d+(?:\.\d+)?(?:个)?(?:天|%|百分点)?"
    rf"|{_LABEL}{_DAY_WORD}(?:率|比例)?由上?[^,。;\d]{{0,8}}\d+(?:\.\d+)?(?:天|%)?[^,。;\d]{{0,8}}\d+(?:\.\d+)?(?:天|%))"
)
_AREA = (
    r"(?:(?<=[。;,:、(月份度年周日])|^)(?P<area>全[市县区省]|[我本][市县区]|(?:中心|主)?城区|市区|建成区|县城"
    r"|[一-龥]{1,7}?(?:新区|开发区|高新区|点位|测点|监测点|[市县区旗盟州镇站])|[国省市]控(?:监测)?点位?[A-Z\d一二三四]?)(?=环境|空气|城市|优良|达标|有效|平均|[,:]|\d|共|SO|PM|的)"
)
_TOKEN = re.compile(
    "|".join((_NOISE, _ROW, _ZERO, _COUNT, _RATE, _SHARE, _AFTER, _INDEX, _AREA, r"(?P<end>[。;,()]|相比|比较)"))
)
RANGES = {
    (0, 50),
    (1, 50),
    (51, 100),
    (101, 150),
    (151, 200),
    (101, 200),
    (201, 250),
    (251, 300),
    (201, 300),
    (301, 500),
}
_AIM = re.compile("目标|力争|预计|预测|预报|预期|计划完成|考核要求|天次|站次")
_OF_WATER = re.compile("水质|断面|水源|饮用水|地表水|噪声|声环境|废水|污水|降水|酸雨|辐射")
_OF_ONE = re.compile(rf"{POLLUTANT}$")


@dataclass
class _Scope:
    """Which days and which area the next number is about; `aside` a span that only a bracket or a comparison speaks of."""

    span: Span
    area: str = ""
    named: bool = False
    aside: Span | None = None
    until: str = ""

    def turn(self, mark: Mark, text: str, depth: int) -> None:
        """Takes up a span that the text names."""
        if re.search(r"[与较比和]$", text[: mark.start]):
            self.aside, self.until = mark.span, ",。;)相比较"
        elif mark.told and mark.told[0] in "去上前同":
            self.aside, self.until = mark.span, "。;)" if not depth else ")"
        elif depth and mark.start and mark.span != self.span:
            self.aside, self.until = mark.span, ")"
        else:
            self.span, self.named, self.aside = mark.span, True, None

    def end(self, word: str) -> None:
        """Comes back from an aside at the sign that ends it."""
        if self.aside is not None and (word in self.until or word == "。"):
            self.aside = None


def tallies(text: str, base: Span) -> Iterator[Tally]:
    """What a text says of days, by span and area; `base` is the span of the report, which holds until another is named."""
    gathering, scope = Gathering(), _Scope(base)
    for line in text.splitlines():
        squeezed = plain(line)
        scope.named, scope.aside = False, None
        if not squeezed or len(squeezed) > 6000 or not re.search(r"\d", squeezed):
            continue
        _line(squeezed, line.strip(), base, scope, gathering)
    yield from gathering.done()


def _line(text: str, quote: str, base: Span, scope: _Scope, gathering: Gathering) -> None:
    spans = marks(text, base.last.year, base)
    tokens = list(_TOKEN.finditer(text))
    marked = [mark for mark in spans if not any(token.start() < mark.start < token.end() for token in tokens)]
    events: list[tuple[int, Mark | re.Match[str]]] = [(mark.start, mark) for mark in marked]
    events += [(token.start(), token) for token in tokens]
    depth, aimed = 0, [(part.start(), part.end()) for part in re.finditer(r"[^。;]+", text) if _AIM.search(part[0])]
    for start, event in sorted(events, key=lambda each: each[0]):
        if isinstance(event, Mark):
            scope.turn(event, text, depth)
        elif event["end"]:
            depth = max(0, depth + {"(": 1, ")": -1}.get(event["end"], 0))
            scope.end(event["end"])
        elif event["area"]:
            scope.area = _area(event["area"])
        elif not any(first <= start < last for first, last in aimed) and not _is_of_else(event, text):
            gathering.at(scope.aside or scope.span, scope.area, scope.named and not scope.aside)
            _take(event, gathering, quote)


def _is_of_else(match: re.Match[str], text: str) -> bool:
    """Whether a number is one of a single pollutant, or a rate of water or noise."""
    sentence = re.split("[。;]", text[: match.start()])[-1]
    is_rate = bool(match["rate"] or match["share"])
    return _OF_ONE.search(sentence[-12:]) is not None or (is_rate and _OF_WATER.search(sentence) is not None)


def _area(words: str) -> str:
    """The name of an area without whose it is called: 上周我市城区 is 城区, 我市 is 全市."""
    bare = re.sub("^.*?(?:季度|月份|上半年|下半年)", "", words)
    bare = re.sub("^.*?[我本]([市县区])(?=.)", "", bare)
    return re.sub("^.*?[我本](?=[市县区]$)", "全", bare)


def _take(match: re.Match[str], gathering: Gathering, quote: str) -> None:
    """Adds what one phrase says."""
    if match["count"]:
        share = _share(match["tail"], match["of"])
        gathering.count(match["count"], int(match["n"]), quote, share)
    elif match["after"]:
        gathering.count(match["after"], int(match["m"]), quote)
    elif match["rate"]:
        rough = bool(match["rough"] or match["over"])
        gathering.rate(match["rate"], Share(Decimal(match["p"]), "", rough), quote, mean=bool(match["mean"]))
        if match["pn"]:
            gathering.count(match["rate"], int(match["pn"]), quote)
    elif match["share"]:
        gathering.share(grade_word(match["share"]), Share(Decimal(match["q"])), quote)
        if match["qn"]:
            gathering.count(match["share"], int(match["qn"]), quote)
    elif match["names"]:
        names, numbers = re.split("[、,和及]", match["names"]), re.findall(r"\d+", match["numbers"])
        for name, number in zip(names, numbers, strict=False) if len(names) == len(numbers) else ():
            gathering.count(name, int(number), quote)
    elif match["none"]:
        _none(match["none"], gathering, quote)
    elif match["i"]:
        ends = tuple(int(number) for number in (match["i"], match["j"]) if number)
        if ends in RANGES:
            return  # the range of a grade, not of the days
        gathering.index(ends, grade_word(match["graded"] or ""), quote)


def _share(percent: str | None, of: str | None) -> Share | None:
    return Share(Decimal(percent), of or "") if percent else None


def _none(words: str, gathering: Gathering, quote: str) -> None:
    """Takes 无轻度污染及以上 as no day of that grade and of all above it."""
    if re.search(r"(?:轻度|轻微|三级|III级?)(?:污染)?及?以上", words):
        gathering.none_bad(quote)
        return
    found = [word for part in re.split("[、和及或,]", words) if (word := grade_word(part)) in BAD]
    above = ("重度污染", "严重污染") if re.search("重度(?:污染)?及?以上", words) else ()
    for word in (*found, *above):
        gathering.count(word, 0, quote)
