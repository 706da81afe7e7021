"""What of a place counts as an entry about a year's money, and how far it lies from the home page."""

from __future__ import annotations

from datetime import datetime

import pytest

from crawler.period import CHINA, Period
from crawler.reading import read
from crawler.roster import Department
from crawler.snapshot import Page, Place, Snapshot
from rules.accounts.offers import offered
from rules.rule import catalogue

LISTED = '<ul><li><a href="/a.html">示例市财政局2024年部门预算</a></li><li><a href="/b.html">示例市财政局2023年部门预算</a></li></ul>'
EXPENSES = (
    "<p>2024年“三公”经费预算合计7万元，其中：因公出国（境）费0万元，公务接待费3万元，公务用车购置费0万元，"
    "公务用车运行维护费4万元。</p>"
)


def _page(title: str, body: str, url: str = "http://own/a.html", clicks: int = 1) -> Page:
    html = f"<html><head><meta charset='utf-8'><title>{title}</title></head><body><h1>{title}</h1>{body}</body></html>"
    reading = read(html.encode(), url=url, name="a.html")
    return Page(url, Place.OWN, datetime(2024, 3, 1, tzinfo=CHINA), "0" * 64, "", reading, clicks=clicks)


def _site(*pages: Page) -> Snapshot:
    body = Department("unit", "示例市财政局", ("市财政局",), home="http://own/")
    return Snapshot(body, Period(2024, 12), pages).at(Place.OWN)


@pytest.mark.parametrize("title", ["部门预决算公开", "财政预决算", "部门预算"])
def test_a_short_list_of_entries_is_none(title: str) -> None:
    assert offered(_site(_page(title, LISTED)), "budget") == ()


def test_an_entry_without_a_year_in_its_title_is_one() -> None:
    assert len(offered(_site(_page("示例市财政局部门预算公开", EXPENSES)), "budget")) == 1


def test_a_list_of_pictures_may_be_the_entry_itself() -> None:
    assert len(offered(_site(_page("部门预算", LISTED + '<img src="/budget.png">')), "budget")) == 1


@pytest.mark.parametrize(("url", "is_deep"), [("http://own/budget.doc", False), ("http://own/budget.html", True)])
def test_a_file_handed_out_as_a_page_lies_where_its_link_does(url: str, is_deep: bool) -> None:
    site = _site(_page("示例市财政局2024年“三公”经费预算", EXPENSES, url, clicks=4))
    found = catalogue()["three-public-budget"](site, owed_from=1, publish_by="", clicks=3)
    assert any(each.problem == "deep" for each in found) is is_deep


def test_a_list_shortens_no_way_to_what_it_lists() -> None:
    column = _page("部门预决算公开", LISTED, "http://own/list.html", clicks=1)
    whole = "<p>2024年收入总计100万元，支出总计100万元。</p>"
    entry = _page("示例市财政局2024年部门预算", whole, clicks=5)
    found = catalogue()["department-budget"](_site(column, entry), owed_from=1, publish_by="", clicks=3)
    assert any(each.problem == "deep" for each in found)
