"""Bodies judged by several processes of this machine; one that dies costs nobody a mark, and nothing hangs on how many there are."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing import connection

from crawler.dealing import cores
from reports.judging import Asked, BodyJudged, Judge, unjudged

BEGUN = "reports.judging_begun"
BODIES = 8  # that a process must have to be worth its start


def processes_for(bodies: int, most: int) -> int:
    """How many processes judge that many bodies: one for each core, or as many as the settings say, but none for a few bodies."""
    return max(1, min(most or cores(), bodies // BODIES))


def judged_bodies(asked: Asked, size: int) -> Iterator[tuple[str, BodyJudged]]:
    """Every body of the roster judged, as they come, by that many processes; one is this process itself.

    Raises what judging raises: sqlite3.Error, OSError, ArchiveDamaged.
    """
    ids = [each.id for each in sorted(asked.departments, key=lambda each: "portal" not in each.kinds)]
    if size > 1:
        yield from _by_processes(asked, ids, size)
    else:
        with Judge(asked) as judge:
            yield from ((id, judge.judged(id)) for id in ids)


def _by_processes(asked: Asked, ids: Sequence[str], size: int) -> Iterator[tuple[str, BodyJudged]]:
    waiting = deque(ids)
    while waiting:
        in_work: dict[Future[BodyJudged], str] = {}
        try:
            with _pool(asked, size) as pool:
                while waiting or in_work:
                    while waiting and len(in_work) <= size:
                        future = pool.submit(_judged, waiting[0])
                        in_work[future] = waiting.popleft()
                    for done in wait(in_work, return_when=FIRST_COMPLETED).done:
                        judged = done.result()
                        yield in_work.pop(done), judged
        except BrokenProcessPool:
            for id in in_work.values():
                yield id, _alone(asked, id)


def _alone(asked: Asked, id: str) -> BodyJudged:
    """A body that was in work when a process died, judged by a process of its own; untested when that one dies, too."""
    try:
        with _pool(asked, 1) as pool:
            return pool.submit(_judged, id).result()
    except BrokenProcessPool:
        return unjudged(asked, id)


@contextmanager
def _pool(asked: Asked, size: int) -> Iterator[ProcessPoolExecutor]:
    """Some processes; they are ended at once where the block does not come to its end."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([BEGUN])
    others = set(multiprocessing.active_children())
    pool = ProcessPoolExecutor(size, context, _begin, (asked,))
    is_done = False
    try:
        yield pool
        is_done = True
    finally:
        if not is_done:
            for process in set(multiprocessing.active_children()) - others:
                process.kill()
        pool.shutdown(cancel_futures=True)


_OWN: list[Asked | Judge] = []  # of the process that judges: what it is asked, and once it has begun, who judges


def _begin(asked: Asked) -> None:
    """Nothing here may fail: a process whose beginning fails is taken to have died."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # Ctrl-C is for whoever asked
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _OWN[:] = [asked]


def _judged(id: str) -> BodyJudged:
    (own,) = _OWN
    judge = own if isinstance(own, Judge) else Judge(own)
    _OWN[:] = [judge]
    return judge.judged(id)


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        connection.wait([parent.sentinel])
        os._exit(1)
