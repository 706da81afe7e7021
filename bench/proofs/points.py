"""One command, disturbed at one call after the other: what it then says, what is left, and what a second start makes of it."""

from __future__ import annotations

import os
import pickle
import re
import shutil
import sqlite3
import stat
import traceback
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from bench.proofs import starts
from bench.proofs.calls import Call, Fault, Watched
from bench.proofs.work import Work
from reports.room import NAME as RESERVE

STORAGE = 6  # the exit code
STILL = 3  # points that nothing met, one after the other, after which there are no more
SYNCS = ("fsync", "fdatasync")
REMOVING = ("unlink", "unlinkat", "rmdir")
SET_ASIDE = "var/archive/cut"  # ends of files that no committed record has, which are kept: docs/crawler.md
TEMPORARY = "tmp/"  # which the system clears: what a killed process left there, or what could not be removed


@dataclass
class Found:
    """What became of one point, or of many: `wrong` says what should not be."""

    points: int = 0
    ended: int = 0  # the command did not come to its end
    lost: int = 0
    unreadable: int = 0
    differ: int = 0
    stuck: int = 0
    unsaid: int = 0
    littered: int = 0
    met: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)

    @property
    def bad(self) -> int:
        """How much of it must not be."""
        return self.lost + self.unreadable + self.differ + self.stuck + self.unsaid + self.littered

    def add(self, other: Found) -> None:
        """Takes in what was found elsewhere."""
        for name, value in vars(other).items():
            setattr(self, name, getattr(self, name) + value)


@dataclass(frozen=True)
class Usual:
    """What a command comes to that nobody disturbs."""

    code: int
    results: Mapping[str, str]
    files: frozenset[str]
    calls: tuple[Call, ...]


class Bench:
    """One command in a folder of its own, copied for each point."""

    def __init__(self, work: Work, made: Path, scratch: Path, act: Callable[[list[str]], int] = starts.gongkai) -> None:
        self.work, self._made, self._act = work, made, act
        self._place, self._copy, self._log = scratch / "w", scratch / "copy", scratch / "log"
        scratch.mkdir(parents=True, exist_ok=True)
        self.before = self._acknowledged(made)

    def usual(self, twice: bool = True) -> Usual:
        """The command undisturbed. RuntimeError when it fails, or, tried `twice`, comes to other things when it is done again."""
        first = self._undisturbed()
        second = self._undisturbed() if twice else first
        if first.results != second.results or first.code not in (0, 3):
            other = [name for name in first.results if first.results[name] != second.results.get(name)]
            raise RuntimeError(
                f"{self.work.name}: ended with {first.code}; differs when done twice: {other} {self._said()}"
            )
        return first

    def _undisturbed(self) -> Usual:
        place = self._fresh()
        watched = Watched(-1, str(place))
        with self._started(watched, self._act) as start:
            ended = starts.ended(start)
            starts.has_left(start)
        return Usual(ended.code or 0, self.work.results(place), _files(place), tuple(watched.calls))

    def point(self, number: int, fault: Fault, usual: Usual) -> Found | None:
        """The command with one call disturbed, and started again; None when it makes no such call."""
        place = self._fresh()
        watched = Watched(-1, str(place), number, fault)
        found = Found(points=1)
        with self._started(watched, self._act) as start:
            ended = starts.ended(start)
            if fault is not Fault.KILL or watched.met is None:
                found.stuck += self._left(start, found)
            if watched.met is None:
                return None
            found.ended = int(ended.code != usual.code)
            acknowledged = self._look(found, self.before, place)
            self._hear(found, ended, watched, usual, place)
            again = self._again(watched)
            if (
                fault is Fault.KILL
            ):  # what the killed process had begun may end while the next start is at work, but it must end
                found.stuck += self._left(start, found)
        may_litter = fault is Fault.KILL or watched.met.name in REMOVING
        self._judge(found, again, acknowledged, usual, place, may_litter)
        where = f"{fault.value} at call {number} ({_plain(watched.met)})"
        found.met[f"{fault.value} {watched.met.name}"] += 1
        found.wrong = [f"{self.work.name}, {where}: {line}" for line in found.wrong]
        return found

    def _started(self, watched: Watched | None, act: Callable[[list[str]], int]):  # noqa: ANN202
        return starts.started(partial(act, self.work.arguments(self._place)), self._place, self._log, watched)

    def _again(self, watched: Watched) -> starts.Ended:
        with self._started(None, starts.gongkai) as start:
            return starts.ended(start, (watched,))

    def _left(self, start: starts.Start, found: Found) -> int:
        if starts.has_left(start):
            found.wrong.append(f"processes go on {starts.AFTERWARDS:.0f} s after it")
            return 1
        return 0

    def _fresh(self) -> Path:
        shutil.rmtree(self._place, ignore_errors=True)
        _copy(self._made, self._place)
        # room that is set aside holds nothing: to set it aside again is quicker than to copy it
        for each in self._made.glob(f"**/{RESERVE}"):
            with (self._place / each.relative_to(self._made)).open("wb") as file:
                os.posix_fallocate(file.fileno(), 0, each.stat().st_size)
        return self._place

    def _said(self) -> str:
        with suppress(OSError):
            return self._log.read_text("utf-8", "replace")
        return ""

    def _acknowledged(self, folder: Path) -> set[str]:
        """What a folder has acknowledged, looked for in a copy: what SQLite would put right there is left to the program."""
        shutil.rmtree(self._copy, ignore_errors=True)
        _copy(folder, self._copy)
        return self.work.acknowledged(self._copy)

    def _look(self, found: Found, before: set[str], folder: Path) -> set[str]:
        """What is acknowledged now; what was before and is no more is lost, and what cannot be opened unreadable."""
        try:
            now = self._acknowledged(folder)
            damage = [*_damage(self._copy)]
        except Exception as error:  # noqa: BLE001 - whatever it is, the store is not readable
            now, damage = set(before), [f"{type(error).__name__}: {error}"]
        found.unreadable += len(damage)
        found.lost += len(before - now)
        found.wrong += [f"unreadable: {each}" for each in damage] + [
            f"lost: {each[:200]}" for each in sorted(before - now)
        ]
        return now | before

    def _hear(self, found: Found, ended: starts.Ended, watched: Watched, usual: Usual, place: Path) -> None:
        """Whether a command that was refused something says so, or does all that is asked of it without."""
        said, where = " ".join(ended.said.split()), str(place)
        if ended.code is None:
            found.stuck += 1
            found.wrong.append("it neither ends nor goes on")
        if watched.fault is Fault.KILL:
            return
        wrong = []
        if ("Traceback" in said or "Error:" in said) and not _is_farewell(watched.met):
            wrong.append("a traceback")
        if ended.code == STORAGE:
            if len(ended.said.strip().splitlines()) != 1:
                wrong.append("not one sentence")
            if where not in said:
                wrong.append("no path")
        elif ended.code != usual.code:
            wrong.append(f"exit code {ended.code}")
        elif watched.met and watched.met.name in SYNCS and usual.results != self._results(place):
            wrong.append("it goes on after something did not reach the disk")
        elif usual.results != self._results(place):
            wrong.append("it says that all is done")
        found.unsaid += bool(wrong)
        found.wrong += [f"{each}: {said[:300]}" for each in wrong]

    def _results(self, place: Path) -> Mapping[str, str]:
        """What a folder holds, looked for in a copy."""
        shutil.rmtree(self._copy, ignore_errors=True)
        _copy(place, self._copy)
        return self._held(self._copy)

    def _held(self, place: Path) -> Mapping[str, str]:
        """What a folder holds; where it cannot be read, why."""
        try:
            return self.work.results(place)
        except Exception as error:  # noqa: BLE001 - then it holds nothing
            return {"": repr(error)}

    def _judge(
        self, found: Found, again: starts.Ended, acknowledged: set[str], usual: Usual, place: Path, may_litter: bool
    ) -> None:
        if again.code != usual.code:
            found.stuck += 1
            found.wrong.append(f"the next start ends with {again.code}: {again.said.strip()[-300:]}")
            return
        self._look(found, acknowledged, place)
        results = self._held(place)
        other = [name for name in {**usual.results, **results} if results.get(name) != usual.results.get(name)]
        found.differ += len(other)
        found.wrong += [
            f"differs: {name}: {_difference(results.get(name, ''), usual.results.get(name, ''))}" for name in other
        ]
        left = (name for name in _files(place) - usual.files if not name.startswith(SET_ASIDE))
        litter = {name for name in left if not (name.startswith(TEMPORARY) and may_litter)}
        found.littered += len(litter)
        found.wrong += [f"left lying: {name}" for name in sorted(litter)]


def every(bench: Bench, usual: Usual, share: tuple[int, int], faults: Sequence[Fault]) -> Iterator[Found]:
    """Every call of a command with every fault; of so many shares this one (from 0)."""
    for fault in faults:
        number, still = share[0] + 1, 0
        while still < STILL:
            found = bench.point(number, fault, usual)
            still = 0 if found else still + 1
            if found:
                yield found
            number += share[1]


def in_processes(jobs: Sequence[Callable[[], Found]], scratch: Path) -> Found:
    """What was found by several jobs at the same time, each a process that is forked from this one."""
    begun = []
    for number, job in enumerate(jobs):
        path = scratch / f"found-{number}"
        process = os.fork()
        if not process:
            code = 1
            try:
                path.write_bytes(pickle.dumps(job()))
                code = 0
            except BaseException:  # noqa: BLE001 - it is told, and this is no place to return from
                traceback.print_exc()
            finally:
                os._exit(code)
        begun.append((process, path))
    ended = [os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]) for process, _ in begun]
    if any(ended):
        raise RuntimeError("a process of the bench broke")
    whole = Found()
    for _, path in begun:
        whole.add(pickle.loads(path.read_bytes()))
    return whole


def _copy(folder: Path, to: Path) -> None:
    """A copy of a workspace, without the room that it set aside, the sockets that a killed process left, and what goes meanwhile.

    The processes that ask sites remove what they laid by until they see that the one that keeps is gone.
    """

    def passed_over(where: str, names: list[str]) -> list[str]:
        return [name for name in names if name == RESERVE or _is_socket(os.path.join(where, name))]

    def copied(one: str, other: str) -> None:
        with suppress(FileNotFoundError):
            shutil.copy2(one, other, follow_symlinks=False)

    shutil.copytree(folder, to, symlinks=True, ignore=passed_over, copy_function=copied)


def _is_socket(path: str) -> bool:
    with suppress(FileNotFoundError):
        return stat.S_ISSOCK(os.lstat(path).st_mode)
    return True


def _files(folder: Path) -> frozenset[str]:
    """All files that the program may have written."""
    places = (folder / "var", folder / "tmp")
    return frozenset(str(each.relative_to(folder)) for place in places for each in place.rglob("*"))


def _damage(folder: Path) -> Iterator[str]:
    """What is wrong with the stores of a workspace, by SQLite itself and by the program's own check."""
    from crawler.verify import verify

    for path in folder.glob("var/**/*.*"):
        if path.name in ("archive.db", "gongkai.sqlite"):
            with closing(sqlite3.connect(path)) as db:
                yield from (f"{path.name}: {line}" for (line,) in db.execute("PRAGMA integrity_check") if line != "ok")
    archive = folder / "var/archive"
    if list(archive.glob("warc/*/*")) and _knows_records(archive / "archive.db"):
        yield from map(str, verify(archive))


def _is_farewell(met: Call | None) -> bool:
    """Whether it was Python itself that, at its end, could not remove a temporary file of its own: it says so in its own way."""
    return met is not None and met.name in REMOVING and met.path.startswith(TEMPORARY)


def _knows_records(path: Path) -> bool:
    """Whether an archive is there, and of a format that has a row for each record: no check of an older one before it is migrated."""
    if not path.is_file():
        return False
    with closing(sqlite3.connect(path)) as db:
        return bool(db.execute("SELECT 1 FROM sqlite_master WHERE name = 'records'").fetchone())


def _difference(got: str, wanted: str) -> str:
    """The first lines in which two texts differ."""
    pairs = zip([*got.splitlines(), ""], [*wanted.splitlines(), ""], strict=False)
    return next(
        (f"{mine[:160]} instead of {theirs[:160]}" for mine, theirs in pairs if mine != theirs), "one is longer"
    )


def _plain(call: Call) -> str:
    """A call without what is different each time."""
    return f"{call.name} {re.sub(r'[.][0-9]+$|[0-9a-z_]{8}(?=/|$)', '*', call.path)}"
