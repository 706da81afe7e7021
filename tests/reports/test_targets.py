"""The roster's columns on the portal are visited, though no link leads to them, and are their bodies'."""

from crawler.archive import Archive
from crawler.assembly import Month
from crawler.period import Period
from crawler.run import crawl
from crawler.snapshot import Place
from reports import workspace
from tests.crawler.little_site import TEXT, page, serve

JULY = Period(2013, 7)
SETTINGS = """
city = "示例市"
scheme = "s"
[portal]
home = "{portal}"
[crawl]
contact = "a@b.example"
delay = 0
allow_addresses = ["127.0.0.0/8"]
"""


def space(folder, portal, **columns):
    """A workspace whose roster names a column on the portal, or none, for each body."""
    (folder / "gongkai.toml").write_text(SETTINGS.format(portal=portal), "utf-8")
    names = {"czj": "示例市财政局", "hbj": "示例市环境保护局", "jyj": "示例市教育局"}
    lines = [f"{id},{names[id]},,department,,,{column}" for id, column in columns.items()]
    roster = "\n".join(["编号,单位名称,别名,类别,主管单位,网址,门户栏目", *lines, ""])
    (folder / "departments.csv").write_text(roster, "utf-8")
    return workspace.read(folder)


def test_each_column_is_visited_under_its_bodys_name_and_a_shared_one_under_none(tmp_path):
    found = space(
        tmp_path,
        "http://www.city.gov.cn/",
        czj="http://www.city.gov.cn/xxgk/czj/",
        hbj="http://www.city.gov.cn/bmxx/",
        jyj="http://www.city.gov.cn/bmxx/",
    )
    (portal,) = found.targets(found.roster())
    assert portal.hints == (
        ("示例市财政局", "http://www.city.gov.cn/xxgk/czj/"),
        ("", "http://www.city.gov.cn/bmxx/"),
    )


def test_a_column_elsewhere_is_not_the_portals(tmp_path):
    found = space(tmp_path, "http://www.city.gov.cn/", czj="http://xxgk.other.gov.cn/czj/", hbj="")
    (portal,) = found.targets(found.roster())
    assert portal.hints == ()


def test_what_stands_in_a_column_without_a_link_is_found_and_is_the_bodys(tmp_path):
    pages = {
        "/": page(("/news.html", "今日要闻"), title="示例市人民政府"),
        "/news.html": page(title="今日要闻"),
        "/xxgk/czj/": page(("/art/1.html", "2013年部门预算"), title="信息公开"),
        "/art/1.html": f"<html><title>2013年部门预算</title><p>发布时间：2013-07-05</p><p>{TEXT}</p></html>",
    }
    with serve(pages) as site:
        found = space(tmp_path, site.home, czj=f"{site.home}xxgk/czj/")
        roster = found.roster()
        with Archive(tmp_path / "archive") as archive:
            crawl(found.targets(roster), JULY, archive, found.crawl)
            with Month(archive, roster, JULY, found.portal) as month:
                seen = month.snapshot(roster[0])
    paths = {each.url.removeprefix(site.home) for each in seen.pages if each.place is Place.PORTAL}
    assert {"xxgk/czj/", "art/1.html"} <= paths
    assert not seen.unreached
