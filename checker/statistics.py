"""The city's table of the three public expenses: a row for each body that owes them, and sums that count nothing twice.

A department's figures normally hold those of its units. The city's sum is therefore that of the departments, and of
those units whose department shows no figures or says that it leaves its units out (本级). What is probably a slip of
unit is in no sum, and what was not read is never a nil.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from checker.disclosures import Disclosure, disclosure, printed
from checker.outliers import SLIP, Outlier, Peers, outliers
from checker.scoring import Assessment
from checker.unread import status
from crawler.period import Period
from crawler.roster import Department
from rules.accounts.heads import NAMES, TOTAL
from rules.accounts.judging.collected import Collected

READ = "read"
DEPARTMENTS, UNITS, CITY, HELD = "departments", "units", "city", "held"
HUNDRED = Decimal(100)
ROUNDING = Decimal("0.005")  # 万元 for each number of a sum
Figures = Mapping[str, Sequence[Collected]]


@dataclass(frozen=True)
class Row:
    """One body. `status` is read, else why there are no figures; `depth` 1 for a unit that stands below its department.

    `counted` when it is in the city's sum; `held_by` is the department whose figures hold it. `smaller` when its total
    is less than that of its units together.
    """

    department: Department
    status: str
    shown: Disclosure
    depth: int = 0
    outliers: tuple[Outlier, ...] = ()
    counted: bool = False
    held_by: str = ""
    smaller: Decimal | None = None

    @property
    def is_slip(self) -> bool:
        """Whether a figure of it is probably printed in the wrong unit."""
        return any(each.size == SLIP for each in self.outliers)

    @property
    def is_used(self) -> bool:
        """Whether its figures can enter a sum."""
        return not self.is_slip and any(entry.value is not None for entry in self.shown.entries.values())

    @property
    def last(self) -> Decimal | None:
        """Last year's total in 万元."""
        entry = self.shown.last.get(TOTAL)
        return entry.value if entry else None

    @property
    def change(self) -> Decimal | None:
        """This year's total less last year's, in 万元."""
        total, last = self.shown.total, self.last
        return None if total is None or last is None else total - last


def percent(change: Decimal | None, last: Decimal | None) -> Decimal | None:
    """A change in percent of last year's amount; None without one, or when that was nothing."""
    return None if change is None or not last else change / last * HUNDRED


@dataclass(frozen=True)
class Sum:
    """A sum over bodies: how many there are, how many of them were read, and per head the sum in 万元 and over how many.

    The last three compare the bodies of which both years are known.
    """

    name: str
    bodies: int
    read: int
    heads: Mapping[str, tuple[Decimal, int]]
    compared: int
    this: Decimal
    last: Decimal


@dataclass(frozen=True)
class Statistics:
    """The city's table for one year."""

    kind: str
    year: int
    period: Period
    rows: tuple[Row, ...]
    sums: tuple[Sum, ...]


def tabulate(
    assessments: Sequence[Assessment],
    figures: Figures,
    before: Figures,
    kind: str,
    year: int,
    *,
    by_total: bool = False,
) -> Statistics:
    """The table of a checked month: a row for each budget unit, in the order of the roster, units below their departments.

    `figures` are those of the month, `before` those that were stored of last year's disclosure, both by body.
    """
    owing = [each for each in assessments if "budget-unit" in each.department.kinds]
    rows = [_row(each, figures, before, kind, year) for each in owing]
    rows = _marked(rows)
    above = _above(
        {each.department.id: each.department for each in assessments}, {each.department.id for each in owing}
    )
    rows = _counted(rows, above)
    ordered = tuple(_ordered(rows, above, by_total=by_total))
    period = assessments[0].period
    return Statistics(kind, year, period, ordered, tuple(_sums(ordered)))


def _row(assessment: Assessment, figures: Figures, before: Figures, kind: str, year: int) -> Row:
    id = assessment.department.id
    shown = disclosure(figures.get(id, ()), before.get(id, ()), kind, year)
    return Row(assessment.department, READ if shown.entries else status(assessment, kind, year), shown)


def _marked(rows: Sequence[Row]) -> list[Row]:
    """The rows with what is out of proportion in them."""
    peers = Peers((row.department, row.shown.heads) for row in rows)
    return [replace(row, outliers=_outliers(row, peers)) for row in rows]


def _outliers(row: Row, peers: Peers) -> tuple[Outlier, ...]:
    return outliers(row.shown.heads, printed(row.shown.last), peers.middles(row.department))


def _above(known: Mapping[str, Department], owing: set[str]) -> dict[str, str]:
    """The nearest body above each one that is in the table itself; "" for those that stand by themselves."""
    found: dict[str, str] = {}
    for id in owing:
        seen, above = {id}, known[id].parent
        while above in known and above not in seen and above not in owing:
            seen.add(above)
            above = known[above].parent
        found[id] = above if above in owing and above not in seen else ""
    circles = {id for id, above in found.items() if above and id in (above, *_chain(above, found))}
    return {id: "" if id in circles else above for id, above in found.items()}


def _counted(rows: Sequence[Row], above: Mapping[str, str]) -> list[Row]:
    """The rows with what counts in the city's sum: nothing that a department's figures already hold."""
    usable = {row.department.id: row for row in rows if row.shown.total is not None and row.is_used}
    below: dict[str, list[Decimal]] = {}
    for id, row in usable.items():
        below.setdefault(above[id], []).append(row.shown.total or Decimal(0))
    return [_weighed(row, usable, above, below.get(row.department.id, [])) for row in rows]


def _weighed(row: Row, usable: Mapping[str, Row], above: Mapping[str, str], below: Sequence[Decimal]) -> Row:
    id, total, parts = row.department.id, row.shown.total, sum(below, Decimal(0))
    held_by = next((each for each in _chain(id, above) if each in usable and not usable[each].shown.alone), "")
    is_less = total is not None and not row.shown.alone and parts - total > ROUNDING * (len(below) + 1)
    return replace(
        row,
        counted=row.is_used and not held_by,
        held_by=held_by,
        depth=int(bool(above[id])),
        smaller=parts if is_less else None,
    )


def _chain(id: str, above: Mapping[str, str]) -> Iterator[str]:
    """The bodies above one, from the nearest up."""
    seen = {id}
    while (id := above.get(id, "")) and id not in seen:
        seen.add(id)
        yield id


def _ordered(rows: Sequence[Row], above: Mapping[str, str], *, by_total: bool) -> Iterator[Row]:
    """Each department with its units after it, in the order of the roster or the largest total first."""
    known = sorted(rows, key=_by_total) if by_total else rows
    below: dict[str, list[Row]] = {}
    for row in known:
        below.setdefault(next(iter(list(_chain(row.department.id, above))[-1:]), ""), []).append(row)
    for row in below.get("", ()):
        yield row
        yield from below.get(row.department.id, ())


def _by_total(row: Row) -> tuple[bool, Decimal]:
    total = row.shown.total
    return total is None, -(total or Decimal(0))


def _sums(rows: Sequence[Row]) -> Iterator[Sum]:
    """The departments, the units that count by themselves, both together, and the units that departments hold."""
    top = [row for row in rows if not row.depth]
    units = [row for row in rows if row.depth and not row.held_by]
    yield _sum(DEPARTMENTS, top)
    yield _sum(UNITS, units)
    yield _sum(CITY, [*top, *units])
    yield _sum(HELD, [row for row in rows if row.held_by])


def _sum(name: str, rows: Sequence[Row]) -> Sum:
    read = [row for row in rows if row.is_used]
    heads: dict[str, tuple[Decimal, int]] = {}
    for head in NAMES:
        values = [entry.value for row in read if (entry := row.shown.entries.get(head)) and entry.value is not None]
        heads[head] = sum(values, Decimal(0)), len(values)
    both = [(total, row.last) for row in read if (total := row.shown.total) is not None and row.last is not None]
    this, last = (sum((pair[n] for pair in both), Decimal(0)) for n in (0, 1))
    return Sum(name, len(rows), len(read), heads, len(both), this, last)
