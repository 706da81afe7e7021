"""All crawling processes of a run, and the one that keeps what they find: started, heard, watched, replaced.

A process that breaks or stands still is replaced. The site that it was reading
then is visited again in a process of its own, page by page, and the page that
breaks that one, too, is recorded as such.
"""

from __future__ import annotations

import multiprocessing
import queue
import threading
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from pathlib import Path
from time import monotonic
from typing import Any

from crawler.families import Lead
from crawler.fetching import now
from crawler.frontier import Changes, Row, State
from crawler.keeping import Finished, Keeper, Kept, Step
from crawler.line import Asking, Keeping, Progress, Share, Spent, Trying
from crawler.period import Period
from crawler.recording import unread
from crawler.refusal import CrawlFailed
from crawler.scope import Target
from crawler.settings import CrawlSettings
from crawler.shard import visit_all
from crawler.snapshot import Reason

PATIENCE = 8.0  # seconds that a stopped process has to hand over what it holds
STILL = 20.0  # seconds without a sign of life after which a process is taken to stand still
MOST_AT_ONCE = 64  # bundles of messages kept in one transaction
GAP = 0.008  # seconds of silence after which what was heard is made to last
LONGEST_GATHER = 0.1  # seconds in which messages come together for that
BREAKS = 5  # times that a site may break a process; then it is left


@dataclass
class _Shard:
    """One process as seen from here."""

    share: Share
    process: Any
    pipe: Connection
    at: Any
    outbox: queue.SimpleQueue[Any] = field(default_factory=queue.SimpleQueue)
    heard: float = field(default_factory=monotonic)
    trying: Row | None = None

    def begin(self) -> None:
        """Starts the process, and the thread that writes to it: a full pipe must not stop whoever keeps."""
        self.process.start()
        threading.Thread(target=self._write, daemon=True).start()

    def _write(self) -> None:
        while (message := self.outbox.get()) is not None:
            try:
                self.pipe.send(message)
            except (OSError, ValueError):
                return

    def end(self) -> None:
        """Ends the process and both ends of its pipe."""
        self.outbox.put(None)
        if self.process.is_alive():
            self.process.kill()
        self.process.join()
        self.pipe.close()


class Shards:
    """The processes of one run."""

    def __init__(self, keeper: Keeper, settings: CrawlSettings, folder: Path, hear: Callable[[Progress], None]) -> None:
        self._keeper, self._settings, self._folder, self._hear = keeper, settings, folder, hear
        self._context = multiprocessing.get_context("forkserver")
        self._context.set_forkserver_preload(["crawler.spider", "crawler.shard"])
        self._running: list[_Shard] = []
        self._broken: Counter[str] = Counter()
        self._finished: set[str] = set()
        self._everyone: tuple[Target, ...] = ()
        self.cpu = 0.0
        self.memory = 0

    def run(
        self,
        dealt: Sequence[Sequence[Target]],
        everyone: Sequence[Target],
        is_over: Callable[[], bool] = lambda: False,
    ) -> None:
        """Visits every target, unless it `is_over` before: `stop` then ends what still runs.

        Raises CrawlFailed when processes end again and again without getting anywhere.
        """
        self._everyone = tuple(everyone)
        for targets in dealt:
            self._start(targets)
        while self._running and not is_over():
            self._take()
            for shard in [each for each in self._running if monotonic() - each.heard > STILL]:
                self._replace(shard, "stood still")

    def _start(self, targets: Iterable[Target], alone: bool = False) -> None:
        here, there = self._context.Pipe()
        share = Share(
            tuple(targets), self._everyone, self._settings, self._folder, Period.parse(self._keeper.period), alone
        )
        at = self._context.RawValue("i", -1)
        process = self._context.Process(target=visit_all, args=(there, share, at), daemon=True)
        shard = _Shard(share, process, here, at)
        self._running.append(shard)
        shard.begin()
        there.close()

    def _take(self) -> None:
        """Hears the shards as long as they go on speaking, makes it last in one go, and only then says so."""
        speaking = {shard.pipe: shard for shard in self._running}
        kept: dict[Any, list[int]] = {pipe: [] for pipe in speaking}
        ended: list[_Shard] = []
        patience, until = 1.0, monotonic() + 1.0 + LONGEST_GATHER
        while speaking and monotonic() < until and (ready := wait(list(speaking), timeout=patience)):
            for shard in [speaking[pipe] for pipe in speaking if pipe in ready]:
                if not self._listen(shard, kept[shard.pipe]):
                    ended.append(speaking.pop(shard.pipe))
            until = min(until, monotonic() + LONGEST_GATHER)
            patience = GAP
        self._keeper.flush()
        for shard in self._running:
            if kept[shard.pipe]:
                shard.outbox.put(kept[shard.pipe])
        for shard in ended:
            self._ended(shard)

    def _listen(self, shard: _Shard, numbers: list[int]) -> bool:
        """Takes what a shard says; False when it will say nothing more."""
        shard.heard = monotonic()
        try:
            for _ in range(MOST_AT_ONCE):
                if not shard.pipe.poll():
                    break
                for message in shard.pipe.recv():
                    self._answer(shard, message, numbers)
        except (EOFError, ConnectionError):
            return False
        return True

    def _answer(self, shard: _Shard, message: object, numbers: list[int]) -> None:
        if isinstance(message, Keeping):
            self._keeper.apply(message.step)
            numbers.append(message.number)
            if message.step.finished:
                self._finished.add(message.step.site)
        elif isinstance(message, Asking):
            shard.outbox.put((message.site, self._keeper.standing(message.site)))
        elif isinstance(message, Trying):
            shard.trying = message.row
        elif isinstance(message, Progress):
            self._hear(message)
        elif isinstance(message, Spent):
            self.cpu += message.cpu
            self.memory = max(self.memory, message.memory)

    def _ended(self, shard: _Shard) -> None:
        shard.process.join(PATIENCE)
        left = [target for target in shard.share.targets if target.key not in self._finished]
        if left:
            self._replace(shard, f"ended with {shard.process.exitcode}")
        else:
            self._running.remove(shard)
            shard.end()

    def _replace(self, shard: _Shard, what: str) -> None:
        """Ends a process that broke; its sites go on in others."""
        at = shard.at.value
        shard.end()
        self._running.remove(shard)
        left = [target for target in shard.share.targets if target.key not in self._finished]
        culprit = shard.share.targets[at] if at >= 0 else None
        broken = culprit or left[0]
        self._broken[broken.key] += 1
        is_hopeless = self._broken[broken.key] > BREAKS
        if is_hopeless and not culprit:
            raise CrawlFailed(f"{broken.key}: the process {what}")
        if shard.share.alone and culprit and shard.trying:
            self._skip(culprit, shard.trying, what)
        if culprit in left and is_hopeless:
            self._give_up(culprit, what)
        elif culprit in left:
            self._start([culprit], alone=True)
        if others := [target for target in left if target is not culprit]:
            self._start(others, alone=shard.share.alone)

    def _skip(self, target: Target, row: Row, what: str) -> None:
        """Records a page that nobody gets past."""
        kept = Kept(unread(row, Reason.STALLED, what))
        self._keeper.apply(Step(target.key, (kept,), Changes(ended=((row.key, State.DONE),))))
        self._keeper.flush()

    def _give_up(self, target: Target, what: str) -> None:
        """Ends the visit of a site that breaks one process after another: what is left of it was not visited."""
        standing = self._keeper.standing(target.key)
        home = Row(target.home, Lead(target.home, hop=True), "", 0)
        rows = [row for row, _ in standing.rows] or [home] * (not standing.fetched)
        kept = tuple(Kept(unread(row, Reason.NOT_VISITED, f"the process {what} too often")) for row in rows)
        ended = Changes(ended=tuple((row.key, State.DONE) for row in rows))
        finished = Finished(now(), standing.fetched, "", f"the process {what} too often", 0.0)
        self._keeper.apply(Step(target.key, kept, ended, finished=finished))
        self._keeper.flush()
        self._finished.add(target.key)

    def stop(self) -> None:
        """Asks all processes to stop, keeps what they still hand over, and ends them."""
        for shard in self._running:
            if shard.process.is_alive():
                shard.process.terminate()
        until = monotonic() + PATIENCE
        while self._running and monotonic() < until:
            ready = wait([shard.pipe for shard in self._running], timeout=0.2)
            for shard in [each for each in self._running if each.pipe in ready]:
                if not self._listen(shard, []):
                    self._running.remove(shard)
                    shard.end()
        for shard in self._running:
            shard.end()
        self._running.clear()
