"""Which labels of a header may stand under which: parts under their whole, heads under a year, amounts under a change."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from rules.accounts.heads import (
    ABROAD,
    OPERATION,
    PURCHASE,
    RECEPTION,
    TOTAL,
    VEHICLES,
    count_of,
    head_of,
    is_total_of_three,
    other_of,
)
from rules.accounts.tables.senses import Sense, sense_of

_SUBTOTAL = re.compile(r"(?:小计|合计|总计)(?:数|金额)?")
_MONEY = re.compile(r"(?:金额|费用|支出|经费|数额|支出额|费用额)(?:[(].{1,4}[)])?")
_VAGUE = re.compile(r"情况$|变化$|变动$|增减$|[上去]年$|[上去]年(?:预算|决算)?(?:数|增减)?$|对比$|比较$")
_NEVER = re.compile(r"(?!)")
_COUNTS = {
    ABROAD: re.compile("团组|人次|人数"),
    RECEPTION: re.compile("批次|批数|人次|人数|次数"),
    VEHICLES: re.compile("购置.{0,3}[数量]|保有|辆"),
}
_FINE = re.compile(r"额|数|率|幅|%|比例|[±]")


def may_divide(path: Sequence[str], labels: Sequence[str]) -> bool:
    """Whether labels, in this order, may stand under the innermost of `path` and divide its column."""
    whole, inner = path[-1], tuple(labels)
    if len(set(inner)) < len(inner) or (_SUBTOTAL.fullmatch(whole) and not _are_periods(inner)):
        return False
    if _are_periods(inner):
        return _sense(whole) == Sense() or bool(head_of(whole) or other_of((whole,)) or count_of((whole,)))
    head = head_of(whole)
    if head == TOTAL:
        return is_total_of_three(whole) and _are_heads(inner) and not any(other_of((label,)) for label in inner)
    if head == VEHICLES and _are_parts_of_cars(inner):
        return True
    if head:
        return _are_counts(head, inner) or (head == RECEPTION and _are_kinds_of_guests(inner))
    sense = _sense(whole)
    if sense.change:
        return _VAGUE.search(_plain(whole)) is not None and all(map(_is_fine_change, inner))
    is_group = bool(sense.years or sense.when or sense.kind or sense.fund) and not sense.skipped
    is_group = is_group and re.search("运行|行政|会议|培训", whole) is None
    return is_group and (_are_heads(inner) or (not sense.fund and all(map(_is_money_of, inner))))


@lru_cache(maxsize=4096)
def _sense(label: str) -> Sense:
    return sense_of((label,))


def _plain(label: str) -> str:
    return re.sub("[、/()+-]", "", label)


def _are_periods(labels: Sequence[str]) -> bool:
    """Years, budget and accounts, and changes between them; no heads."""
    senses = [_sense(label) for label in labels]
    if any(head_of(label) or count_of((label,)) or other_of((label,)) for label in labels):
        return False
    return all(each.years or each.when or each.kind or (each.change and not each.fund) for each in senses) and any(
        each.years or each.when or each.kind for each in senses
    )


def _are_parts_of_cars(labels: Sequence[str]) -> bool:
    heads = [head_of(label) for label in labels]
    totals = [label for label in labels if _SUBTOTAL.fullmatch(label)]
    return (
        sorted(head for head in heads if head != TOTAL) == sorted((PURCHASE, OPERATION))
        and len(totals) == len(labels) - 2 < 2
    )


def _are_counts(head: str, labels: Sequence[str]) -> bool:
    """An amount of money beside the counts that belong to a head: 金额, 团组数, 人次."""
    counts = [label for label in labels if _COUNTS.get(head, _NEVER).search(label) and not _has_head(label)]
    money = [label for label in labels if _MONEY.fullmatch(label) or _SUBTOTAL.fullmatch(label)]
    return len(money) < 2 and bool(counts) and len(counts) + len(money) == len(labels)


def _has_head(label: str) -> bool:
    return head_of(label) not in ("", TOTAL)


def _are_kinds_of_guests(labels: Sequence[str]) -> bool:
    """小计, then what is no head, year or kind of its own."""
    rest = labels[1:]
    plain = not any(_has_head(label) or other_of((label,)) or _SUBTOTAL.fullmatch(label) for label in rest)
    return _SUBTOTAL.fullmatch(labels[0]) is not None and plain and not any(_sense(label).kind for label in rest)


def _are_heads(labels: Sequence[str]) -> bool:
    """Two heads or more, none twice, with nothing unknown among them."""
    heads = [head_of(label) for label in labels]
    named = [head for head in heads if head]
    known = all(head or other_of((label,)) for head, label in zip(heads, labels, strict=True))
    return known and len(set(named)) == len(named) and len(set(named) - {TOTAL}) > 1


def _is_fine_change(label: str) -> bool:
    text = _plain(label)
    is_change = bool(_sense(label).change) or text in ("金额", "额", "%", "比例", "幅度", "绝对额", "数额", "比率")
    return is_change and (_FINE.search(text) is not None) and not re.search("[上去]年", text)


def _is_money_of(label: str) -> bool:
    sense = _sense(label)
    return bool(sense.fund) and not (sense.years or sense.when or head_of(label) not in ("", TOTAL))
