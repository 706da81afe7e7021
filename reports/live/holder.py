"""Who holds a workspace, found out without touching its lock: by what its holder wrote into it, and what the system says of it."""

from __future__ import annotations

import fcntl
import os
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from crawler.period import CHINA

PROCESSES = Path("/proc")
LOCKS = PROCESSES / "locks"  # where Linux lists them


@dataclass(frozen=True)
class Holder:
    """A run that is under way: its process, its command ("" where it does not say), and since when."""

    process: int
    command: str
    since: datetime


def holder_of(var: Path) -> Holder | None:
    """Who holds the workspace whose var this is; None when nobody does. Raises OSError for a lock that cannot be read."""
    try:
        with (var / "lock").open("rb") as file:
            found, told = os.fstat(file.fileno()), file.read(100)
    except FileNotFoundError:
        return None
    process, _, command = told.decode("ascii", "replace").partition(" ")
    if not process.isdecimal() or not _lives(int(process)) or not _holds(int(process), found):
        return None  # it ended, or was killed before it could take its name away
    return Holder(int(process), command, datetime.fromtimestamp(found.st_mtime, CHINA))


def _lives(process: int) -> bool:
    try:
        os.kill(process, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:  # another user's
        return True
    return True


def _holds(process: int, lock: os.stat_result) -> bool:
    """Whether that process has a lock on that file: by its open files, and where they may not be seen by the list of all locks."""
    folder = PROCESSES / str(process)
    try:
        return any(_locks(folder, number, lock) for number in os.listdir(folder / "fd"))
    except (PermissionError, FileNotFoundError):  # another user's, or a system without /proc
        return _is_listed(process, lock.st_ino)


def _locks(folder: Path, number: str, lock: os.stat_result) -> bool:
    try:
        is_it = os.path.samestat(os.stat(folder / "fd" / number), lock)
        return is_it and "FLOCK" in (folder / "fdinfo" / number).read_text("ascii", "replace")
    except FileNotFoundError:  # closed meanwhile
        return False


def _is_listed(process: int, inode: int) -> bool:
    """Whether the system lists a lock of that process or on that file; True where it lists none, not even one that is held meanwhile."""
    try:
        with LOCKS.open(encoding="ascii", errors="replace") as file:
            fcntl.flock(file, fcntl.LOCK_SH)
            ours = f":{os.fstat(file.fileno()).st_ino}"
            lines = [line.split() for line in file]
    except OSError:
        return True
    held = [line for line in lines if len(line) > 5 and line[1] == "FLOCK"]
    others = [line for line in held if not line[5].endswith(ours)]
    return not held or any(line[4] == str(process) or line[5].endswith(f":{inode}") for line in others)
