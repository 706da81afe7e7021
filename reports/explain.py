"""Why: the whole story of a department's marks, from the page as it was to the mark of the month."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from checker.decided import may_be_ruled, named
from checker.decisions import Decisions
from checker.indicator import Indicator, Sort
from checker.scoring import Assessment, Verdict
from reports.disputes_named import Disputed
from reports.disputes_told import appeal_lines, ruling_line
from reports.explain_finding import STANDINGS, Look, Said, finding_story
from reports.explain_page import Pages
from reports.explain_sums import amount, month_sums, share_line, verdict_sums
from reports.grounds import grounds
from reports.lines import Wrapped
from reports.marks import DIM, DOUBT
from reports.session import Session, Usage
from reports.stored import Results, results_of
from reports.wording import DASH, Wording, plain
from rules.finding import Outcome
from rules.named import named as known

DONE = 0
FEW, ALL = (
    3,
    1_000_000,
)  # pages of one finding that are opened when all of a department's marks are told, and when one is


@dataclass(frozen=True)
class Telling:
    """What a story is told from: a department's month, what people said of it, its pages; and of which mark, "" for all."""

    results: Results
    assessment: Assessment
    said: Said
    look: Look
    only: str
    wording: Wording


def explain_marks(session: Session) -> int:
    """Tells the story of a department's marks, or of one of them: all that argues it, down to the mark of the month.

    Raises Usage for a department or an indicator that there is not.
    """
    options, workspace = session.options, session.workspace()
    results = results_of(workspace, session.period)
    wanted = session.department([each.department for each in results.assessments], options.subject)
    chosen = next(each for each in results.assessments if each.department.id == wanted.id)
    verdicts = _asked(chosen, options.indicator)
    with closing(Decisions(workspace.var / "gongkai.sqlite")) as decisions:
        files = {each.sha256: each.name for each in decisions.received()}
        words, appeals = decisions.rulings(results.period), decisions.appeals(results.period)
    said = Said(words, appeals, workspace.var / "appeals", files)
    only = verdicts[0].indicator if options.indicator else ""
    with Pages(workspace.var / "archive", wanted.id, results.period) as pages:
        telling = Telling(results, chosen, said, pages.around, only, session.wording)
        for verdict in verdicts:
            session.out.print(_story(telling, verdict))
    for part in (*_gone(telling), _close(telling)):
        session.out.print(part)
    return DONE


def _asked(assessment: Assessment, word: str | None) -> Sequence[Verdict]:
    """The verdicts that are asked for, by the id of an indicator or of its rule."""
    found = [each for each in assessment.verdicts if word in (None, each.indicator, each.rule)]
    if word is not None and not found:
        values = {"name": assessment.department.name, "word": plain(word)}
        known = [each.indicator for each in assessment.verdicts] or [DASH]
        raise Usage("{name} 没有指标“{word}”，它的指标有：{known}", **values, known=known)
    return found


def _story(telling: Telling, verdict: Verdict) -> RenderableType:
    """One mark: the rule, each finding, the sum."""
    scheme, wording = telling.results.scheme, telling.wording
    assessment, indicator = telling.assessment, scheme.indicator(verdict.indicator)
    name = f"{plain(assessment.department.name)}　{assessment.period}　{verdict.indicator} {wording.say(verdict.title)}"
    parts: list[RenderableType] = [
        Wrapped(Text(name, style="bold")),
        _rule(telling.results, verdict, indicator, wording),
        Text(),
    ]
    for finding, item in named(assessment, verdict):
        about = Disputed(finding, assessment, indicator, verdict, item)
        told = telling.only or item.finding.outcome is not Outcome.PASSED or item.ruling or item.open
        pages = (ALL if telling.only else FEW) if told else 0
        parts.append(finding_story(about, telling.said, telling.look, pages, wording))
    sums = (*verdict_sums(verdict, indicator, wording), *share_line(assessment, scheme, verdict, wording))
    return Group(*parts, *(Wrapped(Text(line, style="bold")) for line in sums), Text())


def _rule(results: Results, verdict: Verdict, indicator: Indicator, wording: Wording) -> RenderableType:
    """What is owed, by which law, and where the numbers are from."""
    grid = Table.grid(padding=(0, 2))
    rule = known(verdict.rule)
    rows = [("规则", verdict.rule)]
    if rule is not None:
        rows += [("职责", wording.say(rule.duty)), ("依据", grounds(rule.basis, results.period.year, wording))]
    rows += [("方案", _points(results.scheme.id, indicator, wording)), ("分值来源", wording.say(indicator.source))]
    for label, words in rows:
        if words:
            grid.add_row(Text(wording.say(label), style=DIM), Wrapped(Text(words, style=DIM)))
    return grid


def _points(scheme: str, indicator: Indicator, wording: Wording) -> str:
    places = wording.listed(wording.place(place) for place in indicator.places)
    if indicator.sort is Sort.VETO:
        return wording.say("{scheme}：单项否决，看{places}", scheme=scheme, places=places)
    template = "{scheme}：加 {points} 分（{standing}），由以下各处平分：{places}"
    if indicator.sort is Sort.DEDUCT:
        template = "{scheme}：满分 {points} 分（{standing}），由以下各处平分：{places}"
    standing = wording.say(STANDINGS[indicator.standing("points")])
    return wording.say(template, scheme=scheme, points=amount(indicator.points), standing=standing, places=places)


def _gone(telling: Telling) -> Iterator[RenderableType]:
    """Rulings and appeals on findings of the department that are no longer there."""
    wording, assessment = telling.wording, telling.assessment
    start = f"{assessment.period}/{assessment.department.id}/{telling.only}"
    start += "/" if telling.only else ""
    here = {
        name.key for verdict in assessment.verdicts for name, item in named(assessment, verdict) if may_be_ruled(item)
    }
    rulings = [each for each in telling.results.decided.orphans if each.finding.startswith(start)]
    appeals = [each for each in telling.said.appeals if each.finding.startswith(start) and each.finding not in here]
    if not rulings and not appeals:
        return
    yield Wrapped(Text(wording.say("重新检查后已经没有的检查发现，曾有以下裁定和申诉，不影响成绩"), style="bold"))
    for ruling in rulings:
        line = Text(f"{wording.say('编号 {name}', name=f'{ruling.finding}~{ruling.seen}')}　", style=DIM)
        yield Padding(Wrapped(line.append_text(ruling_line(ruling, wording, telling.said.files))), (0, 0, 0, 2))
    for appeal in appeals:
        name = wording.say("编号 {name}", name=f"{appeal.finding}~{appeal.seen}")
        number = wording.say("申诉 {number}", number=str(appeal.number))
        yield Padding(Wrapped(Text(f"{number}　{name}", style=DIM)), (0, 0, 0, 2))
        yield from (Padding(Wrapped(line), (0, 0, 0, 4)) for line in appeal_lines(appeal, telling.said.folder, wording))
    yield Text()


def _close(telling: Telling) -> RenderableType:
    """The sum of the month, and what one can do next."""
    wording, assessment, scheme = telling.wording, telling.assessment, telling.results.scheme
    head = wording.say(
        "{name} {period} 网上成绩的算式", name=plain(assessment.department.name), period=str(assessment.period)
    )
    sums = [Padding(Wrapped(Text(line)), (0, 0, 0, 2)) for line in month_sums(assessment, scheme, wording)]
    values = {"department": assessment.department.id, "period": str(assessment.period)}
    whole = wording.say("当时的整个网页和文件：gongkai evidence {department} --period {period}", **values)
    template = "不服某一条：gongkai appeal {department} 编号 --reason 理由 --by 申诉人 --period {period}"
    hints = (whole, wording.say(template, **values))
    style = DOUBT if assessment.provisional else ""
    return Group(
        Wrapped(Text(head, style=f"bold {style}".strip())), *sums, *(Wrapped(Text(hint, style=DIM)) for hint in hints)
    )
