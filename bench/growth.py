"""How time, memory and disk grow with a city: a small one, and ones 4, 16 and 64 times as large.

    python bench/growth.py [--sizes 1,4,16,64] [--bodies 7] [--seed 7] [--allowed 1.05] [--draw docs/growth.svg]

The larger cities have the bodies of the small one under other names, each with a site of its own, and a portal that tells of all of
them. For each size: crawl, check from a cold start, check again, web report and ranking by the command line; seconds of the processor,
MiB of all its processes together at their most, MiB on disk. Prints a table, and how each grows: the slope of its logarithm against
that of the size, by least squares (1 is linear). With --draw it is drawn, too. Exit code 1 when anything grows faster than allowed;
what takes less than a second in the largest city is not held against it.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, replace
from functools import cached_property
from math import log
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from crawler.period import Period  # noqa: E402 - the repository itself is the package
from crawler.roster import Department  # noqa: E402
from reports.samplecity.city import City  # noqa: E402
from reports.samplecity.server import serve  # noqa: E402

PERIOD = Period(2013, 7)
WHEN = ("--period", str(PERIOD), "--as-of", "2013-08-10", "--quiet")
START = "import sys; from reports.cli import main; sys.exit(main(sys.argv[1:]))"
STEPS = {"crawl": ("crawl",), "check": ("check",), "again": ("check",), "report": ("report",), "rank": ("rank",)}
LEAST = {"s": 1.0, "MiB": 0.0}  # what is less in the largest city is not held against it
COLOURS = ("#1b6ca8", "#c0392b", "#1e8449", "#7d3c98", "#b9770e", "#34495e", "#d35400")


@dataclass(frozen=True)
class Grown(City):
    """A city of so many times the first `few` departments of a small one."""

    times: int = 1
    few: int = 7

    @cached_property
    def departments(self) -> tuple[Department, ...]:
        """The bodies, and each again under other names."""
        first = City(self.seed).departments[: self.few]
        for body in first:
            for turn in range(1, self.times):
                _does_the_same(body.id, f"{body.id}-{turn}")
        return tuple(_again(body, turn) for turn in range(self.times) for body in first)


def _does_the_same(id: str, other: str) -> None:
    """Tells the sample city, which knows what some bodies do by their ids, that another does the same."""
    for name, module in list(sys.modules.items()):
        for table in vars(module).values() if name.startswith("reports.samplecity.") else ():
            if isinstance(table, dict) and id in table:
                table[other] = table[id]


def _again(body: Department, turn: int) -> Department:
    if not turn:
        return body
    names = tuple(f"第{turn}区{name.removeprefix('市')}" for name in body.aliases)
    return replace(
        body, id=f"{body.id}-{turn}", name=f"第{turn}区{body.name}", aliases=names, kinds=body.kinds - {"portal"}
    )


def measured(city: Grown) -> dict[str, float]:
    """Seconds of the processor, MiB of memory and of disk, by what they are of."""
    found: dict[str, float] = {}
    with tempfile.TemporaryDirectory() as name, serve(city.content(PERIOD)) as served:
        folder = Path(name)
        city.write_workspace(folder, served.bases)
        for step, words in STEPS.items():
            found[f"{step} s"], found[f"{step} MiB"] = _run([*words, "--workspace", name, *WHEN])
        found["disk MiB"] = sum(each.stat().st_size for each in (folder / "var").rglob("*") if each.is_file()) / 2**20
    return found


def _run(words: list[str]) -> tuple[float, float]:
    """Seconds of the processor and MiB of a call with all its processes."""
    before, most = sum(os.times()[2:4]), 0
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    call = subprocess.Popen([sys.executable, "-c", START, *words], env=environment, stdout=subprocess.DEVNULL)
    while call.poll() is None:
        most = max(most, _tree(call.pid))
        time.sleep(0.05)
    assert call.returncode in (0, 3), (words, call.returncode)
    return sum(os.times()[2:4]) - before, most / 1024


def _tree(root: int) -> int:
    """KiB that a process and those that it started hold, what they share counted once."""
    parents: dict[int, int] = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            parents[int(path.parent.name)] = int(path.read_text().rpartition(")")[2].split()[1])
        except OSError:
            continue
    tree, found = {root}, 0
    while more := {pid for pid, parent in parents.items() if parent in tree} - tree:
        tree |= more
    for pid in tree:
        try:
            lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
        except OSError:
            continue
        found += sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
    return found


def slope(sizes: list[int], values: list[float]) -> float:
    """By which power of the size something grows."""
    across, up = [log(each) for each in sizes], [log(max(each, 0.01)) for each in values]
    middle, height = sum(across) / len(across), sum(up) / len(up)
    steep = sum((x - middle) * (y - height) for x, y in zip(across, up, strict=True))
    return steep / sum((x - middle) ** 2 for x in across)


def drawn(sizes: list[int], found: dict[str, list[float]], slopes: dict[str, float]) -> str:
    """Each against the size, both logarithmic, as SVG; a line as steep as the dotted one is linear."""
    wide, high, edge = 720, 420, 60
    top, low = (choose(max(each, 0.01) for values in found.values() for each in values) for choose in (max, min))

    def spot(size: float, value: float) -> tuple[float, float]:
        x = edge + (wide - 300) * log(size / sizes[0]) / log(sizes[-1] / sizes[0])
        return x, high - edge - (high - 2 * edge) * log(max(value, 0.01) / low) / log(top / low)

    def line(values: list[float], style: str) -> str:
        points = " ".join(f"{x:.0f},{y:.0f}" for x, y in (spot(*each) for each in zip(sizes, values, strict=True)))
        return f'<polyline points="{points}" fill="none" {style}/>'

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {wide} {high}" font-family="sans-serif" font-size="13">'
    ]
    parts.append(f'<rect width="{wide}" height="{high}" fill="#fff"/>')
    parts.append(line([low * each / sizes[0] for each in sizes], 'stroke="#999" stroke-dasharray="3 4"'))
    for number, (name, values) in enumerate(found.items()):
        colour, y = COLOURS[number % len(COLOURS)], edge + 22 * number
        dashes = ' stroke-dasharray="7 3"' if number >= len(COLOURS) else ""
        parts.append(line(values, f'stroke="{colour}" stroke-width="2"{dashes}'))
        parts.append(
            f'<text x="{wide - 220}" y="{y}" fill="{colour}">{name}: {values[-1]:,.1f}, slope {slopes[name]:.2f}</text>'
        )
    for size in sizes:
        parts.append(f'<text x="{spot(size, low)[0]:.0f}" y="{high - 30}" text-anchor="middle">{size}</text>')
    parts.append(f'<text x="{edge}" y="{high - 8}">times the small city</text></svg>')
    return "\n".join(parts) + "\n"


def main() -> int:
    """Measures each size, the smallest first."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", default="1,4,16,64")
    parser.add_argument("--bodies", type=int, default=7)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--allowed", type=float, default=1.05)
    parser.add_argument("--draw", type=Path)
    options = parser.parse_args()
    sizes, found = [int(each) for each in options.sizes.split(",")], dict[str, list[float]]()
    for size in sizes:
        for name, value in measured(Grown(options.seed, times=size, few=options.bodies)).items():
            found.setdefault(name, []).append(value)
        print(f"{size} times: " + ", ".join(f"{name} {values[-1]:.1f}" for name, values in found.items()), flush=True)
    slopes = {name: slope(sizes, values) for name, values in found.items()}
    print(f"\n{'':<12}" + "".join(f"{size:>10}" for size in sizes) + f"{'slope':>8}")
    for name, values in found.items():
        print(f"{name:<12}" + "".join(f"{value:>10.1f}" for value in values) + f"{slopes[name]:>8.2f}")
    if options.draw:
        options.draw.write_text(drawn(sizes, found, slopes), "utf-8")
    fast = [name for name in found if slopes[name] > options.allowed and found[name][-1] > LEAST[name.split()[1]]]
    if fast:
        print(f"faster than linear: {', '.join(fast)}")
    return int(bool(fast))


if __name__ == "__main__":
    sys.exit(main())
