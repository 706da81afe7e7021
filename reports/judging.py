"""One body after another judged from the archive: what a process needs for it, and what it hands back."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import ExitStack, closing
from dataclasses import dataclass, field, replace
from multiprocessing.reduction import ForkingPickler
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage
from time import process_time_ns
from types import MappingProxyType

from checker.assess import assess, figures_of, is_cut_off, unassessed
from checker.counted.month import MonthCounter, Share, uncounted
from checker.ledger.cases import Case
from checker.ledger.events import Kind, Matter
from checker.ledger.looks import Look
from checker.relook import relooks
from checker.scheme import Scheme
from checker.scoring import Assessment
from crawler.archive import Archive
from crawler.assembly import Month, Surveys
from crawler.health import Column, columns
from crawler.period import Period
from crawler.reading.value import Reading
from crawler.readings import Readings
from crawler.roster import Department
from crawler.snapshot import Place, Snapshot
from crawler.visited import Site
from reports.spent import ASSEMBLING, COUNTING, FIGURES, MARKS, READING, RELOOKS, TOPICS, Spent, timed
from rules.accounts.judging.collected import Collected
from rules.recalled import SHARED, recalled
from rules.rule import catalogue
from rules.topics import topics_of


def _table(held: dict[str, object]) -> Mapping[str, object]:
    return MappingProxyType(held)


# Schemes hold such tables, which do not go from process to process by themselves.
ForkingPickler.register(MappingProxyType, lambda table: (_table, (dict(table),)))


@dataclass(frozen=True)
class Asked:
    """All that judging a month hangs on beside the evidence in the archive, and what was found out about that already.

    `waiting` are the cases that were open before, by department. `late` are readings that ran out of time, `surveys` the portal
    looked over. With `profile` the topics of pages are told before the rules ask for them, so that no rule is charged for another's.
    """

    archive: Path
    departments: tuple[Department, ...]
    period: Period
    portal: str
    scheme: Scheme
    waiting: Mapping[str, Sequence[Case]] = field(default_factory=dict)
    late: Mapping[tuple[str, str], Reading] = field(default_factory=dict)
    surveys: Surveys = field(default_factory=dict)
    profile: bool = False

    def month(self, archive: Archive, readings: Readings) -> Month:
        """The month's evidence, to be opened body by body."""
        return Month(
            archive,
            self.departments,
            self.period,
            self.portal,
            recall=recalled(),
            shared=SHARED,
            readings=readings,
            surveys=self.surveys,
        )


@dataclass(frozen=True)
class BodyJudged:
    """What was found of one body: its assessment, figures, what is said of cases that were open, the columns read too
    badly to judge by, its share of the count.

    It is not `lasting` where the machine was at fault: judged again, another thing may be found of the same evidence.
    """

    assessment: Assessment
    share: Share
    figures: tuple[Collected, ...] = ()
    relooks: Mapping[Matter, Look] = field(default_factory=dict)
    weak: tuple[tuple[Place, Column], ...] = ()
    spent: Spent = field(default_factory=Spent)
    lasting: bool = True


class Judge:
    """Judges bodies of one month, any of them in any order; what comes out is the same. Close it, or use it in a with block."""

    def __init__(self, asked: Asked) -> None:
        self._asked, self._kept = asked, ExitStack()
        archive = self._kept.enter_context(Archive(asked.archive))
        readings = Readings(archive, late=asked.late)
        self._kept.callback(readings.close)
        self._month = asked.month(archive, readings)
        self._bodies = {each.id: each for each in asked.departments}
        self._counter = MonthCounter(asked.departments)
        self._clock = 0  # from the start of the process

    def close(self) -> None:
        """Closes the archive, and ends what reads for it."""
        self._kept.close()

    def __enter__(self) -> Judge:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    def judged(self, id: str) -> BodyJudged:
        """What is found of one body."""
        asked, spent, department = self._asked, Spent(), self._bodies[id]
        rules = timed(catalogue(), spent) if asked.profile else catalogue()
        with spent.of(ASSEMBLING):
            seen = self._month.snapshot(department)
        if asked.profile:
            with spent.of(TOPICS):
                _tell_topics(seen)
        with spent.of(MARKS):
            assessment = assess(seen, asked.scheme, rules)
        with spent.of(FIGURES):
            figures = figures_of(seen)
        with spent.of(RELOOKS):
            looks = relooks(seen, asked.scheme, rules, asked.waiting.get(id, ()))
        with spent.of(COUNTING):
            share = self._counter.share(seen, is_first=id == asked.departments[0].id)
            read = [(place, column) for place in Place for column in columns(seen.at(place))]
            weak = tuple((place, column) for place, column in read if column.is_weak and column.first)
        began, self._clock = self._clock, process_time_ns()
        spent.whole = self._clock - began
        return BodyJudged(assessment, share, figures, looks, weak, spent, lasting=not is_cut_off(assessment))


def _tell_topics(seen: Snapshot) -> None:
    for page in (*seen.pages, *seen.commons, *(seen.whole.pages if seen.whole is not None else ())):
        topics_of(page)


def read_before(
    asked: Asked, archive: Archive, spent: Spent, telling: Callable[[Sequence[Site]], Iterable[Site]] = iter
) -> Asked:
    """What is asked, once all that no reader read before is read and put into the archive, and the portal is looked over.

    The sites go through `telling`, which shows how far it is.
    """
    readings, began = Readings(archive), _cpu_of_readers()
    with closing(readings):
        month = asked.month(archive, readings)
        with spent.of(READING):
            for site in telling(month.sites()):
                site.bring_in()
        with spent.of(ASSEMBLING):
            surveys = month.surveys()
    read = _cpu_of_readers() - began
    spent.on[READING] += read
    spent.whole += read
    return replace(asked, surveys=surveys, late=readings.late)


def _cpu_of_readers() -> int:
    """Nanoseconds that ended children of this process took."""
    used = getrusage(RUSAGE_CHILDREN)
    return round((used.ru_utime + used.ru_stime) * 1_000_000_000)


def unjudged(asked: Asked, id: str) -> BodyJudged:
    """What is said of a body whose judging ended every process that tried: nothing was tested, and of open cases nothing is known."""
    department = next(each for each in asked.departments if each.id == id)
    looks = {each.matter: Look(Kind.UNKNOWN) for each in asked.waiting.get(id, ())}
    return BodyJudged(
        unassessed(department, asked.period, asked.scheme),
        uncounted(department, asked.period),
        relooks=looks,
        lasting=False,
    )
