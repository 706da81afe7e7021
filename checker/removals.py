"""What evidence was taken away by whom: a line for each time, only ever added, that stays when the evidence is gone."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from checker.adding import add, create
from checker.kept import Kept, Row
from crawler.period import Period

TABLES: Mapping[str, Mapping[str, type]] = {
    "removals": {"number": int, "period": str, "by": str, "at": str, "captures": int, "bytes": int, "files": str},
}


@dataclass(frozen=True)
class Gone:
    """A file that was taken away: its place below the archive's folder, its SHA-256 and its size; "" when it was lost before."""

    path: str
    sha256: str
    bytes: int


@dataclass(frozen=True)
class Removal:
    """One decision to take away what is kept of a month: whose, when, how many captures, and each file."""

    period: Period
    by: str
    at: datetime
    captures: int
    files: tuple[Gone, ...]

    @property
    def bytes(self) -> int:
        """The size of its files."""
        return sum(each.bytes for each in self.files)


class Removals:
    """All removals of a workspace. Raises sqlite3.Error when the file cannot be read or written."""

    def __init__(self, path: Path) -> None:
        self._kept = Kept(path)
        create(self._kept, TABLES, {})

    def close(self) -> None:
        """Closes the file."""
        self._kept.close()

    def all(self) -> list[Removal]:
        """Every removal, in the order in which they were decided."""
        return [_removal(row) for row in self._kept.rows("removals")]

    def add(self, removals: Sequence[Removal]) -> None:
        """Adds removals: all or none."""
        with self._kept.db.atomic():
            add(self._kept, "removals", map(_row, removals))


def _row(removal: Removal) -> Row:
    files = json.dumps([asdict(each) for each in removal.files], ensure_ascii=False)
    told = {"period": str(removal.period), "by": removal.by, "at": removal.at.isoformat(timespec="seconds")}
    return {**told, "captures": removal.captures, "bytes": removal.bytes, "files": files}


def _removal(row: Row) -> Removal:
    files = tuple(Gone(**each) for each in json.loads(row["files"]))
    return Removal(Period.parse(row["period"]), row["by"], datetime.fromisoformat(row["at"]), row["captures"], files)
