"""Figures that are ten thousand times too large or too small: 元 printed for 万元, or the other way round."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from rules.accounts.account import Account
from rules.accounts.heads import NAMES, TOTAL
from rules.amounts import in_wan
from rules.finding import Finding, cant_tell

LEAST, MOST = (
    Decimal("0.03"),
    Decimal(100_000),
)  # 万元 a year for all three: less than 300 yuan, more than a thousand million
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
