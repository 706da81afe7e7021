"""From what was crawled to what is judged: nobody's pages are lost on the way, and a home alone is no site."""

import gzip

import pytest

from crawler.archive import Archive
from crawler.assembly import Month
from crawler.health import hindrance
from crawler.period import Period
from crawler.roster import Department
from crawler.run import crawl
from crawler.scope import Target
from crawler.snapshot import Place, Reason
from tests.crawler.little_site import page, serve, settings

MONTH = Period(2013, 7)
AWAY = (302, {"Location": "http://www.example.com/"}, b"")


def snapshots(folder, portal, *departments):
    """What is judged of each department after a crawl."""
    targets = [Target(each.id, each.home) for each in departments if each.home]
    with Archive(folder) as archive:
        crawl([Target("portal", portal), *targets], MONTH, archive, settings())
        with Month(archive, departments, MONTH, portal) as month:
            return [month.snapshot(each) for each in departments]


@pytest.mark.parametrize("slash", ["", "/"])
def test_departments_that_share_a_host_keep_their_pages(tmp_path, slash):
    pages = {"/": page(("/x.html", "一"), title="门户"), "/x.html": page(title="要闻")}
    for key in "ab":
        pages[f"/{key}"] = (301, {"Location": f"/{key}/"}, b"")
        pages[f"/{key}/"] = page((f"/{key}/1.html", "一"), title="首页")
        pages[f"/{key}/1.html"] = page(title=f"第{key}份")
    with serve(pages) as site:
        found = snapshots(
            tmp_path, site.home, *(Department(key, f"{key}局", home=f"{site.home}{key}{slash}") for key in "ab")
        )
    for key, each in zip("ab", found, strict=True):
        assert [one.url.removeprefix(site.home) for one in each.at(Place.OWN).pages] == [
            f"{key}{slash}",
            f"{key}/1.html",
        ]


@pytest.mark.parametrize(
    ("home", "reason"),
    [
        ("<html><title>市财政局</title><body>网站正在升级维护，请稍后访问，不便之处敬请谅解！", Reason.NO_WAY),
        ("<html><body>本网站已迁移，<a href=http://www.example.com/>点击进入新网站</a>", Reason.NO_WAY),
        (gzip.compress(page(("/a.html", "一")).encode()), Reason.NO_WAY),
        (AWAY, Reason.OFFSITE),
    ],
)
@pytest.mark.parametrize(
    "spelled", [str, lambda home: home.removesuffix("/"), lambda home: home.replace("http", "HTTP")]
)
def test_a_home_alone_is_no_site(tmp_path, home, reason, spelled):
    with serve({"/": home}) as site:
        url = spelled(site.home)
        (found,) = snapshots(tmp_path, url, Department("czj", "市财政局", home=url))
    assert [hindrance(found.at(place)).reason for place in Place] == [reason, reason]


def test_a_home_whose_links_are_dead_is_a_site(tmp_path):
    with serve({"/": page(("/a.html", "三公经费"))}) as site:
        (found,) = snapshots(tmp_path, site.home, Department("czj", "市财政局", home=site.home))
    assert not hindrance(found.at(Place.OWN))
