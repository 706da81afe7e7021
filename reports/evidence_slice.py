"""The records that hold what is shown, copied byte for byte out of the archive's WARC files."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from uuid import NAMESPACE_URL, uuid5

from crawler.archive import Archive, ArchiveDamaged, Capture
from crawler.period import Period
from crawler.warc import Spot, info_record


def spots(captures: Iterable[Capture]) -> list[Spot]:
    """Where the records of captures lie, and those of earlier months that they repeat: each once."""
    places = ((each.spot, Spot(each.record, each.record_offset, each.record_length)) for each in captures)
    return list(dict.fromkeys(spot for both in places for spot in both if spot.path))


def records(archive: Archive, period: Period, site: str, captures: Sequence[Capture]) -> Iterator[bytes]:
    """A WARC file in parts: who wrote it, then the records of captures. The same captures give the same bytes.

    Raises ArchiveDamaged when a record is not the one that was written.
    """
    if not captures:
        return
    told = "\n".join(f"{spot.path} {spot.offset}" for spot in spots(captures))
    name = uuid5(NAMESPACE_URL, f"gongkai evidence {period} {site}\n{told}")
    yield info_record(str(period), site, "gongkai evidence", captures[0].fetched, name).data
    for spot in spots(captures):
        yield record(archive, spot)


def record(archive: Archive, spot: Spot) -> bytes:
    """The bytes of a record as it lies there. Raises ArchiveDamaged when they are not those that were written."""
    path = archive.folder / spot.path
    try:
        with path.open("rb") as file:
            file.seek(spot.offset)
            data = file.read(spot.length)
    except FileNotFoundError:
        raise ArchiveDamaged(path, spot.offset, "the file is missing") from None
    noted = archive.db.execute('SELECT sha256 FROM records WHERE path = ? AND "offset" = ?', (spot.path, spot.offset))
    if any(sha256 != hashlib.sha256(data).hexdigest() for (sha256,) in noted):
        raise ArchiveDamaged(path, spot.offset, "the record is not the one that was written")
    return data
