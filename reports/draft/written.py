"""The draft of the report as a .docx: numbers with small grey marks of the cells where they stand, blanks marked yellow."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_COLOR_INDEX
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor

from checker.figures_checks import plain as number
from checker.figures_form import Block, Row, Spot
from reports.annual_book import Plan
from reports.draft.sentences import Paragraph, Part, Piece, Printed, Style
from reports.styles import cut
from reports.whole import whole
from reports.wording import plain

TEXT_FONT, HEAD_FONT, TITLE_FONT = "仿宋", "黑体", "宋体"
SIZES = {Style.TITLE: 22, Style.HEADING: 16, Style.BODY: 16, Style.NOTE: 12}
FONTS = {Style.TITLE: TITLE_FONT, Style.HEADING: HEAD_FONT, Style.BODY: TEXT_FONT, Style.NOTE: TEXT_FONT}
LINE, MARK, CELL = 28, 9, 10  # points
GREY = RGBColor(0x7F, 0x7F, 0x7F)
NONE = "＿"


def write_docx(path: Path, plan: Plan, parts: Sequence[Part], book: str) -> None:
    """Writes the draft whole or not at all; `book` is the workbook to which its marks refer. Raises OSError."""
    document = docx.Document()
    _set_up(document, plan, book)
    for part in parts:
        if isinstance(part, Paragraph):
            _paragraph(document, part)
        else:
            _table(document, plan, part)
    with whole(path) as temporary:
        document.save(str(temporary))


def _set_up(document: Any, plan: Plan, book: str) -> None:
    """Fonts, page, what stands at the head of each page, and whose it is."""
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = TEXT_FONT, Pt(SIZES[Style.BODY])
    normal.element.rPr.rFonts.set(qn("w:eastAsia"), TEXT_FONT)
    properties = document.core_properties
    properties.author, properties.title = (
        "gongkai",
        f"{plain(plan.annual.city)}{plan.annual.year}年政府信息公开工作年度报告（草稿）",
    )
    on = plan.annual.on
    properties.created = properties.modified = datetime(on.year, on.month, on.day)
    section = document.sections[0]
    words = f"草稿。灰色标记［表-格］是数字的出处，在 {plain(book)}（批次 {plan.batch}）中查看；黄色部分待填。发布前都请删去。"
    head = section.header.paragraphs[0].add_run(words)
    _font(head, TEXT_FONT, MARK)
    head.font.color.rgb = GREY
    _page_number(section.footer.paragraphs[0])


def _page_number(paragraph: Any) -> None:
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    paragraph._p.append(field)


def _font(run: Any, name: str, size: int) -> None:
    run.font.name, run.font.size = name, Pt(size)
    run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), name)


def _paragraph(document: Any, part: Paragraph) -> None:
    made = document.add_paragraph()
    form, size = made.paragraph_format, SIZES[part.style]
    form.space_before = form.space_after = Pt(0)
    form.line_spacing = Pt(LINE if part.style is not Style.TITLE else LINE + 8)
    if part.style is Style.TITLE:
        made.alignment = WD_ALIGN_PARAGRAPH.CENTER
        form.space_after = Pt(LINE)
    else:
        form.first_line_indent = Pt(2 * size)
    if part.style is Style.HEADING:
        form.keep_with_next = True
    for piece in part.pieces:
        _piece(made, piece, part.style)


def _piece(made: Any, piece: Piece, style: Style) -> None:
    run = made.add_run(cut(piece.words))
    _font(run, FONTS[style], SIZES[style])
    run.font.bold = style is Style.TITLE
    if piece.is_blank:
        run.font.highlight_color = WD_COLOR_INDEX.YELLOW
    if style is Style.NOTE:
        run.font.color.rgb = GREY
    if piece.at:
        mark = made.add_run(f"[{piece.at}]")
        _font(mark, TEXT_FONT, MARK)
        mark.font.color.rgb = GREY


def _table(document: Any, plan: Plan, part: Printed) -> None:
    """A table of people's figures, with the cells where they stand above it."""
    _paragraph(document, Paragraph(Style.NOTE, (Piece("下表的数字", part.at), Piece("；没有填报的是“＿”。"))))
    block = part.block
    columns = [each for each in block.columns if each.id in part.columns]
    table = document.add_table(rows=1, cols=2 + len(columns))
    table.style = "Table Grid"
    for cell, words in zip(table.rows[0].cells, ("项目", "单位", *(each.title for each in columns)), strict=True):
        _cell(cell, words, bold=True)
    for row in block.rows:
        cells = table.add_row().cells
        _cell(cells[0], "　" * row.level + row.title, bold=row.head)
        _cell(cells[1], row.unit)
        for cell, column in zip(cells[2:], columns, strict=True):
            _cell(cell, _figure(plan, block, row, column.id))
    _widths(table, len(columns))


def _figure(plan: Plan, block: Block, row: Row, column: str) -> str:
    spot = Spot(block.id, row.id, column)
    if spot not in plan.annual.form.rows:
        return ""
    value = plan.annual.figure(spot)
    return NONE if value is None else number(value)


def _cell(cell: Any, words: str, *, bold: bool = False) -> None:
    paragraph = cell.paragraphs[0]
    paragraph.paragraph_format.space_after = Pt(0)
    run = paragraph.add_run(words)
    _font(run, TEXT_FONT, CELL)
    run.font.bold = bold


def _widths(table: Any, columns: int) -> None:
    """A wide first column, narrow others: 15 cm in all."""
    number_width = Pt(min(60, 250 // columns))
    widths = [Pt(425) - Pt(36) - number_width * columns, Pt(36), *([number_width] * columns)]
    table.autofit = False
    for row in table.rows:
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = width
