"""The form of what only people know for the annual report: its blocks, rows and columns, and what must add up.

The form of a year is made of the blocks in annual_forms/*.toml that hold in that year. A block is a table: its rows and
columns, which cells there are, and identities between rows or columns. A term of an identity is a row (or a column) of the
same block; `block.row` is one of another block, `last:` means the year before, and a minus sign takes away.
"""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from importlib import resources
from typing import Any, NamedTuple

FIRST_YEAR = 2008  # the first for which a report was owed
LAST, MINUS = "last:", "-"


class Kind(StrEnum):
    """What a cell takes: a count, an amount of money, a rate in percent, or a change that may be negative."""

    WHOLE = "whole"
    AMOUNT = "amount"
    RATE = "rate"
    CHANGE = "change"


class Relation(StrEnum):
    """How the sums of both sides of an identity compare; BOTH: one is 0 where the other is; NEEDS: left is not 0 where right is not."""

    EQUAL = "="
    AT_LEAST = ">="
    BOTH = "both"
    NEEDS = "needs"


class Spot(NamedTuple):
    """A cell of the form, wherever it stands on a sheet."""

    block: str
    row: str
    column: str

    def __str__(self) -> str:
        return ".".join(self)


class Term(NamedTuple):
    """A cell in a sum: added or taken away (1, -1), of this year or of the year before."""

    spot: Spot
    sign: int = 1
    last: bool = False


@dataclass(frozen=True)
class Check:
    """One identity between cells. `rate` is the cell whose percentage left must have of right; `sum_of` names a long right side."""

    left: tuple[Term, ...]
    right: tuple[Term, ...]
    relation: Relation = Relation.EQUAL
    rate: Spot | None = None
    warns: bool = False
    sum_of: str = ""

    @property
    def at(self) -> Spot:
        """The cell by which a fault is told."""
        return self.left[0].spot


@dataclass(frozen=True)
class Column:
    """A column of numbers."""

    id: str
    title: str
    kind: Kind | None = None


@dataclass(frozen=True)
class Row:
    """A row: its title as printed, a short one for sentences, its unit, how far it is indented; a heading holds no numbers."""

    id: str
    title: str
    short: str = ""
    unit: str = ""
    level: int = 0
    kind: Kind = Kind.WHOLE
    head: bool = False
    only: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Block:
    """A table of the form, on a sheet of its own. `sure` tells how well its words are known: stated, read or unverified."""

    id: str
    title: str
    about: str
    source: str
    sure: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]

    def spots(self) -> Iterator[tuple[Spot, Row, Column]]:
        """The cells that take numbers, row by row."""
        for row in self.rows:
            for column in self.columns:
                if not row.head and (not row.only or column.id in row.only):
                    yield Spot(self.id, row.id, column.id), row, column


@dataclass(frozen=True)
class Form:
    """All that people fill in for the report of a year, and what must add up there."""

    year: int
    blocks: tuple[Block, ...]
    checks: tuple[Check, ...]
    rows: Mapping[Spot, Row] = field(repr=False)
    columns: Mapping[Spot, Column] = field(repr=False)

    @property
    def digest(self) -> str:
        """What tells one form from another."""
        return hashlib.sha256(repr((self.blocks, self.checks)).encode()).hexdigest()[:12]

    def kind(self, spot: Spot) -> Kind:
        """What a cell takes."""
        return self.columns[spot].kind or self.rows[spot].kind

    def name(self, spot: Spot) -> str:
        """A cell in words, for sentences."""
        row, column = self.rows[spot], self.columns[spot]
        block = next(each for each in self.blocks if each.id == spot.block)
        named = row.short or row.title
        return named if len(block.columns) == 1 else f"{named}（{column.title}）"


@cache
def form_for(year: int) -> Form:
    """The form of a year. Raises ValueError for a year for which no report was owed."""
    if year < FIRST_YEAR:
        raise ValueError(year)
    told = [each for each in _files() if _holds(each, year)]
    blocks = tuple(_block(each, year) for each in told)
    rows = {spot: row for block in blocks for spot, row, _ in block.spots()}
    columns = {spot: column for block in blocks for spot, _, column in block.spots()}
    checks = [
        check
        for block, data in zip(blocks, told, strict=True)
        for identity in data.get("identities", ())
        if _holds(identity, year)
        for check in _checks(block, identity, rows)
    ]
    return Form(year, blocks, tuple(checks), rows, columns)


@cache
def _files() -> tuple[dict[str, Any], ...]:
    folder = resources.files("checker") / "annual_forms"
    found = sorted((each for each in folder.iterdir() if each.name.endswith(".toml")), key=lambda each: each.name)
    return tuple(
        sorted((tomllib.loads(each.read_text("utf-8")) for each in found), key=lambda data: int(data.get("order", 0)))
    )


def _holds(data: Mapping[str, Any], year: int) -> bool:
    return bool(data.get("from", FIRST_YEAR) <= year <= data.get("until", year))


def _block(data: Mapping[str, Any], year: int) -> Block:
    columns = [Column(each["id"], each["title"], _kind(each)) for each in data["columns"]]
    rows = [_row(each) for each in data["rows"] if _holds(each, year)]
    told = {name: data[name] for name in ("id", "title", "about", "source", "sure")}
    return Block(**told, columns=tuple(columns), rows=tuple(rows))


def _kind(data: Mapping[str, Any]) -> Kind | None:
    return Kind(data["kind"]) if "kind" in data else None


def _row(data: Mapping[str, Any]) -> Row:
    told = {name: data[name] for name in ("id", "title", "short", "unit", "level", "head") if name in data}
    return Row(**told, kind=_kind(data) or Kind.WHOLE, only=frozenset(data.get("only", ())))


def _checks(block: Block, identity: Mapping[str, Any], known: Mapping[Spot, Row]) -> Iterator[Check]:
    """An identity for every column, or for every row, that has all its cells."""
    across = identity.get("over") == "columns"
    lines: Sequence[Row | Column] = block.rows if across else block.columns
    among = identity.get("rows") or [each.id for each in lines]
    for line in lines:
        left, right = (
            tuple(_term(block, each, line.id, across=across) for each in identity[side]) for side in ("left", "right")
        )
        if line.id in among and all(term.spot in known for term in (*left, *right)):
            rate = Spot(block.id, identity["rate"], line.id) if "rate" in identity else None
            relation = Relation(identity.get("relation", "="))
            yield Check(left, right, relation, rate, bool(identity.get("warns")), identity.get("sum", ""))


def _term(block: Block, text: str, line: str, *, across: bool) -> Term:
    sign = -1 if text.startswith(MINUS) else 1
    plain = text.removeprefix(MINUS)
    last = plain.startswith(LAST)
    other, _, id = plain.removeprefix(LAST).rpartition(".")
    spot = Spot(other or block.id, line, id) if across else Spot(other or block.id, id, line)
    return Term(spot, sign, last)
