"""Releases: Python, SQLite and the libraries, against what this program needs and against those with holes that became known."""

from __future__ import annotations

import platform
import sqlite3
import sys
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, requires, version

from packaging.requirements import Requirement
from packaging.version import Version

from reports.doctor.line import Line, bad, good
from reports.floors import floors

OLDEST = (3, 11)
WAL_SAFE = ((3, 51, 3), (3, 50, 7), (3, 44, 6))  # releases without the WAL-reset bug of SQLite 3.7.0 to 3.51.2
SHOWN = (
    "scrapy",
    "twisted",
    "pycurl",
    "turbohtml",
    "isal",
    "lxml",
    "selectolax",
    "pypdfium2",
    "python-calamine",
    "sqlite-utils",
    "rich",
)
NONE = Version("0")


def releases() -> Iterator[Line]:
    """Whether each is young enough."""
    yield python()
    yield sqlite()
    yield from libraries()


def python() -> Line:
    """The release of Python."""
    here, oldest = platform.python_version(), ".".join(map(str, OLDEST))
    if sys.version_info >= OLDEST:
        return good("python", "Python {version}", version=here)
    said, remedy = "Python {version} 太旧", "请安装 Python {oldest} 以上，再重新安装本程序"
    return bad("python", said, remedy, version=here, oldest=oldest)


def sqlite() -> Line:
    """What to say of the WAL-reset bug; this program never uses WAL, so it is no fault."""
    release = sqlite3.sqlite_version_info
    fixed = release >= WAL_SAFE[0] or any(release[:2] == safe[:2] and release >= safe for safe in WAL_SAFE[1:])
    said = "SQLite {version}" if fixed else "SQLite {version} 的 WAL 模式有缺陷，本程序不用 WAL，不受影响"
    return good("sqlite", said, version=sqlite3.sqlite_version)


def libraries() -> Iterator[Line]:
    """The libraries that are missing, too old or have known holes, and the releases of the most important."""
    shown, reinstall = [], "请重新安装本程序（见安装说明）"
    for name, oldest in sorted(asked().items()):
        found = installed(name)
        values = {"name": name, "version": found, "oldest": str(oldest)}
        if not found:
            yield bad("libraries", "缺少 {name}", reinstall, **values)
        elif Version(found) < oldest:
            yield bad("libraries", "{name} {version} 太旧，要 {oldest} 以上", reinstall, **values)
        elif name in SHOWN:
            shown.append(f"{name} {found}")
    for floor in floors():
        if (found := installed(floor.name)) and asked().get(floor.name, NONE) <= Version(found) < floor.least:
            values = {"name": floor.name, "version": found, "oldest": str(floor.least), "why": floor.why}
            remedy = "请更新到 {oldest} 以上：重新安装本程序（见安装说明）"
            yield bad("libraries", "{name} {version} 有已公布的安全漏洞（{why}）", remedy, **values)
    yield good("libraries", "{libraries}", libraries=", ".join(shown))


def asked() -> dict[str, Version]:
    """The libraries that are always needed, as the program was packaged, each with the oldest release that will do."""
    found = {}
    for requirement in map(Requirement, requires("gongkai") or ()):
        if requirement.marker is None or requirement.marker.evaluate({"extra": ""}):
            least = [Version(each.version) for each in requirement.specifier if each.operator == ">="]
            found[requirement.name.lower()] = max(least, default=NONE)
    return found


def installed(name: str) -> str:
    """The release that is installed; "" for none."""
    try:
        return version(name)
    except PackageNotFoundError:
        return ""
