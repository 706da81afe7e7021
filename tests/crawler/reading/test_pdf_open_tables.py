"""Tables of PDFs without lines between their columns, over pages and with broken names."""

import pytest

from crawler.reading import read
from tests.crawler.reading.drawn import Paper

HEAD = ("项目", "预算数", "决算数")
NAMES = ("公务接待费", "会议费", "培训费", "办公费", "印刷费", "差旅费", "水费", "电费", "邮电费", "取暖费")
BODY = tuple(
    (name, f"{place}.50", f"{1000 * place + 7:,}.25" if place % 3 else "—") for place, name in enumerate(NAMES)
)


def tables(paper):
    return [table.rows for table in read(paper.saved(), url="http://a.gov.cn/a.pdf").tables]


def rows(paper, rows, top, pitch=16):
    """Rows without lines; the base below the last one."""
    for row in rows:
        for x, text in enumerate(row):
            left = 60 if not x else 170 + 110 * x - paper.canvas.stringWidth(text, "STSong-Light", 10)
            paper.write(left, top, text)
        top += pitch
    return top


def line(paper, y):
    paper.canvas.line(55, paper.height - y, 400, paper.height - y)


@pytest.mark.parametrize("lines", ["three", "head", "none"])
@pytest.mark.parametrize("cuts", [(4,), (5, 9), (8,)])
def test_a_table_without_lines_at_the_end_of_its_pages_is_one(lines, cuts):
    paper = Paper()
    paper.write(180, 60, "部门支出决算表")
    if lines != "none":
        line(paper, 86)
        line(paper, 106)
    rows(paper, [HEAD], 100)
    top = 120
    for start, end in zip((0, *cuts), (*cuts, len(BODY)), strict=True):
        end_of_rows = rows(paper, BODY[start:end], top)
        if lines == "three" and end == len(BODY):
            line(paper, end_of_rows - 10)
        paper.write(280, 800, f"- {start + 1} -")
        paper.page()
        top = 80
    assert tables(paper) == [(HEAD, *BODY)]


def test_a_table_of_its_own_on_the_next_page_is_not_the_rest_of_an_open_one():
    paper = Paper()
    line(paper, 86)
    line(paper, 106)
    rows(paper, [HEAD, *BODY[:5]], 100)
    paper.page()
    paper.write(180, 60, "二、项目支出表")
    rows(paper, [HEAD, *BODY[5:]], 100)
    assert tables(paper) == [(HEAD, *BODY[:5]), (HEAD, *BODY[5:])]


def test_a_name_over_two_lines_is_one_row_with_figures_and_without():
    paper = Paper()
    top = rows(paper, [HEAD, *BODY[:3]], 100)
    top = rows(paper, [("市公安局",), ("交警支队",)], top, pitch=11) + 5
    top = rows(paper, BODY[3:5], top)
    top = rows(paper, [("市物价局",)], top, pitch=11)
    top = rows(paper, [("检查分局", "1.5", "2.5")], top)
    top = rows(paper, [("市统计局",)], top, pitch=11)
    top = rows(paper, [("调查大队", "无", "")], top)
    rows(paper, BODY[5:7], top)
    made = (HEAD, *BODY[:3], ("市公安局交警支队", "", ""), *BODY[3:5], ("市物价局检查分局", "1.5", "2.5"))
    made = (*made, ("市统计局调查大队", "无", ""), *BODY[5:7])
    assert tables(paper) == [made]


def test_a_heading_beside_two_rows_of_a_head_stands_in_both():
    paper = Paper()
    for x, y, text in (
        (60, 90, "编制单位：某局"),
        (300, 90, "单位：万元"),
        (250, 120, "2013年预算数"),
        (365, 120, "上年"),
    ):
        paper.write(x, y, text)
    for x, y, text in ((60, 128, "项目"), (240, 136, "合计"), (300, 136, "基本支出"), (365, 136, "决算数")):
        paper.write(x, y, text)
    for y, name in enumerate(NAMES[:4]):
        for x, text in ((60, name), (240, f"{y}.50"), (300, f"1{y}.25"), (365, f"{y},100.00")):
            paper.write(x, 152 + 16 * y, text)
    found = read(paper.saved(), url="http://a.gov.cn/a.pdf").tables
    assert [table.rows[:3] for table in found] == [
        (
            ("项目", "2013年预算数", "2013年预算数", "上年"),
            ("项目", "合计", "基本支出", "决算数"),
            (NAMES[0], "0.50", "10.25", "0,100.00"),
        )
    ]


def test_broken_cells_of_several_columns_are_one_row_each():
    paper = Paper()
    top = 100
    for row in (
        (("项目名称及", "金额", ""), ("内容说明", "（万元）", "")),
        (("水库除险", "1,200.00", "跨年度"), ("工程（二期）", "（其中省级）", "项目")),
        (("河道治理", "34.50", ""),),
        (("会议费", "3.50", "分两次"), ("", "（预计）", "支付")),
        (("培训费", "4.50", ""),),
        (("印刷费", "5.50", "一次"),),
    ):
        for texts in row:
            for x, text in zip((60, 200, 300), texts, strict=True):
                paper.write(x, top, text)
            top += 11
        top += 8
    paper.write(300, 105.6, "备注")
    assert tables(paper) == [
        (
            ("项目名称及内容说明", "金额（万元）", "备注"),
            ("水库除险工程（二期）", "1,200.00 （其中省级）", "跨年度项目"),
            ("河道治理", "34.50", ""),
            ("会议费", "3.50 （预计）", "分两次支付"),
            ("培训费", "4.50", ""),
            ("印刷费", "5.50", "一次"),
        )
    ]


@pytest.mark.parametrize(
    ("head", "foot"),
    [("11/28/13, 6:44 AM", "http://a.gov.cn/art/1.html"), ("2013/4/2 下午3:05    某局", "https://a.gov.cn/x?id=3")],
)
def test_what_a_browser_prints_at_the_edges_is_no_title_no_caption_and_parts_no_table(head, foot):
    paper = Paper()
    for page in (1, 2):
        paper.write(24, 22, head, 8)
        paper.write(24, 825, foot, 8)
        paper.write(550, 825, f"{page}/2", 8)
        if page == 1:
            paper.write(60, 60, "部门支出决算表")
        rows(paper, [HEAD, *BODY[:6]] if page == 1 else BODY[6:], 100 if page == 1 else 50)
        paper.page()
    found = read(paper.saved(), url="http://a.gov.cn/a.pdf")
    assert found.title == "部门支出决算表"
    assert [(table.rows, table.caption) for table in found.tables] == [((HEAD, *BODY), "部门支出决算表")]
    assert "a.gov.cn" not in found.text
