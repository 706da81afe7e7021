"""Starts a crawl: which sites are still to be visited, dealt out to processes so that no machine is asked by two."""

from __future__ import annotations

import multiprocessing
import os
import socket
import time
from collections import Counter
from collections.abc import Callable, Collection, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

from crawler.archive import Archive, Visit
from crawler.fetching import now
from crawler.hands import PATIENCE, Processes
from crawler.keeping import Keeper, Step
from crawler.line import Progress
from crawler.period import Period
from crawler.refusal import CrawlFailed
from crawler.scope import AddressPolicy, Target, parts
from crawler.settings import CrawlSettings
from crawler.shard import fetch_one, shares
from crawler.shards import Shards

__all__ = ["CrawlReport", "Progress", "crawl", "fetch", "is_finished"]
SOFTWARE = "gongkai"
SITES_A_PROCESS = 4  # fewer are not worth another process


@dataclass(frozen=True)
class CrawlReport:
    """What a crawl brought: for each site how many addresses ended with which reason ("" for good pages).

    `visits` says how each visit ended, `tls_faults` what was wrong with how a site proves who it is. `skipped` are
    sites that were finished before, `unfinished` those that the next crawl of the month resumes; `seconds` is wall time;
    `cpu` is what the crawling processes used, in seconds, and `memory` the peak of the largest, in bytes.
    """

    sites: dict[str, Counter[str]] = field(default_factory=dict)
    visits: dict[str, Visit] = field(default_factory=dict)
    tls_faults: dict[str, tuple[str, ...]] = field(default_factory=dict)
    skipped: tuple[str, ...] = ()
    seconds: float = 0.0
    cpu: float = 0.0
    memory: int = 0
    unfinished: tuple[str, ...] = ()


def crawl(
    targets: Sequence[Target],
    period: Period,
    archive: Archive,
    settings: CrawlSettings,
    progress: Callable[[Progress], None] | None = None,
    again: bool | Collection[str] = False,
    within_hours: bool = False,
    saw: Callable[[Step], None] | None = None,
) -> CrawlReport:
    """Visits sites and keeps what they answer as the evidence of a month.

    A site that is finished for the month is not visited again unless `again`, which may name some sites by their keys, or a
    column is told of that it did not meet; an unfinished one is resumed. When the hours of the settings are over, the crawl
    waits for the next ones, or, `within_hours`, ends where it stands, and outside of them touches nothing. `progress` and `saw`
    are told how it goes and what is kept; they must be quick and never raise. Raises CrawlFailed when the crawling processes
    keep dying and no site can be named that breaks them, and KeyboardInterrupt (after they have stopped) when interrupted.
    """
    began = time.monotonic()
    anew = frozenset(target.key for target in targets if again is True or (again and target.key in again))
    finished = {target.key for target in targets if target.key not in anew and is_finished(archive, target, period)}
    waiting = [target for target in targets if target.key not in finished]
    cpu, memory = 0.0, 0

    def is_over() -> bool:
        return within_hours and settings.hours.until_open(now()) > 0

    if waiting and not is_over():
        keeper = Keeper(archive, period, SOFTWARE, saw)
        cpu, memory = _visit(waiting, targets, keeper, settings, progress or (lambda _: None), anew, is_over)
    return CrawlReport(
        {target.key: Counter(archive.reasons(target.key, period)) for target in targets},
        {target.key: visit for target in targets if (visit := archive.visit(target.key, period))},
        {target.key: faults for target in targets if (faults := archive.tls_faults(target.key, period))},
        tuple(sorted(finished)),
        time.monotonic() - began,
        cpu,
        memory,
        tuple(target.key for target in targets if not is_finished(archive, target, period)),
    )


def _visit(
    waiting: Sequence[Target],
    everyone: Sequence[Target],
    keeper: Keeper,
    settings: CrawlSettings,
    progress: Callable[[Progress], None],
    anew: frozenset[str],
    is_over: Callable[[], bool],
) -> tuple[float, int]:
    ended = anew | {target.key for target in waiting if _has_ended(keeper.archive, target, Period.parse(keeper.period))}
    begun = [target for target in waiting if keeper.begin(target.key, target.home, now(), target.key in ended)]
    keeper.flush()
    count = settings.processes or _cores()
    count = max(1, min(count, len(begun) // SITES_A_PROCESS))
    shards = Shards(Processes(), keeper, settings, keeper.archive.folder, progress)
    try:
        shards.run(shares(_by_machine(begun, count), count), everyone, is_over)
    finally:
        shards.stop()
        keeper.close()
    return shards.cpu, shards.memory


def _cores() -> int:
    """The cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _by_machine(targets: Sequence[Target], count: int) -> list[list[Target]]:
    """The targets grouped by the machine that answers for them: one process must see all that concerns its pauses."""
    if count == 1:
        return [list(targets)]
    with ThreadPoolExecutor(32) as threads:
        machines = list(threads.map(_machine, [target.home for target in targets]))
    groups: dict[str, list[Target]] = {}
    for target, machine in zip(targets, machines, strict=True):
        groups.setdefault(machine, []).append(target)
    return list(groups.values())


def _machine(home: str) -> str:
    found = parts(home)
    if found is None or AddressPolicy.is_numeric(found.host):
        return found.host if found else home
    try:
        return str(socket.getaddrinfo(found.host, found.number, type=socket.SOCK_STREAM)[0][4][0])
    except (OSError, UnicodeError):
        return found.host


def is_finished(archive: Archive, target: Target, period: Period) -> bool:
    """Whether the visit of a site came to its end in a month, and met every column that is told of."""
    return _has_ended(archive, target, period) and all(
        archive.has_met(target.key, period, url) for _, url in target.hints
    )


def _has_ended(archive: Archive, target: Target, period: Period) -> bool:
    visit = archive.visit(target.key, period)
    return visit is not None and visit.finished is not None and visit.home == target.home


def fetch(url: str, settings: CrawlSettings) -> tuple[int, str, bytes]:
    """(status, media type, body) of one address, under the same rules as a crawl. Raises CrawlFailed when there is none."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["crawler.spider", "crawler.shard"])
    here, there = context.Pipe(duplex=False)
    child = context.Process(target=fetch_one, args=(there, url, settings), daemon=True)
    child.start()
    there.close()
    try:
        status, media_type, body, note = here.recv()
    except EOFError:
        raise CrawlFailed("no answer") from None
    finally:
        here.close()
        child.join(PATIENCE)
        child.kill()
    if status is None:
        raise CrawlFailed(note)
    return status, media_type, body
