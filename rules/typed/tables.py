"""Tables typed as text: rows with pipes, tabs, wide gaps or numbers behind a label, and cells that stand one a line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from crawler.reading.value import Table
from rules.phrases import squeeze
from rules.typed.lines import LONGEST_CELL, PIPE, Line, blanks_between, is_prose, is_value, line_of, words_of
from rules.typed.streams import Stream, streams

LONGEST_TABLE = 3000  # lines
_TITLE = re.compile(r"表\d*$|^附[件表]|单位[:]|公开$|情况$")
_HEADING = re.compile(
    r"(?:[算出费况计]|公开\d+)表(?:[(].{1,8}[)])?$|公开\d+表|^附[件表]\d*|(?:金额)?单位:.{0,4}元"
    r"|^(?:编制|填报)?(?:单位|部门)(?:名称)?:"
)
_ENDS_IN_NUMBER = re.compile(r"[\d%％)）元无零〇○—–/-][\s|]{0,400}$")
_RULE = re.compile(r"^[\s|｜│┃:+=_─-]*$")
_FIRST_WORD = re.compile(r"(项\s*目)\s*(\S.{1,30})")
_ITEM, _CHAPTER = re.compile(r"(?<!\S)项\s?目\s"), re.compile(r"[一二三四五六七八九十]、")
_NOTE = re.compile(r"^(?:备?注|说明|附注|资料来源|来源)\s*\d*[:：、.]?")


@dataclass(frozen=True)
class TypedTable(Table):
    """A table that was typed as text, its rows filled up with blanks behind the cells that they have.

    Rows in `lost` lack cells: blank ones were dropped, and nothing tells where. `sizes` are the cells of each row as typed.
    """

    lost: frozenset[int] = frozenset()
    sizes: tuple[int, ...] = ()


def typed_tables(text: str) -> Iterator[TypedTable]:
    """The tables that a text sets in lines, in order, named 文中第1表 and so on."""
    number = 0
    for rows, lost, above in _found(text.splitlines()):
        if len(rows) < 2:
            continue
        number += 1
        width = max(map(len, rows))
        square = tuple((*row, *[""] * (width - len(row))) for row in rows)
        yield TypedTable(square, " ".join(above), f"文中第{number}表", lost, tuple(map(len, rows)))


Found = tuple[Sequence[tuple[str, ...]], frozenset[int], Sequence[str]]


def _found(lines: list[str]) -> Iterator[Found]:
    """Rows, the numbers of those that lack cells, and the lines above, of each table."""
    above: list[str] = []
    at = 0
    while at < len(lines):
        has_pipes = PIPE.search(lines[at]) is not None or _precedes_pipe(lines, at)
        end = _end_of_piped(lines, at) if has_pipes else _end_of_plain(lines, at)
        block = lines[at:end]
        tables = list(_piped(block, above) if has_pipes else _plain(block, above))
        yield from tables
        above = [line.strip() for line in (block if not tables else block[-2:]) if line.strip()][-3:]
        at = end


def _end_of_piped(lines: list[str], start: int) -> int:
    """Where a run of lines with pipes ends; up to two short lines between such lines are parts of cells."""
    end = start + 1
    while end < len(lines) and end - start < LONGEST_TABLE:
        near = next((at for at in range(end, min(end + 3, len(lines))) if PIPE.search(lines[at])), None)
        if near is None or any(is_prose(line) for line in lines[end:near]):
            break
        end = near + 1
    return end


def _precedes_pipe(lines: list[str], at: int) -> bool:
    """Whether a line is the cell before a pipe that stands alone on the next line."""
    has_next = at + 1 < len(lines) and PIPE.fullmatch(lines[at + 1].strip()) is not None
    return has_next and bool(lines[at].strip()) and not PIPE.search(lines[at]) and not is_prose(lines[at])


def _end_of_plain(lines: list[str], start: int) -> int:
    """Where a run of lines without pipes ends: at a line with pipes, behind a sentence."""
    end = start
    while end < len(lines) and end - start < LONGEST_TABLE and not PIPE.search(lines[end]):
        if end > start and _precedes_pipe(lines, end):
            break
        end += 1
        if is_prose(lines[end - 1]) and not line_of(lines[end - 1]).is_row:
            break
    return end


def _piped(block: list[str], above: list[str]) -> Iterator[Found]:
    """Tables between pipes: a row a line, or a cell a line."""
    lines = [line for line in block if not _RULE.match(line) or line.count("|") < 2 or "-" not in line]
    wide = [line for line in lines if len(PIPE.findall(line)) > 1]
    opened = all(PIPE.match(line.lstrip()) for line in wide)
    closed = all(PIPE.match(line.rstrip()[-1:]) for line in wide)
    rows = [_between(line, opened, closed) for line in lines]
    several = sum(sum(cell != "" for cell in row) > 1 for row in rows)
    if several * 3 < len([row for row in rows if any(row)]):
        yield from _streamed(_piped_cells(block), above)
        return
    part: list[tuple[str, ...]] = []
    heading = list(above)
    for row in rows:
        lone = [cell for cell in row if cell]
        ended = bool(part) and (sum(map(bool, part[-1])) > 1 or len(row) == 1 < len(part[-1]))
        if len(lone) == 1 and ended and _TITLE.search(squeeze(lone[0])):
            yield part, _short_rows(part), heading
            part, heading = [], []
        if lone:
            part.append(row)
    yield part, _short_rows(part), heading


def _between(line: str, opened: bool, closed: bool) -> tuple[str, ...]:
    """The cells between the pipes of a line; pipes at its start and end are frames where all lines have them."""
    cells = [cell.strip() for cell in PIPE.split(line.strip())]
    start = 1 if opened and len(cells) > 1 and not cells[0] else 0
    end = len(cells) - 1 if closed and len(cells) - start > 1 and not cells[-1] else len(cells)
    return tuple(cells[start:end])


def _short_rows(rows: Sequence[tuple[str, ...]]) -> frozenset[int]:
    width = max(map(len, rows), default=0)
    return frozenset(number for number, row in enumerate(rows) if len(row) < width)


def _piped_cells(block: list[str]) -> list[str]:
    """The cells of lines in which each cell ends at a pipe; lines within a cell are joined."""
    return ["".join(part.split("\n")).strip() for part in PIPE.split("\n".join(line.strip() for line in block))]


def _streamed(cells: list[str], above: Sequence[str]) -> Iterator[Found]:
    for stream in streams(cells):
        yield _as_found(stream, above)


def _as_found(stream: Stream, above: Sequence[str]) -> Found:
    return stream.rows, stream.lost, [*above, *stream.above][-4:]


def _plain(block: list[str], above: list[str]) -> Iterator[Found]:
    """Tables without pipes: rows when most lines are rows, else a stream of cells."""
    if len(block[-1]) <= LONGEST_CELL and not any(_ENDS_IN_NUMBER.search(raw) for raw in block):
        return
    lines = [line_of(raw) for raw in block]
    rows = sum(line.is_row for line in lines)
    lone = sum(len(line.cells) == 1 and is_value(line.cells[0]) for line in lines)
    if rows > lone:
        yield from _in_rows(block, lines, above)
    elif lone > 1:
        yield from _streamed(_one_a_line(block), above)
    if block and len(block[-1]) > LONGEST_CELL:
        yield from _in_a_line(block[-1])


def _in_a_line(raw: str) -> Iterator[Found]:
    """A table that was set into one long line with spaces: from its 项目 to the first long word."""
    start = _ITEM.search(raw)
    words = words_of(raw[start.start() : start.start() + 4000]) if start else ()
    cells: list[str] = []
    for word in words:
        if len(word) > 24 or is_prose(word) or (len(cells) > 3 and _CHAPTER.match(word)):
            break
        cells.append(word)
    if start and sum(map(is_value, cells)) > 2:
        yield from _streamed(cells, [raw[max(0, start.start() - 80) : start.start()].strip()])


def _one_a_line(block: list[str]) -> list[str]:
    """The cells of lines; where an empty line divides all cells, a line of spaces is a blank cell, others are parts."""
    filled = sum(line != "" for line in block)
    divided = sum(line == "" for line in block) * 10 >= filled * 6 and any(line and not line.strip() for line in block)
    if not divided:
        return [line.strip() for line in block if line.strip() and not is_prose(line)]
    chunks: list[str] = []
    for chunk in "\n".join(block).split("\n\n"):
        if chunk.strip("\n") and not is_prose(chunk):
            chunks.append("".join(part.strip() for part in chunk.split("\n")))
    return chunks


def _in_rows(block: list[str], lines: list[Line], above: list[str]) -> Iterator[Found]:
    """Each run of rows; single labels among them are rows whose cells are blank."""
    start = 0
    while start < len(lines):
        first = next((at for at in range(start, len(lines)) if _is_body(lines[at])), None)
        if first is None:
            return
        first = _after_header(block, lines, first, start)
        top = _top(block, lines, first, start)
        end = _end(lines, first)
        heading = [*above, *[line.strip() for line in block[start:top] if line.strip()]][-4:]
        yield _rows(block[top:end], lines[top:end], first - top, heading)
        start = end


def _is_body(line: Line) -> bool:
    return line.is_row and any(is_value(cell) for cell in line.cells[1:])


def _after_header(block: list[str], lines: list[Line], first: int, start: int) -> int:
    """The first row below a header: labels without numbers between it and the first row with numbers are rows, too."""
    at = first
    while at > start and first - at < 5 and len(lines[at - 1].cells) == 1 and not _TITLE.search(squeeze(block[at - 1])):
        at -= 1
    is_below = at > start and (lines[at - 1].is_row or re.match(r"项\s*目\s+\S", block[at - 1].strip()))
    return at if is_below and not lines[at - 1].told else first


def _top(block: list[str], lines: list[Line], first: int, start: int) -> int:
    """Where the header above the first row with numbers begins."""
    top = first
    while top > start:
        raw = block[top - 1]
        words = words_of(raw)
        is_unit = _TITLE.search(squeeze(raw)) is not None and "项" not in raw
        is_header = lines[top - 1].is_row or len(words) > 1 or _FIRST_WORD.fullmatch(raw.strip())
        is_told = lines[top - 1].told or (not lines[top - 1].is_row and is_prose(raw))
        if is_unit or not is_header or is_told or first - top > 4:
            break
        top -= 1
    while top < first and not lines[top].is_row and len(words_of(block[top])) < 2 and not _FIRST_WORD.match(block[top]):
        top += 1
    return top


def _end(lines: list[Line], first: int) -> int:
    """Where the rows end: before a sentence, or behind the last labels that could be rows of blanks."""
    end, last = first, first
    while end < len(lines) and not lines[end].told and end - last < 7:
        if end > first and _HEADING.search(squeeze(" ".join(lines[end].cells))):
            break
        if lines[end].is_row:
            last = end
        elif lines[end].cells and (is_value(lines[end].cells[0]) or _NOTE.match(lines[end].cells[0])):
            break
        end += 1
    return end


def _rows(raws: list[str], lines: list[Line], headers: int, heading: Sequence[str]) -> Found:
    """The rows of a table, blank cells put back where the spaces tell them."""
    body = max((len(line.cells) for line in lines[headers:]), default=0)
    head = [_header(raw, line, body) for raw, line in zip(raws[:headers], lines[:headers], strict=True)]
    width = max([*map(len, head), *[len(line.cells) for line in lines[headers:]]], default=0)
    rows: list[tuple[str, ...]] = [row for row in head if row]
    lost: set[int] = set()
    kept = [at for at in range(headers, len(lines)) if lines[at].cells]
    short = [at for at in kept if len(lines[at].cells) < width and "\t" not in raws[at]]
    spaced = {at: blanks_between(raws[at], width) for at in short}
    tells = any(cells is not None and "" in cells for cells in spaced.values())
    for at in kept:
        known = lines[at].cells if len(lines[at].cells) == width else spaced[at] if tells and at in spaced else None
        cells = known or _placed(lines[at], lines, width) or lines[at].cells
        if len(cells) < width:
            lost.add(len(rows))
        rows.append(tuple(cells))
    return rows, frozenset(lost), heading


def _header(raw: str, line: Line, size: int) -> tuple[str, ...]:
    """The cells of a line of a header, where the rows below have `size`."""
    if line.is_row and not (len(line.cells) < size == len(words_of(raw))):
        return line.cells
    stuck = _FIRST_WORD.fullmatch(raw.strip())
    return words_of(raw) if len(words_of(raw)) > 1 else (stuck[1], stuck[2]) if stuck else line.cells


def _placed(line: Line, lines: list[Line], width: int) -> tuple[str, ...] | None:
    """A row with its cells under those of full rows, when these stand in columns and each of its own meets one."""
    full = [each for each in lines if len(each.cells) == width == len(each.starts)]
    if len(full) < 2 or not 1 < len(line.cells) == len(line.starts) < width:
        return None
    left = [min(each.starts[column] for each in full) for column in range(width)]
    right = [max(each.ends[column] for each in full) for column in range(width)]
    if any(right[column] > left[column + 1] for column in range(width - 1)):
        return None
    cells = [""] * width
    for start, end, cell in zip(line.starts, line.ends, line.cells, strict=True):
        met = [column for column in range(width) if start < right[column] and end > left[column]]
        if len(met) != 1 or cells[met[0]]:
            return None
        cells[met[0]] = cell
    return tuple(cells)
