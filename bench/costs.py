"""What a page costs, measured: bench/costs.json, from which bench/nation.py reckons a province and the nation.

    python bench/costs.py [--seed 1] [--full] [--output bench/costs.json]

A sample city with pages of 25 kB and 80 links is served from memory by a process of its own, crawled without pauses, crawled
again a month later when nothing changed, and checked from a cold start. CPU seconds are the kernel's: those of the crawling processes,
those of the one process that keeps, and those of the check with its children. Everything is divided by the addresses that were kept.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from crawler.archive import Archive  # noqa: E402 - the repository itself is the package
from crawler.period import Period  # noqa: E402
from crawler.run import crawl  # noqa: E402
from reports import workspace  # noqa: E402
from reports.samplecity.city import City  # noqa: E402

FIRST = Period(2013, 7)
CALL = "import sys; from reports.cli import main; sys.exit(main(sys.argv[1:]))"
Figures = dict[str, float]


class Server:
    """bench/served.py, told what to serve."""

    def __init__(self, seed: int, full: bool) -> None:
        words = [
            "--seed",
            str(seed),
            "--period",
            str(FIRST),
            "--page-bytes",
            "25000",
            "--links",
            "80",
            *(["--full"] if full else []),
        ]
        command = [sys.executable, str(ROOT / "bench" / "served.py"), *words]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.homes: dict[str, str] = self._hear()["homes"]

    def ask(self, command: str) -> None:
        """Has it obey."""
        assert self._process.stdin is not None
        self._process.stdin.write(f"{command}\n")
        self._process.stdin.flush()
        self._hear()

    def _hear(self) -> dict[str, dict[str, str]]:
        assert self._process.stdout is not None
        found: dict[str, dict[str, str]] = json.loads(self._process.stdout.readline())
        return found

    def stop(self) -> None:
        """Ends it."""
        self._process.communicate()


def inside(folder: Path, period: Period) -> None:
    """Crawls a month in this process and prints what that took, as JSON."""
    space = workspace.read(folder)
    began = time.process_time()
    with Archive(space.var / "archive") as archive:
        report = crawl(space.targets(space.roster()), period, archive, space.crawl)
        ((addresses, size),) = archive.db.execute(
            "SELECT count(*), sum(size) FROM captures WHERE period = ?", [str(period)]
        ).fetchall()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    told = {
        "addresses": addresses,
        "bytes": size,
        "visit": report.cpu,
        "keep": time.process_time() - began,
        "seconds": report.seconds,
    }
    print(json.dumps(told | {"visit_mib": report.memory / 2**20, "keep_mib": peak}))


def crawled(folder: Path, period: Period) -> Figures:
    """The same, in a process of its own."""
    words = [sys.executable, __file__, "--inside", str(folder), "--period", str(period)]
    found: Figures = json.loads(subprocess.run(words, check=True, stdout=subprocess.PIPE, text=True).stdout)
    return found | {"kept": size_of(folder / "var" / "archive")}


def checked(folder: Path) -> Figures:
    """CPU seconds and peak memory of a check."""
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    words = ["check", "--workspace", str(folder), "--period", str(FIRST), "--as-of", "2013-08-05", "--quiet"]
    code = subprocess.run([sys.executable, "-c", CALL, *words], cwd=ROOT).returncode
    assert code in (0, 3), code
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return {
        "check": used,
        "seconds": time.monotonic() - began,
        "results": size_of(folder / "var") - size_of(folder / "var" / "archive"),
    }


def size_of(folder: Path) -> int:
    """Bytes of all files below a folder."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def measured(seed: int, full: bool) -> dict[str, float | str]:
    """All figures, each an address where its name says so."""
    server = Server(seed, full)
    try:
        with tempfile.TemporaryDirectory() as name:
            folder, city = Path(name), City(seed, full=full)
            homes = {
                key: home
                for key, home in server.homes.items()
                if key == "portal" or key in {each.id for each in city.departments}
            }
            city.write_workspace(folder, homes)
            server.ask("month first")
            first = crawled(folder, FIRST)
            checking = checked(folder)
            between = size_of(folder / "var" / "archive")  # readings are kept there, too
            server.ask("month same")
            second = crawled(folder, FIRST.shift(1))
    finally:
        server.stop()
    number, again = first["addresses"], second["addresses"]
    return {
        "sites": len(homes),
        "addresses": number,
        "bytes_fetched": first["bytes"] / number,
        "bytes_kept": first["kept"] / number,
        "bytes_kept_again": (second["kept"] - between) / again,
        "bytes_readings": (between - first["kept"]) / number,
        "bytes_results": checking["results"] / number,
        "visit_ms": 1000 * first["visit"] / number,
        "keep_ms": 1000 * first["keep"] / number,
        "check_ms": 1000 * checking["check"] / number,
        "visit_again_ms": 1000 * second["visit"] / again,
        "keep_again_ms": 1000 * second["keep"] / again,
        "visit_mib": first["visit_mib"],
        "keep_mib": first["keep_mib"],
        "load": round(os.getloadavg()[0], 1),
        "cores": os.cpu_count() or 1,
        "python": sys.version.split()[0],
    }


def main() -> None:
    """Measures, or does one piece of it in a process of its own."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--full", action="store_true")
    parser.add_argument("--output", default=str(ROOT / "bench" / "costs.json"))
    parser.add_argument("--inside", help=argparse.SUPPRESS)
    parser.add_argument("--period", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.inside:
        inside(Path(options.inside), Period.parse(options.period))
        return
    found = measured(options.seed, options.full)
    Path(options.output).write_text(json.dumps(found, indent=1) + "\n", "utf-8")
    print(json.dumps(found, indent=1))


if __name__ == "__main__":
    main()
