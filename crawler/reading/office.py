"""Office files: Word, Excel and their relatives, by libraries that read nothing else than the file."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any

import docx
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import qn
from docx.table import Table as WordTable
from docx.text.paragraph import Paragraph
from lxml import etree
from python_calamine import CalamineError, load_workbook
from striprtf.striprtf import rtf_to_text

from crawler.reading.bundle import exceeds
from crawler.reading.encoding import clean, decode
from crawler.reading.value import Reading, Table

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
RTF, CSV = "application/rtf", "text/csv"
MOST_CELLS = 500_000
_DIMENSION = re.compile(rb'<dimension[^>]*ref="[^"]*?:?([A-Z]{1,3})(\d{1,7})"')
_CELL = re.compile(rb'<c r="([A-Z]{1,3})(\d{1,7})"')


def refused(body: bytes) -> str:
    """Why an OOXML or ODF package must not be opened: `encrypted`, `unreadable`, `parse_limit`, or ""."""
    try:
        package = zipfile.ZipFile(io.BytesIO(body))
        if exceeds(package.infolist(), len(body)):
            return "parse_limit"
        for member in package.infolist():
            if member.filename.endswith((".xml", ".rels")) and b"<!DOCTYPE" in package.read(member):
                return "unreadable"
        sheets = [name for name in package.namelist() if re.match(r"xl/worksheets/[^/]+\.xml$", name)]
        if any(_claims_too_much(package.read(name)) for name in sheets):
            return "parse_limit"
    except RuntimeError:
        return "encrypted"
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, EOFError, zipfile.LargeZipFile):
        return "unreadable"
    return ""


def _claims_too_much(sheet: bytes) -> bool:
    """Whether the cells of a sheet span more than could be meant: a reader makes a grid of all that lies between."""
    corners = [match.groups() for match in (*_DIMENSION.finditer(sheet), *_CELL.finditer(sheet))]
    columns = max((_column(letters) for letters, _ in corners), default=0)
    rows = max((int(digits) for _, digits in corners), default=0)
    return columns * rows > MOST_CELLS


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def read_docx(body: bytes) -> Reading:
    """Paragraphs and tables of a .docx in their order, text boxes included."""
    doubt = refused(body)
    if doubt:
        return Reading(DOCX, doubts=(doubt,))
    try:
        document = docx.Document(io.BytesIO(body))
    except (PackageNotFoundError, KeyError, ValueError, etree.XMLSyntaxError, AttributeError):
        return Reading(DOCX, doubts=("unreadable",))
    lines: list[str] = []
    tables: list[Table] = []
    for block in document.iter_inner_content():
        if isinstance(block, Paragraph):
            lines += _paragraph(block)
        else:
            rows = _word_rows(block)
            caption = " ".join([line for line in lines if line][-2:])
            tables.append(Table(rows, caption))
            lines += ["\t".join(row) for row in rows]
    text = clean("\n".join(line for line in lines if line))
    return Reading(DOCX, title=_first_line(text), text=text, tables=tuple(tables))


def _paragraph(block: Paragraph) -> list[str]:
    boxes = ["".join(node.itertext(qn("w:t"))) for node in block._p.iter(qn("w:txbxContent"))]
    return [block.text.strip(), *dict.fromkeys(box.strip() for box in boxes)]


def _word_rows(table: WordTable) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(clean(cell.text.strip()) for cell in row.cells) for row in table.rows)


def _first_line(text: str) -> str:
    lines = (line.strip() for line in text.split("\n"))
    return next((line for line in lines if len(line) > 3 and not re.match(r"附件\s*\d*[:：]?$", line)), "")[:120]


def read_sheets(body: bytes, kind: str) -> Reading:
    """Every sheet of a workbook as a table; the words above a table's first row serve as its caption."""
    doubt = refused(body) if body.startswith(b"PK") else ""
    if doubt:
        return Reading(kind, doubts=(doubt,))
    try:
        workbook = load_workbook(io.BytesIO(body))
        names = list(workbook.sheet_names)
        tables = [table for name in names for table in _sheet(workbook.get_sheet_by_name(name), name)]
    except CalamineError as error:
        return Reading(
            kind, doubts=("encrypted" if "assword" in str(error) or "ncrypt" in str(error) else "unreadable",)
        )
    text = clean("\n".join("\t".join(cell for cell in row if cell) for table in tables for row in table.rows))
    return Reading(kind, title=_first_line(text.replace("\t", " ")), text=text, tables=tuple(tables))


def _sheet(sheet: Any, name: str) -> Iterator[Table]:
    rows = [[_cell(value) for value in row] for row in sheet.to_python(skip_empty_area=True)]
    for first_row, first_column, last_row, last_column in _merged(sheet):
        for row in range(first_row, min(last_row, len(rows) - 1) + 1):
            for column in range(first_column, min(last_column, len(rows[row]) - 1) + 1):
                rows[row][column] = rows[row][column] or rows[first_row][first_column]
    kept = tuple(tuple(row) for row in rows if any(row))
    above = [" ".join(dict.fromkeys(cell for cell in row if cell)) for row in kept[:3] if len(set(row) - {""}) == 1]
    if kept:
        yield Table(kept, " ".join([name, *above]), f"表“{name}”")


def _merged(sheet: Any) -> list[tuple[int, int, int, int]]:
    offset_row, offset_column = sheet.start or (0, 0)
    ranges = sheet.merged_cell_ranges or []
    return [
        (top - offset_row, left - offset_column, bottom - offset_row, right - offset_column)
        for (top, left), (bottom, right) in ranges
        if top >= offset_row and left >= offset_column
    ]


def _cell(value: Any) -> str:
    """A cell as people read it; a number as its shortest exact decimal."""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, float | int):
        number = Decimal(repr(value))
        return format(number.quantize(Decimal(1)) if number == number.to_integral_value() else number.normalize(), "f")
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    return clean(str(value)).strip()


def read_spreadsheet_xml(body: bytes) -> Reading:
    """The tables of an Excel 2003 XML file."""
    kind = "application/vnd.ms-excel"
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=True)
    root = etree.fromstring(body, parser)
    if root is None:
        return Reading(kind, doubts=("unreadable",))
    space = "{urn:schemas-microsoft-com:office:spreadsheet}"
    tables = []
    for sheet in root.iter(f"{space}Worksheet"):
        rows = (["".join(c.itertext()).strip() for c in row.iter(f"{space}Cell")] for row in sheet.iter(f"{space}Row"))
        tables.append(Table(tuple(tuple(map(clean, row)) for row in rows if any(row)), sheet.get(f"{space}Name", "")))
    text = "\n".join("\t".join(row) for table in tables for row in table.rows)
    return Reading(kind, title=_first_line(text), text=text, tables=tuple(tables))


def read_rtf(body: bytes) -> Reading:
    """The text of RTF, often found under the name .doc; its table rows come out divided by |."""
    try:
        text = clean(rtf_to_text(body.decode("latin-1"), encoding="gb18030", errors="replace"))
    except (ValueError, IndexError, LookupError, RecursionError):
        return Reading(RTF, doubts=("unreadable",))
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    return Reading(RTF, title=_first_line("\n".join(lines)), text="\n".join(lines), tables=tuple(_piped(lines)))


def _piped(lines: list[str]) -> Iterator[Table]:
    rows: list[tuple[str, ...]] = []
    caption: list[str] = []
    for line in [*lines, ""]:
        if line.count("|") > 1:
            rows.append(tuple(cell.strip() for cell in line.rstrip("|").split("|")))
            continue
        if rows:
            width = max(map(len, rows))
            yield Table(tuple((*row, *[""] * (width - len(row))) for row in rows), " ".join(caption[-2:]))
            rows = []
        caption.append(line)


def read_csv(body: bytes) -> Reading:
    """A comma-separated file as one table."""
    text, encoding = decode(body)
    grid = [tuple(cell.strip() for cell in row) for row in csv.reader(io.StringIO(text, newline="")) if any(row)]
    width = max(map(len, grid), default=0)
    rows = tuple((*row, *[""] * (width - len(row))) for row in grid)
    return Reading(CSV, encoding, text=text, tables=(Table(rows),) if rows else ())
