"""Which items need a guide, and which guide serves which item."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from difflib import SequenceMatcher
from functools import lru_cache

from rules.guides.guide import Guide, called
from rules.guides.wording import rule_set
from rules.phrases import squeeze
from rules.powers.item import Item
from rules.powers.names import bare

SHORTEST = 4  # characters of a name that another may contain
ALIKE, PERHAPS = 0.86, 0.7  # likeness of names that are one, and that a person would look at twice
LINE = 10  # characters that a line may hold beside the name of an item that it names
_KINDS = (
    ("非行政许可审批", re.compile("非(?:行政)?许可")),
    ("公共服务", re.compile("公共服务|便民服务")),
    ("行政许可", re.compile("许可")),
    ("行政审批", re.compile("审批")),
)
_OTHER_POWER = re.compile("处罚|检查|强制|征收|征用|确认|奖励|给付|裁决|仲裁|监督|罚款|没收|查处")
_BY_NAME = (("行政许可", re.compile("许可")), ("行政审批", re.compile("审批|核准|核发|审核|审查|批准")))
_TAIL = re.compile(
    r"(?:行政许可|的|核发|颁发|发放|办理|审批|审核|许可证?|核准|登记|证书?|事项|项目|申请|备案|初审|\s)+$"
)
_BODY = re.compile(r"^[一-龥]{0,8}?[省市县区州盟旗][一-龥]{1,12}?(?:局|委员会|委|办公室)(?=[一-龥]{3})")


def kind_of(kind: str, name: str) -> str:
    """The class of an item that a guide may be asked of: by what its list says, else by its name; "" for any other."""
    stated = squeeze(kind)
    known = next((each for each, word in _KINDS if word.search(stated)), "")
    if stated:
        return known
    text = squeeze(name)
    return "" if _OTHER_POWER.search(text) else next((each for each, word in _BY_NAME if word.search(text)), "")


def needing(items: Iterable[Item], day: date) -> list[Item]:
    """The items of which a guide is asked on a day, each name once."""
    found = {bare(item.name): item for item in items if (kind := kind_of(item.kind, item.name)) and rule_set(kind, day)}
    return list(found.values())


@lru_cache(maxsize=50_000)
def core(name: str) -> str:
    """A name without brackets, the body in front, and what offices add at its end: 取水许可证核发 and 取水许可 are one."""
    text = re.sub(r"[(\[][^()\[\]]{0,40}[)\]]", "", bare(called(name)))
    text = _BODY.sub("", text)
    return _TAIL.sub("", text).replace("的", "") or text


@dataclass(frozen=True)
class Served:
    """The guides that serve an item, and those that may."""

    item: Item
    guides: tuple[Guide, ...] = ()
    perhaps: tuple[Guide, ...] = ()


@dataclass(frozen=True)
class _Names:
    bare: frozenset[str]
    cores: tuple[str, ...]
    lines: frozenset[str] = field(default_factory=frozenset)


def served(items: Sequence[Item], guides: Sequence[Guide]) -> list[Served]:
    """Every item with the guides that serve it. One guide may serve several items, and several guides one."""
    names = [_names(guide) for guide in guides]
    return [_served(item, guides, names) for item in items]


def _names(guide: Guide) -> _Names:
    lines = (squeeze(line) for line in guide.source.text.splitlines()[:3000])
    return _Names(
        frozenset(bare(name) for name in guide.names),
        tuple(dict.fromkeys(core(name) for name in guide.names)),
        frozenset(line for line in lines if 4 <= len(line) <= 50),
    )


def _served(item: Item, guides: Sequence[Guide], names: Sequence[_Names]) -> Served:
    own, whole = core(item.name), bare(item.name)
    exact = [n for n, name in enumerate(names) if whole in name.bare or own in name.cores]
    sure = exact or [n for n, name in enumerate(names) if any(is_one(own, other) for other in name.cores)]
    left = [] if sure else [n for n, name in enumerate(names) if _may_be(own, whole, name)]
    return Served(item, tuple(guides[n] for n in sure), tuple(guides[n] for n in left))


def is_one(own: str, other: str) -> bool:
    """Whether two cores name one item, or the second several of which the first is one."""
    if not own or not other:
        return False
    if own == other:
        return True
    if (own in other or other in own) and min(len(own), len(other)) >= SHORTEST:
        return own in other or len(other) * 10 >= len(own) * 6
    return _likeness(own, other) >= ALIKE and not _opposed(own, other)


def _may_be(own: str, whole: str, names: _Names) -> bool:
    for other in names.cores:
        held = bool(other) and len(min(own, other, key=len)) >= 2 and (own in other or other in own)
        if held or _likeness(own, other) >= PERHAPS:
            return True
    return any(whole in line and len(line) <= len(whole) + LINE for line in names.lines)


def _likeness(one: str, two: str) -> float:
    matcher = SequenceMatcher(None, one, two)
    return matcher.ratio() if matcher.quick_ratio() >= PERHAPS else 0.0


def _opposed(one: str, two: str) -> bool:
    """Whether two names that are alike differ in words that make them two items: 生产 and 经营."""
    apart = [
        one[a:b] + two[c:d] for tag, a, b, c, d in SequenceMatcher(None, one, two).get_opcodes() if tag == "replace"
    ]
    return bool(apart)
