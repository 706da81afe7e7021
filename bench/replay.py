"""Do the WARC files of two months replay in pywb, byte for byte? Every capture is asked for at its own second.

    python bench/replay.py --pywb PLACE [--seed 71] [--periods 2013-07,2013-08]

PLACE is the folder that holds pywb's programs wb-manager and wayback, where they are not on the PATH. A sample city is
crawled for two months, so that the second holds many revisits; pywb gets copies of the WARC files and nothing else, and
listens on 127.0.0.1. Prints for each month and type of record how many were asked for, and how many came with the
status, the media type and the SHA-256 that the archive has. Half of the answers of the city forget what they are asked
by, and are sent again with the same bytes. Exit code 1 when any came otherwise, 2 when pywb is not there.
"""

from __future__ import annotations

import argparse
import hashlib
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC
from http.client import HTTPConnection
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from crawler.archive import Archive, Capture  # noqa: E402 - the repository itself is the package
from crawler.period import Period  # noqa: E402
from crawler.run import crawl  # noqa: E402
from crawler.warc import Spot, read_record  # noqa: E402
from reports import workspace  # noqa: E402
from reports.samplecity import server  # noqa: E402
from reports.samplecity.city import City  # noqa: E402
from reports.samplecity.content import Response  # noqa: E402

LONGEST_START = 60.0  # seconds
HEAD = f"{'month':>8} {'record':<32} {'asked':>6} {'same':>6}"
REPLY = server._reply


def reply(method: str, headers: Mapping[str, str], answer: Response) -> bytes:
    """As the city's servers answer; half of the answers never say 304."""
    forgets = hashlib.sha256(answer.body).digest()[0] % 2
    known = ("if-none-match", "if-modified-since") if forgets else ()
    return REPLY(method, {name: value for name, value in headers.items() if name not in known}, answer)


def crawled(folder: Path, seed: int, periods: Iterable[Period]) -> Path:
    """Crawls a city for some months; returns where its archive is."""
    city = City(seed)
    server._reply = reply
    with server.serve(city.content(min(periods))) as served:
        city.write_workspace(folder, served.bases)
        space = workspace.read(folder)
        with Archive(space.var / "archive") as archive:
            for period in periods:
                served.replace(city.content(period))
                crawl(space.targets(space.roster()), period, archive, space.crawl)
                time.sleep(1)  # replay programs tell captures apart by the second
    return space.var / "archive"


def captures(archive: Archive, period: Period) -> Iterator[tuple[str, Capture]]:
    """Every capture of a month that has an answer, with the type of its record."""
    sites = archive.db.execute("SELECT site FROM visits WHERE period = ? ORDER BY site", (str(period),)).fetchall()
    for (site,) in sites:
        for capture in archive.captures(site, period):
            if capture.record:
                yield _type(archive, capture), capture


def _type(archive: Archive, capture: Capture) -> str:
    head, _ = read_record(archive.folder, Spot(capture.record, capture.record_offset, capture.record_length))
    named = dict(line.split(": ", 1) for line in head.decode().split("\r\n")[1:])
    profile = named.get("WARC-Profile", "").rpartition("/")[2]
    return " ".join(filter(None, (named["WARC-Type"], profile)))


@contextmanager
def replaying(programs: Path | None, folder: Path, archive: Path) -> Iterator[int]:
    """Runs pywb with the WARC files of an archive as its collection `city`; gives its port."""
    manager, wayback = (program(name, programs) for name in ("wb-manager", "wayback"))
    copies = folder / "copies"
    copies.mkdir(parents=True)
    for path in archive.glob("warc/*/*.warc.gz"):
        shutil.copy(path, copies / f"{path.parent.name}-{path.name}")
    files = sorted(map(str, copies.iterdir()))
    for command in (["init", "city"], ["add", "city", *files]):
        subprocess.run([manager, *command], cwd=folder, check=True, capture_output=True)
    port = _free_port()
    with (folder / "pywb.log").open("wb") as log:
        command = [wayback, "-b", "127.0.0.1", "-p", str(port), "-d", str(folder)]
        process = subprocess.Popen(command, cwd=folder, stdout=log, stderr=log, stdin=subprocess.DEVNULL)
    try:
        _await(port, process)
        yield port
    finally:
        process.terminate()
        process.wait()


def program(name: str, folder: Path | None) -> str:
    """The path of a program of pywb. Says so and ends when it is not there."""
    found = shutil.which(name, path=str(folder) if folder else None)
    if found is None:
        where = f"in {folder}" if folder else "on the PATH"
        sys.stderr.write(f"{name} is not {where}: install pywb, and name the folder of its programs with --pywb\n")
        sys.exit(2)
    return found


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


def _await(port: int, process: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + LONGEST_START
    while time.monotonic() < until and process.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
        except OSError:
            time.sleep(0.2)
        else:
            return
    sys.stderr.write("pywb did not start\n")
    sys.exit(2)


def asked(port: int, capture: Capture) -> str:
    """How a capture comes back; "" when it is as it was stored."""
    moment = capture.fetched.astimezone(UTC).strftime("%Y%m%d%H%M%S")
    connection = HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request("GET", f"/city/{moment}id_/{_address(capture)}")
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    media_type = (answer.getheader("Content-Type") or "").strip()[:200]
    if answer.status != capture.status:
        return f"status {answer.status}, not {capture.status}"
    if capture.sha256 != hashlib.sha256(body).hexdigest():
        return f"{len(body)} other bytes, not {capture.size}"
    return "" if media_type == capture.media_type else f"{media_type}, not {capture.media_type}"


def _address(capture: Capture) -> str:
    return capture.url if capture.reason in ("offsite", "moved") else capture.final_url


def compare(archive: Archive, periods: Iterable[Period], port: int) -> int:
    """Asks for every capture and prints what came; returns how many came otherwise than they were stored."""
    print(HEAD, flush=True)
    lost = []
    for period in periods:
        found = list(captures(archive, period))
        with ThreadPoolExecutor(4) as threads:
            answers = list(threads.map(lambda each: asked(port, each[1]), found))
        total = Counter(kind for kind, _ in found)
        same = Counter(kind for (kind, _), fault in zip(found, answers, strict=True) if not fault)
        for kind in sorted(total):
            print(f"{period!s:>8} {kind:<32} {total[kind]:>6} {same[kind]:>6}", flush=True)
        lost += [(kind, c.url, fault) for (kind, c), fault in zip(found, answers, strict=True) if fault]
    for line in lost[:50]:
        print("   ", *line)
    return len(lost)


def main() -> None:
    """Measures one city."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pywb", type=Path, help="the folder that holds wb-manager and wayback")
    parser.add_argument("--seed", type=int, default=71)
    parser.add_argument("--periods", default="2013-07,2013-08")
    options = parser.parse_args()
    periods = [Period.parse(text) for text in options.periods.split(",")]
    for name in ("wb-manager", "wayback"):
        program(name, options.pywb)
    with tempfile.TemporaryDirectory() as name:
        where = crawled(Path(name) / "city", options.seed, periods)
        with Archive(where) as archive, replaying(options.pywb, Path(name) / "pywb", where) as port:
            lost = compare(archive, periods, port)
    sys.exit(1 if lost else 0)


if __name__ == "__main__":
    main()
