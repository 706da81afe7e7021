"""Faults 81–100: processes that end, disks that refuse, data that is damaged, clocks that are wrong; what each command says of it."""

from __future__ import annotations

import fcntl
import os
import resource
import shutil
import signal
import sqlite3
import subprocess
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path

from bench.proofs.messages.calls import Call, called, command, environment, forked
from bench.proofs.messages.oracle import LANGUAGES, Shown
from tests.reports.run_made import City, copied

MONTH = ("--period", "2013-07", "--as-of", "2013-08-01")
NAMES = ("示例市环境保护局", "示例市财政局", "示例市", "政府信息公开指南")
ON = "再次运行会从停下的地方继续|会从停下的地方继续", "where it stopped"
FULL = ("磁盘满了.*剩余", "disk is full.*left")
FAILS = ("磁盘读写出错", "disk fails")
DAMAGED = ("损坏", "damaged")
REFUSED = ("写不进去", "cannot write")
Run = Callable[[City, str], Call]


@dataclass(frozen=True)
class Trouble:
    """One fault of the machine: how a command is called in a copy of the workspace with it, and what must be said.

    `run` gets the copy and the language. No `what`: it must go on as if nothing were.
    """

    fault: int
    case: str
    run: Run
    codes: tuple[int, ...]
    what: tuple[str, str] = ("", "")
    where: str = ""
    after: Callable[[City, Call], tuple[str, ...]] = lambda city, call: ()
    cheap: bool = False


def shown(made: City, folder: Path, troubles: Sequence[Trouble]) -> Iterator[Shown]:
    """What is said of each in both languages."""
    for number, trouble in enumerate(troubles):
        for at, language in enumerate(LANGUAGES):
            city = copied(made, folder / f"{number}-{language}")
            call = trouble.run(city, language)
            wrong = trouble.after(city, call)
            where = (trouble.where,) * bool(trouble.where)
            silent = not trouble.what[at]
            yield Shown(
                trouble.fault,
                trouble.case,
                language,
                call.text,
                call.code,
                trouble.codes,
                where,
                trouble.what[at],
                NAMES,
                silent,
                wrong,
            )


def _words(name: str, language: str, *more: str) -> list[str]:
    return [name, *MONTH, *more, "--lang", language]


def _plain(name: str, *more: str, prefix: Sequence[str] = (), **variables: str) -> Run:
    """A command as it is, with something put before it."""

    def run(city: City, language: str) -> Call:
        return called(_words(name, language, *more), city.folder, prefix, env=environment(**variables))

    return run


def _spoiled(change: Callable[[City], object], name: str, *more: str) -> Run:
    """A command after something was done to the workspace."""

    def run(city: City, language: str) -> Call:
        change(city)
        return forked(_words(name, language, *more), city.folder)

    return run


def _asked(change: Callable[[City], object], *words: str) -> Run:
    """The same for a command that asks for no month."""

    def run(city: City, language: str) -> Call:
        change(city)
        return forked([*words, "--lang", language], city.folder)

    return run


# --- Ends


HEARING = ("env", "--default-signal=INT,TERM,HUP")  # whoever starts a proof may ignore them


def _signalled(*numbers: signal.Signals) -> Run:
    """A slow crawl that is sent signals, one after the other, once it asks for something."""

    def run(city: City, language: str) -> Call:
        shutil.rmtree(city.var)
        city.settings(delay=2)
        before = sum(city.asked().values())
        process = subprocess.Popen(
            [*HEARING, *command(_words("crawl", language))], cwd=city.folder, env=environment(), stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True,
        )  # fmt: skip
        until = time.monotonic() + 120
        while process.poll() is None and sum(city.asked().values()) < before + 4 and time.monotonic() < until:
            time.sleep(0.1)
        for number in numbers:
            process.send_signal(number)
            time.sleep(0.3)
        out, err = process.communicate(timeout=120)
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        code = process.returncode
        return Call(code if code >= 0 else None, out.decode(), err.decode())

    return run


def _killed(city: City, language: str) -> Call:
    """A crawl that is killed; what counts is what the next start says."""
    _signalled(signal.SIGKILL)(city, language)
    city.settings()
    return called(_words("crawl", language), city.folder)


def _all_read(city: City, call: Call) -> tuple[str, ...]:
    with closing(sqlite3.connect(city.var / "archive" / "archive.db")) as db:
        unread = db.execute("SELECT count(*) FROM visits WHERE finished IS NULL").fetchone()[0]
    return ("the visit did not come to its end",) if unread or call.code else ()


# --- Disks


def _on_small_disk(size: str, name: str, *more: str, place: str = "out") -> Run:
    """A command that writes to a disk of its own, of so many bytes."""

    def run(city: City, language: str) -> Call:
        (city.folder / place).mkdir(exist_ok=True)
        mount = f'mount -t tmpfs -o size={size} tmpfs {place} && exec "$@"'
        prefix = ["unshare", "-m", "sh", "-c", mount, "sh"]
        return called(_words(name, language, *more), city.folder, prefix)

    return run


def _on_small_var(city: City, language: str) -> Call:
    """A crawl whose data lies on a disk that has next to no room left."""
    shutil.rmtree(city.var)
    city.var.mkdir()
    prefix = ["unshare", "-m", "sh", "-c", 'mount -t tmpfs -o size=96k tmpfs var && exec "$@"', "sh"]
    return called(_words("crawl", language), city.folder, prefix)


def _read_only(city: City, language: str) -> Call:
    prefix = ["unshare", "-m", "sh", "-c", 'mount --bind var var && mount -o remount,bind,ro var && exec "$@"', "sh"]
    return called(_words("check", language, "--again"), city.folder, prefix)


def _failing(calls: str, error: str, name: str, *more: str, **variables: str) -> Run:
    """A command of whose system calls one kind fails from some point on."""
    prefix = [
        "strace",
        "-f",
        "-qq",
        "-o",
        "/dev/null",
        "-e",
        f"trace={calls}",
        "-e",
        f"inject={calls}:error={error}:when=1+",
    ]
    return _plain(name, *more, prefix=prefix, **variables)


DROPPED = ("setpriv", "--bounding-set", "-dac_override,-dac_read_search,-fowner", "--inh-caps", "-all", "--")


def _forbidden(city: City, language: str) -> Call:
    for path in (city.var / "gongkai.sqlite", city.var):
        path.chmod(0o555 if path.is_dir() else 0o444)
    try:
        return called(_words("check", language, "--again"), city.folder, DROPPED)
    finally:
        city.var.chmod(0o755)


# --- Data


def _database(city: City) -> Path:
    return city.var / "gongkai.sqlite"


def _overwrite(path: Path, at: int, data: bytes) -> None:
    with path.open("r+b") as file:
        file.seek(at)
        file.write(data)


def _cut(path: Path, size: int) -> None:
    with path.open("r+b") as file:
        file.truncate(size)


def _warc(city: City) -> Path:
    return max((city.var / "archive" / "warc").rglob("*.gz"), key=lambda path: path.stat().st_size)


def _locked(city: City, language: str) -> Call:
    """Another program holds the data file for good."""
    with closing(sqlite3.connect(_database(city), isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        return forked(_words("check", language, "--again"), city.folder)


def _version(path: str, number: int) -> Callable[[City], None]:
    def change(city: City) -> None:
        with closing(sqlite3.connect(city.var / path)) as db:
            db.execute(f"PRAGMA user_version = {number}")

    return change


def _swapped(city: City) -> None:
    """Evidence from one backup, the register of it from another."""
    first, *rest = sorted((city.var / "archive" / "warc").rglob("*.gz"))
    data = [path.read_bytes() for path in (first, *rest)]
    for path, body in zip((first, *rest), [*data[1:], data[0]], strict=True):
        path.write_bytes(body)


# --- Locks and clocks


def _busy(*words: str) -> Run:
    """While another process holds the workspace."""

    def run(city: City, language: str) -> Call:
        with (city.var / "lock").open("a+b", buffering=0) as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            file.truncate(0)
            file.write(b"4711 run")
            return forked([*words, *MONTH, "--lang", language], city.folder)

    return run


def _before(city: City, language: str) -> Call:
    """The clock of the machine says a day before the last thing that was done."""
    done = called(["run", "--period", "2013-07", "--as-of", "2013-08-05", "--quiet"], city.folder)
    if done.code not in (0, 3):
        return done
    return called(
        ["run", "--period", "2013-07", "--lang", language],
        city.folder,
        env=environment(
            LD_PRELOAD=FAKETIME, FAKETIME="2013-08-02 02:00:00", FAKETIME_DONT_FAKE_MONOTONIC="1", TZ="America/New_York"
        ),
    )


FAKETIME = "/usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1"


def _at_month_end(city: City, language: str) -> Call:
    """23:50 on the last day in Shanghai, on a machine that lives in America."""
    env = environment(
        LD_PRELOAD=FAKETIME, FAKETIME="2013-07-31 11:50:00", FAKETIME_DONT_FAKE_MONOTONIC="1", TZ="America/New_York"
    )
    return called(["run", "--period", "2013-07", "--lang", language], city.folder, env=env)


# --- Shortage


def _bare(city: City, language: str) -> Call:
    """As cron starts it: no terminal, no home, no locale, no path."""
    words = ["env", "-i", f"PYTHONPATH={environment()['PYTHONPATH']}", "LANG=C", "PYTHONIOENCODING="]
    return called(["run", *MONTH, "--quiet", "--lang", language], city.folder, words)


def _spoken(city: City, language: str) -> Call:
    """A department whose name means harm to a terminal."""
    roster = city.folder / "departments.csv"
    told = roster.read_text("utf-8").replace("示例市财政局", "示例市财政局\x1b]0;x\x07\x1b[31m[bold]{name}")
    roster.write_text(told, "utf-8")
    return called(_words("check", language, "--again"), city.folder)


def _few_files(city: City, language: str) -> Call:
    """No more files may be opened than are open already."""

    def before() -> None:
        import reports.monthly
        import reports.ranking

        del reports.monthly, reports.ranking
        resource.setrlimit(resource.RLIMIT_NOFILE, (256, 256))
        with suppress(OSError):
            while True:  # whatever is free below the limit
                os.dup(0)

    return forked(_words("rank", language), city.folder, before)


def _hurt_child(number: str) -> Run:
    """A signal for each process that reads files, as soon as there is one: it stands still, or is gone."""

    def run(city: City, language: str) -> Call:
        path = city.folder / "slow.html"
        path.write_text("<html><title>t</title>" + "<a href=x>y</a>" * 900_000, "utf-8")
        words = ["read", path.name, "--lang", language]
        call = called(words, city.folder, program=HURTING, env=environment(SIGNAL=number))
        told = [line for line in call.out.splitlines() if line.lstrip("│ ").startswith(("✗", "!"))]
        return Call(call.code, "\n".join([path.name, *told]), call.err)

    return run


# Every process that reads gets the signal once, as soon as it is seen.
HURTING = """
import os, signal, sys, threading, time
from pathlib import Path
def below():
    for each in Path("/proc").iterdir():
        if each.name.isdigit():
            try:
                line = (each / "cmdline").read_bytes()
                parent = (each / "stat").read_text().rpartition(")")[2].split()[1]
            except OSError:
                continue
            yield int(each.name), int(parent), line
def stop():
    while True:
        every = list(below())
        ours = {os.getpid()}
        for _ in range(4):
            ours |= {number for number, parent, _ in every if parent in ours}
        for number, _, line in every:
            if number in ours and number != os.getpid() and READER in line and number not in seen:
                seen.add(number)
                time.sleep(0.4)
                os.kill(number, getattr(signal, os.environ["SIGNAL"]))
        time.sleep(0.02)
seen, READER = set(), b"crawler.reading"
threading.Thread(target=stop, daemon=True).start()
from crawler.reading import limits
from reports.cli import main
sys.exit(main(sys.argv[1:]))
"""


def nothing(city: City) -> None:
    """Nothing is done to the workspace."""


def troubles() -> tuple[Trouble, ...]:
    """Every fault of the machine."""
    return (*_ends(), *_disks(), *_data(), *_times(), *_shortages())


def _ends() -> Iterator[Trouble]:
    yield Trouble(81, "killed", _killed, (0,), after=_all_read)
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        yield Trouble(82, number.name, _signalled(number), (3,), ON)
    yield Trouble(82, "Ctrl-C twice", _signalled(signal.SIGINT, signal.SIGINT), (3,), ON)


def _disks() -> Iterator[Trouble]:
    yield Trouble(83, "table", _on_small_disk("16k", "export", "--output", "out/book.xlsx"), (6,), FULL, "out")
    yield Trouble(83, "report", _on_small_disk("64k", "report", "--output", "out/web"), (6,), FULL, "out")
    yield Trouble(83, "evidence", _on_small_disk("32k", "evidence", "czj", "--output", "out/czj"), (6,), FULL, "out")
    yield Trouble(83, "data", _on_small_var, (6,), FULL, "var")
    yield Trouble(84, "fsync", _failing("fsync,fdatasync", "EIO", "check", "--again"), (6,), FAILS, "var")
    yield Trouble(84, "table", _failing("fsync", "EIO", "export", "--output", "book.xlsx"), (6,), FAILS, "book.xlsx")
    yield Trouble(85, "read-only disk", _read_only, (6,), ("写不进去", "cannot write"), "var")
    yield Trouble(85, "no permission", _forbidden, (6,), REFUSED, "var")
    yield Trouble(
        85,
        "file size",
        _plain("export", "--output", "book.xlsx", prefix=("prlimit", "--fsize=4096")),
        (6,),
        ("文件太大", "too large"),
        "book.xlsx",
    )
    yield Trouble(
        85,
        "quota",
        _failing("fsync", "EDQUOT", "export", "--output", "book.xlsx"),
        (6,),
        ("配额", "quota"),
        "book.xlsx",
    )


def _data() -> Iterator[Trouble]:
    yield Trouble(86, "locked", _locked, (6,), ("正被别的程序占用", "in use by another"), "var", cheap=True)
    for case, spoil in (
        ("header", lambda city: _overwrite(_database(city), 0, b"\0" * 100)),
        ("zeroed page", lambda city: _overwrite(_database(city), 4096, b"\0" * 4096 * 3)),
        ("cut", lambda city: _cut(_database(city), _database(city).stat().st_size // 2)),
    ):
        yield Trouble(87, f"results: {case}", _spoiled(spoil, "rank"), (6,), DAMAGED, "var", cheap=True)
    yield Trouble(
        87,
        "register: header",
        _spoiled(lambda city: _overwrite(city.var / "archive/archive.db", 0, b"\0" * 100), "check"),
        (6,),
        DAMAGED,
        "var",
        cheap=True,
    )
    yield Trouble(
        87,
        "register: cut",
        _asked(lambda city: _cut(city.var / "archive/archive.db", 5000), "verify"),
        (6,),
        DAMAGED,
        "archive.db",
        cheap=True,
    )
    warc = ("损坏|截短|不完整|不一致|丢失", "damage|cut|not the one|missing|lost")
    yield Trouble(
        88,
        "end cut off",
        _asked(lambda city: _cut(_warc(city), _warc(city).stat().st_size - 40), "verify"),
        (6,),
        warc,
        ".warc",
        cheap=True,
    )
    yield Trouble(
        88,
        "damage within",
        _asked(lambda city: _overwrite(_warc(city), 900, b"\xff" * 8), "verify"),
        (6,),
        warc,
        ".warc",
        cheap=True,
    )
    yield Trouble(88, "missing", _asked(lambda city: _warc(city).unlink(), "verify"), (6,), warc, ".warc", cheap=True)
    yield Trouble(
        88,
        "missing, judged",
        _spoiled(
            lambda city: [path.unlink() for path in (city.var / "archive/warc").rglob("*.gz")],
            "evidence",
            "czj",
            "--output",
            "out",
        ),
        (6,),
        ("损坏|找不到", "damaged|cannot find"),
        ".warc",
        cheap=True,
    )
    yield Trouble(89, "swapped", _asked(_swapped, "verify"), (6,), warc, ".warc", cheap=True)
    newer = ("更新的版本|较新|版本", "newer|version")
    yield Trouble(
        90,
        "results newer",
        _spoiled(_version("gongkai.sqlite", 9999), "rank"),
        (4, 6),
        newer,
        "gongkai.sqlite",
        cheap=True,
    )
    yield Trouble(
        90,
        "register newer",
        _spoiled(_version("archive/archive.db", 9999), "check"),
        (4, 6),
        newer,
        "archive.db",
        cheap=True,
    )


def _times() -> Iterator[Trouble]:
    other = ("另一个任务.*4711", "another.*4711")
    for name in ("run", "check", "crawl"):
        yield Trouble(91, name, _busy(name), (5,), other, cheap=True)
    yield Trouble(92, "run --wait", _busy("run", "--wait", "0"), (5,), other, cheap=True)
    yield Trouble(93, "back", _before, (4,), ("早于", "before"), "2013-08-05")
    yield Trouble(94, "month end", _at_month_end, (2,), ("还没有过完", "not over"), "2013-07")


def _shortages() -> Iterator[Trouble]:
    yield Trouble(95, "parent killed", _killed, (0,), after=_all_read)
    yield Trouble(
        95, "reader killed", _hurt_child("SIGKILL"), (0,), ("超出限制|损坏|超时", "limit|damaged|time"), "slow.html"
    )
    files = ("打开的文件太多", "too many files")
    yield Trouble(96, "files", _few_files, (6,), files, cheap=True)
    forks = _failing("clone,clone3,fork,vfork", "EAGAIN", "crawl", "--again", OPENBLAS_NUM_THREADS="1")
    yield Trouble(96, "processes", forks, (6,), ("不让再开进程", "no more processes"))
    yield Trouble(
        97, "a reader stands still", _hurt_child("SIGSTOP"), (0,), ("超时|超出限制", "time|limit"), "slow.html"
    )
    yield Trouble(
        98, "cron", _bare, (0, 3), after=lambda city, call: () if "2013-07" in call.out else ("it says nothing",)
    )
    yield Trouble(99, "a name that harms", _spoken, (0, 3, 4))
    yield Trouble(100, "another version", _spoiled(_other_version, "crawl"), (0, 3), after=_all_read)


def _other_version(city: City) -> None:
    """What was kept was kept by another version of the program and its libraries."""
    with closing(sqlite3.connect(city.var / "archive" / "archive.db")) as db, db:
        columns = {row[1] for row in db.execute("PRAGMA table_info(visits)")}
        for name in columns & {"software", "program", "version"}:
            db.execute(f"UPDATE visits SET {name} = 'gongkai 0.0.1, scrapy 1.0'")
