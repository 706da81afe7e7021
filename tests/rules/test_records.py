"""Records are found in tables with one and two lines of header, in cards, and in lines of labels."""

from datetime import datetime

import pytest

from crawler.period import CHINA
from crawler.reading import read
from crawler.snapshot import Document, Place
from rules.records import Field, is_blank, records

NAME = Field("项目名称", ("项目名称", "工程名称"))
PLACE = Field("建设地址", ("建设地址", "建设地点", "地址"), ("单位地址",))
BEGUN = Field("开工日期", ("开工",))
FIELDS = (NAME, PLACE, BEGUN)


def document(html: str) -> Document:
    body = f"<html><title>表</title><body><div class=content><h1>情况</h1>{html}</div></body></html>".encode()
    day = datetime(2013, 8, 1, tzinfo=CHINA)
    return Document("http://own/x.html", Place.OWN, day, "0", "", read(body, url="http://own/x.html"))


def table(*rows: str) -> str:
    return (
        "<table>" + "".join(f"<tr>{''.join(f'<td>{c}</td>' for c in row.split('|'))}</tr>" for row in rows) + "</table>"
    )


def test_a_header_row_and_rows_below():
    found = records(
        document(table("序号|项 目 名 称|建设地点|开工时间", "1|甲小区|东街|2013-05-01", "2|乙小区|—|", "合计|2|||")),
        FIELDS,
    )
    assert [each.heads for each in found] == [{"项目名称", "建设地址", "开工日期"}]
    assert [row.told("项目名称") for row in found[0].rows] == ["甲小区", "乙小区"]
    assert [row.told("项目名称") for row in found[0].blanks("建设地址")] == ["乙小区"]


def test_a_header_of_two_lines():
    rows = "<table><tr><td rowspan=2>工程名称</td><td rowspan=2>地址</td><td colspan=2>时间</td></tr>"
    rows += "<tr><td>开工</td><td>竣工</td></tr><tr><td>甲</td><td>东街</td><td>5月</td><td>9月</td></tr></table>"
    found = records(document(rows), FIELDS)
    assert found[0].rows[0].values == {"项目名称": "甲", "建设地址": "东街", "开工日期": "5月"}


def test_a_card_with_labels_at_the_left():
    found = records(document(table("项目名称|甲小区|建设地址|东街1号", "开工日期|2013-05-01|单位地址|西街")), FIELDS)
    assert found[0].rows[0].values == {"项目名称": "甲小区", "建设地址": "东街1号", "开工日期": "2013-05-01"}


def test_lines_of_labels_and_a_label_that_comes_again():
    found = records(
        document("<p>一、项目名称：甲</p><p>建设地址：东街</p><p>项目名称：乙</p><p>建设地址：</p>"), FIELDS
    )
    assert [row.told("项目名称") for row in found[0].rows] == ["甲", "乙"]
    assert len(found[0].blanks("建设地址")) == 1


def test_a_table_of_something_else_has_no_records():
    assert records(document(table("指标|数值", "人口|3")), FIELDS) == ()


@pytest.mark.parametrize("blank", ["", "—", " / ", "暂无", "--"])
def test_what_says_nothing(blank):
    assert is_blank(blank)
    assert not is_blank("无")  # a declared nil says something
