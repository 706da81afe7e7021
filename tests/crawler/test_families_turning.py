"""The further pages of lists: exactly the others, whatever the system, however many, from wherever one looks."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.pace import within
from crawler.families import Seen, leads
from crawler.unfilled import by_list

FOLDER = "http://a.cn/zwgk/list/"
PAGES = st.integers(2, 60)


def turns(source, url=FOLDER, media_type="text/html"):
    """The addresses of the pages that go on with the list, as they stand below its folder."""
    found = leads(Seen(url, source.encode(), media_type))
    return sorted({lead.url.removeprefix(FOLDER) for lead in found if lead.pager})


def numbered(name, extension, numbers):
    return sorted([f"{name}.{extension}", *(f"{name}_{number}.{extension}" for number in numbers)])


@given(PAGES, st.integers(0, 59), st.sampled_from(["html", "htm", "shtml"]), st.sampled_from(["'", '"']))
def test_trs_has_exactly_the_other_files(pages, place, extension, quote):
    place %= pages
    url = FOLDER + (f"index_{place}.{extension}" if place else "")
    call = f"createPageHTML({pages}, {place}, {quote}index{quote}, {quote}{extension}{quote});"
    present = f"index_{place}.{extension}" if place else f"index.{extension}"
    others = set(numbered("index", extension, range(1, pages))) - {present}
    assert turns(f"<html><script>{call}</script>", url) == sorted(others)


@given(PAGES, st.integers(0, 59), st.sampled_from(["xxgk", "c102095", "zfxxgk_gknrz"]))
def test_ucap_counts_its_files_from_one(pages, place, name):
    place = place % pages + 1
    url = f"{FOLDER}{name}_{place}.shtml" if place > 1 else f"{FOLDER}{name}.shtml"
    call = f"createPageHTML('page_div',{pages}, {place},'{name}','shtml',{pages * 20 - 3});"
    others = set(numbered(name, "shtml", range(2, pages + 1))) - {url.removeprefix(FOLDER)}
    assert turns(f"<html><script>window.onload=function(){{{call}}}</script>", url) == sorted(others)


CALLS = {
    'createPageHTML(3,0,"index","htm")': ["index_1.htm", "index_2.htm"],
    "createPageHTML( 3 , 0 , 'index' , 'html' , '12' )": ["index_1.html", "index_2.html"],
    "createPageHTML('3','0','list','shtml')": ["list_1.shtml", "list_2.shtml"],
    "createPageHTML1(3, 0, 'index', 'html')": ["index_1.html", "index_2.html"],
    "createPageHTML('index','html',3,0)": ["index_1.html", "index_2.html"],
    "createPageHTML('page',3,0,'index','html')": ["index_1.html", "index_2.html"],  # the first page is page 0
    "createPageHTML(3,1,'index','html')": ["index_2.html", "index_3.html"],  # the first page is page 1
    "var pages = 3; var at = 0; createPageHTML(pages, at, 'index', 'html')": ["index_1.html", "index_2.html"],
    "createPageHTML(1, 0, 'index', 'html')": [],
    "createPageHTML('page_div',1, 1,'list','shtml',4)": [],
    "function createPageHTML(_nPageCount, _nCurrIndex, _sPageName, _sPageExt){ return 5 }": [],
}  # fmt: skip


@pytest.mark.parametrize(("call", "others"), CALLS.items(), ids=CALLS)
def test_the_call_in_all_its_forms(call, others):
    assert turns(f"<html><script>{call}</script>") == others


COUNTED = """<html><script>var countPage = %d; var currentPage = 0; var nextPage = currentPage + 1
    document.write("<a href=\\"list\\"+"_"+nextPage+"."+"htm\\">next</a>")</script>"""


@given(PAGES)
def test_a_variable_with_the_number_of_pages(pages):
    assert turns(COUNTED % pages) == numbered("list", "htm", range(1, pages))[1:]


@given(st.integers(1, 600), st.integers(1, 30))
def test_variables_with_the_number_of_records(records, size):
    source = f'<html><script>var m_nRecordCount = "{records}"; var m_nPageSize = {size};</script>'
    pages = -(-records // size)
    assert turns(source, FOLDER + "nei.htm") == numbered("nei", "htm", range(1, min(pages, 500)))[1:]
    assert turns(source, FOLDER + "search.jsp?channelid=4") == []


TOKENS = (
    "<a ", "<a>", "<a href=x ", "__doPostBack(", "<noframes>", "{labelName ", "createPageHTML(a,b,c,d)", "'a/search/", "{{", "共<",
    "下一页", "<div id=list ", "<script src=", "a", "1/", "<select name=a><option>1</select>", "countPage href=\"a\"+\"_\"+",
)  # fmt: skip


@pytest.mark.parametrize("token", TOKENS)
def test_a_page_made_of_one_token_costs_little(token):
    signs = "下一页<select><script>channel countPage /site/label/8888</script>/module/xxgk/ jpaas-publish-server data-"
    url = "http://a.cn/public/column/c123456/search.jsp"
    page = Seen(url, f"<html>{signs}<div querydata='{token * 20_000}'>{token * 20_000}".encode())
    with within(5):
        by_list(page, list(leads(page)))
