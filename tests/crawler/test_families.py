"""What each content system's pages lead to."""

from time import process_time

import pytest

from crawler.families import Kind, Seen, leads, pictures

BASE = "http://a.cn/zwgk/list/index.html"


def found(source, url=BASE, media_type="text/html"):
    body = source if isinstance(source, bytes) else source.encode()
    return {lead.url.removeprefix("http://a.cn"): lead for lead in leads(Seen(url, body, media_type))}


PLAIN = {
    "<html><a href='../t.htm' title='全名'>短…</a>": "/zwgk/t.htm",
    "<html><area href=/m.htm>": "/m.htm",
    "<html><base href='/other/'><a href=x.htm>x</a>": "/other/x.htm",
    "<html><frameset><frame src=left.htm></frameset>": "/zwgk/list/left.htm",
    "<html><iframe src='/f.html'></iframe>": "/f.html",
    "<html><meta http-equiv='Refresh' content=\"0; URL='/new/'\">": "/new/",
    "<html><script>window.location.href = 'main.jsp';</script>": "/zwgk/list/main.jsp",
    "<html><script>setTimeout(\"location.href='/t/'\", 100)</script>": "/t/",
    "<html><script>setTimeout('location.href=\\'/e/\\'', 100)</script>": "/e/",
    "<html><body onload=\"window.location='/b/'\">请稍候": "/b/",
    '<html><script>location.replace("/m/")</script>': "/m/",
    "<html><div onclick=\"window.open('/o.html')\">公开</div>": "/o.html",
    "<html><a href=\"javascript:go('/j/1.html')\">j</a>": "/j/1.html",
    "<html><a href='javascript:void(0)' onclick=\"show('info/2.htm')\">x</a>": "/zwgk/list/info/2.htm",
    "<html><select><option value='/dept/'>财政局</option></select>": "/dept/",
    "<html><script>document.write('<a href=\"/w.html\">写</a>')</script>": "/w.html",
    "<html><embed src=/v.html?file=/up/1.pdf>": "/up/1.pdf",
}


@pytest.mark.parametrize(("source", "url"), PLAIN.items(), ids=PLAIN.values())
def test_links_that_any_page_can_have(source, url):
    assert url in found(source)


def test_labels_kinds_and_what_is_never_fetched():
    source = """<html><a href=a.pdf>附件</a><a href="/download.jsp?id=3" title="三公经费表">表</a><a href=s.css>s</a>
        <a href="mailto:x@a.cn">m</a><a href="#top">t</a><a href="p.jpg">图</a><a href=n.htm><img alt="流程图"></a>"""
    leads = found(source)
    assert leads["/zwgk/list/a.pdf"].kind is Kind.DOCUMENT
    assert (leads["/download.jsp?id=3"].kind, leads["/download.jsp?id=3"].label) == (Kind.DOCUMENT, "三公经费表")
    assert leads["/zwgk/list/p.jpg"].kind is Kind.PICTURE
    assert leads["/zwgk/list/n.htm"].label == "流程图"
    assert len(leads) == 4


@pytest.mark.parametrize("call", ["createPageHTML(4, 0, 'index', 'html')", 'createPageHTML( 4,0,"index","html");'])
def test_trs_counts_its_files_from_zero(call):
    pages = [url for url in found(f"<html><script>{call}</script>") if "index_" in url]
    assert pages == [f"/zwgk/list/index_{number}.html" for number in (1, 2, 3)]


def test_hanweb_hides_records_in_a_store_and_hands_out_the_rest():
    source = """<html><script type="text/xml"><datastore><nextgroup><![CDATA[<a href="/module/web/jpage/dataproxy.jsp?page=2"></a>]]>
        </nextgroup><recordset><record><![CDATA[<li><a href="/art/2019/6/8/art_1_2.html" title="预算">预…</a></li>]]></record>
        </recordset></datastore></script>"""
    assert {"/art/2019/6/8/art_1_2.html", "/module/web/jpage/dataproxy.jsp?page=2"} <= set(found(source))
    assert found(source)["/art/2019/6/8/art_1_2.html"].label == "预算"  # the whole title, not what is shown of it


def test_hanweb_questions_cover_all_records():
    source = """<html><script>var param = {col:1,webid:7,path:'/',columnid:33,unitid:'u1',webname:'局',permissiontype:0};
        jpage({totalRecord:100, perPage:15, groupSize:3, proxyUrl:'/module/web/jpage/dataproxy.jsp'})</script>"""
    asked = [url for url in found(source) if "dataproxy" in url]
    assert [url.split("startrecord=")[1].split("&perpage")[0] for url in asked] == [
        "1&endrecord=45", "46&endrecord=90", "91&endrecord=100",
    ]  # fmt: skip
    assert "columnid=33" in asked[0]
    assert "unitid=u1" in asked[0]


def test_hanweb_answers_are_read():
    answer = "<datastore><recordset><record><![CDATA[<a href='/art/1.html'>一</a>]]></record></recordset></datastore>"
    assert "/art/1.html" in found(answer, media_type="text/xml")


def test_vsb_numbers_by_parameter_and_downwards():
    link = "list.jsp?totalpage=4&amp;PAGENUM=2&amp;urltype=tree.TreeTempUrl&amp;wbtreeid=1013"
    numbered = found(f"<html><a href='{link}'>下页</a>")
    assert {
        f"/zwgk/list/list.jsp?totalpage=4&PAGENUM={n}&urltype=tree.TreeTempUrl&wbtreeid=1013" for n in (2, 3, 4)
    } <= set(numbered)
    down = found("<html><!-- _vsb_ --><a href='tzgg/3.htm'>下页</a>", "http://a.cn/tzgg.htm")
    assert {"/tzgg/3.htm", "/tzgg/2.htm", "/tzgg/1.htm"} <= set(down)


def test_an_articles_number_is_no_number_of_pages():
    """The twelfth page of a list is called like the folder of another column's articles."""
    source = "<html><!-- _vsb_ --><a href='/info/12/1700362.htm'>通知</a>"
    assert set(found(source, "http://a.cn/lm11/12.htm")) == {"/info/12/1700362.htm"}


def test_gkmlpt_columns_are_asked_for_by_interface():
    source = '<html><a href=\'/gkmlpt/index#721\'>财政</a><script>window._CONFIG = {"SID": "88"}</script>'
    assert found(source)["/gkmlpt/api/all/721?page=1&sid=88"].label == "财政"
    answer = '{"total": 45, "articles": [{"title": "%u9884%u7B97", "url": "http://a.cn/content/post_1.html"}]}'
    seen = found(answer, "http://a.cn/gkmlpt/api/all/721?page=1&sid=88", "application/json")
    assert seen["/content/post_1.html"].label == "预算"
    assert "/gkmlpt/api/all/721?page=2&sid=88" in seen


def test_lists_in_json_and_behind_callbacks_are_read():
    answer = 'cb({"pages": 3, "rows": [{"title": "三公", "linkUrl": "/x/1.html", "html": "<a href=\\"/x/2.html\\">二</a>"}]});'
    assert {"/x/1.html", "/x/2.html"} <= set(found(answer[3:-2], "http://a.cn/l?page=1", "text/html"))
    assert "/l?page=3" in found(answer[3:-2], "http://a.cn/l?page=1", "application/json")


def test_links_of_a_gbk_page_are_read():
    assert (
        found("<html><meta charset=gb2312><a href='/c.jsp?n=预算'>预算</a>".encode("gb18030"))[
            "/c.jsp?n=%D4%A4%CB%E3"
        ].label
        == "预算"
    )


def test_pictures_without_decoration():
    source = "<html><img src=/images/logo.png><img src=dot.gif width=4><img src=/up/lct.jpg alt=流程图><img src=/up/a.png width=100%>"
    assert [lead.url for lead in pictures(Seen(BASE, source.encode()))] == [
        "http://a.cn/up/lct.jpg",
        "http://a.cn/up/a.png",
    ]


@pytest.mark.parametrize(
    ("head", "again"),
    [
        ("<table>", "<![CDATA["),
        ("<datastore>", "<![CDATA["),
        ("<script>", "<a href='x'>"),
        ("<script>", "<a "),
        ("<script>", "<a href='x' "),
        ("<script>", "<"),
        ("<script>location.href =", " "),
        ("<script>countPage href=a+'_'+(x", " "),
        ("<script>/api/ getJSON", " "),
        ("<a href='/x.html'>", "&gt;"),
        ("<?xml version='1.0'?>", "<!--x-->"),
    ],
)
def test_no_page_keeps_the_crawl_for_long(head, again):
    source = head + again * (1_000_000 // len(again)) + "一</a>"
    begun = process_time()
    assert len([*leads(Seen("http://a.gov.cn/index.html", source.encode(), "text/html"))]) <= 1
    assert process_time() - begun < 3  # some needed minutes, others for ever
