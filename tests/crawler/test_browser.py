"""Pages that need a browser: shown by one when it is there, untested when not; it reaches nothing but through us."""

import json
import time

import pytest

from crawler.archive import Archive
from crawler.browser import program
from crawler.period import Period
from crawler.run import crawl
from crawler.scope import Target
from crawler.snapshot import Reason
from crawler.verify import verify
from tests.crawler.little_site import page, serve, settings

JULY, AUGUST = Period(2013, 7), Period(2013, 8)
needs_browser = pytest.mark.skipif(not program(), reason="no gongkai[browser] or no Chromium here")
SHELL = "<html><head><title>财政局</title></head><body><div id=app></div><script src=/app.js></script></body></html>"
APP = """
fetch('/api/list').then(answer => answer.json()).then(list => {
  document.getElementById('app').innerHTML = list.map(each => `<a href="${each.url}">${each.title}</a>`).join('');
});
"""
LIST = [{"url": f"/{n}.html", "title": f"第{n}号三公经费公告"} for n in range(5)]


def kind(type, body):
    return (200, {"Content-Type": type}, body)


def app(script=APP, **more):
    """A site that shows nothing without its script."""
    pages = {
        "/": SHELL,
        "/app.js": kind("text/javascript", script),
        "/api/list": kind("application/json", json.dumps(LIST)),
    }
    return pages | {f"/{n}.html": page(title="文" * (n + 1)) for n in range(5)} | more


def visit(folder, site, period=JULY, **changes):
    with Archive(folder) as archive:
        crawl([Target("czj", site.home)], period, archive, settings(**({"browser": True, "timeout": 5.0} | changes)))
        captures = {c.url.removeprefix(site.home[:-1]): c for c in archive.captures("czj", period)}
        return captures, {path: archive.body(c) for path, c in captures.items()}


def test_without_a_browser_it_is_not_read(tmp_path):
    with serve(app()) as site:
        captures, bodies = visit(tmp_path, site, browser=False)
        assert site.asked("/app.js") == 0
    assert {path: c.reason for path, c in captures.items()} == {"/": Reason.NEEDS_JS}
    assert bodies["/"] == SHELL.encode()


@needs_browser
def test_what_a_browser_shows_is_read_kept_and_followed(tmp_path):
    with serve(app()) as site:
        captures, bodies = visit(tmp_path, site)
        again, same = visit(tmp_path, site, AUGUST)
    assert {path for path, c in captures.items() if not c.reason} == {"/", *(f"/{n}.html" for n in range(5))}
    assert captures["/0.html"].label == "第0号三公经费公告"
    assert "第4号三公经费公告" in bodies["/"].decode()
    assert captures["/"].note == "rendered"
    assert captures["/"].warc == captures["/"].record
    assert captures["/"].offset > captures["/"].record_offset
    assert (set(again), same) == (set(captures), bodies)
    assert (again["/"].warc, again["/"].offset) == (captures["/"].warc, captures["/"].offset)
    assert not list(verify(tmp_path))


@needs_browser
def test_next_month_it_is_shown_anew(tmp_path):
    with serve(app()) as site:
        visit(tmp_path, site)
        site.pages["/api/list"] = kind("application/json", json.dumps([{"url": "/9.html", "title": "新公告"}]))
        site.pages["/9.html"] = page(title="新公告")
        captures, bodies = visit(tmp_path, site, AUGUST)
    assert set(captures) == {"/", "/9.html"}
    assert "新公告" in bodies["/"].decode()


@needs_browser
def test_robots_and_walls_hold_for_what_a_page_asks_for(tmp_path):
    with serve({"/x": b"secret"}) as other:
        script = (
            f"""
        for (const url of ['{other.home}x', 'http://169.254.169.254/', '/no/secret', 'ws://127.0.0.1:{other.server.server_port}/'])
          {{ try {{ url.startsWith('ws') ? new WebSocket(url) : fetch(url) }} catch (error) {{}} }}
        new Image().src = '{other.home}x'; navigator.sendBeacon('{other.home}x'); window.open('{other.home}x');
        fetch('/post', {{method: 'POST', body: 'x'}}); alert('halt');
        setTimeout(() => {{ location.href = '{other.home}x' }}, 50);
        """
            + APP
        )
        pages = app(script, **{"/robots.txt": kind("text/plain", "User-agent: *\nDisallow: /no/\n")})
        with serve(pages) as site:
            captures, _ = visit(tmp_path, site)
            asked = {path for _, path in site.log}
        assert other.log == []
    assert not captures["/"].reason
    assert not asked & {"/no/secret", "/post"}


@needs_browser
@pytest.mark.parametrize(
    "script",
    [
        "while (true) {}",
        "const all = []; while (true) all.push(new Array(1e6).fill(1));",
        "setInterval(() => fetch('/api/list?' + Math.random()), 10);",
        "document.body.innerHTML = '';",
        "location.reload();",
    ],
    ids=["no end", "memory", "no rest", "still empty", "reload"],
)
def test_a_page_that_misbehaves_costs_itself_alone(tmp_path, script):
    with serve(app(script)) as site, serve({"/": page(("/a.html", "甲")), "/a.html": page()}) as good:
        began = time.monotonic()
        with Archive(tmp_path) as archive:
            targets = [Target("czj", site.home), Target("good", good.home)]
            crawl(targets, JULY, archive, settings(browser=True, processes=1))
            reasons = [str(c.reason) for c in archive.captures("czj", JULY)]
            assert [c.reason for c in archive.captures("good", JULY)] == ["", ""]
        assert time.monotonic() - began < 45
    assert reasons == ["needs_js"]
