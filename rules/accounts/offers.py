"""What a place offers of a yearly disclosure: its page, its files, what of them could not be read or opened."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from crawler.snapshot import Citation, Document, Page, Snapshot, Unreached
from rules.accounts.three_public import ThreePublic, disclosed
from rules.dates import year_of
from rules.subject import document_year, kind_of
from rules.topics import is_titled, pages_on, topics


@dataclass(frozen=True)
class Offer:
    """One entry about a year. `unread` are files without readable text, `dead` links of it that led nowhere.

    `recognised` are files in whose pictures words were recognised.
    """

    label: str
    year: int | None
    page: Page | None = None
    read: tuple[ThreePublic, ...] = ()
    unread: tuple[Document, ...] = ()
    dead: tuple[Unreached, ...] = ()
    recognised: tuple[Document, ...] = ()

    @property
    def cited(self) -> tuple[Citation, ...]:
        """Its page, and the pictures in which words were recognised: what is not in the one may be in the others."""
        return tuple(each.cite() for each in (self.page, *self.recognised) if each is not None)

    @property
    def is_column(self) -> bool:
        """Whether it is only a column that lists such entries: without a date, a year in its name, or any content."""
        dated = self.page is None or self.page.published is not None or year_of(self.label) is not None
        return not (dated or self.read or self.unread or self.dead)

    @property
    def is_named_so(self) -> bool:
        """Whether its title promises the three public expenses, not only a budget that may hold them."""
        return topics()["three-public-budget"].titled(self.label)


def budgets_offered(site: Snapshot) -> Iterator[Offer]:
    """Every entry of a place that is, or should be, a budget with the three public expenses."""
    names = ("three-public-budget", "department-budget")
    for page in pages_on(site, *names):
        offer = _offer(page, site.department.names)
        if kind_of(page) == "budget" and not offer.is_column:
            yield offer
    for lost in site.unreached:
        if is_titled(lost.label, *names):
            yield Offer(lost.label, year_of(lost.label), dead=(lost,))


def _offer(page: Page, names: tuple[str, ...]) -> Offer:
    year = document_year(page)
    files = [file for file in page.documents if year_of(file.label) in (None, year)]
    unread = tuple(file for file in files if is_unread(file))
    recognised = tuple(file for file in files if file.is_recognised)
    read = tuple(disclosed((page, *files), names, year))
    return Offer(page.title, year, page, read, unread, page.dead, recognised)


def is_unread(document: Document) -> bool:
    """Whether a file may say something that this program could not read, in whole or in part."""
    return bool(document.reading.unread)
