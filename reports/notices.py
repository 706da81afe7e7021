"""Letters to departments about what is to be put right (整改通知书). Writing one is notifying.

The ledger is told first, in one transaction: the number, what the letter says, and what it means for each case. The files are
written from what the ledger holds. Whatever stops the program in between, the same command writes what is missing, the same
words under the same number; no number is used twice, and no file is there of which the ledger does not know.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from rich.text import Text

from checker.casebook import Casebook
from checker.ledger.events import Event, Kind
from reports.letters.notice import NAMES, Frame, notice, terms
from reports.letters.words import LIST, TEMPLATES
from reports.notices_circular import write_circular
from reports.notices_docx import FOLDER, Template, built_in, template_of
from reports.notices_due import NOTIFIED, REMINDED, Due, Sort
from reports.notices_files import Letter, folder_of, next_serial, write_letters
from reports.notices_list import write_list
from reports.notices_month import Month, month_of
from reports.notices_settings import Letterhead, letterhead
from reports.session import Session, Usage
from reports.whole import whole
from reports.wording import plain
from reports.workspace import Workspace

DONE = 0
KIND = "notice"


@dataclass(frozen=True)
class Written:
    """What was written: new letters, and those of before that were written again; `folder` is where.

    `kept` are files left as they are since a person has changed them. `left` are departments that were not judged this month,
    with how many of their cases wait.
    """

    folder: Path
    new: tuple[Letter, ...] = ()
    again: tuple[Letter, ...] = ()
    kept: tuple[Path, ...] = ()
    left: Mapping[str, int] = field(default_factory=dict)


def write_notices(session: Session) -> int:
    """Writes letters, the circular, or the templates. Raises Usage, Refusal and Busy."""
    options, workspace = session.options, session.workspace()
    if options.template:
        return _write_templates(session, workspace)
    if options.circular:
        if options.department:
            raise Usage("通报是全市的，不能只写几个单位")
        return write_circular(session, workspace)
    written = write_drafts(session, workspace) if options.draft else write_all(session, workspace)
    _tell(session, written)
    return DONE


@dataclass(frozen=True)
class _Desk:
    """What letters are written with: the month, the letterhead, the template, and for whom they are, None for all."""

    month: Month
    head: Letterhead
    template: Template
    folder: Path
    chosen: frozenset[str] | None

    def letters(self, first: int) -> list[tuple[Letter, Due]]:
        """The letters that are due, in the order of the roster, numbered from a serial on; drafts from 0."""
        dues = _due(self.month, self.chosen)
        return [
            (_letter(each, self.month, self.head, first + at if first else 0), each) for at, each in enumerate(dues)
        ]

    def is_for(self, department: str) -> bool:
        """Whether letters to a department are asked for."""
        return self.chosen is None or department in self.chosen


def write_all(session: Session, workspace: Workspace) -> Written:
    """Writes the letters that are due, to all or to the departments named, and records them; those of before are written again.

    Raises Refusal for a month that was not checked, and for settings or a template with faults, and then nothing is recorded; Busy.
    """
    with workspace.lock(session.options.command):
        desk = _desk(session, workspace, draft=False)
        with closing(Casebook(workspace.var / "gongkai.sqlite")) as book:
            return _record(session, desk, book)


def write_drafts(session: Session, workspace: Workspace) -> Written:
    """Writes the letters that are due without numbers; nothing is recorded. Raises as `write_all` does."""
    desk = _desk(session, workspace, draft=True)
    files = [(letter, letter.rendered(desk.template)) for letter, _ in desk.letters(0)]
    if files:
        write_letters(desk.folder, files)
    return Written(desk.folder, tuple(letter for letter, _ in files), left=_left(desk))


def _desk(session: Session, workspace: Workspace, *, draft: bool) -> _Desk:
    folder, head = folder_of(session, workspace, draft=draft), letterhead(workspace)
    template = template_of(workspace.folder, KIND)
    template.check(NAMES)
    words, roster = getattr(session.options, "department", ()), workspace.roster()
    chosen = frozenset(session.department(roster, word).id for word in words) if words else None
    return _Desk(month_of(session, workspace), head, template, folder, chosen)


def _record(session: Session, desk: _Desk, book: Casebook) -> Written:
    """Tells the ledger of the letters that are due, once all can be written, and writes all of the month."""
    papers = [each for each in book.papers() if each.kind == KIND]
    again = [Letter.of(each) for each in papers if each.period == session.period and desk.is_for(each.department)]
    due = desk.letters(next_serial(papers, KIND, session.today.year))
    files = [(letter, letter.rendered(desk.template)) for letter in (*again, *(letter for letter, _ in due))]
    if due:
        events = [event for letter, each in due for event in _events(letter, each, desk)]
        book.add(events, [letter.paper for letter, _ in due])
    kept = write_letters(desk.folder, files) if files else []
    if files:
        everything = [Letter.of(each) for each in book.papers() if each.period == session.period]
        write_list(desk.folder, everything, session.wording)
    return Written(desk.folder, tuple(letter for letter, _ in due), tuple(again), tuple(kept), _left(desk))


def _due(month: Month, chosen: frozenset[str] | None) -> Iterator[Due]:
    """The letters that are due, in the order of the roster."""
    dues = {each.department: each for each in month.dues}
    for id in month.departments:
        if id in dues and (chosen is None or id in chosen):
            yield dues[id]


def _left(desk: _Desk) -> dict[str, int]:
    """Those who are due a letter and were not judged this month, with the number of their cases."""
    return {
        each.department: len(each.of(*NOTIFIED, *REMINDED))
        for each in desk.month.dues
        if each.department not in desk.month.departments and desk.is_for(each.department)
    }


def _letter(due: Due, month: Month, head: Letterhead, serial: int) -> Letter:
    department = month.departments[due.department]
    parent = month.departments.get(department.parent)
    number = head.number(KIND, month.on.year, serial) if serial else ""
    fields = notice(due, department, parent.name if parent else "", _frame(month, head), number)
    return Letter(KIND, department.id, month.period, month.on, serial, fields)


def _frame(month: Month, head: Letterhead) -> Frame:
    return Frame(head.city, head.office, head.contact, month.period, month.on, month.calendar, month.scheme)


def _events(letter: Letter, due: Due, desk: _Desk) -> Iterator[Event]:
    """What a letter means for each of its cases: the steps reached, the notice with its time, the reminder."""
    month, frame = desk.month, _frame(desk.month, desk.head)
    department = month.departments[due.department]
    for told in due.told:
        case, step = told.case, due.steps.get(told.case.number)
        if told.sort is Sort.OVERDUE and step:
            yield Event(0, case.number, Kind.ESCALATED, case.look.period, month.on, paper=step)
        if told.sort in NOTIFIED:
            given = terms(told, department, frame)
            about = case.number, Kind.NOTIFIED, month.period, month.on
            yield Event(0, *about, paper=letter.number, within=given.within, due=given.due)
        elif told.sort in REMINDED:
            yield Event(0, case.number, Kind.REMINDED, month.period, month.on, paper=letter.number)


def _write_templates(session: Session, workspace: Workspace) -> int:
    """Writes the built-in templates into the workspace, and never over one that is there."""
    folder = workspace.folder / FOLDER
    folder.mkdir(exist_ok=True)
    for kind, (name, *others) in TEMPLATES.items():
        there = next((folder / each for each in (name, *others) if (folder / each).exists()), None)
        if there is not None:
            session.complain("{path} 已有，没有改动", path=str(there))
            continue
        with whole(folder / name) as temporary:
            temporary.write_bytes(built_in(kind))
        session.say("已写出 {path}", path=str(folder / name))
    return DONE


def _tell(session: Session, written: Written) -> None:
    """Says what was written: a line for each new letter, and the sum."""
    say = session.wording.say
    for each in written.new:
        counts = {"new": str(each.count("fresh", "lasting")), "again": str(each.count("again", "overdue"))}
        told = say("{name}：新通知 {new} 条，催办 {again} 条", name=plain(each.fields["department"]), **counts)
        parts = (each.number or say("草稿"), told, str(written.folder / each.file))
        session.out.print(Text("　".join(parts)), soft_wrap=True)
    for path in written.kept:
        session.complain("{path} 已被人改过，没有覆盖；要重写请先移走", path=str(path))
    for id, count in written.left.items():
        session.complain("单位“{id}”本月没有检查，它的 {count} 条没有写成通知", id=id, count=str(count))
    if written.again:
        session.say("本月以前已发的 {count} 份照原样写出", count=str(len(written.again)))
    if not written.new:
        session.say("没有需要通知或催办的条目")
    elif session.options.draft:
        session.say("草稿 {count} 份，没有编号，没有记入台账", count=str(len(written.new)))
    else:
        values = {"count": str(len(written.new)), "list": str(written.folder / LIST)}
        session.say("已写出 {count} 份并记入台账，清单见 {list}", **values)
