"""Documents as keys: what several rules ask of the same document is answered once."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from crawler.reading.value import Table
from crawler.snapshot import Document


@dataclass(frozen=True)
class Once:
    """A document that equals another with the same address, visit, digest, label, words and cells: it is cited as of its visit."""

    document: Document = field(compare=False)
    url: str
    fetched: datetime
    sha256: str
    label: str
    text: str
    title: str
    tables: tuple[Table, ...]

    @classmethod
    def of(cls, document: Document) -> Once:
        """The key of a document."""
        return cls(
            document,
            document.url,
            document.fetched,
            document.sha256,
            document.label,
            document.text,
            document.reading.title,
            document.tables,
        )
