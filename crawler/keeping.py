"""The one writer of a month: bytes first, then the rows that point to them, then the word that they are kept.

Records are appended and made durable, and only then are their rows committed, in
one transaction with the frontier's. A kill at any moment so leaves at most bytes
that no row knows; they are cut off when the file is next opened. Whoever crawls
asks a site for its next page only after the last one is kept. When the disk
refuses anything, or keeping is interrupted, all that does not yet last is given up:
what once failed to reach the disk cannot be trusted when it seems to succeed later.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from hashlib import file_digest
from typing import Any

from crawler.archive import Archive
from crawler.frontier import Changes, Row, State
from crawler.period import Period
from crawler.politeness import Rest
from crawler.scope import parts
from crawler.sealed import seal, seal_of_visit
from crawler.standing import ROW, Standing, standing
from crawler.warc import Record, Spot, WarcFile, info_record

SYNCS = 8  # files made durable at the same time


@dataclass(frozen=True)
class Kept:
    """One address that was dealt with: the columns of its capture, and what is to be stored of its answer.

    `body` and `leads` are where an earlier month keeps them, for what did not change.
    """

    columns: dict[str, Any]
    record: Record | None = None
    outlinks: Record | None = None
    body: Spot | None = None
    leads: Spot | None = None
    again: bool = False  # it takes the place of an earlier attempt
    shown: Record | None = None  # the page as a browser showed it, when that is what is read


@dataclass(frozen=True)
class AskedRobots:
    """A host's answer for robots.txt, and what it means; `body` None when it is of no use later, `record` when none came."""

    origin: str
    fetched: str
    body: bytes | None
    record: Record | None
    state: str
    reason: str
    note: str


@dataclass(frozen=True)
class Finished:
    """How the visit of a site ended: when, after how many pages, what robots.txt said, how long its host was kept busy."""

    moment: datetime
    pages: int
    robots: str
    note: str
    seconds: float


@dataclass(frozen=True)
class Step:
    """What one fetch brought to a site, or of `nowhere`, or what machines asked for. It is kept whole or not at all."""

    site: str
    kept: tuple[Kept, ...] = ()
    changes: Changes = field(default_factory=Changes)
    robots: tuple[AskedRobots, ...] = ()
    finished: Finished | None = None
    nowhere: str = ""
    rests: tuple[Rest, ...] = ()


class Keeper:
    """Keeps a month. Nothing lasts before `flush`; after a failure nothing more is kept. `saw` is told of every step."""

    def __init__(
        self, archive: Archive, period: Period, software: str, saw: Callable[[Step], None] | None = None
    ) -> None:
        self.archive, self.period, self._software, self._saw = archive, str(period), software, saw
        self._files: dict[str, WarcFile] = {}
        self._threads = ThreadPoolExecutor(SYNCS, thread_name_prefix="sync")
        self._whole = True  # not while something is being kept, nor ever again when that fails

    def _write(self, sql: str, rows: Iterable[Sequence[Any]]) -> None:
        """Runs a statement once for each row, inside the transaction that `flush` ends."""
        if not self.archive.db.conn.in_transaction:
            self.archive.db.begin()
        self.archive.db.conn.executemany(sql, rows)

    def begin(self, site: str, home: str, moment: datetime, again: bool = False) -> bool:
        """Opens or resumes the visit of a site; returns whether there is anything to do. `again` starts it anew."""
        known = self.archive.visit(site, Period.parse(self.period))
        if known and known.home == home and not again:
            return known.finished is None
        if known:
            self._write("UPDATE captures SET current = 0 WHERE period = ? AND site = ?", [(self.period, site)])
            for name in ("frontier", "nowhere"):
                self._write(f"DELETE FROM {name} WHERE period = ? AND site = ?", [(self.period, site)])  # noqa: S608
            if found := parts(home):
                self._write("DELETE FROM hosts WHERE period = ? AND origin = ?", [(self.period, found.origin)])
        row = (self.period, site, home, moment.isoformat(timespec="seconds"))
        self._write("INSERT OR REPLACE INTO visits VALUES (?, ?, ?, ?, NULL, 0, '', '', 0, x'')", [row])
        return True

    def standing(self, site: str) -> Standing:
        """Where the visit of a site stands."""
        return standing(self.archive, site, self.period)

    def apply(self, step: Step, took: Callable[[], None] | None = None) -> None:
        """Takes a step into the transaction; whoever handed it over `took` note of that within the same."""
        if not self._whole:
            return
        self._whole = False
        for kept in step.kept:
            self._capture(step.site, kept)
        self._change(step.site, step.changes)
        for asked in step.robots:
            self._hear(step.site, asked)
        if step.nowhere:
            self._write("INSERT OR REPLACE INTO nowhere VALUES (?, ?, ?)", [(self.period, step.site, step.nowhere)])
        if step.rests:
            rests = [(rest.machine, rest.said.isoformat(), rest.seconds) for rest in step.rests]
            self._write("INSERT OR REPLACE INTO rests VALUES (?, ?, ?)", rests)
        if step.finished:
            self._finish(step.site, step.finished)
        if took:
            took()
        self._whole = True
        if self._saw:
            self._saw(step)

    def _hear(self, site: str, asked: AskedRobots) -> None:
        if asked.record:
            self._store(site, asked.record, asked.fetched)
        if asked.body is not None:
            row = {"origin": asked.origin, "fetched": asked.fetched, "body": asked.body}
            self._write("INSERT OR REPLACE INTO robots VALUES (?, ?, ?, ?)", [(*row.values(), seal(row))])
        said = (self.period, asked.origin, asked.fetched, asked.state, asked.reason, asked.note)
        self._write("INSERT OR REPLACE INTO hosts VALUES (?, ?, ?, ?, ?, ?)", [said])

    def _capture(self, site: str, kept: Kept) -> None:
        moment = kept.columns["fetched"]
        record = self._store(site, kept.record, moment) if kept.record else Spot()
        leads = self._store(site, kept.outlinks, moment) if kept.outlinks else kept.leads or Spot()
        body = kept.body or (self._store(site, kept.shown, moment) if kept.shown else record)
        if kept.again:
            sql = "UPDATE captures SET current = 0 WHERE period = ? AND site = ? AND url = ?"
            self._write(sql, [(self.period, site, kept.columns["url"])])
        columns = {
            "period": self.period, "site": site, **kept.columns,
            "warc": body.path, "offset": body.offset, "length": body.length,
            "record": record.path, "record_offset": record.offset, "record_length": record.length,
            "leads": leads.path, "leads_offset": leads.offset, "leads_length": leads.length,
        }  # fmt: skip
        self._write(_insertion((*columns, "seal")), [(*columns.values(), seal(columns))])

    def _store(self, site: str, record: Record, moment: str) -> Spot:
        """Appends a record to the site's file of the month."""
        name = f"warc/{self.period}/{site}.warc.gz"
        file = self._files.get(name) or self._open(name, site, moment)
        offset, length = file.append(record)
        self._write("INSERT INTO records VALUES (?, ?, ?, ?)", [(name, offset, length, record.sha256)])
        return Spot(name, offset, length)

    def _open(self, name: str, site: str, moment: str) -> WarcFile:
        row = self.archive.db.execute("SELECT committed FROM warcs WHERE path = ?", (name,)).fetchone()
        file = self._files[name] = WarcFile(self.archive.folder / name, row[0] if row else 0)
        if not row:
            self._store(site, info_record(self.period, site, self._software, datetime.fromisoformat(moment)), moment)
        return file

    def _change(self, site: str, changes: Changes) -> None:
        where = "WHERE period = ? AND site = ? AND key = ?"
        if changes.moved:
            moved = [(m.by, self.period, site, around, m.low, m.high) for around, m in changes.moved]
            section = f"WHERE period = ? AND site = ? AND around = ? AND promise > ? AND promise <= ? AND state = {State.OPEN}"
            self._write(f"UPDATE frontier SET promise = promise + ? {section}", moved)  # noqa: S608
        if changes.added:
            rows = [(self.period, site, r.key, *_columns(r), int(state)) for r, state in changes.added]
            marks = ", ".join("?" * 11)
            self._write(f"INSERT OR IGNORE INTO frontier (period, site, {ROW}, state) VALUES ({marks})", rows)  # noqa: S608
        if changes.raised:
            raised = [(*_columns(r), self.period, site, r.key) for r in changes.raised]
            names = ", ".join(f"{name} = ?" for name in ROW.split(", ")[1:])
            self._write(f"UPDATE frontier SET {names} {where}", raised)  # noqa: S608
        if changes.ended:
            ended = [(int(state), self.period, site, key) for key, state in changes.ended]
            self._write(f"UPDATE frontier SET state = ? {where}", ended)  # noqa: S608

    def _finish(self, site: str, end: Finished) -> None:
        values = (end.moment.isoformat(timespec="seconds"), end.pages, end.robots, end.note, end.seconds)
        names = "finished = ?, pages = ?, robots = ?, note = ?, seconds = seconds + ?"
        self._write(f"UPDATE visits SET {names} WHERE period = ? AND site = ?", [(*values, self.period, site)])  # noqa: S608
        name = f"warc/{self.period}/{site}.warc.gz"
        file = self._files.pop(name, None)
        if file:
            length = file.sync()
            file.close()
            with file.path.open("rb") as whole:
                digest = file_digest(whole, "sha256").hexdigest()
            self._write("INSERT OR REPLACE INTO warcs VALUES (?, ?, ?)", [(name, length, digest)])
        sealed = seal_of_visit(self.archive.db.conn, self.period, site)
        self._write("UPDATE visits SET seal = ? WHERE period = ? AND site = ?", [(sealed, self.period, site)])

    def flush(self) -> None:
        """Makes everything so far last."""
        if not self._whole or not self.archive.db.conn.in_transaction:
            return
        self._whole = False
        dirty = [(name, file) for name, file in self._files.items() if file.dirty]
        dealt = [dirty[number::SYNCS] for number in range(min(SYNCS, len(dirty)))]
        rows = [row for synced in self._threads.map(_synced, dealt) for row in synced]
        self._write("INSERT OR REPLACE INTO warcs (path, committed) VALUES (?, ?)", rows)
        self.archive.db.commit()
        self._whole = True

    def close(self) -> None:
        """Flushes, or gives up what does not last, and closes the files."""
        try:
            self.flush()
        finally:
            self._threads.shutdown()
            if not self._whole:
                with suppress(sqlite3.Error):
                    self.archive.db.rollback()
            for file in self._files.values():
                with suppress(OSError):  # it may try once more to write what was given up
                    file.close()


def _synced(files: Sequence[tuple[str, WarcFile]]) -> list[tuple[str, int]]:
    """The names and lengths of files, once they are on the disk."""
    return [(name, file.sync()) for name, file in files]


@lru_cache(maxsize=8)
def _insertion(columns: tuple[str, ...]) -> str:
    """The statement that keeps a capture; all have the same few columns."""
    names, marks = ", ".join(f'"{name}"' for name in columns), ", ".join("?" * len(columns))
    return f"INSERT INTO captures ({names}) VALUES ({marks})"  # noqa: S608


def _columns(row: Row) -> tuple[str | int, ...]:
    """What is kept of a row, in the order of ROW, without its key."""
    return row.url, row.label[:300], row.lead.way, row.seen_on, row.depth, row.promise, row.around
