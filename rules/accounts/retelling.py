"""B7 for whole documents: what the sentences say of income and expenditure against the schedule that shows them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from rules.accounts import schedule as named
from rules.accounts.schedule import SUMS, Schedule
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
    """Each sum of income and expenditure that sentences and schedule give differently beyond their rounding."""
    found = list(schedules)
    shown = next((each for each in found if each.role == named.BALANCE and each.shown and not each.told), None)
    if shown is None or not shown.unit:
        return
    seen: set[str] = set()
    for said in (each for each in found if each.told and each.role == named.BALANCE):
        for key in TOLD:
            one, other = shown.figures.get(key), said.figures.get(key)
            if key in seen or one is None or other is None or one.amount is None or other.amount is None:
                continue
            seen.add(key)
            unit = other.amount.unit or said.unit or shown.unit
            here, there = in_wan(one.amount, shown.unit), in_wan(other.amount, unit)
            step = max(
                one.amount.step * UNITS.get(one.amount.unit or shown.unit, Decimal(1)), other.amount.step * UNITS[unit]
            )
            if abs(here - there) > step and there and here:
                slip = abs(max(here, there) / min(here, there) / 10000 - 1) < Decimal("0.001")
                yield Retold(SUMS[key], one, other, here, there, slip)
