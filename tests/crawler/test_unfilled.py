"""A column that only a script fills is not empty; a column that is empty, an article, a home page are what they are."""

import pytest

from crawler.families import Seen, leads
from crawler.snapshot import Reason
from crawler.unfilled import by_list

COLUMN, PAPER = "http://a.cn/zwgk/czyjs/", "http://a.cn/art/2013/8/2/art_1_23456.html"
MENU = "".join(
    f"<li><a href='/{path}/'>{name}</a></li>"
    for path, name in {
        "xxgk": "信息公开",
        "zwgk": "政务公开",
        "nb": "政府信息公开工作年度报告",
        "ysq": "依申请公开",
        "hd": "互动交流",
    }.items()
)
FOOT = "<div class=foot>主办：市财政局　地址：市中心大街1号　邮编：336000　备案号：赣ICP备05000001号</div>"
OWN = "<script src='/js/jquery.min.js'></script><script src='/js/column.js'></script>"
LIBRARY = "<script src='/js/jquery.min.js'></script><script src='/js/common.js'></script>"


def page(main, scripts=OWN, url=COLUMN, title="财政预决算"):
    source = f"<!DOCTYPE html><html><head><title>{title}</title>{scripts}</head><body><ul>{MENU}</ul>{main}{FOOT}</body></html>"
    return Seen(url, source.encode())


def verdict(seen):
    return by_list(seen, list(leads(seen)))


DATA = "var rows = [{d: '2013-07-01', v: 56}, {d: '2013-07-02', v: 61}, {d: '2013-07-03', v: 48}];"


def drawn(puts):
    return f"<script>{DATA} var h = ''; for (var i = 0; i < rows.length; i++) h += '<tr><td>' + rows[i].d + '</td></tr>'; {puts}</script>"


def made(does):
    return f"<script>{DATA} rows.forEach(function (row) {{ {does} }})</script>"


UNFILLED = {
    "an empty list with a number": page("<div>当前位置：首页 > 财政预决算</div><ul id='list'></ul>"),
    "an empty list and its pager": page("<div id=newsList class='lb'>\n</div><div id=pager></div>"),
    "an empty body of a table": page("<table><thead><tr><th>名称</th></tr></thead><tbody id='data-list'></tbody></table>"),
    "a row to be repeated": page("<ul><li v-for='item in list'><a :href='item.url' v-text='item.title'></a></li></ul>"),
    "a row with places for words": page("<ul><li><a href='#'>{{item.title}}</a><span>{{item.date}}</span></li></ul>"),
    "an angular list": page("<div ng-repeat='x in rows'><a ng-href='{{x.url}}'>{{x.title}}</a></div>"),
    "the root of an application": page("<div id='app'></div>"),
    "a row in a script": page(
        "<ul class=lb></ul>",
        "<script type='text/html'><li><a href='<%=url%>'><%=title%></a></li></script><script>$.post('/q', fill)</script>",
    ),
    "rows that a script joins": page(
        "<ul class=lb></ul>",
        "<script>$.ajax({type:'post', url:q, success:function(d){ s += '<a href=\"' + d.url + '\">' + d.title }})</script>",
    ),
    "a list that an inline script names": page("<ul id='gkml'></ul>", "<script>load('gkml', 12)</script>"),
    "a chart": page("<div id=main style='height:300px'></div>", "<script>var c = echarts.init(document.getElementById('main'));</script>"),
    "a table of the air": page("<div id='kqzlb'></div>", "<script>show('kqzlb', rows)</script>"),
    "rows of the air in a script": page("<div class='con' id='rb'></div>", drawn("document.getElementById('rb').innerHTML = h;")),
    "rows under a head": page("<table class=rb><thead><tr><th>日期</th><th>指数</th></tr></thead></table>", drawn("$('.rb').append(h);")),
    "rows in a body of a table": page("<table class=rb><tbody></tbody></table>", drawn("$('table.rb tbody').html(h);")),
    "rows where the script stands": page(f"<div>{drawn('document.write(h);')}</div>", ""),
    "a table that a script lays": page(f"<script>document.write('<table><tr><td>日期'); {DATA} document.write(rows[0].d)</script>", ""),
    "rows made one by one": page("<ul id=rb></ul>", made("document.getElementById('rb').appendChild(document.createElement('li'))")),
    "an article that a script writes": page("<h1>七月空气质量</h1><div id=zoom></div>", drawn("$('#zoom').html(h);"), url=PAPER),
    "a list by query": page("<ul id='list'></ul>", url="http://a.cn/list.jsp?id=1234567"),
    "a template that says what it says of nothing": page("<ul><li v-for='a in b'>{{a.t}}</li></ul><p v-if='!b'>暂无数据</p>"),
}  # fmt: skip

ENTRY = "<li><a href='/art/2013/4/2/art_12_34567.html'>市财政局二〇一三年部门预算</a></li>"
BODY = "<p>" + "根据有关规定，现将本单位部门预算公开如下，请社会各界予以监督。" * 12 + "</p>"
WHOLE = {
    "a list with an entry": page(f"<ul id='list'></ul><ul>{ENTRY}</ul>"),
    "a list with a short entry": page("<ul id='list'></ul><a href='/zwgk/czyjs/t20130402_123.html'>预算表</a>"),
    "a list with a file": page("<ul id='list'></ul><a href='/up/1.pdf'>预算表</a>"),
    "an empty column": page("<ul class='list'></ul>"),
    "an empty column that says so": page("<ul id='list'></ul><p>暂无信息</p>"),
    "an empty column that counts": page("<ul id='list'></ul>共 0 条"),
    "an empty column without scripts": page("<ul id='list'></ul>", ""),
    "an empty column with libraries": page("<ul id='list'></ul>", LIBRARY),
    "an empty column of UCAP": page("<ul></ul><div id='newslist'></div><script>createPageHTML('page_div',1,1,'a','shtml',0)</script>"),
    "an empty column of Hanweb": page("<div id='list'></div><script type='text/xml'><datastore></datastore></script>"),
    "a column that can be asked for": page("<div id='app'></div><script>$.getJSON('/api/list.json', show)</script>"),
    "a place that nothing is drawn into": page("<div id=main style='height:300px'></div>", "<script>clock('main')</script>"),
    "a slider": page("<div id='slide'></div><ul class=lb></ul>", drawn("$('#slide').html(h);")),
    "a place that is filled": page("<ul id=rb><li>暂未更新</li></ul>", drawn("$('#rb').append(h);")),
    "a day that a script writes": page("<ul class=lb></ul>", "<script>for(;;){ w[i] = i } document.write(today + w[d]);</script>"),
    "rows of a script, and no place for them": page("<ul class=lb></ul>", drawn("document.getElementById('rb').innerHTML = h;")),
    "no row in a script": page("<ul id=rb></ul>", "<script>for(;;){} document.getElementById('rb').innerHTML = name;</script>"),
    "an article with what else there is to read": page(
        "<p>经研究决定，任命张三为市环境监测站站长。</p><div id=zoom></div>",
        "<script>$.each(a, function(){ h += '<li>' + this }); $('#zoom').html(h);</script>",
        url=PAPER,
    ),
    "an article with a picture": page("<p>附图：</p><img src=/up/1.jpg><div id=zoom></div>", drawn("$('#zoom').html(h);"), url=PAPER),
    "a mere parent": page("<ul class=lm><li><a href='/zwgk/czyjs/ys/'>部门预算</a></li></ul>"),
    "one page of text": page(f"<div id='app'></div>{BODY}"),
    "a short article": page("<p>附图：</p><img src=/up/1.jpg><div id='related-list'></div>", url="http://a.cn/art/2013/4/2/art_1_23456.html"),
    "an article by its head": page("<meta name='ArticleTitle' content='预算'><p>见附图。</p><div id='list'></div>"),
    "words of a program in a text": page(f"<p>模板 {{{{item}}}} 的写法</p>{BODY}"),
}  # fmt: skip


@pytest.mark.parametrize("seen", UNFILLED.values(), ids=UNFILLED)
def test_a_list_that_only_a_script_fills_needs_one(seen):
    assert verdict(seen).reason is Reason.NEEDS_JS


@pytest.mark.parametrize("seen", WHOLE.values(), ids=WHOLE)
def test_what_is_whole_is_not_called_unfilled(seen):
    assert verdict(seen).is_good
