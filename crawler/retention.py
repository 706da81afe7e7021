"""Which month's files rest on which, and how what was kept is taken away when people decide so. Nothing else here deletes evidence.

What one month kept of one site is a holding: a WARC file with its rows. A page that did not change is kept as a pointer into the
file of an earlier month, so a holding stays as long as a month that is kept, or a holding that stays for it, points into it.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import sqlite3
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from itertools import chain
from pathlib import Path

from crawler.archive import Archive
from crawler.period import Period
from crawler.warc import set_aside


@dataclass(frozen=True, order=True)
class Holding:
    """What one month kept of one site."""

    period: Period
    site: str

    @property
    def path(self) -> str:
        """Its file below the archive's folder, where it has one."""
        return f"warc/{self.period}/{self.site}.warc.gz"


@dataclass
class Held:
    """The size of a holding's file in bytes, its captures, and the other holdings into whose files these point."""

    size: int = 0
    captures: int = 0
    rests_on: set[Holding] = field(default_factory=set)


Holdings = Mapping[Holding, Held]


def holdings(archive: Archive) -> Holdings:
    """Everything that is kept. Raises sqlite3.Error and OSError."""
    try:
        found = _rows(archive)
    except ValueError as error:  # a damaged database may hold anything anywhere
        raise sqlite3.DatabaseError(f"archive.db: {error}") from error
    for own, held in found.items():
        path = archive.folder / own.path
        held.size = path.stat().st_size if path.is_file() else 0
    return found


def _rows(archive: Archive) -> dict[Holding, Held]:
    found: dict[Holding, Held] = {}
    for period, site in archive.db.execute("SELECT period, site FROM visits UNION SELECT period, site FROM frontier"):
        found.setdefault(_named(period, site), Held())
    for (path,) in archive.db.execute("SELECT path FROM warcs UNION SELECT path FROM records"):
        found.setdefault(_holding(path), Held())
    rows = Counter(archive.db.execute("SELECT period, site, warc, leads, record FROM captures"))
    for (period, site, *paths), count in rows.items():
        own = _named(period, site)
        held = found.setdefault(own, Held())
        held.captures += count
        held.rests_on |= {_holding(path) for path in paths if path} - {own}
    for other in {each for held in found.values() for each in held.rests_on} - set(found):
        found[other] = Held()
    return found


def _holding(path: str) -> Holding:
    _, period, name = path.split("/")
    return _named(period, name.removesuffix(".warc.gz"))


@cache  # one object for each, so that sets of them are quick
def _named(period: str, site: str) -> Holding:
    if "/" in site or site.startswith("."):
        raise ValueError(f"no name of a site: {site!r}")
    return Holding(Period.parse(period), site)


def needless(kept: Holdings, periods: Collection[Period]) -> set[Holding]:
    """The holdings of some months on which nothing rests that is kept for the others."""
    staying = new = {each for each in kept if each.period not in periods}
    while new:
        new = set[Holding]().union(*(kept[each].rests_on for each in new)) - staying
        staying = staying | new
    return set(kept) - staying


def periods_of(archive: Archive, cited: Iterable[tuple[str, datetime]]) -> dict[tuple[str, datetime], set[Period]]:
    """The months that hold what was fetched from an address at a moment."""
    found: dict[tuple[str, datetime], set[Period]] = {}
    db = archive.db
    db.execute(
        "CREATE TEMP TABLE IF NOT EXISTS cited (url TEXT, fetched TEXT, PRIMARY KEY (fetched, url)) WITHOUT ROWID"
    )
    db.execute("DELETE FROM cited")
    rows = {(url, moment.isoformat(timespec="seconds")): (url, moment) for url, moment in cited}
    with db.atomic():
        db.conn.executemany("INSERT INTO cited VALUES (?, ?)", rows)
    sql = "SELECT DISTINCT t.url, t.fetched, period FROM captures c CROSS JOIN cited t ON t.fetched = c.fetched AND t.url = c.url"
    for url, moment, period in db.execute(sql) if rows else ():
        found.setdefault(rows[url, moment], set()).add(Period.parse(period))
    return found


def digest(archive: Archive, holding: Holding) -> str:
    """The SHA-256 of a holding's file as it lies there, "" where there is none."""
    path = archive.folder / holding.path
    if not path.is_file():
        return ""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def take_away(archive: Archive, gone: Collection[Holding], moment: datetime) -> None:
    """Deletes holdings for good: all their rows at once, then the files, then the word that there was a visit.

    In between they look like visits that had no time to keep anything: what a kill leaves is no damage, and whoever does it again
    ends it. Raises sqlite3.Error and OSError.
    """
    keys = [(str(each.period), each.site) for each in sorted(gone)]
    archive.db.execute("PRAGMA secure_delete = ON")  # what is deleted is not left in pages that are free
    with archive.db.atomic():
        _forget(archive, gone, keys, moment)
    for folder in _unlinked(archive.folder, gone):
        _settle(folder)
    with archive.db.atomic():
        archive.db.conn.executemany("DELETE FROM visits WHERE period = ? AND site = ?", keys)


def _forget(archive: Archive, gone: Collection[Holding], keys: list[tuple[str, str]], moment: datetime) -> None:
    db, paths = archive.db, [(each.path,) for each in gone]
    db.execute("CREATE TEMP TABLE IF NOT EXISTS gone (sha256 TEXT PRIMARY KEY) WITHOUT ROWID")
    db.execute("DELETE FROM gone")
    where = "WHERE period = ? AND site = ?"
    db.conn.executemany(f"INSERT OR IGNORE INTO gone SELECT sha256 FROM captures {where}", keys)  # noqa: S608 - our own names
    for name in ("captures", "frontier", "nowhere"):
        db.conn.executemany(f"DELETE FROM {name} {where}", keys)  # noqa: S608
    for name in ("records", "warcs"):
        db.conn.executemany(f"DELETE FROM {name} WHERE path = ?", paths)  # noqa: S608
    db.execute("DELETE FROM readings WHERE sha256 IN (SELECT sha256 FROM gone EXCEPT SELECT sha256 FROM captures)")
    begun = "INSERT OR IGNORE INTO visits VALUES (?, ?, '', ?, NULL, 0, '', '', 0, x'')"
    db.conn.executemany(begun, [(*key, moment.isoformat(timespec="seconds")) for key in keys])
    db.conn.executemany(f"UPDATE visits SET finished = NULL, seal = x'' {where}", keys)  # noqa: S608


def _unlinked(folder: Path, gone: Collection[Holding]) -> set[Path]:
    """The folders out of which the files were taken."""
    for path in {folder / each.path for each in gone}:
        path.unlink(missing_ok=True)
        shutil.rmtree(set_aside(path), ignore_errors=True)
    return {path for each in gone if (path := (folder / each.path).parent).is_dir()}


def _settle(folder: Path) -> None:
    """Makes it last that names are gone from a folder, and with them the folder when it is empty."""
    empty = not any(folder.iterdir())
    if empty:
        folder.rmdir()
    descriptor = os.open(folder.parent if empty else folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def later(kept: Holdings) -> dict[Period, set[Period]]:
    """For each month, those whose pages lie in its files."""
    found: dict[Period, set[Period]] = {}
    pairs = chain.from_iterable(((own, other) for other in each.rests_on) for own, each in kept.items())
    for own, other in pairs:
        found.setdefault(other.period, set()).add(own.period)
    return found
