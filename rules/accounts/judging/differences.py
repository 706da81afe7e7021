"""B8: a stated change is this year's figure less last year's, and its percentage follows from them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from rules.accounts.account import Account
from rules.accounts.heads import ABROAD, NAMES, OPERATION, PURCHASE, RECEPTION, TOTAL, VEHICLES
from rules.accounts.value import Change, Stated
from rules.amounts import Amount, in_wan
from rules.finding import Finding, Outcome, cant_tell, failed

HUNDRED = Decimal(100)


def wrong_changes(read: Account) -> Iterator[Finding]:
    """A finding for each stated change or percentage that the figures do not give, and for item changes that do not add up."""
    found = [finding for head in NAMES if (finding := _wrong(read, head)) is not None]
    if not any(finding.subject == NAMES[TOTAL] for finding in found):
        unequal = list(_unequal(read))
        found += [replace(each, outcome=Outcome.CANT_TELL) for each in unequal] if found else unequal
    yield from found


def _wrong(read: Account, head: str) -> Finding | None:
    """The first fault of a head's change: against last year's figure, of its percentage.

    Sentences may compare with another figure than the table's column of last year: between the two there is only doubt.
    """
    for stated in (read.table, read.prose):
        change = stated.changes.get(head)
        if change is None:
            continue
        found = [_of(read, stated, head, this, change) for this in _figures(read, stated, head)]
        wrong = [each for each in found if each is not None]
        if wrong and len(wrong) == len(found):
            return wrong[0]
    return None


def _figures(read: Account, stated: Stated, head: str) -> list[Amount]:
    """This year's figure where the change stands, and where else the head stands: table and sentences may differ."""
    places = (stated.figures.get(head), read.table.figures.get(head), read.prose.figures.get(head))
    found = [place.amount for place in places if place is not None and place.amount is not None]
    declared = read.amount(head)
    return found or ([declared] if declared is not None else [])


def _of(read: Account, stated: Stated, head: str, this: Amount, change: Change) -> Finding | None:
    if _is_other_unit(this, change.amount):
        return None
    own, any_last = stated.last.get(head), read.last.get(head)
    if stated is read.prose and own is not None and own.quote != change.quote:
        own = None  # said elsewhere, perhaps of what was spent and not of what was planned
    last = own.amount if own else None
    found = _difference(read, head, this, last, change) or _percentage(read, head, this, last, change)
    if found is None and own is None and any_last is not None:
        other = _difference(read, head, this, any_last.amount, change)
        return replace(other, outcome=Outcome.CANT_TELL) if other else None
    return found


def _is_other_unit(this: Amount, change: Amount | None) -> bool:
    return bool(this.unit and change and change.unit and change.unit != this.unit)


def _difference(read: Account, head: str, this: Amount, last: Amount | None, change: Change) -> Finding | None:
    if last is None or change.amount is None:
        return _not_same(read, head, this, last, change)
    gap = this.value - last.value
    allowed = sum((item.step for item in (this, last, change.amount)), Decimal(0)) / 2
    if abs(gap - change.amount.value) <= allowed:
        return None
    note = "写的增减是 {said}，按 {this} 减 {last} 应是 {true}，相差 {difference} {unit}"
    values = {
        "said": signed(change.amount.value),
        "this": str(this.value),
        "last": str(last.value),
        "true": signed(gap),
        "difference": str(abs(gap - change.amount.value)),
        "unit": read.unit,
    }
    same_size = abs(abs(gap) - abs(change.amount.value)) <= allowed
    say = cant_tell if same_size else failed  # 减少-5 is less by five for some and a slip for others
    return say("wrong-change", *read.cited(change.quote), note=note, subject=NAMES[head], **values)


def _not_same(read: Account, head: str, this: Amount, last: Amount | None, change: Change) -> Finding | None:
    """What is said to be unchanged and is not."""
    if not change.same or last is None or abs(this.value - last.value) <= max(this.step, last.step):
        return None
    if last.value and abs(this.value - last.value) / abs(last.value) < Decimal("0.05"):
        return None  # 基本持平
    note = "写的是与上年持平，而本年 {this}、上年 {last} {unit}"
    values = {"this": str(this.value), "last": str(last.value), "unit": read.unit}
    return failed("wrong-change", *read.cited(change.quote), note=note, subject=NAMES[head], **values)


def _percentage(read: Account, head: str, this: Amount, last: Amount | None, change: Change) -> Finding | None:
    """A percentage that no value within the rounding of its operands gives."""
    said = change.percent
    if said is None or not said:
        return None
    possible = _possible(this, last, change.amount, said)
    if possible is None or not possible[0]:
        return None
    low, high = possible
    step = Decimal(1).scaleb(min(int(said.as_tuple().exponent), 0))
    if min(low, high) - step <= abs(said) <= max(low, high) + step:
        return None
    note = "写的增减率是 {said}%，按所列数字应是 {true}%（不论正负）"
    middle = ((low + high) / 2).quantize(Decimal("0.01"))
    values = {"said": signed(said), "true": str(middle)}
    return failed("wrong-change", *read.cited(change.quote), note=note, subject=NAMES[head], **values)


def _possible(
    this: Amount, last: Amount | None, change: Amount | None, said: Decimal
) -> tuple[Decimal, Decimal] | None:
    """The smallest and largest percentage that the operands can give; None when they do not suffice."""
    if change is not None and change.value:
        gap, slack = abs(change.value), change.step / 2
        base = last.value if last is not None else this.value - (gap if said > 0 else -gap)
    elif last is not None and change is None:
        gap, slack = abs(this.value - last.value), (this.step + last.step) / 2
        base = last.value
    else:
        return None
    loose = (last or this).step / 2
    if base - loose <= 0:
        return None
    return max(gap - slack, Decimal(0)) / (base + loose) * HUNDRED, (gap + slack) / (base - loose) * HUNDRED


def _unequal(read: Account) -> Iterator[Finding]:
    """The changes of the three items against the change of the total, as far as they are stated in one place.

    An item that is nothing this year cannot have grown, so that without its change the sum is an upper limit.
    """
    for stated in (read.table, read.prose):
        total = stated.changes.get(TOTAL)
        parts = {head: _change(read, stated, head) for head in (ABROAD, RECEPTION, VEHICLES)}
        unknown = [head for head, part in parts.items() if part is None]
        nothing = all((this := read.settled(head)) is not None and not this.value for head in unknown)
        if total is None or total.amount is None or len(unknown) > 1 or not nothing:
            continue
        known = [part for part in parts.values() if part is not None]
        whole = in_wan(total.amount, read.unit)
        gap = whole - sum((in_wan(part, read.unit) for part in known), Decimal(0))
        allowed = sum((_step(item, read.unit) for item in (total.amount, *known)), Decimal(0)) / 2
        if abs(gap) <= allowed + _step(total.amount, read.unit) or (unknown and gap < 0):
            continue
        note = "合计的增减是 {said}，各项增减之和是 {sum}，相差 {difference} 万元"
        values = {"said": signed(whole), "sum": signed(whole - gap), "difference": str(abs(gap))}
        yield failed("wrong-change", *read.cited(total.quote), note=note, subject=NAMES[TOTAL], **values)
        return


def _step(item: Amount, unit: str) -> Decimal:
    return in_wan(Amount(item.step, item.unit), unit) if item.value else Decimal(0)


def _change(read: Account, stated: Stated, head: str) -> Amount | None:
    """A head's change as stated, of the cars what running them changed by when none were bought; unchanged is nothing."""
    change = stated.changes.get(head)
    bought = read.settled(PURCHASE)
    if change is None and head == VEHICLES and bought is not None and not bought.value:
        change = stated.changes.get(OPERATION)
    if change is not None:
        return change.amount or (Amount(Decimal(0)) if change.same else None)
    return None


def signed(value: Decimal) -> str:
    """A change with its sign."""
    return f"{value:+f}"
