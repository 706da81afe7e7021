"""Schedules with income on one side and expenditure on the other (收支总表, 财政拨款收支总表), and their sums."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from rules.accounts.schedules import schedule as named
from rules.accounts.schedules.sheet import Segment, Sheet
from rules.accounts.schedules.sums import GENERAL, TOTAL, Figures, Reader, Sums, splits
from rules.accounts.value import Figure
from rules.phrases import unnumbered

_TOTALS = (named.INCOME_TOTAL, named.EXPENDITURE_TOTAL)
_DIVIDING = frozenset(
    (
        named.BASIC,
        named.PROJECT,
        named.UPWARD,
        named.BUSINESS,
        named.SUBSIDY,
        named.PERSONNEL,
        named.RUNNING,
        named.SUPPORT,
    )
)
_CARRIED_OVER = ((named.OPENING, named.USED), (named.CLOSING, named.SHARED_OUT))


@dataclass(frozen=True)
class _Row:
    """A row of a two-sided table: its place, the half that it belongs to, the sum that it names ("" for none)."""

    place: int
    side: int
    key: str
    segment: Segment
    figure: Figure

    @property
    def is_unclear(self) -> bool:
        """Whether it has numbers and none of them could be chosen."""
        return self.figure.amount is None and any(value is not None for _, value in self.segment.values)


def two_sided(reader: Reader) -> Sums:
    """The sums of a table with income on one side and expenditure on the other (收支总表, 财政拨款收支总表)."""
    rows = list(_rows(reader))
    named_rows = {row.key: row for row in reversed(rows) if (row.key and row.key not in _TOTALS) or _is_spelt(row)}
    named_rows |= {row.key: row for row in rows if row.key in _TOTALS and row.key not in named_rows}
    found = Sums({key: row.figure for key, row in named_rows.items()})
    for row in named_rows.values():
        found.figures.update(_by_fund(reader, row.segment, row.key))
    found.unclear |= {key for key, row in named_rows.items() if row.is_unclear}
    found.unclear |= {row.key for row in rows if row.key in _DIVIDING and _differs(row, named_rows[row.key])}
    found.figures.update(_general_income(reader, {key: row.place for key, row in named_rows.items()}))
    given = found.figures.get(named.GENERAL_INCOME)
    if reader.sheet.is_stream and (given is None or given.amount is None or not given.amount.value):
        for key in (named.GENERAL, named.GENERAL_TOTAL):  # the one fund that a row shows may be another
            found.figures.pop(key, None)
    for side, total in enumerate(_TOTALS):
        _beside(found, rows, named_rows, side, total)
    return found


def _differs(row: _Row, other: _Row) -> bool:
    return row.figure.amount is not None and row.figure.amount != other.figure.amount


def _is_spelt(row: _Row) -> bool:
    """Whether a total says of what it is the total."""
    return row.key in _TOTALS and ("收入" in row.segment.label or "支出" in row.segment.label)


def _rows(reader: Reader) -> Iterator[_Row]:
    totals = 0
    for place, segment in enumerate(reader.sheet.segments):
        key = reader.key(segment.label)
        plain = not key and TOTAL.fullmatch(unnumbered(segment.label)) is not None
        side = _side(reader.sheet, segment, totals if plain else -1)
        totals += plain
        yield _Row(
            place, side, _TOTALS[side] if plain else key, segment, reader.figure(segment, reader.chosen(segment))
        )


def _beside(found: Sums, rows: Iterable[_Row], named_rows: Mapping[str, _Row], side: int, total: str) -> None:
    """Note the figures between this year's sum and the total that have no name here: they may belong to the total.

    What was carried over and stands above this year's sum is part of it already.
    """
    own = (named.INCOME, named.EXPENDITURE)[side]
    if own not in named_rows or total not in named_rows:
        return
    first, last = named_rows[own].place, named_rows[total].place
    kept = {own, total, *_CARRIED_OVER[side]}
    own_rows = {id(row) for key, row in named_rows.items() if key in kept}
    between = [row for row in rows if first < row.place < last and row.side == side and id(row) not in own_rows]
    early = [key for key in _CARRIED_OVER[side] if key in named_rows and named_rows[key].place < first]
    beside = [row.figure for row in between] + [found.figures.pop(key) for key in early]
    found.others[total] = tuple(figure for figure in beside if figure.amount and figure.amount.value)
    found.unclear |= {total} if any(row.is_unclear for row in between) else set()


def _side(sheet: Sheet, segment: Segment, totals: int) -> int:
    """0 for the income half, 1 for the expenditure half; without columns, of totals the first and the second."""
    if sheet.split >= 0 and segment.column >= 0:
        return int(segment.column >= sheet.split)
    return totals % 2 if totals >= 0 else int("支出" in segment.label or "结余分配" in segment.label)


def _by_fund(reader: Reader, segment: Segment, key: str) -> Figures:
    """Beside a sum of expenditure, the part that each fund bears."""
    names = {
        named.EXPENDITURE: {
            named.GENERAL: GENERAL,
            named.FUND: re.compile("政府性?基金"),
            named.CAPITAL: re.compile("国有资本"),
        },
        named.EXPENDITURE_TOTAL: {named.GENERAL_TOTAL: GENERAL},
    }.get(key, {})
    found: Figures = {}
    for name, words in names.items():
        for x, value in segment.values:
            if x < len(reader.sheet.paths) and words.search("".join(reader.sheet.paths[x])) and name not in found:
                found[name] = reader.figure(segment, value)
    if reader.sheet.is_stream and names:
        numbers = [value for _, value in segment.values if value is not None]
        columns = [word for word in dict.fromkeys(reader.sheet.header) if _FUNDS.search(word)]
        first = bool(columns) and GENERAL.search(columns[0]) is not None
        if first and len(numbers) > 1 and splits(numbers) and (len(numbers) == len(columns) + 1 or len(numbers) == 2):
            found[next(iter(names))] = reader.figure(segment, numbers[1])
    return found


_FUNDS = re.compile("公共预算|公共财政|基金|国有资本")
_APPROPRIATED = re.compile(r"(?:\d[.、])?(?:一般公共预算|公共财政预算|公共预算)(?:财政)?(?:拨款)?(?:收入|资金)?")


def _general_income(reader: Reader, at: Mapping[str, int]) -> Figures:
    """This year's income of the general budget: its first row in the income half."""
    last = at.get(named.OPENING, at.get(named.INCOME_TOTAL, len(reader.sheet.segments)))
    for segment in reader.sheet.segments[:last]:
        if _APPROPRIATED.fullmatch(unnumbered(segment.label)) and _side(reader.sheet, segment, -1) == 0:
            return {named.GENERAL_INCOME: reader.figure(segment, reader.chosen(segment))}
    return {}
