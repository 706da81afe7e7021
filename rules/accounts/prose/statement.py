"""One thing that a sentence says."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from rules.amounts import Amount


@dataclass(frozen=True)
class Statement:
    """One thing said of a head. `year` is a year, LAST, THIS or None; `kind` budget, initial, final or "".

    A figure has an `amount`, None when its number was left out. A change (`of_change`) has an amount, a percentage
    or `same`, against the year and kind that it is compared with, `of` being the year that changed. `city` when it
    is of a whole city.
    """

    head: str
    quote: str
    year: int | None = None
    kind: str = ""
    city: bool = False
    amount: Amount | None = None
    of_change: bool = False
    percent: Decimal | None = None
    same: bool = False
    of: int | None = None
