"""A city, or a few pages, served on loopback by a server that writes down what it sees: for what is claimed of our manners.

Every site has a number of its own, as in reports/samplecity/server.py, and what is asked of it is logged: when the head of a
request was read, and when the last of the answer was about to be handed to the kernel. Whoever asks hears of the end of an
answer after the second moment and asks before the first, so the time between the two is never shorter than the pause that
the asker made: no allowance is needed for a slow machine, which only makes it longer.
"""

from __future__ import annotations

import asyncio
import threading
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from time import monotonic, sleep, time
from typing import Any

from reports.samplecity.content import Response
from reports.samplecity.server import IDLE_SECONDS, LONGEST_REQUEST, Served, _bind, _parse, _reply

Pages = Callable[[str, str], Response]  # of a site, by the path that is asked for


@dataclass(frozen=True)
class Asked:
    """One request. `begun` and `ended` are of the monotonic clock, `until` the moment before which no other may come."""

    site: str
    path: str
    begun: float
    ended: float
    status: int
    until: float = 0.0
    wished: bool = False


@dataclass
class Watched:
    """What is served. `bases` maps a site's key to its home; `wishes` says what the how many-th request of a site is answered."""

    pages: Pages
    bases: dict[str, str] = field(default_factory=dict)
    wishes: dict[tuple[str, int], Callable[[], tuple[Response, float]]] = field(default_factory=dict)
    count: Counter[str] = field(default_factory=Counter)
    latency: float = 0.0
    log: list[Asked] = field(default_factory=list)
    open: Counter[str] = field(default_factory=Counter)
    most_open: Counter[str] = field(default_factory=Counter)
    down: Callable[[str], bool] = lambda _: False

    def forget(self) -> None:
        """From here on things are counted anew; connections that are open stay so."""
        while any(self.open.values()):
            sleep(0.01)
        self.log, self.most_open, self.count = [], Counter(), Counter()

    def by_site(self) -> Mapping[str, Sequence[Asked]]:
        """The requests of each site, as they came."""
        found: dict[str, list[Asked]] = defaultdict(list)
        for asked in self.log:
            found[asked.site].append(asked)
        return found

    def _answer(self, site: str, path: str) -> tuple[Response, float | None]:
        """The answer, and for how many seconds it asks to be left alone; None when it does not."""
        self.count[site] += 1
        wished = self.wishes.get((site, self.count[site]))
        return wished() if wished else (self.pages(site, path), None)

    async def talk(self, site: str, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Serves one connection."""
        self.open[site] += 1
        self.most_open[site] = max(self.most_open[site], self.open[site])
        try:
            if self.down(site):
                self.log.append(Asked(site, "", monotonic(), monotonic(), 0))
                writer.transport.abort()
                return
            while True:
                head = await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), IDLE_SECONDS)
                await self._serve(site, head, writer)
        except (ConnectionError, TimeoutError, asyncio.IncompleteReadError, asyncio.LimitOverrunError):
            pass
        finally:
            self.open[site] -= 1
            writer.close()

    async def _serve(self, site: str, head: bytes, writer: asyncio.StreamWriter) -> None:
        begun = monotonic()
        method, path, headers = _parse(head)
        if self.latency:
            await asyncio.sleep(self.latency)
        answer, wish = self._answer(site, path)
        content = _reply(method, headers, answer)
        ended = monotonic()
        self.log.append(
            Asked(site, path, begun, ended, int(content[9:12]), ended + wish if wish else 0.0, wish is not None)
        )
        writer.write(content)
        await writer.drain()


def wish(seconds: float, said: str | None = None, status: int = 503) -> Callable[[], tuple[Response, float]]:
    """An answer that asks to be left alone for so long, in seconds or in words of its own; "date" names the moment."""

    def answer() -> tuple[Response, float]:
        told, length = said if said is not None else f"{seconds:g}", seconds
        if said == "date":
            from email.utils import formatdate

            moment = int(time() + seconds) + 1  # such a date has no parts of a second
            told, length = formatdate(moment, usegmt=True), moment - time()
        return Response(b"busy", "text/html", status, (("Retry-After", told),)), length

    return answer


@contextmanager
def watch(keys: Sequence[str], pages: Pages) -> Iterator[Watched]:
    """Serves sites until the block ends."""
    watched = Watched(pages)
    sockets = _bind(list(keys))
    for key, each in sockets.items():
        host, port = each.getsockname()[:2]
        watched.bases[key] = f"http://{host}:{port}/"
    loop, ready = asyncio.new_event_loop(), Future[None]()
    thread = threading.Thread(target=_run, args=(loop, watched, sockets, ready), daemon=True)
    thread.start()
    ready.result()
    try:
        yield watched
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join()


def _run(loop: asyncio.AbstractEventLoop, watched: Watched, sockets: Mapping[str, Any], ready: Future[None]) -> None:
    asyncio.set_event_loop(loop)

    async def start(key: str, listener: Any) -> asyncio.Server:
        async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            await watched.talk(key, reader, writer)

        return await asyncio.start_server(talk, sock=listener, limit=LONGEST_REQUEST)

    servers = [loop.run_until_complete(start(key, each)) for key, each in sockets.items()]
    loop.call_soon(ready.set_result, None)
    loop.run_forever()
    for server in servers:
        server.close()
    for task in asyncio.all_tasks(loop):
        task.cancel()
    with suppress(asyncio.CancelledError):
        loop.run_until_complete(asyncio.gather(*asyncio.all_tasks(loop), return_exceptions=True))
    loop.close()


@contextmanager
def watch_city(contents: Sequence[Any]) -> Iterator[Watched]:
    """Serves a sample city; every page is made before it is asked for."""
    served = Served()
    with watch([each.key for each in contents if "host_of" not in each.extra], served.answer) as watched:
        for key, base in watched.bases.items():
            host, port = base[7:-1].split(":")
            served._listeners[key] = host, int(port)
        served.replace(contents)
        watched.bases = served.bases
        watched.down = served.is_down
        for key in served._listeners:
            served.answer(key, "/")
        yield watched


@contextmanager
def watch_little(sites: int, pages: int) -> Iterator[Watched]:
    """Serves so many sites of so many pages, each with words of its own."""

    def answer(key: str, path: str) -> Response:
        folder = "/b" if path.startswith("/b/") else ""  # a second site on the same machine
        number = path.removeprefix(folder).strip("/").removesuffix(".html")
        if path == f"{folder}/":
            links = "".join(f'<a href="{folder}/{n}.html">第{n}号通知公告</a>' for n in range(1, pages))
            return _page(f"市{key}局", f"欢迎访问本局网站，请点击下面的链接查看政务公开的详细内容。{links}")
        if number.isdecimal() and 0 < int(number) < pages:
            own = "".join(chr(0x4E00 + (int(number) * 7919 + n * 104729) % 20000) for n in range(120))
            return _page(f"第{number}号通知公告", f"{key} {folder} {own}")
        return Response(b"<title>404</title>404 Not Found", "text/html", 404)

    with watch([f"s{n}" for n in range(sites)], answer) as watched:
        yield watched


def _page(title: str, text: str) -> Response:
    return Response(f"<html><title>{title}</title><body><p>{text}".encode(), "text/html; charset=utf-8")
