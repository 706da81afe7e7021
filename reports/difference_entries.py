"""What became of each problem between two months, in lines."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from rich.console import RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from checker.ledger.cases import Case
from reports.difference import About, Entry, Fate, Why
from reports.difference_marks import Difference
from reports.docket_words import STATES, ended
from reports.finding_lines import cited_lines, problem_words
from reports.lines import Wrapped
from reports.marks import BAD, DIM, DOUBT, GOOD, MINUS
from reports.scorecard_topics import FEW, SHOWN
from reports.standing import Standing
from reports.wording import DASH, Wording, plain
from rules.finding import Outcome

FATES: Mapping[Fate, tuple[str, str, str]] = {  # the sign and the colour of each, and what it is called
    Fate.PUT_RIGHT: ("✓", GOOD, "查见已整改"),
    Fate.GONE: ("-", DIM, "不再发现，没有证据表明已整改"),
    Fate.NEW: ("+", BAD, "新发现"),
    Fate.STAYS: ("=", BAD, "仍然存在"),
    Fate.LINGERS: ("=", DOUBT, "仍未整改，不在后一个月的成绩里"),
    Fate.RULED: ("!", "cyan", "因裁定而变"),
    Fate.UNKNOWN: ("?", DOUBT, "不能比较"),
    Fate.UNASKED: ("·", DIM, "只有一个月检查"),
}
WHY: Mapping[Why, str] = {
    Why.UNTESTED_THEN: "{then} 未能查清，不能说是新的",
    Why.UNTESTED_NOW: "{now} 未能查清，不能说已整改",
    Why.UNTESTED_BOTH: "两个月都未能查清",
    Why.HIDDEN_THEN: "{then} 被别的问题遮住，不能说是新的",
    Why.PAST: "属于 {then} 或当时的页面，{now} 的检查不再看它",
    Why.MEASURED: "考核方案的要求变了",
    Why.UNASKED_THEN: "{then} 不检查，或不适用",
    Why.UNASKED_NOW: "{now} 不检查，或不适用",
    Why.CLOSED: "由人销号",
}


@dataclass(frozen=True)
class Compared:
    """Two months of a department with where it stood in each, and the cases of the ledger by what they are about."""

    difference: Difference
    standings: tuple[Standing, Standing]
    cases: Mapping[About, Case] = field(default_factory=dict)

    @property
    def periods(self) -> Mapping[str, str]:
        """The months in words."""
        one = self.difference
        return {"then": str(one.then.assessment.period), "now": str(one.now.assessment.period)}


def fate_lines(fate: Fate, shown: Compared, wording: Wording) -> Iterator[RenderableType]:
    """The problems of which this became, those of one kind in one place together; nothing where there are none."""
    found = shown.difference.of(fate)
    if not found:
        return
    sign, style, words = FATES[fate]
    title = wording.say("{what}（{count} 处）", what=wording.say(words), count=str(len(found)))
    yield Text(f"\n{title}", style="bold")
    for group in _alike(found):
        told = group if len(group) <= FEW else group[:SHOWN]
        for entry in told:
            yield _entry(entry, sign, style, shown, wording)
        if rest := group[len(told) :]:
            yield Padding(Wrapped(_more(rest, wording)), (0, 0, 0, 2))


def _alike(found: Sequence[Entry]) -> list[list[Entry]]:
    groups: dict[tuple[object, ...], list[Entry]] = {}
    for entry in found:
        about = entry.about
        groups.setdefault((about.rule, about.place, about.problem, entry.why), []).append(entry)
    return list(groups.values())


def _more(rest: Sequence[Entry], wording: Wording) -> Text:
    names = [wording.subject(plain(each.about.subject)) or DASH for each in rest]
    line = Text().append(wording.say("同样的还有 {count} 处：", count=str(len(rest))), style=DIM)
    return line.append(wording.say("、").join(names))


def _entry(entry: Entry, sign: str, style: str, shown: Compared, wording: Wording) -> RenderableType:
    grid = Table.grid(padding=(0, 1))
    grid.add_column(width=1)
    grid.add_column(ratio=1)
    grid.add_row(Text(sign, style=style), Wrapped(_what(entry, wording)))
    for line in (*_facts(entry, shown, wording), *_proof(entry, wording)):
        grid.add_row("", Wrapped(line))
    return grid


def _what(entry: Entry, wording: Wording) -> Text:
    sight = entry.now or entry.then
    about, line = entry.about, Text()
    if sight is not None:
        line.append(f"{sight.verdict.indicator} {wording.say(sight.verdict.title)}　")
        line.append(f"{wording.place(about.place)}　", style=DIM)
        line.append(problem_words(about.rule, sight.item, wording) or wording.say("整项"))
    if about.subject:
        line.append(wording.say("：{subject}", subject=wording.subject(plain(about.subject))), style="bold")
    return line


def _facts(entry: Entry, shown: Compared, wording: Wording) -> Iterator[Text]:
    """How it was in each month, why it is not compared, and its case."""
    told = Text()
    for name, sight in (("then", entry.then), ("now", entry.now)):
        if sight is not None:
            told.append("　" if told else "").append(f"{shown.periods[name]} ", style=DIM)
            told.append(wording.outcome(sight.item.outcome))
            if sight.item.deducted:
                told.append(f" {MINUS}{wording.mark(sight.item.deducted)}", style=BAD)
            if note := wording.finding(sight.item.finding):
                told.append(f" {note}", style=DIM)
    yield told
    if entry.why is not None and _is_asked(entry):
        yield Text(wording.say(WHY[entry.why], **shown.periods), style=DOUBT if entry.fate is Fate.UNKNOWN else DIM)
    if (case := shown.cases.get(entry.about)) is not None:
        line = Text(wording.say("台账 {number}", number=f"#{case.number}"), style=DIM)
        how = ended(case.ended, wording) if case.ended is not None else wording.say(STATES[case.state])
        yield line.append(f"　{how}")


def _is_asked(entry: Entry) -> bool:
    """Whether anybody asks why it is not compared: what was a doubt and no more says so itself."""
    return any(sight is not None and sight.item.outcome is Outcome.FAILED for sight in (entry.then, entry.now))


def _proof(entry: Entry, wording: Wording) -> Iterator[Text]:
    """Where that is to be seen of what is there now."""
    if entry.now is not None:
        yield from cited_lines(entry.now.item.finding.evidence[:1], wording)
