"""What a workbook's reader does not tell of the cells of an .xlsx: errors, percents, scaled numbers, formulas never computed."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice

from lxml import etree

from crawler.reading import limits, plain
from crawler.reading.office import formats

R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
STRICT = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"
BOOK, RELATIONS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
CELL = re.compile(rb"<(?:\w+:)?c(?=[\s>/])")
ROW = re.compile(rb"<(?:\w+:)?row\b([^>]*)")
LINE = re.compile(rb"<(?:\w+:)?(?:row|col)(?=\s)[^>]{0,400}")
ATTRIBUTE = re.compile(rb"""\s(\w+)=["']([^"']{0,20})["']""")
SAID = re.compile(rb"""\b(r|s|t)=["']([^"']{0,20})["']""")
VALUE = re.compile(rb"<(?:\w+:)?v>([^<]*)<")
FORMULA = re.compile(rb"<(?:\w+:)?f[\s>/]")
PLACE = re.compile(rb"([A-Z]{1,3})(\d{1,7})")
OFFICE, TABLE = (f"{{urn:oasis:names:tc:opendocument:xmlns:{name}:1.0}}" for name in ("office", "table"))
VISIBLE, HIDDEN = f"{TABLE}visibility", ("collapse", "filter")
PARAGRAPH = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}p"
ERROR = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}value-type"
Formats = dict[bytes, formats.Format]
Range = tuple[tuple[int, int], tuple[int, int]]
Formulas = dict[tuple[int, int], bool]  # by place, whether a formula's result is kept


@dataclass
class Sheet:
    """Texts at places (row, column from 0) that differ from the plain value; formulas without a value; drawings; hidden rows.

    Each of the hidden rows and columns is the first and the last of a run.
    """

    shown: dict[tuple[int, int], str] = field(default_factory=dict)
    uncomputed: bool = False
    drawn: bool = False
    hidden_rows: list[tuple[int, int]] = field(default_factory=list)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    merged: list[Range] = field(default_factory=list)


def look(parts: zipfile.ZipFile, formulas: dict[str, Formulas] | None = None) -> dict[str, Sheet]:
    """By a sheet's name what its cells show; empty where the workbook's own lists cannot be followed.

    Of an .xlsx, `formulas` is filled with the places of those of each sheet where it is given. Raises Unsafe, and XMLSyntaxError for an
    .ods that is not whole: its reader would wait for the end of a table for ever.
    """
    names = _names(parts)
    if "content.xml" in names:
        return _open_document(plain.parse_xml(parts.read("content.xml"), whole=True))
    known = _formats(plain.parse_xml(parts.read(names["xl/styles.xml"]))) if "xl/styles.xml" in names else {}
    stale = is_stale(parts)
    found = {}
    for name, part in sheet_parts(parts).items():
        places = None if formulas is None else formulas.setdefault(name, {})
        found[name] = _sheet(parts.read(part), known, stale, places)
    return found


def is_stale(parts: zipfile.ZipFile) -> bool:
    """Whether an .xlsx asks to be computed when it is opened, because the program that wrote it could not."""
    names = _names(parts)
    if BOOK not in names:
        return False
    book = plain.parse_xml(parts.read(names[BOOK]))
    return any(each.get("fullCalcOnLoad") in ("1", "true") for each in book.iter("{*}calcPr"))


def sheet_parts(parts: zipfile.ZipFile) -> dict[str, str]:
    """By a sheet's name its part of an .xlsx; empty where the workbook's own lists cannot be followed. Raises Unsafe."""
    names = _names(parts)
    if not {BOOK, RELATIONS} <= names.keys():
        return {}
    book = plain.parse_xml(parts.read(names[BOOK]))
    targets = {each.get("Id"): each.get("Target") or "" for each in plain.parse_xml(parts.read(names[RELATIONS]))}
    found = {}
    for sheet in islice(book.iter("{*}sheet"), limits.SHEETS):
        target = targets.get(sheet.get(R) or sheet.get(STRICT), "")
        part = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        if part in names:
            found[sheet.get("name") or ""] = names[part]
    return found


def _names(parts: zipfile.ZipFile) -> dict[str, str]:
    return {name.replace("\\", "/"): name for name in parts.namelist()}  # some programs of Windows write these


def open_formulas(content: etree._Element) -> dict[str, Formulas]:
    """By a sheet's name the places of its formulas in an .ods, which keeps their results."""
    found: dict[str, Formulas] = {}
    for table in content.iter(f"{TABLE}table"):
        places: Formulas = {}
        found[table.get(f"{TABLE}name") or ""] = places
        y = 0
        for row in table.iter(f"{TABLE}table-row"):
            x = 0
            for cell in row:
                if cell.get(f"{TABLE}formula"):
                    places[y, x] = True
                x += _number(cell, "number-columns-repeated")
            y += _number(row, "number-rows-repeated")
    return found


def _open_document(content: etree._Element) -> dict[str, Sheet]:
    """What the reader of an .ods does not tell: merged cells, errors, hidden rows, and numbers that are shown otherwise."""
    found, copies = dict[str, Sheet](), 0
    for table in content.iter(f"{TABLE}table"):
        sheet = found[table.get(f"{TABLE}name") or ""] = Sheet()
        x = 0
        for column in table.iter(f"{TABLE}table-column"):
            beside = _number(column, "number-columns-repeated")
            sheet.hidden_columns += [(x, x + beside - 1)] * (column.get(VISIBLE) in HIDDEN)
            x += beside
        y = 0
        for row in table.iter(f"{TABLE}table-row"):
            below = _number(row, "number-rows-repeated")
            copies += _open_row(row, (y, y + below), sheet)
            if copies > limits.TABLE_CELLS:
                raise limits.LimitReached("repeated cells")
            sheet.hidden_rows += [(y, y + below - 1)] * (row.get(VISIBLE) in HIDDEN)
            y += below
    return found


def _open_row(row: etree._Element, ys: tuple[int, int], sheet: Sheet) -> int:
    """How many places it fills beside those of its cells themselves; of too many it shows none."""
    x = copies = 0
    for cell in row:
        across, down = (_number(cell, f"number-{axis}-spanned") for axis in ("columns", "rows"))
        if across * down > 1:
            sheet.merged.append(((ys[0], x), (ys[0] + down - 1, x + across - 1)))
        beside = _number(cell, "number-columns-repeated")
        copies += beside * (ys[1] - ys[0]) - 1 if len(cell) or cell.get(f"{OFFICE}value-type") else 0
        if copies <= limits.TABLE_CELLS and (text := _open_shown(cell)):
            sheet.shown.update({(y, place): text for y in range(*ys) for place in range(x, x + beside)})
        x += beside
    return copies


def _open_shown(cell: etree._Element) -> str:
    kind, value = cell.get(f"{OFFICE}value-type"), cell.get(f"{OFFICE}value") or ""
    if kind == "percentage":
        return formats.PERCENT.show(value)
    if kind in ("float", "currency") or cell.get(ERROR) == "error":
        text = "".join("".join(line.itertext()) for line in cell.iterchildren(PARAGRAPH)).strip()
        return text if cell.get(ERROR) == "error" else formats.as_shown(value, text)
    return ""


def _number(node: etree._Element, name: str) -> int:
    value = node.get(f"{TABLE}{name}") or ""
    return int(value) if value.isascii() and value.isdigit() and 0 < len(value) < 8 else 1


def _formats(styles: etree._Element) -> Formats:
    """By the number of a cell's style, the formats that show more than the plain number."""
    codes: dict[int, str] = {}
    for each in styles.iter("{*}numFmt"):
        number = each.get("numFmtId") or ""
        if number.isdecimal() and len(codes) < formats.FORMATS:
            codes[int(number)] = each.get("formatCode") or ""
    numbers = [style.get("numFmtId") or "0" for holder in styles.iter("{*}cellXfs") for style in holder]
    found = formats.by_style((int(number) if number.isdecimal() else 0 for number in numbers), codes)
    return {str(place).encode(): meant for place, meant in found.items()}


def _sheet(content: bytes, known: Formats, stale: bool, formulas: Formulas | None = None) -> Sheet:
    sheet = Sheet()
    if b"hidden" in content:
        _hide(content, sheet)
    if not known and FORMULA.search(content) is None and b'"e"' not in content and b"'e'" not in content:
        return sheet
    for place, said, rest in _cells(content, frozenset(known)):
        kind, value = said.get(b"t", b"n"), VALUE.search(rest)
        text = value[1].decode("utf-8", "replace") if value else ""
        if kind == b"e":
            sheet.shown[place] = text
        elif kind == b"n" and (shown := known.get(said.get(b"s", b""))) and text:
            sheet.shown[place] = shown.show(text)
        if FORMULA.search(rest):
            has_result = text != "" and not (stale and text == "0")
            sheet.uncomputed |= not has_result and kind in (b"n", b"b", b"e")
            if formulas is not None:
                formulas[place] = has_result
    return sheet


def _hide(content: bytes, sheet: Sheet) -> None:
    for tag in LINE.findall(content):
        said = dict(ATTRIBUTE.findall(tag))
        if said.get(b"hidden") in (b"1", b"true"):
            ends = [int(said[name]) - 1 for name in (b"r", b"min", b"max") if said.get(name, b"").isdigit()]
            if ends:
                (sheet.hidden_rows if b"r" in said else sheet.hidden_columns).append((ends[0], ends[-1]))


def _cells(content: bytes, styles: frozenset[bytes]) -> Iterator[tuple[tuple[int, int], dict[bytes, bytes], bytes]]:
    """(row and column, attributes, all up to the next cell) of each cell that may show more than its value.

    A cell without a place follows the one before it.
    """
    y, x = -1, -1
    for number, piece in enumerate(CELL.split(content)):
        if number:
            head, _, rest = piece.partition(b">")
            x += 1
            if b"r=" not in head or b"<f" in rest or b":f" in rest or b"t=" in head or styles:
                said = dict(SAID.findall(head))
                if place := PLACE.fullmatch(said.get(b"r", b"")):
                    y, x = int(place[2]) - 1, column(place[1]) - 1
                if said.get(b"t") == b"e" or said.get(b"s") in styles or FORMULA.search(rest):
                    yield (y, x), said, rest
        if b"row" in piece:
            for row in ROW.finditer(piece):
                at = dict(SAID.findall(row[1])).get(b"r", b"")
                y, x = (int(at) - 1 if at.isdigit() else y + 1), -1


def column(letters: bytes) -> int:
    """A column's number from 1: A is 1, XFD is 16,384."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def letters(number: int) -> bytes:
    """A column's letters by its number from 1."""
    found = b""
    while number:
        number, place = divmod(number - 1, 26)
        found = bytes([65 + place]) + found
    return found
