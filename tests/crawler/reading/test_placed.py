"""The cells of workbooks that come back, each at its own place and with the kind of value that it holds."""

import io
import zipfile
from datetime import date, datetime, time

import openpyxl
import pytest
import xlwt

from crawler.reading import doubts
from crawler.reading.office.workbook import Cell, Kind, Merged, address, listed, workbook
from crawler.reading.pool import File
from crawler.reading.reader import read_cells
from crawler.reading.value import Reading
from crawler.reading.workbooks import opened


def saved(book):
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def made(**cells):
    book = openpyxl.Workbook()
    for place, value in cells.items():
        book.active[place] = value
    return book


def cells(body, name="a.xlsx"):
    return workbook(read_cells(body, name=name)).sheets[0].cells


def test_each_cell_stands_where_it_stands_in_the_file_below_blank_rows_and_beside_blank_columns():
    assert cells(saved(made(C5="维持", XFD1048576="远"))) == {
        (4, 2): Cell(Kind.TEXT, "维持"),
        (1048575, 16383): Cell(Kind.TEXT, "远"),
    }
    assert address((16, 3)) == "D17"
    assert address((1048575, 16383)) == "XFD1048576"


def test_values_keep_their_kinds_and_numbers_all_their_digits():
    found = cells(
        saved(made(A1=1.5, B1="１２ ", C1=True, D1=date(2013, 8, 5), E1=datetime(2013, 8, 5, 14, 30), F1=time(3)))
    )
    assert [(cell.kind, cell.text) for cell in found.values()] == [
        (Kind.NUMBER, "1.5"),
        (Kind.TEXT, "１２ "),
        (Kind.BOOLEAN, "TRUE"),
        (Kind.DATE, "2013-08-05"),
        (Kind.DATE, "2013-08-05 14:30:00"),
        (Kind.TIME, "03:00:00"),
    ]


def test_a_percent_is_told_as_it_is_shown():
    book = made(A1=0.95)
    book.active["A1"].number_format = "0%"
    assert cells(saved(book))[0, 0] == Cell(Kind.NUMBER, "0.95", shown="95%")


def test_formulas_and_errors_are_told_and_whether_a_result_is_kept():
    found = cells(saved(made(A1="=B1*2", A2="#N/A")))
    assert found == {(0, 0): Cell(Kind.UNCOMPUTED, "", formula=True), (1, 0): Cell(Kind.ERROR, "#N/A")}
    book = saved(made(A1="=B1*2", A2=3))
    with zipfile.ZipFile(io.BytesIO(book)) as parts:
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as changed:
            for name in parts.namelist():
                changed.writestr(
                    name, parts.read(name).replace(b"</f><v/>", b"</f><v>4</v>").replace(b"<v></v>", b"<v>4</v>")
                )
    assert cells(out.getvalue())[0, 0] == Cell(Kind.NUMBER, "4", formula=True)


def test_merged_ranges_and_hidden_sheets_are_told_and_nothing_is_repeated():
    book = made(B2="并")
    book.active.merge_cells("B2:C4")
    book.create_sheet("藏").sheet_state = "hidden"
    shown, hidden = workbook(read_cells(saved(book), name="a.xlsx")).sheets
    assert (shown.merged, list(shown.cells)) == ((Merged((1, 1), (3, 2)),), [(1, 1)])
    assert (hidden.name, hidden.hidden, shown.hidden) == ("藏", True, False)


def test_an_old_workbook_tells_the_same():
    book = xlwt.Workbook()
    sheet = book.add_sheet("检查发现")
    sheet.write(2, 1, 1.5)
    sheet.write(2, 2, date(2013, 8, 5), xlwt.easyxf(num_format_str="yyyy-mm-dd"))
    sheet.write(2, 3, 0.95, xlwt.easyxf(num_format_str="0%"))
    sheet.write(2, 4, xlwt.Formula("B3*2"))
    sheet.write_merge(3, 4, 0, 1, "并")
    (found,) = workbook(read_cells(saved(book), name="a.xls")).sheets
    assert found.cells == {
        (2, 1): Cell(Kind.NUMBER, "1.5"),
        (2, 2): Cell(Kind.DATE, "2013-08-05"),
        (2, 3): Cell(Kind.NUMBER, "0.95", shown="95%"),
        (2, 4): Cell(Kind.UNCOMPUTED, "", formula=True),
        (3, 0): Cell(Kind.TEXT, "并"),
    }
    assert found.merged == (Merged((3, 0), (4, 1)),)


def test_what_is_no_workbook_has_no_sheets_and_a_broken_one_a_doubt():
    assert workbook(read_cells(b"a,b\r\n1,2\r\n", name="a.csv")).sheets == ()
    assert workbook(read_cells(saved(made(A1="x"))[:-900], name="a.xlsx")).sheets == ()
    with zipfile.ZipFile(out := io.BytesIO(saved(made(A1="x"))), "a") as parts:
        parts.writestr("xl/worksheets/sheet1.xml", "<worksheet><sheetData><row><c r='A1'><v>")
    assert workbook(read_cells(out.getvalue(), name="a.xlsx")).doubt == doubts.DAMAGED


def test_a_locked_workbook_says_so():
    body = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage\0".encode("utf-16le")
    assert workbook(read_cells(body, name="a.xlsx")).doubt == doubts.LOCKED


def formatted_to_the_last_row(columns="A"):
    """A sheet that says one thing, and of which every row down to the last is formatted."""
    rows = (
        f'<row r="{row}">{"".join(f"<c r={chr(34)}{each}{row}{chr(34)} s={chr(34)}0{chr(34)}/>" for each in columns)}</row>'
        for row in range(9, 1048577)
    )
    more = "".join(rows).encode()
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(saved(made(B3="维持")))) as parts,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as long,
    ):
        for name in parts.namelist():
            long.writestr(name, parts.read(name).replace(b"</sheetData>", more + b"</sheetData>"))
    return out.getvalue()


@pytest.mark.proof
def test_a_sheet_formatted_down_to_its_last_row_is_read_by_what_it_holds():
    (found,) = opened([File(formatted_to_the_last_row("ABC"), "", name="a.xlsx")])
    assert [sheet.cells for sheet in found.sheets] == [{(2, 1): Cell(Kind.TEXT, "维持")}]


def test_a_workbook_is_read_in_the_confined_process():
    good, bad = opened([File(saved(made(C5="维持")), "", name="a.xlsx"), File(b"\0" * 99, "", name="b.xlsx")])
    assert good.sheets[0].cells == {(4, 2): Cell(Kind.TEXT, "维持")}
    assert bad.sheets == ()


def test_a_workbook_survives_the_way_between_processes():
    sheet = workbook(read_cells(saved(made(B2="并", A1=1.5)), name="a.xlsx")).sheets[0]
    assert workbook(Reading("x", tables=(listed(sheet),))).sheets[0].cells == sheet.cells
