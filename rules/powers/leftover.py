"""Items without a chart beside charts without an item that speak of nearly the same: one may be the other's, so a person must say."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

from rules.powers.apart import Apart, apart
from rules.powers.likeness import pairs_of
from rules.powers.names import topic

NEAR = 0.6  # share of common characters, in any order, from which one may be the other
HELD = 0.3  # of the longer is the shorter that it holds
CLOSEST = 6  # candidates that are compared
COMMON, FEW = 0.2, 20  # a pair of characters in more of the charts tells nothing
_GENERAL = re.compile(
    "登记|备案|注册|检查|监督|确认|认定|处罚|征收|给付|奖励|变更|设立|注销|延续|换证|补发|年检|管理|经营|生产|服务|申请|建设"
)
_DEED = re.compile("登记|备案|注册|认定|确认|年检|年审|鉴定|验收|变更|注销|延续")
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
    if short in long and len(short) >= HELD * len(long):
        return True
    common = sum((Counter(short) & Counter(long)).values())
    return 2 * common >= NEAR * (len(short) + len(long))


def is_deed(name: str) -> bool:
    """Whether a chart's name says only what is done (登记流程图), and not to what."""
    return _DEED.fullmatch(topic(name)) is not None


def _may_be_one(item: str, chart: str) -> bool:
    is_same_sort = bool(_PERSON.search(item)) == bool(_PERSON.search(chart))
    return is_same_sort and apart(item, chart) is not Apart.OPPOSED
