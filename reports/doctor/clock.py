"""The clock: a month is China's, whatever zone the machine is in; but a clock that is wrong makes every date wrong."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

import reports
from crawler.period import CHINA
from reports.doctor.line import Line, bad, good
from reports.run_journal import journals
from reports.session import Session
from reports.timetable_times import machine_zone
from reports.workspace import Workspace

SLACK = timedelta(days=1)  # by which a machine that packed the program may have been ahead
REMEDY = "请校准本机的时钟（timedatectl set-ntp true），再运行一次；不能校准的，用 --as-of 说明以哪一天为今天"


def clock(now: datetime) -> Iterator[Line]:
    """What time it is here and in China, and whether the program is from the future."""
    zone, name = machine_zone()
    here = now.astimezone(zone)
    values = {
        "zone": name or str(zone),
        "time": f"{now.astimezone(CHINA):%Y-%m-%d %H:%M}",
        "here": f"{here:%Y-%m-%d %H:%M}",
    }
    if here.utcoffset() == now.astimezone(CHINA).utcoffset():
        yield good("clock", "北京时间 {time}，本机时区与之相同", **values)
    else:
        said = (
            "北京时间 {time}；本机时区 {zone}（{here}）不同：月份和日期都按北京时间，定时任务由 gongkai schedule 换算"
        )
        yield good("clock", said, **values)
    put = datetime.fromtimestamp(Path(reports.__file__).stat().st_mtime, CHINA)
    if now + SLACK < put:
        yield bad(
            "clock", "本机的时钟（{time}）早于安装程序的时间（{put}）", REMEDY, **values, put=f"{put:%Y-%m-%d %H:%M}"
        )


def last_run(session: Session, workspace: Workspace) -> Iterator[Line]:
    """Whether something was done here on a later day than today."""
    last = last_day(workspace)
    if last and session.now.date() < last:
        values = {"today": session.wording.day(session.now.date()), "last": session.wording.day(last)}
        yield bad("clock", "今天是 {today}，早于最后一次记录的 {last}", REMEDY, **values)
    elif last:
        yield good("clock", "最后一次记录：{last}", last=session.wording.day(last))


def last_day(workspace: Workspace) -> date | None:
    """The last day on which a step of any month was done. None before the first."""
    return max((each.on for _, journal in journals(workspace.var) for each in journal.steps.values()), default=None)
