"""Where a body's papers are put."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from reports.samplecity.content import Article, Attachment
from reports.samplecity.dice import dice, number


@dataclass(frozen=True)
class Shelf:
    """Where a body's papers are put: site, column, by whom, and whether titles name the body."""

    seed: int
    body: str
    org: str
    place: str
    column: tuple[str, ...]
    issuer: str
    named: bool

    @property
    def slot(self) -> tuple[str, str]:
        """Body and place."""
        return self.body, self.place

    def chance(self, *what: object) -> Random:
        """A random source for something on this shelf."""
        return dice(self.seed, self.body, self.place, *what)

    def article(self, title: str, body: str, published: date, attachments: tuple[Attachment, ...] = ()) -> Article:
        """An article on this shelf, with the catalogue's numbers; it was written a few days before."""
        written = published - timedelta(days=number(title, self.body) % 20)
        index = f"{number(self.body) % 10**8:08}-{published.year}-{number(title, published) % 10**5:05}"
        return Article(
            0, title, body, published, self.issuer, self.column, attachments, index_number=index, written=written
        )
