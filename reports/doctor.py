"""Is this machine fit to run the program?"""

from __future__ import annotations

import locale
import platform
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from rich.console import Console
from rich.text import Text

from crawler.reading.office import outside
from crawler.reading.pictures import ocr
from reports.wording import Wording

WAL_SAFE = ((3, 51, 3), (3, 50, 7), (3, 44, 6))  # releases without the WAL-reset bug of SQLite 3.7.0 to 3.51.2
LIBRARIES = (
    "scrapy",
    "twisted",
    "pycurl",
    "turbohtml",
    "isal",
    "lxml",
    "selectolax",
    "pypdfium2",
    "python-calamine",
    "olefile",
    "sqlite-utils",
    "rich",
)
ENOUGH_DISK = 2 * 1024**3  # a year of a city of a hundred sites
INSTEAD: tuple[tuple[outside.Program, tuple[outside.Program, ...]], ...] = (
    (outside.WRITER, (outside.CATDOC, outside.ANTIWORD)),
    (outside.IMPRESS, (outside.CATPPT,)),
    (outside.CALC, ()),
)
_UNREAD = (
    "没有 {name}，{formats} 文件会列为未能检测；Debian、Ubuntu、麒麟、统信系统可安装 {packages}（WPS Office 不能代替）"
)
_WORDS_ONLY = (
    "没有 {name}，{formats} 文件只能读出文字，其中的表格和图形会列为未能检测；"
    "Debian、Ubuntu、麒麟、统信系统可安装 {packages}（WPS Office 不能代替）"
)
Advice = tuple[bool, str, dict[str, str]]


def examine(out: Console, wording: Wording) -> int:
    """Prints what was found, good and bad; 0 when the program can run, 3 when something needs care."""
    found = list(_advice(Path.cwd()))
    for fit, template, values in found:
        out.print(Text(f"{'✓' if fit else '!'} {wording.say(template, **values)}"))
    return 0 if all(fit for fit, _, _ in found) else 3


def _advice(folder: Path) -> Iterator[Advice]:
    yield sys.version_info >= (3, 11), "Python {version}", {"version": platform.python_version()}
    for name in LIBRARIES:
        yield True, "{name} {version}", {"name": name, "version": version(name)}
    yield True, _sqlite(), {"version": sqlite3.sqlite_version}
    free = shutil.disk_usage(folder).free
    yield free > ENOUGH_DISK, "磁盘剩余 {free} GiB（建议不少于 2 GiB）", {"free": str(free // 1024**3)}
    yield from _outside()
    yield from _eyes()
    yield _cluster()
    yield _apart()
    encoding = locale.getpreferredencoding(do_setlocale=False)
    yield encoding.lower() in ("utf-8", "utf8"), "终端编码 {encoding}（建议 UTF-8）", {"encoding": encoding}


def _outside() -> Iterator[Advice]:
    """Which programs read what no library here does, and what is not read for want of one; none of them is a must."""
    for program in outside.PROGRAMS:
        if program.path:
            values = {"name": program.name, "version": program.version, "formats": program.formats}
            yield True, "{name} {version}：读取 {formats}" if program.version else "{name}：读取 {formats}", values
    for program, instead in (
        (outside.WRITER, (outside.CATDOC, outside.ANTIWORD)),
        (outside.IMPRESS, (outside.CATPPT,)),
    ):
        if not program.path:
            words = any(other.path for other in instead)
            values = {"name": program.name, "formats": program.formats, "packages": program.packages}
            yield True, _WORDS_ONLY if words else _UNREAD, values


def _eyes() -> Iterator[Advice]:
    """Whether words in pictures can be recognised; no must."""
    if recogniser := ocr.version():
        yield True, "图像识别：{version}", {"version": recogniser}
    else:
        yield True, "没有安装图像识别（gongkai[ocr]），扫描件和图片会列为未能检测", {}


def _cluster() -> Advice:
    """Whether machines of a cluster can be asked for; no must."""
    try:
        return True, "集群：Dask distributed {version}", {"version": version("distributed")}
    except PackageNotFoundError:
        return True, "没有安装 Dask（gongkai[cluster]），只用本机访问网站", {}


def _apart() -> Advice:
    """Whether a process can give up the network here, as each that reads files does."""
    probe = "import sys; from crawler.reading.isolation.offline import leave_network; sys.exit(not leave_network())"
    offline = subprocess.run([sys.executable, "-P", "-c", probe], check=False).returncode == 0  # noqa: S603
    if offline:
        return True, "文件在没有网络的子进程中读取", {}
    return False, "本机的内核不能关闭子进程的网络，读取文件时请断开外网", {}


def _sqlite() -> str:
    """What to say of the WAL-reset bug; this program never uses WAL, so it is no fault."""
    release = sqlite3.sqlite_version_info
    fixed = release >= WAL_SAFE[0] or any(release[:2] == safe[:2] and release >= safe for safe in WAL_SAFE[1:])
    return "SQLite {version}" if fixed else "SQLite {version} 的 WAL 模式有缺陷，本程序不用 WAL，不受影响"
