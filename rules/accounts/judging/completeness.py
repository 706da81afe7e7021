"""Whether a disclosure of the three public expenses says all that its year's rules ask for: heads, reasons, counts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from crawler.snapshot import Document
from rules.accounts.account import Account
from rules.accounts.heads import ABROAD, NAMES, OPERATION, PURCHASE, RECEPTION, TOTAL, VEHICLES
from rules.accounts.judging.unplaced import COUNTED, WORDS, denied, held_elsewhere, unplaced
from rules.accounts.offers import Offer
from rules.accounts.prose.blanks import unfilled
from rules.accounts.standards import INCREASES, Standard
from rules.accounts.value import COUNTS
from rules.amounts import tolerance
from rules.finding import Finding, cant_tell, failed, untested
from rules.phrases import squeeze

NEEDED = {ABROAD: ("groups", "persons"), VEHICLES: ("held", "bought"), RECEPTION: ("batches", "guests")}
MUCH = 10  # per cent: a smaller fall is not worth a person's time
_WITHOUT_OWN_CARS = re.compile(
    r"租[用赁]|借用|调拨|划转|上[交缴]|移交|调剂|封存|拍卖|处置|平台|共用|车改|报废|保障中心|机关事务"
)


def incomplete(read: Account, now: Sequence[Offer], standard: Standard) -> Iterator[Finding]:
    """A finding for each head that is not listed, or left blank without a word; a doubt where only the total is not."""
    apart = read.settled(PURCHASE) is not None and read.settled(OPERATION) is not None
    left = [squeeze(clause) for clause in unfilled(read.source.text)]
    for head in (ABROAD, RECEPTION, *((PURCHASE, OPERATION) if standard.split_vehicles else (VEHICLES,))):
        if read.settled(head) is not None or (head == VEHICLES and apart) or _is_blank(head, left):
            continue
        if held_elsewhere(read, WORDS[head]):
            continue
        if read.figure(head) is not None:
            yield cant_tell("incomplete", *read.cited(), note="此项是空白，也没有说明", subject=NAMES[head])
        elif head == PURCHASE and _closes(read):
            note = "没有列出此项；其余各项之和已等于合计，可能为零"
            yield cant_tell("incomplete", *read.cited(), note=note, subject=NAMES[head])
        elif head in read.last:
            note = "没有读到此项，而文中有上年数，请人工查看"
            yield cant_tell("incomplete", *read.cited(read.last[head].quote), note=note, subject=NAMES[head])
        elif _is_the_rest(read, head):
            note = "没有读到此项；其余各项为零，合计应当全是此项"
            yield cant_tell("incomplete", *read.cited(), note=note, subject=NAMES[head])
        elif near := unplaced(read, WORDS[head]) or denied(read, WORDS[head]):
            note = "没有读到此项，而文中有“{near}”，请人工查看"
            yield cant_tell("incomplete", *read.cited(), note=note, subject=NAMES[head], near=near)
        else:
            yield _lacking("incomplete", read, now, note="没有列出此项", subject=NAMES[head])
    if read.amount(TOTAL) is None and not read.figure(TOTAL):
        yield cant_tell("incomplete", *read.cited(), note="没有写明合计", subject=NAMES[TOTAL])


def _is_blank(head: str, left: Sequence[str]) -> bool:
    """Whether a template's clause names a head and no figure behind it."""
    words = WORDS[head]
    return any((match := words.search(clause)) and not re.search(r"\d", clause[match.end() :]) for clause in left)


def _is_the_rest(read: Account, head: str) -> bool:
    """Whether all other heads are nothing, so that the total can only be this one."""
    others = [read.settled(other) for other in (ABROAD, RECEPTION, PURCHASE, OPERATION) if other != head]
    return bool(read.amount(TOTAL)) and all(other is not None and not other.value for other in others)


def _closes(read: Account) -> bool:
    """Whether the total is travel, receptions and running cars, so that nothing is left for buying any."""
    whole, parts = read.amount(TOTAL), [read.settled(head) for head in (ABROAD, RECEPTION, OPERATION)]
    known = [part for part in parts if part is not None]
    if whole is None or len(known) < len(parts) or len({each.unit for each in (whole, *known) if each.value}) > 1:
        return False
    return abs(whole.value - sum((part.value for part in known), Decimal(0))) <= tolerance(whole, *known)


def left_blank(now: Sequence[Offer]) -> Iterator[Finding]:
    """A finding when the clauses of a template were not filled in."""
    for document in (document for offer in now for document in offer.documents):
        left = unfilled(document.text)
        if left:
            cited = tuple(document.cite(words) for words in left[:3])
            yield failed("template", *cited, note="“{left}”没有填完", left=left[0][:60])
            return


def without_unit(read: Account) -> Iterator[Finding]:
    """A finding when figures are given and no unit is."""
    amounts = [amount for head in NAMES if (amount := read.amount(head)) is not None and amount.value]
    if amounts and not read.unit and not any(amount.unit for amount in amounts):
        yield failed("no-unit", *read.cited(), note="全文没有注明元或万元")


def unexplained(read: Account, now: Sequence[Offer], standard: Standard) -> Iterator[Finding]:
    """A finding for an increase that nothing explains, a doubt for a decrease, where the year's rules ask for the reason."""
    said = read.prose.explained | read.table.explained
    if not standard.explained or TOTAL in said:
        return
    cars = (
        (VEHICLES,)
        if VEHICLES in said or not (_moved(read, PURCHASE) or _moved(read, OPERATION))
        else (PURCHASE, OPERATION)
    )
    moved = {head: way for head in (TOTAL, ABROAD, RECEPTION, *cars) if (way := _moved(read, head))}
    whole = moved.get(TOTAL, 0)
    for head, way in moved.items():
        same_way = any(
            moved.get(other, way) == way for other in said
        )  # the total is told by a head that moved as it did
        is_told = same_way if head == TOTAL else head in said or (whole != 0 and not said)
        if is_told or (way < 0 and (standard.explained == INCREASES or said or head != TOTAL or _fell_little(read))):
            continue
        note = "比上年增加，没有说明原因" if way > 0 else "比上年减少，没有说明原因"
        yield _lacking("unexplained", read, now, sure=way > 0, note=note, subject=NAMES[head])


def _fell_little(read: Account) -> bool:
    """Whether the total is less than last year's by so little that saving, which all are told to do, explains it."""
    change, last, this = read.changes.get(TOTAL), read.last.get(TOTAL), read.amount(TOTAL)
    if change is not None and change.percent is not None:
        return abs(change.percent) < MUCH
    before = last.amount.value if last and last.amount else None
    if before is None and change is not None and change.amount is not None and this is not None:
        before = this.value - change.amount.value
    return before is not None and this is not None and before > 0 and (before - this.value) / before * 100 < MUCH


def _moved(read: Account, head: str) -> int:
    """1 for more than last year, -1 for less, 0 for the same or unknown."""
    change, last, this = read.changes.get(head), read.last.get(head), read.amount(head)
    if change is not None and (change.amount or change.percent):
        gap = change.amount.value if change.amount else change.percent or Decimal(0)
    elif last and last.amount and this and not this.unit and not last.amount.unit:
        gap = this.value - last.amount.value
    else:
        return 0
    return (gap > 0) - (gap < 0)


def uncounted(read: Account, now: Sequence[Offer], standard: Standard) -> Iterator[Finding]:
    """A finding for each head that was spent on without any of its counts, where the year's rules ask for them.

    One for the total, where a total is all that is told.
    """
    if not standard.counts:
        return
    for head, names in NEEDED.items():
        spent = read.settled(head)
        left = any(COUNTED[head].search(squeeze(clause)) for clause in unfilled(read.source.text))
        if spent is not None and spent.value and not left and not any(name in read.counts for name in names):
            missing, near = "、".join(COUNTS[name] for name in names), unplaced(read, COUNTED[head])
            note = "有支出，没有写明{missing}" if not near else "没有读到{missing}，而文中有“{near}”，请人工查看"
            values = {"missing": missing, "near": near}
            yield _lacking("no-counts", read, now, sure=not near, note=note, subject=NAMES[head], **values)
    untold = all(read.settled(head) is None for head in (*NEEDED, PURCHASE, OPERATION)) and not read.counts
    if (
        untold
        and (total := read.amount(TOTAL))
        and total.value
        and not any(unplaced(read, words) for words in COUNTED.values())
    ):
        missing = "、".join(COUNTS[name] for names in NEEDED.values() for name in names)
        yield _lacking("no-counts", read, now, note="有支出，没有写明{missing}", subject=NAMES[TOTAL], missing=missing)


def contradictions(read: Account) -> Iterator[Finding]:
    """A finding for each head on which money went while everything counted of it is nothing; of cars, which may be lent, a doubt."""
    for head, names in NEEDED.items():
        shown = [read.counts[name] for name in (("held",) if head == VEHICLES else names) if name in read.counts]
        spent = read.settled(OPERATION if head == VEHICLES else head)
        if not shown or spent is None or not spent.value or any(count.amount and count.amount.value for count in shown):
            continue
        if head == VEHICLES and _WITHOUT_OWN_CARS.search(squeeze(read.source.text)):
            continue
        note = "有支出 {spent} {unit}，而{counts}为 0"
        counts = "、".join(COUNTS[name] for name in names if name in read.counts)
        cited = read.cited(*(count.quote for count in shown))
        values = {"spent": str(spent.value), "unit": spent.unit or read.unit, "counts": counts}
        say = cant_tell if head == VEHICLES or len(shown) < len(names) else failed
        yield say("contradiction", *cited, note=note, subject=NAMES[head], **values)


def uncounted_cars(read: Account) -> Iterator[Finding]:
    """A doubt where cars were bought for nothing, or money was spent on buying none."""
    bought, spent = read.counts.get("bought"), read.amount(PURCHASE)
    if bought is None or bought.amount is None or spent is None or bool(bought.amount.value) == bool(spent.value):
        return
    note = "购置 {bought} 辆，购置费是 {spent} {unit}"
    values = {"bought": str(bought.amount.value), "spent": str(spent.value), "unit": spent.unit or read.unit}
    yield cant_tell("contradiction", *read.cited(bought.quote), note=note, subject=NAMES[PURCHASE], **values)


def _lacking(
    problem: str,
    read: Account,
    now: Sequence[Offer],
    *,
    note: str,
    subject: str,
    sure: bool = True,
    **values: str,
) -> Finding:
    """A failure, or a doubt when not sure; where something of the entries could not be read, it may stand there."""
    unread = _unread(now)
    if unread is not None:
        doubt = unread.reading.unread
        return untested(
            problem, unread.cite(), note="文中没有，附件无法读取（{doubt}），请人工查看", subject=subject, doubt=doubt
        )
    lost = next((lost for offer in now for lost in offer.dead if not lost.reason.proves_absence), None)
    if lost is not None:
        return untested(
            problem, lost.cite(), note="文中没有，附件未能打开：{reason}", subject=subject, reason=lost.reason
        )
    say = failed if sure else cant_tell
    return say(problem, *read.cited(), note=note, subject=subject, **values)


def _unread(now: Sequence[Offer]) -> Document | None:
    return next((document for offer in now for document in offer.unread), None)
