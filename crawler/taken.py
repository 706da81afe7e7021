"""How far the parts that a cluster sent back were taken into an archive, kept in the transactions that took them."""

from __future__ import annotations

import secrets
from pathlib import Path

from crawler.archive import Archive
from crawler.period import Period

TABLE = """CREATE TABLE IF NOT EXISTS taken (
    share TEXT PRIMARY KEY, period TEXT NOT NULL, part INTEGER NOT NULL, message INTEGER NOT NULL
) STRICT"""
Position = tuple[int, int]  # a part, and a message in it


class Taken:
    """The shares of a month that were given away, and the last step of each that was taken."""

    def __init__(self, archive: Archive, period: Period) -> None:
        self._db, self._period = archive.db, str(period)
        self._db.execute(TABLE)

    @property
    def is_sure(self) -> bool:
        """Whether all that was taken lasts."""
        return not self._db.conn.in_transaction

    def begin(self, share: str) -> None:
        """Knows of a share from now on."""
        self._db.execute("INSERT OR REPLACE INTO taken VALUES (?, ?, 0, 0)", (share, self._period))

    def take(self, share: str, part: int, message: int) -> None:
        """Takes note of a step."""
        self._db.execute("UPDATE taken SET part = ?, message = ? WHERE share = ?", (part, message, share))

    def shares(self) -> dict[str, Position]:
        """Where the last step of each share lay."""
        rows = self._db.execute("SELECT share, part, message FROM taken WHERE period = ?", (self._period,))
        return {share: (part, message) for share, part, message in rows.fetchall()}

    def forget(self, share: str) -> None:
        """Knows of a share no more."""
        self._db.execute("DELETE FROM taken WHERE share = ?", (share,))


def forget_all(archive: Archive, period: Period) -> None:
    """Lets go of what a cluster may still send of a month: it is visited here now."""
    if archive.db["taken"].exists():
        archive.db.execute("DELETE FROM taken WHERE period = ?", (str(period),))


def name_of(archive: Archive) -> str:
    """A name for this archive that no other has, copies of it included."""
    path, inode = archive.folder / "name", (archive.folder / "archive.db").stat().st_ino
    name, _, whose = path.read_text("ascii").partition(" ") if path.is_file() else ("", "", "")
    if whose != str(inode):
        name = secrets.token_hex(8)
        _write(path, f"{name} {inode}")
    return name


def _write(path: Path, text: str) -> None:
    new = path.with_suffix(".new")
    new.write_text(text, "ascii")
    new.replace(path)
