"""What a disclosure of the three public expenses states: figures, last year's, changes, counts, each with its place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from rules.amounts import Amount

COUNTS: Mapping[str, str] = {
    "groups": "因公出国（境）团组数",
    "persons": "因公出国（境）人次",
    "bought": "公务用车购置数",
    "held": "公务用车保有量",
    "batches": "公务接待批次",
    "guests": "公务接待人次",
}
MEETINGS, TRAINING = "meetings", "training"


@dataclass(frozen=True)
class Figure:
    """A figure as printed: `amount` is None when its cell is blank or its number is left out.

    `where` names table, row and column; `quote` is the row or the sentence that prints it.
    """

    amount: Amount | None
    where: str = ""
    quote: str = ""


@dataclass(frozen=True)
class Change:
    """A change against the year before as stated: signed, negative for less.

    `amount` is in its printed unit, `percent` in percent; None is not stated. `same` when it is said to be unchanged.
    """

    amount: Amount | None = None
    percent: Decimal | None = None
    same: bool = False
    quote: str = ""


@dataclass(frozen=True)
class Stated:
    """What one table, or the sentences of a text, state. Keys are heads (rules.accounts.heads) and names of COUNTS.

    `figures` are of the document's year, `last` of the year before, `planned` the budget beside final accounts,
    `others` meetings and training. `nil` are heads declared to be nothing (`total` for all), `explained` heads whose
    change is given a reason (`total` for all).
    """

    figures: Mapping[str, Figure] = field(default_factory=dict)
    last: Mapping[str, Figure] = field(default_factory=dict)
    planned: Mapping[str, Figure] = field(default_factory=dict)
    changes: Mapping[str, Change] = field(default_factory=dict)
    counts: Mapping[str, Figure] = field(default_factory=dict)
    others: Mapping[str, Figure] = field(default_factory=dict)
    nil: frozenset[str] = frozenset()
    explained: frozenset[str] = frozenset()
    unit: str = ""
