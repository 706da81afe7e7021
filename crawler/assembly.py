"""From captures to Snapshots: what was kept of a month is read, joined and given to whom it belongs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from types import TracebackType
from urllib.parse import urlsplit

from crawler.archive import Archive, Capture
from crawler.attribution import Names, is_others, portal_owner, portal_places
from crawler.clicks import clicks
from crawler.health import hindered
from crawler.kept_readings import WEB, lasts, row
from crawler.period import Period
from crawler.reading import File, Pool, edition, from_json, read_safely
from crawler.reading.value import Reading
from crawler.recall import Recall
from crawler.roster import Department
from crawler.scope import Scope, absolute
from crawler.snapshot import Document, Page, Place, Reason, Snapshot, Unreached, Visited

PORTAL = "portal"
BATCH = 64  # bodies read at a time, so that memory stays flat however large a site is
OFFICE, OFFICE_NAMES = ("application/msword", "application/vnd.ms"), (".doc", ".xls", ".wps", ".et", ".rtf")


class Month:
    """Everything that was kept of one month, opened as Snapshots. Close it, or use it in a with block.

    `recall` says what is opened of months before. With `only`, nothing but the pages to which links with any of these
    words led is opened of this one. Dated pages of the portal with any of the words `shared` in their titles are common
    to all, whoever issued them. Files are read by the children of `pool`, which whoever gave it closes.
    """

    def __init__(
        self,
        archive: Archive,
        departments: Sequence[Department],
        period: Period,
        portal: str,
        *,
        recall: Recall | None = None,
        only: tuple[str, ...] = (),
        shared: tuple[str, ...] = (),
        pool: Pool | None = None,
    ) -> None:
        self._archive = archive
        self._departments = {each.id: each for each in departments}
        self._period = period
        self._portal = portal
        self._names = Names(departments)
        self._pool, self._is_lent = pool or Pool(), pool is not None
        self._only, self._words = only, shared
        self._recall = recall or Recall()
        self._crawled = archive.periods() if recall else []

    def __enter__(self) -> Month:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if not self._is_lent:
            self._pool.close()

    def snapshot(self, department: Department) -> Snapshot:
        """What was seen of one department on its own site and on the portal."""
        seen = self._seen(department)
        past = {when: month._seen(department) for when, month in self._past.items()}
        earlier = self._recall.year_before(self._period, self._crawled)
        previous = self._recall.month_before(self._period, self._crawled)
        return replace(
            seen,
            earlier=past[earlier].pages if earlier is not None else (),
            previous=self._previous(department, past.get(previous)) if previous is not None else (),
        )

    def _previous(self, department: Department, asked: Snapshot | None) -> tuple[Page, ...]:
        """What was kept of the month before: the pages asked for, where all of them were read, and those asked for besides."""
        whole = _whole(asked) if asked is not None else ()
        besides = self._besides._seen(department).pages if self._besides is not None else ()
        known = {(page.place, page.url) for page in whole}
        return (*whole, *(page for page in besides if (page.place, page.url) not in known))

    @cached_property
    def _besides(self) -> Month | None:
        """The month before as far as it is asked for besides."""
        when, words = self._recall.month_before(self._period, self._crawled), self._recall.also
        return self._opened(when, words) if when is not None and words else None

    def _opened(self, when: Period, words: tuple[str, ...]) -> Month:
        return Month(self._archive, tuple(self._departments.values()), when, self._portal, only=words, pool=self._pool)

    @cached_property
    def _past(self) -> dict[Period, Month]:
        """The months before that are opened too."""
        asked = self._recall.words(self._period, self._crawled)
        return {when: self._opened(when, words) for when, words in asked.items()}

    def _seen(self, department: Department) -> Snapshot:
        own = self._own(department) if department.home else Visited((), ())
        shared = self._shared
        mine = tuple(page for page, owner in shared if owner == department.id)
        return Snapshot(
            department,
            self._period,
            (*own.pages, *mine),
            (*own.unreached, *self._lost_on_portal(department)),
            tuple(page for page, owner in shared if not owner or (owner != department.id and self._is_common(page))),
            whole=self._portal_site if "portal" in department.kinds else None,
            others=own.others,
        )

    def _is_common(self, page: Page) -> bool:
        return page.published is not None and any(word in page.title for word in self._words)

    def _own(self, department: Department) -> Visited:
        visited = self._visit(department.id, Place.OWN, department.home)
        inner = _inner(department.home, [each.home for each in self._departments.values() if each.home])
        kept = (page for page in visited.pages if not any(scope.covers(page.url) for scope in inner))
        pages = [(page, is_others(page, department, self._names, self._departments)) for page in kept]
        lost = (each for each in visited.unreached if not any(scope.covers(each.url) for scope in inner))
        mine, others = (tuple(page for page, other in pages if other is which) for which in (False, True))
        return Visited(mine, tuple(lost), others)

    @cached_property
    def _portal_site(self) -> Visited:
        return self._visit(PORTAL, Place.PORTAL, self._portal)

    @cached_property
    def _shared(self) -> list[tuple[Page, str]]:
        places = portal_places(self._departments.values())
        return [(page, portal_owner(page, self._names, places)) for page in self._portal_site.pages]

    def _lost_on_portal(self, department: Department) -> Iterator[Unreached]:
        """What the portal did not show of the department, and what may be anyone's and was not said to be gone."""
        for lost, owner in self._lost:
            if owner == department.id or (not owner and not lost.reason.proves_absence):
                yield lost

    @cached_property
    def _lost(self) -> list[tuple[Unreached, str]]:
        """What the portal did not show, with whose it is: by its label, the page that led to it, its columns."""
        owners = {page.url: owner for page, owner in self._shared}
        return [(lost, self._owner_of(lost, owners)) for lost in self._portal_site.unreached]

    def _owner_of(self, lost: Unreached, owners: Mapping[str, str]) -> str:
        named = self._names.named(lost.label)
        columned = self._names.named(" ".join(reversed(lost.columns)))
        return next(iter([*named, *filter(None, [owners.get(lost.seen_on, "")]), *columned]), "")

    def _visit(self, key: str, place: Place, home: str) -> Visited:
        visit, open_end = self._archive.visit(key, self._period), (Unreached(home, place, Reason.NOT_VISITED),)
        if visit is None:
            return Visited((), open_end)
        home = absolute(home, home)
        captures = _promising(every := list(self._archive.captures(key, self._period)), self._only)
        good = [capture for capture in captures if not capture.reason]
        readings = dict(zip((capture.url for capture in good), self._read(good), strict=True))
        lost = {capture.url: _unreached(capture, place, home, readings) for capture in captures if capture.reason}
        files = {c.url: _document(c, place, readings[c.url]) for c in good if not _is_page(c, readings[c.url])}
        pages = (c for c in good if c.url not in files)
        near = clicks(readings, {capture.url: capture.depth for capture in good})
        joined = tuple(_page(capture, place, readings, files, lost, near[capture.url]) for capture in pages)
        alone = _is_alone(joined, tuple(lost.values()))
        barred = (Unreached(home, place, Reason.NO_WAY, fetched=captures[0].fetched),) if alone and captures else ()
        hindering = _hindering(every, place, home) if self._only else barred
        return Visited(joined, (*lost.values(), *(open_end if visit.finished is None else hindering)))

    def _read(self, captures: Sequence[Capture]) -> Iterator[Reading]:
        """A reading for each capture, from the store where this edition of the readers has read those bytes before."""
        for start in range(0, len(captures), BATCH):
            batch = captures[start : start + BATCH]
            kept = {c.url: self._archive.reading(c.sha256, edition(), c.url) for c in batch}
            fresh = [c for c in batch if kept[c.url] is None]
            files = (File(self._archive.body(c), c.url, c.media_type, fetched=c.fetched.date()) for c in fresh)
            read = dict(zip((c.url for c in fresh), read_safely(files, self._pool), strict=True))
            lasting = (c for c in fresh if lasts(read[c.url]))
            self._archive.keep_readings(edition(), (row(c.sha256, c.url, read[c.url]) for c in lasting))
            for capture in batch:
                stored = kept[capture.url]
                yield read[capture.url] if stored is None else from_json(stored)


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
    lost = [_unreached(each, place, home, {}) for each in captures if each.reason]
    found = hindered(lost, sum(not each.reason and each.kind == "page" for each in captures))
    return () if found is None else (Unreached(home, place, found.reason, fetched=found.fetched),)


def _whole(seen: Snapshot) -> tuple[Page, ...]:
    """The pages of those places of which nothing that was asked for is missing."""
    spoilt = {lost.place for lost in seen.unreached if not lost.reason.proves_absence}
    return tuple(page for page in seen.pages if page.place not in spoilt)


def _inner(home: str, homes: Iterable[str]) -> tuple[Scope, ...]:
    """The sites that lie within a site, as far as the crawler told them apart."""
    own = Scope(home)
    others = [Scope(each) for each in homes]
    return tuple(other for other in others if own.covers(other.home) and not other.covers(own.home))


def _is_alone(pages: Sequence[Page], lost: Sequence[Unreached]) -> bool:
    """Whether a home is all there is of a site: closed for repairs, moved, a firewall's words, or no page at all.

    That shows what stands at its address and not what anybody publishes, unless the site itself says that nothing is there.
    """
    said = any(each.reason is Reason.GONE or not each.depth for each in lost)
    return len(pages) <= 1 and not said and not any(each.documents for each in pages)


def _is_page(capture: Capture, reading: Reading) -> bool:
    """Whether what was kept is a page: a file that Word or Excel saved as a web page stays a file, which hangs on its page."""
    office = capture.media_type.startswith(OFFICE) or urlsplit(capture.url).path.lower().endswith(OFFICE_NAMES)
    return reading.media_type in WEB and not office


def _document(capture: Capture, place: Place, reading: Reading) -> Document:
    return Document(capture.url, place, capture.fetched, capture.sha256, capture.label, reading)


def _page(
    capture: Capture,
    place: Place,
    readings: Mapping[str, Reading],
    files: Mapping[str, Document],
    lost: Mapping[str, Unreached],
    near: int,
) -> Page:
    reading = readings[capture.url]
    labels = {link.url: link.text for link in reading.links} | {image.url: image.text for image in reading.images}
    return Page(
        **vars(_document(capture, place, reading)),
        columns=reading.columns or _columns_of(capture, readings),
        documents=tuple(replace(files[url], label=text) for url, text in labels.items() if url in files),
        dead=tuple(replace(lost[url], label=text) for url, text in labels.items() if _is_file(lost.get(url))),
        clicks=near,
    )


def _columns_of(capture: Capture, readings: Mapping[str, Reading]) -> tuple[str, ...]:
    """The columns of a page that does not show its own: those of the page that led to it, and that page's title.

    An address to which no page led was given with the name of its column.
    """
    if not capture.seen_on and capture.label:
        return (capture.label,)
    leading = readings.get(capture.seen_on)
    return (*leading.columns, leading.title) if leading is not None else ()


def _unreached(capture: Capture, place: Place, home: str, readings: Mapping[str, Reading]) -> Unreached:
    """What was lost. Only the home page has depth 0; a frame or a list that it is made of counts as a step away."""
    return Unreached(
        url=capture.url,
        place=place,
        reason=Reason(capture.reason),
        label=capture.label,
        columns=_columns_of(capture, readings),
        status=capture.status,
        seen_on=capture.seen_on,
        fetched=capture.fetched,
        depth=capture.depth if capture.url == home else max(capture.depth, 1),
        kind=capture.kind,
    )


def _is_file(lost: Unreached | None) -> bool:
    return lost is not None and lost.kind != "page"
