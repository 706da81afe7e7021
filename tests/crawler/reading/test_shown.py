"""A page is read as a person sees it: filled-in fields say their values, hidden text says nothing."""

import pytest

from crawler.reading import doubts
from crawler.reading.pages import html

HIDDEN = ("style='display:none'", "style='visibility: hidden'", "hidden", "style='color:#fff;font-size:0'")


def read(body):
    return html.read(f"<h1>关于某项工作的公告</h1>{body}".encode(), url="http://a.gov.cn/info/1.htm")


@pytest.mark.parametrize("how", HIDDEN)
def test_hidden_text_is_left_out_and_doubted(how):
    seen = read(f"<p>可见的预算为12万元。</p><p {how}>隐藏99万元</p>")
    assert ("12万元" in seen.text, "99" in seen.text, seen.doubts) == (True, False, (doubts.TURNED,))


def test_a_hidden_row_is_in_neither_text_nor_table():
    seen = read(
        "<table border=1><tr><td>单位</td><td>合计</td></tr><tr hidden><td>隐藏行</td><td>99</td></tr>"
        "<tr><td>乙</td><td>5</td></tr></table>"
    )
    assert seen.tables[0].rows == (("单位", "合计"), ("乙", "5"))
    assert "隐藏行" not in seen.text


@pytest.mark.parametrize(
    "tab", ["<div id=t2 style='display:none'>{}</div>", "<div style='display:none'>{} " + "另有说明。" * 50 + "</div>"]
)
def test_what_a_script_may_show_stays(tab):
    seen = read(tab.format("第二页的内容"))
    assert ("第二页的内容" in seen.text, seen.doubts) == (True, ())


def test_links_in_hidden_menus_stay():
    assert read("<ul style='display:none'><li><a href=/a.html>目录</a></li></ul>").links
    assert read("<div style='font-size:0'><span style='font-size:14px'>正文里的话</span></div>").text.endswith(
        "正文里的话"
    )


def test_a_row_with_a_hidden_tip_stays_in_its_table():
    seen = read(
        "<table><tr><th>序号</th><th>标题</th><th>文号</th></tr><tr><td>30</td><td><a href=1.html>任免通知</a><div class=tip "
        "style='display:none'><table><tr><td>发文单位：某区政府</td><td>成文日期：2020年02月01日</td></tr></table></div></td>"
        "<td>桂政干〔2020〕68号</td></tr></table>"
    )
    assert seen.tables[0].rows[1] == ("30", "任免通知", "桂政干〔2020〕68号")
    assert "30\t任免通知\t桂政干〔2020〕68号" in seen.text


def test_fields_that_are_filled_in_say_their_values():
    seen = read(
        "<table border=1><tr><td>事项</td><td><input type=text value=取水许可></td></tr><tr><td>时限</td><td><select>"
        "<option>1日</option><option selected>20日</option></select></td></tr><tr><td>据</td><td><textarea>法</textarea></td></tr></table>"
    )
    assert seen.tables[0].rows == (("事项", "取水许可"), ("时限", "20日"), ("据", "法"))
    assert "时限\t20日" in seen.text


def test_a_search_box_says_nothing():
    assert (
        "关键字" not in read("<table><tr><td><input value=关键字></td><td><button>搜</button></td></tr></table>").text
    )


def test_a_ruled_table_that_holds_one_keeps_its_rows():
    inner = "<table border=1><tr><td>内1</td><td>内2</td></tr></table>"
    seen = read(f"<table border=1><tr><td>甲</td><td>{inner}</td></tr><tr><td>乙</td><td>2</td></tr></table>")
    assert ("乙", "2") in seen.tables[0].rows


def test_the_empty_value_of_a_label_is_not_the_next_label():
    assert read("<table border=1><tr><td>文号</td><td></td><td>金额</td><td>12</td></tr></table>").tables[0].rows == (
        ("文号", "", "金额", "12"),
    )


def test_cells_of_spans_stand_apart():
    text = read(
        "<div><span class=td>点位</span><span class=td>AQI</span></div><p><span>20</span><span>14年</span></p>"
    ).text
    assert text.endswith("点位 AQI\n2014年")


@pytest.mark.parametrize("end", ["<tr><td>公", "</table", "<tr><td>公</td></tr></ta"])
def test_a_page_that_ends_in_the_middle_is_doubted(end):
    start = "<html><body><h1>某局预算公开表</h1><table border=1><tr><td>项目</td><td>金额</td></tr><tr><td>接待</td><td>2</td></tr>"
    assert html.read(f"{start}{end}".encode(), url="http://a.gov.cn/1.htm").unread == doubts.CUT


@pytest.mark.parametrize("end", ["</table>", "</table></body></html>", "<tr><td>公</body></html>", "</table>1 < 2"])
def test_a_page_without_its_last_tags_is_not(end):
    page = f"<h1>某局预算公开表</h1><table border=1><tr><td>项目</td><td>金额</td></tr>{end}"
    assert html.read(page.encode(), url="http://a.gov.cn/1.htm").doubts == ()
