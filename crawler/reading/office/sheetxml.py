"""Workbooks of Excel 2003 in XML: what many a system exports under the name .xls (XML Spreadsheet Reference)."""

from __future__ import annotations

import re

from lxml import etree

from crawler.reading import doubts, limits, plain
from crawler.reading.office import formats
from crawler.reading.pages import grids
from crawler.reading.text import titles
from crawler.reading.value import Reading, Table

MIDNIGHT = re.compile(r"T00:00:00(?:\.0+)?$")
SHEET = "{urn:schemas-microsoft-com:office:spreadsheet}"
STYLE = f"{SHEET}StyleID"
Formats = dict[str, formats.Format]


def read(body: bytes, media_type: str) -> Reading:
    """All sheets with their numbers as they are shown. Raises Unsafe, XMLSyntaxError."""
    root = plain.parse_xml(body)
    known = _formats(root)
    tables = []
    for sheet in root.iter(f"{SHEET}Worksheet"):
        rows = _rows(sheet, known)
        if rows:
            tables.append(Table(rows, where=sheet.get(f"{SHEET}Name") or ""))
    text = "\n".join("\t".join(row) for table in tables for row in table.rows)
    title = next(filter(None, (titles.of_rows(table.rows) for table in tables)), "")
    return Reading(media_type, title=title, text=text, tables=tuple(tables), doubts=() if text else (doubts.EMPTY,))


def _rows(sheet: etree._Element, known: Formats) -> tuple[tuple[str, ...], ...]:
    """A sheet's rows; a cell says its own place (ss:Index), else it takes the next one that no merged cell covers."""
    taken: dict[tuple[int, int], str] = {}
    styles, usual = _columns(sheet)
    y = -1
    for row in sheet.iter(f"{SHEET}Row"):
        y = max(y + 1, _number(row, "Index", 0) - 1)
        x = 0
        for cell in row.iter(f"{SHEET}Cell"):
            x = max(x, _number(cell, "Index", 0) - 1)
            while (y, x) in taken:
                x += 1
            style = cell.get(STYLE) or row.get(STYLE) or styles.get(x, usual)
            text = "".join(_written(data, known.get(style)) for data in cell.iterfind(f"{SHEET}Data")).strip()
            across = _number(cell, "MergeAcross", 0) + 1
            grids.place(taken, (y, x), text, across, _number(cell, "MergeDown", 0) + 1)
            x += across
    return grids.rectangle(taken)


def _columns(sheet: etree._Element) -> tuple[dict[int, str], str]:
    """The style of each column that has one, and that of the whole table."""
    styles = {}
    x = 0
    for column in sheet.iter(f"{SHEET}Column"):
        x = max(x, _number(column, "Index", 0) - 1)
        for _ in range(min(_number(column, "Span", 0), limits.SPAN) + 1):
            styles[x] = column.get(STYLE) or "Default"
            x += 1
    return styles, next((table.get(STYLE) or "" for table in sheet.iter(f"{SHEET}Table")), "") or "Default"


def _formats(root: etree._Element) -> Formats:
    """By the name of a style its format, its own or that of its parent, where it shows more than the plain number."""
    own, parents = {}, {}
    for style in root.iter(f"{SHEET}Style"):
        name = style.get(f"{SHEET}ID") or ""
        parents[name] = style.get(f"{SHEET}Parent") or "Default"
        for each in style.iterchildren(f"{SHEET}NumberFormat"):
            own[name] = each.get(f"{SHEET}Format") or "General"
    codes = {name: own.get(name) or own.get(parents[name]) or own.get("Default") or "" for name in parents}
    return {name: meant for name, code in codes.items() if (meant := formats.as_format(code))}


def _written(data: etree._Element, meant: formats.Format | None) -> str:
    """The text of a cell as it is shown; a day as a day, not as its midnight."""
    text = "".join(data.itertext())
    if meant and data.get(f"{SHEET}Type") == "Number":
        return meant.show(text) or text
    return MIDNIGHT.sub("", text) if data.get(f"{SHEET}Type") == "DateTime" else text


def _number(node: etree._Element, name: str, default: int) -> int:
    value = node.get(f"{SHEET}{name}") or ""
    return int(value) if value.isascii() and value.isdigit() and len(value) < 8 else default
