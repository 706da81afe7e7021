"""What was kept: WARC files with every answer, and an SQLite file that says what they hold and where."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Any

import sqlite_utils

from crawler.brought import Brought
from crawler.period import Period
from crawler.schema import prepare
from crawler.scope import absolute, address_key
from crawler.sealed import opened_reading, sealed_reading
from crawler.snapshot import Reason
from crawler.warc import ArchiveDamaged, Spot, read_body

__all__ = ["Archive", "ArchiveDamaged", "Capture", "Known", "Visit"]


@dataclass(frozen=True)
class Capture:
    """One address in one month: what came back, or (with a `reason`) why nothing did.

    `label` is the text of the link that led to it on the page `seen_on`; `media_type`
    is what the site declared; `fetched` is in China Standard Time; `sha256` is of the
    body without any coding, and "" when there was no answer. The body lies at `warc`,
    `offset`, `length`: of an unchanged page in an earlier month's file, where it was `stored`. `record` is what
    this month's file says of it, `leads` where the page leads.
    """

    id: int
    period: str
    site: str
    url: str
    final_url: str
    label: str
    seen_on: str
    depth: int
    kind: str
    status: int | None
    reason: Reason | str
    note: str
    media_type: str
    sha256: str
    size: int
    fetched: datetime
    last_modified: str
    etag: str
    warc: str
    offset: int
    length: int
    record: str
    record_offset: int
    record_length: int
    leads: str
    leads_offset: int
    leads_length: int
    stored: datetime

    @property
    def spot(self) -> Spot:
        """Where its body lies."""
        return Spot(self.warc, self.offset, self.length)


@dataclass(frozen=True)
class Known:
    """What an earlier month knows of an address: by what to ask whether it changed, and where the rest lies."""

    final_url: str
    etag: str
    last_modified: str
    sha256: str
    size: int
    media_type: str
    stored: str
    warc: str
    offset: int
    length: int
    leads: str
    leads_offset: int
    leads_length: int


VISIT = "period, site, home, started, finished, pages, robots, note, seconds"
KNOWN = ", ".join(f'"{field.name}"' for field in fields(Known))
COLUMNS = ", ".join(f'"{field.name}"' for field in fields(Capture))


@dataclass(frozen=True)
class Visit:
    """How far the crawl of one site got in one month; `finished` is None while it can be resumed."""

    period: str
    site: str
    home: str
    started: datetime
    finished: datetime | None
    pages: int
    robots: str
    note: str
    seconds: float = 0.0  # in which its host was kept busy, pauses counted


class Archive:
    """The evidence in a folder. Errors of the disk or of SQLite are raised as they are."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        connection = sqlite3.connect(folder / "archive.db", timeout=30, isolation_level=None)
        self.db = sqlite_utils.Database(connection)
        for pragma in ("journal_mode = DELETE", "synchronous = FULL", "foreign_keys = ON"):
            self.db.execute(f"PRAGMA {pragma}")
        try:
            prepare(self.db)
        except sqlite3.Error:
            self.close()
            raise
        except UnicodeDecodeError as error:  # what SQLite says of a damaged file quotes it
            self.close()
            raise sqlite3.DatabaseError(f"archive.db: {error}") from error

    def captures(self, site: str, period: Period) -> Iterator[Capture]:
        """Everything that the latest crawl of a site in a month met, in the order in which it was met."""
        sql = f"SELECT {COLUMNS} FROM captures WHERE period = ? AND site = ? AND current ORDER BY id"  # noqa: S608
        for row in self.db.execute(sql, (str(period), site)):
            yield _capture(row)

    def captures_of(self, site: str, period: Period, urls: Iterable[str]) -> Iterator[Capture]:
        """What the latest crawl of a site in a month met at these addresses, in the order in which it was met."""
        where = "period = ? AND site = ? AND current AND url IN (SELECT value FROM json_each(?)) ORDER BY id"
        wanted = json.dumps(sorted(set(urls)))
        for row in self.db.execute(f"SELECT {COLUMNS} FROM captures WHERE {where}", (str(period), site, wanted)):  # noqa: S608
            yield _capture(row)

    def captures_by_id(self, ids: Iterable[int]) -> Iterator[Capture]:
        """These captures, in the order in which they were met."""
        sql = f"SELECT {COLUMNS} FROM captures WHERE id IN (SELECT value FROM json_each(?)) ORDER BY id"  # noqa: S608
        for row in self.db.execute(sql, (json.dumps(sorted(set(ids))),)):
            yield _capture(row)

    def reasons(self, site: str, period: Period) -> dict[str, int]:
        """How many addresses of a site ended with which reason in a month; "" is good."""
        where = "WHERE period = ? AND site = ? AND current GROUP BY reason"
        return dict(self.db.execute(f"SELECT reason, count(*) FROM captures {where}", (str(period), site)).fetchall())  # noqa: S608

    def brought(self, site: str, period: Period) -> Brought:
        """What the latest crawl of a site in a month brought so far."""
        brought = Brought()
        sql = "SELECT url, reason, size, fetched FROM captures WHERE period = ? AND site = ? AND current ORDER BY id"
        for url, reason, size, fetched in self.db.execute(sql, (str(period), site)):
            brought.add(url, reason, size, datetime.fromisoformat(fetched))
        return brought

    def tls_faults(self, site: str, period: Period) -> tuple[str, ...]:
        """What was wrong with the certificate or the protocol of pages that were read all the same (tls_expired, ...)."""
        sql = "SELECT DISTINCT note FROM captures WHERE period = ? AND site = ? AND current AND note LIKE 'tls\\_%' ESCAPE '\\'"
        notes = self.db.execute(sql, (str(period), site)).fetchall()
        return tuple(sorted({note.partition(";")[0] for (note,) in notes}))

    def body(self, capture: Capture) -> bytes:
        """The bytes that an answer held. Raises ArchiveDamaged when they are not what was stored."""
        if not capture.warc:
            return b""
        return read_body(self.folder, capture.spot, capture.sha256)

    def known(self, site: str, period: Period) -> list[Known]:
        """What the last month before this one in which the site was visited knows of its good addresses."""
        sql = f"""SELECT {KNOWN} FROM captures WHERE site = ? AND current AND reason = '' AND warc <> '' AND period =
                  (SELECT max(period) FROM visits WHERE site = ? AND period < ?)"""  # noqa: S608
        return [Known(*row) for row in self.db.execute(sql, (site, site, str(period)))]

    def visit(self, site: str, period: Period) -> Visit | None:
        """How far the crawl of a site got in a month, or None when it was never begun."""
        sql = f"SELECT {VISIT} FROM visits WHERE period = ? AND site = ?"  # noqa: S608
        row = self.db.execute(sql, (str(period), site)).fetchone()
        return _visit(row) if row else None

    def first_reason(self, site: str, period: Period) -> str | None:
        """Why the first page of a site was not read in a month: "" when it was read, None when it was never asked for."""
        where = "WHERE period = ? AND site = ? AND current AND depth = 0 ORDER BY id LIMIT 1"
        row = self.db.execute(f"SELECT reason FROM captures {where}", (str(period), site)).fetchone()  # noqa: S608
        return row[0] if row else None

    def has_met(self, site: str, period: Period, url: str) -> bool:
        """Whether the latest crawl of a site in a month met an address, however it ended."""
        where = "WHERE period = ? AND site = ? AND"
        sql = f"SELECT 1 FROM frontier {where} key = ? UNION SELECT 1 FROM captures {where} current AND url = ?"  # noqa: S608
        values = (str(period), site, address_key(url), str(period), site, absolute(url, url))
        return self.db.execute(sql, values).fetchone() is not None

    def marks(self, period: Period) -> list[tuple[str | int | None, ...]]:
        """What tells the evidence of a month from any other: for each site its visit and the last thing that was kept of it."""
        last = "SELECT max(id) FROM captures AS c WHERE c.period = v.period AND c.site = v.site"
        sql = f"SELECT site, home, started, finished, ({last}) FROM visits AS v WHERE period = ? ORDER BY site"  # noqa: S608
        return list(self.db.execute(sql, (str(period),)).fetchall())

    def periods(self) -> list[Period]:
        """The months in which anything was crawled, oldest first."""
        return [Period.parse(row[0]) for row in self.db.execute("SELECT DISTINCT period FROM visits ORDER BY period")]

    def reading(self, sha256: str, edition: str, url: str) -> bytes | None:
        """What an edition of the readers made of these bytes under this address, or under any, when it was kept."""
        sql = "SELECT version, url, reading FROM readings WHERE sha256 = ? AND version = ? AND url IN (?, '')"
        row = self.db.execute(sql, (sha256, edition, url)).fetchone()
        return opened_reading(sha256, *row) if row else None

    def any_reading(self, sha256: str, url: str) -> bytes | None:
        """What any edition of the readers made of these bytes, in the form of its time, when it was kept."""
        sql = "SELECT version, url, reading FROM readings WHERE sha256 = ? AND url IN (?, '') LIMIT 1"
        row = self.db.execute(sql, (sha256, url)).fetchone()
        return opened_reading(sha256, *row) if row else None

    def keep_readings(self, edition: str, rows: Iterable[tuple[str, str, bytes]]) -> None:
        """Keeps readings: (sha256, url or "" where it does not matter, JSON bytes) each; those of other editions go."""
        new = list(rows)
        with self.db.atomic():
            others = [(sha256, edition) for sha256, _, _ in new]
            self.db.conn.executemany("DELETE FROM readings WHERE sha256 = ? AND version <> ?", others)
            kept = [(sha256, edition, url, sealed_reading(sha256, edition, url, data)) for sha256, url, data in new]
            self.db.conn.executemany("INSERT OR REPLACE INTO readings VALUES (?, ?, ?, ?)", kept)

    def close(self) -> None:
        """Closes the SQLite file."""
        self.db.close()

    def __enter__(self) -> Archive:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _capture(row: tuple[Any, ...]) -> Capture:
    named = dict(zip((field.name for field in fields(Capture)), row, strict=True))
    named["fetched"] = datetime.fromisoformat(named["fetched"])
    named["stored"] = datetime.fromisoformat(named["stored"])
    named["reason"] = Reason(named["reason"]) if named["reason"] else ""
    return Capture(**named)


def _visit(row: tuple[Any, ...]) -> Visit:
    period, site, home, started, finished, *rest = row
    ended = datetime.fromisoformat(finished) if finished else None
    return Visit(period, site, home, datetime.fromisoformat(started), ended, *rest)
