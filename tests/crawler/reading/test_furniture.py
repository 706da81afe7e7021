"""Furniture around an article, in any order, changes nothing of what is read from it."""

# ruff: noqa: E501
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.pace import within
from crawler.reading import doubts, read
from tests.tries import tries

MENU = (
    "<ul>"
    + "".join(f"<li><a href=/{n}/>{n}</a></li>" for n in ("网站首页", "政务公开", "办事服务", "互动交流"))
    + "</ul>"
)
LIST = (
    "<div><h3>最新信息</h3><ul>"
    + "".join(f"<li><a href=t{n}.html>另一条信息的完整标题{n}</a><span>2013-07-2{n}</span></li>" for n in range(4))
    + "</ul></div>"
)
LABELLED = "".join(
    f"<div><a href=x{n}.html>其他单位的一条信息{n}</a><br>发布时间：2012-01-0{n} 来源：某单位{n}</div>" for n in (1, 2)
)
BEFORE = (
    MENU, LIST, LABELLED, "<div>今天是2013年8月1日 星期四</div>", "<form><input value=搜索><select><option>2013年</option></select></form>",
    "<div>热门搜索：<a href=1>预算</a> <a href=2>低保</a></div>", "<script>var today='2013-08-01'</script>", "<h1><img src=logo.gif alt=云川市></h1>",
    "<div>您是第 20130801 位访客</div>", "<noscript>请启用脚本</noscript>", "<!-- 发布时间：1999-01-01 -->",
)  # fmt: skip
AFTER = (
    LIST, LABELLED, "<p>【<a href=#>打印</a>】【<a href=#>关闭</a>】</p>", "<div>分享到：<a>微信</a><a>微博</a></div>",
    "<p>上一篇：<a href=1.html>上一篇文章的标题</a></p><p>下一篇：<a href=2.html>下一篇文章的标题</a></p>", "<div>网友评论 <a href=#>发表评论</a></div>",
)  # fmt: skip
FOOT = "<div>主办：云川市人民政府</div><div>版权所有 云ICP备05001234号 2003-2013</div>"
HEADS = (
    "<h1>{}</h1>",
    "<p class=bt>{}</p>",
    "<center><font size=5><b>{}</b></font></center>",
    "<table><tr><td align=center>{}</td></tr></table>",
)
INFOS = (
    "发布时间：{0:%Y-%m-%d} 来源：市财政局",
    "{0:%Y}年{0.month}月{0.day}日 来源：市财政局 浏览：12",
    "来源：市财政局 时间：{0:%Y-%m-%d %H:%M}",
)
TITLE, TEXT = "关于公布部门预算编制情况的说明", "本年度部门预算按照零基预算的办法编制，各项支出都列出了测算依据和标准。"
DAYS = st.dates(date(2003, 1, 1), date(2026, 1, 1))
DEEP = 1900


@tries(15)
@given(
    st.permutations(BEFORE),
    st.permutations(AFTER),
    st.integers(0, 8),
    st.sampled_from(HEADS),
    st.sampled_from(INFOS),
    DAYS,
)
def test_shuffled_furniture_does_not_change_what_is_read(before, after, kept, head, info, day):
    core = f"<div>{head.format(TITLE)}<div>{info.format(day)}</div><div><p>{TEXT}</p><p>第二段说明机构编制和人员情况。</p></div></div>"
    page = f"<html><head><title>云川市财政局</title></head><body>{''.join(before[kept:])}{core}{''.join(after[:kept])}{FOOT}</body></html>"
    seen = read(page.encode(), url="http://a.gov.cn/view.asp?id=1")
    assert (seen.title, seen.published, seen.issuer) == (TITLE, day, "市财政局")
    assert TEXT in seen.text
    assert not [words for words in ("版权所有", "办事服务", "另一条信息", "下一篇") if words in seen.text]


@pytest.mark.parametrize("mark", ["\u202e", "&#x202e;", "&#8294;"])
def test_marks_that_turn_text_are_left_out_and_doubted(mark):
    seen = read(f"<h1>信息公开目录{mark}说明</h1><p>正文</p>".encode(), url="http://a.gov.cn/x.html")
    assert doubts.TURNED in seen.doubts
    assert seen.title == "信息公开目录说明"
    assert doubts.TURNED not in read("<h1>信息&nbsp;公开\u200b目录</h1>".encode(), url="http://a.gov.cn/x.html").doubts


def test_a_day_that_has_not_come_is_none():
    today = date(2013, 8, 1)
    for ahead, said in ((0, True), (1, True), (2, False)):
        day = today + timedelta(days=ahead)
        page = f"<h1>{TITLE}</h1><p>发布时间：{day}</p><p>{TEXT}</p>"
        assert read(page.encode(), url="http://a.gov.cn/x.html", fetched=today).published == (day if said else None)
        assert read(page.encode(), url="http://a.gov.cn/x.html").published == day


PROBES = {
    "a site's heading above the breadcrumb": (f"<title>云川环保</title><h1>云川环保</h1><div>首页 &gt; 公告</div><h2>{TITLE}</h2><p>2013-04-02</p><p>{TEXT}</p>", TITLE, date(2013, 4, 2), None),
    "a day of adoption under the title": (f"<h1>{TITLE}</h1><p>（2013年3月5日市人大常委会第三次会议通过）</p><p>{TEXT}</p>", TITLE, None, None),
    "a period of notice": (f"<h1>{TITLE}</h1><p>公示时间：2013年3月5日至2013年3月11日</p><p>会议时间：2013年3月5日</p><p>{TEXT}</p>", TITLE, None, None),
    "published and updated": (f"<h1>{TITLE}</h1><p>发布时间：2013-04-02 更新时间：2014-05-05</p><p>{TEXT}</p>", TITLE, date(2013, 4, 2), None),
    "a title in two lines": (f"<h1>{TITLE[:7]}<br>{TITLE[7:]}</h1><p>来源：市财政局<br>2013-04-02</p><p>{TEXT}</p>", TITLE, date(2013, 4, 2), None),
    "bars between": (f"<h1>{TITLE}</h1><div>2013-04-02 | 市财政局 | 阅读 33</div><p>{TEXT}</p>", TITLE, date(2013, 4, 2), None),
    "a list without breadcrumb": ("<title>公告</title>" + LIST * 2, "公告", None, None),
    "organ and day of signing in one line": (f"<h1>{TITLE}</h1><p>{TEXT}</p><p>云川市财政局 2013年3月5日</p>", TITLE, None, date(2013, 3, 5)),
}  # fmt: skip


@pytest.mark.parametrize("name", PROBES)
def test_what_stands_where(name):
    page, title, published, written = PROBES[name]
    seen = read(page.encode(), url="http://a.gov.cn/view.asp?id=1")
    assert (seen.title, seen.published, seen.written) == (title, published, written)


def test_labels_that_contradict_each_other_are_doubted():
    page = f"<h1>{TITLE}</h1><p>发布时间：2013-04-02</p><p>{TEXT}</p><p>公开日期：2013-04-09</p>"
    assert read(page.encode(), url="http://a.gov.cn/x.html").doubts == (doubts.DATES,)


def test_drawn_arrows_are_text_and_buttons_are_not():
    page = f"<h1>{TITLE}</h1><p>发布时间：2013-04-02</p><p>受理</p><p>↓</p><p>审核</p><p>【打印】【关闭窗口】</p>"
    assert read(page.encode(), url="http://a.gov.cn/x.html").text.split("\n")[2:] == ["受理", "↓", "审核"]


def test_an_article_keeps_its_attachments_and_its_contacts():
    page = (
        f"<h1>{TITLE}</h1><p>发布时间：2013-04-02</p><p>{TEXT}{TEXT}</p><p>主办单位：市体育局</p><p>地址：江北路1号</p>"
    )
    page += "".join(f"<p><a href={n}.doc>附件{n}：申请表.doc</a></p>" for n in (1, 2, 3)) + FOOT
    text = read(page.encode(), url="http://a.gov.cn/x.html").text
    assert all(words in text for words in ("市体育局", "江北路1号", "附件3"))
    assert "版权所有" not in text


@pytest.mark.parametrize(
    "page",
    [
        "<p>发布时间：" * 20_000, "<p>来源：a</p>" * 20_000, "<p>2013-04-02</p>" * 15_000, "<p>发" + " " * 1_000_000 + "布</p>",
        "<script>" + "pubtime     " * 200_000 + "</script><p>x</p>", "<h1>一个标题一个标题</h1>" * 15_000,
        "<title>" + "关于-" * 300_000 + "</title><p>x</p>", "<p>当前位置：</p>" * 15_000, "<li class=on><a>公开目录</a></li>" * 15_000,
        "<div>" * DEEP + "<p>x</p>" * 15_000, "<p>版权所有</p>" * 15_000, "<title>关于公开</title><h1>关于公开</h1>" + "<p>关" * 20_000,
        "<p>&#x202e;" * 15_000, "<p>" + "一二三四" * 300_000 + "年", "<div><a>x</a><p>" * 950,
    ],
    ids=range(15),
)  # fmt: skip
def test_pages_that_repeat_what_is_looked_for_cost_little(page):
    with within(3):
        read(page.encode(), url="http://a.gov.cn/x.html")
