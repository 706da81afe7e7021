"""Releases: Python, SQLite and the libraries, against what this program needs and against those with holes that became known."""

from __future__ import annotations

import platform
import re
import sqlite3
import sys
from collections.abc import Iterator, Mapping
from importlib.metadata import PackageNotFoundError, requires, version

from reports.doctor.line import Line, bad, good

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
# The first releases without the holes that are known of what we read the open network and strangers' files with.
SAFE: Mapping[str, str] = {
    "aiohttp": "3.14.1",  # CVE-2026-47265; scrapy brings it, nothing here uses it
    "lxml": "6.1.0",  # CVE-2026-41066
    "pillow": "13.0.0",  # CVE-2026-96778 and those before
    "scrapy": "2.14.2",  # GHSA-cwxj-rr6w-m6w7
    "twisted": "26.10.0",  # CVE-2026-83813, 115774 to 115778
}
REQUIRED = re.compile(r"([A-Za-z0-9._-]+)\s*(?:\[.*?\])?\s*>=\s*([0-9.]+)[^;]*(;.*)?")


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
    """The libraries that are always needed: those that are missing or too old, and the releases of the most important."""
    shown = []
    for name, oldest in sorted(floors().items()):
        found = installed(name)
        values = {"name": name, "version": found, "oldest": oldest}
        if not found:
            yield bad("libraries", "缺少 {name}", "请重新安装本程序（见安装说明）", **values)
        elif numbers(found) < numbers(oldest):
            yield bad(
                "libraries", "{name} {version} 太旧，要 {oldest} 以上", "请重新安装本程序（见安装说明）", **values
            )
        elif name in SAFE and numbers(found) < numbers(SAFE[name]):
            remedy = "请更新到 {oldest} 以上：重新安装本程序（见安装说明）"
            yield bad("libraries", "{name} {version} 有已公布的安全漏洞", remedy, **{**values, "oldest": SAFE[name]})
        elif name in SHOWN:
            shown.append(f"{name} {found}")
    yield good("libraries", "{libraries}", libraries=", ".join(shown))


def floors() -> dict[str, str]:
    """The oldest release of each library that will do, as the program was packaged, and of those that come with them."""
    found = dict.fromkeys(SAFE, "0")
    for line in requires("gongkai") or ():
        match = REQUIRED.fullmatch(line)
        if match and "extra" not in (match[3] or ""):
            found[match[1].lower()] = match[2]
    return found


def installed(name: str) -> str:
    """The release that is installed; "" for none."""
    try:
        return version(name)
    except PackageNotFoundError:
        return ""


def numbers(release: str) -> tuple[int, ...]:
    """A release as numbers that compare: 2.10 comes after 2.9, and 2.0 is 2."""
    found = [int(part) for part in re.findall(r"\d+", re.split(r"[a-z+]", release)[0])]
    while found and not found[-1]:
        found.pop()
    return tuple(found)
