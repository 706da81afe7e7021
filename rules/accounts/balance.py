"""Sums that must hold in and between the schedules of a budget or of final accounts, within what rounding explains.

B3 收入总计 = 支出总计; B4 each total = this year's sum and what was carried over; B5 expenditure = basic + project (+ further
heads), basic = 人员经费 + 公用经费; B6 one schedule repeats the sum of another; B9 a department is no less than its units.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from rules.accounts import schedule as named
from rules.accounts.schedule import NAMES, SUMS, Schedule
from rules.accounts.value import Figure
from rules.amounts import UNITS, Amount, tolerance

ROUNDED = Decimal("0.02")  # of whatever is printed with two decimals: a difference that nobody is asked about
SLIP = Decimal(10000)
_MANY = 12
_SMALL = 100  # whole numbers below may count lines
_FURTHER = (named.UPWARD, named.BUSINESS, named.SUBSIDY)
_SPENDING = (named.EXPENDITURE_TABLE, named.GENERAL_TABLE, named.APPROPRIATED, named.FUND_TABLE, named.CAPITAL_TABLE)

_REPEATED = (
    (named.INCOME_TABLE, (named.INCOME, named.INCOME_TOTAL)),
    (named.EXPENDITURE_TABLE, (named.EXPENDITURE, named.EXPENDITURE_TOTAL)),
)


@dataclass(frozen=True)
class Imbalance:
    """One identity that does not hold: `name` of the whole in Chinese, the figure of it, the figures that should make it up.

    `stated` and `computed` are in `unit` ("" where nothing states one). `doubtful`: something that was not read, or may be
    meant otherwise, could explain it. `slip`: 元 and 万元 were mixed up, all else holds.
    """

    kind: str
    name: str
    whole: Figure
    parts: tuple[Figure, ...]
    stated: Decimal
    computed: Decimal
    unit: str
    doubtful: bool = False
    slip: bool = False

    @property
    def difference(self) -> Decimal:
        """How much is stated too much; negative when too little."""
        return self.stated - self.computed

    @property
    def places(self) -> tuple[str, ...]:
        """Where the figures stand, the whole first."""
        return tuple(dict.fromkeys(figure.where for figure in (self.whole, *self.parts) if figure.where))


@dataclass(frozen=True)
class _Item:
    """A figure in the unit of its schedule."""

    figure: Figure
    unit: str

    @property
    def known(self) -> Amount:
        """Its amount, a blank as nothing."""
        return self.figure.amount or Amount(Decimal(0))

    @property
    def value(self) -> Decimal:
        """In 万元; as printed where nothing states a unit."""
        return self.known.value * UNITS.get(self.known.unit or self.unit, Decimal(1))

    @property
    def step(self) -> Decimal:
        """One unit of its last digit in 万元; 0 for nothing."""
        scale = UNITS.get(self.known.unit or self.unit, Decimal(1))
        return self.known.step * scale if self.known.value else Decimal(0)


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
    """B3 and B4 of one schedule."""
    income, expenditure = _item(one, named.INCOME_TOTAL), _item(one, named.EXPENDITURE_TOTAL)
    if income and expenditure and income.figure.amount and expenditure.figure.amount:
        yield from _unequal("B3", SUMS[named.INCOME_TOTAL], income, [expenditure])
    for total, part, carried in (
        (named.INCOME_TOTAL, named.INCOME, (named.OPENING, named.USED)),
        (named.EXPENDITURE_TOTAL, named.EXPENDITURE, (named.CLOSING, named.SHARED_OUT)),
    ):
        parts = [item for key in (part, *carried) if (item := _item(one, key))]
        whole, own = _item(one, total), _item(one, part)
        clear = not one.unclear & {total, part, *carried}
        if clear and whole and own and whole.figure.amount and own.figure.amount:
            unsure = one.told or not any(item.figure.amount for item in parts if item is not own)
            yield from _unequal("B4", SUMS[total], whole, parts, one.others.get(total, ()), doubtful=unsure)


def _divided(one: Schedule) -> Iterator[Imbalance]:
    """B5 of one schedule."""
    total = named.EXPENDITURE if one.role == named.BALANCE else named.TOTAL
    pairs = [(total, (named.BASIC, named.PROJECT))] if one.role in (*_SPENDING, named.BALANCE) else []
    pairs += [(named.TOTAL if one.role == named.BASIC_TABLE else named.BASIC, (named.PERSONNEL, named.RUNNING))]
    for whole_key, keys in pairs:
        whole, parts = _item(one, whole_key), [_item(one, key) for key in keys]
        read = [item for item in parts if item]
        if not whole or not whole.figure.amount or len(read) < len(keys) or one.unclear & {whole_key, *keys, *_FURTHER}:
            continue
        further = [item for key in _FURTHER if keys[0] == named.BASIC and (item := _item(one, key))]
        blank = any(item.figure.amount is None for item in (*read, *further))
        name = SUMS[whole_key] if whole_key != named.TOTAL else f"{NAMES[one.role]}合计"
        beside = one.others.get(whole_key, ())
        yield from _unequal("B5", name, whole, [*read, *further], beside, doubtful=blank or one.told)


def _repeated(found: Sequence[Schedule]) -> Iterator[Imbalance]:
    """B6: what one schedule repeats of another."""
    final = any("决算" in each.name for each in found)
    first = {each.role: each for each in reversed(found)}
    yield from _general(found, first, final)
    if named.BASIC_TABLE in first:
        own = any(word in first[named.BASIC_TABLE].name for word in ("公共预算", "公共财政"))
        roles = (named.GENERAL_TABLE,) if own else (named.GENERAL_TABLE, named.APPROPRIATED, named.EXPENDITURE_TABLE)
        bearers = [item for role in roles for item in _items(found, (named.BASIC,), role)]
        yield from _differing(bearers, list(_basic(found)), not own)
    if named.BALANCE in first:
        for role, keys in _REPEATED:
            yield from _differing(_items([first[named.BALANCE]], keys), _items(found, (named.TOTAL,), role), not final)
    yield from _three_public(found)


def _general(found: Sequence[Schedule], first: Mapping[str, Schedule], final: bool) -> Iterator[Imbalance]:
    """What the appropriation shows of the general budget is the total of the general budget's own schedule.

    In a budget the latter may show this year's appropriation alone, without what was carried over.
    """
    if named.APPROPRIATION in first and named.GENERAL_TABLE in first:
        borne = _items([first[named.APPROPRIATION]], (named.GENERAL, named.GENERAL_TOTAL, named.GENERAL_INCOME))
        figures = first[named.APPROPRIATION].figures
        meant = borne[:1] if final and named.GENERAL in figures else borne
        repeats = _items(found, (named.TOTAL,), named.GENERAL_TABLE)
        yield from _differing(meant, repeats, not final and named.GENERAL_INCOME not in figures, borne)


def _basic(found: Sequence[Schedule]) -> Iterator[_Item]:
    """The total of each schedule of basic expenditure: printed, else of its two halves."""
    for one in found:
        if one.role != named.BASIC_TABLE:
            continue
        total, staff, running = (_item(one, key) for key in (named.TOTAL, named.PERSONNEL, named.RUNNING))
        if total and total.figure.amount:
            yield total
        elif staff and running and staff.figure.amount and running.figure.amount:
            both = staff.figure.amount.value + running.figure.amount.value
            words = f"{staff.figure.quote} {running.figure.quote}" if staff.figure.quote != running.figure.quote else ""
            yield _Item(Figure(Amount(both), staff.figure.where, words or staff.figure.quote), one.unit)


def _three_public(found: Sequence[Schedule]) -> Iterator[Imbalance]:
    """三公 no more than what the general budget gives."""
    totals = _items(found, (named.TOTAL,), named.THREE_PUBLIC)
    wholes = [each for each in _items(found, (named.TOTAL,), named.GENERAL_TABLE) if each.known.value > 0]
    spent = _items(found, (named.EXPENDITURE_TOTAL, named.EXPENDITURE, named.TOTAL))
    most = max((each.value for each in spent if each not in totals), default=Decimal(0))
    for part in totals[:1]:
        if wholes and all(part.value > whole.value + whole.step for whole in wholes):
            slip = part.value <= most * SLIP and part.unit != wholes[0].unit
            yield _imbalance("B6", "“三公”经费", part, wholes[:1], doubtful=part.value <= most or slip, slip=False)


def _differing(
    wholes: Sequence[_Item], repeats: Sequence[_Item], doubtful: bool, others: Sequence[_Item] = ()
) -> Iterator[Imbalance]:
    """B6 where none of the figures that may be meant is repeated; a doubt where one of `others` is."""
    pairs = [(whole, part) for whole in wholes for part in repeats]
    if pairs and all(_differ(whole, [part]) for whole, part in pairs):
        slip = next((pair for pair in pairs if _is_slip(*pair)), None)
        whole, part = slip or pairs[0]
        unsure = doubtful or not (whole.unit and part.unit) or whole.unit != part.unit
        unsure |= any(not _differ(other, [each]) for other in others for each in repeats)
        name = whole.figure.where.rpartition("：")[0] or "合计"
        yield _imbalance("B6", name, whole, [part], doubtful=unsure or bool(slip), slip=bool(slip))


def exceeded(department: Iterable[Schedule], units: Iterable[Iterable[Schedule]]) -> Imbalance | None:
    """B9: the department's appropriation where its published units have more; None when it holds or was not read.

    Appropriations are compared, for what a department hands to its own units is counted once there.
    """
    whole = _given(department)
    parts = [item for unit in units if (item := _given(unit))]
    if whole is None or not parts or sum((part.value for part in parts), Decimal(0)) <= whole.value:
        return None
    return next(
        iter(_unequal("B9", "部门合计", whole, parts, doubtful=not all(each.unit for each in (whole, *parts)))), None
    )


def _given(schedules: Iterable[Schedule]) -> _Item | None:
    found = list(schedules)
    items = _items(found, (named.EXPENDITURE,), named.APPROPRIATION) or _items(
        found, (named.TOTAL,), named.GENERAL_TABLE
    )
    return items[0] if items else None


def _items(found: Iterable[Schedule], keys: Iterable[str], role: str = "") -> list[_Item]:
    """The figures that were read, of these names in schedules of this part."""
    names = tuple(keys)
    items = [_item(one, key) for one in found if not role or one.role == role for key in names]
    return [item for item in items if item and item.figure.amount]


def _item(one: Schedule, key: str) -> _Item | None:
    figure = one.figures.get(key)
    return None if figure is None else _Item(figure, one.unit)


def _unequal(
    kind: str, name: str, whole: _Item, parts: Sequence[_Item], others: Sequence[Figure] = (), *, doubtful: bool = False
) -> Iterator[Imbalance]:
    """The imbalance of a whole and its parts, when rounding and figures beside them do not explain it."""
    if not _differ(whole, parts):
        return
    beside = [_Item(figure, whole.unit) for figure in others]
    missing = whole.value - sum((part.value for part in parts), Decimal(0))
    if len(beside) <= _MANY and any(abs(missing - total) <= _allowed(whole, parts) for total in _reachable(beside)):
        return
    rounded = abs(missing) <= sum((each.step for each in (whole, *parts)), Decimal(0)) / 2
    slip = len(parts) == 1 and _is_slip(whole, parts[0])
    unsure = doubtful or rounded or slip or len(beside) > _MANY
    yield _imbalance(kind, name, whole, parts, doubtful=unsure, slip=slip)


def _reachable(items: Sequence[_Item]) -> set[Decimal]:
    """Every sum that some of these figures make, none of them left aside."""
    sums = {Decimal(0)}
    for item in items:
        sums |= {total + item.value for total in sums}
    return sums - {Decimal(0)}


def _differ(whole: _Item, parts: Sequence[_Item]) -> bool:
    return abs(whole.value - sum((part.value for part in parts), Decimal(0))) > _allowed(whole, parts)


def _allowed(whole: _Item, parts: Sequence[_Item]) -> Decimal:
    """What rounding explains, in 万元: half a last digit for each figure, and two last digits where these are hundredths."""
    items = (whole, *parts)
    if len({each.known.unit or each.unit for each in items}) > 1:
        return sum((each.step for each in items), Decimal(0)) / 2
    scale = UNITS.get(whole.known.unit or whole.unit, Decimal(1))
    amounts = [each.known for each in items]
    step = min(each.step for each in amounts)
    return max(tolerance(*amounts), min(step * 2, ROUNDED)) * scale


def _is_slip(whole: _Item, part: _Item) -> bool:
    """Whether two figures are the same but for 元 taken for 万元."""
    large, small = sorted((whole.value, part.value), reverse=True)
    return small > 0 and abs(large / SLIP - small) <= max(whole.step, part.step, ROUNDED) and large > small * 2


def _imbalance(kind: str, name: str, whole: _Item, parts: Sequence[_Item], *, doubtful: bool, slip: bool) -> Imbalance:
    unit = whole.known.unit or whole.unit
    computed = sum((part.value for part in parts), Decimal(0)) / UNITS.get(unit, Decimal(1))
    figures = tuple(part.figure for part in parts)
    doubtful |= all(item.known.value == int(item.known.value) < _SMALL for item in (whole, *parts))
    return Imbalance(kind, name, whole.figure, figures, whole.known.value, _plain(computed), unit, doubtful, slip)


def _plain(value: Decimal) -> Decimal:
    """A number without zeros that only the change of units left."""
    exponent = value.as_tuple().exponent
    return (
        value.quantize(Decimal("0.01"))
        if isinstance(exponent, int) and exponent < -2 and value == value.quantize(Decimal("0.01"))
        else value
    )
