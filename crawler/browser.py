"""Pages that are empty without a browser, shown by one that reaches nothing itself: the extra gongkai[browser].

Chromium gets a dead proxy and no names. Everything that a page asks for is asked by our own Fetcher, so that robots.txt,
the walls, the pauses and the limits hold for it as for any page; what is not of the page's own host, or would change
something there, is refused. What is shown in the end is a page like any other: it is judged, kept and read.
"""

from __future__ import annotations

import asyncio
import importlib.util
import os
import shutil
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import replace
from time import monotonic
from typing import Any

from crawler.outcome import Answer
from crawler.scope import parts

PROGRAMS = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "microsoft-edge")
WANTED = ("document", "script", "xhr", "fetch")  # pictures and styles say nothing that a rule reads
QUIET = 0.5  # seconds without a request after which a page is taken to be shown
WORKING = 6.0  # seconds that a page may work itself, waiting for answers not counted
LONGEST = 300.0  # seconds in all
MOST_REQUESTS = 60
ONE_CALL = 5.0  # seconds for one word with the browser
START = 30.0  # seconds for it to start
MOST_SHOWN = 8 * 1024 * 1024  # characters of a page
ARGUMENTS = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
    "--host-resolver-rules=MAP * ~NOTFOUND",
    "--js-flags=--max-old-space-size=256",
    "--no-first-run",
    "--proxy-bypass-list=<-loopback>",
    "--renderer-process-limit=2",
)
NOWHERE = "http://127.0.0.1:9"
HTML = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n"
Ask = Callable[[str], Awaitable[Answer]]


def program() -> str:
    """The browser of this machine, or "" when it or the extra is not installed."""
    if importlib.util.find_spec("playwright") is None:
        return ""
    return next((found for name in PROGRAMS if (found := shutil.which(name))), "")


class Browser:
    """One Chromium for all sites of a process, started when it is first needed; it shows one page at a time."""

    def __init__(self, path: str) -> None:
        self._path = path
        self._turn = asyncio.Lock()
        self._playwright: Any = None
        self._chromium: Any = None

    async def show(self, answer: Answer, ask: Ask) -> Answer:
        """The page of an answer as a browser shows it, without a body when it cannot; `ask` fetches what it needs."""
        async with self._turn:
            try:
                async with asyncio.timeout(LONGEST + START):
                    shown = await self._show(answer, ask)
            except Exception as error:  # noqa: BLE001  # boundary: whatever a page does to a browser, it is only not shown
                await self._end()
                return replace(answer, body=b"", note=f"the browser failed ({type(error).__name__})")
        return replace(answer, status=200, head=HTML, body=shown.encode("utf-8", "replace"), note="rendered")

    async def _show(self, answer: Answer, ask: Ask) -> str:
        await self._begin()
        context = await self._chromium.new_context(
            service_workers="block", accept_downloads=False, locale="zh-CN", timezone_id="Asia/Shanghai"
        )
        try:
            return await _Showing(answer, ask).run(context)
        finally:
            async with asyncio.timeout(ONE_CALL):
                await context.close()

    async def _begin(self) -> None:
        if self._chromium and self._chromium.is_connected():
            return
        await self._end()
        from playwright.async_api import async_playwright

        async with asyncio.timeout(START):
            self._playwright = await async_playwright().start()
            self._chromium = await self._playwright.chromium.launch(
                executable_path=self._path,
                args=list(ARGUMENTS),
                proxy={"server": NOWHERE},
                chromium_sandbox=os.geteuid() != 0,
                handle_sigint=False,
            )

    async def _end(self) -> None:
        for each, close in ((self._chromium, "close"), (self._playwright, "stop")):
            if each:
                with suppress(Exception):
                    await asyncio.wait_for(getattr(each, close)(), ONE_CALL)
        self._playwright = self._chromium = None

    async def close(self) -> None:
        """Ends the browser."""
        await self._end()


class _Showing:
    """One page on its way to being shown."""

    def __init__(self, answer: Answer, ask: Ask) -> None:
        self._answer, self._ask = answer, ask
        self._host = parts(answer.final_url)
        self._asked = self._pending = 0
        self._quiet_since = monotonic()
        self._waited = 0.0
        self._loaded = False

    async def run(self, context: Any) -> str:
        """The page's markup once it is loaded, quiet and stays the same, or when its time is up."""
        await context.route("**/*", self._answer_request)
        await context.route_web_socket("**/*", lambda socket: socket.close())
        page = await context.new_page()
        page.on("dialog", lambda dialog: asyncio.ensure_future(_dismiss(dialog)))
        context.on("page", lambda other: asyncio.ensure_future(_close(other)))
        page.on("load", lambda _: self._load())
        began = monotonic()
        await asyncio.wait_for(page.goto(self._answer.final_url, wait_until="commit"), ONE_CALL)
        shown, before = "", None
        while shown != before and monotonic() - began - self._waited < WORKING and monotonic() - began < LONGEST:
            await asyncio.sleep(0.1)
            if self._loaded and not self._pending and monotonic() - self._quiet_since > QUIET:
                before, shown = shown, await asyncio.wait_for(page.content(), ONE_CALL)
                self._quiet_since = monotonic()
        return (shown or await asyncio.wait_for(page.content(), ONE_CALL))[:MOST_SHOWN]

    def _load(self) -> None:
        self._loaded, self._quiet_since = True, monotonic()

    async def _answer_request(self, route: Any) -> None:
        request = route.request
        with suppress(Exception):  # the page may be gone by now
            if request.url == self._answer.final_url and request.is_navigation_request() and not self._asked:
                self._asked = 1
                await route.fulfill(status=200, content_type=self._answer.media_type, body=self._answer.body)
            elif self._is_allowed(request):
                await self._fetch(route)
            elif request.is_navigation_request():
                await route.fulfill(status=204)  # the page stays: where it would go is no part of it
            else:
                await route.abort()

    def _is_allowed(self, request: Any) -> bool:
        found = parts(request.url)
        ours = found is not None and self._host is not None and found.origin == self._host.origin
        leaves = request.is_navigation_request() and request.frame.parent_frame is None
        return ours and not leaves and request.method == "GET" and request.resource_type in WANTED

    async def _fetch(self, route: Any) -> None:
        if self._asked >= MOST_REQUESTS:
            await route.abort()
            return
        self._asked += 1
        self._pending += 1
        began = monotonic()
        try:
            answer = await self._ask(route.request.url)
            if answer.reason is None and answer.status:
                await route.fulfill(status=answer.status, content_type=answer.media_type, body=answer.body)
            else:
                await route.abort()
        finally:
            self._pending -= 1
            self._quiet_since = monotonic()
            self._waited += monotonic() - began


async def _dismiss(dialog: Any) -> None:
    with suppress(Exception):
        await dialog.dismiss()


async def _close(page: Any) -> None:
    with suppress(Exception):
        await page.close()
