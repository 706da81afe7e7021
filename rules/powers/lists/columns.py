"""Which column of a list of powers holds what: from its heads, of one row or of several, and from what stands in it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from rules.phrases import squeeze
from rules.powers.classes import class_of
from rules.powers.lists.headers import is_doubtful_head, is_other_head, plain_head, role_of, role_under

Row = tuple[str, ...]
NAMING = ("main", "name", "generic", "sub")
FIELDS = (
    "basis clause office level chart supervision legal promised limit duty accountability object fee conditions "
    "materials phone note change"
).split()
OTHER = "other"  # what stands in columns that ask for nothing known
TELLING = frozenset(
    ("kind", "basis", "office", "code", "number", "legal", "promised", "object", "duty", "chart", "supervision")
)
MOST_HEADS = 3  # rows
SAMPLE = 200  # rows in which the contents of a column are looked at
_NUMBER = re.compile(r"[(]?\d{1,4}(?:[.-]\d{1,3})*[)]?[.、]?|[一二三四五六七八九十百]{1,4}")


@dataclass(frozen=True)
class Columns:
    """The columns of a list by role; `rows` counts those of its head, `strict` says that a head names powers as such.

    `main` holds the name of the item, `sub` that of its part. `width` is that of one of several lists set side by side.
    `is_plain` says that what is headed 编号 may be a code or only a count, `is_doubtful` that
    heads stand beside that are commoner in tables of something else.
    """

    main: int
    sub: int | None
    kind: int | None
    code: int | None
    serial: int | None
    fields: tuple[tuple[str, int], ...]
    rows: int
    strict: bool
    telling: int
    width: int
    is_plain: bool = False
    is_doubtful: bool = False


def columns_at(rows: Sequence[Row], at: int) -> Columns | None:
    """The columns below the head that begins at a row, or None when no head of a list of anything begins there."""
    if not is_head(rows[at]):
        return None
    count = _head_rows(rows, at)
    heads = [_heads(rows, at, count, column) for column in range(len(rows[at]))]
    if any(is_other_head(head) for column in heads for head in column):
        return None
    width = _period(heads)
    roles = [role_under(column) if column else "" for column in heads[:width]]
    return _columns(roles, heads[:width], count)


def is_head(row: Row) -> bool:
    """Whether a row is the head of a list: most of its cells ask for something, one of them for a name."""
    cells = [cell for cell in dict.fromkeys(row) if cell.strip()]
    roles = [role for role in map(role_of, cells) if role]
    return (
        len(cells) > 1
        and len(set(roles)) > 1
        and not set(NAMING).isdisjoint(roles)
        and len(roles) * 10 >= len(cells) * 6
        and not any(_NUMBER.fullmatch(squeeze(cell)) for cell in cells)
    )


def _head_rows(rows: Sequence[Row], at: int) -> int:
    count = 1
    while count < MOST_HEADS and at + count < len(rows) and _goes_on(rows[at + count - 1], rows[at + count]):
        count += 1
    return count


def _goes_on(above: Row, below: Row) -> bool:
    """Whether a row belongs to the head above it: it repeats what reaches down, and divides only what reaches across."""
    if len(above) != len(below) or not any(below):
        return False
    differing = [n for n, cell in enumerate(below) if cell.strip() and cell != above[n]]
    if not differing:
        return any(below) and below == above
    if any(_NUMBER.fullmatch(squeeze(below[n])) or len(squeeze(below[n])) > 16 for n in differing):
        return False
    known = any(role_of(below[n]) or plain_head(below[n]) in ("法定", "承诺") for n in differing)
    return known and all(_spans(above, n) or role_of(below[n]) for n in differing) and len(differing) < len(below)


def _spans(row: Row, n: int) -> bool:
    beside = [row[other] for other in (n - 1, n + 1) if 0 <= other < len(row)]
    return not row[n].strip() or row[n] in beside or "" in beside


def _heads(rows: Sequence[Row], at: int, count: int, column: int) -> tuple[str, ...]:
    """The heads over a column; one that reaches across without being repeated counts for the columns that it covers."""
    found = []
    for number in range(at, at + count):
        cell = rows[number][column] if column < len(rows[number]) else ""
        below = number + 1 < at + count and rows[number + 1][column].strip()
        if not cell.strip() and below and column:
            cell = next((each for each in reversed(rows[number][:column]) if each.strip()), "")
        if cell.strip():
            found.append(cell)
    return tuple(found)


def _period(heads: Sequence[tuple[str, ...]]) -> int:
    """The width of one list where the same list stands several times side by side, else of all."""
    for width in range(2, len(heads) // 2 + 1):
        several = len(heads) % width == 0 and len(set(heads[:width])) == width and all(heads[:width])
        if several and all(heads[n] == heads[n % width] for n in range(len(heads))):
            return width
    return len(heads)


def _columns(roles: Sequence[str], heads: Sequence[tuple[str, ...]], count: int) -> Columns | None:
    naming = _naming(roles, heads)
    if naming is None:
        return None
    main, sub = naming
    first = {role: n for n, role in reversed(list(enumerate(roles))) if n not in (main, sub)}
    taken = (main, sub, *(first.get(role) for role in ("kind", "code", "number", "serial")))
    fields = tuple((role if role in FIELDS else OTHER, n) for n, role in enumerate(roles) if n not in taken)
    return Columns(
        main,
        sub,
        first.get("kind"),
        first.get("code", first.get("number")),
        first.get("serial"),
        fields,
        count,
        roles[main] in ("name", "main"),
        len(TELLING.intersection(roles)),
        len(heads),
        "code" not in first,
        any(is_doubtful_head(head) for column in heads for head in column),
    )


def _naming(roles: Sequence[str], heads: Sequence[tuple[str, ...]]) -> tuple[int, int | None] | None:
    """The columns of the names of items and of their parts."""
    by_role = {role: [n for n, each in enumerate(roles) if each == role] for role in NAMING}
    named = sorted(by_role["name"], key=lambda n: ("名称" not in heads[n][-1], n)) or by_role["generic"]
    mains = by_role["main"] or named
    parts = by_role["sub"] or (named if by_role["main"] else [])
    if not mains:
        return (parts[0], None) if parts else None
    main = mains[0]
    twin = next((n for n in mains[1:] if n == main + 1 and heads[n] == heads[main]), None)
    part = next((n for n in parts if n != main), twin)
    return main, part


def settled(columns: Columns, rows: Sequence[Row]) -> Columns:
    """The columns, with a class that no head names but that stands in one, and numbers that are no codes but only count."""
    below = rows[:SAMPLE]
    taken = {
        columns.main,
        columns.sub,
        columns.kind,
        columns.serial,
        *(n for role, n in columns.fields if role != OTHER),
    }
    kind = columns.kind
    if kind is None or not _holds_classes(below, kind, 1):
        free = (n for n in range(columns.width) if n not in taken)
        kind = next((n for n in free if _holds_classes(below, n, 8)), None)
    code, serial = columns.code, columns.serial
    if code is not None and serial is None and columns.is_plain and _counts(below, code):
        code, serial = None, code
    fields = tuple((role, n) for role, n in columns.fields if n != kind)
    return replace(columns, kind=kind, code=code, serial=serial, fields=fields)


def _column(rows: Sequence[Row], n: int) -> list[str]:
    return [text for row in rows if n < len(row) and (text := squeeze(row[n]))]


def _holds_classes(rows: Sequence[Row], n: int, tenths: int) -> bool:
    """Whether so many tenths of what stands in a column are classes of power."""
    cells = _column(rows, n)
    return bool(cells) and sum(class_of(cell) != "" for cell in cells) * 10 >= len(cells) * tenths


def _counts(rows: Sequence[Row], n: int) -> bool:
    cells = Counter(_column(rows, n))
    return bool(cells) and all(re.fullmatch(r"\d{1,4}", cell) for cell in cells)
