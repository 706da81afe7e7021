"""7z: the members of its folders, unpacked within a budget.

No library with a permissive licence was found that is right with solid archives (one dropped the second half of a
member); what a 7z of documents needs beside its header is in Python itself.
"""

from __future__ import annotations

import bz2
import functools
import lzma
import stat
import struct
import zlib
from collections.abc import Callable

from crawler.reading import doubts
from crawler.reading.archives import sevenzip_header as header
from crawler.reading.containers import lzmas
from crawler.reading.containers.members import Budget, Contents, Member, Unreadable

SIGNATURE = b"7z\xbc\xaf\x27\x1c"
START = struct.Struct("<6s2BLQQL")
NESTED = 4  # a packed header within a packed header is odd already
AES = b"\x06\xf1\x07\x01"
BRANCHES = (b"\x03\x03\x01\x03", b"\4")  # of programs, which stand in one folder with documents in old archives
UNIX_MODE = 0x8000  # the upper half of the attributes is a mode of Unix
Damaged = (lzma.LZMAError, zlib.error, OSError, EOFError, ValueError, IndexError, struct.error, StopIteration)


def contents(body: bytes, budget: Budget) -> Contents:
    """The files of a 7z. Raises Unreadable, LimitReached."""
    try:
        folders, files, base = _opened(body, budget)
    except Damaged as fault:
        raise Unreadable(doubts.DAMAGED) from fault
    budget.count(len(files))
    content = functools.lru_cache(maxsize=1)(lambda place: _content(body, base, folders[place], budget))
    parts = iter([(place, part) for place, folder in enumerate(folders) for part in range(len(folder.parts))])
    found = []
    for file in files:
        read = _reader(content, folders, *next(parts, (-1, 0))) if file.has_bytes else bytes
        if not file.is_folder:
            found.append(Member(file.name, read if _is_plain(file.attributes) else None, unicode=True))
    return Contents(found, (doubts.DAMAGED,) if next(parts, None) else ())


def _opened(body: bytes, budget: Budget) -> tuple[list[header.Folder], list[header.File], int]:
    """Folders, files, and where packed bytes begin. Raises Unreadable, LimitReached and what is in Damaged."""
    start = body.find(SIGNATURE)
    base = start + START.size
    *_, start_checksum, offset, size, checksum = START.unpack_from(body, start)
    _checked(body[base - 20 : base], start_checksum)
    data = _checked(body[base + offset : base + offset + size], checksum)
    if not size:
        return [], [], base
    for _ in range(NESTED):
        fields = header.Fields(data)
        if fields.byte() == header.HEADER:
            return *_described(fields), base
        folder = header.read_streams(fields)[0]
        data = _checked(_content(body, base, folder, budget), next(iter(folder.checksums), None))
    raise Unreadable(doubts.DAMAGED)


def _checked(data: bytes, checksum: int | None) -> bytes:
    if checksum is not None and zlib.crc32(data) != checksum:
        raise Unreadable(doubts.DAMAGED)
    return data


def _described(fields: header.Fields) -> tuple[list[header.Folder], list[header.File]]:
    folders: list[header.Folder] = []
    files: list[header.File] = []
    while (kind := fields.byte()) != header.END:
        if kind == header.STREAMS:
            folders = header.read_streams(fields)
        elif kind == header.FILES:
            files = header.read_files(fields)
        else:
            raise Unreadable(doubts.DAMAGED)
    if fields.place != len(fields.data):
        raise Unreadable(doubts.DAMAGED)
    return folders, files


def _is_plain(attributes: int) -> bool:
    return not attributes & UNIX_MODE or stat.S_IFMT(attributes >> 16) in (0, stat.S_IFREG)


def _reader(
    content: Callable[[int], bytes], folders: list[header.Folder], place: int, part: int
) -> Callable[[], bytes]:
    def read() -> bytes:
        if place < 0:
            raise Unreadable(doubts.DAMAGED)
        folder = folders[place]
        start = sum(folder.parts[:part])
        found = content(place)[start : start + folder.parts[part]]
        if len(found) != folder.parts[part]:
            raise Unreadable(doubts.DAMAGED)
        return _checked(found, folder.checksums[part] if part < len(folder.checksums) else None)

    return read


def _content(body: bytes, base: int, folder: header.Folder, budget: Budget) -> bytes:
    """All bytes of a folder, never more than it declares. Raises Unreadable, LimitReached."""
    if AES in folder.methods:
        raise Unreadable(doubts.ARCHIVE_LOCKED)
    if not folder.steps:
        raise Unreadable(doubts.needs("7z"))
    content = body[base + folder.place : base + folder.place + folder.packed]
    try:
        for step in folder.steps:
            budget.take(step.size)
            content = _unpacked(step, content)
    except Damaged as fault:
        raise Unreadable(doubts.DAMAGED) from fault
    return content


def _unpacked(step: header.Step, packed: bytes) -> bytes:
    """At most as many bytes as a step declares. Raises Unreadable and what is in Damaged."""
    if step.method == b"\0" or not step.size:
        return packed[: step.size]
    if step.method == b"\x03\x01\x01":
        return lzmas.decode(step.properties, packed, step.size)
    if step.method == b"\x21":
        return lzmas.decode_2(step.properties, packed, step.size)
    if step.method == b"\x04\x01\x08":
        return zlib.decompressobj(-zlib.MAX_WBITS).decompress(packed, step.size)
    if step.method == b"\x04\x02\x02":
        return bz2.BZ2Decompressor().decompress(packed, step.size)
    if step.method == b"\3":
        return lzmas.filtered({"id": lzma.FILTER_DELTA, "dist": step.properties[0] + 1}, packed)
    if step.method in BRANCHES:
        return lzmas.filtered({"id": lzma.FILTER_X86}, packed)
    raise Unreadable(doubts.needs("7z"))
