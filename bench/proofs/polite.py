"""Does a city's servers see what was promised: every pause, one connection at a time, every Retry-After?

All is read from the log of the servers. A pause is the time from when the last of an answer was about to be handed to the
kernel until the head of the next request on the same machine was read: whatever lies between the two moments and those that the program
sees itself can only lengthen it, so there is no allowance. Connections are counted from the moment they are accepted until
the server has seen their end.

Some hosts have a Crawl-delay, one of them a longer one than is obeyed; some answer 429 or 503 with a Retry-After in seconds,
as a date, or without any sense, on a page, on robots.txt, or three times in a row; some sites share a machine. The
crawl is killed on the way, most often while a host waits to be left alone, and goes on.
"""

from __future__ import annotations

import math
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

from bench.proofs.proof import Figure, Proof, Size
from bench.proofs.stem import Stem, stem
from bench.proofs.storm import LONGEST, MONTH, SEED, settings, targets
from bench.proofs.watched import Asked, Pages, Watched, watch_city, watch_little, wish
from crawler.robots import LONGEST_DELAY
from reports.samplecity.city import City
from reports.samplecity.content import Response

DELAY = 0.2
TAKEN = 0.5  # seconds within which a wish to be left alone is heard and kept; what is killed before has not heard it
ABSURD = "99999999999"
WISHES = (
    lambda at: {at: wish(1.5)},
    lambda at: {at: wish(1.5, "date", 429)},
    lambda at: {at: wish(1.0), at + 1: wish(1.0, status=429), at + 2: wish(1.0)},
    lambda at: {1: wish(1.0)},  # robots.txt
    lambda at: {at: wish(0.0, "soon"), at + 2: wish(0.0, "-3"), at + 4: wish(0.0, "0")},
    lambda at: {at: wish(math.inf, ABSURD)},
)
LONG = 620.0  # seconds; more than is waited for on the way


@dataclass
class Scene:
    """What the servers want: for each machine the pause, and how often to kill while one waits."""

    watched: Watched
    sites: Mapping[str, str]
    kills: int
    pauses: dict[str, float] = field(default_factory=dict)

    def pause(self, machine: str) -> float:
        """What is promised between two requests."""
        return max(DELAY, min(self.pauses.get(machine, 0.0), LONGEST_DELAY))


def demanding(pages: Pages, pauses: Mapping[str, float]) -> Pages:
    """The pages, with a robots.txt of their own where a machine wants longer pauses."""

    def answer(machine: str, path: str) -> Response:
        if path != "/robots.txt" or machine not in pauses:
            return pages(machine, path)
        closed = "Disallow: /\nAllow: /$\n" if pauses[machine] > LONGEST_DELAY else ""
        return Response(f"User-agent: *\nCrawl-delay: {pauses[machine]:g}\n{closed}".encode(), "text/plain")

    return answer


@contextmanager
def scene(size: Size) -> Iterator[Scene]:
    """The whole city, or a few small sites."""
    if size is Size.SHORT:
        with watch_little(8, 6) as watched:
            sites = {**watched.bases, "b": f"{watched.bases['s2']}b/"}
            made = Scene(watched, sites, 1)
            _demand(made, ["s7"], {"s6": 0.5}, 0)
            yield made
    else:
        with watch_city(City(SEED, full=True).content(MONTH)) as watched:
            sites = dict(targets(watched.bases))
            made = Scene(watched, sites, 8)
            machines = [key for key in sites if watched.pages(key, "/").status == 200 and not watched.down(key)]
            slow = {key: 0.3 + 0.1 * (number % 4) for number, key in enumerate(machines[1::7])}
            _demand(made, machines[9:10], slow | {machines[-1]: 100.0}, 2)
            watched.wishes[machines[9], 20] = wish(LONG)
            yield made


def _demand(made: Scene, plain: list[str], pauses: dict[str, float], apart: int) -> None:
    watched = made.watched
    made.pauses = pauses
    watched.pages = demanding(watched.pages, pauses)
    others = [key for key in made.sites if key in watched.bases and key not in (*plain, *pauses)]
    for number, machine in enumerate(others):
        for at, answer in WISHES[number % len(WISHES)](4 + apart * number).items():
            watched.wishes[machine, at] = answer


def crawl(made: Scene, begun: Stem, folder: Path) -> tuple[int, list[str]]:
    """Crawls it, killed on the way while somebody waits to be left alone; how often, and what went wrong."""
    kills, watched, seen = 0, made.watched, set[float]()
    while True:
        run = begun.begin(folder / "archive", made.sites, **settings(DELAY))
        until = time.monotonic() + LONGEST
        while not run.over() and time.monotonic() < until:
            waits = {
                asked.until: time.monotonic() - asked.ended for asked in watched.log if asked.until > time.monotonic()
            }
            if kills < made.kills and waits.keys() - seen and min(waits.values()) > TAKEN:
                seen |= waits.keys()
                break
            time.sleep(0.01)
        if run.over():
            return kills, [f"ended with {run.code}: {(folder / 'log').read_text()[-500:]}"] * (run.code != 0)
        run.kill()
        if time.monotonic() >= until:
            return kills, ["it does not end"]
        kills += 1


def judge(made: Scene) -> tuple[int, int, list[str]]:
    """How many pauses and wishes there were, and which were not kept."""
    gaps, wishes, wrong = 0, 0, []
    for machine, log in made.watched.by_site().items():
        log = sorted(log, key=lambda asked: asked.begun)
        pause = made.pause(machine)
        for earlier, later in pairwise(log):
            gaps += 1
            if (took := later.begun - earlier.ended) < pause:
                wrong.append(f"{machine}: {later.path} came {took:.4f} s after {earlier.path}, not {pause:g}")
        wishes += sum(asked.wished for asked in log)
        wrong += [line for asked in log if asked.until for line in _early(machine, asked, log)]
    many = {machine: count for machine, count in made.watched.most_open.items() if count > 1}
    wrong += [f"{machine}: {count} connections at the same time" for machine, count in many.items()]
    return gaps, wishes, wrong


def _due(made: Scene) -> int:
    """How many wishes were to be sent: those that were planned for a request that a machine came to."""
    came = {machine: len(log) for machine, log in made.watched.by_site().items()}
    return sum(came.get(machine, 0) > at for machine, at in made.watched.wishes)


def _early(machine: str, wished: Asked, log: list[Asked]) -> Iterator[str]:
    for asked in log:
        if wished.begun < asked.begun < wished.until:
            late = wished.until - asked.begun
            yield f"{machine}: {asked.path} came {late:.3f} s before the end of the Retry-After of {wished.path}"


def figure(size: Size, folder: Path, without: str = "") -> Figure:
    """What the servers saw."""
    with scene(size) as made, stem(without, folder / "log") as begun:
        kills, failed = crawl(made, begun, folder)
        gaps, wishes, wrong = judge(made)
        machines, most = len(made.watched.by_site()), max(made.watched.most_open.values())
        unasked = [key for key in made.watched.bases if key in made.sites and not made.watched.count[key]]
        unasked = [key for key in unasked if not made.watched.down(key) and "host_of" not in key]
    said = (
        f"{machines} machines, {gaps:,} pauses of {DELAY:g} s or more, {wishes} wishes to be left alone, {kills} kills: "
        f"{len(wrong)} broken, {most} connection{'s' * (most > 1)} at most"
    )
    complete = kills == made.kills and wishes >= _due(made) > 0 and not failed
    return Figure(complete and not wrong, said, (*failed, *wrong))


def prove(size: Size, folder: Path) -> Figure:
    """A polite crawl."""
    return figure(size, folder)


def without(size: Size, folder: Path) -> Figure:
    """One that hears what is wished and does not wait."""
    return figure(Size.SHORT, folder, "hasty")


PROOFS = (
    Proof(
        "polite",
        "from the server's log of a full city: every gap ≥ promised, ≤ 1 connection a host, every Retry-After kept",
        prove,
        "pauses are not made",
        without,
        minutes=13,
    ),
)
