"""Cell formats of the workbook, and how its tables are set up."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from reports.wording import width

FONT = "Microsoft YaHei"  # WPS and LibreOffice fall back to the system's Chinese font
LONGEST = 32_000  # a cell takes 32,767 characters
LINE, MOST_LINES, ADDRESS_LINES = 13, 12, 2  # points of one line, and the most that a row shows
INPUT_COLOUR = "#FFF9E5"
RULE, HEAD, BAND = "#D9D9D9", "#1F4E79", "#EAF1F8"
PROTECTION = {"autofilter": True, "sort": True, "format_columns": True, "format_rows": True}
POINTS = "0.00##"  # two places, more where a number has more
DAY = "yyyy-mm-dd"
_UNHEARD = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True)
class Column:
    """A column of a table: its heading, how many characters wide, and whether people write in it."""

    words: str
    wide: int
    input: bool = False


class Styles:
    """The formats, made once for a workbook."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._base: dict[str, Any] = {"font_name": FONT, "font_size": 9, "valign": "top"}
        cell = {"text_wrap": True, "border": 1, "border_color": RULE}
        number = {**cell, "text_wrap": False, "num_format": POINTS}
        written = {"bg_color": INPUT_COLOUR, "locked": False}
        self.text = self.add(**cell)
        self.key = self.add(**{**cell, "font_size": 7, "font_color": "#7F7F7F"})
        self.link = self.add(**cell, font_color="#0563C1", underline=1)
        self.mark = self.add(**number)
        self.head = self.add(**cell, bold=True, bg_color=HEAD, font_color="#FFFFFF", valign="vcenter")
        self.input_head = self.add(**cell, bold=True, bg_color="#BF8F00", font_color="#FFFFFF", valign="vcenter")
        self.input = self.add(**cell, **written, num_format="@")
        self.input_mark = self.add(**number, **written)
        self.input_day = self.add(**{**number, **written, "num_format": DAY})
        self.middle = self.add(**{**number, "num_format": "0", "align": "center"})
        self.day = self.add(**{**number, "num_format": DAY, "align": "left"})
        self.hidden = self.add(num_format="General", font_color="#7F7F7F")
        self.plain = self.add(text_wrap=True)

    def add(self, **more: Any) -> Format:
        """A format of the workbook's font with these properties."""
        return self._book.add_format({**self._base, **more})


def header(
    sheet: Worksheet,
    styles: Styles,
    columns: Sequence[Column],
    rows: int,
    *,
    hidden: int = 0,
    frozen: int = 2,
    printed: int | None = None,
) -> None:
    """Writes the header row, sets widths in characters, freezes it, adds the filter, protects all but input cells.

    `hidden` columns of the program's own follow after the last; the first `printed` ones go on paper, all when None.
    """
    lines = 1
    for number, column in enumerate(columns):
        sheet.set_column(number, number, column.wide)
        write_text(sheet, 0, number, column.words, styles.input_head if column.input else styles.head)
        lines = max(lines, lines_of(column.words, column.wide))
    if hidden:
        sheet.set_column(len(columns), len(columns) + hidden - 1, 8, styles.hidden, {"hidden": True})
    sheet.set_row(0, LINE * lines + 4)
    sheet.freeze_panes(1, frozen)
    sheet.repeat_rows(0)
    sheet.autofilter(0, 0, max(rows, 1), len(columns) - 1)
    sheet.print_area(0, 0, max(rows, 1), (printed or len(columns)) - 1)
    sheet.protect("", PROTECTION)


def write_text(sheet: Worksheet, row: int, column: int, text: str, style: Format) -> None:
    """Writes text as text, cut with a mark when a cell cannot hold it."""
    sheet.write_string(row, column, cut(text), style)


def cut(text: str) -> str:
    """The text as long as a cell takes it, with a mark where it was cut, and without what no XML file can hold."""
    sound = _UNHEARD.sub("�", text)
    if len(sound) <= LONGEST // 2:  # so that every character may take two of the units that count
        return sound
    units = sound.encode("utf-16-le")
    if len(units) <= 2 * LONGEST:
        return sound
    return units[: 2 * LONGEST].decode("utf-16-le", "ignore") + "…"


def write_row(sheet: Worksheet, row: int, cells: Sequence[str], columns: Sequence[Column], style: Format) -> None:
    """Writes texts side by side and makes the row as high as the fullest of them needs: not every program does so itself."""
    lines = 1
    for number, (text, column) in enumerate(zip(cells, columns, strict=False)):
        write_text(sheet, row, number, text, style)
        most = ADDRESS_LINES if text.startswith(("http://", "https://")) else MOST_LINES  # an address may be cut
        lines = max(lines, min(lines_of(text, column.wide), most))
    sheet.set_row(row, LINE * min(lines, MOST_LINES) + 2)


def lines_of(text: str, wide: int) -> int:
    """How many lines a text takes in a column so many characters wide, the characters of the program's own font being larger."""
    room = max(wide * 9 // 8 - 1, 1)
    return sum(max(-(-width(part) // room), 1) for part in text[:LONGEST].split("\n"))


def write_mark(sheet: Worksheet, row: int, column: int, value: Decimal | None, style: Format) -> None:
    """Writes a number, nothing where there is none."""
    if value is None:
        sheet.write_blank(row, column, None, style)
    else:
        sheet.write_number(row, column, float(value), style)


def write_day(sheet: Worksheet, row: int, column: int, day: date | None, style: Format) -> None:
    """Writes a day as a day, nothing where there is none."""
    if day is None:
        sheet.write_blank(row, column, None, style)
    else:
        sheet.write_datetime(row, column, datetime(day.year, day.month, day.day), style)
