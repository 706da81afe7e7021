"""What reads files that no library here reads; none of it is a must: what cannot be read is untested, never missing."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version

from crawler import browser
from crawler.reading.office import outside
from crawler.reading.pictures import ocr
from reports.doctor.line import Line, bad, good
from reports.timetable_tools import ToolFailed, call, has

INSTEAD = (
    (outside.WRITER, (outside.CATDOC, outside.ANTIWORD)),
    (outside.IMPRESS, (outside.CATPPT,)),
)
_UNREAD = (
    "没有 {name}，{formats} 文件会列为未能检测；Debian、Ubuntu、麒麟、统信系统可安装 {packages}（WPS Office 不能代替）"
)
_WORDS_ONLY = (
    "没有 {name}，{formats} 文件只能读出文字，其中的表格和图形会列为未能检测；"
    "Debian、Ubuntu、麒麟、统信系统可安装 {packages}（WPS Office 不能代替）"
)


def readers() -> Iterator[Line]:
    """All of them, and whether what they read stays with them."""
    yield from programs()
    yield eyes()
    yield shown()
    yield fonts()
    yield cluster()
    yield apart()


def programs() -> Iterator[Line]:
    """Which programs read what no library here does, and what is not read for want of one."""
    for program in outside.PROGRAMS:
        if program.path:
            values = {"name": program.name, "version": program.version, "formats": program.formats}
            yield good(
                "readers", "{name} {version}：读取 {formats}" if program.version else "{name}：读取 {formats}", **values
            )
    for program, instead in INSTEAD:
        if not program.path:
            words = any(other.path for other in instead)
            values = {"name": program.name, "formats": program.formats, "packages": program.packages}
            yield good("readers", _WORDS_ONLY if words else _UNREAD, **values)


def eyes() -> Line:
    """Whether words in pictures can be recognised."""
    if recogniser := ocr.version():
        return good("readers", "图像识别：{version}", version=recogniser)
    return good("readers", "没有安装图像识别（gongkai[ocr]），扫描件和图片会列为未能检测")


def shown() -> Line:
    """Whether pages that need a browser can be shown."""
    if path := browser.program():
        return good("readers", "浏览器：{path}", path=path)
    return good("readers", "没有浏览器（gongkai[browser] 和 Chromium），要浏览器才能显示的网页会列为未能检测")


def fonts() -> Line:
    """Whether this machine can show Chinese letters to people; the program itself needs none."""
    if not has("fc-list"):
        return good("fonts", "不知道有没有中文字体：程序不需要，只有在本机打开通知书、表格时才要")
    try:
        _, found, _ = call(["fc-list", ":lang=zh", "family"])
    except ToolFailed:
        found = b""
    if number := len(set(found.splitlines())):
        return good("fonts", "中文字体 {number} 种", number=str(number))
    said = "没有中文字体：程序不需要；要在本机打开通知书、表格的，可安装 {package}"
    return good("fonts", said, package="fonts-noto-cjk")


def cluster() -> Line:
    """Whether machines of a cluster can be asked for."""
    try:
        return good("cluster", "集群：Dask distributed {version}", version=version("distributed"))
    except PackageNotFoundError:
        return good("cluster", "没有安装 Dask（gongkai[cluster]），只用本机访问网站")


def apart() -> Line:
    """Whether a process can give up the network here, as each that reads files does."""
    probe = "import sys; from crawler.reading.isolation.offline import leave_network; sys.exit(not leave_network())"
    offline = subprocess.run([sys.executable, "-P", "-c", probe], check=False).returncode == 0  # noqa: S603
    if offline:
        return good("isolation", "文件在没有网络的子进程中读取")
    return bad("isolation", "本机的内核不能关闭子进程的网络", "读取文件时请断开外网")
