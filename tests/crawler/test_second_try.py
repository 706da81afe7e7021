"""What fails is tried otherwise before it is lost: the rest of a site, another spelling of an address."""

from crawler.snapshot import Reason
from tests.crawler.little_site import page, serve
from tests.crawler.test_crawl import archive, visit

__all__ = ["archive"]


def test_a_broken_part_of_a_site_does_not_cost_the_rest(archive):
    broken = {f"/q.jsp?id={n}": (500, {}, b"x") for n in range(8)}
    whole = {f"/{n}.html": page(title=f"第{n}页") for n in range(8)}
    links = [*((path, "三公经费") for path in broken), *((path, "消息") for path in whole)]
    with serve({"/": page(*links), **broken, **whole}) as site:
        seen = visit(archive, site)
    assert [seen[path].reason for path in broken] == [Reason.SERVER_ERROR] * 8
    assert [seen[path].reason for path in whole] == [""] * 8


def test_a_site_that_stops_answering_is_given_up(archive):
    links = [(f"/{n}.html", "消息") for n in range(20)]
    homes = iter([page(*links)])
    with serve({"/": lambda _: next(homes, (500, {}, b"x")), **{path: (500, {}, b"x") for path, _ in links}}) as site:
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
