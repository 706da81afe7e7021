"""Archives: the names of their members, and what can be read of these within one budget."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from crawler.reading import encoding, limits
from crawler.reading.value import Reading, Table

UTF8_NAMES = 0x800
LOCKED = 0x1
READ_STEP = 65536
ReadMember = Callable[[bytes, str, int], Reading]
NAMES = {"application/vnd.rar": "rar", "application/x-7z-compressed": "7z", "application/gzip": "gz"}


@dataclass
class Budget:
    """What the members of one archive, and of archives in it, may unpack to together."""

    left: int = limits.ZIP_BYTES

    def read(self, bundle: zipfile.ZipFile, member: zipfile.ZipInfo) -> bytes:
        """A member's bytes. Raises LimitReached as soon as they pass the budget or the ratio, whatever the header says."""
        parts: list[bytes] = []
        size = 0
        with bundle.open(member) as stream:
            while part := stream.read(READ_STEP):
                size += len(part)
                self.left -= len(part)
                steep = size > limits.ZIP_RATIO_FLOOR and size > limits.ZIP_RATIO * max(member.compress_size, 1)
                if self.left < 0 or steep:
                    raise limits.LimitReached(member.filename)
                parts.append(part)
        return b"".join(parts)


def check(body: bytes) -> None:
    """Look over an office file that is a ZIP before its own reader does. Raises LimitReached, Unsafe, Encrypted."""
    budget = Budget()
    with zipfile.ZipFile(io.BytesIO(body)) as bundle:
        _count(bundle)
        for member in bundle.infolist():
            if member.flag_bits & LOCKED:
                raise limits.Encrypted
            content = budget.read(bundle, member)
            if member.filename.endswith((".xml", ".rels", ".vml")) and _has_doctype(content):
                raise limits.Unsafe(member.filename)


def _has_doctype(content: bytes) -> bool:
    return b"<!DOCTYPE" in content or b"<!ENTITY" in content or "<!DOCTYPE".encode("utf-16le") in content


def read(body: bytes, media_type: str, member_reader: ReadMember, depth: int, budget: Budget) -> Reading:
    """The names of a ZIP as text, then what its members say; `where` of a table begins with the member's name."""
    lines: list[str] = []
    tables: list[Table] = []
    doubts: dict[str, None] = {}
    with zipfile.ZipFile(io.BytesIO(body)) as bundle:
        _count(bundle)
        members = [(member, name_of(member)) for member in bundle.infolist() if not member.is_dir()]
        for name, reading in _members(bundle, members, member_reader, depth, budget):
            lines += ["", f"{name}：", reading.text] if reading.text else []
            tables += [replace(table, where=" ".join(filter(None, (name, table.where)))) for table in reading.tables]
            doubts.update(dict.fromkeys(reading.doubts))
    names = [name for _, name in members]
    text = "\n".join([*names, *lines])
    return Reading(
        media_type,
        title=names[0] if names else "",
        text=text,
        tables=tuple(tables),
        doubts=tuple(doubts) or (() if names else ("empty",)),
    )


def unread(media_type: str) -> Reading:
    """An archive of a kind for which no reader is here."""
    return Reading(media_type, doubts=(f"needs_reader:{NAMES[media_type]}",))


def name_of(member: zipfile.ZipInfo) -> str:
    """A member's name: Chinese Windows writes GBK without saying so, macOS writes UTF-8 without saying so."""
    if member.flag_bits & UTF8_NAMES:
        return encoding.clean(member.filename)
    try:
        raw = member.filename.encode("cp437")
    except UnicodeEncodeError:
        return encoding.clean(member.filename)
    try:
        return encoding.clean(raw.decode("utf-8"))
    except UnicodeDecodeError:
        return encoding.clean(raw.decode("gb18030", "replace"))


def _members(
    bundle: zipfile.ZipFile,
    members: list[tuple[zipfile.ZipInfo, str]],
    member_reader: ReadMember,
    depth: int,
    budget: Budget,
) -> Iterator[tuple[str, Reading]]:
    for member, name in members:
        if member.flag_bits & LOCKED:
            yield name, Reading("", doubts=("doc_encrypted",))
            continue
        try:
            content = budget.read(bundle, member)
        except limits.LimitReached:
            yield name, Reading("", doubts=("parse_limit",))
            if budget.left < 0:
                return
        except (zipfile.BadZipFile, NotImplementedError, zlib.error, EOFError, OSError):
            yield name, Reading("", doubts=("doc_unreadable",))
        else:
            yield name, member_reader(content, name, depth + 1)


def _count(bundle: zipfile.ZipFile) -> None:
    if len(bundle.infolist()) > limits.ZIP_ENTRIES:
        raise limits.LimitReached("entries")
