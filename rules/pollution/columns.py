"""Which column of a table about polluters holds what, from its heads of one or more rows and from what stands below."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from rules.phrases import squeeze
from rules.pollution.conclusions import is_kept
from rules.pollution.heads import ROLES, measured_in, one_form, plain, pollutant_in, role_of, unit_in

Row = tuple[str, ...]
MOST_HEADS = 4  # rows
COUNTS = ("measured_count", "met_count", "over_count", "rate")
_NUMBER = re.compile(r"[<>≤≥]?-?\d[\d,.]*(?:[a-z%]{0,4})?", re.IGNORECASE)
_SAMPLE = 60  # rows
_EMPTY = re.compile("[-—–/\\\\]+|停产|未监测|无")


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
    known = [cell for cell in cells if asks(cell)]
    return len(known) > 1 and len(known) * 2 > len(cells)


def _goes_on(above: Row, below: Row) -> bool:
    """Whether a row belongs to the heads above it: what differs in it asks for something or names a unit."""
    if len(above) != len(below) or not any(cell.strip() for cell in below):
        return False
    own = [cell for n, cell in enumerate(below) if cell.strip() and cell != above[n]]
    if len(own) == 0:
        return below == above
    return all(asks(cell) or unit_in(cell) for cell in own) and not any(
        role_of(above[n]) == "enterprise" and cell.strip() and cell != above[n] for n, cell in enumerate(below)
    )


def _heads(rows: Sequence[Row], n: int) -> tuple[str, ...]:
    told = (row[n].strip() for row in rows if n < len(row))
    return tuple(dict.fromkeys(cell for cell in told if cell))


def asks(cell: str) -> bool:
    """Whether a cell is the head of a column: it asks for something, or names what was measured."""
    return bool(role_of(cell) or pollutant_in(cell) or measured_in(cell)[0])


def _column(heads: tuple[str, ...]) -> Column:
    unit = next((found for head in reversed(heads) if (found := unit_in(head))), "")
    for head in reversed(heads):
        pollutant, role = measured_in(head)
        if pollutant and not role_of(head) and not pollutant_in(head):
            return Column(role, pollutant, unit, heads)
    pollutant = next((found for head in reversed(heads) if (found := pollutant_in(head))), "")
    roles = [found for head in reversed(heads) if not pollutant_in(head) and (found := role_of(head))]
    role = roles[0] if roles else ""
    if role == "inlet":
        return Column(role, "", unit, heads)  # what flows in has no limit
    if pollutant and role not in (*ROLES, *COUNTS):
        role = "value"
    elif not role and heads:
        role = role_of("".join(plain(head) for head in heads))
    return Column(role, pollutant, unit, heads)


def _settled(found: Columns, below: Sequence[Row]) -> Columns:
    """The columns, where what stands below tells more than the heads: 单位 a unit or a name, 标准 a limit or the name of one,
    监测结果 figures or verdicts."""
    columns = list(found.columns)
    named = [n for n, each in enumerate(columns) if each.role == "enterprise"]
    judged = any(each.role == "verdict" for each in columns)
    for n, each in enumerate(columns):
        cells = [text for row in below if n < len(row) and (text := squeeze(row[n]))]
        if _is_of_units(each, cells, is_alone=len(named) < 2):
            columns[n] = replace(each, role="unit", pollutant="")
        elif each.role == "limit" and cells and not any(re.search(r"\d", _bare(cell)) for cell in cells):
            columns[n] = replace(each, role="standard", unit="")
        elif each.role in ("", "value", "over", "note") and _are_verdicts(cells) and (each.pollutant or not judged):
            columns[n] = replace(each, role="verdict")
            judged = judged or not each.pollutant
    return Columns(tuple(columns), found.rows)


def _is_of_units(column: Column, cells: Sequence[str], *, is_alone: bool) -> bool:
    last = plain(column.heads[-1]) if column.heads else ""
    if last not in ("单位", "排放单位") or column.role not in ("enterprise", ""):
        return False
    return bool(column.unit) or any(unit_in(cell) for cell in cells) or (not is_alone and last == "单位")


def _are_verdicts(cells: Sequence[str]) -> bool:
    """Whether most of what stands in a column says that limits were kept or were not."""
    judged = [cell for cell in cells if is_kept(cell) is not None]
    return len(judged) * 10 >= len([cell for cell in cells if not _EMPTY.fullmatch(cell)]) * 7 and len(judged) > 0


def _bare(cell: str) -> str:
    """A cell without the numbers of standards that it names."""
    return re.sub(r"(?:GB|DB|HJ|CJ|WS|YC|NY)[/TZ]*\d*[/T]*[\d.\s—–-]*|表\d+|\d+级|第?[一二三]级[ABab]?", "", cell)


def unit_of(cell: str) -> str:
    """The unit that a cell of a column of units states, in one form."""
    return unit_in(cell) or one_form(squeeze(cell).lower())
