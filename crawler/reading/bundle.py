"""Archives: their members are read in memory under one budget; nothing is ever written to disk."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace

from crawler.reading.encoding import clean
from crawler.reading.value import Reading, Table

MOST_ENTRIES = 500
MOST_BYTES = 64 * 1024 * 1024  # of all members together, unpacked
MOST_RATIO = 200  # unpacked to packed; ordinary office files stay below 50
UTF8_FLAG = 0x800
ZIP = "application/zip"


def read_zip(body: bytes, read: Callable[..., Reading]) -> Reading:
    """Names of the members as text, with the text and tables of those that can be read.

    An archive inside is only named. Doubts `encrypted`, `unreadable`, `parse_limit`.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(body))
        members = archive.infolist()
        if exceeds(members, len(body)):
            return Reading(ZIP, doubts=("parse_limit",))
        readings = list(_members(archive, members, read))
    except RuntimeError:
        return Reading(ZIP, doubts=("encrypted",))
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, EOFError):
        return Reading(ZIP, doubts=("unreadable",))
    text = "\n".join(f"{name}\n{reading.text}".strip() for name, reading in readings)
    tables = tuple(_placed(table, name) for name, reading in readings for table in reading.tables)
    doubts = tuple(dict.fromkeys(doubt for _, reading in readings for doubt in reading.doubts))
    return Reading(ZIP, text=text, tables=tables, doubts=doubts)


def exceeds(members: list[zipfile.ZipInfo], packed: int) -> bool:
    """Whether an archive claims more entries or bytes than any honest one needs."""
    unpacked = sum(member.file_size for member in members)
    return len(members) > MOST_ENTRIES or unpacked > MOST_BYTES or unpacked > MOST_RATIO * max(packed, 1024)


def _members(
    archive: zipfile.ZipFile, members: list[zipfile.ZipInfo], read: Callable[..., Reading]
) -> Iterator[tuple[str, Reading]]:
    left = MOST_BYTES
    for member in members:
        if member.is_dir():
            continue
        name = name_of(member)
        with archive.open(member) as file:
            content = file.read(left + 1)
        left -= len(content)
        if left < 0:
            yield name, Reading(ZIP, doubts=("parse_limit",))
            return
        nested = content.startswith((b"PK\x03\x04", b"Rar!")) and name.lower().endswith((".zip", ".rar", ".7z"))
        yield name, Reading(ZIP, doubts=("nested",)) if nested else read(content, url="", name=name)


def name_of(member: zipfile.ZipInfo) -> str:
    """The member's name; one that is not marked as UTF-8 is GBK on Chinese machines."""
    if member.flag_bits & UTF8_FLAG:
        return clean(member.filename)
    raw = member.filename.encode("cp437", "replace")
    return clean(raw.decode("gb18030", "replace"))


def _placed(table: Table, name: str) -> Table:
    return replace(table, where=f"{name} {table.where}".strip())
