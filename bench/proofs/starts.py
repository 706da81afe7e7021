"""Starts of `gongkai` that cost no more than a fork: everything is imported, what one does no other sees, and it can be watched."""

from __future__ import annotations

import gc
import multiprocessing.util
import os
import signal
import socket
import sys
import traceback
import types
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path

from bench.proofs.calls import Watched, ask_first, is_over, listener_of, until

CLOCK = datetime(2013, 8, 1, 1, 30, tzinfo=UTC)  # of every start: what is fetched again is fetched at the same time
NEEDED = (
    "crawler.shard", "crawler.spider", "crawler.settings", "scrapy.crawler", "scrapy.core.engine", "scrapy.core.scraper", "reports.cli",
    "reports.commands", "reports.monthly", "reports.exported", "reports.returned", "reports.site.written", "reports.whole_month",
    "reports.run_steps", "reports.verified", "reports.docket_acts", "reports.notices", "reports.retained", "reports.evidence",
)  # fmt: skip
PATIENCE = 300.0  # seconds that a start may take: two at most by itself, but a busy machine may leave it waiting
AFTERWARDS = 60.0  # seconds that what it began may go on after it


@dataclass(frozen=True)
class Ended:
    """How a start ended: its exit code (negative: by that signal; None: not at all), what it said, and what it left running."""

    code: int | None
    said: str
    left: bool = False


@dataclass
class Start:
    """A start that is under way."""

    process: int
    log: Path
    watched: Watched | None
    end: int
    code: int | None = None

    def is_done(self) -> bool:
        """Whether the process itself has ended."""
        if self.code is None:
            process, status = os.waitpid(self.process, os.WNOHANG)
            if process:
                self.code = os.waitstatus_to_exitcode(status)
        return self.code is not None


def prepare() -> None:
    """Imports what a start needs."""
    for name in NEEDED:
        import_module(name)


def _stop_the_clock() -> None:
    """Whatever is fetched is stamped with the same time, in every start."""
    from crawler import fetching

    real = fetching.now
    for module in list(sys.modules.values()):
        if getattr(module, "now", None) is real:
            module.now = _now  # type: ignore[attr-defined]


def _now() -> datetime:
    from crawler.period import CHINA

    return CLOCK.astimezone(CHINA)


@contextmanager
def started(act: Callable[[], int], folder: Path, log: Path, watch: Watched | None = None) -> Iterator[Start]:
    """A process that does so in a folder; with `watch` its calls ask there. What is left of it at the end of the block is ended."""
    here, there = socket.socketpair()
    process = os.fork()
    if not process:
        _be(act, folder, log, there if watch else None)
    there.close()
    if watch:
        watch.listener = listener_of(here)
    here.close()
    start = Start(process, log, watch, os.pidfd_open(process))
    try:
        yield start
    finally:
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process, signal.SIGKILL)
        if not start.is_done():
            os.waitpid(process, 0)
        os.close(start.end)
        if watch:
            watch.close()


def ended(start: Start, others: tuple[Watched, ...] = (), patience: float = PATIENCE) -> Ended:
    """Waits for the end of a start, while the calls of `others` are answered, too."""
    watched = [*filter(None, (start.watched,)), *others]
    until(start.is_done, [start.end], watched, patience)
    return Ended(start.code, start.log.read_text("utf-8", "replace"))


def has_left(start: Start, patience: float = AFTERWARDS) -> bool:
    """Whether processes that a watched start began go on long after it."""
    watched = start.watched
    return watched is not None and not until(lambda: is_over(watched), [], [watched], patience)


def run(words: list[str], folder: Path, log: Path) -> Ended:
    """A start of `gongkai` that nobody disturbs."""
    with started(lambda: gongkai(words), folder, log) as start:
        return ended(start)


def gongkai(words: list[str]) -> int:
    """The command, as the console script calls it."""
    from reports.cli import main

    return main(words)


def _be(act: Callable[[], int], folder: Path, log: Path, there: socket.socket | None) -> None:
    """Is the process: as if it had been started by a shell in that folder."""
    code = 70
    try:
        os.setsid()
        gc.freeze()  # whatever the process before it opened, and nobody holds any more, must not close here what is opened anew
        out, nothing = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644), os.open(os.devnull, os.O_RDONLY)
        for number, target in enumerate((nothing, out, out)):
            os.dup2(target, number)
        keep = {0, 1, 2, *((there.fileno(),) if there else ())}
        _close_all_but(keep)
        sys.stdout, sys.stderr = (os.fdopen(os.dup(number), "w", encoding="utf-8") for number in (1, 2))
        sys.__stdout__, sys.__stderr__ = sys.stdout, sys.stderr
        sys.modules["__main__"] = types.ModuleType("__main__")
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, signal.default_int_handler if number == signal.SIGINT else signal.SIG_DFL)
        temporary = folder / "tmp"
        os.environ |= {"TMPDIR": str(temporary), "PYTHONDONTWRITEBYTECODE": "1", "LC_ALL": "C.UTF-8"}
        import tempfile

        tempfile.tempdir = str(temporary)
        multiprocessing.util.spawnv_passfds = _forked  # type: ignore[assignment]
        _stop_the_clock()
        os.chdir(folder)
        if there:
            ask_first(there)
        code = act()
        multiprocessing.util._exit_function()  # type: ignore[attr-defined]
        sys.stdout.flush()
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else 1
    except BaseException:  # noqa: BLE001 - it is told, and this is no place to return from
        traceback.print_exc()
    finally:
        with suppress(Exception):
            sys.stderr.flush()
        os._exit(code)


def _close_all_but(keep: set[int]) -> None:
    """Closes what the process would not have had."""
    for name in os.listdir("/proc/self/fd"):
        if int(name) not in keep:
            with suppress(OSError):
                os.close(int(name))


def _forked(path: object, words: list[object], passed: tuple[int, ...]) -> int:
    """What multiprocessing starts to fork its processes from: a fork itself, with what a program that is executed keeps, and no more."""
    process = os.fork()
    if process:
        return process
    try:
        signal.set_wakeup_fd(-1)
        _close_all_but({0, 1, 2, *passed})
        command = words[words.index("-c") + 1]
        exec(str(command), {"__name__": "__main__"})
    except BaseException:  # noqa: BLE001 - it is told, and this is no place to return from
        traceback.print_exc()
    finally:
        os._exit(0)
