"""What of a workspace is copied, and how its databases are held still meanwhile."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from reports.backup.restoring import STATE
from reports.workspace import Workspace

DATABASES = ("var/archive/archive.db", "var/gongkai.sqlite")
BESIDE = ("-journal", "-wal", "-shm")  # of a database: held still, it has none
REMADE = ("var/report", "var/explore")  # written again by the commands of these names
LEFT_OUT = {"var/lock", "var/reserve", STATE, *(f"{name}{ending}" for name in DATABASES for ending in BESIDE)}
PATIENCE = 30  # seconds for a program that reads a database just now


@dataclass
class Found:
    """The files of a workspace: by their path in it where they lie, and what cannot be copied because it is no file."""

    files: dict[str, Path] = field(default_factory=dict)
    strange: list[str] = field(default_factory=list)


def found_in(folder: Path) -> Found:
    """All files of a workspace but what is hidden, what others hold open or is made anew. Links are followed. Raises OSError."""
    found = Found()
    _walk(folder, "", frozenset(), found)
    return found


def _walk(folder: Path, below: str, within: frozenset[tuple[int, int]], found: Found) -> None:
    about = folder.stat()
    here = (about.st_dev, about.st_ino)
    if here in within:
        found.strange.append(below.rstrip("/"))
        return
    for entry in sorted(os.scandir(folder), key=lambda each: each.name):
        name = f"{below}{entry.name}"
        if entry.name.startswith((".", "~$")) or entry.name == "__pycache__" or name in LEFT_OUT or name in REMADE:
            continue
        if entry.is_dir():
            _walk(Path(entry.path), f"{name}/", within | {here}, found)
        elif entry.is_file():
            found.files[name] = Path(entry.path)
        else:
            found.strange.append(name)


@dataclass
class Held:
    """Databases that stay as they are: each open to be read, and those that SQLite cannot read.

    To close any handle of a file gives up all locks that this process has on it, so these stay open as long as the locks.
    """

    handles: dict[str, int] = field(default_factory=dict)
    unread: list[str] = field(default_factory=list)


@contextmanager
def held(workspace: Workspace) -> Iterator[Held]:
    """Keeps the databases as they are while the block lasts. Raises sqlite3.OperationalError where another program writes.

    What a kill left half written is undone first. Who holds the workspace's lock has none of our own writers beside it.
    """
    found = Held()
    with ExitStack() as stack:
        for name in DATABASES:
            path = workspace.folder / name
            if not path.is_file():
                continue
            found.handles[name] = os.open(path, os.O_RDONLY)
            stack.callback(os.close, found.handles[name])
            db = stack.enter_context(closing(sqlite3.connect(path, timeout=PATIENCE, isolation_level=None)))
            try:
                db.execute("PRAGMA journal_mode=DELETE")
                db.execute("BEGIN")
                db.execute("SELECT count(*) FROM sqlite_master").fetchone()
            except sqlite3.OperationalError:
                raise
            except sqlite3.DatabaseError:
                found.unread.append(name)
        yield found


def finished(workspace: Workspace) -> dict[str, tuple[int, str]]:
    """The WARC files that are complete, by their path in the workspace: size and SHA-256 that each had when it was."""
    path = workspace.folder / DATABASES[0]
    if not path.is_file():
        return {}
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as db:
            rows = db.execute("SELECT path, committed, sha256 FROM warcs WHERE sha256 != ''").fetchall()
    except sqlite3.DatabaseError:
        return {}
    return {f"var/archive/{path}": (size, sha256) for path, size, sha256 in rows}
