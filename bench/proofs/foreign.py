"""Every file of a suite of foreign files, read one by one in the limited child: what comes out, how long it takes, how much it needs.

The truth of a page count is the manifest's `pages`, else what two readers say that are not ours and agree: qpdf or pdfinfo, and pdfminer.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from crawler.reading import File, Pool
from crawler.reading.value import Reading

OUTSIDE_SECONDS = 10  # for another reader's count of pages
COUNTED = """
import signal, sys
from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser
def late(*_): raise TimeoutError
signal.signal(signal.SIGALRM, late)
for path in sys.argv[1:]:
    signal.alarm(5)
    try:
        with open(path, "rb") as file:
            print(sum(1 for _ in PDFPage.create_pages(PDFDocument(PDFParser(file)))), flush=True)
    except BaseException:
        print(-1, flush=True)
    signal.alarm(0)
"""


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


def true_pages(paths: Sequence[Path]) -> dict[Path, int]:
    """The page counts on which two readers that are not ours agree."""
    asked = [path for path in paths if path.suffix == ".pdf"]
    ran = subprocess.run([sys.executable, "-c", COUNTED, *map(str, asked)], capture_output=True, text=True, check=False)
    second = dict(zip(asked, map(int, ran.stdout.split()), strict=False))
    return {path: count for path, count in second.items() if count > 0 and _counted(path) == count}


def _counted(path: Path) -> int | None:
    """What qpdf or pdfinfo says."""
    try:
        if shutil.which("qpdf"):
            ran = subprocess.run(
                ["qpdf", "--show-npages", str(path)], capture_output=True, timeout=OUTSIDE_SECONDS, check=False
            )
            return int(ran.stdout) if ran.returncode == 0 else None
        ran = subprocess.run(["pdfinfo", str(path)], capture_output=True, timeout=OUTSIDE_SECONDS, check=False)
        said = next((line for line in ran.stdout.split(b"\n") if line.startswith(b"Pages:")), b"")
        return int(said.split()[1]) if ran.returncode == 0 and said else None
    except (OSError, ValueError, subprocess.TimeoutExpired):
        return None


def peak(pool: Pool) -> float:
    """The most memory that the pool's only child ever had in use, in MiB; 0 when it is gone."""
    process = pool._children[0]._process
    try:
        status = Path(f"/proc/{process.pid if process else 0}/status").read_text()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in status.split("\n") if line.startswith("VmHWM")), 0.0)


def outcomes(folder: Path, most: int | None = None) -> Iterator[Outcome]:
    """One child reads all files, as in a crawl, or each so-and-so-manieth of them; its peak is set back before each."""
    rows = [json.loads(line) for line in (folder / "manifest.jsonl").read_text("utf-8").splitlines()]
    rows = rows[:: max(1, len(rows) // most)] if most else rows
    known = true_pages([folder / row["file"] for row in rows])
    with Pool(1) as pool:
        pool._eyes = None  # eyes have a process and limits of their own
        for row in rows:
            path = folder / row["file"]
            reset(pool)
            began = time.monotonic()
            reading = pool.submit(File(path.read_bytes(), path.as_uri())).result()
            seconds = time.monotonic() - began
            told = (row.get("truth") or {}).get("pages")
            yield Outcome(path.name, reading, seconds, peak(pool), int(told) if told else known.get(path))


def reset(pool: Pool) -> None:
    """Begin to measure the child's peak anew (proc(5), clear_refs)."""
    process = pool._children[0]._process
    if process and process.poll() is None:
        Path(f"/proc/{process.pid}/clear_refs").write_text("5")
