"""The circular to all (通报): written once for a month, recorded like a letter, and written again as it was."""

from __future__ import annotations

from contextlib import closing

from rich.text import Text

from checker.casebook import Casebook
from crawler.refusal import Refusal
from reports.letters.circular import NAMES, circular
from reports.letters.notice import Frame
from reports.notices_docx import template_of
from reports.notices_files import CIRCULAR, Letter, folder_of, next_serial, write_letters
from reports.notices_list import write_list
from reports.notices_month import Month, month_of
from reports.notices_settings import Letterhead, letterhead
from reports.session import Session
from reports.stored import Results, results_of
from reports.workspace import Workspace

DONE = 0


def write_circular(session: Session, workspace: Workspace) -> int:
    """Writes the circular of a month, or its draft.

    Raises Refusal for a month that was not checked, and for settings or a template with faults, and then nothing is recorded; Busy.
    """
    draft = session.options.draft
    folder, head = folder_of(session, workspace, draft=draft), letterhead(workspace)
    template = template_of(workspace.folder, CIRCULAR)
    template.check(NAMES)
    if draft:
        letter = _letter(session, workspace, head, 0)
        write_letters(folder, [(letter, letter.rendered(template))])
        session.say("草稿 {path}，没有编号，没有记入台账", path=str(folder / letter.file))
        return DONE
    with workspace.lock(session.options.command), closing(Casebook(workspace.var / "gongkai.sqlite")) as book:
        papers = [each for each in book.papers() if each.kind == CIRCULAR]
        sent = [Letter.of(each) for each in papers if each.period == session.period]
        now = _letter(session, workspace, head, next_serial(papers, CIRCULAR, session.today.year))
        letter = sent[-1] if sent else now
        raw = letter.rendered(template)
        if not sent:
            book.add([], [letter.paper])
        kept = write_letters(folder, [(letter, raw)])
        write_list(
            folder, [Letter.of(each) for each in book.papers() if each.period == session.period], session.wording
        )
    for path in kept:
        session.complain("{path} 已被人改过，没有覆盖；要重写请先移走", path=str(path))
    if sent:
        session.say("本月的通报已经发过，照原样写出；现在的内容可用 --draft 另看")
    session.out.print(
        Text("　".join(part for part in (letter.number, str(folder / letter.file)) if part)), soft_wrap=True
    )
    return DONE


def _letter(session: Session, workspace: Workspace, head: Letterhead, serial: int) -> Letter:
    month = month_of(session, workspace)
    frame = Frame(head.city, head.office, head.contact, month.period, month.on, month.calendar, month.scheme)
    number = head.number(CIRCULAR, month.on.year, serial) if serial else ""
    return Letter(
        CIRCULAR, "", month.period, month.on, serial, circular(month, _earlier(workspace, month), frame, number)
    )


def _earlier(workspace: Workspace, month: Month) -> Results | None:
    """The results of the month before, None when it was not checked."""
    try:
        return results_of(workspace, month.period.shift(-1))
    except Refusal:
        return None
