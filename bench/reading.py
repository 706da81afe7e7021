"""What reading costs: CPU milliseconds a page and a document by kind, and files a second through the children.

    python bench/reading.py [--seed 1] [--sites 12] [--pages 600] [--rounds 3] [--archive FOLDER --period 2013-07] [FILE ...]

Pages of a full sample city, filled up to 25 kB and 80 links, and the city's documents (or the FILEs, or some of what an archive
kept of a month, instead) are read in this process, for the CPU time that each kind takes, the best of all rounds; then all of them
through one child and through two, as a check reads them, for files a second of wall time. What a child costs beside the reading
itself is the difference.
"""

from __future__ import annotations

import argparse
import random
import resource
import sys
import time
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from bench.pages import served_files  # noqa: E402 - the repository itself is the package
from crawler.archive import Archive  # noqa: E402
from crawler.period import Period  # noqa: E402
from crawler.reading import File, Pool, read, read_safely  # noqa: E402


def kept_files(folder: Path, period: Period, most: int) -> list[File]:
    """Some of what was kept of a month, each once and the same ones every time; nothing is written."""
    with Archive(folder) as archive:
        sites = [row[0] for row in archive.marks(period)]
        every = [each for site in sites for each in archive.captures(str(site), period) if not each.reason]
        some = random.Random(1).sample(every, min(most, len(every)))
        return [File(archive.body(c), c.url, c.media_type, fetched=c.fetched.date()) for c in some]


def cpu_by_kind(files: Sequence[File], rounds: int) -> dict[str, list[float]]:
    """Seconds of CPU for every file of each kind, the least of all rounds; and pages, where a document has them."""
    spent: dict[str, list[float]] = defaultdict(list)
    for file in files:
        times = []
        for _ in range(rounds):
            began = time.process_time()
            seen = read(file.body, url=file.url, content_type=file.content_type, name=file.name, fetched=file.fetched)
            times.append(time.process_time() - began)
        spent[seen.media_type.rpartition(".")[2]].append(min(times))
    return spent


def through_children(files: Sequence[File], size: int) -> tuple[float, float]:
    """Wall seconds for all files through so many warm children, and the CPU seconds of this process alone."""
    with Pool(size) as pool:
        list(read_safely(files[: 4 * size], pool))
        began, used = time.perf_counter(), resource.getrusage(resource.RUSAGE_SELF).ru_utime
        list(read_safely(files, pool))
        return time.perf_counter() - began, resource.getrusage(resource.RUSAGE_SELF).ru_utime - used


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", nargs="*", type=Path)
    for name, number in (("seed", 1), ("sites", 12), ("pages", 600), ("rounds", 3)):
        parser.add_argument(f"--{name}", type=int, default=number)
    parser.add_argument("--archive", type=Path)
    parser.add_argument("--period", type=Period.parse, default=Period(2013, 7))
    options = parser.parse_args()
    if options.archive:
        files = kept_files(options.archive, options.period, options.pages)
    elif options.file:
        files = [File(path.read_bytes(), path.resolve().as_uri(), name=path.name) for path in options.file]
    else:
        found = served_files(options.seed, options.sites)[: options.pages]
        files = [File(body, url, content_type) for url, body, content_type in found]
    spent = cpu_by_kind(files, options.rounds)
    print(f"{'kind':<28}{'files':>7}{'ms CPU each':>14}{'slowest':>10}{'a second and core':>20}")
    for kind, seconds in sorted(spent.items(), key=lambda item: -len(item[1])):
        mean = sum(seconds) / len(seconds)
        print(f"{kind:<28}{len(seconds):>7}{1000 * mean:>14.2f}{1000 * max(seconds):>10.1f}{1 / mean:>20.0f}")
    for size in (1, 2):
        wall, own = through_children(files, size)
        print(
            f"through {size} children: {len(files) / wall:.0f} files a second; {1000 * own / len(files):.2f} ms CPU here for each"
        )


if __name__ == "__main__":
    main()
