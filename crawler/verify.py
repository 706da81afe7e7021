"""Checks an archive against itself, with Python's standard library alone.

    python3 verify.py FOLDER [--period 2013-07] [--site czj]

It needs no other file of this program: whoever doubts the evidence can read the whole of what checks it. FOLDER holds
archive.db and the WARC files. Each record must have the SHA-256 that was noted when it was written, and its own
digests; each file is walked from its first byte to its last; each capture must point to a record that holds what the
capture says. Nothing is changed. The exit code is 0 when all is as it was, 6 when anything is damaged.
"""

from __future__ import annotations

import argparse
import hashlib
import re
import shutil
import sqlite3
import sys
import tempfile
import zlib
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from fnmatch import fnmatchcase
from itertools import groupby
from pathlib import Path
from typing import BinaryIO

WHOLE, DAMAGED = 0, 6
PIECE = 1 << 18  # bytes read, and bytes unpacked, at a time
MOST_HEAD = 1 << 19  # bytes of a WARC header and an HTTP header together
BODIES = ("response", "conversion")
OURS = re.compile(r"warc/[0-9]{4}-[0-9]{2}/(?!\.)[^/]+\.warc\.gz")
Claims = list[tuple[str, str]]
SPOTS = {"warc": "", "record": "record_", "leads": "leads_"}  # of captures: a file, and how its offset and length begin


@dataclass(frozen=True)
class Damage:
    """One thing that is not as it was: the file below the folder, the byte where it begins, the address, what is wrong."""

    path: str
    offset: int
    address: str
    what: str

    def __str__(self) -> str:
        return f"{self.path} at byte {self.offset}{f' ({self.address})' if self.address else ''}: {self.what}"


@dataclass
class Count:
    """What was checked: files, records, bodies that captures name, bytes; and bytes after the last record that a kill left behind."""

    files: int = 0
    records: int = 0
    bodies: int = 0
    bytes: int = 0
    leftover: int = 0


def verify(folder: Path, period: str = "", site: str = "", count: Count | None = None) -> Iterator[Damage]:
    """Everything in a folder that is not as it was; `count` is filled on the way. Raises OSError and sqlite3.Error."""
    try:
        with opened(folder / "archive.db") as db:
            said = (row[0] for row in db.execute("PRAGMA quick_check") if row[0] != "ok")
            yield from (Damage("archive.db", 0, "", f"SQLite says: {fault}"[:300]) for fault in said)
            yield from _pointers(db, period, site)
            check = _Check(db, folder, count or Count())
            for path in _paths(db, folder, period, site):
                yield from check.file(path)
    except (TypeError, ValueError) as error:  # a damaged database may hold anything anywhere
        raise sqlite3.DatabaseError(f"archive.db: {error}") from error


@contextmanager
def opened(path: Path) -> Iterator[sqlite3.Connection]:
    """archive.db, only to be read. What a kill left half written is undone in a copy."""
    with tempfile.TemporaryDirectory() as other:
        place = f"{path.resolve().as_uri()}?mode=ro"
        if _is_torn(path):
            for ending in ("", "-journal"):
                shutil.copyfile(f"{path}{ending}", Path(other, f"archive.db{ending}"))
            place = Path(other, "archive.db").as_uri()
        with closing(sqlite3.connect(place, uri=True)) as db:
            yield db


def _is_torn(path: Path) -> bool:
    """Whether SQLite would have to write before it can read."""
    if not path.is_file():
        raise FileNotFoundError(f"{path} is not there")
    with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as db:
        try:
            db.execute("SELECT count(*) FROM sqlite_master")
        except sqlite3.OperationalError as error:
            return error.sqlite_errorname == "SQLITE_READONLY_ROLLBACK"
    return False


def _pointers(db: sqlite3.Connection, period: str, site: str) -> Iterator[Damage]:
    """Captures that point to a record of which no row knows, or to what is no file of their site or comes after them."""
    older = "SELECT path FROM warcs EXCEPT SELECT path FROM records"  # files of a format without rows for records
    for name, start in SPOTS.items():
        own = f"c.{name} = 'warc/' || substr(c.{name}, 6, 7) || '/' || c.site || '.warc.gz'"
        sql = f"""SELECT c.{name}, c.{start}offset, c.url FROM captures c
            LEFT JOIN records r ON r.path = c.{name} AND r.offset = c.{start}offset AND r.length = c.{start}length
            WHERE c.{name} != '' AND c.current AND (? = '' OR c.period = ?) AND (? = '' OR c.site = ?) AND NOT
            ((r.path IS NOT NULL OR c.{name} IN ({older})) AND substr(c.{name}, 6, 7) <= c.period AND {own})"""  # noqa: S608
        for path, place, address in db.execute(sql, (period, period, site, site)):
            yield Damage(path, place, address, "a capture points here, but no record begins here")


def _paths(db: sqlite3.Connection, folder: Path, period: str, site: str) -> list[str]:
    known = {path for (path,) in db.execute("SELECT path FROM warcs UNION SELECT path FROM records")}
    there = {file.relative_to(folder).as_posix() for file in folder.glob("warc/*/*")}
    wanted = f"warc/{period or '*'}/{site or '*'}.warc.gz"
    return sorted(path for path in known | there if not OURS.fullmatch(path) or fnmatchcase(path, wanted))


class _Check:
    """The files of an archive, one after the other."""

    def __init__(self, db: sqlite3.Connection, folder: Path, count: Count) -> None:
        self._db, self._folder, self._count = db, folder, count
        bodies = db.execute("SELECT DISTINCT sha256 FROM captures WHERE substr(warc, 6, 7) = period")
        self._stored = frozenset(sha256 for (sha256,) in bodies)

    def file(self, path: str) -> Iterator[Damage]:
        """What is wrong with a file and its records."""
        self._db.execute("BEGIN")  # a crawl may be going on, and must soon be let go on
        row = self._db.execute("SELECT committed, sha256 FROM warcs WHERE path = ?", (path,)).fetchone()
        rows = list(self._db.execute("SELECT offset, length, sha256 FROM records WHERE path = ? ORDER BY 1", (path,)))
        sql = "SELECT 1 FROM visits WHERE 'warc/' || period || '/' || site || '.warc.gz' = ? AND finished IS NULL"
        unfinished = self._db.execute(sql, (path,)).fetchone() is not None
        self._db.execute("COMMIT")
        unknown = not OURS.fullmatch(path) or (row is None and (rows or not unfinished))
        if unknown or not (self._folder / path).is_file():
            missing = f"the file is missing, and {len(rows)} records with it"
            yield Damage(path, 0, "", "no row knows this file" if unknown else missing)
            return
        committed, whole = row or (0, "")  # none: a kill came before the first rows, or they come just now
        size = (self._folder / path).stat().st_size
        if size < committed:
            yield Damage(path, size, "", f"the file ends here; {committed} bytes were written")
        if size > committed and not unfinished:
            yield Damage(path, committed, "", f"{size - committed} bytes that no row knows")
        self._count.files += 1
        self._count.leftover += max(size - committed, 0) if unfinished else 0
        yield from self._records(path, rows, min(size, committed)) if committed else ()
        with (self._folder / path).open("rb") as file:
            if whole and size == committed and hashlib.file_digest(file, "sha256").hexdigest() != whole:
                yield Damage(path, 0, "", "the file as a whole is not the one that was finished")

    def _records(self, path: str, rows: list[tuple[int, int, str]], size: int) -> Iterator[Damage]:
        """Each record by its row, the bytes between them, and what captures say of them."""
        claims, end, noted = self._claims(path), 0, bool(rows)
        older = "SELECT DISTINCT offset, length, '' FROM captures WHERE warc = ? ORDER BY 1"  # no digests were kept
        with (self._folder / path).open("rb") as file:
            for offset, length, sha256 in rows or self._db.execute(older, (path,)).fetchall():
                if noted and offset != end:
                    yield Damage(path, min(end, offset), "", f"{abs(offset - end)} bytes that no row knows")
                end, member = offset + length, _Member("the record is cut off")
                if end <= size and offset >= 0:
                    file.seek(offset)
                    member = _read(file, length)
                claimed = claims.pop(offset, [])
                self._count.records, self._count.bytes = self._count.records + 1, self._count.bytes + length
                self._count.bodies += len(claimed)
                yield from self._judge(path, offset, sha256, member, claimed)
        if noted and end < size:
            yield Damage(path, end, "", f"{size - end} bytes that no row knows")

    def _claims(self, path: str) -> dict[int, Claims]:
        """What captures say of the records of one file: by offset, (address, SHA-256) of the bodies that should be there."""
        _, month, site = path.removesuffix(".warc.gz").split("/")
        months = [
            each for (each,) in self._db.execute("SELECT DISTINCT period FROM visits WHERE period >= ?", (month,))
        ]
        address = "iif(reason IN ('offsite', 'moved'), '', final_url)"  # that of a hop, for what leads elsewhere
        sql = f"SELECT offset, {address}, sha256 FROM captures WHERE period = ? AND site = ? AND warc = ?"  # noqa: S608
        rows = sorted({row for each in months for row in self._db.execute(sql, (each, site, path))})
        return {offset: [row[1:] for row in found] for offset, found in groupby(rows, lambda row: row[0])}

    def _judge(self, path: str, offset: int, sha256: str, member: _Member, claimed: Claims) -> Iterator[Damage]:
        address = member.address or next((named for named, _ in claimed), "") or self._address(path, offset)
        fault = member.fault
        if sha256 and member.sha256 and member.sha256 != sha256:
            fault = "the record is not the one that was written" + (f"; {fault}" if fault else "")
        elif not fault and any(body != member.payload or member.type not in BODIES for _, body in claimed):
            fault = "the body is not the one that its capture names"
        elif not fault and any(named not in ("", member.address) for named, _ in claimed):
            fault = "the record is of another address than its capture"
        elif not fault and member.type == "revisit" and member.told.removeprefix("sha256:") not in self._stored:
            fault = "what it repeats is in no record"
        if fault:
            yield Damage(path, offset, address, fault)

    def _address(self, path: str, offset: int) -> str:
        sql = "SELECT url FROM captures WHERE {} = ? AND {}offset = ?"
        found = (self._db.execute(sql.format(*spot), (path, offset)).fetchone() for spot in SPOTS.items())
        return next((str(row[0]) for row in found if row), "")


class _Member:
    """A record as it is unpacked: its header, then digests of the block and of what follows the HTTP header."""

    def __init__(self, fault: str = "") -> None:
        self.fault, self.sha256, self.type, self.address = fault, "", "", ""
        self.told, self.payload = "", ""  # the digest of the payload as the record says, and as it is
        self._named: dict[str, str] | None = None
        self._block, self._body = hashlib.sha256(), hashlib.sha256()
        self._head, self._http, self._left, self._after, self._in_http = b"", b"", 0, b"", True

    def take(self, piece: bytes) -> None:
        """The next bytes."""
        if self._named is None:
            self._head += piece
            head, mark, piece = self._head.partition(b"\r\n\r\n")
            if not mark:
                self.fault = "there is no header" if len(self._head) > MOST_HEAD else ""
                return
            self._begin(head)
        inside, after = piece[: self._left], piece[self._left :]
        self._left -= len(inside)
        self._after = (self._after + after)[:8]
        self._block.update(inside)
        if self._in_http:
            self._http += inside
            _, mark, inside = self._http.partition(b"\r\n\r\n")
            self._in_http = not mark
            if not mark and len(self._http) > MOST_HEAD:
                self.fault = "there is no header"
        self._body.update(inside)

    def _begin(self, head: bytes) -> None:
        first, *lines = head.decode("utf-8", "replace").split("\r\n")
        pairs = (line.partition(":") for line in lines)
        self._named = {name.strip().lower(): value.strip() for name, _, value in pairs}
        length = self._named.get("content-length", "")
        if first == "WARC/1.1" and length.isascii() and length.isdecimal():
            self._left = int(length)
        else:
            self.fault = "the header is none of WARC 1.1"
        self._in_http = self._named.get("content-type", "").startswith("application/http")

    def end(self, fault: str, sha256: str) -> None:
        """What the record is; `fault` is what was wrong with how it is packed, `sha256` that of the packed bytes."""
        named, block, self.payload = self._named or {}, self._block.hexdigest(), self._body.hexdigest()
        self.told, self.type = named.get("warc-payload-digest", ""), named.get("warc-type", "")
        self.address, self.fault, self.sha256 = named.get("warc-target-uri", ""), fault or self.fault, sha256
        if not self.fault and (self._named is None or self._left or self._after != b"\r\n\r\n"):
            self.fault = "the record is not as long as it says"
        if not self.fault and named.get("warc-block-digest", f"sha256:{block}") != f"sha256:{block}":
            self.fault = "the block does not have its digest"
        if not self.fault and self.type in BODIES and self.told and self.told != f"sha256:{self.payload}":
            self.fault = "the body does not have its digest"


def _read(file: BinaryIO, length: int) -> _Member:
    """One record, unpacked piece by piece, so that no bomb fills the memory."""
    digest, unpacker, member, fault = hashlib.sha256(), zlib.decompressobj(31), _Member(), ""
    while length > 0 and (piece := file.read(min(PIECE, length))):
        digest.update(piece)
        length -= len(piece)
        while piece and not fault and not member.fault:
            fault = "more than one record lies here" if unpacker.eof else ""
            try:
                member.take(unpacker.decompress(piece, PIECE))
            except zlib.error as error:
                fault = f"it does not unpack ({error})"
            piece = unpacker.unconsumed_tail or (unpacker.unused_data if unpacker.eof else b"")
    if not fault and not member.fault and (length or not unpacker.eof):
        fault = "the record is cut off"
    member.end(fault, digest.hexdigest() if not length else "")
    return member


def main() -> int:
    """Checks the folder that is named on the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--period", default="")
    parser.add_argument("--site", default="")
    options = parser.parse_args()
    count, damaged = Count(), 0
    try:
        for damage in verify(options.folder, options.period, options.site, count):
            damaged += 1
            sys.stdout.write(f"{str(damage).encode('unicode_escape').decode()}\n")
    except (OSError, sqlite3.Error) as error:
        sys.stderr.write(f"{error}\n")
        return DAMAGED
    told = f"{count.files} files, {count.records} records, {count.bodies} bodies, {count.bytes} bytes"
    sys.stdout.write(f"{told}, {count.leftover} bytes left by a kill: {damaged} damaged\n")
    return DAMAGED if damaged else WHOLE


if __name__ == "__main__":
    sys.exit(main())
