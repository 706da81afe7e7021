"""All crawling processes of a run, and the one that keeps what they find: started, heard, watched, replaced.

A process that breaks or stands still is replaced. The site that it was reading
then is visited again in a process of its own, page by page, and the page that
breaks that one, too, is recorded as such.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from time import monotonic

from crawler.dealing import by_machine, machines_of
from crawler.families import Lead
from crawler.frontier import Changes, Row, State
from crawler.hands import PATIENCE, Hand, Hands
from crawler.keeping import Finished, Keeper, Kept, Step
from crawler.line import Asking, Keeping, Progress, Share, Spent, Trying
from crawler.order import Read
from crawler.period import Period
from crawler.politeness import now
from crawler.reading import edition
from crawler.recording import unread
from crawler.refusal import CrawlFailed
from crawler.scope import Target
from crawler.settings import CrawlSettings
from crawler.snapshot import Reason

GAP = 0.008  # seconds of silence after which what was heard is made to last
LONGEST_GATHER = 0.1  # seconds in which messages come together for that
BREAKS = 5  # times that a site may break a process; then it is left


class Shards:
    """The processes of one run."""

    def __init__(
        self, hands: Hands, keeper: Keeper, settings: CrawlSettings, folder: Path, hear: Callable[[Progress], None]
    ) -> None:
        self._hands, self._keeper = hands, keeper
        self._settings, self._folder, self._hear = settings, folder, hear
        self._running: list[Hand] = []
        self._readings: list[Read] = []
        self._broken: Counter[str] = Counter()
        self._fruitless = 0  # processes in a row that ended before anything was kept
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
            for hand in list(self._running):
                if fault := hand.fault:
                    self._replace(hand, fault)

    def take_over(self, hands: Iterable[Hand]) -> None:
        """Keeps what hands of an earlier run still hand over."""
        waiting = list(hands)
        while waiting:
            for hand in self._hands.wait(waiting, 1.0):
                numbers = self._listen(hand)
                self._flush()
                if numbers:  # what was removed before anything was taken would be missed by whoever goes on
                    hand.answer(numbers)
            for hand in [each for each in waiting if each.over]:
                waiting.remove(hand)
                hand.end()

    def _start(self, targets: Iterable[Target], alone: bool = False) -> None:
        period = Period.parse(self._keeper.period)
        share = Share(tuple(targets), self._everyone, self._settings, self._folder, period, alone)
        self._running.append(self._hands.start(share))

    def _take(self) -> None:
        """Hears the hands as long as they go on speaking, makes it last in one go, and only then says so."""
        speaking = list(self._running)
        kept: dict[Hand, list[int]] = {hand: [] for hand in speaking}
        patience, until = 1.0, monotonic() + 1.0 + LONGEST_GATHER
        while speaking and monotonic() < until and (ready := self._hands.wait(speaking, patience)):
            for hand in ready:
                kept[hand] += self._listen(hand)
                if hand.over:
                    speaking.remove(hand)
            until = min(until, monotonic() + LONGEST_GATHER)
            patience = GAP
        self._flush()
        for hand, numbers in kept.items():
            if numbers:
                hand.answer(numbers)
        for hand in [each for each in self._running if each.over]:
            self._ended(hand)

    def _listen(self, hand: Hand) -> list[int]:
        """Takes what a hand says; returns the numbers of its steps."""
        said = (self._answer(hand, message) for message in hand.hear())
        return [number for number in said if number is not None]

    def _flush(self) -> None:
        """Makes everything so far last: steps first, then what was read of them by whoever has the readers of today."""
        self._keeper.flush()
        if not self._readings:
            return
        rows = [row for read in self._readings if read.edition == edition() for row in read.rows]
        self._keeper.archive.keep_readings(edition(), rows)
        self._readings.clear()

    def _answer(self, hand: Hand, message: object) -> int | None:
        if isinstance(message, Keeping):
            self._keeper.apply(message.step, hand.took)
            self._fruitless = 0
            if message.step.finished:
                self._finished.add(message.step.site)
            return message.number
        if isinstance(message, Asking):
            hand.answer((message.site, self._keeper.standing(message.site)))
        elif isinstance(message, Trying):
            hand.trying = message.row
        elif isinstance(message, Read):
            self._readings.append(message)
        elif isinstance(message, Progress):
            self._hear(message)
        elif isinstance(message, Spent):
            self.cpu += message.cpu
            self.memory = max(self.memory, message.memory)
        return None

    def _left(self, hand: Hand) -> list[Target]:
        return [target for target in hand.share.targets if target.key not in self._finished]

    def _ended(self, hand: Hand) -> None:
        what = hand.ending()
        if self._left(hand):
            self._replace(hand, what)
        else:
            self._running.remove(hand)
            hand.end()

    def _replace(self, hand: Hand, what: str) -> None:
        """Ends a hand that broke; its sites go on in others."""
        at, share, left = hand.at, hand.share, self._left(hand)
        hand.end()
        self._running.remove(hand)
        if hand.is_blameless:
            self._start(left, alone=share.alone)
            return
        culprit = share.targets[at] if at >= 0 else None
        if culprit is None:
            self._fruitless += 1
            if self._fruitless > BREAKS:
                raise CrawlFailed(f"{left[0].key}: the process {what}")
            self._start(left, alone=share.alone)
            return
        self._broken[culprit.key] += 1
        is_hopeless = self._broken[culprit.key] > BREAKS
        if share.alone and hand.trying:
            self._skip(culprit, hand.trying, what)
        apart: list[Target] = []
        if culprit in left and is_hopeless:
            self._give_up(culprit, what)
            left.remove(culprit)
        elif culprit in left:
            groups = by_machine(left, machines_of(left))
            apart = next(group for group in groups if culprit in group)  # no machine may be asked by two processes
            self._start(apart, alone=True)
        if others := [target for target in left if target not in apart]:
            self._start(others, alone=share.alone)

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
        for hand in self._running:
            hand.stop()
        until = monotonic() + PATIENCE
        while (speaking := [hand for hand in self._running if not hand.over]) and monotonic() < until:
            for hand in self._hands.wait(speaking, 0.2):
                self._listen(hand)
        self._flush()
        for hand in self._running:
            hand.end()
        self._running.clear()
