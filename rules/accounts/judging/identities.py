"""Sums that must hold in a disclosure of the three public expenses, within what rounding explains.

B1: the total is travel abroad, receptions and cars. B2: cars are what was bought and what running them costs.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from rules.accounts.account import Account
from rules.accounts.heads import ABROAD, NAMES, OPERATION, PURCHASE, RECEPTION, TOTAL, VEHICLES
from rules.accounts.value import Figure
from rules.amounts import UNITS, Amount, in_wan, tolerance
from rules.finding import Finding, cant_tell, failed

IDENTITIES = ((TOTAL, (ABROAD, RECEPTION, VEHICLES)), (VEHICLES, (PURCHASE, OPERATION)))
PROSE = "正文"


def mismatches(read: Account) -> Iterator[Finding]:
    """A finding for each sum that its parts do not give: the total of the three, the cars bought and run."""
    for whole, parts in IDENTITIES:
        stated, addends = read.amount(whole), [read.settled(part) for part in parts]
        if stated is None or None in addends or read.nil:
            continue
        found = _mismatch(read, whole, parts, stated, [addend for addend in addends if addend is not None])
        if found is not None:
            yield found


def _mismatch(read: Account, whole: str, parts: Sequence[str], stated: Amount, addends: list[Amount]) -> Finding | None:
    difference = stated.value - sum((item.value for item in addends), Decimal(0))
    allowed = tolerance(stated, *addends)
    units = {item.unit or read.unit for item in (stated, *addends) if item.value} - {""}
    if len(units) > 1:
        return _of_units(read, whole, stated, addends, abs(difference) <= allowed)
    if abs(difference) <= allowed:
        return None
    values = {
        "stated": str(stated.value),
        "where": place(read.figure(whole)),
        "sum": str(stated.value - difference),
        "parts": "、".join(f"{NAMES[part]} {item.value}" for part, item in zip(parts, addends, strict=True)),
        "difference": str(abs(difference)),
        "unit": read.unit or stated.unit,
    }
    note = "{where}写的是 {stated}，各项之和是 {sum}（{parts}），相差 {difference} {unit}"
    cited = read.cited(*(figure.quote or stated.raw for head in (whole, *parts) if (figure := read.figure(head))))
    say = cant_tell if abs(difference) <= slack(stated, *addends) else failed
    return say("mismatch", *cited, note=note, subject=NAMES[whole], **values)


def _of_units(read: Account, whole: str, stated: Amount, addends: list[Amount], as_printed: bool) -> Finding | None:
    """Figures in several units: what they mean must add up; where only what is printed does, a unit is a slip."""
    meant = [in_wan(item, read.unit) for item in (stated, *addends)]
    allowed = sum(
        (item.step * UNITS.get(item.unit or read.unit, Decimal(1)) / 2 for item in (stated, *addends)), Decimal(0)
    )
    if abs(meant[0] - sum(meant[1:], Decimal(0))) <= allowed:
        return None
    units = "、".join(sorted({item.unit or read.unit for item in (stated, *addends)} - {""}))
    if as_printed:
        note = "各项的单位不一（{units}），按所写单位合计不符，疑为笔误"
        return cant_tell("unit-slip", *read.cited(stated.raw), note=note, subject=NAMES[whole], units=units)
    note = "{where}合 {stated} 万元，各项合 {sum} 万元，相差 {difference} 万元（所写单位：{units}）"
    values = {
        "where": place(read.figure(whole)),
        "stated": str(meant[0]),
        "sum": str(sum(meant[1:], Decimal(0))),
        "difference": str(abs(meant[0] - sum(meant[1:], Decimal(0)))),
        "units": units,
    }
    return failed("mismatch", *read.cited(stated.raw), note=note, subject=NAMES[whole], **values)


def slack(*amounts: Amount) -> Decimal:
    """How far a sum may differ when each number was rounded as it is printed, however unlike their precision: 29 and 28.6."""
    return sum((item.step for item in amounts if item.value), Decimal(0)) / 2


def place(figure: Figure | None) -> str:
    """Where a figure stands, in words: its cell, else the running text."""
    return (figure.where if figure else "") or PROSE
