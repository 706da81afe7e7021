"""WARC 1.1 files: one gzip member for each record, appended, so that every record opens by its place alone."""

from __future__ import annotations

import gzip
import hashlib
import os
import uuid
import zlib
from collections.abc import Iterable
from datetime import UTC, datetime
from http import HTTPStatus
from pathlib import Path
from typing import BinaryIO

Headers = Iterable[tuple[str, str]]
HIDDEN = frozenset(("content-encoding", "transfer-encoding", "content-length"))


class ArchiveDamaged(Exception):
    """A stored record does not open, or is not what was stored: which file, and where."""

    def __init__(self, path: Path, offset: int, what: str) -> None:
        super().__init__(f"{path} at byte {offset}: {what}")
        self.path, self.offset, self.what = path, offset, what


def response_record(url: str, fetched: datetime, status: int, headers: Headers, body: bytes) -> bytes:
    """The gzip member that keeps one answer, its body without transfer and content coding."""
    block = _http_head(status, headers, len(body)) + body
    named = {
        "WARC-Type": "response",
        "WARC-Target-URI": url,
        "WARC-Payload-Digest": f"sha256:{hashlib.sha256(body).hexdigest()}",
        "Content-Type": "application/http; msgtype=response",
    }
    return _member(named, block, fetched)


def info_record(period: str, site: str, software: str, made: datetime) -> bytes:
    """The gzip member that opens a file and says who wrote it."""
    block = f"software: {software}\r\nformat: WARC File Format 1.1\r\nisPartOf: {period}/{site}\r\n"
    return _member({"WARC-Type": "warcinfo", "Content-Type": "application/warc-fields"}, block.encode(), made)


def _http_head(status: int, headers: Headers, length: int) -> bytes:
    phrase = HTTPStatus(status).phrase if status in set(HTTPStatus) else "Unknown"
    kept = [(name, value) for name, value in headers if name.lower() not in HIDDEN]
    lines = [f"HTTP/1.1 {status} {phrase}", *(f"{name}: {_line(value)}" for name, value in kept)]
    return "\r\n".join([*lines, f"Content-Length: {length}", "", ""]).encode("utf-8", "replace")


def _line(value: str) -> str:
    return " ".join(value.splitlines())


def _member(named: dict[str, str], block: bytes, moment: datetime) -> bytes:
    lines = {
        **named,
        "WARC-Record-ID": f"<urn:uuid:{uuid.uuid4()}>",
        "WARC-Date": moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "WARC-Block-Digest": f"sha256:{hashlib.sha256(block).hexdigest()}",
        "Content-Length": str(len(block)),
    }
    head = "WARC/1.1\r\n" + "".join(f"{name}: {value}\r\n" for name, value in lines.items()) + "\r\n"
    return gzip.compress(head.encode() + block + b"\r\n\r\n", compresslevel=6, mtime=0)


def read_body(path: Path, offset: int, length: int, sha256: str) -> bytes:
    """The body of one stored answer. Raises ArchiveDamaged when it is not there whole and unchanged."""
    try:
        with path.open("rb") as file:
            file.seek(offset)
            record = gzip.decompress(file.read(length))
    except FileNotFoundError:
        raise ArchiveDamaged(path, offset, "the file is missing") from None
    except (EOFError, gzip.BadGzipFile, zlib.error) as error:
        raise ArchiveDamaged(path, offset, str(error)) from None
    body = record.split(b"\r\n\r\n", 2)[-1].removesuffix(b"\r\n\r\n")
    if hashlib.sha256(body).hexdigest() != sha256:
        raise ArchiveDamaged(path, offset, "the body is not the one that was stored")
    return body


class WarcFile:
    """A file that is only ever appended to. What was not committed when it is opened is cut off."""

    def __init__(self, path: Path, committed: int) -> None:
        self.path = path
        path.parent.mkdir(parents=True, exist_ok=True)
        self._file: BinaryIO = path.open("ab")
        if self._file.tell() < committed:
            self._file.close()
            raise ArchiveDamaged(path, committed, "the file is shorter than what was committed")
        if self._file.tell() > committed:
            self._file.truncate(committed)
            self._file.seek(committed)
        self._dirty = False

    def append(self, member: bytes) -> tuple[int, int]:
        """Adds a record; returns its offset and length in bytes. It lasts only after `sync`."""
        offset = self._file.tell()
        self._file.write(member)
        self._dirty = True
        return offset, len(member)

    def sync(self) -> int:
        """Returns the length of the file in bytes, once everything appended is on the disk."""
        if self._dirty:
            self._file.flush()
            os.fsync(self._file.fileno())
            self._dirty = False
        return self._file.tell()

    def close(self) -> None:
        """Closes the file."""
        self._file.close()
