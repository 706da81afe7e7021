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
import sqlite3
import sys
import zlib
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from fnmatch import fnmatchcase
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import BinaryIO

WHOLE, DAMAGED = 0, 6
PIECE = 1 << 18  # bytes read, and bytes unpacked, at a time
MOST_HEAD = 1 << 19  # bytes of a WARC header and an HTTP header together
BODIES = ("response", "conversion")
Digests = frozenset[str]
SPOTS = (("warc", "offset"), ("record", "record_offset"), ("leads", "leads_offset"))


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


@dataclass
class _Member:
    """What was learned from one record while it was read."""

    sha256: str = ""
    fault: str = ""
    type: str = ""
    address: str = ""
    payload: str = ""  # the digest of the payload as it is
    told: str = ""  # the digest of the payload as the record says


def verify(folder: Path, period: str = "", site: str = "", count: Count | None = None) -> Iterator[Damage]:
    """Everything in a folder that is not as it was; `count` is filled on the way. Raises OSError and sqlite3.Error."""
    count = count or Count()
    if not (folder / "archive.db").is_file():
        raise FileNotFoundError(f"{folder / 'archive.db'} is not there")
    with closing(sqlite3.connect(f"{(folder / 'archive.db').resolve().as_uri()}?mode=ro", uri=True)) as db:
        said = (row[0] for row in db.execute("PRAGMA quick_check") if row[0] != "ok")
        yield from (Damage("archive.db", 0, "", f"SQLite says: {fault}"[:300]) for fault in said)
        yield from _pointers(db, period, site)
        bodies = db.execute("SELECT DISTINCT sha256 FROM captures WHERE warc != ''")
        stored = frozenset(sha256 for (sha256,) in bodies)
        for path in _paths(db, folder, period, site):
            yield from _file(db, folder, path, stored, count)


def _pointers(db: sqlite3.Connection, period: str, site: str) -> Iterator[Damage]:
    """Captures that point to a record of which no row knows."""
    for name, offset in SPOTS:
        sql = f"""SELECT c.{name}, c."{offset}", c.url FROM captures c
            LEFT JOIN records r ON r.path = c.{name} AND r."offset" = c."{offset}"
            WHERE c.{name} != '' AND r.path IS NULL AND c.current
            AND (? = '' OR c.period = ?) AND (? = '' OR c.site = ?)"""  # noqa: S608 - the names are our own
        for path, place, address in db.execute(sql, (period, period, site, site)):
            if db.execute("SELECT 1 FROM records WHERE path = ? LIMIT 1", (path,)).fetchone():
                yield Damage(path, place, address, "a capture points here, but no record begins here")


def _paths(db: sqlite3.Connection, folder: Path, period: str, site: str) -> list[str]:
    known = {path for (path,) in db.execute("SELECT path FROM warcs UNION SELECT path FROM records")}
    there = {file.relative_to(folder).as_posix() for file in folder.glob("warc/*/*.warc.gz")}
    wanted = f"warc/{period or '*'}/{site or '*'}.warc.gz"
    return sorted(path for path in known | there if fnmatchcase(path, wanted))


def _file(db: sqlite3.Connection, folder: Path, path: str, stored: Digests, count: Count) -> Iterator[Damage]:
    row = db.execute("SELECT committed, sha256 FROM warcs WHERE path = ?", (path,)).fetchone()
    rows = db.execute(
        'SELECT "offset", length, sha256 FROM records WHERE path = ? ORDER BY "offset"', (path,)
    ).fetchall()
    if row is None or not (folder / path).is_file():
        missing = f"the file is missing, and {len(rows)} records with it"
        yield Damage(path, 0, "", "no row knows this file" if row is None else missing)
        return
    committed, whole = row
    size = (folder / path).stat().st_size
    if size < committed:
        yield Damage(path, size, "", f"the file ends here; {committed} bytes were written")
    count.files += 1
    count.leftover += max(size - committed, 0)
    yield from _records(db, (folder, path), rows or _found(db, path), min(size, committed), stored, count)
    with (folder / path).open("rb") as file:
        if whole and size == committed and hashlib.file_digest(file, "sha256").hexdigest() != whole:
            yield Damage(path, 0, "", "the file as a whole is not the one that was finished")


def _found(db: sqlite3.Connection, path: str) -> list[tuple[int, int, str]]:
    """The records of a file of an older format, by the captures that point to them; their digests were not kept."""
    return db.execute(
        "SELECT DISTINCT \"offset\", length, '' FROM captures WHERE warc = ? ORDER BY 1", (path,)
    ).fetchall()


def _records(
    db: sqlite3.Connection,
    whole: tuple[Path, str],
    rows: list[tuple[int, int, str]],
    size: int,
    stored: Digests,
    count: Count,
) -> Iterator[Damage]:
    """Each record by its row, the bytes between them, and what captures say of them."""
    (folder, path), claims = whole, _claims(db, whole[1])
    end, noted = 0, bool(rows) and rows[0][2] != ""
    with (folder / path).open("rb") as file:
        for offset, length, sha256 in rows:
            if noted and offset != end:
                yield Damage(path, min(end, offset), "", f"{abs(offset - end)} bytes that no row knows")
            end = offset + length
            if end > size:
                member = _Member(fault="the record is cut off")
            else:
                file.seek(offset)
                member = _read(file, length)
            count.records, count.bytes = count.records + 1, count.bytes + length
            claimed = claims.pop(offset, [])
            count.bodies += len(claimed)
            yield from _judge(db, (path, offset, sha256), member, claimed, stored)
    if noted and end < size:
        yield Damage(path, end, "", f"{size - end} bytes that no row knows")


def _claims(db: sqlite3.Connection, path: str) -> dict[int, list[tuple[str, str]]]:
    """What captures say of the records of one file: by offset, (address, SHA-256) of the bodies that should be there."""
    _, month, name = path.split("/")
    periods = [period for (period,) in db.execute("SELECT DISTINCT period FROM visits WHERE period >= ?", (month,))]
    sql = 'SELECT "offset", url, sha256 FROM captures WHERE period = ? AND site = ? AND warc = ?'
    site = name.removesuffix(".warc.gz")
    rows = sorted({row for period in periods for row in db.execute(sql, (period, site, path))})
    return {offset: [row[1:] for row in found] for offset, found in groupby(rows, itemgetter(0))}


def _judge(
    db: sqlite3.Connection, spot: tuple[str, int, str], member: _Member, claimed: list[tuple[str, str]], stored: Digests
) -> Iterator[Damage]:
    path, offset, sha256 = spot
    address = member.address or next((address for address, _ in claimed), "") or _address(db, path, offset)
    if sha256 and member.sha256 and member.sha256 != sha256:
        fault = f"; {member.fault}" if member.fault else ""
        yield Damage(path, offset, address, f"the record is not the one that was written{fault}")
    elif member.fault:
        yield Damage(path, offset, address, member.fault)
    elif any(body != member.payload for _, body in claimed if member.type in BODIES):
        yield Damage(path, offset, address, "the body is not the one that its capture names")
    elif member.type == "revisit" and member.told.removeprefix("sha256:") not in stored:
        yield Damage(path, offset, address, "what it repeats is in no record")


def _address(db: sqlite3.Connection, path: str, offset: int) -> str:
    for name, place in SPOTS:
        sql = f'SELECT url FROM captures WHERE {name} = ? AND "{place}" = ?'  # noqa: S608 - the names are our own
        if row := db.execute(sql, (path, offset)).fetchone():
            return str(row[0])
    return ""


class _Blocks:
    """A record's bytes as they are unpacked: its header, then digests of the block and of what follows the HTTP header."""

    def __init__(self) -> None:
        self._head = b""
        self.named: dict[str, str] | None = None
        self._block, self._payload = hashlib.sha256(), hashlib.sha256()
        self._http: bytes | None = b""
        self._left, self._after, self.fault = 0, b"", ""

    def take(self, piece: bytes) -> None:
        """The next bytes."""
        if self.named is None:
            self._head += piece
            head, mark, rest = self._head.partition(b"\r\n\r\n")
            if not mark:
                self.fault = "there is no header" if len(self._head) > MOST_HEAD else ""
                return
            piece = rest
            self._begin(head)
        inside, after = piece[: self._left], piece[self._left :]
        self._left -= len(inside)
        self._block.update(inside)
        self._body(inside)
        self._after = (self._after + after)[:8]

    def _begin(self, head: bytes) -> None:
        first, *lines = head.decode("utf-8", "replace").split("\r\n")
        pairs = (line.partition(":") for line in lines)
        self.named = {name.strip().lower(): value.strip() for name, _, value in pairs}
        length = self.named.get("content-length", "")
        if first == "WARC/1.1" and length.isascii() and length.isdecimal():
            self._left = int(length)
        else:
            self.fault = "the header is none of WARC 1.1"
        if not self.named.get("content-type", "").startswith("application/http"):
            self._http = None

    def _body(self, piece: bytes) -> None:
        if self._http is not None:
            self._http += piece
            _, mark, piece = self._http.partition(b"\r\n\r\n")
            if not mark:
                return
            self._http = None
        self._payload.update(piece)

    def end(self) -> _Member:
        """What the record is."""
        named = self.named or {}
        block, payload = self._block.hexdigest(), self._payload.hexdigest()
        told, kind = named.get("warc-payload-digest", ""), named.get("warc-type", "")
        fault = self.fault
        if not fault and (self.named is None or self._left or self._after != b"\r\n\r\n"):
            fault = "the record is not as long as it says"
        if not fault and named.get("warc-block-digest", f"sha256:{block}") != f"sha256:{block}":
            fault = "the block does not have its digest"
        if not fault and kind in BODIES and told and told != f"sha256:{payload}":
            fault = "the body does not have its digest"
        return _Member("", fault, kind, named.get("warc-target-uri", ""), payload, told)


def _read(file: BinaryIO, length: int) -> _Member:
    """One record, unpacked piece by piece, so that no bomb fills the memory."""
    digest, unpacker, blocks, fault = hashlib.sha256(), zlib.decompressobj(31), _Blocks(), ""
    while length > 0 and (piece := file.read(min(PIECE, length))):
        digest.update(piece)
        length -= len(piece)
        while piece and not fault and not blocks.fault:
            fault = "more than one record lies here" if unpacker.eof else ""
            try:
                blocks.take(unpacker.decompress(piece, PIECE))
            except zlib.error as error:
                fault = f"it does not unpack ({error})"
            piece = unpacker.unconsumed_tail or (unpacker.unused_data if unpacker.eof else b"")
    if not fault and not blocks.fault and (length or not unpacker.eof):
        fault = "the record is cut off"
    member = blocks.end()
    member.fault = fault or member.fault
    member.sha256 = digest.hexdigest() if not length else ""
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
            sys.stdout.write(f"{str(damage).encode('ascii', 'backslashreplace').decode()}\n")
    except (OSError, sqlite3.Error) as error:
        sys.stderr.write(f"{error}\n")
        return DAMAGED
    told = f"{count.files} files, {count.records} records, {count.bodies} bodies, {count.bytes} bytes"
    sys.stdout.write(f"{told}, {count.leftover} bytes left by a kill: {damaged} damaged\n")
    return DAMAGED if damaged else WHOLE


if __name__ == "__main__":
    sys.exit(main())
