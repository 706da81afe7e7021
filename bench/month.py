"""A month of sample cities, measured: how long each step takes, what it costs, and whether the truth is met.

    python bench/month.py --seeds 1,2,3 --period 2013-07 [--full]

Prints one line a city and way of checking: with one process and with one for each core from a cold start, again when nothing has
changed, again with what was read kept. CPU is that of all processes; MiB are the largest process and all of them together.
With it go the addresses, the seconds of the crawl, and the findings true, invented and missed.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from checker.store import Store  # noqa: E402 - the repository itself is the package
from crawler.archive import Archive  # noqa: E402
from crawler.period import Period  # noqa: E402
from crawler.run import crawl  # noqa: E402
from reports import workspace  # noqa: E402
from reports.samplecity.city import City  # noqa: E402
from reports.samplecity.server import serve  # noqa: E402
from tests.month import facts, truth  # noqa: E402

HEAD = f"{'city':>12} {'check':>14} {'s':>7} {'CPU s':>7} {'MiB':>5} {'all':>6}"
GONGKAI = "import sys; from reports.cli import main; sys.exit(main(sys.argv[1:]))"


def launched(folder: Path, period: Period, *words: str) -> dict[str, float]:
    """What a check costs, by bench/launch.py."""
    check = [sys.executable, "-c", GONGKAI, "check", "--workspace", str(folder), "--period", str(period), "--quiet"]
    command = [sys.executable, str(ROOT / "bench" / "launch.py"), "--", *check, *words]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    cost: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    if cost["code"] not in (0, 3):
        raise SystemExit(done.stderr)
    return cost


def measure(seed: int, period: Period, full: bool) -> Iterator[str]:
    """One city's lines."""
    city = City(seed, full=full)
    with tempfile.TemporaryDirectory() as name:
        folder, alone = Path(name) / "cores", Path(name) / "one"
        folder.mkdir()
        with serve(city.content(period)) as served:
            city.write_workspace(folder, served.bases)
            space = workspace.read(folder)
            with Archive(space.var / "archive") as archive:
                report = crawl(space.targets(space.roster()), period, archive, space.crawl)
        shutil.copytree(folder, alone)
        settings = alone / "gongkai.toml"
        settings.write_text(settings.read_text("utf-8").replace("[crawl]", "[crawl]\nprocesses = 1"), "utf-8")
        for what, where, words in (
            ("one process", alone, ()),
            ("cold", folder, ()),
            ("nothing new", folder, ()),
            ("--again", folder, ("--again",)),
        ):
            cost = launched(where, period, *words)
            costs = f"{cost['seconds']:>7.1f} {cost['cpu']:>7.1f} {cost['mib']:>5.0f} {cost['together_mib']:>6.0f}"
            yield f"{f'{seed} {period}':>12} {what:>14} {costs}"
        addresses = sum(sum(counts.values()) for counts in report.sites.values())
        yield f"{addresses} addresses crawled in {report.seconds:.1f} s; {_met(folder, city, period)}"


def _met(folder: Path, city: City, period: Period) -> str:
    store = Store(folder / "var" / "gongkai.sqlite")
    found, true = facts(store.assessments(period)), truth(city, period)
    store.close()
    return f"{len(true)} findings true, {len(found - true)} invented, {len(true - found)} missed"


def main() -> None:
    """Measures the cities that are asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seeds", default="1,2,3,4,5")
    parser.add_argument("--period", default="2013-07")
    parser.add_argument("--full", action="store_true")
    options = parser.parse_args()
    print(HEAD, flush=True)
    for seed in options.seeds.split(","):
        for line in measure(int(seed), Period.parse(options.period), options.full):
            print(line, flush=True)


if __name__ == "__main__":
    main()
