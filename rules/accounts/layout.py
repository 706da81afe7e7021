"""Where the header of a table ends, which of its cells are labels, and which labels each number stands under."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from crawler.reading.value import Table
from rules.accounts.heads import count_of, deepest, head_of, other_of
from rules.accounts.leaves import Path, block_of, leaves, spreads
from rules.accounts.placing import placed
from rules.accounts.senses import sense_of
from rules.amounts import amount, stated_unit
from rules.phrases import squeeze
from rules.typed_tables import TypedTable

Row = tuple[str, ...]
MOST_ROWS = 2000
_YEAR = re.compile(r"(?:19|20)\d\d")
_NUMBERED = re.compile(r"栏次|行次|序号|甲|乙|丙|项目|\*{1,3}|")
_NOTE = re.compile(r"^(?:备?注|说明|附注|填表说明|制表|审核|填报人|单位负责人)\d*[:、.]?")
_MEASURED = re.compile(r"\d[\d,]*(?:个|人次?|[辆台次家批]次?)")
_PERCENTAGE = re.compile(r"[(]?[-+−]?\d[\d,]{0,12}(?:\.\d{1,9})?%[)]?")


@dataclass(frozen=True)
class Cell:
    """A number, or the blank where one should stand, with the labels of its row and those above its column.

    `above` is None when nobody can tell which column it stands in, `text` None when a blank cell of its row was dropped.
    """

    text: str | None
    beside: Path
    above: Path | None
    row: int
    column: int


@dataclass(frozen=True)
class Layout:
    """The numbers of a table in order, its titles, and its header in the order of reading."""

    cells: tuple[Cell, ...]
    titles: tuple[str, ...]
    header: Path
    across: bool


def layout_of(table: Table) -> Layout:
    """How a table is laid out; no cells when it has no numbers under or beside labels."""
    rows = [(number, row) for number, row in enumerate(table.rows[:MOST_ROWS]) if _is_kept(row)]
    end = next((at for at, (_, row) in enumerate(rows) if _is_body(row, [each for _, each in rows[:at]])), len(rows))
    top, body = [row for _, row in rows[:end]], rows[end:]
    titles = [row for row in top if _is_title(row)]
    header = [row for row in top if not _is_title(row) and not _is_numbering(row)]
    body = [(number, row) for number, row in body if not _is_numbering(row)]
    across = _names(cell for row in header for cell in row) > max(
        1, _names(cell for _, row in body for cell in row if not _is_number(cell))
    )
    lost = table.lost if isinstance(table, TypedTable) else frozenset()
    upper = _aligned(header)
    if isinstance(table, TypedTable) and upper:
        cells = [cell for cell in _ruled(upper, body) if cell.row not in lost]
    elif isinstance(table, TypedTable):
        cells = _typed_across(header, body, lost) if across else _typed_listed(header, body, lost)
    else:
        cells = _ruled(header, body)
    words = tuple(dict.fromkeys(squeeze(cell) for row in header for cell in row if squeeze(cell)))
    return Layout(tuple(cells), tuple(" ".join(dict.fromkeys(row)).strip() for row in titles), words, across)


def subject_of(labels: Iterable[str]) -> str:
    """What labels name: a count, meetings or training, or nothing of these."""
    known = tuple(labels)
    return count_of(known) or other_of(known)


def _names(cells: Iterable[str]) -> int:
    """How many different heads and counts cells name."""
    found = {head_of(cell) or subject_of((cell,)) for cell in dict.fromkeys(cells)}
    return len(found - {"", "total"})


def _is_kept(row: Row) -> bool:
    texts = dict.fromkeys(text for cell in row if (text := squeeze(cell)))
    return bool(texts) and not (len(texts) == 1 and (_NOTE.match(next(iter(texts))) or len(next(iter(texts))) > 80))


def _is_number(cell: str) -> bool:
    text = squeeze(cell)
    return amount(cell) is not None or bool(_PERCENTAGE.fullmatch(text) or _MEASURED.fullmatch(text))


def _is_title(row: Row) -> bool:
    """Whether one text fills a row, or only a unit or the name of who filled the table in stands in it."""
    texts = list(dict.fromkeys(text for cell in row if (text := squeeze(cell))))
    alone = len(texts) == 1 and (len(row) > 1 or "表" in texts[0]) and not head_of(texts[0])
    framed = len(texts) <= 3 and all(
        re.search(r"单位[:名]|元[)]?$|表\d*$|[?？]$|日期|^\d{4}年", text) for text in texts
    )
    return (alone and (_fills(row) or not sense_of(texts).kind or "表" in texts[0] or len(texts[0]) > 14)) or framed


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
    numbers = [squeeze(cell) for cell in row if _is_number(cell)]
    return bool(numbers) and all(_YEAR.fullmatch(text) for text in numbers) and not any(head_of(cell) for cell in row)


def _is_body(row: Row, above: Sequence[Row]) -> bool:
    """Whether a row holds numbers, or a single head whose numbers are blank."""
    if _is_numbering(row) or _is_years(row):
        return False
    if any(_is_number(cell) for cell in row):
        return True
    texts = list(dict.fromkeys(text for cell in row if (text := squeeze(cell))))
    heads = [text for text in texts if head_of(text) or subject_of((text,))]
    has_header = any(len(dict.fromkeys(filter(None, map(squeeze, each)))) > 1 for each in above)
    return len(texts) == 1 and len(heads) == 1 and len(row) > 1 and (not _fills(row) or has_header)


def _ruled(header: list[Row], body: list[tuple[int, Row]]) -> list[Cell]:
    """The cells of a table whose every cell stands in its column."""
    width = max((len(row) for row in [*header, *[row for _, row in body]]), default=0)
    paths = [_path(row[column] for row in header if column < len(row)) for column in range(width)]
    labels = [_is_label_column(column, paths[column], body) for column in range(width)]
    cells: list[Cell] = []
    section: Path = ()
    for number, row in body:
        texts = _path(row)
        if len(texts) == 1 and _fills(row) and not head_of(texts[0]):
            section = texts
            continue
        beside: list[str] = []
        for column, cell in enumerate(row):
            if labels[column]:
                beside = beside if column and labels[column - 1] else []
                beside.append(cell)
            elif not sense_of(paths[column]).skipped:
                cells.append(Cell(cell, (*section, *_path(beside)), paths[column], number, column))
    return cells


def _aligned(header: list[Row]) -> list[Row]:
    """A typed header whose blanks stand where cells above or to the left span them, filled; empty for any other."""
    if len(header) < 2 or not all(not row[0].strip() and any(row) for row in header[1:]) or not header[0][0].strip():
        return []
    filled: list[Row] = []
    for row in header:
        cells: list[str] = []
        for column, cell in enumerate(row):
            above = filled[-1] if filled else None
            is_spanned = bool(cells) and (above is None or (above[column] == above[column - 1] != ""))
            cells.append(cell or (cells[-1] if is_spanned else ""))
        filled.append(tuple(cells))
    return filled


def _path(cells: Iterable[str]) -> Path:
    return tuple(dict.fromkeys(text for cell in cells if (text := cell.strip())))


def _is_label_column(column: int, path: Path, body: list[tuple[int, Row]]) -> bool:
    """Whether words fill a column, rather than numbers; remarks are no labels."""
    texts = [row[column] for _, row in body if column < len(row) and row[column].strip()]
    words = sum(not _is_number(text) for text in texts)
    named = any(head_of(text) or subject_of((text,)) for text in texts)
    return words * 2 > len(texts) and (named or not sense_of(path).skipped) and (named or column < 4)


def _typed_listed(header: list[Row], body: list[tuple[int, Row]], lost: frozenset[int]) -> list[Cell]:
    """The cells of a typed table with a row for each head: numbers go by their order behind the labels."""
    parted = [(number, *_parted(row)) for number, row in body]
    wide = max((len(labels) for _, labels, _ in parted), default=0)
    sizes = Counter(len(_filled(values)) for _, _, values in parted if _filled(values))
    exact = max(
        (len(values) for number, labels, values in parted if number not in lost and len(labels) == wide), default=0
    )
    usual = max(sizes, key=lambda each: (sizes[each], each), default=0)
    fits = [(size, paths) for size in (exact, usual) if size and (paths := leaves(header, size)) is not None]
    size, paths = fits[0] if fits else (usual or exact, None)
    cells: list[Cell] = []
    for number, labels, values in parted:
        kept = _fitted(values, size, number in lost or len(labels) < wide)
        if None in kept and len(_filled(values)) == 1 and paths is not None and _differ_by_money(paths):
            kept = [_filled(values)[0], *[""] * (size - 1)]
        for column, text in enumerate(kept):
            above = None if paths is None else paths[column]
            if above is None or not sense_of(above).skipped:
                cells.append(Cell(text, labels, above, number, column + 1))
    return cells


def _differ_by_money(paths: Sequence[Path]) -> bool:
    """Whether columns differ only in whose money they are of: then a lone number of a row is its total."""
    senses = [sense_of(path) for path in paths]
    same = len({(each.years, each.when, each.kind) for each in senses if each.fund in ("all", "")}) == 1
    return (
        same and senses[0].fund == "all" and all(each.fund and not each.change and not each.skipped for each in senses)
    )


def _parted(row: Row) -> tuple[Path, list[str]]:
    """The labels of a row and what stands behind them; a running number before them is dropped."""
    texts = list(row)
    while len(texts) > 1 and (not texts[0].strip() or (texts[0].strip().isdecimal() and _is_word(texts[1]))):
        if not texts[0].strip() and _is_number(texts[1]):
            return (), texts[1:]
        texts.pop(0)
    count = next((at for at, text in enumerate(texts) if at and (_is_number(text) or not text.strip())), len(texts))
    words = texts[:count] if _is_word(texts[0]) else []
    named = [at for at, text in enumerate(words) if head_of(text) or subject_of((text,))]
    count = (named[-1] + 1 if named else min(1, len(words))) if words else 0
    return _path(texts[:count]), texts[count:]


def _is_word(cell: str) -> bool:
    return bool(cell.strip()) and not _is_number(cell)


def _filled(values: Sequence[str]) -> list[str]:
    return [value for value in values if value.strip()]


def _fitted(values: Sequence[str], size: int, loose: bool) -> list[str | None]:
    """The numbers of a row in `size` columns; None each where some are missing and nothing tells which."""
    filled = _filled(values)
    if not filled:
        return [""] * size
    if not loose and len(values) >= size and not any(value.strip() for value in values[size:]):
        return list(values[:size])
    return list(filled) if len(filled) == size else [None] * size


def _typed_across(header: list[Row], body: list[tuple[int, Row]], lost: frozenset[int]) -> list[Cell]:
    """The cells of a typed table with a column for each head."""
    cells: list[Cell] = []
    for number, row in body:
        count = next((at for at, text in enumerate(row) if _is_number(text) or not text.strip()), len(row))
        labels = _path(row[:count])
        pairs = _under_header(header, list(row[count:]), number in lost)
        cells += [Cell(text, labels, above, number, at) for at, (text, above) in enumerate(pairs)]
    return cells


def _under_header(header: list[Row], values: list[str], is_lost: bool) -> list[tuple[str | None, Path | None]]:
    """The numbers of a row with the labels above them; where more than one way fits, the one in which sums hold."""
    filled = _filled(values)
    if is_lost:
        values = filled
    least = max((at for at, value in enumerate(values, 1) if value.strip()), default=0)
    ways = [way for size in range(len(values), least - 1, -1) if (way := leaves(header, size)) is not None]
    others = [way for way in spreads(header) if len(way) != len(values)] if is_lost else []
    if len(ways) == 1 and not others:
        return [*zip(values, ways[0], strict=False)]
    solved = [pairs for way in ways if (pairs := _solved(values[: len(way)], way)) is not None]
    solved = solved or [
        pairs for way in others if len(way) > len(filled) and (pairs := _solved(filled, way)) is not None
    ]
    if len(solved) == 1:
        return solved[0]
    return [(None, path) for path in dict.fromkeys(path for way in (*ways, *spreads(header)) for path in way)]


def _solved(values: Sequence[str], way: Sequence[Path]) -> list[tuple[str | None, Path | None]] | None:
    """Numbers under the labels of a header where their sums tell their places; None when these hold in no way."""
    amounts = [amount(text) for text in values]
    columns = [("/".join(block_of(path)), deepest(path)) for path in way]
    if any(not head for _, head in columns):
        return None
    known = placed([found for found in amounts if found is not None], columns, [bool(text.strip()) for text in values])
    if known is None or any(found is None and text.strip() for found, text in zip(amounts, values, strict=True)):
        return None
    filled = _filled(values)
    places = [known.get(column, -1) for column in range(len(way))]
    texts = ["" if at is None else None if at < 0 else filled[at] for at in places]
    return list(zip(texts, way, strict=True))


def unit_in(layout: Layout, table: Table) -> str:
    """The unit that a table states in its caption, titles or header, or in a cell of its own, or ""."""
    lone = next((text for text in layout.header if re.fullmatch("(?:百万|万|千|百|亿)?元", text)), "")
    return stated_unit(table.caption) or stated_unit(" ".join((*layout.titles, *layout.header))) or lone
