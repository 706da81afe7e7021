"""A few processes that turn stored files into what can be shown: foreign bytes are opened there, within limits, never here."""

from __future__ import annotations

import multiprocessing
import os
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from types import TracebackType

from reports.copies.values import Job, Shown

CPU = 20  # seconds for one file
AHEAD = 6  # files in work for each process
BROKEN = Shown("", form="file")  # of a file that ends whoever opens it


class Workers:
    """Processes that begin when the first file comes, and end with the block."""

    def __init__(self, size: int = 0) -> None:
        self._size = size or min(4, os.cpu_count() or 1)
        self._pool: ProcessPoolExecutor | None = None

    def __enter__(self) -> Workers:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._end()

    def shown(self, jobs: Iterable[Job]) -> Iterator[Shown]:
        """What becomes of each file, in their order. A file that breaks its process is tried once more alone, then given up."""
        waiting: deque[tuple[Job, Future[Shown] | None]] = deque()
        for job in jobs:
            waiting.append((job, self._submit(job)))
            if len(waiting) >= AHEAD * self._size:
                yield self._result(*waiting.popleft())
        while waiting:
            yield self._result(*waiting.popleft())

    def _submit(self, job: Job) -> Future[Shown] | None:
        if self._pool is None:
            self._pool = _pool(self._size)
        try:
            return self._pool.submit(_shown, job)
        except BrokenProcessPool:
            return None

    def _result(self, job: Job, coming: Future[Shown] | None) -> Shown:
        try:
            if coming is not None:
                return coming.result()
        except BrokenProcessPool:
            self._end()
        return _alone(job)

    def _end(self) -> None:
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)
        self._pool = None


def _alone(job: Job) -> Shown:
    with _pool(1) as pool:
        try:
            return pool.submit(_shown, job).result()
        except BrokenProcessPool:
            return BROKEN


def _pool(size: int) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(size, multiprocessing.get_context("spawn"), _begin)


def _begin() -> None:
    """The limits of a process that opens foreign bytes."""
    from crawler.reading.isolation.confinement import confine

    confine()


def _shown(job: Job) -> Shown:
    from crawler.reading.isolation.confinement import allow_cpu
    from reports.copies.showing import show

    allow_cpu(CPU)
    try:
        return show(job)
    except (MemoryError, RecursionError):
        return BROKEN
