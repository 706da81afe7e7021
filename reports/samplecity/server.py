"""Serves sample sites on loopback, each under an address of its own, as real servers do and misbehave."""

from __future__ import annotations

import asyncio
import socket
import struct
import threading
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import dataclass, field
from email.utils import formatdate
from hashlib import sha256
from time import monotonic
from urllib.parse import parse_qsl, urlencode

from reports.samplecity.content import Response, SiteContent, Trouble
from reports.samplecity.systems import render

LONGEST_REQUEST = 16 * 1024
IDLE_SECONDS = 30
REASONS = {200: "OK", 304: "Not Modified", 404: "Not Found", 405: "Method Not Allowed", 503: "Service Unavailable"}
CHALLENGE = Response(
    b"<html><head></head><body><script>document.cookie='__jsl_clearance_s='+(+[]+(1+2));location.reload()</script></body></html>",
    "text/html",
    521,
    (
        ("Set-Cookie", "__jsluid_s=0123456789abcdef0123456789abcdef; max-age=31536000; path=/"),
        ("X-Via-JSL", "1a2b3c4,-"),
    ),
)
NOT_FOUND = Response(
    b"<html><head><title>404</title></head><body><h1>404 Not Found</h1></body></html>", "text/html", 404
)
FORBIDDEN = Response(b"User-agent: *\nDisallow: /\n", "text/plain")


@dataclass
class Served:
    """A city that is being served. `bases` maps a site's key to its home, `log` holds (time, host, path, status)."""

    bases: dict[str, str] = field(default_factory=dict)
    log: list[tuple[float, str, str, int]] = field(default_factory=list)
    latency: float = 0.0
    _sites: dict[str, list[SiteContent]] = field(default_factory=dict)
    _rendered: dict[str, dict[str, Response]] = field(default_factory=dict)
    _listeners: dict[str, tuple[str, int]] = field(default_factory=dict)

    def replace(self, sites: Iterable[SiteContent]) -> None:
        """Serves other contents, such as next month's, under the same addresses. Raises KeyError for a new site."""
        grouped: dict[str, list[SiteContent]] = {}
        for site in sites:
            grouped.setdefault(site.extra.get("host_of", site.key), []).append(site)
            host, port = self._listeners[site.extra.get("host_of", site.key)]
            self.bases[site.key] = f"http://{host}:{port}{site.prefix.rstrip('/')}/"
        self._sites, self._rendered = grouped, {}

    def answer(self, key: str, path: str) -> Response:
        """What the listener of that key answers to a path with query."""
        sites = self._sites.get(key, [])
        trouble = sites[0].trouble if sites else Trouble.NONE
        if trouble is Trouble.ERROR:
            return Response(b"Service Unavailable", "text/html", 503)
        if trouble is Trouble.CHALLENGE:
            return CHALLENGE
        if trouble is Trouble.ROBOTS and path == "/robots.txt":
            return FORBIDDEN
        if key not in self._rendered:
            pages: dict[str, Response] = {}
            for site in sites:
                pages |= render(site, self.bases[site.key], self.bases)
            self._rendered[key] = pages
        pages = self._rendered[key]
        return pages.get(path) or pages.get(_asked(path), NOT_FOUND)

    def is_down(self, key: str) -> bool:
        """Whether the listener of that key resets every connection."""
        sites = self._sites.get(key, [])
        return bool(sites) and sites[0].trouble is Trouble.DOWN


def _asked(path: str) -> str:
    """A list proxy's address with only the parameters that choose the records, as the sites' own pages know it."""
    address, _, query = path.partition("?")
    given = dict(parse_qsl(query))
    chosen = [(name, given[name]) for name in ("columnid", "startrecord") if name in given]
    return f"{address}?{urlencode(chosen)}"


@contextmanager
def serve(sites: Iterable[SiteContent], *, latency: float = 0.0) -> Iterator[Served]:
    """Serves sites until the block ends. `latency` is the delay of each answer in seconds.

    Each site has an address of its own, 127.0.0.2 and up, on one port; where only
    127.0.0.1 can be bound (macOS), each has a port of its own.
    """
    sites = list(sites)
    served = Served(latency=latency)
    sockets = _bind([site.key for site in sites if "host_of" not in site.extra])
    served._listeners = {key: each.getsockname()[:2] for key, each in sockets.items()}
    served.replace(sites)
    loop = asyncio.new_event_loop()
    ready: Future[None] = Future()
    thread = threading.Thread(target=_run, args=(loop, served, sockets, ready), name="samplecity", daemon=True)
    thread.start()
    ready.result()
    try:
        yield served
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join()


def _bind(keys: list[str]) -> dict[str, socket.socket]:
    """A listening socket for each key: one port on many addresses, else many ports on one."""
    bound: dict[str, socket.socket] = {}
    port = 0
    for number, key in enumerate(keys, start=2):
        address = f"127.0.{number // 250}.{number % 250 + 1}"
        bound[key] = _listen(address, port) or _listen(address, 0) or _listen("127.0.0.1", 0) or _refuse()
        port = bound[key].getsockname()[1]
    return bound


def _listen(address: str, port: int) -> socket.socket | None:
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((address, port))
    except OSError:
        listener.close()
        return None
    listener.listen(128)
    return listener


def _refuse() -> socket.socket:
    raise OSError("no free port on 127.0.0.1")


def _run(
    loop: asyncio.AbstractEventLoop, served: Served, sockets: Mapping[str, socket.socket], ready: Future[None]
) -> None:
    asyncio.set_event_loop(loop)
    servers = [loop.run_until_complete(_start(served, key, each)) for key, each in sockets.items()]
    loop.call_soon(ready.set_result, None)
    loop.run_forever()
    for server in servers:
        server.close()
    tasks = asyncio.all_tasks(loop)
    for task in tasks:
        task.cancel()
    loop.run_until_complete(asyncio.gather(*tasks, return_exceptions=True))
    loop.run_until_complete(loop.shutdown_asyncgens())
    loop.close()


async def _start(served: Served, key: str, listener: socket.socket) -> asyncio.Server:
    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            await _talk(served, key, reader, writer)
        except (ConnectionError, TimeoutError, asyncio.IncompleteReadError, asyncio.LimitOverrunError):
            pass
        finally:
            writer.close()

    return await asyncio.start_server(talk, sock=listener, limit=LONGEST_REQUEST)


async def _talk(served: Served, key: str, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    if served.is_down(key):
        peer = writer.get_extra_info("socket")
        peer.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        return
    while True:
        head = await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), IDLE_SECONDS)
        method, path, headers = _parse(head)
        if served.latency:
            await asyncio.sleep(served.latency)
        answer = served.answer(key, path)
        content = _reply(method, headers, answer)
        served.log.append((monotonic(), headers.get("host", ""), path, int(content[9:12])))
        writer.write(content)
        await writer.drain()
        if headers.get("connection", "").lower() == "close":
            return


def _parse(head: bytes) -> tuple[str, str, dict[str, str]]:
    first, *lines = head.decode("latin-1").split("\r\n")
    method, path, *_ = [*first.split(" "), "/", "/"]
    pairs = (line.split(":", 1) for line in lines if ":" in line)
    return method, path, {name.strip().lower(): value.strip() for name, value in pairs}


def _reply(method: str, headers: Mapping[str, str], answer: Response) -> bytes:
    """The bytes of an answer; 304 when the asker has it already, by ETag or by date."""
    status, body = answer.status, answer.body
    etag = f'"{sha256(body).hexdigest()[:20]}"'
    own = dict(answer.headers)
    known = headers.get("if-none-match") == etag if "if-none-match" in headers else False
    known = known or (
        "if-none-match" not in headers and headers.get("if-modified-since", "-") == own.get("Last-Modified")
    )
    if status == 200 and known:
        status, body = 304, b""
    lines = [f"HTTP/1.1 {status} {REASONS.get(status, 'Error')}", f"Date: {formatdate(usegmt=True)}", "Server: nginx"]
    lines += [f"{name}: {value}" for name, value in answer.headers]
    lines += [f"ETag: {etag}"] if answer.status == 200 else []
    lines += [f"Content-Type: {answer.content_type}", f"Content-Length: {len(body)}"] if status != 304 else []
    return "\r\n".join(lines).encode("latin-1", "replace") + b"\r\n\r\n" + (b"" if method == "HEAD" else body)
