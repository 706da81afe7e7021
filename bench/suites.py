"""Every file of a suite of foreign files, read one by one in the limited child: what comes out, how long it takes, how much it needs.

    python bench/suites.py [FOLDER ...] [--most 20] [--memory 512]

A folder holds `manifest.jsonl` and the files that it names; by default those of PDFs and office files beside the repository.
The truth of a page count is the manifest's `pages`, else what `qpdf --show-npages` says where that is installed and sure of it.
Prints a table for each suite, and every file that missed: too slow (seconds), too large (resident MiB, the child's peak),
without an outcome, or with a wrong page count. Exits 1 when there is one.
"""

from __future__ import annotations

import argparse
import json
import shutil
import statistics
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from crawler.reading import File, Pool  # noqa: E402 - the repository itself is the package
from crawler.reading.value import Reading  # noqa: E402

SUITES = tuple(ROOT.parent / "shared" / "suites" / name for name in ("pdf", "office"))


@dataclass(frozen=True)
class Outcome:
    """One file's reading and its cost; `pages` is the truth, None where nobody knows it."""

    name: str
    reading: Reading
    seconds: float
    mebibytes: float
    pages: int | None

    def misses(self, seconds: float, mebibytes: float) -> Iterator[str]:
        if self.seconds > seconds:
            yield f"{self.seconds:.1f} s"
        if self.mebibytes > mebibytes:
            yield f"{self.mebibytes:.0f} MiB"
        if not self.reading.text.strip() and not self.reading.doubts and not self.reading.tables:
            yield "no outcome: nothing read and nothing doubted"
        if self.pages is not None and self.reading.pages and self.reading.pages != self.pages:
            yield f"{self.reading.pages} pages for {self.pages}"


def true_pages(path: Path, truth: dict[str, object]) -> int | None:
    """The page count that somebody else found."""
    if isinstance(truth.get("pages"), int):
        return int(str(truth["pages"]))
    if path.suffix != ".pdf" or not shutil.which("qpdf"):
        return None
    try:
        ran = subprocess.run(["qpdf", "--show-npages", str(path)], capture_output=True, timeout=10, check=False)
    except subprocess.TimeoutExpired:
        return None
    return int(ran.stdout) if ran.returncode == 0 and ran.stdout.strip().isdigit() else None


def peak(pool: Pool) -> float:
    """The most memory that the pool's only child ever had in use, in MiB; 0 when it is gone."""
    process = pool._children[0]._process
    try:
        status = Path(f"/proc/{process.pid if process else 0}/status").read_text()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in status.split("\n") if line.startswith("VmHWM")), 0.0)


def outcomes(folder: Path) -> Iterator[Outcome]:
    """One child reads all files, as in a crawl; its peak is set back before each."""
    with Pool(1) as pool:
        for row in map(json.loads, (folder / "manifest.jsonl").read_text("utf-8").splitlines()):
            path = folder / row["file"]
            reset(pool)
            began = time.monotonic()
            reading = pool.submit(File(path.read_bytes(), path.as_uri())).result()
            seconds = time.monotonic() - began
            yield Outcome(path.name, reading, seconds, peak(pool), true_pages(path, row.get("truth") or {}))


def reset(pool: Pool) -> None:
    """Begin to measure the child's peak anew (proc(5), clear_refs)."""
    process = pool._children[0]._process
    if process and process.poll() is None:
        Path(f"/proc/{process.pid}/clear_refs").write_text("5")


def report(folder: Path, seconds: float, mebibytes: float) -> bool:
    found = list(outcomes(folder))
    doubts = Counter(each.reading.doubts[0] if each.reading.doubts else "read" for each in found)
    known = [each for each in found if each.pages is not None and each.reading.pages]
    times, sizes = [each.seconds for each in found], [each.mebibytes for each in found]
    print(f"{folder.name}: {len(found)} files, {sum(times):.1f} s")
    print(f"  seconds: median {statistics.median(times):.3f}, most {max(times):.2f}")
    print(f"  MiB: median {statistics.median(sizes):.0f}, most {max(sizes):.0f}")
    print(
        f"  page counts: {sum(each.reading.pages == each.pages for each in known)} of {len(known)} as elsewhere found"
    )
    print("  " + ", ".join(f"{name} {count}" for name, count in doubts.most_common()))
    missed = [(each, list(each.misses(seconds, mebibytes))) for each in found]
    for each, reasons in missed:
        if reasons:
            print(
                f"  MISSED {each.name}: {'; '.join(reasons)} ({each.reading.media_type}, {', '.join(each.reading.doubts) or 'no doubt'})"
            )
    return not any(reasons for _, reasons in missed)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="*", type=Path, default=SUITES)
    parser.add_argument("--most", type=float, default=20, help="seconds that a file may take (default: %(default)s)")
    parser.add_argument(
        "--memory", type=float, default=512, help="MiB that the child may have in use (default: %(default)s)"
    )
    asked = parser.parse_args()
    good = [report(folder, asked.most, asked.memory) for folder in asked.folders]
    return 0 if all(good) else 1


if __name__ == "__main__":
    sys.exit(main())
