"""Files from outside are read in children with limits; what kills a child is a doubt about that file and nothing more.

Web pages are read here: their parser is bounded and mends everything.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import resource
from collections.abc import Iterable, Iterator
from multiprocessing.connection import Connection

from crawler.reading.kinds import kind_of, read
from crawler.reading.value import Reading
from crawler.reading.written import from_json, to_json

WALL_SECONDS = 20  # for one file
CPU_SECONDS = 20
MEMORY = 1536 * 1024 * 1024  # address space, of which libraries map a good half before they read anything
FILES_PER_CHILD = 500  # after which a child is replaced, so that leaks of libraries stay small
HERE = frozenset(("text/html", "text/xml", "application/json", "text/plain"))
Item = tuple[bytes, str, str]  # body, url, declared type


def read_safely(items: Iterable[Item]) -> Iterator[Reading]:
    """A reading for each (body, url, declared type), in order. A crash, a limit or a hang is `parse_limit`."""
    child = _Child()
    try:
        for body, url, content_type in items:
            if kind_of(body, content_type, url) in HERE:
                yield read(body, url=url, content_type=content_type)
            else:
                yield child.read(body, url, content_type)
    finally:
        child.stop()


class _Child:
    """One limited process, started when first needed and replaced when it dies."""

    def __init__(self) -> None:
        self._process: multiprocessing.process.BaseProcess | None = None
        self._pipe: Connection | None = None
        self._read = 0

    def read(self, body: bytes, url: str, content_type: str) -> Reading:
        pipe = self._started()
        answer = None
        with contextlib.suppress(EOFError, OSError):
            pipe.send((body, url, content_type))
            answer = pipe.recv_bytes() if pipe.poll(WALL_SECONDS) else None
        self._read += 1
        if answer is None or self._read >= FILES_PER_CHILD:
            self.stop()
        kind = kind_of(body, content_type, url)
        return from_json(answer) if answer is not None else Reading(kind, doubts=("parse_limit",))

    def _started(self) -> Connection:
        if self._process is None or self._pipe is None or not self._process.is_alive():
            self.stop()
            context = multiprocessing.get_context("forkserver")
            self._pipe, theirs = context.Pipe()
            self._process = context.Process(target=_serve, args=(theirs,), daemon=True)
            self._process.start()
            theirs.close()
        return self._pipe

    def stop(self) -> None:
        """Ends the process, if there is one, and closes the pipe."""
        if self._process is not None:
            self._process.kill()
            self._process.join()
            self._process.close()
        if self._pipe is not None:
            self._pipe.close()
        self._process, self._pipe, self._read = None, None, 0


def _serve(pipe: Connection) -> None:
    """The child's life: read what comes, answer, until the pipe ends. Any error ends it, and the parent sees that."""
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    with contextlib.suppress(ValueError, OSError):  # macOS does not bound address space
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    while True:
        try:
            body, url, content_type = pipe.recv()
        except EOFError:
            return
        used = resource.getrusage(resource.RUSAGE_SELF)
        spent = int(used.ru_utime + used.ru_stime)
        resource.setrlimit(resource.RLIMIT_CPU, (spent + CPU_SECONDS, resource.RLIM_INFINITY))
        pipe.send_bytes(to_json(read(body, url=url, content_type=content_type)))
