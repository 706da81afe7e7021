"""A few processes that turn stored files into what can be shown: foreign bytes are opened there, within limits, never here."""

from __future__ import annotations

import contextlib
import os
import queue
import select
import subprocess
import sys
import time
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from types import TracebackType

import msgspec

from reports.copies.values import Job, Shown

CHILD = (sys.executable, "-P", "-m", "reports.copies.child")
SIZE = 8  # bytes that say how long a message is
WALL = 60.0  # seconds for one file, waiting included; a child ends itself after less time of its processor
AHEAD = 4  # files in work for each process
STEP = 1 << 18
MOST = 128 * 1024 * 1024  # bytes of one answer
BROKEN = Shown("", form="file")  # of a file that ends whoever opens it


class Workers:
    """Processes that begin when the first file comes, and end with the block."""

    def __init__(self, size: int = 0) -> None:
        self._size = size or min(4, os.cpu_count() or 1)
        self._idle: queue.LifoQueue[_Child] = queue.LifoQueue()  # the warm one first
        self._children = [_Child() for _ in range(self._size)]
        for child in self._children:
            self._idle.put(child)
        self._threads = ThreadPoolExecutor(self._size, thread_name_prefix="copies")

    def __enter__(self) -> Workers:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._threads.shutdown(cancel_futures=True)
        for child in self._children:
            child.close()

    def shown(self, jobs: Iterable[Job]) -> Iterator[Shown]:
        """What becomes of each file, in their order."""
        waiting: deque[Future[Shown]] = deque()
        for job in jobs:
            waiting.append(self._threads.submit(self._show, job))
            if len(waiting) >= AHEAD * self._size:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()

    def _show(self, job: Job) -> Shown:
        child = self._idle.get()
        try:
            return child.show(job)
        finally:
            self._idle.put(child)


class _Child:
    """One process, started when its first file comes; one that dies or hangs is replaced, and its file given up."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None

    def show(self, job: Job) -> Shown:
        """What the process makes of a file; nothing of one at which it ended."""
        process = self._running()
        try:
            answer = _asked(process, msgspec.msgpack.encode(job), time.monotonic() + WALL)
            return msgspec.msgpack.decode(answer, type=Shown)
        except (OSError, EOFError, msgspec.MsgspecError):
            self.close()
            return BROKEN

    def close(self) -> None:
        """Ends the process."""
        if self._process is None:
            return
        self._process.kill()
        for pipe in (self._process.stdin, self._process.stdout):
            with contextlib.suppress(OSError):
                if pipe is not None:
                    pipe.close()
        self._process.wait()
        self._process = None

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is None:
            pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL}
            environment = {**os.environ, "MALLOC_ARENA_MAX": "1"}
            self._process = subprocess.Popen(CHILD, bufsize=0, env=environment, **pipes)  # type: ignore[call-overload]  # noqa: S603
        return self._process


def _asked(process: subprocess.Popen[bytes], message: bytes, deadline: float) -> bytes:
    """The answer to a message. Raises EOFError when the process ended, TimeoutError and OSError when it does not answer so."""
    if process.stdin is None or process.stdout is None:
        raise EOFError
    left = memoryview(len(message).to_bytes(SIZE, "big") + message)
    while left:
        left = left[process.stdin.write(left) or 0 :]
    head = _exactly(process.stdout.fileno(), SIZE, deadline)
    return _exactly(process.stdout.fileno(), int.from_bytes(head, "big"), deadline)


def _exactly(pipe: int, size: int, deadline: float) -> bytes:
    if size > MOST:
        raise OSError("too long an answer")
    watch = select.poll()
    watch.register(pipe, select.POLLIN)
    found = bytearray()
    while len(found) < size:
        if not watch.poll(max(0.0, deadline - time.monotonic()) * 1000):
            raise TimeoutError
        part = os.read(pipe, min(STEP, size - len(found)))
        if not part:
            raise EOFError
        found += part
    return bytes(found)
