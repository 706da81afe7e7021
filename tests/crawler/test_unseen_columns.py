"""Columns that came with a good status and of which nobody can see what they list."""

import pytest

from crawler.families import Seen, leads
from crawler.outcome import by_content
from crawler.snapshot import Reason
from crawler.unfilled import by_list

POSTED = (
    "<html><title>信息列表</title><body><ul id=listData></ul><script>$.ajax({type:'POST',url:'/api/info/list',success:"
    "function(r){$('#listData').append('<li><a href=\"'+r.url+'\">'+r.title+'</a></li>')}})</script></body></html>"
)


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"<html><body>" + bytes(range(128, 256)) * 40, Reason.GARBLED),
        ("<p>" + "???????? ????????????????????????????" * 8, Reason.GARBLED),
        ("<html><title>信息公开</title><embed src=/main.swf width=900>", Reason.PICTURE),
        (
            "<html><title>信息公开</title><p>栏目简介：本栏目公布本单位的部门预算和部门决算，欢迎社会各界监督，谢谢您的支持和关注。",
            None,
        ),
    ],
)
def test_a_page_without_words_is_no_empty_column(body, reason):
    body = body.encode() if isinstance(body, str) else body
    assert by_content(Seen("http://a.gov.cn/lm1/", body, "text/html"), 0).reason is reason


def test_a_page_in_place_of_a_file_is_not_the_file():
    page = "<html><title>提示</title><p>下载链接已失效，请返回重新获取。</p>".encode()
    assert by_content(Seen("http://a.gov.cn/P1.pdf", page, "text/html; charset=utf-8"), 0).reason is Reason.HTTP_ERROR
    assert by_content(Seen("http://a.gov.cn/P1.doc", page, "text/html; charset=utf-8"), 0).is_good


def test_a_list_that_a_script_asks_for_by_post_is_not_taken_for_an_empty_one():
    page = Seen("http://a.gov.cn/lm44/list.htm", POSTED.encode(), "text/html; charset=utf-8")
    assert by_list(page, list(leads(page))).reason is Reason.NEEDS_JS
