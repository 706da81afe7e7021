"""ZIP: the directory at its end, and members unpacked within a budget.

Written after APPNOTE 6.3.10. Python's own reader refuses what Chinese programs write every day: a name that is marked as
UTF-8 and is GBK, and names that differ between directory and member.
"""

from __future__ import annotations

import bz2
import functools
import stat
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from isal import isal_zlib

from crawler.reading import doubts, limits
from crawler.reading.containers import lzmas
from crawler.reading.containers.members import Budget, Contents, Member, Unreadable

END = struct.Struct("<4s4H2LH")
END_64 = struct.Struct("<4sQ2H2L4Q")
ENTRY = struct.Struct("<4s6H3L5H2L")
LOCAL = struct.Struct("<4s5H3L2H")
EXTRA = struct.Struct("<2H")
ENDS = 8  # a comment may hold what looks like an end; nobody writes eight
ZIP64_END = 4096  # its record of 56 bytes and a pointer of 20 stand right before the end; more is never written
UTF8_NAME = 0x800
LOCKED = 0x1 | 0x40 | 0x2000  # password, strong encryption, masked directory
STORED, DEFLATED, BZIPPED, LZMA, AES = 0, 8, 12, 14, 99
SPANNED = b"PK\x07\x08"  # begins the first file of an archive in several
UNIX = 3
UNICODE_PATH = 0x7075  # Info-ZIP: the name in UTF-8, and the checksum of the name that it stands for
SIZES_64 = 0x0001
FULL, FULL_64 = 0xFFFF, 0xFFFFFFFF
IsalError: type[Exception] = isal_zlib.IsalError  # type: ignore[assignment]  # its stub calls it an instance
Unpackable = (IsalError, zlib.error, lzmas.LZMAError, OSError, EOFError, ValueError, struct.error)


@dataclass(frozen=True)
class Entry:
    """A member as the directory describes it; `start` is where its own header begins."""

    name: bytes
    is_utf8: bool
    mode: int
    method: int
    locked: bool
    checksum: int
    packed: int
    size: int
    start: int

    @property
    def is_folder(self) -> bool:
        return self.name.endswith((b"/", b"\\")) and not self.size


@dataclass(frozen=True)
class End:
    """Where the directory begins and stops, how far its offsets are shifted by what stands before, its entries."""

    begin: int
    stop: int
    shift: int
    count: int


def contents(body: bytes, budget: Budget) -> Contents:
    """The files of a ZIP. Raises Unreadable, LimitReached."""
    end = _end(body)
    entries = _entries(body, end, budget)
    found = [_member(body, entry, budget) for entry in entries if not entry.is_folder]
    return Contents(found, () if len(entries) & FULL == end.count & FULL else (doubts.DAMAGED,))


def _member(body: bytes, entry: Entry, budget: Budget) -> Member:
    read = None if stat.S_ISLNK(entry.mode) else functools.partial(unpack, body, entry, budget)
    return Member(entry.name, read, entry.is_utf8)


def directory(body: bytes, budget: Budget) -> list[Entry]:
    """All entries. Raises Unreadable where there is no directory or only a part of it, LimitReached for too many or such as share bytes."""
    return _entries(body, _end(body), budget)


def _end(body: bytes) -> End:
    place = len(body)
    for _ in range(ENDS):
        place = body.rfind(b"PK\x05\x06", 0, place)
        if place < 0:
            break
        if found := _end_at(body, place):
            return found
    raise Unreadable(doubts.VOLUMES if body.startswith(SPANNED) else doubts.DAMAGED)


def _end_at(body: bytes, place: int) -> End | None:
    if place + END.size > len(body):
        return None
    _, disk, first, _, count, size, offset, _ = END.unpack_from(body, place)
    stop = place
    if FULL in (disk, first, count) or FULL_64 in (size, offset):
        stop = body.rfind(b"PK\x06\x06", max(place - ZIP64_END, 0), place)
        if stop < 0 or stop + END_64.size > place:
            stop = place
        else:
            _, _, _, _, disk, first, _, count, size, offset = END_64.unpack_from(body, stop)
    if disk or first:
        raise Unreadable(doubts.VOLUMES)
    begin = stop - size
    return End(begin, stop, begin - offset, count) if begin >= offset else None


def _entries(body: bytes, end: End, budget: Budget) -> list[Entry]:
    found = []
    begin = end.begin
    while begin + ENTRY.size <= end.stop:
        fields = ENTRY.unpack_from(body, begin)
        if fields[0] != b"PK\x01\x02":
            raise Unreadable(doubts.DAMAGED)
        name_end = begin + ENTRY.size + fields[10]
        extra_end = name_end + fields[11]
        budget.count(1)
        found.append(_entry(fields, body[begin + ENTRY.size : name_end], body[name_end:extra_end], end.shift))
        begin = extra_end + fields[12]
    if sum(entry.packed for entry in found) > len(body):
        raise limits.LimitReached("members that share their bytes")
    return found


def _entry(fields: tuple[Any, ...], name: bytes, extra: bytes, shift: int) -> Entry:
    made_by, flags, method, checksum = fields[1], fields[3], fields[4], fields[7]
    packed, size, attributes, start = fields[8], fields[9], fields[15], fields[16]
    for kind, data in _extras(extra):
        if kind == UNICODE_PATH and data[:5] == b"\1" + zlib.crc32(name).to_bytes(4, "little"):
            name, flags = data[5:], flags | UTF8_NAME
        elif kind == SIZES_64:
            size, packed, start = _sizes_64(data, size, packed, start)
    return Entry(
        name=name,
        is_utf8=bool(flags & UTF8_NAME),
        mode=attributes >> 16 if made_by >> 8 == UNIX else 0,
        method=method,
        locked=bool(flags & LOCKED) or method == AES,
        checksum=checksum,
        packed=packed,
        size=size,
        start=start + shift,
    )


def _extras(extra: bytes) -> Iterator[tuple[int, bytes]]:
    place = 0
    while place + EXTRA.size <= len(extra):
        kind, size = EXTRA.unpack_from(extra, place)
        place += EXTRA.size
        yield kind, extra[place : place + size]
        place += size


def _sizes_64(data: bytes, *fields: int) -> Iterator[int]:
    """The fields, each that is full replaced by the next long number."""
    numbers = iter(struct.unpack(f"<{len(data) // 8}Q", data[: len(data) // 8 * 8]))
    return (next(numbers, field) if field == FULL_64 else field for field in fields)


def head(body: bytes, entry: Entry, size: int = 64) -> bytes:
    """The first bytes of a member. Raises Unreadable."""
    return _inflated(entry.method, _packed(body, entry), size)


def unpack(body: bytes, entry: Entry, budget: Budget) -> bytes:
    """A member's bytes, never more than it declares. Raises Unreadable, LimitReached, Unsafe."""
    packed = _packed(body, entry)
    budget.take(entry.size)
    content = _inflated(entry.method, packed, entry.size + 1)
    if len(content) > entry.size:
        raise limits.Unsafe("size")
    if len(content) < entry.size or zlib.crc32(content) != entry.checksum:
        raise Unreadable(doubts.DAMAGED)
    return content


def _packed(body: bytes, entry: Entry) -> memoryview:
    if entry.locked:
        raise Unreadable(doubts.ARCHIVE_LOCKED)
    if not 0 <= entry.start <= len(body) - LOCAL.size or not body.startswith(b"PK\x03\x04", entry.start):
        raise Unreadable(doubts.DAMAGED)
    *_, name, extra = LOCAL.unpack_from(body, entry.start)
    begin = entry.start + LOCAL.size + name + extra
    return memoryview(body)[begin : begin + entry.packed]


def _inflated(method: int, packed: memoryview, most: int) -> bytes:
    """At most so many bytes. Raises Unreadable."""
    try:
        if method == STORED:
            return bytes(packed[:most])
        if method == DEFLATED:
            return isal_zlib.decompressobj(-zlib.MAX_WBITS).decompress(packed, most)
        if method == BZIPPED:
            return bz2.BZ2Decompressor().decompress(packed, most)
        if method == LZMA:
            size = int.from_bytes(packed[2:4], "little")
            return lzmas.decode(bytes(packed[4 : 4 + size]), packed[4 + size :], most)
    except Unpackable as fault:
        raise Unreadable(doubts.DAMAGED) from fault
    raise Unreadable(doubts.needs("zip"))
