"""The log of the monthly runs (var/log/run.log): a line a step, with its time, for people.

Lines are only added. Words from elsewhere stand on one line of their own, so that nothing forges another. A file of an earlier month,
or one that has grown too long, is put aside under the name of its month, and stays.
"""

from __future__ import annotations

import os
import re
import sqlite3
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path
from time import monotonic
from types import TracebackType

from crawler.refusal import Refusal
from crawler.warc import ArchiveDamaged
from reports.holding import Busy
from reports.session import Session, Usage
from reports.storage_words import storage_words
from reports.wording import plain, plainly

LONGEST = 1024 * 1024  # bytes of one file
MONTH = re.compile(rb"([0-9]{4}-[0-9]{2})-[0-9]{2} ")


class RunLog:
    """The log of one run, in whose block everything that ends it is told. Raises OSError when a line cannot be written.

    Times are counted from the moment at which the command began, whatever somebody does to the clock meanwhile.
    """

    def __init__(self, session: Session, folder: Path, about: str) -> None:
        self._session, self.path, self._about = session, folder / "run.log", about
        self._began = monotonic()

    @property
    def seconds(self) -> float:
        """How long the run has taken so far."""
        return monotonic() - self._began

    @property
    def moment(self) -> datetime:
        """The time by that."""
        return self._session.now + timedelta(seconds=self.seconds)

    def add(self, template: str, **values: Sequence[str]) -> None:
        """Adds a line: a message template and its values."""
        self._write(self._session.wording.say(template, **plainly(values)))

    def _write(self, words: str) -> None:
        line = f"{self.moment:%Y-%m-%d %H:%M:%S} [{os.getpid()}] {self._about} {plain(words)}\n"
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with self.path.open("ab", buffering=0) as file:
            file.write(line.encode())

    def turn(self) -> None:
        """Puts a file aside that is of another month or too long; only for whoever holds the workspace."""
        if not self.path.is_file():
            return
        with self.path.open("rb") as file:
            head = file.read(64)
        found = MONTH.match(head)
        month = found[1].decode() if found else "0000-00"
        if month == f"{self.moment:%Y-%m}" and self.path.stat().st_size < LONGEST:
            return
        number, aside = 1, self.path.with_name(f"run-{month}.log")
        while aside.exists():
            number += 1
            aside = self.path.with_name(f"run-{month}-{number}.log")
        self.path.rename(aside)

    def __enter__(self) -> RunLog:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if error is None or not self.path.parent.parent.is_dir():  # refused before anything was written
            return
        try:
            self._end(error)
        except OSError:
            return  # the error itself is told by whoever catches it; this one would only hide it

    def _end(self, error: BaseException) -> None:
        say = self._session.wording
        if isinstance(error, Busy):
            self.add("没有开始：进程 {process} 正在运行", process=error.process or "?")
        elif isinstance(error, Refusal):
            for fault in error.faults:
                self.add("不能继续：{why}", why=say.fault(fault))
        elif isinstance(error, Usage):
            self.add("不能继续：{why}", why=say.say(error.template, **error.values))
        elif isinstance(error, KeyboardInterrupt):
            self.add("中途停止，下次启动接着做")
        elif isinstance(error, sqlite3.Error | OSError | ArchiveDamaged | MemoryError):
            self.add("没有做完：{why}", why=storage_words(error, say, self.path.parent.parent))
        else:
            self.add("没有做完：{why}", why=f"{type(error).__name__}: {error}")
