"""What gongkai and other readers make of labelled pages: title, date and issuer, right, wrong or not said, by layout.

    python bench/accuracy.py [--pages tests/pages] [--totals]

A page whose truth has no date is right when none is said, and wrong when one is. Titles are compared without white space.
Others are compared where they are installed (bench/peers/readers.py says how); one that raises has said nothing, and
how often it raised is printed. The pages are our own, and our reader was mended on them: a bound from above for it.
"""

from __future__ import annotations

import argparse
import re
import sys
import time
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from bench.peers.readers import Answer, Reader, installed  # noqa: E402 - the repository itself is the package
from tests.crawler.reading.labelled import Labelled, pages  # noqa: E402

WHAT = ("title", "published", "issuer")
Counts = dict[tuple[str, str, str], Counter[str]]  # by layout, reader and what


def judged(said: Any, true: Any) -> str:
    """right, wrong or none: nothing said where there is something."""
    if isinstance(said, str):
        said, true = (re.sub(r"\s", "", each) for each in (said, true))
    if said == true:
        return "right"
    return "wrong" if said else "none"


def asked(reader: Reader, page: Labelled) -> Answer:
    try:
        return reader(page.body, page.url)
    except Exception:  # noqa: BLE001  # boundary: another's library
        return Answer(raised=True)


def counted(labelled: dict[str, Labelled], readers: dict[str, Reader]) -> tuple[Counts, dict[str, float]]:
    """How often each reader was right, and its seconds for all pages."""
    counts: Counts = defaultdict(Counter)
    seconds: dict[str, float] = {}
    for name, reader in readers.items():
        began = time.process_time()
        for page in labelled.values():
            answer = asked(reader, page)
            counts["all", name, "raised"][""] += answer.raised
            for what in answer.gives:
                verdict = judged(getattr(answer, what), getattr(page, what))
                for layout in (page.layout, "all"):
                    counts[layout, name, what][verdict] += 1
        seconds[name] = time.process_time() - began
    return counts, seconds


def shown(counts: Counts, layout: str, name: str) -> str:
    cells = []
    for what in WHAT:
        found = counts.get((layout, name, what))
        cells.append(f"{found['right']:>4} {found['wrong']:>3} {found['none']:>3}" if found else f"{'—':>12}")
    return "  ".join(cells)


def main() -> None:
    """Measures and prints."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=Path, default=ROOT / "tests" / "pages")
    parser.add_argument("--totals", action="store_true", help="without the lines of each layout")
    options = parser.parse_args()
    labelled, readers = pages(options.pages), installed()
    counts, seconds = counted(labelled, readers)
    print(f"{'right, wrong, not said':<36} {'title':>12}  {'date':>12}  {'issuer':>12}")
    layouts = [] if options.totals else sorted({page.layout for page in labelled.values()})
    for layout in (*layouts, "all"):
        for name in readers:
            print(f"{layout:<24} {name:<11} {shown(counts, layout, name)}")
    for name, spent in seconds.items():
        raised = counts["all", name, "raised"][""]
        print(f"{name:<12} {1000 * spent / len(labelled):>8.2f} ms a page, {len(labelled)} pages, raised for {raised}")


if __name__ == "__main__":
    main()
