"""Items without a chart beside charts without an item that speak of nearly the same: one may be the other's, so a person must say."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from rules.powers.naming.apart import DEED, NEGATION, marks, opposed_by
from rules.powers.naming.likeness import pairs_of
from rules.powers.naming.names import core, topic

NEAR = 0.55  # share of common characters, in any order, from which one may be the other
HELD = 0.3  # of the longer is the shorter that it holds
CLOSEST = 6  # candidates that are compared
COMMON, FEW = 0.2, 20  # a pair of characters in more of the charts tells nothing
_GENERAL = re.compile(
    "登记|备案|注册|检查|监督|确认|认定|处罚|征收|给付|奖励|变更|设立|注销|延续|换证|补发|年检|管理|经营|生产|服务|申请|建设"
)
_WHOSE = re.compile("企业|单位|机构|场所|业务|公司")
_DEED = re.compile("登记|备案|注册|认定|确认|年检|年审|鉴定|验收|变更|注销|延续")
_GIVES = frozenset(("许可", "确认"))
_LACKS = frozenset("未无")
_MATTERS = re.compile(
    "(?:首次|新办|设立|延续|延期|换证|换发|变更|注销|补发|补办|遗失|年检|年审|校验|简易|一般|申请|续展|[、及和与])+"
)
_PERSON = re.compile("人员|驾驶员|从业资格|执业资格|人资格|医师|护士|教师|药师|律师|导游|会计证|个人")


def perhaps(items: Sequence[tuple[int, str]], charts: Sequence[tuple[int, str]]) -> Iterator[tuple[int, int]]:
    """(item, chart) by their numbers, of each item with the left charts that speak of nearly the same."""
    topics = {number: topic(name) for number, name in charts}
    names = dict(charts)
    postings: defaultdict[str, list[int]] = defaultdict(list)
    for number, text in topics.items():
        for pair in pairs_of(text):
            postings[pair].append(number)
    most = max(FEW, COMMON * len(charts))
    told = {pair: numbers for pair, numbers in postings.items() if len(numbers) <= most}
    for place, name in items:
        text = topic(name)
        held: Iterable[list[int]] = (told.get(pair, []) for pair in pairs_of(text))
        counted = Counter(number for numbers in held for number in numbers)
        for number, _ in counted.most_common(CLOSEST):
            if _speak_of_one(text, topics[number]) and _may_be_one(name, names[number]):
                yield place, number


def _speak_of_one(item: str, chart: str) -> bool:
    if _DEED.fullmatch(chart):  # 登记流程图 may be that of any 登记
        return item.endswith(chart)
    short, long = sorted((item, chart), key=len)
    if len(_GENERAL.sub("", short)) < 2 and short != long:
        return False
    if len(subject := _subject(short)) >= 2 and subject == _subject(long):
        return True
    if short in long and len(short) >= HELD * len(long):
        return True
    common = sum(min(often, long.count(letter)) for letter, often in _bag(short).items())
    return 2 * common >= NEAR * (len(short) + len(long))


@lru_cache(maxsize=20_000)
def _subject(text: str) -> str:
    """What is left of a topic without what is done and by whom: 印刷 of 印刷企业设立 and of 印刷经营."""
    return _WHOSE.sub("", _GENERAL.sub("", text))


@lru_cache(maxsize=20_000)
def _bag(text: str) -> Counter[str]:
    return Counter(text)


def is_deed(name: str) -> bool:
    """Whether a chart's name says only what is done (登记流程图), and not to what."""
    return _DEED.fullmatch(topic(name)) is not None


def _may_be_one(item: str, chart: str) -> bool:
    is_same_sort = bool(_PERSON.search(item)) == bool(_PERSON.search(chart))
    return is_same_sort and all(_is_mere_wording(group, item, chart) for group in opposed_by(item, chart))


def _is_mere_wording(group: str, item: str, chart: str) -> bool:
    """Whether two names may say one thing although they have words that are not the same: 认定 and 核发 of a certificate, 未 and 无."""
    one, other = marks(item)[group], marks(chart)[group]
    if group == NEGATION:
        return bool(one and other) and one | other <= _LACKS
    if group != DEED:
        return False
    short, long = sorted((core(item), core(chart)), key=len)
    return one | other <= _GIVES or long.startswith(short)


def parts(items: Sequence[tuple[int, str]], charts: Sequence[tuple[int, str]]) -> Iterator[tuple[int, int]]:
    """(item, chart) where a chart's name is an item's and a matter of it: 取水许可延续 shows how 取水许可 runs in another case."""
    known: defaultdict[str, list[int]] = defaultdict(list)
    for place, name in items:
        known[topic(name)].append(place)
    for number, name in charts:
        text = topic(name)
        for wide in {_MATTERS.sub("", text)} - {text}:
            yield from ((place, number) for place in known.get(wide, ()))
