"""The appeals of a city: on the terminal, and for other programs."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from checker.appeals import Appeal
from checker.decisions import Decisions
from crawler.period import Period
from crawler.refusal import Refusal
from crawler.roster import Department
from reports.disputes_kept import state
from reports.disputes_named import Disputed, described, findings_by_key
from reports.disputes_told import appeal_lines
from reports.lines import Wrapped
from reports.marks import DIM, DOUBT
from reports.results import Row, decimal, write
from reports.session import Session
from reports.stored import results_of
from reports.wording import Wording, plain
from reports.workspace import Workspace

DONE = 0


@dataclass(frozen=True)
class Told:
    """An appeal with the finding that it is against, None when that is gone."""

    appeal: Appeal
    period: Period
    department: str
    indicator: str
    about: Disputed | None

    @property
    def is_stale(self) -> bool:
        """Whether the finding's evidence is no longer what the appeal was filed against."""
        return self.about is not None and self.about.name.seen != self.appeal.seen


def show_appeals(session: Session) -> int:
    """Lists the appeals of all months, or of --period, of all departments or one, all or those without an answer."""
    options, workspace = session.options, session.workspace()
    shown = list(_told(_appeals(workspace, options.period), workspace))
    if options.department:
        wanted = _department(session, workspace, shown)
        shown = [each for each in shown if each.department == wanted]
    if options.open:
        shown = [each for each in shown if each.appeal.answer is None]
    if options.format == "text":
        session.out.print(_listing(shown, workspace.var / "appeals", session.wording))
    else:
        rows = [_row(each, workspace.var / "appeals", session.wording) for each in shown]
        write(rows, options.format, sys.stdout)
    return DONE


def _appeals(workspace: Workspace, period: Period | None) -> list[Appeal]:
    path = workspace.var / "gongkai.sqlite"
    if not path.is_file():
        return []
    with closing(Decisions(path)) as decisions:
        return decisions.appeals(period)


def _told(appeals: Sequence[Appeal], workspace: Workspace) -> Iterator[Told]:
    """Each appeal with its finding; a month is opened once."""
    months: dict[Period, dict[str, Disputed]] = {}
    for appeal in appeals:
        month, department, indicator, _ = appeal.finding.split("/")
        period = Period.parse(month)
        if period not in months:
            months[period] = _findings(workspace, period)
        yield Told(appeal, period, department, indicator, months[period].get(appeal.finding))


def _findings(workspace: Workspace, period: Period) -> dict[str, Disputed]:
    """A month's findings; none when its results are gone, for an appeal outlives them."""
    try:
        return findings_by_key(results_of(workspace, period))
    except Refusal:
        return {}


def _department(session: Session, workspace: Workspace, shown: Sequence[Told]) -> str:
    """The id of the department that is asked for: one that appealed, as it was then, else one of the roster."""
    known: dict[str, Department] = {
        each.department: each.about.assessment.department for each in shown if each.about is not None
    }
    word: str = session.options.department
    if word in {each.department for each in shown}:
        return word
    return session.department([*known.values(), *workspace.roster()], word).id


def _listing(shown: Sequence[Told], folder: Path, wording: Wording) -> RenderableType:
    if not shown:
        return Text(wording.say("没有申诉"))
    waiting = sum(each.appeal.answer is None for each in shown)
    values = {"count": str(len(shown)), "waiting": str(waiting)}
    head = wording.say("{count} 件申诉，{waiting} 件等待答复", **values)
    return Group(Text(head, style="bold"), *(part for each in shown for part in _entry(each, folder, wording)))


def _entry(each: Told, folder: Path, wording: Wording) -> Iterator[RenderableType]:
    title = Text(f"\n{wording.say('申诉 {number}', number=str(each.appeal.number))}", style="bold")
    about = [str(each.period), _name(each), each.indicator]
    if each.about is not None:
        about[-1] += f" {wording.say(each.about.verdict.title)}"
    title.append("　" + "　".join(map(plain, about)))
    if each.appeal.answer is None:
        title.append(f"　{wording.say('等待答复')}", style=DOUBT)
    yield Wrapped(title)
    lines = [*_against(each, wording), *appeal_lines(each.appeal, folder, wording)]
    yield from (Padding(Wrapped(line), (0, 0, 0, 2)) for line in lines)


def _against(each: Told, wording: Wording) -> Iterable[Text]:
    if each.about is None:
        yield Text(wording.say("这条检查发现重新检查后已经没有了"), style=DOUBT)
    else:
        yield Text(described(each.about, wording))
        if note := wording.finding(each.about.item.finding):
            yield Text(note)
    name = wording.say("编号 {name}", name=f"{each.appeal.finding}~{each.appeal.seen}")
    yield Text(name, style=DIM)
    if each.is_stale:
        yield Text(wording.say("申诉以后重新检查过，证据与当时不同"), style=DOUBT)


def _name(each: Told) -> str:
    return each.about.assessment.department.name if each.about is not None else each.department


def _row(each: Told, folder: Path, wording: Wording) -> Row:
    """An appeal for other programs; what is not known of a finding that is gone is null."""
    appeal, about, answer = each.appeal, each.about, each.appeal.answer
    finding = about.item.finding if about else None
    return {
        "number": appeal.number,
        "period": str(each.period),
        "department": each.department,
        "name": about.assessment.department.name if about else None,
        "indicator": each.indicator,
        "rule": about.verdict.rule if about else None,
        "finding": f"{appeal.finding}~{appeal.seen}",
        "exists": about is not None,
        "evidence_changed": each.is_stale,
        "problem": finding.problem if finding else None,
        "subject": finding.subject if finding else None,
        "note": wording.finding(finding) if finding else None,
        "site": str(finding.place) if finding and finding.place else None,
        "deducted": decimal(about.item.deducted) if about else None,
        "doubted": decimal(about.item.doubted) if about else None,
        "reason": appeal.says,
        "by": appeal.by,
        "on": str(appeal.on),
        "evidence": [
            {"name": handed.name, "sha256": handed.sha256, "size": found.size, "state": found.condition}
            for handed in appeal.evidence
            for found in (state(folder, handed),)
        ],
        "open": answer is None,
        "answer": None
        if answer is None
        else {
            "decision": str(answer.decision),
            "points": None if answer.points is None else decimal(answer.points),
            "reason": answer.reason,
            "by": answer.by,
            "on": str(answer.on),
        },
    }
