"""Brings back a workspace from a backup, with Python's standard library alone.

    python3 restore.py FOLDER [--number 7] [--damaged] [--check]

It lies in every backup as restore.py and needs no other file: a workspace comes back even where the program cannot be installed.
FOLDER is new, or empty. `backups` and `backups-again` hold the same lists, one of each backup, that name every file with its size and
SHA-256; `files` holds what they name, each once, under its digest. All of it is compared before anything is written. Exit code 0 when all
is there, 3 when --damaged left something out, 4 when FOLDER is not empty, 6 for damage.
"""

from __future__ import annotations

import argparse
import errno
import hashlib
import json
import os
import re
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

FORMAT = 1  # of the lists; raised whenever an older program could not bring back what a newer one wrote
LISTS, FILES = ("backups", "backups-again"), "files"
NAME = re.compile(r"([0-9]{4,})-[0-9T-]+\.txt")
DIGEST = re.compile(r"[0-9a-f]{64}")
LAST = "gongkai.toml"  # without it a folder is no workspace, so it comes last
STATE = "var/restored.json"
LEFT = re.compile(r"var/(lock$|reserve$|\.restored\.json\.)")  # by one that was stopped before it wrote anything
PIECE = 1 << 20
WHOLE, GAPS, REFUSED, STORAGE = 0, 3, 4, 6
Heard = Callable[[int], object]  # told of every so many bytes


class Unusable(Exception):
    """Nothing can be brought back from here, or to here, and why: a sentence of ours, and what it is about."""

    def __init__(self, what: str, name: str = "") -> None:
        super().__init__(f"{what}: {name}" if name else what)
        self.what, self.name = what, name


@dataclass(frozen=True)
class Entry:
    """A file of a workspace as it was: its path, size in bytes, SHA-256, and when it had been changed, in ns since 1970."""

    path: str
    size: int
    sha256: str
    changed: int

    @property
    def name(self) -> str:
        """Where its bytes lie in the backup."""
        return f"{FILES}/{self.sha256[:2]}/{self.sha256}"


@dataclass(frozen=True)
class Listing:
    """One backup: its number, what is told of it, its files, and the digest of the list itself."""

    number: int
    name: str
    head: dict[str, Any]
    entries: tuple[Entry, ...]
    digest: str

    @property
    def size(self) -> int:
        """Bytes of all files."""
        return sum(each.size for each in self.entries)


@dataclass(frozen=True)
class Damage:
    """A file of the backup that is not as it was written: "missing", "cut off" or "changed"; `of` are the files of the workspace in it."""

    name: str
    what: str
    of: tuple[str, ...] = ()

    def __str__(self) -> str:
        return " ".join((f"{self.name}: {self.what}", *self.of))


def names(backup: Path) -> list[str]:
    """The lists of a backup by their number, oldest first, also those of which one of the two is gone. Raises OSError."""
    found = {path.name for folder in LISTS for path in (backup / folder).glob("*.txt") if NAME.fullmatch(path.name)}
    return sorted(found, key=lambda name: (int(name.partition("-")[0]), name))


def listing(backup: Path, name: str) -> tuple[Listing | None, list[Damage]]:
    """A list, from whichever of the two is whole, and what is wrong with either. Raises Unusable for that of a newer program."""
    found, damages = None, []
    for folder in LISTS:
        try:
            read, what = _listing(name, (backup / folder / name).read_bytes()), "changed"
        except OSError as error:
            read, what = None, _unread(error)
        if read is None:
            damages.append(Damage(f"{folder}/{name}", what))
        found = found or read
    return found, damages


def _listing(name: str, data: bytes) -> Listing | None:
    """What a list says; None when it is not as it was written."""
    before, _, last = data.rstrip(b"\n").rpartition(b"\n")
    digest = hashlib.sha256(before + b"\n").hexdigest()
    if not last or data != b"%s\n%s\n" % (before, json.dumps({"sha256": digest}).encode()):
        return None
    try:
        head, *rows = (json.loads(line) for line in before.split(b"\n"))
        if head["format"] > FORMAT:
            raise Unusable("the backup was made by a newer program", name)
        told = {key: head[key] for key in ("city", "portal", "taken", "archive", "lacks", "beside")}
        return Listing(int(name.partition("-")[0]), name, told, tuple(_entry(*row) for row in rows), digest)
    except (ValueError, TypeError, KeyError):  # nothing of ours
        return None


def _entry(path: str, size: int, sha256: str, changed: int) -> Entry:
    """A file of a list, which stays below the folder. Raises Unusable."""
    if "\0" in path or {"", ".", ".."}.intersection(path.split("/")) or not DIGEST.fullmatch(sha256):
        raise Unusable("the list names a path that leads elsewhere", ascii(path))
    return Entry(path, int(size), sha256, int(changed))


def digest_of(path: Path, heard: Heard = abs) -> tuple[int, str]:
    """Size and SHA-256 of a file, `heard` of as it is read. Raises OSError."""
    with path.open("rb") as file:
        return hashed(file, heard)


def hashed(file: BinaryIO, heard: Heard = abs) -> tuple[int, str]:
    """Size and SHA-256 of what is still to be read. Raises OSError."""
    size, digest = 0, hashlib.sha256()
    while piece := file.read(PIECE):
        size += len(piece)
        digest.update(piece)
        heard(len(piece))
    return size, digest.hexdigest()


def damages_of(backup: Path, listings: list[Listing], newest: bool, heard: Heard = abs) -> Iterator[Damage]:
    """Reads all that lists name, each file once, and names what is not as it was written; what lies beside, if the last is the `newest`."""
    wanted: dict[tuple[str, int, str], list[str]] = defaultdict(list)
    for entry in (entry for each in listings for entry in each.entries):
        wanted[entry.name, entry.size, entry.sha256].append(entry.path)
    for (name, size, sha256), paths in wanted.items():
        if what := _wrong(backup / name, size, sha256, heard):
            yield Damage(name, what, tuple(dict.fromkeys(paths)))
    for name, sha256 in dict(listings[-1].head["beside"]).items() if newest and listings else ():
        if what := _wrong(backup / name, None, str(sha256), heard):
            yield Damage(name, what)


def _wrong(path: Path, size: int | None, sha256: str, heard: Heard) -> str:
    try:
        found = digest_of(path, heard)
    except OSError as error:
        return _unread(error)
    if found[1] == sha256:
        return ""
    return "cut off" if size is not None and found[0] < size else "changed"


def _unread(error: OSError) -> str:
    return "missing" if isinstance(error, FileNotFoundError) else f"cannot be read ({error.strerror})"


def begin(folder: Path, wanted: Listing) -> bool:
    """Takes a new or empty folder for a backup; False when it was brought back there whole before. Raises Unusable, OSError."""
    state = folder / STATE
    if state.is_file():
        with suppress(ValueError):
            told = json.loads(state.read_bytes())
            if told["list"] == wanted.digest:
                return not told["done"]
    left = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if not path.is_dir()}
    if (folder.exists() and not folder.is_dir()) or any(not LEFT.match(name) for name in left):
        raise Unusable("the folder is not empty", str(folder))
    write_whole(state, json.dumps({"list": wanted.digest, "of": wanted.name, "done": False}).encode())
    return True


def restore(backup: Path, folder: Path, wanted: Listing, without: set[str], heard: Heard = abs) -> None:
    """Writes the files of a list but those at `without`, the settings last. Raises OSError, Unusable when one changed meanwhile."""
    for part in folder.rglob(".*.part"):
        part.unlink()
    for entry in sorted(wanted.entries, key=lambda each: each.path == LAST):
        if entry.path == LAST:
            sync_folders(folder)
        if entry.path not in without:
            _bring(backup, folder, entry, heard)
    sync_folders(folder)
    write_whole(folder / STATE, json.dumps({"list": wanted.digest, "of": wanted.name, "done": not without}).encode())


def _bring(backup: Path, folder: Path, entry: Entry, heard: Heard) -> None:
    path = folder / entry.path
    if path.is_file() and digest_of(path) == (entry.size, entry.sha256):
        heard(entry.size)
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    with temporary(path) as part:
        with (backup / entry.name).open("rb") as file:
            found = copied(file, part, heard)
        if found != (entry.size, entry.sha256):
            raise Unusable("a file changed while it was copied", entry.name)
        os.utime(part, ns=(entry.changed, entry.changed))


@contextmanager
def temporary(path: Path) -> Iterator[Path]:
    """A file beside another, which takes its name when the block ends well, and else is gone; what is in it lasts by then."""
    part = path.with_name(f".{path.name[:60]}.{os.getpid()}.part")
    try:
        yield part
        part.replace(path)
    except OSError as error:  # that a disk is full is said without its name
        raise OSError(error.errno, error.strerror, error.filename or str(path)) from error
    finally:
        part.unlink(missing_ok=True)


def copied(file: BinaryIO, part: Path, heard: Heard = abs) -> tuple[int, str]:
    """Copies a file so that it lasts; size and SHA-256 of what was written, read back from the disk. Raises OSError."""
    with part.open("wb") as out:
        while piece := file.read(PIECE):
            out.write(piece)
            heard(len(piece))
        out.flush()
        os.fsync(out.fileno())
        with suppress(OSError, AttributeError):  # what is in memory would only be compared with itself
            os.posix_fadvise(out.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
    return digest_of(part)


def write_whole(path: Path, data: bytes) -> None:
    """Writes a small file whole or not at all, so that it lasts. Raises OSError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with temporary(path) as part, part.open("wb") as out:
        out.write(data)
        out.flush()
        os.fsync(out.fileno())


def sync_folders(folder: Path) -> None:
    """Makes the names below a folder last, on systems of files that can. Raises OSError."""
    for each in (*(path for path in folder.rglob("*") if path.is_dir()), folder):
        handle = os.open(each, os.O_RDONLY)
        try:
            os.fsync(handle)
        except OSError as error:
            if error.errno in (errno.EIO, errno.ENOSPC, errno.EDQUOT):
                raise OSError(error.errno, error.strerror, str(each)) from error
        finally:
            os.close(handle)


def main() -> int:
    """Brings back the backup that this file lies in: the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--number", type=int, help="which backup (default: the newest)")
    parser.add_argument("--damaged", action="store_true", help="bring back what is whole, though something is damaged")
    parser.add_argument("--check", action="store_true", help="only read and compare")
    options = parser.parse_args()
    try:
        return _main(Path(__file__).resolve().parent, options)
    except (OSError, Unusable) as error:
        sys.stderr.write(f"{error}\n")
        return REFUSED if isinstance(error, Unusable) else STORAGE


def _main(backup: Path, options: argparse.Namespace) -> int:
    every = names(backup)
    chosen = [each for each in every if options.number in (None, int(each.partition("-")[0]))]
    if not chosen:
        raise Unusable("there is no such backup", str(backup))
    wanted, damages = listing(backup, chosen[-1])
    damages += damages_of(backup, [wanted], chosen[-1] == every[-1]) if wanted else ()
    for damage in damages:
        sys.stdout.write(f"{str(damage).encode('unicode_escape').decode()}\n")
    without = {path for damage in damages for path in damage.of}
    if options.check or wanted is None or (without and not options.damaged):
        return STORAGE * bool(damages)
    if begin(options.folder, wanted):
        restore(backup, options.folder, wanted, without)
    sys.stdout.write(f"{len(wanted.entries) - len(without)} files\n")
    return GAPS if without else WHOLE


if __name__ == "__main__":
    sys.exit(main())
