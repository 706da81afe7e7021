"""Whole crawls of tiny sites over loopback: every address ends in exactly one way, and nothing is lost."""

import multiprocessing
import os
import signal
import subprocess
import sys
import time
from collections import Counter
from itertools import pairwise

import pytest

from crawler.archive import Archive
from crawler.period import Period
from crawler.refusal import CrawlFailed
from crawler.run import crawl, fetch
from crawler.scope import Target
from crawler.snapshot import Reason
from tests.crawler.little_site import page, reset, serve, settings, slow

MONTH = Period(2013, 7)
LONG = "本单位公开的内容如下，包括机构职能、工作动态、通知公告与财政信息等各个方面的材料。"


@pytest.fixture
def archive(tmp_path):
    with Archive(tmp_path) as archive:
        yield archive


def visit(archive, site, **changes):
    """Crawls one site; returns its captures by path."""
    crawl([Target("czj", site.home)], MONTH, archive, settings(**changes))
    return {capture.url.removeprefix(site.home[:-1]): capture for capture in archive.captures("czj", MONTH)}


def redirect(where):
    return (302, {"Location": where}, b"")


OUTCOMES = {
    "/gone.html": ((404, {}, b"x"), Reason.GONE),
    "/forbidden.html": ((403, {}, "<html>禁止访问 " + LONG), Reason.HTTP_ERROR),
    "/error.html": ((501, {}, b"x"), Reason.SERVER_ERROR),
    "/challenge.html": ((521, {"X-Via-JSL": "1"}, b"<script>document.cookie=1</script>"), Reason.CHALLENGE),
    "/ruishu.html": ((412, {}, b"<script>$_ts=1</script>"), Reason.CHALLENGE),
    "/script.html": ((202, {}, b"<html><script>var $_ts = 1</script>"), Reason.CHALLENGE),
    "/waf.html": ("<html><body>您的请求已被网站管理员设置拦截</body></html>", Reason.CHALLENGE),
    "/soft.html": ("<html><title>提示</title>您访问的页面不存在！</html>", Reason.SOFT_404),
    "/login.html": ("<html><title>用户登录</title>请登录<input type=password></html>", Reason.LOGIN),
    "/shell.html": ("<html><div id=app></div><script src=/app.js></script></html>", Reason.NEEDS_JS),
    "/empty.html": ("<html><body></body></html>", Reason.EMPTY),
    "/nothing.html": ("", Reason.EMPTY),
    "/reset.html": (reset, Reason.RESET),
    "/slow.html": (slow, Reason.TIMEOUT),
    "/loop.html": (redirect("/loop.html"), Reason.REDIRECT_LOOP),
    "/away.html": (redirect("http://www.example.com/"), Reason.OFFSITE),
    "/file.html": (redirect("file:///etc/passwd"), Reason.OFFSITE),
    "/inside.html": (redirect("http://169.254.169.254/latest/"), Reason.OFFSITE),
    "/huge.pdf": ((200, {"Content-Type": "application/pdf"}, b"%PDF" + b"x" * 300_000), Reason.TOO_LARGE),
    "/robots-say-no.html": (page(), Reason.ROBOTS),
    "/good.html": (page(title="好"), ""),
    "/good.pdf": ((200, {"Content-Type": "application/pdf"}, b"%PDF-1.4 \0 x"), ""),
    "/moved.html": (redirect("/good.html?from=moved"), ""),
    "/gbk.html": (redirect("/下.html".encode("gbk").decode("latin-1")), ""),
    "/%CF%C2.html": (page(title="下"), ""),
    "/good.html?from=moved": (page(title="好"), ""),
}  # fmt: skip


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory):
    links = [(path, f"链接{number}") for number, path in enumerate(OUTCOMES)]
    pages = {path: answer for path, (answer, _) in OUTCOMES.items()}
    pages |= {"/": page(*links), "/robots.txt": b"User-agent: *\nDisallow: /robots-say-no.html\n"}
    with serve(pages) as site, Archive(tmp_path_factory.mktemp("outcomes")) as archive:
        return visit(archive, site, max_bytes=200_000)


@pytest.mark.xdist_group("outcomes")
@pytest.mark.parametrize("path", OUTCOMES)
def test_every_address_ends_in_one_way(outcomes, path):
    assert outcomes[path].reason == OUTCOMES[path][1], outcomes[path].note


@pytest.mark.xdist_group("outcomes")
def test_nothing_else_was_recorded(outcomes):
    assert set(outcomes) == {"/", *OUTCOMES}
    assert outcomes["/moved.html"].final_url.endswith("/good.html?from=moved")
    assert outcomes["/gone.html"].label == "链接0"
    assert outcomes["/gone.html"].seen_on.endswith("/")


def test_promising_links_come_first_and_the_rest_is_left_to_the_budget(archive):
    pages = {f"/{number}.html": page(title=f"第{number}页") for number in range(20)}
    pages["/17.html"] = page(("/t.pdf", "附件"), title="三公经费")
    pages["/t.pdf"] = b"%PDF-1.4"
    pages["/"] = page(
        *((f"/{number}.html", "三公经费预算" if number == 17 else f"消息{number}") for number in range(20))
    )
    with serve(pages) as site:
        seen = visit(archive, site, max_pages_per_site=3)
    assert [path for path, capture in seen.items() if not capture.reason] == ["/", "/17.html", "/t.pdf"]
    assert sum(capture.reason == Reason.BUDGET for capture in seen.values()) == 19


def test_pictures_are_fetched_where_words_promise_evidence(archive):
    pages = {
        "/": page(("/a.html", "行政权力运行流程图"), ("/b.html", "新闻")),
        "/a.html": page(title="流程图") + "<img src=/up/1.png><img src=/images/logo.png>",
        "/b.html": page(title="新闻") + "<img src=/up/2.png><img src=/up/3.png alt=办事流程图>",
        **{f"/up/{n}.png": (200, {"Content-Type": "image/png"}, b"\x89PNG\0") for n in (1, 2, 3)},
    }
    with serve(pages) as site:
        seen = visit(archive, site)
    assert {path for path, capture in seen.items() if capture.kind == "picture"} == {"/up/1.png", "/up/3.png"}


def test_what_a_site_shows_instead_of_404_is_no_page(archive):
    def anything(handler):
        return page(title="首页") if not handler.path.startswith("/robots") else (404, {}, b"")

    class Everything(dict):
        def get(self, path, default=None):
            return super().get(path, anything)

    with serve(Everything({"/": page(("/x.html", "没有"), ("/y.html", "有")), "/y.html": "<html>" + LONG * 2})) as site:
        seen = visit(archive, site)
    assert seen["/x.html"].reason == Reason.SOFT_404
    assert not seen["/y.html"].reason


@pytest.mark.parametrize(("status", "reason"), [(503, Reason.ROBOTS), (404, "")])
def test_a_site_without_a_working_robots_file(archive, status, reason):
    with serve({"/": page(), "/robots.txt": (status, {"Retry-After": "0"}, b"")}) as site:
        assert visit(archive, site)["/"].reason == reason
        assert site.asked("/") == (not reason)


def test_the_asked_for_pause_is_kept(archive):
    answers = iter([(503, {"Retry-After": "1"}, b""), page()])
    with serve({"/": lambda _: next(answers)}) as site:
        assert not visit(archive, site)["/"].reason
        first, second = [moment for moment, path in site.log if path == "/"]
    assert second - first >= 1


def test_the_delay_lies_between_all_requests(archive):
    with serve({"/": page(("/a.html", "a"), ("/b.html", "b")), "/a.html": page(), "/b.html": page()}) as site:
        visit(archive, site, delay=0.2)
        moments = [moment for moment, _ in site.log]
    assert min(later - earlier for earlier, later in pairwise(moments)) >= 0.19


def test_a_closed_door_is_refused_and_an_unallowed_one_blocked(archive):
    with serve({"/": page()}) as site:
        assert visit(archive, site, allow_addresses=())["/"].reason == Reason.BLOCKED_ADDRESS
        assert not site.log
        named = Target("name", site.home.replace("127.0.0.1", "localhost"))
        crawl([named], MONTH, archive, settings(allow_addresses=()))
        assert next(archive.captures("name", MONTH)).reason == Reason.BLOCKED_ADDRESS
        assert not site.log
    crawl([Target("closed", site.home)], MONTH, archive, settings())
    assert next(archive.captures("closed", MONTH)).reason in (Reason.REFUSED, Reason.ROBOTS)


def test_two_sites_on_one_host_keep_to_their_folders(archive):
    pages = {f"/{key}/": page((f"/{key}/1.html", "一"), ("/up/1.pdf", "附件"), ("/b/1.html", "三公")) for key in "ab"}
    pages |= {"/a/1.html": page(), "/b/1.html": page(), "/up/1.pdf": b"%PDF"}
    with serve(pages) as site:
        crawl([Target(key, f"{site.home}{key}/") for key in "ab"], MONTH, archive, settings())
        seen = [c.url.removeprefix(site.home) for c in archive.captures("a", MONTH)]
    assert sorted(seen) == ["a/", "a/1.html", "up/1.pdf"]


def tree_of_pages(count):
    """A site whose pages each lead to two more, and say different things."""
    pages = {
        f"/{n}.html": page(
            *((f"/{m}.html", f"子{m}") for m in (2 * n + 1, 2 * n + 2) if m < count),
            title="".join("零一二三四五六七八九"[int(digit)] for digit in str(n)),
        )
        for n in range(count)
    }
    return pages | {"/": page(("/0.html", "零"))}


def test_a_broken_process_is_replaced_and_nothing_is_lost(archive):
    count, killed = 150, []

    def kill(progress):
        if progress.fetched > 40 and not killed:
            killed.append(next(child.pid for child in multiprocessing.active_children()))
            os.kill(killed[0], signal.SIGKILL)

    with serve(tree_of_pages(count)) as site:
        report = crawl([Target("czj", site.home)], MONTH, archive, settings(), kill)
        asked = Counter(path for _, path in site.log if path.removesuffix(".html").removeprefix("/").isdecimal())
    assert killed
    assert report.sites["czj"] == {"": count + 1}
    assert sum(asked.values()) - len(asked) <= 2
    assert all(archive.body(capture) for capture in archive.captures("czj", MONTH))


RUN = """
import sys
from pathlib import Path
from crawler.archive import Archive
from crawler.period import Period
from crawler.run import crawl
from crawler.scope import Target
from tests.crawler.little_site import settings
if __name__ == "__main__":
    with Archive(Path(sys.argv[1])) as archive:
        crawl([Target("czj", sys.argv[2])], Period(2013, 7), archive, settings())
"""


@pytest.mark.parametrize(
    "pages_before", [60, pytest.param(5, marks=pytest.mark.proof), pytest.param(180, marks=pytest.mark.proof)]
)
def test_a_killed_run_goes_on_where_it_stood(tmp_path, pages_before):
    count = 250
    script = tmp_path / "run.py"
    script.write_text(RUN)
    with serve(tree_of_pages(count)) as site:
        arguments = [sys.executable, str(script), str(tmp_path / "archive"), site.home]
        environment = {**os.environ, "PYTHONPATH": os.getcwd()}
        run = subprocess.Popen(arguments, env=environment)
        until = time.monotonic() + 20
        while len(site.log) < pages_before and time.monotonic() < until:
            time.sleep(0.005)
        run.kill()
        run.wait()
        wait_until_quiet(site)
        before = len(site.log)
        assert before < count
        subprocess.run(arguments, env=environment, check=True)
        asked = Counter(path for _, path in site.log if path.removesuffix(".html").removeprefix("/").isdecimal())
    assert len(asked) == count
    assert sum(asked.values()) - count <= 2 + before // 100  # under way, and handed over but not kept
    with Archive(tmp_path / "archive") as archive:
        captures = list(archive.captures("czj", MONTH))
        assert len({capture.url for capture in captures}) == len(captures) == count + 1
        assert all(archive.body(capture) for capture in captures)


def wait_until_quiet(site):
    """Returns once nobody asks any more: the processes of a killed run have ended, too."""
    seen = -1
    while seen != len(site.log):
        seen = len(site.log)
        time.sleep(0.5)


def test_a_list_of_which_each_page_only_leads_to_the_next_is_read_to_its_end(archive):
    pages = {f"/l?n={n}": page((f"/l?n={n + 1}", "下一页"), title="第" + "一" * (n + 1)) for n in range(40)}
    with serve({"/": page(("/l?n=0", "列表")), "/l?n=40": page(), **pages}) as site:
        seen = visit(archive, site)
    assert not seen["/l?n=40"].reason
    assert seen["/l?n=40"].depth == 1


def test_an_interrupted_crawl_stops_soon_and_goes_on_later(archive):
    with serve({"/": page(("/a.html", "a"), ("/b.html", "b")), "/a.html": page(), "/b.html": page()}) as site:

        def interrupt(progress):
            raise KeyboardInterrupt

        began = time.monotonic()
        with pytest.raises(KeyboardInterrupt):
            crawl([Target("czj", site.home)], MONTH, archive, settings(delay=0.5), interrupt)
        assert time.monotonic() - began < 10
        crawl([Target("czj", site.home)], MONTH, archive, settings())
        assert site.asked("/a.html") == site.asked("/b.html") == site.asked("/") == 1


def test_a_finished_site_is_left_alone_unless_asked(archive):
    with serve({"/": page()}) as site:
        visit(archive, site)
        assert crawl([Target("czj", site.home)], MONTH, archive, settings()).skipped == ("czj",)
        assert site.asked("/") == 1
        crawl([Target("czj", site.home)], MONTH, archive, settings(), again=True)
        assert site.asked("/") == 2
    assert len(list(archive.captures("czj", MONTH))) == 1


def test_one_address(archive):
    with serve({"/x.html": page(), "/robots.txt": b"User-agent: *\nDisallow: /no\n"}) as site:
        status, media_type, body = fetch(site.home + "x.html", settings())
        assert (status, media_type, body) == (200, "text/html; charset=utf-8", page().encode())
        with pytest.raises(CrawlFailed, match="robots"):
            fetch(site.home + "no", settings())


@pytest.mark.parametrize("status", [429, 503])
def test_a_host_that_asks_for_hours_is_left_alone_and_accused_of_nothing(archive, status):
    pages = {"/": page(*[(f"/{number}.html", "三公经费") for number in range(10)])}
    pages |= {f"/{number}.html": page(title=f"第{number}页") for number in range(10)}
    pages["/0.html"] = (status, {"Retry-After": "9999"}, b"")
    with serve(pages) as site:
        seen = visit(archive, site)
        moments = [moment for moment, path in site.log if path == "/0.html"]
        assert len(moments) == 1
        assert all(moment <= moments[0] for moment, _ in site.log)
    left = [seen[f"/{number}.html"].reason for number in range(10)]
    assert Reason.SERVER_ERROR in left
    assert not any(reason and reason.proves_absence for reason in left)
