"""The small disks: mounted, filled up, worked on by a child of this process, and looked at. Run by disk.py in a namespace of mounts."""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager, nullcontext
from hashlib import sha256
from itertools import count
from pathlib import Path
from unittest import mock

import openpyxl

from bench.proofs.proof import Size
from checker.casebook import Casebook
from checker.decisions import Decisions
from crawler.verify import verify
from reports import cli
from tests.crawler.little_site import page, serve
from tests.reports import sent_back

STEP = 64 << 10  # bytes
FIRST = (4 << 10, 16 << 10, 32 << 10)  # before these steps, for what needs little
ROOMY = 256 << 20  # bytes of a disk on which all fits
ENOUGH = 2  # steps in a row that fit, before a command is done
LONGEST = 240  # seconds of one command
FEW = {Size.SHORT: (4 << 10, 128 << 10), Size.WHOLE: ()}  # bytes, for the short form; none: all
SHORT = ("export",)
VISITED, RETURNED = ("2013-08-04", "2013-07"), ("2013-10-12", "2013-09")  # the day and the month of a command
DONE, GAPS, STORAGE = 0, 3, 6
SAYS = re.compile(r"磁盘满了：\S+，剩余 [0-9.]+ [KMG]iB。请腾出空间（建议不少于 2 GiB），再次运行会从停下的地方继续")
WORDS: dict[str, tuple[str, ...]] = {
    "crawl": ("crawl", "--quiet"),
    "check": ("check", "--quiet"),
    "export": ("export",),
    "report": ("report",),
    "import": ("import", "{given}"),
    "run": ("run", "--quiet"),
}
BEFORE = {"check": ("crawl",), "report": ("report",)}
OF_MARKS = ("export", "report", "import")  # which need no visit
SETTINGS = """city = "示例市"
scheme = "yichun-2013"
language = "zh"
[portal]
home = "{portal}"
[crawl]
contact = "a@b.example"
delay = 0.0
browser = false
allow_addresses = ["127.0.0.0/8"]
"""


class Disk:
    """A disk that holds a copy of a workspace and so many bytes more."""

    def __init__(self, place: Path) -> None:
        self.place, self.folder = place, place / "w"
        place.mkdir()

    @contextmanager
    def holding(self, base: Path, free: int) -> Iterator[Path]:
        """Mounts it, filled with a workspace; takes it away at the end."""
        _mount("-t", "tmpfs", "-o", f"size={ROOMY}", "tmpfs", str(self.place))
        try:
            shutil.copytree(base, self.folder, symlinks=True)
            self.resize(free)
            yield self.folder
        finally:
            subprocess.run(["umount", "-l", str(self.place)], check=True)

    def resize(self, free: int) -> None:
        """Leaves so many bytes free."""
        told = os.statvfs(self.place)
        used = (told.f_blocks - told.f_bfree) * told.f_frsize
        _mount("-o", f"remount,size={used + free}", str(self.place))


def _mount(*words: str) -> None:
    subprocess.run(["mount", *words], check=True)


def call(
    folder: Path, words: tuple[str, ...], said: Path, when: tuple[str, str], *, in_place: bool = False
) -> tuple[int, str]:
    """The exit code of a command in a workspace, run by a copy of this process, and all that it said; -1 when it does not end."""
    told = [*words, "--workspace", str(folder), "--as-of", when[0], "--period", when[1], "--lang", "zh"]
    with said.open("wb") as out:
        child = os.fork()
        if child == 0:
            os.setsid()
            os.dup2(out.fileno(), 1)
            os.dup2(out.fileno(), 2)
            code = cli.BUG
            try:
                with _written_in_place() if in_place else nullcontext():
                    code = cli.main(told)
            finally:
                sys.stdout.flush()
                sys.stderr.flush()
                os._exit(code)
    signal.alarm(LONGEST)
    try:
        _, status = os.waitpid(child, 0)
    except TimeoutError:
        os.killpg(child, signal.SIGKILL)
        os.waitpid(child, 0)
        return -1, "it does not end"
    finally:
        signal.alarm(0)
    return os.waitstatus_to_exitcode(status), said.read_text("utf-8", "replace")


@contextmanager
def _written_in_place() -> Iterator[None]:
    """Files are written where they are to stand, and what is half written stays."""
    with ExitStack() as stack:
        stack.enter_context(mock.patch.object(Path, "with_name", lambda path, name: path))
        stack.enter_context(mock.patch.object(Path, "unlink", return_value=None))
        yield


class Work:
    """One command, the workspace in which it begins, and what comes of it where there is room enough."""

    def __init__(self, name: str, folder: Path, bases: dict[str, str]) -> None:
        self.name, self._said = name, folder / f"{name}.said"
        self._when, given = RETURNED if name in OF_MARKS else VISITED, folder / f"{name}.given.xlsx"
        self.base, self._words = folder / f"{name}.base", tuple(word.format(given=given) for word in WORDS[name])
        if name in OF_MARKS:
            sent_back.made(self.base)
            for store in (Decisions, Casebook):  # whose tables are there in a city that is no longer new
                store(self.base / "var" / "gongkai.sqlite").close()
            _old(self.base / "var" / "export" / f"gongkai-{RETURNED[1]}.xlsx")
            if name == "import":
                _fill(self.base, given, self._said)
        else:
            begin(self.base, bases)
        for word in BEFORE.get(name, ()):
            code, told = self.run(self.base, WORDS[word])
            if code not in (DONE, GAPS):
                raise RuntimeError(f"{word} ended with {code}: {told}")
        (self.base / "var" / "reserve").unlink(missing_ok=True)
        self.old = self.results(self.base)
        whole = folder / f"{name}.whole"
        shutil.copytree(self.base, whole)
        self.code, told = self.run(whole, self._words)
        if self.code not in (DONE, GAPS):
            raise RuntimeError(f"{name} ended with {self.code}: {told}")
        self.new = self.results(whole)

    def run(self, folder: Path, words: tuple[str, ...] | None = None, *, in_place: bool = False) -> tuple[int, str]:
        """Runs the command, or another."""
        return call(folder, words or self._words, self._said, self._when, in_place=in_place)

    def results(self, folder: Path) -> dict[str, str]:
        """What there is of results in a workspace, in such a form that it can be compared."""
        found = {f"evidence {number}": row for number, row in enumerate(_evidence(folder / "var" / "archive"))}
        if (folder / "var" / "gongkai.sqlite").is_file() and self.name in ("check", "run", "import"):
            for words in (
                ("rank", "--format", "json"),
                ("ledger", "--all", "--format", "json"),
                ("appeals", "--format", "json"),
            ):
                found[words[0]] = _without_moments(call(folder, words, self._said, self._when)[1])
            found["rulings"] = _rulings(folder / "var" / "gongkai.sqlite")
        if self.name != "run":
            for path in sorted((folder / "var" / "report").rglob("*")) if self.name == "report" else ():
                if path.is_file():
                    found[f"page {path.name}"] = sha256(path.read_bytes()).hexdigest()
        for path in sorted((folder / "var" / "export").glob("*.xlsx")):
            found[f"table {path.name}"] = _cells(path) if self.name != "run" else "there"
        return found


def begin(folder: Path, bases: dict[str, str]) -> None:
    """Settings and roster of a city of one department."""
    folder.mkdir(exist_ok=True)
    (folder / "gongkai.toml").write_text(SETTINGS.format(portal=bases["portal"]), "utf-8")
    roster = (
        f"编号,单位名称,别名,类别,主管单位,网址,门户栏目\nczj,示例市财政局,,department;budget-unit,,{bases['czj']},\n"
    )
    (folder / "departments.csv").write_text(roster, "utf-8")


def _evidence(archive: Path) -> list[str]:
    if not (archive / "archive.db").is_file():
        return []
    with closing(sqlite3.connect(archive / "archive.db")) as db:
        try:
            return [
                " ".join(row)
                for row in sorted(db.execute("SELECT site, url, reason, sha256 FROM captures WHERE current"))
            ]
        except sqlite3.Error:
            return []


def _rulings(path: Path) -> str:
    with closing(sqlite3.connect(path)) as db:
        try:
            return repr(db.execute('SELECT finding, decision, reason, "by" FROM rulings ORDER BY number').fetchall())
        except sqlite3.Error:
            return ""


def _without_moments(told: str) -> str:
    return re.sub(r"\d{4}-\d\d-\d\dT[0-9:+]+", "", told)


def _cells(path: Path) -> str:
    try:
        book = openpyxl.load_workbook(path)
    except Exception as error:  # noqa: BLE001 - whatever is wrong with it, it is no workbook any more
        return f"it cannot be opened: {type(error).__name__}"
    return repr([[[cell.value for cell in row] for row in sheet.iter_rows()] for sheet in book])


def one(work: Work, disk: Disk, free: int, *, in_place: bool) -> tuple[bool, list[str]]:
    """Whether all fitted into so much room, and what was wrong: with how it ended, what it left, and what became of it with more room."""
    wrong: list[str] = []
    with disk.holding(work.base, free) as folder:
        code, told = work.run(folder, in_place=in_place)
        left = work.results(folder)
        if code == work.code and "磁盘满了" not in told:
            return True, [f"{name} is not as it should be" for name in _other(left, work.new)]
        if code != STORAGE:
            wrong.append(f"exit code {code}: {told.strip()[-200:]}")
        if "Traceback" in told or "Logging error" in told:
            wrong.append(f"a traceback: {told.strip()[-200:]}")
        if not any(SAYS.search(line) and str(disk.place) in line for line in told.splitlines()):
            wrong.append(f"it does not say what is full: {told.strip()[:300]}")
        wrong += [f"{name} is lost" for name in _other(left, work.old, work.new)]
        if left.keys() & {"evidence 0"}:  # else there are not even tables
            wrong += [f"damaged: {each}" for each in verify(folder / "var" / "archive")]
        if log := _unlogged(folder, told):
            wrong.append(log)
        disk.resize(ROOMY)
        code, told = work.run(folder, in_place=in_place)
        if code != work.code:
            wrong.append(f"with more room it ended with {code}: {told.strip()[-200:]}")
        wrong += [
            f"{name} is not as it should be, though there was more room"
            for name in _other(work.results(folder), work.new)
        ]
    return False, wrong


def _unlogged(folder: Path, told: str) -> str:
    """What the log of runs does not say, though a run had begun and was ended by the disk."""
    log = folder / "var" / "log" / "run.log"
    text = log.read_text("utf-8", "replace") if log.is_file() else ""
    return (
        "the log does not say why it ended" if "开始" in text and "没有做完" not in text and "磁盘满了" in told else ""
    )


def _other(found: dict[str, str], *wanted: dict[str, str]) -> list[str]:
    """Names of results that are gone or are in none of the states in which they may be."""
    first = wanted[0]
    return [name for name in first if all(found.get(name) != each.get(name) for each in wanted)]


def sweep(size: Size, folder: Path, in_place: bool) -> dict[str, object]:
    """All commands at all steps."""
    steps: dict[str, int] = {}
    fits: dict[str, int] = {}
    wrong: list[str] = []
    pages = {
        "/": page(
            ("/a.html", "政府信息公开指南"), ("/b.html", "三公经费"), ("/c.html", "通知公告"), title="示例市财政局"
        ),
        **{f"/{name}.html": page(title=f"政府信息公开指南{name}" * 20) for name in "abc"},
    }
    with serve(pages) as own, serve({"/": page(title="示例市人民政府")}) as portal:
        bases = {"czj": own.home, "portal": portal.home}
        disk = Disk(folder / "disk")
        for name in SHORT if size is Size.SHORT else WORDS:
            if in_place and name not in ("export", "report"):
                continue
            work = Work(name, folder, bases)
            good = 0
            for steps[name], free in enumerate(FEW[size] or _steps(), 1):
                fitted, told = one(work, disk, free, in_place=in_place)
                wrong += [f"{name} with {free >> 10} KiB: {each}"[:400] for each in told]
                good = good + 1 if fitted else 0
                if good == ENOUGH:
                    break
            if good:
                fits[name] = free
    return {"steps": steps, "fits": fits, "wrong": wrong}


def _old(path: Path) -> None:
    """A table that somebody filled in before: smaller than the new one, and not to be lost."""
    path.parent.mkdir()
    book = openpyxl.Workbook()
    book.active["A1"] = "已填写"
    book.save(path)


def _fill(base: Path, given: Path, said: Path) -> None:
    """A workbook as inspectors send it back, on another disk."""
    code, told = call(base, ("export", "-o", str(given)), said, ("2013-10-08", RETURNED[1]))
    if code != DONE:
        raise RuntimeError(f"export ended with {code}: {told}")
    book = sent_back.Filled(given)
    book.put("检查发现", 2, 督查员意见="维持", 姓名="王强", 日期=sent_back.DAY).save(given)


def _steps() -> Iterator[int]:
    yield from FIRST
    yield from count(STEP, STEP)


def _stop(number: int, frame: object) -> None:
    raise TimeoutError


def main() -> None:
    """Writes what was found into a file, as JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("size", type=Size)
    parser.add_argument("said", type=Path)
    parser.add_argument("--in-place", action="store_true")
    options = parser.parse_args()
    signal.signal(signal.SIGALRM, _stop)
    found = sweep(options.size, options.folder, options.in_place)
    options.said.write_text(json.dumps(found, ensure_ascii=False), "utf-8")


if __name__ == "__main__":
    main()
