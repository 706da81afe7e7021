"""Does one site that misbehaves cost the others anything?

89 small sites are crawled, and again beside one more that misbehaves, once for each way. What is kept of the 89 must be the
same, and the time from the start until the last page of the 89 was answered at most 1.05 times as long. The one that
misbehaves may go on until its own limits; then nobody waits for it any more, and the run is ended. Crawls without it lie
between those with it, and their median is what is compared with. All sites are asked with the usual pause of three seconds; a
real crawl takes hours, not a minute: what somebody's page costs the others once is a smaller part of that.
"""

from __future__ import annotations

import sqlite3
import statistics
import time
from collections import Counter
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bench.proofs.misbehaved import MISBEHAVED, misbehaving
from bench.proofs.proof import Figure, Proof, Size
from bench.proofs.stem import Run, Stem, stem
from bench.proofs.storm import settings
from bench.proofs.watched import Watched, watch_little

BEHAVIOURS = 30  # at least
EVERY = 5  # so many crawls beside a hostile site lie between two without
PATIENCE = 3  # times the usual time, after which nobody waits any longer
KEPT = "SELECT site, url, status, reason, sha256 FROM captures WHERE current AND site != 'hostile'"


@dataclass(frozen=True)
class Scale:
    """How much of it: good sites, pages of each, the pause in seconds, how many times as long it may take, and which ways."""

    sites: int
    pages: int
    delay: float
    most: float
    ways: tuple[str, ...]


SCALES = {
    Size.SHORT: Scale(6, 6, 0.3, 2.5, ("drips a header without end",)),  # beside other tests time says little
    Size.WHOLE: Scale(89, 20, 3.0, 1.05, tuple(MISBEHAVED)),
}


@dataclass
class Bench:
    """The good sites, and what their crawls took and brought."""

    stem: Stem
    watched: Watched
    folder: Path
    scale: Scale
    more: dict[str, Any]
    made: int = 0
    took: list[float] = field(default_factory=list)
    usual: Counter[Any] = field(default_factory=Counter)
    asked: int = 0

    def alone(self) -> None:
        """A crawl of the good sites."""
        run, began = self._begin({}, {})
        run.wait(600)
        self.took.append(self.watched.log[-1].ended - began)
        self.usual, self.asked = self._kept(), len(self.watched.log)

    def beside(self, way: str) -> tuple[float, int]:
        """A crawl beside a site that misbehaves: how many times as long it took, and how many captures differ."""
        usual = statistics.median(self.took)
        with misbehaving(way) as home:
            run, began = self._begin({"hostile": home}, self.more)
            until = began + PATIENCE * usual
            while time.monotonic() < until and not run.over():
                if len(self.watched.log) >= self.asked and self._through():
                    break
                time.sleep(0.05)
            late = len(self.watched.log) < self.asked
            took = (time.monotonic() if late else self.watched.log[-1].ended) - began
            got = self._kept()
            run.kill()
        return took / usual, ((self.usual - got) + (got - self.usual)).total()

    def _begin(self, hostile: dict[str, str], more: dict[str, Any]) -> tuple[Run, float]:
        self.watched.forget()
        self.made += 1
        began = time.monotonic()
        sites = {**hostile, **self.watched.bases}
        return self.stem.begin(self._place(), sites, **{**settings(self.scale.delay), **more}), began

    def _place(self) -> Path:
        return self.folder / str(self.made)

    def _through(self) -> bool:
        """Whether the visits of all good sites have ended."""
        ended = "SELECT count(*) FROM visits WHERE finished IS NOT NULL AND site != 'hostile'"
        return self._ask(ended) == [(self.scale.sites,)]

    def _kept(self) -> Counter[Any]:
        return Counter(self._ask(KEPT))

    def _ask(self, sql: str) -> list[Any]:
        try:
            with closing(sqlite3.connect(f"file:{self._place()}/archive.db?mode=ro", uri=True)) as db:
                return list(db.execute(sql))
        except sqlite3.OperationalError:  # it is being made, or written
            return []


def figure(size: Size, folder: Path, ways: tuple[str, ...], **more: Any) -> Figure:
    """How much longer the good sites took, and whether the same was kept of them."""
    scale = SCALES[size]
    times: dict[str, float] = {}
    wrong = []
    with watch_little(scale.sites, scale.pages) as watched, stem("", folder / "log") as begun:
        bench = Bench(begun, watched, folder, scale, more)
        bench.alone()
        bench.took.clear()  # the first is slower: nothing is in memory yet
        for number, way in enumerate(ways):
            if number % EVERY == 0:
                bench.alone()
            times[way], differ = bench.beside(way)
            told = f"{way}: {times[way]:.3f} times as long, {differ} captures differ"
            print(told, flush=True)
            wrong += [told] * (times[way] > scale.most or differ > 0)
    longest = max(times, key=lambda way: times[way])
    said = (
        f"{scale.sites} good sites beside 1 of {len(times)} that misbehave, {statistics.median(bench.took):.1f} s alone: "
        f"{len(wrong)} hurt; at most {times[longest]:.3f} times as long ({longest})"
    )
    complete = bench.usual.total() == scale.sites * scale.pages and (size is Size.SHORT or len(times) >= BEHAVIOURS)
    return Figure(complete and not wrong, said, tuple(wrong))


def prove(size: Size, folder: Path) -> Figure:
    """All ways."""
    return figure(size, folder, SCALES[size].ways)


def without(size: Size, folder: Path) -> Figure:
    """Sites one after the other, as a loop over addresses does it."""
    return figure(Size.SHORT, folder, ("never answers for a page",), concurrency=1, processes=1)


PROOFS = (
    Proof(
        "isolation",
        "89 good sites and 1 hostile, for each of 30 behaviours: the good sites' results identical, time ≤ 1.05×",
        prove,
        "sites are visited one after the other",
        without,
        minutes=50,
        quiet=True,
    ),
)
