"""What runs on a machine of a cluster: a crawling process as everywhere, whose steps go to the store that all can reach.

`python -m crawler.relay STORE PLACE FENCE SITE...` works on those sites of the order that lies at PLACE. A step is
acknowledged once it lies in the store. Whoever started it sends a byte now and then on standard input: "." as long as
the sites are its own to visit, "s" when it is to stop. After FENCE seconds without, and when standard input ends, it
asks no site for anything more: somebody else may soon.
"""

from __future__ import annotations

import os
import select
import sys
import threading
from collections import deque
from collections.abc import Iterable, Sequence
from concurrent.futures import Future
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic
from typing import Protocol

from crawler.depot import Depot
from crawler.hands import PATIENCE, Process, Processes
from crawler.keeping import Kept
from crawler.kept_readings import lasts, row
from crawler.leads import lay_out
from crawler.line import Asking, Keeping, Progress, Trying
from crawler.order import Ended, Order, Part, Read, order_name, packed, part_name, unpacked
from crawler.reading import File, Pool, edition
from crawler.reading.value import Reading
from crawler.snapshot import Reason
from crawler.warc import body_of, opened

GAP = 0.008  # seconds of silence after which what was heard goes to the store
LONGEST_GATHER = 1.0  # seconds in which messages come together, where a pause between two requests hides them
SHARE_OF_PAUSE = 3
UNANSWERED = (Reason.DNS, Reason.REFUSED, Reason.TIMEOUT, Reason.RESET, Reason.TLS)
WORDS = 2  # the first may have been on its way before
MOST_UNREAD = 256 * 1024 * 1024  # bytes that wait to be read; what comes then is left to whoever judges
WELL = "ended with 0"
AT_ONCE = 8 * 1024 * 1024  # bytes of readings in one part


class Reads(Protocol):
    """Whoever reads what was kept."""

    def give(self, kept: Kept) -> None:
        """Takes what is to be read."""

    def done(self, wait: bool = False) -> Iterable[Read]:
        """What was read meanwhile; with `wait` all that was given."""


class Readers:
    """Reads good answers while the crawl goes on, in a process apart, in the order in which they came."""

    def __init__(self, pool: Pool) -> None:
        self._pool = pool
        self._waiting: deque[tuple[str, str, int, Future[Reading]]] = deque()
        self._unread = 0

    def give(self, kept: Kept) -> None:
        """Takes a good answer, unless it was read in an earlier month or too many wait."""
        record, columns = kept.shown or kept.record, kept.columns
        if columns["reason"] or kept.body or record is None or self._unread > MOST_UNREAD:
            return
        body = body_of(*opened(record.data))
        self._unread += len(body)
        fetched = datetime.fromisoformat(columns["fetched"]).date()
        future = self._pool.submit(File(body, columns["url"], columns["media_type"], fetched=fetched))
        self._waiting.append((columns["sha256"], columns["url"], len(body), future))

    def done(self, wait: bool = False) -> Iterable[Read]:
        """What was read meanwhile; with `wait` all that was given."""
        rows: list[tuple[str, str, bytes]] = []
        size = 0
        while self._waiting and (wait or self._waiting[0][-1].done()):
            sha256, url, length, future = self._waiting.popleft()
            self._unread -= length
            if lasts(reading := future.result()):
                rows.append(row(sha256, url, reading))
                size += len(rows[-1][-1])
            if size > AT_ONCE:
                yield Read(edition(), tuple(rows))
                rows, size = [], 0
        if rows:
            yield Read(edition(), tuple(rows))


class Relay:
    """One share between its crawling process and the store."""

    def __init__(self, depot: Depot, place: str, order: Order, sites: Sequence[str], readers: Reads) -> None:
        self._depot, self._place, self._order, self._readers = depot, place, order, readers
        self._targets = tuple(target for target in order.share.targets if target.key in sites)
        self._hands = Processes()
        self._number = 1  # of the last part: the first says that the work was begun
        self._process: Process | None = None
        self._told = ""  # that it is to stop, or that nobody tells any more
        self._words = 0
        self._heard_of = threading.Condition()
        self._is_cut = False
        pause = order.share.settings.delay / SHARE_OF_PAUSE
        self._gather = min(LONGEST_GATHER, max(GAP, pause))

    def work(self, folder: Path, fence: float, orders: int) -> None:
        """Works on the share until it is done or somebody ends it, and says how it ended."""
        whole = self._order.share
        share = replace(whole, targets=self._targets, folder=folder, settings=replace(whole.settings, log=None))
        self._process = process = self._hands.start(share)
        threading.Thread(target=self._obey, args=(orders, fence), daemon=True).start()
        while not (process.over or process.fault):
            self._pass_on(process)
        ending = process.fault or process.ending()
        site = share.targets[process.at].key if process.at >= 0 else ""
        process.end()
        is_blameless = bool(self._told) or (ending == WELL and share.targets != whole.targets)
        self._put([Ended(self._told or ending, site, process.trying, is_blameless)], wait=not self._told)

    def _obey(self, orders: int, fence: float) -> None:
        """Runs in a thread of its own: nothing may keep it from ending what asks sites."""
        ready, said = [orders], b"."
        while ready and said and b"s" not in said:
            self._hear_of(len(said))
            if ready := select.select([orders], [], [], fence)[0]:
                said = os.read(orders, 64)
        self._told = "was told to stop" if ready and said else "lost whoever had started it"
        self._hear_of(0)
        if self._process and ready and said:
            self._process.stop()
            threading.Event().wait(PATIENCE / 2)
        if self._process:
            self._process.kill()

    def _hear_of(self, words: int) -> None:
        with self._heard_of:
            self._words += words
            self._heard_of.notify_all()

    def _are_sure(self, steps: Sequence[Keeping]) -> bool:
        """Whether steps may be kept: a site that does not answer may mean that this machine has lost its network.

        Then the scheduler must be heard of again first. After a step that was not kept none is: they build on each other.
        """
        if any(kept.columns["reason"] in UNANSWERED for step in steps for kept in step.step.kept):
            with self._heard_of:
                enough = self._words + WORDS
                self._heard_of.wait_for(lambda: self._told or self._words >= enough)
                self._is_cut = self._is_cut or self._words < enough
        return not self._is_cut

    def _pass_on(self, process: Process) -> None:
        """Hears the crawling process for a while, puts what it said into the store, and only then says so."""
        messages = self._heard(process)
        steps = [message for message in messages if isinstance(message, Keeping)]
        if not self._are_sure(steps):
            return
        latest = {message.site: message for message in messages if isinstance(message, Progress)}
        passed = [m for m in messages if not isinstance(m, Progress | Asking | Trying | None)]
        self._put([*passed, *latest.values()])
        if steps:
            process.answer([step.number for step in steps])
        for message in messages:
            if isinstance(message, Asking):
                process.answer((message.site, self._order.standings[message.site]))
            elif isinstance(message, Trying):
                process.trying = message.row
        for kept in (kept for step in steps for kept in step.step.kept):
            self._readers.give(kept)

    def _heard(self, process: Process) -> list[object]:
        heard: list[object] = []
        until = monotonic() + 1.0
        while not process.over and (left := until - monotonic()) > 0:
            if not self._hands.wait([process], left):
                break
            heard += process.hear()
            if any(isinstance(message, Asking | Trying) for message in heard):
                break
            if any(heard):
                until = min(until, monotonic() + self._gather)
        return heard

    def _put(self, messages: Sequence[object], wait: bool = False) -> None:
        """Puts a part, with what was read meanwhile, when there is anything to put."""
        for read in self._readers.done(wait):
            self._put_one((read,))
        if messages:
            self._put_one(tuple(messages))

    def _put_one(self, messages: tuple[object, ...]) -> None:
        self._number += 1
        self._depot.put(part_name(self._place, self._number), packed(Part(messages)))


def main(url: str, place: str, fence: str, *sites: str) -> None:
    """Works on sites of an order."""
    depot = Depot(url)
    data = depot.get(order_name(place))
    if data is None:
        sys.exit("there is no order")
    order: Order = unpacked(data)
    with TemporaryDirectory(prefix="gongkai-") as folder, Pool(size=1) as pool:
        lay_out(order.leads, Path(folder))
        Relay(depot, place, order, sites, Readers(pool)).work(Path(folder), float(fence), sys.stdin.fileno())


if __name__ == "__main__":
    main(*sys.argv[1:])
