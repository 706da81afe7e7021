"""How far a crawl has come, as plain counts: told by the crawl itself or read from its archive, shown to people."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import Enum
from threading import Lock

from crawler.brought import UNASKED, Brought
from crawler.period import Period
from crawler.settings import CrawlSettings
from crawler.snapshot import Reason
from reports.crawled import BLOCKED, LEFT, REFUSED, SAID_GONE

WINDOW = timedelta(seconds=60)  # over which the rate is told
Answer = tuple[str, str, str, int, datetime]  # site, address, reason, bytes, moment


class Stage(Enum):
    """Where the visit of a site stands."""

    WAITING = 0
    AT_WORK = 1
    DONE = 2


@dataclass
class Site:
    """One site: what it brought, and how many addresses are known and not yet asked for."""

    key: str
    name: str
    stage: Stage = Stage.WAITING
    queued: int = 0
    brought: Brought = field(default_factory=Brought)
    heard: datetime | None = None

    def number(self, group: Iterable[str]) -> int:
        """How many addresses ended with one of these reasons."""
        return sum(self.brought.reasons[reason] for reason in group)

    @property
    def read(self) -> int:
        """How many were read."""
        return self.brought.reasons[""]

    @property
    def failed(self) -> int:
        """How many were not read for a fault: neither refused nor blocked nor left, nor said to be gone."""
        others = (*REFUSED, *BLOCKED, *LEFT, *SAID_GONE, Reason.OFFSITE, Reason.NOT_VISITED, "")
        return self.brought.ended - self.number(others)


@dataclass
class Tally:
    """All sites of a crawl. It may be told and read by different threads; `settings` are those by which the crawl goes."""

    city: str
    period: Period
    settings: CrawlSettings
    sites: dict[str, Site]
    began: datetime
    moments: deque[tuple[datetime, int]] = field(default_factory=deque)
    lock: Lock = field(default_factory=Lock)

    def add(self, answers: Iterable[Answer], lately: bool = True) -> None:
        """Counts answers; `lately` when they belong to this crawl, not to what was kept before it."""
        with self.lock:
            for key, url, reason, size, moment in answers:
                if key not in self.sites:
                    continue
                site = self.sites[key]
                site.brought.add(url, reason, size, moment)
                site.heard = moment if site.heard is None or moment > site.heard else site.heard
                if lately and reason not in UNASKED and moment >= self.began.replace(microsecond=0):
                    self.moments.append((moment, size))

    def stand(self, key: str, stage: Stage, queued: int | None = None) -> None:
        """Notes where the visit of a site stands."""
        with self.lock:
            if key in self.sites:
                site = self.sites[key]
                site.stage = stage
                site.queued = 0 if stage is Stage.DONE else site.queued if queued is None else queued

    def anew(self, key: str) -> None:
        """Forgets a site: its visit begins again."""
        with self.lock:
            if key in self.sites:
                self.sites[key] = Site(key, self.sites[key].name)

    def at(self, stage: Stage) -> list[Site]:
        """The sites at a stage, in the order of the roster."""
        return [site for site in self.sites.values() if site.stage is stage]

    def number(self, group: Iterable[str]) -> int:
        """How many addresses of all sites ended with one of these reasons."""
        reasons = tuple(group)
        return sum(site.number(reasons) for site in self.sites.values())

    @property
    def read(self) -> int:
        """How many addresses were read."""
        return self.number(("",))

    @property
    def failed(self) -> int:
        """How many could not be read for a fault."""
        return sum(site.failed for site in self.sites.values())

    @property
    def size(self) -> int:
        """The bytes of all answers."""
        return sum(site.brought.size for site in self.sites.values())

    def rate(self, now: datetime) -> tuple[float, float] | None:
        """Answers and bytes a second over the last minute; None while there is nothing to tell it by."""
        with self.lock:
            while self.moments and self.moments[0][0] < now - WINDOW:
                self.moments.popleft()
            recent = [each for each in self.moments if each[0] >= now - WINDOW]  # sites are not told of in order
        seconds = min(now - self.began, WINDOW).total_seconds()
        if seconds < 1:
            return None
        return len(recent) / seconds, sum(size for _, size in recent) / seconds


def tally_of(
    city: str, period: Period, settings: CrawlSettings, keys: Sequence[str], names: Mapping[str, str], began: datetime
) -> Tally:
    """A crawl of these sites that has not begun."""
    return Tally(city, period, settings, {key: Site(key, names.get(key, key)) for key in keys}, began)
