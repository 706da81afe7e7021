"""The columns of a header that was typed as text: labels of several levels, made one path of labels for each column.

Extractors write a cell that spans rows or columns once, so that the lines of a header are shorter than the table, or
write all its cells one a line. Which label stands above which is told by what labels mean and by how many columns there
are. Where that leaves more than one way, nothing is returned.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import islice

from rules.accounts.heads import (
    NAMES,
    OPERATION,
    PURCHASE,
    TOTAL,
    VEHICLES,
    count_of,
    deepest,
    head_of,
    is_total_of_three,
)
from rules.accounts.tables.nesting import may_divide
from rules.accounts.tables.senses import sense_of
from rules.phrases import squeeze

Path = tuple[str, ...]
Spread = tuple[Path, ...]
MOST_LABELS = 30
MOST_IN_A_STREAM = 14
MOST_WAYS = 60
_LABEL_COLUMN = re.compile(
    r"(?:序号|编号|项目|科目|单位|部门|年度|年份|月份|类别|内容|指标|支出|(?:三公)?(?:预算|支出|经费|费用)+(?:单位|项目|类别)|功能(?:分类)?科目|科目编码|单位编码)(?:名称|内容|类别)?(?:及.{1,6})?"
)
_BARE_PART = re.compile(r"(?:购置|运行|运行维护|运行及维护)(?:费用?|经费)")


def leaves(header: Sequence[tuple[str, ...]], size: int) -> Spread | None:
    """The path of labels above each of `size` columns of numbers; None when labels and columns do not fit in one way."""
    rows = _rows(header)
    if not rows:
        return ((),) if size == 1 else None
    if size == 1:
        return _one([label for row in rows for label in row])
    found = [way for way in _ways(rows) if len(way) == size]
    return found[0] if len(found) == 1 else None


def spreads(header: Sequence[tuple[str, ...]]) -> tuple[Spread, ...]:
    """All the ways to make columns of a header, of whatever number."""
    rows = _rows(header)
    return _ways(rows) if rows else ()


def _rows(header: Sequence[tuple[str, ...]]) -> tuple[Path, ...]:
    """The labels of a header that stand above numbers, line by line."""
    rows = [_whole([text for cell in row if (text := squeeze(cell))]) for row in header]
    while rows and rows[0] and _LABEL_COLUMN.fullmatch(rows[0][0]) and (len(rows) > 1 or len(rows[0]) > 0):
        rows[0] = rows[0][1:]
        rows = rows if rows[0] else rows[1:]
    if not any(head_of(label) == VEHICLES for row in rows for label in row):
        rows = [_with_cars(row) for row in rows]
    return tuple(tuple(row) for row in rows if row)


def _whole(labels: list[str]) -> list[str]:
    """Labels that line ends broke, joined where only the whole names a head."""
    whole: list[str] = []
    for at, label in enumerate(labels):
        last = whole[-1] if whole else ""
        following = labels[at + 1] if at + 1 < len(labels) else ""
        joins = last and not head_of(label) and (label[0] in "()及和与" or label in ("费", "费用", "经费"))
        opens = last and re.search(r"公务用?$|[及和与(]$", last) and not head_of(last)
        alone = re.fullmatch("公务用?车", last) and _BARE_PART.fullmatch(label) and not _BARE_PART.fullmatch(following)
        if joins or opens or alone:
            whole[-1] = last + label
        else:
            whole.append(label)
    return whole


def _with_cars(labels: list[str]) -> list[str]:
    """Labels in which 小计, 购置费 and 运行费 stand where the cars' own label was dropped, with that label."""
    heads = [head_of(label) for label in labels]
    found: list[str] = []
    for at, label in enumerate(labels):
        if label == "小计" and {*heads[at + 1 : at + 3]} == {PURCHASE, OPERATION} and any(heads[:at]):
            found.append(NAMES[VEHICLES])
        found.append(label)
    return found


@lru_cache(maxsize=512)
def _ways(rows: tuple[Path, ...]) -> tuple[Spread, ...]:
    """Every way to make columns of the labels, each once; a row of kinds or years at the end divides all columns alike."""
    if len(rows) > 1:
        levels = [way for way in dict.fromkeys(islice(_by_levels(rows), MOST_WAYS)) if _is_sound(way)]
        flat = tuple(label for row in rows for label in row)
        if levels or len(rows) > 2 or len(flat) > MOST_LABELS:
            return tuple(levels)
        return tuple(way for way in dict.fromkeys(_under_tops(flat)) if _is_sound(way))
    flat, tail = _without_tail(rows[0])
    if len(flat) > MOST_LABELS:
        return ()
    found = dict.fromkeys(_under_tops(flat))
    if len(flat) <= MOST_IN_A_STREAM:
        found |= dict.fromkeys((*islice(_by_cuts(flat), MOST_WAYS), *_in_turn(flat), tuple((label,) for label in flat)))
    sound = [way for way in found if _is_sound(way)]
    return tuple(new for way in sound for new in islice(_divided(way, tail), MOST_WAYS)) if tail else tuple(sound)


def _without_tail(flat: Path) -> tuple[Path, Path]:
    """The labels without the same two or three kinds or years over and over at their end, and these."""
    for size in (2, 3):
        unit, count = flat[-size:], 1
        while flat[-size * (count + 1) : -size * count] == unit:
            count += 1
        if count > 2 and not any(head_of(label) for label in unit):
            return flat[: -size * count], flat[-size * count :]
    return flat, ()


def _is_sound(way: Spread) -> bool:
    """Whether every block has the same heads, each once, and all that divides a whole stands under it."""
    keys = [(block_of(path), deepest(path), count_of(path), "" if head_of(path[-1]) else path[-1]) for path in way]
    parts = [path for path in way if head_of(path[-1]) in (PURCHASE, OPERATION)]
    under = [path for path in parts if any(head_of(label) == VEHICLES for label in path[:-1])]
    lone = any(path[-1] == "小计" and _stands_between(path, way) for path in way)
    blocks: dict[Path, set[str]] = {}
    for block, head, count, _ in keys:
        if head and not count:
            blocks.setdefault(block, set()).add(head)
    alike = len({frozenset(heads) for heads in blocks.values()}) < 2
    return len(set(keys)) == len(keys) and len(under) in (0, len(parts)) and not lone and alike and _has_the_three(way)


def _stands_between(path: Path, way: Spread) -> bool:
    """Whether a column stands neither first nor last among those that divide the same column."""
    beside = list(dict.fromkeys(other[: len(path)] for other in way if other[: len(path) - 1] == path[:-1]))
    return 0 < beside.index(path) < len(beside) - 1


def _has_the_three(way: Spread) -> bool:
    """Whether a label 三公经费 that is divided has all heads under it, and the only total unless it has one itself."""
    inside = [path for path in way if any(is_total_of_three(label) for label in path[:-1])]
    outside = [path for path in way if path not in inside]
    if not inside:
        return True
    has_total = any(deepest(path) == TOTAL for path in inside)
    return not any(deepest(path) not in ("", TOTAL) or (deepest(path) == TOTAL and not has_total) for path in outside)


def block_of(path: Path) -> Path:
    """The labels of a path that say whose year, kind or money its figures are of: columns of one block add up."""
    found: list[str] = []
    for label in path:
        sense = sense_of((label,))
        dated = bool(sense.years or sense.when or sense.kind)
        is_top = is_total_of_three(label) and label != path[-1]
        if (dated and is_top) or ((dated or sense.fund or sense.change) and not head_of(label)):
            found.append(label)
    return tuple(found)


def _by_levels(rows: Sequence[Path]) -> Iterator[Spread]:
    """Each line divides columns of the lines above it."""
    ways: list[Spread] = [tuple((label,) for label in rows[0])]
    for row in rows[1:]:
        ways = [new for way in ways for new in islice(_divided(way, row), MOST_WAYS)][:MOST_WAYS]
    yield from ways


def _divided(way: Spread, row: Path) -> Iterator[Spread]:
    """Every way to share the labels of a line out, in order, among columns that they may divide."""
    if not row:
        yield way
        return
    if not way or len(row) == 1:
        return
    first, rest = way[0], way[1:]
    for size in range(2, len(row) + 1):
        if may_divide(first, row[:size]):
            for after in _divided(rest, row[size:]):
                yield (*[(*first, label) for label in row[:size]], *after)
    for after in _divided(rest, row):
        yield (first, *after)


def _by_cuts(flat: Path) -> Iterator[Spread]:
    """One stream of labels cut into two or three lines."""
    for first in range(1, len(flat) - 1):
        yield from _by_levels((flat[:first], flat[first:]))
        for second in range(first + 2, len(flat) - 1):
            yield from _by_levels((flat[:first], flat[first:second], flat[second:]))


@lru_cache(maxsize=2048)
def _in_turn(flat: Path) -> tuple[Spread, ...]:
    """One stream of labels in which those that divide a column follow it: every way to read it."""
    if not flat:
        return ((),)
    found = [((flat[0],), *after) for after in _in_turn(flat[1:])]
    for size in range(2, len(flat)):
        for inner in _in_turn(flat[1 : size + 1]):
            if may_divide((flat[0],), tuple(dict.fromkeys(path[0] for path in inner))):
                found += [(*[(flat[0], *path) for path in inner], *after) for after in _in_turn(flat[size + 1 :])]
    return tuple(found[:MOST_WAYS])


def _under_tops(flat: Path) -> Iterator[Spread]:
    """Labels of kinds or years first, then the same labels for each of these: all of one first, or line by line."""
    count = next((at for at, label in enumerate(flat) if not _is_top(label)), 0)
    tops, rest = flat[:count], flat[count:]
    if count < 2 or any(may_divide(tops[:1], tops[at:]) for at in range(1, count - 1)):
        return
    for cut in range(count, len(rest) + 1, count):
        upper, lower = _shared(rest[:cut], count), _shared(rest[cut:], count)
        if upper is None or lower is None:
            continue
        for way in _ways((upper, lower) if lower else (upper,)):
            yield tuple((top, *path) for top in tops for path in way)


def _is_top(label: str) -> bool:
    """Whether a label says whose year or kind others are of."""
    sense = sense_of((label,))
    return not head_of(label) or (is_total_of_three(label) and bool(sense.years or sense.when or sense.kind))


def _shared(labels: Path, count: int) -> Path | None:
    """The labels that repeat `count` times, once; None when they do not."""
    share, left = divmod(len(labels), count)
    same = [head_of(label) for label in labels[:share]] * count == [head_of(label) for label in labels]
    return labels[:share] if same and not left else None


def _one(labels: Sequence[str]) -> Spread | None:
    """The path above a single column, when its labels say nothing that excludes one another."""
    senses = [sense_of((label,)) for label in labels]
    kinds = {sense.kind for sense in senses} - {""}
    years = {sense.years for sense in senses} - {()}
    times = {sense.when for sense in senses} - {""}
    plain = not any(sense.change or sense.skipped for sense in senses)
    single = len(kinds) < 2 and len(years) < 2 and len(times) < 2
    heads = {head for label in labels if (head := head_of(label))} - {TOTAL}
    return (tuple(labels),) if plain and single and not heads else None
