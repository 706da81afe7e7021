"""A month of sample cities, measured: how long each step takes, and whether the truth is met.

    python bench/month.py --seeds 1,2,3 --period 2013-07 [--full]

Prints one line a city: addresses, seconds of crawl, seconds of check from a cold start and with kept readings, peak
memory in MiB (of this process and of the largest child), findings true, invented and missed.
"""

from __future__ import annotations

import argparse
import resource
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
from reports.samplecity.server import serve  # noqa: E402
from tests.month import facts, judged, truth  # noqa: E402

HEAD = f"{'city':>12} {'addresses':>9} {'crawl s':>8} {'check s':>8} {'again s':>8} {'MiB':>5} {'child':>5} {'true':>5} {'+':>3} {'-':>3}"


def measure(seed: int, period: Period, full: bool) -> str:
    """One city's line."""
    city = City(seed, full=full)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with serve(city.content(period)) as served:
            city.write_workspace(folder, served.bases)
            space = workspace.read(folder)
            with Archive(space.var / "archive") as archive:
                report = crawl(space.targets(space.roster()), period, archive, space.crawl)
        began = time.monotonic()
        found = facts(judged(folder, period))
        cold = time.monotonic() - began
        began = time.monotonic()
        judged(folder, period)
        warm = time.monotonic() - began
    true = truth(city, period)
    own, child = (resource.getrusage(who).ru_maxrss // 1024 for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    addresses = sum(sum(counts.values()) for counts in report.sites.values())
    return (
        f"{f'{seed} {period}':>12} {addresses:>9} {report.seconds:>8.1f} {cold:>8.1f} {warm:>8.1f} {own:>5} {child:>5} "
        f"{len(true):>5} {len(found - true):>3} {len(true - found):>3}"
    )


def main() -> None:
    """Measures the cities that are asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seeds", default="1,2,3,4,5")
    parser.add_argument("--period", default="2013-07")
    parser.add_argument("--full", action="store_true")
    options = parser.parse_args()
    print(HEAD, flush=True)
    for seed in options.seeds.split(","):
        print(measure(int(seed), Period.parse(options.period), options.full), flush=True)


if __name__ == "__main__":
    main()
