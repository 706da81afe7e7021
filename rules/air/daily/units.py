"""Concentrations whose printed unit cannot be: µg/m³ above numbers of milligrams, or the other way round."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from rules.air.bulletin import Bulletin, Measured
from rules.air.daily.printed import amount, exact, name, span
from rules.air.index import pollutant
from rules.air.standards import Item, Standard
from rules.finding import Finding, cant_tell, failed

TEXT = {"mg": "毫克/立方米", "µg": "微克/立方米"}


@dataclass(frozen=True)
class Settled:
    """A bulletin with its concentrations in the unit that fits, and the items whose printed unit does not.

    `sure` says that the stated index or partial indexes fit only so.
    """

    bulletin: Bulletin
    slipped: tuple[Item, ...] = ()
    sure: bool = False


def settled(bulletin: Bulletin, standard: Standard) -> Settled:
    """The bulletin with every concentration in the usual unit, to the precision in which it is printed.

    What cannot be in the unit that is printed is taken in the other; what fits in neither is left out.
    """
    as_printed = {item: replace(each, value=exact(each)) for item, each in bulletin.measured.items()}
    moves = _moves(as_printed)
    if not moves:
        return Settled(replace(bulletin, measured=as_printed))
    moved = {item: _moved(each, moves.get(item, 0)) for item, each in as_printed.items()}
    other = replace(bulletin, measured=moved)
    slipped = tuple(item for item in moves if as_printed[item].unit)
    if not slipped:
        return Settled(other)
    if _fits(other, standard, moves):
        return Settled(other, slipped, not _fits(replace(bulletin, measured=as_printed), standard, moves))
    kept = {item: each for item, each in moved.items() if item not in moves or pollutant(item) == "CO"}
    return Settled(replace(bulletin, measured=kept), slipped)


def _moves(measured: dict[Item, Measured]) -> dict[Item, int]:
    """By how many powers of ten the number of an item must be moved to be a possible concentration."""
    found = {item: move for item, each in measured.items() if (move := _move(item, each))}
    if any(move == 3 and pollutant(item) != "CO" for item, move in found.items()):
        found |= {item: 3 for item, each in measured.items() if _is_small(item, each, Decimal(10))}
    return found


def _move(item: Item, each: Measured) -> int:
    if _is_small(item, each, Decimal(1)):
        return 3
    most = 150 if pollutant(item) == "CO" else 3000
    return -3 if each.value is not None and each.value > most else 0


def _is_small(item: Item, each: Measured, below: Decimal) -> bool:
    """Whether a number is that of another unit: so small, and with so many decimals, that nobody measures it."""
    value = each.value
    if value is None or not value:
        return False
    if pollutant(item) == "CO":
        return value < Decimal("0.01")
    return value < below and int(value.as_tuple().exponent) <= -2


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
    """A finding for each day whose units cannot be, one for all when no day is otherwise."""
    shown = [each for each in bulletins if each.bulletin.measured]
    wrong = [each for each in shown if each.slipped]
    if len(wrong) == len(shown) and len({each.bulletin.day for each in wrong}) > 1:
        wrong = [next((each for each in wrong if each.sure), wrong[0])]
        yield _finding(wrong[0], "", str(len(shown)))
        return
    for each in wrong:
        yield _finding(each, str(each.bulletin.day), "")


def _finding(each: Settled, subject: str, days: str) -> Finding:
    item, bulletin = each.slipped[0], each.bulletin
    said = bulletin.measured.get(item)
    printed = said.printed if said else ""
    unit = TEXT.get(said.unit, "") if said else ""
    note = (
        "{item} {printed} 注明的单位是{unit}，应为 {meant}，疑为单位写错"
        if said
        else "浓度的数量级与注明的单位不符，疑为单位写错"
    )
    note = f"{{days}} 期都是如此：{note}" if days else note
    values = {"item": name(item), "printed": printed, "unit": unit, "days": days}
    if said is not None and said.value is not None:
        values["meant"] = amount(item, said.value)
    say = failed if each.sure else cant_tell
    return say("unit-slip", bulletin.source.cite(bulletin.quote, bulletin.where), note=note, subject=subject, **values)
