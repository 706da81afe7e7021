"""Figures that are ten thousand times too large or too small: 元 printed for 万元, or the other way round."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from rules.accounts.account import Account
from rules.accounts.heads import NAMES, TOTAL
from rules.accounts.schedules.imbalance import item_of
from rules.accounts.schedules.schedule import BALANCE, EXPENDITURE_TOTAL, INCOME_TOTAL, Schedule
from rules.accounts.value import Figure
from rules.amounts import in_wan
from rules.finding import Finding, cant_tell

LEAST, MOST = (
    Decimal("0.03"),
    Decimal(100_000),
)  # 万元 a year for all three: less than 300 yuan, more than a thousand million
SPENT_MOST = Decimal(10_000_000)  # 万元 a year for a department with all its units: a hundred thousand million yuan
FACTOR_FROM, FACTOR_TO = Decimal(2_000), Decimal(50_000)


def slips(read: Account) -> Iterator[Finding]:
    """A doubt where a total is out of all proportion: to any body's, or ten thousand times last year's or its fraction."""
    total = read.wan(TOTAL)
    if not total:
        return
    cited = read.cited(figure.quote if (figure := read.figure(TOTAL)) else "")
    values = {"total": f"{total:f}"}
    if abs(total) < LEAST or abs(total) > MOST:
        note = "{total} 万元，大小不合常理，疑为单位写错"
        yield cant_tell("unit-slip", *cited, note=note, subject=NAMES[TOTAL], **values)
        return
    last = read.last.get(TOTAL)
    before = in_wan(last.amount, read.unit) if last and last.amount else Decimal(0)
    if before and FACTOR_FROM <= max(abs(total / before), abs(before / total)) <= FACTOR_TO:
        note = "本年 {total} 万元，上年 {before} 万元，相差约一万倍，疑为单位写错"
        yield cant_tell("unit-slip", *cited, note=note, subject=NAMES[TOTAL], before=f"{before:f}", **values)


def enormous(schedules: Iterable[Schedule]) -> tuple[Figure, Decimal] | None:
    """A total of income or expenditure beyond any department's, and what it is in 万元; None when there is none."""
    for one in schedules:
        for key in (INCOME_TOTAL, EXPENDITURE_TOTAL) if one.role == BALANCE else ():
            item = item_of(one, key)
            if item and item.figure.amount and (item.known.unit or item.unit) and item.value > SPENT_MOST:
                return item.figure, item.value
    return None
