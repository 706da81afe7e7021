"""What is there now of that in which a case was found: its pages, at their address or under their name, and what to compare with."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from checker.ledger.cases import VISIT, Case
from checker.ledger.looks import Grounds
from crawler.snapshot import Citation, Document, Page, Snapshot
from rules.phrases import squeeze

_FILE = re.compile(
    r"^附件\d{0,2}:|\.(?:docx?|xlsx?|pptx?|pdf|wps|et|txt|rtf|rar|zip|7z|ofd|jpe?g|png|gif)$", re.IGNORECASE
)


@dataclass(frozen=True)
class Shown:
    """All that a department's month shows, to find in it what cases cite."""

    snapshot: Snapshot

    def grounds(self, case: Case) -> Grounds:
        """What is there of the pages that a case cites: of its place the first, of the other place all."""
        cited = case.seen.evidence
        kept = [each for each in cited if _is_kept(each, cited)]
        fresh = [each for each in cited if each not in kept]
        resting = [*fresh[:1], *(each for each in fresh[1:] if each.place is not case.matter.place)]
        found = [(each, self._pages(each)) for each in resting]
        return Grounds(
            frozenset(url for _, pages in found for page in pages for url in _addresses(page)),
            tuple(each for each, pages in found if not pages),
            tuple(each for each in kept if (each.url, each.sha256) not in self._at_hand),
        )

    def _pages(self, cited: Citation) -> list[Page]:
        """The pages that are what was cited or have it as a file; those of its name in its place where its address is no more.

        A file that is no more may have hung on a page that is still there, and that says now what the file was to say.
        """
        for url in (cited.url, *self._hung.get(cited.url, ())):
            if url in self._by_url:
                return self._by_url[url]
        names = {*_called(cited.quote), *self._past.get(cited.url, ())}
        named = (page for name in names for page in self._by_name.get(name, ()))
        return [page for page in named if page.place is cited.place]

    @cached_property
    def _now(self) -> tuple[Page, ...]:
        whole = self.snapshot.whole
        return (*self.snapshot.pages, *self.snapshot.commons, *(whole.pages if whole is not None else ()))

    @cached_property
    def _by_url(self) -> dict[str, list[Page]]:
        found: dict[str, list[Page]] = {}
        for page, document in _documents(self._now):
            found.setdefault(document.url, []).append(page)
        for page in self._now:
            for lost in page.dead:
                found.setdefault(lost.url, []).append(page)
        return found

    @cached_property
    def _by_name(self) -> dict[str, list[Page]]:
        found: dict[str, list[Page]] = {}
        for page, document in _documents(self._now):
            for name in _names(document):
                found.setdefault(name, []).append(page)
        return found

    @cached_property
    def _hung(self) -> dict[str, list[str]]:
        """For the address of a file of before, the pages on which it hung."""
        found: dict[str, list[str]] = {}
        for page in (*self.snapshot.earlier, *self.snapshot.previous):
            for url in _addresses(page):
                found.setdefault(url, []).append(page.url)
        return found

    @cached_property
    def _past(self) -> dict[str, frozenset[str]]:
        kept = (*self.snapshot.earlier, *self.snapshot.previous)
        return {document.url: _names(document) for _, document in _documents(kept)}

    @cached_property
    def _at_hand(self) -> frozenset[tuple[str, str]]:
        pages = (*self._now, *self.snapshot.earlier, *self.snapshot.previous)
        return frozenset((document.url, document.sha256) for _, document in _documents(pages))


def _is_kept(citation: Citation, cited: Sequence[Citation]) -> bool:
    """Whether a citation is of an earlier visit than another of the same place; a site may be read in many nights."""
    days = [each.fetched for each in cited if each.fetched and each.place is citation.place]
    return citation.fetched is not None and max(days) - citation.fetched >= VISIT


def _documents(pages: tuple[Page, ...]) -> Iterator[tuple[Page, Document]]:
    for page in pages:
        yield from ((page, document) for document in (page, *page.documents))


def _names(document: Document) -> frozenset[str]:
    return frozenset((*_called(document.title), *_called(document.label)))


def _called(name: str) -> frozenset[str]:
    """A name as it is and as a page has it on which the file of that name hangs."""
    whole = squeeze(name)
    return frozenset((whole, _FILE.sub("", whole))) - {""}


def _addresses(page: Page) -> Iterator[str]:
    yield from (page.url, *(each.url for each in page.documents), *(each.url for each in page.dead))
