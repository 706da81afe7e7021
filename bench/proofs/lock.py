"""One run only: of fifty starts at the same moment one works and all others say who does; a lock dies with whoever holds it."""

from __future__ import annotations

import contextlib
import json
import os
import re
import signal
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from bench.pace import slowness
from bench.proofs import starts
from bench.proofs.proof import Figure, Proof, Size

STARTS = 50
ROUNDS = {Size.SHORT: 1, Size.WHOLE: 20}
FEWER = {Size.SHORT: 12, Size.WHOLE: STARTS}
DONE, LOCKED = 0, 5
SOON = 1.0  # seconds of a processor that does nothing else, from the beginning of the command, in which it must be told
TOGETHER = "work at the same time"
STALE = (b"", b"1 crawl", b"999999999 run", b"\xff\0" * 100)  # what may lie in the file of a lock that nobody holds
SHORTLY = 0.05  # seconds in which all that are ready come to the gate
SETTINGS = """city = "示例市"
scheme = "yichun-2013"
[portal]
home = "http://www.example.gov.cn/"
[crawl]
contact = "a@b.example"
"""
ROSTER = "编号,单位名称,别名,类别,主管单位,网址,门户栏目\nczj,财政局,,department,,http://czj.example.gov.cn/,\n"
TOLD = re.compile(r"另一个任务（gongkai check，进程 (\d+)，")


@dataclass(frozen=True)
class One:
    """A start: its process, how it ended, what it said, the seconds of a processor and of a clock that it took, and when it held."""

    process: int
    code: int
    said: str
    seconds: float
    wall: float
    held: tuple[float, float] | None


def workspace(folder: Path) -> Path:
    """A workspace in which nothing has been done."""
    (folder / "tmp").mkdir(parents=True)
    (folder / "var").mkdir()
    (folder / "gongkai.toml").write_text(SETTINGS, "utf-8")
    (folder / "departments.csv").write_text(ROSTER, "utf-8")
    return folder


def many(folder: Path, number: int, *, locked: bool = True) -> list[One]:
    """So many starts that come to the lock at the same moment; whoever gets it works until all others have ended."""
    gate = folder / "gate"
    os.mkfifo(gate)
    logs = [folder.with_name(f"{folder.name}-{each}.log") for each in range(number)]
    with contextlib.ExitStack() as stack:
        begun = [stack.enter_context(starts.started(_act(folder, log, gate, locked), folder, log)) for log in logs]
        last = time.monotonic() + starts.PATIENCE
        while not all(log.with_suffix(".ready").exists() for log in logs) and time.monotonic() < last:
            time.sleep(0.005)
        time.sleep(SHORTLY)
        opener = os.open(gate, os.O_RDWR)  # also where none of them came to it
        while (
            not all(each.is_done() or each.log.with_suffix(".held").exists() for each in begun)
            and time.monotonic() < last
        ):
            time.sleep(0.01)
        (folder / "over").touch()
        for each in begun:
            starts.ended(each)
        os.close(opener)
    return [_one(start, log) for start, log in zip(begun, logs, strict=True)]


def _act(folder: Path, log: Path, gate: Path, locked: bool) -> Callable[[], int]:
    """A check whose work is to hold the workspace, begun when the gate opens; it notes how long it took to be told."""

    def act() -> int:
        from reports import holding, monthly

        held: list[float] = []

        def work(*_: object) -> int:
            held.append(time.monotonic())
            log.with_suffix(".held").touch()
            while not (folder / "over").exists():
                time.sleep(0.01)
            held.append(time.monotonic())
            return DONE

        monthly.judge = work  # type: ignore[assignment]
        if not locked:
            holding.fcntl.flock = lambda *_: None  # type: ignore[assignment]
        log.with_suffix(".ready").touch()
        os.close(os.open(gate, os.O_RDONLY))  # waits for whoever opens it
        began, clock = time.process_time(), time.monotonic()
        code = starts.gongkai(["check", "--period", "2013-07", "--as-of", "2013-08-01", "--quiet"])
        took, wall = time.process_time() - began, time.monotonic() - clock
        told = {"seconds": took / slowness(), "wall": wall, "held": held}
        log.with_suffix(".json").write_text(json.dumps(told))
        return code

    return act


def _one(start: starts.Start, log: Path) -> One:
    told = json.loads(log.with_suffix(".json").read_text())
    held = (told["held"][0], told["held"][1]) if told["held"] else None
    return One(
        start.process,
        start.code if start.code is not None else -1,
        log.read_text("utf-8"),
        told["seconds"],
        told["wall"],
        held,
    )


def judged(found: list[One]) -> Iterator[str]:
    """What is wrong with starts at the same moment."""
    working = [each for each in found if each.held]
    if len(working) != 1:
        yield f"{len(working)} {TOGETHER}"
    for each in found:
        if each.held:
            continue
        named = TOLD.search(each.said)
        if each.code != LOCKED:
            yield f"ended with {each.code}: {each.said.strip()[-200:]}"
        elif named is None or (working and int(named[1]) != working[0].process):
            yield f"does not name who works ({working and working[0].process}): {each.said.strip()[-200:]}"
        if each.seconds > SOON:
            yield f"was told only after {each.seconds:.1f} s"


@contextlib.contextmanager
def _holding(folder: Path) -> Iterator[starts.Start]:
    """A run that holds the workspace, with a child as a crawl has them."""
    log, gate = folder.with_name(f"{folder.name}-holder.log"), folder / "held"

    def act() -> int:
        from reports.workspace import read

        with read(folder).lock("crawl"):
            process = starts._forked(None, ["-c", "import time; time.sleep(60)"], ())
            gate.write_text(str(process))
            time.sleep(starts.PATIENCE)
        return DONE

    with starts.started(act, folder, log) as start:
        while not gate.exists() or not gate.read_text():
            time.sleep(0.005)
        yield start
    gate.unlink()


def afterwards(folder: Path) -> Iterator[str]:
    """What is wrong with the start that comes after a holder was killed, and after one whose file still lies there."""
    with _holding(folder) as holder:
        busy = _start(folder, "before")
        if busy.code != LOCKED or f"进程 {holder.process}" not in busy.said:
            yield f"beside a holder: {busy.code} {busy.said}"
        os.kill(holder.process, signal.SIGKILL)
        starts.ended(holder)
        after = _start(folder, "after")  # while what the holder began still runs
        if after.code != DONE:
            yield f"after a holder was killed: {after.code} {after.said}"
    for stale in STALE:
        (folder / "var/lock").write_bytes(stale)
        found = _start(folder, "stale")
        if found.code != DONE:
            yield f"beside a stale file {stale[:20]!r}: {found.code} {found.said}"


def _start(folder: Path, name: str) -> starts.Ended:
    def act() -> int:
        from reports import monthly

        monthly.judge = lambda *_: DONE  # type: ignore[assignment]
        return starts.gongkai(["check", "--period", "2013-07", "--as-of", "2013-08-01", "--quiet"])

    with starts.started(act, folder, folder.with_name(f"{folder.name}-{name}.log")) as start:
        return starts.ended(start)


def prove(size: Size, folder: Path) -> Figure:
    """Starts at the same moment, holders that are killed, files that are left."""
    starts.prepare()
    wrong: list[str] = []
    found: list[One] = []
    for number in range(ROUNDS[size]):
        together = many(workspace(folder / str(number)), FEWER[size])
        found += together
        wrong += [f"round {number + 1}: {line}" for line in judged(together)]
        wrong += [f"round {number + 1}: {line}" for line in afterwards(workspace(folder / f"killed-{number}"))]
    refused = [each for each in found if each.code == LOCKED]
    slowest, typical = max(each.seconds for each in refused), median(each.wall for each in refused)
    said = (
        f"{len(found):,} starts, {FEWER[size]} at a time: {sum(each.held is not None for each in found)} worked, {len(refused):,} were told"
        f" who does (the slowest took {slowest:.2f} s of a processor, half of them less than {typical:.2f} s by the clock);"
        f" {ROUNDS[size]} holders killed, {len(STALE) * ROUNDS[size]} stale files: {len(wrong)} things wrong"
    )
    return Figure(not wrong and len(found) == ROUNDS[size] * FEWER[size], said, tuple(wrong))


def without(size: Size, folder: Path) -> Figure:
    """The same starts with flock(2) doing nothing: only that several work at once counts."""
    starts.prepare()
    found = many(workspace(folder / "w"), FEWER[size], locked=False)
    wrong = tuple(line for line in judged(found) if line.endswith(TOGETHER))
    return Figure(not wrong, wrong[0] if wrong else "one works", wrong)


PROOFS = (
    Proof(
        "lock",
        "50 simultaneous starts: one runs, all others exit 5 within 1 s and name it; a killed holder or a stale file holds nobody",
        prove,
        "flock(2) does nothing",
        without,
        minutes=1,
    ),
)
