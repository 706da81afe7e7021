"""From what was crawled to what is judged: nobody's pages are lost on the way, and a home alone is no site."""

import gzip
from dataclasses import replace
from functools import partial

import pytest

from crawler import readings
from crawler.archive import Archive
from crawler.assembly import Month
from crawler.health import hindrance, weakness
from crawler.period import Period
from crawler.reading import doubts, read_safely
from crawler.reading.value import Reading
from crawler.roster import Department
from crawler.run import crawl
from crawler.scope import Target
from crawler.snapshot import Place, Reason, Unreached
from tests.crawler.little_site import page, serve, settings
from tests.crawler.reading.test_files import old_workbook

MONTH = Period(2013, 7)
HOME = page(("/a.html", "三公经费"), title="门户")
AWAY = (302, {"Location": "http://www.example.com/"}, b"")


@pytest.fixture(autouse=True)
def lent(readers, monkeypatch):
    """Every month here is read by the same processes."""
    monkeypatch.setattr(f"{__name__}.Month", partial(Month, pool=readers))


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
        ("<html><title>市财政局</title><body>网站正在升级维护，请稍后访问，不便之处敬请谅解！", Reason.SERVER_ERROR),
        ("<html><title>市财政局</title><body>本站搬迁，暂停服务，开通时间另行通知。", Reason.NO_WAY),
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


REFRESH = "<html><meta http-equiv=refresh content='0;url=/czjweb/index.html'>"
SENT_ON = [
    (302, {"Location": "/czjweb/index.html"}, b""),
    REFRESH,
    "<html><script>location.href='/czjweb/index.html'</script>",
    "<html><frameset><frame src=/czjweb/index.html></frameset>",
]


@pytest.mark.parametrize("home", SENT_ON)
def test_a_home_that_sends_its_visitors_to_another_folder_is_followed(tmp_path, home):
    pages = {
        "/czj/": home,
        "/czjweb/index.html": page(("/czjweb/1.html", "政务公开"), ("/hbj/1.html", "别处")),
        "/czjweb/1.html": page(title="机构职能"),
    }
    with serve(pages) as site:
        url = f"{site.home}czj/"
        (found,) = snapshots(tmp_path, url, Department("czj", "市财政局", home=url))
        assert not site.asked("/hbj/1.html")
    assert "czjweb/1.html" in [each.url.removeprefix(site.home) for each in found.at(Place.OWN).pages]
    assert not hindrance(found.at(Place.OWN))


def test_a_home_that_sends_its_visitors_to_the_whole_host_is_alone(tmp_path):
    with serve({"/czj/": (302, {"Location": "/"}, b""), "/": page(("/x.html", "门户"))}) as site:
        url = f"{site.home}czj/"
        (found,) = snapshots(tmp_path, url, Department("czj", "市财政局", home=url))
        assert not site.asked("/x.html")
    assert hindrance(found.at(Place.OWN)).reason == Reason.NO_WAY


def test_a_frame_on_another_host_may_hold_anything(tmp_path):
    frames = "<html><frameset><frame src=/top.html><frame src=http://www.example.com/main.html></frameset>"
    with serve({"/": frames, "/top.html": page(title="横幅")}) as site:
        (found,) = snapshots(tmp_path, site.home, Department("czj", "市财政局", home=site.home))
    lost = [(each.url, each.reason) for each in found.at(Place.OWN).unreached]
    assert lost == [("http://www.example.com/main.html", Reason.OFFSITE)]


def test_a_home_whose_links_are_dead_is_a_site(tmp_path):
    with serve({"/": page(("/a.html", "三公经费"))}) as site:
        (found,) = snapshots(tmp_path, site.home, Department("czj", "市财政局", home=site.home))
    assert not hindrance(found.at(Place.OWN))


@pytest.mark.parametrize(
    ("home", "is_judged"), [((404, {}, b"no such thing"), False), ((410, {}, b"gone"), False), (HOME, True)]
)
def test_a_portal_whose_first_page_is_gone_is_judged_for_nobody(tmp_path, home, is_judged):
    with serve({"/": home}) as gate:
        for found in snapshots(tmp_path, gate.home, Department("czj", "市财政局"), Department("jyj", "市教育局")):
            lost = hindrance(found.at(Place.PORTAL))
            assert (lost is None) if is_judged else (lost.reason is Reason.GONE)


ARTICLE = "<html><title>{0}</title><body><p>首页 > 部门信息公开 > 财政信息</p><h1>{0}</h1><p>发布时间：2013-03-20</p><p>正文。</p>{1}"
LISTS = {"/list.asp?did=1": "市财政局信息公开目录", "/list.asp?did=2": "市教育局信息公开目录"}
NEWS = "<a href=/show.asp?id=7>2013年部门预算</a>"


@pytest.mark.parametrize(
    ("listing", "beside", "owner"),
    [
        (["/list.asp?did=1"], 0, "czj"),
        (["/list.asp?did=1", "/", "/all.html"], 2, "czj"),
        (["/list.asp?did=1", "/list.asp?did=2"], 0, ""),
        (["/all.html"], 0, ""),
        (["/list.asp?did=1"], 4, ""),
    ],
)
def test_what_only_one_bodys_list_leads_to_is_its_own_unless_it_stands_beside_everything(
    tmp_path, listing, beside, owner
):
    entry = ("/show.asp?id=7", "2013年部门预算")
    news = {f"/n/{n}.html": ARTICLE.format(f"要闻{n}", NEWS if n < beside else "") for n in range(6)}
    lists = {**LISTS, "/all.html": "财政信息", "/": "门户"}
    pages = {
        url: page(*[entry] * (url in listing), *((each, each) for each in (*lists, *news)), title=title)
        for url, title in lists.items()
    }
    bodies = [
        Department(id, name, portal="{}list.asp?did=" + did)
        for id, name, did in (("czj", "市财政局", "1"), ("jyj", "市教育局", "2"))
    ]
    with serve({**pages, **news, "/show.asp?id=7": ARTICLE.format("2013年部门预算", "")}) as gate:
        found = snapshots(
            tmp_path, gate.home, *(replace(each, portal=each.portal.format(gate.home)) for each in bodies)
        )
    holding = [
        each.department.id for each in found if "2013年部门预算" in [one.title for one in each.at(Place.PORTAL).pages]
    ]
    assert holding == [owner] * bool(owner)
    assert all(("2013年部门预算" in [one.title for one in each.commons]) is not bool(owner) for each in found)


@pytest.mark.parametrize(
    ("column", "links", "is_seen"),
    [
        ("czj/", "czj/", True),
        ("czj/", "xxgk/czj/", False),
        ("gone/", "gone/", False),
        ("list.asp?did=1", "list.asp?did=1&page=2", True),
    ],
)
def test_a_column_of_the_roster_where_nothing_was_read_may_hold_anything_of_its_body_alone(
    tmp_path, column, links, is_seen
):
    shown = page(title="信息公开")
    pages = {
        "/": page((f"/{links}", "市财政局"), ("/n.html", "要闻"), title="门户"),
        "/n.html": shown,
        f"/{links}": shown,
    }
    with serve(pages | {"/gone/": (404, {}, b"")}) as gate:
        bodies = (Department("czj", "市财政局", portal=gate.home + column), Department("jyj", "市教育局"))
        czj, jyj = snapshots(tmp_path, gate.home, *bodies)
    unseen = [Unreached(gate.home + column, Place.PORTAL, Reason.NOT_VISITED, "市财政局", depth=1)]
    assert [each for each in czj.unreached if each.reason is Reason.NOT_VISITED] == unseen * (not is_seen)
    assert not [each for each in jyj.unreached if each.reason is Reason.NOT_VISITED]


def test_a_page_whose_titles_only_a_script_opens_hides_them_and_not_the_whole_site(tmp_path):
    opened = "".join(f"<a href='#' onclick='show({n})'>第{n}号三公经费公开说明</a>" for n in range(30))
    with serve({"/": page(("/a.html", "三公经费")), "/a.html": page() + opened}) as site:
        (found,) = snapshots(tmp_path, site.home, Department("czj", "市财政局", home=site.home))
    assert len(found.at(Place.OWN).unreached) == 30
    assert not hindrance(found.at(Place.OWN))
    assert weakness(found.at(Place.OWN), ["三公经费"]).reason == Reason.NEEDS_JS


def test_an_article_of_several_bodies_is_common_though_the_first_seems_to_introduce_itself(tmp_path):
    figures = "<p>我单位内设五个科室。</p><p>收入预算286万元，支出预算286万元。</p>" * 12
    parts = f"<p>一、市水务局2013年部门预算</p>{figures}<p>二、市司法局2013年部门预算</p>{figures}"
    alone = ARTICLE.format("部门概况", "<p>一、市水务局概况</p>")
    with serve(
        {
            "/": page(("/1.html", "一"), ("/2.html", "二"), title="门户"),
            "/1.html": ARTICLE.format("第一批", parts),
            "/2.html": alone,
        }
    ) as gate:
        swj, sfj = snapshots(tmp_path, gate.home, Department("swj", "市水务局"), Department("sfj", "市司法局"))
    assert [each.title for each in swj.at(Place.PORTAL).pages] == ["第一批", "部门概况"]
    assert {each.title for each in sfj.commons} == {"门户", "第一批"}


@pytest.mark.parametrize("kept", ["everything so far", "nothing"])
def test_a_visit_that_was_broken_off_says_nothing_of_what_is_not_there(tmp_path, kept):
    with serve({"/": page(("/a.html", "三公经费")), "/a.html": page()}) as site:
        department = Department("czj", "市财政局", home=site.home)
        snapshots(tmp_path, site.home, department)
        with Archive(tmp_path) as archive, Month(archive, [department], MONTH, site.home) as month:
            assert not hindrance(month.snapshot(department).at(Place.OWN))
        with Archive(tmp_path) as archive:
            archive.db.execute("UPDATE visits SET finished = NULL")
            if kept == "nothing":
                archive.db.execute("DELETE FROM captures")
            with Month(archive, [department], MONTH, site.home) as month:
                found = month.snapshot(department)
    assert [hindrance(found.at(place)).reason for place in Place] == [Reason.NOT_VISITED] * 2


def test_what_was_read_is_not_read_again_unless_the_readers_change(tmp_path, monkeypatch):
    handed = []

    def reading(files, pool):
        files = list(files)
        handed.append([file.url.rpartition("/")[2] for file in files])
        return read_safely(files, pool)

    monkeypatch.setattr(readings, "read_safely", reading)
    sheet = (200, {"Content-Type": "application/vnd.ms-excel"}, old_workbook())
    pages = {"/": page(("/a.html", "一"), ("/1.xls", "表一")), "/a.html": page(("/2.xls", "表二")), "/1.xls": sheet}
    department = Department("a", "甲局", home="")
    with serve(pages) as site, Archive(tmp_path) as archive:
        department = Department("a", "甲局", home=site.home)
        crawl([Target("a", site.home)], MONTH, archive, settings())

        def read_month():
            handed.clear()
            with Month(archive, [department], MONTH, "http://portal.invalid/") as month:
                seen = month.snapshot(department)
            return [name for batch in handed for name in batch], seen

        first, seen = read_month()
        assert sorted(first) == ["", "1.xls", "a.html"]
        assert read_month() == ([], seen)
        pages |= {"/": page(("/a.html", "一"), ("/2.xls", "表二")), "/2.xls": sheet}
        crawl([Target("a", site.home)], MONTH.shift(1), archive, settings())
        with Month(archive, [department], MONTH.shift(1), "http://portal.invalid/") as month:
            handed.clear()
            month.snapshot(department)
            assert [name for batch in handed for name in batch] == [""]
        monkeypatch.setattr(readings, "edition", lambda: "another")
        assert sorted(read_month()[0]) == ["", "1.xls", "a.html"]


def test_a_reading_that_ran_out_of_time_is_tried_again(tmp_path, monkeypatch):
    with serve({"/": page(("/a.html", "一")), "/a.html": page()}) as site, Archive(tmp_path) as archive:
        department = Department("a", "甲局", home=site.home)
        crawl([Target("a", site.home)], MONTH, archive, settings())
        late = Reading("text/html", doubts=(doubts.LIMIT, doubts.LATE))
        for answer in (lambda files, pool: [late for _ in files], read_safely):
            monkeypatch.setattr(readings, "read_safely", answer)
            with Month(archive, [department], MONTH, "http://portal.invalid/") as month:
                last = month.snapshot(department)
        assert [one.reading.doubts for one in last.at(Place.OWN).pages] == [(), ()]


@pytest.mark.parametrize(("name", "kind"), [("x.doc", "text/html"), ("down.asp?id=1", "application/msword")])
def test_a_file_that_a_word_processor_saved_as_a_web_page_hangs_on_its_page(tmp_path, name, kind):
    saved = (200, {"Content-Type": kind}, "<html><body><p>收费标准一览</p></body></html>".encode())
    pages = {"/": page(("/a.html", "收费公示")), "/a.html": page((f"/{name}", "附件：收费标准.doc"), title="收费公示")}
    with serve(pages | {f"/{name}": saved}) as site:
        (found,) = snapshots(tmp_path, site.home, Department("czj", "市财政局", home=site.home))
    shown = next(each for each in found.at(Place.OWN).pages if each.title == "收费公示")
    assert [document.text.strip() for document in shown.documents] == ["收费标准一览"]
