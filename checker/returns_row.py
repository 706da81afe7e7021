"""One row of a workbook that came back, as it is read: which line it is about, what is said there, and all that is wrong with it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

from checker.returns_form import BY, KEY, ON, Form
from checker.returns_grid import Line
from checker.returns_known import Known, Tells
from checker.returns_values import Unclear, day, is_blank, name
from checker.returns_words import alike, chinese, folded, narrow
from checker.rulings import Ruling
from checker.visits import SiteMark
from crawler.reading.office.workbook import Cell
from crawler.refusal import Fault

T = TypeVar("T")
LONG = 10_000  # characters that a cell may have been cut to


@dataclass(frozen=True)
class Said:
    """What a row says: a ruling, the answer to the appeal of that number, or a mark; `known` says that it was said before."""

    where: str
    word: Ruling | SiteMark
    known: bool = False
    appeal: int | None = None

    @property
    def about(self) -> str:
        """What it speaks of: the key of a finding or a line, or the number of an appeal."""
        if self.appeal is not None:
            return str(self.appeal)
        return self.word.finding if isinstance(self.word, Ruling) else self.word.key

    @property
    def says(self) -> tuple[object, ...]:
        """All that makes two rows say the same."""
        word = self.word
        told = (
            (*word.says, word.reason) if isinstance(word, Ruling) else (word.answer, word.points, word.seen, word.note)
        )
        return (*told, word.by, word.on)


@dataclass
class Row:
    """A line with what is known, and the faults that reading has found so far."""

    line: Line
    form: Form
    known: Known
    source: str
    faults: list[Fault] = field(default_factory=list)

    @property
    def id(self) -> str:
        """What the row is called."""
        return narrow(self.line.cell(KEY).text)

    @property
    def given(self) -> frozenset[str]:
        """The columns that people have written in."""
        return frozenset(heading for heading in self.form.inputs if not is_blank(self.line.cell(heading)))

    @property
    def where(self) -> str:
        """Where the row decides."""
        return self.line.where(self.form.decides)

    @property
    def written(self) -> str:
        """Where it is written, for ever: the file by its digest, and the cell."""
        return f"{self.source}!{self.where}"

    def take(self, heading: str, parse: Callable[[Cell, str], T]) -> T | None:
        """What a cell says; None when it cannot be read, which is noted."""
        try:
            return parse(self.line.cell(heading), heading)
        except Unclear as fault:
            self.fault(heading, fault.what, fault.remedy, **fault.values)
            return None

    def fault(self, heading: str, what: str, remedy: str, /, **values: Sequence[str]) -> None:
        """Notes what is wrong with a cell."""
        self.faults.append(Fault(what, remedy, self.line.where(heading), None, values))

    def signed(self) -> tuple[str, date] | None:
        """Who says it and when; None when either is missing or cannot be read."""
        before = len(self.faults)
        by, on = self.take(BY, name), self.take(ON, day)
        if len(self.faults) == before and not by:
            self.fault(BY, "没有填姓名", "请填写作出决定的人的姓名")
        if len(self.faults) == before and on is None:
            self.fault(ON, "没有填日期", "请填写年月日，例如 2013-08-05")
        if not by or on is None or len(self.faults) > before:
            return None
        return self.known.people.get(by, by), on

    def check(self, heading: str, text: str, check: Callable[[str, str], None]) -> None:
        """Notes what is wrong with a text that could be read."""
        self.take(heading, lambda _, about: check(text, about))

    def check_day(self, on: date, first: date) -> None:
        """Notes a day that cannot be: after today, or before what was to be looked at."""
        if on > self.known.today:
            self.fault(ON, "日期 {on} 还没有到", "请改正日期", on=str(on))
        elif on < first:
            self.fault(ON, "日期 {on} 早于 {first}", "请改正日期，年份是否写错", on=str(on), first=str(first))

    def check_tells(self, tells: Tells) -> bool:
        """Whether the row's words are those of the line that it names; when rows were sorted in part they are another's.

        Words about the evidence may be amended by hand, as long as they do not become those of another line.
        """
        for heading in (*self.form.tells, *self.form.proves):
            cell, known = self.line.cell(heading), tells.get(heading)
            if known is None or is_blank(cell) or any(_is_same(cell.text, each) for each in known):
                continue
            if heading in self.form.proves and not self.known.is_of_another(self.form, heading, cell.text):
                continue
            what, remedy = (
                "这一格与本行编号的“{heading}”不同，应为“{right}”",
                "可能只排序或移动了一部分列；请恢复原表格，整行排序",
            )
            self.fault(heading, what, remedy, heading=heading, right=chinese(known)[:60])
            return False
        return True

    def unknown(self) -> None:
        """Notes that nothing is called so."""
        told = {heading: cell.text for heading, cell in self.line.cells.items()}
        near, values = self.known.suggestion(self.id, told), {"id": self.id[:90]}
        if near:
            remedy = "最接近的是 {near}；请从原表格复制编号"
            self.fault(KEY, "没有编号 {id}", remedy, **values, near=near)
        else:
            self.fault(KEY, "没有编号 {id}", "请从原表格复制编号，或重新导出", **values)


def _is_same(text: str, whole: str) -> bool:
    """Whether a cell says that; what no cell can hold is cut, with a mark."""
    given, right = alike(text), alike(whole)
    return given == right or (len(given) > LONG and right.startswith(given.rstrip(".…")))


def speaks_without_id(row: Row) -> bool:
    """Whether a row without an id decides something all the same: sums and notes that people add below do not."""
    if row.form.decides in row.given or (row.form.inputs[1] in row.given and BY in row.given):
        return True
    return bool(row.given) and folded(row.line.cell("单位编号").text) in row.known.departments
