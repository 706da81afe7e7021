"""A sample city's year by `gongkai demo --year`, measured, and its ledger beside the truth.

    python bench/year.py --seeds 8,9,10 [--keep FOLDER]

Prints a line for each city: seconds of the year, peak memory in MiB (of this process and of the largest child), MiB of evidence and
of results, cases, events, stories that are not the true one; then each of these. Exit code 1 when there is any.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import resource
import shutil
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from crawler.reading.pictures import ocr  # noqa: E402 - the repository itself is the package
from reports.cli import main as gongkai  # noqa: E402
from reports.demo_year import MONTHS  # noqa: E402
from reports.keeping import ledger_of  # noqa: E402
from reports.samplecity.city import City  # noqa: E402
from reports.workspace import read  # noqa: E402
from tests.year import compared  # noqa: E402

HEAD = f"{'city':>6} {'seconds':>8} {'MiB':>5} {'child':>5} {'archive':>8} {'results':>8} {'cases':>6} {'events':>7} {'wrong':>6}"


def measure(seed: int, folder: Path) -> int:
    """Prints a city's line and every story that is not the true one; returns their number."""
    began = time.monotonic()
    with contextlib.redirect_stdout(io.StringIO()):
        gongkai(["demo", "--year", "--seed", str(seed), "--folder", str(folder), "--quiet"])
    seconds = time.monotonic() - began
    told, ledger = compared(City(seed), MONTHS, folder), ledger_of(read(folder))
    own, child = (resource.getrusage(who).ru_maxrss // 1024 for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    print(
        f"{seed:>6} {seconds:>8.0f} {own:>5} {child:>5} {_size(folder / 'var' / 'archive'):>8} "
        f"{_size(folder / 'var' / 'gongkai.sqlite'):>8} {len(ledger.matters):>6} {len(ledger.events):>7} {len(told.wrong):>6}",
        flush=True,
    )
    for line in told.wrong:
        print("   ", line, flush=True)
    return len(told.wrong)


def _size(path: Path) -> int:
    """MiB of a file, or of all files below a folder."""
    files = [path] if path.is_file() else [each for each in path.rglob("*") if each.is_file()]
    return sum(each.stat().st_size for each in files) >> 20


def main() -> None:
    """Goes through the years of the cities that are asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seeds", default="8")
    parser.add_argument("--keep", type=Path, help="a folder in which the workspaces stay")
    options = parser.parse_args()
    ocr.available = lambda: False  # the truth is of what can be read without eyes
    print(HEAD, flush=True)
    wrong = 0
    for seed in map(int, options.seeds.split(",")):
        folder = (options.keep or Path(tempfile.mkdtemp())) / str(seed)
        wrong += measure(seed, folder)
        if options.keep is None:
            shutil.rmtree(folder.parent)
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
