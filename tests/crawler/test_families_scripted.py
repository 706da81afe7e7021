"""Titles that only a script opens: they are there, and no address asks for them."""

from urllib.parse import unquote

import pytest

from crawler.families import Seen, leads
from crawler.outlinks import lead, lines

URL = "http://a.cn/zwgk/list.aspx?id=3"

TITLES = {
    "ASP.NET": "<a href=\"javascript:__doPostBack('GridView1$ctl02$LinkButton1','')\">2013年部门预算公开</a>",
    "ASP.NET, escaped": '<a href="javascript:__doPostBack(&#39;GridView1$ctl02$L1&#39;,&#39;&#39;)">2013年部门预算公开</a>',
    "a node of a tree": "<a href=\"javascript:__doPostBack('TreeView1','s1\\\\2')\">2013年部门预算公开</a>",
    "a function": "<a href='#' onclick=\"showDetail('12')\">2013年部门预算公开</a>",
    "without an address": "<a onclick='openInfo(45)'>2013年部门预算公开</a>",
    "its title": "<a href='javascript:show(\"8a9f2c31\")' title='2013年部门预算公开'>2013年部门…</a>",
    "more of a row": "<table><tr><td>2013年部门预算公开<td><a href='#' onclick='show(8123)'>查看</a></table>",
}
NAMES = {
    "ASP.NET": "<a href=\"javascript:__doPostBack('LinkButton7','')\">部门预算</a>",
    "the number of a paper": "<a href='#' onclick=\"showDetail('1203')\">部门预算</a>",
}
OTHERS = {
    "an address": "<a href='#' onclick=\"show('/1.html')\">2013年部门预算公开说明</a>",
    "an address of its own": "<a href='1.html' onclick='count(1203)'>2013年部门预算公开说明</a>",
    "nothing": "<a href='javascript:void(0)'>重点领域政府信息公开专栏</a>",
    "nothing, twice": "<a href='javascript:;' onclick='return false'>重点领域政府信息公开专栏</a>",
    "a tab": "<a href='#' onclick=\"setTab('one',1,3)\">部门预算</a>",
    "a long tab": "<a href='#' onclick=\"setTab('one',1,3)\">重点领域政府信息公开专栏</a>",
    "a menu": "<a href='#' onclick=\"showMenu('m1203')\">部门预算</a>",
    "a tab by another name": "<a href='#' onclick=\"show('content2',this)\">部门预算</a>",
    "a head": "<a href=\"javascript:__doPostBack('GridView1','Sort$Title')\">信息标题</a>",
    "a tree unfolds": "<a href=\"javascript:__doPostBack('TreeView1','t1')\">部门预算</a>",
    "a login": "<a href=\"javascript:__doPostBack('Login1','')\">登录</a>",
    "a longer login": "<a href=\"javascript:__doPostBack('LinkButton1','')\">用户登录</a>",
    "a favourite": "<a href=\"javascript:window.external.AddFavorite('x','市财政局')\">将市财政局网站加入收藏夹</a>",
    "a share": "<a href=\"javascript:shareTo('weibo',20130102)\">分享到新浪微博</a>",
    "a font": "<a href='javascript:doZoom(16)'>大</a><a href='javascript:setSize(120)'>【字体：大 中 小】</a>",
    "printing": "<a href='javascript:printArticle(1203)'>打印本页</a><a href='javascript:go(1203)'>打印本页内容</a>",
    "closing": "<a href='javascript:window.close()'>关闭窗口</a>",
    "going back": "<a href='javascript:history.go(-100)'>返回上一页</a>",
    "a telephone": "<a href='javascript:open2d(1203)'>扫一扫在手机打开当前页</a>",
    "more of no row": "<a href='#' onclick='show(8123)'>查看详情</a>",
    "a pager": "<a href='javascript:go(1203)'>2</a><a href='javascript:go(100)'>下一页</a>",
}  # fmt: skip


def barred(source):
    return [each for each in leads(Seen(URL, f"<html><body>{source}".encode())) if each.barred and not each.pager]


@pytest.mark.parametrize("source", TITLES.values(), ids=TITLES)
def test_a_title_that_only_a_script_opens_is_barred(source):
    (found,) = barred(source)
    assert found.label.startswith("2013年部门预算公开")
    assert unquote(found.url) == f"{URL}#{found.label}"
    assert lead(lines([found])[0]) == found


@pytest.mark.parametrize("source", NAMES.values(), ids=NAMES)
def test_a_short_name_is_barred_where_a_paper_is_asked_for(source):
    assert [each.label for each in barred(source)] == ["部门预算"]


@pytest.mark.parametrize("source", OTHERS.values(), ids=OTHERS)
def test_menus_and_tools_are_no_titles(source):
    assert not barred(source)


def test_the_titles_of_a_page_are_told_apart_and_are_not_without_end():
    source = "".join(
        f"<a href='#' onclick='show()' >x</a><a href='#' onclick='show({n})'>第{n}号预算公开说明书</a>"
        for n in range(900)
    )
    found = barred(source)
    assert len({each.url for each in found}) == len(found) == 200
    assert len(barred(source[:500] * 2)) == len(barred(source[:500]))
