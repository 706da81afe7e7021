"""What could not be read stands in the way of every matter that any link promised there."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from crawler.period import CHINA, Period
from crawler.reading.value import Image, Link, Reading
from crawler.roster import Department
from crawler.snapshot import Page, Place, Reason, Snapshot, Unreached
from rules.topics import obstacle, unseen

WHEN = datetime(2013, 8, 1, 2, 10, 4, tzinfo=CHINA)
HBJ = Department("hbj", "示例市水务局", kinds=frozenset({"department"}), home="http://own/")


def page(url, title, *links, images=(), clicks=1, place=Place.PORTAL):
    reading = Reading("text/html", title=title, text=title, links=tuple(links), images=tuple(images))
    return Page(url, place, WHEN, "ab", title, reading, clicks=clicks)


def site(pages=(), lost=(), commons=()):
    return Snapshot(HBJ, Period(2013, 7), tuple(pages), tuple(lost), tuple(commons), place=Place.PORTAL)


def lost(label, reason=Reason.ROBOTS):
    return Unreached("http://portal/platform", Place.PORTAL, reason, label, depth=1)


def test_an_address_that_was_not_read_has_every_name_that_links_give_it():
    links = Link("http://portal/platform#1", "意见箱"), Link("http://portal/platform#2", "权力清单")
    found = site([page("http://portal/", "首页", *links)], [lost("意见箱")])
    assert [each.label for each in unseen(found)] == ["意见箱", "权力清单"]
    assert obstacle(found, "power-list").label == "权力清单"
    assert obstacle(found, "housing-plan") is None


@pytest.mark.parametrize("words", ["", "更多", "下载", "3", " 下一页 "])
def test_words_that_say_nothing_are_no_further_name(words):
    found = site([page("http://portal/", "首页", Link("http://portal/platform", words))], [lost("意见箱")])
    assert [each.label for each in unseen(found)] == ["意见箱"]


def test_what_the_site_says_is_gone_hides_nothing_under_any_name():
    links = Link("http://portal/platform", "意见箱"), Link("http://portal/platform", "权力清单")
    found = site([page("http://portal/", "首页", *links)], [lost("意见箱", Reason.GONE)])
    assert obstacle(found, "power-list") is None


def test_a_column_of_the_portal_that_is_but_a_picture_may_hold_what_is_anyones():
    picture = page("http://portal/c", "信息公开", images=[Image("http://portal/long.jpg", "")])
    found = site([page("http://portal/", "首页")], commons=[picture])
    assert obstacle(found, "power-list").url == "http://portal/c"
    assert obstacle(site([page("http://portal/", "首页")]), "power-list") is None


BANNER, LONG = Image("http://portal/banner.jpg", ""), Image("http://portal/long.jpg", "")
COLUMN = "http://portal/c"


def test_a_picture_that_stands_on_all_pages_hides_the_list_of_none():
    others = [
        page("http://portal/", "首页", images=[BANNER], clicks=0),
        page("http://portal/b", "要闻", images=[BANNER]),
    ]
    assert obstacle(site(others, commons=[page(COLUMN, "信息公开", images=[BANNER])]), "power-list") is None
    picture = page(COLUMN, "信息公开", images=[BANNER, LONG])
    assert obstacle(site(others, commons=[picture]), "power-list").url == COLUMN


def test_a_picture_of_its_own_hides_no_list_whose_articles_were_read():
    picture = page(COLUMN, "信息公开", images=[LONG])
    article = replace(page("http://portal/1.html", "通知"), columns=("首页", "信息公开"))
    undated, dated = article, replace(article, reading=replace(article.reading, published=date(2013, 7, 1)))
    assert obstacle(site([undated], commons=[picture]), "power-list").url == COLUMN
    assert obstacle(site([dated], commons=[picture]), "power-list") is None
    other = replace(dated, columns=("首页", "水务局", "信息公开"))
    assert obstacle(site([other], commons=[picture]), "power-list").url == COLUMN
