"""Is nothing lost when a crawl is killed, or the disk refuses, at a system call?

    python bench/kills.py [--points 12] [--control] [--seed 71]

A few sites of a sample city are served on loopback and crawled once undisturbed. Then they are crawled again, once for each
of so many points (--points) and each of three faults, while strace makes one system call of the process that keeps fail: the
process is killed instead of it, the disk is full from then on (ENOSPC), or the call fails once (EIO); after that the
crawl is resumed. Kills at random moments of a whole city: bench/proofs/storm.py.

Each time every record that was acknowledged must be there and whole, and the finished archive must hold the same
(site, address, reason, SHA-256) as the undisturbed one. `ended` counts the failing calls that ended a run. With --control
the rows are committed before the bytes: that must be found out. Exit code 1 when anything is lost, with --control when
nothing is.
"""

from __future__ import annotations

import argparse
import re
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from bench.disturbed import MONTH, Acknowledged, Crawl, Found  # noqa: E402 - the repository itself is the package
from reports.samplecity.city import City  # noqa: E402
from reports.samplecity.server import Served, serve  # noqa: E402

CALLS = ("write", "pwrite64", "fsync", "fdatasync", "ftruncate", "unlink")
FAULTS = {"KILL": "signal=SIGKILL:when={}", "ENOSPC": "error=ENOSPC:when={}+", "EIO": "error=EIO:when={}"}
FEW = 4  # sites of the crawls in which single calls fail
NUMBERS = f"{'lost':>5} {'damaged':>7} {'differ':>6} {'stuck':>5}"
HEAD = f"{'':<20} {'faults':>6} {'ended':>6} {NUMBERS}"


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
        self.bad = 0

    def crawl(self, control: bool = False) -> Crawl:
        """A workspace in which nothing was crawled."""
        self._made += 1
        more = ["--sites", str(FEW), *(["--control"] if control else [])]
        return Crawl(self._folder / str(self._made), City(self._options.seed), self._served, more)

    def tell(self, name: str, found: Found) -> None:
        """Prints a line of the table, and what must not be."""
        self.bad += found.bad
        print(found.line(name), flush=True)
        for line in found.told[:5]:
            print("   ", line[:200], flush=True)

    def points(self) -> None:
        """Faults at single calls."""
        whole = self.crawl()
        undisturbed(whole)
        files = [path.relative_to(whole.archive).as_posix() for path in whole.archive.glob("warc/*/*.gz")]
        paths = ["archive.db", "archive.db-journal", *files, *{file.rpartition("/")[0] for file in files}]
        counted = self.crawl()
        undisturbed(counted, tracing(counted, paths))
        chosen = list(points(counted, self._options.points))
        for fault, how in FAULTS.items():
            for call in dict.fromkeys(call for call, _ in chosen):
                found = Found()
                for number in (number for name, number in chosen if name == call):
                    crawled = self.crawl(control=self._options.control)
                    one_point(crawled, whole, paths, f"{call}:{how.format(number)}", found)
                    shutil.rmtree(crawled.folder)
                self.tell(f"{fault} at {call}", found)


def main() -> None:
    """Measures one city."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--points", type=int, default=12, help="system calls for each fault")
    parser.add_argument("--control", action="store_true", help="commit rows before bytes, which must be found out")
    parser.add_argument("--seed", type=int, default=71)
    options = parser.parse_args()
    if not shutil.which("strace"):
        sys.exit("strace is not there")
    print(HEAD, flush=True)
    with tempfile.TemporaryDirectory() as name, serve(City(options.seed).content(MONTH)) as served:
        bench = Bench(Path(name), served, options)
        bench.points()
    if options.control:
        print("the wrong order was found out" if bench.bad else "the wrong order was NOT found out")
        sys.exit(not bench.bad)
    sys.exit(bool(bench.bad))


if __name__ == "__main__":
    main()
