"""Whoever ends a command by a signal, as systemd, a closed terminal or Ctrl-C do, ends it alike: nothing is lost, and it is told."""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from types import FrameType

SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
STOPPED = 3


@contextmanager
def stoppable(tell: Callable[[], None]) -> Iterator[None]:
    """The first signal raises KeyboardInterrupt within the block; a second ends the process at once, with exit code 3.

    `tell` says then that it was stopped. What was told to be ignored stays so (nohup), and only the main thread hears signals.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    heard = []

    def stop(number: int, frame: FrameType | None) -> None:
        heard.append(number)
        if len(heard) == 1:
            raise KeyboardInterrupt
        with suppress(OSError, RuntimeError, ValueError):  # the stream may be gone, or in the middle of a write
            tell()
            sys.stderr.flush()
        os._exit(STOPPED)

    before = {number: signal.getsignal(number) for number in SIGNALS}
    ours = [number for number, handler in before.items() if handler not in (signal.SIG_IGN, None)]
    for number in ours:
        signal.signal(number, stop)
    try:
        yield
    finally:
        for number in ours:  # one that comes late must not change the exit code
            signal.signal(number, signal.SIG_IGN if heard else before[number])
