"""Which of the sums that a table prints is that of the three public expenses."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from rules.accounts.heads import NAMES, PARTS, TOTAL, is_total_of_three
from rules.accounts.tables.chosen import Printed, first_of_each, one
from rules.accounts.tables.placing import is_sum, parts_of
from rules.accounts.value import MEETINGS, TRAINING
from rules.amounts import Amount

_DETAIL = re.compile(r"接待|出国|出境|车|统计|其中|机关运行|行政")
Chosen = Mapping[str, Printed]


def read(found: Sequence[Printed], printed: Sequence[Printed]) -> dict[str, Printed]:
    """The number for each head among those `found`; the total is what says so of the three, not of more than these.

    `printed` are all numbers of the table: they tell what else a 合计 may sum up.
    """
    heads = first_of_each([each for each in found if each.key != TOTAL])
    total = _total([each for each in found if each.key == TOTAL], heads, printed) or _unnamed(printed, heads)
    return {TOTAL: total, **heads} if total else heads


def _total(found: Sequence[Printed], heads: Chosen, printed: Sequence[Printed]) -> Printed | None:
    explicit = [each for each in found if is_total_of_three(each.label)]
    bare = [each for each in found if not is_total_of_three(each.label)]
    counted = [each for each in explicit if _has_digits(each)]
    if counted:
        return one(each for each in explicit if each.label in {every.label for every in counted})
    counted = [each for each in bare if _has_digits(each)]
    for label in dict.fromkeys(each.label for each in counted):
        total = one(each for each in bare if each.label == label)
        if total is not None and _is_of_three(total, heads, printed):
            return total
    return one(explicit) or (None if counted else one(bare))


def _has_digits(item: Printed) -> bool:
    return any(map(str.isdigit, item.text or "")) or item.text is None


def _is_of_three(total: Printed, heads: Chosen, printed: Sequence[Printed]) -> bool:
    """Whether a sum called 合计 is that of the three: they give it, or nothing stands in the table that it may sum up too."""
    amounts = _amounts(heads)
    if total.amount is None or (amounts and is_sum({TOTAL: total.amount, **amounts}, TOTAL, parts_of(amounts))):
        return True
    more = [each for each in printed if each.key not in NAMES and _has_digits(each) and each.amount is not None]
    return not any(
        each.key in (MEETINGS, TRAINING) or (not each.key and not _DETAIL.search(each.label)) for each in more
    )


def _amounts(heads: Chosen) -> dict[str, Amount]:
    return {head: each.amount for head, each in heads.items() if each.amount is not None}


def _unnamed(printed: Sequence[Printed], heads: Chosen) -> Printed | None:
    """A first number whose label was dropped, when it is the sum of the three."""
    first = next(iter(printed), None)
    amounts = _amounts(heads)
    if first is None or first.label or first.amount is None or not all(part in amounts for part in PARTS):
        return None
    return first if first.amount.value and is_sum({TOTAL: first.amount, **amounts}, TOTAL, PARTS) else None
