"""Where the numbers of a row belong when blank cells were dropped: told by the sums that must hold among them.

合计 is 出国, 接待 and 用车 together, 用车 is 购置 and 运行 together. A place is taken for known only when every way of
filling the columns in which these sums hold gives it the same number.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations
from math import comb

from rules.accounts.heads import ABROAD, OPERATION, PURCHASE, RECEPTION, TOTAL, VEHICLES
from rules.amounts import Amount, tolerance

MOST_WAYS = 2000
Filled = Mapping[str, Amount]


def placed(
    values: Sequence[Amount], columns: Sequence[tuple[str, str]], filled: Sequence[bool]
) -> dict[int, int | None] | None:
    """For each column (its block and head) that is certain, which value stands in it, or None for blank.

    Columns of one block add up together. `filled` says which columns are known to have a number when there are as many
    as columns. None when the sums hold in no way, when they hold as well without a total, or when there are too many
    ways to try; sums of nothing tell nothing.
    """
    if not 3 <= len(values) <= len(columns) or comb(len(columns), len(values)) > MOST_WAYS:
        return None
    tried: Iterable[tuple[int, ...]] = combinations(range(len(columns)), len(values))
    if len(filled) == len(columns):
        tried = [tuple(at for at, has_number in enumerate(filled) if has_number)]
    found: list[dict[int, int]] = []
    for way in tried:
        blocks = _blocks(way, values, columns)
        if blocks is not None and all(TOTAL in filled for filled in blocks):
            found.append({column: at for at, column in enumerate(way)})
        elif blocks is not None:
            return None
    if not found:
        return None
    known: dict[int, int | None] = {}
    for column in range(len(columns)):
        places = {way.get(column) for way in found}
        numbers = {values[at].value for at in places if at is not None}
        if len(places) == 1:
            known[column] = next(iter(places))
        elif None not in places and len(numbers) == 1:
            known[column] = min(at for at in places if at is not None)
    return known


def _blocks(way: Sequence[int], values: Sequence[Amount], columns: Sequence[tuple[str, str]]) -> list[Filled] | None:
    """The numbers of each block; None when the sums do not hold in one."""
    blocks: dict[str, dict[str, Amount]] = {}
    for value, column in zip(values, way, strict=True):
        block, head = columns[column]
        if head in blocks.setdefault(block, {}):
            return None
        blocks[block][head] = value
    return list(blocks.values()) if all(map(_adds_up, blocks.values())) else None


def _adds_up(filled: Filled) -> bool:
    """Whether the total is that of its parts; without a total, whether the cars are, so that they may be what adds up."""
    whole = TOTAL if TOTAL in filled else VEHICLES
    parts = parts_of(filled) if whole == TOTAL else (PURCHASE, OPERATION)
    if (
        whole not in filled
        or not filled[whole].value
        or (whole == VEHICLES and not all(part in filled for part in parts))
    ):
        return False
    return is_sum(filled, VEHICLES, (PURCHASE, OPERATION)) and is_sum(filled, whole, parts)


def parts_of(filled: Filled) -> tuple[str, ...]:
    """The heads that make up the total; cars bought and run stand for the cars when these have no number."""
    return (ABROAD, RECEPTION, VEHICLES) if VEHICLES in filled else (ABROAD, RECEPTION, PURCHASE, OPERATION)


def is_sum(filled: Filled, whole: str, parts: Sequence[str]) -> bool:
    """Whether a number is the sum of those of its parts that are there, within rounding; true when either is missing."""
    there = [filled[part] for part in parts if part in filled]
    if whole not in filled or not there:
        return whole != TOTAL or not filled.get(TOTAL) or filled[TOTAL].value == 0
    total = filled[whole]
    return abs(total.value - sum(item.value for item in there)) <= tolerance(total, *there)
