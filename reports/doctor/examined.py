"""`gongkai doctor`: every line that was found, for people or, as JSON, for whoever helps them."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from itertools import chain

from rich.text import Text

from crawler.refusal import Refusal
from reports.doctor.clock import clock, last_run
from reports.doctor.disk import disks
from reports.doctor.line import Line, good
from reports.doctor.machine import machine
from reports.doctor.network import network
from reports.doctor.readers import readers
from reports.doctor.releases import releases
from reports.doctor.space import space
from reports.run_untouched import program
from reports.session import Session
from reports.wording import Wording
from reports.workspace import NoWorkspace, Workspace

FIT, UNFIT = 0, 3


def examine(session: Session) -> int:
    """Prints what was found, good and bad; 0 when the program can run, 3 when something needs care."""
    found = list(_found(session))
    if session.options.format == "json":
        told = {"program": program(), "fit": all(line.fit for line in found)}
        told["lines"] = [_row(line, session.wording) for line in found]
        sys.stdout.write(json.dumps(told, ensure_ascii=False, indent=1) + "\n")
    else:
        for line in found:
            session.out.print(Text(f"{'✓' if line.fit else '!'} {_said(line, session.wording)}"), soft_wrap=True)
    return FIT if all(line.fit for line in found) else UNFIT


def _found(session: Session) -> Iterator[Line]:
    workspace, faults = _workspace(session)
    here = workspace.folder if workspace else None
    yield from chain(releases(), machine(), disks(here), readers(), clock(session.now), network(workspace))
    yield from faults
    if workspace:
        yield from chain(last_run(session, workspace), space(session, workspace))


def _workspace(session: Session) -> tuple[Workspace | None, list[Line]]:
    """The workspace, if there is one, and what is wrong with what people wrote into it."""
    try:
        workspace = session.workspace()
    except NoWorkspace:
        return None, [good("workspace", "这里没有工作区，只检查了电脑；在工作区里或用 --workspace 再检查工作区")]
    except Refusal as refusal:
        return None, [Line("workspace", False, fault) for fault in refusal.faults]
    faults: list[Line] = []
    for ask in (workspace.roster, workspace.open_scheme):
        try:
            ask()
        except Refusal as refusal:
            faults += [Line("workspace", False, fault) for fault in refusal.faults]
    return workspace, faults or [
        good("workspace", "工作区 {folder}：设置、名册、方案都能用", folder=str(workspace.folder))
    ]


def _said(line: Line, wording: Wording) -> str:
    return wording.say(line.found.what, **line.found.values) if line.fit else wording.fault(line.found)


def _row(line: Line, wording: Wording) -> dict[str, object]:
    return {"subject": line.subject, "fit": line.fit, "said": _said(line, wording)}
