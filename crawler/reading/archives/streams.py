"""What is packed as one stream: .gz, .bz2 and .xz of one file, and .tar by itself or in one of them."""

from __future__ import annotations

import bz2
import functools
import gzip
import io
import lzma
import tarfile
import zlib
from typing import IO, Any
from urllib.parse import unquote

from crawler.reading import doubts, sniff
from crawler.reading.containers.members import Budget, Contents, Member, Unreadable

OPENERS: dict[str, Any] = {
    sniff.GZIP: gzip.open,
    sniff.BZIP: bz2.open,
    sniff.XZ: lzma.open,
}
ENDINGS = (".gz", ".bz2", ".xz", ".tgz", ".tbz", ".txz")
PART = 1 << 20
Damaged = (zlib.error, lzma.LZMAError, tarfile.TarError, OSError, EOFError, ValueError)


def contents(body: bytes, kind: str, name: str, budget: Budget) -> Contents:
    """The one file of a stream, or the files of a tar. Raises Unreadable, LimitReached."""
    try:
        content = body if kind == sniff.TAR else _unpacked(OPENERS[kind](io.BytesIO(body)), budget)
        if sniff.is_tar(content):
            return _files(content, budget)
    except Damaged as fault:
        raise Unreadable(doubts.DAMAGED) from fault
    own = unquote(name).encode("utf-8", "replace")
    ending = next((ending.encode() for ending in ENDINGS if own.lower().endswith(ending.encode())), b"")
    return Contents([Member(own.removesuffix(ending), lambda: content, unicode=True)])


def _unpacked(stream: IO[bytes], budget: Budget) -> bytes:
    parts = []
    while part := stream.read(PART):
        budget.take(len(part))
        parts.append(part)
    return b"".join(parts)


def _files(content: bytes, budget: Budget) -> Contents:
    """Files, links and devices, none ever followed; a tar whose last block is not one of zeros is cut off."""
    found = []
    with tarfile.open(fileobj=io.BytesIO(content), mode="r:", encoding="utf-8", errors="surrogateescape") as archive:
        for info in archive:
            budget.count(1)
            if not info.isdir():
                is_file = info.isreg() and not info.issparse()
                read = functools.partial(_part, content, info.offset_data, info.size) if is_file else None
                found.append(Member(info.name.encode("utf-8", "surrogateescape"), read, "path" in info.pax_headers))
        is_whole = content[archive.offset : archive.offset + tarfile.BLOCKSIZE] == bytes(tarfile.BLOCKSIZE)
    return Contents(found, () if is_whole else (doubts.DAMAGED,))


def _part(content: bytes, start: int, size: int) -> bytes:
    if not 0 <= start <= start + size <= len(content):
        raise Unreadable(doubts.DAMAGED)
    return content[start : start + size]
