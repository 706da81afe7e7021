"""Documents as keys: what several rules ask of the same document is answered once."""

from __future__ import annotations

from dataclasses import dataclass, field

from crawler.reading.value import Table
from crawler.snapshot import Document


@dataclass(frozen=True)
class Once:
    """A document that equals another with the same address, digest, label, words and cells."""

    document: Document = field(compare=False)
    url: str
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
            document.sha256,
            document.label,
            document.text,
            document.reading.title,
            document.tables,
        )
