"""Pagers that link a window of their pages, and pagers that lead to no address at all."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.families import Seen, leads
from crawler.outlinks import lead, lines

FOLDER = "http://a.cn/zwgk/list/"

ADDRESSES = {
    "a list of Hunan": ("index.html", "index_{}.html"),
    "PHPCMS": ("index.php?m=content&amp;a=lists&amp;catid=33", "index.php?m=content&amp;a=lists&amp;catid=33&amp;page={}"),
    "DedeCMS": ("list_12_1.html", "list_12_{}.html"),
    "Struts": ("News_list.action?page.pageNo=1&amp;type=4", "News_list.action?page.pageNo={}&amp;type=4"),
    "ASP": ("list.asp?id=2014", "list.asp?id=2014&amp;page={}"),
    "folders": ("/class/XWZX", "/class/XWZX/{}"),
}  # fmt: skip


def address(first, others, number):
    return first if number == 1 else others.format(number)


def windowed(first, others, place, pages, stated):
    """A page of a list as most systems write it: the first, the last, the next, and the numbers around."""

    def link(words, number):
        return f"<a href='{address(first, others, number)}'>{words}</a>"

    near = [link(f"[{n}]", n) for n in range(max(1, place - 2), min(pages, place + 3) + 1) if n != place]
    after = [link("下一页", place + 1), link("尾页", pages)] if place < pages else ["下一页 尾页"]
    before = [link("首页", 1), link("上一页", place - 1)] if place > 1 else ["首页 上一页"]
    entries = "".join(f"<li><a href='/art/2014/{n}.html'>关于公开{n}号预算的通知</a></li>" for n in range(3))
    return f"<html><ul>{entries}</ul><div>{stated} {' '.join([*before, *near, *after])}</div></html>"


@pytest.mark.parametrize(("first", "others"), ADDRESSES.values(), ids=ADDRESSES)
@given(
    st.integers(3, 60),
    st.integers(0, 59),
    st.sampled_from(["共{1}页", "{0}/{1}页", "页次：{0}/{1}", "第{0}页 共 <b>{1}</b> 页", "共<span>{1}</span>页"]),
)
def test_a_window_of_numbers_leads_to_exactly_all_other_pages(first, others, pages, place, form):
    place = place % pages + 1
    source = windowed(first, others, place, pages, form.format(place, pages))
    present = Seen(FOLDER, b"<html>").lead(address(first, others, place).replace("&amp;", "&"))[0].url
    found = {each.url for each in leads(Seen(present, source.encode())) if "/art/" not in each.url}
    expected = {
        each.url
        for number in range(1, pages + 1)
        for each in Seen(FOLDER, b"<html>").lead(address(first, others, number).replace("&amp;", "&"))
    }
    assert found == expected - {present}


def test_the_last_page_may_be_known_by_its_link_alone():
    source = windowed("index.html", "index_{}.html", 1, 12, "")
    assert {f"{FOLDER}index_{number}.html" for number in range(2, 13)} <= {
        each.url for each in leads(Seen(FOLDER, source.encode()))
    }


NO_PAGERS = {
    "years": "<a href='?year=2012'>2012</a> <a href='?year=2014'>2014</a> <a href='index_2.html'>下一页</a> 共3页",
    "days of a calendar": "<a href='?day=3'>3</a> <a href='?day=9'>9</a> <a href='index_2.html'>下一页</a> 共12页",
    "one number": "<a href='?page=2'>2</a> 下一页 共12页",
    "numbers that disagree": "<a href='?page=2'>2</a> <a href='?page=4'>3</a> <a href='?page=9'>下一页</a> 共12页",
    "an article's neighbours": "<a href='/art/12.html'>上一篇</a> <a href='/art/14.html'>下一篇</a>",
    "no sign of a pager": "<a href='?page=2'>2</a> <a href='?page=3'>3</a> 共12页",
}


@pytest.mark.parametrize("source", NO_PAGERS.values(), ids=NO_PAGERS)
def test_numbers_that_are_no_pager_are_left_alone(source):
    found = leads(Seen(FOLDER, f"<html>{source}".encode()))
    assert len({each.url for each in found if not each.barred}) == source.count("<a ")


BARRED = {
    "ASP.NET": "<a disabled='disabled'>首页</a><a href=\"javascript:__doPostBack('AspNetPager1','2')\">下页</a>",
    "a grid": '<a href="javascript:__doPostBack(&#39;GridView1&#39;,&#39;Page$2&#39;)">2</a>',
    "a button in a link": "<a href=\"javascript:__doPostBack('P1','2')\"><span>下页</span></a>",
    "a script": "共 12 页 第 1 页 <a href='#' onclick='go(2)'>下一页</a>",
    "a script with numbers": "1/12页 <a href='javascript:go(2)'>2</a> <a href='javascript:go(2)'>下一页</a>",
    "a button": "共12页 <span onclick='next()'>下一页</span>",
}
ASKED = {
    "one page": "共 1 页 第 1 页 <a href='#' onclick='go(2)'>下一页</a>",
    "the last page": "第 12 页 共 12 页 <a href='#' onclick='go(13)'>下一页</a>",
    "a disabled link": "<a disabled='disabled' href=\"javascript:__doPostBack('AspNetPager1','2')\">下页</a>",
    "another form": "<a href=\"javascript:__doPostBack('Login1','')\">登录</a>",
    "a page that another way leads to": "共2页 <a href='#' onclick=\"go('list_2.html')\">下一页</a>",
    "a page that is written": "共2页 <script>document.write('<a href=\"list_2.html\">下一页</a>')</script>",
    "a known system": "共2页 <a href='#'>下一页</a><script>createPageHTML(2,0,'index','html')</script>",
    "the last page by links": "共2页 <a href='index.html'>上一页</a> 下一页",
}


@pytest.mark.parametrize("source", BARRED.values(), ids=BARRED)
def test_what_only_a_form_or_a_script_turns_to_is_barred(source):
    page = Seen(f"{FOLDER}list.aspx?id=3", f"<html><title>部门预算</title>{source}".encode())
    (found,) = (each for each in leads(page) if each.barred)
    assert found.url.startswith(f"{page.url}#")
    assert found.label == "部门预算"
    assert lead(lines([found])[0]) == found


@pytest.mark.parametrize("source", ASKED.values(), ids=ASKED)
def test_what_can_be_asked_for_is_not_barred(source):
    assert not [each for each in leads(Seen(FOLDER, f"<html>{source}".encode())) if each.barred]
