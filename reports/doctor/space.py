"""The workspace: whether somebody is at work, whether its databases can be read, which holidays it knows, who starts its runs."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from crawler.refusal import Refusal
from crawler.schema import FORMAT
from reports import timetable_cron as cron
from reports import timetable_units as systemd
from reports.doctor.line import Line, bad, good
from reports.holidays import calendar_in
from reports.live.holder import holder_of
from reports.session import Session
from reports.timetable_tools import ToolFailed, has
from reports.workspace import Workspace

SOON = 12  # the month from which next year's holidays should be known
ARCHIVE, RESULTS = "archive/archive.db", "gongkai.sqlite"


def space(session: Session, workspace: Workspace) -> Iterator[Line]:
    """All of it. Raises OSError for a workspace that cannot be looked at."""
    yield lock(session, workspace)
    yield from stores(workspace)
    yield from holidays(session, workspace)
    yield starts(workspace)


def lock(session: Session, workspace: Workspace) -> Line:
    """Who is at work."""
    holder = holder_of(workspace.var)
    if holder is None:
        return good("lock", "没有任务在运行")
    values = {"command": f"gongkai {holder.command}".strip(), "process": str(holder.process)}
    said = "正在运行：{command}（进程 {process}，{since} 开始）"
    return good("lock", said, **values, since=session.wording.day(holder.since))


def stores(workspace: Workspace) -> Iterator[Line]:
    """Whether the databases can be read, by this program."""
    for name in (ARCHIVE, RESULTS):
        path = workspace.var / name
        if not path.is_file():
            continue
        values = {"path": f"var/{name}"}
        try:
            found = layout(path)
        except sqlite3.Error as error:
            remedy = "若别的程序开着它，请关闭再试；否则请用 gongkai restore 从备份恢复"
            yield bad("stores", "{path} 读不出来：{error}", remedy, **values, error=str(error))
            continue
        if name == ARCHIVE and found > FORMAT:
            yield bad("stores", "{path} 是更新的程序写的（格式 {found}）", "请更新 gongkai", **values, found=str(found))
        elif name == ARCHIVE and found < FORMAT:
            yield good("stores", "{path} 是以前的格式 {found}，下次访问网站时会自动更新", **values, found=str(found))
        else:
            yield good("stores", "{path} 可以读", **values)


def layout(path: Path) -> int:
    """The layout of a database, once its tables could be read. Raises sqlite3.Error."""
    with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True, timeout=5)) as db:
        try:
            db.execute("SELECT count(*) FROM sqlite_master").fetchone()
        except sqlite3.OperationalError as error:
            if error.sqlite_errorname != "SQLITE_READONLY_ROLLBACK":  # a kill: the next start puts it right
                raise
            return FORMAT
        return int(db.execute("PRAGMA user_version").fetchone()[0])


def holidays(session: Session, workspace: Workspace) -> Iterator[Line]:
    """Whether it is known which days are worked, this year and soon in the next."""
    try:
        calendar = calendar_in(workspace.folder)
    except Refusal as refusal:
        yield from (Line("holidays", False, fault) for fault in refusal.faults)
        return
    today = session.today
    for year in (today.year, today.year + 1) if today.month >= SOON else (today.year,):
        if calendar.is_known(year):
            yield good("holidays", "{year} 年的节假日安排是知道的", year=str(year))
        else:
            remedy = "请按国务院办公厅的通知写 holidays.csv（见设置说明），或更新程序；否则这一年的期限算不出来"
            yield bad("holidays", "不知道 {year} 年的节假日安排", remedy, year=str(year))


def starts(workspace: Workspace) -> Line:
    """Whether cron or systemd begins the month's run; people may do so as well."""
    folder = workspace.folder
    if all(path.is_file() for path in systemd.files(folder)):
        return good("schedule", "定时任务：systemd")
    try:
        is_there = has("crontab") and cron.Marks.of(folder).first in cron.table()
    except ToolFailed:
        is_there = False
    if is_there:
        return good("schedule", "定时任务：cron")
    return good("schedule", "没有安装定时任务：每月由人运行 gongkai run，或运行 gongkai schedule --install cron")
