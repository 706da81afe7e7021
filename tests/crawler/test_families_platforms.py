"""Platforms that are asked for their lists: which questions a page leads to, and which its answers lead to."""

import json
from urllib.parse import parse_qs, urlsplit

from hypothesis import given
from hypothesis import strategies as st

from crawler.families import Seen, leads

ID = "0123456789abcdef" * 2
UNIT = "/api-gateway/jpaas-publish-server/front/page/build/unit"
DATA = "application/json;charset=UTF-8"


def found(source, url, media_type="text/html"):
    return {lead.url.removeprefix("http://a.cn"): lead for lead in leads(Seen(url, source.encode(), media_type))}


def numbers(addresses, name):
    values = [parse_qs(urlsplit(address).query).get(name) for address in addresses]
    return sorted(int(value[0]) for value in values if value)


def test_a_ucap_column_without_entries_is_asked_for_as_a_channel():
    asked = "?_isAgg=true&_isJson=true&_pageSize=20&_template=index&page=1"
    column = "http://a.cn/city/c102095/list.shtml"
    named = f'<html><title>预决算</title><script>var channelId = "{ID}";</script>'
    assert found(named, column)[f"/common/search/{ID}{asked}"].label == "预决算"
    written = f"<html><script>channel('/searchList/{ID}?_isAgg=true')</script>"
    assert f"/searchList/{ID}{asked}" in found(written, column)
    unnamed = found("<html><div id=list></div><script src=/list.js></script>", column)
    assert set(unnamed) == {"/common/getChannelList?channelCode=c102095&websiteCodeName=city"}
    answer = json.dumps({"results": {"channelId": ID, "displayName": "预决算", "children": []}})
    assert f"/common/search/{ID}{asked}" in found(answer, f"http://a.cn{next(iter(unnamed))}", DATA)


def test_a_ucap_column_with_entries_is_not_asked_for_anything():
    entry = f"<html><a href='/city/c102095/202204/{ID}.shtml'>关于公开部门预算的通知</a>"
    assert set(found(entry, "http://a.cn/city/c102095/list.shtml")) == {f"/city/c102095/202204/{ID}.shtml"}
    turned = f"<html><script>var channelId='{ID}'; createPageHTML('page_div',1, 1,'list','shtml',4)</script>"
    assert not found(turned, "http://a.cn/city/c102095/list.shtml")


@given(st.integers(1, 400), st.sampled_from([10, 20]))
def test_a_ucap_channel_has_exactly_as_many_pages_as_its_records_fill(total, size):
    here = [{"title": f"第{n}号", "url": f"//a.cn/city/c1/202204/{n}.shtml"} for n in range(min(size, total))]
    answer = json.dumps({"data": {"page": 1, "rows": size, "total": total, "results": here}})
    url = f"http://a.cn/common/search/{ID}?_isJson=true&_pageSize={size}&page=1"
    seen = found(answer, url, DATA)
    pages = -(-total // size)
    assert numbers(seen, "page") == list(range(1, pages + 1)) * (pages > 1)
    assert seen["/city/c1/202204/0.shtml"].label == "第0号"


def test_the_size_of_a_page_is_not_its_number():
    answer = json.dumps({"totalPage": 3, "list": [{"title": "一", "url": "/1.html"}]})
    seen = found(answer, "http://a.cn/query?pageSize=1&pageNo=1", DATA)
    assert {"/query?pageSize=1&pageNo=2", "/query?pageSize=1&pageNo=3"} <= set(seen)
    assert not any("pageSize=2" in address for address in seen)
    zero = found(answer, "http://a.cn/query?pageNo=0", DATA)
    assert numbers(zero, "pageNo") == [0, 1, 2]


PAIRS = "{'parseType':'bulidstatic','webId':'52','tplSetId':'Ms','pageType':'column','tagId':'列表','pageId':'1638'}"


def test_a_jpaas_unit_is_asked_for_with_what_stands_in_the_page():
    page = f'<html><title>财政信息</title><script url="{UNIT}" queryData="{PAIRS}"></script>'
    (asked,) = found(page, "http://a.cn/col/col1638/index.html").values()
    assert asked.url.startswith(f"http://a.cn{UNIT}?parseType=bulidstatic&webId=52")
    assert parse_qs(urlsplit(asked.url).query)["tagId"] == ["列表"]
    assert (asked.label, asked.pager) == ("财政信息", True)


@given(st.integers(1, 500), st.integers(1, 30))
def test_a_jpaas_unit_has_exactly_as_many_pages_as_its_records_fill(count, rows):
    entry = '<li><a href="/art/2026/art_1.html" title="部门预算公开">部门…</a></li>'
    unit = f'<ul>{entry}</ul><div class="pagination" rows="{rows}" count="{count}" pageNo="1"></div>'
    asked = f"http://a.cn{UNIT}?webId=52&pageId=1638"
    seen = found(json.dumps({"success": True, "data": {"html": unit}}), asked, DATA)
    turned = [
        json.loads(parse_qs(urlsplit(address).query)["paramJson"][0]) for address in seen if "paramJson" in address
    ]
    assert [each["pageNo"] for each in turned] == list(range(2, min(-(-count // rows), 500) + 1))
    assert all(each["pageSize"] == rows for each in turned)
    assert seen["/art/2026/art_1.html"].label == "部门预算公开"
    again = found(json.dumps({"data": {"html": unit}}), f"{asked}&paramJson=%7B%22pageNo%22%3A2%7D", DATA)
    assert set(again) == {"/art/2026/art_1.html"}


def test_a_catalogue_is_searched_by_area_and_page_by_page():
    page = "<html><iframe src='/module/xxgk/tree.jsp?area=002482429&amp;jdid=2'></iframe>"
    asked = "/module/xxgk/search.jsp?infotypeId=&vc_title=&vc_number=&area=002482429&currpage=1"
    assert asked in found(page, "http://a.cn/col/col12/index.html")
    literal = "<html><script>show('/module/xxgk/search.jsp?infotypeId=A02&jdid=2&currpage=&area=')</script>"
    assert "/module/xxgk/search.jsp?infotypeId=A02&jdid=2&currpage=1&area=" in found(literal, "http://a.cn/x/")
    answer = "<table><tr><td><a href='/art/1.html'>预算</a></td></tr></table>&nbsp;共<b>3</b>页&nbsp;"
    assert numbers(found(answer, f"http://a.cn{asked}"), "currpage") == [2, 3]


def test_a_lonsun_column_is_turned_by_its_index():
    source = (
        "<html><a href='/public/6601041/34949102.html'>部门预算</a><script>pager({pageCount:3, pageIndex:%d})</script>"
    )
    column = "http://a.cn/public/column/6601041?type=4&catId=6717321&action=list"
    assert numbers(found(source % 1, column), "pageIndex") == [2, 3]
    assert numbers(found(source % 2, f"{column}&pageIndex=2"), "pageIndex") == [1, 3]
    assert "/content/column/67?pageIndex=3" in found(source % 1, "http://a.cn/content/column/67")
    assert set(found(source % 1, "http://a.cn/public/6601041/1.html")) == {"/public/6601041/34949102.html"}


def test_a_lonsun_label_is_asked_for_and_turned():
    source = """<html><script>$.ajax({url: '/site/label/8888', data: {labelName: 'publicInfoList', siteId: '49', organId: 7011,
        catId: "493", pageIndex: 1, file: '/xxgk/publicInfoList'}})</script>"""
    (asked,) = found(source, "http://a.cn/public/column/7011")
    query = parse_qs(urlsplit(asked).query)
    assert asked.startswith("/site/label/8888?IsAjax=1&labelName=publicInfoList")
    assert (query["catId"], query["pageIndex"]) == (["493"], ["1"])
    fragment = "<ul><li><a href='/public/7011/1.html'>预算</a></li></ul><script>p({pageCount: 4})</script>"
    assert numbers(found(fragment, f"http://a.cn{asked}"), "pageIndex") == [2, 3, 4]


def test_hanweb_counts_groups_where_its_own_link_does():
    source = """<html><script type="text/xml"><datastore><totalrecord>%d</totalrecord><nextgroup><![CDATA[
        <a href="/module/web/jpage/dataproxy.jsp?page=1&amp;columnid=33&amp;unitid=7"></a>]]></nextgroup></datastore></script>
        <script>jpage({perPage:15, groupSize:3, proxyUrl:'/module/web/jpage/dataproxy.jsp'})</script>"""
    for total, groups in ((45, [1]), (46, [1, 2]), (100, [1, 2, 3])):
        asked = found(source % total, "http://a.cn/col/col33/index.html")
        assert numbers(asked, "page") == groups
        assert not any("startrecord" in address for address in asked)
