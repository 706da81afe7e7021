"""Attachments drawn on the spot: rows as a workbook, a text document or a PDF, and a picture without words."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Sequence
from datetime import date

import docx
import xlsxwriter
import xlwt
from PIL import Image, ImageDraw
from reportlab.lib.pagesizes import A4, landscape
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.platypus import SimpleDocTemplate, Table

FONT = "STSong-Light"
Rows = Sequence[Sequence[str]]
_SERIAL = "serial:"  # a day that stands in the sheet as Excel's number of it


def written(name: str, rows: Rows) -> bytes:
    """The bytes of a file whose name says what it is."""
    return WRITERS[name.rpartition(".")[2].lower()](rows)


def _number(cell: str) -> float | None:
    return float(cell) if re.fullmatch(r"-?\d+(\.\d+)?", cell) else None


def xls(rows: Rows) -> bytes:
    """A workbook of 1997."""
    book = xlwt.Workbook()
    sheet = book.add_sheet("Sheet1")
    for y, row in enumerate(rows):
        for x, cell in enumerate(row):
            number = _number(cell)
            sheet.write(y, x, cell if number is None else number)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def xlsx(rows: Rows) -> bytes:
    """A workbook; numbers are numbers, days that are called serial are dates."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet, day = book.add_worksheet(), book.add_format({"num_format": "yyyy/m/d"})
    for y, row in enumerate(rows):
        for x, cell in enumerate(row):
            number = _number(cell)
            if cell.startswith(_SERIAL):
                since = date.fromisoformat(cell.removeprefix(_SERIAL)) - date(1899, 12, 30)
                sheet.write_number(y, x, since.days, day)
            elif number is None:
                sheet.write_string(y, x, cell)
            else:
                sheet.write_number(y, x, number)
    book.close()
    return out.getvalue()


def word(rows: Rows) -> bytes:
    """A text document with one table; a row of one cell stands as a paragraph above it."""
    document = docx.Document()
    wide = [row for row in rows if len(row) > 1]
    for row in rows:
        if len(row) == 1:
            document.add_paragraph(row[0])
    table = document.add_table(rows=0, cols=max(map(len, wide), default=1))
    for row in wide:
        for cell, text in zip(table.add_row().cells, row, strict=False):
            cell.text = text
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def pdf(rows: Rows) -> bytes:
    """A PDF with a ruled table."""
    if FONT not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    out = io.BytesIO()
    ruled = [("FONT", (0, 0), (-1, -1), FONT, 8), ("GRID", (0, 0), (-1, -1), 0.5, "black")]
    wide = max(map(len, rows))
    table = Table([[*row, *[""] * (wide - len(row))] for row in rows], style=ruled, repeatRows=0)
    SimpleDocTemplate(out, pagesize=landscape(A4)).build([table])
    return out.getvalue()


def picture() -> bytes:
    """A picture of a table, without a word that could be read."""
    image = Image.new("RGB", (640, 240), "white")
    pen = ImageDraw.Draw(image)
    for step in range(6):
        pen.line((20, 20 + 40 * step, 620, 20 + 40 * step), "black")
        pen.line((20 + 120 * step, 20, 20 + 120 * step, 220), "black")
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


WRITERS: dict[str, Callable[[Rows], bytes]] = {"xls": xls, "xlsx": xlsx, "docx": word, "pdf": pdf}
