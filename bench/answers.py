"""How long the program takes to answer on a store of 36 months of a full city, each call in a process of its own.

    python bench/answers.py [--year FOLDER] [--store FOLDER] [--bodies 107] [--years 3] [--times 5] [--only rank,show] [--allowed 0.5]

FOLDER of --year is a workspace of `gongkai demo --year`; without one it is made, which takes minutes. Its twelve months of results
and its ledger are told again of other bodies until there are as many as a full city has, and of the years before: the store is
the same each time. With --store it is kept there, and used again when it is there. Prints the medians of several calls, as seconds
of the processor and on the wall, beside those of `--version`, which only starts the program; with --allowed the exit code is 1 when
a command takes more seconds of the processor.
"""

from __future__ import annotations

import argparse
import os
import resource
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from contextlib import closing
from pathlib import Path
from statistics import median
from time import perf_counter

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from bench.report import widened  # noqa: E402 - the repository itself is the package
from reports.cli import main as gongkai  # noqa: E402

START = "import sys; from reports.cli import main; sys.exit(main(sys.argv[1:]))"
WHEN = ("--period", "2013-12", "--as-of", "2014-01-10")
MONTHLY = (
    "schemes",
    "assessments",
    "verdicts",
    "findings",
    "citations",
    "figures",
    "relooks",
)  # tables that tell of months
MONTHLY += ("item_months", "looked", "told")
DAYS = ("period", "on", "due", "of")  # columns of months and days
CALLS = {
    "start": ("--version",),
    "rank": ("rank", *WHEN),
    "rank json": ("rank", "--format", "json", *WHEN),
    "show": ("show", "hbj", *WHEN),
    "show json": ("show", "hbj", "--format", "json", *WHEN),
    "show --diff": ("show", "hbj", "--diff", "2013-06", *WHEN),
    "explain rule": ("explain", "air-quality-daily", *WHEN),
    "explain body": ("explain", "hbj", *WHEN),
    "explain mark": ("explain", "hbj", "C1-1", *WHEN),
    "ledger": ("ledger", *WHEN),
    "ledger body": ("ledger", "hbj", *WHEN),
    "results": ("results", *WHEN),
    "year": ("year", "2013", "--as-of", "2014-01-10"),
}


def told_again(workspace: Path, years: int) -> None:
    """Tells the year of a workspace again as that of so many years, each before the other: the same cases come back each year."""
    with closing(sqlite3.connect(workspace / "var" / "gongkai.sqlite")) as db, db:
        for table in MONTHLY:
            for back in range(1, years):
                _copied(db, table, back, {}, "where period >= '2013'")
        for table in ("events", "papers", "reconciled"):
            (last,) = db.execute(f"select max(number) from {table}").fetchone()
            for back in range(1, years):
                new = {"number": f"number + {back * last}", "year": f"year - {back}"}
                _copied(db, table, back, new, f"where number <= {last}")


def _copied(db: sqlite3.Connection, table: str, back: int, new: dict[str, str], which: str) -> None:
    """Adds the rows of a table once more, as of some years before; `new` says what else becomes of columns."""
    names = [row[1] for row in db.execute(f"pragma table_info({table})")]
    earlier = {
        name: f"""iif("{name}" = '', '', (substr("{name}", 1, 4) - {back}) || substr("{name}", 5))""" for name in DAYS
    }
    values = ", ".join((earlier | new).get(name, f'"{name}"') for name in names)
    listed = ", ".join(f'"{name}"' for name in names)
    db.execute(f"insert into {table} ({listed}) select {values} from {table} {which}")


def taken(words: list[str]) -> tuple[float, float]:
    """Seconds of the processor and on the wall that one call takes."""
    before, started = resource.getrusage(resource.RUSAGE_CHILDREN), perf_counter()
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": ""}  # as whoever has it installed
    done = subprocess.run([sys.executable, "-c", START, *words], env=environment, stdout=subprocess.DEVNULL)
    wall, after = perf_counter() - started, resource.getrusage(resource.RUSAGE_CHILDREN)
    assert done.returncode in (0, 3), (words, done.returncode)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, wall


def store(year: Path | None, folder: Path, bodies: int, years: int) -> None:
    """Makes the workspace of many months, unless it is there."""
    if folder.exists():
        return
    with tempfile.TemporaryDirectory() as name:
        if year is None:
            year = Path(name) / "year"
            gongkai(["demo", "--year", "--seed", "8", "--folder", str(year), "--quiet"])
        shutil.copytree(year, folder, ignore=shutil.ignore_patterns("report", "notices"))
    widened(folder, bodies)
    told_again(folder, years)


def main() -> int:
    """Measures each command, in turns, so that what disturbs one disturbs all."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--year", type=Path)
    parser.add_argument("--store", type=Path)
    parser.add_argument("--bodies", type=int, default=107)
    parser.add_argument("--years", type=int, default=3)
    parser.add_argument("--times", type=int, default=5)
    parser.add_argument("--only", default="")
    parser.add_argument("--allowed", type=float, default=0.0)
    options = parser.parse_args()
    chosen = {name: words for name, words in CALLS.items() if not options.only or name in options.only.split(",")}
    with tempfile.TemporaryDirectory() as name:
        folder = options.store or Path(name) / "store"
        store(options.year, folder, options.bodies, options.years)
        found: dict[str, list[tuple[float, float]]] = {name: [] for name in chosen}
        taken(["--version"])  # Python keeps what it made of the modules
        for _ in range(options.times):
            for call, words in chosen.items():
                where = [] if call == "start" else ["--workspace", str(folder)]
                found[call].append(taken([*words, *where]))
    return told(found, options.allowed)


def told(found: dict[str, list[tuple[float, float]]], allowed: float) -> int:
    """Prints the medians; 1 when one is more than allowed."""
    print(f"{'command':<14} {'processor s':>11} {'least':>6} {'wall s':>7} {'least':>6}")
    slow = 0
    for call, each in found.items():
        used, wall = ([one[at] for one in each] for at in (0, 1))
        slow |= bool(allowed) and median(used) > allowed
        print(f"{call:<14} {median(used):>11.2f} {min(used):>6.2f} {median(wall):>7.2f} {min(wall):>6.2f}")
    return int(slow)


if __name__ == "__main__":
    sys.exit(main())
