"""What was counted of a month, as it is kept."""

from __future__ import annotations

from dataclasses import dataclass

from checker.counted.told import Line, What
from checker.counted.value import Item, Looked
from crawler.snapshot import Place


@dataclass(frozen=True)
class MonthCounted:
    """What is counted of a month: its items, how far each site could be read, lines, and what was looked for at which sites."""

    items: tuple[Item, ...] = ()
    looked: tuple[Looked, ...] = ()
    lines: tuple[Line, ...] = ()
    looked_for: tuple[tuple[What, str, Place], ...] = ()
