"""What tells one power from another whose name is nearly the same: matters, grades, trades, numbers, negations."""

from __future__ import annotations

import re
import tomllib
from enum import IntEnum
from functools import cache, lru_cache
from importlib import resources

from rules.powers.naming.names import bare, core, essence

DEED, NEGATION = "deed", "negation"
SHARED = ("place", "sex", "ware", "person", "reach")  # a name that says none of these may mean either
_NEGATION = re.compile("不|未|非(?!遗|机动|金属)|无(?!害|线|人|偿)|禁|拒|逾期|超")
_NUMBER = re.compile(r"\d+(?:\.\d+)?|[一二三四五六七八九十百千万]+(?=[类吨人次种日天年层米元个项号])")
_CHINESE = str.maketrans("一二三四五六七八九", "123456789")


class Apart(IntEnum):
    """How far two names are apart: not at all, one narrower than the other, or two different powers."""

    NOT = 0
    NARROWER = 1
    OPPOSED = 2


@cache
def groups() -> dict[str, dict[str, str]]:
    """Each group of opposites.toml: its words, longest first, with the word that stands for all of the same meaning."""
    data = tomllib.loads((resources.files("rules.powers.naming") / "opposites.toml").read_text("utf-8"))
    return {
        name: dict(sorted(((w, same[0]) for same in group["words"] for w in same), key=lambda pair: -len(pair[0])))
        for name, group in data.items()
    }


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    return {name: re.compile("|".join(words)) for name, words in groups().items()}


@lru_cache(maxsize=20_000)
def marks(name: str) -> dict[str, frozenset[str]]:
    """The distinguishing words of a name by group, with its numbers and its negations."""
    text = core(name) + "".join(re.findall(r"[(]([^()]*)[)]", bare(name)))
    found = {group: frozenset(groups()[group][word] for word in p.findall(text)) for group, p in _patterns().items()}
    deeds = _patterns()[DEED].findall(core(name))
    found[DEED] = frozenset((groups()[DEED][deeds[-1]],)) if deeds else frozenset()
    numbers = (number.translate(_CHINESE) for number in _NUMBER.findall(text))
    return {**found, "number": frozenset(numbers), NEGATION: frozenset(_NEGATION.findall(core(name)))}


def apart(one: str, other: str) -> Apart:
    """How far two names are apart by their distinguishing words alone."""
    if opposed_by(one, other):
        return Apart.OPPOSED
    mine, theirs = marks(one), marks(other)
    differing = [group for group, own in mine.items() if own != theirs[group] and group not in SHARED]
    narrower = any(group != DEED or "处罚" in mine[DEED] | theirs[DEED] for group in differing)
    return Apart.NARROWER if narrower else Apart.NOT


def opposed_by(one: str, other: str) -> frozenset[str]:
    """The groups of words by which two names are two different powers."""
    mine, theirs = marks(one), marks(other)
    return frozenset(
        group
        for group, own in mine.items()
        if own != (far := theirs[group]) and (group == NEGATION or not (own <= far or far <= own))
    )


LOOSE = frozenset(("经营", "使用"))  # 机动车维修许可 is 机动车维修经营许可, where no other item is like it
STRICT = frozenset(("matter", "step", "number", NEGATION, DEED))


@lru_cache(maxsize=20_000)
def stem(name: str) -> str:
    """The essence of a name without its grades, trades and sizes: what items share that stand beside each other for these."""
    text = essence(name)
    for group, pattern in _patterns().items():
        text = text if group in STRICT or group in SHARED else pattern.sub("", text)
    return text


def may_leave_out(one: str, other: str) -> bool:
    """Whether one name only leaves out a grade, a trade or a size that the other says; that is one power where no other shares it."""
    mine, theirs = marks(one), marks(other)
    differing = [group for group in mine if mine[group] != theirs[group]]
    return not any(
        group in STRICT - {DEED} or (mine[group] and theirs[group] and not mine[group] ^ theirs[group] <= LOOSE)
        for group in differing
    )


def only_sets_up(wide: str, narrow: str) -> bool:
    """Whether a narrower name differs from a wider one by no more than that it speaks of the first grant (设立, 新办)."""
    mine, theirs = marks(wide), marks(narrow)
    differing = {group for group in mine if mine[group] != theirs[group]}
    return differing <= {"matter", DEED} and not mine["matter"] and "设立" in theirs["matter"]


_WHO = re.compile("级|权限|委托|[上转]报|[科处股局室所站队]$|窗口|[含见附共]|\\d|类$|行政")
_GRANTS = re.compile("核发|颁发|发放|新发|首发|新办|申领")


def is_of_other(item: str, name: str) -> bool:
    """Whether a chart that is another item's own says for which it is: another matter, or another thing in its brackets."""
    return _is_of_other_act(item, name) or is_of_other_thing(item, name)


def is_of_other_thing(one: str, other: str) -> bool:
    """Whether the brackets of two names hold different things (旅馆业, 典当业), and not only who does it, or one more than the other."""
    own, told = _within(one), _within(other)
    return bool(own and told) and own not in told and told not in own


def _within(name: str) -> str:
    return "".join(each for each in re.findall(r"[(]([^()]*)[)]", bare(name)) if not _WHO.search(each))


def _is_of_other_act(item: str, name: str) -> bool:
    """Whether two names say what is done, and it is not the same: the grant (核发) of one, and the change or end of the other."""
    mine, theirs = marks(item)["matter"], marks(name)["matter"]
    if mine == theirs or (mine and theirs):
        return False
    return _GRANTS.search(bare(name if mine else item)) is not None and not _GRANTS.search(bare(item if mine else name))
