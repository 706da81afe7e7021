"""gongkai's crawler beside others, on the same city, in one interleaved run.

    python bench/crawl.py [--small] [--sites N] [--rounds 3] [--cores 1|2] [--peers gongkai,scrapy] [--json FILE]

The city is served from memory by a process of its own (bench/served.py), with pages of about --page-bytes and --links.
Each crawler is a process tree of its own, on --cores cores; with one core, the server has the other. For each it prints
the medians of all rounds: distinct addresses got a second, CPU seconds of the whole tree for 1000 of them, the largest
process in MiB, and how many of the addresses that plain links reach it asked for, by the server's own log. For those
that remember, also a second month into the same archive: with nothing changed, and with --share of the pages changed.

Sites in trouble are left out of the city, so that "every page" means the same for all. --limit stops a crawler that
takes too long; its line then says so, and its figures are those of the part it did.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from typing import Any

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from bench.peers import Job, Peer, bare, crawlees, gongkai, plain_scrapy, programs  # noqa: E402 - the repository itself is the package
from crawler.period import Period  # noqa: E402

PEERS: tuple[Peer, ...] = (*bare.PEERS, *gongkai.PEERS, *plain_scrapy.PEERS, *crawlees.PEERS, *programs.PEERS)
MONTHS = ("same", "changed")
HEAD = (
    f"{'crawler':<34} {'pages/s':>8} {'CPU s/1000':>10} {'ratio':>6} {'MiB':>6} {'got':>6} / {'due':<6} {'pages':>6} "
    f"{'requests':>8} {'s':>7}"
)
MONTH_HEAD = f"{'':<34} {'CPU s':>8} {'of first':>10} {'MiB':>6} {'304':>6}   {'200':<6} {'':>6} {'requests':>8} {'s':>7} {'MB in':>7}"
Row = dict[str, Any]


class Server:
    """The process that serves the city."""

    def __init__(self, options: argparse.Namespace) -> None:
        wanted = ["seed", "period", "sites", "page_bytes", "links", "share"]
        command = [sys.executable, str(ROOT / "bench" / "served.py"), *([] if options.small else ["--full"])]
        for name in wanted:
            command += [f"--{name.replace('_', '-')}", str(getattr(options, name))]
        command += ["--core", "0"] if options.cores == 1 else []
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        self.city = self._hear()

    def ask(self, command: str) -> Row:
        """The answer to a command."""
        assert self._process.stdin is not None
        self._process.stdin.write(f"{command}\n")
        self._process.stdin.flush()
        return self._hear()

    def _hear(self) -> Row:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        if not line:
            raise SystemExit("the server ended")
        found: Row = json.loads(line)
        return found

    def stop(self) -> None:
        """Ends it."""
        self._process.communicate()


class Bench:
    """The measuring of all crawlers."""

    def __init__(self, server: Server, options: argparse.Namespace, scratch: Path) -> None:
        self._server, self._options, self._scratch = server, options, scratch
        self._period = Period.parse(options.period)

    def measure(self, peer: Peer) -> Row:
        """One crawl from nothing; for a peer that remembers, second months of it under their names."""
        folder = self._scratch / "first"
        folder.mkdir()
        row = self._crawl(peer, folder, "first", self._period)
        for month in MONTHS if peer.remembers and not self._options.first_only else ():
            copy = self._scratch / month
            shutil.copytree(folder, copy)
            row[month] = self._crawl(peer, copy, month, self._period.shift(1))
            shutil.rmtree(copy)
        shutil.rmtree(folder)
        return row

    def _crawl(self, peer: Peer, folder: Path, month: str, period: Period) -> Row:
        self._server.ask(f"month {month}")
        job = Job(self._server.city["homes"], folder, str(period), self._options.seed, not self._options.small)
        command = peer.command(job)
        cores = "1" if self._options.cores == 1 else ""
        launcher = [sys.executable, "-S", str(ROOT / "bench" / "launch.py"), f"--cores={cores}"]
        load = os.getloadavg()[0]
        with (self._scratch / "said.txt").open("w+b") as said:
            found = subprocess.run(
                [*launcher, f"--limit={self._options.limit}", "--", *command],
                check=True,
                stdout=subprocess.PIPE,
                stderr=said,
            )
            said.seek(0)
            tail = said.read()[-1000:].decode("utf-8", "replace")
        row: Row = json.loads(found.stdout) | self._server.ask("report")
        row["said"] = tail if row["code"] and not row["pages"] else ""
        row |= {"load": load, "rate": row["pages"] / row["seconds"]}
        row["cpu_per_1000"] = 1000 * row["cpu"] / row["pages"] if row["pages"] else float("nan")
        row["bad"] = self._bad(peer, folder) if peer.check and month == "first" and not row["stopped"] else []
        return row

    def _bad(self, peer: Peer, folder: Path) -> list[str]:
        """What is wrong with what a peer stored."""
        due = self._scratch / "due.json"
        self._server.ask(f"due {due}")
        return list(peer.check(folder, json.loads(due.read_text("utf-8")))) if peer.check else []


def middle(rows: Sequence[Row], *keys: str) -> float:
    """The median of one figure."""
    found = []
    for row in rows:
        value: Any = row
        for key in keys:
            value = value[key]
        found.append(float(value))
    return median(found)


def line(name: str, rows: Sequence[Row], limit: Sequence[Row] = ()) -> str:
    """A crawler's line of the table; `limit` are the rows of the bare loop."""
    rate, cpu, mib, got, pages, requests, seconds = (
        middle(rows, key) for key in ("rate", "cpu_per_1000", "mib", "got", "pages", "requests", "seconds")
    )
    note = "  stopped at the limit" if any(row["stopped"] for row in rows) else ""
    note += "" if got == rows[0]["due"] else "  NOT every page"
    bad = [fault for row in rows for fault in row["bad"]]
    note += f"  {len(bad)} BAD: {bad[0]}" if bad else ""
    ratio = f"{cpu / middle(limit, 'cpu_per_1000'):>6.1f}" if limit else f"{'':>6}"
    figures = f"{rate:>8.1f} {cpu:>10.2f} {ratio} {mib:>6.0f} {got:>6.0f} / {rows[0]['due']:<6}"
    return f"{name:<34} {figures} {pages:>6.0f} {requests:>8.0f} {seconds:>7.1f}{note}"


def month_line(month: str, rows: Sequence[Row]) -> str:
    """A second month's line."""
    cpu, mib, requests, seconds, received = (
        middle(rows, month, key) for key in ("cpu", "mib", "requests", "seconds", "bytes")
    )
    whole, unchanged = (median(row[month]["statuses"].get(f"GET {status}", 0) for row in rows) for status in (200, 304))
    figures = f"{cpu:>8.1f} {cpu / middle(rows, 'cpu'):>10.1%} {mib:>6.0f} {unchanged:>6.0f}   {whole:<6.0f}"
    share = received / middle(rows, "bytes")
    title = {"same": "  a month later, nothing changed", "changed": "  a month later, some changed"}[month]
    return (
        f"{title:<34} {figures} {'':>6} {requests:>8.0f} {seconds:>7.1f} {received / 1e6:>7.1f} ({share:.1%} of first)"
    )


def table(results: dict[str, list[Row]], missing: dict[str, str]) -> str:
    """Everything measured, the crawlers in the order in which they were named."""
    lines = [HEAD]
    for name, rows in results.items():
        lines.append(line(name, rows, results.get(bare.NAME, ())))
        if "same" in rows[0]:
            lines += [MONTH_HEAD, *(month_line(month, rows) for month in MONTHS)]
            lines.append(
                f"  MiB of each process: {rows[-1]['processes_mib']}; together {middle(rows, 'together_mib'):.0f}"
            )
    base, own = results.get("scrapy + BeautifulSoup"), results.get("gongkai")
    if base and own:
        times, cpu = (
            middle(own, "rate") / middle(base, "rate"),
            middle(base, "cpu_per_1000") / middle(own, "cpu_per_1000"),
        )
        lines.append(
            f"gongkai: {times:.1f} times the pages a second of scrapy + BeautifulSoup, {cpu:.1f} times fewer CPU seconds"
        )
    lines += [f"{name:<34} not installed ({what})" for name, what in missing.items()]
    return "\n".join(lines)


def arguments(described: str | None, **defaults: object) -> argparse.Namespace:
    """What was asked for, with other defaults for some."""
    parser = argparse.ArgumentParser(description=described, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--period", default="2013-07")
    parser.add_argument("--small", action="store_true", help="the small city")
    parser.add_argument("--sites", type=int, default=0, help="only that many hosts, the portal first; 0 for all")
    parser.add_argument("--page-bytes", type=int, default=25_000)
    parser.add_argument("--links", type=int, default=80)
    parser.add_argument("--share", type=float, default=0.03, help="share of pages that change in a month")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--cores", type=int, choices=(1, 2), default=1)
    parser.add_argument("--limit", type=float, default=3600.0, help="seconds a crawl may take")
    parser.add_argument("--peers", default="", help="words of names, with commas between them; empty for all")
    parser.add_argument("--first-only", action="store_true", help="no second months")
    parser.add_argument("--json", type=Path)
    parser.set_defaults(**defaults)
    return parser.parse_args()


def chosen(words: Sequence[str]) -> list[Peer]:
    """The peers that are meant: a whole name means one, a part of names all that have it."""
    names = {peer.name for peer in PEERS}
    return [
        each for each in PEERS if any(word == each.name or (word not in names and word in each.name) for word in words)
    ]


def main(described: str | None = __doc__, **defaults: object) -> None:
    """Measures and prints."""
    options = arguments(described, **defaults)
    asked = chosen(options.peers.split(","))
    missing = {peer.name: peer.lacks for peer in asked if peer.lacks}
    present = [peer for peer in asked if not peer.lacks]
    results: dict[str, list[Row]] = {peer.name: [] for peer in present}
    server = Server(options)
    city = {key: value for key, value in server.city.items() if key != "homes"}
    city["hosts"] = len({home.split("/")[2] for home in server.city["homes"].values()})
    print(
        f"city: {city}; {platform.python_version()}, {os.cpu_count()} cores, {options.cores} for each crawler",
        flush=True,
    )
    for number in range(options.rounds):
        for peer in present[number % len(present) :] + present[: number % len(present)]:
            with tempfile.TemporaryDirectory(prefix="bench-") as scratch:
                Path(scratch).chmod(0o755)
                row = Bench(server, options, Path(scratch)).measure(peer)
            results[peer.name].append(row)
            print(f"round {number + 1}: {line(peer.name, [row])} load {row['load']:.1f} {row['said']}", flush=True)
    server.stop()
    print(table(results, missing))
    if options.json:
        kept = {
            "city": city,
            "options": vars(options) | {"json": str(options.json)},
            "rounds": results,
            "missing": missing,
        }
        options.json.write_text(json.dumps(kept, indent=1, ensure_ascii=False), "utf-8")


if __name__ == "__main__":
    main()
