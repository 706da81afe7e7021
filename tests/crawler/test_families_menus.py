"""Menus that scripts draw: what can be followed, what is there and cannot, and what is no menu."""

import pytest

from crawler.families import Seen, leads

URL = "http://a.cn/gk/index.html"
NEWS = "<li><a href='/n/1.html'>我局召开全市财政工作会议</a></li>"


def found(source, url=URL, meant_on=""):
    return list(
        leads(Seen(url, f"<html><body>{NEWS}{source}".encode() if url == URL else source.encode(), "", meant_on))
    )


def followed(leads):
    return {lead.url.removeprefix("http://a.cn"): lead.label for lead in leads if not lead.barred}


MENUS = {
    "a tree": "<script>var zNodes=[{id:1,pId:0,name:'公开指南',url:'/zn.html'}]</script>",
    "address first": '<script>var m=[{"url":"zn.html","icon":"a.png","title":"公开指南"}]</script>',
    "an address within": "<script>var t=[{text:'公开指南',a_attr:{href:'/zn.html'}}]</script>",
    "escaped": '<script>var t=[{"name":"\\u516c\\u5f00\\u6307\\u5357","url":"\\/zn.html"}]</script>',
    "pairs": "<script>var m=[['公开指南','/zn.html']];</script>",
    "calls": "<script>m.push(new Item('公开指南','/zn.html'));</script>",
    "side by side": "<script>t[0]='公开指南';l[0]='/zn.html';</script>",
    "Sothink": '<script>stm_aix("p1i0","p0i0",[0,"公开指南","","",-1,-1,0,"/zn.html","_self"]);</script>',
    "Milonic": '<script>aI("text=公开指南;url=/zn.html;status=x;");</script>',
    "a bound click": "<a id=m1 href='#'>公开指南</a><script>$('#m1').click(function(){location.href='/zn.html'})</script>",
    "a function": "<a href='javascript:zn()'>公开指南</a><script>function zn(){window.location.href='/zn.html';}</script>",
    "a function of a number": (
        "<p onclick=\"go(7,'zn')\">公开指南</p><script>function go(n,c){window.open('/'+c+'.html?n='+n);}</script>"
    ),
    "a frame": "<li onclick=\"document.getElementById('m').src='/zn.html'\">公开指南</li>",
    "a window": "<a onclick=\"layer.open({type:2,content:'/zn.html'})\">公开指南</a>",
    "pressed": "<span onmousedown=\"window.open('/zn.html')\">公开指南</span>",
    "a button": "<form action='/zn.html'><input type=submit value=公开指南></form>",
    "easyui": "<li data-options=\"attributes:{url:'/zn.html'}\">公开指南</li>",
}


@pytest.mark.parametrize("source", MENUS.values(), ids=MENUS)
def test_a_menu_that_tells_its_addresses_is_followed(source):
    (label,) = {label for url, label in followed(found(source)).items() if "zn.html" in url}
    assert label == "公开指南"


def test_a_function_makes_the_address_of_what_it_is_called_with():
    assert "/zn.html?n=7" in followed(found(MENUS["a function of a number"]))


def test_parts_and_files_that_hold_a_menu_stand_for_the_page():
    brought = found(
        "<div id=m></div><script src='/js/menu.js?v=2'></script><script>$('#m').load('/inc/m.html #l')</script>"
    )
    assert {lead.url.removeprefix("http://a.cn") for lead in brought if lead.hop} == {"/js/menu.js?v=2", "/inc/m.html"}
    assert not [
        lead
        for lead in found("<script src='/js/jquery.ztree.min.js'></script><script src=/js/common.js></script>")
        if lead.hop
    ]


def test_what_a_file_of_scripts_writes_is_meant_on_the_page_that_has_it():
    source = "document.writeln('<li><a href=\"zn.html\">公开指南</a></li>');var n=[{name:'公开年报',url:'nb/'}]"
    seen = followed(found(source, "http://a.cn/js/menu.js", URL))
    assert seen == {"/gk/zn.html": "公开指南", "/gk/nb/": "公开年报"}


def test_a_feed_is_a_list():
    feed = (
        "<?xml version='1.0'?><rss><channel><item><title>公开指南</title><link>/zn.html</link></item></channel></rss>"
    )
    assert followed(found(feed, "http://a.cn/rss.xml")) == {"/zn.html": "公开指南"}


HIDDEN = {
    "a tree of numbers": "<script>$.fn.zTree.init(t,s,[{id:1,pId:0,name:'公开指南'}])</script>",
    "a call": "<a href='javascript:goPage(1)'>公开指南</a>",
    "a row": "<table><tr onclick='show(1003)'><td>公开指南</td></tr></table>",
    "a tab that fetches": (
        "<li onclick='loadTab(1)'>公开指南</li><script>function loadTab(n){$.get('/t.do',{n:n},f)}</script>"
    ),
    "a number for a script": "<a href='javascript:;' data-id=1003>公开指南</a>",
    "a bound click": "<ul class=n><li>公开指南</li></ul><script>$('.n li').click(function(){$.post('/c.do',{},f)})</script>",
    "a click bound from above": (
        "<ul class=n><li>公开指南</li></ul><script>$('.n').on('click','li',function(){location.href='/c?c='+this.id})</script>"
    ),
    "a place of an application": "<a href='#/zn'>公开指南</a>",
    "a form that is posted": "<form method=post action=/a><input type=hidden name=c value=3><input type=submit value=公开指南></form>",
}  # fmt: skip
UNNAMED = {
    "a template": "<ul><li v-for='m in menus'><a :href='m.url'>{{m.name}}</a></li></ul>",
    "a film": "<embed src='/images/menu.swf'>",
    "pictures": "<img src=1.jpg onclick='goto(1)'>",
}


@pytest.mark.parametrize("source", HIDDEN.values(), ids=HIDDEN)
def test_a_name_of_which_only_a_browser_knows_where_it_leads_is_barred(source):
    assert [lead.label for lead in found(source) if lead.barred] == ["公开指南"]


@pytest.mark.parametrize("source", UNNAMED.values(), ids=UNNAMED)
def test_a_menu_without_names_may_hold_anything(source):
    assert {lead.label for lead in found(source) if lead.barred} == {""}


def test_an_answer_with_the_names_of_a_tree_alone_is_barred_by_name():
    seen = found('[{"id":1,"pId":0,"name":"公开指南","isParent":false}]', "http://a.cn/tree.json")
    assert [(lead.label, lead.barred) for lead in seen] == [("公开指南", True)]


def test_a_list_that_goes_on_when_asked_for_more_is_not_whole():
    (more,) = (
        lead
        for lead in found("<title>公开指南</title><a href='javascript:;' onclick='loadMore()'>加载更多</a>")
        if lead.barred
    )
    assert (more.pager, more.label) == (True, "公开指南")


NO_MENUS = {
    "tabs": "<li id=c1 onclick='show(1)'>公开指南</li><div id=con1></div><div id=con2></div>",
    "a tab": "<a href='javascript:;' onclick=\"setTab('one',1)\">公开指南</a>",
    "a hover": "<ul class=n><li>公开指南</li></ul><script>$('.n li').click(function(){$(this).addClass('on')})</script>",
    "a chart": "<script>var o={data:[{name:'一般公共服务',value:335}]}</script>",
    "a question": "<script>var q=['删除这条信息','/delete.do?id=1']</script>",
    "a picture that grows": "<img src=1.jpg onclick='showPic(1)'><img src=/code onclick=\"this.src='/code?'+1\">",
    "pictures of a slider": "<script>var p=[{title:'财政工作会议',img:'/1.jpg'}]</script>",
    "nothing": "<a href='#'>公开指南</a><a href='javascript:void(0)'>公开年报</a>",
    "a search": "<form action=/s><input name=w><input type=submit value=搜索></form>",
    "a way out": "<form action=/out><input type=submit value=退出系统></form>",
}  # fmt: skip


@pytest.mark.parametrize("source", NO_MENUS.values(), ids=NO_MENUS)
def test_what_is_no_menu_leads_nowhere(source):
    assert {lead.url for lead in found(source)} == {"http://a.cn/n/1.html"}


def test_nodes_that_a_content_system_asks_for_by_their_numbers_are_no_obstacles():
    tree = "<script>var _CONFIG={SID:'7',TREE:[{id:24,name:'公开指南'},{id:25,name:'机构职能'}]}</script>"
    asked = list(leads(Seen("http://a.cn/gkmlpt/index", f"<html><body>{NEWS}{tree}".encode(), "")))
    assert not [lead.label for lead in asked if lead.barred]
    assert {"/gkmlpt/api/all/24?page=1&sid=7", "/gkmlpt/api/all/25?page=1&sid=7"} <= set(followed(asked))
    elsewhere = list(leads(Seen(URL, f"<html><body>{NEWS}{tree}".encode(), "")))
    assert [lead.label for lead in elsewhere if lead.barred] == ["公开指南", "机构职能"]


@pytest.mark.parametrize("words", ["投票", "删除", "退出登录", "点赞"])
@pytest.mark.parametrize(
    "made",
    [
        "<a href='javascript:act(7)'>{words}</a><script>function act(n){{location.href='/act.do?id='+n;}}</script>",
        "<form action='/act.do'><input type=submit value={words}></form>",
    ],
)
def test_what_changes_something_is_not_pressed(words, made):
    assert not [url for url in followed(found(made.format(words=words))) if "act.do" in url]
