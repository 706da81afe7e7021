"""Disks: whether there is room, and whether the system of files keeps what it is told to keep."""

from __future__ import annotations

import fcntl
import os
import secrets
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from reports.doctor.line import Line, bad, good

ENOUGH = 2 * 1024**3  # bytes: a year of a city of a hundred sites
ENOUGH_PASSING = 1024**3  # bytes of the folder of temporary files: what readers unpack
GIB = 1024**3
MOUNTS = Path("/proc/self/mounts")
REMOTE = frozenset(
    ("9p", "afs", "ceph", "cifs", "davfs", "fuse.sshfs", "glusterfs", "lustre", "ncpfs", "nfs", "nfs4", "smb3", "smbfs")
)
PASSING = frozenset(("tmpfs", "ramfs"))
ELSEWHERE = "请把工作区移到本机的硬盘（ext4、xfs 等）；备份可以放在网络盘上"


def disks(workspace: Path | None) -> Iterator[Line]:
    """The disk of the workspace, or of the current folder where there is none, and that of temporary files."""
    folder = workspace or Path.cwd()
    yield room("disk", folder, ENOUGH)
    yield room("temporary", Path(tempfile.gettempdir()), ENOUGH_PASSING)
    yield from writing("temporary", Path(tempfile.gettempdir()))
    if workspace:
        yield from system(workspace)
        yield from writing(
            "disk", workspace / "var" if (workspace / "var").is_dir() else workspace, probe=(workspace / "var").is_dir()
        )


def room(subject: str, folder: Path, enough: int) -> Line:
    """How much room is left."""
    free = shutil.disk_usage(folder).free
    values = {"path": str(folder), "free": str(free // GIB), "enough": str(enough // GIB)}
    if free > enough:
        return good(subject, "{path}：磁盘剩余 {free} GiB（建议不少于 {enough} GiB）", **values)
    return bad(subject, "{path}：磁盘只剩 {free} GiB", "请腾出空间，建议不少于 {enough} GiB", **values)


def system(folder: Path) -> Iterator[Line]:
    """What system of files a workspace lies on: not every one keeps locks, or survives a restart."""
    kind = system_of(folder)
    values = {"kind": kind, "path": str(folder)}
    if kind in REMOTE:
        yield bad("disk", "工作区在网络盘上（{kind}）：断网或几台电脑同时用会损坏数据库", ELSEWHERE, **values)
    elif kind in PASSING:
        yield bad("disk", "工作区在内存盘上（{kind}）：重新启动后就没有了", ELSEWHERE, **values)
    elif kind:
        yield good("disk", "工作区所在的文件系统：{kind}", **values)


def system_of(folder: Path) -> str:
    """The kind of the system of files; "" where the machine does not tell."""
    try:
        mounts = [line.split() for line in MOUNTS.read_text("utf-8", "replace").splitlines()]
    except OSError:
        return ""
    here = folder.resolve()
    places = [(Path(place.replace("\\040", " ")), kind) for _, place, kind, *_ in mounts]
    inside = [
        (len(place.parts), number, kind) for number, (place, kind) in enumerate(places) if here.is_relative_to(place)
    ]
    return max(inside)[2] if inside else ""


def writing(subject: str, folder: Path, *, probe: bool = True) -> Iterator[Line]:
    """Whether files can be written so that they last, renamed and locked: tried with a small one that is gone afterwards."""
    values = {"path": str(folder)}
    if not os.access(folder, os.W_OK | os.X_OK):
        yield bad(subject, "{path} 不能写", "请检查权限，或换一个用户运行", **values)
    elif probe:
        yield from _tried(subject, folder)


def _tried(subject: str, folder: Path) -> Iterator[Line]:
    path = folder / f".doctor.{secrets.token_hex(8)}"  # of this look alone: two at one time must not meet in a file
    other, did, values = path.with_name(f"{path.name}.other"), "", {"path": str(folder)}
    try:
        did = "{path} 上不能写文件：{error}"
        with path.open("xb") as file:
            file.write(b"x" * 4096)
            file.flush()
            did = "{path} 上的文件不能落盘（fsync）：{error}"
            os.fsync(file.fileno())
            did = "{path} 上的文件不能改名：{error}"
            path.replace(other)
            did = "{path} 上的文件不能加锁：{error}"
            yield from _locked(subject, other, values)
    except OSError as error:
        yield bad(subject, did, ELSEWHERE, **values, error=str(error.strerror))
    finally:
        for each in (path, other):
            with suppress(OSError):
                each.unlink(missing_ok=True)


def _locked(subject: str, path: Path, values: dict[str, str]) -> Iterator[Line]:
    with path.open("rb+") as first, path.open("rb+") as second:
        fcntl.flock(first, fcntl.LOCK_EX | fcntl.LOCK_NB)
        fcntl.lockf(second, fcntl.LOCK_EX | fcntl.LOCK_NB)  # as SQLite does
        try:
            fcntl.flock(second, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            yield good(subject, "{path}：可以写、落盘、改名、加锁", **values)
        else:
            yield bad(subject, "{path} 上的锁不起作用：两个任务可能同时写", ELSEWHERE, **values)
