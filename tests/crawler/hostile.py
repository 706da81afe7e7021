"""A loopback world of misbehaving sites: each scene is a site on an address of its own that answers with raw bytes.

A scene maps paths to behaviours: the bytes of a whole reply, or a coroutine
function of the `Call` that writes what it likes and returns the rest, if any.
"*" is what any other path gets; unless given, that and /robots.txt are missing
and "/" links to all paths. Every request is logged, and how long its connection lasted.
"""

import asyncio
import socket
import struct
import threading
import time
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field

from tests.crawler.little_site import page

WORDS = {200: "OK", 302: "Found", 404: "Not Found"}


def reply(status=200, headers=(), body=b"", kind="text/html; charset=utf-8"):
    """A well-formed reply. Headers given as pairs come first and may repeat; a Content-Length is added."""
    body = body.encode() if isinstance(body, str) else body
    given = [*dict(headers).items()] if isinstance(headers, dict) else list(headers)
    given += [("Content-Type", kind), ("Content-Length", len(body)), ("Connection", "close")]
    lines = [f"HTTP/1.1 {status} {WORDS.get(status, 'Other')}", *(f"{name}: {value}" for name, value in given)]
    return "\r\n".join(lines).encode("utf-8", "surrogateescape") + b"\r\n\r\n" + body


def raw(*lines, body=b""):
    """A reply of exactly these header lines."""
    head = b"\r\n".join(line.encode("latin-1") if isinstance(line, str) else line for line in lines)
    return head + b"\r\n\r\n" + body


MISSING = reply(404, body="no such thing")


@dataclass
class Call:
    """One request, and the connection on which it came."""

    scene: "Scene"
    path: str
    headers: Mapping[str, str]
    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter

    async def send(self, data):
        """Writes bytes and waits until they are on their way."""
        self.writer.write(data)
        await self.writer.drain()

    def address(self, text):
        """The text with @name@ replaced by the host:port of that scene, @self@ by this one's, @port@ by the witness's."""
        for name, scene in self.scene.world.scenes.items():
            text = text.replace(f"@{name}@", scene.origin)
        return text.replace("@port@", str(self.scene.world.witness.port)).replace("@self@", self.scene.origin)


Behaviour = bytes | Callable[[Call], Awaitable[bytes | None]]


@dataclass
class Scene:
    """One site, its log of (moment, path, headers), and (path, seconds) of every connection that ended."""

    world: "World"
    paths: dict[str, Behaviour]
    host: str
    port: int = 0
    log: list[tuple[float, str, Mapping[str, str]]] = field(default_factory=list)
    ended: list[tuple[str, float]] = field(default_factory=list)
    connections: int = 0

    def __post_init__(self):
        links = [(path, f"链接{number}") for number, path in enumerate(self.paths) if path[0] == "/"]
        self.paths = {"/": reply(body=page(*links)), "/robots.txt": MISSING, **self.paths}

    @property
    def origin(self):
        """host:port."""
        return f"{self.host}:{self.port}"

    @property
    def home(self):
        """The first address of the site."""
        return f"http://{self.origin}/"

    def asked(self, path):
        """How often a path was asked for."""
        return sum(each == path for _, each, _ in self.log)

    def moments(self, path):
        """When a path was asked for."""
        return [moment for moment, each, _ in self.log if each == path]

    async def answer(self, reader, writer):
        """Serves one connection."""
        self.connections += 1
        began, path = time.monotonic(), ""
        try:
            head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
            path = head[0].split(" ")[1]
            headers = {name.lower(): value for name, _, value in (line.partition(": ") for line in head[1:])}
            self.log.append((time.monotonic(), path, headers))
            await self._behave(Call(self, path, headers, reader, writer))
        except asyncio.CancelledError:
            writer.transport.abort()
        except (ConnectionError, asyncio.IncompleteReadError, asyncio.LimitOverrunError):
            pass
        writer.close()
        self.ended.append((path, time.monotonic() - began))

    async def _behave(self, call):
        found = self.paths.get(call.path) or self.paths.get("*", MISSING)
        rest = await found(call) if callable(found) else found
        if rest:
            await call.send(rest)


class World:
    """Scenes that are served, each on an address of its own, while the block runs.

    `witness` is a listener on 127.0.0.1 and ::1 that nobody may reach; it counts connections.
    """

    def __init__(self, scenes):
        self.scenes = {
            name: Scene(self, dict(paths), f"127.0.{1 + n // 250}.{1 + n % 250}")
            for n, (name, paths) in enumerate(scenes.items())
        }
        self.witness = self.scenes["witness"] = Scene(self, {}, "127.0.0.1")
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever)
        self._servers = []

    def __getitem__(self, name):
        return self.scenes[name]

    def __enter__(self):
        self._thread.start()
        asyncio.run_coroutine_threadsafe(self._open(), self._loop).result(10)
        return self

    def __exit__(self, *error):
        asyncio.run_coroutine_threadsafe(self._close(), self._loop).result(10)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    async def _open(self):
        for scene in self.scenes.values():
            server = await asyncio.start_server(scene.answer, scene.host, 0)
            scene.port = server.sockets[0].getsockname()[1]
            self._servers.append(server)
        with suppress(OSError):  # a machine without IPv6
            self._servers.append(await asyncio.start_server(self.witness.answer, "::1", self.witness.port))

    async def _close(self):
        for server in self._servers:
            server.close()
        running = [task for task in asyncio.all_tasks() if task is not asyncio.current_task()]
        for task in running:
            task.cancel()
        await asyncio.gather(*running, return_exceptions=True)


def redirect(where, status=302, headers=()):
    """A redirection; @name@ stands for the host:port of a scene, @self@ for one's own."""

    async def behave(call):
        return reply(status, [("Location", call.address(where)), *headers])

    return behave


def served(text):
    """A page in which @name@ stands for the host:port of a scene, @self@ for one's own."""

    async def behave(call):
        return reply(body=call.address(text))

    return behave


def in_turn(*replies):
    """One reply after the other; the last for ever."""
    left = list(replies)

    async def behave(call):
        found = left.pop(0) if len(left) > 1 else left[0]
        return await found(call) if callable(found) else found

    return behave


def flood(start, piece):
    """Sends the same again and again, as fast as it is taken (some 10 MB a second)."""
    block = piece * max(1, 16_384 // len(piece))

    async def behave(call):
        await call.send(start)
        while True:
            await call.send(block)
            await asyncio.sleep(0.001)

    return behave


def trickle(start, piece):
    """Sends a little ten times a second, for ever."""

    async def behave(call):
        await call.send(start)
        while True:
            await asyncio.sleep(0.1)
            await call.send(piece)

    return behave


async def silent(call):
    """Never answers."""
    await call.reader.read()


def reset_after(data):
    """Sends something and resets the connection."""

    async def behave(call):
        await call.send(data)
        await asyncio.sleep(0.05)
        abort(call.writer)

    return behave


def abort(writer):
    """Closes a connection with RST."""
    writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    writer.transport.abort()


def blackhole(host="127.0.0.1", port=0):
    """A listening socket whose queue is full: further connections get no answer at all. Returns all that to close."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.bind((host, port))
    listener.listen(0)
    waiting = [socket.socket(family) for _ in range(4)]
    for each in waiting:
        each.setblocking(False)
        each.connect_ex(listener.getsockname()[:2])
    return [listener, *waiting]
