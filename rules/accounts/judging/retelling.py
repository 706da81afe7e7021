"""B7 for whole documents: what the sentences say of income and expenditure against the schedule that shows them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from rules.accounts.schedules import schedule as named
from rules.accounts.schedules.schedule import SUMS, Schedule
from rules.accounts.value import Figure
from rules.amounts import UNITS, in_wan

TOLD = (named.INCOME_TOTAL, named.EXPENDITURE_TOTAL, named.INCOME, named.EXPENDITURE, named.BASIC, named.PROJECT)


@dataclass(frozen=True)
class Retold:
    """A sum of the balance that the sentences give otherwise; both in 万元. `slip`: one is ten thousand times the other."""

    name: str
    shown: Figure
    told: Figure
    shown_wan: Decimal
    told_wan: Decimal
    slip: bool


def retold(schedules: Iterable[Schedule]) -> Iterator[Retold]:
    """Each sum of income and expenditure that no sentence gives as any schedule of the document shows it.

    A document may hold a department's schedules and then those of the department alone, each with its sentences.
    """
    found = [each for each in schedules if each.role == named.BALANCE]
    shown = [each for each in found if each.shown and not each.told and each.unit]
    said = [each for each in found if each.told]
    for key in TOLD:
        pairs = [
            (_wan(one, key), _wan(other, key, one.unit), one.figures[key], other.figures[key])
            for one in shown
            for other in said
            if _is_given(one, key) and _is_given(other, key)
        ]
        apart = [
            (here, there, one, other)
            for here, there, one, other in pairs
            if abs(here[0] - there[0]) > max(here[1], there[1])
        ]
        if pairs and len(apart) == len(pairs) and apart[0][0][0] and apart[0][1][0]:
            (here, _), (there, _), one, other = apart[0]
            slip = abs(max(here, there) / min(here, there) / 10000 - 1) < Decimal("0.001")
            yield Retold(SUMS[key], one, other, here, there, slip)


def _is_given(schedule: Schedule, key: str) -> bool:
    return key in schedule.figures and schedule.figures[key].amount is not None


def _wan(schedule: Schedule, key: str, unit: str = "") -> tuple[Decimal, Decimal]:
    """A sum in 万元 and one unit of its last digit."""
    amount = schedule.figures[key].amount
    if amount is None:
        return Decimal(0), Decimal(0)
    own = amount.unit or schedule.unit or unit
    return in_wan(amount, own), amount.step * UNITS.get(own, Decimal(1))
