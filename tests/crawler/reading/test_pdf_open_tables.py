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
    rows(paper, BODY[5:7], top)
    made = (HEAD, *BODY[:3], ("市公安局交警支队", "", ""), *BODY[3:5], ("市物价局检查分局", "1.5", "2.5"), *BODY[5:7])
    assert tables(paper) == [made]
