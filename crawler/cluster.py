"""Shares given to the machines of a Dask cluster, and taken back through a store that all can reach."""

from __future__ import annotations

import secrets
import time
from collections import defaultdict
from collections.abc import Mapping, Sequence
from contextlib import suppress
from time import monotonic
from typing import Any

from crawler.away import Broken, work
from crawler.depot import Depot
from crawler.fitness import PROGRAM, STORE, Unfit, program, see
from crawler.hands import Cluster
from crawler.keeping import Keeper
from crawler.leads import leads_in
from crawler.lent import Away
from crawler.line import Share
from crawler.order import Begun, Order, order_name, packed, part_name, unpacked
from crawler.period import Period
from crawler.refusal import ClusterFailed, Fault
from crawler.taken import Taken, name_of

LOOK = 0.5  # seconds between two looks into the store
CONNECT = 10.0  # seconds for a first answer of the scheduler
WAIT = 600.0  # seconds that the scheduler or a first worker may be away
SOON = 15.0  # seconds after which it is told that a worker is waited for
SILENT = dict.fromkeys(("distributed", "distributed.client", "tornado", "tornado.application"), "critical")
SHORT = 2.0  # seconds for a last word
CUT = ("cancelled", "lost")
GONE = ("error", "cancelled", "lost", "finished")


class Machines:
    """The machines of a cluster. Raises ClusterFailed when there are none, or none that can work for this program."""

    def __init__(self, cluster: Cluster, keeper: Keeper, machines: Mapping[str, frozenset[str]]) -> None:
        self._cluster, self._keeper, self._machines = cluster, keeper, machines
        self._depot = Depot(cluster.store)
        self._taken = Taken(keeper.archive, Period.parse(keeper.period))
        self._place = f"{name_of(keeper.archive)}/{keeper.period}"
        self._looked = 0.0
        self._seen, self._has_told = monotonic(), False  # a worker, and that there is none
        self._connect()
        self._probe()

    def _connect(self) -> None:
        """Reaches the scheduler, and holds a life for all that is started from now on."""
        import dask

        dask.config.set({"logging": SILENT})  # what is to be done is told once, in our words
        from distributed import Client, Semaphore

        name = f"gongkai-life-{secrets.token_hex(8)}"
        try:
            self._client = Client(self._cluster.scheduler, timeout=CONNECT, set_as_default=False)
            self._life = Semaphore(name=name, scheduler_rpc=self._client.scheduler, loop=self._client.loop)
            self._life.acquire()
        except (OSError, ValueError, TimeoutError) as error:
            raise ClusterFailed(_unreachable(self._cluster.scheduler, error)) from None

    def _workers(self) -> Mapping[str, Any]:
        """What the scheduler says of its workers, once there are any. Raises ClusterFailed when none comes."""
        begun, told = monotonic(), False
        while not (workers := self._client.scheduler_info()["workers"]):
            if not told and monotonic() - begun > SOON:
                told = True
                self._cluster.tell(_no_worker(self._cluster.scheduler))
            if monotonic() - begun > WAIT:
                raise ClusterFailed(_no_worker(self._cluster.scheduler))
            time.sleep(LOOK)
        return dict(workers)

    @property
    def threads(self) -> int:
        """How many shares the workers can work on at the same time."""
        return sum(worker["nthreads"] for worker in self._workers().values())

    def _probe(self) -> None:
        """Makes sure that the machines see the store, and have this program. Raises ClusterFailed."""
        name = f"{self._place}/probe-{secrets.token_hex(4)}"
        back = f"{name}-seen"
        self._depot.put(name, packed(name))
        self._workers()
        try:
            seen = self._client.run(see, self._cluster.store, name, back, on_error="return")
        except (OSError, TimeoutError) as error:
            raise ClusterFailed(_unreachable(self._cluster.scheduler, error)) from None
        came_back = self._depot.get(back) is not None
        for each in (name, back):
            self._depot.remove(each)
        for worker, found in seen.items():
            if isinstance(found, OSError):
                continue  # it does not answer just now, which says nothing of what it could do
            if not isinstance(found, tuple) or found[0] != program():
                raise ClusterFailed(_unfit(Unfit(PROGRAM, worker)))
            if not (found[1] and came_back):
                raise ClusterFailed(_unfit(Unfit(STORE, worker)))

    def start(self, share: Share) -> Away:
        """Gives a share to the cluster."""
        name = secrets.token_hex(8)
        place = f"{self._place}/{name}"
        standings = {target.key: self._keeper.standing(target.key) for target in share.targets}
        leads = leads_in(self._keeper.archive.folder, standings.values())
        machines = {target.key: self._machines[target.key] for target in share.targets}
        self._depot.put(order_name(place), packed(Order(share, standings, leads, machines, self._life.name)))
        self._taken.begin(place)
        away = Away(self._depot, self._taken, place, share)
        away.end_life = self._end_life
        away.future = self._client.submit(
            work, self._cluster.store, place, program(), key=f"gongkai-{name}", pure=False, retries=0
        )
        return away

    def leftovers(self) -> list[Away]:
        """What earlier runs of this month gave away and did not take back whole: nobody goes on with it any more."""
        known, there = self._taken.shares(), self._look()
        left = []
        for place, done in known.items():
            data = self._depot.get(order_name(place)) if place in there else None
            if data is None:
                self._taken.forget(place)
                continue
            order: Order = unpacked(data)
            away = Away(self._depot, self._taken, place, order.share, done)
            away.resume(there[place])
            away.lose()
            if (begun := self._depot.get(part_name(place, 1))) is not None:
                away.begun = next(each for each in unpacked(begun).messages if isinstance(each, Begun))
            self._close(order.life)
            left.append(away)
        for place in there.keys() - known.keys():
            self._depot.clear(place)
        return left

    def _close(self, life: str) -> None:
        """Ends a life, so that all that hangs on it stops."""
        scheduler: Any = self._client.scheduler
        self._client.sync(scheduler.semaphore_close, name=life)

    def wait(self, hands: Sequence[Away], timeout: float) -> list[Away]:
        """Those that have something to say, or after so many seconds none."""
        until = monotonic() + timeout
        while True:
            if monotonic() - self._looked >= LOOK:
                self._attend(hands)
                there = self._look()
                self._looked = monotonic()
                for hand in hands:
                    hand.parts = there.get(hand.place, set())
            if (ready := [hand for hand in hands if hand.has_news]) or monotonic() >= until:
                return ready
            time.sleep(max(0.0, min(until, self._looked + LOOK) - monotonic()))

    def _look(self) -> dict[str, set[int]]:
        """The numbers of the parts that lie in the store, by share."""
        found: dict[str, set[int]] = defaultdict(set)
        for name in self._depot.names(self._place):
            share, *below = name.removeprefix(f"{self._place}/").split("/")
            found[f"{self._place}/{share}"] |= {int(below[1])} if len(below) == 2 else set()
        return found

    def _attend(self, hands: Sequence[Away]) -> None:
        """Sees which shares will bring nothing more. Raises ClusterFailed when the cluster does not come back."""
        waited = [hand for hand in hands if hand.future is not None and hand.lost_at is None]
        if self._client.status != "running" or any(hand.future.status in CUT for hand in waited):
            self._reconnect()
        self._see_workers()
        for hand in waited:
            status = hand.future.status
            error = hand.future.exception() if status == "error" else None
            if isinstance(error, Unfit):
                raise ClusterFailed(_unfit(error))
            if status in GONE:
                hand.lose(status == "finished" or isinstance(error, Broken))

    def _see_workers(self) -> None:
        """Tells when no worker is left, and waits for long but not for ever. Raises ClusterFailed."""
        if monotonic() < self._seen + SOON:
            return
        with suppress(OSError, TimeoutError):  # the scheduler itself is looked after apart
            if self._client.scheduler_info(n_workers=1)["workers"]:
                self._seen, self._has_told = monotonic(), False
                return
        if not self._has_told:
            self._cluster.tell(_no_worker(self._cluster.scheduler))
        self._has_told = True
        if monotonic() > self._seen + WAIT:
            raise ClusterFailed(_no_worker(self._cluster.scheduler))

    def _reconnect(self) -> None:
        """Finds the scheduler again, or another one in its place; nothing that hangs on the old life goes on."""
        self._cluster.tell(_waiting(self._cluster.scheduler))
        old, until = self._life.name, monotonic() + WAIT
        self.close()
        while True:
            try:
                self._connect()
                break
            except ClusterFailed:
                if monotonic() > until:
                    raise
                time.sleep(LOOK)
        self._close(old)

    def _end_life(self) -> None:
        """All that hangs on this life is to stop; where the scheduler does not hear of it, the life lapses."""
        if self._life.refresh_leases:
            self._life.refresh_leases = False
            with suppress(OSError, TimeoutError):
                scheduler: Any = self._client.scheduler
                self._client.sync(scheduler.semaphore_close, name=self._life.name, callback_timeout=SHORT)

    def close(self) -> None:
        """Ends the life of all that still runs, and lets the scheduler go."""
        self._end_life()
        self._client.close(timeout=SHORT)


def _unreachable(scheduler: str, error: Exception) -> Fault:
    remedy = "请确认调度器（dask scheduler）在运行、地址和端口没有写错、防火墙放行，再运行一次；已访问的都在"
    values = {"scheduler": scheduler, "error": str(error)[:200]}
    return Fault("连不上集群的调度器 {scheduler}：{error}", remedy, values=values)


def _waiting(scheduler: str) -> Fault:
    return Fault(
        "与集群的调度器 {scheduler} 断开了", "正在等它恢复；恢复后会从停下的地方继续", values={"scheduler": scheduler}
    )


def _no_worker(scheduler: str) -> Fault:
    remedy = "请在各台机器上运行：dask worker {scheduler}"
    return Fault("集群 {scheduler} 还没有工作进程", remedy, values={"scheduler": scheduler})


def _unfit(unfit: Unfit) -> Fault:
    values = {"worker": unfit.worker}
    if unfit.what == PROGRAM:
        remedy = "请在集群的各台机器上装同一版本的 gongkai[cluster]，重新启动工作进程"
        return Fault("集群的机器 {worker} 上没有 gongkai，或版本与这里不同", remedy, values=values)
    remedy = "请用 --store 指定各台机器都能读写的目录或对象存储"
    return Fault("集群的机器 {worker} 不能读写这里的存储", remedy, values=values)
