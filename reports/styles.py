"""Cell formats of the workbook."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from reports.wording import width

FONT = "Microsoft YaHei"  # WPS and LibreOffice fall back to the system's Chinese font
LONGEST = 32_000  # a cell takes 32,767 characters
LINE, MOST_LINES = 13, 12  # points of one line, and the most that a row shows
INPUT_COLOUR = "#FFF9E5"
PROTECTION = {"autofilter": True, "sort": True, "format_columns": True, "format_rows": True}


class Styles:
    """The formats, made once for a workbook."""

    def __init__(self, book: Workbook) -> None:
        base: dict[str, Any] = {"font_name": FONT, "font_size": 9, "valign": "top"}
        self.text = self._add(book, base, text_wrap=True, border=1, border_color="#D9D9D9")
        self.mark = self._add(book, base, num_format="0.00", border=1, border_color="#D9D9D9")
        self.share = self._add(book, base, num_format="0.0%", border=1, border_color="#D9D9D9")
        self.head = self._add(
            book, base, bold=True, text_wrap=True, bg_color="#E7EEF7", border=1, border_color="#A6A6A6"
        )
        self.input = self._add(
            book, base, bg_color=INPUT_COLOUR, locked=False, text_wrap=True, border=1, border_color="#D9D9D9"
        )
        self.title = self._add(book, base, bold=True, font_size=14)
        self.plain = self._add(book, base, text_wrap=True)

    def _add(self, book: Workbook, base: dict[str, Any], **more: Any) -> Format:
        return book.add_format({**base, **more})


def header(sheet: Worksheet, styles: Styles, columns: list[tuple[str, int]], rows: int) -> None:
    """Writes the header row, sets widths in characters, freezes it, adds the filter, protects all but input cells."""
    for number, (words, wide) in enumerate(columns):
        sheet.set_column(number, number, wide)
        sheet.write_string(0, number, words, styles.head)
    sheet.freeze_panes(1, 2)
    sheet.repeat_rows(0)
    sheet.autofilter(0, 0, max(rows, 1), len(columns) - 1)
    sheet.protect("", PROTECTION)


def write_text(sheet: Worksheet, row: int, column: int, text: str, style: Format) -> None:
    """Writes text as text, cut with a mark when a cell cannot hold it."""
    sheet.write_string(row, column, text if len(text) <= LONGEST else f"{text[:LONGEST]}…", style)


def write_row(sheet: Worksheet, row: int, cells: Sequence[str], widths: Sequence[int], style: Format) -> None:
    """Writes texts side by side and makes the row as high as the fullest of them needs: not every program does so itself."""
    lines = 1
    for column, (text, columns) in enumerate(zip(cells, widths, strict=False)):
        write_text(sheet, row, column, text, style)
        lines = max(lines, -(-width(text) // max(columns - 1, 1)))
    sheet.set_row(row, LINE * min(lines, MOST_LINES))
