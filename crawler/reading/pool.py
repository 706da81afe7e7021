"""A few child processes that read files for us; one that dies or hangs is an outcome of its file and is replaced."""

from __future__ import annotations

import contextlib
import json
import os
import queue
import select
import signal
import subprocess
import sys
import threading
import time
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import date
from types import TracebackType

from crawler.reading import doubts, limits, sniff
from crawler.reading.pictures import ocr
from crawler.reading.record import from_json
from crawler.reading.value import Reading

READER = (sys.executable, "-P", "-m", "crawler.reading.child")
SEER = (*READER, "eyes")
EYES = frozenset((doubts.PICTURE, doubts.NO_TEXT, doubts.GARBLED))
AHEAD = 4  # files in work for each child, so that none waits and few bodies are held
STEP = 1 << 16
STOPPED = frozenset(
    -number
    for number in (signal.SIGKILL, signal.SIGXCPU, signal.SIGABRT, signal.SIGTRAP, signal.SIGILL, signal.SIGXFSZ)
)


@dataclass(frozen=True)
class File:
    """Bytes from outside, when they were had, and what was said of them.

    `name` says what the bytes may be only where these cannot.
    """

    body: bytes
    url: str
    content_type: str = ""
    name: str = ""
    fetched: date | None = None


class Child:
    """One reading process, started when the first file comes."""

    def __init__(self, command: Sequence[str] = READER, wall: float = limits.CHILD_WALL) -> None:
        self._command, self._wall = command, wall
        self._process: subprocess.Popen[bytes] | None = None
        self._served = 0

    def read(self, file: File) -> Reading:
        """What the process says of a file, or why it said nothing.

        A file that ends a process which had read others before gets a second one to itself: it may not have been at fault.
        Both together have the time of one.
        """
        fresh = self._process is None
        started = time.monotonic()
        reading = self._try(file, started + self._wall)
        blamed = doubts.LIMIT in reading.doubts or self._process is None
        if fresh or not blamed or time.monotonic() - started > self._wall / 4:
            return reading
        self.close()
        return self._try(file, started + self._wall)

    def close(self, patience: float = limits.CHILD_END) -> None:
        """End the process: it gets a moment to clear away what the programs that it asked have left."""
        if self._process is not None:
            for pipe in (self._process.stdin, self._process.stdout):
                with contextlib.suppress(OSError):
                    if pipe is not None:
                        pipe.close()
            try:
                self._process.wait(patience)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
            self._process = None

    def _try(self, file: File, deadline: float) -> Reading:
        process = self._running()
        try:
            answer = _ask(process, file, deadline)
        except TimeoutError:
            self.close(patience=0)
            return _failed(file, doubts.LIMIT, doubts.LATE)
        except OverflowError:
            self.close()
            return _failed(file, doubts.LIMIT)
        if answer:
            return from_json(answer)
        stopped = process.wait() in STOPPED
        self.close()
        return _failed(file, doubts.LIMIT if stopped else doubts.DAMAGED)

    def _running(self) -> subprocess.Popen[bytes]:
        self._served += 1
        if self._served % limits.CHILD_FILES == 0 or (self._process is not None and self._process.poll() is not None):
            self.close()
        if self._process is None:
            self._process = subprocess.Popen(  # noqa: S603
                self._command,
                bufsize=0,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env={**os.environ, "MALLOC_ARENA_MAX": "1"},  # saves some 250 MiB of addresses
            )
        return self._process


class Pool:
    """Some children, and one with eyes where the extra `ocr` is installed; `close()` ends them all, and so does leaving a `with`."""

    def __init__(self, size: int = 2, command: Sequence[str] = READER, wall: float = limits.CHILD_WALL) -> None:
        self.size = size
        self._children = [Child(command, wall) for _ in range(size)]
        self._eyes = Child(SEER, limits.EYES_WALL) if ocr.available() else None
        self._looking = threading.Lock()
        self._idle: queue.LifoQueue[Child] = queue.LifoQueue()  # the warm one first
        for child in self._children:
            self._idle.put(child)
        self._threads = ThreadPoolExecutor(size + 1, thread_name_prefix="reading")  # one may wait for the eyes

    def submit(self, file: File) -> Future[Reading]:
        """The coming reading of a file."""
        return self._threads.submit(self._read, file)

    def close(self) -> None:
        """Wait for what is in work, then end the children."""
        self._threads.shutdown(cancel_futures=True)
        for child in (*self._children, *filter(None, (self._eyes,))):
            child.close()

    def __enter__(self) -> Pool:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _read(self, file: File) -> Reading:
        child = self._idle.get()
        try:
            reading = child.read(file)
        finally:
            self._idle.put(child)
        return self._looked_at(file, reading) if _is_for_eyes(reading) else reading

    def _looked_at(self, file: File, reading: Reading) -> Reading:
        """What eyes make of a file in which pictures were left unread; the first reading where they fail."""
        if self._eyes is None:
            return reading
        with self._looking:
            seen = self._eyes.read(file)
        if seen.read_by == "ocr":
            return seen
        failed = [doubt for doubt in seen.doubts if doubt not in reading.doubts]
        return replace(reading, doubts=(*reading.doubts, *failed))


def read_safely(files: Iterable[File], pool: Pool | None = None) -> Iterator[Reading]:
    """The readings of files, in their order, each read in a child of a pool."""
    own = pool or Pool()
    waiting: deque[Future[Reading]] = deque()
    try:
        for file in files:
            waiting.append(own.submit(file))
            if len(waiting) >= AHEAD * own.size:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    finally:
        if pool is None:
            own.close()


def _is_for_eyes(reading: Reading) -> bool:
    return reading.media_type != sniff.HTML and not EYES.isdisjoint(reading.doubts)


def _failed(file: File, *found: str) -> Reading:
    """The reading of a file that ended its reader: its kind as far as the first bytes tell, which are safe to look at."""
    name = file.name or file.url.partition("?")[0]
    return Reading(sniff.media_type(file.body[: sniff.HEAD], file.content_type, name), doubts=found)


def _ask(process: subprocess.Popen[bytes], file: File, deadline: float) -> bytes:
    """The answer's bytes; none when the process ended instead. Raises TimeoutError, and OverflowError for an endless answer."""
    if process.stdin is None or process.stdout is None:
        return b""
    said = {
        "size": len(file.body),
        "url": file.url,
        "content_type": file.content_type,
        "name": file.name,
        "fetched": file.fetched.isoformat() if file.fetched else "",
    }
    left = memoryview(json.dumps(said).encode() + b"\n" + file.body)
    out, back = process.stdin.fileno(), process.stdout.fileno()
    os.set_blocking(out, False)
    watch = select.poll()
    watch.register(out, select.POLLOUT)
    watch.register(back, select.POLLIN)
    answer = bytearray()
    while not _is_whole(answer):
        ready = watch.poll(max(0.0, deadline - time.monotonic()) * 1000)
        if not ready:
            raise TimeoutError
        for pipe, _ in ready:
            if pipe == out:
                left = _send(out, left)
            if pipe == out and not left:
                watch.unregister(out)
            if pipe == back:
                part = os.read(back, STEP)
                if not part:
                    return b""
                answer += part
    return bytes(answer[8:])


def _send(pipe: int, left: memoryview) -> memoryview:
    """What remains to be sent; nothing where the other side has ended."""
    try:
        return left[os.write(pipe, left[:STEP]) :]
    except BlockingIOError:
        return left
    except BrokenPipeError:
        return left[:0]


def _is_whole(answer: bytearray) -> bool:
    size = int.from_bytes(answer[:8], "big")
    if size > limits.ANSWER_BYTES:
        raise OverflowError
    return len(answer) >= 8 + size and len(answer) >= 8
