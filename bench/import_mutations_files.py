"""Changes of whole sheets and of the file: other names and orders, other formats, damage. Entered into the table of changes."""

# ruff: noqa: E501 - markup in one piece
from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from datetime import date

from bench.import_mutations_book import Cell, Raw, Row, Sheet, Value, add_copy
from bench.import_mutations_changes import Case, Grade, amount, decision, mutation, said, write
from bench.import_mutations_reader import FORM, WORDS, inputs, plain

# --- Sheets


@mutation("sheets renamed", Grade.READABLE, 2)
def rename_sheet(case: Case) -> str:
    sheet = case.some()
    before = sheet.name
    sheet.name = case.chance.choice(
        (f"{before}（已填）", f" {before}", "Sheet1", f"{before} (2)", f"张三{before}", before[:2])
    )
    return f"{before} renamed {sheet.name!r}"


@mutation("names of sheets swapped", Grade.READABLE, 2, 0.5)
def swap_names(case: Case) -> str | None:
    every = case.sheets()
    if len(every) < 2:
        return None
    a, b = case.chance.sample(every, 2)
    a.name, b.name = b.name, a.name
    return f"the names {b.name} and {a.name} swapped"


@mutation("sheets reordered", Grade.PLAIN, 2)
def reorder_sheets(case: Case) -> str:
    case.chance.shuffle(case.book.sheets)
    return "the sheets in another order"


@mutation("sheets hidden", Grade.READABLE, 2)
def hide_sheet(case: Case) -> str:
    sheet = case.some()
    sheet.state = case.chance.choice(("hidden", "veryHidden"))
    return f"{sheet.name} {sheet.state}"


@mutation("version hidden", Grade.PLAIN, 2, 0.5)
def hide_version(case: Case) -> str | None:
    sheet = case.book.sheet("版本")
    if sheet is None:
        return None
    sheet.state = "hidden"
    return "the sheet of the version hidden"


@mutation("sheets deleted", Grade.READABLE, 2)
def delete_sheet(case: Case) -> str:
    sheet = case.some()
    case.book.sheets.remove(sheet)
    return f"{sheet.name} deleted"


@mutation("other sheets deleted", Grade.PLAIN, 2)
def delete_others(case: Case) -> str:
    kept = [sheet for sheet in case.book.sheets if sheet.role in FORM or sheet.role == "版本"]
    case.book.sheets[:] = kept
    return "all sheets deleted that nobody fills in"


@mutation("sheets added", Grade.PLAIN, 2)
def add_sheet(case: Case) -> str:
    sheet = add_copy(case.book, case.some(), "Sheet1")
    sheet.role = ""
    sheet.rows = [Row([Cell(text)]) for text in ("备忘", "10月9日电话核实", "维持")]
    sheet.columns, sheet.merges = sheet.columns[:1], []
    return "a sheet with notes added"


@mutation("sheet copied", Grade.READABLE, 2)
def copy_sheet(case: Case) -> str:
    sheet = case.some()
    add_copy(case.book, sheet, f"{sheet.name} (2)")
    return f"{sheet.name} copied"


@mutation("sheet copied and edited", Grade.ANY, 2, 2)
def copy_edited(case: Case) -> str | None:
    sheet = case.some()
    column = amount(sheet) if sheet.role == "实地检查" else decision(sheet)
    if sheet.at(column) is None or not case.spoken(sheet, column):
        return None
    made = add_copy(case.book, sheet, case.chance.choice((f"{sheet.name} (2)", f"{sheet.name}-复查", "Sheet2")))
    edited = made if case.chance.random() < 0.5 else sheet
    rows = case.spoken(edited, column)
    row = case.chance.choice(rows)
    if column == "得分":
        write(edited, row, column, Raw("0.1") if said(row, edited, column) != "0.1" else Raw("0.2"))
    else:
        others = [word for word in WORDS[sheet.role][1] if word not in (said(row, edited, column), "改为")]
        write(edited, row, column, others[0])
        for role in ("改为扣分",):
            if edited.at(role) is not None:
                write(edited, row, role, None)
        if edited.at("理由") is not None and not said(row, edited, "理由"):
            write(edited, row, "理由", "复查")
    return f"{sheet.name} copied as {made.name}, and something else decided in {edited.name}"


# --- The version


@mutation("version edited", Grade.ANY, 2, 3)
def edit_version(case: Case) -> str | None:
    sheet = case.book.sheet("版本")
    if sheet is None:
        return None
    label, value = case.chance.choice(
        (
            *(
                ("期别", "2013-08"),
                ("期别", "2013-10"),
                ("期别", "2014-09"),
                ("期别", "2013"),
                ("期别", "九月"),
                ("期别", ""),
            ),
            *(
                ("城市", "宜春市"),
                ("城市", "青石"),
                ("城市", ""),
                ("格式版本", "1"),
                ("格式版本", "3"),
                ("格式版本", "22"),
                ("格式版本", ""),
            ),
            *(("考核方案", "yichun-2013"), ("考核方案", "national-2019")),
        )
    )
    return _restamp(sheet, label, value or None)


def _restamp(sheet: Sheet, label: str, value: Value, means: object = None) -> str | None:
    for row in sheet.rows:
        cells = [at for at, cell in enumerate(row.cells) if not cell.blank]
        if len(cells) > 1 and plain(row.cells[cells[0]].text).startswith(label):
            before = row.cells[cells[1]]
            sheet.put(
                row,
                cells[1],
                Cell(value, before.style if means is None else "", "", None if means is None else (before.text,)),
            )
            return f"版本: {label} {before.text} → {value}"
    return None


@mutation("version in other cells", Grade.READABLE, 2)
def retype_version(case: Case) -> str | None:
    sheet = case.book.sheet("版本")
    if sheet is None:
        return None
    label, value = case.chance.choice(
        (
            ("格式版本", Raw("2")),
            ("格式版本", "２"),
            ("格式版本", " 2 "),
            ("期别", date(2013, 9, 1)),
            ("期别", "2013-9"),
            ("期别", "2013年9月"),
            ("期别", " 2013-09"),
        )
    )
    return _restamp(sheet, label, value, True)


@mutation("version removed", Grade.ANY, 2)
def remove_version(case: Case) -> str | None:
    sheet = case.book.sheet("版本")
    if sheet is None:
        return None
    if case.chance.random() < 0.5:
        case.book.sheets.remove(sheet)
        return "the sheet of the version deleted"
    row = case.chance.choice(
        [
            row
            for row in sheet.rows
            if any(plain(cell.text) in ("城市", "期别", "格式版本", "考核方案") for cell in row.cells)
        ]
    )
    name = row.cells[0].text
    sheet.rows.remove(row)
    sheet.changed = True
    return f"版本: {name} deleted"


@mutation("day of export edited", Grade.READABLE, 2, 0.5)
def edit_day(case: Case) -> str | None:
    sheet = case.book.sheet("版本")
    return None if sheet is None else _restamp(sheet, "导出日期", case.chance.choice(("2013-10-06", None)))


# --- Formats


def _has_results(case: Case) -> bool:
    """Whether no input is a formula whose result is not kept: in another format it would be nothing."""
    return not any(
        cell.formula and cell.value is None and column.role in inputs(sheet.role) and cell.means is not None
        for sheet in case.sheets()
        for row in sheet.lines
        for column, cell in zip(sheet.columns, row.cells, strict=False)
    )


@mutation("saved as .xls", Grade.PLAIN, 3, 2)
def to_xls(case: Case) -> str | None:
    if not _has_results(case) or any(len(sheet.name) > 31 for sheet in case.book.sheets):
        return None
    case.form = "xls"
    return "saved as .xls"


@mutation("saved as .ods", Grade.READABLE, 3, 2)
def to_ods(case: Case) -> str | None:
    if not _has_results(case):
        return None
    case.form = "ods"
    return "saved as .ods"


@mutation("saved as .csv", Grade.READABLE, 3)
def to_csv(case: Case) -> str:
    case.only = case.some().name
    case.form = case.chance.choice(("utf-8-sig", "gb18030"))
    case.lost = "no version"
    return f"only {case.only}, as text in {case.form}"


@mutation("words in the cells", Grade.PLAIN, 3)
def inline(case: Case) -> str:
    case.book.inline = True
    return "written as some programs do: words in the cells, no properties"


@mutation("without properties", Grade.PLAIN, 3)
def no_properties(case: Case) -> str:
    case.book.without = ("docProps/",)
    return "without docProps"


@mutation("1904 dates", Grade.READABLE, 3)
def apple(case: Case) -> str:
    case.book.apple = True
    return "dates counted from 1904, as a Mac did"


@mutation("1904 dates, days left as they are", Grade.ANY, 3)
def false_apple(case: Case) -> str:
    def flag(parts: dict[str, bytes]) -> None:
        body = parts["xl/workbook.xml"]
        if b"<workbookPr" in body:
            body = re.sub(rb"<workbookPr\b", b'<workbookPr date1904="1"', re.sub(rb' date1904="\d"', b"", body))
        else:
            body = re.sub(rb"<sheets>", b'<workbookPr date1904="1"/><sheets>', body)
        parts["xl/workbook.xml"] = body

    for sheet in case.sheets():
        at = sheet.at("日期")
        for row in sheet.lines:
            if at is not None and isinstance(row.cells[at].value, date):
                row.cells[at] = replace(row.cells[at], means=())
    case.book.edits.append(flag)
    return "the file says that days count from 1904, and all days are four years off"


@mutation("dimension that lies", Grade.PLAIN, 3)
def dimension(case: Case) -> str:
    for sheet in case.sheets():
        sheet.dimension = case.chance.choice(("A1", "A1:B2", "A1:XFD1048576", "C3:D4"))
        sheet.changed = True
    return "dimensions that lie"


@mutation("a far cell formatted", Grade.PLAIN, 3)
def far(case: Case) -> str:
    sheet = case.some()
    sheet.far_row = 1_048_576
    sheet.changed = True
    return f"{sheet.name}: formatted down to the last row"


@mutation("a million rows formatted", Grade.READABLE, 3, 0.02)
def million(case: Case) -> str:
    sheet = case.some()
    sheet.changed = True
    part = sheet.part

    def pad(parts: dict[str, bytes]) -> None:
        rows = b"".join(
            b'<row r="%d" ht="15" customHeight="1"/>' % number for number in range(len(sheet.rows) + 1, 400_000)
        )
        parts[part] = parts[part].replace(b"</sheetData>", rows + b"</sheetData>")

    case.book.edits.append(pad)
    return f"{sheet.name}: 400,000 rows with a height of their own"


@mutation("cells without places", Grade.READABLE, 3)
def unplaced(case: Case) -> str | None:
    """Cells need not say where they are when none is left out."""
    for sheet in case.sheets():
        sheet.rows = [Row([replace(cell) for cell in row.cells], row.hidden, row.tall) for row in sheet.rows]
        sheet.changed = True
    chosen = {sheet.part for sheet in case.sheets()}

    def strip(parts: dict[str, bytes]) -> None:
        for part in chosen & set(parts):
            parts[part] = re.sub(rb'<c r="[A-Z]+\d+"', b"<c", parts[part])

    case.book.edits.append(strip)
    return "cells that do not say where they are"


@mutation("words in runs", Grade.READABLE, 3)
def runs(case: Case) -> str:
    """Words in two colours, and a reading aid that is no part of them."""

    def split(parts: dict[str, bytes]) -> None:
        body = parts.get("xl/sharedStrings.xml", b"").decode()
        body = re.sub(r"<si><t[^>]*>([^<&]{2,})</t></si>", _in_runs, body)
        if body:
            parts["xl/sharedStrings.xml"] = body.encode()

    case.book.edits.append(split)
    return "words in several runs, with phonetic aids"


def _in_runs(found: re.Match[str]) -> str:
    text = found[1]
    return f'<si><r><t xml:space="preserve">{text[:1]}</t></r><r><rPr><b/></rPr><t xml:space="preserve">{text[1:]}</t></r><rPh sb="0" eb="1"><t>pin yin</t></rPh></si>'


@mutation("saved with macros", Grade.READABLE, 3)
def macros(case: Case) -> str:
    def add(parts: dict[str, bytes]) -> None:
        types = parts["[Content_Types].xml"].replace(b"spreadsheetml.sheet.main+xml", b"spreadsheetml.sheet.main+xml")
        types = types.replace(
            b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
            b"application/vnd.ms-excel.sheet.macroEnabled.main+xml",
        )
        types = types.replace(
            b"</Types>", b'<Default Extension="bin" ContentType="application/vnd.ms-office.vbaProject"/></Types>'
        )
        parts["[Content_Types].xml"] = types
        parts["xl/vbaProject.bin"] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2048)

    case.book.edits.append(add)
    case.form = "xlsm"
    return "saved as .xlsm with a macro"


@mutation("styles lost", Grade.READABLE, 3)
def no_styles(case: Case) -> str:
    """Days become the numbers that they are counted by."""

    def drop(parts: dict[str, bytes]) -> None:
        parts.pop("xl/styles.xml")
        for name in ("[Content_Types].xml", "xl/_rels/workbook.xml.rels"):
            parts[name] = re.sub(rb"<(?:Override|Relationship)\b[^>]*styles\.xml[^>]*/>", b"", parts[name])

    case.book.edits.append(drop)
    for sheet in case.sheets():
        for row in sheet.lines:
            for at, cell in enumerate(row.cells):
                if cell.style == "percent":
                    row.cells[at] = replace(cell, means=())
    return "the styles lost"


# --- Damage


@mutation("truncated", Grade.ANY, 3)
def truncated(case: Case) -> str:
    share = case.chance.random()
    case.spoil.append(lambda body: body[: int(len(body) * share)])
    case.lost = "cut off"
    return f"cut off after {share:.0%}"


@mutation("bits flipped", Grade.ANY, 3, 2)
def flipped(case: Case) -> str:
    """May hit what nobody reads: then the file says what it said."""
    places = [(case.chance.random(), case.chance.randrange(8)) for _ in range(case.chance.choice((1, 1, 3, 20)))]

    def flip(body: bytes) -> bytes:
        found = bytearray(body)
        for share, bit in places:
            found[int(share * len(found))] ^= 1 << bit
        return bytes(found)

    case.spoil.append(flip)
    return f"{len(places)} bits flipped"


@mutation("no workbook at all", Grade.ANY, 3)
def nothing(case: Case) -> str:
    kind = case.chance.choice(("empty", "zeros", "text", "html", "other zip", "pdf"))
    bodies = {
        "empty": b"",
        "zeros": bytes(4096),
        "text": "督查员意见 维持".encode(),
        "html": "<table><tr><td>编号</td></tr></table>".encode(),
        "other zip": _zip({"readme.txt": b"nothing"}),
        "pdf": b"%PDF-1.4\n%%EOF",
    }
    case.spoil.append(lambda _: bodies[kind])
    case.lost = kind
    return f"the file is {kind}"


@mutation("zeros in the middle", Grade.ANY, 3)
def zeroed(case: Case) -> str:
    at, size = case.chance.random(), case.chance.choice((64, 512, 4096))
    case.spoil.append(lambda body: body[: int(at * len(body))] + bytes(size) + body[int(at * len(body)) + size :])
    return f"{size} bytes of zeros at {at:.0%}"


@mutation("appended bytes", Grade.READABLE, 3, 0.5)
def appended(case: Case) -> str:
    case.spoil.append(lambda body: body + b"\0" * 700)
    return "zeros behind the file"


@mutation("protected by a password", Grade.ANY, 3, 0.5)
def protected(case: Case) -> str:
    case.spoil.append(lambda body: _encrypted(body))
    case.lost = "encrypted"
    return "protected by a password"


def _zip(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        for name, body in members.items():
            file.writestr(name, body)
    return out.getvalue()


def _encrypted(body: bytes) -> bytes:
    """An OLE file with the two streams that Excel keeps an encrypted workbook in; what they hold nobody can read."""
    from xlwt.CompoundDoc import XlsDoc

    out = io.BytesIO()
    XlsDoc().save(out, bytes(byte ^ 0x5A for byte in body[:20_000]))
    return out.getvalue().replace("Workbook".encode("utf-16-le"), "EncryptedPackage"[:8].encode("utf-16-le"))
