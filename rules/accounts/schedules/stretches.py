"""A document cut into stretches: each under the name of a schedule, with its cells, and what is said around them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from crawler.reading.value import Table
from crawler.snapshot import Document
from rules.accounts.schedules.titles import LONGEST, listed, roles_of
from rules.amounts import amount
from rules.phrases import squeeze
from rules.tables import data_tables

Rows = tuple[tuple[str, ...], ...]
NEAR = 14  # lines between the name of a schedule and its table
NAMED = 400  # names of schedules in one document
MOST = 3000  # lines of one schedule
PROSE = 48  # characters: a longer line is a sentence or a note, not a cell
_SPLIT = re.compile(r"[ \u3000]*[|｜│][ \u3000]*|\t| {2,}|\u3000{2,}")
_SPOKEN = re.compile(r"(?<!\d),|,(?!\d{3})|[;。]")
_MARK = re.compile(r"[|｜│\t]")
_LOOSE = re.compile(r"[ \u3000\u00a0]+")
_PART = re.compile(
    r"^(?:第[一二三四五六七八九十\d]{1,3}(?:部分|章)|[(]?[一二三四五六七八九十\d]{1,3}[)、.].{0,40}(?:情况|情况的?说明|名词解释)$|名词解释|.{0,24}情况说明$)"
)
_NOTE = re.compile(r"^(?:注|备注|说明|空表|公开空表|本表|此表|表中)")
_FORM = re.compile(r"^(?:金额)?单位[:(]|单位[:](?:人民币)?[万千亿]?元|公开\d*表")
_TOTAL = re.compile(r"\d*(?:合计|总计|小计)")
_HEADER = re.compile(
    r"科目(?:编码|名称)|^栏次|^行次|^项目(?:[(].*[)])?$|预算数$|决算数$|^[合小]计$|^金额$|^(?:本年)?(?:收入|支出)$|^(?:基本|项目)支出$"
)


@dataclass(frozen=True)
class Stretch:
    """`roles` and `name` of a schedule; its `rows` (none: only named), whether blanks in them are `kept`, what is said around.

    `typed`: its rows are set as text and no table of the document.
    """

    roles: tuple[str, ...]
    name: str
    rows: Rows = ()
    kept: bool = False
    around: tuple[str, ...] = ()
    where: str = ""
    typed: bool = False

    @property
    def is_formed(self) -> bool:
        """Whether it has the form of a table, and not only a title in a frame."""
        distinct = [len({*row} - {""}) for row in self.rows]
        return (
            bool(self.typed and self.rows) or max(distinct, default=0) > 2 or sum(count > 1 for count in distinct) > 1
        )


@dataclass(frozen=True)
class _Placed:
    """A table and the lines of the text that it takes up; `first` is -1 when it was not found there."""

    table: Table
    first: int = -1
    behind: int = -1


def stretches(document: Document) -> Iterator[Stretch]:
    """Every stretch that names a schedule or holds one: tables first, then what the text sets as lines, then bare names."""
    lines = document.text.splitlines()
    tables = data_tables(document)
    placed = list(_placed(tables, lines))
    heads = list(islice(_heads(lines, placed), NAMED))
    yield from _ruled(document, lines, placed, heads)
    yield from _typed(lines, placed, heads)
    if not heads and not tables:
        for name in (document.title,):
            yield from (Stretch(roles_of(said), said) for said in listed(name))


def _heads(lines: Sequence[str], placed: Sequence[_Placed]) -> Iterator[tuple[int, str]]:
    """(line, name) of each line that names schedules and is no row of a table."""
    taken = {line for each in placed for line in range(each.first, each.behind)}
    for number, line in enumerate(lines):
        if number in taken:
            continue
        following = lines[number + 1] if number + 1 < len(lines) else ""
        torn = "表" not in line and "表" in following and len(following) <= 10 and not roles_of(following)
        if torn and roles_of(line + following):
            yield number, line.strip() + following.strip()
        for name in listed(line):
            yield number, name


def _placed(tables: Sequence[Table], lines: Sequence[str]) -> Iterator[_Placed]:
    """Each table with its lines: those whose words are the words of its rows."""
    spoken = [squeeze(line) for line in lines] if tables else []
    found: dict[str, list[int]] = {}
    for number, words in enumerate(spoken):
        found.setdefault(words, []).append(number)
    cursor = 0
    for table in tables:
        keys = [_keys(row) for row in table.rows]
        begins = sorted({line for words in keys[0] for line in found.get(words, ())} if keys else ())
        first = next((i for i in begins[bisect_left(begins, cursor) :] if _goes_on(spoken, i, keys)), -1)
        if first < 0:
            yield _Placed(table)
            continue
        cursor = first
        for key in keys:
            cursor += cursor < len(lines) and spoken[cursor] in key
        yield _Placed(table, first, cursor)


def _keys(row: Sequence[str]) -> tuple[str, str]:
    """A row as its line may read: a merged cell once, or in every place."""
    once = [cell for number, cell in enumerate(row) if not number or cell != row[number - 1]]
    return squeeze("".join(once)), squeeze("".join(row))


def _goes_on(spoken: Sequence[str], first: int, keys: Sequence[tuple[str, str]]) -> bool:
    return bool(spoken[first]) and (len(keys) < 2 or any(word in keys[1] for word in spoken[first + 1 : first + 3]))


def _ruled(
    document: Document, lines: Sequence[str], placed: Sequence[_Placed], heads: Sequence[tuple[int, str]]
) -> Iterator[Stretch]:
    """The tables of a document, each with its name; a table that lists names is one of contents."""
    last: Stretch | None = None
    behind = 0
    stops = [line for line, _ in heads]
    for number, each in enumerate(placed):
        contents = list(_contents(each.table))
        if contents:
            yield from contents
            continue
        name = _own_name(each.table) or _name_above(each, heads, behind) or _by_title(document, each.table, placed)
        follows = placed[number + 1].first if number + 1 < len(placed) else len(lines)
        if not name and last is not None and each.first >= 0 and 0 <= each.first - behind <= 2:
            last = replace(last, rows=last.rows + each.table.rows)
        else:
            if last is not None:
                yield last
            around = _around(each, lines, behind, follows, stops)
            last = Stretch(roles_of(name), name, each.table.rows, True, around, each.table.where) if name else None
        behind = max(behind, each.behind)
    if last is not None:
        yield last


def nameless(document: Document) -> tuple[Table, ...]:
    """The tables of a document that have the header and figures of a schedule, and no name; those that only go on in it left out."""
    lines = document.text.splitlines()
    placed = list(_placed(data_tables(document), lines))
    heads = list(islice(_heads(lines, placed), NAMED))
    found: list[Table] = []
    behind, last = 0, frozenset[str]()
    for each in placed:
        header = _headed(each.table)
        name = _own_name(each.table) or _name_above(each, heads, behind) or _by_title(document, each.table, placed)
        goes_on = header == last and not any(_TOTAL.fullmatch(squeeze("".join(row[:2]))) for row in each.table.rows[:6])
        if len(header) > 1 and not (name or goes_on or list(_contents(each.table))) and _has_figures(each.table):
            found.append(each.table)
        behind, last = max(behind, each.behind), header or last
    return tuple(found)


def _headed(table: Table) -> frozenset[str]:
    """The words of a schedule's header in the first rows of a table."""
    cells = {squeeze(cell) for row in table.rows[:4] for cell in row}
    return frozenset(cell for cell in cells if _HEADER.search(cell))


def _has_figures(table: Table) -> bool:
    return sum(_is_number(cell.strip()) for row in table.rows for cell in row) > 1


def _contents(table: Table) -> Iterator[Stretch]:
    """The names in a table of contents: three schedules or more, one a row; a row may say that its table is empty."""
    named = [(cell, row) for row in table.rows for cell in dict.fromkeys(row) if roles_of(cell)]
    if len({roles_of(cell) for cell, _ in named}) >= 3 and len(named) * 2 >= len(table.rows):
        for cell, row in named:
            yield Stretch(roles_of(cell), cell.strip(), around=("空表",) if "是" in row else ())


def _own_name(table: Table) -> str:
    """The name that a table bears: in a title row, above it, or on its sheet."""
    for row in table.rows[:4]:
        cells = {cell.strip() for cell in row if cell.strip()}
        if len(cells) <= 3 and not any(amount(cell) for cell in cells):
            name = next((cell for cell in cells if len(cell) <= LONGEST and roles_of(cell)), "")
            if name:
                return name
    sheet = re.sub(r"[(（](?:隐藏|含隐藏).*$", "", table.where)
    for said in (table.caption, *_LOOSE.split(table.caption), sheet, f"{sheet}表"):
        if said and roles_of(said):
            return said
    return ""


def _name_above(each: _Placed, heads: Sequence[tuple[int, str]], behind: int) -> str:
    """The nearest name between a table and the one before it."""
    place = bisect_left(heads, (each.first, ""))
    line, name = heads[place - 1] if place else (-1, "")
    return name if max(behind, each.first - NEAR) <= line else ""


def _by_title(document: Document, table: Table, placed: Sequence[_Placed]) -> str:
    """The document's own name, where it is that of a schedule and this its only table."""
    alone = len([each for each in placed if len(each.table.rows) > 2]) == 1 and len(table.rows) > 2
    return next((name for name in (document.title,) if alone and roles_of(name)), "")


def _around(each: _Placed, lines: Sequence[str], behind: int, follows: int, heads: Sequence[int]) -> tuple[str, ...]:
    """What stands between a table's name and it, and the notes below it."""
    if each.first < 0:
        return (each.table.caption,)
    before, after = bisect_left(heads, each.first), bisect_left(heads, each.behind)
    above = max([behind, each.first - NEAR, *heads[max(before - 1, 0) : before]])
    below = min([max(follows, each.behind), each.behind + 6, *heads[after : after + 1]])
    return (each.table.caption, *lines[above : each.first], *lines[each.behind : below])


def _typed(lines: Sequence[str], placed: Sequence[_Placed], heads: Sequence[tuple[int, str]]) -> Iterator[Stretch]:
    """What stands under a name in the text where no table does: cells as lines, or nothing."""
    begins = sorted(each.first for each in placed if each.first >= 0)
    shared = Counter(line for line, _ in heads)
    stops = sorted(shared)
    for line, name in heads:
        after = bisect_left(stops, line + 1)
        end = stops[after] if after < len(stops) else len(lines)
        place = bisect_left(begins, line + 1)
        if place < len(begins) and begins[place] <= min(end, line + NEAR):
            continue
        body = [] if shared[line] > 1 else lines[line + 1 : min(end, line + MOST)]
        cells, around = _cells(body, end == len(lines))
        yield Stretch(roles_of(name), name, cells, _is_grid(body[: len(cells) + 2]), around, typed=True)


def _is_grid(body: Sequence[str]) -> bool:
    """Whether typed rows keep their columns: most lines set two cells and more apart by tabs or bars, blanks among them."""
    lines = [[cell.strip() for cell in _MARK.split(line)] for line in body if line.strip(" |｜│\t")]
    return sum(len(cells) > 2 and sum(map(bool, cells)) > 1 for cells in lines) * 10 >= max(len(lines) * 6, 10)


def _is_prose(line: str, text: str) -> bool:
    """Whether a line is a sentence: long, and no row of cells that one space sets apart."""
    if len(text) <= PROSE or _SPLIT.search(line.strip()):
        return False
    words = _LOOSE.split(line.strip())
    short = len(words) > 3 and max(map(len, words)) <= 20
    return _SPOKEN.search(text) is not None or not (short or sum(map(_is_number, words)) > 1)


def _is_number(word: str) -> bool:
    return amount(word) is not None and word[-1:].isdigit()


def _cells(body: Sequence[str], is_last: bool) -> tuple[Rows, tuple[str, ...]]:
    """The rows of cells at the head of some lines, () when these are no table; and the sentences among and behind them."""
    rows: list[tuple[str, ...]] = []
    said: list[str] = []
    for line in body:
        text = squeeze(line)
        if _PART.match(text) and not amount(line):
            is_last = False
            break
        if _is_prose(line, text) or text.endswith("。") or _NOTE.match(text):
            said.append(line.strip())
            if len(said) > 4:
                break
            continue
        rows.append(tuple(cell.strip() for cell in _SPLIT.split(line.strip(" \u3000\u00a0"))))
    return (tuple(rows) if _is_form(rows, is_last) else ()), tuple(said)


def _is_form(rows: Sequence[tuple[str, ...]], is_last: bool) -> bool:
    """Whether rows are a table: figures under any mark of one, or the words of a header.

    `is_last`: the text ends with them; a header at the very end may have lost its figures with the rest of the text.
    """
    cells = [squeeze(word) for row in rows for cell in row for word in (cell, *_LOOSE.split(cell)) if word]
    marks = {match[0] for cell in cells[:160] if (match := _FORM.search(cell))}
    header = {match[0] for cell in cells[:160] if (match := _HEADER.search(cell))}
    if sum(amount(cell) is not None for cell in cells if cell) > 1:
        return bool(marks | header)
    return len(header) > 1 and not (is_last and not any(re.search("^(?:合计|总计)", cell) for cell in cells[-4:]))
