"""How long `rank` and `show` take on a workspace, from the start of the process to its end.

python bench/answers.py WORKSPACE --period 2013-12 --as-of 2014-01-10 [--times 5]
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
from pathlib import Path
from time import perf_counter

ROOT = Path(__file__).parents[1]
START = "import sys; from reports.cli import main; sys.exit(main(sys.argv[1:]))"


def taken(words: list[str]) -> tuple[float, float]:
    """Seconds on the wall and of the processor that one call takes."""
    before, started = resource.getrusage(resource.RUSAGE_CHILDREN), perf_counter()
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    subprocess.run([sys.executable, "-c", START, *words], env=environment, check=True, stdout=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return perf_counter() - started, used


def main() -> None:
    """Prints the least of several times, for each command; the least is what others on the machine disturbed least."""
    parser = argparse.ArgumentParser()
    parser.add_argument("workspace")
    parser.add_argument("--period", required=True)
    parser.add_argument("--as-of", required=True)
    parser.add_argument("--department", default="hbj")
    parser.add_argument("--against", default="2013-06")
    parser.add_argument("--times", type=int, default=5)
    options = parser.parse_args()
    where = ["--workspace", options.workspace, "--period", options.period, "--as-of", options.as_of]
    show = ["show", options.department]
    for words in (["--version"], ["rank"], show, [*show, "--diff", options.against], ["rank", "--format", "json"]):
        found = [taken(words if words == ["--version"] else [*words, *where]) for _ in range(options.times + 1)][1:]
        wall, used = min(each[0] for each in found), min(each[1] for each in found)
        print(f"{' '.join(words):32} {wall:6.2f} s, processor {used:6.2f} s")


if __name__ == "__main__":
    main()
