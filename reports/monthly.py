"""The steps of a month: visit, judge, look again. Each holds what it needs and nothing else."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from time import process_time_ns
from types import MappingProxyType

from checker.counted.month import MonthCounter
from checker.counted.whole import MonthCounted
from checker.ledger.cases import Case
from checker.ledger.events import Matter
from checker.ledger.looks import Look
from checker.peers import compared
from checker.scheme import Scheme
from checker.scoring import Assessment
from checker.store import Figures, Store, findings_of
from checker.unread import RULES, year_judged
from crawler.archive import Archive
from crawler.health import Column
from crawler.period import Period
from crawler.refusal import Fault, Refusal
from crawler.roster import Department
from crawler.run import CrawlReport, crawl
from crawler.snapshot import Place, Reason
from reports.clustered import cluster_of
from reports.crawled import crawl_report, site_names, weak_columns
from reports.judging import Asked, BodyJudged, read_before
from reports.judging_processes import judged_bodies, processes_for
from reports.keeping import bring_up, catch_up, escalate, is_told, open_before
from reports.profile import profile_table
from reports.progress import checking, crawling
from reports.removed import must_be_kept
from reports.run_inputs import judged_from, told_from
from reports.run_journal import CHECK, LEDGER, journal_of
from reports.session import Session
from reports.spent import STORING, Spent
from reports.stored import results_of
from reports.workspace import Workspace
from rules.finding import Outcome

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
    return GAPS if lost_in(visited(session, workspace, departments, again=again)) else DONE


def visited(
    session: Session,
    workspace: Workspace,
    departments: tuple[Department, ...],
    *,
    again: bool | Collection[str] = False,
    within_hours: bool = False,
) -> CrawlReport:
    """Crawls the portal and every own site, tells of it, and returns the report; the words are those of `crawler.run.crawl`.

    Raises Refusal for a month whose evidence was taken away.
    """
    must_be_kept(workspace, session.period)
    targets, cluster = workspace.targets(departments), cluster_of(session, workspace)
    names = site_names(session, departments)
    with (
        Archive(workspace.var / "archive") as archive,
        crawling(session, workspace, archive, targets, names, again) as listener,
    ):
        report = crawl(
            targets,
            session.period,
            archive,
            workspace.crawl,
            listener.hear,
            again=again,
            within_hours=within_hours,
            saw=listener.saw,
            cluster=cluster,
        )
    if not session.options.quiet:
        session.err.print(crawl_report(report, names, workspace.crawl.delay, session.wording))
    good = sum(counts[""] for counts in report.sites.values())
    values = {"good": str(good), "lost": str(lost_in(report)), "seconds": str(round(report.seconds))}
    session.say("访问完毕：读到 {good} 个地址，{lost} 个未能读到，用时 {seconds} 秒", **values)
    return report


def lost_in(report: CrawlReport) -> int:
    """How many addresses could not be read, and are not said by their sites to be gone."""
    counts = sum(report.sites.values(), Counter[str]())
    return sum(number for reason, number in counts.items() if reason and not Reason(reason).proves_absence)


@contextmanager
def kept(workspace: Workspace, period: Period) -> Iterator[Archive]:
    """The archive of a workspace, in which a period was visited. Raises Refusal for one that was not."""
    unvisited = Fault("{period} 还没有访问过网站", "请先运行 gongkai crawl", "", None, {"period": str(period)})
    if not (workspace.var / "archive").is_dir():
        raise Refusal(unvisited)
    with Archive(workspace.var / "archive") as archive:
        must_be_kept(workspace, period)
        if period not in archive.periods():
            raise Refusal(unvisited)
        yield archive


@dataclass(frozen=True)
class Judged:
    """A month as it was judged, not yet kept: with the figures that were read, by body, and the columns read too badly to judge by.

    `relooks` are what it says of the cases that were open before, `counted` what the annual report counts of it. It is not `lasting`
    where readers ran out of time, or a body's judging ended its process: the same evidence may say more when it is judged again.
    """

    assessments: tuple[Assessment, ...]
    figures: Figures
    weak: tuple[tuple[str, Place, Column], ...]
    relooks: Mapping[Matter, Look]
    counted: MonthCounted
    lasting: bool = True


@dataclass(frozen=True)
class Weighed:
    """A month as it was judged and kept: in how many columns of sites too little was read, whether that is the last word, its digest."""

    weak: int
    lasting: bool
    results: str

    def inputs(self, inputs: str) -> str:
        """What is noted as the inputs of the step: none where it is to be done again with the same."""
        return inputs if self.lasting else ""


def judge(session: Session, workspace: Workspace, departments: tuple[Department, ...], scheme: Scheme) -> int:
    """Judges a month, stores it and tells the ledger; 3 when something could not be checked. Raises Refusal for a month not visited.

    Where nothing that the results hang on has changed since they were stored, that is said and they stay as they are.
    """
    options = session.options
    with kept(workspace, session.period) as archive, closing(_store(workspace)) as store:
        catch_up(session, workspace, session.period)
        inputs = judged_from(workspace, session.period, departments, scheme, archive)
        is_done = is_judged(workspace, session.period, store, inputs)
    if is_done and not options.again and not options.profile:
        session.say("证据、名册、方案和程序都没有变，仍是上次检查的结果；要重新检查请加 --again")
    else:
        spent = Spent()
        weighed = weigh_month(session, workspace, departments, scheme, spent)
        note(session, workspace, CHECK, weighed.inputs(inputs), weak=weighed.weak, results=weighed.results)
        if options.profile:
            session.out.print(profile_table(spent, scheme, session.wording))
    _tell(session, workspace, inputs)
    return _outcome(session, results_of(workspace, session.period).assessments)


def is_judged(workspace: Workspace, period: Period, store: Store, inputs: str) -> bool:
    """Whether the results that are stored are those of these inputs: a file of results may have been put back from a backup."""
    journal, stored = journal_of(workspace.var, period), store.digests().get(period)
    return stored is not None and journal.is_done(CHECK, inputs) and journal.facts(CHECK).get("results") == stored


def _weak_sites(weak: Iterable[tuple[str, Place, Column]]) -> int:
    """In how many columns of sites too little was read, those of the portal counted once."""
    return len({(name * (place is Place.OWN), each.path) for name, place, each in weak})


def note(session: Session, workspace: Workspace, step: str, inputs: str, **facts: object) -> None:
    """Notes in the journal that a step of the month was done. Raises OSError."""
    journal_of(workspace.var, session.period).note(step, inputs, session.today, **facts)


def _tell(session: Session, workspace: Workspace, judged: str) -> None:
    """Tells the ledger of the month, unless it was told of these results and of what people decided on them."""
    inputs = told_from(workspace, session.period, judged)
    if is_told(workspace) and journal_of(workspace.var, session.period).is_done(LEDGER, inputs):
        escalate(session, workspace)
    else:
        bring_up(session, workspace, session.period)
        note(session, workspace, LEDGER, inputs)


def weigh_month(
    session: Session,
    workspace: Workspace,
    departments: tuple[Department, ...],
    scheme: Scheme,
    spent: Spent | None = None,
) -> Weighed:
    """Judges a month and stores it; the columns that were read too badly are told, and their number returned.

    The ledger is yet to be told. What it takes is added to `spent`. Raises Refusal for a month not visited.
    """
    spent = Spent() if spent is None else spent
    with kept(workspace, session.period) as archive, closing(_store(workspace)) as store:
        waiting = open_before(workspace, session.period)
        judged = judged_by(session, workspace, archive, store, departments, scheme, waiting, spent)
        with spent.of(STORING):
            journal_of(workspace.var, session.period).drop(CHECK)
            store.save(session.period, judged.assessments, scheme, judged.figures, judged.relooks, judged.counted)
            results = store.digests()[session.period]
    spent.whole += process_time_ns()  # of this process, from its start
    found = weak_columns(judged.weak, session.wording)
    if found and not session.options.quiet:
        session.err.print(found)
    weak = _weak_sites(each for each in judged.weak if each[-1].is_weak and each[-1].first)
    return Weighed(weak, judged.lasting, results)


def judged_by(
    session: Session,
    workspace: Workspace,
    archive: Archive,
    store: Store,
    departments: Sequence[Department],
    scheme: Scheme,
    waiting: Mapping[str, Sequence[Case]] = MappingProxyType({}),
    spent: Spent | None = None,
) -> Judged:
    """A month judged from the archive under a scheme, beside what was read in earlier months; no results are stored.

    `waiting` are the cases that were open before, by department: they are looked at again. What it takes is added to `spent`.
    """
    period, spent = session.period, Spent() if spent is None else spent
    profile = getattr(session.options, "profile", False)
    asked = Asked(archive.folder, tuple(departments), period, workspace.portal, scheme, waiting, profile=profile)
    asked = read_before(asked, archive, spent, lambda sites: checking(session, sites, len(sites), "读取"))
    found = _bodies(session, asked, processes_for(len(departments), workspace.crawl.processes), spent)
    with spent.of(STORING):
        bodies = [found[each.id] for each in departments]
        counter = MonthCounter(departments)
        for body in bodies:
            counter.take(body.share)
        before = {kind: store.disclosed(kind, year_judged(kind, period.year) - 1, period.shift(-1)) for kind in RULES}
        figures = {body.assessment.department.id: body.figures for body in bodies}
        assessments = compared([body.assessment for body in bodies], scheme, figures, before)
        weak = [(body.assessment.department.name, *column) for body in bodies for column in body.weak]
        again = {matter: look for body in bodies for matter, look in body.relooks.items()}
        lasting = not asked.late and all(body.lasting for body in bodies)
        return Judged(tuple(assessments), figures, tuple(weak), again, counter.counted, lasting)


def _bodies(session: Session, asked: Asked, size: int, spent: Spent) -> dict[str, BodyJudged]:
    """Every body judged, by its id, under a bar."""
    judged: dict[str, BodyJudged] = {}
    for id, body in checking(session, judged_bodies(asked, size), len(asked.departments), "检查"):
        judged[id] = body
        spent.add(body.spent, elsewhere=size > 1)
    return judged


def _outcome(session: Session, assessments: Sequence[Assessment]) -> int:
    """What the month comes to after rulings that were made on it before."""
    outcomes = {item.outcome for _, _, item in findings_of(assessments)}
    if session.options.strict and Outcome.FAILED in outcomes:
        return PROBLEMS
    return GAPS if outcomes & {Outcome.UNTESTED, Outcome.CANT_TELL} else DONE


def _store(workspace: Workspace) -> Store:
    return Store(workspace.var / "gongkai.sqlite")
