"""Writes what workspaces know of their months into a lake, and merges it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from rich.text import Text

from crawler.refusal import Fault, Refusal
from reports.lake.gathered import month_of, periods_of
from reports.lake.places import Lake
from reports.lake.workspaces import workspaces_in
from reports.lake.written import drop_counts, merge, must_be_same, open_for_writing, write_month
from reports.session import Session
from reports.workspace import Workspace, read

DONE, GAPS = 0, 3


def write_out(session: Session, lake: Lake) -> int:
    """Exports and merges as far as asked for; with neither workspaces nor --merge, the workspace of the call."""
    options, faults = session.options, list[Fault]()
    if options.workspaces or not options.merge:
        folders = workspaces_in(options.workspaces) if options.workspaces else [session.workspace().folder]
        faults = _export(session, lake, folders)
    if options.merge:
        open_for_writing(lake)
        number = sum(1 for _ in merge(lake))
        session.say("合并了 {number} 个月份的表", number=str(number))
    return GAPS if faults else DONE


def _export(session: Session, lake: Lake, folders: Sequence[Path]) -> list[Fault]:
    """What could not be exported of the workspaces; the rest is. Raises Refusal where nothing could."""
    faults: list[Fault] = []
    opened: dict[str, Workspace] = {}
    for folder in folders:
        try:
            workspace = read(folder)
            _must_be_new(opened, workspace)
            _export_one(session, lake, workspace)
            opened[workspace.city] = workspace
        except Refusal as refusal:
            faults += refusal.faults
    if faults and not opened:
        raise Refusal(*faults)
    for fault in faults:
        session.err.print(Text(session.wording.fault(fault)), soft_wrap=True)
    session.say("已写出 {number} 个城市：{path}", number=str(len(opened)), path=lake.address(""))
    return faults


def _must_be_new(opened: dict[str, Workspace], workspace: Workspace) -> None:
    if workspace.city in opened:
        values = {"city": workspace.city, "other": str(opened[workspace.city].folder)}
        remedy = "请在 gongkai.toml 的 city 中写全称以示区别"
        raise Refusal(Fault("城市“{city}”与 {other} 同名", remedy, str(workspace.folder), None, values))


def _export_one(session: Session, lake: Lake, workspace: Workspace) -> None:
    periods = periods_of(workspace, session.options.period)
    open_for_writing(lake)
    if not session.options.replace:
        must_be_same(lake, workspace.city, workspace.portal)
    for period, digest in periods.items():
        month = month_of(session, workspace, period, digest)
        write_month(lake, workspace.city, str(period), month.tables())
        if month.statistics:
            drop_counts(lake, workspace.city, period)
        session.say("{city} {period} 已写出", city=workspace.city, period=str(period))
