"""How alike two names are, and whether what differs between them changes their meaning."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from functools import lru_cache

from rules.powers.naming.apart import Apart, apart, is_of_other_thing, may_leave_out, stem
from rules.powers.naming.names import essence

SHORTEST = 3  # characters of a name that another may contain
NEAR = 0.5  # share of common pairs of characters from which names are compared in full
DOUBTFUL = 0.62  # and from which a person would look twice
ALIKE = 0.72  # share of common characters in one order from which two names may be one
ADDED = 0.34  # of the longer name may be added words
COMMON = 0.2  # of all charts: a pair of characters in more of them tells nothing
FEW = 20
CLOSEST = 4  # candidates that are compared in full
LONG = 14  # characters of a penalty's name in which one may be mistyped: 擅自采砂 is not 擅自采煤
LETTERS = frozenset(
    "上下左右东南西北大小内外一二三四五六七八九十甲乙丙丁男女公私国民新旧长短高低进出前后主次总分水电气热油煤不未非无"
    "书表桥路田林草渔农牧商工车船枪弹酒烟盐茶鱼猪牛羊鸡犬砂石土木山河湖海井站厂店校院所买卖收发借租"
)
SAME = tuple(
    frozenset(words.split("="))
    for words in (
        "资格=资质 企业=单位 企业=公司 单位=机构 企业=机构 建设=建筑 审查=审核 审批=许可 审批=审核 核准=许可 核准=审批 证=证书 证=证件"
        " 批准=审批 设置=设立 开办=设立 举办=设立 人员=从业人员 认定=认证 使用=利用 标志=标识 车辆=车 房屋=住房 户外=室外 砍伐=采伐"
        " 占道=占用道路 土=建设用 道路=公路 道=公 财产=物品 驾驶员=驾驶人 产=所有"
        " 收费=征收 违法=违规 备案=备案登记 从事=开展 核发=发放 办理=核发 审批=核发 许可=核发"
    ).split()
)


@lru_cache(maxsize=50_000)
def pairs_of(text: str) -> frozenset[str]:
    """The pairs of neighbouring characters of a text."""
    return frozenset(text[at : at + 2] for at in range(len(text) - 1))


def likeness(one: str, other: str) -> float:
    """The share of common pairs of characters (Dice), between 0 and 1."""
    mine, theirs = pairs_of(essence(one)), pairs_of(essence(other))
    return 2 * len(mine & theirs) / (len(mine) + len(theirs)) if mine and theirs else 0.0


def is_alike(one: str, other: str) -> bool:
    """Whether two names mean one power: enough in common, and nothing between them that changes the meaning."""
    a, b = essence(one), essence(other)
    if apart(one, other) is not Apart.NOT or is_of_other_thing(one, other) or min(len(a), len(b)) < 4:
        return False
    return sorted(a) == sorted(b) or _only_typed(a, b) or _is_harmless(a, b)


def _only_typed(a: str, b: str) -> bool:
    """Whether one character stands for another, as typing errors do, in a name long enough to tell."""
    if len(a) != len(b) or len(a) < (LONG if a.endswith("处罚") else 6):
        return False
    differing = [(x, y) for x, y in zip(a, b, strict=True) if x != y]
    return len(differing) == 1 and not LETTERS & set(differing[0])


def _is_harmless(a: str, b: str) -> bool:
    added = 0
    compared = SequenceMatcher(None, a, b, autojunk=False)
    if compared.ratio() < ALIKE:
        return False
    for what, i, j, k, m in compared.get_opcodes():
        if what == "equal":
            continue
        if what == "replace" and frozenset((a[i:j], b[k:m])) not in SAME:
            return False
        added += (j - i) + (m - k) if what != "replace" else 0
    is_penalty = a.endswith("处罚") or b.endswith("处罚")
    return added <= (1 if is_penalty else ADDED * max(len(a), len(b)))


class Index:
    """Names by their pairs of characters: finds the few that are near to another without comparing each with each."""

    def __init__(self, names: Sequence[str]) -> None:
        self._names = names
        self._sizes = [len(pairs_of(essence(name))) for name in names]
        postings: defaultdict[str, list[int]] = defaultdict(list)
        for number, name in enumerate(names):
            for pair in pairs_of(essence(name)):
                postings[pair].append(number)
        most = max(FEW, COMMON * len(names))
        self._postings = {pair: numbers for pair, numbers in postings.items() if len(numbers) <= most}

    def near(self, name: str) -> Iterator[tuple[float, int]]:
        """(likeness, number) of the names closest to this one, closest first."""
        held: Iterable[list[int]] = (self._postings.get(pair, []) for pair in pairs_of(essence(name)))
        counted = Counter(number for numbers in held for number in numbers)
        scored = [(likeness(name, self._names[number]), number) for number, _ in counted.most_common(CLOSEST)]
        yield from sorted((pair for pair in scored if pair[0] >= NEAR), reverse=True)


class Single:
    """Whether a grade, trade or size tells items of one list, or charts of one place, from each other."""

    def __init__(self, items: Sequence[str], names: Sequence[str]) -> None:
        self._items = Counter(map(stem, items))
        self._charts = Counter({name: stem(name) for name in names}.values())

    def may_be_one(self, item: str, name: str) -> bool:
        """Whether two names are one power although one leaves out such a word, because no other item or chart differs by it."""
        own, other = stem(item), stem(name)
        is_only = own == other and self._items[own] == 1 and self._charts[own] == 1
        return is_only and not is_of_other_thing(item, name) and may_leave_out(item, name)


class Holders:
    """Names by how they begin and by what they hold, so that few are compared."""

    def __init__(self, names: Sequence[tuple[int, str]]) -> None:
        self._begun: dict[str, list[tuple[int, str]]] = defaultdict(list)
        self._held: dict[str, list[tuple[int, str]]] = defaultdict(list)
        for number, text in names:
            if len(text) >= SHORTEST:
                self._begun[text[:2]].append((number, text))
                for pair in pairs_of(text):
                    self._held[pair].append((number, text))

    def near(self, own: str) -> list[tuple[int, str]]:
        """The names that this one holds, and those that hold it, in their order."""
        if len(own) < SHORTEST:
            return []
        within = [each for pair in pairs_of(own) for each in self._begun.get(pair, ()) if each[1] in own]
        around = [each for each in self._held.get(own[:2], ()) if own in each[1]]
        return sorted({*within, *around})
