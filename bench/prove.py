"""Runs the proofs, each with its negative control, prints one table, and writes docs/reliability.md.

    python bench/prove.py [NAME ...] [--minutes 45] [--list] [--write]

Without names, all of them. Each runs as a process of its own, with its log in build/proofs/. What was found is kept in
bench/proved.json with the date, the commit and the machine, one entry a proof, so that they can be run on several days;
docs/reliability.md is written from it (--write does only that). With --minutes, as CI calls it, the shortest ones that fit are run, none
that needs a quiet machine; nothing is kept, and what is left to a person, or cannot be run here, is said. Exit code 1 when a goal was
not reached, a control reached it, or a proof was cut off; 2 when a program is lacking.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import sqlite3
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from rich.console import Console  # noqa: E402
from rich.table import Table  # noqa: E402
from rich.text import Text  # noqa: E402

from bench.proofs.proof import Proof, Size, proofs  # noqa: E402 - the repository itself is the package

KEPT = ROOT / "bench" / "proved.json"
PAGE = ROOT / "docs" / "reliability.md"
LOGS = ROOT / "build" / "proofs"
BEGIN, END = "<!-- written by bench/prove.py: begin -->", "<!-- end -->"
PATIENCE = 4  # times the minutes that a proof names, before it is cut off
LEAST = 10 * 60  # seconds that any proof gets


def machine() -> str:
    """What the figures were found on."""
    lines = Path("/proc/cpuinfo").read_text().splitlines() if Path("/proc/cpuinfo").exists() else []
    model = next(
        (line.partition(":")[2].strip() for line in lines if line.startswith("model name")), platform.machine()
    )
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1024**3
    system = f"{platform.system()} {platform.release().partition('-')[0]}"
    versions = f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}"
    return f"{os.cpu_count()} cores of {model}, {memory:.0f} GiB, {system}, {versions}"


def commit() -> str:
    """The commit that is proved, with a plus when something is not committed."""
    asked = [["git", "rev-parse", "--short=8", "HEAD"], ["git", "status", "--porcelain", "--untracked-files=no"]]
    head, changed = (
        subprocess.run(each, cwd=ROOT, capture_output=True, text=True, check=False).stdout for each in asked
    )
    ours = [line for line in changed.splitlines() if not line.endswith((KEPT.name, PAGE.name))]
    return head.strip() + "+" * bool(ours)


def kept() -> dict[str, dict[str, Any]]:
    """What was found so far, by proof."""
    return json.loads(KEPT.read_text("utf-8")) if KEPT.exists() else {}


def one(proof: Proof, control: bool) -> dict[str, Any]:
    """Runs a proof or its control; what it found, or that it ended without."""
    LOGS.mkdir(parents=True, exist_ok=True)
    name = f"{proof.name}{'-control' * control}"
    found, log = LOGS / f"{name}.json", LOGS / f"{name}.log"
    found.unlink(missing_ok=True)
    command = [sys.executable, "-m", "bench.proofs", proof.name, "--to", str(found), *["--control"] * control]
    limit = max(LEAST, PATIENCE * 60 * proof.minutes)
    with log.open("w") as out:
        try:
            subprocess.run(command, cwd=ROOT, stdout=out, stderr=subprocess.STDOUT, check=False, timeout=limit)
        except subprocess.TimeoutExpired:
            return ended(f"cut off after {limit / 60:.0f} minutes")
    return json.loads(found.read_text("utf-8")) if found.exists() else ended(f"ended without a figure: {log}")


def ended(said: str) -> dict[str, Any]:
    """The figure of a run that found none; it counts against the proof, as its control or as itself."""
    return {"reached": False, "said": said, "wrong": [], "left": [], "seconds": 0.0, "ended": True}


def entry(proof: Proof) -> dict[str, Any]:
    """Runs a proof and its control; what is kept of them. The commit is that with which they begin."""
    proved, figure, control = commit(), one(proof, False), one(proof, True)
    return {
        "goal": proof.goal,
        "reached": figure["reached"],
        "figure": figure["said"],
        "left": figure["left"],
        "control": proof.control,
        "found_out": not control["reached"] and not control.get("ended", False),
        "control_figure": control["said"],
        "minutes": round((figure["seconds"] + control["seconds"]) / 60, 1),
        "date": date.today().isoformat(),
        "commit": proved,
        "machine": machine(),
    }


def table(found: dict[str, dict[str, Any]]) -> Table:
    """What the terminal shows."""
    shown = Table(title="proofs", show_lines=True)
    for head in ("proof", "goal", "figure", "negative control", "min"):
        shown.add_column(head, overflow="fold", justify="right" if head == "min" else "left")
    for name, each in found.items():
        figure = Text(f"{'✓' if each['reached'] else '✗'} {each['figure']}", "green" if each["reached"] else "red")
        control = f"{'✓' if each['found_out'] else '✗'} {each['control']}: {each['control_figure']}"
        shown.add_row(
            name,
            Text(each["goal"]),
            figure,
            Text(control, "" if each["found_out"] else "red"),
            f"{each['minutes']:.1f}",
        )
    return shown


def cell(text: str) -> str:
    """Text that stays within a cell of Markdown."""
    return text.replace("|", "\\|").replace("<", "&lt;").replace("\n", " ")


def told(found: dict[str, dict[str, Any]]) -> str:
    """The table of docs/reliability.md, what each run left out, and on what it was found."""
    lines = [
        "| proof | goal | figure | negative control: what is taken away, and what was then found | run |",
        "|---|---|---|---|---|",
    ]
    machines = list(dict.fromkeys(each["machine"] for each in found.values()))
    for name, each in found.items():
        figure = f"{'reached' if each['reached'] else '**not reached**'}: {cell(each['figure'])}"
        control = f"{cell(each['control'])}: {cell(each['control_figure'])}"
        control += "" if each["found_out"] else " **(not found out)**"
        where = f", machine {machines.index(each['machine']) + 1}" if len(machines) > 1 else ""
        run = f"{each['date']}, {each['commit']}, {each['minutes']:g} min{where}"
        lines.append(f"| {name} | {cell(each['goal'])} | {figure} | {control} | {run} |")
    left = [f"- {name}: {line}" for name, each in found.items() for line in each["left"]]
    missing = [f"- {name}: not run yet" for name in proofs() if name not in found]
    lines += ["", "Left by these runs:", "", *left, *missing] if left or missing else []
    lines += ["", *(f"Machine {number}: {each}." for number, each in enumerate(machines, 1))]
    return "\n".join(lines)


def write(found: dict[str, dict[str, Any]]) -> None:
    """Puts the table into the page."""
    before, _, rest = PAGE.read_text("utf-8").partition(BEGIN)
    after = rest.partition(END)[2]
    PAGE.write_text(f"{before}{BEGIN}\n\n{told(found)}\n\n{END}{after}", "utf-8")


def chosen(names: list[str], minutes: float | None) -> tuple[list[Proof], list[Proof]]:
    """The proofs to run, and those that do not fit into so many minutes, or need a machine for themselves: the shortest come first.

    One for which something is lacking here takes no time; it is to be run all the same, so that it is told what is lacking.
    """
    wanted = [proofs()[name] for name in names] or list(proofs().values())
    taken: list[Proof] = []
    room = float("inf") if minutes is None else minutes
    for proof in sorted(wanted, key=lambda each: each.minutes):
        if proof.minutes <= room and (minutes is None or not proof.quiet):
            taken.append(proof)
            room -= 0 if proof.lacks(Size.WHOLE) else proof.minutes
    return [proof for proof in wanted if proof in taken], [proof for proof in wanted if proof not in taken]


def main() -> None:
    """Runs what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"of {', '.join(proofs())}")
    parser.add_argument("--minutes", type=float, help="run only what fits; say what is left to a person")
    parser.add_argument("--list", action="store_true", help="name the proofs and what each takes, and run none")
    parser.add_argument(
        "--write", action="store_true", help="write docs/reliability.md from what was found, and run none"
    )
    options = parser.parse_args()
    out = Console(width=None if sys.stdout.isatty() else 160)
    if unknown := [name for name in options.names if name not in proofs()]:
        parser.error(f"no proof is named {', '.join(unknown)}; there are {', '.join(proofs())}")
    if options.list:
        for proof in proofs().values():
            out.print(Text(f"{proof.name:<12} {proof.minutes:>5g} min  {proof.goal}"))
        return
    if options.write:
        write(current())
        return
    sys.exit(run(out, *chosen(options.names, options.minutes), options.minutes is None))


def current() -> dict[str, dict[str, Any]]:
    """What was found of the proofs that there are."""
    every = kept()
    return {name: every[name] for name in proofs() if name in every}


def run(out: Console, wanted: list[Proof], left: list[Proof], keeping: bool) -> int:
    """Runs proofs one after the other, keeps and tells what they found; the exit code."""
    lacking = {proof.name: lacks for proof in wanted if (lacks := proof.lacks(Size.WHOLE))}
    done: dict[str, dict[str, Any]] = {}
    for proof in (proof for proof in wanted if proof.name not in lacking):
        out.print(Text(f"{proof.name}: about {proof.minutes:g} minutes"), style="dim")
        done[proof.name] = entry(proof)
        if keeping:
            KEPT.write_text(json.dumps(kept() | done, ensure_ascii=False, indent=1, sort_keys=True) + "\n", "utf-8")
            write(current())
    out.print(table(done))
    for name, programs in lacking.items():
        out.print(Text(f"{name}: not run, for want of {', '.join(programs)}"))
    if left:
        names = " ".join(proof.name for proof in left)
        out.print(Text(f"Left to a person: python bench/prove.py {names}"))
    bad = any(not each["reached"] or not each["found_out"] for each in done.values())
    return 1 if bad else 2 if lacking and keeping else 0


if __name__ == "__main__":
    main()
