"""What stands around a page's text: meta tags, forms, the foot."""

from crawler.reading import read
from crawler.reading.pages.around import FOOT_LINES, FORMS, LONGEST_FORM
from crawler.reading.value import Form

HEAD = "<html><head><title>首页_示例市环保局</title><meta name='SiteName' content='示例市环保局'></head><body>"


def page(body: str):
    return read(f"{HEAD}{body}</body></html>".encode(), url="http://own/a/")


def test_the_title_and_meta_tags_are_kept_by_name():
    assert page("<p>正文</p>").metas == (("title", "首页_示例市环保局"), ("sitename", "示例市环保局"))


def test_badges_that_scripts_write_are_known_by_their_addresses():
    scripts = (
        "<script id=\"_jiucuo_\" sitecode='2307000012' src='https://zfwzgl.www.gov.cn/exposure/jiucuo.js'></script>"
    )
    scripts += "<script>document.write(unescape('%3Cscript src=https://dcs.conac.cn/js/09/000/1.js'))</script>"
    found = dict(page(f"<p>正文</p>{scripts}").metas)
    assert found["conac"] == "dcs.conac.cn/js/09/000/1.js"
    assert "2307000012" in found["jiucuo"]


def test_a_form_says_where_it_goes_and_what_its_fields_are_called():
    body = "<form action='/search'><input name=q placeholder='请输入关键字'><input type=hidden name=token value=x>"
    assert page(body + "<button>搜索</button></form>").forms == (Form("http://own/search", "q 请输入关键字 搜索"),)


def test_fields_outside_of_forms_are_those_that_a_script_sends():
    assert page("<input id='searchWord'><input type=button value='站内搜索'>").forms == (
        Form("", "searchWord 站内搜索"),
    )


def test_the_foot_is_kept_of_a_list_and_not_of_an_article():
    foot = "<div class=footer>主办单位：示例市环保局</div>"
    assert "主办单位：示例市环保局" in page(f"<ul><li><a href=1>通知</a></li></ul>{foot}").foot
    assert page(f"<h1>关于检查的通知</h1><p>发布日期：2013-07-01</p><p>各单位：</p>{foot}").foot == ""


def test_pages_that_offer_without_end_are_cut():
    many = "".join(f"<form><input name={'n' * 40}{n}></form>" for n in range(100)) + "<p>行</p>" * 500
    read_ = page(many)
    assert len(read_.forms) <= FORMS + 1
    assert all(len(form.words) <= LONGEST_FORM for form in read_.forms)
    assert len(read_.foot.splitlines()) <= FOOT_LINES
