"""Figures that are out of all proportion: 元 written for 万元, against last year and against the peers.

A wrong unit makes a figure ten thousand times too large or too small. Sizes are compared by their powers of ten, with
the middle one of the peers, which no single slip moves. A head that fits its own total is of the right unit with it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from crawler.roster import Department
from rules.accounts.heads import ABROAD, NAMES, OPERATION, PURCHASE, RECEPTION, TOTAL, VEHICLES
from rules.accounts.judging.collected import Collected
from rules.amounts import UNITS

SLIP, LOOK = "slip", "look"
LAST, PEERS = "last", "peers"
FEWEST = 5  # peers without whom there is no middle
NEAR, FAR = Decimal("3.5"), Decimal("4.5")  # powers of ten between which a slip of one's own figure lies
APART = Decimal(3)  # powers of ten from the middle of the peers
GROWN = Decimal(2)
LEAST = Decimal(1)  # 万元: smaller growth is worth no look
YUAN = min(UNITS.values())
TINY = Decimal("0.01")  # 万元: no body reports less than a hundred yuan a year
WHOLES: Mapping[str, tuple[str, tuple[str, ...]]] = {
    **dict.fromkeys((ABROAD, RECEPTION, VEHICLES), (TOTAL, (ABROAD, RECEPTION, VEHICLES))),
    **dict.fromkeys((PURCHASE, OPERATION), (VEHICLES, (PURCHASE, OPERATION))),
}
SORTS = frozenset(("subordinate", "county", "township", "enterprise"))  # kinds whose bodies are each other's peers
Heads = Mapping[str, Collected]
Key = tuple[frozenset[str], str]


@dataclass(frozen=True)
class Outlier:
    """A figure out of proportion: `size` is slip or look, `against` last or peers.

    `other` is last year's figure, or the middle one of the peers; `times` how many times the smaller goes into the larger.
    """

    size: str
    against: str
    figure: Collected
    other: Collected
    times: Decimal


class Peers:
    """The figures of all bodies, to find the middle one among the others of a body's own sort: O(1) for each question."""

    def __init__(self, everyone: Iterable[tuple[Department, Heads]]) -> None:
        found: dict[Key, list[tuple[Decimal, str, Collected]]] = {}
        for department, heads in everyone:
            for head, figure in heads.items():
                if figure.value is not None and figure.value > 0:
                    key = (department.kinds & SORTS, head)
                    found.setdefault(key, []).append((figure.value, department.id, figure))
        self._sorted = {key: sorted(figures, key=lambda each: each[:2]) for key, figures in found.items()}
        self._at = {
            (key, id): number for key, figures in self._sorted.items() for number, (_, id, _) in enumerate(figures)
        }

    def middles(self, department: Department) -> dict[str, Collected]:
        """The middle figure of the body's peers by head; none for a head that too few of them spend on."""
        found = {head: self._middle((department.kinds & SORTS, head), department.id) for head in NAMES}
        return {head: figure for head, figure in found.items() if figure is not None}

    def _middle(self, key: Key, id: str) -> Collected | None:
        figures, own = self._sorted.get(key, []), self._at.get((key, id))
        others = len(figures) - (own is not None)
        if others < FEWEST:
            return None
        middle = (others - 1) // 2
        return figures[middle + (own is not None and own <= middle)][2]


def outliers(own: Heads, last: Heads, middles: Heads) -> tuple[Outlier, ...]:
    """What is out of proportion in one disclosure: its total alone when that is a slip, which all heads then share.

    `middles` are the middle figures of the peers by head.
    """
    total = _outlier(TOTAL, own, last, middles)
    if total is not None and total.size == SLIP:
        return (total,)
    found = (_outlier(head, own, last, middles) for head in NAMES if head != TOTAL)
    return tuple(each for each in (total, *found) if each is not None)


def _outlier(head: str, own: Heads, last: Heads, middles: Heads) -> Outlier | None:
    figure, middle = own.get(head), middles.get(head)
    if figure is None or not figure.value or figure.value < 0:
        return None
    found = [_against_last(figure, last.get(head), middle), _against_peers(figure, middle)]
    fits = head != TOTAL and _fits(head, own)
    kept = [each for each in found if each is not None and not (fits and each.size == SLIP)]
    return next((each for each in kept if each.size == SLIP), next(iter(kept), None))


def _against_last(figure: Collected, last: Collected | None, middle: Collected | None) -> Outlier | None:
    """This year's figure against last year's. Where the peers show last year's to be the odd one, it is only worth a look."""
    if last is None or not last.value or last.value < 0:
        return None
    power = abs(_power(figure, last))
    this_is_odd = middle is None or abs(_power(figure, middle)) >= abs(_power(last, middle))
    if NEAR <= power <= FAR and this_is_odd:
        return Outlier(SLIP, LAST, figure, last, _times(figure, last))
    if power >= GROWN and max(figure.value or 0, last.value) >= LEAST:
        return Outlier(LOOK, LAST, figure, last, _times(figure, last))
    return None


def _against_peers(figure: Collected, middle: Collected | None) -> Outlier | None:
    """A figure against the middle of the peers: a slip only where its own unit can be the wrong one."""
    power = _power(figure, middle) if middle is not None else Decimal(0)
    if middle is None or abs(power) < APART:
        return None
    if power > 0:
        size = SLIP if UNITS.get(figure.unit, YUAN) > YUAN else LOOK
        return Outlier(size, PEERS, figure, middle, _times(figure, middle))
    doubtful = UNITS.get(figure.unit) == YUAN or (figure.value or 0) < TINY
    return Outlier(SLIP, PEERS, figure, middle, _times(figure, middle)) if doubtful else None


def _fits(head: str, own: Heads) -> bool:
    """Whether a head is part of a sum that holds, so that its unit is as right as that of the whole."""
    whole, parts = WHOLES[head]
    stated, addends = own.get(whole), [own.get(part) for part in parts]
    if stated is None or stated.value is None or any(each is None or each.value is None for each in addends):
        return False
    gap = stated.value - sum((each.value or Decimal(0) for each in addends if each), Decimal(0))
    return abs(gap) <= max(stated.value / 100, Decimal("0.02"))


def _power(figure: Collected, other: Collected) -> Decimal:
    return ((figure.value or Decimal(1)) / (other.value or Decimal(1))).log10()


def _times(figure: Collected, other: Collected) -> Decimal:
    small, large = sorted((figure.value or Decimal(1), other.value or Decimal(1)))
    return large / small
