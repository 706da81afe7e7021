"""The city's table of the three public expenses on the terminal: one line a body, two where the window is narrow."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from rich.console import Console, ConsoleOptions, RenderableType, RenderResult
from rich.padding import Padding
from rich.text import Text

from checker.outliers import SLIP
from checker.statistics import CITY, READ, Row, Statistics, Sum, percent
from checker.unread import NOT_DUE, NOT_PUBLISHED
from reports.marks import BAD, DIM, DOUBT
from reports.statistics_words import (
    HEADINGS,
    STATUSES,
    SUMS,
    compared,
    how_it_counts,
    last_mark,
    notes,
    share,
    source,
    title,
)
from reports.wording import DASH, Wording, plain, width
from rules.accounts.heads import TOTAL

NAME = 20  # columns that a name has at least in a line of its own figures
INDENT = 2
MARKS = ("！", "？", "!", "?", "≠")  # how words begin that ask for a look
HUGE = Decimal(100_000)  # 万元: from here on in 亿元
YI = Decimal(10_000)
PLACES = ("0.01", "0.1", "1")  # decimals, fewer where the window is too narrow
Cell = tuple[str, str]  # text and style


@dataclass(frozen=True)
class Line:
    """One entry of the table: a name with cells, or with words instead of them, and what is to be said below it."""

    name: str
    cells: Sequence[Cell] = ()
    words: str = ""
    style: str = ""
    below: Sequence[str] = ()
    indent: int = 0


class CityTable:
    """The table as rich shows it, in whatever width there is."""

    def __init__(self, table: Statistics, wording: Wording) -> None:
        self._table, self._wording = table, wording

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        lines, space = self._fitted(options.max_width)
        widths = _widths(lines)
        aside = options.max_width - sum(widths) - len(widths) * space
        yield Text(title(self._table, self._wording), style="bold")
        yield Text()
        for line in lines:
            yield from _shown(line, widths, space, min(aside, _longest(lines)) if aside >= NAME else 0)
        yield Text()
        yield from self._told()

    def _fitted(self, room: int) -> tuple[list[Line], int]:
        """The lines with as many decimals as fit, and how many columns stand between two cells."""
        lines: list[Line] = []
        for places in PLACES:
            lines = list(self._lines(Decimal(places)))
            widths = _widths(lines)
            if sum(widths) + len(widths) + INDENT <= room:
                break
        return lines, 2 if sum(widths) + 2 * len(widths) + max(NAME, _longest(lines)) <= room else 1

    def _lines(self, places: Decimal) -> Iterator[Line]:
        say = self._wording.say
        heads = (*HEADINGS.values(), "上年", "增减", "增减%", "出处")
        yield Line(say("单位"), [(say(words), DIM) for words in heads], style=DIM)
        for row in self._table.rows:
            yield self._line(row, places)
        yield Line("")
        for each in self._table.sums:
            if each.bodies:
                yield from self._sum(each, places)

    def _line(self, row: Row, places: Decimal) -> Line:
        name, say = plain(row.department.name), self._wording.say
        if row.status != READ:
            grave = BAD if row.status == NOT_PUBLISHED else DIM if row.status == NOT_DUE else DOUBT
            return Line(name, words=say(STATUSES[row.status]), style=grave, indent=INDENT * row.depth)
        cells = [_entry(row, head, places, self._wording) for head in HEADINGS]
        cells += [
            (_short(row.last, places, self._wording) + last_mark(row), DIM),
            (_short(row.change, places, self._wording, sign=True), ""),
            (share(percent(row.change, row.last)), ""),
            (source(row.shown.places, self._wording), DOUBT if row.shown.differing else DIM),
        ]
        return Line(name, cells, below=list(notes(row, self._wording)), indent=INDENT * row.depth)

    def _sum(self, each: Sum, places: Decimal) -> Iterator[Line]:
        style = "bold" if each.name == CITY else ""
        known = [value if count else None for value, count in (each.heads[head] for head in HEADINGS)]
        cells = [(_short(value, places, self._wording), style) for value in known]
        yield Line(self._wording.say(SUMS[each.name]), [*cells, *[("", "")] * 4], style=style)
        counts = [(f"{each.heads[head][1]}/{each.bodies}", DIM) for head in HEADINGS]
        below = [compared(each, self._wording)] if each.name == CITY and each.compared else []
        yield Line(self._wording.say("有数字的单位"), [*counts, *[("", "")] * 4], style=DIM, below=below, indent=INDENT)

    def _told(self) -> Iterator[RenderableType]:
        read = sum(row.status == READ for row in self._table.rows)
        words = self._wording.say(
            "读到 {read} 个单位的数字，应公开的共 {all} 个", read=str(read), all=str(len(self._table.rows))
        )
        yield Text(words, style="bold")
        slips = sum(row.is_slip for row in self._table.rows)
        if slips:
            words = self._wording.say("疑把元和万元写错、没有计入的单位 {count} 个", count=str(slips))
            yield Text(words, style=BAD)
        for line in how_it_counts(self._wording):
            yield Text(line, style=DIM)


def _entry(row: Row, head: str, places: Decimal, wording: Wording) -> Cell:
    entry = row.shown.entries.get(head)
    sizes = {each.size for each in row.outliers if each.figure.head == head}
    style = BAD if SLIP in sizes else DOUBT if sizes else DIM if entry and entry.is_computed else ""
    if entry is not None and entry.value is None:
        return "?", DOUBT
    return _short(entry.value if entry else None, places, wording), f"bold {style}".strip() if head == TOTAL else style


def _short(value: Decimal | None, places: Decimal, wording: Wording, *, sign: bool = False) -> str:
    """An amount in 万元 in as few columns as it can be read in."""
    if value is None:
        return DASH
    plus = "+" if sign and value > 0 else ""
    if abs(value) >= HUGE:
        return wording.say("{value}亿", value=f"{plus}{(value / YI).quantize(Decimal('0.1'), ROUND_HALF_UP):,}")
    return f"{plus}{value.quantize(places, ROUND_HALF_UP):,}"


def _widths(lines: Sequence[Line]) -> list[int]:
    cells = [line.cells for line in lines if line.cells]
    return [max(width(row[column][0]) for row in cells) for column in range(len(cells[0]))]


def _longest(lines: Sequence[Line]) -> int:
    return max(line.indent + width(line.name) for line in lines)


def _shown(line: Line, widths: Sequence[int], space: int, aside: int) -> Iterator[RenderableType]:
    """A line with its cells at the side of the name where they fit, else below it."""
    name = Text(" " * line.indent + line.name, style=line.style if line.cells else "")
    if line.words:
        name.append("  " + " " * max(0, aside - width(name.plain) - 2) + line.words, style=line.style)
    if not line.cells:
        yield name
        return
    numbers = Text(no_wrap=True, overflow="crop")
    for (words, style), wide in zip(line.cells, widths, strict=True):
        numbers.append(" " * (space + wide - width(words)) + words, style=style)
    if width(name.plain) <= aside:
        name.append(" " * (aside - width(name.plain)))
        yield _whole(name, numbers)
    else:
        yield name
        yield _whole(Text(" " * (aside or INDENT)), numbers)
    for words in line.below:
        yield Padding(
            Text(words, style=DOUBT if words.startswith(MARKS) else DIM), (0, 0, 0, line.indent + INDENT), expand=False
        )


def _whole(name: Text, numbers: Text) -> Text:
    name.append_text(numbers)
    name.no_wrap, name.overflow = True, "crop"
    name.rstrip()
    return name
