"""The lock of a workspace: one run at a time, which says what it is, and room on the disk that is set aside meanwhile."""

from __future__ import annotations

import fcntl
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from crawler.period import CHINA
from reports.room import is_full, release, reserve


class Busy(Exception):
    """Another run holds the workspace's lock (exit code 5): its process, since when, and what it does, "" where it does not say."""

    def __init__(self, process: str, since: datetime, command: str = "") -> None:
        super().__init__(process)
        self.process, self.since, self.command = process, since, command


@contextmanager
def holding(var: Path, command: str = "", *, room: bool = True) -> Iterator[None]:
    """Holds the workspace whose var this is, as its lock does, with `room` set aside meanwhile. Raises Busy."""
    with (var / "lock").open("a+b", buffering=0) as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.seek(0)
            process, _, command = file.read(100).decode("ascii", "replace").partition(" ")
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
