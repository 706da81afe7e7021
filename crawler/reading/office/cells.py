"""What a workbook's reader does not tell of the cells of an .xlsx: errors, percents, scaled numbers, formulas never computed.

Number formats are those of ECMA-376 part 1, 18.8.30 and 18.8.31.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation

from lxml import etree

from crawler.reading import plain

R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
CELL = re.compile(rb"<(?:\w+:)?c(?=[\s>/])")
ROW = re.compile(rb"<(?:\w+:)?row\b([^>]*)")
SAID = re.compile(rb"""\b(r|s|t)=["']([^"']{0,20})["']""")
VALUE = re.compile(rb"<(?:\w+:)?v>([^<]*)<")
FORMULA = re.compile(rb"<(?:\w+:)?f[\s>/]")
PLACE = re.compile(rb"([A-Z]{1,3})(\d{1,7})")
LITERAL = re.compile(r'"([^"]*)"|[\\!](.)|\[[^\]]*\]|_.|\*.')
CONDITION = re.compile(r"\[[<>=]")
CHINESE = re.compile("[\u4e00-\u9fff％]")
DATES = re.compile(r"[ymdhsb]", re.IGNORECASE)
PERCENTS = {9: "0%", 10: "0.00%"}  # the built-in formats that show another number than the one that is kept
OFFICE, TABLE = (f"{{urn:oasis:names:tc:opendocument:xmlns:{name}:1.0}}" for name in ("office", "table"))
Range = tuple[tuple[int, int], tuple[int, int]]
FORMATS = 5_000  # a workbook that was pasted together over years has some 4,000


@dataclass(frozen=True)
class Format:
    """How a number is shown: divided, with words before and behind it."""

    divisor: Decimal = Decimal(1)
    before: str = ""
    behind: str = ""

    def show(self, value: str) -> str:
        """The number as it is shown, but with all its digits; "" for what is no number."""
        try:
            exact = Decimal(f"{float(value):.15g}") / self.divisor
        except (ValueError, InvalidOperation):
            return ""
        text = format(exact, "f") if exact.is_finite() else ""
        text = text.rstrip("0").rstrip(".") if "." in text else text
        return f"{self.before}{text}{self.behind}" if text else ""


PERCENT = Format(Decimal("0.01"), behind="%")


@dataclass
class Sheet:
    """Texts at places (row, column from 0) that differ from the plain value, and whether a formula has no value."""

    shown: dict[tuple[int, int], str] = field(default_factory=dict)
    uncomputed: bool = False
    merged: list[Range] = field(default_factory=list)


def look(parts: zipfile.ZipFile) -> dict[str, Sheet]:
    """By a sheet's name what its cells show; empty where the workbook's own lists cannot be followed. Raises Unsafe."""
    names = set(parts.namelist())
    if "content.xml" in names:
        return _open_document(plain.parse_xml(parts.read("content.xml")))
    if not {"xl/workbook.xml", "xl/_rels/workbook.xml.rels"} <= names:
        return {}
    book = plain.parse_xml(parts.read("xl/workbook.xml"))
    targets = {
        each.get("Id"): each.get("Target") or "" for each in plain.parse_xml(parts.read("xl/_rels/workbook.xml.rels"))
    }
    formats = _formats(plain.parse_xml(parts.read("xl/styles.xml"))) if "xl/styles.xml" in names else {}
    stale = any(each.get("fullCalcOnLoad") in ("1", "true") for each in book.iter("{*}calcPr"))
    found = {}
    for sheet in book.iter("{*}sheet"):
        target = targets.get(sheet.get(R), "")
        part = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
        if part in names:
            found[sheet.get("name") or ""] = _sheet(parts.read(part), formats, stale)
    return found


def _open_document(content: etree._Element) -> dict[str, Sheet]:
    """The merged cells and percents of an .ods: its reader tells neither."""
    found = {}
    for table in content.iter(f"{TABLE}table"):
        sheet = found[table.get(f"{TABLE}name") or ""] = Sheet()
        y = 0
        for row in table.iter(f"{TABLE}table-row"):
            x = 0
            for cell in row:
                across, down = (_number(cell, f"number-{axis}-spanned") for axis in ("columns", "rows"))
                if across * down > 1:
                    sheet.merged.append(((y, x), (y + down - 1, x + across - 1)))
                if cell.get(f"{OFFICE}value-type") == "percentage":
                    sheet.shown[y, x] = PERCENT.show(cell.get(f"{OFFICE}value") or "")
                x += _number(cell, "number-columns-repeated")
            y += _number(row, "number-rows-repeated")
    return found


def _number(node: etree._Element, name: str) -> int:
    value = node.get(f"{TABLE}{name}") or ""
    return int(value) if value.isascii() and value.isdigit() and 0 < len(value) < 8 else 1


def as_format(code: str) -> Format | None:
    """The format of a code, or None when it shows the number itself or a day, or each range of numbers in its own way."""
    if CONDITION.search(code):
        return None
    literals: list[str] = []
    section = LITERAL.sub(lambda each: _kept(each, literals), code[:255]).split(";")[0]
    if DATES.search(section):
        return None
    first, last = (
        min((section.find(each) for each in "0#?" if each in section), default=-1),
        max(map(section.rfind, "0#?")),
    )
    if last < 0:
        return None
    divisor = Decimal(1000) ** len(re.match(r",*", section[last + 1 :])[0])  # type: ignore[index]
    if "%" in section:
        divisor /= 100
    core = section[first : last + 1]
    for place, literal in enumerate(literals):
        if literal == "." and chr(0xE000 + place) in core:
            divisor *= Decimal(10) ** sum(each in "0#?" for each in core.rpartition(chr(0xE000 + place))[2])
    before, behind = (_words(part, literals) for part in (section[:first], section[last + 1 :]))
    behind += "%" if "%" in section else ""
    return Format(divisor, before, behind) if (divisor, before, behind) != (1, "", "") else None


def _kept(match: re.Match[str], literals: list[str]) -> str:
    """A mark that stands for a literal text, so that no letter of it is taken for a sign of the format."""
    text = match[1] if match[1] is not None else match[2]
    if text is None:
        return ""
    literals.append(text)
    return chr(0xE000 + len(literals) - 1)


def _words(part: str, literals: list[str]) -> str:
    text = "".join(
        literals[ord(each) - 0xE000] if 0xE000 <= ord(each) < 0xE000 + len(literals) else each for each in part
    )
    return text.strip(" ,%") if CHINESE.search(text) else ""


def _formats(styles: etree._Element) -> dict[bytes, Format]:
    """By the number of a cell's style, the formats that show more than the plain number."""
    codes = dict(PERCENTS)
    for each in styles.iter("{*}numFmt"):
        number = each.get("numFmtId") or ""
        if number.isdigit() and len(codes) < FORMATS:
            codes[int(number)] = each.get("formatCode") or ""
    known = {number: as_format(code) for number, code in codes.items()}
    found = {}
    for holder in styles.iter("{*}cellXfs"):
        for place, style in enumerate(holder):
            number = style.get("numFmtId") or "0"
            if number.isdigit() and (meant := known.get(int(number))):
                found[str(place).encode()] = meant
    return found


def _sheet(content: bytes, formats: dict[bytes, Format], stale: bool) -> Sheet:
    sheet = Sheet()
    if not formats and FORMULA.search(content) is None and b'"e"' not in content and b"'e'" not in content:
        return sheet
    for place, said, rest in _cells(content, frozenset(formats)):
        kind, value = said.get(b"t", b"n"), VALUE.search(rest)
        text = value[1].decode("utf-8", "replace") if value else ""
        if kind == b"e":
            sheet.shown[place] = text
        elif kind == b"n" and (shown := formats.get(said.get(b"s", b""))) and text:
            sheet.shown[place] = shown.show(text)
        if FORMULA.search(rest) and (text == "" or (stale and text == "0")) and kind in (b"n", b"b", b"e"):
            sheet.uncomputed = True
    return sheet


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
