"""The city's table of the three public expenses as a spreadsheet: one sheet, numbers as numbers, sums that stay alive.

Text from sites is only ever written as text. Column E says whether a row is used (1 or 0); whoever changes it, or a
figure, sees every sum follow.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_col_to_name, xl_range_abs
from xlsxwriter.worksheet import Worksheet

from checker.statistics import CITY, DEPARTMENTS, READ, UNITS, Row, Statistics, Sum, percent
from reports.statistics_words import (
    HEADINGS,
    SORTS,
    STATUSES,
    SUMS,
    how_it_counts,
    notes,
    sort_of,
    source,
    title,
)
from reports.styles import FONT, LINE, MOST_LINES, write_text
from reports.whole import workbook
from reports.wording import Wording, plain, width
from rules.accounts.heads import ABROAD, RECEPTION, TOTAL, VEHICLES

COLUMNS = (
    ("编号", 8),
    ("单位", 26),
    ("主管单位", 16),
    ("归类", 14),
    ("采用（1/0）", 7),
    *((words, 11) for words in HEADINGS.values()),
    ("上年合计", 11),
    ("增减", 11),
    ("增减%", 9),
    ("状态", 14),
    ("出处", 8),
    ("上年数", 10),
    ("说明", 36),
    ("网址", 36),
    ("取得时间", 15),
)
ID, NAME, PARENT, SORT, USED, FIRST = range(6)
LAST = FIRST + len(HEADINGS)
CHANGE, PERCENT, STATUS, SOURCE, LAST_FROM, NOTE, ADDRESS, WHEN = range(LAST + 1, LAST + 9)
TOP = 3  # title, note, header
MONEY = "#,##0.00;[Red]-#,##0.00;0.00;@"
SHARE = "0.0%;[Red]-0.0%;0.0%;@"
SOURCES: Mapping[str, str] = {"archive": "上年公开", "page": "本年所列 *"}


class _Formats:
    """The formats of the sheet."""

    def __init__(self, book: Workbook) -> None:
        base = {"font_name": FONT, "font_size": 9, "valign": "top"}
        cell = {**base, "border": 1, "border_color": "#D9D9D9"}
        bold = {**cell, "bold": True, "bg_color": "#F2F2F2"}
        self.title = book.add_format({**base, "bold": True, "font_size": 14})
        self.note = book.add_format({**base, "text_wrap": True, "font_color": "#595959"})
        self.head = book.add_format({**cell, "bold": True, "text_wrap": True, "bg_color": "#E7EEF7"})
        self.text = book.add_format({**cell, "text_wrap": True})
        self.address = book.add_format(cell)
        self.money = book.add_format({**cell, "num_format": MONEY})
        self.computed = book.add_format({**cell, "num_format": MONEY, "italic": True})
        self.slip = book.add_format({**cell, "num_format": MONEY, "bold": True, "bg_color": "#F8D7DA"})
        self.look = book.add_format({**cell, "num_format": MONEY, "bg_color": "#FFF3CD"})
        self.share = book.add_format({**cell, "num_format": SHARE})
        self.used = book.add_format({**cell, "num_format": "0", "align": "center", "bg_color": "#FFF9E5"})
        self.sum = book.add_format({**bold, "num_format": MONEY})
        self.sum_share = book.add_format({**bold, "num_format": SHARE})
        self.sum_text = book.add_format({**bold, "text_wrap": True})
        self.count = book.add_format({**cell, "num_format": "0", "font_color": "#595959"})
        self.missing = book.add_format({**cell, "text_wrap": True, "font_color": "#9C5700"})


def write_book(path: Path, table: Statistics, wording: Wording) -> None:
    """Writes the spreadsheet whole or not at all. Raises OSError."""
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with workbook(path, options) as book:
        last = table.period.last
        book.set_properties({"title": title(table, wording), "created": datetime(last.year, last.month, last.day)})
        book.set_calc_mode("auto")
        _Sheet(book, table, wording).write()


class _Sheet:
    """The one sheet, written from top to bottom."""

    def __init__(self, book: Workbook, table: Statistics, wording: Wording) -> None:
        self._table, self._wording, self._formats = table, wording, _Formats(book)
        self._sheet: Worksheet = book.add_worksheet(wording.say("三公经费"))
        self._names = {row.department.id: plain(row.department.name) for row in table.rows}
        self._bottom = TOP + max(len(table.rows), 1) - 1

    def write(self) -> None:
        """Title, note, header, a row for each body, sums."""
        self._head()
        for number, row in enumerate(self._table.rows, start=TOP):
            self._row(number, row)
        at, places = self._bottom + 2, {}
        for each in self._table.sums:
            if each.bodies:
                places[each.name] = at
                self._sum(at, each, places)
                at += 2
        self._page()

    def _head(self) -> None:
        sheet, formats = self._sheet, self._formats
        sheet.write_string(0, 0, title(self._table, self._wording), formats.title)
        told = [
            *how_it_counts(self._wording),
            self._wording.say("合计行的上年合计和增减，只算两年都有合计的单位。"),
        ]
        sheet.merge_range(1, 0, 1, len(COLUMNS) - 1, "", formats.note)
        sheet.write_string(1, 0, "\n".join(told), formats.note)
        sheet.set_row(1, LINE * (len(told) + 1))
        for number, (words, wide) in enumerate(COLUMNS):
            sheet.set_column(number, number, wide)
            sheet.write_string(TOP - 1, number, self._wording.say(words), formats.head)
        sheet.freeze_panes(TOP, FIRST)
        sheet.repeat_rows(TOP - 1)
        sheet.autofilter(TOP - 1, 0, self._bottom, len(COLUMNS) - 1)
        sheet.data_validation(TOP, USED, self._bottom, USED, {"validate": "list", "source": [1, 0]})

    def _row(self, number: int, row: Row) -> None:
        sheet, formats, say = self._sheet, self._formats, self._wording.say
        is_read = row.status == READ
        parent = row.department.parent
        texts = {
            ID: row.department.id,
            NAME: ("　" if row.depth else "") + plain(row.department.name),
            PARENT: self._names.get(parent, parent),
            SORT: say(SORTS[sort_of(row)]),
            STATUS: say(STATUSES[row.status]),
            SOURCE: source(row.shown.places, self._wording),
            LAST_FROM: say(SOURCES[row.shown.last_from]) if row.last is not None else "",
            NOTE: "\n".join(notes(row, self._wording)),
            WHEN: self._cited(row)[1],
        }
        for column, text in texts.items():
            write_text(sheet, number, column, text, formats.text if is_read else formats.missing)
        write_text(sheet, number, ADDRESS, self._cited(row)[0], formats.address)
        if is_read:
            sheet.write_number(number, USED, int(row.is_used), formats.used)
        else:
            sheet.write_blank(number, USED, None, formats.used)
        for column, head in enumerate(HEADINGS, start=FIRST):
            self._amount(number, column, row, head)
        self._last(number, row)
        sheet.set_row(number, LINE * min(_lines(texts), MOST_LINES))

    def _amount(self, number: int, column: int, row: Row, head: str) -> None:
        """A head's figure: the number, a live sum where it is printed nowhere, as text where its unit is not known."""
        sheet, formats, entry = self._sheet, self._formats, row.shown.entries.get(head)
        if entry is None:
            sheet.write_blank(number, column, None, formats.money)
        elif entry.value is None:
            write_text(sheet, number, column, plain(entry.basis[0].printed), formats.look)
        elif entry.is_computed:
            sheet.write_formula(number, column, _added(number, head), formats.computed, float(entry.value))
        else:
            sizes = [each.size for each in row.outliers if each.figure.head == head]
            style: Format = getattr(formats, min(sizes, key=("slip", "look").index)) if sizes else formats.money
            sheet.write_number(number, column, float(entry.value), style)

    def _last(self, number: int, row: Row) -> None:
        """Last year's total, and the change as formulas with the values that they have now."""
        sheet, formats = self._sheet, self._formats
        total, last = _cell(number, FIRST), _cell(number, LAST)
        if row.last is None:
            sheet.write_blank(number, LAST, None, formats.money)
        else:
            sheet.write_number(number, LAST, float(row.last), formats.money)
        both = f"AND(ISNUMBER({total}),ISNUMBER({last}))"
        change, rate = row.change, percent(row.change, row.last)
        formula = f'=IF({both},{total}-{last},"")'
        sheet.write_formula(number, CHANGE, formula, formats.money, "" if change is None else float(change))
        formula = f'=IF({both},IF({last}=0,"",({total}-{last})/{last}),"")'
        sheet.write_formula(number, PERCENT, formula, formats.share, "" if rate is None else float(rate / 100))

    def _sum(self, at: int, each: Sum, places: Mapping[str, int]) -> None:
        """A sum over the rows of one sort that are used, and below it how many of them have a figure."""
        sheet, formats, say = self._sheet, self._formats, self._wording.say
        for column in range(len(COLUMNS)):
            sheet.write_blank(at, column, None, formats.sum_text)
        sheet.write_string(at, NAME, say(SUMS[each.name]), formats.sum_text)
        counted = say("有数字的单位（应公开 {all} 个）", all=str(each.bodies))
        sheet.write_string(at + 1, NAME, counted, formats.text)
        for column, head in enumerate(HEADINGS, start=FIRST):
            value, count = each.heads[head]
            self._adding(at, column, each, places, float(value))
            self._counting(at, column, each, places, count)
        self._adding(at, LAST, each, places, float(each.last))
        self._counting(at, LAST, each, places, each.compared)
        self._adding(at, CHANGE, each, places, float(each.this - each.last))
        rate, last, change = percent(each.this - each.last, each.last), _cell(at, LAST), _cell(at, CHANGE)
        formula = f'=IF({last}=0,"",{change}/{last})'
        sheet.write_formula(at, PERCENT, formula, formats.sum_share, "" if rate is None else float(rate / 100))

    def _adding(self, at: int, column: int, each: Sum, places: Mapping[str, int], value: float) -> None:
        """The sum of a column; last year's only of bodies that have a total of this year, too."""
        sort, used, values = self._ranges(column)
        also = f',{self._ranges(FIRST)[2]},">=0"' if column == LAST else ""
        formula = f'=SUMIFS({values},{sort},"{self._sort(each)}",{used},1{also})'
        self._sheet.write_formula(at, column, self._both(0, column, each, places) or formula, self._formats.sum, value)

    def _counting(self, at: int, column: int, each: Sum, places: Mapping[str, int], value: int) -> None:
        """How many bodies a sum has numbers of."""
        sort, used, values = self._ranges(column)
        also = f"*ISNUMBER({self._ranges(FIRST)[2]})" if column == LAST else ""
        formula = f'=SUMPRODUCT(({sort}="{self._sort(each)}")*({used}=1)*ISNUMBER({values}){also})'
        both = self._both(1, column, each, places)
        self._sheet.write_formula(at + 1, column, both or formula, self._formats.count, value)

    def _both(self, below: int, column: int, each: Sum, places: Mapping[str, int]) -> str:
        """The formula of the city's sum, from those of its parts; "" for the others."""
        if each.name != CITY:
            return ""
        return "=" + "+".join(_cell(places[name] + below, column) for name in (DEPARTMENTS, UNITS) if name in places)

    def _sort(self, each: Sum) -> str:
        return self._wording.say(SORTS.get(each.name, ""))

    def _ranges(self, column: int) -> tuple[str, str, str]:
        sort, used, values = (xl_range_abs(TOP, each, self._bottom, each) for each in (SORT, USED, column))
        return sort, used, values

    def _cited(self, row: Row) -> tuple[str, str]:
        entries = row.shown.entries
        entry = entries.get(TOTAL) or next(iter(entries.values()), None)
        if entry is None:
            return "", ""
        cited = entry.basis[0].cited
        return plain(cited.url), self._wording.day(cited.fetched)

    def _page(self) -> None:
        sheet = self._sheet
        sheet.set_landscape()
        sheet.set_paper(9)  # A4
        sheet.fit_to_pages(1, 0)
        sheet.print_area(0, 0, self._bottom + 1 + 2 * len(SUMS), NOTE)
        sheet.set_footer("&C&P / &N")


def _cell(row: int, column: int) -> str:
    return f"{xl_col_to_name(column)}{row + 1}"


def _added(row: int, head: str) -> str:
    """The formula of a total, or of the cars, from the cells of its parts."""
    parts = (ABROAD, RECEPTION, VEHICLES) if head == TOTAL else tuple(HEADINGS)[-2:]
    cells = [_cell(row, FIRST + list(HEADINGS).index(part)) for part in parts]
    return f"=SUM({','.join(cells)})"


def _lines(texts: Mapping[int, str]) -> int:
    """How many lines the fullest of a row's texts takes."""
    return max(
        sum(-(-max(width(part), 1) // (COLUMNS[column][1] - 1)) for part in text.split("\n"))
        for column, text in texts.items()
    )
