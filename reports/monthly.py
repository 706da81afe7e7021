"""The steps of a month: visit, judge, look again. Each holds what it needs and nothing else."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from checker.assess import assess, figures_of
from checker.decided import Decided, decided
from checker.decisions import Decisions
from checker.peers import compared
from checker.scheme import Scheme
from checker.scoring import Assessment
from checker.store import Figures, Store, findings_of
from checker.unread import RULES, year_judged
from crawler.archive import Archive
from crawler.assembly import Month
from crawler.health import Column, columns
from crawler.period import Period
from crawler.refusal import Fault, Refusal
from crawler.roster import Department
from crawler.run import crawl
from crawler.snapshot import Place, Reason
from reports.crawled import crawl_report, weak_columns
from reports.progress import checking, crawling
from reports.session import Session
from reports.workspace import Workspace
from rules.finding import Outcome
from rules.recalled import SHARED, recalled
from rules.rule import catalogue

DONE, PROBLEMS, GAPS = 0, 1, 3


def ready(workspace: Workspace) -> tuple[tuple[Department, ...], Scheme]:
    """Roster and scheme. Raises one Refusal with the faults of both, before anything is written."""
    faults: list[Fault] = []
    try:
        departments = workspace.roster()
    except Refusal as refusal:
        faults += refusal.faults
    try:
        scheme = workspace.open_scheme()
    except Refusal as refusal:
        faults += refusal.faults
    if faults:
        raise Refusal(*faults)
    return departments, scheme


def visit(session: Session, workspace: Workspace, departments: tuple[Department, ...], *, again: bool = False) -> int:
    """Crawls the portal and every own site; 0 when all was read, 3 when something could not be."""
    targets = workspace.targets(departments)
    names = {each.id: each.name for each in departments} | {"portal": session.wording.say("政府门户网站")}
    with Archive(workspace.var / "archive") as archive, crawling(session, targets, names) as progress:
        report = crawl(targets, session.period, archive, workspace.crawl, progress, again=again)
    if not session.options.quiet:
        session.err.print(crawl_report(report, names, workspace.crawl.delay, session.wording))
    counts = sum(report.sites.values(), Counter())
    lost = sum(number for reason, number in counts.items() if reason and not Reason(reason).proves_absence)
    values = {"good": str(counts[""]), "lost": str(lost), "seconds": str(round(report.seconds))}
    session.say("访问完毕：读到 {good} 个地址，{lost} 个未能读到，用时 {seconds} 秒", **values)
    return GAPS if lost else DONE


@contextmanager
def kept(workspace: Workspace, period: Period) -> Iterator[Archive]:
    """The archive of a workspace, in which a period was visited. Raises Refusal for one that was not."""
    unvisited = Fault("{period} 还没有访问过网站", "请先运行 gongkai crawl", "", None, {"period": str(period)})
    if not (workspace.var / "archive").is_dir():
        raise Refusal(unvisited)
    with Archive(workspace.var / "archive") as archive:
        if period not in archive.periods():
            raise Refusal(unvisited)
        yield archive


@dataclass(frozen=True)
class Judged:
    """A month as it was judged, not yet kept: with the figures that were read, by body, and the columns read too badly to judge by."""

    assessments: tuple[Assessment, ...]
    figures: Figures
    weak: tuple[tuple[str, Place, Column], ...]


def judge(session: Session, workspace: Workspace, departments: tuple[Department, ...], scheme: Scheme) -> int:
    """Judges a month and stores it; 3 when something could not be checked. Raises Refusal for a month not visited."""
    with kept(workspace, session.period) as archive, closing(_store(workspace)) as store:
        judged = judged_by(session, workspace, archive, store, departments, scheme)
        store.save(session.period, judged.assessments, scheme, judged.figures)
    found = weak_columns(judged.weak, session.wording)
    if found and not session.options.quiet:
        session.err.print(found)
    return _outcome(session, results_of(workspace, session.period).assessments)


def judged_by(
    session: Session,
    workspace: Workspace,
    archive: Archive,
    store: Store,
    departments: Sequence[Department],
    scheme: Scheme,
) -> Judged:
    """A month judged from the archive under a scheme, beside what was read in earlier months; nothing is stored."""
    period = session.period
    assessments, weak, figures = [], [], {}
    with Month(archive, departments, period, workspace.portal, recall=recalled(), shared=SHARED) as month:
        for each in checking(session, departments):
            snapshot = month.snapshot(each)
            weak += [(each.name, place, column) for place in Place for column in columns(snapshot.at(place))]
            assessments.append(assess(snapshot, scheme, catalogue()))
            figures[each.id] = figures_of(snapshot)
    before = {kind: store.disclosed(kind, year_judged(kind, period.year) - 1, period.shift(-1)) for kind in RULES}
    return Judged(tuple(compared(assessments, scheme, figures, before)), figures, tuple(weak))


def _outcome(session: Session, assessments: Sequence[Assessment]) -> int:
    """What the month comes to after rulings that were made on it before."""
    outcomes = {item.outcome for _, _, item in findings_of(assessments)}
    if session.options.strict and Outcome.FAILED in outcomes:
        return PROBLEMS
    return GAPS if outcomes & {Outcome.UNTESTED, Outcome.CANT_TELL} else DONE


def _store(workspace: Workspace) -> Store:
    return Store(workspace.var / "gongkai.sqlite")


@dataclass(frozen=True)
class Results:
    """A month as it was judged and as people decided on it, with the scheme by which it was judged."""

    period: Period
    scheme: Scheme
    machine: tuple[Assessment, ...]
    decided: Decided

    @property
    def assessments(self) -> tuple[Assessment, ...]:
        """The assessments after all rulings."""
        return self.decided.assessments


def results_of(workspace: Workspace, period: Period) -> Results:
    """The stored results of a month. Raises Refusal when it has not been checked."""
    return results_in(workspace.var / "gongkai.sqlite", period)


def results_in(path: Path, period: Period) -> Results:
    """The results of a month in a file of results. Raises Refusal when there are none."""
    found: list[Assessment] = []
    if path.is_file():
        with closing(Store(path)) as store:
            found, scheme = store.assessments(period), store.scheme(period)
    if not found:
        values = {"period": str(period)}
        raise Refusal(Fault("{period} 还没有检查", "请先运行 gongkai crawl 和 gongkai check", "", None, values))
    if scheme is None:
        values = {"period": str(period)}
        remedy = "请再运行一次 gongkai check"
        raise Refusal(Fault("{period} 是由旧版本检查的，没有保存当时的考核方案", remedy, "", None, values))
    with closing(Decisions(path)) as decisions:
        rulings, appeals = decisions.rulings(period), decisions.appeals(period)
    return Results(period, scheme, tuple(found), decided(found, scheme, rulings, appeals))
