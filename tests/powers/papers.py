"""Pages, PDFs, rich text, workbooks and plain text: charts and lists as these hold them."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import datetime
from html import escape

import xlsxwriter
import xlwt
from PIL import Image
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from tests.powers.drawing import Flow
from tests.powers.grids import Grid
from tests.powers.words import titled

FONT = "STSong-Light"
Parts = Sequence[tuple[str, Grid]]


def _canvas(size: tuple[float, float] = A4) -> tuple[Canvas, io.BytesIO]:
    if FONT not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    out = io.BytesIO()
    return Canvas(out, pagesize=size, invariant=1), out


def _in_box(canvas: Canvas, text: str, left: float, top: float, wide: float, size: int = 11) -> float:
    """Words in a frame; where the frame ends."""
    room = int((wide - 8) // size)
    lines = [text[start : start + room] for start in range(0, len(text), room)]
    high = len(lines) * size * 1.4 + 8
    canvas.rect(left, top - high, wide, high)
    canvas.setFont(FONT, size)
    for row, line in enumerate(lines):
        canvas.drawCentredString(left + wide / 2, top - 4 - size * (1 + row * 1.4), line)
    return top - high


def charts_pdf(flows: Sequence[Flow]) -> bytes:
    """Charts drawn with lines and text, one a page."""
    canvas, out = _canvas()
    for flow in flows:
        canvas.setFont(FONT, 13)
        canvas.drawCentredString(297, 800, titled(flow)[:44])
        top = 770.0
        for place, step in enumerate(flow.steps):
            if place:
                canvas.line(247, top, 247, top - 22)
                canvas.line(243, top - 17, 247, top - 22)
                canvas.line(251, top - 17, 247, top - 22)
                top -= 22
            start, top = top, _in_box(canvas, step, 150, top, 194)
            for number, side in enumerate(flow.sides.get(step, [])):
                middle = start - 12 - 40 * number
                canvas.line(344, middle, 372, middle)
                top = min(top, _in_box(canvas, side, 372, start - 40 * number, 180) - 6 * number)
        canvas.setFont(FONT, 11)
        for row, note in enumerate(flow.notes):
            canvas.drawString(80, top - 40 - 18 * row, note)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def pictures_pdf(pictures: Sequence[bytes]) -> bytes:
    """A PDF whose pages are pictures."""
    canvas, out = _canvas()
    for each in pictures:
        image = Image.open(io.BytesIO(each)).convert("L")
        scale = min(515 / image.width, 760 / image.height)
        canvas.drawImage(ImageReader(image), 40, 800 - image.height * scale, image.width * scale, image.height * scale)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def lists_pdf(parts: Parts, before: Sequence[str] = (), after: Sequence[str] = ()) -> bytes:
    """Ruled tables under headings, turned to the side; rows that do not fit go on over the page."""
    canvas, out = _canvas(landscape(A4))
    top = 560.0

    def line(text: str) -> None:
        nonlocal top
        canvas.setFont(FONT, 12)
        canvas.drawString(40, top, text)
        top -= 24

    for text in before:
        line(text)
    for heading, grid in parts:
        if heading:
            line(heading)
        wide = 760 / grid.width
        heights = [max(_high(cell, wide) for cell in row) for row in grid.rows]
        for y, row in enumerate(heights):
            if top - row < 40:
                canvas.showPage()
                top = 560.0
            for x in range(grid.width):
                text, across, down = grid.at(y, x)
                if across and down:
                    _cell(canvas, text, 40 + x * wide, top, wide * across, sum(heights[y : y + down]))
            top -= row
        top -= 26
    for text in after:
        line(text)
    canvas.save()
    return out.getvalue()


def _rows(text: str, wide: float) -> list[str]:
    room = max(1, int((wide - 6) // 9))
    return [line[at : at + room] for line in text.split("\n") for at in range(0, max(1, len(line)), room)]


def _high(text: str, wide: float) -> float:
    return 8 + 12 * (1 if text in "^<" else len(_rows(text, wide)))


def _cell(canvas: Canvas, text: str, left: float, top: float, wide: float, high: float) -> None:
    canvas.rect(left, top - high, wide, high)
    canvas.setFont(FONT, 9)
    for row, line in enumerate(_rows(text, wide)):
        canvas.drawString(left + 3, top - 12 - 12 * row, line)


def rich_text(flows: Sequence[Flow]) -> bytes:
    """Charts as lines with arrows, in rich text of code page 936."""
    lines = []
    for flow in flows:
        lines += [
            titled(flow),
            *[text for place, step in enumerate(flow.steps) for text in (["↓", step] if place else [step])],
        ]
    body = "\\par\n".join("".join(f"\\u{ord(char)}?" if ord(char) > 126 else char for char in line) for line in lines)
    return (
        "{\\rtf1\\ansi\\ansicpg936\\deff0{\\fonttbl{\\f0\\fnil\\fcharset134 SimSun;}}\\f0\\fs24 " + body + "\\par}"
    ).encode("ascii")


def lines_html(flows: Sequence[Flow]) -> str:
    """Charts as centred lines of a page with arrows between."""
    out = ""
    for flow in flows:
        out += f"<p style='text-align:center'><b>{escape(titled(flow))}</b></p>"
        for place, step in enumerate(flow.steps):
            out += (
                "<p style='text-align:center'>↓</p>" if place else ""
            ) + f"<p style='text-align:center'>{escape(step)}</p>"
            out += "".join(f"<p>→{escape(side)}</p>" for side in flow.sides.get(step, []))
    return out


def table_html(grid: Grid) -> str:
    """A table with its merged cells."""
    out = "<table border='1'>"
    for y in range(grid.height):
        out += "<tr>"
        for x in range(grid.width):
            text, across, down = grid.at(y, x)
            if across and down:
                spans = (f" colspan='{across}'" if across > 1 else "") + (f" rowspan='{down}'" if down > 1 else "")
                out += f"<td{spans}>{'<br>'.join(map(escape, text.split(chr(10))))}</td>"
        out += "</tr>"
    return out + "</table>"


def lists_xlsx(parts: Parts, sheets: Sequence[str], before: Sequence[str] = ()) -> bytes:
    """A workbook; each table on its sheet, under the lines that stand before it."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    book.set_properties({"created": datetime(2013, 6, 10)})
    for name, (heading, grid) in zip(sheets, parts, strict=True):
        page = book.add_worksheet(name)
        lines = [*before, *([heading] if heading else [])]
        for row, text in enumerate(lines):
            page.merge_range(row, 0, row, max(1, grid.width - 1), text)
        for y, x, text, across, down in _placed(grid):
            if across * down > 1:
                page.merge_range(y + len(lines), x, y + len(lines) + down - 1, x + across - 1, text)
            else:
                page.write_string(y + len(lines), x, text)
    book.close()
    return out.getvalue()


def _placed(grid: Grid) -> list[tuple[int, int, str, int, int]]:
    places = [(y, x, *grid.at(y, x)) for y in range(grid.height) for x in range(grid.width)]
    return [place for place in places if place[3] and place[4]]


def lists_xls(parts: Parts, sheets: Sequence[str], before: Sequence[str] = ()) -> bytes:
    """The same in the old format."""
    book = xlwt.Workbook(encoding="gbk")
    for name, (heading, grid) in zip(sheets, parts, strict=True):
        page = book.add_sheet(name)
        lines = [*before, *([heading] if heading else [])]
        for row, text in enumerate(lines):
            page.write_merge(row, row, 0, max(1, grid.width - 1), text)
        for y, x, text, across, down in _placed(grid):
            page.write_merge(y + len(lines), y + len(lines) + down - 1, x, x + across - 1, text)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
