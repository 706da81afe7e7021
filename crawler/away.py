"""The task of a Dask worker: it holds the machines that it may ask, and has a relay visit their sites as long as it does.

A hold is a semaphore of the scheduler that lapses when it is not renewed. Everything that may ask a site ends well
before: the relay when no word comes from here for half of that time, and word is sent only while the scheduler answers
and says that the share is still wanted.
"""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import suppress
from typing import Any

from crawler.depot import Depot
from crawler.fitness import PROGRAM, STORE, Unfit, program
from crawler.order import Begun, Ended, Order, Part, order_name, packed, part_name, unpacked

BEATS = 10  # within the time after which a hold lapses
LONGEST_BEAT = 1.0  # seconds


class Lost(Exception):
    """Somebody began with this share, and is not heard of any more."""


class Broken(Exception):
    """The relay ended without a word."""


def work(url: str, place: str, asked_by: str) -> None:
    """Works on the share whose order lies at a place of a store. Raises Unfit, Lost and Broken."""
    from distributed import get_worker

    worker = get_worker()
    if asked_by != program():
        raise Unfit(PROGRAM, worker.address)
    depot = Depot(url)
    data = depot.get(order_name(place))
    if data is None:
        raise Unfit(STORE, worker.address)
    begun = part_name(place, 1)
    if depot.get(begun) is not None:
        raise Lost(place)
    order: Order = unpacked(data)
    holds = Holds(worker, order)
    depot.put(begun, packed(Part((Begun(worker.address, holds.lease),))))
    try:
        if sites := holds.take():
            time.sleep(order.share.settings.delay)  # whoever held them before may just have asked
            _relay(holds, url, place, sites)
        else:
            depot.put(part_name(place, 2), packed(Part((Ended("was told to stop", is_blameless=True),))))
    finally:
        holds.release()


def _relay(holds: Holds, url: str, place: str, sites: Sequence[str]) -> None:
    """Has the sites visited, and says again and again that they are ours."""
    command = [sys.executable, "-P", "-m", "crawler.relay", url, place, str(holds.lease / 2), *sites]
    with subprocess.Popen(command, stdin=subprocess.PIPE, bufsize=0, start_new_session=True) as relay:  # noqa: S603
        while relay.poll() is None:
            said = holds.word()
            with suppress(BrokenPipeError):
                if said and relay.stdin:
                    relay.stdin.write(said)
            with suppress(subprocess.TimeoutExpired):
                relay.wait(holds.beat)
    if relay.returncode:
        raise Broken(f"the relay ended with {relay.returncode}")


class Holds:
    """The holds of one share on the machines of its sites."""

    def __init__(self, worker: Any, order: Order) -> None:
        import dask
        from dask.utils import parse_timedelta

        self._worker, self._order = worker, order
        self._held: list[Any] = []
        self.lease = float(parse_timedelta(dask.config.get("distributed.scheduler.locks.lease-timeout"), "s"))
        self.beat = min(LONGEST_BEAT, self.lease / BEATS)

    def take(self) -> list[str]:
        """Holds all machines that nobody else holds, waiting for one at least; the sites for which they answer.

        None when nobody wants them visited any more.
        """
        while self.word() == b".":
            if free := [target.key for target in self._order.share.targets if self._take(target.key)]:
                return free
            time.sleep(self.beat)
        return []

    def _take(self, site: str) -> bool:
        """Holds the machines of a site, all or none."""
        from distributed import Semaphore

        wanted = sorted(self._order.machines[site] - {each.name for each in self._held})
        taken: list[Any] = []
        for name in wanted:
            semaphore = Semaphore(max_leases=1, name=name)
            if not semaphore.acquire(timeout=0):
                self._give_back(taken)
                return False
            taken.append(semaphore)
        self._held += taken
        return True

    def word(self) -> bytes:
        """What is to be said: "." to go on, "s" to stop, and nothing while the scheduler does not answer."""
        if str(self._worker.status) != "Status.running":
            return b"s"
        try:
            life = self._ask(self._worker.scheduler.semaphore_value, name=self._order.life)
        except (OSError, TimeoutError):
            return b""
        return b"." if life else b"s"

    def _ask(self, question: Any, **values: str) -> Any:
        """What the scheduler answers, when it does so within a beat."""
        from distributed.utils import sync

        return sync(self._worker.loop, question, callback_timeout=max(self.beat, 0.5), **values)

    def release(self) -> None:
        """Lets everything go; what the scheduler does not hear of lapses."""
        self._give_back(self._held)

    def _give_back(self, semaphores: list[Any]) -> None:
        while semaphores:
            semaphore = semaphores.pop()
            semaphore.refresh_leases = False
            with suppress(OSError, RuntimeError, TimeoutError):
                self._worker.loop.add_callback(semaphore.refresh_callback.stop)
                semaphore.release()
