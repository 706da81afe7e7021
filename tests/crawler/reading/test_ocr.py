"""Words in pictures, really recognised. Skipped where the extra `ocr` is not installed."""

import io
import logging
import socket
import zipfile

import pytest
from PIL import Image, ImageDraw, ImageFilter

from crawler.reading import File, Pool, limits, read_safely
from crawler.reading.doubts import LIMIT, NO_TEXT, PICTURE, UNSURE
from crawler.reading.pictures import ocr
from crawler.reading.reader import read
from reports.samplecity.charts import flowchart, font, organisation_chart

pytestmark = [
    pytest.mark.skipif(not ocr.available(), reason="needs gongkai[ocr]"),
    pytest.mark.xdist_group("ocr"),
]
STEPS = ("申请", "受理", "审查", "决定", "送达")
HEAD = ("项目", "预算数", "预算数")
ROWS = (
    HEAD,
    ("项目", "上年", "本年"),
    ("公务接待费", "12.50", "1,234.07"),
    ("因公出国费", "0", "3.6"),
    ("合计", "8", ""),
)


@pytest.fixture(scope="module")
def look():
    return ocr.open_eyes()


def opened(body):
    return Image.open(io.BytesIO(body)).convert("RGB")


def chart():
    """A rhomb between rectangles, words on two lines, a label beside an arrow."""
    picture = Image.new("RGB", (420, 420), "white")
    draw = ImageDraw.Draw(picture)
    draw.text((210, 24), "行政许可流程图", 0, font(20), anchor="mm")
    draw.rectangle((120, 60, 300, 120), outline=0)
    draw.text((210, 78), "申请人提出", 0, font(16), anchor="mm")
    draw.text((210, 102), "申请", 0, font(16), anchor="mm")
    draw.line((210, 120, 210, 160), 0)
    draw.line((210, 160, 350, 210, 210, 260, 70, 210, 210, 160), 0)
    draw.text((210, 210), "受理审查", 0, font(16), anchor="mm")
    draw.line((210, 260, 210, 310), 0)
    draw.text((232, 285), "是", 0, font(16), anchor="mm")
    draw.rounded_rectangle((120, 310, 300, 360), 16, outline=0)
    draw.text((210, 335), "决定并送达", 0, font(16), anchor="mm")
    return picture


def table(size=18):
    """A ruled table with a head that spans two columns and one that spans two rows, and its unit above it."""
    wide, tall = (size * 10, size * 7, size * 7), size * 2
    picture = Image.new("RGB", (sum(wide) + size * 2, tall * 7), "white")
    draw = ImageDraw.Draw(picture)
    lefts = [size + sum(wide[:n]) for n in range(4)]
    draw.text((lefts[3], tall), "单位：万元", 0, font(size), anchor="rm")
    for y, row in enumerate(ROWS):
        for x, cell in enumerate(row):
            across, down = {(0, 0): (1, 2), (0, 1): (2, 1)}.get((y, x), (1, 1))
            if (y, x) not in ((0, 2), (1, 0)):
                at = (lefts[x], tall * (y + 1.5), lefts[x + across], tall * (y + down + 1.5))
                draw.rectangle(at, outline=0)
                draw.text(((at[0] + at[2]) / 2, (at[1] + at[3]) / 2), cell, 0, font(size), anchor="mm")
    return picture


def test_a_chart_has_a_box_for_each_step_in_its_order(look):
    seen = look(opened(flowchart("行政许可流程图", STEPS)), 3)
    assert tuple(box.text for box in seen.boxes if box.framed) == STEPS
    assert seen.text.split("\n") == ["行政许可流程图", *STEPS]
    assert seen.doubts == ()
    assert {box.page for box in seen.boxes} == {3}
    first = next(box for box in seen.boxes if box.text == "申请")
    assert 170 <= first.left < first.right <= 390
    assert 70 <= first.top < first.bottom <= 108
    assert float(first.confidence) > 0.9


@pytest.mark.proof
def test_a_step_on_two_lines_is_one_box_and_a_label_is_no_step(look):
    seen = look(chart(), 1)
    assert [(box.text, box.framed) for box in seen.boxes] == [
        ("行政许可流程图", False),
        ("申请人提出申请", True),
        ("受理审查", True),
        ("是", False),
        ("决定并送达", True),
    ]


@pytest.mark.proof
def test_words_from_top_to_bottom_do_not_turn_the_picture(look):
    seen = look(opened(organisation_chart("机构设置", ("办公室", "预算科", "国库科"))), 1)
    assert [box.text for box in seen.boxes if box.framed] == ["机构设置", "办公室", "预算科", "国库科"]


def test_a_ruled_table_has_its_cells(look):
    seen = look(table(), 1)
    (found,) = seen.tables
    assert found.rows == ROWS
    assert found.caption == "单位：万元"
    assert seen.doubts == ()
    assert "公务接待费\t12.50\t1,234.07" in seen.text.split("\n")


@pytest.mark.proof
@pytest.mark.parametrize("angle", [90, 2.5])
def test_a_scan_that_lies_askew_is_read_all_the_same(look, angle):
    turned = table().rotate(angle, Image.Resampling.BICUBIC, expand=True, fillcolor="white")
    assert look(turned, 1).tables[0].rows == ROWS


@pytest.mark.proof
def test_words_below_a_seal_are_read(look):
    picture = table(24)
    draw = ImageDraw.Draw(stamp := Image.new("RGB", picture.size, "white"))
    draw.ellipse((260, 60, 420, 220), outline=(225, 60, 50), width=8)
    from PIL import ImageChops

    assert look(ImageChops.multiply(picture, stamp), 1).tables[0].rows == ROWS


@pytest.mark.proof
def test_what_can_hardly_be_read_is_doubted(look):
    seen = look(table(16).filter(ImageFilter.GaussianBlur(2.6)), 1)
    assert not seen.text or UNSURE in seen.doubts


def test_a_picture_without_words_says_nothing(look):
    noise = Image.effect_noise((300, 200), 60).convert("RGB")
    assert look(noise, 1).text == ""
    body = io.BytesIO()
    noise.save(body, "PNG")
    assert read(body.getvalue(), url="http://own/photo.png", eyes=look).doubts == (PICTURE,)


@pytest.mark.proof
def test_a_long_strip_is_read_part_by_part(look):
    strip = Image.new("RGB", (500, 3000), "white")
    draw = ImageDraw.Draw(strip)
    for row in range(6):
        draw.text((20, 100 + row * 500), f"公务接待费{row + 10}万元", 0, font(20))
    assert look(strip, 1).text.split("\n") == [f"公务接待费{row + 10}万元" for row in range(6)]


@pytest.mark.proof
def test_a_picture_with_more_lines_than_anybody_prints_is_read_in_part(look, monkeypatch):
    monkeypatch.setattr(limits, "OCR_LINES", 2)
    assert LIMIT in look(opened(flowchart("行政许可流程图", STEPS)), 1).doubts


def test_nothing_is_logged_printed_or_fetched(monkeypatch, capfd, caplog):
    def refused(*asked, **more):
        raise AssertionError("reached for the network")

    monkeypatch.setattr(socket, "socket", refused)
    monkeypatch.setattr(socket, "getaddrinfo", refused)
    with caplog.at_level(logging.DEBUG):
        assert ocr.open_eyes(1)(opened(flowchart("行政许可流程图", STEPS[:2])), 1).text
    assert capfd.readouterr() == ("", "")
    assert ocr.version().startswith("rapidocr ")


def test_the_reading_of_a_file_says_that_its_words_were_recognised(look):
    found = read(flowchart("行政许可流程图", STEPS), url="http://own/1.png", eyes=look)
    assert (found.read_by, found.title, found.doubts) == ("ocr", "行政许可流程图", ())
    assert float(found.confidence) > 0.95


def in_pdf(picture):
    from reportlab.lib.utils import ImageReader
    from reportlab.pdfgen import canvas

    out = io.BytesIO()
    paper = canvas.Canvas(out, pagesize=(595, 842))
    paper.drawImage(ImageReader(picture), 50, 300, width=500, height=500 * picture.height / picture.width)
    paper.showPage()
    paper.save()
    return out.getvalue()


def test_a_pool_shows_scans_and_archived_pictures_to_its_eyes():
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as bundle:
        bundle.writestr("流程图.png", png(chart()))
    page = "<h1>行政许可流程图</h1><p>发布时间：2013-04-02</p><img src=1.png>".encode()
    files = [File(in_pdf(table()), "http://a/1.pdf"), File(archive.getvalue(), "http://a/1.zip")]
    with Pool(1) as pool:
        scan, packed, web = read_safely([*files, File(page, "http://a/1.html")], pool)
    assert scan.tables[0].rows[2] == ROWS[2]
    assert (scan.tables[0].where, scan.pages) == ("第1页", 1)
    assert [box.text for box in packed.boxes if box.framed] == ["申请人提出申请", "受理审查", "决定并送达"]
    assert [each.read_by for each in (scan, packed, web)] == ["ocr", "ocr", "text"]
    assert [each.doubts for each in (scan, packed, web)] == [(), (), (PICTURE,)]


def test_without_the_extra_pictures_and_scans_stay_unread(monkeypatch):
    monkeypatch.setattr(ocr, "available", lambda: False)
    files = [File(png(chart()), "http://a/1.png"), File(in_pdf(table()), "http://a/1.pdf")]
    assert [(seen.text, seen.doubts) for seen in read_safely(files)] == [("", (PICTURE,)), ("", (NO_TEXT,))]


def png(picture):
    out = io.BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()
