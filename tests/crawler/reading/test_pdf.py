"""PDFs: their words, their titles, and what is doubted about them."""

import re
import subprocess
import sys
from datetime import date

import pytest
from PIL import Image
from reportlab.lib.utils import ImageReader

from bench.pace import within
from crawler.reading import limits, read
from crawler.reading.value import Box, Seen, Table
from tests.crawler.reading.drawn import Paper

TEXT = "为进一步推进政务公开工作，现将有关情况公布如下，请各单位遵照执行，并于六月底前报送。"


def seen(body, eyes=None):
    return read(body, url="http://a.gov.cn/a.pdf", eyes=eyes)


def lines(paper, texts, left=60, top=100):
    for y, text in enumerate(texts):
        paper.write(left, top + 18 * y, text)


def scan(paper):
    """A page that is one picture."""
    picture = Image.new("L", (200, 280), 250)
    paper.canvas.drawImage(ImageReader(picture), 0, 0, 595, 842)
    paper.page()


def test_lines_are_read_from_top_to_bottom_whatever_their_order_in_the_file():
    paper = Paper()
    paper.write(60, 140, "第三行")
    paper.write(60, 100, "第一行")
    paper.write(60, 120, "第二行")
    assert seen(paper.saved()).text == "第一行\n第二行\n第三行"


def test_text_in_two_columns_is_read_column_by_column():
    paper = Paper()
    lines(paper, [TEXT[:22], TEXT[10:32]] * 5)
    lines(paper, [TEXT[12:34], TEXT[18:40]] * 5, left=320)
    assert seen(paper.saved()).text.split("\n") == [TEXT[:22], TEXT[10:32]] * 5 + [TEXT[12:34], TEXT[18:40]] * 5


def test_spaces_are_where_a_person_sees_them():
    paper = Paper()
    for x, character in enumerate("公开办公室"):
        paper.write(60 + 13 * x, 100, character)
    for x, word in enumerate(("open", "government", "2013")):
        paper.write(60 + 60 * x, 120, word)
    paper.write(60, 140, "ＰＤＦ１２．５ 合 计")
    paper.write(60, 160, "well-")
    paper.write(60, 180, "known")
    assert seen(paper.saved()).text == "公开办公室\nopen government 2013\nＰＤＦ１２．５ 合 计\nwell-\nknown"


def test_a_raised_figure_stays_in_its_line():
    paper = Paper()
    paper.write(60, 100, "面积12m", 12)
    paper.write(60 + 24 + 22, 95, "2", 7)
    assert seen(paper.saved()).text == "面积12m2"


def test_the_title_is_what_is_set_largest_and_no_letterhead():
    paper = Paper()
    paper.write(250, 60, "附件1")
    paper.write(150, 100, "某某市民政局文件", 26)
    paper.write(150, 140, "某政发〔2013〕5号")
    paper.write(120, 190, "关于印发二〇一三年度政务公开", 18)
    paper.write(160, 216, "工作要点的通知", 18)
    lines(paper, [TEXT] * 6, top=260)
    paper.write(350, 500, "2013年4月2日")
    found = seen(paper.saved())
    assert found.title == "关于印发二〇一三年度政务公开工作要点的通知"
    assert (found.written, found.published, found.pages) == (date(2013, 4, 2), None, 1)
    assert found.metadata == (("页数", "1"),)


def test_without_larger_words_the_first_line_is_the_title():
    paper = Paper()
    lines(paper, ["附件1", "某某局政府信息公开年度报告", TEXT, TEXT])
    assert seen(paper.saved()).title == "某某局政府信息公开年度报告"


def test_a_day_within_a_sentence_or_above_is_no_signing_date():
    paper = Paper()
    lines(paper, ["2013年4月2日", *[TEXT] * 4, "于2013年5月2日前报送"])
    assert seen(paper.saved()).written is None


def test_pages_that_are_pictures_are_doubted_and_the_others_read():
    paper = Paper()
    lines(paper, [TEXT] * 3)
    paper.page()
    scan(paper)
    found = seen(paper.saved())
    assert (found.doubts, found.pages, found.read_by) == (("no_text_layer",), 2, "text")
    assert found.text == "\n".join([TEXT] * 3)


def test_a_page_with_a_picture_and_its_text_is_not_doubted_nor_is_an_empty_one():
    paper = Paper()
    lines(paper, [TEXT] * 3)
    paper.canvas.drawImage(ImageReader(Image.new("L", (20, 20), 0)), 100, 100, 60, 60)
    paper.page()
    paper.page()
    assert seen(paper.saved()).doubts == ()


def test_words_drawn_as_shapes_are_doubted():
    paper = Paper()
    for n in range(200):
        x, y = 60 + 20 * (n % 20), 700 - 20 * (n // 20)
        paper.canvas.bezier(x, y, x + 5, y + 9, x + 9, y + 3, x + 12, y + 11)
    paper.write(280, 800, "- 1 -")
    assert "no_text_layer" in seen(paper.saved()).doubts


def test_eyes_see_the_pages_that_are_pictures():
    asked = []

    def eyes(picture, page):
        asked.append((picture.size, page))
        table = Table((("项目", "数"), ("接待费", "1.5")))
        return Seen(f"认出第{page}页", (table,), (Box("认出", 1, 2, 3, 4, page, "0.9"),), f"0.9{page}")

    paper = Paper()
    scan(paper)
    lines(paper, [TEXT])
    paper.page()
    scan(paper)
    found = seen(paper.saved(), eyes)
    assert asked == [((1653, 2339), 1), ((1653, 2339), 3)]
    assert found.text == f"认出第1页\n{TEXT}\n认出第3页"
    assert [table.where for table in found.tables] == ["第1页", "第3页"]
    assert [box.page for box in found.boxes] == [1, 3]
    assert (found.doubts, found.read_by, found.confidence, found.pages) == ((), "ocr", "0.91", 3)


def test_eyes_are_shown_no_more_pages_and_pixels_than_the_limits_allow(monkeypatch):
    sizes = []
    monkeypatch.setattr(limits, "PDF_SEEN_PAGES", 1)
    monkeypatch.setattr(limits, "PDF_SEEN_PIXELS", 10_000)
    paper = Paper()
    scan(paper)
    scan(paper)
    found = seen(paper.saved(), lambda picture, page: sizes.append(picture.size) or Seen("字", confidence="0.5"))
    assert found.doubts == ("no_text_layer",)
    assert len(sizes) == 1
    assert sizes[0][0] * sizes[0][1] <= 10_400


def test_eyes_are_not_asked_about_a_page_that_can_be_read():
    paper = Paper()
    lines(paper, [TEXT] * 3)
    assert seen(paper.saved(), lambda picture, page: 1 / 0).read_by == "text"


@pytest.mark.parametrize(
    "text",
    [
        "\ue012\ue034\ue056某局",  # private characters
        "ÖÐ»ªÈËÃñ¹²ºÍ¹úÕþÎñ¹«¿ª°ì¹«ÊÒÖÆ",  # GBK taken for Latin
        "佹鍜鎯呭喌鑲鏍鏃璁℃暟閲戦濡備綍缁濡傛灉鍙互鎵嶈兘鎴愪负姝ｅ紡鏂囦欢",  # UTF-8 taken for GBK
        "ᄀᄁ한글ꀀꀁ가나다라마바사아자차카타파하ꀂꀃ公开政务ꀄꀅ",  # scripts of other countries among Chinese
        "!\"#$%&'()*+,-./:;<=>?@[]!\"#$%&'()*+,-./",  # codes of a font for characters
    ],
)
def test_characters_that_are_not_the_ones_that_a_person_sees_are_doubted(text):
    from crawler.reading.pdf import trust

    assert trust.is_senseless(text)


@pytest.mark.parametrize(
    "text",
    [
        TEXT,
        "1,234.56 -12.00 — — 0.00 (12.5) 100.0% 1,234.56 0.00 — 12.50",
        "第一章 总则........................................1\n第二章 职责....................................12",
        "The Department publishes its accounts each year; l'année dernière, ses dépenses étaient élevées.",
        "臺北市政府財政局一百零二年度單位預算總說明及主要表，本局依法編製並公開於網站，供民眾查閱",
        "面积120m²，温度25℃，±0.5％，“三公”经费①②③《办法》〔2013〕5号——说明",
        "□是 ☑否 ■已公开 ○未公开 表一 收支总表 单位：万元 合计 12.5",
    ],
)
def test_honest_text_is_not_doubted(text):
    from crawler.reading.pdf import trust

    assert not trust.is_senseless(text)


def test_a_garbled_page_is_doubted_or_shown_to_eyes():
    paper = Paper()
    lines(paper, [TEXT])
    paper.page()
    paper.canvas.setFont("Helvetica", 10)
    paper.canvas.drawString(
        60,
        700,
        "\xd6\xd0\xbb\xaa\xc8\xcb\xc3\xf1\xb9\xb2\xba\xcd\xb9\xfa\xd5\xfe\xce\xf1\xb9\xab\xbf\xaa\xb0\xec\xb9\xab\xca\xd2\xd6\xc6",
    )
    body = paper.saved()
    assert seen(body).doubts == ("garbled",)
    found = seen(body, lambda picture, page: Seen("中华人民共和国", confidence="0.88"))
    assert (found.doubts, found.text, found.confidence) == ((), f"{TEXT}\n中华人民共和国", "0.88")


def test_words_that_somebody_recognised_under_a_scan_are_read_and_doubted():
    paper = Paper()
    scan_text = paper.canvas.beginText(60, 700)
    paper.canvas.drawImage(ImageReader(Image.new("L", (20, 28), 250)), 0, 0, 595, 842)
    scan_text.setFont("STSong-Light", 10)
    scan_text.setTextRenderMode(3)
    for _ in range(4):
        scan_text.textLine(TEXT)
    paper.canvas.drawText(scan_text)
    found = seen(paper.saved())
    assert (found.doubts, found.read_by) == (("ocr_unsure",), "ocr")
    assert TEXT in found.text


@pytest.mark.parametrize("action", [b"/S /JavaScript /JS (app.alert\\(1\\))", b"/S /L#61unch /F (cmd.exe)"])
def test_scripts_and_programs_to_launch_are_doubted_and_the_text_is_read(action):
    paper = Paper()
    lines(paper, [TEXT])
    body = paper.saved().replace(b"/Type /Catalog", b"/OpenAction << " + action + b" >> /Type /Catalog")
    found = seen(body)
    assert (found.doubts, found.text) == (("active_content",), TEXT)


def test_words_of_a_page_that_look_like_a_script_are_none():
    paper = Paper()
    paper.canvas.setPageCompression(0)
    paper.write(60, 100, "/JS /Launch", font="Helvetica")
    body = paper.saved()
    assert b"/JS /Launch" in body
    assert seen(body).doubts == ()


def test_a_page_that_cannot_be_loaded_is_doubted():
    paper = Paper()
    for _ in range(2):
        lines(paper, [TEXT])
        paper.page()
    body = paper.saved()
    found = seen(re.sub(rb"/Kids \[ \d+ 0 R", b"/Kids [ 99 0 R", body))
    assert (found.doubts, found.text) == (("doc_unreadable",), TEXT)


@pytest.mark.parametrize(
    "name", ["PDF_CHARACTERS", "PDF_OBJECTS", "PDF_SEGMENTS", "PDF_PAGES", "PDF_CROSSINGS", "PDF_CELLS", "PDF_GRIDS"]
)
def test_what_goes_beyond_a_limit_is_doubted_and_not_lost_quietly(name, monkeypatch):
    monkeypatch.setattr(limits, name, 3)
    paper = Paper()
    for _ in range(4):
        for n in range(6):
            paper.canvas.line(60, 700 - 20 * n, 260, 700 - 20 * n)
            paper.canvas.line(60 + 40 * n, 600, 60 + 40 * n, 700)
            paper.canvas.rect(300 + 40 * n, 600, 30, 30)
        lines(paper, [TEXT])
        paper.page()
    assert "parse_limit" in seen(paper.saved()).doubts


def test_beyond_the_limit_of_a_document_its_text_is_read_without_its_tables(monkeypatch):
    monkeypatch.setattr(limits, "PDF_ALL_CHARACTERS", 10)
    paper = Paper()
    for number in range(3):
        lines(paper, [f"第{number}部分", TEXT])
        paper.page()
    found = seen(paper.saved())
    assert (found.doubts, found.pages) == (("parse_limit",), 3)
    assert found.text == "\n".join(f"第{number}部分\n{TEXT}" for number in range(3))


def crossing(paper):
    path = paper.canvas.beginPath()
    for n in range(9_000):
        path.moveTo(n % 595, 0)
        path.lineTo(n % 595, 842)
        path.moveTo(0, n % 842)
        path.lineTo(595, n % 842)
    paper.canvas.drawPath(path)


def boxes(paper):
    for n in range(4_000):
        paper.canvas.rect(9 * (n % 64), 13 * (n // 64), 6, 9)


def levels(paper):
    for n in range(7_000):
        paper.canvas.line(n % 71, n % 839, n % 71 + 200, n % 839)


def figures(paper):
    for n in range(90):
        paper.write(2, 10 + 9 * n, "1    " * 60, 4)


@pytest.mark.parametrize("hurt", [crossing, boxes, levels, figures])
def test_pages_made_to_hurt_cost_little(hurt):
    paper = Paper()
    hurt(paper)
    for n in range(200):
        paper.write(10, 10 + 4 * n, "1 " * 40, 4)
    with within(8):
        assert seen(paper.saved()).pages == 1


def test_forms_within_forms_end():
    paper = Paper()
    lines(paper, [TEXT])
    for n in range(12):
        paper.canvas.beginForm(f"f{n}")
        if n:
            paper.canvas.doForm(f"f{n - 1}")
            paper.canvas.doForm(f"f{n - 1}")
        paper.canvas.line(0, 0, 100, n)
        paper.canvas.endForm()
    paper.canvas.doForm("f11")
    with within(5):
        assert seen(paper.saved()).doubts == ("parse_limit",)


def test_texts_that_lie_over_each_other_are_read_whole_and_doubted():
    paper = Paper()
    for y in (100, 120):
        paper.write(60, y, "公务用车运行维护费支出合计")
        paper.write(110, y, "800.00")
        paper.write(260, y, "12.00")
    found = seen(paper.saved())
    assert found.text == "公务用车运行维护费支出合计 800.00 12.00\n公务用车运行维护费支出合计 800.00 12.00"
    assert found.doubts == ("garbled",)


def test_a_text_that_runs_into_the_next_one_a_little_is_read_whole():
    paper = Paper()
    paper.write(60, 100, "公务用车购置费支出")
    paper.write(134, 100, "1,200.00")
    found = seen(paper.saved())
    assert (found.text, found.doubts) == ("公务用车购置费支出 1,200.00", ())


def test_words_over_a_line_of_underscores_are_not_doubted():
    paper = Paper()
    paper.write(60, 100, "单位：__________")
    paper.write(100, 100, "某局办公室")
    assert seen(paper.saved()).doubts == ()


def test_hashes_in_place_of_a_figure_are_doubted():
    paper = Paper()
    for x, text in enumerate(("项目", "###", "1,100.25")):
        paper.write(60 + 100 * x, 100, text)
    assert seen(paper.saved()).doubts == ("figures_hidden",)


@pytest.mark.parametrize("turn", [0, 90])
def test_figures_that_the_edge_of_the_page_cuts_are_read_whole(turn):
    paper = Paper(size=(300, 300))
    paper.canvas.setPageRotation(turn)
    if turn:
        paper.canvas.rotate(90)
        paper.height = 0
    paper.write(60, 60, "项目")
    paper.write(280, 60, "98,765.43")
    paper.write(350, 60, "全年")
    paper.write(60, 500, "看不见的字")
    assert seen(paper.saved()).text == "项目 98,765.43 全年"


def test_the_first_row_of_a_table_is_no_title():
    paper = Paper()
    for y, row in enumerate((("科目编码", "科目名称", "合计"), ("201", "一般公共服务支出", "1.5"))):
        for x, text in enumerate(row):
            paper.canvas.rect(60 + 120 * x, 700 - 30 * y, 120, 30)
            paper.write(64 + 120 * x, 842 - 710 + 30 * y, text)
    paper.write(60, 400, "15.25")
    assert seen(paper.saved()).title == ""


def test_words_that_nobody_sees_are_left_out_and_doubted():
    paper = Paper()
    paper.write(60, 60, "预算12万元")
    paper.canvas.setFillGray(1)
    paper.write(60, 100, "白字99万元")
    unseen = paper.canvas.beginText(60, 700)
    unseen.setFont("STSong-Light", 10)
    unseen.setTextRenderMode(3)
    unseen.textLine("不可见88万元")
    paper.canvas.drawText(unseen)
    found = seen(paper.saved())
    assert (found.text, found.doubts) == ("预算12万元", ("hidden_text",))


def test_white_words_on_a_coloured_ground_or_a_picture_are_read():
    paper = Paper()
    paper.canvas.setFillColorRGB(0.1, 0.3, 0.6)
    paper.canvas.rect(50, 720, 200, 30, stroke=0, fill=1)
    paper.canvas.drawImage(ImageReader(Image.new("L", (20, 20), 0)), 50, 600, 200, 60)
    paper.canvas.setFillGray(1)
    paper.write(60, 110, "项目名称")
    paper.write(60, 212, "图上的字")
    found = seen(paper.saved())
    assert (found.text, found.doubts) == ("项目名称\n图上的字", ())


def test_eyes_add_to_the_words_of_a_page_and_do_not_replace_them():
    paper = Paper()
    paper.write(60, 40, "某某局预算公开表（见下图）")
    paper.canvas.drawImage(ImageReader(Image.new("L", (200, 280), 250)), 40, 40, 500, 740)
    found = seen(
        paper.saved(), lambda picture, page: Seen("某某局 预算公开表（见下图）\n图中的字12.50", confidence="0.95")
    )
    assert found.text == "某某局预算公开表（见下图）\n图中的字12.50"
    assert (found.title, found.read_by) == ("某某局预算公开表（见下图）", "ocr")


def test_words_with_a_line_around_them_are_boxes_from_top_to_bottom():
    paper = Paper()
    paper.write(220, 60, "取水许可流程图")
    paper.canvas.rect(40, 300, 400, 480)  # a frame around the chart
    paper.canvas.rect(200, 720, 100, 30)
    paper.write(220, 112, "申请")
    rhomb = paper.canvas.beginPath()
    for place, (x, y) in enumerate(((250, 690), (320, 660), (250, 630), (180, 660))):
        (rhomb.lineTo if place else rhomb.moveTo)(x, y)
    rhomb.close()
    paper.canvas.drawPath(rhomb)
    paper.write(235, 186, "受理")
    for x, text in ((280, "现场勘查"), (80, "不予受理")):
        paper.canvas.roundRect(x, 560, 100, 30, 6)
        paper.write(x + 20, 272, text)
    paper.canvas.line(250, 720, 250, 690)
    found = seen(paper.saved())
    assert [box.text for box in found.boxes] == ["申请", "受理", "不予受理", "现场勘查"]
    assert all(box.framed and box.page == 1 for box in found.boxes)
    first = found.boxes[0]
    assert (first.left, first.top, first.right, first.bottom) == pytest.approx((200, 92, 300, 122), abs=1)


def test_cells_of_a_table_and_a_single_frame_are_no_boxes():
    paper = Paper()
    for y, row in enumerate((("科目", "合计"), ("水利", "1.5"), ("教育", "2.5"))):
        for x, text in enumerate(row):
            paper.canvas.rect(60 + 120 * x, 700 - 30 * y, 120, 30)
            paper.write(64 + 120 * x, 842 - 710 + 30 * y, text)
    paper.canvas.rect(60, 400, 200, 40)
    paper.write(64, 420, "注意事项")
    assert seen(paper.saved()).boxes == ()


WITHOUT_FONTS = """
import sys
from crawler.reading.pdf import document, fonts
asked = []
fonts.Fonts.installed = lambda self, *wanted: asked.append(wanted)
print(document.read(sys.stdin.buffer.read(), "application/pdf").text)
assert asked
"""


def test_characters_are_read_on_a_machine_without_chinese_fonts():
    paper = Paper()
    for x, character in enumerate("公开办公室"):
        paper.write(60 + 13 * x, 100, character)
    paper.write(60, 120, "合 计 PM2.5，12.50")
    read = subprocess.run([sys.executable, "-c", WITHOUT_FONTS], input=paper.saved(), capture_output=True, check=True)
    assert read.stdout.decode() == "公开办公室\n合 计 PM2.5，12.50\n"
