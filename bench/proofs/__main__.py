"""Runs one proof or its control, and writes what it found: `python -m bench.proofs NAME [--control] [--size short] [--to FILE]`."""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from dataclasses import asdict
from pathlib import Path

from bench.proofs.proof import Figure, Size, proofs

SHOWN = 40  # of what was wrong


def run(name: str, size: Size, control: bool) -> tuple[Figure, float]:
    """The figure of a proof or its control, and the seconds that it took."""
    proof = proofs()[name]
    with tempfile.TemporaryDirectory(prefix="gongkai-proof-") as folder:
        begun = time.monotonic()
        figure = (proof.without if control else proof.prove)(size, Path(folder))
        return figure, time.monotonic() - begun


def main() -> None:
    """Exit code 1 when a goal is not reached, or when a control reaches it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("name", choices=proofs())
    parser.add_argument("--size", choices=[size.value for size in Size], default="whole")
    parser.add_argument(
        "--control", action="store_true", help="with a defence taken away: the goal must not be reached"
    )
    parser.add_argument("--to", type=Path, help="write the figure here, as JSON")
    options = parser.parse_args()
    figure, seconds = run(options.name, Size(options.size), options.control)
    for line in figure.wrong[:SHOWN]:
        print("  ", line)
    if len(figure.wrong) > SHOWN:
        print(f"   and {len(figure.wrong) - SHOWN} more")
    for line in figure.left:
        print("   left:", line)
    print(f"{options.name}: {figure.said} ({'reached' if figure.reached else 'NOT reached'}, {seconds:.0f} s)")
    if options.to:
        options.to.write_text(json.dumps(asdict(figure) | {"seconds": seconds}, ensure_ascii=False), "utf-8")
    sys.exit(int(figure.reached == options.control))


if __name__ == "__main__":
    main()
