"""Any disk will do: with every free space from 64 KiB up, each command ends cleanly, says what to do, loses nothing, and goes on."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from bench.proofs.proof import Figure, Proof, Size

PATIENCE = {Size.SHORT: 300, Size.WHOLE: 7200}  # seconds


def _run(size: Size, folder: Path, *more: str) -> Figure:
    """What was found in a namespace of mounts of its own, where small disks can be made without being root."""
    said = folder / "said.json"
    inside = [sys.executable, "-m", "bench.proofs.disk_inside", str(folder), size.value, str(said), *more]
    command = ["unshare", "--map-root-user", "--mount", *inside]
    done = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE[size], check=False)
    if not said.is_file():
        return Figure(False, f"ended with {done.returncode}", tuple(done.stderr.splitlines()[-5:]))
    found = json.loads(said.read_text("utf-8"))
    told = ", ".join(f"{name} {steps}" for name, steps in found["steps"].items())
    figure = f"{len(found['wrong'])} wrong at {sum(found['steps'].values())} free-space steps ({told})"
    complete = set(found["fits"]) == set(found["steps"]) and bool(found["steps"])
    wrong = (*found["wrong"], *(f"{name} fitted nowhere" for name in found["steps"] if name not in found["fits"]))
    return Figure(not found["wrong"] and (complete or size is Size.SHORT), figure, tuple(wrong))


def prove(size: Size, folder: Path) -> Figure:
    """Every command at every free space."""
    return _run(size, folder)


def without(size: Size, folder: Path) -> Figure:
    """Tables and pages written where they are to stand, as most programs do."""
    return _run(size, folder, "--in-place")


PROOFS = (
    Proof(
        "disk",
        "crawl, check, export, report, import and run at every free space in steps of 64 KiB: clean stop, right message, resume completes",
        prove,
        "files are written under another name first: now in place",
        without,
        minutes=30,
        needs=("unshare", "mount"),
    ),
)
