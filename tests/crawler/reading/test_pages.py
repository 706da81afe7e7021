"""Layouts of pages as content systems write them: title, day, issuer, columns, text."""

# ruff: noqa: E501
from datetime import date

import pytest

from crawler.reading.pages import html

TRS = """<html><head><meta http-equiv="Content-Type" content="text/html; charset=gb2312"><title>无标题文档</title></head><body>
<table><tr><td><a href="/">首页</a> <a href="/zwgk/">政务公开</a> <a href="/tz/">通知公告</a></td></tr></table>
<table><tr><td>您现在的位置：<a href="/">首页</a>&nbsp;&gt;&nbsp;<a href="/x/">信息公开</a>&nbsp;&gt;&nbsp;<a href="/x/c/">财政信息</a></td></tr>
<tr><td align=center><font size=5><b>某市环保局2013年“三公”经费预算公开</b></font></td></tr>
<tr><td align=center>发布时间：2013年4月2日 10:21  来源：某市环境保护局　点击：123</td></tr>
<tr><td><div class=TRS_Editor><p>按照要求，现将我局2013年部门“三公”经费预算情况公开如下，请社会各界予以监督并提出意见建议。</p>
<p align=right>单位：万元</p><table border=1><tr><td rowspan=2>项目</td><td colspan=2>预算数</td></tr><tr><td>2012年</td><td>2013年</td></tr>
<tr><td>因公出国<br>（境）费</td><td>0</td><td>2.5</td></tr></table><p>二〇一三年三月二十日</p></div></td></tr></table>
<table><tr><td>主办：某市人民政府 版权所有 黑ICP备05000000号</td></tr></table></body></html>"""

CATALOGUE = """<html><head><title>详细页</title><meta charset=utf-8></head><body>
<div class="nav"><ul><li><a href=1>首页</a></li><li><a href=2>要闻</a></li></ul></div>
<div class="crumb">当前位置：<a>首页</a> / <a>政府信息公开</a> / <a>法规公文</a></div>
<table><tr><td><b>索 引 号：</b></td><td>000014349/2013-00112</td><td><b>主题分类：</b></td><td>综合政务</td></tr>
<tr><td>发文机关：</td><td>市政府办公室</td><td>成文日期：</td><td>2013年07月01日</td></tr>
<tr><td>名　　称：</td><td colspan=3>关于印发当前政府信息公开重点工作安排的通知</td></tr>
<tr><td>发文字号：</td><td>市办发〔2013〕73号</td><td>发布日期：</td><td>2013年07月10日</td></tr></table>
<div><p>各区县人民政府，市政府各部门：《当前政府信息公开重点工作安排》已经市政府同意，现印发给你们，请认真贯彻落实。</p></div></body></html>"""

META = """<html><head><title>某市</title><meta name="ArticleTitle" content="2017年部门预算公开"><meta name="PubDate" content="2017-03-01 09:00">
<meta name="ContentSource" content="财政局"><meta name="ColumnName" content="预算公开"></head><body><h1>某市财政局</h1>
<div id="zoom"><p>正文从这里开始，说明收支预算总表的情况以及机关运行经费安排，共计一百二十五万元，较上年有所减少。</p></div></body></html>"""

VSB = """<html><head><title>关于召开听证会的公告-某区发展和改革局</title></head><body>
<div>位置：<a>网站首页</a> >> <a>价格和收费</a> >> 正文</div><div class="show"><h2>关于召开听证会的公告</h2>
<div>2014-03-05 &nbsp; 浏览次数：33</div><div id="vsb_content"><p>根据价格法的规定，定于三月二十日召开居民用水价格听证会，欢迎消费者报名参加，名额为十二人。</p></div></div></body></html>"""

HANWEB = """<html><head><title>某县环境质量日报</title></head><body><table><tr><td>当前位置： 首页 → 环境质量 → 空气日报</td></tr></table>
<table id="article"><tr><td class="title">某县2013年7月14日空气质量日报</td></tr><tr><td><table><tr><td>发布日期：[2013-07-15]</td>
<td>信息来源：县环境监测站</td><td>字体：[大 中 小]</td></tr></table></td></tr><tr><td class="bt_content"><div id="zoom">
<p>二氧化硫日均值每立方米零点零二毫克，可吸入颗粒物日均值每立方米零点零八毫克，空气质量级别为二级，首要污染物为可吸入颗粒物。</p>
</div></td></tr></table></body></html>"""

DIVS = """<html><head><title>采购结果公示 - 某局</title></head><body><header><a href=/>某局</a></header>
<nav><a href=/a>首页</a><a href=/b>公示</a></nav><main><ol class="breadcrumb"><li>您的位置：</li><li><a>首页</a></li><li>&gt;</li><li><a>招标采购</a></li></ol>
<article><h1>采购结果公示</h1><p class="info"><span>来源：办公室</span> <span>发布于：2020年10月13日</span></p>
<section><p>现将办公设备采购项目的成交结果公示如下，成交供应商为某某公司，成交金额十二万五千元，公示期为五个工作日。</p></section></article></main>
<footer><p>主办单位：某局</p><p>版权所有</p></footer></body></html>"""

NO_DATE = """<html><head><title>机构职能</title></head><body><h1>某局机构职能说明</h1><p>承担本市的规划和管理工作，负责起草有关规定。</p></body></html>"""

LIST = """<html><head><title>财政信息_某市人民政府</title></head><body><div>首页 &gt; 政务公开 &gt; 财政信息</div><ul>
<li><a href="a.html" title="某局2013年部门预算和三公经费预算公开说明">某局2013年部门预算和三公…</a><span>发布日期：2013-04-02</span></li>
<li><a href="b.html">某委2013年预算</a><span>发布日期：2013-04-03</span></li></ul></body></html>"""

PAGES = {
    "TRS": (TRS, "某市环保局2013年“三公”经费预算公开", date(2013, 4, 2), "label", "某市环境保护局", ("信息公开", "财政信息")),
    "catalogue": (
        CATALOGUE, "关于印发当前政府信息公开重点工作安排的通知", date(2013, 7, 10), "label", "市政府办公室", ("政府信息公开", "法规公文"),
    ),
    "meta": (META, "2017年部门预算公开", date(2017, 3, 1), "meta", "财政局", ("预算公开",)),
    "VSB": (VSB, "关于召开听证会的公告", date(2014, 3, 5), "line", "", ("价格和收费",)),
    "Hanweb": (HANWEB, "某县2013年7月14日空气质量日报", date(2013, 7, 15), "label", "县环境监测站", ("环境质量", "空气日报")),
    "divs": (DIVS, "采购结果公示", date(2020, 10, 13), "label", "办公室", ("招标采购",)),
    "no date": (NO_DATE, "某局机构职能说明", None, "", "", ()),
    "list": (LIST, "财政信息", None, "", "", ("政务公开", "财政信息")),
}  # fmt: skip


@pytest.mark.parametrize("name", PAGES)
def test_a_page_says_its_title_day_issuer_and_columns(name):
    source, *wanted = PAGES[name]
    seen = html.read(source.encode(), url="http://a.gov.cn/x/page.html")
    assert [seen.title, seen.published, seen.published_from, seen.issuer, seen.columns] == wanted
    assert not seen.doubts


def test_the_text_is_the_article_without_menus_and_foot():
    for source in (TRS, DIVS, HANWEB):
        text = html.read(source.encode(), url="http://a.gov.cn/").text
        assert "版权所有" not in text
    assert "通知公告" not in html.read(TRS.encode(), url="http://a.gov.cn/").text
    assert "因公出国（境）费\t0\t2.5" in html.read(TRS.encode(), url="http://a.gov.cn/").text


def test_what_stands_outside_the_usual_places_is_kept():
    page = "<body><div class=foot><p>本年度三公经费合计十二万元，其中接待费二万元，车辆费十万元。</p></div><div><p>短</p></div></body>"
    assert "接待费二万元" in html.read(page.encode(), url="http://a.gov.cn/").text


def test_the_day_of_writing_is_kept_but_is_not_the_day_of_publishing():
    page = "<table><tr><td>成文日期</td><td>2013-07-01</td></tr><tr><td>发文日期</td><td>2013-07-02</td></tr></table>"
    seen = html.read(page.encode(), url="http://a.gov.cn/info/1.htm")
    assert seen.published is None
    assert ("成文日期", "2013-07-01") in seen.metadata


@pytest.mark.parametrize(
    ("url", "day"),
    [
        ("http://a.gov.cn/201403/t20140331_12.html", date(2014, 3, 31)),
        ("http://a.gov.cn/art/2019/6/18/art_1_2.html", date(2019, 6, 18)),
        ("http://a.gov.cn/info/1157/7658.htm", None),
        ("http://a.gov.cn/art/2019/16/18/art_1_2.html", None),
    ],
)
def test_an_address_tells_the_day_where_the_page_does_not(url, day):
    seen = html.read("<h1>一个没有日期的页面标题</h1><p>正文</p>".encode(), url=url)
    assert (seen.published, seen.published_from) == (day, "url" if day else "")


def test_links_are_absolute_and_carry_their_whole_title():
    page = """<head><base href="http://b.gov.cn/x/"></head><body><a href="1.html" title="完整的标题">完整…</a><a href="javascript:void(0)"
    onclick="window.open('/f/2.doc')">附件</a><a href="mailto:a@b">信</a><a href="#top">顶</a><a href="ftp://c/">f</a>
    <iframe src="list.html" name="right"></iframe><a href="3.html"><img src="p.jpg" alt="流程图"></a></body>"""
    seen = html.read(page.encode(), url="http://a.gov.cn/")
    assert [(link.url, link.text) for link in seen.links] == [
        ("http://b.gov.cn/x/1.html", "完整的标题"), ("http://b.gov.cn/f/2.doc", "附件"), ("http://b.gov.cn/x/3.html", "流程图"),
        ("http://b.gov.cn/x/list.html", "right"),
    ]  # fmt: skip
    assert [(image.url, image.text) for image in seen.images] == [("http://b.gov.cn/x/p.jpg", "流程图")]


def test_frames_are_links():
    seen = html.read(
        b"<frameset><frame src=left.html name=left><frame src=/r.html></frameset>", url="http://a.gov.cn/x/"
    )
    assert [link.url for link in seen.links] == ["http://a.gov.cn/x/left.html", "http://a.gov.cn/r.html"]


def test_a_page_from_disk_says_its_addresses_as_they_are_written():
    page = """<a href="t/1.html">第1号</a><a href="javascript:go()">开</a><a href="mailto:a@b">信</a><a href="#top">顶</a>
    <a href="http://b.gov.cn/2.html">第2号</a><img src="p.jpg" alt="图">"""
    seen = html.read(page.encode(), url="file:///pages/a.html")
    assert [link.url for link in seen.links] == ["t/1.html", "http://b.gov.cn/2.html"]
    assert [image.url for image in seen.images] == ["p.jpg"]
    assert html.read(page.encode(), url="").links == ()


def test_a_page_of_frames_from_disk_is_not_empty():
    seen = html.read(b"<frameset><frame src=menu.asp><frame src=list.asp></frameset>", url="file:///pages/a.html")
    assert ([link.url for link in seen.links], seen.doubts) == (["menu.asp", "list.asp"], ())


@pytest.mark.parametrize("source", ["p.jpg", "data:image/png;base64,iVBORw0KGgo=", "http://a.gov.cn/p.jpg"])
def test_a_chart_alone_is_doubted_wherever_its_picture_is(source):
    page = f"<h1>取水许可流程图</h1><p>发布时间：2013-04-02</p><div><img src='{source}'></div>"
    assert html.read(page.encode(), url="file:///pages/a.html").doubts == ("image_only",)


def test_a_picture_without_words_of_its_own_takes_the_line_beside_it():
    page = "<div><p>行政许可流程图</p><p><img src=a.gif></p></div>"
    assert html.read(page.encode(), url="http://a.gov.cn/").images[0].text == "行政许可流程图"


FEET = ["主办单位：示例市水务局　电话：0458-3876543", "相关链接：示例市政府网", "版权所有：示例市水务局"]


@pytest.mark.parametrize("foot", FEET)
def test_the_foot_of_a_page_is_no_caption(foot):
    page = f"<h1>取水许可流程图</h1><p>发布时间：2013-06-05　来源：本站</p><p><img src=a.jpg></p><div>{foot}</div>"
    assert html.read(page.encode(), url="http://a.gov.cn/1.htm").images[0].text in ("", "取水许可流程图")


@pytest.mark.parametrize("foot", ["", *FEET, "办理地点：政务大厅"])
def test_headings_over_pictures_are_their_captions(foot):
    names = ["取水许可流程图", "河道采砂许可流程图", "水土保持方案审批流程图（一）"]
    shown = "".join(f"<p><b>{name}</b></p><p><img src={n}.jpg></p>" for n, name in enumerate(names))
    page = f"<h1>水务局行政审批流程图</h1><p>发布时间：2013-06-05</p>{shown}<div>{foot}</div>"
    assert [image.text for image in html.read(page.encode(), url="http://a.gov.cn/1.htm").images] == names


@pytest.mark.parametrize("before", ["", "<p>发布时间：2013-06-05</p>", "<p>我局的行政审批流程如下：</p>"])
def test_lines_under_pictures_are_their_captions(before):
    names = ["取水许可流程图", "河道采砂许可流程图", "水土保持方案审批流程图"]
    shown = "".join(f"<p><img src={n}.jpg></p><p>{name}</p>" for n, name in enumerate(names))
    page = f"<h1>水务局行政审批流程图</h1>{before}{shown}<div>主办单位：示例市水务局　电话：0458-3876543</div>"
    assert [image.text for image in html.read(page.encode(), url="http://a.gov.cn/1.htm").images] == names


def test_an_article_that_is_only_a_picture_is_doubted():
    page = "<h1>行政许可流程图公示</h1><p>发布时间：2013-04-02</p><div><img src=a.jpg></div>"
    assert "image_only" in html.read(page.encode(), url="http://a.gov.cn/").doubts


def test_tables_in_layout_tables_are_found_and_aligned_text_stays_in_lines():
    page = "<table><tr><td>单位：万元<br>项目　　　预算数<br>接待费　　　2.5<br></td></tr></table>"
    seen = html.read(page.encode(), url="http://a.gov.cn/")
    assert seen.tables == ()
    assert seen.text.split("\n")[1:] == ["项目　　　预算数", "接待费　　　2.5"]


@pytest.mark.parametrize("nothing", [b"", b"   ", b"<html><body></body></html>"])
def test_an_empty_page_is_doubted(nothing):
    assert html.read(nothing, url="http://a.gov.cn/").doubts == ("empty",)


def test_hidden_characters_and_reversed_text_do_not_reach_the_reading():
    from crawler.reading import read

    seen = read("<h1>公&#x200b;开&#x202e;目&#0;录</h1><p>\x00一\x85二</p>".encode(), url="http://a.gov.cn/")
    assert "公开目" in seen.text
    assert not set(seen.text) & set("\x00\x85\u200b\u202e")


@pytest.mark.parametrize("short", ["公告", "通知"])
def test_a_short_heading_says_more_than_the_name_of_the_site(short):
    page = f"<title>某市水务局</title><h1>{short}</h1><p>根据工作安排，定于下周检修主干管网，请市民提前储水。</p>"
    assert html.read(page.encode(), url="http://a.gov.cn/1.htm").title == short


def test_a_title_in_two_lines_is_whole():
    page = (
        "<title>某市人民政府 公示公告 街道绿化养护服务采购项目预中标结果公示</title><p align=center><b>街道绿化养护服务采购项目</b></p>"
        "<p align=center><b>预中标结果公示</b></p><p>发布时间：2021-06-30</p><p>根据评审意见，现将结果公示三个工作日，欢迎监督。</p>"
    )
    assert html.read(page.encode(), url="http://a.gov.cn/1.htm").title == "街道绿化养护服务采购项目预中标结果公示"


def test_a_menu_is_no_caption():
    page = "<ul><li><a href=/a>互动交流</a></li><li><a href=/b>专题专栏</a></li></ul><table border=1><tr><td>项目</td><td>金额</td></tr><tr><td>甲</td><td>2</td></tr></table>"
    assert html.read(page.encode(), url="http://a.gov.cn/1.htm").tables[0].caption == ""
