"""columns.csv: a column that no link leads to is visited; of another's platform, that one address and nothing else."""

import pytest

from crawler.archive import Archive
from crawler.assembly import Month
from crawler.hints import Hint, read_hints
from crawler.period import Period
from crawler.refusal import Refusal
from crawler.roster import Department
from crawler.run import crawl
from crawler.scope import Target
from crawler.snapshot import Reason
from tests.crawler.little_site import TEXT, page, serve, settings

MONTH = Period(2013, 7)
BUREAU = Department("hbj", "示例市环境保护局")


def snapshot(tmp_path, pages, platform, *paths):
    """What is seen of a bureau whose columns lie at these paths of a platform."""
    with serve(pages) as site, serve(platform) as other, Archive(tmp_path) as archive:
        hints = tuple(("空气质量日报", other.home + path) for path in paths)
        crawl([Target("hbj", site.home, hints)], MONTH, archive, settings())
        bureau = Department("hbj", "示例市环境保护局", home=site.home)
        with Month(archive, [bureau], MONTH, other.home) as month:
            return month.snapshot(bureau), site, other


def test_a_platform_is_visited_at_that_one_address(tmp_path):
    platform = {"/air.html": page(("/more.html", "更多空气质量日报"), title="空气质量发布平台"), "/": page()}
    seen, _, other = snapshot(tmp_path, {"/": page()}, platform, "air.html")
    assert [(each.title, each.columns) for each in seen.pages if each.url.startswith(other.home)] == [
        ("空气质量发布平台", ("空气质量日报",))
    ]
    assert sorted(path for _, path in other.log) == ["/air.html", "/robots.txt"]


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        ((404, {}, b"x"), Reason.GONE),
        ((302, {"Location": "http://127.0.0.1:1/"}, b""), Reason.OFFSITE),
        ("<html><div id=app></div><script src=/app.js></script></html>", Reason.NEEDS_JS),
    ],
)
def test_a_platform_that_shows_nothing_is_recorded_with_the_reason(tmp_path, answer, reason):
    pages = {"/": page(("/1.html", "机构职能")), "/1.html": page(title="机构职能")}
    seen, *_ = snapshot(tmp_path, pages, {"/air.html": answer}, "air.html")
    lost = [(each.reason, each.label, each.columns) for each in seen.unreached if each.place == "own"]
    assert lost == [(reason, "空气质量日报", ("空气质量日报",))]


@pytest.mark.proof
def test_platforms_that_fail_do_not_stop_the_visit_of_the_site(tmp_path):
    pages = {"/": page(*((f"/{n}.html", f"消息{n}") for n in range(9)))}
    pages |= {f"/{n}.html": f"<html><title>消息{n}</title><p>{TEXT}{n}</p></html>" for n in range(9)}
    failing = {f"/{n}.html": (500, {}, b"x") for n in range(8)}
    seen, site, _ = snapshot(tmp_path, pages, failing, *(f"{n}.html" for n in range(8)))
    assert sum(each.url.startswith(site.home) for each in seen.pages) == 10


def test_a_column_of_the_site_itself_is_followed(tmp_path):
    pages = {"/": page(), "/air/": page(("/air/1.html", "7月1日空气质量日报"), title="空气质量日报")}
    pages["/air/1.html"] = f"<html><title>7月1日空气质量日报</title><p>{TEXT}</p></html>"
    with serve(pages) as site, Archive(tmp_path) as archive:
        crawl([Target("hbj", site.home, (("空气质量日报", site.home + "air/"),))], MONTH, archive, settings())
        captures = [each.url.removeprefix(site.home) for each in archive.captures("hbj", MONTH)]
    assert captures == ["", "air/", "air/1.html"]


def test_hints_are_read_with_either_header(tmp_path):
    path = tmp_path / "columns.csv"
    path.write_text("department,column,url\nhbj,空气质量日报,http://air.example.gov.cn/\n", "utf-8")
    expected = (Hint("hbj", "空气质量日报", "http://air.example.gov.cn/"),)
    assert read_hints(path, [BUREAU]) == expected
    path.write_bytes("单位,栏目,网址\r\nhbj,空气质量日报,http://air.example.gov.cn/\r\n".encode("gb18030"))
    assert read_hints(path, [BUREAU]) == expected
    path.write_text("department,column,url\n", "utf-8")
    assert read_hints(path, [BUREAU]) == ()
    assert read_hints(tmp_path / "none.csv", [BUREAU]) == ()


def test_every_fault_of_the_file_is_said(tmp_path):
    path = tmp_path / "columns.csv"
    path.write_text("department,column,url\nxyz,空气,http://a.example/\nhbj,,ftp://a.example/\n", "utf-8")
    with pytest.raises(Refusal) as refused:
        read_hints(path, [BUREAU])
    assert [(fault.what, fault.line) for fault in refused.value.faults] == [
        ("名册中没有编号“{id}”", 2),
        ("栏目名称为空", 3),
        ("网址“{url}”不合规", 3),
    ]
