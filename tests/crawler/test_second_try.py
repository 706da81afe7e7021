"""What fails is tried otherwise before it is lost: the rest of a site, another spelling of an address."""

from collections import Counter

import pytest

from crawler.snapshot import Reason
from tests.crawler.little_site import page, serve
from tests.crawler.test_crawl import archive, visit

__all__ = ["archive"]


def test_a_broken_part_of_a_site_does_not_cost_the_rest(archive):
    broken = {f"/q.jsp?id={n}": (501, {}, b"x") for n in range(8)}
    whole = {f"/{n}.html": page(title=f"第{n}页") for n in range(8)}
    links = [*((path, "三公经费") for path in broken), *((path, "消息") for path in whole)]
    with serve({"/": page(*links), **broken, **whole}) as site:
        seen = visit(archive, site)
    assert [seen[path].reason for path in broken] == [Reason.SERVER_ERROR] * 8
    assert [seen[path].reason for path in whole] == [""] * 8


def test_a_site_that_stops_answering_is_given_up(archive):
    links = [(f"/{n}.html", "消息") for n in range(20)]
    homes = iter([page(*links)])
    with serve({"/": lambda _: next(homes, (501, {}, b"x")), **{path: (501, {}, b"x") for path, _ in links}}) as site:
        seen = visit(archive, site)
    assert Reason.NOT_VISITED in [capture.reason for capture in seen.values()]


def test_what_is_missing_under_one_spelling_is_asked_for_under_another(archive):
    links = [("/a/", "一"), ("/a/index.html", "一页"), ("/b/index.html", "二"), ("/b/", "二页"), ("/c.html", "三")]
    pages = {"/": page(*links), "/a/index.html": page(title="一"), "/b/": page(title="二")}
    pages["/c.html"] = page(("/d/", "四"))
    pages["/e.html"] = page(("/d/index.html", "四页"))
    pages["/b/"] = page(("/e.html", "五"), title="二")
    pages["/d/index.html"] = page(title="四")
    with serve(pages) as site:
        seen = visit(archive, site)
        assert all(site.asked(path) == 1 for path in seen)
    assert {path for path, capture in seen.items() if not capture.reason} == {"/", "/c.html", *pages}
    assert {path: seen[path].reason for path in ("/a/", "/b/index.html")} == dict.fromkeys(
        ("/a/", "/b/index.html"), Reason.GONE
    )


TURNED = {
    "404": (404, {}, b""),
    "words": "<html><title>提示</title><body>" + "本站启用智能守护，您稍停片刻便可继续浏览，感谢理解支持。" * 3,
}


class Guarded(dict):
    """A site that shows so many pages and then one answer for everything."""

    def __init__(self, pages, shown, then):
        super().__init__(pages)
        self.left, self.then = shown, then

    def get(self, path, default=None):
        self.left -= 1
        return super().get(path, default) if self.left >= 0 else self.then


@pytest.mark.parametrize("then", TURNED)
def test_a_site_that_turns_us_away_midway_is_not_taken_at_its_word(archive, then):
    pages = {f"/{n}.html": page(title="第" + "一" * (n + 1)) for n in range(30)}
    pages["/"] = page(*((path, f"消息{path}") for path in pages))
    with serve(Guarded(pages, 9, TURNED[then])) as site:
        seen = visit(archive, site)
    reasons = Counter(str(capture.reason) for capture in seen.values())
    assert reasons.pop("") in (7, 8)  # a page that nothing tells from the next
    assert set(reasons) == {Reason.CHALLENGE}


def test_a_column_of_dead_links_is_what_it_is(archive):
    pages = {"/a.html": page(title="甲"), "/b.html": page(title="乙")}
    pages["/"] = page(*((f"/dead/{n}.html", "三公经费") for n in range(25)), *((path, "消息") for path in pages))
    with serve(pages) as site:
        seen = visit(archive, site)
        assert site.asked("/") <= 3
    assert Counter(capture.reason for capture in seen.values()) == {"": 3, Reason.GONE: 25}
