"""The columns of a header that was typed as text: labels of several levels in the order of reading, made one path each.

Extractors write a cell that spans rows or columns once, so that the lines of a header are shorter than the table. Which
label stands above which is told by what labels mean, and by how many columns there are; where that leaves a choice,
nothing is returned.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from rules.accounts.heads import OPERATION, PURCHASE, TOTAL, VEHICLES, count_of, head_of, other_of
from rules.accounts.senses import sense_of
from rules.phrases import squeeze

Path = tuple[str, ...]
_LABEL_COLUMN = re.compile(
    r"(?:序号|编号|项目|科目|单位|部门|年度|类别|内容|指标|预算单位|支出项目|经费项目|费用项目|功能(?:分类)?科目|科目编码|单位编码)(?:名称|内容|类别)?(?:及.{1,6})?"
)
_VAGUE_CHANGE = re.compile(r"情况$|变化$|变动$|增减$|[上去]年$|[上去]年(?:预算|决算)?(?:数|增减)?$")
_FINE_CHANGE = re.compile(r"额|数|率|幅|%|比例|[±]")
_SUBTOTAL = re.compile(r"小计|合计|总计")


def leaves(header: Sequence[tuple[str, ...]], size: int) -> list[Path] | None:
    """The path of labels above each of `size` columns of numbers; None when labels and columns do not fit in one way."""
    flat = _flat_labels(header)
    if not flat:
        return [()] if size == 1 else None
    if len(flat) == size and not _groups(flat):
        return [(label,) for label in flat]
    spread = next((paths for paths in spreads(header) if len(paths) == size), None)
    return spread or _by_kinds(flat, size) or _by_senses(flat, size)


def spreads(header: Sequence[tuple[str, ...]]) -> list[list[Path]]:
    """The ways to make columns of a header that names heads: with the cars' parts under the cars, or beside them."""
    flat = _flat_labels(header)
    if not any(head_of(label) or count_of((label,)) for label in flat):
        return []
    tops, rest = _parted(flat)
    groups = _groups(rest)
    ways = [way for way in (_under_cars(rest, groups), _beside_cars(rest, groups)) if way is not None]
    found = (_with_tops(way, tops) for way in ways)
    return [way for way in found if way is not None]


def _flat_labels(header: Sequence[tuple[str, ...]]) -> list[str]:
    flat = _whole([text for row in header for cell in row if (text := squeeze(cell))])
    return flat[_labelled(flat) :]


def _labelled(flat: list[str]) -> int:
    """How many labels at the start stand above labels, not above numbers."""
    count = 0
    while count < len(flat) and _LABEL_COLUMN.fullmatch(flat[count]):
        count += 1
    return count


def _whole(labels: list[str]) -> list[str]:
    """Labels that line ends broke, joined where only the whole names a head."""
    whole: list[str] = []
    for label in labels:
        last = whole[-1] if whole else ""
        joins = last and not head_of(label) and (label[0] in "()及和与" or label in ("费", "费用", "经费"))
        opens = last and re.search(r"公务用?$|[及和与(]$", last) and not head_of(last)
        if joins or opens:
            whole[-1] = last + label
        else:
            whole.append(label)
    return whole


def _groups(flat: list[str]) -> list[range]:
    """Where cars bought and run stand side by side, with their 小计 before or behind them."""
    heads = [head_of(label) for label in flat]
    found: list[range] = []
    for at in range(len(flat) - 1):
        if {heads[at], heads[at + 1]} == {PURCHASE, OPERATION}:
            first = at - 1 if at and _SUBTOTAL.fullmatch(flat[at - 1]) else at
            end = at + 2
            if first == at and end < len(flat) and flat[end] == "小计":
                end += 1
            found.append(range(first, end))
    return found


def _parted(flat: list[str]) -> tuple[list[str], list[str]]:
    """The labels that say of which year or kind others are, and the others."""
    tops = [label for label in flat if not head_of(label) and _is_group_name(label)]
    return tops, [label for label in flat if label not in tops]


def _is_group_name(label: str) -> bool:
    """Whether a label only says whose year, kind or money the labels below are of."""
    sense = sense_of((label,))
    named = bool(sense.years or sense.when or sense.kind or sense.fund) and not sense.change and not sense.skipped
    return named and not _SUBTOTAL.search(label) and not count_of((label,)) and not other_of((label,))


def _under_cars(labels: list[str], groups: list[range]) -> list[Path] | None:
    """Each label a column; bought and run put where the cars stand, whether they follow these or close the header."""
    inside = {at for group in groups for at in group}
    cars = [at for at, label in enumerate(labels) if head_of(label) == VEHICLES and at not in inside]
    if not groups or len(cars) != len(groups):
        return None
    below = dict(zip(cars, groups, strict=True))
    paths: list[Path] = []
    for at, label in enumerate(labels):
        if at in below:
            paths += [(label, labels[inner]) for inner in below[at]]
        elif at not in inside:
            paths.append((label,))
    return paths


def _beside_cars(labels: list[str], groups: list[range]) -> list[Path] | None:
    """Each label a column of its own, where no 小计 says that it stands under another."""
    if any(_SUBTOTAL.fullmatch(labels[at]) for group in groups for at in group):
        return None
    return [(label,) for label in labels]


def _with_tops(spread: list[Path], tops: list[str]) -> list[Path] | None:
    """Columns under the labels that say whose year or kind they are of, evenly shared where these are several."""
    count = len(tops)
    if count < 2:
        return [(*tops, *path) for path in spread]
    share, rest = divmod(len(spread), count)
    if rest or _heads(spread[:share]) * count != _heads(spread):
        return None
    return [(tops[at // share], *path) for at, path in enumerate(spread)]


def _by_kinds(flat: list[str], size: int) -> list[Path] | None:
    """Columns where each head is divided once more: 预算数 决算数 预算数 决算数 …"""
    tops, rest = _parted(flat)
    groups = _groups(rest)
    for spread in (_under_cars(rest, groups), _beside_cars(rest, groups)):
        pairs, left = divmod(size, len(spread)) if spread else (0, 1)
        if spread and not left and pairs > 1 and tops == tops[:pairs] * len(spread):
            return [(*path, kind) for path in spread for kind in tops[:pairs]]
    return None


def _heads(paths: Sequence[Path]) -> list[str]:
    return [head_of(path[-1]) or path[-1] for path in paths]


def _by_senses(flat: list[str], size: int) -> list[Path] | None:
    """The columns of a header that names years, kinds and changes: fine labels under the vague one that they divide."""
    if len(flat) < size or any(head_of(label) not in ("", TOTAL) for label in flat):
        return None
    if size == 1:
        return _one(flat)
    for is_child, is_parent in ((_is_fine_change, _is_vague_change), (_is_money, _is_period)):
        paths = _nested(flat, size, [is_child(label) for label in flat], [is_parent(label) for label in flat])
        if paths is not None:
            return paths
    return None


def _one(flat: list[str]) -> list[Path] | None:
    """The path above a single column, when its labels say nothing that excludes one another."""
    senses = [sense_of((label,)) for label in flat]
    kinds = {sense.kind for sense in senses} - {""}
    years = {sense.years for sense in senses} - {()}
    plain = not any(sense.change or sense.skipped for sense in senses)
    return (
        [tuple(flat)]
        if len(kinds) < 2 and len(years) < 2 and plain and len({s.when for s in senses} - {""}) < 2
        else None
    )


def _nested(flat: list[str], size: int, child: list[bool], parent: list[bool]) -> list[Path] | None:
    """Runs of children, evenly shared, under their parents; the labels left over are columns of their own."""
    inner = [at for at, is_child in enumerate(child) if is_child and not (parent[at] and not any(parent[:at]))]
    outer = [at for at, is_parent in enumerate(parent) if is_parent and at not in inner and at < (inner or [0])[-1]]
    if not inner or not outer or len(flat) - len(outer) != size or len(inner) % len(outer):
        return None
    share = len(inner) // len(outer)
    if share < 2 or [flat[at] for at in inner[:share]] * len(outer) != [flat[at] for at in inner]:
        return None
    paths: list[Path] = []
    for at, label in enumerate(flat):
        if at in outer:
            first = outer.index(at) * share
            paths += [(label, flat[below]) for below in inner[first : first + share]]
        elif at not in inner:
            paths.append((label,))
    return paths


def _is_vague_change(label: str) -> bool:
    return bool(sense_of((label,)).change) and _VAGUE_CHANGE.search(re.sub("[、/()]", "", label)) is not None


def _is_fine_change(label: str) -> bool:
    text = re.sub("[、/()]", "", label)
    is_change = bool(sense_of((label,)).change) or text in ("金额", "额", "%", "比例", "幅度", "绝对额", "数额")
    return is_change and (_FINE_CHANGE.search(text) is not None) and not re.search("[上去]年", text)


def _is_money(label: str) -> bool:
    sense = sense_of((label,))
    return bool(sense.fund) and not sense.years and not sense.when


def _is_period(label: str) -> bool:
    sense = sense_of((label,))
    return bool(sense.years or sense.when or sense.kind) and not sense.change and not sense.fund
