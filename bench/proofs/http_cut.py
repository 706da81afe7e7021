"""What libcurl makes of a server by itself, as it is set up for a crawl.

Good replies are cut after every byte, and of packed ones every bit is changed: none is whole but the whole one. And with the usual limits,
nothing scaled down, servers that keep it waiting are left within 30 seconds.
"""

from __future__ import annotations

import asyncio
import gzip
import time
import zlib
from collections.abc import Iterator
from ipaddress import ip_network

from bench.proofs.http_behaviours import BEHAVIOURS
from bench.proofs.http_replies import BODY, PACKED
from crawler.scope import AddressPolicy, parts
from crawler.settings import CrawlSettings
from crawler.transfer import Failed
from crawler.transport import Curl
from tests.crawler.hostile import World, raw
from tests.crawler.hostile_answers import CHUNKED, HTML, OK, chunks

GOOD = {
    "length": raw(OK, HTML, f"Content-Length: {len(BODY)}", body=BODY),
    "chunks": raw(OK, HTML, CHUNKED, body=chunks(BODY[:40], BODY[40:], b"")),
    "gzip": raw(OK, HTML, "Content-Encoding: gzip", f"Content-Length: {len(PACKED)}", body=PACKED),
    "gzip, closed": raw(OK, HTML, "Content-Encoding: gzip", "Connection: close", body=PACKED),
    "gzip in chunks": raw(OK, HTML, CHUNKED, "Content-Encoding: gzip", body=chunks(PACKED[:40], PACKED[40:], b"")),
    "deflate, closed": raw(OK, HTML, "Content-Encoding: deflate", "Connection: close", body=zlib.compress(BODY)),
    "two members, closed": raw(OK, HTML, "Content-Encoding: gzip", body=PACKED + gzip.compress(b"<p>more", mtime=0)),
}
WAITING = (
    "never answers",
    "falls silent",
    "slow header",
    "slow body",
    "slow chunks",
    "slow extension",
    "slow trailers",
    "slow interim",
)
LATE = 3.0  # seconds by which a busy machine may be late
LOOPBACK = AddressPolicy((ip_network("127.0.0.0/8"),))


def replies(every: int) -> Iterator[tuple[str, bytes]]:
    """So many of the replies, each with its name: every one, or each nth."""
    for name, good in GOOD.items():
        yield from ((f"{name} cut after {at}", good[:at]) for at in range(0, len(good) + 1, every))
    packed = GOOD["gzip, closed"]
    start = len(packed) - len(PACKED)
    for at in range(start, len(packed), every):
        for bit in range(8):
            yield (
                f"gzip with bit {bit} of byte {at} changed",
                packed[:at] + bytes([packed[at] ^ 1 << bit]) + packed[at + 1 :],
            )


async def cut(every: int) -> tuple[int, list[str]]:
    """How many replies were tried, and those that were taken with a body that is not the whole one."""
    tried = list(replies(every))
    wrong: list[str] = []

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = await reader.readuntil(b"\r\n\r\n")
        writer.write(tried[int(head.split(b" ")[1][1:])][1])
        writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    origin = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    curl = Curl("gongkai", 5.0, 1_000_000, LOOPBACK)
    for number, (name, _) in enumerate(tried):
        url = f"{origin}/{number}"
        try:
            reply = await curl.get(url, parts(url), {"addresses": ["127.0.0.1"]}, ())  # type: ignore[arg-type]
        except Failed:
            continue
        whole = (BODY, BODY + b"<p>more") if "two members" in name else (BODY,)
        if reply.status != 200 or reply.body not in whole:
            wrong.append(f"{name}: taken with {len(reply.body)} bytes")
    curl.close()
    server.close()
    return len(tried), wrong


async def waited() -> tuple[int, float, list[str]]:
    """Servers that keep a visitor waiting, with the usual limits: how many, the longest wait in seconds, and what was wrong."""
    usual = CrawlSettings()
    waiting = {name: {"/x": each.behaviour} for name, each in BEHAVIOURS.items() if name.startswith(WAITING)}
    curl, wrong, longest = Curl(usual.agent, usual.timeout, usual.max_bytes, LOOPBACK), [], 0.0
    with World(waiting) as world:

        async def one(name: str) -> None:
            nonlocal longest
            url, began = f"{world[name].home}x", time.monotonic()
            found = parts(url)
            try:
                await curl.get(url, found, {"addresses": [world[name].host]}, ())  # type: ignore[arg-type]
                wrong.append(f"{name}: taken")
            except Failed as error:
                wrong.extend([f"{name}: {error.args}"] if error.reason != "timeout" else ())
            longest = max(longest, time.monotonic() - began)

        await asyncio.gather(*map(one, waiting))
    curl.close()
    if longest > usual.timeout + LATE:
        wrong.append(f"left after {longest:.1f} s")
    return len(waiting), longest, wrong
