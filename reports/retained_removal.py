"""A month's evidence taken away by a person: only beyond its time, only when nothing rests on it, and never without a line about it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from contextlib import closing
from datetime import date

from checker.removals import Gone, Removal, Removals
from crawler.archive import Archive
from crawler.period import Period
from crawler.refusal import Fault, Refusal
from crawler.retention import Holding, digest, take_away
from reports.retained_months import Kept, Month, kept_in, reasons
from reports.retained_words import megabytes
from reports.session import Session
from reports.workspace import Workspace

DONE = 0


def remove(session: Session, workspace: Workspace, period: Period, by: str) -> int:
    """Takes a month away. Raises Busy, and Refusal with every reason why it may not go; then nothing is changed."""
    with workspace.lock(session.options.command), Archive(workspace.var / "archive") as archive:
        today = allowed_day(session)
        kept = kept_in(workspace, archive, today)
        month = next((each for each in kept.months if each.period == period), None)
        if month is None:
            raise Refusal(nothing_kept(period))
        if faults := reasons(month, today, kept.keep):
            raise Refusal(*faults)
        if month.going:
            _note(session, workspace, archive, kept, month, by)
            take_away(archive, month.going, session.now)
    _tell(session, kept, month)
    return DONE


def allowed_day(session: Session) -> date:
    """The day by which it is decided what may go: --as-of may look back, but brings no future."""
    return min(session.today, session.now.date())


def nothing_kept(period: Period) -> Fault:
    """That there is nothing to take away."""
    values = {"period": str(period)}
    return Fault("没有保存 {period} 的证据", "请先看 gongkai retention 列出的月份", "", None, values)


def _note(session: Session, workspace: Workspace, archive: Archive, kept: Kept, month: Month, by: str) -> None:
    """Adds the line about what is to go, before anything goes; what an earlier line tells already is not told again."""
    with closing(Removals(workspace.var / "gongkai.sqlite")) as removals:
        told = {file for each in removals.all() for file in each.files}
        files = [each for each in _files(archive, kept, month.going) if each not in told]
        if files or not month.removals:
            captures = sum(kept.holdings[each].captures for each in month.going)
            removals.add([Removal(month.period, by, session.now, captures, tuple(files))])


def _files(archive: Archive, kept: Kept, going: Iterable[Holding]) -> Iterable[Gone]:
    for each in going:
        if sha256 := digest(archive, each):
            yield Gone(each.path, sha256, kept.holdings[each].size)


def _tell(session: Session, kept: Kept, month: Month) -> None:
    gone: Collection[Holding] = month.going
    staying = [each for each in kept.holdings if each.period == month.period and each not in gone]
    files = sum(kept.holdings[each].size > 0 for each in gone)
    values = {"period": str(month.period), "files": str(files), "size": megabytes(kept.size(gone))}
    if gone:
        session.say("已移走 {period} 的证据：{files} 个文件，{size} MB。检查结果和台账不变", **values)
    else:
        session.say("{period} 没有可以移走的证据", **values)
    if staying:
        values |= {"files": str(len(staying)), "size": megabytes(kept.size(staying))}
        session.say("还有 {files} 个文件（{size} MB）是后来的月份要用的，没有动；那些月份移走时一并移走", **values)
