"""What is made up without end is left; what only looks like it (one script for a whole site, figures alone) is read."""

from collections import Counter

import pytest

from crawler.archive import Archive
from crawler.period import Period
from crawler.run import crawl
from crawler.scope import Target
from tests.crawler.little_site import page, serve, settings

MONTH = Period(2013, 7)


def reasons(folder, pages, **changes):
    """How many addresses ended with which reason."""
    with serve(pages) as site, Archive(folder) as archive:
        crawl([Target("czj", site.home)], MONTH, archive, settings(**changes))
        return Counter(str(capture.reason) for capture in archive.captures("czj", MONTH))


def written(number):
    """A number in words: pages that differ in figures only say the same."""
    return "".join("零一二三四五六七八九"[int(digit)] for digit in str(number))


def lists_of(count, size, listed, shown, menu, same=False):
    """Lists of articles, and the articles, each with a menu; with `same`, all articles are called the same."""
    pages = {"/": page(*menu)}
    for number in range(count):
        entries = [
            (shown(number * size + place), "日报" if same else f"文{number * size + place}") for place in range(size)
        ]
        turn = [(listed(number + 1), "下一页")] if number + 1 < count else []
        pages[listed(number)] = page(*menu, *entries, *turn, title="列表" + ("" if same else written(number)))
    return pages | {shown(n): page(*menu, title="文章" + written(n)) for n in range(count * size)}


ONE_SCRIPT = {
    "listed": lambda n: f"/index.php?m=content&a=lists&catid=3&page={n}",
    "shown": lambda n: f"/index.php?m=content&a=show&id={n}",
}


@pytest.mark.parametrize("same", [False, True])
def test_a_site_that_is_one_script_is_read_whole(tmp_path, same):
    menu = [(f"/index.php?m=content&a=lists&catid={n}&page=0", f"栏目{n}") for n in range(12)]
    pages = lists_of(8, 15, menu=menu, same=same, **ONE_SCRIPT)
    pages |= {path: page(*menu, title=label) for path, label in menu if path not in pages}
    assert reasons(tmp_path, pages) == {"": len(pages)}


def test_articles_that_all_name_the_same_others_are_read(tmp_path):
    hot = [(f"/show.asp?id={n}", f"热点{n}") for n in range(12)]
    lists = [(f"/list.asp?page={n}", "列表") for n in range(10)]
    pages = lists_of(10, 15, lambda n: f"/list.asp?page={n}", lambda n: f"/show.asp?id={n}", [*hot, *lists])
    assert reasons(tmp_path, pages) == {"": len(pages)}


@pytest.mark.parametrize("title", ["空气质量日报", "办事日历"])
def test_reports_that_differ_in_figures_are_read_and_an_empty_calendar_is_not(tmp_path, title):
    pages = {
        f"/d.jsp?day={n}": page((f"/d.jsp?day={n + 1}", "后一天"), title=title) + f"<p>第 {n} 天 PM2.5 {n * 7 % 90}"
        for n in range(31)
    }
    pages |= {"/": page(("/d.jsp?day=0", title)), "/d.jsp?day=31": page(title=title)}
    found = reasons(tmp_path, pages, words=("空气质量日报",))
    assert found["trap"] == (title == "办事日历")
    assert found[""] == (33 if title == "空气质量日报" else found[""])


def test_two_hundred_pages_of_a_list_are_read_beside_a_calendar(tmp_path):
    def month(handler):
        number = int(handler.path.rpartition("=")[2])
        return page((f"/cal.jsp?m={number + 1}", "下月"), title="日历") + f"<p>第{number}月没有安排"

    class WithCalendar(dict):
        def get(self, path, default=None):
            return month if path.startswith("/cal.jsp") else super().get(path, default)

    menu = [("/cal.jsp?m=1", "日历"), ("/list.jsp?page=0", "日报")]
    pages = lists_of(200, 3, lambda n: f"/list.jsp?page={n}", lambda n: f"/a/{n}.html", menu, same=True)
    found = reasons(tmp_path, WithCalendar(pages))
    assert found["trap"] == 1
    assert len(pages) < found[""] < len(pages) + 10
