"""The workbook's formulas that follow people's decisions, in what Excel 2010, WPS and LibreOffice all know.

Sorting a sheet must not break them: they look along their own row, or over whole columns by a key.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from xlsxwriter.utility import xl_col_to_name

from checker.appeals import Appeal
from reports import form
from reports.book import TOP, Book, Line
from reports.wording import Wording

HIDDEN = ("计分行", "单位行", "上限", "采用意见", "采用扣分", "成立", "认定扣分", "可能扣分", "待定")
PROBLEM, OWNER, BOUND, TAKEN, POINTS, HOLDS, COSTS, MAY_COST, OPEN = range(len(HIDDEN))


def quoted(text: str) -> str:
    """A text in a formula. Only for words of our own: a formula holds no more than 255 characters of text."""
    return '"' + text.replace('"', '""') + '"'


def tab(name: str) -> str:
    """A sheet's name as formulas write it."""
    return "'" + name.replace("'", "''") + "'!"


@dataclass(frozen=True)
class Ruled:
    """A sheet of findings as formulas see it: its name, its columns, how many lines it has."""

    name: str
    columns: form.Columns
    decision: str
    count: int

    def at(self, words: str) -> str:
        """The letters of a column of the form."""
        return str(xl_col_to_name(form.at(self.columns, words)))

    def hidden(self, which: int) -> str:
        """The letters of one of the program's own columns."""
        return str(xl_col_to_name(len(self.columns) + which))

    def whole(self, which: int, wording: Wording) -> str:
        """One of the program's own columns, from the first line to the last, as another sheet writes it."""
        return span(wording.say(self.name), self.hidden(which), self.count)


def span(sheet: str, column: str, count: int) -> str:
    """A column of a sheet from its first line to its last."""
    return f"{tab(sheet)}${column}${TOP}:${column}${max(count, 1) + 1}"


def found_sheet(book: Book) -> Ruled:
    """The sheet of findings."""
    return Ruled(form.FOUND, form.FOUND_COLUMNS, "督查员意见", len(book.found))


def doubts_sheet(book: Book) -> Ruled:
    """The sheet of what could not be checked."""
    return Ruled(form.DOUBTS, form.DOUBT_COLUMNS, "核实结果", len(book.doubts))


@dataclass(frozen=True)
class RowFormulas:
    """The formulas of one finding's row."""

    sheet: Ruled
    row: int
    line: Line
    appeals: int  # lines of the sheet of appeals
    wording: Wording

    def taken(self) -> str:
        """The decision that counts: the answer to an appeal before the inspector's own."""
        decision = f'{self._cell(self.sheet.decision)}&""'
        for appeal in self._waiting:
            answer = self._answer(appeal, "答复")
            decision = f'IF({answer}<>"",{answer},{decision})'
        return f"={decision}"

    def points(self) -> str:
        """The points that go with it."""
        own = self._cell("改为扣分")
        points = f'IF({own}="","",{own})'
        for appeal in self._waiting:
            given = self._answer(appeal, "改为扣分")
            points = f'IF({self._answer(appeal, "答复")}<>"",IF({given}="","",{given}),{points})'
        return f"={points}"

    def holds(self) -> str:
        """1 where the finding is a fault, else 0."""
        changed = f"IF({self._changed},IF({self._given}>0,1,0),{{}})"
        if not self.line.doubtful:
            return f"=IF({self._is('撤销')},0,{changed.format(1)})"
        return f"=IF({self._is('属实')},1,{changed.format(0)})"

    def costs(self) -> str:
        """What it costs before caps."""
        changed = f"IF({self._changed},MAX({self._given},0),{{}})"
        each = self._cell("单价")
        if not self.line.doubtful:
            return f"=IF({self._is('撤销')},0,{changed.format(each)})"
        return f"=IF({self._is('属实')},{each},{changed.format(0)})"

    def may_cost(self) -> str:
        """What it leaves in doubt before caps."""
        return f"=IF({self._settled},0,{self._cell('单价')})" if self.line.doubtful else "=0"

    def open(self) -> str:
        """1 where it keeps the mark provisional, else 0."""
        reasons = list(self._reasons())
        rest = f"MAX({','.join(reasons)})" if reasons else "0"
        return f"=IF({self._settled},{rest},1)" if self.line.doubtful else f"={rest}"

    def _reasons(self) -> Iterator[str]:
        """Why it keeps the mark provisional though it looks final; an answer to an appeal ends people's conflict, too."""
        answers = [self._answer(appeal, "答复") for appeal in self._waiting]
        yield from (f'IF({answer}="",1,0)' for answer in answers)
        waits = [f'{answer}=""' for answer in answers]
        if "conflict" in self.line.item.open:
            yield f"IF(AND({','.join(waits)}),1,0)" if waits else "1"
        if "changed" in self.line.item.open and self.line.item.ruling:
            same = f"{self._cell('日期')}={_day(self.line.item.ruling.on)}"  # not looked at again
            yield f"IF(AND({','.join((same, *waits))}),1,0)"

    @property
    def _settled(self) -> str:
        """Whether what was in doubt is so no longer."""
        ends = ",".join(self._is(word) for word in ("属实", "不属实", "撤销"))
        return f"OR({ends},{self._changed})"

    @property
    def _changed(self) -> str:
        return f"AND({self._is('改为')},ISNUMBER({self._given}))"

    def _is(self, word: str) -> str:
        taken = f"${self.sheet.hidden(TAKEN)}{self.row}" if self._waiting else self._cell(self.sheet.decision)
        return f"{taken}={quoted(self.wording.say(word))}"

    @property
    def _given(self) -> str:
        return f"${self.sheet.hidden(POINTS)}{self.row}" if self._waiting else self._cell("改为扣分")

    @property
    def _waiting(self) -> list[Appeal]:
        return [appeal for appeal in self.line.appeals if appeal.answer is None]

    def _cell(self, words: str) -> str:
        return f"${self.sheet.at(words)}{self.row}"

    def _answer(self, appeal: Appeal, words: str) -> str:
        """A cell of the line of an appeal, found by its number, so that the sheet may be sorted."""
        name = self.wording.say(form.APPEALS)
        column = xl_col_to_name(form.at(form.APPEAL_COLUMNS, words))
        found = f"MATCH({appeal.number},{span(name, 'A', self.appeals)},0)"
        return f"INDEX({span(name, column, self.appeals)},{found})"


def _day(day: date) -> str:
    return f"DATE({day.year},{day.month},{day.day})"
