"""Sums that must hold in and between the schedules of a budget or of final accounts, within what rounding explains.

B3 收入总计 = 支出总计; B4 each total = this year's sum and what was carried over; B5 expenditure = basic + project (+ further
heads), basic = 人员经费 + 公用经费; B6 one schedule repeats the sum of another.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

from rules.accounts.schedules import schedule as named
from rules.accounts.schedules.imbalance import (
    SLIP,
    Imbalance,
    Item,
    differ,
    found_between,
    is_slip,
    item_of,
    items_of,
    unequal,
)
from rules.accounts.schedules.schedule import SUMS, TOTALS, Schedule
from rules.accounts.value import Figure
from rules.amounts import Amount

__all__ = ["Imbalance", "imbalances"]
FAR = 10  # times: three public expenses are a few hundredths of what a body spends
_FURTHER = (named.UPWARD, named.BUSINESS, named.SUBSIDY)
_SPENDING = (named.EXPENDITURE_TABLE, named.GENERAL_TABLE, named.APPROPRIATED, named.FUND_TABLE, named.CAPITAL_TABLE)

_CARRIED = (
    (named.INCOME_TOTAL, (named.INCOME, named.OPENING, named.USED)),
    (named.EXPENDITURE_TOTAL, (named.EXPENDITURE, named.CLOSING, named.SHARED_OUT)),
)
_REPEATED = (
    (named.INCOME_TABLE, (named.INCOME, named.INCOME_TOTAL)),
    (named.EXPENDITURE_TABLE, (named.EXPENDITURE, named.EXPENDITURE_TOTAL)),
)


def imbalances(schedules: Iterable[Schedule]) -> Iterator[Imbalance]:
    """Every identity that does not hold in a document's schedules; nothing where a figure of one was not read."""
    found = [each for each in schedules if each.figures]
    for each in found:
        if each.role in (named.BALANCE, named.APPROPRIATION):
            yield from _balanced(each)
        yield from _divided(each)
    tables = [each for each in found if not each.told]
    yield from _repeated(tables)


def _balanced(one: Schedule) -> Iterator[Imbalance]:
    """B3 and B4 of one schedule; B3 under the name of the total that its own parts belie."""
    income, expenditure = item_of(one, named.INCOME_TOTAL), item_of(one, named.EXPENDITURE_TOTAL)
    carried = [broken for total, own in _CARRIED for broken in _carried(one, total, own)]
    if income and expenditure and income.figure.amount and expenditure.figure.amount:
        belied = {broken.name for broken in carried} == {SUMS[named.EXPENDITURE_TOTAL]}
        key = named.EXPENDITURE_TOTAL if belied else named.INCOME_TOTAL
        whole, other = (expenditure, income) if belied else (income, expenditure)
        yield from unequal("B3", SUMS[key], whole, [other])
    yield from carried


def _carried(one: Schedule, total: str, keys: tuple[str, ...]) -> Iterator[Imbalance]:
    """B4: a total as this year's sum, first of the keys, and what was carried over."""
    parts = [item for key in keys if (item := item_of(one, key))]
    whole, own = item_of(one, total), item_of(one, keys[0])
    clear = not one.unclear & {total, *keys}
    if clear and whole and own and whole.figure.amount and own.figure.amount:
        beside = one.others.get(total, ())
        partly = one.told and (len(parts) < len(keys) or bool(beside))
        unsure = partly or not any(item.figure.amount for item in parts if item is not own)
        yield from unequal("B4", SUMS[total], whole, parts, beside, doubtful=unsure)


def _divided(one: Schedule) -> Iterator[Imbalance]:
    """B5 of one schedule."""
    total = named.EXPENDITURE if one.role == named.BALANCE else named.TOTAL
    pairs = [(total, (named.BASIC, named.PROJECT))] if one.role in (*_SPENDING, named.BALANCE) else []
    pairs += [(named.TOTAL if one.role == named.BASIC_TABLE else named.BASIC, (named.PERSONNEL, named.RUNNING))]
    for whole_key, keys in pairs:
        whole, parts = item_of(one, whole_key), [item_of(one, key) for key in keys]
        read = [item for item in parts if item]
        if not whole or not whole.figure.amount or len(read) < len(keys) or one.unclear & {whole_key, *keys, *_FURTHER}:
            continue
        more = _FURTHER if keys[0] == named.BASIC else (named.SUPPORT,)
        further = [item for key in more if (item := item_of(one, key))]
        blank = any(item.figure.amount is None for item in (*read, *further))
        name = SUMS[whole_key] if whole_key != named.TOTAL else TOTALS[one.role]
        beside = one.others.get(whole_key, ())
        yield from unequal("B5", name, whole, read, beside, optional=further, doubtful=blank or one.partial)


def _repeated(found: Sequence[Schedule]) -> Iterator[Imbalance]:
    """B6: what one schedule repeats of another."""
    final = any("决算" in each.name for each in found)
    first = {each.role: each for each in reversed(found)}
    yield from _general(found, first, final)
    if named.BASIC_TABLE in first:
        limited = any(word in first[named.BASIC_TABLE].name for word in ("公共预算", "公共财政"))
        roles = (
            (named.GENERAL_TABLE,) if limited else (named.GENERAL_TABLE, named.APPROPRIATED, named.EXPENDITURE_TABLE)
        )
        bearers = [item for role in roles for item in items_of(found, (named.BASIC,), role)]
        beside = any(each.others.get(named.TOTAL) for each in found if each.role in roles)
        yield from _differing(TOTALS[named.BASIC_TABLE], bearers, list(_basic(found)), not limited or beside)
    if named.BALANCE in first:
        for role, keys in _REPEATED:
            own = first[named.BALANCE].figures.get(keys[0])
            sums, repeats = items_of([first[named.BALANCE]], keys), items_of(found, (named.TOTAL,), role)
            if own is None or own.amount is not None:
                yield from _differing(TOTALS[role], sums, repeats, own is None or not final)
    yield from _three_public(found)


def _general(found: Sequence[Schedule], first: Mapping[str, Schedule], final: bool) -> Iterator[Imbalance]:
    """What the appropriation shows of the general budget is the total of the general budget's own schedule.

    In a budget the latter may show this year's appropriation alone, without what was carried over.
    """
    if named.APPROPRIATION in first and named.GENERAL_TABLE in first:
        borne = items_of([first[named.APPROPRIATION]], (named.GENERAL, named.GENERAL_TOTAL, named.GENERAL_INCOME))
        figures = first[named.APPROPRIATION].figures
        meant = borne[:1] if final and named.GENERAL in figures else borne
        repeats = items_of(found, (named.TOTAL,), named.GENERAL_TABLE)
        unsure = named.GENERAL not in figures or not (final or named.GENERAL_INCOME in figures)
        yield from _differing(TOTALS[named.GENERAL_TABLE], meant, repeats, unsure, borne)


def _basic(found: Sequence[Schedule]) -> Iterator[Item]:
    """The total of each schedule of basic expenditure: printed, else of its two halves."""
    for one in found:
        if one.role != named.BASIC_TABLE:
            continue
        total, staff, running = (item_of(one, key) for key in (named.TOTAL, named.PERSONNEL, named.RUNNING))
        if total and total.figure.amount:
            yield total
        elif staff and running and staff.figure.amount and running.figure.amount:
            support = one.figures.get(named.SUPPORT, Figure(None)).amount
            both = staff.figure.amount.value + running.figure.amount.value
            words = " ".join(dict.fromkeys((staff.figure.quote, running.figure.quote)))
            sums = (both, both + support.value) if support else (both,)
            yield from (Item(Figure(Amount(value), staff.figure.where, words), one.unit) for value in sums)


def _three_public(found: Sequence[Schedule]) -> Iterator[Imbalance]:
    """三公 no more than what the general budget gives; many times as much is a slip of the unit."""
    totals = items_of(found, (named.TOTAL,), named.THREE_PUBLIC)
    wholes = [each for each in items_of(found, (named.TOTAL,), named.GENERAL_TABLE) if each.known.value > 0]
    spent = items_of(found, (named.EXPENDITURE_TOTAL, named.EXPENDITURE, named.TOTAL))
    most = max((each.value for each in spent if each not in totals), default=Decimal(0))
    for part in totals[:1]:
        if wholes and all(part.value > whole.value + whole.step for whole in wholes):
            mixed = part.value <= most * SLIP and part.unit != wholes[0].unit
            slip = all(part.value > whole.value * FAR and part.value / SLIP <= whole.value for whole in wholes)
            yield found_between(
                "B6", TOTALS[named.THREE_PUBLIC], part, wholes[:1], doubtful=part.value <= most or mixed, slip=slip
            )


def _differing(
    name: str, wholes: Sequence[Item], repeats: Sequence[Item], doubtful: bool, others: Sequence[Item] = ()
) -> Iterator[Imbalance]:
    """B6 where none of the figures that may be meant is repeated; a doubt where one of `others` is."""
    pairs = [(whole, part) for whole in wholes for part in repeats]
    if pairs and all(differ(whole, [part]) for whole, part in pairs):
        slip = next((pair for pair in pairs if is_slip(*pair)), None)
        whole, part = slip or pairs[0]
        unsure = doubtful or not (whole.unit and part.unit) or whole.unit != part.unit
        unsure |= any(not differ(other, [each]) for other in others for each in repeats)
        yield found_between("B6", name, whole, [part], doubtful=unsure or bool(slip), slip=bool(slip))
