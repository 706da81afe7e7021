"""Which items need a guide, and which guide serves which item."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from rules.guides.guide import Guide, called
from rules.guides.wording import rule_set
from rules.phrases import squeeze
from rules.powers.charts.chart import Chart
from rules.powers.item import Item
from rules.powers.naming.names import bare, essence
from rules.powers.pairs.matching import matched

LINE = 10  # characters that a line may hold beside the name of an item that it names
_KINDS = (
    ("非行政许可审批", re.compile("非(?:行政)?许可")),
    ("公共服务", re.compile("公共服务|便民服务")),
    ("行政许可", re.compile("许可")),
    ("行政审批", re.compile("审批")),
)
_OTHER_POWER = re.compile("处罚|检查|强制|征收|征用|确认|奖励|给付|裁决|仲裁|监督|罚款|没收|查处")
_BY_NAME = (("行政许可", re.compile("许可")), ("行政审批", re.compile("审批|核准|核发|审核|审查|批准")))


def kind_of(kind: str, name: str) -> str:
    """The class of an item that a guide may be asked of: by what its list says, else by its name; "" for any other."""
    stated = squeeze(kind)
    if stated:
        return next((each for each, word in _KINDS if word.search(stated)), "")
    text = squeeze(name)
    return "" if _OTHER_POWER.search(text) else next((each for each, word in _BY_NAME if word.search(text)), "")


def needing(items: Iterable[Item], day: date) -> list[Item]:
    """The items of which a guide is asked on a day, each name once."""
    found = {bare(item.name): item for item in items if (kind := kind_of(item.kind, item.name)) and rule_set(kind, day)}
    return list(found.values())


@dataclass(frozen=True)
class Served:
    """The guides that serve an item, and those that may."""

    item: Item
    guides: tuple[Guide, ...] = ()
    perhaps: tuple[Guide, ...] = ()


def served(items: Sequence[Item], guides: Sequence[Guide]) -> list[Served]:
    """Every item with the guides that serve it. One guide may serve several items or a class, several guides one item."""
    named = [(Chart(name, guide.source), guide) for guide in guides for name in guide.names]
    owners = {id(chart): guide for chart, guide in named}
    found = matched(items, [chart for chart, _ in named])
    sure: dict[int, dict[int, Guide]] = {}
    perhaps: dict[int, dict[int, Guide]] = {}
    for pair in found.pairs:
        guide = owners[id(pair.chart)]
        sure.setdefault(id(pair.item), {})[id(guide)] = guide
    for tie in found.ties:
        perhaps[id(tie.item)] = {id(owners[id(chart)]): owners[id(chart)] for chart in tie.charts}
    lines = {id(guide): _lines(guide) for guide in guides}
    for item in items:
        if id(item) not in sure and id(item) not in perhaps:
            perhaps[id(item)] = {id(g): g for g in guides if any(_names(item, line) for line in lines[id(g)])}
    return [
        Served(item, tuple(sure.get(id(item), {}).values()), tuple(perhaps.get(id(item), {}).values()))
        for item in items
    ]


def _lines(guide: Guide) -> frozenset[str]:
    """The short lines of the text in which a guide stands."""
    lines = (squeeze(line) for line in guide.source.text.splitlines()[:3000])
    return frozenset(line for line in lines if 4 <= len(line) <= 60)


def _names(item: Item, line: str) -> bool:
    name = bare(item.name)
    return name in line and len(line) <= len(name) + LINE


def _is_same(item: Item, name: str) -> bool:
    return any(pair.how != "class" for pair in matched([item], [Chart(name, None)]).pairs)


def is_named(item: Item, label: str) -> bool:
    """Whether the words of a link name an item, or its guide."""
    own, name = essence(item.name), called(label)
    near = len(set(own) & set(name)) * 2 >= min(len(set(own)), len(set(name))) > 0
    return near and len(name) >= 2 and (bare(name) == bare(item.name) or _is_same(item, name))
