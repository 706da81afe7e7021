"""Concentrations whose printed unit cannot be: µg/m³ above numbers of milligrams, or the other way round."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from rules.air.bulletin import Bulletin, Measured
from rules.air.daily.printed import amount, exact, name, span
from rules.air.index import pollutant
from rules.air.standards import Item, Standard
from rules.finding import Finding, cant_tell, failed

MOSTLY, ODD = 3, 2  # what is usual holds for so many times as many days; so many odd numbers of a day are no accident
TEXT = {"mg": "毫克/立方米", "µg": "微克/立方米"}
SLIPS = {  # by whether all days have it, and whether the unit is printed
    (False, True): "{item} {printed} 注明的单位是{unit}，应为 {meant}，疑为单位写错",
    (False, False): "{item} {printed} 与其他各日的单位不同，应为 {meant}，疑为单位写错",
    (True, True): "{days} 期的单位都与数值不符：{item} {printed} 注明的单位是{unit}，应为 {meant}",
    (True, False): "{days} 期的单位都与数值不符：{item} {printed} 与其他各日的单位不同，应为 {meant}",
}


@dataclass(frozen=True)
class Settled:
    """A bulletin with its concentrations in the unit that fits; `moved` holds those that were printed in another, as printed.

    `sure` says that the stated index or partial indexes fit only so.
    """

    bulletin: Bulletin
    moved: Mapping[Item, Measured] = field(default_factory=dict)
    sure: bool = False


def settled(bulletin: Bulletin, standard: Standard, known: bool = False) -> Settled:
    """The bulletin with every concentration in the usual unit, to the precision in which it is printed.

    What cannot be in the unit that is printed is taken in the other; what fits in neither is left out, unless it is `known`
    of other days that the place prints another unit than it means.
    """
    as_printed = {item: replace(each, value=exact(each)) for item, each in bulletin.measured.items()}
    moves = _moves(as_printed)
    if not moves:
        return Settled(replace(bulletin, measured=as_printed))
    fitting = {item: _moved(each, moves.get(item, 0)) for item, each in as_printed.items()}
    other, moved = replace(bulletin, measured=fitting), {item: as_printed[item] for item in moves}
    if _fits(other, standard, moves):
        return Settled(other, moved, not _fits(replace(bulletin, measured=as_printed), standard, moves))
    if known:
        return Settled(other, moved, sure=True)
    named = [item for item, each in moved.items() if each.unit and pollutant(item) != "CO"]
    return Settled(replace(other, measured={item: each for item, each in fitting.items() if item not in named}), moved)


def _moves(measured: dict[Item, Measured]) -> dict[Item, int]:
    """By how many powers of ten the number of an item must be moved to be a possible concentration."""
    found = {item: move for item, each in measured.items() if (move := _move(item, each))}
    if any(move == 3 and pollutant(item) != "CO" for item, move in found.items()):
        found |= {item: 3 for item, each in measured.items() if _is_small(item, each, Decimal(10), 1)}
    if any(move == -3 and pollutant(item) != "CO" for item, move in found.items()):
        found |= {item: -3 for item, each in measured.items() if _is_whole_milligrams(item, each)}
    return found


def _move(item: Item, each: Measured) -> int:
    if _is_small(item, each, Decimal(1)):
        return 3
    most = 150 if pollutant(item) == "CO" else 3000
    return -3 if each.value is not None and each.value > most else 0


def _is_whole_milligrams(item: Item, each: Measured) -> bool:
    """Whether a number is called milligrams and has no decimals, as those beside it that can only be micrograms."""
    return pollutant(item) != "CO" and each.unit == "mg" and bool(each.value) and "." not in each.printed


def _is_small(item: Item, each: Measured, below: Decimal, decimals: int = 2) -> bool:
    """Whether a number is that of another unit: so small, and with so many decimals, that nobody measures it."""
    value = each.value
    if value is None or not value:
        return False
    if pollutant(item) == "CO":
        return value < Decimal("0.01")
    return value < below and int(value.as_tuple().exponent) <= -decimals


def _moved(each: Measured, places: int) -> Measured:
    return replace(each, value=each.value.scaleb(places)) if each.value is not None and places else each


def _fits(bulletin: Bulletin, standard: Standard, moves: dict[Item, int]) -> bool:
    """Whether the concentrations agree with the partial indexes that are stated, or else with the index; rounding apart."""
    spans = {
        item: found
        for item, each in bulletin.measured.items()
        if each.value is not None and (found := span(standard, item, each.value))
    }
    stated = {item: bulletin.measured[item].partial for item in moves if item in spans}
    told = {item: part for item, part in stated.items() if part is not None}
    if told:
        return all(spans[item][0] - 1 <= part <= spans[item][1] + 1 for item, part in told.items())
    daily = [found for item, found in spans.items() if item in standard.daily]
    if bulletin.index is None or not daily:
        return False
    return max(low for low, _ in daily) - 1 <= bulletin.index <= max(high for _, high in daily) + 1


def unit_slips(bulletins: Sequence[Settled]) -> Iterator[Finding]:
    """A finding for each day whose units cannot be, one for all when no day is otherwise.

    Where no unit is printed, a number of another size than on most days is one as well.
    """
    shown = [each for each in bulletins if each.bulletin.measured]
    usual = _usual(shown)
    wrong = [(each, found) for each in shown if (found := _slipped(each, usual))]
    if len(wrong) == len(shown) and len({each.bulletin.day for each, _ in wrong}) > 1:
        yield _finding(*next((pair for pair in wrong if pair[0].sure), wrong[0]), str(len(shown)))
        return
    for each, found in wrong:
        yield _finding(each, found)


def _usual(shown: Sequence[Settled]) -> Mapping[Item, bool]:
    """By item without a printed unit, whether its numbers are mostly moved; an item is left out where that is not clear."""
    counts: dict[Item, list[int]] = {}
    for each in shown:
        for item, said in each.bulletin.measured.items():
            if not said.unit and said.value:
                counts.setdefault(item, [0, 0])[item in each.moved] += 1
    return {
        item: moved > kept for item, (kept, moved) in counts.items() if max(kept, moved) >= MOSTLY * min(kept, moved)
    }


def _slipped(each: Settled, usual: Mapping[Item, bool]) -> tuple[Item, Measured] | None:
    """The first item whose printed unit, or where none is printed that of most days, does not fit its number."""
    for item, said in each.moved.items():
        if said.unit or not usual.get(item, True):
            return item, said
    kept = each.bulletin.measured.items()
    odd = [
        (item, said)
        for item, said in kept
        if not said.unit and said.value and item not in each.moved and usual.get(item)
    ]
    return odd[0] if len(odd) >= ODD else None


def _finding(each: Settled, found: tuple[Item, Measured], days: str = "") -> Finding:
    item, said = found
    moved = (said.value or Decimal(0)).scaleb(_move(item, said) or 3)
    note = SLIPS[bool(days), bool(said.unit)]
    values = {"item": name(item), "printed": said.printed, "unit": TEXT.get(said.unit, ""), "days": days}
    values["meant"] = amount(item, moved)
    cited = each.bulletin.source.cite(each.bulletin.quote, each.bulletin.where)
    say = failed if each.sure or item not in each.moved else cant_tell
    return say("unit-slip", cited, note=note, subject="" if days else str(each.bulletin.day), **values)
