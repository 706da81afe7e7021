"""Sums that must hold in a disclosure of the three public expenses, within what rounding explains."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from rules.accounts.heads import ABROAD, NAMES, OPERATION, PURCHASE, RECEPTION, TOTAL, VEHICLES
from rules.accounts.three_public import ThreePublic
from rules.amounts import UNITS, Amount, tolerance
from rules.finding import Finding, cant_tell, failed

IDENTITIES = ((TOTAL, (ABROAD, RECEPTION, VEHICLES)), (VEHICLES, (PURCHASE, OPERATION)))


def mismatches(read: ThreePublic) -> Iterator[Finding]:
    """A finding for each sum that its parts do not give: the total of the three, the cars bought and run."""
    for whole, parts in IDENTITIES:
        stated, addends = read.amount(whole), [_part(read, part) for part in parts]
        if stated is None or None in addends:
            continue
        found = _mismatch(read, whole, stated, [addend for addend in addends if addend is not None])
        if found is not None:
            yield found


def _part(read: ThreePublic, head: str) -> Amount | None:
    """A head's amount; the cars' total, when it is not printed, from its own parts."""
    own = read.amount(head)
    if own is None and head == VEHICLES:
        bought, run = read.amount(PURCHASE), read.amount(OPERATION)
        if bought is not None and run is not None:
            return Amount(bought.value + run.value, bought.unit)
    return own


def _mismatch(read: ThreePublic, whole: str, stated: Amount, addends: list[Amount]) -> Finding | None:
    units = {item.unit for item in (stated, *addends) if item.unit}
    allowed = tolerance(stated, *addends)
    difference = stated.value - sum((item.value for item in addends), Decimal(0))
    as_printed = abs(difference) <= allowed
    as_meant = (
        abs(_in_wan(stated) - sum(map(_in_wan, addends), Decimal(0))) <= allowed if len(units) > 1 else as_printed
    )
    if as_meant:
        return None
    values = {
        "stated": str(stated.value),
        "sum": str(stated.value - difference),
        "difference": str(abs(difference)),
        "unit": read.unit,
    }
    note = "写的是 {stated}，各项之和是 {sum}，相差 {difference} {unit}"
    if as_printed:
        slip = "各项的单位不一（{units}），按所写单位合计不符，疑为笔误"
        return cant_tell(
            "mismatch", read.source.cite(stated.raw), note=slip, subject=NAMES[whole], units="、".join(sorted(units))
        )
    return failed("mismatch", read.source.cite(stated.raw), note=note, subject=NAMES[whole], **values)


def _in_wan(item: Amount) -> Decimal:
    return item.value * UNITS.get(item.unit, Decimal(1))
