"""What the readers made of what was kept: from the store where this edition read those bytes before, else read and put there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from crawler.archive import Archive, Capture
from crawler.kept_readings import lasts, row
from crawler.reading import File, Pool, edition, from_json, read_safely
from crawler.reading.value import Reading

BATCH = 64  # bodies read at a time, so that memory stays flat however large a site is
Place = tuple[str, str]  # where a reading is kept: the digest of the bytes, the address


class Readings:
    """The readings of an archive. Close it, or use it in a with block.

    Files are read by the children of `pool`, which whoever gave it closes. `late` are readings that ran out of time: these are not
    put into the store, and nobody who was given them waits for them once more.
    """

    def __init__(self, archive: Archive, pool: Pool | None = None, late: Mapping[Place, Reading] | None = None) -> None:
        self._archive = archive
        self._pool, self._is_lent = pool, pool is not None
        self.late = dict(late or {})

    def close(self) -> None:
        """Ends the children that were started for it."""
        if self._pool is not None and not self._is_lent:
            self._pool.close()
            self._pool = None

    def of(self, captures: Sequence[Capture]) -> Iterator[Reading]:
        """A reading for each capture."""
        for start in range(0, len(captures), BATCH):
            batch = captures[start : start + BATCH]
            kept = {c.url: self._archive.reading(c.sha256, edition(), c.url) for c in batch}
            read = self._read([c for c in batch if kept[c.url] is None])
            for capture in batch:
                stored = kept[capture.url]
                yield read[capture.url] if stored is None else from_json(stored)

    def bring_in(self, captures: Sequence[Capture]) -> None:
        """Reads those that were not read yet."""
        for start in range(0, len(captures), BATCH):
            batch = captures[start : start + BATCH]
            self._read([c for c in batch if self._archive.reading(c.sha256, edition(), c.url) is None])

    def _read(self, captures: Sequence[Capture]) -> dict[str, Reading]:
        found = {c.url: self.late[c.sha256, c.url] for c in captures if (c.sha256, c.url) in self.late}
        fresh = [c for c in captures if c.url not in found]
        if not fresh:
            return found
        self._pool = self._pool or Pool()
        files = (File(self._archive.body(c), c.url, c.media_type, fetched=c.fetched.date()) for c in fresh)
        read = dict(zip((c.url for c in fresh), read_safely(files, self._pool), strict=True))
        lasting = (c for c in fresh if lasts(read[c.url]))
        self._archive.keep_readings(edition(), (row(c.sha256, c.url, read[c.url]) for c in lasting))
        self.late |= {(c.sha256, c.url): read[c.url] for c in fresh if not lasts(read[c.url])}
        return found | read
