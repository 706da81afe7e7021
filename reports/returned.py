"""What inspectors decided and marked, out of the workbooks that they send back: all of it is taken in, or nothing."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

from checker.decisions import Decisions, Received
from checker.returns import Returned, disagreements, returned, stamps
from checker.returns_row import Said
from checker.rulings import Ruling
from checker.visits import Disagreement, SiteMark, standing_marks
from crawler.reading.office.workbook import Workbook
from crawler.reading.pool import File
from crawler.reading.workbooks import opened
from crawler.refusal import Fault, Refusal
from reports.keeping import bring_up
from reports.returned_files import misread, unreadable
from reports.returned_known import Stage, stage_of, words
from reports.returned_told import tell_changes, tell_conflicts, tell_notices, tell_taken
from reports.session import Session
from reports.wording import Wording, plain
from reports.workspace import Workspace

DONE, GAPS = 0, 3
OUR_WORDS = frozenset(
    ("heading", "columns", "choices", "decision", "sheet", "label", "answer", "right")
)  # values of faults
SOURCE = 16  # digits of a file's digest that name it in what was taken from it


@dataclass(frozen=True)
class Sent:
    """A file as it was given: its name, its bytes and their digest."""

    name: str
    body: bytes

    @property
    def sha256(self) -> str:
        """The digest by which the file is known again."""
        return hashlib.sha256(self.body).hexdigest()

    @property
    def source(self) -> str:
        """What is kept with every word that came in the file."""
        return f"sha256:{self.sha256[:SOURCE]}"


@dataclass(frozen=True)
class Taken:
    """A file, the stage that it is of, and what it says."""

    sent: Sent
    stage: Stage
    found: Returned


def take_in(session: Session) -> int:
    """Takes in workbooks, or shows what would change; 3 when inspectors disagree. Raises Refusal with every fault of every file."""
    workspace = session.workspace()
    sent, absent = _sent(session.options.file)
    with workspace.lock(session.options.command):
        fresh = _fresh(session, workspace, sent)
        if not session.options.dry_run:
            _tell_what_was_kept(session, workspace, [each for each in sent if each not in fresh])
        if not fresh and not absent:
            return DONE
        taken = _read(session, workspace, fresh, absent, several=len(session.options.file) > 1)
        settled = _settled(taken) if session.options.settle else taken
        if not session.options.dry_run:
            _keep(session, workspace, settled)
        if session.options.dry_run or not session.options.quiet:
            for stage, found in _by_stage(settled):
                tell_changes(session, stage, found)
        if session.options.dry_run:
            session.say("只是试算，什么也没有改变")
        for each in settled:
            tell_notices(session, each.sent.name, each.stage, each.found)
        return GAPS if tell_conflicts(session, _by_stage(settled)) else DONE


def _sent(paths: Sequence[str]) -> tuple[list[Sent], list[Fault]]:
    """The files, each content once, and why others cannot be had."""
    found: dict[str, Sent] = {}
    faults = []
    for path in map(Path, paths):
        fault = unreadable(path)
        if fault:
            faults.append(fault)
        else:
            each = Sent(path.name, path.read_bytes())
            found.setdefault(each.sha256, each)
    return list(found.values()), faults


def _fresh(session: Session, workspace: Workspace, sent: Sequence[Sent]) -> list[Sent]:
    """The files that have not been taken in before."""
    path = workspace.var / "gongkai.sqlite"
    if not path.is_file():
        return list(sent)
    with closing(Decisions(path)) as decisions:
        old = {each.sha256 for each in sent if decisions.was_received(each.sha256, settles=session.options.settle)}
    for each in sent:
        if each.sha256 in old:
            session.say("{file} 已经读入过，没有再读：不用管；要改的请在表中改好再读入", file=plain(each.name))
    return [each for each in sent if each.sha256 not in old]


def _tell_what_was_kept(session: Session, workspace: Workspace, sent: Sequence[Sent]) -> None:
    """Tells the ledger of what came in files before: whoever took them in may have been killed before it could."""
    if not sent:
        return
    with closing(Decisions(workspace.var / "gongkai.sqlite")) as decisions:
        months = [period for each in sent for period in decisions.ruled_from(each.source)]
    if months:
        bring_up(session, workspace, min(months))


def _read(
    session: Session, workspace: Workspace, sent: Sequence[Sent], absent: Sequence[Fault], *, several: bool
) -> list[Taken]:
    """What each file says. Raises Refusal with all that is wrong with any of them."""
    books = opened(File(each.body, "", name=each.name) for each in sent)
    stages: dict[str, Stage] = {}
    taken: list[Taken] = []
    faults = [*absent]
    for each, book in zip(sent, books, strict=True):
        try:
            taken.append(_said(session, workspace, each, book, stages))
            wrong: Sequence[Fault] = taken[-1].found.faults
        except Refusal as refusal:
            wrong = refusal.faults
        named = [_in_file(fault, each.name) if several or "!" not in fault.where else fault for fault in wrong]
        faults += [_worded(fault, session.wording) for fault in named]
    if not faults:
        faults += disagreements([(each.sent.name, each.found) for each in taken], settles=session.options.settle)
    if faults:
        session.complain("有 {count} 处错误，什么也没有改变", count=str(len(faults)))
        raise Refusal(*faults)
    return taken


def _said(session: Session, workspace: Workspace, sent: Sent, book: Workbook, stages: dict[str, Stage]) -> Taken:
    """What a file says of its stage. Raises Refusal for one that cannot be read, or is of another stage than was asked for."""
    if fault := misread(book, sent.name, session.wording):
        raise Refusal(fault)
    told = stamps(book, words())
    name, asked = told.get("期别", ""), session.options.period
    if not told:
        raise Refusal(Fault("没有“版本”这张表，不是本程序导出的表格", "请用 gongkai export 导出的表格填写", ""))
    if asked and name and name not in (str(asked), str(asked.year)):
        values = {"given": name, "asked": str(asked)}
        raise Refusal(
            Fault("表格是 {given} 的，要读入的是 {asked}", "请核对 --period，或换一个表格", "版本", None, values)
        )
    if name not in stages:
        stages[name] = stage_of(workspace, name, session.today, told)
    return Taken(sent, stages[name], returned(book, stages[name].known, sent.source))


def _in_file(fault: Fault, name: str) -> Fault:
    return fault if fault.where.startswith(name) else replace(fault, where=f"{name} {fault.where}".strip())


def _worded(fault: Fault, wording: Wording) -> Fault:
    """The fault with the workbook's words among its values in the reader's language."""
    values = {name: _translated(value, wording) if name in OUR_WORDS else value for name, value in fault.values.items()}
    return replace(fault, values=values)


def _translated(words: Sequence[str], wording: Wording) -> Sequence[str]:
    return wording.say(words) if isinstance(words, str) else list(map(wording.say, words))


def _by_stage(taken: Sequence[Taken]) -> list[tuple[Stage, list[Returned]]]:
    found: dict[str, tuple[Stage, list[Returned]]] = {}
    for each in taken:
        found.setdefault(each.stage.known.stage, (each.stage, []))[1].append(each.found)
    return list(found.values())


def _settled(taken: Sequence[Taken]) -> list[Taken]:
    """The same words, each of which now ends a disagreement; what was said before counts again where people disagree."""
    fresh = {each.about for one in taken for each in one.found.fresh}
    return [replace(one, found=_settling(one, fresh)) for one in taken]


def _settling(taken: Taken, fresh: set[str]) -> Returned:
    open_ = _disputed(taken.stage)
    said = [_settles(each, again=each.about in open_ and each.about not in fresh) for each in taken.found.said]
    return replace(taken.found, said=said)


def _settles(said: Said, *, again: bool) -> Said:
    if said.appeal is not None or (said.known and not again):
        return said
    word: Ruling | SiteMark = replace(said.word, settles=True)
    return replace(said, word=word, known=False)


def _disputed(stage: Stage) -> set[str]:
    """The findings and lines about which people disagree now."""
    ruled = {each.rulings[0].finding for each in stage.results.decided.conflicts} if stage.rulings else set()
    marked = {key for key, mark in standing_marks(stage.marks).items() if isinstance(mark, Disagreement)}
    return ruled | marked


def _keep(session: Session, workspace: Workspace, taken: Sequence[Taken]) -> None:
    """Keeps what is new, with the files that it came in; where nothing is new, nothing is written."""
    if not any(each.found.fresh for each in taken):
        session.say("没有新的意见，什么也没有改变")
        return
    files = [
        Received(each.sent.sha256, each.sent.name, session.today, _tally(each.found), session.options.settle)
        for each in taken
    ]
    rulings = [ruling for each in taken for ruling in each.found.rulings]
    marks = [mark for each in taken for mark in each.found.marks]
    said = reversed([(each, number, ruling) for each in taken for number, ruling in each.found.answers])
    once = {number: (each.stage.known.appeals[number].appeal, ruling) for each, number, ruling in said}
    with closing(Decisions(workspace.var / "gongkai.sqlite")) as decisions:
        decisions.receive(files, rulings, marks, list(once.values()))
    months = [each.stage.results.period for each in taken if not each.stage.is_year_end]
    if months:
        bring_up(session, workspace, min(months))
    for each in taken:
        tell_taken(session, each.sent.name, each.found)


def _tally(found: Returned) -> Mapping[str, int]:
    return {
        "rulings": len(found.rulings),
        "marks": len(found.marks),
        "answers": len(found.answers),
        "unchanged": found.unchanged,
    }
