"""Whether the index of the air comes out right on every concentration of every standard.

    python bench/index_air.py [--table FILE]

Without a table, each concentration on the grid of a standard (whole µg/m³, tenths of mg/m³ of CO, and tenths of either below
the printed precision) is compared with an index found the other way round: from the greatest concentration that each value of
the index allows, in whole numbers, over limits typed anew from the printed tables below. With --table, a CSV with the columns
standard (API, HJ 633-2012, HJ 633-2026), item (SO2, PM2.5, CO, O3:8h …), concentration (µg/m³, of CO mg/m³) and index is
compared instead: an empty index means that the standard gives none. Exits 1 when anything differs.
"""

from __future__ import annotations

import argparse
import csv
import sys
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from rules.air.index import partial
from rules.air.standards import standards

# The printed tables once more, a line for each row: item, then the concentration at each step of the index.
PRINTED = {
    "API": (
        "0 50 100 200 300 400 500",
        "SO2 0 50 150 800 1600 2100 2620",
        "NO2 0 80 120 280 565 750 940",
        "PM10 0 50 150 350 420 500 600",
        "CO:1h 0 5 10 60 90 120 150",
        "O3:1h 0 120 200 400 800 1000 1200",
    ),
    "HJ 633-2012": (
        "0 50 100 150 200 300 400 500",
        "SO2 0 50 150 475 800 1600 2100 2620",
        "SO2:1h 0 150 500 650 800",
        "NO2 0 40 80 180 280 565 750 940",
        "NO2:1h 0 100 200 700 1200 2340 3090 3840",
        "PM10 0 50 150 250 350 420 500 600",
        "CO 0 2 4 14 24 36 48 60",
        "CO:1h 0 5 10 35 60 90 120 150",
        "O3:1h 0 160 200 300 400 800 1000 1200",
        "O3:8h 0 100 160 215 265 800",
        "PM2.5 0 35 75 115 150 250 350 500",
    ),
    "HJ 633-2026": (
        "0 50 100 150 200 300 400 500",
        "SO2 0 50 150 475 800 1600 2100 2620",
        "SO2:1h 0 150 500 650 800 >200",
        "NO2 0 40 80 180 280 565 750 940",
        "NO2:1h 0 100 200 700 1200 2340 3090 3840",
        "PM10 0 50 120 250 350 420 500 600",
        "CO 0 2 4 14 24 36 48 60",
        "CO:1h 0 5 10 35 60 90 120 150",
        "O3:1h 0 160 200 300 400 800 1000 1200",
        "O3:8h 0 100 160 215 265 800 >300",
        "PM2.5 0 35 60 115 150 250 350 500",
    ),
}
BEYOND = 60  # units of the grid above the last limit that are compared too
Row = tuple[str, str, Decimal, int | None]


def grid(every: int = 1) -> Iterator[Row]:
    """Every concentration of every standard, or each of so many, with its index, found without the formula."""
    for standard, (steps, *lines) in PRINTED.items():
        for line in lines:
            yield from _line(standard, [int(step) for step in steps.split()], line.split(), every)


def _line(standard: str, steps: list[int], words: list[str], every: int) -> Iterator[Row]:
    item, beyond = words[0], [int(word[1:]) for word in words if word.startswith(">")]
    limits = [int(word) for word in words[1:] if not word.startswith(">")]
    after = beyond[0] if beyond else 500 if len(limits) == len(steps) else None
    grain = 10 if item.startswith("CO") else 1  # places of the printed grid in one unit
    most = _most(steps, limits)
    for tenths in range(0, (limits[-1] * grain + BEYOND) * 10 + 1, every):
        exact = Decimal(tenths) / (10 * grain)
        fine = Fraction(round(Fraction(tenths, 10)), grain) if standard == "HJ 633-2026" else Fraction(exact)
        place = bisect_left(most, fine)
        yield standard, item, exact, place if place < len(most) else after


def _most(steps: list[int], limits: list[int]) -> list[Fraction]:
    """The greatest concentration that each value of the index allows, from 0 on."""
    found = [Fraction(0)]
    for place in range(1, len(limits)):
        width, height = limits[place] - limits[place - 1], steps[place] - steps[place - 1]
        found += [limits[place - 1] + Fraction(width * n, height) for n in range(1, height + 1)]
    return found


def tabled(path: Path) -> Iterator[Row]:
    """The rows of somebody's table."""
    with path.open(encoding="utf-8-sig", newline="") as stream:
        for row in csv.DictReader(stream):
            stated = row["index"].strip()
            yield row["standard"], row["item"], Decimal(row["concentration"]), int(stated) if stated else None


def main() -> int:
    """Compares and prints a line for each standard; 1 when anything differs."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--table", type=Path)
    options = parser.parse_args()
    known = {standard.id: standard for standard in standards()}
    compared: Counter[str] = Counter()
    wrong: list[str] = []
    for name, item, concentration, wanted in tabled(options.table) if options.table else grid():
        found = partial(known[name], item, concentration)
        compared[name] += 1
        if found != wanted:
            wrong.append(f"{name} {item} {concentration}: {found}, not {wanted}")
    for name, count in compared.items():
        print(f"{name:<12} {count:>7,} concentrations")
    print(f"{'all':<12} {sum(compared.values()):>7,} concentrations, {len(wrong)} differ")
    print(*wrong[:20], sep="\n")
    return bool(wrong)


if __name__ == "__main__":
    sys.exit(main())
