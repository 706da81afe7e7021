"""Where the header of a table ends, which of its cells are labels, and which labels each number stands under."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from crawler.reading.value import Table
from rules.accounts.heads import head_of
from rules.accounts.tables.cells import Cell, is_number, path_of, subject_of
from rules.accounts.tables.leaves import Path
from rules.accounts.tables.ordered import typed_across, typed_listed
from rules.accounts.tables.senses import sense_of
from rules.amounts import stated_unit
from rules.phrases import squeeze
from rules.typed.tables import TypedTable

Row = tuple[str, ...]
MOST_ROWS = 1000
_YEAR = re.compile(r"(?:19|20)\d\d")
_OF_YEARS = re.compile("(?:年|年度|年份|预算年度|决算年度)")
_NUMBERED = re.compile(r"栏次|行次|序号|甲|乙|丙|项目|\*{1,3}|")
_ENTITLED = re.compile(r"(?:19|20)\d\d年度?(?:财政拨款)?三公经费(?:财政拨款)?(?:支出)?(?:预算|决算)")
_ANNOUNCED = re.compile(r"三公经费.{0,20}(?:公开|公示|情况|说明)$|[预决]算公开$")
_NOTE = re.compile(r"^(?:备?注|说明|附注|填表说明|制表|审核|填报人|单位负责人)\d*[:、.]?")


@dataclass(frozen=True)
class Layout:
    """The numbers of a table in order, its titles, and its header in the order of reading."""

    cells: tuple[Cell, ...]
    titles: tuple[str, ...]
    header: Path
    across: bool


def layout_of(table: Table) -> Layout:
    """How a table is laid out; no cells when it has no numbers under or beside labels."""
    rows = [(number, row) for number, row in enumerate(_as_typed(table)) if _is_kept(row)]
    end = next((at for at, (_, row) in enumerate(rows) if _is_body(row, [each for _, each in rows[:at]])), len(rows))
    top, body = [row for _, row in rows[:end]], rows[end:]
    titles = [row for row in top if _is_title(row)]
    header = [row for row in top if not _is_title(row) and not _is_numbering(row)]
    body = [(number, row) for number, row in body if not _is_numbering(row)]
    across = _names(cell for row in header for cell in row) > max(
        1, _names(cell for _, row in body for cell in row if not is_number(cell))
    )
    lost = table.lost if isinstance(table, TypedTable) else frozenset()
    upper = _aligned(header)
    if isinstance(table, TypedTable) and upper:
        cells = [cell for cell in _ruled(upper, body) if cell.row not in lost]
    elif isinstance(table, TypedTable):
        cells = typed_across(header, body, lost) if across else typed_listed(header, body, lost)
    else:
        cells = _ruled(header, body)
    words = tuple(dict.fromkeys(squeeze(cell) for row in header for cell in row if squeeze(cell)))
    return Layout(tuple(cells), tuple(" ".join(dict.fromkeys(row)).strip() for row in titles), words, across)


def _as_typed(table: Table) -> Sequence[Row]:
    """The rows of a table, with 年 behind the years of its rows; those of a typed one without the blanks that fill them up."""
    if not isinstance(table, TypedTable):
        return _dated(table.rows[:MOST_ROWS])
    return [row[:size] for row, size in zip(table.rows[:MOST_ROWS], table.sizes, strict=False)]


def _dated(rows: Sequence[Row]) -> Sequence[Row]:
    head = next((at for at, row in enumerate(rows[:6]) if row and _OF_YEARS.fullmatch(squeeze(row[0]))), None)
    if head is None:
        return rows
    below = (
        ((f"{row[0].strip()}年", *row[1:]) if row and _YEAR.fullmatch(row[0].strip()) else row)
        for row in rows[head + 1 :]
    )
    return (*rows[: head + 1], *below)


def _names(cells: Iterable[str]) -> int:
    """How many different heads and counts cells name."""
    found = {head_of(cell) or subject_of((cell,)) for cell in dict.fromkeys(cells)}
    return len(found - {"", "total"})


def _is_kept(row: Row) -> bool:
    texts = dict.fromkeys(text for cell in row if (text := squeeze(cell)))
    return bool(texts) and not (len(texts) == 1 and (_NOTE.match(next(iter(texts))) or len(next(iter(texts))) > 80))


def _is_title(row: Row) -> bool:
    """Whether one text fills a row, or only a unit or the name of who filled the table in stands in it."""
    texts = list(dict.fromkeys(text for cell in row if (text := squeeze(cell))))
    if len(texts) == 1 and len(row) > 1 and _ENTITLED.fullmatch(texts[0]):
        return True
    is_named = bool(texts) and ("表" in texts[0] or _ANNOUNCED.search(texts[0]) is not None)
    alone = len(texts) == 1 and (len(row) > 1 or is_named) and not head_of(texts[0])
    framed = len(texts) <= 3 and all(
        re.search(r"(?:单位|部门)[:名]|元[)]?$|表\d*$|[?？]$|日期|^\d{4}年\d+月", text) for text in texts
    )
    return (alone and (_fills(row) or not sense_of(texts).kind or is_named or len(texts[0]) > 14)) or framed


def _fills(row: Row) -> bool:
    return len({squeeze(cell) for cell in row}) == 1 and len(row) > 1


def _is_numbering(row: Row) -> bool:
    """Whether a row only numbers the columns: 1 2 3 …, behind 栏次 or the like or nothing."""
    texts = [squeeze(cell) for cell in row if squeeze(cell)]
    numbers = [text for text in texts if text.isdecimal()]
    labels = [text for text in texts if not text.isdecimal() and not re.fullmatch(r"\d+=[\d+\-=()]+", text)]
    ordered = numbers == [str(at) for at in range(1, len(numbers) + 1)]
    named = bool(labels) and all(_NUMBERED.fullmatch(label) for label in labels)
    return ordered and bool(numbers) and (named or (not labels and len(numbers) > 2)) and len(texts) > 1


def _is_years(row: Row) -> bool:
    numbers = [squeeze(cell) for cell in row if is_number(cell)]
    return bool(numbers) and all(_YEAR.fullmatch(text) for text in numbers) and not any(head_of(cell) for cell in row)


def _is_body(row: Row, above: Sequence[Row]) -> bool:
    """Whether a row holds numbers, or a single head whose numbers are blank."""
    if _is_numbering(row) or _is_years(row) or (not above and _is_title(row)):
        return False
    if any(is_number(cell) for cell in row):
        return True
    texts = list(dict.fromkeys(text for cell in row if (text := squeeze(cell))))
    heads = [text for text in texts if head_of(text) or subject_of((text,))]
    has_header = any(len(dict.fromkeys(filter(None, map(squeeze, each)))) > 1 for each in above)
    return len(texts) == 1 and len(heads) == 1 and (has_header or (len(row) > 1 and not _fills(row)))


def _ruled(header: list[Row], body: list[tuple[int, Row]]) -> list[Cell]:
    """The cells of a table whose every cell stands in its column."""
    width = max((len(row) for row in [*header, *[row for _, row in body]]), default=0)
    paths = [path_of(row[column] for row in header if column < len(row)) for column in range(width)]
    labels = [_is_label_column(column, paths[column], body) for column in range(width)]
    cells: list[Cell] = []
    section: Path = ()
    for number, row in body:
        texts = path_of(row)
        if len(texts) == 1 and _fills(row) and not head_of(texts[0]) and not is_number(texts[0]):
            section = texts
            continue
        beside: list[str] = []
        for column, cell in enumerate(row):
            if labels[column]:
                beside = beside if column and labels[column - 1] else []
                beside.append(cell)
            elif not sense_of(paths[column]).skipped:
                cells.append(Cell(cell, (*section, *path_of(beside)), paths[column], number, column))
    return cells


def _aligned(header: list[Row]) -> list[Row]:
    """A typed header whose blanks stand where cells above or to the left span them, filled; empty for any other."""
    if len(header) < 2 or not all(not row[0].strip() and any(row) for row in header[1:]) or not header[0][0].strip():
        return []
    width = max(map(len, header))
    filled: list[Row] = []
    for row in ((*row, *[""] * (width - len(row))) for row in header):
        cells: list[str] = []
        for column, cell in enumerate(row):
            above = filled[-1] if filled else None
            is_spanned = bool(cells) and (above is None or (above[column] == above[column - 1] != ""))
            cells.append(cell or (cells[-1] if is_spanned else ""))
        filled.append(tuple(cells))
    return filled


def _is_label_column(column: int, path: Path, body: list[tuple[int, Row]]) -> bool:
    """Whether words fill a column, rather than numbers; remarks are no labels."""
    texts = [row[column] for _, row in body if column < len(row) and row[column].strip()]
    words = sum(not is_number(text) for text in texts)
    named = any(head_of(text) or subject_of((text,)) for text in texts)
    return words * 2 > len(texts) and (named or not sense_of(path).skipped) and (named or column < 4)


def unit_in(layout: Layout, table: Table) -> str:
    """The unit that a table states in its caption, titles or header, or in a cell of its own, or ""."""
    lone = next((text for text in layout.header if re.fullmatch("(?:百万|万|千|百|亿)?元", text)), "")
    return stated_unit(table.caption) or stated_unit(" ".join((*layout.titles, *layout.header))) or lone
