"""RAR of every version by rars, a reader in Rust that keeps to limits and writes nothing; where it is missing, a doubt."""

from __future__ import annotations

import functools
import itertools
import stat
import struct
from collections.abc import Iterator
from importlib import metadata, util

from crawler.reading import doubts, limits
from crawler.reading.containers.members import Budget, Contents, Member, Unreadable

SIGNATURE, SIGNATURE_5 = b"Rar!\x1a\x07\x00", b"Rar!\x1a\x07\x01\x00"
BLOCK = struct.Struct("<HBHH")
UNICODE = "rar50_plus"  # from version 5 on, names are UTF-8
HEADERS = 2  # an archive has a header for itself and one for its end beside those of members
MODE = 0xFFFF  # the bits of a file's mode; an archive may write any number there
HEADER_BYTES = 8 * limits.MIB  # 2,000 members with names and checksums take some 200 KiB


def version() -> str:
    """The reader of RAR that is installed here, or ""."""
    return f"rars {metadata.version('rars')}" if util.find_spec("rars") else ""


def contents(body: bytes, budget: Budget) -> Contents:
    """The files of a RAR. Raises Unreadable, LimitReached."""
    if not version():
        raise Unreadable(doubts.needs("rar"))
    archive = _Archive(body, budget)
    found = [
        Member(
            info.orig_filename_bytes,
            None if stat.S_ISLNK(info.file_attr & MODE) else functools.partial(archive.read, place),
            archive.file.family == UNICODE,
        )
        for place, info in enumerate(archive.infos)
        if not info.is_dir()
    ]
    return Contents(found, _wholeness(body, archive.most))


def _wholeness(body: bytes, most: int) -> tuple[str, ...]:
    """A doubt where a RAR is one of several files or has no end, which its reader does not say."""
    blocks = list(itertools.islice(_blocks_5(body) if body.startswith(SIGNATURE_5) else _blocks_4(body), most))
    if any(is_volume for _, is_volume in blocks):
        return (doubts.VOLUMES,)
    return () if any(is_end for is_end, _ in blocks) else (doubts.DAMAGED,)


def _blocks_4(body: bytes) -> Iterator[tuple[bool, bool]]:
    """For each block, whether it is the end, and whether it is the head of one of several files."""
    place = len(SIGNATURE)
    while place + BLOCK.size <= len(body):
        _, kind, flags, size = BLOCK.unpack_from(body, place)
        yield kind == 0x7B, kind == 0x73 and bool(flags & 1)
        more = int.from_bytes(body[place + BLOCK.size : place + BLOCK.size + 4], "little") if flags & 0x8000 else 0
        place += max(size, BLOCK.size) + more


def _blocks_5(body: bytes) -> Iterator[tuple[bool, bool]]:
    place = len(SIGNATURE_5)
    while place + 4 < len(body):
        head = body[place + 4 : place + 64]
        numbers = [*_numbers(head), 0, 0, 0, 0, 0, 0]
        size, kind, flags = numbers[:3]
        extra, data = flags & 1, flags >> 1 & 1
        yield kind == 5, kind == 1 and bool(numbers[3 + extra + data] & 1)
        place += 4 + _length(head) + size + (numbers[3 + extra] if data else 0)


def _length(head: bytes) -> int:
    """The bytes of the first number."""
    return next((place + 1 for place, byte in enumerate(head) if byte < 0x80), 1)


def _numbers(head: bytes) -> Iterator[int]:
    """Numbers of seven bits a byte, the lowest first; the last byte of each has no upper bit."""
    number = bits = 0
    for byte in head:
        number |= (byte & 0x7F) << bits
        bits += 7
        if byte < 0x80:
            yield number
            number = bits = 0


class _Archive:
    """An opened RAR. The members of a solid one are unpacked together, for each rests on those before it."""

    def __init__(self, body: bytes, budget: Budget) -> None:
        import rars

        self.rars = rars
        self.budget = budget
        self.most = 4 * budget.entries + HEADERS  # a member may have headers of its own for comments and times
        try:
            options = rars.ReadOptions(max_header_count=self.most, max_header_bytes=HEADER_BYTES)
            self.file = rars.RarFile.from_bytes(body, options=options)
            self.infos = self.file.infolist()
        except MemoryError as fault:
            raise limits.LimitReached("headers") from fault
        except (rars.Error, ValueError, OSError) as fault:
            raise Unreadable(self._doubt(fault)) from fault
        budget.count(len(self.infos))
        self.is_solid = any(info.is_solid for info in self.infos)
        self.together: dict[int, bytes] | None = None

    def read(self, place: int) -> bytes:
        """The bytes of a member. Raises Unreadable, LimitReached."""
        info = self.infos[place]
        if info.is_split_before or info.is_split_after:
            raise Unreadable(doubts.VOLUMES)
        if self.is_solid and self.together is None:
            self.together = self._read_together()
        if self.together and place in self.together:
            return self.together.pop(place)
        before = self.infos[:place] if self.is_solid else []
        try:
            return self._read([place], sum(other.file_size for other in before) + info.file_size)[0]
        except KeyError:  # another name of a file that is read itself
            return b""

    def _read_together(self) -> dict[int, bytes]:
        """As many members as the budget has room for; none where one of them is damaged, so that each is tried alone."""
        places, size = [], 0
        for place, info in enumerate(self.infos):
            if info.is_dir() or info.is_encrypted or info.is_split_before or info.is_split_after:
                continue
            size += info.file_size
            if size > self.budget.left:
                break
            places.append(place)
        try:
            return dict(zip(places, self._read(places, size), strict=False))
        except (Unreadable, KeyError):
            return {}

    def _read(self, places: list[int], size: int) -> list[bytes]:
        left = self.budget.left
        self.budget.take(size)
        options = self.rars.ReadOptions(max_total_output_bytes=left, max_reader_workspace_bytes=limits.RAR_WORKSPACE)
        try:
            return list(self.file.read_many([self.infos[place] for place in places], options=options))
        except MemoryError as fault:
            raise limits.LimitReached("workspace") from fault
        except (self.rars.Error, ValueError, OSError) as fault:
            raise Unreadable(self._doubt(fault)) from fault

    def _doubt(self, fault: Exception) -> str:
        if isinstance(fault, self.rars.PasswordRequired):
            return doubts.ARCHIVE_LOCKED
        return doubts.needs("rar") if isinstance(fault, self.rars.UnsupportedRarFeature) else doubts.DAMAGED
