"""A backup as it is made: everything of a workspace, each file once, while nothing else is at work."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from shutil import disk_usage
from typing import BinaryIO, cast

from crawler.refusal import Fault, Refusal
from crawler.schema import FORMAT as ARCHIVE
from reports.backup.meter import Meter, gigabytes
from reports.backup.restoring import Entry, Listing, hashed
from reports.backup.shelf import Changed, Shelf
from reports.backup.sources import Held, found_in
from reports.run_untouched import program
from reports.session import Session
from reports.wording import plain
from reports.workspace import Workspace

TRIES = 3  # for a file that somebody changes while it is copied
SPARE = 16 << 20  # bytes that are left free


class Unread(Exception):
    """A file of the workspace cannot be read."""


@dataclass
class Source:
    """A file of the workspace; what goes wrong in reading it is told from what goes wrong in writing."""

    file: BinaryIO

    def read(self, size: int) -> bytes:
        """The next bytes. Raises Unread."""
        try:
            return self.file.read(size)
        except OSError as error:
            raise Unread(error.strerror) from error


@dataclass
class Backup:
    """One backup as it is made: what it comes to, and what is not as it should be, each path with why."""

    session: Session
    workspace: Workspace
    shelf: Shelf
    still: Held
    whole: Mapping[str, tuple[int, str]]
    entries: dict[str, Entry] = field(default_factory=dict)
    lacks: dict[str, str] = field(default_factory=dict)
    doubts: dict[str, str] = field(default_factory=dict)
    new: list[Entry] = field(default_factory=list)

    def go(self, number: int) -> Listing:
        """Copies what is not there yet, and closes the list. Raises OSError of the other disk, Refusal when it has no room."""
        found = found_in(self.workspace.folder)
        self.lacks |= dict.fromkeys(found.strange, self._say("不是文件"))
        self.doubts |= dict.fromkeys(self.still.unread, self._say("数据库损坏，照原样备份"))
        with Meter(self.session, "读取工作区", sum(map(_size, found.files.values()))) as meter:
            for name, path in found.files.items():
                self._look(name, path, meter)
        there = {each.sha256 for each in self.entries.values() if self._has(each)}
        need = sum({each.sha256: each.size for each in self.entries.values() if each.sha256 not in there}.values())
        self._refuse_without_room(need)
        with Meter(self.session, "写入备份", need) as meter:
            for entry in list(self.entries.values()):
                if entry.sha256 not in there:
                    there.add(self._copy(entry, found.files[entry.path], meter))
        now = self.session.now
        head = {
            "city": self.workspace.city,
            "portal": self.workspace.portal,
            "taken": now.isoformat(timespec="seconds"),
            "program": program()[0],
            "archive": ARCHIVE,
            "lacks": sorted(self.lacks),
        }
        kept = (entry for name, entry in sorted(self.entries.items()) if name not in self.lacks)
        return self.shelf.close(number, now.strftime("%Y-%m-%dT%H%M%S"), head, kept)

    def _say(self, template: str) -> str:
        return self.session.wording.say(template)

    def _has(self, entry: Entry) -> bool:
        return self.shelf.has(entry, self.session.options.again)

    def _look(self, name: str, path: Path, meter: Meter) -> None:
        """What a file is; of one that is complete its digest is known, and when it is there already it is not read."""
        size, sha256 = self.whole.get(name, (-1, ""))
        try:
            about = path.stat()
            entry = Entry(name, about.st_size, sha256, about.st_mtime_ns)
            is_here = size == about.st_size and not self.session.options.again and self._has(entry)
            self.entries[name] = entry if is_here else self._read(name, path, meter)
        except (FileNotFoundError, PermissionError, Unread) as error:
            self.lacks[name] = plain(str(error))
            return
        if is_here:
            meter.heard(size)
        elif size >= 0 and (self.entries[name].size, self.entries[name].sha256) != (size, sha256):
            self.doubts[name] = self._say("与完成时不一致，照现在的样子备份")

    def _read(self, name: str, path: Path, meter: Meter) -> Entry:
        changed = path.stat().st_mtime_ns
        with self._opened(name, path) as file:
            return Entry(name, *hashed(file, meter.heard), changed)

    def _copy(self, entry: Entry, path: Path, meter: Meter) -> str:
        """Copies a file as it is by now; its digest, or "" when it could not be copied."""
        for _ in range(TRIES):
            try:
                with self._opened(entry.path, path) as file:
                    self.shelf.put(file, entry, meter.heard)
                self.new.append(entry)
                return entry.sha256
            except Changed:
                self.entries[entry.path] = entry = self._read(entry.path, path, meter)
            except Unread as error:
                self.lacks[entry.path] = plain(str(error))
                return ""
        self.lacks[entry.path] = self._say("一直有别的程序在改动")
        return ""

    @contextmanager
    def _opened(self, name: str, path: Path) -> Iterator[BinaryIO]:
        handle = self.still.handles.get(name)
        try:
            file = open(path if handle is None else handle, "rb", closefd=handle is None)  # noqa: SIM115
        except OSError as error:
            raise Unread(str(error)) from error
        with file:
            file.seek(0)
            yield cast(BinaryIO, Source(file))

    def _refuse_without_room(self, need: int) -> None:
        free = disk_usage(self.shelf.folder).free
        if need + SPARE > free:
            values = {"need": gigabytes(need), "free": gigabytes(free), "path": str(self.shelf.folder)}
            what = "{path} 所在的磁盘空间不够：还要写 {need} GB，只剩 {free} GB"
            raise Refusal(Fault(what, "请换一个更大的磁盘；已有的备份都没有动", "", None, values))


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0
