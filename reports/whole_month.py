"""A month from end to end, as cron calls it: visit, judge, tell the ledger, write out, and say in one line what came of it.

It may be killed anywhere and started at any time: the next start goes on, does nothing twice, and two never run at once.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from datetime import date
from typing import TYPE_CHECKING

from rich.text import Text

from checker.scheme import Scheme
from crawler.period import Period
from crawler.refusal import Fault, Refusal
from crawler.roster import Department
from reports.holding import Busy
from reports.mail_settings import MailSettings, mail_settings
from reports.run_journal import MAIL, PAGES, START, SUMMARY, TABLES, WHOLE, Journal, journal_of, journals
from reports.run_log import RunLog
from reports.run_summary import GAPS, kept
from reports.run_untouched import program, untouched
from reports.session import Session, Usage
from reports.workspace import Workspace

if TYPE_CHECKING:
    from reports.run_steps import Ended

POLL = 5  # seconds between two looks whether the workspace is free


def run_month(session: Session) -> int:
    """A month, as cron calls it: the exit code. Raises Usage for a month that is not over, Refusal for input that cannot be used."""
    workspace, period = session.workspace(), session.period
    if session.today <= period.last:
        day = session.wording.day(period.shift(1).first)
        raise Usage("{period} 还没有过完，现在就检查会冤枉单位，请在 {day} 以后运行", period=str(period), day=day)
    if session.options.wait < 0:
        raise Usage("--wait 不能是负数")
    if not session.options.again and (code := _complete(session, workspace, period)) is not None:
        return code
    with RunLog(session, workspace.var / "log", str(period)) as log:
        _ready(workspace)
        with _alone(session, workspace):
            log.turn()
            return _run(session, session.workspace(), log)  # as it is now that nobody else can be writing


def _run(session: Session, workspace: Workspace, log: RunLog) -> int:
    from reports.keeping import ledger_of

    departments, scheme = _ready(workspace)
    mail, journal = mail_settings(workspace), journal_of(workspace.var, session.period)
    _refuse_the_past(session, workspace, [each.on for each in ledger_of(workspace).events])
    journal.note(START, "", session.today, at=session.now.isoformat(timespec="seconds"), program=program())
    log.add("开始（{program}）", program=program()[0])
    for period in _left(workspace, session.period):
        session.complain("{period} 没有做完，请运行 gongkai run --period {period}", period=str(period))
    ended = _steps(session, workspace, departments, scheme, log, journal)
    log.add("{health}", health=ended.health)
    session.say("{health}", health=ended.health)
    code = _mailed(session, workspace, mail, ended, log, journal) if mail else ended.code
    if ended.whole and code == ended.code:
        journal.note(WHOLE, untouched(workspace, session.period, *_words(session)), session.today)
    if ended.whole and not ended.did and code == ended.code:
        _say_complete(session, journal, code)
    else:
        session.out.print(Text(ended.line), soft_wrap=True)
    log.add("{line}", line=ended.line.removeprefix(f"{session.period} "))
    return code


def _left(workspace: Workspace, period: Period) -> list[Period]:
    """Earlier months of a run that was never brought to its end."""
    return [each for each, journal in journals(workspace.var) if each < period and SUMMARY not in journal.steps]


def month(session: Session, workspace: Workspace, departments: tuple[Department, ...], scheme: Scheme) -> int:
    """The same for whoever holds the workspace and knows what day it is: no mail, and no line; the exit code."""
    log = RunLog(session, workspace.var / "log", str(session.period))
    return _steps(session, workspace, departments, scheme, log, journal_of(workspace.var, session.period)).code


def _steps(
    session: Session,
    workspace: Workspace,
    departments: tuple[Department, ...],
    scheme: Scheme,
    log: RunLog,
    journal: Journal,
) -> Ended:
    from reports.run_steps import Steps

    return Steps(session, workspace, departments, scheme, log, journal).go()


def _ready(workspace: Workspace) -> tuple[tuple[Department, ...], Scheme]:
    from reports.monthly import ready

    found = ready(workspace)
    mail_settings(workspace)
    return found


def _words(session: Session) -> tuple[str, str]:
    """What was asked for that shows in what is written."""
    return session.wording.language, session.options.output or ""


def _complete(session: Session, workspace: Workspace, period: Period) -> int | None:
    """The exit code of a month that is done, said in a line; None when it is not, or when anything was touched since."""
    journal = journal_of(workspace.var, period)
    if not journal.is_done(WHOLE, untouched(workspace, period, *_words(session))):
        return None
    if not all(
        (workspace.var / name).is_file() for step in (TABLES, PAGES) for name in journal.facts(step).get("files", {})
    ):
        return None
    code = _code(session, journal)
    if code is not None:
        _refuse_the_past(session, workspace)
        _say_complete(session, journal, code)
    return code


def _code(session: Session, journal: Journal) -> int | None:
    facts = kept(journal.facts(SUMMARY))
    return None if facts is None else facts.code(strict=session.options.strict)


def _say_complete(session: Session, journal: Journal, code: int) -> None:
    day = session.wording.day(journal.steps[SUMMARY].on)
    session.say(
        "{period} 已经做完（{day}），此后没有变化，不再重做；退出码 {code}",
        period=str(session.period),
        day=day,
        code=str(code),
    )


def _refuse_the_past(session: Session, workspace: Workspace, told: Sequence[date] = ()) -> None:
    """Raises Refusal when today is before a day on which something was done already, or `told`: then the clock is wrong."""
    days = [each.on for _, journal in journals(workspace.var) for each in journal.steps.values()]
    last = max([*days, *told], default=session.today)
    if session.today < last:
        values = {"today": session.wording.day(session.today), "last": session.wording.day(last)}
        remedy = "请检查本机的时钟，或用 --as-of 说明以哪一天为今天"
        raise Refusal(Fault("今天是 {today}，早于最后一次记录的 {last}", remedy, "", None, values))


@contextmanager
def _alone(session: Session, workspace: Workspace) -> Iterator[None]:
    """Holds the workspace, once it is free if somebody is ready to wait. Raises Busy."""
    tries = session.options.wait * 60 // POLL
    with ExitStack() as stack:
        while True:
            try:
                stack.enter_context(workspace.lock(session.options.command))
                break
            except Busy as busy:
                if not tries:
                    raise
                if tries == session.options.wait * 60 // POLL:
                    words = {"process": busy.process or "?", "minutes": str(session.options.wait)}
                    session.say("另一个任务（进程 {process}）正在运行，最多等 {minutes} 分钟", **words)
            tries -= 1
            time.sleep(POLL)
        yield


def _mailed(
    session: Session, workspace: Workspace, settings: MailSettings, ended: Ended, log: RunLog, journal: Journal
) -> int:
    """Sends the line once for each state of the results; the exit code, in which a mail that did not go out is a gap."""
    from reports.mail import MailFailed, letter, send

    if not ended.news or journal.is_done(MAIL, ended.news):
        return ended.code
    say = session.wording.say
    subject = say("{city} {period} 政务公开检查", city=workspace.city, period=str(session.period))
    where = say("结果在 {folder}：export/ 是表格，report/ 是网页，log/run.log 是日志。", folder=str(workspace.var))
    try:
        refused = send(settings, letter(settings, subject, f"{ended.line}\n\n{ended.health}\n\n{where}\n", log.moment))
    except MailFailed as error:
        why = say(error.template, **error.values)
        session.complain("总结没有寄出：{why}。结果都在，下次启动再寄", why=why)
        log.add("邮件：没有寄出：{why}", why=why)
        return ended.code or GAPS
    journal.note(MAIL, ended.news, session.today)
    log.add("邮件：已寄给 {to}", to=[each for each in settings.to if each not in refused])
    if refused:
        session.complain("邮件服务器不收这些地址：{to}", to=list(refused))
        log.add("邮件：服务器不收 {to}", to=list(refused))
    return ended.code
