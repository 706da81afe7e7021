"""Files as departments attach them: PDF, Word in three guises, Excel in two. The same paper gives the same bytes."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from html import escape
from itertools import chain

import xlsxwriter
import xlwt
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

Rows = tuple[tuple[str, ...], ...]
MADE = datetime(2013, 3, 1, 9, 0)
FONT = "STSong-Light"
PAGE_WIDTH = A4[0] - 2 * 72 - 12
WORD = "application/msword"
OPEN = "application/vnd.openxmlformats-officedocument."
XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
DOCX_PARTS = {
    "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{OPEN}wordprocessingml.document.main+xml"/>'
    f'<Override PartName="/word/styles.xml" ContentType="{OPEN}wordprocessingml.styles+xml"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{RELATION}/officeDocument" Target="word/document.xml"/></Relationships>',
    "word/_rels/document.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{RELATION}/styles" Target="styles.xml"/></Relationships>',
    "word/styles.xml": f'<w:styles {W}><w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/>'
    '<w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style></w:styles>',
}


@dataclass(frozen=True)
class Paper:
    """A document before it has a format: a title, then paragraphs and tables in order."""

    title: str
    blocks: tuple[str | Rows, ...]


def html(paper: Paper) -> str:
    """The paper as the body of a page, without its title."""
    return "\n".join(f"<p>{escape(b)}</p>" if isinstance(b, str) else html_table(b) for b in paper.blocks)


def html_table(rows: Rows) -> str:
    """A ruled table."""
    lines = ("".join(f"<td>{escape(cell)}</td>" for cell in row) for row in rows)
    return '<table border="1" cellspacing="0">' + "".join(f"<tr>{line}</tr>" for line in lines) + "</table>"


def spaced(paper: Paper) -> str:
    """The paper as the body of a page whose tables are typed with wide spaces."""
    lines = (line for block in paper.blocks for line in ([block] if isinstance(block, str) else map(_typed, block)))
    return "\n".join(f"<p>{escape(line)}</p>" for line in lines)


def _typed(row: tuple[str, ...]) -> str:
    return "\u3000\u3000\u3000\u3000".join(row)


def lined(paper: Paper) -> str:
    """The paper as the body of a page whose tables fell apart: each cell is a line."""
    lines = (line for block in paper.blocks for line in ([block] if isinstance(block, str) else chain(*block)))
    return "\n".join(f"<p>{escape(line)}</p>" for line in lines)


@lru_cache(maxsize=4096)
def pdf(paper: Paper) -> bytes:
    """The paper as a PDF with a text layer."""
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    head = ParagraphStyle("head", fontName=FONT, fontSize=16, leading=24, alignment=1)
    body = ParagraphStyle("body", fontName=FONT, fontSize=11, leading=18, firstLineIndent=22)
    story: list[object] = [_paragraph(paper.title, head, PAGE_WIDTH), Spacer(1, 10)]
    for block in paper.blocks:
        shown = _paragraph(block, body, PAGE_WIDTH) if isinstance(block, str) else _pdf_table(block)
        story += [shown, Spacer(1, 8)]
    out = io.BytesIO()
    SimpleDocTemplate(out, pagesize=A4, invariant=1, title=paper.title).build(story)
    return out.getvalue()


def _paragraph(text: str, style: ParagraphStyle, width: float) -> Paragraph:
    """The text broken into lines, with no character alone on the last: without its font, readers do not see that one."""
    lines, left = [""], width - style.firstLineIndent
    for char in text:
        size = pdfmetrics.stringWidth(char, FONT, style.fontSize)
        if size > left:
            lines, left = [*lines, ""], width
        lines[-1], left = lines[-1] + char, left - size
    if len(lines) > 1 and len(lines[-1]) == 1:
        lines[-2:] = [lines[-2][:-1], lines[-2][-1] + lines[-1]]
    return Paragraph("<br/>".join(map(escape, lines)), style)


def _is_wide(text: str, width: float) -> bool:
    return bool(pdfmetrics.stringWidth(text, FONT, 10) > width - 12)


def _pdf_table(rows: Rows) -> Table:
    cell = ParagraphStyle("cell", fontName=FONT, fontSize=10, leading=13)
    style = TableStyle([("GRID", (0, 0), (-1, -1), 0.6, colors.black), ("VALIGN", (0, 0), (-1, -1), "MIDDLE")])
    width = 460 / len(rows[0])
    filled = [
        [_paragraph(text, cell, width - 12) if len(text) > 6 or _is_wide(text, width) else text for text in row]
        for row in rows
    ]
    style.add("FONT", (0, 0), (-1, -1), FONT, 10)
    return Table(filled, colWidths=[width] * len(rows[0]), style=style, repeatRows=1)


@lru_cache(maxsize=4096)
def docx(paper: Paper) -> bytes:
    """The paper as a Word document of 2007 and later, written part by part: its library takes 60 ms for each."""
    body = [f'<w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr>{_run(paper.title)}</w:p>']
    body += [f"<w:p>{_run(block)}</w:p>" if isinstance(block, str) else _docx_table(block) for block in paper.blocks]
    parts = {
        **DOCX_PARTS,
        "word/document.xml": f"<w:document {W}><w:body>{''.join(body)}<w:sectPr/></w:body></w:document>",
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, text in parts.items():
            package.writestr(zipfile.ZipInfo(name), XML + text, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def _docx_table(rows: Rows) -> str:
    grid = "<w:gridCol/>" * len(rows[0])
    cells = ("".join(f"<w:tc><w:tcPr/><w:p>{_run(text)}</w:p></w:tc>" for text in row) for row in rows)
    lines = "".join(f"<w:tr>{line}</w:tr>" for line in cells)
    return f"<w:tbl><w:tblPr/><w:tblGrid>{grid}</w:tblGrid>{lines}</w:tbl><w:p/>"


def rtf(paper: Paper) -> bytes:
    """The paper as RTF, which many a .doc is."""
    parts = [r"{\rtf1\ansi\ansicpg936\deff0{\fonttbl{\f0\fnil\fcharset134 SimSun;}}", "\n"]
    parts.append(rf"\pard\qc\b {_rtf(paper.title)}\b0\par" + "\n")
    for block in paper.blocks:
        parts.append(rf"\pard {_rtf(block)}\par" + "\n" if isinstance(block, str) else _rtf_table(block))
    return ("".join(parts) + "}").encode("ascii")


def _rtf(text: str) -> str:
    codes = (ord(char) if ord(char) < 0x8000 else ord(char) - 0x10000 for char in text)
    return "".join(char if char.isascii() else rf"\u{code}?" for char, code in zip(text, codes, strict=True))


def _rtf_table(rows: Rows) -> str:
    edges = "".join(rf"\cellx{3000 * (n + 1)}" for n in range(len(rows[0])))
    cells = ("".join(rf"\intbl {_rtf(cell)}\cell " for cell in row) for row in rows)
    return "".join(rf"\trowd{edges}{line}\row" + "\n" for line in cells) + "\\pard\n"


def word_html(paper: Paper) -> bytes:
    """The paper as the HTML that Word saves, in GB18030 though it says gb2312, named .doc."""
    head = '<meta http-equiv="Content-Type" content="text/html; charset=gb2312"><meta name="ProgId" content="Word.Document">'
    office = 'xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:w="urn:schemas-microsoft-com:office:word"'
    body = f'<h1 align="center">{escape(paper.title)}</h1>{html(paper)}'
    return f"<html {office}><head>{head}</head><body>{body}</body></html>".encode("gb18030")


def _grid(paper: Paper) -> list[tuple[str, ...]]:
    grid: list[tuple[str, ...]] = [(paper.title,)]
    for block in paper.blocks:
        grid += [(block,)] if isinstance(block, str) else list(block)
    return grid


def _sheets(paper: Paper) -> list[tuple[str, list[tuple[str, ...]]]]:
    """The sheets of a workbook, by name: one, or for a paper of several tables one from each caption on."""
    pairs = zip(paper.blocks, (*paper.blocks[1:], ""), strict=True)
    captions = [block for block, after in pairs if isinstance(block, str) and not isinstance(after, str)]
    if len(captions) < 2:
        return [("Sheet1", _grid(paper))]
    sheets: list[tuple[str, list[tuple[str, ...]]]] = [("封面", [(paper.title,)])]
    for block in paper.blocks:
        if block in captions:
            sheets.append((re.sub(r"^\d+\. |\s.*", "", str(block))[:28], []))
        sheets[-1][1].extend([(block,)] if isinstance(block, str) else block)
    return sheets


@lru_cache(maxsize=4096)
def xlsx(paper: Paper) -> bytes:
    """The paper as an Excel workbook; what looks like a number is one."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_numbers": False})
    book.set_properties({"created": MADE})
    for name, grid in _sheets(paper):
        sheet = book.add_worksheet(name)
        for row, cells in enumerate(grid):
            for column, text in enumerate(cells):
                sheet.write(row, column, _value(text))
    book.close()
    return out.getvalue()


@lru_cache(maxsize=4096)
def xls(paper: Paper) -> bytes:
    """The paper as an Excel 97 workbook."""
    book = xlwt.Workbook(encoding="utf-8")
    for name, grid in _sheets(paper):
        sheet = book.add_sheet(name)
        for row, cells in enumerate(grid):
            for column, text in enumerate(cells):
                sheet.write(row, column, _value(text))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _value(text: str) -> str | float:
    plain = text.replace(".", "", 1)
    return float(text) if plain.isascii() and plain.isdigit() and len(plain) < 10 else text


FORMATS: Mapping[str, tuple[str, str, Callable[[Paper], bytes]]] = {
    "pdf": (".pdf", "application/pdf", pdf),
    "docx": (".docx", f"{OPEN}wordprocessingml.document", docx),
    "rtf": (".doc", WORD, rtf),
    "word-html": (".doc", WORD, word_html),
    "xlsx": (".xlsx", f"{OPEN}spreadsheetml.sheet", xlsx),
    "xls": (".xls", "application/vnd.ms-excel", xls),
}
