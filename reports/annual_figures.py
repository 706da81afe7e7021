"""People's figures of a year: the form written for them, and what they filled in taken back. All of a file is taken, or nothing."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from contextlib import closing
from decimal import Decimal
from pathlib import Path

from rich.table import Table
from rich.text import Text

from checker.figures_checks import plain as number
from checker.figures_form import FIRST_YEAR, Form, Spot, form_for
from checker.figures_kept import Figures, Stated
from checker.figures_returned import Filled, Known, filled
from crawler.reading.pool import File
from crawler.reading.workbooks import opened
from crawler.refusal import Refusal
from reports.annual_form import Blank, write_form
from reports.returned_files import misread, unreadable
from reports.session import Session, Usage
from reports.wording import DASH, plain
from reports.workspace import Workspace

DONE = 0


def form_of(year: int) -> Form:
    """The form of a year. Raises Usage where no report was owed."""
    if year < FIRST_YEAR:
        raise Usage("{year} 年还没有年度报告：从 {first} 年起", year=str(year), first=str(FIRST_YEAR))
    return form_for(year)


def stated_of(workspace: Workspace, year: int) -> Stated | None:
    """What people state of a year now: the last file that was taken in; None where there is none."""
    files = files_of(workspace, year)
    return files[-1] if files else None


def files_of(workspace: Workspace, year: int) -> list[Stated]:
    """Every file of a year that was taken in, in that order."""
    path = workspace.var / "gongkai.sqlite"
    if not path.is_file():
        return []
    with closing(Figures(path)) as figures:
        return figures.of(year)


def write_blank(session: Session, workspace: Workspace, year: int) -> int:
    """Writes the form of a year, with what people stated already. Raises Usage and OSError."""
    form, now, last = form_of(year), stated_of(workspace, year), stated_of(workspace, year - 1)
    given = session.options.output
    path = Path(given) if given else workspace.var / "export" / f"annual-{year}-form.xlsx"
    path.parent.mkdir(parents=True, exist_ok=True)
    stated = {} if now is None else {spot: value for spot, value in now.values.items() if spot in form.rows}
    blank = Blank(form, workspace.city, stated, last.values if last else {})
    write_form(path, blank, session.wording)
    session.say("已写出 {path}", path=str(path))
    if now:
        session.say("表中已填有 {day} 读入的数字，可在其上修改", day=str(now.on))
    return DONE


def take_figures(session: Session, workspace: Workspace, year: int) -> int:
    """Takes in a form that was filled in. Raises Refusal with every fault; then nothing has changed."""
    form, path = form_of(year), Path(session.options.figures)
    if fault := unreadable(path):
        raise Refusal(fault)
    body = path.read_bytes()
    digest = hashlib.sha256(body).hexdigest()
    with workspace.lock(session.options.command):
        files, last = files_of(workspace, year), stated_of(workspace, year - 1)
        if any(each.sha256 == digest for each in files):
            _say_known(session, path, files[-1], digest)
            return DONE
        known = Known(form, workspace.city, session.today, last.values if last else None)
        found = _read(session, path, body, known)
        before = files[-1].values if files else {}
        _keep(session, workspace, path, digest, form, found)
    _tell(session, path, form, found, before)
    if last is None and any(term.last for check in form.checks for term in check.right):
        session.say("没有 {year} 年的填报，没有与上年核对", year=str(year - 1))
    return DONE


def _read(session: Session, path: Path, body: bytes, known: Known) -> Filled:
    """What a file says. Raises Refusal with all that is wrong with it."""
    (book,) = opened([File(body, "", name=path.name)])
    if fault := misread(book, path.name, session.wording):
        raise Refusal(fault)
    found = filled(book, known)
    if found.faults:
        session.complain("有 {count} 处错误，什么也没有改变", count=str(len(found.faults)))
        raise Refusal(*found.faults)
    return found


def _keep(session: Session, workspace: Workspace, path: Path, digest: str, form: Form, found: Filled) -> None:
    told = form.year, form.digest, digest, path.name, found.by, found.on or session.today, session.today
    with closing(Figures(workspace.var / "gongkai.sqlite")) as figures:
        figures.add(Stated(*told, found.values, found.cells))


def _say_known(session: Session, path: Path, now: Stated, digest: str) -> None:
    session.say("{file} 已经读入过，没有再读", file=plain(path.name))
    if now.sha256 != digest:
        session.say("现在采用的是 {day} 读入的 {file}", day=str(now.on), file=plain(now.name))


def _tell(session: Session, path: Path, form: Form, found: Filled, before: Mapping[Spot, Decimal]) -> None:
    """Says what was taken in, what differs from before, and what people should look at."""
    what = "已读入 {file}：{count} 个数字，填报人 {by}，{day}"
    values = {"file": plain(path.name), "by": plain(found.by), "day": str(found.on)}
    session.say(what, count=str(len(found.values)), **values)
    if found.formulas:
        session.say("{file}：{count} 格是公式，读入了保存的结果", file=values["file"], count=str(found.formulas))
    if before and not session.options.quiet:
        _tell_changes(session, form, found, before)
    for warning in found.warnings:
        session.err.print(Text(session.wording.say("请核实：") + session.wording.fault(warning)), soft_wrap=True)


def _tell_changes(session: Session, form: Form, found: Filled, before: Mapping[Spot, Decimal]) -> None:
    changed = [spot for spot in form.rows if before.get(spot) != found.values.get(spot)]
    if not changed:
        session.say("与以前读入的相同")
        return
    say = session.wording.say
    table = Table(say("数字"), say("以前"), say("现在"), title=say("与以前读入的不同之处"), title_justify="left")
    for spot in changed:
        old, new = before.get(spot), found.values.get(spot)
        cells = form.name(spot), DASH if old is None else number(old), DASH if new is None else number(new)
        table.add_row(*(Text(each) for each in cells))
    session.out.print(table)
