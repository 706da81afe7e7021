"""Spreadsheets: what a person sees in them is what is read, and what nobody can see is doubted."""

# ruff: noqa: E501

import datetime
import io
import random
import re
import struct
import zipfile

import openpyxl
import pytest
import xlsxwriter
import xlwt

from bench import tables
from crawler.reading import File, Pool, doubts, limits
from crawler.reading.office import biff, formats
from tests.crawler.reading.test_files import rezipped, saved, seen, zipped


def made(write, **options):
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, options) as book:
        write(book, book.add_worksheet("表一"))
    return seen(out.getvalue(), "a.xlsx")


def shown(value, code=None, **options):
    found = made(
        lambda book, sheet: sheet.write_row(0, 0, ["项目", value], book.add_format({"num_format": code or "General"})),
        **options,
    )
    return found.tables[0].rows[0][1]


@pytest.mark.parametrize(
    ("value", "code", "meant"),
    [
        (0.125, "0.0%", "12.5%"),
        (0.125, "0%", "12.5%"),
        (1, "0.00%", "100%"),
        (1234.5, "#,##0.00", "1234.5"),
        (0.1 + 0.2, None, "0.3"),
        (1e21, None, "1000000000000000000000"),
        (-1e-7, None, "-0.0000001"),
        (125000, '0!.0,"万元"', "12.5万元"),
        (125000, "0\\.0,", "12.5"),
        (1250000, "#,##0.00,", "1250"),
        (5, '0.00"元"', "5元"),
        (5, "000", "005"),
        (-5, "000", "-005"),
        (104, "00000", "00104"),
        (1234, "0,000", "1234"),
        (5.25, "00.0", "05.25"),
        (0.0525, "[>=1]0%;0.0%", "5.25%"),
        (2.5, '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ', "2.5"),
        (2.5, "[红色][>=100]0.0;[$¥-804]0.0", "2.5"),
        (1.02, '[>999999]#,,"M";[>999]#,"K";#', "1.02"),
        ("0012", None, "0012"),
        ("12.50", "@", "12.50"),
        (True, None, "TRUE"),
        (datetime.date(2013, 4, 2), 'yyyy"年"m"月"d"日"', "2013-04-02"),
        (datetime.datetime(2013, 4, 2, 10, 30), "yyyy/m/d h:mm", "2013-04-02 10:30:00"),
        (datetime.time(10, 30), "h:mm", "10:30:00"),
    ],
)
def test_a_number_is_read_as_a_person_sees_it_with_all_its_digits(value, code, meant):
    assert shown(value, code) == meant


def test_days_of_the_calendar_of_1904_are_right():
    assert shown(datetime.date(2013, 4, 2), "yyyy-mm-dd", date_1904=True) == "2013-04-02"


def test_errors_are_shown_and_comments_are_not():
    def write(_, sheet):
        sheet.write_row(0, 0, ["项目", "数"])
        sheet.write_comment(0, 0, "批注")
        sheet.write_formula(1, 0, "=#REF!", None, "#REF!")
        sheet.write_formula(1, 1, "=1/0", None, "#DIV/0!")

    assert made(write).tables[0].rows == (("项目", "数"), ("#REF!", "#DIV/0!"))


def test_a_formula_is_its_kept_value_and_one_without_is_doubted():
    def write(sheet, value):
        sheet.write_row(0, 0, ["合计", "数"])
        sheet.write_formula(1, 1, "=SUM(C1:C9)", None, value)

    assert made(lambda _, sheet: write(sheet, 12.5)).doubts == ()
    assert made(lambda _, sheet: write(sheet, 0)).doubts == ("formula_uncomputed",)
    book = openpyxl.Workbook()
    book.active.append(["合计", "=SUM(C1:C9)"])
    found = seen(saved(book), "a.xlsx")
    assert (found.tables[0].rows, found.doubts, found.unread) == (
        (("合计",),),
        ("formula_uncomputed",),
        "formula_uncomputed",
    )


def test_hidden_sheets_rows_and_columns_are_read_and_say_so():
    def write(book, sheet):
        sheet.write_row(0, 0, ["项目", "数"])
        sheet.write_row(1, 0, ["藏", 1])
        sheet.set_row(1, None, None, {"hidden": True})
        sheet.set_column(1, 1, None, None, {"hidden": True})
        other = book.add_worksheet("表二")
        other.write(0, 0, "底稿")
        other.hide()

    found = made(write)
    assert [(table.where, table.rows) for table in found.tables] == [
        ("表一（含隐藏的行列）", (("项目", "数"), ("藏", "1"))),
        ("表二（隐藏）", (("底稿",),)),
    ]


@pytest.mark.parametrize(
    "hide",
    [
        lambda sheet: sheet.set_row(1, None, None, {"hidden": True}),
        lambda sheet: sheet.set_column(1, 1, None, None, {"hidden": True}),
        lambda sheet: sheet.set_column(2, 9, None, None, {"hidden": True}),
        lambda sheet: sheet.set_row(5, None, None, {"hidden": True}),
    ],
)
def test_only_hidden_rows_and_columns_that_hold_something_are_told(hide, request):
    def write(_, sheet):
        sheet.write_row(0, 0, ["项目", "数"])
        sheet.write_row(1, 0, ["甲", 1])
        hide(sheet)

    said = request.node.callspec.indices["hide"] < 2
    assert made(write).tables[0].where == ("表一（含隐藏的行列）" if said else "表一")


def test_hidden_rows_of_old_and_binary_and_open_workbooks_are_told():
    assert seen(old(("甲", 1, "0"), ("乙", 2, "0"), hidden=True), "a.xls").tables[0].where == "表一（含隐藏的行列）"
    assert seen(binary(5, "0"), "a.xlsb").tables[0].where == "表一（含隐藏的行列）"
    cell = '<table:table-cell office:value-type="string"><text:p>甲</text:p></table:table-cell>'
    hidden = f'<table:table-row table:visibility="collapse">{cell}</table:table-row>'
    assert [opened(rows).tables[0].where for rows in (hidden, f"<table:table-row>{cell}</table:table-row>")] == [
        "表（含隐藏的行列）",
        "表",
    ]


def test_a_title_and_a_unit_above_the_header_are_the_caption():
    def write(_, sheet):
        sheet.merge_range(2, 1, 2, 3, "某局三公经费预算表")
        sheet.write(3, 3, "单位：万元")
        sheet.write_row(4, 1, ["项目", "2012", "2013"])
        sheet.write_row(5, 1, ["接待费", 0, 2.5])

    table = made(write).tables[0]
    assert table.caption == "某局三公经费预算表 单位：万元"
    assert table.rows[2:] == (("项目", "2012", "2013"), ("接待费", "0", "2.5"))


def test_tables_under_titles_of_their_own_are_apart_and_notes_are_not():
    def write(_, sheet):
        rows = [
            ["收入表"],
            ["项目", "数"],
            ["拨款", 1],
            [],
            ["支出表"],
            ["项目", "数"],
            ["工资", 1],
            [],
            ["填表人：某某"],
        ]
        for y, row in enumerate(rows):
            sheet.write_row(y, 0, row)

    first, second = made(write).tables
    assert (first.caption, first.rows[1:]) == ("收入表", (("项目", "数"), ("拨款", "1")))
    assert (second.caption, second.rows[1:]) == ("支出表", (("项目", "数"), ("工资", "1"), ("填表人：某某", "")))


def test_rich_and_inline_texts_are_whole_and_readings_of_characters_are_not_added():
    strings = """<?xml version="1.0"?><sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><r><t>接待</t></r><r><rPr><b/></rPr>
    <t>费</t></r><rPh sb="0" eb="1"><t>jiedai</t></rPh><phoneticPr fontId="1"/></si></sst>"""
    sheet = """<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><dimension ref="A1:XFD1048576"/><sheetData>
    <row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="inlineStr"><is><t>数额</t></is></c></row><row r="2"><c r="A2"><v>1</v></c><c r="B2" t="str"><f>A1</f><v></v></c></row>
    </sheetData></worksheet>"""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        book.add_worksheet("表一").write(0, 0, "x")
    found = seen(rezipped(out.getvalue(), **{"xl/sharedStrings.xml": strings, "xl/worksheets/sheet1.xml": sheet}))
    assert (found.tables[0].rows, found.doubts) == ((("接待费", "数额"), ("1", "")), ())


def test_a_workbook_of_charts_alone_is_no_empty_one():
    def write(book, sheet):
        chart = book.add_chart({"type": "column"})
        chart.add_series({"values": "=表一!$A$1:$A$3"})
        sheet.insert_chart(0, 0, chart)

    assert made(write).doubts == ("image_only",)
    assert made(lambda book, sheet: None).doubts == ("empty",)


def test_a_merge_over_a_million_rows_is_read():
    sheet = """<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1">
    <c r="A1" t="inlineStr"><is><t>甲</t></is></c><c r="C1" t="inlineStr"><is><t>乙</t></is></c></row></sheetData>
    <mergeCells count="1"><mergeCell ref="A1:B1048576"/></mergeCells></worksheet>"""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        book.add_worksheet("表一")
    assert seen(rezipped(out.getvalue(), **{"xl/worksheets/sheet1.xml": sheet})).tables[0].rows == (("甲", "甲", "乙"),)


def test_cells_far_apart_are_read_and_their_merges_and_percents_stand_at_their_places():
    def write(book, sheet):
        sheet.merge_range("A1:B2", "项目")
        sheet.write("C2", 0.125, book.add_format({"num_format": "0.0%"}))
        sheet.write("XFD1048576", "远")

    found = made(write)
    rows = (("项目", "项目", "", "", ""), ("项目", "项目", "12.5%", "", ""), ("", "", "", "", "远"))
    assert (found.tables[0].rows, found.doubts) == (rows, ())


def test_of_a_sheet_too_large_the_first_rows_are_kept(monkeypatch):
    monkeypatch.setattr(limits, "SHEET_CELLS", 10)
    found = made(lambda _, sheet: [sheet.write_row(y, 0, ["甲", y]) for y in range(9)])
    assert (len(found.tables[0].rows), found.doubts) == (5, ("parse_limit",))


@pytest.mark.parametrize(
    ("rows", "title"),
    [
        ([["项目", "数额合计"], ["接待费用", "12.5"]], ""),
        ([["项目"], ["12.5"]], ""),
        ([["#DIV/0!"], ["0.0525"], ["12.5万元"]], ""),
        ([["附件1"], ["某局预算表", "", "单位：万元"], ["项目", "数"]], "某局预算表"),
        ([["某局预算表"], ["项目", "数"]], "某局预算表"),
        ([["项目", "数"], ["某局预算表"]], ""),
    ],
)
def test_a_title_is_words_that_stand_alone_above_the_header(rows, title):
    assert made(lambda _, sheet: [sheet.write_row(y, 0, row) for y, row in enumerate(rows)]).title == title
    text = "\n".join("\t".join(row) for row in rows)
    assert seen(text.encode(), "a.csv").title == title


@pytest.mark.parametrize("mark", [",", "\t", ";"])
@pytest.mark.parametrize("written", ["gb18030", "utf-8-sig", "utf-16", "utf-16le"])
def test_text_between_marks_under_the_name_of_a_workbook(written, mark):
    text = (
        mark.join(["项目", "预算"])
        + "\r\n"
        + mark.join(["接待费", '"1,234.50"'])
        + "\r\n"
        + mark.join(["说明", '"分\r\n行"', "多"])
    )
    found = seen(text.encode(written), "三公.xls", "application/vnd.ms-excel")
    assert found.doubts == ()
    assert found.tables[0].rows == (("项目", "预算", ""), ("接待费", "1,234.50", ""), ("说明", "分\n行", "多"))


def opened(rows):
    spaces = {each: f"urn:oasis:names:tc:opendocument:xmlns:{each}:1.0" for each in ("office", "table", "text")}
    spaces["calcext"] = "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"
    names = " ".join(f'xmlns:{name}="{space}"' for name, space in spaces.items())
    content = f'<office:document-content {names}><office:body><office:spreadsheet><table:table table:name="表">{rows}</table:table></office:spreadsheet></office:body></office:document-content>'
    return seen(open_document(content), "a.ods")


def open_document(content):
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    manifest = '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
    return zipped(**{"mimetype": kind, "META-INF/manifest.xml": manifest, "content.xml": content})


def test_of_sheets_that_span_too_much_together_the_first_are_read(monkeypatch):
    monkeypatch.setattr(limits, "BOOK_CELLS", 7)

    def write(book, sheet):
        for each in (sheet, book.add_worksheet("表二"), book.add_worksheet("表三")):
            each.write(0, 0, each.name)
            each.write(2 if each is not sheet else 0, 1, "12")

    found = made(write)
    assert ([table.where for table in found.tables], found.doubts) == (["表一"], ("parse_limit",))
    monkeypatch.setattr(limits, "BOOK_CELLS", 8)
    assert [table.where for table in made(write).tables] == ["表一", "表二"]


@pytest.mark.parametrize("kind", ["string", "float"])
def test_of_an_open_document_that_repeats_its_cells_without_end_nothing_is_believed(kind):
    cell = f'<table:table-cell office:value-type="{kind}" office:value="1"><text:p>12</text:p></table:table-cell>'
    for times, doubted in (("1000", ()), ("1048576", ("parse_limit",))):
        found = opened(f'<table:table-row table:number-rows-repeated="{times}">{cell * 3}</table:table-row>')
        assert found.doubts == doubted
    blank = '<table:table-row table:number-rows-repeated="1048570"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
    assert opened(f"<table:table-row>{cell}</table:table-row>{blank}").doubts == ()


def test_an_open_document_that_does_not_end_is_damaged_at_once():
    body = open_document(
        '<a xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"><table:table table:name="表"></a>'
    )
    with Pool(1) as pool:  # its reader would not come back
        assert pool.submit(File(body, "http://a/a.ods", name="a.ods")).result().doubts == (doubts.DAMAGED,)


def test_an_open_document_with_a_character_that_xml_has_not_is_read():
    cell = '<table:table-cell calc:x="1" office:value-type="string"><text:p>甲\x0b乙</text:p></table:table-cell>'
    found = opened(f"<table:table-row>{cell * 2}</table:table-row>")
    assert (found.tables[0].rows, found.doubts) == ((("甲乙", "甲乙"),), ())


def test_open_documents_have_merged_cells_percents_and_repeated_ones():
    said = 'office:value-type="string"'
    rows = f"""<table:table-row table:number-rows-repeated="3"><table:table-cell/></table:table-row><table:table-row><table:table-cell/>
    <table:table-cell {said} table:number-rows-spanned="2"><text:p>项目</text:p></table:table-cell><table:table-cell {said}
    table:number-columns-spanned="2"><text:p>预算</text:p></table:table-cell><table:covered-table-cell/></table:table-row><table:table-row>
    <table:table-cell/><table:covered-table-cell/><table:table-cell {said} table:number-columns-repeated="2"><text:p>甲</text:p></table:table-cell>
    </table:table-row><table:table-row><table:table-cell/><table:table-cell {said}><text:p>率</text:p></table:table-cell><table:table-cell
    office:value-type="percentage" office:value="0.125"><text:p>12.5%</text:p></table:table-cell></table:table-row>"""
    rows = re.sub(r">\s+<", "><", rows).replace("\n", " ")
    found = opened(rows)
    assert found.doubts == ()
    assert found.tables[0].rows == (("项目", "预算", "预算"), ("项目", "甲", "甲"), ("率", "12.5%", ""))


def test_excel_2003_xml_without_its_comments_and_with_days():
    source = """<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">
    <Worksheet ss:Name="表一"><Table><Row><Cell><Data ss:Type="String">项目</Data><Comment><ss:Data>批注</ss:Data></Comment></Cell><Cell><Data ss:Type="DateTime">
2013-04-02T00:00:00.000</Data></Cell></Row></Table></Worksheet></Workbook>"""
    assert seen(source.encode(), "a.xls").tables[0].rows == (("项目", "2013-04-02"),)


def test_excel_2003_xml_shows_percents_of_cells_columns_and_named_formats():
    source = """<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">
    <Styles><Style ss:ID="Default"/><Style ss:ID="p"><NumberFormat ss:Format="0.00%"/></Style><Style ss:ID="q"><NumberFormat ss:Format="Percent"/></Style>
    <Style ss:ID="r" ss:Parent="p"/><Style ss:ID="s"><NumberFormat ss:Format="000"/></Style></Styles><Worksheet ss:Name="表一"><Table>
    <Column ss:Index="2" ss:StyleID="q"/><Row><Cell ss:StyleID="p"><Data ss:Type="Number">0.0525</Data></Cell><Cell><Data ss:Type="Number">1</Data></Cell>
    <Cell ss:StyleID="r"><Data ss:Type="Number">2</Data></Cell><Cell ss:StyleID="s"><Data ss:Type="Number">7</Data></Cell></Row></Table></Worksheet></Workbook>"""
    assert seen(source.encode(), "a.xls").tables[0].rows == (("5.25%", "100%", "200%", "007"),)


def test_open_documents_show_errors_scales_and_repeated_percents():
    def cell(value, text, kind="float", more=""):
        return f'<table:table-cell office:value-type="{kind}" office:value="{value}" {more}><text:p>{text}</text:p></table:table-cell>'

    cells = (
        cell(0.5, "50%", "percentage", 'table:number-columns-repeated="2"')
        + cell(12345678, "12,345.68")
        + cell(5, "005")
    )
    cells += cell(125000, "12.5万元") + cell(0.6, "1") + cell(1234.567, "1,235")
    cells += '<table:table-cell office:value-type="string" office:string-value="" calcext:value-type="error"><text:p>#DIV/0!</text:p></table:table-cell>'
    rows = f'<table:table-row table:number-rows-repeated="2">{cells}</table:table-row>'
    found = opened(rows)
    row = ("50%", "50%", "12345.678", "005", "12.5万元", "0.6", "1234.567", "#DIV/0!")
    assert (found.tables[0].rows, found.doubts) == ((row, row), ())


def test_old_workbooks_have_days_and_texts_of_digits():
    book = xlwt.Workbook()
    sheet = book.add_sheet("表一")
    sheet.write(0, 0, "0012")
    sheet.write(0, 1, datetime.date(2013, 4, 2), xlwt.easyxf(num_format_str="yyyy-mm-dd"))
    assert seen(saved(book), "a.xls").tables[0].rows == (("0012", "2013-04-02"),)


def old(*cells, hidden=False):
    """What is read of an old workbook with a row of a label, a value and how it is shown for each of `cells`."""
    book = xlwt.Workbook()
    sheet = book.add_sheet("表一")
    for y, (label, value, code) in enumerate(cells):
        sheet.write(y, 0, label)
        sheet.write(y, 1, value, xlwt.easyxf(num_format_str=code))
    sheet.row(len(cells) - 1).hidden = hidden
    return saved(book)


@pytest.mark.parametrize(
    ("value", "code", "meant"),
    [
        (0.0525, "0.00%", "5.25%"),
        (1, "0%", "100%"),
        (1234567, "0.00,", "1234.567"),
        (125000, '0!.0,"万元"', "12.5万元"),
        (5, "000", "005"),
        (-0.5, "0.0%", "-50%"),
        (0.0123456789, "0.0%", "1.23456789%"),
        (12.5, "0.00", "12.5"),
    ],
)
def test_numbers_of_old_workbooks_are_read_as_they_are_shown(value, code, meant):
    found = seen(old(("项目", value, code), ("其他", 3, "0%")), "a.xls")
    assert (found.tables[0].rows, found.doubts) == ((("项目", meant), ("其他", "300%")), ())


def test_percents_are_shown_in_strict_workbooks_and_in_those_with_paths_of_windows():
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        book.add_worksheet("表一").write_row(0, 0, ["率", 0.05], book.add_format({"num_format": "0%"}))
    ours = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    with zipfile.ZipFile(out) as parts:
        content = {name: parts.read(name) for name in parts.namelist()}
    windows = zipped(**{name.replace("/", "\\"): part for name, part in content.items()})
    strict = {
        name: part.replace(ours.encode(), b"http://purl.oclc.org/ooxml/officeDocument/relationships")
        for name, part in content.items()
    }
    for body in (windows, zipped(**strict)):
        found = seen(body, "a.xlsx")
        assert (found.tables[0].rows, found.doubts) == ((("率", "5%"),), ())


def test_errors_of_old_workbooks_are_shown():
    book = xlwt.Workbook()
    sheet = book.add_sheet("表一")
    sheet.write(1, 1, "率")
    sheet.row(1).set_cell_error(2, "#DIV/0!")
    assert seen(saved(book), "a.xls").tables[0].rows == (("率", "#DIV/0!"),)


def test_where_formats_cannot_be_told_numbers_are_doubted(monkeypatch):
    monkeypatch.setattr(biff, "look", lambda body: None)
    assert seen(old(("率", 0.05, "0%")), "a.xls").doubts == ("formats_unread",)
    assert seen(old(("率", "无", "0%")), "a.xls").doubts == ()


@pytest.mark.parametrize(
    ("bits", "meant"), [(0x3FF00000, 1.0), (0x3FF00001, 0.01), (50 << 2 | 2, 50.0), (0xFFFFFFFE, -1.0)]
)
def test_short_numbers_of_old_workbooks(bits, meant):
    assert biff.rk(bits) == meant


def test_broken_records_of_old_workbooks_raise_nothing():
    whole = bytearray(old(("项目", 0.05, "0%")))
    for at in range(512, len(whole), 97):
        whole[at] ^= 0xFF
        biff.look(bytes(whole))


def binary(value, code):
    """A workbook of binary parts with one number that is shown as `code` says, and one error beside it."""

    def record(kind, *fields):
        data = b"".join(each.encode("utf-16le") if isinstance(each, str) else each for each in fields)
        first = bytes([kind]) if kind < 128 else bytes([kind & 0x7F | 0x80, kind >> 7])
        return first + bytes([len(data) & 0x7F | 0x80, len(data) >> 7]) + data

    def text(words):
        return struct.pack("<I", len(words)) + words.encode("utf-16le")

    styles = record(44, struct.pack("<H", 164), text(code)) + record(626) + record(47, bytes(16)) + record(627)
    styles += (
        record(617, bytes(4)) + record(47, bytes(16)) + record(47, struct.pack("<HH", 0, 164), bytes(12)) + record(618)
    )
    sheet = record(129) + record(148, struct.pack("<IIII", 0, 0, 0, 1)) + record(145)
    sheet += record(0, bytes(8), struct.pack("<HBBBI", 300, 0, 0x10, 0, 0))
    sheet += (
        record(5, struct.pack("<IId", 0, 1, value))
        + record(3, struct.pack("<IIB", 1, 0, 7))
        + record(146)
        + record(130)
    )
    book = (
        record(131)
        + record(143)
        + record(156, struct.pack("<II", 0, 1), text("rId1"), text("表一"))
        + record(144)
        + record(132)
    )
    relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"
    relations = f"""<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
    <Relationship Id="rId1" Type="{relation}" Target="worksheets/sheet1.bin"/></Relationships>"""
    parts = {"xl/workbook.bin": book, "xl/styles.bin": styles, "xl/worksheets/sheet1.bin": sheet}
    return zipped(**parts, **{"xl/_rels/workbook.bin.rels": relations})


@pytest.mark.parametrize(
    ("value", "code", "meant"), [(0.0525, "0.00%", "5.25%"), (125000, "0!.0,", "12.5"), (5, "000", "005")]
)
def test_numbers_and_errors_of_binary_workbooks_are_read_as_they_are_shown(value, code, meant):
    found = seen(binary(value, code), "a.xlsb")
    assert (found.tables[0].rows, found.doubts) == (((meant, "#DIV/0!"),), ())


@pytest.mark.parametrize(
    "code", ["", ";;;", '"', "[", "\\", "%", "0" * 300, '"万"0,,,,,,,,,,', "[$-804]yyyy", "#" * 90 + "," * 90]
)
def test_no_format_raises(code):
    format_ = formats.as_format(code)
    assert format_ is None or isinstance(format_.show("12.5"), str)


@pytest.mark.parametrize("name", [name for name in tables.FORMATS if not name.startswith("pdf")])
def test_every_cell_of_made_tables_comes_back_at_its_place(name):
    chance = random.Random(7)
    count = tables.measure(name, [tables.make(chance) for _ in range(3)], tables.ours)
    assert (count.right, count.wrong, count.extra) == (count.cells, 0, 0)
