"""A folder or a zip file that is written whole or not at all, with the digests of all that is in it."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import IO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from reports.whole import whole

SUMS = "SHA256SUMS"
PACKED = (".gz", ".png", ".jpg", ".gif", ".pdf", ".docx", ".xlsx", ".zip", ".rar")  # what no packing makes smaller
FIRST_YEAR = 1980  # in which time begins for zip files
MODE = 0o644 << 16  # of a file in a zip: readable by all
OLD = (FIRST_YEAR, 1, 1, 0, 0, 0)

Open = Callable[[str], IO[bytes]]


class Sink:
    """Takes files one by one, and knows the digest of each."""

    def __init__(self, opener: Open) -> None:
        self._open = opener
        self._sums: dict[str, str] = {}

    def write(self, name: str, *parts: bytes) -> None:
        """Writes a file out of its parts. Raises OSError."""
        self.stream(name, parts)

    def stream(self, name: str, parts: Iterable[bytes]) -> None:
        """Writes a file out of parts that come one after the other. Raises OSError."""
        digest = hashlib.sha256()
        with self._open(name) as file:
            for part in parts:
                digest.update(part)
                file.write(part)
        self._sums[name] = digest.hexdigest()

    def close(self) -> None:
        """Writes the digests, as `sha256sum --check` takes them."""
        lines = "".join(f"{digest}  {name}\n" for name, digest in sorted(self._sums.items()))
        with self._open(SUMS) as file:
            file.write(lines.encode())


@contextmanager
def in_folder(path: Path) -> Iterator[Sink]:
    """Writes into a folder beside the path, which takes its name when the block ends well, and else is gone; where there is an empty
    folder already, which may be the one that somebody is in, a link or a volume, into one within it, the digests last.

    Raises OSError.
    """
    is_there = path.is_dir()
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path / f".{os.getpid()}" if is_there else path.with_name(f".{path.name}.{os.getpid()}")

    def opened(name: str) -> IO[bytes]:
        (temporary / name).parent.mkdir(parents=True, exist_ok=True)
        return (temporary / name).open("wb")

    try:
        temporary.mkdir()
        sink = Sink(opened)
        yield sink
        sink.close()
        if not is_there:
            temporary.rename(path)
            return
        for each in sorted(temporary.iterdir(), key=lambda each: each.name == SUMS):
            each.rename(path / each.name)
    finally:
        shutil.rmtree(temporary, ignore_errors=True)


@contextmanager
def in_zip(path: Path, root: str, moment: datetime | None) -> Iterator[Sink]:
    """Writes a zip file in which all lies in one folder. The same files of the same moment give the same bytes. Raises OSError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    when = OLD if moment is None or moment.year < FIRST_YEAR else moment.timetuple()[:6]
    with whole(path) as temporary, ZipFile(temporary, "w") as file:

        def opened(name: str) -> IO[bytes]:
            info = ZipInfo(f"{root}/{name}", when)
            info.external_attr, info.create_system = MODE, 3
            info.compress_type = ZIP_STORED if name.endswith(PACKED) else ZIP_DEFLATED
            return file.open(info, "w", force_zip64=True)

        sink = Sink(opened)
        yield sink
        sink.close()
