"""Whatever a server answers, and however, it ends as one outcome in time, and what is no whole answer is never kept as one.

Each reply and each behaviour is a site on an address of its own whose home leads to it; all are visited in one crawl, beside a site that
is slow but honest. What a reply is worth is written beside it (http_replies, http_behaviours); a whole one must be kept with the very
body. curl, where it is installed, says what it makes of each: what it refuses must not be kept either, unless it was to be taken.
Replies are cut, too, at every byte, for libcurl alone. As an address is asked for up to six times, limits are scaled down in the crawl: an
answer may take 2 s in place of 30, a steady one 3 in place of 600, and a body have 1 MB in place of 64 MiB. With nothing
scaled down, libcurl alone visits those that keep it waiting.
"""

from __future__ import annotations

import asyncio
import shutil
import sqlite3
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from bench.proofs.http_behaviours import BEHAVIOURS, Acting
from bench.proofs.http_cut import cut, waited
from bench.proofs.http_replies import BODY, LIMIT, REPLIES, Case, Worth
from bench.proofs.proof import Figure, Proof, Size
from bench.proofs.replaced import replaced
from crawler import fetching, transport
from crawler.coding import Coding
from crawler.snapshot import Reason
from crawler.transport import Curl
from crawler.verify import verify
from tests.crawler.faults import Seen, visit
from tests.crawler.hostile import Behaviour, Call, World, reply
from tests.crawler.little_site import page

GOAL = (90, 30)  # replies and behaviours
TIMEOUT = {Size.SHORT: 8.0, Size.WHOLE: 2.0}  # seconds that an answer may take; the short form waits for none
STEADY, OUTCOME = 3.0, 30.0  # seconds: for a steady answer, for all tries of one address
BACKOFF = {Size.SHORT: 0.1, Size.WHOLE: fetching.BACKOFF}
STALL = 5.0  # seconds for which a site may be held up by others
MEMORY = 256  # MiB that a crawling process may take beyond what it begins with
DIFFERENT = {  # taken, and refused by some curl: why
    "header 1274: first one folded": "curl takes it since version 8",
    "header: folded length": "curl takes it since version 8",
    "coding: rubbish after gzip": "the body is whole by its own checksum; browsers take it, too",
    "coding: zeros after gzip": "the same",
}
STEPS = 30
PATH = "/x.html"
SAYS_NOTHING = ("", Reason.GONE, Reason.SOFT_404, Reason.EMPTY, Reason.NEEDS_JS, Reason.NO_WAY)  # of what was read
LENIENT = (transport.pycurl.E_PARTIAL_FILE, transport.pycurl.E_RECV_ERROR, transport.pycurl.E_WRITE_ERROR)


@dataclass(frozen=True)
class Judged:
    """One reply or behaviour, and what is wrong with what came of it."""

    name: str
    wrong: tuple[str, ...]


async def _step(call: Call) -> bytes:
    await asyncio.sleep(0.1)
    number = int(call.path.strip("/.html"))
    return reply(body=page((f"/{number + 1}.html", "下一页") if number < STEPS else ("/", "首页"), title=f"{number}"))


BYSTANDER = {"/": reply(body=page(("/0.html", "零"))), **{f"/{number}.html": _step for number in range(STEPS + 1)}}


class Lateness:
    """How late this machine is with a nap of a tenth of a second, at most, while the block runs: other work takes its turn, too."""

    def __enter__(self) -> Lateness:
        self.most, self._ended = 0.0, threading.Event()
        self._thread = threading.Thread(target=self._nap)
        self._thread.start()
        return self

    def __exit__(self, *error: object) -> None:
        self._ended.set()
        self._thread.join()

    def _nap(self) -> None:
        begun = time.monotonic()
        while not self._ended.wait(0.1):
            self.most, begun = max(self.most, time.monotonic() - begun - 0.1), time.monotonic()


def chosen(size: Size) -> dict[str, Case | Acting]:
    """What is looked at: all, or a few of each sort that end soon."""
    replies: dict[str, Case | Acting] = dict(REPLIES)
    if size is Size.WHOLE:
        return replies | BEHAVIOURS
    some = [name for number, name in enumerate(REPLIES) if number % 9 == 0 and "bomb" not in name]
    quick = ("resets in the body", "resets between chunks", "resets before the last chunk", "speaks out of turn later")
    return {name: REPLIES[name] for name in some} | {name: BEHAVIOURS[name] for name in quick}


def scene(name: str, case: Case | Acting) -> dict[str, Behaviour]:
    """A site that misbehaves at one path, and what else it needs for that."""
    paths: dict[str, Behaviour] = {PATH: case.data if isinstance(case, Case) else case.behaviour}
    if "out of turn" in name:
        after = {f"/after{n}.html": reply(body=page(title=f"后{n}")) for n in range(3)}
        links = reply(body=page((PATH, "链接"), *((path, "链接") for path in after)))
        paths |= {"/": links, "/robots.txt": reply(body="User-agent: *\nCrawl-delay: 1\n"), **after}
    if "onward" in name:
        paths["*"] = paths[PATH]
    if "Location of bare line feeds" in name:
        paths["/moved.html"] = reply(body=BODY)
    return paths


def visited(size: Size, cases: dict[str, Case | Acting], folder: Path) -> tuple[World, Seen]:
    """All sites, after a crawl."""
    scenes = {name: scene(name, case) for name, case in cases.items()}
    keys = {name: f"site{number}" for number, name in enumerate(scenes)}
    with World({**scenes, "bystander": BYSTANDER}) as world:
        homes = {keys[name]: world[name].home for name in scenes} | {"bystander": world["bystander"].home}
        seen = visit(folder, homes, concurrency=len(homes), timeout=TIMEOUT[size], max_bytes=LIMIT, processes=1)
        time.sleep(0.2)  # servers notice that they were left
    seen.bodies = {
        (name, path): body for name, key in keys.items() for (site, path), body in seen.bodies.items() if site == key
    }
    seen.captures = {name: seen.captures.get(key, {}) for name, key in [*keys.items(), ("bystander", "bystander")]}
    return world, seen


def judged(name: str, case: Case | Acting, world: World, seen: Seen, refused: bool) -> Judged:
    """What is wrong with one outcome."""
    kept, wrong = seen.captures[name].get(PATH), []
    if kept is None:
        return Judged(name, ("no outcome",))
    told = f"{kept.reason or 'good'} ({kept.note}, status {kept.status})"
    body = seen.bodies.get((name, PATH), b"")
    if case.worth is Worth.WHOLE and kept.reason:
        wrong.append(f"not taken: {told}")
    if case.worth is Worth.BROKEN and kept.reason in SAYS_NOTHING:
        wrong.append(f"taken: {told}")
    if case.worth is Worth.EITHER and kept.reason in SAYS_NOTHING[1:]:
        wrong.append(f"judged by what it does not say: {told}")
    if not kept.reason and body != case.body:
        wrong.append(f"kept with another body of {len(body)} bytes")
    if not kept.reason and refused and case.worth is not Worth.WHOLE and name not in DIFFERENT:
        wrong.append("taken, and refused by curl")
    if (seconds := spent(name, case, world)) > OUTCOME:
        wrong.append(f"{seconds:.1f} s")
    for path in seen.captures[name]:
        if path.startswith("/after") and seen.bodies[name, path] not in world[name].paths[path]:
            wrong.append(f"{path} was kept with what nobody asked for: {seen.bodies[name, path][:80]!r}")
    return Judged(name, tuple(wrong))


def spent(name: str, case: Case | Acting, world: World) -> float:
    """Seconds for which all tries of an address lasted. A connection may be kept open after a whole answer: that takes nobody's time."""
    lasted = (seconds for path, seconds in world[name].ended if path.partition("?")[0] == PATH)
    return sum(lasted) if case.worth is Worth.BROKEN else 0.0


def refused_by_curl(cases: dict[str, Case | Acting]) -> set[str]:
    """The replies that the curl of this machine does not take; nothing without one."""
    if not shutil.which("curl"):
        return set()
    replies = {name: {PATH: case.data} for name, case in cases.items() if isinstance(case, Case)}
    found = set()
    with World(replies) as world:
        for name in replies:
            asked = [
                "curl",
                "-q",
                "-sS",
                "--noproxy",
                "*",
                "--http1.1",
                "--compressed",
                "--max-time",
                "5",
                "-o",
                "/dev/null",
            ]
            ran = subprocess.run([*asked, world[name].home[:-1] + PATH], capture_output=True, check=False)
            found |= {name} if ran.returncode else set()
    return found


def aside(size: Size, world: World, seen: Seen, folder: Path, late: float) -> Iterator[str]:
    """What is wrong beside the outcomes: the honest site, the memory, the archive."""
    if seen.died:
        yield f"the crawl ended: {seen.died}"
    gap = max(later - earlier for earlier, later in pairwise(moment for moment, _, _ in world["bystander"].log))
    if world["bystander"].asked(f"/{STEPS}.html") != 1 or (gap > STALL + late and size is Size.WHOLE):
        yield f"the honest site was held up for {gap:.1f} s, the machine for {late:.1f} s"
    if seen.most_memory > MEMORY + own_memory():
        yield f"{seen.most_memory:.0f} MiB of memory"
    with closing(sqlite3.connect(folder / "archive.db")) as db:
        odd = db.execute(
            "SELECT url, status FROM captures WHERE status IS NOT NULL AND NOT status BETWEEN 100 AND 599"
        ).fetchall()
        yield from (f"status {status} is kept of {url}" for url, status in odd)
        unknown = db.execute("SELECT DISTINCT reason FROM captures").fetchall()
        yield from (f"no reason of the list: {reason}" for (reason,) in unknown if reason and reason not in set(Reason))
    yield from (f"the archive is damaged: {damage}" for damage in verify(folder))


def own_memory() -> float:
    """MiB that this process holds, of which a crawling process that is its copy holds as much."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmRSS"))


def figure(size: Size, folder: Path, waiting: tuple[int, float, list[str]]) -> Figure:
    """All replies and behaviours by the crawler as it is now."""
    cases = chosen(size)
    refused = refused_by_curl(cases) if size is Size.WHOLE else set()
    with Lateness() as late:
        world, seen = visited(size, cases, folder)
    found = [judged(name, case, world, seen, name in refused) for name, case in cases.items()]
    cuts, strays = asyncio.run(cut(9 if size is Size.SHORT else 1))
    count, longest, kept_waiting = waiting
    beside = list(aside(size, world, seen, folder, late.most))
    wrong = [f"{each.name}: {'; '.join(each.wrong)}" for each in found if each.wrong] + beside + strays + kept_waiting
    replies, acts = (sum(isinstance(case, kind) for case in cases.values()) for kind in (Case, Acting))
    slowest = max(spent(name, case, world) for name, case in cases.items())
    bad = sum(bool(each.wrong) for each in found)
    said = (
        f"{len(found) - bad} of {len(found)} ({replies} replies, {acts} behaviours) ended as they should; {len(strays)} of {cuts:,} cut or "
        f"changed replies were taken for whole; the slowest took {slowest:.0f} s, with limits scaled down, and {count} that keep waiting "
        f"were left after {longest:.0f} s with the usual ones; {seen.most_memory:.0f} MiB"
    )
    left = () if shutil.which("curl") else ("curl is not installed here for a second opinion",)
    enough = size is Size.SHORT or (replies >= GOAL[0] and acts >= GOAL[1])
    return Figure(enough and not wrong, said, tuple(wrong), left)


def prove(size: Size, folder: Path) -> Figure:
    """All by the crawler."""
    waiting = asyncio.run(waited()) if size is Size.WHOLE else (0, 0.0, [])
    with replaced((transport, "LONGEST", STEADY), (fetching, "BACKOFF", BACKOFF[size])):
        return figure(size, folder, waiting)


def without(size: Size, folder: Path) -> Figure:
    """The same with what breaks off taken as it is."""
    settle = Curl._settle

    def lenient(curl: Curl, handle: object, code: int, message: str) -> None:
        transfer = curl._transfers[handle]
        settle(curl, handle, 0 if transfer.head and not transfer.broken and code in LENIENT else code, message)

    limits = ((transport, "LONGEST", STEADY), (fetching, "BACKOFF", BACKOFF[size]))
    with replaced((Curl, "_settle", lenient), (Coding, "is_whole", True), *limits):
        return figure(size, folder, (0, 0.0, []))


PROOFS = (
    Proof(
        "http",
        f"at least {GOAL[0]} raw replies and {GOAL[1]} hostile behaviours: each a closed outcome in 30 s, none kept as whole that is not",
        prove,
        "what breaks off is taken as it is",
        without,
        minutes=7,
        quiet=True,
    ),
)
