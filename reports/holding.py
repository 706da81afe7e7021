"""The lock of a workspace: one run at a time, which says what it is, and room on the disk that is set aside meanwhile."""

from __future__ import annotations

import fcntl
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from time import monotonic, sleep
from typing import BinaryIO, cast

from crawler.period import CHINA
from reports.room import is_full, release, reserve

NAMED_IN = 0.5  # seconds in which whoever has just taken the lock says who it is


class Busy(Exception):
    """Another run holds the workspace's lock (exit code 5): its process, since when, and what it does, "" where it does not say."""

    def __init__(self, process: str, since: datetime, command: str = "") -> None:
        super().__init__(process)
        self.process, self.since, self.command = process, since, command


def _named(file: BinaryIO) -> str:
    """What the holder of a lock says of itself: it does so right after it took it."""
    last = monotonic() + NAMED_IN
    while True:
        file.seek(0)
        said = file.read(100)
        if said or monotonic() > last:
            return said.decode("ascii", "replace")
        sleep(0.01)


@contextmanager
def holding(var: Path, command: str = "", *, room: bool = True) -> Iterator[None]:
    """Holds the workspace whose var this is, as its lock does, with `room` set aside meanwhile. Raises Busy."""
    with (var / "lock").open("a+b", buffering=0) as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            process, _, command = _named(cast(BinaryIO, file)).partition(" ")
            since = datetime.fromtimestamp(os.fstat(file.fileno()).st_mtime, CHINA)
            raise Busy(process, since, command) from None
        file.truncate(0)
        file.write(f"{os.getpid()} {command}".strip().encode())
        if room:
            reserve(var)
        try:
            yield
        except (OSError, sqlite3.Error) as error:
            if is_full(error):
                release(var)
            raise
        file.truncate(0)
