"""A Word file whose bytes are the same each time: its times come from the day of the letter and not from a clock."""

from __future__ import annotations

import io
from datetime import date, datetime
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

EARLIEST = date(1980, 1, 1)  # ZIP knows no day before
LONGEST = 255  # characters of a property


def packed(document: Any, on: date = EARLIEST, *, title: str = "", author: str = "") -> bytes:
    """The bytes of a document of python-docx, written on a day."""
    about = document.core_properties
    about.title, about.author, about.last_modified_by = title[:LONGEST], author[:LONGEST], author[:LONGEST]
    about.created = about.modified = datetime(on.year, on.month, on.day)
    about.revision, about.comments = 1, ""
    raw = io.BytesIO()
    document.save(raw)
    target = io.BytesIO()
    with ZipFile(raw) as source, ZipFile(target, "w") as zipped:
        for name in source.namelist():
            entry = ZipInfo(name, stamp(on))
            entry.compress_type, entry.external_attr, entry.create_system = ZIP_DEFLATED, 0o600 << 16, 0
            zipped.writestr(entry, source.read(name))
    return target.getvalue()


def stamp(on: date) -> tuple[int, int, int, int, int, int]:
    """The time of all that is in a file of that day: who saves it with another program leaves another time."""
    day = max(on, EARLIEST)
    return day.year, day.month, day.day, 0, 0, 0
