"""WARC 1.1 files: one gzip member for each record, appended, so that every record opens by its place alone."""

from __future__ import annotations

import hashlib
import json
import os
import secrets
import shutil
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import BinaryIO
from uuid import UUID

from isal import isal_zlib

CODED = (b"content-encoding", b"transfer-encoding", b"content-length")  # no longer true of the body that is kept
LEVEL = 1  # of ISA-L: 3 % larger than zlib at 4, in a fifth of the time
GZIP = 31  # window bits of a gzip member
Unpackable: type[Exception] = isal_zlib.IsalError  # type: ignore[assignment]  # its stub calls it an instance


class ArchiveDamaged(Exception):
    """A stored record does not open, or is not what was stored: which file, and where."""

    def __init__(self, path: Path, offset: int, what: str) -> None:
        super().__init__(f"{path} at byte {offset}: {what}")
        self.path, self.offset, self.what = path, offset, what


@dataclass(frozen=True)
class Spot:
    """Where a record lies: a file below the archive's folder, offset and length in bytes. No file: nowhere."""

    path: str = ""
    offset: int = 0
    length: int = 0


@dataclass(frozen=True)
class Record:
    """One record as it goes into a file, a gzip member, with its SHA-256 and the name by which others refer to it."""

    data: bytes
    sha256: str
    id: str


def response_record(url: str, fetched: datetime, head: bytes, body: bytes, sha256: str, cut: str = "") -> Record:
    """Keeps one answer: its headers as sent, its body without transfer and content coding; `cut` says why it ends early."""
    named = {
        "WARC-Type": "response",
        "WARC-Target-URI": url,
        "WARC-Payload-Digest": f"sha256:{sha256}",
        "Content-Type": "application/http; msgtype=response",
    }
    if cut:
        named["WARC-Truncated"] = cut
    return _record(named, _http_head(head, len(body)) + body, fetched)


def repeated_record(url: str, fetched: datetime, head: bytes, sha256: str, first: tuple[str, datetime]) -> Record:
    """Keeps that an answer had the bytes of an earlier one: `first` is that one's address and time."""
    named = _revisit(url, sha256, "identical-payload-digest", first)
    named |= {"WARC-Truncated": "length", "Content-Type": "application/http; msgtype=response"}
    return _record(named, _http_head(head, None), fetched)


def unmodified_record(url: str, fetched: datetime, head: bytes, sha256: str, first: tuple[str, datetime]) -> Record:
    """Keeps that a site said 304.

    Replay programs show the block of a revisit as the head of the page: there must be none, or they show an empty 304.
    What the site said stands in a field of our own, as a JSON string of its bytes.
    """
    named = _revisit(url, sha256, "server-not-modified", first)
    return _record(named | {"X-Archive-Orig-Head": json.dumps(head.decode("latin-1"))}, b"", fetched)


def _revisit(url: str, sha256: str, profile: str, first: tuple[str, datetime]) -> dict[str, str]:
    return {
        "WARC-Type": "revisit",
        "WARC-Target-URI": url,
        "WARC-Payload-Digest": f"sha256:{sha256}",
        "WARC-Profile": f"http://netpreserve.org/warc/1.1/revisit/{profile}",
        "WARC-Refers-To-Target-URI": first[0],
        "WARC-Refers-To-Date": _stamp(first[1]),
    }


def conversion_record(url: str, fetched: datetime, body: bytes, sha256: str, source: Record) -> Record:
    """Keeps a page as a browser showed it, beside the answer that the site gave."""
    named = {
        "WARC-Type": "conversion",
        "WARC-Target-URI": url,
        "WARC-Refers-To": source.id,
        "WARC-Payload-Digest": f"sha256:{sha256}",
        "Content-Type": "text/html; charset=utf-8",
    }
    return _record(named, body, fetched)


def outlinks_record(url: str, fetched: datetime, fields: str) -> Record:
    """Keeps where a page leads: lines of `name: value`."""
    named = {"WARC-Type": "metadata", "WARC-Target-URI": url, "Content-Type": "application/warc-fields"}
    return _record(named, fields.encode("utf-8", "replace"), fetched)


def info_record(period: str, site: str, software: str, made: datetime, name: UUID | None = None) -> Record:
    """Opens a file and says who wrote it, under a name of its own or this one."""
    block = f"software: {software}\r\nformat: WARC File Format 1.1\r\nisPartOf: {period}/{site}\r\n"
    named = {"WARC-Type": "warcinfo", "Content-Type": "application/warc-fields"}
    return _record(named, block.encode(), made, str(name or ""))


def _http_head(head: bytes, length: int | None) -> bytes:
    """The header block, what is no longer true of the body renamed as replay programs expect it."""
    lines = [line for line in head.replace(b"\r\n", b"\n").split(b"\n") if line.strip()]
    kept = [b"X-Archive-Orig-" + line if _is_coding(line) else line.replace(b"\r", b" ") for line in lines]
    size = [] if length is None else [b"Content-Length: %d" % length]
    return b"\r\n".join([*kept, *size, b"", b""])


def _is_coding(line: bytes) -> bool:
    return line.partition(b":")[0].strip().lower() in CODED


@lru_cache(maxsize=256)
def _stamp(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _record(named: dict[str, str], block: bytes, moment: datetime, uuid: str = "") -> Record:
    name = f"<urn:uuid:{uuid or _random_uuid()}>"
    lines = {
        **named,
        "WARC-Record-ID": name,
        "WARC-Date": _stamp(moment),
        "WARC-Block-Digest": f"sha256:{hashlib.sha256(block).hexdigest()}",
        "Content-Length": str(len(block)),
    }
    head = "WARC/1.1\r\n" + "".join(f"{name}: {_line(value)}\r\n" for name, value in lines.items()) + "\r\n"
    data = isal_zlib.compress(b"".join((head.encode("utf-8", "replace"), block, b"\r\n\r\n")), LEVEL, GZIP)
    return Record(data, hashlib.sha256(data).hexdigest(), name)


def _random_uuid() -> str:
    """A version 4 UUID (RFC 9562 §5.4), as uuid.uuid4 makes them in five times the time."""
    digits = secrets.token_hex(16)
    return f"{digits[:8]}-{digits[8:12]}-4{digits[13:16]}-a{digits[17:20]}-{digits[20:]}"


def _line(value: str) -> str:
    return value if value.isprintable() else " ".join(value.splitlines())


class Records:
    """Reads records below a folder; the file that was read last stays open."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._file: BinaryIO | None = None
        self._path = ""

    def read(self, spot: Spot) -> tuple[bytes, bytes]:
        """The WARC header and the block of a record. Raises ArchiveDamaged when it is not there whole."""
        try:
            return opened(self.raw(spot))
        except Unpackable as error:
            raise ArchiveDamaged(self._folder / spot.path, spot.offset, str(error)) from None

    def raw(self, spot: Spot) -> bytes:
        """A record as it lies there. Raises ArchiveDamaged when its file is missing."""
        if self._file is None or self._path != spot.path:
            self.close()
            try:
                self._file, self._path = (self._folder / spot.path).open("rb", buffering=0), spot.path
            except FileNotFoundError:
                raise ArchiveDamaged(self._folder / spot.path, spot.offset, "the file is missing") from None
        return os.pread(self._file.fileno(), spot.length, spot.offset)

    def close(self) -> None:
        """Closes the file."""
        if self._file:
            self._file.close()
        self._file = None


def read_record(folder: Path, spot: Spot) -> tuple[bytes, bytes]:
    """The same for a single record."""
    records = Records(folder)
    try:
        return records.read(spot)
    finally:
        records.close()


def opened(member: bytes) -> tuple[bytes, bytes]:
    """The WARC header and the block of a record."""
    head, _, block = isal_zlib.decompress(member, GZIP).partition(b"\r\n\r\n")
    return head, block.removesuffix(b"\r\n\r\n")


def read_body(folder: Path, spot: Spot, sha256: str) -> bytes:
    """The body of one stored answer. Raises ArchiveDamaged when it is not there whole and unchanged."""
    body = body_of(*read_record(folder, spot))
    if hashlib.sha256(body).hexdigest() != sha256:
        raise ArchiveDamaged(folder / spot.path, spot.offset, "the body is not the one that was stored")
    return body


def body_of(head: bytes, block: bytes) -> bytes:
    """The body of an answer in a record."""
    return block.partition(b"\r\n\r\n")[2] if b"application/http" in head else block


class WarcFile:
    """A file that is only ever appended to. What was not committed when it is opened is cut off and set aside."""

    def __init__(self, path: Path, committed: int) -> None:
        self.path = path
        if committed and (not path.is_file() or path.stat().st_size < committed):
            raise ArchiveDamaged(path, committed, "the file is shorter than what was committed")
        path.parent.mkdir(parents=True, exist_ok=True)
        self._file: BinaryIO = path.open("ab")
        if self._file.tell() > committed:
            _set_aside(path, committed)
            self._file.truncate(committed)
            self._file.seek(committed)
        self.is_new = committed == 0
        self.dirty = False

    def append(self, record: Record) -> tuple[int, int]:
        """Adds a record; returns its offset and length in bytes. It lasts only after `sync`."""
        offset = self._file.tell()
        self._file.write(record.data)
        self.dirty = True
        return offset, len(record.data)

    def sync(self) -> int:
        """Returns the length of the file in bytes, once everything appended is on the disk."""
        if self.dirty:
            self._file.flush()
            os.fsync(self._file.fileno())
            if self.is_new:
                _sync_folder(self.path.parent)
                self.is_new = False
            self.dirty = False
        return self._file.tell()

    def close(self) -> None:
        """Closes the file."""
        self._file.close()


def set_aside(path: Path) -> Path:
    """The folder for what is cut off a file of records, below the archive's."""
    return path.parents[2] / "cut" / path.parent.name / path.name.partition(".")[0]


def _set_aside(path: Path, committed: int) -> None:
    """Keeps what is cut off: mostly what a kill left, but with rows from an older backup it is evidence."""
    folder = set_aside(path)
    folder.mkdir(parents=True, exist_ok=True)
    with path.open("rb") as file, (folder / f"{committed}.gz").open("wb") as rest:
        file.seek(committed)
        shutil.copyfileobj(file, rest)
        rest.flush()
        os.fsync(rest.fileno())


def _sync_folder(folder: Path) -> None:
    """Makes the name of a new file last."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
