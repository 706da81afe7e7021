"""Readers over changed files, in processes of their own: what each raised that it may not, what ended it, and what took too long."""

from __future__ import annotations

import contextlib
import json
import mmap
import os
import resource
import selectors
import signal
import struct
import tempfile
import time
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from random import Random
from unittest import mock

from bench.proofs.fuzzing.changes import changed
from bench.proofs.fuzzing.readers import Reader, alone, told
from bench.proofs.fuzzing.wrappings import Part, Wrapping, wrapping
from crawler.reading import limits

SLOW = 2.0  # seconds of processor time for one input of LONGEST bytes at most
ENDLESS = 10  # seconds of processor time, after which the system ends the process
PATIENCE = 60.0  # seconds of the clock without any progress, on a busy machine
CHUNK = 500  # inputs of one process
AS_IT_IS = 0.25  # of the inputs are changed without regard to what they are
SHOWN = 30  # of what was wrong, of each sort


@dataclass
class Tally:
    """What became of the inputs of one reader. `wrong` names number and fault; `ended` those whose process died."""

    name: str
    inputs: int = 0
    seconds: float = 0.0  # of processor time
    slowest: float = 0.0
    mebibytes: float = 0.0
    refused: int = 0  # with what is documented
    wrong: list[str] = field(default_factory=list)
    wrongs: int = 0
    ended: list[str] = field(default_factory=list)

    def add(self, told: dict[str, object]) -> None:
        """What one process says."""
        self.inputs += int(told["inputs"])
        self.seconds += float(told["seconds"])
        self.slowest = max(self.slowest, float(told["slowest"]))
        self.mebibytes = max(self.mebibytes, float(told["mebibytes"]))
        self.refused += int(told["refused"])
        self.wrongs += len(told["wrong"])
        self.wrong += [each for each in told["wrong"] if len(self.wrong) < SHOWN]


def made(reader: Reader, number: int) -> bytes:
    """The input of that number; the same whenever and wherever the seeds are the same."""
    random = Random(f"{reader.name} {number}")
    own = reader.seeds()
    at = random.randrange(len(own))
    body = own[at]
    opened = _opened(reader.name, at) if random.random() > AS_IT_IS else None
    if opened is None:
        return changed(random, body, own, reader.words)
    how, parts = opened
    try:
        return how.whole(_changed_parts(random, parts, reader.words))
    except (ValueError, OverflowError, struct.error):  # what no such file can hold
        return changed(random, body, own, reader.words)


@lru_cache(4096)
def _opened(name: str, at: int) -> tuple[Wrapping, list[Part]] | None:
    from bench.proofs.fuzzing.readers import readers

    body = readers()[name].seeds()[at]
    how = wrapping(body)
    if how is None:
        return None
    try:
        parts = [part for part in how.parts(body) if len(part[1]) <= 1 << 18]
    except Exception:  # noqa: BLE001 - a foreign file that is broken already
        return None
    return (how, parts) if parts else None


def _changed_parts(random: Random, parts: Sequence[Part], words: Sequence[bytes]) -> list[Part]:
    """One or two parts changed, or one lost, doubled or put elsewhere, or renamed."""
    found, contents = list(parts), [content for _, content in parts]
    for _ in range(random.choice((1, 1, 2))):
        at = random.randrange(len(found))
        name, content = found[at]
        way = random.random()
        if way < 0.85:
            found[at] = (name, changed(random, content, contents, words))
        elif way < 0.89:
            found[at] = (changed(random, name, [], words), content)
        elif way < 0.93 and len(found) > 1:
            del found[at]
        elif way < 0.96:
            found.insert(random.randrange(len(found) + 1), found[at])
        else:
            found.insert(random.randrange(len(found)), found.pop(at))
    return found


def run(reader: Reader, count: int, jobs: int = 2, first: int = 0) -> Tally:
    """So many inputs of a reader, from a first number on. What its processes write is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="gongkai-fuzzing-") as place, mock.patch.object(tempfile, "tempdir", place):
        return _run(reader, count, jobs, first)


def _run(reader: Reader, count: int, jobs: int, first: int) -> Tally:
    tally = Tally(reader.name)
    reader.seeds()  # made once, for all processes
    waiting = deque(range(begin, min(begin + CHUNK, first + count)) for begin in range(first, first + count, CHUNK))
    with contextlib.closing(selectors.DefaultSelector()) as selector:
        working: dict[int, _Work] = {}
        while waiting or working:
            while waiting and len(working) < jobs:
                work = _Work(reader, waiting.popleft())
                working[work.pipe] = work
                selector.register(work.pipe, selectors.EVENT_READ)
            for key, _ in selector.select(1.0):
                work = working[key.fd]
                if not work.hear():
                    selector.unregister(key.fd)
                    del working[key.fd]
                    os.close(key.fd)
                    waiting.extendleft(reversed(_over(tally, work)))
            for work in working.values():
                work.watch()
    return tally


def _over(tally: Tally, work: _Work) -> list[range]:
    """Counts what a process said; where it ended before its last input, what is left of them."""
    if work.said:
        tally.add(json.loads(work.said))
        return []
    number, so_far = work.at, work.at - work.numbers.start
    signal_ = work.end()
    tally.ended.append(f"input {number}: {signal_}")
    again = (
        [range(work.numbers.start, number)] if so_far else []
    )  # what it had read before is read again, to be counted
    tally.inputs += 1
    return [each for each in (*again, range(number + 1, work.numbers.stop)) if len(each)]


def _taken() -> tuple[int, int]:
    """Bytes of addresses, and of them those of data and stack, that this process has from the one that it was forked from."""
    pages = Path("/proc/self/statm").read_text().split()
    return int(pages[0]) * mmap.PAGESIZE, int(pages[5]) * mmap.PAGESIZE


class _Work:
    """A process that reads inputs one after another, and where it is."""

    def __init__(self, reader: Reader, numbers: range) -> None:
        self.numbers, self.said = numbers, b""
        self._place = mmap.mmap(-1, 8)
        self._moved, self._was = time.monotonic(), -1
        self._overdue = False
        self.pipe, out = os.pipe()
        self._pid = os.fork()
        if self._pid == 0:
            os.close(self.pipe)
            _work(reader, numbers, self._place, out)
        os.close(out)

    @property
    def at(self) -> int:
        """The number of the input that it reads."""
        return int.from_bytes(self._place[:8], "little")

    def hear(self) -> bool:
        """Takes what it says; False when it has ended."""
        part = os.read(self.pipe, 1 << 16)
        self.said += part
        if not part and self.said:
            os.waitpid(self._pid, 0)
        return bool(part)

    def watch(self) -> None:
        """Ends it when it has not moved for long."""
        if self.at != self._was:
            self._was, self._moved = self.at, time.monotonic()
        elif time.monotonic() - self._moved > PATIENCE:
            self._overdue = True
            os.kill(self._pid, signal.SIGKILL)

    def end(self) -> str:
        """How it ended."""
        status = os.waitpid(self._pid, 0)[1]
        if self._overdue or (os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGXCPU):
            return "no end"
        return f"signal {os.WTERMSIG(status)}" if os.WIFSIGNALED(status) else f"exit {os.WEXITSTATUS(status)}"


def _work(reader: Reader, numbers: range, place: mmap.mmap, out: int) -> None:
    """The life of such a process."""
    code = 1
    try:
        mapped, written = _taken()
        resource.setrlimit(resource.RLIMIT_AS, (mapped + 2 * limits.CHILD_MEMORY,) * 2)
        resource.setrlimit(resource.RLIMIT_DATA, (written + limits.CHILD_DATA,) * 2)
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        with alone(), open(os.devnull, "w") as nowhere:
            os.dup2(nowhere.fileno(), 1)
            os.dup2(nowhere.fileno(), 2)
            said = json.dumps(_read(reader, numbers, place)).encode()
        for at in range(0, len(said), 1 << 16):
            os.write(out, said[at : at + (1 << 16)])
        code = 0
    finally:
        os._exit(code)


def _read(reader: Reader, numbers: range, place: mmap.mmap) -> dict[str, object]:
    wrong, refused, slowest = [], 0, 0.0
    begun, hardest = time.process_time(), resource.getrlimit(resource.RLIMIT_CPU)[1]
    for number in numbers:
        place[:8] = number.to_bytes(8, "little")
        body = made(reader, number)
        before = time.process_time()
        resource.setrlimit(resource.RLIMIT_CPU, (int(before) + 1 + ENDLESS, hardest))
        try:
            reader.read(body)
        except reader.documented:
            refused += 1
        except BaseException as fault:  # noqa: BLE001 - whatever it is, it is what is looked for
            wrong.append(f"input {number}: {told(fault)}")
        took = time.process_time() - before
        slowest = max(slowest, took)
        if took > SLOW:
            wrong.append(f"input {number}: {took:.1f} s for {len(body):,} bytes")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"inputs": len(numbers), "seconds": time.process_time() - begun, "slowest": slowest, "mebibytes": peak,
            "refused": refused, "wrong": wrong}  # fmt: skip


def findings(tally: Tally) -> Iterator[str]:
    """One line for each fault of a reader, where it was first met."""
    kinds: dict[str, tuple[str, int]] = {}
    for each in tally.wrong:
        number, _, what = each.partition(": ")
        first, count = kinds.get(what, (number, 0))
        kinds[what] = (first, count + 1)
    yield from (
        f"{tally.name}, {first}: {what}" + (f" ({count} times)" if count > 1 else "")
        for what, (first, count) in kinds.items()
    )
