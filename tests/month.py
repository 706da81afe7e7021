"""A true month: the sample city crawled over HTTP, judged, and compared with the truth about it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from checker.assess import assess
from checker.scoring import Assessment
from checker.store import Store, findings_of
from crawler.archive import Archive
from crawler.assembly import Month
from crawler.period import Period
from crawler.run import crawl
from reports import workspace
from reports.cli import main
from reports.samplecity.city import City
from reports.samplecity.server import Served, serve
from reports.samplecity.upkeep import LINKS, PICTURE
from rules.finding import Finding, Outcome
from rules.recalled import SHARED, recalled
from rules.rule import catalogue

Fact = tuple[str, str, str, str, str, str]  # department, rule, place, outcome, problem, subject


@dataclass(frozen=True)
class Compared:
    """What was found and what is true, leaving out what passed."""

    found: frozenset[Fact]
    true: frozenset[Fact]

    @property
    def invented(self) -> list[Fact]:
        return sorted(self.found - self.true)

    @property
    def missed(self) -> list[Fact]:
        return sorted(self.true - self.found)


@dataclass(frozen=True)
class Kept:
    """A city that is still served, and the workspace in which its month was crawled and judged."""

    city: City
    served: Served
    folder: Path
    period: Period
    asked: tuple[tuple[float, str, str, int], ...]  # what the server was asked for in that month

    def check(self, period: Period, *options: str) -> int:
        """What `gongkai check` says by its exit code."""
        return main(["check", "--workspace", str(self.folder), "--period", str(period), "--quiet", *options])

    def stored(self, period: Period) -> list[Assessment]:
        """What was last said of a month."""
        store = Store(self.folder / "var" / "gongkai.sqlite")
        try:
            return store.assessments(period)
        finally:
            store.close()

    def crawl(self, period: Period) -> None:
        """Puts another month under the same addresses and crawls it."""
        self.served.replace(self.city.content(period))
        space = workspace.read(self.folder)
        with Archive(space.var / "archive") as archive:
            crawl(space.targets(space.roster()), period, archive, space.crawl)


@contextmanager
def run(city: City, period: Period, folder: Path) -> Iterator[Kept]:
    """What `gongkai run` makes of a city's month."""
    with serve(city.content(period)) as served:
        city.write_workspace(folder, served.bases)
        assert main(["run", "--workspace", str(folder), "--period", str(period), "--quiet"]) == 3
        yield Kept(city, served, folder, period, tuple(served.log))


def judged(folder: Path, period: Period) -> list[Assessment]:
    """The assessments of what a workspace's archive holds."""
    space = workspace.read(folder)
    departments, scheme = space.roster(), space.open_scheme()
    with (
        Archive(space.var / "archive") as archive,
        Month(archive, departments, period, space.portal, recall=recalled(), shared=SHARED) as month,
    ):
        return [assess(month.snapshot(each), scheme, catalogue()) for each in departments]


def compared(city: City, period: Period, folder: Path) -> Compared:
    """Crawls a month of a city and compares what the program says with what is so."""
    with serve(city.content(period)) as served:
        city.write_workspace(folder, served.bases)
        space = workspace.read(folder)
        with Archive(space.var / "archive") as archive:
            crawl(space.targets(space.roster()), period, archive, space.crawl)
    return Compared(facts(judged(folder, period)), truth(city, period))


def facts(assessments: list[Assessment]) -> frozenset[Fact]:
    """Everything found that is neither passed nor inapplicable."""
    return frozenset(
        (
            a.department.id,
            v.rule,
            str(i.finding.place),
            str(i.finding.outcome),
            i.finding.problem,
            _subject(v.rule, i.finding),
        )
        for a, v, i in findings_of(assessments)
        if i.finding.outcome not in (Outcome.PASSED, Outcome.INAPPLICABLE)
    )


def _subject(rule: str, finding: Finding) -> str:
    """What a finding is about; of a dead link its words alone, whatever its address, and of a picture that it is one."""
    if rule == LINKS and finding.note.startswith(PICTURE):
        return PICTURE
    return finding.subject.partition(" http")[0] if rule == LINKS else finding.subject


def truth(city: City, period: Period) -> frozenset[Fact]:
    """The same of what is true."""
    planted = city.truth(period)
    found = {(p.department, p.rule, p.place, p.outcome, p.problem, p.subject) for p in planted}
    return frozenset(
        found | {(p.department, p.rule, p.place, p.outcome, p.problem, p.subject) for p in city.lost(period)}
    )
