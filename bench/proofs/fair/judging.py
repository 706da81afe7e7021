"""Scenes crawled over HTTP by the program's own crawler, and judged by its own rules and scheme."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property
from ipaddress import ip_network
from pathlib import Path
from urllib.parse import urlsplit

from bench.proofs.fair.scenes import Scene, Stage, rounds
from bench.proofs.fair.sound import PERIOD, departments
from checker.assess import assess
from checker.scheme import Scheme, open_scheme
from crawler.archive import Archive, Capture
from crawler.assembly import Month
from crawler.reading import Pool
from crawler.reading.value import Reading
from crawler.readings import Readings
from crawler.roster import Department
from crawler.run import crawl
from crawler.scope import Target
from crawler.settings import CrawlSettings
from crawler.snapshot import Place, Snapshot
from crawler.visited import Site
from rules.finding import Outcome
from rules.recalled import SHARED, recalled
from rules.rule import catalogue
from rules.topics import promising_words

SCHEME = "yichun-2013"
NOWHERE = "http://127.255.0.1/"
SETTINGS = CrawlSettings(
    delay=0.0,
    allow_addresses=(ip_network("127.0.0.0/8"),),
    timeout=2.0,
    max_bytes=3_000_000,
    words=promising_words(),
    browser=False,
    concurrency=500,
)


@dataclass(frozen=True)
class Said:
    """One finding of a scene, with what it cost; `paths` are the addresses that it cites."""

    rule: str
    place: str
    outcome: Outcome
    problem: str
    subject: str
    note: str
    deducted: Decimal
    paths: tuple[str, ...]

    @property
    def matter(self) -> tuple[str, str, str, str]:
        """What it is about, whatever the address."""
        return self.rule, self.place, self.problem, self.subject.partition(" http")[0]

    def __str__(self) -> str:
        said = f"{self.rule}@{self.place} {self.outcome} {self.problem} {self.subject} {self.note}"
        return f"{' '.join(said.split())} -{self.deducted} {list(self.paths)[:3]}"


class _Portal(Month):
    """A month whose portal is one of many."""

    key = ""

    @cached_property
    def _gate(self) -> Site:
        return Site(self._archive, self._readings, self._period, self.key, Place.PORTAL, self._portal, self._only)


class _Once(Readings):
    """Readings that remember what other archives held of the same address."""

    def __init__(self, archive: Archive, pool: Pool, known: dict[tuple[str, str], Reading]) -> None:
        super().__init__(archive, pool)
        self._once = known

    def of(self, captures: Sequence[Capture]) -> Iterator[Reading]:
        fresh = [each for each in captures if (each.sha256, each.url) not in self._once]
        self._once |= {(c.sha256, c.url): reading for c, reading in zip(fresh, super().of(fresh), strict=True)}
        return (self._once[each.sha256, each.url] for each in captures)


@dataclass
class Court:
    """Who crawls scenes and judges them. `see` stands between what was seen and the rules; as it is, it changes nothing."""

    folder: Path
    stage: Stage
    pool: Pool
    see: Callable[[Snapshot], Snapshot] = lambda snapshot: snapshot

    def __post_init__(self) -> None:
        self._known: dict[tuple[str, str], Reading] = {}
        self._rulebook = open_scheme(SCHEME, Path("nowhere"), catalogue())
        self._played = 0

    def judged(self, scenes: Sequence[Scene]) -> Iterator[tuple[Scene, list[Said]]]:
        """What the program says of each scene: all that is not inapplicable."""
        for some in rounds(list(scenes)):
            self._played += 1
            self.stage.put_up(some)
            with Archive(self.folder / f"{self._played:03}") as archive:
                pages = some[0].pages
                settings = replace(SETTINGS, max_pages_per_site=pages) if pages else SETTINGS
                crawl(list(_targets(some)), PERIOD, archive, settings)
                readings = _Once(archive, self.pool, self._known)
                for number, scene in enumerate(some):
                    yield scene, list(_said(f"s{number}", scene, archive, readings, self._rulebook, self.see))


def _targets(scenes: Sequence[Scene]) -> Iterator[Target]:
    for number, scene in enumerate(scenes):
        yield from (Target(_key(f"s{number}", place), site.home) for place, site in scene.sites.items())


def _key(id: str, place: str) -> str:
    return id if place == "own" else f"{id}-portal"


def _unit(id: str, scene: Scene) -> Department:
    known = departments()[scene.body]
    home = scene.own.home if scene.own is not None else ""
    return replace(known, id=id, home=home, parent="", kinds=known.kinds - {"portal", "office"})


def _said(
    id: str,
    scene: Scene,
    archive: Archive,
    readings: Readings,
    rulebook: Scheme,
    see: Callable[[Snapshot], Snapshot],
) -> Iterator[Said]:
    unit, gate = _unit(id, scene), scene.portal.home if scene.portal is not None else NOWHERE
    month = _Portal(archive, [unit], PERIOD, gate, recall=recalled(), shared=SHARED, readings=readings)
    month.key = _key(id, "portal")
    for verdict in assess(see(month.snapshot(unit)), rulebook, catalogue()).verdicts:
        for item in verdict.weighed:
            found = item.finding
            if found.outcome is Outcome.INAPPLICABLE or str(found.place) not in scene.sites:
                continue
            cited = tuple(_path(each.url) for each in found.evidence)
            about = found.problem, found.subject, str(found)
            yield Said(verdict.rule, str(found.place), found.outcome, *about, item.deducted, cited)


def _path(url: str) -> str:
    parts = urlsplit(url)
    return parts.path + (f"?{parts.query}" if parts.query else "")
