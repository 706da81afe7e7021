"""The only way out: names are resolved to permitted machines, and no socket is opened to any other."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from scrapy.crawler import Crawler
from scrapy.http import Request, Response

from crawler.scope import AddressPolicy, parts
from crawler.snapshot import Reason
from crawler.transfer import Failed, Reply
from crawler.transport import Curl

ASKED = (
    ("Accept", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"),
    ("Accept-Encoding", "gzip, deflate"),
    ("Accept-Language", "zh-CN,zh;q=0.9,en;q=0.5"),
)
RESOLVERS = 32  # names looked up at the same time; a dead name server holds each for RESOLVE_SECONDS
RESOLVE_SECONDS = 10.0
Lookup = Callable[..., list[Any]]


class NameRefused(Exception):
    """A name leads only to machines that may not be touched; its argument says of which kind they are."""

    @property
    def kind(self) -> str:
        """loopback, link_local, private, metadata or other."""
        return str(self.args[0])


class NameUnknown(Exception):
    """A name leads nowhere; its argument is dns_nxdomain or dns_timeout."""

    @property
    def code(self) -> str:
        """dns_nxdomain (there is no such name) or dns_timeout (nobody answered)."""
        return str(self.args[0])


class Resolver:
    """Finds the permitted machines of a name, once: what a name means later in the crawl changes nothing."""

    def __init__(
        self, policy: AddressPolicy, lookup: Lookup = socket.getaddrinfo, timeout: float = RESOLVE_SECONDS
    ) -> None:
        self._policy, self._lookup, self._timeout = policy, lookup, timeout
        self._found: dict[str, asyncio.Task[list[str]]] = {}
        self._threads = ThreadPoolExecutor(RESOLVERS, thread_name_prefix="resolver")

    async def resolve(self, host: str, port: int) -> list[str]:
        """The numeric addresses to which a connection may be made. Raises NameRefused and NameUnknown."""
        task = self._found.get(host)
        if task is None or (task.done() and isinstance(task.exception(), NameUnknown)):
            task = self._found[host] = asyncio.ensure_future(self._ask(host, port))
        return task.result() if task.done() else await asyncio.shield(task)

    async def _ask(self, host: str, port: int) -> list[str]:
        numeric = host.strip("[]")
        addresses = [numeric] if self._policy.is_numeric(numeric) else await self._look_up(host, port)
        permitted = [address for address in addresses if self._policy.permits(address)]
        if not permitted:
            raise NameRefused(self._policy.kind(addresses[0]))
        return permitted

    async def _look_up(self, host: str, port: int) -> list[str]:
        loop = asyncio.get_running_loop()
        asked = loop.run_in_executor(self._threads, lambda: self._lookup(host, port, type=socket.SOCK_STREAM))
        try:
            answers = await asyncio.wait_for(asked, self._timeout)
        except TimeoutError:
            raise NameUnknown("dns_timeout") from None
        except (socket.gaierror, UnicodeError) as error:
            passing = isinstance(error, socket.gaierror) and error.errno == socket.EAI_AGAIN
            raise NameUnknown("dns_timeout" if passing else "dns_nxdomain") from None
        found = list(dict.fromkeys(str(answer[4][0]) for answer in answers))
        if not found:
            raise NameUnknown("dns_nxdomain")
        return found

    def close(self) -> None:
        """Forgets the threads; what still waits for a name server dies with the process."""
        self._threads.shutdown(wait=False, cancel_futures=True)


class Answered(Response):
    """Scrapy's response, with the answer as it came."""

    def __init__(self, url: str, reply: Reply) -> None:
        super().__init__(url, status=reply.status, body=reply.body)
        self.reply = reply


class CurlHandler:
    """Scrapy's download handler on libcurl: one connection to a host, to the machines that the request names.

    A request carries in its meta `addresses` (where its host may be found), `jar`
    (whose cookies to use) and `trust` (crawler.transport.Trust).
    """

    lazy = False

    def __init__(self, crawler: Crawler) -> None:
        settings = crawler.settings["CRAWL"]
        self._curl = Curl(settings.agent, settings.timeout, settings.max_bytes, settings.policy)

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> CurlHandler:
        """Made by Scrapy."""
        return cls(crawler)

    async def download_request(self, request: Request) -> Answered:
        """The answer to a request, whatever its status. Raises crawler.transport.Failed."""
        found = parts(request.url)
        if found is None:
            raise Failed(Reason.OFFSITE, "not a web address")
        wanted = [(name.decode(), b", ".join(values).decode()) for name, values in request.headers.items()]
        return Answered(request.url, await self._curl.get(request.url, found, request.meta, (*ASKED, *wanted)))

    async def close(self) -> None:
        """Closes every connection."""
        self._curl.close()
