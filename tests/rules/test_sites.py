"""Lists of many forms: the entries, the days beside them with and without a year, the columns, and whose host is whose."""

from datetime import date, datetime

import pytest

from crawler.period import CHINA, Period
from crawler.reading import read
from crawler.roster import Department
from crawler.snapshot import Page, Place, Reason, Snapshot, Unreached
from rules.sites.columns import columns
from rules.sites.days import dated, printed
from rules.sites.hosts import Hosts, Whose, domain
from rules.sites.layout import layout

FETCHED = datetime(2013, 8, 1, 2, 0, tzinfo=CHINA)
HEAD = "<html><head><title>某某市某某局</title></head><body><div class=nav><a href=/>首页</a><a href=/dt/>工作动态</a></div>"
PLACE = "<div>当前位置：<a href=/>首页</a> &gt; 工作动态</div>"
TITLES = ("市局召开半年工作总结会议", "我局开展夏季防汛安全检查", "市局领导到基层调研指导工作")


def page(path: str, html: str, clicks: int | None = 1, columns: tuple[str, ...] = ()) -> Page:
    url = f"http://www.x.gov.cn{path}"
    body = f"{HEAD}{html}</body></html>".encode()
    reading = read(body, url=url)
    return Page(url, Place.OWN, FETCHED, path, "", reading, columns=reading.columns or columns, clicks=clicks)


def site(*pages: Page, lost: tuple[Unreached, ...] = ()) -> Snapshot:
    department = Department("x", "某某市某某局", home="http://www.x.gov.cn/")
    return Snapshot(department, Period(2013, 7), pages, lost, place=Place.OWN)


def listed(html: str) -> list[tuple[str, date | None]]:
    place = layout(site(found := page("/dt/index.html", PLACE + html)))
    return [(entry.title, entry.day) for entry in place.entries(found)]


def each(form: str, days: tuple[str, ...]) -> str:
    return "".join(form.format(n, title, day) for n, (title, day) in enumerate(zip(TITLES, days, strict=True)))


DAYS = [date(2013, 7, 5), date(2013, 1, 9), date(2012, 12, 28)]
FORMS = {
    "day behind": each(
        "<li><a href=a{0}.html>{1}</a><span>[{2}]</span></li>", ("2013-07-05", "2013-01-09", "2012-12-28")
    ),
    "no year": each("<li><span>{2}</span><a href=a{0}.html>{1}</a></li>", ("[07-05]", "[01-09]", "[12-28]")),
    "cells": "<table>"
    + each("<tr><td>·</td><td><a href=a{0}.html>{1}</a></td><td>{2}</td></tr>", ("2013/7/5", "2013/1/9", "2012/12/28"))
    + "</table>",
    "below with a summary": each(
        "<div><h3><a href=a{0}.html>{1}</a></h3><p>会议总结了今年以来的工作，要求各科室抓好落实。</p><p>发布时间：{2}</p></div>",
        ("2013年7月5日", "2013年1月9日", "2012年12月28日"),
    ),
    "day above its month": each(
        "<div><p>{2}</p><p><a href=a{0}.html>{1}</a></p></div>", ("05<br>2013-07", "09<br>2013-01", "28<br>2012-12")
    ),
    "cut short": each("<li><a href=a{0}.html title={1}>{1:.8}…</a>{2}</li>", ("07-05", "01-09", "12-28")),
    "years of two digits": each("<li><a href=a{0}.html>{1}</a> {2}</li>", ("13-07-05", "13-01-09", "12-12-28")),
}


@pytest.mark.parametrize("html", FORMS.values(), ids=FORMS)
def test_days_are_found_in_every_form(html):
    assert listed(html) == list(zip(TITLES, DAYS, strict=True))


def test_a_day_in_a_title_is_not_printed_beside_it():
    assert listed("<li><a href=a.html>7月31日全市空气质量日报</a></li>") == [("7月31日全市空气质量日报", None)]


def test_pagers_menus_and_more_are_no_entries():
    html = each("<li><a href=a{0}.html>{1}</a>{2}</li>", ("07-05", "01-09", "12-28"))
    html += "<a href=index_1.html>2</a><a href=index_1.html>下一页</a><a href=/x/>更多&gt;&gt;</a>"
    assert [title for title, _ in listed(html)] == list(TITLES)


def test_a_year_that_is_left_out_is_that_of_the_neighbours():
    moments = [(printed(text), None) for text in ("[02-03]", "[01-28]", "[12-30]", "[06-01]", "[11-02]")]
    days = list(dated(moments, date(2013, 2, 4)))
    assert days == [date(2013, 2, 3), date(2013, 1, 28), date(2012, 12, 30), date(2012, 6, 1), date(2011, 11, 2)]


def test_pages_of_one_list_are_one_column_with_what_says_that_it_belongs_there():
    first = page("/dt/index.html", PLACE + FORMS["day behind"] + "<a href=index_1.html>2</a>")
    second = page("/dt/index_1.html", PLACE + "<li><a href=b.html>市局举办业务培训班</a>2012-05-01</li>")
    home = page("/", "<p>欢迎访问本网站</p>", clicks=0)
    hidden = page(
        "/dt/c.html", "<h1>我局召开党员大会</h1><p>发布日期：2013-07-20</p><p>大会通过了决议。</p>", 2, ("工作动态",)
    )
    found = columns(site(home, first, second, hidden))
    assert [(column.name, len(column.entries), column.newest) for column in found] == [
        ("工作动态", 5, date(2013, 7, 20))
    ]
    assert found[0].is_whole


def test_a_page_of_a_list_that_was_not_read_may_hide_something_newer_only_where_the_list_does_not_fall():
    lost = Unreached(
        "http://www.x.gov.cn/dt/index_1.html",
        Place.OWN,
        Reason.TIMEOUT,
        "2",
        seen_on="http://www.x.gov.cn/dt/index.html",
    )
    home = page("/", "<p>欢迎访问本网站</p>", clicks=0)
    falling = page("/dt/index.html", PLACE + FORMS["day behind"])
    rising = each("<li><a href=a{0}.html>{1}</a>{2}</li>", ("2011-01-09", "2012-01-09", "2012-12-28"))
    assert not columns(site(home, falling, lost=(lost,)))[0].may_hide_newer
    assert columns(site(home, page("/dt/index.html", PLACE + rising), lost=(lost,)))[0].may_hide_newer


def test_hosts():
    own = Hosts("http://hbj.x.gov.cn/", frozenset(("x.gov.cn",)))
    addresses = ("http://hbj.x.gov.cn/a", "http://www.x.gov.cn/", "http://www.y.gov.cn/", "ftp://hbj.x.gov.cn/")
    assert [own.whose(url) for url in addresses] == [Whose.OWN, Whose.SHARED, Whose.FOREIGN, Whose.FOREIGN]
    on_portal = Hosts("http://www.x.gov.cn/hbj/")
    assert [on_portal.whose(f"http://www.x.gov.cn/{path}") for path in ("hbj/a", "tjj/a")] == [Whose.OWN, Whose.SHARED]
    assert [domain(host) for host in ("hbj.x.gov.cn", "a.b.com", "10.0.0.1", "x.cn")] == [
        "x.gov.cn",
        "b.com",
        "10.0.0.1",
        "x.cn",
    ]
