"""What is opened of months before: only pages to which links with the words led, and their files, of places read well then."""

from contextlib import contextmanager
from functools import partial

import pytest

from crawler import readings
from crawler.archive import Archive
from crawler.assembly import Month
from crawler.period import Period
from crawler.reading import read_safely
from crawler.recall import Recall
from crawler.roster import Department
from crawler.run import crawl
from crawler.scope import Target
from crawler.snapshot import Place
from tests.crawler.little_site import page, serve, settings
from tests.crawler.reading.test_files import old_workbook

JULY = Period(2013, 7)
LISTS, MONEY = ("权力清单",), ("三公",)
SHEET = (200, {"Content-Type": "application/vnd.ms-excel"}, old_workbook())
LOST = (403, {}, b"not for you")
SITE = {
    "/": page(("/list.html", "行政权力清单"), ("/news.html", "要闻"), ("/money.html", "三公经费")),
    "/list.html": page(("/list.xls", "附件"), title="行政权力清单"),
    "/list.xls": SHEET,
    "/news.html": page(title="要闻"),
    "/money.html": page(title="三公经费"),
}


@pytest.fixture(autouse=True)
def lent(readers, monkeypatch):
    """Every month here is read by the same processes."""
    monkeypatch.setattr(f"{__name__}.Month", partial(Month, pool=readers))


@contextmanager
def crawled(folder, *months, portal=None):
    """An archive of these months, each with the pages of the site then; and whose site it is."""
    pages = {}
    with serve(pages) as site, serve(portal or {"/": page(title="门户")}) as gate, Archive(folder) as archive:
        department = Department("czj", "市财政局", home=site.home)
        for period, shown in months:
            pages.clear()
            pages |= shown
            targets = [Target("czj", site.home)] + ([Target("portal", gate.home)] if portal else [])
            crawl(targets, period, archive, settings())
        yield archive, department, gate.home


def seen(archive, department, portal, period, **recall):
    with Month(archive, [department], period, portal, recall=Recall(**recall)) as month:
        return month.snapshot(department)


def names(pages):
    """The last parts of the addresses of pages and of their files."""
    return sorted(one.url.rpartition("/")[2] for each in pages for one in (each, *each.documents))


def test_what_is_asked_besides_neither_spoils_the_rest_nor_is_spoilt_by_it(tmp_path):
    one = {**SITE, "/list.xls": LOST}
    with crawled(tmp_path, (JULY.shift(-1), one), (JULY, {"/": page()})) as kept:
        assert names(seen(*kept, JULY, month=LISTS, also=("要闻",)).previous) == ["news.html"]
    with crawled(tmp_path / "b", (JULY.shift(-1), {**SITE, "/news.html": LOST}), (JULY, {"/": page()})) as kept:
        assert names(seen(*kept, JULY, month=LISTS, also=("要闻",)).previous) == ["list.html", "list.xls"]
        assert names(seen(*kept, JULY, also=("权力",)).previous) == ["list.html", "list.xls"]


@pytest.mark.parametrize("before", [JULY.shift(-1), Period(2012, 5)])
def test_the_last_month_crawled_before_is_opened_as_far_as_its_links_have_the_words(tmp_path, before):
    with crawled(tmp_path, (before, SITE), (JULY, {"/": page()})) as kept:
        assert names(seen(*kept, JULY, month=LISTS).previous) == ["list.html", "list.xls"]
        assert names(seen(*kept, before, month=LISTS).previous) == []
        assert seen(*kept, JULY).previous == ()


def test_the_year_before_and_the_month_before_are_asked_for_different_things(tmp_path):
    autumn = SITE | {"/": page(("/money.html", "三公经费"), ("/list.html", "要闻"))}
    with crawled(tmp_path, (Period(2012, 9), autumn), (JULY.shift(-1), SITE), (JULY, {"/": page()})) as kept:
        found = seen(*kept, JULY, year=MONEY, month=LISTS)
    assert names(found.earlier) == ["money.html"]
    assert names(found.previous) == ["list.html", "list.xls"]


def test_in_january_one_month_may_be_both_and_is_opened_once(tmp_path, monkeypatch):
    december, january = Period(2012, 12), Period(2013, 1)
    with crawled(tmp_path, (december, SITE), (january, {"/": page()})) as kept:
        opened = []

        def reading(files, pool):
            files = list(files)
            opened.extend(file.url.rpartition("/")[2] for file in files)
            return read_safely(files, pool)

        monkeypatch.setattr(readings, "read_safely", reading)
        found = seen(*kept, january, year=MONEY, month=LISTS)
        assert found.earlier == found.previous
        assert names(found.previous) == ["list.html", "list.xls", "money.html"]
        assert sorted(opened) == ["", "list.html", "list.xls", "money.html"]  # and the first page of January
        opened.clear()
        seen(*kept, january, year=MONEY, month=LISTS)
        assert opened == []


@pytest.mark.parametrize(
    "changed",
    [
        {"/list.xls": LOST},
        {"/list.html": LOST},
        {"/": page(("/list.html", "行政权力清单"), ("/more.html", "权力清单（二）")), "/more.html": LOST},
        {"/": page(("/list.html", "行政权力清单"), *((f"/{n}.html", "要闻") for n in range(9)))}
        | {f"/{n}.html": LOST for n in range(9)},
    ],
)
def test_a_place_that_was_not_read_well_gives_nothing_to_compare_with(tmp_path, changed):
    with crawled(tmp_path, (JULY.shift(-1), SITE | changed), (JULY, SITE)) as kept:
        assert seen(*kept, JULY, month=LISTS).previous == ()


def test_what_a_place_itself_says_to_be_gone_hides_nothing(tmp_path):
    gone = {"/": page(("/list.html", "行政权力清单"), ("/old.html", "权力清单（旧）"))}
    with crawled(tmp_path, (JULY.shift(-1), SITE | gone), (JULY, SITE)) as kept:
        assert names(seen(*kept, JULY, month=LISTS).previous) == ["list.html", "list.xls"]


@pytest.mark.parametrize(
    ("home", "places"), [(page(("/p.html", "市财政局权力清单")), {"own", "portal"}), (LOST, {"own"})]
)
def test_each_place_stands_for_itself(tmp_path, home, places):
    portal = {"/": home, "/p.html": page(title="市财政局权力清单")}
    with crawled(tmp_path, (JULY.shift(-1), SITE), (JULY, SITE), portal=portal) as kept:
        found = seen(*kept, JULY, month=LISTS)
    assert {Place(each.place).value for each in found.previous} == places


def test_a_decision_for_all_is_common_whoever_issued_it(tmp_path):
    body = "<html><title>{0}</title><body><h1>{0}</h1><p>发布时间：2013-02-05 来源：市政府办公室</p><p>正文内容如下所示。</p>"
    titles = ("关于取消行政审批项目的决定", "关于召开会议的通知", "市财政局审批项目目录")
    pages = {f"/{n}.html": body.format(title) for n, title in enumerate(titles)}
    pages["/"] = page(*((path, "文件") for path in pages), title="门户")
    bodies = (Department("czj", "市财政局"), Department("zfb", "市政府办公室"))
    with serve(pages) as gate, Archive(tmp_path) as archive:
        crawl([Target("portal", gate.home)], JULY, archive, settings())
        with Month(archive, bodies, JULY, gate.home, shared=("审批项目",)) as month:
            treasury, office = (month.snapshot(each) for each in bodies)
    assert {each.title for each in treasury.commons} == {"门户", titles[0]}
    assert {each.title for each in treasury.pages} == {titles[2]}
    assert {each.title for each in office.pages} == set(titles[:2])
    assert {each.title for each in office.commons} == {"门户", titles[2]}
