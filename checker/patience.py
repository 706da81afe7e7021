"""An end to what takes too long: a pattern over a text that nobody foresaw must not keep a whole month waiting."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

AGAIN = 1.0  # seconds after which it is raised once more, where the first was swallowed on its way


class TookTooLong(Exception):
    """What was asked had no answer within its time."""


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """Raises TookTooLong in the block after so many seconds of the processor's time; in the main thread alone, where signals are heard."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGVTALRM, _end)
    try:
        signal.setitimer(signal.ITIMER_VIRTUAL, seconds, AGAIN)
        try:
            yield
        finally:
            signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    finally:
        signal.signal(signal.SIGVTALRM, before)


def _end(number: int, frame: FrameType | None) -> None:
    raise TookTooLong
