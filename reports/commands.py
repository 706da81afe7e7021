"""What each command does. Heavy rooms of the house are entered only by the commands that need them."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from checker.scoring import Assessment
from reports.commands_office import (
    answer,
    appeal,
    appeals,
    backup,
    close,
    explore,
    import_,
    lake,
    ledger,
    notice,
    reopen,
    reply,
    report,
    restore,
    retention,
    schedule,
    schemes,
    statistics,
    year,
)
from reports.session import Session, Usage
from reports.workspace import Workspace, create
from rules.rule import catalogue

DONE = 0
PORTAL = "portal"


def init(session: Session) -> int:
    """Writes the template of a workspace."""
    for path in create(Path(session.options.folder)):
        session.say("已写出 {path}", path=str(path))
    session.say("请填写名册和设置，然后运行：gongkai run --workspace {folder}", folder=session.options.folder)
    return DONE


def crawl(session: Session) -> int:
    """Visits the sites of the roster for a period, or watches a visit that is going on."""
    from reports.monthly import ready, visit

    if session.options.watch:
        from reports.live.attached import watch_crawl

        return watch_crawl(session)
    workspace, _ = session.workspace(), session.period
    departments, _ = ready(workspace)
    with workspace.lock(session.options.command):
        return visit(session, workspace, departments, again=session.options.again)


def check(session: Session) -> int:
    """Judges what was kept of a period and stores the result."""
    from reports.monthly import judge, ready

    workspace, _ = session.workspace(), session.period
    departments, scheme = ready(workspace)
    with workspace.lock(session.options.command):
        return judge(session, workspace, departments, scheme)


def show(session: Session) -> int:
    """One department's scorecard, the items of its power list, or its month of air."""
    from reports import results as forms
    from reports.month_views import card_view
    from reports.stored import results_of

    workspace = session.workspace()
    if session.options.powers or session.options.air:
        return _show_other(session, workspace)
    if session.options.format == "text":
        session.out.print(card_view(session))
        return DONE
    if session.options.diff is not None:
        from reports.difference_asked import compared, write_difference

        write_difference(compared(session), session.wording, session.options.format, sys.stdout)
        return DONE
    chosen = _chosen(session, results_of(workspace, session.period).assessments, session.options.department)
    forms.write(forms.results([chosen], session.wording), session.options.format, sys.stdout)
    return DONE


def _show_other(session: Session, workspace: Workspace) -> int:
    """What a department shows of its powers or of the air, read anew from the evidence."""
    from reports.air import show_air
    from reports.monthly import ready
    from reports.powers import show_powers

    if session.options.powers and session.options.air:
        raise Usage("--powers 和 --air 只能选一个")
    departments, scheme = ready(workspace)
    chosen = session.department(departments, session.options.department)
    if session.options.powers:
        return show_powers(session, workspace, departments, chosen)
    return show_air(session, workspace, departments, scheme, chosen)


def _chosen(session: Session, assessments: Sequence[Assessment], word: str) -> Assessment:
    wanted = session.department([each.department for each in assessments], word)
    return next(each for each in assessments if each.department.id == wanted.id)


def rank(session: Session) -> int:
    """The city's ranking."""
    from reports.history import month_before
    from reports.month_views import rank_view
    from reports.results import rank_results, write
    from reports.stored import results_of

    if session.options.format == "text":
        session.out.print(rank_view(session))
        return DONE
    workspace = session.workspace()
    found, before = results_of(workspace, session.period, cited=False), month_before(workspace, session.period)
    write(rank_results(found.assessments, found.scheme, session.wording, before), session.options.format, sys.stdout)
    return DONE


def results(session: Session) -> int:
    """Every verdict, for other programs."""
    from reports import results as forms
    from reports.stored import results_of

    found = results_of(session.workspace(), session.period)
    forms.write(forms.results(found.assessments, session.wording), session.options.format, sys.stdout)
    return DONE


def export(session: Session) -> int:
    """The inspectors' workbooks."""
    from reports import exported
    from reports.stored import results_of

    workspace = session.workspace()
    exported.export(session, workspace, results_of(workspace, session.period))
    return DONE


def explain(session: Session) -> int:
    """A rule, or the story of a department's marks."""
    subject, indicator = session.options.subject, session.options.indicator
    if indicator is None and subject in catalogue():
        from reports.handbook import explain_rule

        session.out.print(explain_rule(catalogue()[subject], session.schemes(), session.wording))
        return DONE
    from reports.explain import explain_marks

    return explain_marks(session)


def evidence(session: Session) -> int:
    """A folder with everything that was seen of one department."""
    from reports.evidence import write_evidence
    from reports.monthly import ready

    workspace = session.workspace()
    departments, _ = ready(workspace)
    return write_evidence(session, workspace, departments, session.department(departments, session.options.department))


def verify(session: Session) -> int:
    """Whether the evidence is as it was."""
    from reports.verified import check_evidence

    workspace, word = session.workspace(), session.options.department
    site = session.department(workspace.roster(), word).id if word and word != PORTAL else word or ""
    return check_evidence(session, workspace, site)


def rules(session: Session) -> int:
    """The rules by area."""
    from reports.handbook import rules_by_area

    session.out.print(rules_by_area(session.schemes(), session.wording))
    return DONE


def read(session: Session) -> int:
    """What the program sees in pages and files."""
    from reports.seen import see

    return see(session)


def run(session: Session) -> int:
    """A month, as cron calls it."""
    from reports.whole_month import run_month

    return run_month(session)


def demo(session: Session) -> int:
    """The sample city's month."""
    from reports.demo import demonstrate

    return demonstrate(session)


def doctor(session: Session) -> int:
    """Whether this machine can run the program, and this workspace is fit for it."""
    from reports.doctor.examined import examine

    return examine(session)


COMMANDS: dict[str, Callable[[Session], int]] = {
    function.__name__.rstrip("_"): function
    for function in (
        init,
        crawl,
        check,
        show,
        rank,
        results,
        export,
        import_,
        appeal,
        appeals,
        answer,
        year,
        schemes,
        ledger,
        notice,
        reply,
        close,
        reopen,
        statistics,
        explain,
        evidence,
        verify,
        rules,
        read,
        report,
        explore,
        lake,
        run,
        schedule,
        retention,
        backup,
        restore,
        demo,
        doctor,
    )
}
