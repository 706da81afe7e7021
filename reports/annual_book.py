"""The year's statistics as a spreadsheet: a summary whose formulas count the other sheets, every line behind it, people's figures.

Text from sites is only ever written as text.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from pathlib import Path

from xlsxwriter import Workbook
from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from checker.figures_form import Spot
from reports.annual_counting import Counting
from reports.annual_lines import Sheet, sheets
from reports.annual_notes import notes
from reports.annual_tables import Name, Section, numbers, sections, spot_name
from reports.annual_words import figure_state, title
from reports.annual_year import Annual
from reports.formulas import tab
from reports.styles import LINE, Column, Styles, header, lines_of, write_mark, write_row, write_text
from reports.whole import workbook
from reports.wording import DASH, Wording

SUMMARY, STATED, NOTES = "汇总", "人工填报", "口径"
LABEL, WIDE = 34, 12
TOP = 2  # rows above the first table
Place = tuple[str, int, int]  # sheet, row, column


@dataclass(frozen=True)
class Plan:
    """Where everything stands in the workbook: what the draft refers to. `batch` names this state of the numbers."""

    annual: Annual
    tables: tuple[Section, ...]
    places: Mapping[Name, Place]
    batch: str

    def reference(self, name: Name) -> str:
        """Where a number stands, as people look it up: 汇总-F17."""
        sheet, row, column = self.places[name]
        return f"{sheet}-{xl_rowcol_to_cell(row, column)}"


def plan(annual: Annual, wording: Wording) -> Plan:
    """Lays out the summary and the sheet of people's figures."""
    tables = tuple(sections(annual, wording))
    places: dict[Name, Place] = {}
    row = TOP
    for section in tables:
        for at, line in enumerate(section.lines, row + 2):
            places |= {each.name: (wording.say(SUMMARY), at, nth) for nth, each in enumerate(line.numbers, 1)}
        row += len(section.lines) + len(section.notes) + 3
    row = TOP
    for block in annual.form.blocks:
        for spot, each, column in block.spots():
            where = row + 2 + block.rows.index(each), 2 + block.columns.index(column)
            places[spot_name(spot)] = (wording.say(STATED), *where)
        row += len(block.rows) + 3
    stated = [(str(spot), value) for spot, value in sorted(annual.values.items())]
    state = repr((annual.year, annual.city, str(annual.on), numbers(tables), stated))
    return Plan(annual, tables, places, hashlib.sha256(state.encode()).hexdigest()[:8])


def write_book(path: Path, made: Plan, wording: Wording) -> None:
    """Writes the workbook whole or not at all. Raises OSError."""
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with workbook(path, {**options, "constant_memory": True}) as book:
        on = made.annual.on
        book.set_properties({"title": title(made.annual, wording), "created": datetime(on.year, on.month, on.day)})
        book.set_calc_mode("auto")
        styles = _Styles(book)
        lines = sheets(made.annual, wording)
        _Summary(book.add_worksheet(wording.say(SUMMARY)), made, lines, styles, wording).write()
        for each in lines.values():
            _write_lines(book.add_worksheet(wording.say(each.name)), each, styles, wording)
        _write_stated(book.add_worksheet(wording.say(STATED)), made, styles, wording)
        _write_notes(book.add_worksheet(wording.say(NOTES)), made, styles, wording)


class _Styles(Styles):
    """The formats of the workbook."""

    def __init__(self, book: Workbook) -> None:
        super().__init__(book)
        cell = {"border": 1, "border_color": "#D9D9D9"}
        self.title = self.add(bold=True, font_size=14)
        self.section = self.add(bold=True, font_size=11)
        self.note = self.add(font_color="#595959")
        self.wrapped = self.add(text_wrap=True)
        self.count = self.add(**cell, num_format="0.##")
        self.whole = self.add(**cell, num_format="0")
        self.sum = self.add(**cell, num_format="0", bold=True, bg_color="#F2F2F2")
        self.sum_text = self.add(**cell, bold=True, bg_color="#F2F2F2", text_wrap=True)
        self.group = self.add(**cell, bold=True, bg_color="#EAF1F8", text_wrap=True)
        self.digest = self.add(**cell, font_size=7, font_color="#7F7F7F")
        self.added = self.add(**cell, num_format="0.##", italic=True)


@dataclass(frozen=True)
class _Summary:
    """The first sheet: the tables, one below the other."""

    sheet: Worksheet
    made: Plan
    lines: Mapping[str, Sheet]
    styles: _Styles
    wording: Wording

    def write(self) -> None:
        """Title, whose figures, every table with its notes."""
        sheet, styles = self.sheet, self.styles
        sheet.set_column(0, 0, LABEL)
        sheet.set_column(1, 7, WIDE)
        write_text(sheet, 0, 0, title(self.made.annual, self.wording), styles.title)
        write_text(sheet, 1, 0, figure_state(self.made.annual, self.wording), styles.note)
        years = {share.rule: share.year for share in self.made.annual.counts.shares}
        here = {name: (row, column) for name, (_, row, column) in self.made.places.items() if name[0] != "stated"}
        counting = Counting(self.lines, years, here, self.wording)
        row = TOP
        for section in self.made.tables:
            row = self._section(row, section, counting)
        sheet.set_landscape()
        sheet.set_paper(9)  # A4
        sheet.fit_to_pages(1, 0)
        sheet.set_footer("&C&P / &N")

    def _section(self, row: int, section: Section, counting: Counting) -> int:
        """One table; returns where the next one begins."""
        sheet, styles = self.sheet, self.styles
        write_text(sheet, row, 0, section.title, styles.section)
        sheet.set_row(row + 1, LINE * 2 + 4)
        for column, head in enumerate(section.heads):
            write_text(sheet, row + 1, column, head, styles.head)
        row += 2
        for line in section.lines:
            write_text(sheet, row, 0, line.label, styles.sum_text if line.is_sum else styles.text)
            for column, each in enumerate(line.numbers, 1):
                self._number(row, column, each.name, each.value, counting, is_sum=line.is_sum)
            row += 1
        for note in section.notes:
            write_text(sheet, row, 0, note, styles.note)
            row += 1
        return row + 1

    def _number(
        self, row: int, column: int, name: Name, value: int | Decimal | None, counting: Counting, *, is_sum: bool
    ) -> None:
        """A number as a formula with the value that it has now."""
        style = self.styles.count if name[-1] == "rate" else self.styles.sum if is_sum else self.styles.whole
        if value is None and name[0] == "told":  # where nobody could look there is nothing to count
            write_text(self.sheet, row, column, DASH, style)
            return
        formula = counting.formula(name) or self._link(name)
        self.sheet.write_formula(row, column, formula, style, "" if value is None else float(value))

    def _link(self, name: Name) -> str:
        """A number that stands elsewhere: among people's figures, or in another table."""
        row, column, which = name[1:]
        if which == "stated":
            block = "work" if row == "interview-issues" else "statistics"
            sheet, y, x = self.made.places["stated", block, row, column]
            return f"={tab(sheet)}{xl_rowcol_to_cell(y, x)}"
        told = ("told", "interview", "met") if "interview" in row else ("items", column, "all")
        _, y, x = self.made.places[told]
        return f"={xl_rowcol_to_cell(y, x)}"


def _write_lines(sheet: Worksheet, lines: Sheet, styles: _Styles, wording: Wording) -> None:
    """A line in each row; numbers as numbers."""
    columns = [Column(wording.say(each.words), each.wide) for each in lines.columns]
    header(sheet, styles, columns, len(lines.rows))
    digests = {
        at for at, each in enumerate(lines.columns) if "SHA" in each.words
    }  # too long to be read: one line is enough
    for row, cells in enumerate(lines.rows, 1):
        texts = [each if isinstance(each, str) and at not in digests else "" for at, each in enumerate(cells)]
        write_row(sheet, row, texts, lines.columns, styles.text)
        for column, cell in enumerate(cells):
            if isinstance(cell, int):
                sheet.write_number(row, column, cell, styles.middle)
            elif column in digests:
                write_text(sheet, row, column, cell, styles.digest)
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)


def _write_stated(sheet: Worksheet, made: Plan, styles: _Styles, wording: Wording) -> None:
    """People's figures as they stand in their form; those that were added up are in italics, what is not stated is blank."""
    annual, say = made.annual, wording.say
    sheet.set_column(0, 0, 46)
    sheet.set_column(1, 1, 6)
    sheet.set_column(2, 9, WIDE)
    write_text(sheet, 0, 0, figure_state(annual, wording), styles.section)
    write_text(sheet, 1, 0, say("斜体是由所填的各项相加的；空格是没有填报的，不是 0。"), styles.note)
    row = TOP
    for block in annual.form.blocks:
        write_text(sheet, row, 0, say(block.about), styles.section)
        heads = [say("项目"), say("单位"), *(say(each.title) for each in block.columns)]
        sheet.set_row(row + 1, LINE * max(lines_of(each, WIDE) for each in heads) + 4)
        for column, words in enumerate(heads):
            write_text(sheet, row + 1, column, words, styles.head)
        for at, each in enumerate(block.rows, row + 2):
            words = say(each.title)
            sheet.set_row(at, LINE * lines_of(words, 46) + 2)
            write_text(sheet, at, 0, words, styles.group if each.head else styles.text)
            write_text(sheet, at, 1, "" if each.head else say(each.unit), styles.text)
            for column, one in enumerate(block.columns, 2):
                spot = Spot(block.id, each.id, one.id)
                style = styles.added if spot in annual.summed else styles.count
                if spot in annual.form.rows:
                    write_mark(sheet, at, column, annual.figure(spot), style)
        row += len(block.rows) + 3


def _write_notes(sheet: Worksheet, made: Plan, styles: _Styles, wording: Wording) -> None:
    """How everything is counted, and what the workbook is."""
    sheet.set_column(0, 0, 18)
    sheet.set_column(1, 1, 100)
    for row, (label, words) in enumerate(notes(made.annual, made.batch, wording)):
        sheet.set_row(row, LINE * lines_of(words, 100) + 4)
        write_text(sheet, row, 0, label, styles.head if label else styles.plain)
        write_text(sheet, row, 1, words, styles.wrapped)
