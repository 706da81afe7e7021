"""The whole history of one case on the terminal: each event with its month and day, what was said, and the evidence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.text import Text

from checker.ledger.cases import Case, State, What
from checker.ledger.events import Kind
from crawler.snapshot import Citation
from reports.disputes_kept import state
from reports.disputes_told import condition
from reports.docket_cases import STYLES
from reports.docket_view import Docket
from reports.docket_words import STATES, about, details, duty, happened, limit_line, next_step, notes, seen, what_is_it
from reports.lines import Wrapped
from reports.marks import BAD, DIM, DOUBT, GOOD
from reports.wording import Wording, plain

COLOURS: Mapping[str, str] = {
    What.OPENED: BAD,
    What.REOPENED: BAD,
    Kind.UNSEEN: DOUBT,
    Kind.UNKNOWN: DOUBT,
    Kind.RECTIFIED: GOOD,
    Kind.WITHDRAWN: GOOD,
    Kind.CLOSED: GOOD,
    Kind.ESCALATED: BAD,
}
INDENT = (0, 0, 0, 12)  # as wide as a day


def story(case: Case, docket: Docket, files: Path, wording: Wording) -> RenderableType:
    """Everything that is known of a case; `files` is the folder of what departments handed in."""
    parts: list[RenderableType] = [*_head(case, docket, wording), Text()]
    for at in range(len(case.history)):
        parts += _event(case, at, docket, files, wording)
    return Group(*parts)


def _head(case: Case, docket: Docket, wording: Wording) -> Iterator[RenderableType]:
    title = Text(wording.say("条目 {number}", number=str(case.number)), style="bold")
    title.append(f"　{wording.say(STATES[case.state])}", style=STYLES.get(case.state, GOOD))
    yield Wrapped(title)
    named = {"name": plain(docket.name(case.matter.department)), "id": case.matter.department}
    told = wording.say("{name}（{id}）", **named), duty(case, docket, wording), wording.place(case.matter.place)
    yield Wrapped(Text("　".join(told)))
    yield Wrapped(Text(what_is_it(case, wording), style="bold"))
    yield Wrapped(Text(seen(case, wording)))
    if case.is_open:
        yield Wrapped(Text(limit_line(case, docket, wording), style=BAD if case.state is State.OVERDUE else ""))
    if case.step:
        yield Wrapped(Text(wording.say("已进入：{step}", step=wording.say(plain(case.step))), style=BAD))
    yield from (Wrapped(Text(words, style=DOUBT)) for words in notes(case, docket, wording))
    if words := next_step(case, wording):
        yield Wrapped(Text(wording.say("下一步：{words}", words=words)))


def _event(case: Case, at: int, docket: Docket, files: Path, wording: Wording) -> Iterator[RenderableType]:
    event, what = case.history[at]
    line = Text(f"{wording.day(event.on)}  ", style="bold")
    line.append(happened(case, at, wording), style=COLOURS.get(what, "not bold"))
    line.append(f"　{about(event, wording)}", style=f"not bold {DIM}")
    if event.indicator:
        line.append(f"　{plain(event.indicator)}", style=f"not bold {DIM}")
    yield Wrapped(line)
    yield from (Padding(Wrapped(Text(words)), INDENT) for words in details(event, docket, wording) if words)
    for handed in event.handed:
        told = Text(wording.say("文件 {name}", name=plain(handed.name)))
        told.append_text(condition(state(files, handed), wording)).append(f"　{files.name}/{handed.sha256}", style=DIM)
        yield Padding(Wrapped(told), INDENT)
    for citation in event.evidence:
        yield from (Padding(Wrapped(line), INDENT) for line in _cited(citation, wording))


def _cited(citation: Citation, wording: Wording) -> Iterator[Text]:
    yield Text(plain(citation.url), style=f"{DIM} underline")
    where = f"{plain(citation.where)}　" if citation.where else ""
    if citation.quote:
        yield Text(f"{where}“{plain(citation.quote)}”", style=DIM)
    if citation.fetched is None:
        yield Text(wording.say("没有取得"), style=DIM)
    else:
        told = wording.say("取得于 {when}", when=wording.day(citation.fetched))
        yield Text(f"{told}　SHA-256 {plain(citation.sha256)}" if citation.sha256 else told, style=DIM)
