"""Lists that a page brings in a data store for its system's script: what a browser shows of them is read."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.reading.pages import html
from crawler.reading.pages.stores import drawn
from tests.tries import tries

RECORD = "<record><![CDATA[<li><a href='/art/2013/7/{n}.html'>第{n}期公告</a><span>2013-07-0{n}</span></li>]]></record>"
NEXT = "<nextgroup><![CDATA[<a href='/module/web/jpage/dataproxy.jsp?page=2'></a>]]></nextgroup>"
STORE = f"<datastore>{NEXT}<recordset>{RECORD.format(n=1)}\n{RECORD.format(n=2)}</recordset></datastore>"
WRAPPED = [
    "<div id='7'><script type='text/xml'>{store}</script></div>",
    '<div id="7"><script type="text/xml">\n<?xml version="1.0" encoding="UTF-8"?>\n{store}\n</script></div>',
    "{store}",
]


@pytest.mark.parametrize("wrapped", WRAPPED)
def test_the_records_of_a_data_store_are_lines_and_links(wrapped):
    page = f"<html><title>公告</title><body><p>首页</p>{wrapped.format(store=STORE)}<p>版权所有</p></body></html>"
    read = html.read(page.encode(), url="http://a.gov.cn/col/col7/index.html", content_type="text/html; charset=utf-8")
    assert [(link.text, link.url) for link in read.links if link.text] == [
        ("第1期公告", "http://a.gov.cn/art/2013/7/1.html"),
        ("第2期公告", "http://a.gov.cn/art/2013/7/2.html"),
    ]
    assert "]]" not in read.text
    assert [line for line in read.text.splitlines() if "期公告" in line] == [
        "第1期公告2013-07-01",
        "第2期公告2013-07-02",
    ]


def test_other_scripts_and_stores_without_an_end_are_left_as_they_are():
    for source in ("<script>var store = 1</script>", "<datastore><record>", "</datastore>", "<p>datastore</p>"):
        assert drawn(source) == source


@tries(100)
@given(st.lists(st.sampled_from(["<script type='text/xml'>", "</script>", "<datastore>", "</datastore>", "<record>", "<![CDATA[", "]]>",
                                 "</record>", "公告", " "]), max_size=40))  # fmt: skip
def test_nothing_outside_of_stores_is_lost(pieces):
    source = "".join(pieces)
    shown = drawn(source)
    begin, end = source.find("<datastore"), source.rfind("</datastore>")
    assert shown == source or 0 <= begin < end
    assert shown.count("公告") <= source.count("公告")
    assert drawn(f"前{source}后").startswith("前")
    assert drawn(f"前{source}后").endswith("后")


@pytest.mark.parametrize(
    "piece", ["<datastore>", "<record><![CDATA[", "<script ", "</record>", "<script type='text/xml'><datastore>"]
)
def test_many_pieces_of_a_store_take_no_longer_than_one(piece):
    begun = time.process_time()
    drawn("<datastore>" + piece * (1_000_000 // len(piece)) + "</datastore>")
    drawn(piece * (1_000_000 // len(piece)))
    assert time.process_time() - begun < 2
