"""One site as it was visited in a month: opened whole, or looked over once so that some of its pages can be opened by themselves."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from crawler.archive import Archive, Capture, Visit
from crawler.attribution import Names, columned, introduced, labelled, names_several, placed
from crawler.clicks import Ways, clicks, shortest, ways
from crawler.health import hindered
from crawler.joining import columns_of, document, is_page, page, unreached
from crawler.listed import listed
from crawler.period import Period
from crawler.reading.value import Reading
from crawler.readings import Readings
from crawler.scope import absolute
from crawler.snapshot import Page, Place, Reason, Unreached, Visited


class Glimpse(NamedTuple):
    """A page as it was looked over: where it is kept, whose it is ("" for nobody's in particular), where it stands."""

    id: int
    url: str
    owner: str
    is_common: bool
    clicks: int
    columns: tuple[str, ...]


class Heading(NamedTuple):
    """What is known of a page that led to others."""

    title: str
    columns: tuple[str, ...]


@dataclass(frozen=True)
class Survey:
    """A site looked over: its pages in their order, where its files are kept, what was lost, each with whose it is.

    `lost` stands for addresses, `beyond` for the visit as a whole, `shown` for the bodies of whose places any page was read.
    """

    pages: tuple[Glimpse, ...] = ()
    files: Mapping[str, int] = field(default_factory=dict)
    lost: tuple[tuple[Unreached, str], ...] = ()
    beyond: tuple[tuple[Unreached, str], ...] = ()
    shown: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Whose:
    """Who the bodies are, where on the portal each has its place, and which words (patterns) in titles make a dated page common to all."""

    names: Names
    places: Mapping[str, str]
    shared: tuple[str, ...] = ()

    def is_common(self, reading: Reading, title: str) -> bool:
        """Whether a page is common to all, whoever issued it."""
        return reading.published is not None and any(re.search(words, title) for words in self.shared)

    def of_lost(self, lost: Unreached, owners: Mapping[str, str]) -> str:
        """Whose something is that was not shown: by its label, the page that led to it, its columns."""
        named = self.names.named(lost.label)
        found = (*named, owners.get(lost.seen_on, ""), columned(lost.columns, self.names))
        return next(filter(None, found), "")


@dataclass(frozen=True)
class Site:
    """What was kept of one site in one month; with `only`, no more than the pages to which links with any of these words led."""

    archive: Archive
    readings: Readings
    period: Period
    key: str
    place: Place
    home: str
    only: tuple[str, ...] = ()

    def bring_in(self) -> None:
        """Reads what was not read yet."""
        if self._visit is not None:
            self.readings.bring_in(_good(_promising(self._every(), self.only)))

    def whole(self) -> Visited:
        """Every page that was kept, and what was not reached."""
        visit = self._visit
        if visit is None:
            return Visited((), (self._unvisited(),))
        captures = _promising(every := self._every(), self.only)
        good, home = _good(captures), absolute(self.home, self.home)
        read = dict(zip((capture.url for capture in good), self.readings.of(good), strict=True))
        lost = {c.url: unreached(c, self.place, home, read) for c in captures if c.reason}
        files = {c.url: document(c, self.place, read[c.url]) for c in good if not is_page(c, read[c.url])}
        near = clicks(read, {capture.url: capture.depth for capture in good})
        joined = tuple(
            page(c, self.place, read[c.url], read[c.url].columns or columns_of(c, read), files, lost, near[c.url])
            for c in good
            if c.url not in files
        )
        alone = _is_alone(len(joined), lost.values(), has_file=any(each.documents for each in joined))
        return Visited(joined, (*lost.values(), *self._beyond(visit, every, is_alone=alone)))

    def survey(self, whose: Whose) -> Survey:
        """The site looked over: one reading after another, of which little is kept."""
        visit = self._visit
        if visit is None:
            return Survey(beyond=((self._unvisited(), whose.of_lost(self._unvisited(), {})),))
        captures = _promising(every := self._every(), self.only)
        good, home = _good(captures), absolute(self.home, self.home)
        looked = _Looked(whose, {capture.url: capture.depth for capture in good})
        for capture, reading in zip(good, self.readings.of(good), strict=True):
            looked.take(capture, reading)
        pages = tuple(looked.glimpses(good))
        owners = {each.url: each.owner for each in pages}
        lost = {c.url: unreached(c, self.place, home, looked.headings) for c in captures if c.reason}
        alone = _is_alone(len(pages), lost.values(), has_file=looked.has_file)
        beyond = self._beyond(visit, every, is_alone=alone)
        told, besides = ([(each, whose.of_lost(each, owners)) for each in some] for some in (lost.values(), beyond))
        files = {capture.url: capture.id for capture in good if capture.url in looked.files}
        return Survey(pages, files, tuple(told), tuple(besides), frozenset(looked.placed.values()))

    def pages(self, survey: Survey, wanted: Sequence[Glimpse]) -> tuple[Page, ...]:
        """Some pages of a site that was looked over, with the files on them."""
        found = list(self.archive.captures_by_id(each.id for each in wanted))
        read = dict(zip((capture.url for capture in found), self.readings.of(found), strict=True))
        led = {url for each in read.values() for url in _led(each)}
        filed = list(self.archive.captures_by_id(survey.files[url] for url in led if url in survey.files))
        of_files = zip(filed, self.readings.of(filed), strict=True)
        files = {c.url: document(c, self.place, reading) for c, reading in of_files}
        lost = {each.url: each for each, _ in survey.lost}
        known = {each.id: each for each in wanted}
        return tuple(
            page(c, self.place, read[c.url], known[c.id].columns, files, lost, known[c.id].clicks) for c in found
        )

    @property
    def _visit(self) -> Visit | None:
        return self.archive.visit(self.key, self.period)

    def _every(self) -> list[Capture]:
        return list(self.archive.captures(self.key, self.period))

    def _unvisited(self) -> Unreached:
        return Unreached(self.home, self.place, Reason.NOT_VISITED)

    def _beyond(self, visit: Visit, every: Sequence[Capture], *, is_alone: bool) -> tuple[Unreached, ...]:
        """Why the visit as a whole says little; nothing when it was an ordinary one."""
        if visit.finished is None:
            return (self._unvisited(),)
        home = absolute(self.home, self.home)
        if self.only:
            return _hindering(every, self.place, home)
        captures = every if is_alone else ()
        return tuple(Unreached(home, self.place, Reason.NO_WAY, fetched=each.fetched) for each in captures[:1])


class _Looked:
    """What is kept of readings that pass by."""

    def __init__(self, whose: Whose, depths: Mapping[str, int]) -> None:
        self._whose, self._depths = whose, depths
        self._ways: dict[str, Ways] = {}
        self._labelled: dict[str, str] = {}
        self._introduced: dict[str, str] = {}
        self._common: set[str] = set()
        self._dated: set[str] = set()
        self._leads: list[set[str]] = []  # of the first page and the second: a site of more is not alone
        self.headings: dict[str, Heading] = {}
        self.files: set[str] = set()
        self.placed: dict[str, str] = {}

    def take(self, capture: Capture, reading: Reading) -> None:
        """Keeps what is needed of a reading."""
        seen, names = document(capture, Place.PORTAL, reading), self._whose.names
        self.headings[capture.url] = Heading(reading.title, reading.columns)
        self._ways[capture.url] = ways(reading, self._depths)
        if not is_page(capture, reading):
            self.files.add(capture.url)
            return
        if len(self._leads) <= 1:
            self._leads.append(set(_led(reading)))
        place = placed(capture.url, self._whose.places)
        owner = place or labelled((seen.title, seen.issuer), names)
        self._labelled[capture.url] = owner
        self._introduced[capture.url] = "" if owner else introduced(seen, names)
        if place:
            self.placed[capture.url] = place
        if reading.published is not None:
            self._dated.add(capture.url)
        if self._whose.is_common(reading, seen.title) or (self._introduced[capture.url] and names_several(seen, names)):
            self._common.add(capture.url)

    @property
    def has_file(self) -> bool:
        """Whether a file hangs on its first page or its second."""
        return any(leads & self.files for leads in self._leads)

    def glimpses(self, captures: Iterable[Capture]) -> Iterator[Glimpse]:
        """The pages among these, in their order."""
        near = shortest(self._ways, self._depths)
        pages = [capture for capture in captures if capture.url not in self.files]
        columns = {each.url: self.headings[each.url].columns or columns_of(each, self.headings) for each in pages}
        owners = {url: self._owner(url, path) for url, path in columns.items()}
        given = listed(owners, self.placed, self._dated, self._ways)
        for each in pages:
            url = each.url
            owner = owners[url] or given.get(url, "")
            yield Glimpse(each.id, url, owner, url in self._common, near[url], columns[url])

    def _owner(self, url: str, columns: Sequence[str]) -> str:
        return self._labelled[url] or columned(columns, self._whose.names) or self._introduced[url]


def _good(captures: Iterable[Capture]) -> list[Capture]:
    return [capture for capture in captures if not capture.reason]


def _led(reading: Reading) -> Iterator[str]:
    """The addresses of links and pictures of a page."""
    yield from (link.url for link in reading.links)
    yield from (image.url for image in reading.images)


def _promising(captures: list[Capture], words: tuple[str, ...]) -> list[Capture]:
    """The captures to which links with any of these words led, and the files on their pages; all when there are no words."""
    if not words:
        return captures
    named = {capture.url for capture in captures if any(word in capture.label for word in words)}
    return [each for each in captures if each.url in named or (each.kind != "page" and each.seen_on in named)]


def _hindering(captures: Sequence[Capture], place: Place, home: str) -> tuple[Unreached, ...]:
    """Why a site of which only some pages are opened could not be judged as a whole; nothing when it could.

    It is nobody's in particular, so that on the portal it stands for everybody.
    """
    lost = [unreached(each, place, home, {}) for each in captures if each.reason]
    found = hindered(lost, sum(not each.reason and each.kind == "page" for each in captures))
    return () if found is None else (Unreached(home, place, found.reason, fetched=found.fetched),)


def _is_alone(pages: int, lost: Collection[Unreached], *, has_file: bool) -> bool:
    """Whether a home is all there is of a site: closed for repairs, moved, a firewall's words, or no page at all.

    That shows what stands at its address and not what anybody publishes, unless the site itself says that nothing is there.
    """
    said = any(each.reason is Reason.GONE or not each.depth for each in lost)
    return pages <= 1 and not said and not has_file
