"""Days and names in an article's own words are not the page's; a label without a day is doubted."""

from datetime import date

import pytest

from crawler.reading import doubts
from crawler.reading.pages import html

TITLE = "某市水务局关于停水的通知"
PARAGRAPH = "<p>为做好管网检修工作，定于2014年4月1日停水，请市民提前储水。</p>"
SIGNATURE = "<p align=right>某市水务局</p><p align=right>2014年3月5日</p>"
MARCH = date(2014, 3, 5)


def read(body, title=TITLE, head=""):
    return html.read(
        f"<title>某市水务局</title>{head}<h1>{title}</h1>{body}".encode(), url="http://a.gov.cn/info/1.htm"
    )


@pytest.mark.parametrize("title", ["通知公告", "通知"])
def test_a_signature_is_no_day_of_publication(title):
    seen = read(PARAGRAPH + SIGNATURE, title)
    assert (seen.published, seen.written) == (None, MARCH)


@pytest.mark.parametrize(
    "before", ["<p><a href='/'>返回首页</a></p>", "<p><a href='/'>首页</a> <a href='/tz/'>通知</a></p>"]
)
def test_a_link_above_the_heading_makes_a_short_page_no_item_of_a_list(before):
    page = f"{before}<h1>{TITLE}</h1><p>发布时间：2014-03-05 来源：某市水务局</p>{PARAGRAPH}"
    assert html.read(page.encode(), url="http://a.gov.cn/info/1.htm").published == MARCH


def test_the_day_under_the_link_of_an_item_is_that_of_the_item():
    page = f"<h1>通知公告</h1><div><p><a href='/2.htm'>{TITLE}</a></p><p>2014-03-05</p></div>"
    assert html.read(page.encode(), url="http://a.gov.cn/tz/").published is None


def test_nor_is_one_in_a_layout_table():
    page = f"<table><tr><td><b>{TITLE}</b></td></tr><tr><td>{PARAGRAPH}{SIGNATURE}</td></tr></table>"
    seen = html.read(page.encode(), url="http://a.gov.cn/info/1.htm")
    assert (seen.published, seen.written) == (None, MARCH)


def test_a_day_under_the_number_of_a_document_is_that_of_signing():
    seen = read(f"<p>某政办发〔2014〕3号</p><p>2014年3月5日</p>{PARAGRAPH * 3}")
    assert (seen.published, seen.written) == (None, MARCH)


def test_a_label_that_a_script_fills_takes_no_day_out_of_the_text():
    seen = read(f"<div>发布时间：<script>put('x')</script></div><div>{PARAGRAPH * 3}{SIGNATURE}</div>")
    assert (seen.published, seen.written, seen.doubts) == (None, MARCH, (doubts.UNDATED,))


def test_the_line_of_date_and_source_outweighs_what_the_article_tells_of_others():
    told = "<p>一、采购公告发布日期：2014年1月9日</p><p>二、采购单位：某学校</p><p>发布机构：某交易中心</p>"
    seen = read(f"<div>2014-03-05 来源：办公室</div><div>{told}</div>")
    assert (seen.published, seen.issuer) == (MARCH, "办公室")


def test_a_sentence_after_a_label_dates_nothing():
    seen = read("<div>来源：水务局</div><p>发布日期：2010年1月1日的旧文件废止。</p>")
    assert (seen.published, seen.issuer, seen.doubts) == (None, "水务局", ())


def test_the_card_outweighs_the_article():
    card = (
        "<table><tr><td>索引号</td><td>1/2021-1</td><td>公开方式</td><td>主动公开</td></tr><tr><td>发布机构</td><td>某街道</td>"
        "<td>生成日期</td><td>2014-02-28</td></tr><tr><td>公开时间</td><td>2014-03-05</td><td>文号</td><td></td></tr></table>"
    )
    seen = html.read(
        f"{card}<p>公示日期：2014年3月4日</p><p>六．采购公告发布日期：<span>2014</span>年2月9日</p>".encode(),
        url="http://a.gov.cn/info/1.htm",
    )
    assert (seen.published, seen.published_from, seen.written) == (MARCH, "label", date(2014, 2, 28))


def test_a_day_above_the_text_is_not_that_of_signing():
    page = "<meta name=ArticleTitle content=关于预算的公告><div>关于2014年三公经费的说明</div><div>2014-03-05</div><p>正文如下。</p>"
    seen = html.read(page.encode(), url="http://a.gov.cn/info/1.htm")
    assert (seen.published, seen.written) == (MARCH, None)


@pytest.mark.parametrize("value", ["2014-13-45", "2104-03-05", "03/05/2014", "2014年3月", ""])
def test_a_label_without_a_day_is_doubted(value):
    seen = read(f"<div>发布时间：{value}</div>{PARAGRAPH}")
    assert (seen.published, seen.doubts) == (None, (doubts.UNDATED,))


def test_an_empty_label_does_not_take_the_first_sentence():
    seen = read("<div>来源：</div><p>现将有关事项通知如下，请遵照执行。</p>")
    assert (seen.issuer, seen.metadata) == ("", ())


def test_an_empty_cell_of_a_card_takes_no_line_below_the_table():
    card = (
        "<table><tr><td>索引号：</td><td>0149/2013-73</td><td>发布日期：</td><td>2014-03-05</td></tr>"
        "<tr><td>主题词：</td><td colspan=3></td></tr></table>"
    )
    said = dict(read(f"{card}<p align=center>某办公室关于印发</p>{PARAGRAPH}").metadata)
    assert said == {"索引号": "0149/2013-73", "发布日期": "2014-03-05"}


def test_a_day_between_the_office_and_the_text_is_that_of_publication():
    seen = read(f"<div>某市水务局</div><div>2014-03-05</div>{PARAGRAPH * 3}")
    assert (seen.published, seen.written) == (MARCH, None)
