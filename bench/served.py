"""Serves a sample city from memory, in a process of its own, fast enough to stay out of the measurement.

    python bench/served.py --seed 1 --period 2013-07 --full --page-bytes 25000 --links 80

Every address is rendered and padded before the first line is written: a JSON object with the sites' homes and with
how many addresses plain links reach. Then it answers, with ETag, Last-Modified and 304 as the sample server does, and
obeys one command a line on its standard input, each with one JSON line on its standard output:

    month first|same|changed    serves the month, the same again, or with a share of the pages changed; forgets the log
    report                      what was asked for since then
    due FILE                    writes the SHA-256 of what is served at each address that plain links reach: {address: digest}

Sites that are in trouble (no answer, 503, a challenge, robots.txt that forbids) are left out, so that "every page" has
one meaning; single pages with trouble stay and are not counted.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import re
import socket
import sys
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from email.utils import formatdate
from functools import partial
from hashlib import sha256
from pathlib import Path
from statistics import mean
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))

from bench.padding import changed, is_markup, pad
from bench.reachable import Address, links_on, one_name, reachable
from crawler.period import Period
from reports.samplecity.city import City
from reports.samplecity.content import Response, SiteContent, Trouble
from reports.samplecity.server import NOT_FOUND, REASONS, _asked
from reports.samplecity.systems import render

CONDITION = re.compile(rb"^(if-none-match|if-modified-since|connection):[ \t]*([^\r\n]*?)[ \t]*\r?$", re.I | re.M)
UNLIMITED = "LinkChecker: yes"  # without this header, that program asks a host at most ten times a second
NAMED = 10  # missed addresses that a report names
SAMPLE = 200  # pages of which bytes and links are averaged


@dataclass(frozen=True, slots=True)
class Entry:
    """An answer, ready to be sent: everything but the date."""

    status: int
    first: bytes
    rest: bytes
    body: bytes
    etag: bytes
    modified: bytes


def entry(page: Response) -> Entry:
    """The bytes of an answer."""
    etag = f'"{sha256(page.body).hexdigest()[:20]}"'
    lines = ["Server: nginx", UNLIMITED, *(f"{name}: {value}" for name, value in page.headers)]
    lines += [f"ETag: {etag}"] if page.status == 200 else []
    lines += [f"Content-Type: {page.content_type}", f"Content-Length: {len(page.body)}", "", ""]
    first = f"HTTP/1.1 {page.status} {REASONS.get(page.status, 'Error')}\r\n"
    modified = dict(page.headers).get("Last-Modified", "")
    rest = "\r\n".join(lines).encode("latin-1", "replace")
    return Entry(page.status, first.encode(), rest, page.body, etag.encode(), modified.encode())


@dataclass
class Contents:
    """What is served, by host and path, and what has been asked for since the last change of month."""

    pages: dict[str, dict[str, Response]]
    share: float
    entries: dict[str, dict[str, Entry]] = field(default_factory=dict)
    altered: bool = False
    log: Counter[tuple[str, str, str, int]] = field(default_factory=Counter)
    sent: int = 0

    def turn(self, month: str) -> None:
        """Serves another month, and forgets what was asked for."""
        share = self.share if month == "changed" else 0.0
        if not self.entries or share or self.altered:
            self.entries = {
                host: {path: entry(changed(page, share)) for path, page in pages.items()}
                for host, pages in self.pages.items()
            }
        self.altered = bool(share)
        self.log, self.sent = Counter(), 0

    def page(self, host: str, path: str) -> Response | None:
        """What the first month has at an address."""
        pages = self.pages.get(host, {})
        return pages.get(path) or pages.get(_asked(path))

    def find(self, host: str, path: str) -> Entry:
        """What is served at an address now."""
        entries = self.entries[host]
        return entries.get(path) or entries.get(_asked(path)) or MISSING


MISSING = entry(NOT_FOUND)


class Talk(asyncio.Protocol):
    """One connection, kept alive."""

    def __init__(self, contents: Contents, host: str) -> None:
        self._contents, self._host = contents, host
        self._waiting = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keeps the way out."""
        self._out: Any = transport

    def data_received(self, data: bytes) -> None:
        """Answers every whole request."""
        self._waiting += data
        while (end := self._waiting.find(b"\r\n\r\n")) >= 0:
            head, self._waiting = self._waiting[: end + 2], self._waiting[end + 4 :]
            self._answer(head)

    def _answer(self, head: bytes) -> None:
        first = head[: head.find(b"\r\n")].decode("latin-1").split(" ")
        method, path, version = (*first, "/", "")[:3]
        asked = {name.lower(): value for name, value in CONDITION.findall(head)}
        found = self._contents.find(self._host, path)
        status, content = _content(method, found, asked)
        self._contents.log[(self._host, path, method, status)] += 1
        self._contents.sent += len(content)
        self._out.write(content)
        wish = asked.get(b"connection", b"").lower()
        if wish == b"close" or (version == "HTTP/1.0" and wish != b"keep-alive"):
            self._out.close()


def _content(method: str, found: Entry, asked: dict[bytes, bytes]) -> tuple[int, bytes]:
    """Status and bytes of an answer; 304 when the asker has it already, by ETag or else by date."""
    date = b"Date: " + formatdate(usegmt=True).encode() + b"\r\n"
    known = asked.get(b"if-none-match") == found.etag
    known = known or (b"if-none-match" not in asked and asked.get(b"if-modified-since", b"-") == found.modified)
    if known and found.status == 200:
        validators = b"ETag: " + found.etag + b"\r\n"
        validators += b"Last-Modified: " + found.modified + b"\r\n" if found.modified else b""
        return 304, b"HTTP/1.1 304 Not Modified\r\n" + date + validators + b"\r\n"
    return found.status, b"".join((found.first, date, found.rest, b"" if method == "HEAD" else found.body))


def listen(count: int) -> list[socket.socket]:
    """Listeners on that many loopback addresses, all on one port."""
    found: list[socket.socket] = []
    port = 0
    for number in range(2, count + 2):
        each = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        each.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        each.bind((f"127.0.{number // 250}.{number % 250 + 1}", port))
        each.listen(512)
        port = each.getsockname()[1]
        found.append(each)
    return found


def chosen(sites: Iterable[SiteContent], most: int) -> list[SiteContent]:
    """The sites that are not in trouble, the portal first, and those that live on another's host with it."""
    good = [site for site in sites if site.trouble is Trouble.NONE]
    own = [site for site in good if "host_of" not in site.extra][: most or None]
    keys = {site.key for site in own}
    return [*own, *(site for site in good if site.extra.get("host_of") in keys)]


def rendered(
    sites: Iterable[SiteContent], hosts: dict[str, str], bases: dict[str, str], page_bytes: int, links: int
) -> dict[str, dict[str, Response]]:
    """Every page of every site, by host and path."""
    pages: dict[str, dict[str, Response]] = {}
    for site in sites:
        host = hosts[site.extra.get("host_of", site.key)]
        pages.setdefault(host, {}).update(pad(render(site, bases[site.key], bases), page_bytes, links))
    return pages


class Report:
    """What was asked for, held against what plain links reach."""

    def __init__(self, contents: Contents, homes: Iterable[str], port: int) -> None:
        self._contents = contents
        self._digests = {
            (host, path): sha256(page.body).digest()
            for host, pages in contents.pages.items()
            for path, page in pages.items()
        }
        self._port, self._reached = port, reachable(homes, port, contents.page)
        self.due = {self._name(address) for address in self._reached}

    def _name(self, address: Address) -> Address:
        return one_name(address, self._digests)

    def write(self, file: str) -> None:
        """Writes what is served at each address that is due, under every name that links have for it."""
        found = {
            f"http://{host}:{self._port}{path}": sha256(self._contents.find(host, path).body).hexdigest()
            for host, path in sorted(self._reached)
        }
        Path(file).write_text(json.dumps(found), "utf-8")

    def read(self) -> dict[str, Any]:
        """The counts since the last change of month."""
        log = self._contents.log
        good = {(host, path) for host, path, method, status in log if method == "GET" and status in (200, 304)}
        got = {self._name(address) for address in good}
        missed = sorted(self.due - got)
        statuses = Counter[str]()
        for (_, _, method, status), count in log.items():
            statuses[f"{method} {status}"] += count
        return {
            "pages": len(got),
            "due": len(self.due),
            "got": len(self.due) - len(missed),
            "requests": sum(log.values()),
            "statuses": dict(statuses),
            "bytes": self._contents.sent,
            "missed": [f"http://{host}{path}" for host, path in missed[:NAMED]],
        }


def measures(contents: Contents) -> dict[str, float]:
    """How long the pages are and how many links they have, on average of a sample."""
    found = [page for pages in contents.pages.values() for page in pages.values() if is_markup(page)]
    some = found[:: max(1, len(found) // SAMPLE)]
    return {
        "addresses": sum(map(len, contents.pages.values())),
        "page_bytes": round(mean(len(page.body) for page in some)),
        "links": round(mean(map(links_on, some))),
    }


async def run(contents: Contents, sockets: list[socket.socket], report: Report) -> None:
    """Serves, and obeys commands, until the input ends."""
    loop = asyncio.get_running_loop()
    for each in sockets:
        host = each.getsockname()[0]
        await loop.create_server(partial(Talk, contents, host), sock=each)
    reader = asyncio.StreamReader()
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
    while line := (await reader.readline()).decode().split():
        if line[0] == "month":
            contents.turn(line[1])
        elif line[0] == "due":
            report.write(line[1])
        print(json.dumps(report.read()), flush=True)


def main() -> None:
    """Renders, tells what there is, and serves."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--period", default="2013-07")
    parser.add_argument("--full", action="store_true")
    parser.add_argument("--sites", type=int, default=0, help="how many hosts; 0 for all")
    parser.add_argument("--page-bytes", type=int, default=25_000)
    parser.add_argument("--links", type=int, default=80)
    parser.add_argument("--share", type=float, default=0.03, help="share of pages that change")
    parser.add_argument("--core", type=int, help="the core to stay on")
    options = parser.parse_args()
    if options.core is not None:
        os.sched_setaffinity(0, {options.core})
    sites = chosen(City(options.seed, options.full).content(Period.parse(options.period)), options.sites)
    own = [site.key for site in sites if "host_of" not in site.extra]
    sockets = listen(len(own))
    hosts = {key: each.getsockname()[0] for key, each in zip(own, sockets, strict=True)}
    port = sockets[0].getsockname()[1]
    bases = {
        site.key: f"http://{hosts[site.extra.get('host_of', site.key)]}:{port}{site.prefix.rstrip('/')}/"
        for site in sites
    }
    contents = Contents(rendered(sites, hosts, bases, options.page_bytes, options.links), options.share)
    report = Report(contents, bases.values(), port)
    contents.turn("first")
    print(json.dumps({"homes": bases, "due": len(report.due), **measures(contents)}), flush=True)
    asyncio.run(run(contents, sockets, report))


if __name__ == "__main__":
    main()
