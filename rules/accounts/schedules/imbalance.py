"""One sum that does not hold, and how figures are compared: in 万元, within what rounding explains."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from rules.accounts.schedules.schedule import Schedule
from rules.accounts.value import Figure
from rules.amounts import UNITS, Amount, tolerance

ROUNDED = Decimal("0.02")  # of whatever is printed with two decimals: a difference that nobody is asked about
SLIP = Decimal(10000)
_MANY = 12
_SMALL = 100  # whole numbers below may count lines


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
class Item:
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


def items_of(found: Iterable[Schedule], keys: Iterable[str], role: str = "") -> list[Item]:
    """The figures that were read, of these names in schedules of this part."""
    names = tuple(keys)
    items = [item_of(one, key) for one in found if not role or one.role == role for key in names]
    return [item for item in items if item and item.figure.amount]


def item_of(one: Schedule, key: str) -> Item | None:
    """The figure of this name in a schedule, blank or not; None when its row or column is not there."""
    figure = one.figures.get(key)
    return None if figure is None else Item(figure, one.unit)


def unequal(
    kind: str,
    name: str,
    whole: Item,
    parts: Sequence[Item],
    others: Sequence[Figure] = (),
    *,
    optional: Sequence[Item] = (),
    doubtful: bool = False,
) -> Iterator[Imbalance]:
    """The imbalance of a whole and its parts, when neither rounding nor parts that may belong to it explain it."""
    if not differ(whole, parts):
        return
    beside = [*(Item(figure, whole.unit) for figure in others), *optional]
    missing = whole.value - sum((part.value for part in parts), Decimal(0))
    if len(beside) <= _MANY and any(abs(missing - total) <= _allowed(whole, parts) for total in _reachable(beside)):
        return
    rounded = abs(missing) <= sum((each.step for each in (whole, *parts)), Decimal(0)) / 2
    slip = len(parts) == 1 and is_slip(whole, parts[0])
    unsure = doubtful or rounded or slip or len(beside) > _MANY
    yield found_between(kind, name, whole, [*parts, *optional], doubtful=unsure, slip=slip)


def _reachable(items: Sequence[Item]) -> set[Decimal]:
    """Every sum that some of these figures make, none of them left aside."""
    sums = {Decimal(0)}
    for item in items:
        sums |= {total + item.value for total in sums}
    return sums - {Decimal(0)}


def differ(whole: Item, parts: Sequence[Item]) -> bool:
    """Whether a whole is not the sum of these parts, by more than rounding explains."""
    return abs(whole.value - sum((part.value for part in parts), Decimal(0))) > _allowed(whole, parts)


def _allowed(whole: Item, parts: Sequence[Item]) -> Decimal:
    """What rounding explains, in 万元: half a last digit for each figure, and two last digits where these are hundredths."""
    items = (whole, *parts)
    if len({each.known.unit or each.unit for each in items}) > 1:
        return sum((each.step for each in items), Decimal(0)) / 2
    scale = UNITS.get(whole.known.unit or whole.unit, Decimal(1))
    amounts = [each.known for each in items if each.figure.amount]
    step = min(each.step for each in amounts)
    return max(tolerance(*amounts), min(step * 2, ROUNDED)) * scale


def is_slip(whole: Item, part: Item) -> bool:
    """Whether two figures are the same but for 元 taken for 万元."""
    large, small = sorted((whole.value, part.value), reverse=True)
    return small > 0 and abs(large / SLIP - small) <= max(whole.step, part.step, ROUNDED) and large > small * 2


def found_between(kind: str, name: str, whole: Item, parts: Sequence[Item], *, doubtful: bool, slip: bool) -> Imbalance:
    """The imbalance itself, in the unit of the whole; a doubt where all figures are so small that they may count lines."""
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
