"""Counts that stand in a cell of remarks beside a head's figure: 6辆, 71批次561人."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal

from crawler.reading.value import Table
from rules.accounts.heads import ABROAD, OPERATION, PURCHASE, RECEPTION, VEHICLES, head_of
from rules.accounts.value import Figure
from rules.amounts import Amount
from rules.phrases import squeeze

_CARS = r"(\d{1,5})(?:辆|台)车?"
_PEOPLE = r"(\d{1,6})个?(?:批次?|团组|团|次)[,、;]?(\d{1,7})人次?"
_FORMS: Mapping[str, tuple[re.Pattern[str], tuple[str, ...]]] = {
    OPERATION: (re.compile(rf"(?:现有|共有|保有量?)?{_CARS}"), ("held",)),
    VEHICLES: (re.compile(rf"(?:现有|共有|保有量?){_CARS}"), ("held",)),
    PURCHASE: (re.compile(rf"(?:购置|新购)?{_CARS}"), ("bought",)),
    RECEPTION: (re.compile(_PEOPLE), ("batches", "guests")),
    ABROAD: (re.compile(_PEOPLE), ("groups", "persons")),
}


def remarked(table: Table) -> dict[str, Figure]:
    """The counts that whole cells of a table state in the rows of the heads; the first row of a head counts."""
    found: dict[str, Figure] = {}
    for row in table.rows:
        for name, figure in _of_row([squeeze(cell) for cell in row]):
            found.setdefault(name, figure)
    return found


def _of_row(cells: list[str]) -> Iterator[tuple[str, Figure]]:
    at, head = next(((at, head) for at, cell in enumerate(cells) if (head := head_of(cell)) in _FORMS), (0, ""))
    if not head:
        return
    form, names = _FORMS[head]
    match = next((match for cell in cells[at + 1 :] if (match := form.fullmatch(cell))), None)
    if match:
        quote = " | ".join(dict.fromkeys(filter(None, cells)))
        for name, digits in zip(names, match.groups(), strict=True):
            yield name, Figure(Amount(Decimal(digits), raw=match[0]), quote=quote)
