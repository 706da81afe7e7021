"""Which chart belongs to which item: as an inspector would say, by equality, by containment, then by similarity."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import SequenceMatcher

from rules.powers.classes import class_of_chart
from rules.powers.item import Item
from rules.powers.names import bare

SIMILAR = 0.84


def is_same(item: Item, chart: str) -> bool:
    """Whether a chart's name is an item's name, or contains it, or is all but the same."""
    own, other = bare(item.name), bare(chart)
    if not own or not other:
        return False
    if own == other or (item.code and item.code in chart):
        return True
    if (own in other or other in own) and min(len(own), len(other)) >= 4:
        return len(min(own, other, key=len)) * 10 >= len(max(own, other, key=len)) * 6
    return SequenceMatcher(None, own, other).ratio() >= SIMILAR


def covered_by_class(item: Item, names: Iterable[str]) -> bool:
    """Whether a chart for a whole class of power serves an item of that class."""
    return bool(item.kind) and any(kind and kind in item.kind for kind in map(class_of_chart, names))
