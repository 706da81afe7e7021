"""Links that stand where no link is looked for."""

import pytest

from crawler.families import Kind, Seen, leads

BASE = "http://a.cn/zwgk/list/index.html"


def found(source, url=BASE, media_type="text/html"):
    body = source if isinstance(source, bytes) else source.encode()
    return {lead.url.removeprefix("http://a.cn"): lead for lead in leads(Seen(url, body, media_type))}


HIDDEN = {
    "<html><frameset><frame src=a.htm><noframes><body><a href='/n.htm'>无框架</a></body></noframes></frameset>": "/n.htm",
    "<html><head><link rel='next' href='index_2.html'></head>": "/zwgk/list/index_2.html",
    "<html><link href=index_3.html rel=next>": "/zwgk/list/index_3.html",
    "<html><map><area shape=rect href='/czj/'></map>": "/czj/",
    "<html><li data-url='/xxgk/czyjs/'>财政预决算</li>": "/xxgk/czyjs/",
    "<html><div data-href='http://a.cn/u.html'>预算</div>": "/u.html",
    "<html><span data-link='list.jsp?id=3'>预算</span>": "/zwgk/list/list.jsp?id=3",
    "<html><iframe data-src='inner'></iframe>": "/zwgk/list/inner",
    "<html><svg><a xlink:href='/map/yz.html'><text>袁州区</text></a></svg>": "/map/yz.html",
    "<html><object><param name=src value=up/2.pdf></object>": "/zwgk/list/up/2.pdf",
    "<html><object data='/up/3.pdf'></object>": "/up/3.pdf",
    "<html><a href=\"javascript:openUrl('/xxgk/yjs')\">预决算</a>": "/xxgk/yjs",
    "<html><a href=\"javascript:openUrl('list.do?id=3')\">预决算</a>": "/zwgk/list/list.do?id=3",
    "<html><script>d.add(2,0,'财政预算','/l2.html','','mainFrame');</script>": "/l2.html",
    '<html><script>tree.add("0102", "01", "预算", "list.asp?id=3&amp;n=1");</script>': "/zwgk/list/list.asp?id=3&n=1",
    '<html><script>insDoc(aux, gLnk("R", "财政预算", "xx/3.htm"))</script>': "/zwgk/list/xx/3.htm",
    "<html><script>insFld(f, gFld('财政预算', 'xx/'))</script>": "/zwgk/list/xx/",
    "<html><script>a.add(new WebFXTreeItem('财政预算', '/ys.jsp'));</script>": "/ys.jsp",
    "<html><select onchange='location=this.value'><option value='xxgk/cz/'>财政</option></select>": "/zwgk/list/xxgk/cz/",
    "<html><select onchange=\"window.open('list.jsp?dept='+this.value)\"><option value=12>财政局</option></select>": (
        "/zwgk/list/list.jsp?dept=12"
    ),
    "<html><form action='/q.jsp'><input type=hidden name=lm value=3><select name=d><option value=7>财政局</select></form>": (
        "/q.jsp?lm=3&d=7"
    ),
    "<html><base href='../gk/'><a href='x.htm'>预算</a>": "/zwgk/gk/x.htm",
    "<html><a href='\\xxgk\\1.htm'>预算</a>": "/xxgk/1.htm",
    "<html><a href='xx\\2.htm'>预算</a>": "/zwgk/list/xx/2.htm",
    "<html><a href='/c.jsp?n=%u9884%u7B97'>预算</a>": "/c.jsp?n=%u9884%u7B97",
}


@pytest.mark.parametrize(("source", "url"), HIDDEN.items(), ids=HIDDEN.values())
def test_hidden_links_are_found(source, url):
    assert url in found(source)


def test_labels_kinds_and_ways_of_hidden_links():
    seen = found(
        "<html><li data-url='/a/'>财政 预决算</li><iframe data-src='b/'></iframe><object><param value='c.pdf'>"
    )
    assert seen["/a/"].label == "财政 预决算"
    assert seen["/zwgk/list/b/"].hop
    assert seen["/zwgk/list/c.pdf"].kind is Kind.DOCUMENT
    assert found("<html><link rel=next href=2.html>")["/zwgk/list/2.html"].pager
    form = "<html><form action=/q.jsp><select name=d><option value=7>财政局</option></select></form>"
    assert found(form)["/q.jsp?d=7"].label == "财政局"


NO_TREES = (
    "d.add(0,-1,'信息公开目录')",
    "d.add(1,0,'机构职能','javascript:void(0)','','mainFrame')",
    "d.add(1,0,'机构职能','','','mainFrame')",
    "d.add(1,0,name,'/l.html')",
    "d.add(1,0,'预算','/l.jsp?id='+id)",
    "list.add(1,0,'open','close')",
)


@pytest.mark.parametrize("call", NO_TREES)
def test_what_a_script_adds_that_has_no_address_leads_nowhere(call):
    assert not found(f"<html><script>{call}</script>")


def test_the_entries_of_a_tree_are_called_by_their_words():
    seen = found(
        "<html><script>d.add(2,0,'<b>财政&nbsp;预算</b>','/l2.html','提示');d.add(3,2,'决算',\"/l3.html\");</script>"
    )
    assert {url: lead.label for url, lead in seen.items()} == {"/l2.html": "财政 预算", "/l3.html": "决算"}


def test_the_choices_of_a_gbk_form_are_asked_for_in_gbk():
    form = (
        "<html><meta charset=gb2312><form action=/q.jsp><select name=d><option value=预算>预算</option></select></form>"
    )
    assert "/q.jsp?d=%D4%A4%CB%E3" in found(form.encode("gb18030"))


NOTHING = {
    "a form that posts": "<form method=post action=/q.jsp><select name=d><option value=7>财政局</option></select></form>",
    "a form to write in": "<form action=/q.jsp><input name=word><select name=d><option value=7>标题</option></select></form>",
    "a form with two choices": "<form action=/q><select name=a><option>1</select><select name=b><option>2</select></form>",
    "a drop-down of nothing": "<select onchange='location=this.value'><option value='#'>选择</option><option>x</option></select>",
    "a drop-down of years": "<select onchange='load(this.value)'><option value=2013>2013</option></select>",
    "a drop-down without end": (
        f"<form action=/q><select name=a>{''.join(f'<option value={n}>{n}' for n in range(80))}</select></form>"
    ),
    "what a script calls something": "<div data-url='czyjs'>预算</div><div data-src='#'></div><iframe data-src=''></iframe>",
    "a picture that waits": "<img data-src='/up/1.jpg'>",
    "a drawing's own parts": "<svg><use xlink:href='#icon'></use></svg>",
}


@pytest.mark.parametrize("source", NOTHING.values(), ids=NOTHING)
def test_what_is_no_link_is_left_alone(source):
    assert not found(f"<html>{source}")
