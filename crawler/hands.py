"""Where a share of the sites is worked on, and what whoever keeps hears of it; here: a process of this machine and its pipe."""

from __future__ import annotations

import multiprocessing
import queue
import threading
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from time import monotonic
from typing import Any, Protocol

from crawler.frontier import Row
from crawler.line import Share
from crawler.refusal import Fault
from crawler.shard import visit_all

PATIENCE = 8.0  # seconds that a stopped process has to hand over what it holds
STILL = 20.0  # seconds without a sign of life after which a process is taken to stand still
MOST_AT_ONCE = 64  # bundles of messages kept in one transaction
STOOD_STILL = "stood still"


@dataclass(frozen=True)
class Cluster:
    """Where the scheduler is, the store that all can reach, and whoever is told when something is waited for."""

    scheduler: str
    store: str
    tell: Callable[[Fault], None] = lambda _: None


class Hand(Protocol):
    """A share that is worked on somewhere. `trying` is the address that one alone with its site reads, `over`: it says no more."""

    share: Share
    trying: Row | None
    over: bool

    @property
    def at(self) -> int:
        """The place in the share of the site that is being read; -1: none."""

    @property
    def fault(self) -> str:
        """Why nothing more is to be expected of it, though it has not ended; "" while all is well."""

    @property
    def is_blameless(self) -> bool:
        """Whether it ended for a reason that lies in none of its sites."""

    def hear(self) -> Iterable[object]:
        """What it has said since it was last heard."""

    def took(self) -> None:
        """Takes note that its last step was taken, within the transaction of that step."""

    def answer(self, message: object) -> None:
        """Answers: a list of the numbers of steps that last, or a site's name with its standing."""

    def ending(self) -> str:
        """How it ended, once it is `over`."""

    def stop(self) -> None:
        """Asks it to hand over what it holds and to end."""

    def end(self) -> None:
        """Ends it where it stands."""


class Hands(Protocol):
    """Whoever works on shares."""

    def start(self, share: Share) -> Hand:
        """Has a share worked on."""

    def wait(self, hands: Sequence[Any], timeout: float) -> Sequence[Any]:
        """Those of the hands that have something to say, or after so many seconds none."""


class Process:
    """A share in a process of its own, as seen from the one that keeps."""

    is_blameless = False

    def __init__(self, context: Any, share: Share) -> None:
        self.share = share
        self.trying: Row | None = None
        self.over = False
        self.pipe: Connection
        self.pipe, there = context.Pipe()
        self._at = context.RawValue("i", -1)
        self._process = context.Process(target=visit_all, args=(there, share, self._at), daemon=True)
        self._outbox: queue.SimpleQueue[Any] = queue.SimpleQueue()
        self._heard = monotonic()
        self._process.start()
        there.close()
        threading.Thread(target=self._write, daemon=True).start()

    def _write(self) -> None:
        """Runs in a thread of its own: a full pipe must not stop whoever keeps."""
        while (message := self._outbox.get()) is not None:
            try:
                self.pipe.send(message)
            except (OSError, ValueError):
                return

    @property
    def at(self) -> int:
        """The place in the share of the site that is being read; -1: none."""
        return int(self._at.value)

    @property
    def fault(self) -> str:
        """Whether it gave no sign of life for long."""
        is_silent = (
            monotonic() - self._heard > STILL and not self.pipe.poll()
        )  # what waits there was only not listened to
        return STOOD_STILL if is_silent else ""

    def hear(self) -> list[object]:
        """What it has said since it was last heard."""
        self._heard = monotonic()
        said: list[object] = []
        try:
            for _ in range(MOST_AT_ONCE):
                if not self.pipe.poll():
                    break
                said += self.pipe.recv()
        except (EOFError, ConnectionError):
            self.over = True
        return said

    def took(self) -> None:
        """Hears of it when the step lasts, and not before."""

    def answer(self, message: object) -> None:
        """Answers without waiting until it listens."""
        self._outbox.put(message)

    def ending(self) -> str:
        """The number that it ended with."""
        self._process.join(PATIENCE)
        return f"ended with {self._process.exitcode}"

    def stop(self) -> None:
        """Asks it to hand over what it holds and to end."""
        if self._process.is_alive():
            self._process.terminate()

    def kill(self) -> None:
        """Ends the process alone: what it had said can still be heard."""
        self._process.kill()

    def end(self) -> None:
        """Ends the process and both ends of its pipe."""
        self._outbox.put(None)
        if self._process.is_alive():
            self._process.kill()
        self._process.join()
        self.pipe.close()


class Processes:
    """The processes of this machine."""

    def __init__(self) -> None:
        self._context = multiprocessing.get_context("forkserver")
        self._context.set_forkserver_preload(["crawler.spider", "crawler.shard"])

    def start(self, share: Share) -> Process:
        """Starts a process for a share."""
        return Process(self._context, share)

    def wait(self, hands: Sequence[Process], timeout: float) -> list[Process]:
        """Those that have something to say, or after so many seconds none."""
        speaking = {hand.pipe: hand for hand in hands}
        return [speaking[pipe] for pipe in wait(list(speaking), timeout) if isinstance(pipe, Connection)]
