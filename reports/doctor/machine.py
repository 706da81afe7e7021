"""The machine: memory, what a process may open and start, and the letters that it can show."""

from __future__ import annotations

import locale
import re
import resource
from collections.abc import Iterator
from pathlib import Path

from reports.doctor.line import Line, bad, good

MIB, GIB = 1024**2, 1024**3
ENOUGH_MEMORY = 2 * GIB
MEMORY = Path("/proc/meminfo")
CONFINED = (Path("/sys/fs/cgroup/memory.max"), Path("/sys/fs/cgroup/memory/memory.limit_in_bytes"))
ENOUGH_FILES, ENOUGH_PROCESSES = 1024, 512
UNLIMITED = resource.RLIM_INFINITY


def machine() -> Iterator[Line]:
    """All of it."""
    yield memory()
    yield files()
    yield processes()
    if (line := longest()) is not None:
        yield line
    yield letters()


def memory() -> Line:
    """How much memory there is, or may be used."""
    size = _memory()
    values = {"size": f"{size / GIB:.1f}"}
    if not size or size >= ENOUGH_MEMORY:
        return good("memory", "内存 {size} GiB", **values) if size else good("memory", "不知道有多少内存")
    return bad("memory", "内存只有 {size} GiB", "建议不少于 2 GiB；内存不够时大文件会列为未能检测", **values)


def _memory() -> int:
    try:
        found = re.search(r"^MemTotal:\s+(\d+) kB", MEMORY.read_text(), re.M)
    except OSError:
        return 0
    size = int(found[1]) * 1024 if found else 0
    for path in CONFINED:
        try:
            limit = path.read_text().strip()
        except OSError:
            continue
        if limit.isdecimal():
            size = min(size, int(limit)) if size else int(limit)
    return size


def files() -> Line:
    """How many files a process may have open."""
    limit, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    values = {"number": _number(limit), "enough": str(ENOUGH_FILES)}
    if limit == UNLIMITED or limit >= ENOUGH_FILES:
        return good("limits", "一个进程可以打开 {number} 个文件", **values)
    return bad("limits", "一个进程只能打开 {number} 个文件", "请先运行 ulimit -n {enough}，或请管理员放宽", **values)


def processes() -> Line:
    """How many processes a user may have."""
    limit, _ = resource.getrlimit(resource.RLIMIT_NPROC)
    values = {"number": _number(limit), "enough": str(ENOUGH_PROCESSES)}
    if limit == UNLIMITED or limit >= ENOUGH_PROCESSES:
        return good("limits", "可以有 {number} 个进程", **values)
    return bad("limits", "只能有 {number} 个进程", "请先运行 ulimit -u {enough}，或请管理员放宽", **values)


def longest() -> Line | None:
    """How long a file may become; None when there is no limit, as is usual."""
    limit, _ = resource.getrlimit(resource.RLIMIT_FSIZE)
    if limit == UNLIMITED:
        return None
    remedy = "请先运行 ulimit -f unlimited，或请管理员放宽"
    return bad("limits", "文件最大只能有 {size} MiB", remedy, size=str(limit // MIB))


def letters() -> Line:
    """Whether the terminal shows Chinese."""
    encoding = locale.getpreferredencoding(do_setlocale=False)
    if encoding.lower().replace("-", "") == "utf8":
        return good("encoding", "终端编码 {encoding}", encoding=encoding)
    remedy = "请运行 export LANG=C.UTF-8 再试，否则中文会显示成问号"
    return bad("encoding", "终端编码 {encoding} 不是 UTF-8", remedy, encoding=encoding)


def _number(limit: int) -> str:
    return "∞" if limit == UNLIMITED else str(limit)
