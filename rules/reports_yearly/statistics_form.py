"""The table of statistics of reports for 2014 to 2018 (国办发〔2014〕32号), and the local ones before it.

Its rows are numbered 一、 （一） 1. and 其中; a few of its totals are the sum of the rows numbered below them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from crawler.snapshot import Document
from rules.reports_yearly.cells import Cells, is_label, number, table_rows, text_tokens

_LEVELS = (
    re.compile(r"^[一二三四五六七八九十]{1,3}[、.]"),
    re.compile(r"^\([一二三四五六七八九十]{1,3}\)"),
    re.compile(r"^\d{1,2}[、.](?!\d)"),
    re.compile(r"^\(\d{1,2}\)|^[①-⑳]"),
)
_AMONG = re.compile("^其中:?")
_ORDINAL = re.compile(r"\d+|[一二三四五六七八九十]+|[①-⑳]")
_CIRCLED, _TENS = ord("①") - 1, "一二三四五六七八九十"
UNNUMBERED = 99
_SKIPPED_HEAD = re.compile("序号|代码|单位|指标|项目|甲|乙|丙|^$|备注")
_FORM = re.compile("统计指标|指标名称|统计数|主动公开(?:政府)?信息数|申请总数|收到申请数")
REVIEWS = re.compile("行政复议(?:数|案)")
LAWSUITS = re.compile("行政诉讼(?:数|案)")
ASKED = re.compile("收到申请数|申请总数|受理申请数|收到.{0,8}申请.{0,6}数")
PUBLISHED = re.compile("主动公开(?:政府)?信息数")
_SUMS: tuple[tuple[re.Pattern[str], int], ...] = (  # a total, and how many rows the national form has below it
    (ASKED, 4),
    (re.compile("申请办结数"), 2),
    (re.compile("答复(?:总)?数(?!.*(?:公开答复|其中))"), 8),
    (re.compile("(?:不同意|否决|不予)公开答复(?:总)?数"), 6),
    (REVIEWS, 3),
    (LAWSUITS, 3),
    (re.compile("(?:从事|工作)人员数"), 2),
)
_REST = re.compile("其[他它]")


@dataclass(frozen=True)
class Entry:
    """A row: its label, the level and the ordinal of its number, and its value in one column.

    Levels are even; a list that begins with 其中 within another of the same numbering lies one below it. A row without a
    number has the level UNNUMBERED.
    """

    label: str
    level: int
    ordinal: int
    among: bool
    value: Decimal | None


@dataclass(frozen=True)
class Sum:
    """A total of the table and the rows below it; `exact` where these are all that there can be."""

    total: Entry
    parts: tuple[Entry, ...]
    exact: bool


def series_in(document: Document) -> list[list[Entry]]:
    """The columns of numbers of a document's table of statistics, each as its rows in order."""
    found: list[list[Entry]] = []
    for rows in table_rows(document):
        if _FORM.search("".join(cell for row in rows[:40] for cell in row)):
            found += _columns(rows)
    if not found and _FORM.search(document.text):
        found = [list(_of_tokens(text_tokens(document.text)))]
    return [_nested(each) for each in found if sum(entry.level < UNNUMBERED for entry in each) >= 3]


def _columns(rows: Sequence[Cells]) -> Iterator[list[Entry]]:
    width = max(map(len, rows))
    rows = [row for row in rows if len(row) == width]
    labels = [sum(len(row[at]) > 3 and is_label(row[at]) for row in rows) for at in range(width)]
    column = max(range(width), key=lambda at: labels[at], default=0)
    head = next((row for row in rows[:4] if any("指标" in cell or cell == "项目" for cell in row)), ())
    for at in range(column + 1, width):
        skipped = head and _SKIPPED_HEAD.search(head[at])
        numbers = [number(row[at]) for row in rows]
        if not skipped and any(value is not None for value in numbers) and not _is_count(numbers):
            yield [
                _entry(row[column], value) for row, value in zip(rows, numbers, strict=True) if is_label(row[column])
            ]


def _is_count(numbers: Sequence[Decimal | None]) -> bool:
    """Whether a column numbers the rows: 1, 2, 3 …"""
    known = [value for value in numbers if value is not None]
    return len(known) > 5 and all(value == known[0] + at for at, value in enumerate(known))


def _entry(label: str, value: Decimal | None) -> Entry:
    among = _AMONG.match(label) is not None
    plain = _AMONG.sub("", label)
    level = next((at * 2 for at, pattern in enumerate(_LEVELS) if pattern.match(plain)), UNNUMBERED)
    return Entry(plain, level, _ordinal(plain) if level < UNNUMBERED else 0, among, value)


def _ordinal(label: str) -> int:
    match = _ORDINAL.search(label)
    text = match[0] if match else ""
    if text.isdecimal():
        return int(text)
    if len(text) == 1:
        return _TENS.index(text) + 1 if text in _TENS else ord(text) - _CIRCLED
    return 10 + _TENS.index(text[-1]) + 1 if text.startswith("十") else 0


def _nested(entries: Sequence[Entry]) -> list[Entry]:
    """The rows with those of a list within a list of the same numbering one level lower: 4. 其中：1. 2. 3. 5."""
    found: list[Entry] = []
    outer = inner = 0
    level = UNNUMBERED
    for at, entry in enumerate(entries):
        above = found[-1] if found else None
        if entry.among and above is not None and entry.level == above.level < UNNUMBERED and entry.ordinal == 1:
            level, outer, inner = entry.level, above.ordinal, 0
        if entry.level < level:
            level = UNNUMBERED
        if entry.level == level < UNNUMBERED:
            again = entry.ordinal == outer + 1 and not _comes_again(entries[at + 1 :], entry)
            if entry.ordinal == inner + 1 and not again:
                inner += 1
                entry = replace(entry, level=level + 1)
            else:
                level = UNNUMBERED
        found.append(entry)
    return found


def _comes_again(after: Sequence[Entry], entry: Entry) -> bool:
    """Whether a number of a list comes again before the list ends."""
    for each in after:
        if each.level < entry.level:
            return False
        if each.level == entry.level and each.ordinal == entry.ordinal:
            return True
    return False


def _of_tokens(tokens: Sequence[str]) -> Iterator[Entry]:
    """Rows set cell by cell: a label, a unit, a number."""
    label, since = "", 0
    for token in tokens:
        value, since = number(token), since + 1
        if value is not None and label and since <= 2:
            yield _entry(label, value)
            label = ""
        elif is_label(token) and len(token) > 2:
            if label and any(pattern.match(label) for pattern in _LEVELS):
                yield _entry(label, None)
            label, since = token, 0


def sums(entries: Sequence[Entry]) -> Iterator[Sum]:
    """The totals of a column with the rows below them."""
    for at, entry in enumerate(entries):
        count = next((count for pattern, count in _SUMS if pattern.search(entry.label)), 0)
        parts = _below(entries, at) if count else ()
        if len(parts) > 1:
            exact = len(parts) == count or _REST.search(parts[-1].label) is not None
            yield Sum(entry, parts, exact)


def _below(entries: Sequence[Entry], at: int) -> tuple[Entry, ...]:
    """The rows directly below a total: those of the next level, or those that begin with 其中."""
    head, found = entries[at], list[Entry]()
    for entry in entries[at + 1 :]:
        if not found and not (entry.among or head.level < entry.level < UNNUMBERED):
            break
        if head.level == entry.level == UNNUMBERED or (head.level < UNNUMBERED and entry.level <= head.level):
            break
        if found and (entry.level < found[0].level or (entry.among and entry.level == found[0].level)):
            break
        if not found or entry.level == found[0].level:
            found.append(entry)
    return tuple(found)
