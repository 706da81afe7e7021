"""Thirty and more ways in which one site may misbehave: each a site of tests/crawler/hostile.py, with a home that leads to it.

Where a page is what misbehaves, there is no end of pages like it: a site that does it once does it everywhere.
"""

from __future__ import annotations

import asyncio
import gzip
import secrets
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

from tests.crawler import hostile_answers as answers
from tests.crawler import hostile_sites as sites
from tests.crawler.hostile import MISSING, World, abort, flood, raw, redirect, reply, silent, trickle
from tests.crawler.little_site import page

Scene = Mapping[str, Any]
MEGABYTE = 1_000_000
NO_LENGTH = ("HTTP/1.1 200 OK", "Content-Type: text/html; charset=utf-8", "Connection: close")


def everywhere(behaviour: Any) -> Scene:
    """A site of which every page misbehaves, and whose home leads to many."""
    return {"/": reply(body=page(*((f"/{n}.html", f"第{n}号通知公告") for n in range(2000)))), "*": behaviour}


def wholly(behaviour: Any) -> Scene:
    """A site that answers nothing else, robots.txt included."""
    return {"/robots.txt": behaviour, "/": behaviour, "*": behaviour}


def heavy(make: Callable[[], str]) -> Scene:
    """A site of pages that are costly to read; each is another, and leads to more."""
    body = cache(make)

    async def behave(call: Any) -> bytes:
        own = "".join(f'<a href="/{secrets.token_hex(8)}.html">通知公告{n}</a>' for n in range(5))
        return reply(body=f"<html><title>{secrets.token_hex(4)}</title><body>{own}{body()}")

    return everywhere(behave)


async def resetting(call: Any) -> None:
    """Resets the connection at once."""
    abort(call.writer)


async def many_cookies(call: Any) -> bytes:
    """Sets three hundred cookies, others each time."""
    cookies = [("Set-Cookie", f"{secrets.token_hex(8)}={'x' * 500}") for _ in range(300)]
    return reply(headers=cookies, body=page(*((f"/{secrets.token_hex(4)}.html", "通知") for _ in range(9))))


async def onward(call: Any) -> bytes:
    """Sends its visitor on, for ever."""
    return reply(302, [("Location", f"/{secrets.token_hex(6)}")])


async def a_data_list(call: Any) -> bytes:
    """A list as data, of a quarter of a million entries."""
    return reply(body="[" + '{"url":"/x.html","title":"abc"},' * 250_000 + "{}]", kind="application/json")


async def slow_home(call: Any) -> bytes:
    """Answers after as long as may be."""
    await asyncio.sleep(25)
    return reply(body=page(*((f"/{secrets.token_hex(4)}.html", "通知") for _ in range(9))))


MISBEHAVED: dict[str, Scene] = {
    "never answers": wholly(silent),
    "never answers for a page": everywhere(silent),
    "answers after 25 seconds": wholly(slow_home),
    "resets every connection": wholly(resetting),
    "drips a header without end": everywhere(trickle(b"HTTP/1.1 200 OK\r\n", b"X-A: b\r\n")),
    "drips a body without end": everywhere(trickle(raw(*NO_LENGTH), b"<p>x")),
    "drips robots.txt without end": {"/robots.txt": trickle(raw(*NO_LENGTH), b"#\n"), "/": MISSING},
    "pours a header without end": everywhere(flood(b"HTTP/1.1 200 OK\r\n", b"X-A: b\r\n")),
    "pours a body without end": everywhere(flood(raw(*NO_LENGTH), b"<p>x</p>")),
    "pours robots.txt without end": {"/robots.txt": flood(raw(*NO_LENGTH), b"#\n"), "/": MISSING},
    "pours chunks without end": everywhere(
        flood(raw(NO_LENGTH[0], "Transfer-Encoding: chunked"), answers.chunks(b"x" * 2000))
    ),
    "claims ten gigabytes": everywhere(flood(raw(*NO_LENGTH, "Content-Length: 10000000000"), b"x" * 1000)),
    "a gzip bomb": everywhere(answers.coded("gzip", answers.ONCE)),
    "a bomb in a bomb": everywhere(answers.coded("gzip, gzip", gzip.compress(answers.ONCE))),
    "a brotli bomb": everywhere(answers.LARGE["f31-brotli-bomb"].behaviour),
    "a circle of redirections": everywhere(redirect("/1.html")),
    "redirections without end": wholly(onward),
    "a status of a hundred figures": everywhere(raw(f"HTTP/1.1 {10**98} Odd", NO_LENGTH[1], body=b"x")),
    "three hundred cookies": everywhere(many_cookies),
    "wants to be left alone for ages": everywhere(reply(429, [("Retry-After", "9" * 30)])),
    "always busy": wholly(reply(503, body="系统维护中")),
    "a calendar without end": sites.ENDLESS["f52-calendar"],
    "a calendar in folders": sites.ENDLESS["f52-calendar-in-folders"],
    "folders in folders": sites.ENDLESS["f54-folders-in-folders"],
    "ever deeper": sites.ENDLESS["f54-ever-deeper"],
    "ever longer": sites.ENDLESS["f54-ever-longer"],
    "filters": sites.ENDLESS["f55-filters"],
    "a sitemap of 200,000": sites.MAPS["f56-sitemap-of-200000"],
    "a packed sitemap": sites.MAPS["f56-sitemap-of-200000-packed"],
    "sitemaps in a circle": sites.MAPS["f56-sitemap-loop"],
    "a bomb for a sitemap": sites.MAPS["f56-sitemap-bomb"],
    "links without end": heavy(lambda: "".join(f'<a href="/{n}.html">通知{n}' for n in range(230_000))),
    "boxes in boxes": heavy(lambda: "<div>" * 200_000),
    "marks in marks": heavy(lambda: "<b><i><a href=/1>" * 200_000),
    "an attribute of 8 MB": heavy(lambda: f"<a href='/{'x' * 8 * MEGABYTE}'>y</a>"),
    "a table of 400,000 rows": heavy(lambda: "<table>" + "<tr><td>1<td>2<td>3" * 400_000),
    "a comment that does not end": heavy(lambda: "<!--" + "-" * 8 * MEGABYTE),
    "a list as data": everywhere(a_data_list),
}


@contextmanager
def misbehaving(name: str) -> Iterator[str]:
    """The address of such a site, served by a process of its own, so that it costs the other servers nothing."""
    command = [sys.executable, "-m", "bench.proofs.misbehaved", name]
    process = subprocess.Popen(
        command, cwd=Path(__file__).parents[2], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    )
    try:
        assert process.stdout
        yield process.stdout.readline().decode().strip()
    finally:
        process.kill()
        process.communicate()


if __name__ == "__main__":
    with World({"hostile": MISBEHAVED[sys.argv[1]]}) as world:
        print(world["hostile"].home, flush=True)
        sys.stdin.read()
