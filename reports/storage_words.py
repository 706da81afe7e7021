"""What to say when something could not be read or written: which file, what is wrong with it, what to do; never the system's own words."""

from __future__ import annotations

import errno
import os
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path

from crawler.warc import ArchiveDamaged
from reports.room import full
from reports.wording import Wording, plain

FULL = "磁盘满了：{where}。请腾出空间（建议不少于 2 GiB），再次运行会从停下的地方继续"
QUOTA = "磁盘配额用完了：{where}。请腾出空间，或请管理员放宽配额，再次运行会从停下的地方继续"
BROKEN_DISK = "磁盘读写出错：{where}。磁盘或网络盘可能坏了：请先备份，换一个磁盘，再次运行会从停下的地方继续，并用 gongkai verify 核对证据"
REFUSED = "写不进去：{where}。请检查权限，关闭打开着这个文件的程序，再运行一次"
READ_ONLY = "写不进去：{where} 所在的磁盘是只读的。请换一个可以写的目录，或请管理员重新挂载，再运行一次"
TOO_LONG = "文件太大：{where} 超过了系统允许的大小（ulimit -f）。请放宽后再次运行，会从停下的地方继续"
TOO_MANY = "同时打开的文件太多：{where}。请关闭别的程序，或放宽 ulimit -n，再次运行会从停下的地方继续"
NO_PROCESS = "系统不让再开进程，或内存不够：{where}。请关闭别的程序，或放宽 ulimit -u，再次运行会从停下的地方继续"
NO_MEMORY = "内存不够。请关闭别的程序，再次运行会从停下的地方继续；总是不够的，请换一台内存大些的机器"
NOT_THERE = "找不到 {where}。请检查路径；是 var/ 下的文件的，请从备份恢复，再运行一次"
NO_FOLDER = "{where} 不是目录，或是目录而不是文件。请检查路径，改名后再运行一次"
OTHERWISE = "读写失败：{where}（系统错误 {code}）。请检查磁盘空间和权限，再运行一次"
UNNUMBERED = "读写失败：{said}。请检查目录或存储的地址和权限，再运行一次"
OPEN_ELSEWHERE = "数据文件正被别的程序占用：{where}。请关闭打开着 var/ 下文件的程序（查看工具、备份），再运行一次"
NO_DATABASE = "数据文件损坏：{where}。请不要再写入，先把 var/ 另存一份，再从备份恢复；证据是否完好请运行 gongkai verify"
CUT_OFF = "证据文件损坏：{where} 第 {offset} 字节。请运行 gongkai verify 看有哪些损坏，再从备份恢复这个文件"
BY_NUMBER: Mapping[int, str] = {
    errno.ENOSPC: FULL,
    errno.EDQUOT: QUOTA,
    errno.EIO: BROKEN_DISK,
    errno.ESTALE: BROKEN_DISK,
    errno.EACCES: REFUSED,
    errno.EPERM: REFUSED,
    errno.EBUSY: REFUSED,
    errno.ETXTBSY: REFUSED,
    errno.EROFS: READ_ONLY,
    errno.EFBIG: TOO_LONG,
    errno.EMFILE: TOO_MANY,
    errno.ENFILE: TOO_MANY,
    errno.EAGAIN: NO_PROCESS,
    errno.ENOMEM: NO_PROCESS,
    errno.ENOENT: NOT_THERE,
    errno.ENOTDIR: NO_FOLDER,
    errno.EISDIR: NO_FOLDER,
    errno.EEXIST: NO_FOLDER,
}
NEWER = "{where} 是更新版本的程序写的。请用那个版本的程序打开，或升级本程序；什么也没有改变"
BY_WORDS: Mapping[str, str] = {
    "newer program": NEWER,
    "disk is full": FULL,
    "locked": OPEN_ELSEWHERE,
    "readonly database": REFUSED,
    "disk I/O error": BROKEN_DISK,
    "unable to open": REFUSED,
}
DATA = "var/ 下的数据文件"
DATABASES = ("gongkai.sqlite", "archive/archive.db")
PROBES: Mapping[str, str] = {OPEN_ELSEWHERE: "BEGIN IMMEDIATE", NO_DATABASE: "PRAGMA quick_check(1)"}


def storage_words(error: Exception, wording: Wording, var: Path | None = None, output: str = "") -> str:
    """What happened to which file, and what to do.

    For errors that name no file: `var` is where the workspace keeps its data, `output` where the command was asked to write.
    """
    if isinstance(error, MemoryError):
        return wording.say(NO_MEMORY)
    if isinstance(error, ArchiveDamaged):
        return wording.say(CUT_OFF, where=plain(str(error.path)), offset=str(error.offset))
    is_data = isinstance(error, sqlite3.Error)
    where = _where(error, wording, Path(output) if output and not is_data else var)
    if isinstance(error, sqlite3.Error):
        template = next((words for sign, words in BY_WORDS.items() if sign in str(error)), NO_DATABASE)
        template = TOO_MANY if template == REFUSED and _may_open_no_more() else template
        number = 0
        if var is not None and (found := _at_fault(error, template, var)):
            where = plain(str(found))
    else:
        number = getattr(error, "errno", None) or 0
        template = BY_NUMBER.get(number, OTHERWISE)
        if not number and str(error):  # of a store elsewhere: only its own words tell
            return wording.say(UNNUMBERED, said=plain(str(error)))
    if template in (FULL, QUOTA):
        place, free = full(error, (Path(output).parent if output and not is_data else var) or Path())
        where = wording.say("{where}，剩余 {free}", where=plain(place), free=free)
    return wording.say(template, where=where, code=errno.errorcode.get(number, "?"))


def _where(error: Exception, wording: Wording, var: Path | None) -> str:
    named = [os.fsdecode(each) for each in _names(error) if isinstance(each, str | bytes | os.PathLike)]
    if named:
        return plain(named[-1])
    return plain(str(var)) if var is not None else wording.say(DATA)


def _names(error: Exception) -> tuple[object, ...]:
    return getattr(error, "filename", None), getattr(error, "filename2", None)


def _at_fault(error: sqlite3.Error, template: str, var: Path) -> Path | None:
    """Which of the workspace's databases an error is about, which does not say so itself; None where none shows it now."""
    for path in (var / name for name in DATABASES):
        if path.name in str(error):
            return path
        if template in PROBES and path.is_file() and not _is_well(path, PROBES[template]):
            return path
    return None


def _is_well(path: Path, probe: str) -> bool:
    try:
        with closing(sqlite3.connect(path, timeout=0, isolation_level=None)) as db:
            rows = db.execute(probe).fetchall()
            if db.in_transaction:
                db.execute("ROLLBACK")
    except sqlite3.Error:
        return False
    return rows in ([], [("ok",)])


def _may_open_no_more() -> bool:
    """Whether this process has as many files open as it may: SQLite does not say so."""
    try:
        os.close(os.open(os.devnull, os.O_RDONLY))
    except OSError as error:
        return error.errno in (errno.EMFILE, errno.ENFILE)
    return False
