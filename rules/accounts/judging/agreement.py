"""Whether what is said in one place is what is said in another: sentences and table (B7), two sites, two years."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from crawler.snapshot import Place, Snapshot
from rules.accounts.account import WORD, Account
from rules.accounts.heads import NAMES, TOTAL, VEHICLES
from rules.accounts.judging.identities import place
from rules.accounts.offers import earlier, offered
from rules.accounts.prose.sentences import retold
from rules.accounts.value import Figure
from rules.amounts import UNITS, Amount, in_wan
from rules.finding import Finding, cant_tell, failed

TEN_THOUSAND = UNITS["万元"] / UNITS["元"]


def text_differs(read: Account) -> Iterator[Finding]:
    """A finding for each head of which the sentences and the table give different figures."""
    for head, name in NAMES.items():
        printed, said = read.table.figures.get(head), read.prose.figures.get(head)
        if printed is None or said is None or printed.amount is None or said.amount is None:
            continue
        gap = _gap(printed.amount, read.unit, said.amount, read.prose.unit or read.unit)
        if gap is None:
            continue
        values = {"printed": _shown(printed.amount, read.unit), "where": place(printed)}
        values |= {"said": _shown(said.amount, read.prose.unit or read.unit), "difference": f"{gap.normalize():f}"}
        cited = read.cited(printed.quote, said.quote)
        if _is_slip(printed.amount, read.unit, said.amount, read.prose.unit or read.unit):
            note = "{where}是 {printed}，文字写的是 {said}，相差一万倍，疑为单位写错"
            yield failed("unit-slip", *cited, note=note, subject=name, **values)
        else:
            note = "{where}是 {printed}，文字写的是 {said}，相差 {difference} 万元"
            yield failed("text-differs", *cited, note=note, subject=name, **values)


def retold_differs(read: Account) -> Iterator[Finding]:
    """A finding for each head for which the sentences themselves give two figures; a doubt unless only the unit differs."""
    for head, figures in retold(read.source.text, read.year, read.kind).items():
        known = [(figure, figure.amount) for figure in figures if figure.amount is not None and figure.amount.unit]
        for figure, amount in known[1:]:
            first, before = known[0]
            gap = _gap(before, read.unit, amount, read.unit)
            if gap is None or head not in NAMES or not before.value or not amount.value:
                continue
            values = {"first": _shown(before, ""), "second": _shown(amount, ""), "difference": f"{gap.normalize():f}"}
            cited = read.cited(first.quote, figure.quote)
            if _is_slip(before, "", amount, ""):
                note = "一处写的是 {first}，另一处是 {second}，相差一万倍，疑为单位写错"
                yield failed("unit-slip", *cited, note=note, subject=NAMES[head], **values)
            else:
                note = "一处写的是 {first}，另一处是 {second}，相差 {difference} 万元"
                yield cant_tell("text-differs", *cited, note=note, subject=NAMES[head], **values)
            break


def _gap(one: Amount, unit: str, other: Amount, other_unit: str) -> Decimal | None:
    """By how many 万元 two figures differ beyond their rounding; None when they agree."""
    gap = abs(in_wan(one, unit) - in_wan(other, other_unit))
    return None if gap <= max(_step(one, unit), _step(other, other_unit)) else gap


def _step(amount: Amount, unit: str) -> Decimal:
    return amount.step * UNITS.get(amount.unit or unit, Decimal(1)) if amount.value else Decimal(0)


def _is_slip(one: Amount, unit: str, other: Amount, other_unit: str) -> bool:
    small, large = sorted((abs(in_wan(one, unit)), abs(in_wan(other, other_unit))))
    return bool(small) and abs(large / small / TEN_THOUSAND - 1) < Decimal("0.001")


def _shown(amount: Amount, unit: str) -> str:
    return f"{amount.value} {amount.unit or unit}"


def places_differ(site: Snapshot, read: Account, *names: str) -> Iterator[Finding]:
    """A finding for each head of which the portal and the body's own site give different figures.

    It is said of the portal only, so that one difference is not told twice.
    """
    if site.place is not Place.PORTAL or site.elsewhere is None:
        return
    others = [
        other
        for offer in offered(site.elsewhere, read.kind, *names)
        if offer.year == read.year
        for other in offer.read
        if other.filled
    ]
    if not others or any(_agree(read, other) for other in others):
        return
    other = max(others, key=lambda each: each.filled)
    for head, name in NAMES.items():
        here, there = read.wan(head), other.wan(head)
        if here is None or there is None or not _apart(read, head, other):
            continue
        note = "政府门户网站是 {here} 万元，本单位网站是 {there} 万元，相差 {difference} 万元"
        values = {"here": f"{here:f}", "there": f"{there:f}", "difference": f"{abs(here - there):f}"}
        cited = (*read.cited(_quote(read.figure(head))), *other.cited(_quote(other.figure(head))))
        say = cant_tell if other.source.is_recognised else failed
        yield say("places-differ", *cited, note=note, subject=name, **values)


def _agree(read: Account, other: Account) -> bool:
    return not any(_apart(read, head, other) for head in NAMES)


def _apart(read: Account, head: str, other: Account) -> bool:
    """Whether two accounts give figures of a head that no rounding explains."""
    one, two = read.settled(head), other.settled(head)
    if one is None or two is None or not (read.unit or one.unit) or not (other.unit or two.unit):
        return False
    return _gap(one, read.unit, two, other.unit) is not None


def _quote(figure: Figure | None) -> str:
    return figure.quote if figure else ""


def last_year_differs(site: Snapshot, read: Account) -> Iterator[Finding]:
    """A finding where the figure that is given for last year is neither the budget nor the accounts published for it."""
    if read.year is None or not read.last:
        return
    published = {kind: list(_published(site, read, kind)) for kind in WORD}
    for head in (TOTAL,) if TOTAL in read.last else tuple(read.last):
        found = _restated(read, head, published)
        if found is not None:
            yield found


def _published(site: Snapshot, read: Account, kind: str) -> Iterable[Account]:
    wanted = (read.year or 0) - 1
    return (each for offer in earlier(site, kind) if offer.year == wanted for each in offer.read if each.filled)


def _restated(read: Account, head: str, published: dict[str, list[Account]]) -> Finding | None:
    said = read.last[head]
    if said.amount is None or not (said.amount.unit or read.unit):
        return None
    known = {kind: [each for each in found if each.wan(head) is not None] for kind, found in published.items()}
    if not known[read.kind] or any(
        _same(said.amount, read.unit, each, head) for found in known.values() for each in found
    ):
        return None
    here, other = in_wan(said.amount, read.unit), known[read.kind][0]
    there = other.wan(head) or Decimal(0)
    note = (
        "写的上年数是 {here} 万元，上年公开的预算是 {there} 万元，相差 {difference} 万元"
        if read.kind == "budget"
        else "写的上年数是 {here} 万元，上年公开的决算是 {there} 万元，相差 {difference} 万元"
    )
    values = {"here": f"{here:f}", "there": f"{there:f}", "difference": f"{abs(here - there):f}"}
    cited = (*read.cited(said.quote), *other.cited(_quote(other.figure(head))))
    is_sure = WORD[read.kind] in f"{said.where}{said.quote}" and head != VEHICLES
    say = failed if is_sure else cant_tell
    return say("last-year-differs", *cited, note=note, subject=NAMES[head], **values)


def _same(said: Amount, unit: str, other: Account, head: str) -> bool:
    amount = other.settled(head)
    return amount is not None and _gap(said, unit, amount, other.unit) is None
