"""A workbook as a value that can be changed quickly and written again: its own package, with other cells in the same styles.

Ten thousand workbooks can't each be opened and saved by a spreadsheet program.
Here the exported file is read once; a changed sheet is written back between
the head and the tail that the program gave it, and all other parts stay.
"""

# ruff: noqa: E501 - markup in one piece
from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Callable, Container, Iterator
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from xml.sax.saxutils import escape, quoteattr

from lxml import etree

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
ROWS = re.compile(rb"<sheetData\s*/>|<sheetData>.*</sheetData>", re.DOTALL)
ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")
EPOCH, MAC_EPOCH = date(1899, 12, 30), date(1904, 1, 1)
FORMATS = {
    "date": "yyyy\\-mm\\-dd",
    "chinese": 'yyyy"年"m"月"d"日"',
    "percent": "0%",
    "whole": "0",
    "text": "@",
    "general": "General",
    "month": "yyyy\\-mm",
}


@dataclass(frozen=True)
class Raw:
    """A number as its digits stand in the file."""

    digits: str


@dataclass(frozen=True)
class Error:
    """An error value such as #REF!."""

    code: str


Value = None | str | int | float | bool | date | Raw | Error


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell. `style` is an index of the package's styles or a name of FORMATS; `means` is what a person reads in it.

    `means` holds every reading that a careful person could defend: none for what nobody can be sure of. Where it is None
    the value speaks for itself.
    """

    value: Value = None
    style: str = ""
    formula: str = ""
    means: tuple[object, ...] | None = None

    @property
    def text(self) -> str:
        """What stands in it, without spaces around."""
        if self.value is None:
            return ""
        if isinstance(self.value, Raw):
            return self.value.digits
        return self.value.code if isinstance(self.value, Error) else str(self.value).strip()

    @property
    def blank(self) -> bool:
        """Whether a person sees nothing in it."""
        return not self.formula and not self.text


BLANK = Cell()


@dataclass(slots=True)
class Row:
    """A line of a sheet."""

    cells: list[Cell]
    hidden: bool = False
    tall: str = ""

    def copy(self) -> Row:
        """The same line, to be changed."""
        return Row(self.cells[:], self.hidden, self.tall)


@dataclass(slots=True)
class Column:
    """What a column is for (`role` is the header that the export gave it, with the sheet's own number when there are two), and how it looks."""

    role: str
    wide: str = "10"
    hidden: bool = False


Span = tuple[int, int, int, int]  # first row, first column, last row, last column, from 0


@dataclass(slots=True)
class Sheet:
    """A sheet. `role` is the name that the export gave it; the header stands in row `head`."""

    name: str
    role: str
    part: str
    rows: list[Row]
    columns: list[Column] = field(default_factory=list)
    head: int = 0
    merges: list[Span] = field(default_factory=list)
    state: str = "visible"
    changed: bool = False
    dimension: str = ""
    far_row: int = 0
    filtered: bool = False

    def copy(self) -> Sheet:
        """The same sheet, to be changed."""
        rows = [row.copy() for row in self.rows]
        columns = [replace(column) for column in self.columns]
        return replace(self, rows=rows, columns=columns, merges=self.merges[:])

    def at(self, role: str) -> int | None:
        """The first column with this role."""
        return next((number for number, column in enumerate(self.columns) if column.role == role), None)

    @property
    def lines(self) -> Iterator[Row]:
        """The rows below the header."""
        return iter(self.rows[self.head + 1 :])

    def put(self, row: Row, column: int, cell: Cell) -> None:
        """Changes a cell."""
        row.cells[column] = cell
        self.changed = True


@dataclass
class Package:
    """What all copies of a workbook share: its parts as bytes, its words, its styles."""

    parts: dict[str, bytes]
    words: dict[str, int]
    styles: dict[str, str]
    dates: frozenset[str]
    written: dict[int, str] = field(default_factory=dict)  # cells as they are written, for those that stay as they were


@dataclass
class Book:
    """A workbook that can be changed. `without` names parts that are left out; `inline` writes words into the cells."""

    package: Package
    sheets: list[Sheet]
    inline: bool = False
    without: tuple[str, ...] = ()
    more: dict[str, bytes] = field(default_factory=dict)
    edits: list[Callable[[dict[str, bytes]], None]] = field(default_factory=list)
    apple: bool = False

    def copy(self, deep: Container[str]) -> Book:
        """The same workbook, to be changed; cells only in the sheets of these roles."""
        return Book(self.package, [sheet.copy() if sheet.role in deep else replace(sheet) for sheet in self.sheets])

    def sheet(self, role: str) -> Sheet | None:
        """The first sheet with this role."""
        return next((sheet for sheet in self.sheets if sheet.role == role), None)


# --- Reading


def opened(body: bytes) -> Book:
    """The workbook in a file that the program, or another that saved it again, wrote."""
    with zipfile.ZipFile(io.BytesIO(body)) as file:
        parts = {name: file.read(name) for name in file.namelist()}
    shared = parts.get("xl/sharedStrings.xml", b"<sst/>")
    words = ["".join(entry.itertext(f"{MAIN}t")) for entry in etree.fromstring(shared)]
    styles, dates = _styles(parts)
    package = Package(parts, {}, styles, dates)
    for number, word in enumerate(words):
        package.words.setdefault(word, number)
    targets = {
        each.get("Id"): str(each.get("Target")) for each in etree.fromstring(parts["xl/_rels/workbook.xml.rels"])
    }
    sheets = []
    for entry in etree.fromstring(parts["xl/workbook.xml"]).iter(f"{MAIN}sheet"):
        target = targets[entry.get(RELATION)]
        part = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        sheets.append(_sheet(parts[part], str(entry.get("name")), part, words, dates))
        sheets[-1].state = entry.get("state") or "visible"
    book = Book(package, sheets)
    if not any(cell.formula and cell.text for sheet in sheets for row in sheet.rows for cell in row.cells):
        for sheet in sheets:
            for row in sheet.rows:
                row.cells = [replace(cell, value=None) if cell.formula else cell for cell in row.cells]
    if "xl/sharedStrings.xml" in parts:
        known = _Words(package.words, inline=False)
        for sheet in sheets:
            package.written |= {id(cell): _cell_xml(book, cell, known) for row in sheet.rows for cell in row.cells}
    return book


def _styles(parts: dict[str, bytes]) -> tuple[dict[str, str], frozenset[str]]:
    """Adds the formats that changes need; the indices of those, and of all styles that show dates."""
    tree = etree.fromstring(parts["xl/styles.xml"])
    formats = tree.find(f"{MAIN}numFmts")
    if formats is None:
        formats = etree.Element(f"{MAIN}numFmts")
        tree.insert(0, formats)
    styles, cells = {}, tree.find(f"{MAIN}cellXfs")
    assert cells is not None
    for number, (name, code) in enumerate(FORMATS.items(), 200):
        etree.SubElement(formats, f"{MAIN}numFmt", numFmtId=str(number), formatCode=code)
        styles[name] = str(len(cells))
        same = {"fontId": "0", "fillId": "0", "borderId": "0", "xfId": "0", "applyNumberFormat": "1"}
        etree.SubElement(cells, f"{MAIN}xf", numFmtId=str(number), **same)
    codes = {each.get("numFmtId"): str(each.get("formatCode")) for each in formats}
    timely = {id for id, code in codes.items() if re.search("[ymd]", re.sub(r'"[^"]*"|\[[^]]*\]|General', "", code))}
    timely |= {str(number) for number in (14, 15, 16, 17, 22)}
    dates = frozenset(str(at) for at, xf in enumerate(cells) if xf.get("numFmtId") in timely)
    formats.set("count", str(len(formats)))
    cells.set("count", str(len(cells)))
    parts["xl/styles.xml"] = etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True)
    return styles, dates


def _sheet(body: bytes, name: str, part: str, words: list[str], dates: frozenset[str]) -> Sheet:
    tree = etree.fromstring(body)
    rows: list[Row] = []
    for entry in tree.iter(f"{MAIN}row"):
        at = int(entry.get("r") or len(rows) + 1) - 1
        while len(rows) < at:
            rows.append(Row([]))
        tall = "".join(f" {key}={quoteattr(str(entry.get(key)))}" for key in ("ht", "customHeight") if entry.get(key))
        row = Row([], entry.get("hidden") == "1", tall)
        for cell in entry.iter(f"{MAIN}c"):
            column = index(re.sub(r"\d", "", str(cell.get("r"))))
            row.cells += [BLANK] * (column - len(row.cells))
            row.cells.append(_cell(cell, words, dates))
        rows.append(row)
    width = max((len(row.cells) for row in rows), default=0)
    for row in rows:
        row.cells += [BLANK] * (width - len(row.cells))
    columns = [Column("") for _ in range(width)]
    for entry in tree.iter(f"{MAIN}col"):
        for at in range(int(str(entry.get("min"))) - 1, min(int(str(entry.get("max"))), width)):
            columns[at] = Column("", entry.get("width") or "10", entry.get("hidden") == "1")
    merges = [_span(str(entry.get("ref"))) for entry in tree.iter(f"{MAIN}mergeCell")]
    return Sheet(name, name, part, rows, columns, merges=merges)


def _cell(cell: etree._Element, words: list[str], dates: frozenset[str]) -> Cell:
    kind, style = cell.get("t") or "n", cell.get("s") or ""
    formula, held = cell.findtext(f"{MAIN}f") or "", cell.findtext(f"{MAIN}v")
    if kind == "inlineStr":
        return Cell("".join(cell.itertext(f"{MAIN}t")), style, formula)
    if not held:  # an empty result, or none
        return Cell("" if formula and held is not None else None, style, formula)
    if kind == "s":
        return Cell(words[int(held)], style, formula)
    if kind == "b":
        return Cell(held == "1", style, formula)
    if kind == "e":
        return Cell(Error(held), style, formula)
    if kind == "str":
        return Cell(held, style, formula)
    if style in dates and not formula:
        return Cell(EPOCH + timedelta(int(float(held))), style)
    return Cell(Raw(held), style, formula)


def letters(column: int) -> str:
    """The name of a column counted from 0."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


def index(name: str) -> int:
    """The column of that name, counted from 0."""
    number = 0
    for letter in name:
        number = number * 26 + ord(letter) - 64
    return number - 1


def _span(text: str) -> Span:
    first, _, last = text.partition(":")
    (top, left), (bottom, right) = (
        (int(re.sub("[A-Z]", "", at)) - 1, index(re.sub(r"\d", "", at))) for at in (first, last or first)
    )
    return top, left, bottom, right


LETTERS = [letters(column) for column in range(200)]

# --- Writing


def saved(book: Book) -> bytes:
    """The workbook as a file."""
    parts = {name: body for name, body in book.package.parts.items() if not name.startswith(book.without or ("\0",))}
    words = _Words(book.package.words, inline=book.inline or "xl/sharedStrings.xml" not in parts)
    for sheet in book.sheets:
        if sheet.changed or book.inline or book.apple:
            parts[sheet.part] = _sheet_xml(book, sheet, words)
    if book.inline:
        parts.pop("xl/sharedStrings.xml", None)
        _drop_part(parts, "sharedStrings")
    elif words.added:
        entries = "".join(f'<si><t xml:space="preserve">{_escaped(word)}</t></si>' for word in words.added)
        tail = entries.encode() + b"</sst>"
        body = re.sub(rb' (?:count|uniqueCount)="\d+"', b"", parts["xl/sharedStrings.xml"])
        parts["xl/sharedStrings.xml"] = body.rstrip().removesuffix(b"</sst>") + tail
    _name_sheets(parts, book)
    for name in book.without:
        _drop_part(parts, name)
    parts |= book.more
    for edit in book.edits:
        edit(parts)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as file:
        for name, body in parts.items():
            way = zipfile.ZIP_STORED if body is book.package.parts.get(name) else zipfile.ZIP_DEFLATED
            file.writestr(zipfile.ZipInfo(name, (2013, 10, 12, 9, 30, 0)), body, way, 1)
    return out.getvalue()


class _Words:
    """The words of a workbook, by number; those that no sheet had before are added."""

    def __init__(self, known: dict[str, int], *, inline: bool) -> None:
        self.known, self.inline = known, inline
        self.added: dict[str, int] = {}
        self.first = max(known.values(), default=-1) + 1

    def cell(self, text: str) -> str:
        """A cell's type and content."""
        if self.inline:
            return f' t="inlineStr"><is><t xml:space="preserve">{_escaped(text)}</t></is></c>'
        number = self.known.get(text)
        if number is None:
            number = self.added.setdefault(text, self.first + len(self.added))
        return f' t="s"><v>{number}</v></c>'


def _escaped(text: str) -> str:
    return escape(ILLEGAL.sub("", text))


def _sheet_xml(book: Book, sheet: Sheet, words: _Words) -> bytes:
    body = book.package.parts[sheet.part]
    found = ROWS.search(body)
    assert found is not None
    lines = []
    written = {} if words.inline or book.apple else book.package.written
    for number, row in enumerate(sheet.rows, 1):
        cells = "".join(
            f'<c r="{name}{number}"{written.get(id(cell)) or _cell_xml(book, cell, words)}'
            for name, cell in zip(LETTERS, row.cells, strict=False)
            if cell is not BLANK
        )
        hidden = ' hidden="1"' if row.hidden else ""
        lines.append(f'<row r="{number}"{row.tall}{hidden}>{cells}</row>')
    if sheet.far_row:
        lines.append(f'<row r="{sheet.far_row}"><c r="A{sheet.far_row}" s="0"/></row>')
    head, tail = body[: found.start()], body[found.end() :]
    wide = "".join(
        f'<col min="{at}" max="{at}" width={quoteattr(column.wide)} customWidth="1"{" hidden=" + chr(34) + "1" + chr(34) if column.hidden else ""}/>'
        for at, column in enumerate(sheet.columns, 1)
    )
    head = re.sub(rb"<cols>.*?</cols>", b"", head, flags=re.DOTALL) + f"<cols>{wide}</cols>".encode()
    if sheet.dimension:
        head = re.sub(rb'<dimension ref="[^"]*"/>', f'<dimension ref="{sheet.dimension}"/>'.encode(), head)
    return head + f"<sheetData>{''.join(lines)}</sheetData>".encode() + _tail(tail, sheet)


def _tail(tail: bytes, sheet: Sheet) -> bytes:
    """What follows the rows, with the sheet's merged cells at their place."""
    tail = re.sub(rb"<mergeCells.*?</mergeCells>", b"", tail, flags=re.DOTALL)
    if not sheet.merges:
        return tail
    spans = "".join(f'<mergeCell ref="{LETTERS[a]}{y + 1}:{LETTERS[b]}{z + 1}"/>' for y, a, z, b in sheet.merges)
    before = re.match(rb"(?:\s*<(sheetProtection|autoFilter)\b(?:[^>]*/>|.*?</\1>))*", tail, re.DOTALL)
    at = before.end() if before else 0
    return tail[:at] + f'<mergeCells count="{len(sheet.merges)}">{spans}</mergeCells>'.encode() + tail[at:]


def _cell_xml(book: Book, cell: Cell, words: _Words) -> str:
    """A cell from behind its place on."""
    value, style = cell.value, book.package.styles.get(cell.style, cell.style)
    if isinstance(value, date) and style not in book.package.dates:
        style = book.package.styles["date"]
    start = f' s="{style}"' if style else ""
    formula = f"<f>{_escaped(cell.formula)}</f>" if cell.formula else ""
    if value is None:
        return f"{start}>{formula}</c>" if formula else f"{start}/>"
    if isinstance(value, bool):
        return f'{start} t="b">{formula}<v>{int(value)}</v></c>'
    if isinstance(value, Error):
        return f'{start} t="e">{formula}<v>{value.code}</v></c>'
    if isinstance(value, str):
        return f'{start} t="str">{formula}<v>{_escaped(value)}</v></c>' if formula else start + words.cell(value)
    if isinstance(value, date):
        return f"{start}>{formula}<v>{(value - (MAC_EPOCH if book.apple else EPOCH)).days}</v></c>"
    digits = value.digits if isinstance(value, Raw) else repr(value)
    return f"{start}>{formula}<v>{digits}</v></c>"


def _name_sheets(parts: dict[str, bytes], book: Book) -> None:
    """Rewrites the list of sheets: their names, order and states, and copies of sheets as parts of their own."""
    tree = etree.fromstring(parts["xl/workbook.xml"])
    listed = tree.find(f"{MAIN}sheets")
    assert listed is not None
    before = [(each.get("name"), each.get("state") or "visible", each.get(RELATION)) for each in listed]
    if (
        before == [(sheet.name, sheet.state, each[2]) for sheet, each in zip(book.sheets, before, strict=False)]
        and len(before) == len(book.sheets)
        and not book.apple
    ):
        return
    kept = {sheet.part for sheet in book.sheets}
    relations = etree.fromstring(parts["xl/_rels/workbook.xml.rels"])
    ids = {
        (target.lstrip("/") if (target := str(each.get("Target"))).startswith("/") else f"xl/{target}"): each.get("Id")
        for each in relations
    }
    for child in list(listed):
        listed.remove(child)
    for number, sheet in enumerate(book.sheets, 1):
        entry = etree.SubElement(listed, f"{MAIN}sheet", name=sheet.name, sheetId=str(number))
        entry.set(RELATION, str(ids[sheet.part]))
        if sheet.state != "visible":
            entry.set("state", sheet.state)
    names = tree.find(f"{MAIN}definedNames")
    if names is not None:  # they name sheets by position
        tree.remove(names)
    if book.apple:
        settings = tree.find(f"{MAIN}workbookPr")
        if settings is None:
            settings = etree.Element(f"{MAIN}workbookPr")
            tree.insert(0, settings)
        settings.set("date1904", "1")
    for view in tree.iter(f"{MAIN}workbookView"):
        for key in ("activeTab", "firstSheet"):
            view.attrib.pop(key, None)
    for part in [part for part in ids if part.startswith("xl/worksheets/") and part not in kept]:
        parts.pop(part, None)
        _drop_part(parts, part.rpartition("/")[2])
    parts["xl/workbook.xml"] = etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True)


def add_copy(book: Book, sheet: Sheet, name: str) -> Sheet:
    """A copy of a sheet as a part of its own, behind all others."""
    part = f"xl/worksheets/copy{len(book.sheets)}.xml"
    book.package = replace(book.package, parts=dict(book.package.parts))
    parts = book.package.parts
    parts[part] = re.sub(rb"<(?:legacyDrawing|drawing|hyperlinks?|tableParts)\b[^>]*/>", b"", parts[sheet.part])
    types = parts["[Content_Types].xml"].replace(
        b"</Types>",
        f'<Override PartName="/{part}" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>'.encode(),
    )
    parts["[Content_Types].xml"] = types
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"
    entry = (
        f'<Relationship Id="copy{len(book.sheets)}" Type="{kind}" Target="{part.removeprefix("xl/")}"/></Relationships>'
    )
    name_part = "xl/_rels/workbook.xml.rels"
    parts[name_part] = parts[name_part].replace(b"</Relationships>", entry.encode())
    made = replace(sheet.copy(), part=part, name=name, changed=True)
    book.sheets.append(made)
    return made


def _drop_part(parts: dict[str, bytes], name: str) -> None:
    """Takes what names a part out of the lists of parts."""
    for listing in ("[Content_Types].xml", "_rels/.rels", "xl/_rels/workbook.xml.rels"):
        if listing in parts:
            gone = rb"<(?:Override|Relationship)\b[^>]*" + re.escape(name.encode()) + rb"[^>]*/>"
            parts[listing] = re.sub(gone, b"", parts[listing])


# --- Other formats


def _plain(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, Raw):
        return value.digits
    return value.code if isinstance(value, Error) else str(value)


def as_csv(sheet: Sheet, encoding: str) -> bytes:
    """A sheet as text."""
    out = io.StringIO()
    csv.writer(out).writerows([_plain(cell.value) for cell in row.cells] for row in sheet.rows)
    return out.getvalue().encode(encoding, "replace")


def as_xls(book: Book) -> bytes:
    """The workbook as Excel 97 keeps it, formulas as their values."""
    import xlwt

    out = xlwt.Workbook(encoding="utf-8")
    day, share = xlwt.easyxf(num_format_str="yyyy-mm-dd"), xlwt.easyxf(num_format_str="0%")
    for sheet in book.sheets:
        made = out.add_sheet(sheet.name, cell_overwrite_ok=True)
        made.visibility = {"visible": 0, "hidden": 1}.get(sheet.state, 2)
        for y, row in enumerate(sheet.rows):
            made.row(y).hidden = row.hidden
            for x, cell in enumerate(row.cells):
                value = cell.value
                if value is None:
                    continue
                if isinstance(value, date):
                    made.write(y, x, datetime(value.year, value.month, value.day), day)
                elif isinstance(value, Raw):
                    made.write(y, x, float(value.digits), *([share] if cell.style == "percent" else []))
                elif isinstance(value, Error):
                    made.row(y).set_cell_error(x, "#N/A!" if value.code == "#N/A" else value.code)
                elif isinstance(value, float) and cell.style == "percent":
                    made.write(y, x, value, share)
                else:
                    made.write(y, x, value)
        for x, column in enumerate(sheet.columns):
            made.col(x).hidden = column.hidden
        for top, left, bottom, right in sheet.merges:
            made.merged_ranges.append((top, bottom, left, right))
    body = io.BytesIO()
    out.save(body)
    return body.getvalue()


NAMES = {name: f"urn:oasis:names:tc:opendocument:xmlns:{name}:1.0" for name in ("office", "table", "text", "style")}
ODS = "application/vnd.oasis.opendocument.spreadsheet"


def as_ods(book: Book) -> bytes:
    """The workbook as an OpenDocument spreadsheet."""
    spaces = " ".join(f'xmlns:{name}="{uri}"' for name, uri in NAMES.items())
    looks = '<style:style style:name="gone" style:family="table"><style:table-properties table:display="false" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"/></style:style>'
    tables = "".join(_ods_sheet(sheet) for sheet in book.sheets)
    content = f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {spaces} office:version="1.2"><office:automatic-styles>{looks}</office:automatic-styles><office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>'
    listed = "".join(
        f'<manifest:file-entry manifest:full-path="{path}" manifest:media-type="{kind}"/>'
        for path, kind in (("/", ODS), ("content.xml", "text/xml"))
    )
    manifest = f'<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">{listed}</manifest:manifest>'
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as file:
        file.writestr(zipfile.ZipInfo("mimetype", (2013, 10, 12, 9, 30, 0)), ODS, zipfile.ZIP_STORED)
        file.writestr("content.xml", content)
        file.writestr("META-INF/manifest.xml", manifest)
    return out.getvalue()


def _ods_sheet(sheet: Sheet) -> str:
    look = ' table:style-name="gone"' if sheet.state != "visible" else ""
    spans = {(y, a): (z - y + 1, b - a + 1) for y, a, z, b in sheet.merges}
    covered = {(y, x) for t, a, z, b in sheet.merges for y in range(t, z + 1) for x in range(a, b + 1)} - set(spans)
    rows = []
    for y, row in enumerate(sheet.rows):
        gone = ' table:visibility="filter"' if row.hidden else ""
        cells = "".join(_ods_cell(cell, spans.get((y, x)), (y, x) in covered) for x, cell in enumerate(row.cells))
        rows.append(f"<table:table-row{gone}>{cells}</table:table-row>")
    columns = "".join(
        f"<table:table-column{' table:visibility=' + chr(34) + 'collapse' + chr(34) if column.hidden else ''}/>"
        for column in sheet.columns
    )
    return f"<table:table table:name={quoteattr(sheet.name)}{look}>{columns}{''.join(rows)}</table:table>"


def _ods_cell(cell: Cell, span: tuple[int, int] | None, covered: bool) -> str:
    tag = "table:covered-table-cell" if covered else "table:table-cell"
    more = f' table:number-rows-spanned="{span[0]}" table:number-columns-spanned="{span[1]}"' if span else ""
    value = cell.value
    if value is None:
        return f"<{tag}{more}/>"
    if isinstance(value, Error):
        shown = f"<text:p>{escape(value.code)}</text:p>"
        return f'<{tag}{more} table:formula="of:=[.#REF!]" office:value-type="string" office:string-value="">{shown}</{tag}>'
    shown = "".join(f"<text:p>{_escaped(line)}</text:p>" for line in _plain(value).split("\n"))
    if isinstance(value, bool):
        kind = f'office:value-type="boolean" office:boolean-value="{str(value).lower()}"'
    elif isinstance(value, date):
        kind = f'office:value-type="date" office:date-value="{value.isoformat()}"'
    elif isinstance(value, str):
        kind = 'office:value-type="string"'
    else:
        share = "percentage" if cell.style == "percent" else "float"
        kind = f'office:value-type="{share}" office:value="{_plain(value)}"'
    return f"<{tag}{more} {kind}>{shown}</{tag}>"
