"""Tables as content systems, Word and Excel write them into pages: every cell at its place, no layout among them."""

# ruff: noqa: E501

import pytest

from bench.pace import within
from crawler.reading.pages import html

HEAD = ("项目", "预算数", "备注")
DATA = (HEAD, ("接待费", "2.5", "公务"), ("车辆费", "10", "两辆"))


def tables(source):
    return [table.rows for table in html.read(source.encode(), url="http://a.gov.cn/").tables]


def table(*rows, more=""):
    cells = "".join(
        "<tr>" + "".join(cell if cell.startswith("<t") else f"<td>{cell}</td>" for cell in row) + "</tr>"
        for row in rows
    )
    return f"<table {more}>{cells}</table>"


@pytest.mark.parametrize(
    ("rows", "meant"),
    [
        ('<tr><td rowspan=2>项目<td colspan=2>预算<tr><td>2012<td>2013<tr><td>接待费<td>0<td>2.5', (("项目", "预算", "预算"), ("项目", "2012", "2013"), ("接待费", "0", "2.5"))),
        ('<tr><td rowspan=0>车辆</td><td>购置</td></tr><tr><td>运行</td></tr><tr><td>合计</td></tr>', (("车辆", "购置"), ("车辆", "运行"), ("车辆", "合计"))),
        ('<tr><td rowspan=9>车辆</td><td>购置</td></tr><tr><td>运行</td></tr>', (("车辆", "购置"), ("车辆", "运行"))),
        ('<tr><td colspan=9>三公经费表</td></tr><tr><td>接待费</td><td>2.5</td></tr>', (("三公经费表", "三公经费表"), ("接待费", "2.5"))),
        ('<tr><td colspan=2>接待费</td><td>2.5</td></tr><tr><td colspan=2>车辆费</td><td>10</td></tr>', (("接待费", "2.5"), ("车辆费", "10"))),
        ('<tr><td rowspan=2>甲</td><td rowspan=2>1</td></tr><tr></tr><tr><td>乙</td><td>2</td></tr>', (("甲", "1"), ("甲", "1"), ("乙", "2"))),
        ('<tr><td>甲</td><td rowspan=2>一</td><td>1</td></tr><tr><td colspan=2>乙</td><td>2</td></tr>', (("甲", "一", "1"), ("乙", "一", "2"))),
        ('<tfoot><tr><td>合计</td><td>3</td></tr></tfoot><tbody><tr><td>甲</td><td>3</td></tr></tbody><thead><tr><th>项目</th><th>数</th></tr></thead>', (("项目", "数"), ("甲", "3"), ("合计", "3"))),
        ('<thead><tr><th rowspan=5>项目</th><th>数</th></tr></thead><tbody><tr><td>甲</td><td>3</td></tr></tbody>', (("项目", "数"), ("甲", "3"))),
        ('<tr><td>甲</td><td width=1>&nbsp;</td><td>1</td></tr><tr><td colspan=3 height=2></td></tr><tr><td>乙</td><td></td><td>2</td></tr>', (("甲", "1"), ("乙", "2"))),
        ('<tr style="display: none"><td>模板</td><td>0</td></tr><tr><td>甲</td><td>1</td><td hidden>9</td></tr><tr><td>乙</td><td>2</td></tr>', (("甲", "1"), ("乙", "2"))),
        ('<tr><td colspan="abc">甲</td><td rowspan="-1">1</td></tr><tr><td>乙</td><td>2</td></tr>', (("甲", "1"), ("乙", "2"))),
    ],
)  # fmt: skip
def test_merged_cells_stand_in_every_place_that_they_cover(rows, meant):
    assert tables(f"<table>{rows}</table>") == [meant]


@pytest.mark.parametrize(
    ("cell", "meant"),
    [
        ("因公出国<br>（境）费", "因公出国（境）费"),
        ("<p>“三公”</p><p>经费</p>", "“三公”经费"),
        ("预算数<br/>(万元)", "预算数(万元)"),
        ("其中：<br>公务用车", "其中：公务用车"),
        ("12.5<br>13.6", "12.5 13.6"),
        ("2013年<br>12.5", "2013年 12.5"),
        ("1&nbsp;234.50", "1 234.50"),
        ("1,234.50", "1,234.50"),
        ("<nobr>合　计</nobr>&nbsp;", "合　计"),
        ("<p class=MsoNormal><span>公务\n      接待费</span></p>", "公务接待费"),
        ("<font>12</font><b>.5</b>", "12.5"),
        ("<p><span lang=EN-US>2013</span><span>年</span></p>", "2013年"),
        ("<ol><li>身份证</li><li>申请表</li></ol>", "身份证申请表"),
        ("0012", "0012"),
        ("<!-- 9 -->-<script>document.write(8)</script>", "-"),
    ],
)  # fmt: skip
def test_a_cell_says_what_a_person_reads(cell, meant):
    rows = [*DATA, ("甲", "1", "2"), ("乙", "3", "4"), (cell, "末", "尾")]
    assert tables(table(*rows))[0][-1] == (meant, "末", "尾")


def test_data_is_found_in_layout_and_layout_is_no_data():
    menu = '<table><tr><td><a href="/a">首页</a></td><td><a href="/b">公开</a></td></tr></table>'
    info = "<table><tr><td>字体：<a href=#>大</a></td></tr></table>"
    prose = "<p>" + "按照要求，现将有关情况公开如下，请社会各界予以监督。" * 20 + "</p>"
    page = f"<table><tr><td>{menu}</td></tr></table><table width=1000><tr><td width=200>左栏</td><td><table><tr><td>{info}</td></tr><tr><td>{prose}{table(*DATA)}</td></tr></table></td></tr></table>"
    assert tables(page) == [DATA]


@pytest.mark.parametrize(
    "layout",
    [
        "<form><table><tr><td>标题</td><td><input name=a></td></tr><tr><td>时间</td><td><select><option>2013</select></td></tr></table></form>",
        "<table><tr><td><img src=a.jpg><br>图一</td><td><img src=b.jpg><br>图二</td></tr></table>",
        "<table><tr><td>只有一格</td></tr></table>",
        "<table><tr><td><ul><li>一</li><li>二</li></ul></td><td><h2>要闻</h2>内容</td></tr></table>",
        "<table><tr><td>分类</td><td>"
        + "本机关依法公开政府信息，现将年度工作情况报告如下。" * 30
        + "</td></tr></table>",
        "<table><tr><td><a href=1>财政预算公开</a></td><td><a href=2>三公经费</a></td></tr></table>",
        "<table><tr><td></td></tr></table><table></table>",
    ],
)
def test_what_only_arranges_a_page_is_no_table(layout):
    assert tables(layout) == []


def test_labels_and_values_are_data():
    found = tables(table(("索引号：", "0001", "发布机构：", "市财政局"), ("名称：", "<td colspan=3>三公经费</td>")))
    assert found == [(("索引号：", "0001", "发布机构：", "市财政局"), ("名称：", "三公经费", "三公经费", "三公经费"))]


def test_tables_of_data_in_cells_of_a_table_of_data_are_both_kept():
    inner = table(("车型", "数量"), ("轿车", "2"))
    rows = [
        ("单位", "车辆", "金额"),
        ("市财政局", f"<td>{inner}</td>", "10"),
        ("市环保局", "无", "0"),
        ("市教育局", "一辆", "5"),
    ]
    assert tables(table(*rows)) == [
        (("单位", "车辆", "金额"), ("市财政局", "车型 数量轿车 2", "10"), ("市环保局", "无", "0"), ("市教育局", "一辆", "5")),
        (("车型", "数量"), ("轿车", "2")),
    ]  # fmt: skip


def test_cells_framed_by_tables_of_one_cell_are_cells():
    framed = [
        tuple(
            f"<td><table><tr><td>{cell}</td></tr></table></td>" if place == 2 else cell
            for place, cell in enumerate(row)
        )
        for row in DATA
    ]
    assert tables(table(*framed)) == [DATA]


def test_a_header_and_its_rows_in_tables_of_their_own_are_one_table():
    page = table(DATA[0]) + "\n<br>" + table(DATA[1]) + table(DATA[2])
    assert tables(page) == [DATA]
    assert tables(table(DATA[0]) + "<p>另一张表</p>" + table(DATA[1])) == [DATA[:1], DATA[1:2]]
    assert tables(table(("收入", "数"), ("拨款", "1")) + table(("支出", "2013"), ("工资", "1"))) == [
        (("收入", "数"), ("拨款", "1")),
        (("支出", "2013"), ("工资", "1")),
    ]


def test_tables_side_by_side_stay_two():
    left, right = table(("收入", "数"), ("拨款", "1")), table(("支出", "数"), ("工资", "1"))
    assert tables(f"<table><tr><td>{left}</td><td>{right}</td></tr></table>") == [
        (("收入", "数"), ("拨款", "1")),
        (("支出", "数"), ("工资", "1")),
    ]


def test_tables_out_of_excel_and_with_open_ends():
    page = """<table x:str border=0 cellpadding=0 style='border-collapse:collapse'><col width=72 style='mso-width-source:userset'><col>
    <tr height=19><td class=xl24 width=72>项目<td class=xl24 x:num="2013">2013年<tr><td>接待费<td x:num="0.125" align=right>12.5%
    <![if supportMisalignedColumns]><tr height=0 style='display:none'><td width=72></td><td width=72></td></tr><![endif]>"""
    assert tables(page) == [(("项目", "2013年"), ("接待费", "12.5%"))]


@pytest.mark.parametrize(
    ("above", "below", "meant"),
    [
        ("<p>单位：万元</p>", "", "单位：万元"),
        ("<p>某局三公经费预算表</p>", "", "某局三公经费预算表"),
        ("<p>某局三公经费预算表</p><p align=right>单位：万元</p>", "", "单位：万元"),
        ("<p>现将有关情况公开如下。</p>", "<p>单位：万元</p>", "单位：万元"),
        ("<p>三公经费表</p>", "<p>注：单位：千元</p>", "单位：千元"),
    ],
)
def test_a_table_carries_the_line_of_its_unit(above, below, meant):
    found = html.read(f"<div>{above}{table(*DATA)}{below}<p>结束</p></div>".encode(), url="http://a.gov.cn/").tables[0]
    assert meant in found.caption


def test_a_unit_below_belongs_to_the_next_table_where_one_follows():
    page = f"<p>甲表</p>{table(*DATA)}<p>单位：元</p>{table(*DATA)}"
    assert [each.caption for each in html.read(page.encode(), url="http://a.gov.cn/").tables] == ["甲表", "单位：元"]


def test_typed_tables_and_tables_of_boxes_keep_their_order():
    typed = "<pre>项目      2012   2013\n接待费    0      2.5\n</pre>"
    assert html.read(typed.encode(), url="http://a.gov.cn/").text == "项目      2012   2013\n接待费    0      2.5"
    boxes = '<div style="display:table"><div class=row><div>项目</div><div>数</div></div><div class=row><div>接待费</div><div>2.5</div></div></div>'
    assert html.read(boxes.encode(), url="http://a.gov.cn/").text.split() == ["项目", "数", "接待费", "2.5"]


@pytest.mark.parametrize(
    "page",
    [
        "<table><tr><td>" * 1500,
        "<table>" + "<tr><td colspan=1000 rowspan=65534>x</td></tr>" * 2000,
        "<table><tr>" + "<td><table><tr><td>a</td><td>b</td></tr></table></td>" * 1500,
        "<table><tr><td>" + "<div>" * 1000 + "<table><tr><td>a<td>b</table>" * 1500,
        "<table><tr><td>a<td>1</table>" * 1_000,
        table(HEAD) + table((HEAD[0], "1", "2")) * 1_000,
    ],
)
def test_tables_made_to_hurt_cost_little(page):
    with within(6):
        html.read(page.encode(), url="http://a.gov.cn/")
