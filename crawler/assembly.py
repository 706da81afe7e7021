"""From captures to Snapshots: what was kept of a month is read, joined and given to whom it belongs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from types import TracebackType

from crawler.archive import Archive
from crawler.attribution import Names, is_others, portal_places
from crawler.period import Period
from crawler.reading import Pool
from crawler.readings import Readings
from crawler.recall import Recall
from crawler.roster import Department
from crawler.scope import Scope
from crawler.snapshot import Page, Place, Reason, Snapshot, Unreached, Visited
from crawler.visited import Site, Survey, Whose

PORTAL = "portal"
Surveys = Mapping[tuple[Period, tuple[str, ...]], Survey]  # of the portal, by the month and what is opened of it


class Month:
    """Everything that was kept of one month, opened as Snapshots. Close it, or use it in a with block.

    `recall` says what is opened of months before. With `only`, nothing but the pages to which links with any of these
    words led is opened of this one. Dated pages of the portal in whose titles one of the patterns `shared` is found are common
    to all, whoever issued them. Files are read by the children of `pool`, or come from `readings`; whoever gave these closes them.

    A body's own site is opened for it and dropped. The portal is looked over once, and then a body's pages of it are opened for it;
    only what is common to all is kept, and the whole is opened for nobody but who answers for it. `surveys` are what
    `surveys()` told of the same evidence before.
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
        readings: Readings | None = None,
        surveys: Surveys | None = None,
    ) -> None:
        self._archive = archive
        self._departments = {each.id: each for each in departments}
        self._period = period
        self._portal = portal
        self._whose = Whose(Names(departments), portal_places(departments), shared)
        self._readings, self._is_lent = readings or Readings(archive, pool), readings is not None
        self._only = only
        self._recall = recall or Recall()
        self._crawled = archive.periods() if recall else []
        self._known: Surveys = surveys or {}

    def __enter__(self) -> Month:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if not self._is_lent:
            self._readings.close()

    def sites(self) -> list[Site]:
        """All that is opened: the portal and every own site, in this month and in those before of which anything is opened."""
        homes = [each for each in self._departments.values() if each.home]
        return [
            site for month in (self, *self._others) for site in (month._gate, *(month._site(each) for each in homes))
        ]

    def surveys(self) -> Surveys:
        """The portal looked over, in this month and in those before of which anything is opened."""
        return {(month._period, month._only): month._survey for month in (self, *self._others)}

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
        departments = tuple(self._departments.values())
        return Month(
            self._archive, departments, when, self._portal, only=words, readings=self._readings, surveys=self._known
        )

    @cached_property
    def _past(self) -> dict[Period, Month]:
        """The months before that are opened too."""
        asked = self._recall.words(self._period, self._crawled)
        return {when: self._opened(when, words) for when, words in asked.items()}

    @property
    def _others(self) -> tuple[Month, ...]:
        return (*self._past.values(), *filter(None, (self._besides,)))

    def _seen(self, department: Department) -> Snapshot:
        own = self._own(department) if department.home else Visited((), ())
        commons = [page for page, owner in self._commons.values() if owner != department.id]
        return Snapshot(
            department,
            self._period,
            (*own.pages, *self._mine(department)),
            (*own.unreached, *self._lost_on_portal(department)),
            tuple(commons),
            whole=self._gate.whole() if "portal" in department.kinds else None,
            others=own.others,
        )

    def _own(self, department: Department) -> Visited:
        visited = self._site(department).whole()
        inner = _inner(department.home, [each.home for each in self._departments.values() if each.home])
        kept = (page for page in visited.pages if not any(scope.covers(page.url) for scope in inner))
        names = self._whose.names
        pages = [(page, is_others(page, department, names, self._departments)) for page in kept]
        lost = (each for each in visited.unreached if not any(scope.covers(each.url) for scope in inner))
        mine, others = (tuple(page for page, other in pages if other is which) for which in (False, True))
        return Visited(mine, tuple(lost), others)

    def _site(self, department: Department) -> Site:
        return Site(self._archive, self._readings, self._period, department.id, Place.OWN, department.home, self._only)

    @cached_property
    def _gate(self) -> Site:
        """The portal."""
        return Site(self._archive, self._readings, self._period, PORTAL, Place.PORTAL, self._portal, self._only)

    @cached_property
    def _survey(self) -> Survey:
        known = self._known.get((self._period, self._only))
        return self._gate.survey(self._whose) if known is None else known

    def _mine(self, department: Department) -> tuple[Page, ...]:
        """A department's pages of the portal."""
        wanted = [each for each in self._survey.pages if each.owner == department.id]
        return self._gate.pages(self._survey, wanted)

    @cached_property
    def _commons(self) -> Mapping[str, tuple[Page, str]]:
        """The portal's pages that are nobody's in particular or common to all, by address, each with whose it is."""
        wanted = [each for each in self._survey.pages if not each.owner or each.is_common]
        owners = {each.url: each.owner for each in wanted}
        return {page.url: (page, owners[page.url]) for page in self._gate.pages(self._survey, wanted)}

    def _lost_on_portal(self, department: Department) -> Iterator[Unreached]:
        """What the portal did not show of the department, and what may be anyone's and was not said to be gone.

        A first page that is gone says of nothing else that it is, nor does a column of the roster at whose address nothing was read.
        """
        for lost, owner in (*self._survey.lost, *self._survey.beyond):
            if owner == department.id or (not owner and not (lost.depth and lost.reason.proves_absence)):
                yield lost
        place = department.portal
        if place and not self._only and department.id not in self._survey.shown:
            yield Unreached(place, Place.PORTAL, Reason.NOT_VISITED, department.name, depth=1)


def _whole(seen: Snapshot) -> tuple[Page, ...]:
    """The pages of those places of which nothing that was asked for is missing."""
    spoilt = {lost.place for lost in seen.unreached if not lost.reason.proves_absence}
    return tuple(page for page in seen.pages if page.place not in spoilt)


def _inner(home: str, homes: Iterable[str]) -> tuple[Scope, ...]:
    """The sites that lie within a site, as far as the crawler told them apart."""
    own = Scope(home)
    others = [Scope(each) for each in homes]
    return tuple(other for other in others if own.covers(other.home) and not other.covers(own.home))
