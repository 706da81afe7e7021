"""An end to what takes too long: a pattern over a text that nobody foresaw must not keep a whole month waiting."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from time import process_time_ns
from types import FrameType

STEP = 1_000  # milliseconds at most between two looks at the clock; once the time is over, it is raised at each of them

# The clock of the wall asks the processor's, on which no timer may run: while one does, the kernel tells it in ticks only, and what a
# rule takes could not be told any more.


class TookTooLong(Exception):
    """What was asked had no answer within its time."""


@contextmanager
def within(milliseconds: int) -> Iterator[None]:
    """Raises TookTooLong in the block after so much of the processor's time; in the main thread alone, where signals are heard."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    end = process_time_ns() + milliseconds * 1_000_000

    def look(number: int, frame: FrameType | None) -> None:
        if process_time_ns() > end:
            raise TookTooLong

    step = min(milliseconds, STEP) / 1_000
    before, left = signal.signal(signal.SIGALRM, look), signal.setitimer(signal.ITIMER_REAL, step, step)
    try:
        try:
            yield
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
    finally:
        signal.signal(signal.SIGALRM, before)
        signal.setitimer(signal.ITIMER_REAL, *left)
