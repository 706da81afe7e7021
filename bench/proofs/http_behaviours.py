"""Servers that misbehave in time: slow, endless, silent, broken off, or talking out of turn, each with what must come of it."""

from __future__ import annotations

import asyncio
import time
import zlib
from contextlib import suppress
from dataclasses import dataclass

from bench.proofs.http_replies import BODY, PACKED, SIZE, Worth
from tests.crawler.hostile import (
    Behaviour,
    Call,
    abort,
    flood,
    in_turn,
    raw,
    redirect,
    reply,
    reset_after,
    silent,
    trickle,
)
from tests.crawler.hostile_answers import CHUNKED, HTML, OK, chunks

HEAD = OK.encode() + b"\r\n"
LENGTH = f"Content-Length: {SIZE}"
GOOD = reply(body=BODY)
HALF = SIZE // 2
IN_CHUNKS = raw(OK, HTML, CHUNKED)
KEPT_OPEN = raw(OK, HTML, LENGTH, body=BODY)
UNTURNED = "an answer for which nobody asked"  # in a site's log
OTHER = b"<html><title>other</title><p>nobody asked for this page, and it stands for none</p></html>"
UNASKED = raw(OK, HTML, f"Content-Length: {len(OTHER)}", body=OTHER)


@dataclass(frozen=True)
class Acting:
    """A behaviour, what it is worth, and the body."""

    behaviour: Behaviour
    worth: Worth
    body: bytes = BODY


def in_steps(*steps: bytes | float, hold: float = 0.0) -> Behaviour:
    """Sends and sleeps in turn; then holds the connection for so many seconds before it closes it."""

    async def behave(call: Call) -> None:
        for step in (*steps, hold):
            if isinstance(step, float):
                with suppress(TimeoutError):
                    await asyncio.wait_for(call.reader.read(), step)  # until the visitor leaves
                    return
            else:
                await call.send(step)

    return behave


def drip(start: bytes, piece: bytes, a_second: int) -> Behaviour:
    """Sends so many bytes a second for ever: as steady as a slow line."""

    async def behave(call: Call) -> None:
        await call.send(start)
        while True:
            await call.send(piece * max(1, a_second // 10 // len(piece)))
            await asyncio.sleep(0.1)

    return behave


async def packed_drip(call: Call) -> None:
    """A few bytes of gzip a second that unpack to many."""
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    await call.send(raw(OK, HTML, "Content-Encoding: gzip"))
    while True:
        await call.send(packer.compress(b"0" * 4000) + packer.flush(zlib.Z_SYNC_FLUSH))
        await asyncio.sleep(0.1)


async def one_by_one(call: Call) -> None:
    """A good reply, byte by byte."""
    for at in range(len(GOOD)):
        await call.send(GOOD[at : at + 1])
        await asyncio.sleep(0.001)


def out_of_turn(wait: float) -> Behaviour:
    """Sends, some time after a good reply, a second one for which nobody asked, and goes on serving on that connection."""

    async def behave(call: Call) -> None:
        await call.send(KEPT_OPEN)
        await asyncio.sleep(wait)  # less than the pause for which the site's robots.txt asks
        call.scene.log.append((time.monotonic(), UNTURNED, {}))
        await call.send(UNASKED)
        while head := await call.reader.readuntil(b"\r\n\r\n"):
            path = head.split(b" ")[1].decode("latin-1")
            call.scene.log.append((time.monotonic(), path, {}))
            found = call.scene.paths.get(path)
            await call.send(KEPT_OPEN if not isinstance(found, bytes) else found.replace(b"Connection: close\r\n", b""))

    return behave


async def with_rubbish(call: Call) -> None:
    """A whole reply, and rubbish behind it on the same connection."""
    await call.send(KEPT_OPEN + b"\x16\x03rubbish" * 50)
    await asyncio.sleep(0.3)


async def onward(call: Call) -> bytes:
    """A redirection to one more address, for ever."""
    path, _, step = call.path.partition("?")
    return reply(302, [("Location", f"{path}?{int(step or 0) + 1}")])


async def slowly_onward(call: Call) -> bytes:
    """The same, each after a while."""
    await asyncio.sleep(0.5)
    return await onward(call)


async def never_read(call: Call) -> None:
    """Closes its side at once, and resets later."""
    call.writer.write_eof()
    await asyncio.sleep(0.5)
    abort(call.writer)


CUT = raw(OK, HTML, LENGTH, body=BODY[:HALF])
W, B, E = Worth.WHOLE, Worth.BROKEN, Worth.EITHER
BEHAVIOURS: dict[str, Acting] = {
    "never answers": Acting(silent, B),
    "closes without a word": Acting(in_steps(), B),
    "resets without a word": Acting(reset_after(b""), B),
    "closes its side, then resets": Acting(never_read, B),
    "resets in the status line": Acting(reset_after(b"HTTP/1.1 20"), B),
    "resets in the header": Acting(reset_after(HEAD + b"Content-Ty"), B),
    "resets after the header": Acting(reset_after(raw(OK, HTML, LENGTH)), B),
    "resets in the body": Acting(reset_after(CUT), B),
    "resets in a body without length": Acting(reset_after(raw(OK, HTML, "Connection: close", body=BODY[:HALF])), B),
    "resets between chunks": Acting(reset_after(IN_CHUNKS + chunks(BODY[:HALF])), B),
    "resets before the last chunk": Acting(reset_after(IN_CHUNKS + chunks(BODY)), B),
    "resets in gzip": Acting(reset_after(raw(OK, HTML, "Content-Encoding: gzip", body=PACKED[:-9])), B),
    "resets after a whole body": Acting(reset_after(KEPT_OPEN), E),
    "falls silent in the header": Acting(in_steps(HEAD, hold=60.0), B),
    "falls silent after the header": Acting(in_steps(raw(OK, HTML, LENGTH), hold=60.0), B),
    "falls silent in the body": Acting(in_steps(CUT, hold=60.0), B),
    "falls silent in a body without length": Acting(in_steps(raw(OK, HTML, body=BODY), hold=60.0), B),
    "falls silent before the last chunk": Acting(in_steps(IN_CHUNKS + chunks(BODY), hold=60.0), B),
    "falls silent in the last chunk": Acting(in_steps(IN_CHUNKS + chunks(BODY) + b"0\r\n", hold=60.0), B),
    "falls silent after 100 Continue": Acting(in_steps(raw("HTTP/1.1 100 Continue"), hold=60.0), B),
    "goes on after too long a pause": Acting(in_steps(CUT, 8.0, BODY[HALF:]), B),
    "holds the connection after a whole body": Acting(in_steps(KEPT_OPEN, hold=60.0), W),
    "holds the connection after the last chunk": Acting(in_steps(IN_CHUNKS + chunks(BODY, b""), hold=60.0), W),
    "a short pause in the header": Acting(in_steps(GOOD[:30], 0.5, GOOD[30:]), W),
    "a short pause in the body": Acting(in_steps(CUT, 0.5, BODY[HALF:]), W),
    "byte by byte": Acting(one_by_one, W),
    "slow header, for ever": Acting(trickle(HEAD, b"X-More: 1\r\n"), B),
    "slow body, for ever": Acting(trickle(raw(OK, HTML, "Content-Length: 90000"), b"x"), B),
    "slow body without length": Acting(trickle(raw(OK, HTML), b"x"), B),
    "slow chunks": Acting(trickle(IN_CHUNKS, chunks(b"x")), B),
    "slow extension of a chunk": Acting(trickle(IN_CHUNKS + b"5;", b"x"), B),
    "slow trailers": Acting(trickle(IN_CHUNKS + chunks(BODY) + b"0\r\n", b"X-More: 1\r\n"), B),
    "slow interim answers": Acting(trickle(b"", raw("HTTP/1.1 102 Processing")), B),
    "steady and slow, for ever": Acting(drip(raw(OK, HTML), b"x", 30_000), B),
    "steady and slow with a length": Acting(drip(raw(OK, HTML, "Content-Length: 900000"), b"x", 30_000), B),
    "steady only when unpacked": Acting(packed_drip, B),
    "endless header": Acting(flood(HEAD, b"X-More: 1\r\n"), B),
    "endless line of a header": Acting(flood(HEAD + b"X-More: ", b"x"), B),
    "endless status line": Acting(flood(b"HTTP/1.1 200 ", b"x"), B),
    "endless empty lines": Acting(flood(b"", b"\r\n"), B),
    "endless interim answers": Acting(flood(b"", raw("HTTP/1.1 100 Continue")), B),
    "endless body": Acting(flood(raw(OK, HTML), b"x"), B),
    "endless chunks": Acting(flood(IN_CHUNKS, chunks(b"x" * 2000)), B),
    "endless extension of a chunk": Acting(flood(IN_CHUNKS + b"5;x=", b"x"), B),
    "endless figures of a chunk's size": Acting(flood(IN_CHUNKS, b"0"), B),
    "endless trailers": Acting(flood(IN_CHUNKS + chunks(BODY) + b"0\r\n", b"X-More: 1\r\n"), B),
    "endless rubbish": Acting(flood(b"", b"\xff\0"), B),
    "ten gigabytes": Acting(flood(raw(OK, HTML, "Content-Length: 10737418240"), b"x"), B),
    "speaks out of turn at once": Acting(out_of_turn(0.0), E),
    "speaks out of turn later": Acting(out_of_turn(0.2), E),
    "rubbish behind a whole reply": Acting(with_rubbish, E),
    "redirects onward for ever": Acting(onward, B),
    "redirects onward for ever, slowly": Acting(slowly_onward, B),
    "redirects to itself": Acting(redirect("http://@self@/x.html", 308), B),
    "breaks off twice, then is well": Acting(in_turn(reset_after(CUT), reset_after(CUT), GOOD), W),
    "is silent once, then is well": Acting(in_turn(silent, GOOD), W),
    "is cut at every try elsewhere": Acting(in_turn(*(raw(OK, HTML, LENGTH, body=BODY[:at]) for at in range(1, 9))), B),
    "is busy for ever": Acting(reply(429, [("Retry-After", "0")], BODY), B),
    "is busy till next year": Acting(reply(503, [("Retry-After", "31536000")], BODY), B),
    "is broken for ever": Acting(reply(500, body=BODY), B),
}
