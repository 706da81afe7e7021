"""Starts a crawl: which sites are still to be visited, dealt out to processes so that no machine is asked by two."""

from __future__ import annotations

import multiprocessing
import time
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field

from crawler.archive import Archive, Visit
from crawler.dealing import SITES_A_PROCESS, by_machine, cores, machines_of, shares
from crawler.hands import PATIENCE, Cluster, Hand, Hands, Processes
from crawler.keeping import Keeper, Step
from crawler.laid_by import sweep
from crawler.line import Progress
from crawler.period import Period
from crawler.politeness import now
from crawler.refusal import CrawlFailed
from crawler.scope import Target
from crawler.settings import CrawlSettings
from crawler.shard import fetch_one
from crawler.shards import Shards
from crawler.taken import forget_all

__all__ = ["Cluster", "CrawlReport", "Progress", "crawl", "fetch", "is_finished"]
SOFTWARE = "gongkai"
SHARES_A_THREAD = 4  # of a worker: when one ends early, its thread takes another


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
    cluster: Cluster | None = None,
) -> CrawlReport:
    """Visits sites and keeps what they answer as the evidence of a month.

    A site that is finished for the month is not visited again unless `again`, which may name some sites by their keys, or a
    column is told of that it did not meet; an unfinished one is resumed. When the hours of the settings are over, the crawl
    waits for the next ones, or, `within_hours`, ends where it stands, and outside of them touches nothing. `progress` and `saw`
    are told how it goes and what is kept; they must be quick and never raise. With a `cluster` its machines visit the sites,
    else processes of this one. Raises ClusterFailed when it is not there, CrawlFailed when the crawling processes
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
        cpu, memory = _visit(waiting, targets, keeper, settings, progress or (lambda _: None), anew, is_over, cluster)
    unfinished = tuple(target.key for target in targets if not is_finished(archive, target, period))
    if not is_over():
        sweep(archive.folder, period, {target.key for target in targets}.difference(unfinished))
    return CrawlReport(
        {target.key: Counter(archive.reasons(target.key, period)) for target in targets},
        {target.key: visit for target in targets if (visit := archive.visit(target.key, period))},
        {target.key: faults for target in targets if (faults := archive.tls_faults(target.key, period))},
        tuple(sorted(finished)),
        time.monotonic() - began,
        cpu,
        memory,
        unfinished,
    )


def _visit(
    sites: Sequence[Target],
    everyone: Sequence[Target],
    keeper: Keeper,
    settings: CrawlSettings,
    progress: Callable[[Progress], None],
    anew: frozenset[str],
    is_over: Callable[[], bool],
    cluster: Cluster | None,
) -> tuple[float, int]:
    archive, period = keeper.archive, Period.parse(keeper.period)
    machines = machines_of(sites) if cluster else {}
    with _hands(cluster, keeper, machines) as (hands, leftovers, threads):
        shards = Shards(hands, keeper, settings, archive.folder, progress)
        try:
            shards.take_over(leftovers)
            waiting = [each for each in sites if each.key in anew or not is_finished(archive, each, period)]
            ended = anew | {target.key for target in waiting if _has_ended(archive, target, period)}
            begun = [each for each in waiting if keeper.begin(each.key, each.home, now(), each.key in ended)]
            keeper.flush()
            most = settings.processes or threads
            least = -(-len(begun) // settings.concurrency) if cluster else 1
            count = max(least, min(most, len(begun) // SITES_A_PROCESS), 1)
            groups = by_machine(begun, machines or machines_of(begun)) if count > 1 else [begun]
            shards.run(shares(groups, count), everyone, is_over)
        finally:
            try:
                shards.stop()
            finally:
                keeper.close()
    return shards.cpu, shards.memory


@contextmanager
def _hands(
    cluster: Cluster | None, keeper: Keeper, machines: Mapping[str, frozenset[str]]
) -> Iterator[tuple[Hands, Sequence[Hand], int]]:
    """Whoever works on shares, what earlier runs have left there, and how many shares can be worked on at the same time."""
    if cluster is None:
        forget_all(keeper.archive, Period.parse(keeper.period))
        yield Processes(), (), cores()
        return
    from crawler.cluster import Machines

    with closing(Machines(cluster, keeper, machines)) as away:
        yield away, away.leftovers(), away.threads * SHARES_A_THREAD


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
