"""Which of the figures that a body shows count: its own site's before the portal's, this year's and last year's."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from crawler.snapshot import Place
from rules.accounts.heads import ABROAD, NAMES, OPERATION, PURCHASE, RECEPTION, TOTAL, VEHICLES
from rules.accounts.judging.collected import Collected

ARCHIVE, PAGE = "archive", "page"
SUMS = ((VEHICLES, (PURCHASE, OPERATION)), (TOTAL, (ABROAD, RECEPTION, VEHICLES)))


@dataclass(frozen=True)
class Entry:
    """A body's amount under a head, in 万元, None where no unit is stated; its basis are the figures that it rests on.

    There are several where the amount is printed nowhere and is the sum of its parts.
    """

    value: Decimal | None
    basis: tuple[Collected, ...]

    @property
    def is_computed(self) -> bool:
        """Whether it is printed nowhere and was added up."""
        return len(self.basis) > 1

    @property
    def is_recognised(self) -> bool:
        """Whether anything of it was recognised in a picture."""
        return any(each.cited.read_by == "ocr" for each in self.basis)


@dataclass(frozen=True)
class Disclosure:
    """What counts of a body's figures for a year, by head, and where the two places differ.

    `differing` holds the pairs of own site and portal. `last` are last year's amounts and `last_from` says where they
    come from: archive for what was read of last year's own disclosure, page for what this year's prints beside.
    """

    entries: Mapping[str, Entry]
    places: frozenset[Place]
    differing: tuple[tuple[Collected, Collected], ...] = ()
    last: Mapping[str, Entry] = field(default_factory=dict)
    last_from: str = ""
    alone: bool = False

    @property
    def total(self) -> Decimal | None:
        """The body's total in 万元."""
        entry = self.entries.get(TOTAL)
        return entry.value if entry else None

    @property
    def heads(self) -> dict[str, Collected]:
        """The figures that are printed."""
        return printed(self.entries)


def printed(entries: Mapping[str, Entry]) -> dict[str, Collected]:
    """The printed figure of each head; none for a head that was added up."""
    return {head: entry.basis[0] for head, entry in entries.items() if not entry.is_computed}


def disclosure(figures: Iterable[Collected], before: Iterable[Collected], kind: str, year: int) -> Disclosure:
    """What counts for a year, of a body's figures of this month and of those that were stored of last year's disclosure."""
    mine = [each for each in figures if each.kind == kind]
    now = by_place(each for each in mine if each.year == each.told_in == year)
    stored = by_place(each for each in (*before, *mine) if each.kind == kind and each.year == each.told_in == year - 1)
    beside = by_place(each for each in mine if each.year == year - 1 and each.told_in == year)
    last, last_from = (stored, ARCHIVE) if TOTAL in entries(stored) else (beside, PAGE)
    counted = entries(now)
    return Disclosure(
        counted,
        frozenset(place for place, shown in now.items() if shown),
        tuple(_differing(now)),
        entries(last),
        last_from if entries(last) else "",
        any(figure.alone for entry in counted.values() for figure in entry.basis),
    )


Places = Mapping[Place, Mapping[str, Collected]]


def by_place(figures: Iterable[Collected]) -> dict[Place, dict[str, Collected]]:
    """Figures by place and head; of two, the one that comes later in the order given."""
    found: dict[Place, dict[str, Collected]] = {}
    for each in figures:
        found.setdefault(each.place, {})[each.head] = each
    return found


def entries(shown: Places) -> dict[str, Entry]:
    """The amount that counts under each head: the own site's, else the portal's, else the sum of its parts.

    What was only recognised in a picture on the own site gives way to what stands in words on the portal.
    """
    order = sorted(shown, key=lambda place: (_is_recognised(shown[place].values()), place is not Place.OWN))
    found: dict[str, Entry] = {}
    for head in NAMES:
        figures = [shown[place][head] for place in order if head in shown[place]]
        known = next((each for each in figures if each.value is not None), next(iter(figures), None))
        if known is not None:
            found[head] = Entry(known.value, (known,))
    for whole, parts in SUMS:
        if whole not in found and all(part in found and found[part].value is not None for part in parts):
            basis = tuple(figure for part in parts for figure in found[part].basis)
            found[whole] = Entry(sum((found[part].value or Decimal(0) for part in parts), Decimal(0)), basis)
    return found


def _is_recognised(figures: Iterable[Collected]) -> bool:
    return any(each.cited.read_by == "ocr" for each in figures)


def _differing(shown: Places) -> Iterable[tuple[Collected, Collected]]:
    """The heads under which own site and portal show amounts that no rounding explains."""
    own, portal = shown.get(Place.OWN, {}), shown.get(Place.PORTAL, {})
    for head in NAMES:
        one, other = own.get(head), portal.get(head)
        if one is None or other is None or one.value is None or other.value is None:
            continue
        if abs(one.value - other.value) > (_step(one) + _step(other)) / 2:
            yield one, other


def _step(figure: Collected) -> Decimal:
    """One unit of a figure's last printed digit, in 万元; nothing is rounded in a nil."""
    exponent = (figure.value or Decimal(0)).as_tuple().exponent
    return Decimal(1).scaleb(min(exponent, 0)) if figure.value and isinstance(exponent, int) else Decimal(0)
