"""Is nothing lost when a crawl is killed, or the disk refuses, at any moment?

    python bench/kills.py [--kills 20] [--points 12] [--control] [--seed 71] [--delay 0.25]

A sample city is served on loopback and crawled once undisturbed. Then it is crawled again while all processes of the
crawl are killed at so many random moments (--kills), and resumed each time. Then a few of its sites are crawled, once
for each of so many points (--points) and each of three faults, while strace makes one system call of the process that
keeps fail: the process is killed instead of it, the disk is full from then on (ENOSPC), or the call fails once (EIO);
after that the crawl is resumed.

Each time every record that was acknowledged must be there and whole, and the finished archive must hold the same
(site, address, reason, SHA-256) as the undisturbed one; a storm of kills may cost 1 % of the pages a second request.
That depends on how often the kills come: --delay is the pause between two requests to a host, real ones are of seconds.
`ended` counts the kills that came after a first request, and the failing calls that ended a run. With --control the
rows are committed before the bytes: that must be found out. Exit code 1 when anything is lost, with --control when
nothing is.
"""

from __future__ import annotations

import argparse
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from bench.disturbed import MONTH, Acknowledged, Crawl, Found, kill  # noqa: E402 - the repository itself is the package
from reports.samplecity.city import City  # noqa: E402
from reports.samplecity.server import Served, serve  # noqa: E402

CALLS = ("write", "pwrite64", "fsync", "fdatasync", "ftruncate", "unlink")
FAULTS = {"KILL": "signal=SIGKILL:when={}", "ENOSPC": "error=ENOSPC:when={}+", "EIO": "error=EIO:when={}"}
FEW = 4  # sites of the crawls in which single calls fail
STARTS = 3.0  # seconds in which a run starts
AGAIN = 0.01  # of the pages may be asked for twice
NUMBERS = f"{'lost':>5} {'damaged':>7} {'differ':>6} {'stuck':>5}"
HEAD = f"{'':<20} {'faults':>6} {'ended':>6} {NUMBERS} {'asked again':>14}"


def storm(whole: Crawl, disturbed: Crawl, delay: float, kills: int, dice: random.Random) -> Found:
    """Kills everything at random moments, spread over as long as the largest site takes; one in five before it asks."""
    found, before, usual = Found(), Acknowledged(), whole.asked()
    lasts = delay * max(Counter(host for host, _ in usual.elements()).values())
    disturbed.forget()
    while found.faults < kills:
        asked = disturbed.asked().total()
        process = disturbed.start()
        early = found.faults % 5 == 4
        while not early and process.poll() is None and disturbed.asked().total() == asked:
            time.sleep(0.02)
        with suppress(subprocess.TimeoutExpired):
            process.wait(dice.uniform(0, STARTS if early else 2 * lasts / kills))
        if process.poll() is not None:
            break
        kill(process)
        found.faults, found.ended = found.faults + 1, found.ended + (disturbed.asked().total() > asked)
        before = disturbed.judge(found, before)
    disturbed.resume(found, before, whole.outcome())
    again = (disturbed.asked() - usual).total()
    found.again = f"{again} = {again / usual.total():.1%}"
    if again > AGAIN * usual.total():
        found.too_often = True
        found.told.append(f"{again} of {usual.total()} pages were asked for again, more than {AGAIN:.0%}")
    return found


def undisturbed(crawled: Crawl, tracer: Sequence[str] = ()) -> None:
    """A crawl that nothing happens to."""
    if (code := crawled.run(tracer)) != 0:
        sys.exit(f"the undisturbed crawl ended with {code}:\n{(crawled.folder / 'run.log').read_text()}")


def tracing(crawled: Crawl, paths: Sequence[str], *more: str) -> list[str]:
    """strace for the calls that change the archive; only the process that keeps makes any."""
    places = [part for path in paths for part in ("-P", str(crawled.archive / path))]
    trace = ["-e", f"trace={','.join(CALLS)}"]
    quick = [] if any("SIGKILL" in each for each in more) else ["--seccomp-bpf"]  # which loses signals
    return ["strace", "-f", *quick, "-qq", "-o", str(crawled.folder / "trace"), *trace, *places, *more]


def points(counted: Crawl, count: int) -> Iterator[tuple[str, int]]:
    """So many calls, as many of each kind, spread over those that one crawl made: (name, the how many-th of its thread)."""
    lines = (counted.folder / "trace").read_text(errors="replace").splitlines()
    calls = Counter(match.groups() for line in lines if (match := re.match(r"(\d+) +(\w+)\(", line)))
    most = Counter[str]()
    for (_, call), number in calls.items():
        most[call] = max(most[call], number)
    for call, number in sorted(most.items()):
        share = min(number, max(1, count // len(most)))
        yield from ((call, 1 + round((step + 1) * (number - 1) / (share + 1))) for step in range(share))


def one_point(crawled: Crawl, whole: Crawl, paths: Sequence[str], how: str, found: Found) -> None:
    """A crawl in which one call fails, and its resumption."""
    told = len(found.told)
    code = crawled.run(tracing(crawled, paths, "-e", f"inject={how}"))
    found.faults += 1
    found.ended += code != 0
    if code is None:
        found.stuck += 1
        found.told.append("it neither ends nor goes on")
    before = crawled.judge(found, Acknowledged())
    crawled.resume(found, before, whole.outcome())
    found.told[told:] = [f"{how}: {line}" for line in found.told[told:]]


class Bench:
    """The city, and the workspaces in which it is crawled."""

    def __init__(self, folder: Path, served: Served, options: argparse.Namespace) -> None:
        self._folder, self._served, self._options = folder, served, options
        self._made = 0
        self.bad, self.too_often = 0, False

    def crawl(self, sites: int = 0, delay: float = 0.0, control: bool = False) -> Crawl:
        """A workspace in which nothing was crawled."""
        self._made += 1
        more = ["--sites", str(sites), "--delay", str(delay), *(["--control"] if control else [])]
        return Crawl(self._folder / str(self._made), City(self._options.seed), self._served, more)

    def tell(self, name: str, found: Found) -> None:
        """Prints a line of the table, and what must not be."""
        self.bad, self.too_often = self.bad + found.bad, self.too_often or found.too_often
        print(found.line(name), flush=True)
        for line in found.told[:5]:
            print("   ", line[:200], flush=True)

    def storm(self) -> None:
        """Kills at random moments."""
        o = self._options
        whole, disturbed = self.crawl(), self.crawl(delay=o.delay, control=o.control)
        undisturbed(whole)
        self.tell("killed at random", storm(whole, disturbed, o.delay, o.kills, random.Random(o.seed)))

    def points(self) -> None:
        """Faults at single calls."""
        whole = self.crawl(FEW)
        undisturbed(whole)
        files = [path.relative_to(whole.archive).as_posix() for path in whole.archive.glob("warc/*/*.gz")]
        paths = ["archive.db", "archive.db-journal", *files, *{file.rpartition("/")[0] for file in files}]
        counted = self.crawl(FEW)
        undisturbed(counted, tracing(counted, paths))
        chosen = list(points(counted, self._options.points))
        for fault, how in FAULTS.items():
            for call in dict.fromkeys(call for call, _ in chosen):
                found = Found()
                for number in (number for name, number in chosen if name == call):
                    crawled = self.crawl(FEW, control=self._options.control)
                    one_point(crawled, whole, paths, f"{call}:{how.format(number)}", found)
                    shutil.rmtree(crawled.folder)
                self.tell(f"{fault} at {call}", found)


def main() -> None:
    """Measures one city."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=20, help="random moments; 0 for none")
    parser.add_argument("--points", type=int, default=12, help="system calls for each fault; 0 for none")
    parser.add_argument("--control", action="store_true", help="commit rows before bytes, which must be found out")
    parser.add_argument("--seed", type=int, default=71)
    parser.add_argument("--delay", type=float, default=0.25, help="seconds between two requests to a host")
    options = parser.parse_args()
    if options.points and not shutil.which("strace"):
        sys.exit("strace is not there: install it, or leave the single calls out with --points 0")
    print(HEAD, flush=True)
    with tempfile.TemporaryDirectory() as name, serve(City(options.seed).content(MONTH)) as served:
        bench = Bench(Path(name), served, options)
        if options.kills:
            bench.storm()
        if options.points:
            bench.points()
    if options.control:
        print("the wrong order was found out" if bench.bad else "the wrong order was NOT found out")
        sys.exit(not bench.bad)
    sys.exit(bool(bench.bad) or bench.too_often)


if __name__ == "__main__":
    main()
