"""The folder on another disk in which backups lie. Nothing in it is ever written over; a backup is there when its list is."""

from __future__ import annotations

import errno
import json
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path
from typing import Any, BinaryIO

from crawler.refusal import Fault, Refusal
from reports.backup import restoring
from reports.backup.restoring import (
    FILES,
    LISTS,
    Entry,
    Listing,
    copied,
    digest_of,
    sync_folders,
    temporary,
    write_whole,
)

ABOUT, TOOL = "gongkai-backup.txt", "restore.py"
OFFERED = {ABOUT: Path(__file__).with_name("about.txt"), TOOL: Path(restoring.__file__)}


class Changed(Exception):
    """A file is not the one that was meant any more: somebody changed it meanwhile."""


class Shelf:
    """A folder for backups. Raises OSError for what the disk refuses."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def is_ours(self) -> bool:
        """Whether backups lie here, or one was begun."""
        return any((self.folder / name).exists() for name in (ABOUT, *LISTS))

    def take(self) -> None:
        """Makes the folder one for backups, and clears away what a stop left half written. Raises Refusal when it holds other things."""
        if not self.folder.exists():
            if not self.folder.parent.is_dir():
                remedy = "请先建好上一级目录；若是 U 盘或网络盘，请确认已经接上"
                raise Refusal(Fault("没有目录 {path}", remedy, "", None, {"path": str(self.folder.parent)}))
            self.folder.mkdir()
        is_other = not self.folder.is_dir() or any(not each.name.startswith(".") for each in self.folder.iterdir())
        if is_other and not self.is_ours():
            remedy = "请另给一个新的或空的目录，例如在其中新建 gongkai-backup"
            raise Refusal(Fault("{path} 里有别的东西，不是备份目录", remedy, "", None, {"path": str(self.folder)}))
        for pattern in (".*.part", "*/.*.part", f"{FILES}/*/.*.part"):
            for part in self.folder.glob(pattern):
                part.unlink(missing_ok=True)
        write_whole(self.folder / ABOUT, OFFERED[ABOUT].read_bytes())

    def listings(self) -> list[Listing]:
        """The lists that are whole, oldest first; of each both are then there again. Raises Unusable for those of a newer program."""
        found = []
        for name in restoring.names(self.folder):
            read, damages = restoring.listing(self.folder, name)
            if read is None:
                continue
            found.append(read)
            bad = {damage.name for damage in damages}
            whole = next(each for each in LISTS if f"{each}/{name}" not in bad)
            for each in bad:
                write_whole(self.folder / each, (self.folder / whole / name).read_bytes())
        return found

    def has(self, entry: Entry, anew: bool) -> bool:
        """Whether a file is here as it should be: told by its size, or, `anew`, by reading it."""
        path = self.folder / entry.name
        if not path.is_file() or path.stat().st_size != entry.size:
            return False
        return not anew or digest_of(path) == (entry.size, entry.sha256)

    def put(self, file: BinaryIO, entry: Entry, heard: restoring.Heard) -> None:
        """Copies a file, and reads it back before it takes its name. Raises Changed."""
        path = self.folder / entry.name
        path.parent.mkdir(parents=True, exist_ok=True)
        with temporary(path) as part:
            if copied(file, part, heard) != (entry.size, entry.sha256):
                raise Changed

    def close(self, number: int, stamp: str, head: dict[str, Any], entries: Iterable[Entry]) -> Listing:
        """Writes the list of a backup, once all that it names lasts: only now the backup is there."""
        name = f"{number:04}-{stamp}.txt"
        beside = {each: sha256(path.read_bytes()).hexdigest() for each, path in OFFERED.items()}
        for each, path in OFFERED.items():
            write_whole(self.folder / each, path.read_bytes())
        sync_folders(self.folder / FILES)
        rows = [[each.path, each.size, each.sha256, each.changed] for each in entries]
        told = {"format": restoring.FORMAT, **head, "beside": beside}
        data = b"".join(json.dumps(each).encode() + b"\n" for each in (told, *rows))
        digest = sha256(data).hexdigest()
        data += json.dumps({"sha256": digest}).encode() + b"\n"
        for folder in reversed(LISTS):
            write_whole(self.folder / folder / name, data)
        sync_folders(self.folder)
        found, _ = restoring.listing(self.folder, name)
        if found is None:
            raise OSError(errno.EIO, "what was written reads otherwise", str(self.folder / LISTS[0] / name))
        return found
