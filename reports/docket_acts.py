"""What people tell the ledger: replies, cases closed, and closings taken back. All that is asked is recorded, or nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from pathlib import Path

from rich.text import Text

from checker.appeals import Handed
from checker.casebook import Casebook
from checker.ledger.cases import Case, State
from checker.ledger.events import Event, Kind
from crawler.refusal import Fault, Refusal
from reports.disputes_kept import LONGEST, keep, said_by
from reports.docket import REPLIES
from reports.docket_view import Docket, docket_of
from reports.docket_words import STATES, ended, what_is_it
from reports.session import Session
from reports.wording import Wording, plain
from reports.workspace import Workspace

DONE = 0
NAME = 100  # characters of who says it
Check = Callable[[Case], Fault | None]


def take_reply(session: Session) -> int:
    """Records a department's reply to what it was notified of, with its files; the same reply again adds nothing.

    Raises Usage for an unknown department and for words that are none, Refusal for cases that cannot be replied to and for a
    file that cannot be had; then nothing is recorded.
    """
    options, workspace = session.options, session.workspace()
    says, by = said_by(options.says, "--says", LONGEST), said_by(options.by, "--by", NAME)
    path = _results(workspace)
    with workspace.lock(session.options.command):
        docket = docket_of(workspace, session.today)
        wanted = session.department(list(docket.departments.values()), options.department).id
        cases = _replied_to(session, docket, wanted)
        handed = keep(workspace.var / REPLIES, options.evidence)
        known = [case for case in cases if _says_so(case, says, by, handed)]
        fresh = [case for case in cases if case not in known and (options.case or _waits(case))]
        if not known and not fresh:
            raise Refusal(_nothing_waits(docket, wanted))
        _add(path, [_event(session, case, Kind.REPLIED, says, by, handed) for case in fresh])
    _tell_reply(session, docket.name(wanted), known, fresh, [workspace.var / REPLIES / each.sha256 for each in handed])
    return DONE


def close_cases(session: Session) -> int:
    """Records that cases need no putting right any more. Raises Usage for words that are none, Refusal for cases that are not open."""
    cases = _act(session, Kind.CLOSED, lambda case: _closed_already(case, session.wording))
    _tell(session, "已销号：条目 {numbers}", cases)
    _tell(
        session, "条目 {numbers}：以后的检查再发现同样的问题，会重新记入", [each for each in cases if not each.lasting]
    )
    return DONE


def reopen_cases(session: Session) -> int:
    """Takes back that a person closed cases. Raises Usage for words that are none, Refusal for cases that no person closed."""
    cases = _act(session, Kind.REOPENED, lambda case: _not_by_a_person(case, session.wording))
    _tell(session, "已撤回销号：条目 {numbers}，需要重新通知（gongkai notice）", cases)
    return DONE


def _act(session: Session, kind: Kind, check: Check) -> list[Case]:
    """Records one kind of event for the cases that the call names, and returns them."""
    options, workspace = session.options, session.workspace()
    why, by = said_by(options.reason, "--reason", LONGEST), said_by(options.by, "--by", NAME)
    path = _results(workspace)
    with workspace.lock(session.options.command):
        cases = _named(docket_of(workspace, session.today), options.case, check)
        _add(path, [_event(session, case, kind, why, by) for case in cases])
    return cases


def _results(workspace: Workspace) -> Path:
    """The file of results. Raises Refusal where there is none yet."""
    path = workspace.var / "gongkai.sqlite"
    if not path.is_file():
        raise Refusal(
            Fault("还没有检查过任何月份，没有台账", "请先运行 gongkai run，或 gongkai crawl 和 gongkai check")
        )
    return path


def _add(path: Path, events: Sequence[Event]) -> None:
    with closing(Casebook(path)) as book:
        book.add(events)


def _event(session: Session, case: Case, kind: Kind, says: str, by: str, handed: tuple[Handed, ...] = ()) -> Event:
    return Event(0, case.number, kind, case.look.period, session.today, by, says, handed=handed)


def _named(docket: Docket, numbers: Iterable[int], check: Check) -> list[Case]:
    """The cases of these numbers, each once. Raises Refusal with all that there are not, or that do not pass."""
    known = {case.number: case for case in docket.cases}
    asked = list(dict.fromkeys(numbers))
    faults = list(_unknown([each for each in asked if each not in known], docket))
    cases = [known[each] for each in asked if each in known]
    faults += [fault for case in cases if (fault := check(case)) is not None]
    if faults:
        raise Refusal(*faults)
    return cases


def _unknown(numbers: Sequence[int], docket: Docket) -> Iterator[Fault]:
    if numbers:
        last = str(max((case.number for case in docket.cases), default=0))
        values = {"numbers": _list(numbers), "last": last, "day": str(docket.as_of)}
        remedy = "号数见 gongkai ledger --all，最大的是 {last}"
        yield Fault("到 {day} 为止，台账中没有条目 {numbers}", remedy, "", None, values)


def _replied_to(session: Session, docket: Docket, wanted: str) -> list[Case]:
    """The cases that are named, else all open ones of the department of which it was notified."""
    if not session.options.case:
        return [case for case in docket.of(wanted) if case.is_open and case.notified is not None]
    return _named(docket, session.options.case, lambda case: _cannot_reply(case, docket, wanted, session.wording))


def _cannot_reply(case: Case, docket: Docket, wanted: str, wording: Wording) -> Fault | None:
    """Why a department cannot reply to a case: another's, closed, or not notified, so that there is nothing to reply to."""
    owner = case.matter.department
    values = {"number": str(case.number), "name": docket.name(owner), "asked": docket.name(wanted)}
    if owner != wanted:
        return Fault("条目 {number} 是{name}的，不是{asked}的", "请检查号数或单位", "", None, values)
    if not case.is_open:
        return _closed_already(case, wording)
    if case.notified is None:
        remedy = "请先用 gongkai notice 发出通知，再登记回复；单位认为检查有误的，用 gongkai appeal 登记申诉"
        return Fault("条目 {number} 还没有发出整改通知，没有可回复的", remedy, "", None, values)
    return None


def _closed_already(case: Case, wording: Wording) -> Fault | None:
    if case.is_open or case.ended is None:
        return None
    values = {"number": str(case.number), "how": ended(case.ended, wording)}
    return Fault("条目 {number} 已经销号（{how}）", "不必再办；再次发现时会重新记入", "", None, values)


def _not_by_a_person(case: Case, wording: Wording) -> Fault | None:
    values = {"number": str(case.number), "state": wording.say(STATES[case.state])}
    if case.is_open:
        return Fault("条目 {number} 没有销号（{state}）", "不必撤回", "", None, values)
    if case.state is not State.CLOSED:
        remedy = "只有由人所作的销号可以撤回；再次发现时会重新记入"
        return Fault("条目 {number} 不是由人销号的（{state}）", remedy, "", None, values)
    return None


def _waits(case: Case) -> bool:
    """Whether a reply is still to come: there is none, or a check found the problem after it."""
    if case.replied is None:
        return True
    kinds = [event.kind for event, _ in case.history]
    told = next(at for at, (event, _) in enumerate(case.history) if event is case.replied)
    return case.state is not State.REPLIED and Kind.FOUND in kinds[told:]


def _says_so(case: Case, says: str, by: str, handed: tuple[Handed, ...]) -> bool:
    """Whether the reply that waits for the next check is this one."""
    before = case.replied
    return before is not None and not _waits(case) and (before.says, before.by, before.handed) == (says, by, handed)


def _nothing_waits(docket: Docket, wanted: str) -> Fault:
    values = {"name": docket.name(wanted), "count": str(sum(case.is_open for case in docket.of(wanted)))}
    remedy = "请先用 gongkai notice 发出通知；要补充回复，请写出条目的号数"
    return Fault("{name}没有等待回复的条目（未销号 {count} 件）", remedy, "", None, values)


def _tell_reply(session: Session, name: str, known: list[Case], fresh: list[Case], files: Sequence[Path]) -> None:
    _tell(session, "{name}对条目 {numbers} 的回复，与已登记的相同，没有重复登记", known, name=plain(name))
    _tell(session, "已登记{name}对条目 {numbers} 的回复", fresh, name=plain(name))
    for case in fresh:
        session.out.print(Text(f"  {case.number}　{what_is_it(case, session.wording)}"), soft_wrap=True)
    _tell(session, "条目 {numbers} 等下次检查复查", [case for case in fresh if not case.lasting])
    told = "条目 {numbers} 已成事实，无法补救：看过说明后由人销号（gongkai close）"
    _tell(session, told, [case for case in fresh if case.lasting])
    for path in files:
        session.out.print(Text(session.wording.say("文件保存为 {path}", path=str(path))), soft_wrap=True)


def _tell(session: Session, template: str, cases: Sequence[Case], **values: str) -> None:
    """Says something of cases, nothing of none."""
    if cases:
        numbers = [str(case.number) for case in cases]
        told = session.wording.say(template, numbers=numbers, **values)
        session.out.print(Text(told), soft_wrap=True)


def _list(numbers: Iterable[int]) -> str:
    return "、".join(map(str, numbers))
