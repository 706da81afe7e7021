"""Documents of every kind, made on the spot: what is in them comes out."""

# ruff: noqa: E501
import io
import zipfile

import docx
import pytest
import xlsxwriter
import xlwt
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from PIL import Image
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen import canvas
from reportlab.platypus import Paragraph, SimpleDocTemplate
from reportlab.platypus import Table as PdfTable

from crawler.reading import read

FONT = "STSong-Light"
MERGED = (("项目", "预算", "预算"), ("项目", "2012", "2013"), ("接待费", "0", "12.5"))


def pdf(**options):
    pdfmetrics.registerFont(UnicodeCIDFont(FONT))
    style = ParagraphStyle("song", fontName=FONT)
    rows = [["项目", "预算", ""], ["", "2012", "2013"], ["接待费", "0", "12.5"]]
    spans = [
        ("SPAN", (1, 0), (2, 0)),
        ("SPAN", (0, 0), (0, 1)),
        ("GRID", (0, 0), (-1, -1), 1, "black"),
        ("FONT", (0, 0), (-1, -1), FONT),
    ]
    out = io.BytesIO()
    story = [Paragraph("某局2013年三公经费预算表", style), Paragraph("单位：万元", style), PdfTable(rows, style=spans)]
    SimpleDocTemplate(out, **options).build(story)
    return out.getvalue()


def document(*more):
    made = docx.Document()
    made.add_paragraph("某局三公经费说明")
    made.add_paragraph("单位：万元")
    table = made.add_table(3, 3)
    for y, row in enumerate(MERGED):
        for x, cell in enumerate(row):
            table.cell(y, x).text = cell
    table.cell(0, 1).text = table.cell(0, 2).text = table.cell(0, 0).text = table.cell(1, 0).text = ""
    table.cell(0, 1).merge(table.cell(0, 2)).text = "预算"
    table.cell(0, 0).merge(table.cell(1, 0)).text = "项目"
    made.add_paragraph("以上数字均为一般公共预算")
    for element in more:
        made.element.body.insert(-1, element)
    return saved(made)


def saved(made):
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def workbook():
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        sheet = book.add_worksheet("三公")
        sheet.merge_range(0, 1, 0, 2, "预算")
        sheet.merge_range(0, 0, 1, 0, "项目")
        sheet.write_row(1, 1, ["2012", "2013"])
        sheet.write_row(2, 0, ["接待费", 0, 12.50])
        book.add_worksheet("空表")
    return out.getvalue()


def old_workbook():
    book = xlwt.Workbook()
    sheet = book.add_sheet("表一")
    sheet.write_merge(0, 0, 1, 2, "预算")
    sheet.write_merge(0, 1, 0, 0, "项目")
    for place, cell in (((1, 1), "2012"), ((1, 2), "2013"), ((2, 0), "接待费"), ((2, 1), 0), ((2, 2), 12.5)):
        sheet.write(*place, cell)
    return saved(book)


def zipped(**members):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as bundle:
        for name, content in members.items():
            bundle.writestr(name, content)
    return out.getvalue()


def rezipped(body, **changed):
    with zipfile.ZipFile(io.BytesIO(body)) as bundle:
        parts = {name: bundle.read(name) for name in bundle.namelist()}
    return zipped(**(parts | changed))


def seen(body, name="文件.bin", content_type=""):
    return read(body, url="http://a.gov.cn/" + name, content_type=content_type)


@pytest.mark.parametrize("make", [pdf, document, workbook, old_workbook])
def test_merged_cells_are_repeated_in_every_place(make):
    assert seen(make(), "三公.doc").tables[0].rows == MERGED


def test_a_pdf_names_page_and_unit_of_its_tables():
    found = seen(pdf())
    assert (found.tables[0].where, found.tables[0].caption) == ("第1页", "单位：万元")
    assert found.title == "某局2013年三公经费预算表"
    assert "接待费" in found.text


def test_a_pdf_without_text_and_one_with_a_password_are_doubted():
    out = io.BytesIO()
    page = canvas.Canvas(out)
    page.rect(10, 10, 100, 100)
    page.save()
    assert seen(out.getvalue()).doubts == ("no_text_layer",)
    assert seen(pdf(encrypt="secret")).doubts == ("doc_encrypted",)
    assert seen(pdf()[:300]).doubts == ("doc_unreadable",)


def test_a_document_is_read_in_the_order_of_its_body_with_its_text_boxes():
    box = parse_xml(
        f'<w:p {nsdecls("w")} xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><w:r><mc:AlternateContent><mc:Choice>'
        "<w:txbxContent><w:p><w:r><w:t>受理</w:t></w:r></w:p></w:txbxContent></mc:Choice><mc:Fallback><w:txbxContent><w:p><w:r><w:t>受理"
        "</w:t></w:r></w:p></w:txbxContent></mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )
    text = seen(document(box)).text.split("\n")
    assert (text[0], text[-2:]) == ("某局三公经费说明", ["以上数字均为一般公共预算", "受理"])
    assert text.index("接待费\t0\t12.5") < len(text) - 2


def test_spreadsheets_give_their_numbers_as_shortest_decimals():
    from crawler.reading.office import sheets

    assert [sheets.number(value) for value in (12.50, 1e6, 0.1, 100, 1e-7, 0.0)] == [
        "12.5",
        "1000000",
        "0.1",
        "100",
        "0.0000001",
        "0",
    ]
    assert seen(workbook()).tables[0].caption == "三公"


def test_web_pages_and_rtf_under_office_names_are_what_their_bytes_are():
    page = "<html><body><table><tr><td>接待费</td><td>2.5</td></tr><tr><td>合计</td><td>2.5</td></tr></table></body></html>"
    assert seen(page.encode("gbk"), "三公.xls", "application/vnd.ms-excel").tables[0].rows[0] == ("接待费", "2.5")
    assert seen(page.encode(), "公告.pdf", "application/pdf").media_type == "text/html"
    assert seen(rb"{\rtf1\ansi\ansicpg936 \'b9\'ab\'bf\'aa}", "a.doc").text == "公开"
    mail = b'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="x"\r\n\r\n--x\r\nContent-Type: text/html; charset=utf-8\r\n\r\n'
    assert "接待费" in seen(mail + page.encode() + b"\r\n--x--", "a.doc").text


@pytest.mark.parametrize("mark", ["|", ";", "\t"])
def test_a_mark_within_quotes_divides_no_cells(mark):
    table = f'"单位{mark}科室","金额{mark}万元"\n"办公室{mark}财务","2"\n'
    assert seen(table.encode(), "a.csv").tables[0].rows == (
        (f"单位{mark}科室", f"金额{mark}万元"),
        (f"办公室{mark}财务", "2"),
    )


def test_excel_2003_xml_and_csv():
    source = """<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"
    xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet ss:Name="三公"><Table><Row><Cell ss:MergeDown="1"><Data>项目</Data></Cell>
    <Cell ss:MergeAcross="1"><Data>预算</Data></Cell></Row><Row><Cell ss:Index="2"><Data>2012</Data></Cell><Cell><Data>2013</Data></Cell></Row>
    <Row><Cell><Data>接待费</Data></Cell><Cell><Data>0</Data></Cell><Cell><Data>12.5</Data></Cell></Row></Table></Worksheet></Workbook>"""
    assert seen(source.encode(), "a.xls").tables[0].rows == MERGED
    assert seen("项目,预算\n接待费,2.5\n".encode("gbk"), "a.csv").tables[0].rows == (
        ("项目", "预算"),
        ("接待费", "2.5"),
    )


def test_json_and_xml_answers_stay_as_they_are():
    assert (seen('{"a": "公开"}'.encode()).media_type, seen(b"[1]").text) == ("application/json", "[1]")
    found = seen("<?xml version='1.0'?><datastore><record><![CDATA[<li>公开</li>]]></record></datastore>".encode())
    assert found.media_type == "application/xml"
    assert "<li>公开</li>" in found.text


def test_a_picture_gives_its_size():
    out = io.BytesIO()
    Image.new("RGB", (30, 20)).save(out, "PNG")
    found = seen(out.getvalue(), "a.pdf")
    assert (found.media_type, found.width, found.height, found.doubts) == ("image/png", 30, 20, ("image_only",))
    assert seen(out.getvalue()[:20]).doubts == ("doc_unreadable",)


def test_an_archive_names_its_members_and_says_what_is_in_them():
    found = seen(zipped(**{"说明.docx": document(), "内/三公.xlsx": workbook()}), "a.doc")
    assert found.text.split("\n")[:2] == ["说明.docx", "内/三公.xlsx"]
    assert [table.where for table in found.tables] == ["说明.docx", "内/三公.xlsx 三公"]


def test_names_in_gbk_are_right():
    body = zipped(**{"abcdef.txt": "正文"}).replace(b"abcdef.txt", "预算表".encode("gbk") + b".txt")
    assert seen(body).text.startswith("预算表.txt")


@pytest.mark.parametrize(
    ("body", "doubt"),
    [
        (b"Rar!\x1a\x07\x00junk", "doc_unreadable"),
        (b"7z\xbc\xaf\x27\x1cjunk", "doc_unreadable"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument\0".encode("utf-16le"), "needs_reader:doc"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage\0".encode("utf-16le"), "doc_encrypted"),
        (b"\x00\x01\x02\x03binary", "doc_unreadable"),
    ],
)
def test_what_cannot_be_read_is_named(body, doubt, monkeypatch):
    monkeypatch.setenv("PATH", "")
    assert seen(body).doubts == (doubt,)


def test_an_installed_reader_of_old_documents_is_used(tmp_path, monkeypatch):
    program = tmp_path / "catdoc"
    program.write_text("#!/bin/sh\necho 某局三公经费说明\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert seen(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument\0".encode("utf-16le")).text == "某局三公经费说明"
