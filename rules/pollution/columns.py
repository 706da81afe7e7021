"""Which column of a table about polluters holds what, from its heads of one or more rows and from what stands below."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rules.phrases import squeeze
from rules.pollution.heads import one_form, plain, pollutant_in, role_of, unit_in

Row = tuple[str, ...]
MOST_HEADS = 4  # rows
MEASURES = ("value", "converted", "raw", "limit", "verdict", "multiple")
COUNTS = ("measured_count", "met_count", "over_count", "rate")
_NUMBER = re.compile(r"[<>≤≥]?-?\d[\d,.]*(?:[a-z%]{0,4})?", re.IGNORECASE)
_SAMPLE = 60  # rows


@dataclass(frozen=True)
class Column:
    """One column: its role, the pollutant that its heads name, the unit that they state, and all their words."""

    role: str
    pollutant: str
    unit: str
    heads: tuple[str, ...]

    @property
    def group(self) -> str:
        """The words over a column of counts or rates: 废水 over 监测家数."""
        return "".join(self.heads[:-1]) if self.role in COUNTS else ""


@dataclass(frozen=True)
class Columns:
    """The columns of a table and the number of rows that their heads take."""

    columns: tuple[Column, ...]
    rows: int

    def at(self, role: str) -> int | None:
        """The first column with a role that is not about one pollutant alone."""
        return next((n for n, each in enumerate(self.columns) if each.role == role and not each.pollutant), None)

    @property
    def pollutants(self) -> tuple[str, ...]:
        """The pollutants that have columns of their own."""
        return tuple(dict.fromkeys(each.pollutant for each in self.columns if each.pollutant))

    @property
    def groups(self) -> tuple[str, ...]:
        """The words over columns of counts and rates, where the same stand several times side by side."""
        groups = tuple(dict.fromkeys(each.group for each in self.columns if each.group))
        return groups if len(groups) > 1 else ()

    @property
    def roles(self) -> frozenset[str]:
        """What the table gives: roles of columns, and what columns of pollutants give together."""
        told = {each.role for each in self.columns if each.role}
        return frozenset(told | ({"pollutant"} if self.pollutants else set()))


def columns_at(rows: Sequence[Row], at: int) -> Columns | None:
    """The columns below the heads that begin at a row; None where no table about polluters begins."""
    if not is_head(rows[at]):
        return None
    count = 1
    while count < MOST_HEADS and at + count < len(rows) and _goes_on(rows[at], rows[at + count]):
        count += 1
    heads = [_heads(rows[at : at + count], n) for n in range(len(rows[at]))]
    found = Columns(tuple(_column(each) for each in heads), count)
    found = _settled(found, rows[at + count : at + count + _SAMPLE])
    about = found.roles
    is_about = "enterprise" in about or {"pollutant", "value"} <= about or about.intersection(COUNTS)
    return found if is_about and len(about) > 1 else None


def is_head(row: Row) -> bool:
    """Whether a row is one of heads: more than half of what it holds asks for something, and nothing in it is a number."""
    cells = list(dict.fromkeys(cell for cell in row if cell.strip()))
    if len(cells) < 2 or any(_NUMBER.fullmatch(squeeze(cell)) for cell in cells):
        return False
    known = [cell for cell in cells if role_of(cell) or pollutant_in(cell)]
    return len(known) > 1 and len(known) * 2 > len(cells)


def _goes_on(above: Row, below: Row) -> bool:
    """Whether a row belongs to the heads above it: what differs in it asks for something or names a unit."""
    if len(above) != len(below) or not any(cell.strip() for cell in below):
        return False
    own = [cell for n, cell in enumerate(below) if cell.strip() and cell != above[n]]
    if len(own) == 0:
        return below == above
    return all(role_of(cell) or pollutant_in(cell) or unit_in(cell) for cell in own) and not any(
        role_of(above[n]) == "enterprise" and cell.strip() and cell != above[n] for n, cell in enumerate(below)
    )


def _heads(rows: Sequence[Row], n: int) -> tuple[str, ...]:
    told = (row[n].strip() for row in rows if n < len(row))
    return tuple(dict.fromkeys(cell for cell in told if cell))


def _column(heads: tuple[str, ...]) -> Column:
    pollutant = next((found for head in reversed(heads) if (found := pollutant_in(head))), "")
    roles = [found for head in reversed(heads) if not pollutant_in(head) and (found := role_of(head))]
    role = roles[0] if roles else ""
    if pollutant and role not in (*MEASURES, *COUNTS):
        role = "value"
    elif not role and heads:
        role = role_of("".join(plain(head) for head in heads))
    unit = next((found for head in reversed(heads) if (found := unit_in(head))), "")
    return Column(role, pollutant, unit, heads)


def _settled(found: Columns, below: Sequence[Row]) -> Columns:
    """The columns, with 单位 told apart as a unit or a name, and 标准 as a limit or the name of one."""
    columns = list(found.columns)
    named = [n for n, each in enumerate(columns) if each.role == "enterprise"]
    for n, each in enumerate(columns):
        cells = [text for row in below if n < len(row) and (text := squeeze(row[n]))]
        if (
            plain(each.heads[-1] if each.heads else "") == "单位"
            and each.role == "enterprise"
            and (len(named) > 1 or any(unit_in(cell) for cell in cells))
        ):
            columns[n] = Column("unit", "", each.unit, each.heads)
        if each.role == "limit" and cells and not any(re.search(r"\d", _bare(cell)) for cell in cells):
            columns[n] = Column("standard", "", "", each.heads)
    return Columns(tuple(columns), found.rows)


def _bare(cell: str) -> str:
    """A cell without the numbers of standards that it names."""
    return re.sub(r"(?:GB|DB|HJ|CJ|WS|YC|NY)[/TZ]*\d*[/T]*[\d.\s—–-]*|表\d+|\d+级|第?[一二三]级[ABab]?", "", cell)


def unit_of(cell: str) -> str:
    """The unit that a cell of a column of units states, in one form."""
    return unit_in(cell) or one_form(squeeze(cell).lower())
