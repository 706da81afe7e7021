"""Room on the disk: a reserve that is given up when the disk is full, so that a run can still end properly, and what is said then."""

from __future__ import annotations

import errno
import os
import shutil
import sqlite3
import tempfile
from contextlib import suppress
from pathlib import Path

RESERVE = 64 << 20  # bytes, or a small part of a small disk
PART = 16  # of what is free, at most one so-many-th is reserved
NAME = "reserve"
UNITS = ((1 << 30, "GiB"), (1 << 20, "MiB"), (1 << 10, "KiB"))
FULL = (errno.ENOSPC, errno.EDQUOT)


def reserve(var: Path) -> None:
    """Sets room aside, where there is none set aside yet; a disk that gives none is no fault."""
    path = var / NAME
    if path.is_file():
        return
    with suppress(OSError):
        size = min(RESERVE, shutil.disk_usage(var).free // PART)
        with path.open("wb") as file:
            try:
                os.posix_fallocate(file.fileno(), 0, max(size, 1))
            except OSError:
                path.unlink()


def release(var: Path) -> None:
    """Gives the room back."""
    with suppress(OSError):
        (var / NAME).unlink()


def is_full(error: BaseException) -> bool:
    """Whether an error says that there is no room."""
    if isinstance(error, OSError) and error.errno in FULL:
        return True
    return isinstance(error, OSError | sqlite3.Error) and any(
        words in str(error) for words in ("disk is full", os.strerror(errno.ENOSPC))
    )


def full(error: BaseException, var: Path) -> tuple[str, str]:
    """Which place has no room, as far as an error tells or it can be seen, and how much is free there."""
    named = getattr(error, "filename", None)
    places = [Path(os.fsdecode(named)).absolute()] if isinstance(named, str | bytes) else []
    found = [(place, _free(place)) for place in (*places, var, Path(tempfile.gettempdir()))]
    place, free = found[0] if places else min(found, key=lambda each: each[1])
    return str(place), size(free)


def _free(path: Path) -> int:
    there = next((each for each in (path, *path.parents) if each.exists()), Path("/"))
    with suppress(OSError):
        return shutil.disk_usage(there).free
    return 0


def size(number: int) -> str:
    """Bytes in words that people read."""
    unit, name = next((each for each in UNITS if number >= each[0]), UNITS[-1])
    return f"{number / unit:.1f} {name}"
