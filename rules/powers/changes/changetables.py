"""The rows of a change notice's tables: which item, what becomes of it, and whether it is the department's."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from crawler.reading.value import Table
from crawler.snapshot import Document
from rules.bodies import is_body, means
from rules.phrases import squeeze, unnumbered
from rules.powers.changes.change import What
from rules.powers.changes.wording import is_kept, tells_change, what_of
from rules.tables import tables_of

HEADED = 5  # first rows of a table among which its header is looked for
ABOVE = 6  # lines before a table in which its heading stands
_NAME = re.compile(
    "(?:项目|事项|职权|权力|审批|许可)(?:的)?名称|^名称$|^(?:(?:行政)?(?:审批|许可|职权|权力|服务|取消|下放|调整|承接|新增)的?)*(?:项目|事项)(?:[(].*[)])?$"
)
_OFFICE = re.compile("(?:机关|部门|主体|单位|机构)(?:[(].*[)])?$")
_LATER = re.compile("承接|下放|接收|调整后|变更后|监管|下一级")
_PART = re.compile("(?:子|小|分|细)项(?:名称|目)?$")
_WHAT = re.compile(
    "(?:处理|调整|变更|改革|清理|处置|变动|办理)(?:决定|意见|方式|结果|情况|类型|类别|内容|形式)|^(?:决定|处理|方式|结果)$|^备注$"
)


@dataclass(frozen=True)
class Row:
    """One item of a notice. `mine` is None where nothing says whose it is."""

    name: str
    what: What | None
    mine: bool | None = None


def rows_of(document: Document, names: tuple[str, ...], head: What | None) -> Iterator[Row]:
    """The rows of every table of a notice; `head` is what its title or label says of all of them."""
    known = tuple(squeeze(name) for name in names)
    lines = [line if is_row(line) else squeeze(line) for line in document.text.splitlines()]
    for table in tables_of(document):
        yield from _rows(table, known, lines, head)


def is_row(line: str) -> bool:
    """Whether a line of a text is a row of a table."""
    return re.search("[\t|│]", line) is not None


def is_mine(cell: str, names: tuple[str, ...]) -> bool | None:
    """Whether squeezed words name the department, or another body; None where they name none."""
    parts = [cell, *re.split("[、,;/\n]", cell)]
    if any(len(part) > 2 and means(part, names) for part in parts if is_body(part)):
        return True
    return False if any(is_body(part) for part in parts) else None


def _rows(table: Table, names: tuple[str, ...], lines: list[str], head: What | None) -> Iterator[Row]:
    at = _header(table)
    if at is None:
        return
    number, column = at
    header = [squeeze(cell) for cell in table.rows[number]]
    offices = [place for place, cell in enumerate(header) if _OFFICE.search(cell) and place != column]
    offices.sort(key=lambda place: _LATER.search(header[place]) is not None)
    parts = [place for place, cell in enumerate(header) if _PART.search(cell) and place != column]
    kinds = [place for place, cell in enumerate(header) if _WHAT.search(cell) and place != column]
    heading, group = _heading(table, number, column, lines), None
    for row in table.rows[number + 1 :]:
        cells = [squeeze(cell) for cell in row]
        single = unnumbered(re.sub(r"[(]?(?:共计?)?\d+[项个][)]?", "", _only(cells)))
        if single or column >= len(cells):
            group = is_mine(single, names)
            heading = single if tells_change(single) or is_kept(single) else heading
        elif cells[column] and cells[column] != header[column] and not is_kept(heading):
            told = [what for place in kinds if place < len(cells) and (what := _cell(cells[place]))]
            said = any(place < len(cells) and tells_change(cells[place]) for place in kinds)
            what = told[0] if told else None if said else what_of(heading) or head
            what = None if any(_is_part(cells, place, column) for place in parts) else what
            yield Row(row[column].strip(), what, _whose(cells, offices, names, group))


def _is_part(cells: list[str], place: int, column: int) -> bool:
    """Whether a row is about a part of its item (子项) only."""
    text = cells[place] if place < len(cells) else ""
    return len(text) > 2 and text != cells[column]


def _cell(text: str) -> What | None:
    """What the cell of a row says becomes of its item; what is restricted to some cases only adjusts it."""
    what = what_of(text)
    return What.ADJUSTED if what and re.search("[除仅]|部分|限于|以[上下]", text) else what


def _header(table: Table) -> tuple[int, int] | None:
    for number, row in enumerate(table.rows[:HEADED]):
        cells = [squeeze(cell) for cell in row]
        found = [place for place, cell in enumerate(cells) if _NAME.search(cell) and len(cell) <= 16]
        if found and len(set(cells)) > 1:
            return number, found[0]
    return None


def _heading(table: Table, number: int, column: int, lines: list[str]) -> str:
    """What stands above a table: its caption, its rows before the header, the lines before its first item; no sentence."""
    above = [squeeze(table.caption)]
    above += [cell for row in table.rows[:number] for cell in dict.fromkeys(map(squeeze, row))]
    names = [squeeze(row[column]) for row in table.rows[number + 1 :] if column < len(row)]
    first = next((name for name in names if len(name) > 3), "")
    start = next((place for place, line in enumerate(lines) if is_row(line) and first and first in squeeze(line)), 0)
    before = [line for line in lines[max(start - ABOVE, 0) : start] if len(line) <= 60 and not is_row(line)]
    above += [line for line in reversed(before) if not re.search("[,。;]", line)]
    return next((text for text in above if what_of(text) or is_kept(text)), "")


def _only(cells: list[str]) -> str:
    """The words of a row that has the same in every cell, or only one that is no number."""
    told = dict.fromkeys(cell for cell in cells if cell and not re.fullmatch(r"[\d.、()一二三四五六七八九十]+", cell))
    return next(iter(told)) if len(told) == 1 and (len(set(cells)) == 1 or not all(cells)) else ""


def _whose(cells: list[str], offices: list[int], names: tuple[str, ...], group: bool | None) -> bool | None:
    told = [is_mine(cells[place], names) for place in offices if place < len(cells)]
    if True in told:
        return True
    return next((each for each in told if each is not None), group)
