"""What each command does. Heavy rooms of the house are entered only by the commands that need them."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

from rich.text import Text

from checker.scoring import Assessment
from checker.store import Store
from crawler.refusal import Fault, Refusal
from crawler.roster import Department
from crawler.snapshot import Reason
from rules.finding import Outcome
from rules.rule import catalogue

if TYPE_CHECKING:
    from checker.scheme import Scheme
    from reports.cli import Session
    from reports.workspace import Workspace

DONE, PROBLEMS, GAPS = 0, 1, 3


def init(session: Session) -> int:
    """Writes the template of a workspace."""
    from reports.workspace import create

    for path in create(Path(session.options.folder)):
        session.say("已写出 {path}", path=str(path))
    session.say("请填写名册和设置，然后运行：gongkai run --workspace {folder}", folder=session.options.folder)
    return DONE


def crawl(session: Session) -> int:
    """Visits the sites of the roster for a period."""
    workspace = session.workspace()
    departments, _ = _ready(workspace)
    period = session.period
    with workspace.lock():
        return _crawl(session, workspace, departments, again=session.options.again) if period else GAPS


def _ready(workspace: Workspace) -> tuple[tuple[Department, ...], Scheme]:
    """Roster and scheme, or one Refusal with the faults of both, before anything is written."""
    faults: list[Fault] = []
    ready: list[object] = []
    for reader in (workspace.roster, workspace.open_scheme):
        try:
            ready.append(reader())
        except Refusal as refusal:
            faults += refusal.faults
    if faults:
        raise Refusal(*faults)
    departments, scheme = ready
    return departments, scheme  # type: ignore[return-value]


def _crawl(session: Session, workspace: Workspace, departments: tuple[Department, ...], *, again: bool) -> int:
    from crawler.archive import Archive
    from crawler.run import crawl as visit
    from reports.progress import crawling

    targets = workspace.targets(departments)
    with Archive(workspace.var / "archive") as archive, crawling(session, targets) as progress:
        report = visit(targets, session.period, archive, workspace.crawl, progress, again=again)
    counts = sum(report.sites.values(), Counter())
    lost = sum(number for reason, number in counts.items() if reason and not Reason(reason).proves_absence)
    values = {"good": str(counts[""]), "lost": str(lost), "seconds": str(round(report.seconds))}
    session.say("访问完毕：读到 {good} 个地址，{lost} 个未能读到，用时 {seconds} 秒", **values)
    return GAPS if lost else DONE


def check(session: Session) -> int:
    """Judges what was kept of a period and stores the result."""
    workspace = session.workspace()
    departments, scheme = _ready(workspace)
    period = session.period
    if not (workspace.var / "archive").is_dir():
        raise Refusal(Fault("{period} 还没有访问过网站", "请先运行 gongkai crawl", "", None, {"period": str(period)}))
    with workspace.lock():
        return _check(session, workspace, departments, scheme)


def _check(session: Session, workspace: Workspace, departments: tuple[Department, ...], scheme: Scheme) -> int:
    from checker.assess import assess
    from crawler.archive import Archive
    from crawler.assembly import Month
    from reports.progress import checking

    with Archive(workspace.var / "archive") as archive, closing(_store(workspace)) as store:
        month = Month(archive, departments, session.period, workspace.portal)
        judged = [assess(month.snapshot(each), scheme, catalogue()) for each in checking(session, departments)]
        store.save(session.period, judged)
    return _outcome(session, judged)


def _outcome(session: Session, assessments: Sequence[Assessment]) -> int:
    if getattr(session.options, "strict", False) and _any(assessments, Outcome.FAILED):
        return PROBLEMS
    gaps = _any(assessments, Outcome.UNTESTED) or _any(assessments, Outcome.CANT_TELL)
    return GAPS if gaps else DONE


def _any(assessments: Iterable[Assessment], outcome: Outcome) -> bool:
    return any(i.finding.outcome is outcome for each in assessments for v in each.verdicts for i in v.weighed)


def _store(workspace: Workspace) -> Store:
    return Store(workspace.var / "gongkai.sqlite")


def _checked(session: Session, workspace: Workspace) -> list[Assessment]:
    """The stored results of the period. Raises Refusal when it has not been checked."""
    period = session.period
    values = {"period": str(period)}
    missing = Fault("{period} 还没有检查", "请先运行 gongkai crawl 和 gongkai check", "", None, values)
    if not (workspace.var / "gongkai.sqlite").is_file():
        raise Refusal(missing)
    with closing(_store(workspace)) as store:
        found = store.assessments(period)
    if not found:
        raise Refusal(missing)
    return found


def show(session: Session) -> int:
    """One department's scorecard."""
    from reports.scorecard import scorecard

    workspace = session.workspace()
    assessments = _checked(session, workspace)
    wanted = session.department([each.department for each in assessments], session.options.department)
    scheme = workspace.open_scheme()
    chosen = next(each for each in assessments if each.department.id == wanted.id)
    session.out.print(scorecard(chosen, scheme, session.wording))
    return DONE


def rank(session: Session) -> int:
    """The city's ranking."""
    from reports.ranking import ranking
    from reports.results import rank_results, write

    workspace = session.workspace()
    assessments, scheme = _checked(session, workspace), workspace.open_scheme()
    if session.options.format == "text":
        session.out.print(ranking(assessments, scheme, session.wording))
    else:
        write(rank_results(assessments, session.wording), session.options.format, sys.stdout)
    return DONE


def results(session: Session) -> int:
    """Every verdict, for other programs."""
    from reports.results import results as all_results
    from reports.results import write

    write(all_results(_checked(session, session.workspace()), session.wording), session.options.format, sys.stdout)
    return DONE


def export(session: Session) -> int:
    """The inspectors' workbook."""
    workspace = session.workspace()
    _export(session, workspace, _checked(session, workspace), workspace.open_scheme())
    return DONE


def _export(session: Session, workspace: Workspace, assessments: list[Assessment], scheme: Scheme) -> None:
    from reports.workbook import write_workbook

    chosen = getattr(session.options, "output", None)
    path = Path(chosen) if chosen else workspace.var / "export" / f"gongkai-{session.period}.xlsx"
    path.parent.mkdir(parents=True, exist_ok=True)
    write_workbook(path, assessments, scheme, session.wording, session.period)
    session.say("已写出 {path}", path=str(path))


def explain(session: Session) -> int:
    """A rule, or the story of one mark."""
    from reports.explain import explain_rule, explain_verdict

    subject, indicator = session.options.subject, session.options.indicator
    if indicator is None and subject in catalogue():
        session.out.print(explain_rule(catalogue()[subject], session.wording))
        return DONE
    workspace = session.workspace()
    assessments, scheme = _checked(session, workspace), workspace.open_scheme()
    wanted = session.department([each.department for each in assessments], subject)
    chosen = next(each for each in assessments if each.department.id == wanted.id)
    indicators = {each.id: each for each in scheme.indicators}
    for verdict in chosen.verdicts:
        if indicator in (None, verdict.indicator, verdict.rule):
            session.out.print(explain_verdict(chosen, verdict, indicators[verdict.indicator], session.wording))
    return DONE


def rules(session: Session) -> int:
    """The rules by name."""
    for each in catalogue().values():
        session.out.print(Text(f"{each.id:<24} {session.wording.rule_title(each.id)}"))
    return DONE


def read(session: Session) -> int:
    """What the program sees in pages and files."""
    from reports.seen import see

    return see(session.options.source, session.options.format, session.out, session.wording)


def run(session: Session) -> int:
    """A month, as cron calls it."""
    workspace = session.workspace()
    departments, scheme = _ready(workspace)
    with workspace.lock():
        return month(session, workspace, departments, scheme)


def month(session: Session, workspace: Workspace, departments: tuple[Department, ...], scheme: Scheme) -> int:
    """Crawls, checks and exports; the worst of the three exit codes counts."""
    crawled = _crawl(session, workspace, departments, again=False)
    checked = _check(session, workspace, departments, scheme)
    _export(session, workspace, _checked(session, workspace), scheme)
    return PROBLEMS if checked == PROBLEMS else max(crawled, checked)


def demo(session: Session) -> int:
    """The sample city's month."""
    from reports.demo import demonstrate

    return demonstrate(session)


def doctor(session: Session) -> int:
    """Whether this machine can run the program."""
    from reports.doctor import examine

    return examine(session.out, session.wording)


COMMANDS: dict[str, Callable[[Session], int]] = {
    function.__name__: function
    for function in (init, crawl, check, show, rank, results, export, explain, rules, read, run, demo, doctor)
}
