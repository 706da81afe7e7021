"""Is nothing lost, and hardly anything asked for twice, when a crawl is killed a thousand times?

A city is crawled once undisturbed, and once more while it is killed at random moments, and goes on each time. In the end the
same must be kept for the same addresses. A request counts as repeated when an address was asked for more often than by the
undisturbed crawl; robots.txt and the address that cannot exist, whose name is drawn anew each time, count like all others.

Most kills take all processes at once; some only the one that keeps, some one of those that ask sites. The moments are
spread over the time in which the crawl asks, so most of a city's kills come while only its largest sites are left; one
in ten comes before the first request, and what is left of them when all was asked hits the end.
"""

from __future__ import annotations

import random
import re
import sqlite3
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bench.proofs.proof import Figure, Proof, Size
from bench.proofs.stem import Run, Stem, stem
from bench.proofs.watched import Asked, Watched, watch_city, watch_little
from crawler.period import Period
from crawler.verify import verify
from reports.samplecity.city import City

MONTH = Period(2013, 7)
SEED = 71
AGAIN = 0.01  # of the requests may be repeated
LOOKS = 50  # at what is kept, on the way
LONGEST = 4 * 3600.0  # seconds of one run
BEGINS = 2.0  # seconds within which an early kill comes
NONSENSE = re.compile(r"[0-9a-f]{24}\.html$")


@dataclass(frozen=True)
class Scale:
    """How much of it: kills, the pause between two requests to a host, what share of the kills comes early, and after how many
    requests of a run the others."""

    kills: int
    delay: float
    early: float = 0.1
    first: int = 1


SCALES = {Size.SHORT: Scale(4, 0.15, 0.0, 12), Size.WHOLE: Scale(1000, 1.0)}


@dataclass
class Storm:
    """One disturbed crawl."""

    stem: Stem
    watched: Watched
    folder: Path
    scale: Scale
    usual: Counter[tuple[str, str]]
    dice: random.Random = field(default_factory=lambda: random.Random(SEED))
    kills: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)
    crawling: float = 0.0  # seconds between the first request of a run and its end
    before: set[Any] = field(default_factory=set)

    @property
    def aimed(self) -> int:
        """A few more than must be: how many fall on the end is not known before."""
        return self.scale.kills + self.scale.kills // 20

    def run(self) -> None:
        """Kills it so many times, and lets it end."""
        while (done := self.kills.total()) < self.aimed:
            run, first = self._begin(), len(self.watched.log)
            early = self.dice.random() < self.scale.early
            if early:
                run.wait(self.dice.uniform(0, BEGINS))
            else:
                while len(self.watched.log) < first + self.scale.first and not run.wait(0.005):
                    pass
                began = time.monotonic()
                run.wait(self._moment(done))
                self.crawling += time.monotonic() - began
            if run.over():
                self.wrong += [f"ended with {run.code} before a kill"] * (run.code != 0)
                break
            self._kill(run, "early" if early else "")
            if done % max(1, self.scale.kills // LOOKS) == 0:
                self._look()
            if done % 10 == 0:
                print(f"{done + 1} kills, {len(self._asked())} of {len(self.usual)} addresses, "
                      f"{self.again()} repeated, {self.crawling:.0f} s", flush=True)  # fmt: skip
        run = self._begin()
        if not run.wait(LONGEST):
            self.wrong.append("it neither ends nor goes on")
            run.kill()
        elif run.code:
            self.wrong.append(f"it cannot be resumed: {run.code}")
        self._look()
        self.wrong += map(str, verify(self.folder))

    def _begin(self) -> Run:
        return self.stem.begin(self.folder, self.watched.bases, **settings(self.scale.delay))

    def _moment(self, done: int) -> float:
        """How long until the next kill: those that are left are spread over what the largest site still takes."""
        asked = Counter(site for site, _ in self._asked())
        left = max(count - asked[site] for site, count in Counter(site for site, _ in self.usual).items())
        return self.dice.expovariate((self.aimed - done + 1) / ((left + 1) * self.scale.delay))

    def _kill(self, run: Run, how: str) -> None:
        way = how or self.dice.choices(("all", "keeper", "hand"), (8, 1, 1))[0]
        self.kills[way] += 1
        if way == "hand":
            run.kill_hand(self.dice.randrange(8))
            run.wait(self.dice.uniform(0, 2 * self.scale.delay))
        elif way == "keeper" and not run.kill_keeper():
            self.wrong.append("processes went on without the one that keeps")
        run.kill()

    def _asked(self) -> Counter[tuple[str, str]]:
        return asked(self.watched.log)

    def again(self) -> int:
        """How many requests were repeated."""
        return (self._asked() - self.usual).total()

    def _look(self) -> None:
        """Every record that was acknowledged is there."""
        if not (self.folder / "archive.db").is_file():
            return
        with closing(sqlite3.connect(self.folder / "archive.db")) as db:
            if not db.execute("SELECT 1 FROM sqlite_master WHERE name = 'records'").fetchone():
                return
            now = set(db.execute('SELECT path, "offset", sha256 FROM records'))
        self.wrong += [f"lost: {each}" for each in self.before - now]
        self.before = now


def settings(delay: float) -> dict[str, Any]:
    """Of a crawl."""
    from rules.topics import promising_words

    return {"delay": delay, "words": promising_words()}


def asked(log: list[Asked]) -> Counter[tuple[str, str]]:
    """How often each address was asked for."""
    return Counter((each.site, NONSENSE.sub("nonsense", each.path)) for each in log if each.status)


def outcome(folder: Path) -> Counter[tuple[str, str, str, str]]:
    """What is kept: site, address, reason, digest. A server that resets at once is either of two reasons, by chance."""
    with closing(sqlite3.connect(folder / "archive.db")) as db:
        reason = "iif(reason = 'refused', 'reset', reason)"
        return Counter(db.execute(f"SELECT site, url, {reason}, sha256 FROM captures WHERE current"))


@contextmanager
def served(size: Size) -> Iterator[Watched]:
    """The whole city, or a few small sites."""
    if size is Size.WHOLE:
        with watch_city(City(SEED, full=True).content(MONTH)) as watched:
            watched.bases = dict(targets(watched.bases))
            yield watched
    else:
        with watch_little(6, 20) as watched:
            yield watched


def targets(bases: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """The sites, without the places of departments on the portal, which are parts of it."""
    return ((key, home) for key, home in bases.items() if not key.startswith("portal:"))


def storm(size: Size, folder: Path, without: str = "") -> Figure:
    """The figure of a storm, with one defence taken away."""
    scale = SCALES[size]
    with served(size) as watched, stem(without, folder / "log") as begun:
        calm = begun.begin(folder / "calm", watched.bases, **settings(0.0))
        if not calm.wait(LONGEST) or calm.code:
            return Figure(
                False, f"the undisturbed crawl ended with {calm.code}", ((folder / "log").read_text()[-2000:],)
            )
        usual = asked(watched.log)
        watched.forget()
        found = Storm(begun, watched, folder / "storm", scale, usual)
        found.run()
    return figure(size, found, outcome(folder / "calm"), outcome(folder / "storm"))


def figure(size: Size, found: Storm, wanted: Counter[Any], got: Counter[Any]) -> Figure:
    """What the storm did. In the short form one request of each host may be under way at each kill."""
    other = [*(f"not there: {row}" for row in wanted - got), *(f"not wanted: {row}" for row in got - wanted)]
    again, total, kills = found.again(), found.usual.total(), found.kills.total()
    most = AGAIN * total if size is Size.WHOLE else kills * len(found.watched.bases)
    repeated = [
        f"{count} times more: {site} {path}" for (site, path), count in (found._asked() - found.usual).most_common(20)
    ]
    ways = ", ".join(f"{count} {WAYS[way]}" for way, count in found.kills.most_common())
    said = (
        f"{kills:,} kills ({ways}) in {found.crawling / 60:.0f} min of asking with pauses of {found.scale.delay:g} s, "
        f"{len(wanted):,} captures: {len(other)} differ, {len(found.wrong)} lost or damaged, "
        f"{again:,} of {total:,} requests repeated ({again / total:.2%})"
    )
    reached = not other and not found.wrong and again <= most and kills >= found.scale.kills
    return Figure(reached, said, (*found.wrong, *other, *(repeated if again > most else ())))


WAYS = {
    "all": "of all processes",
    "early": "before the first request or soon after",
    "keeper": "of the one that keeps",
    "hand": "of one that asks, then of all",
}


def prove(size: Size, folder: Path) -> Figure:
    """A storm of kills."""
    return storm(size, folder)


def without(size: Size, folder: Path) -> Figure:
    """A smaller storm, after which whoever goes on does not know what hosts said and what had come."""
    return storm(Size.SHORT, folder, "forgetful")


PROOFS = (
    Proof(
        "storm",
        "1,000 random SIGKILLs during a full city's crawl: the same evidence, ≤ 1 % of the requests repeated",
        prove,
        "what hosts said and what had come is not remembered",
        without,
        minutes=110,
    ),
)
