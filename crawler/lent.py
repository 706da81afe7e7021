"""A share that a machine of a cluster works on, seen from whoever keeps: what its parts in the common store say."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from time import monotonic
from typing import Any

from crawler.depot import Depot
from crawler.frontier import Row
from crawler.line import Keeping, Share
from crawler.order import Begun, Ended, part_name, unpacked
from crawler.taken import Position, Taken

MOST_AT_ONCE = 64  # parts in one transaction
LEASE = 30.0  # seconds, where nobody said how long a hold lasts


class Away:
    """A share that a machine of the cluster works on. `parts` are the numbers of those that lie in the store."""

    def __init__(self, depot: Depot, taken: Taken, place: str, share: Share, done: Position = (0, 0)) -> None:
        self.share, self.place = share, place
        self.trying: Row | None = None
        self.over = False
        self.future: Any = None
        self.end_life: Callable[[], None] = lambda: None
        self.parts: set[int] = set()
        self.begun: Begun | None = None
        self.ended: Ended | None = None
        self.lost_at: float | None = None
        self._depot, self._taken = depot, taken
        self._done = self._position = done
        self._upto = self._removed = 0
        self._brought = 0

    def resume(self, parts: set[int]) -> None:
        """Goes on with what an earlier run has left of its parts."""
        self.parts = parts
        self._upto = self._removed = min(parts - {1}, default=self._done[0] + 1) - 1 if self._done[0] else 0

    def lose(self, is_orderly: bool = False) -> None:
        """Knows that nobody works on it any more; a machine that was lost may do so yet, until its hold lapses."""
        self.lost_at = 0.0 if is_orderly else monotonic()

    @property
    def at(self) -> int:
        """The place in the share of the site that was being read; -1: none."""
        site = self.ended.site if self.ended else ""
        return next((place for place, target in enumerate(self.share.targets) if target.key == site), -1)

    fault = ""  # its relay would tell

    @property
    def is_blameless(self) -> bool:
        """Whether it ended for a reason that lies in none of its sites; a machine that is lost twice at once may be their fault."""
        return self.ended.is_blameless if self.ended else self._brought > 0

    @property
    def has_news(self) -> bool:
        """Whether there is a part to be heard, or nothing more to be waited for."""
        return self._upto + 1 in self.parts or self._is_given_up

    @property
    def _is_given_up(self) -> bool:
        lease = self.begun.lease if self.begun else LEASE
        return self.lost_at is not None and monotonic() - self.lost_at > (lease if 1 in self.parts else 0.0)

    def hear(self) -> Iterator[object]:
        """What its parts say, in order, but for steps that were taken before."""
        if self._upto + 1 not in self.parts:
            self.over = True
        for _ in range(MOST_AT_ONCE):
            if self.over or (data := self._next()) is None:
                return
            for number, message in enumerate(unpacked(data).messages, 1):
                self._note(message)
                self._position = (self._upto + 1, number)
                if not isinstance(message, Keeping) or self._position > self._done:
                    yield message
            self._upto += 1
            self.over = self.ended is not None

    def took(self) -> None:
        """Takes note that the last step was taken, within its transaction."""
        self._taken.take(self.place, *self._position)

    def _next(self) -> bytes | None:
        """The next part; None when it is not there yet, or not whole: then it is looked for again."""
        if (number := self._upto + 1) not in self.parts:
            return None
        data = self._depot.get(part_name(self.place, number))
        if data is None:
            self.parts.discard(number)
        return data

    def _note(self, message: object) -> None:
        if isinstance(message, Begun):
            self.begun = message
        elif isinstance(message, Ended):
            self.ended, self.trying = message, message.trying
        else:
            self._brought += 1

    def answer(self, message: object) -> None:
        """What lasts is no longer needed in the store."""
        if self._taken.is_sure:
            for number in range(max(self._removed, 1) + 1, self._upto + 1):
                self._depot.remove(part_name(self.place, number))
            self._removed = self._upto

    def ending(self) -> str:
        """How it ended."""
        return self.ended.what if self.ended else "was lost with its machine"

    def stop(self) -> None:
        """Nobody will begin with it any more; who has begun is told by the end of its life."""
        if self.future is not None:
            self.future.cancel()
            self.future = None
        self.end_life()
        if 1 not in self.parts:
            self.over = True

    def end(self) -> None:
        """Forgets it, unless something of it may still come: the next run takes that."""
        if self.over and self._taken.is_sure:
            self._depot.clear(self.place)
            self._taken.forget(self.place)
