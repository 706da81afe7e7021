"""What a place offers of a year's budget or final accounts: its pages, their files, what of them could not be read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from urllib.parse import urlsplit

from crawler.snapshot import Citation, Document, Page, Place, Snapshot, Unreached
from rules.accounts.account import WORD, Account, disclosed
from rules.adorning import telling
from rules.dates import year_of
from rules.money import kinds_of, promised, tells_of_money, tells_only
from rules.phrases import squeeze
from rules.shown import pictures
from rules.subject import document_year, whose
from rules.titles import title_of
from rules.topics import is_titled, pages_on

_CITY = re.compile(r"[全各我本][省市县区镇乡州盟旗]|[省市县区]本?级|汇总|各(?:部门|单位)|[省市县区]直")
_FILE = re.compile(r"\.(?:docx?|xlsx?|wps|et|pdf)$", re.IGNORECASE)
LISTED = 8  # links: a page with fewer is no list
TOPICS = {
    "budget": ("three-public-budget", "department-budget"),
    "final": ("three-public-final", "department-final-accounts"),
}


@dataclass(frozen=True)
class Offer:
    """One entry about a year. `unread` are files without readable text, `dead` links of it that led nowhere.

    `recognised` are files in whose pictures words were recognised.
    """

    label: str
    year: int | None
    page: Page | None = None
    files: tuple[Document, ...] = ()
    read: tuple[Account, ...] = ()
    dead: tuple[Unreached, ...] = ()

    @property
    def documents(self) -> tuple[Document, ...]:
        """The page and its files."""
        return (*((self.page,) if self.page else ()), *self.files)

    @property
    def unread(self) -> tuple[Document, ...]:
        """The files, and the page itself, that may say something that this program could not read."""
        return tuple(document for document in self.documents if is_unread(document))

    @property
    def cited(self) -> tuple[Citation, ...]:
        """Its page, and the pictures in which words were recognised: what is not in the one may be in the others."""
        recognised = (file for file in self.files if file.is_recognised)
        return tuple(each.cite() for each in (self.page, *recognised) if each is not None)

    @property
    def is_column(self) -> bool:
        """Whether it is only a column that lists such entries: without a date, a year in its name, or any content."""
        page = self.page
        if page is None or page.published is not None or self.read or self.unread or self.dead or year_of(page.title):
            return False
        if len(page.links) >= LISTED:
            return year_of(self.label) is None
        return not telling(page) and any(promised(link.text) for link in page.links)

    @property
    def clicks(self) -> int | None:
        """How many clicks from the home page it lies; a file that the server hands out as a page lies where its link does."""
        if self.page is None or self.page.clicks is None:
            return None
        return self.page.clicks - (_FILE.search(urlsplit(self.page.url).path) is not None)

    def is_titled(self, *names: str) -> bool:
        """Whether its title promises one of these topics."""
        return bool(set(promised(self.label)) & set(names))


def offered(site: Snapshot, kind: str, *names: str) -> tuple[Offer, ...]:
    """Every entry of a place that is, or should be, a budget or (kind "final") final accounts of its body.

    `names` are the topics that are looked at, by default both the whole documents and the three public expenses.
    """
    shown = Snapshot(site.department, site.period, site.pages, site.unreached)  # whoever asks, and beside whatever
    return _offered(shown, kind, names or TOPICS[kind])


@lru_cache(maxsize=8)
def _offered(site: Snapshot, kind: str, wanted: tuple[str, ...]) -> tuple[Offer, ...]:
    found = [offer for page in pages_on(site, *wanted) if (offer := _offer(page, site.department.names, kind))]
    lost = [each for each in site.unreached if is_titled(each.label, *wanted)]
    return (*found, *(Offer(each.label, year_of(each.label), dead=(each,)) for each in lost))


def unclaimed(site: Snapshot, kind: str, year: int) -> Page | None:
    """A page of the body's own site with figures of the year under the name of a place alone, so that they may be its own."""
    for page in site.pages if site.place is Place.OWN else ():
        if (
            not tells_of_money(page.title, page.text)
            or kind not in kinds_of(page.title, page.text, page.published)
            or document_year(page, kind) != year
        ):
            continue
        called = title_of(page.title, page.text)
        if (
            whose(page, site.department.names) == "whole"
            and not _CITY.search(called)
            and any(read.filled for read in disclosed((page,), (), year, kind))
        ):
            return page
    return None


def earlier(site: Snapshot, kind: str) -> Iterator[Offer]:
    """The entries that were kept of the year before, and those that still stand."""
    before = replace(site, pages=tuple(page for page in site.earlier if site.place in (None, page.place)), unreached=())
    yield from (offer for offer in (*offered(before, kind), *offered(site, kind)) if offer.read)


def _offer(page: Page, names: tuple[str, ...], kind: str) -> Offer | None:
    kinds = kinds_of(page.title, page.text, page.published)
    if kind not in kinds or whose(page, names) in ("other", "whole"):
        return None
    year = document_year(page, kind)
    files = tuple(file for file in page.documents if _belongs(file, (year, year_of(page.title)), kind))
    if len(kinds) > 1 and _is_of_other_kind(page, files, kind):
        return None
    read = tuple(disclosed((page, *files), names, year, kind))
    offer = Offer(title_of(page.title, page.text) or page.title, year, page, files, read, page.dead)
    return None if offer.is_column else offer


def _is_of_other_kind(page: Page, files: tuple[Document, ...], kind: str) -> bool:
    """Whether an entry that is called by both kinds was read as a whole and holds only the other one."""
    if page.dead or pictures(page) or any(map(is_unread, (page, *files))):
        return False
    return tells_only((page.text, *(file.text for file in files)), "budget" if kind == "final" else "final")


def _belongs(file: Document, years: tuple[int | None, ...], kind: str) -> bool:
    """Whether a file of an entry is about its year, or that of its title, and kind, as far as its label says."""
    label = squeeze(file.label)
    other = WORD["final" if kind == "budget" else "budget"]
    return year_of(label) in (None, *years) and not (other in label and WORD[kind] not in label)


def is_unread(document: Document) -> bool:
    """Whether a document may say something that this program could not read, in whole or in part."""
    return bool(document.reading.unread)
