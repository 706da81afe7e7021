"""Lists of powers whose rows are lines of text: cells between tabs, pipes, wide gaps or single spaces below a line of heads."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from crawler.reading.value import Table
from rules.phrases import squeeze
from rules.powers.classes import class_of
from rules.powers.lists.columns import Row, is_head
from rules.powers.lists.headers import role_of

LONGEST_HEAD = 200  # characters of a line of heads
_ENDS = (re.compile(r"\t"), re.compile(r"[|｜│┃]"), re.compile(r" {2,}|\u3000{2,}|\xa0{2,}"))
_SPACE = re.compile(r"[ \u3000\xa0]+")
_NUMBER = re.compile(r"\d{1,4}[.、]?")


def lined_tables(text: str) -> Iterator[Table]:
    """The tables that begin at a line of heads and go on as long as lines divide as it does, or are headings of a class."""
    lines = text.splitlines()
    at = 0
    while at < len(lines):
        end = _head_end(lines[at])
        if end is None:
            at += 1
            continue
        begun = at
        head = _split(lines[at], end)
        rows = [head]
        at += 1
        while at < len(lines) and (row := _row(lines[at], end, head)) is not None:
            rows.append(row)
            at += 1
        if len(rows) > 1:
            yield Table(tuple(row for row in rows if any(row)), where=f"文中第{begun + 1}行起")


def _head_end(line: str) -> re.Pattern[str] | None:
    """What divides the cells of a line of heads, or None for any other line."""
    if len(line) > LONGEST_HEAD:
        return None
    return next((end for end in (*_ENDS, _SPACE) if is_head(_split(line, end))), None)


def _split(line: str, end: re.Pattern[str]) -> Row:
    text = line.strip(" \r\n|｜│┃") if end is not _ENDS[0] else line.strip(" \r\n")
    return tuple(cell.strip() for cell in end.split(text))


def _row(line: str, end: re.Pattern[str], head: Row) -> Row | None:
    """A line as a row as wide as the head; a line of one text reaches over all columns; None where the table ends."""
    width = len(head)
    if not line.strip():
        return ("",) * width
    cells = _split(line, end)
    if len(cells) == 1:
        return cells * width if len(squeeze(cells[0])) < 40 and not re.search("[。:]", squeeze(cells[0])) else None
    if end is _SPACE:
        return _fitted(cells, head)
    return (*cells[: width - 1], " ".join(cells[width - 1 :])) if len(cells) > width else _filled(cells, width)


def _filled(cells: Sequence[str], width: int) -> Row:
    return (*cells, *[""] * (width - len(cells)))


def _fitted(cells: Sequence[str], head: Row) -> Row:
    """Words that single spaces divide, each in the first column that it can stand in; the rest goes into the last."""
    left, row = list(cells), list[str]()
    for name in head:
        role = role_of(name)
        fits = bool(left)
        if left and role == "serial":
            fits = _NUMBER.fullmatch(left[0]) is not None
        elif left and role == "kind":
            fits = class_of(left[0]) != ""
        row.append(left.pop(0) if fits else "")
    row[-1] = " ".join([row[-1], *left]).strip()
    return tuple(row)
