"""What belongs to one visit, and where a page that says nothing sends its visitors."""

import pytest

from crawler.border import Border
from crawler.families import Kind, Lead, Seen
from crawler.families.page import HOP
from crawler.outcome import BARE
from crawler.outlinks import Outlinks
from crawler.scope import Scope
from crawler.snapshot import Reason

HOME = "http://a.cn/czj/"


def page(body):
    return Seen("http://a.cn/czj/", f"<html>{body}</html>".encode(), "text/html; charset=utf-8")


def hop(url):
    return Lead(url, hop=True)


def sends_to(*urls):
    return Outlinks("", "", tuple(f"{url} {HOP} " for url in urls))


def test_the_folder_where_the_home_was_found_belongs_to_the_visit():
    border = Border(HOME, ())
    border.found("http://a.cn/czjweb/index.html", Outlinks("", "", ()))
    assert border.covers("http://a.cn/czjweb/1.html")
    assert border.covers("http://www.a.cn/czj/1.html")
    assert not border.covers("http://a.cn/1.html")


def test_so_do_the_folders_to_which_the_home_only_sends_and_no_others():
    border = Border(HOME, ())
    border.found(HOME, sends_to("http://a.cn/new/index.html", "http://b.cn/new/index.html"))
    assert border.covers("http://a.cn/new/2.html")
    assert not border.covers("http://b.cn/new/2.html")
    linked = Border(HOME, ())
    linked.found(HOME, Outlinks("", "", ("http://a.cn/new/index.html - ",)))
    assert not linked.covers("http://a.cn/new/2.html")


def test_neither_a_whole_host_nor_another_sites_folder_is_taken_in():
    border = Border(HOME, [Scope("http://a.cn/hbj/")])
    for url in ("http://a.cn/index.html", "http://a.cn/hbj/1.html", "http://b.cn/x/1.html", "http://a.cn:81/x/1.html"):
        border.settle(url)
        assert not border.covers(url)
    assert border.is_others("http://a.cn/hbj/1.html")
    assert not border.is_others("http://a.cn/czj/1.html")


def test_a_folder_is_taken_in_once():
    border = Border(HOME, ())
    for url in ("http://a.cn/czj/1.html", "http://a.cn/x/1.html", "http://www.a.cn/x/2.html", "http://a.cn/x/y/3.html"):
        border.settle(url)
    assert border._annexes == [Scope("http://a.cn/x/1.html")]


def test_a_page_that_only_sends_elsewhere_says_where():
    said = Border(HOME, ()).sent(page("<p>新网站"), [hop("http://new.cn/")])
    assert said == (Reason.MOVED, "sends its visitors to http://new.cn/")
    long = "http://new.cn/" + "x" * 400
    assert Border(HOME, ()).sent(page(""), [hop(long)])[1] == f"sends its visitors to {long[:300]}"


def test_one_that_sends_within_the_host_by_a_script_is_marked():
    found = [hop("http://www.a.cn/home/"), hop("http://new.cn/")]
    assert Border(HOME, ()).sent(page("<script>location='/home/'</script>"), found) == (None, "js_redirect")


@pytest.mark.parametrize(
    "body",
    [
        "<iframe src=/home/>",
        "<frameset><frame src=/home/></frameset>",
        '<meta http-equiv="REFRESH" content="0;url=/home/">',
    ],
)
def test_one_that_sends_by_a_frame_or_a_refresh_is_followed_without_a_word(body):
    assert Border(HOME, ()).sent(page(body), [hop("http://a.cn/home/")]) is None


@pytest.mark.parametrize(
    ("text", "leads"),
    [
        ("短", []),
        ("短", [Lead("http://new.cn/")]),
        ("短", [hop("http://new.cn/"), Lead("http://new.cn/2")]),
        ("字" * BARE, [hop("http://new.cn/")]),
    ],
)
def test_a_page_that_says_something_or_leads_on_sends_nobody(text, leads):
    assert Border(HOME, ()).sent(page(f"<p>{text}"), leads) is None


def test_one_character_fewer_says_nothing():
    assert Border(HOME, ()).sent(page(f"<p>{'字' * (BARE - 1)}"), [hop("http://new.cn/")]) is not None


@pytest.mark.parametrize("words", ["政务公开", "信息公开目录", "公开专栏", "公开栏", "公开平台"])
def test_words_of_disclosure_lead_to_other_hosts_of_the_same_government(words):
    border = Border("http://czj.yc.gov.cn/", ())
    assert border.is_disclosure(Lead("http://xxgk.yc.gov.cn/", words))
    assert not border.is_disclosure(Lead("http://xxgk.hlj.gov.cn/", words))
    assert not border.is_disclosure(Lead("mailto:a@yc.gov.cn", words))


ELSEWHERE = "http://b.cn/x/"


@pytest.mark.parametrize(
    ("lead", "is_named", "sent", "is_one"),
    [
        (Lead(ELSEWHERE), False, False, False),
        (Lead(ELSEWHERE), True, False, True),
        (Lead(ELSEWHERE), False, True, False),
        (hop(ELSEWHERE), False, False, False),
        (hop(ELSEWHERE), False, True, True),
        (Lead("http://xxgk.yc.gov.cn/", "信息公开"), False, False, True),
        (Lead(ELSEWHERE, kind=Kind.DOCUMENT), False, False, True),
        (Lead("http://hbj.yc.gov.cn/", "信息公开"), True, True, False),
        (Lead("http://hbj.yc.gov.cn/1.pdf", kind=Kind.DOCUMENT), True, True, False),
    ],
)
def test_a_way_out_leads_to_a_file_or_to_what_is_promised_and_never_to_another_site(lead, is_named, sent, is_one):
    assert Border("http://czj.yc.gov.cn/", [Scope("http://hbj.yc.gov.cn/")]).is_way_out(lead, is_named, sent) is is_one
