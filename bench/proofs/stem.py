"""A process that has read in the program, and from which crawls are begun within a tenth of a second, to be killed again.

`python -m bench.proofs.stem` takes one JSON object a line on its standard input and answers each with another. The
process from which the program starts its crawling processes is begun once and lives on; it holds nothing of a crawl. All
else of a run is in processes that are killed: `Run.kill` ends all of them, `kill_keeper` only the one that keeps,
`kill_hand` one of those that ask sites.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from multiprocessing import forkserver, resource_tracker
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
FORBID = "GONGKAI_PROOF_WITHOUT"  # names the defence that is taken away
ENDS = 15.0  # seconds in which processes that lost the one that keeps must end by themselves


@dataclass
class Stem:
    """The process, from outside."""

    process: subprocess.Popen[str]
    server: int = 0

    def ask(self, **said: Any) -> Any:
        """Says something and returns the answer."""
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.write(json.dumps(said) + "\n")
        self.process.stdin.flush()
        return json.loads(self.process.stdout.readline())

    def begin(self, folder: Path, sites: Mapping[str, str], **settings: Any) -> Run:
        """Begins or resumes the crawl of sites into a folder."""
        return Run(self, self.ask(folder=str(folder), sites=dict(sites), settings=settings))

    def hands(self) -> list[int]:
        """The processes that ask sites."""
        found = Path(f"/proc/{self.server}/task/{self.server}/children").read_text().split()
        return [int(pid) for pid in found]


@dataclass
class Run:
    """One start of a crawl."""

    stem: Stem
    pid: int
    code: int | None = None

    def over(self) -> bool:
        """Whether it has ended; `code` says how."""
        if self.code is None:
            self.code = self.stem.ask(ended=self.pid)
        return self.code is not None

    def wait(self, seconds: float) -> bool:
        """Whether it ends within so many seconds."""
        until = time.monotonic() + seconds
        while not self.over() and (left := until - time.monotonic()) > 0:
            time.sleep(min(0.02, left))
        return self.over()

    def kill(self) -> None:
        """Ends all its processes at once."""
        _kill(
            [*(() if self.over() else (self.pid,)), *self.stem.hands()]
        )  # a number is another's once its process is gone
        self._gone()

    def kill_keeper(self) -> bool:
        """Ends only the process that keeps; whether the others then ended by themselves."""
        _kill([self.pid])
        until = time.monotonic() + ENDS
        while self.stem.hands() and time.monotonic() < until:
            time.sleep(0.01)
        alone = not self.stem.hands()
        self.kill()
        return alone

    def kill_hand(self, which: int) -> None:
        """Ends one of the processes that ask sites."""
        if hands := self.stem.hands():
            _kill([hands[which % len(hands)]])

    def _gone(self) -> None:
        while not self.over() or self.stem.hands():
            _kill(self.stem.hands())
            time.sleep(0.002)


def _kill(pids: Sequence[int]) -> None:
    for pid in pids:
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)


@contextmanager
def stem(without: str = "", log: Path | None = None) -> Iterator[Stem]:
    """The process while the block runs, `without` one defence."""
    command = [sys.executable, "-m", "bench.proofs.stem"]
    out = log.open("ab") if log else None
    process = subprocess.Popen(
        command, cwd=ROOT, env={**os.environ, FORBID: without}, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        stderr=out, text=True, start_new_session=True,
    )  # fmt: skip
    try:
        begun = Stem(process)
        begun.server = begun.ask(server=True)
        yield begun
    finally:
        _kill([*(begun.hands() if begun.server else ()), begun.server or process.pid])
        process.kill()
        process.communicate()
        if out:
            out.close()


def crawl_here(folder: str, sites: Mapping[str, str], settings: Mapping[str, Any]) -> None:
    """What a started process does."""
    from ipaddress import ip_network

    from crawler.archive import Archive
    from crawler.period import Period
    from crawler.run import crawl
    from crawler.scope import Target
    from crawler.settings import CrawlSettings

    loopback = (ip_network("127.0.0.0/8"),)
    chosen: dict[str, Any] = {"allow_addresses": loopback, "browser": False, **settings}
    chosen["words"] = tuple(chosen.get("words", ()))
    with Archive(Path(folder)) as archive:
        targets = [Target(key, home) for key, home in sites.items()]
        crawl(targets, Period(2013, 7), archive, CrawlSettings(**chosen))


def _fork(said: Mapping[str, Any]) -> int:
    pid = os.fork()
    if pid:
        return pid
    code = 1
    try:
        os.setsid()
        os.dup2(2, 1)
        null = os.open(os.devnull, os.O_RDONLY)
        os.dup2(null, 0)
        forkserver._forkserver.ensure_running = lambda: None
        resource_tracker._resource_tracker.ensure_running = lambda: None
        crawl_here(said["folder"], said["sites"], said["settings"])
        code = 0
    except Exception:  # noqa: BLE001 - it is told, whatever it is
        import traceback

        traceback.print_exc()
    finally:
        os._exit(code)


def _ended(pid: int) -> int | None:
    found, status = os.waitpid(pid, os.WNOHANG)
    return os.waitstatus_to_exitcode(status) if found else None


def main() -> None:
    """Reads in the program, and does what it is told until nobody speaks any more."""
    import bench.proofs.defences  # noqa: F401 - takes away what is named
    import crawler.run
    import crawler.shard
    import crawler.spider  # noqa: F401

    forkserver.set_forkserver_preload(["crawler.spider", "crawler.shard", "bench.proofs.defences"])
    forkserver.ensure_running()
    resource_tracker.ensure_running()
    begun: set[int] = set()
    for line in sys.stdin:
        said = json.loads(line)
        if "server" in said:
            answer: Any = forkserver._forkserver._forkserver_pid
        elif "ended" in said:
            answer = _ended(said["ended"])
            begun -= {said["ended"]} if answer is not None else set()
        else:
            answer = _fork(said)
            begun.add(answer)
        print(json.dumps(answer), flush=True)
    _kill(
        [*begun, forkserver._forkserver._forkserver_pid]
    )  # nobody speaks any more; what asks sites ends without the one that keeps
    os._exit(0)


if __name__ == "__main__":
    main()
