"""How much memory the crawl of one very large site takes, in the process that visits it and in the one that keeps.

    python bench/memory.py [--pages 100000] [--budget 3000]

The site is made up as it is asked for, lists of 50 articles, each list leading to the next ten, each article with text of
its own and links to its neighbours. Prints the high-water marks while the crawl goes on, and at its end whether every
page that the budget allows was got and whether both processes stayed under the limit.
"""

from __future__ import annotations

import argparse
import ipaddress
import multiprocessing
import os
import sys
import tempfile
import threading
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from multiprocessing import forkserver
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from bench.proofs.defences import FORBID  # noqa: E402 - the repository itself is the package
from crawler.archive import Archive  # noqa: E402
from crawler.period import Period  # noqa: E402
from crawler.run import Progress, crawl  # noqa: E402
from crawler.scope import Target  # noqa: E402
from crawler.settings import CrawlSettings  # noqa: E402
from rules.topics import promising_words  # noqa: E402

LIMIT = 150  # MiB
LISTED = 50
NEXT = 10
MONTH = Period(2013, 7)


def page(path: str, pages: int) -> bytes | None:
    """The page at a path, or None."""
    kind, _, number = path.strip("/").removesuffix(".html").partition("/")
    if path == "/":
        kind, number = "l", "0"
    if not number.isdecimal() or kind not in ("l", "a"):
        return None
    n = int(number)
    text = "".join(chr(0x4E00 + (n * 7919 + k * 104729) % 20000) for k in range(400))
    if kind == "l":
        first, last = n * LISTED, min((n + 1) * LISTED, pages)
        links = [(f"/a/{m}.html", f"第{m}号通知") for m in range(first, last)]
        lists = range(n * NEXT + 1, n * NEXT + NEXT + 1)
        links += [(f"/l/{m}.html", f"通知公告{m}") for m in lists if m * LISTED < pages]
    else:
        links = [(f"/a/{m}.html", f"第{m}号通知") for m in (n - 1, n + 1) if 0 <= m < pages]
    shown = "".join(f'<li><a href="{href}">{label}</a>' for href, label in links)
    title = f"{'通知公告' if kind == 'l' else '通知'}{text[:12]}{n}"
    return f"<html><head><title>{title}</title></head><body><h1>{title}</h1><p>{text}<ul>{shown}</ul></html>".encode()


def serve(pages: int) -> ThreadingHTTPServer:
    """The site, on a thread."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        wbufsize = -1

        def do_GET(self) -> None:
            body = page(self.path, pages)
            self.send_response(404 if body is None else 200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(body or b"")))
            self.end_headers()
            self.wfile.write(body or b"")

        def log_message(self, *arguments: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server


def _peak(pid: int) -> float:
    """MiB at most, as the kernel counts for what a process runs now: getrusage(2) counts what it was started from, too."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM")), 0.0)


def measure(port: int, pages: int, budget: int, roomy: bool, said: multiprocessing.connection.Connection) -> None:
    """Crawls the site, in a process of its own."""
    noted = 0
    if roomy:
        os.environ[FORBID] = "roomy"
        forkserver.set_forkserver_preload(["crawler.spider", "crawler.shard", "bench.proofs.defences"])
        forkserver.ensure_running()

    def tell(progress: Progress) -> None:
        nonlocal noted
        if progress.fetched >= noted:
            noted += max((budget or pages) // 10, 1)
            shard = max((_peak(child.pid or 0) for child in multiprocessing.active_children()), default=0.0)
            print(
                f"{progress.fetched:>9} pages {shard:>8.0f} {_peak(os.getpid()):>8.0f}",
                flush=True,
            )

    networks = (ipaddress.ip_network("127.0.0.0/8"),)
    settings = CrawlSettings(
        delay=0.0,
        max_pages_per_site=budget or 2 * pages + 1000,
        max_minutes_per_site=600,
        allow_addresses=networks,
        words=promising_words(),
    )
    with tempfile.TemporaryDirectory() as folder, Archive(Path(folder)) as archive:
        report = crawl([Target("big", f"http://127.0.0.1:{port}/")], MONTH, archive, settings, tell)
    own = _peak(os.getpid())
    said.send((dict(report.sites["big"]), report.memory / 2**20, own, report.seconds))


@dataclass(frozen=True)
class Measured:
    """What a crawl got of what was due, in how many seconds, and MiB at most in the process that visits and the one that keeps."""

    got: int
    due: int
    seconds: float
    visiting: float
    keeping: float
    reasons: dict[str, int]

    @property
    def fits(self) -> bool:
        """Whether all was got within the limit."""
        return self.got >= self.due and 0 < self.visiting < LIMIT and 0 < self.keeping < LIMIT

    def __str__(self) -> str:
        memory = f"visiting {self.visiting:.0f} MiB, keeping {self.keeping:.0f} MiB"
        return f"got {self.got} of {self.due} in {self.seconds:.0f} s; {memory}"


def crawled(pages: int, budget: int, roomy: bool = False) -> Measured:
    """A crawl of a site of so many pages, of which so many may be fetched, 0 for all; `roomy` lets any number of addresses wait."""
    server = serve(pages)
    context = multiprocessing.get_context("spawn")
    here, there = context.Pipe()
    process = context.Process(target=measure, args=(server.server_address[1], pages, budget, roomy, there))
    process.start()
    there.close()
    reasons, visiting, keeping, seconds = here.recv()
    process.join()
    server.shutdown()
    lists = -(-pages // LISTED)  # the first list is the home, too
    return Measured(reasons.get("", 0), budget or pages + lists, seconds, visiting, keeping, reasons)


def main() -> None:
    """Measures one site."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=100_000)
    parser.add_argument(
        "--budget", type=int, default=3000, help="pages that may be fetched, as in gongkai.toml; 0 for all"
    )
    options = parser.parse_args()
    print(f"{'':>15} {'visiting':>8} {'keeping':>8} MiB")
    found = crawled(options.pages, options.budget)
    print(f"{found}; {found.reasons}")
    print(f"all that was due, and under {LIMIT} MiB: {'reached' if found.fits else 'NOT reached'}")
    sys.exit(0 if found.fits else 1)


if __name__ == "__main__":
    main()
