"""The inspectors' workbook: its formulas, worked out by LibreOffice, against the program's own marks; and how long it takes.

    python bench/workbook.py [--seeds 20] [--departments 24] [--indicators 14] [--city]

Each seed is a month made at random under a scheme made at random. Random decisions are written into the workbook as an
inspector would; then every formula of 排名 and 计分 is compared with the workbook that the program writes once it has
taken in the same decisions. --city times a full city of 107 departments and 60 indicators.
"""

from __future__ import annotations

import argparse
import random
import resource
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from reports.wording import Wording  # noqa: E402
from reports.workbook import write_workbook  # noqa: E402
from tests.reports import books_made as made  # noqa: E402 - the repository itself is the package
from tests.reports.agreed import compared, filled  # noqa: E402
from tests.reports.recalculated import SOFFICE, converted  # noqa: E402


def one(seed: int, departments: int, indicators: int, folder: Path) -> tuple[int, list[str]]:
    """How many formulas were compared for a seed, and those that differ."""
    chance = random.Random(seed)
    rules = made.scheme(chance, indicators)
    machine = made.month(chance, rules, departments)
    cells, differ = compared(rules, machine, chance, folder)
    return cells, [f"seed {seed}: {each}" for each in differ]


def city(folder: Path) -> None:
    """Writes a full city's workbook, opens it in LibreOffice, and prints the seconds of the processor that each takes."""
    chance = random.Random(1)
    rules = made.scheme(chance, 60)
    machine = made.month(chance, rules, 107, often=0.15)  # a real month's share of faults and doubts
    book, path = made.book(rules, machine, made.untouched(rules, machine)), folder / "city.xlsx"
    Wording().problem("", "")  # the rules are loaded once, for whatever comes first
    start = time.process_time()
    write_workbook(path, book, Wording())
    wrote = time.process_time() - start
    rows, size = book.owners[-1].last, path.stat().st_size
    print(
        f"107 departments, 60 indicators: {len(book.lines)} findings, {rows} rows of scores, {size} bytes", flush=True
    )
    print(f"written in {wrote:.1f} s of the processor", flush=True)
    filled(path, folder / "filled.xlsx", [])
    for each, what in ((path, "with the values in it"), (folder / "filled.xlsx", "with every formula worked out anew")):
        start = children()
        converted(each, folder)
        print(f"LibreOffice opens and saves it {what} in {children() - start:.1f} s of the processor", flush=True)


def children() -> float:
    """The seconds of the processor that programs started from here have taken."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def main() -> int:
    """1 when a formula says other than the program."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seeds", type=int, default=20)
    parser.add_argument("--first", type=int, default=1)
    parser.add_argument("--departments", type=int, default=24)
    parser.add_argument("--indicators", type=int, default=14)
    parser.add_argument("--city", action="store_true")
    options = parser.parse_args()
    if SOFFICE is None:
        print("soffice is not installed")
        return 2
    with tempfile.TemporaryDirectory() as name:
        if options.city:
            city(Path(name))
            return 0
        total, differ = 0, []
        for seed in range(options.first, options.first + options.seeds):
            cells, wrong = one(seed, options.departments, options.indicators, Path(name))
            total, differ = total + cells, differ + wrong
    print("\n".join(differ[:200]))
    print(f"{options.seeds} months: {total} formulas compared, {len(differ)} differ")
    return 1 if differ else 0


if __name__ == "__main__":
    raise SystemExit(main())
