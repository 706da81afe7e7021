"""The records of earlier months that say where pages lead, on their way from the archive to another machine."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from crawler.recording import leads_of
from crawler.standing import Standing
from crawler.warc import ArchiveDamaged, Records, Spot

Pieces = tuple[tuple[Spot, bytes], ...]


def leads_in(folder: Path, standings: Iterable[Standing]) -> Pieces:
    """The records of earlier months that say where pages lead, as far as they can be read."""
    pieces: list[tuple[Spot, bytes]] = []
    records = Records(folder)
    for standing in standings:
        for spot in {leads_of(known): None for known in standing.known if known.leads}:
            try:
                pieces.append((spot, records.raw(spot)))
            except ArchiveDamaged:
                continue
    records.close()
    return tuple(pieces)


def lay_out(pieces: Pieces, folder: Path) -> None:
    """Puts records where they lay in the archive: into files that are otherwise empty."""
    for spot, data in pieces:
        path = folder / spot.path
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("r+b" if path.exists() else "xb") as file:
            file.seek(spot.offset)
            file.write(data)
