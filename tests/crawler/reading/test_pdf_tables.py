"""Tables of PDFs: whatever lines they have or lack, every cell comes out where it stands."""

import io
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reportlab.pdfgen import canvas

from crawler.reading import read
from tests.crawler.reading.drawn import FONT, LINES, Paper, edges, grid, open_columns, ruled, share
from tests.tries import tries

PLAIN = (
    ("项目", "预算数", "决算数"),
    ("公务接待费", "12.50", "-3.20"),
    ("因公出国（境）费", "0.00", "1,234.56"),
    ("合计", "12.50", "1,231.36"),
)


def seen(body):
    return read(body, url="http://a.gov.cn/a.pdf")


def tables(paper):
    return [table.rows for table in seen(paper.saved()).tables]


def table(paper, rows=PLAIN, left=60, top=120, width=110, height=24, lines="long"):
    xs, ys = edges(left, [width] * len(rows[0])), edges(top, [height] * len(rows))
    if lines:
        ruled(paper, xs, ys, [(y, x, 1, 1) for y in range(len(rows)) for x in range(len(rows[0]))], lines, random)
    for y, row in enumerate(rows):
        for x, text in enumerate(row):
            paper.cell(text, xs[x], ys[y], xs[x + 1], ys[y + 1], align="right" if x else "left")
    return xs[-1], ys[-1]


@pytest.mark.parametrize("lines", LINES)
def test_every_cell_of_a_ruled_table_is_found_however_its_lines_are_drawn(lines):
    found = total = 0
    for seed in range(12):
        paper = Paper()
        truth = grid(paper, seed, lines)
        good, cells = share(truth, tables(paper))
        found, total = found + good, total + cells
    assert found == total


@tries(6)
@given(st.integers(0, 10_000), st.sampled_from(LINES), st.sampled_from([0, 90, 180, 270]), st.integers(0, 200))
def test_a_table_is_the_same_on_a_turned_page_and_anywhere_on_it(seed, lines, rotate, left):
    paper = Paper(size=(842, 842))
    truth = grid(paper, seed, "long" if lines == "open sides" else lines, left=left + 20)
    if rotate:
        paper.canvas.setPageRotation(rotate)
    assert tables(paper) == [truth]


@tries(5)
@given(st.integers(0, 10_000), st.sampled_from(["three", "rows"]))
def test_columns_without_lines_between_them_are_told_apart(seed, level):
    paper = Paper()
    truth = open_columns(paper, seed, level)
    paper.write(50, 100, "单位：万元")
    assert tables(paper) == [truth]


def test_nearly_all_cells_of_tables_without_any_line_are_found():
    found = total = 0
    for seed in range(25):
        paper = Paper()
        truth = open_columns(paper, seed, "none")
        paper.write(50, 60, "以下为某局有关收支情况，其中接待费12.50万元，详见下表所列各项内容。")
        good, cells = share(truth, tables(paper))
        found, total = found + good, total + cells
    assert found >= 0.995 * total


def test_a_table_laid_on_its_side_in_an_upright_page_is_read_upright():
    paper = Paper()
    paper.canvas.translate(595, 0)
    paper.canvas.rotate(90)
    paper.height = 595
    table(paper)
    assert tables(paper) == [PLAIN]


def test_boxes_that_do_not_begin_at_zero_hide_what_is_outside_of_them():
    paper = Paper()
    table(paper)
    paper.write(60, 30, "看不见的字")
    paper.canvas.setCropBox((30, 0, 595, 780))
    found = seen(paper.saved())
    assert [each.rows for each in found.tables] == [PLAIN]
    assert "看不见" not in found.text


def test_lines_and_words_in_nested_forms_are_where_they_are_shown():
    paper = Paper()
    paper.canvas.beginForm("inner")
    table(paper)
    paper.canvas.endForm()
    paper.canvas.beginForm("outer")
    paper.canvas.translate(20, 10)
    paper.canvas.doForm("inner")
    paper.canvas.endForm()
    paper.canvas.scale(0.8, 0.8)
    paper.canvas.doForm("outer")
    assert tables(paper) == [PLAIN]


def test_text_made_bold_by_drawing_it_twice_is_read_once():
    paper = Paper()
    for shift in (0, 0.3):
        table(paper, left=60 + shift)
        paper.write(60 + shift, 80, "某某局决算公开表11", 16)
    found = seen(paper.saved())
    assert [each.rows for each in found.tables] == [PLAIN]
    assert found.title == "某某局决算公开表11"


def test_a_slanted_watermark_is_in_no_cell():
    paper = Paper()
    table(paper)
    for place in range(4):
        paper.canvas.saveState()
        paper.canvas.translate(80 + 80 * place, 690)
        paper.canvas.rotate(30)
        paper.canvas.setFont(FONT, 20)
        paper.canvas.drawString(0, 0, "内部资料")
        paper.canvas.restoreState()
    found = seen(paper.saved())
    assert [each.rows for each in found.tables] == [PLAIN]
    assert "内部" not in found.text


def test_words_that_run_over_a_border_stay_whole_and_figures_on_both_sides_of_one_apart():
    paper = Paper()
    xs, ys = edges(60, [50, 50, 50]), edges(100, [20, 20])
    ruled(paper, xs, ys, [(y, x, 1, 1) for y in range(2) for x in range(3)], "long", random)
    paper.write(62, 113, "一般公共预算支出", 9)
    paper.cell("1,234.56", xs[0], ys[1], xs[1] + 2, ys[2], align="right")
    paper.cell("789.00", xs[1] - 2, ys[1], xs[2], ys[2])
    paper.cell("3", xs[2], ys[0], xs[3], ys[1])
    assert tables(paper) == [(("一般公共预算支出", "", "3"), ("1,234.56", "789.00", ""))]


def test_a_heading_written_upwards_in_its_cell_is_read():
    paper = Paper()
    xs, ys = edges(60, [30, 80, 80]), edges(100, [40, 40])
    ruled(paper, xs, ys, [(0, 0, 2, 1), (0, 1, 1, 1), (0, 2, 1, 1), (1, 1, 1, 1), (1, 2, 1, 1)], "long", random)
    paper.canvas.saveState()
    paper.canvas.translate(80, paper.height - 165)
    paper.canvas.rotate(90)
    paper.canvas.setFont(FONT, 9)
    paper.canvas.drawString(0, 0, "支出项目")
    paper.canvas.restoreState()
    for y, x, text in ((0, 1, "基本支出"), (0, 2, "1.5"), (1, 1, "项目支出"), (1, 2, "2.5")):
        paper.cell(text, xs[x], ys[y], xs[x + 1], ys[y + 1])
    assert tables(paper) == [(("支出项目", "基本支出", "1.5"), ("支出项目", "项目支出", "2.5"))]


def test_rows_without_lines_between_them_are_told_apart_by_their_figures():
    paper = Paper()
    xs, ys = edges(60, [140, 90, 90]), edges(100, [20, 80])
    ruled(paper, xs, ys, [(y, x, 1, 1) for y in range(2) for x in range(3)], "long", random)
    for x, text in enumerate(PLAIN[0]):
        paper.cell(text, xs[x], ys[0], xs[x + 1], ys[1])
    for y, row in enumerate(PLAIN[1:]):
        for x, text in enumerate(row):
            paper.cell(text, xs[x], 122 + 24 * y, xs[x + 1], 146 + 24 * y, align="right" if x else "left")
    assert tables(paper) == [PLAIN]


@pytest.mark.parametrize("sides", [False, True])
def test_a_table_with_lines_between_rows_only(sides):
    paper = Paper()
    right, bottom = table(paper, lines="")
    for y in (120, 144, bottom):
        paper.canvas.line(60, paper.height - y, right, paper.height - y)
    if sides:
        paper.canvas.rect(60, paper.height - bottom, right - 60, bottom - 120)
    paper.write(60, 100, "单位：万元")
    found = seen(paper.saved()).tables
    assert [each.rows for each in found] == [PLAIN]
    assert found[0].caption == "单位：万元"


def test_a_short_line_in_the_head_says_which_columns_a_heading_covers():
    paper = Paper()
    xs = edges(60, [140, 90, 90])
    for y in (100, 140, 200):
        paper.canvas.line(60, paper.height - y, 380, paper.height - y)
    paper.canvas.line(205, paper.height - 120, 380, paper.height - 120)
    paper.cell("项目", xs[0], 100, xs[1], 140, align="center")
    paper.cell("支出数", xs[1], 100, xs[3], 120, align="center")
    for y, row in enumerate((("", "预算数", "决算数"), *PLAIN[1:3])):
        for x, text in enumerate(row):
            paper.cell(text, xs[x], 120 + 25 * y, xs[x + 1], 140 + 25 * y, align="right" if x else "left")
    assert tables(paper) == [(("项目", "支出数", "支出数"), ("项目", "预算数", "决算数"), *PLAIN[1:3])]


def test_columns_of_figures_without_any_line_are_a_table():
    paper = Paper()
    table(paper, lines="")
    paper.write(60, 80, "以下为某局决算情况，其中接待费12.50万元，详见下表。")
    assert tables(paper) == [PLAIN]


PROSE = "为进一步推进政务公开工作，现将有关情况公布如下，请各单位遵照执行，并于2013年6月30日前报送。"


@pytest.mark.parametrize(
    "rows",
    [
        [
            ("第一部分 单位概况" + "." * 60, "1"),
            ("第二部分 决算表" + "." * 62, "3"),
            ("第三部分 说明" + "." * 64, "12"),
        ],
        [
            ("第一部分 单位概况", "1"),
            ("第二部分 决算表", "3"),
            ("第三部分 情况说明", "12"),
            ("第四部分 名词解释", "20"),
        ],
        [("一、", "2013年预算"), ("二、", "12.5"), ("三、", "100%"), ("四、", "7")],
        [(PROSE[:20], PROSE[20:40])] * 8,
        [("受理", "审查", "决定"), ("申请人", "承办人", "领导"), ("材料", "意见", "批准")],
    ],
)
def test_what_is_no_table_is_not_made_one(rows):
    paper = Paper()
    for y, row in enumerate(rows):
        for x, text in enumerate(row):
            paper.write(60 + 240 * x, 100 + 16 * y, text)
    assert tables(paper) == []


def test_underlined_prose_is_no_table_and_costs_no_doubt():
    paper = Paper()
    for y in range(25):
        paper.write(60, 100 + 20 * y, PROSE)
        paper.canvas.line(60, 842 - 103 - 20 * y, 520, 842 - 103 - 20 * y)
    found = seen(paper.saved())
    assert (found.tables, found.doubts) == ((), ())


def test_a_flowchart_is_no_table():
    paper = Paper()
    for n, text in enumerate(("申请", "受理", "审查", "决定", "送达")):
        for x in (80, 280):
            paper.canvas.rect(x, 700 - 80 * n, 100, 30)
            paper.write(x + 20, 842 - 712 + 80 * n, f"{text}{x}")
            if n:
                paper.canvas.line(x + 50, 730 - 80 * n, x + 50, 780 - 80 * n)
        paper.canvas.line(180, 715 - 80 * n, 280, 715 - 80 * n)
    found = seen(paper.saved())
    assert found.tables == ()
    assert "受理80 受理280" in found.text


def test_a_chart_in_a_frame_with_lanes_is_no_table():
    paper = Paper()
    ruled(
        paper,
        edges(60, [150, 150]),
        edges(100, [30, 400]),
        [(y, x, 1, 1) for y in range(2) for x in range(2)],
        "long",
        random,
    )
    for n in range(4):
        for x in (90, 240):
            paper.canvas.rect(x, 640 - 90 * n, 90, 30)
            paper.write(x + 10, 842 - 652 + 90 * n, f"步骤{n}")
    assert tables(paper) == []


def continued(paper, parts, *, head=None, above=(), below=()):
    for number, rows in enumerate(parts):
        for y, text in enumerate(above[number] if above else ()):
            paper.write(60, 60 + 16 * y, text)
        table(paper, rows=(*(head or ()), *rows) if number and head else rows)
        for text in below:
            paper.write(280, 800, text.format(number + 1))
        paper.page()
    return paper


MORE = (("办公费", "1.00", "2.00"), ("印刷费", "3.00", "4.00"))
LAST = (("培训费", "5.00", "6.00"), ("会议费", "7.00", "8.00"))


@pytest.mark.parametrize("head", [None, PLAIN[:1]])
@pytest.mark.parametrize(
    "above", [(), (("部门支出决算表", "单位：万元"),) * 3, (("部门支出决算表",), ("部门支出决算表（续）",), ("续表",))]
)
def test_a_table_that_runs_over_pages_is_one(head, above):
    found = seen(continued(Paper(), (PLAIN, MORE, LAST), head=head, above=above, below=("- {} -",)).saved())
    assert [each.rows for each in found.tables] == [(*PLAIN, *MORE, *LAST)]
    assert found.tables[0].where == "第1–3页"


@pytest.mark.parametrize("above", [(("收入决算表",), ("支出决算表",)), (("收入决算表",), ("二、情况说明",))])
def test_tables_of_their_own_on_pages_that_follow_each_other_stay_apart(above):
    found = seen(continued(Paper(), (PLAIN, (*PLAIN[:1], *MORE)), above=above).saved())
    assert [each.rows for each in found.tables] == [PLAIN, (*PLAIN[:1], *MORE)]
    assert [each.where for each in found.tables] == ["第1页", "第2页"]


RIGHT = (
    (("2.50", "7.5", "9"), ("0.00", "1.5", "8"), ("12.50", "9", "17"), ("6.25", "4", "3")),  # no head, no names
    (("上年数", "增减", "备注"), ("2.50", "7.5", "9"), ("0.00", "1.5", "8"), ("12.50", "9", "17")),
    (("项目", "上年数", "增减"), ("公务接待费", "1.5", "8"), ("因公出国（境）费", "9", "17"), ("合计", "4", "3")),
    (PLAIN[0], *((name, "1.5", "8") for name, *_ in PLAIN[1:])),
)


@pytest.mark.parametrize("right", RIGHT)
def test_the_right_columns_of_a_wide_sheet_are_not_hung_below_its_left_ones(right):
    assert tables(continued(Paper(), (PLAIN, right))) == [PLAIN, right]


@pytest.mark.parametrize(("width", "rows"), [(63, 2), (90, 3)])
def test_a_row_that_the_end_of_the_page_cuts_is_one_only_where_its_words_fill_their_column(width, rows):
    paper = Paper()
    table(paper, (("项目", "数"), ("一般公共服务", "1.5")), width=width)
    paper.page()
    table(paper, (("支出", ""), ("合计", "1.5")), width=width)
    found = tables(paper)
    assert len(found) == 1
    assert found[0][1:-1] == ((("一般公共服务支出", "1.5"),) if rows == 2 else (("一般公共服务", "1.5"), ("支出", "")))


def test_a_table_after_which_text_follows_does_not_go_on():
    found = seen(continued(Paper(), (PLAIN, MORE), below=("注：第{}类说明见后",)).saved())
    assert len(found.tables) == 2


def test_a_very_large_page_and_a_unit_of_its_own_change_nothing():
    out = io.BytesIO()
    paper = Paper()
    paper.out, paper.canvas = out, canvas.Canvas(out, pagesize=(595 * 4, 842 * 4))
    paper.canvas.scale(4, 4)
    table(paper)
    assert tables(paper) == [PLAIN]
    paper = Paper()
    table(paper)
    body = paper.saved()
    assert [each.rows for each in seen(body.replace(b"/Rotate 0", b"/UserUnit 2 /Rotate 0")).tables] == [PLAIN]
