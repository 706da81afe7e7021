"""What cells of remarks say beside a head's figure: counts (6辆, 71批次561人) and reasons of a change."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from crawler.reading.value import Table
from rules.accounts.heads import ABROAD, OPERATION, PURCHASE, RECEPTION, TOTAL, VEHICLES, head_of
from rules.accounts.tables.cells import is_number
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


_REASONS = re.compile("(?:增减|变[动化]|增长|下降)?(?:的)?(?:主要)?原因(?:说明)?|(?:增减|变[动化])(?:情况)?说明")
_NO_REASON = re.compile("(?:与上年)?(?:基本)?(?:持平|相同|一致|无变化)|同上年|无|不变")
_LEAST = 4  # letters that can name a reason


def explained(table: Table, bodies: frozenset[int]) -> frozenset[str]:
    """The heads beside whose figures a column of reasons has words; the total where the rows are of `bodies` (by number)."""
    if not any(_REASONS.fullmatch(squeeze(cell)) for row in table.rows[:6] for cell in row):
        return frozenset()
    if bodies:
        return frozenset((TOTAL,)) if any(_has_reason(table.rows[number]) for number in bodies) else frozenset()
    heads = ((next((head for cell in row if (head := head_of(cell))), ""), row) for row in table.rows)
    return frozenset(head for head, row in heads if head and _has_reason(row))


def _has_reason(row: Sequence[str]) -> bool:
    """Whether words that may be a reason stand behind the numbers of a row."""
    cells = [squeeze(cell) for cell in row]
    numbers = [at for at, cell in enumerate(cells) if is_number(cell)]
    words = [cell for cell in cells[max(numbers) + 1 :] if len(cell) >= _LEAST] if numbers else []
    return any(not _NO_REASON.fullmatch(cell) for cell in words)


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
