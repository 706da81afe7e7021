"""One crawl of a sample city that is disturbed and goes on: its runs, what was acknowledged, what became of it.

    python bench/disturbed.py FOLDER [--sites 0] [--delay 0.1] [--control]

crawls, or goes on with, the month of a workspace; bench/kills.py starts it in order to kill it.
"""

from __future__ import annotations

import argparse
import os
import signal
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from crawler.archive import Archive  # noqa: E402 - the repository itself is the package
from crawler.keeping import Keeper  # noqa: E402
from crawler.period import Period  # noqa: E402
from crawler.run import crawl  # noqa: E402
from crawler.verify import verify  # noqa: E402
from reports import workspace  # noqa: E402
from reports.samplecity.city import City  # noqa: E402
from reports.samplecity.server import Served  # noqa: E402

MONTH = Period(2013, 7)
LONGEST = 150.0  # seconds for one run
SLOW = 0.02  # seconds that a slow disk takes, for the control

Acknowledged = set[tuple[str, int, str]]
Outcome = Counter[tuple[str, str, str, str]]


@dataclass
class Found:
    """What became of so many faults: runs that a fault ended, records lost, damage, outcomes that differ, runs stuck."""

    faults: int = 0
    ended: int = 0
    lost: int = 0
    damaged: int = 0
    differ: int = 0
    stuck: int = 0
    told: list[str] = field(default_factory=list)

    @property
    def bad(self) -> int:
        """How much of it must not be."""
        return self.lost + self.damaged + self.differ + self.stuck

    def line(self, name: str) -> str:
        """Its line of the table."""
        numbers = f"{self.lost:>5} {self.damaged:>7} {self.differ:>6} {self.stuck:>5}"
        return f"{name:<20} {self.faults:>6} {self.ended:>6} {numbers}"


class Crawl:
    """One workspace of the city, and the runs that crawl it."""

    def __init__(self, folder: Path, city: City, served: Served, more: Sequence[str]) -> None:
        self.folder = folder
        city.write_workspace(folder, served.bases)
        self.archive = workspace.read(folder).var / "archive"
        self._command = [sys.executable, __file__, str(folder), *more]

    def start(self, tracer: Sequence[str] = ()) -> subprocess.Popen[bytes]:
        """Begins or resumes, in a group of processes of its own."""
        with (self.folder / "run.log").open("ab") as log:
            return subprocess.Popen(
                [*tracer, *self._command], stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True
            )

    def run(self, tracer: Sequence[str] = ()) -> int | None:
        """Runs to the end; the exit code, or None when there is no end to it."""
        process = self.start(tracer)
        with suppress(subprocess.TimeoutExpired):
            process.wait(LONGEST)
        code = process.poll()
        kill(process)
        return code

    def resume(self, found: Found, before: Acknowledged, wanted: Outcome) -> None:
        """Runs to the end, and adds what is wrong then."""
        code = self.run()
        if code != 0:
            told = (self.folder / "run.log").read_text(errors="replace").rstrip().rpartition("\n")[2]
            found.stuck += 1
            found.told.append(f"it cannot be resumed ({code}): {told}")
            return
        self.judge(found, before)
        got = self.outcome()
        other = [*(("not there:", row) for row in wanted - got), *(("not wanted:", row) for row in got - wanted)]
        found.differ += len(other)
        found.told += [f"{sign} {row}" for sign, row in other]

    def judge(self, found: Found, before: Acknowledged) -> Acknowledged:
        """Adds what is wrong with what is kept so far; returns what was acknowledged. The check comes first, as it is."""
        damage = [str(each) for each in verify(self.archive)] if list(self.archive.glob("warc/*/*")) else []
        now = self.acknowledged()
        found.damaged, found.lost = found.damaged + len(damage), found.lost + len(before - now)
        found.told += damage + [f"lost: {each}" for each in before - now]
        return now

    def acknowledged(self) -> Acknowledged:
        """The records of which a row was committed."""
        if not (self.archive / "archive.db").is_file():
            return set()
        with closing(sqlite3.connect(self.archive / "archive.db")) as db:
            if not db.execute("SELECT 1 FROM sqlite_master WHERE name = 'records'").fetchone():
                return set()
            return set(db.execute('SELECT path, "offset", sha256 FROM records'))

    def outcome(self) -> Outcome:
        """What the month holds."""
        with closing(sqlite3.connect(self.archive / "archive.db")) as db:
            reason = "iif(reason = 'refused', 'reset', reason)"  # a server that resets at once is either, by chance
            return Counter(db.execute(f"SELECT site, url, {reason}, sha256 FROM captures WHERE current"))


def kill(process: subprocess.Popen[bytes]) -> None:
    """Ends every process of a run."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def rows_first(self: Keeper) -> None:
    """The wrong order, for the control; all else is as in Keeper.flush."""
    if not self._whole or not self.archive.db.conn.in_transaction:
        return
    self._whole = False
    dirty = [(name, file) for name, file in self._files.items() if file.dirty]
    rows = [(name, file._file.tell()) for name, file in dirty]
    self._write("INSERT OR REPLACE INTO warcs (path, committed) VALUES (?, ?)", rows)
    self.archive.db.commit()
    time.sleep(SLOW)
    for _, file in dirty:
        file.sync()
    self._whole = True


def main() -> None:
    """Crawls, or goes on."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument(
        "--sites", type=int, default=0, help="how many of the departments' own sites; 0 for all, and the portal"
    )
    parser.add_argument("--delay", type=float, default=0.1, help="seconds between two requests to a host")
    parser.add_argument("--control", action="store_true")
    options = parser.parse_args()
    if options.control:
        Keeper.flush = rows_first  # type: ignore[method-assign]
    space = workspace.read(options.folder)
    targets = space.targets(space.roster())
    targets = targets[1 : options.sites + 1] if options.sites else targets
    with Archive(space.var / "archive") as archive:
        crawl(targets, MONTH, archive, replace(space.crawl, delay=options.delay))


if __name__ == "__main__":
    main()
