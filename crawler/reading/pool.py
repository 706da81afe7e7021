"""A few child processes that read files for us; one that dies or hangs is an outcome of its file and is replaced."""

from __future__ import annotations

import json
import queue
import signal
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from types import TracebackType

from crawler.reading import limits
from crawler.reading.reader import failed, is_page, read
from crawler.reading.record import from_json
from crawler.reading.value import Reading

Item = tuple[bytes, str, str]
AHEAD = 4  # files in work for each child, so that none waits and few bodies are held
STOPPED = frozenset(-number for number in (signal.SIGKILL, signal.SIGXCPU, signal.SIGABRT, signal.SIGXFSZ))


class Child:
    """One reading process, started when the first file comes."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._served = 0

    def read(self, body: bytes, url: str, content_type: str) -> Reading:
        """What the process says of a file, or why it said nothing."""
        process = self._running()
        watch = threading.Timer(limits.CHILD_WALL, process.kill)
        watch.start()
        try:
            answer = _ask(process, body, url, content_type)
        finally:
            watch.cancel()
        if answer:
            return from_json(answer)
        stopped = process.wait() in STOPPED
        self.close()
        return failed(body, content_type, url, "parse_limit" if stopped else "doc_unreadable")

    def close(self) -> None:
        """End the process."""
        if self._process is not None:
            self._process.kill()
            self._process.communicate()
            self._process = None

    def _running(self) -> subprocess.Popen[bytes]:
        self._served += 1
        if self._served % limits.CHILD_FILES == 0 or (self._process is not None and self._process.poll() is not None):
            self.close()
        if self._process is None:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "crawler.reading.child"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
            )
        return self._process


class Pool:
    """Some children; `close()` ends them all, and so does leaving a `with`."""

    def __init__(self, size: int = 2) -> None:
        self.size = size
        self._children = [Child() for _ in range(size)]
        self._idle: queue.SimpleQueue[Child] = queue.SimpleQueue()
        for child in self._children:
            self._idle.put(child)
        self._threads = ThreadPoolExecutor(size, thread_name_prefix="reading")

    def submit(self, body: bytes, url: str, content_type: str) -> Future[Reading]:
        """The coming reading of a file."""
        return self._threads.submit(self._read, body, url, content_type)

    def close(self) -> None:
        """Wait for what is in work, then end the children."""
        self._threads.shutdown(cancel_futures=True)
        for child in self._children:
            child.close()

    def __enter__(self) -> Pool:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _read(self, body: bytes, url: str, content_type: str) -> Reading:
        child = self._idle.get()
        try:
            return child.read(body, url, content_type)
        finally:
            self._idle.put(child)


def read_safely(items: Iterable[Item], pool: Pool | None = None) -> Iterator[Reading]:
    """The readings of (body, url, content type), in their order: pages here, everything else in the children of a pool."""
    own = pool or Pool()
    waiting: deque[Future[Reading] | Reading] = deque()
    try:
        for body, url, content_type in items:
            if is_page(body, content_type, url):
                waiting.append(read(body, url=url, content_type=content_type))
            else:
                waiting.append(own.submit(body, url, content_type))
            if len(waiting) >= AHEAD * own.size:
                yield _done(waiting.popleft())
        while waiting:
            yield _done(waiting.popleft())
    finally:
        if pool is None:
            own.close()


def _done(outcome: Future[Reading] | Reading) -> Reading:
    return outcome if isinstance(outcome, Reading) else outcome.result()


def _ask(process: subprocess.Popen[bytes], body: bytes, url: str, content_type: str) -> bytes:
    """The answer's bytes; none when the process ended instead."""
    if process.stdin is None or process.stdout is None:
        return b""
    try:
        head = json.dumps({"size": len(body), "url": url, "content_type": content_type})
        process.stdin.write(head.encode() + b"\n" + body)
        process.stdin.flush()
    except (BrokenPipeError, OSError):
        return b""
    size = int.from_bytes(process.stdout.read(8), "big")
    answer = process.stdout.read(size)
    return answer if len(answer) == size else b""
