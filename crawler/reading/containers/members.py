"""What archives of all kinds have in common: members, the reasons why one cannot be read, and one budget for all."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from crawler.reading import limits


class Unreadable(Exception):
    """An archive or a member of it cannot be read; `doubt` is why, a name from `doubts.py`."""

    def __init__(self, doubt: str) -> None:
        super().__init__(doubt)
        self.doubt = doubt


def check_names(parts: Iterable[tuple[str, int]]) -> None:
    """Look whether of an office file's parts, each with its checksum, two have one name and differ. Raises Unsafe.

    Which of them a person would see hangs on the program; no honest one writes such a file.
    """
    known: dict[str, int] = {}
    for name, checksum in parts:
        if known.setdefault(name.replace("\\", "/").lstrip("/").lower(), checksum) != checksum:
            raise limits.Unsafe("two parts of one name")


@dataclass(frozen=True)
class Member:
    """One file in an archive. `name` is as stored.

    `read` gives its bytes and raises Unreadable, LimitReached, Unsafe or MemoryError; a link or a device has none.
    """

    name: bytes
    read: Callable[[], bytes] | None
    unicode: bool = False  # the archive says that the name is UTF-8


@dataclass(frozen=True)
class Contents:
    """The files of an archive in its order, and what is to be doubted of it as a whole."""

    members: list[Member]
    doubts: tuple[str, ...] = ()


@dataclass
class Budget:
    """What the members of one archive, and of archives in it, may come to together."""

    left: int = limits.ZIP_BYTES
    entries: int = limits.ZIP_ENTRIES

    @classmethod
    def of(cls, body: bytes) -> Budget:
        """The budget of a file: all that is packed in it, however deep, is measured by the size of the whole."""
        return cls(min(limits.ZIP_BYTES, max(limits.ZIP_RATIO_FLOOR, limits.ZIP_RATIO * len(body))))

    def take(self, size: int) -> None:
        """Spend so many unpacked bytes. Raises LimitReached, and spends nothing, where there are fewer left."""
        if size > self.left:
            raise limits.LimitReached("bytes")
        self.left -= size

    def count(self, entries: int) -> None:
        """Spend so many entries. Raises LimitReached."""
        if entries > self.entries:
            raise limits.LimitReached("entries")
        self.entries -= entries
