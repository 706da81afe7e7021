"""Nothing is lost at any instant: every call of a command that changes a file is killed, refused for want of room, or broken."""

from __future__ import annotations

import importlib
import pkgutil
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from bench.proofs import calls, starts
from bench.proofs.calls import Fault
from bench.proofs.points import Bench, Found, Usual, every, in_processes
from bench.proofs.proof import Figure, Proof, Size
from bench.proofs.work import Work

if TYPE_CHECKING:
    from crawler.keeping import Keeper

JOBS = 2
FEWER_FAULTS = {"report": (Fault.KILL, Fault.FULL)}  # it makes much of what it writes, and nobody decides by it alone
MIGRATION = "migration"  # how the works begin that bring an older workspace up to date
LEAST = {False: ("crawl", "check", "import", "export"), True: ("migration of archive", "migration of results")}
FEW = ("export", "migration of decisions")  # of which the short form takes a call for each fault
UNKNOWN = "calls cannot be watched here: that takes Linux on x86-64 or ARM64"
Act = Callable[[list[str]], int]


def works() -> list[Work]:
    """Every command of which it is known how it is judged: WORKS of all modules work_*.py."""
    found: list[Work] = []
    for module in pkgutil.iter_modules([str(Path(__file__).parent)]):
        if module.name.startswith("work_"):
            found += importlib.import_module(f"bench.proofs.{module.name}").WORKS
    return found


def everywhere(work: Work, folder: Path, faults: Sequence[Fault], act: Act = starts.gongkai) -> tuple[Found, Usual]:
    """What became of one command at every call; and what it is undisturbed."""
    made, usual = _prepared(work, folder, act, twice=True)

    def job(share: int) -> Found:
        whole = Found()
        for found in every(Bench(work, made, folder / work.name / str(share), act), usual, (share, JOBS), faults):
            whole.add(found)
        return whole

    return in_processes([partial(job, share) for share in range(JOBS)], folder), usual


def some(
    work: Work, folder: Path, chosen: Callable[[Usual], Iterable[tuple[int, Fault]]], act: Act = starts.gongkai
) -> tuple[Found, Usual]:
    """The same at a few calls."""
    made, usual = _prepared(work, folder, act, twice=False)
    bench, whole = Bench(work, made, folder / work.name / "few", act), Found()
    for number, fault in chosen(usual):
        if found := bench.point(number, fault, usual):
            whole.add(found)
    return whole, usual


def _prepared(work: Work, folder: Path, act: Act, *, twice: bool) -> tuple[Path, Usual]:
    made = folder / work.name / "made"
    made.mkdir(parents=True)
    work.prepare(made)
    return made, Bench(work, made, folder / work.name / "usual", act).usual(twice)


def prove(size: Size, folder: Path, migrations: bool = False) -> Figure:
    """Every command at every call: those of a month, or those that bring an older workspace up to date."""
    if not calls.is_known():
        return Figure(False, UNKNOWN, left=(UNKNOWN,))
    starts.prepare()
    whole, told, short = Found(), [], []
    for work in works():
        if work.name.startswith(MIGRATION) != migrations or (size is Size.SHORT and work.name not in FEW):
            continue
        faults = FEWER_FAULTS.get(work.name, tuple(Fault))
        found, usual = some(work, folder, _spread) if size is Size.SHORT else everywhere(work, folder, faults)
        whole.add(found)
        told.append(f"{work.name} {len(usual.calls)}")
        least = len(Fault) if size is Size.SHORT else len(faults) * len(usual.calls) * ENOUGH
        if found.points < least:
            short.append(f"{work.name}: only {found.points} points of {len(usual.calls)} calls")
        print(
            f"{work.name}: {len(usual.calls)} calls, {found.points} points, {found.bad} bad",
            *found.wrong,
            sep="\n    ",
            flush=True,
        )
    wanted = LEAST[migrations] if size is Size.WHOLE else ()
    lacking = [name for name in wanted if not any(each.startswith(name) for each in told)]
    wrong = (*whole.wrong, *short, *(f"{name}: not looked at" for name in lacking))
    fewer = {} if migrations else FEWER_FAULTS
    left = tuple(f"{name}: only {', '.join(each.value for each in faults)}" for name, faults in fewer.items())
    left += ("what Python itself says when it cannot remove a temporary file at its end",)
    return Figure(not wrong, _told(whole, told), wrong, left if size is Size.WHOLE else ())


FEWEST = 12  # calls of the short form of a control
ENOUGH = 0.9  # of the calls that one undisturbed run made: how often a crawl makes its rows last hangs on how fast its sites answer


def _spread(usual: Usual) -> Iterator[tuple[int, Fault]]:
    """One call for each fault, spread over those that there are."""
    for number, fault in enumerate(Fault, 1):
        yield number * len(usual.calls) // (len(Fault) + 1), fault


def _told(found: Found, names: Sequence[str]) -> str:
    by = Counter[str]()
    for name, number in found.met.items():
        by[name.rpartition(" ")[0]] += number
    faults = ", ".join(f"{number:,} {name}" for name, number in sorted(by.items()))
    bad = (
        f"{found.lost} records lost, {found.unreadable} unreadable, {found.differ} results that differ, {found.stuck} that cannot go on,"
        f" {found.unsaid} not told as they should be, {found.littered} files left lying"
    )
    at = f"{found.points:,} points ({faults}) at the calls of {len(names)} commands ({', '.join(names)})"
    return f"{at}, {found.ended:,} of which ended the command: {bad}"


def without(size: Size, folder: Path) -> Figure:
    """A crawl that commits its rows before their bytes, and an export that writes over the workbook: only what is lost or torn counts."""
    if not calls.is_known():
        return Figure(False, UNKNOWN, left=(UNKNOWN,))
    starts.prepare()
    known = {work.name: work for work in works()}
    torn, _ = some(known["export"], folder, _at_writing, in_place)
    if size is Size.SHORT:
        return _found_out({"export": torn})
    crawled, _ = everywhere(known["crawl"], folder, [Fault.KILL], rows_first)
    return _found_out({"export": torn, "crawl": crawled})


def migrated(size: Size, folder: Path) -> Figure:
    """Every migration at every call."""
    return prove(size, folder, migrations=True)


def migrated_by_halves(size: Size, folder: Path) -> Figure:
    """The archive of the first format, each of whose statements is written by itself."""
    if not calls.is_known():
        return Figure(False, UNKNOWN, left=(UNKNOWN,))
    starts.prepare()
    work = next(each for each in works() if each.name == "migration of archive.db from format 1")
    if size is Size.SHORT:
        found, _ = some(work, folder, _at_the_archive, by_halves)
    else:
        found, _ = everywhere(work, folder, [Fault.KILL], by_halves)
    bad = found.lost + found.unreadable + found.stuck + found.differ
    said = f"{found.lost} records lost, {found.unreadable} unreadable, {found.stuck} that cannot go on, {found.differ} results that differ"
    return Figure(not bad, f"{said} at {found.points} points", tuple(found.wrong))


def _at_the_archive(usual: Usual) -> Iterator[tuple[int, Fault]]:
    """A few of the calls that write to the archive, spread over them."""
    at = [number for number, call in enumerate(usual.calls, 1) if "archive.db" in call.path]
    yield from ((number, Fault.KILL) for number in at[:: max(1, len(at) // FEWEST)])


def by_halves(words: list[str]) -> int:
    """The command with an archive that is brought up to date in no transaction."""
    from sqlite_utils import Database

    @contextmanager
    def atomic(self: Database) -> Iterator[Database]:
        yield self
        self.conn.commit()

    Database.atomic = atomic  # type: ignore[method-assign]
    return starts.gongkai(words)


def _found_out(found: dict[str, Found]) -> Figure:
    """Reached, as it must not be, when one of them was not found out."""
    said = ", ".join(
        f"{name}: {each.lost} records lost, {each.unreadable} unreadable at {each.points} points"
        for name, each in found.items()
    )
    wrong = tuple(line for each in found.values() for line in each.wrong)
    return Figure(not all(each.lost + each.unreadable for each in found.values()), said, wrong)


def _at_writing(usual: Usual) -> Iterator[tuple[int, Fault]]:
    yield from (
        (number, Fault.KILL)
        for number, call in enumerate(usual.calls, 1)
        if call.name == "write" and "export" in call.path
    )


def rows_first(words: list[str]) -> int:
    """The command with the wrong order in Keeper.flush."""
    from crawler.keeping import Keeper

    def flush(self: Keeper) -> None:
        if not self._whole or not self.archive.db.conn.in_transaction:
            return
        self._whole = False
        dirty = [(name, file) for name, file in self._files.items() if file.dirty]
        rows = [(name, file._file.tell()) for name, file in dirty]
        self._write("INSERT OR REPLACE INTO warcs (path, committed) VALUES (?, ?)", rows)
        self.archive.db.commit()
        for _, file in dirty:
            file.sync()
        self._whole = True

    Keeper.flush = flush  # type: ignore[method-assign]
    return starts.gongkai(words)


def in_place(words: list[str]) -> int:
    """The command with files that are written where they are to be."""
    from reports import whole

    @contextmanager
    def there(path: Path) -> Iterator[Path]:
        yield path

    whole.whole = there
    return starts.gongkai(words)


PROOFS = (
    Proof(
        "crash",
        "KILL, ENOSPC and EIO at every mutating system call of a crawl, check, import, export, report, backup and restore:"
        " 0 acknowledged records lost, every resumed run ends with the same results, byte for byte",
        prove,
        "rows are committed before their bytes; a workbook is written in place",
        without,
        minutes=40,
        short="tests/crawler/test_crawl.py",
    ),
    Proof(
        "migration",
        "the same at every mutating system call of a command that opens what older programs left: both older formats of the archive,"
        " older results, ledgers and decisions",
        migrated,
        "the archive is brought up to date statement by statement, in no transaction",
        migrated_by_halves,
        minutes=40,
        short="tests/crawler/test_schema.py",
    ),
)
