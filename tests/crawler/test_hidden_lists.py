"""Whole crawls of sites that hide their lists: what cannot be reached is recorded as that, and costs no page."""

import json

import pytest

from crawler.archive import Archive
from crawler.period import Period
from crawler.run import crawl
from crawler.scope import Target
from crawler.snapshot import Reason
from tests.crawler.little_site import page, serve, settings

MONTH = Period(2013, 7)


@pytest.fixture
def archive(tmp_path):
    with Archive(tmp_path) as archive:
        yield archive


def visit(archive, pages, month=MONTH, home=""):
    with serve(pages) as site:
        crawl([Target("czj", site.home + home)], month, archive, settings())
        return {capture.url.removeprefix(site.home[:-1]): capture for capture in archive.captures("czj", month)}


def test_the_pages_that_a_form_turns_to_are_recorded_as_unread_and_the_first_is_read(archive):
    pager = "<a href=\"javascript:__doPostBack('AspNetPager1','2')\">下页</a>"
    pages = {
        "/": page(("/list.aspx?id=3", "部门预算")),
        "/list.aspx?id=3": page(("/1.html", "二〇一三年部门预算"), title="部门预算") + pager,
        "/1.html": page(title="二〇一三年部门预算"),
    }
    seen = visit(archive, pages)
    assert {path: capture.reason for path, capture in seen.items() if "#" not in path} == dict.fromkeys(pages, "")
    (barred,) = (capture for path, capture in seen.items() if "#" in path)
    assert (barred.reason, barred.label, barred.status) == (Reason.NEEDS_JS, "部门预算", None)
    assert barred.seen_on.endswith("/list.aspx?id=3")


def test_a_list_that_only_a_script_fills_is_untested_and_its_menu_is_still_followed(archive):
    script = "<ul id='list'></ul><script src='/column.js'></script>"
    pages = {
        "/": page(("/ys/", "部门预算")) + script,
        "/ys/": page(("/js/", "部门决算"), title="部门预算") + script,
        "/js/": page(("/1.html", "二〇一二年部门决算公开表"), title="部门决算") + script,
        "/1.html": page(title="二〇一二年部门决算公开表"),
    }
    reasons = {path: capture.reason for path, capture in visit(archive, pages).items()}
    assert reasons == {"/": "", "/ys/": Reason.NEEDS_JS, "/js/": "", "/1.html": ""}
    again = {path: capture.reason for path, capture in visit(archive, pages, MONTH.shift(1)).items()}
    assert again == reasons


def test_an_interface_of_the_whole_host_is_asked_for_the_lists_of_a_site_in_a_folder(archive):
    unit = "/api-gateway/jpaas-publish-server/front/page/build/unit"
    turned = f"{unit}?pageId=12&paramJson=%7B%22pageNo%22%3A2%2C%22pageSize%22%3A1%7D"

    def answer(entry):
        markup = f'<a href="{entry}">二〇一三年部门预算</a><a href="/other/">更多</a><div class="pagination" rows="1" count="2"></div>'
        return (200, {"Content-Type": "application/json"}, json.dumps({"data": {"html": markup}}))

    pages = {
        "/czj/": page(("/czj/ys/", "部门预算"), ("/", "首页"), ("/other/", "更多")),
        "/czj/ys/": page(title="部门预算") + f"<script url='{unit}' queryData=\"{{'pageId':'12'}}\"></script>",
        f"{unit}?pageId=12": answer("/czj/1.html"),
        turned: answer("/czj/2.html"),
        "/czj/1.html": page(title="预算一"),
        "/czj/2.html": page(title="预算二"),
    }
    seen = visit(archive, pages, home="czj/")
    assert {path: capture.reason for path, capture in seen.items()} == dict.fromkeys(pages, "")


def test_a_title_that_only_a_script_opens_is_recorded_and_what_stands_on_every_page_a_few_times_only(archive):
    def opened(number, title):
        return f"<a href='#' onclick=\"showDetail('{number}')\">{title}</a>"

    menu = opened(10001, "网上办事大厅服务指引")
    lists = {
        f"/{n}/": page(title=f"栏目{n}") + opened(20000 + n, f"二〇一三年第{n}号部门预算") + menu for n in range(9)
    }
    seen = visit(archive, {"/": page(*((path, path) for path in lists)) + menu, **lists})
    lost = [capture for path, capture in seen.items() if "#" in path]
    assert {capture.reason for capture in lost} == {Reason.NEEDS_JS}
    labels = [capture.label for capture in lost]
    assert sorted(each for each in labels if "预算" in each) == [f"二〇一三年第{n}号部门预算" for n in range(9)]
    assert len(labels) == 9 + 3
