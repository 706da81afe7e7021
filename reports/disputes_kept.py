"""What departments say and hand in, as it is recorded: files by their digest, never by their name."""

from __future__ import annotations

import hashlib
import os
import re
import stat
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import BinaryIO

from checker.appeals import Handed
from crawler.refusal import Fault, Refusal
from reports.session import Usage
from reports.wording import plain

MIB = 1 << 20
MOST = 200 * MIB  # of one file: a scan of a thick document, or a recording of a screen
LONGEST = 2000  # characters of a reason: two pages; more belongs into a file, and a cell of a spreadsheet holds it
STEP = MIB
INTACT, MISSING, DAMAGED = "intact", "missing", "damaged"
DIGEST = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True)
class State:
    """How a kept file is now: intact, missing or damaged; its size in bytes, None when it is missing."""

    condition: str
    size: int | None


def keep(folder: Path, names: Sequence[str]) -> tuple[Handed, ...]:
    """Copies files into a folder under their digests, each once, and returns what they are called.

    Raises Refusal with every file that cannot be had; then none is kept.
    """
    if not names:
        return ()
    folder.mkdir(parents=True, exist_ok=True)
    copies: dict[str, tuple[Path, Handed]] = {}
    faults: list[Fault] = []
    with TemporaryDirectory(dir=folder, prefix=".") as scratch:
        for number, name in enumerate(names):
            copy = Path(scratch) / str(number)
            try:
                digest = _copied(name, copy)
            except Refusal as refusal:
                faults += refusal.faults
            else:
                copies.setdefault(digest, (copy, Handed(told(Path(name).name), digest)))
        if faults:
            raise Refusal(*faults)
        for digest, (copy, _) in copies.items():
            copy.replace(folder / digest)
    return tuple(handed for _, handed in copies.values())


def told(text: str) -> str:
    """A name or a sentence as it is recorded: on one line, of characters that can be written anywhere."""
    return plain(text.encode("utf-8", "replace").decode("utf-8"))


def said_by(text: str, option: str, longest: int) -> str:
    """What a person wrote, as it is recorded. Raises Usage when there is nothing, or too much."""
    words = told(text)
    if not words:
        raise Usage("{option} 不能是空的", option=option)
    if len(words) > longest:
        raise Usage("{option} 太长（至多 {most} 字），详细的内容请作为文件提交", option=option, most=str(longest))
    return words


def state(folder: Path, handed: Handed) -> State:
    """How a kept file is now, by its bytes."""
    path = folder / handed.sha256
    if not DIGEST.fullmatch(handed.sha256) or not path.is_file():
        return State(MISSING, None)
    sha256, size = hashlib.sha256(), 0
    try:
        with path.open("rb") as stream:
            for part in _parts(stream):
                sha256.update(part)
                size += len(part)
    except OSError:
        return State(DAMAGED, None)
    return State(INTACT if sha256.hexdigest() == handed.sha256 else DAMAGED, size)


def _copied(name: str, copy: Path) -> str:
    """The digest of a file that is copied as it is read. Raises Refusal for one that cannot be had or is too large."""
    with _opened(name) as stream, copy.open("wb") as target:
        sha256, size = hashlib.sha256(), 0
        for part in _parts(stream):
            size += len(part)
            if size > MOST:
                raise Refusal(_fault(name, "文件超过 {most} MB", "请分成几个文件，或先压缩", most=str(MOST // MIB)))
            sha256.update(part)
            target.write(part)
        if not size:
            raise Refusal(_fault(name, "文件是空的", "请检查是否选错了文件"))
        target.flush()
        os.fsync(target.fileno())
    return sha256.hexdigest()


@contextmanager
def _opened(name: str) -> Iterator[BinaryIO]:
    """A file that someone names, for reading; errors of reading it are told as its fault, all others fly."""
    path = Path(name)
    try:
        mode = path.stat().st_mode
        stream = path.open("rb") if stat.S_ISREG(mode) else None
    except (FileNotFoundError, NotADirectoryError):
        raise Refusal(_fault(name, "没有这个文件", "请检查路径")) from None
    except (OSError, ValueError) as error:
        said = getattr(error, "strerror", "") or type(error).__name__
        raise Refusal(_fault(name, "读不到这个文件：{error}", "请检查路径和权限", error=said)) from None
    if stream is None:
        what = "这是一个目录" if stat.S_ISDIR(mode) else "这不是普通文件"
        raise Refusal(_fault(name, what, "请逐个写出要提交的文件"))
    with stream:
        yield stream


def _parts(stream: BinaryIO) -> Iterator[bytes]:
    while part := stream.read(STEP):
        yield part


def _fault(name: str, what: str, remedy: str, **values: str) -> Fault:
    return Fault(what, remedy, told(name), None, values)
