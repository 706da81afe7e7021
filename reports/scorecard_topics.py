"""A scorecard by topic: a line for each, and below them, topic after topic, every indicator that is not well."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from checker.indicator import Sort
from checker.ledger.events import Matter
from checker.marks import mark
from checker.scheme import Scheme, Sharing
from checker.scoring import DOUBTFUL, GRAVITY, ZERO, Assessment, Score, Verdict, Weighed
from reports.docket_view import Docket
from reports.finding_lines import item_lines
from reports.lines import Flow, Wrapped
from reports.marks import BAD, DIM, DOUBT, EARNED, GOOD, LOST, MINUS, UNKNOWN, Fitting, Sign, bar
from reports.scorecard_cases import case_line, cases_line, cases_of
from reports.themes import OTHER, Part, parts, theme_words
from reports.wording import DASH, Wording, plain
from rules.finding import Outcome

LONG, SHORT = 24, 10  # columns of a bar
SHOWN, FEW = 2, 4  # findings alike in kind and place that are told whole, and up to how many all are
WELL = (Outcome.PASSED, Outcome.INAPPLICABLE)


def outcome_of(verdicts: Sequence[Verdict]) -> Outcome:
    """The gravest outcome of some verdicts."""
    seen = {verdict.outcome for verdict in verdicts}
    return next((outcome for outcome in GRAVITY if outcome in seen), Outcome.INAPPLICABLE)


def overview(assessment: Assessment, scheme: Scheme, wording: Wording) -> RenderableType:
    """Each topic in a line: what was earned, lost and left unchecked of how many points, and how many problems there are."""
    found = parts(assessment, scheme)
    if not found:
        return Wrapped(Text(wording.say("本月没有应在网上公开的内容"), style=DIM))
    ways = (_table(found, wording, columns) for columns in (LONG, SHORT, 0))
    lines = Group(*(_lines(part, wording) for part in found))
    return Group(Fitting(*ways, lines), *_sum(assessment, scheme, wording))


def _sum(assessment: Assessment, scheme: Scheme, wording: Wording) -> Iterator[RenderableType]:
    """How the mark follows from the total, where it does so by one division."""
    known, score = mark(assessment, scheme), assessment.score
    if scheme.sharing is Sharing.SCALE and score.assessable and not known.vetoes and not known.bonus:
        values = {"earned": wording.mark(score.earned), "assessable": wording.mark(score.assessable)}
        words = "成绩：100 × 得到 {earned} ÷ 可评 {assessable} ＝ {mark}"
        yield Wrapped(Text(wording.say(words, mark=wording.mark(known.total), **values), style=DIM))


def _table(found: Sequence[Part], wording: Wording, columns: int) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 1), collapse_padding=True, header_style=DIM)
    table.add_column("", width=1)
    table.add_column(wording.say("领域"), overflow="fold", min_width=8)
    if columns:
        table.add_column("", no_wrap=True)
    for words in ("得到", "失去", "未查清", "满分", "问题"):
        table.add_column(wording.say(words), justify="right", no_wrap=True)
    for part in found:
        drawn: list[RenderableType] = [bar(part.score, columns)] if columns else []
        table.add_row(Sign(outcome_of(part.verdicts)), _named(part, wording), *drawn, *_numbers(part, wording))
    total = Text(wording.say("合计"), style="bold")
    table.add_row("", total, *[""] * bool(columns), *_numbers(_whole(found), wording))
    return table


def _whole(found: Sequence[Part]) -> Part:
    """All topics as if they were one."""
    return Part(OTHER, tuple(verdict for part in found for verdict in part.verdicts))


def _named(part: Part, wording: Wording) -> Text:
    is_owed = any(each.outcome is not Outcome.INAPPLICABLE for each in part.verdicts)
    return Text(theme_words(part.theme, wording), style="" if is_owed else DIM)


def _numbers(part: Part, wording: Wording) -> Iterator[Text]:
    score = part.score
    lost, unknown = score.assessable - score.earned, score.possible - score.assessable
    yield Text(wording.mark(score.earned if score.assessable else None))
    yield Text(wording.mark(lost) if lost else DASH, style=f"bold {BAD}" if lost else DIM)
    yield Text(wording.mark(unknown) if unknown else DASH, style=DOUBT if unknown else DIM)
    yield Text(wording.mark(score.possible) if score.possible else DASH, style=DIM)
    count = sum(len(verdict.problems) for verdict in part.verdicts)
    yield Text(str(count) if count else DASH, style=BAD if count else DIM)


def _lines(part: Part, wording: Wording) -> RenderableType:
    """A topic where there is no room for a table."""
    grid = Table.grid(padding=(0, 1))
    grid.add_column(width=1)
    grid.add_column(ratio=1)
    grid.add_row(Sign(outcome_of(part.verdicts)), Wrapped(_named(part, wording)))
    told = zip(("得到", "失去", "未查清", "满分", "问题"), _numbers(part, wording), strict=True)
    cells = [
        Text().append(f"{wording.say(words)} ", style=DIM).append_text(cell)
        for words, cell in told
        if cell.plain != DASH
    ]
    grid.add_row("", Flow(cells))
    return grid


def key(wording: Wording) -> Iterator[RenderableType]:
    """What the signs of the topics mean."""
    signs = (
        Text().append(f"{EARNED}{EARNED} ", style=GOOD).append(wording.say("得到"), style=DIM),
        Text().append(f"{LOST}{LOST} ", style=BAD).append(wording.say("失去"), style=DIM),
        Text().append(f"{UNKNOWN}{UNKNOWN} ", style=DOUBT).append(wording.say("未查清，不得也不扣"), style=DIM),
    )
    yield Flow(list(signs))


def details(
    assessment: Assessment, scheme: Scheme, docket: Docket | None, wording: Wording
) -> Iterator[RenderableType]:
    """The topics in which something was lost, could not be checked or was decided by people, each with the indicators of it."""
    for part in parts(assessment, scheme):
        telling = [each for each in part.verdicts if _is_telling(each)]
        if telling:
            yield Text()
            yield Flow([_heading(part, wording), Text(points_words(part.score, wording), style=DIM)])
            yield from _rest([each for each in part.verdicts if each not in telling], wording)
            for verdict in telling:
                yield _verdict(assessment, verdict, docket, wording)


def _is_telling(verdict: Verdict) -> bool:
    """Whether there is more to say of an indicator than that all is well."""
    decided = any(item.ruling is not None or item.open for item in verdict.weighed)
    return verdict.outcome not in WELL or decided or (verdict.sort is not Sort.DEDUCT and bool(verdict.weighed))


def _heading(part: Part, wording: Wording) -> Text:
    return Text(theme_words(part.theme, wording), style="bold underline")


def _rest(well: Sequence[Verdict], wording: Wording) -> Iterator[RenderableType]:
    """The indicators of a topic that are well, or do not apply, in a line of each sort."""
    for outcome in WELL:
        names = [Text(f"{each.indicator} {wording.say(each.title)}") for each in well if each.outcome is outcome]
        if names:
            grid = Table.grid(padding=(0, 1))
            grid.add_column(width=1)
            grid.add_column(ratio=1)
            grid.add_row(Sign(outcome), Flow([Text(wording.outcome(outcome), style=DIM), *names]))
            yield grid


def _verdict(assessment: Assessment, verdict: Verdict, docket: Docket | None, wording: Wording) -> RenderableType:
    head = Table.grid(padding=(0, 1))
    head.add_column(width=1)
    head.add_column(ratio=1)
    title = Text(f"{verdict.indicator} {wording.say(verdict.title)}", style="bold")
    head.add_row(Sign(verdict.outcome), Flow([title, *_score(verdict, wording)]))
    return Group(head, *_findings(assessment, verdict, docket, wording))


def _score(verdict: Verdict, wording: Wording) -> Iterator[Text]:
    say, score = wording.say, verdict.score
    if verdict.sort is not Sort.VETO and score.possible:
        yield Text(points_words(score, wording))
    if verdict.sort is Sort.BONUS:
        yield Text(say("加分项"), style=GOOD)
    if verdict.vetoes:
        yield Text(say("单项否决：全部成绩为 0"), style=f"bold {BAD}")
    elif verdict.may_veto:
        yield Text(say("可能单项否决，还没有核实"), style=DOUBT)
    elif verdict.sort is Sort.VETO:
        yield Text(say("单项否决项，没有触发"), style=DIM)


def points_words(score: Score, wording: Wording) -> str:
    """What was earned, lost and left unchecked of how many points; what is nought is left out."""
    lost, unknown = score.assessable - score.earned, score.possible - score.assessable
    values = {
        "earned": wording.mark(score.earned if score.assessable else None),
        "possible": wording.mark(score.possible),
    }
    told = [wording.say("得 {earned} / {possible}", **values)]
    if lost:
        told.append(wording.say("失 {lost}", lost=wording.mark(lost)))
    if unknown:
        told.append(wording.say("未查清 {unknown}", unknown=wording.mark(unknown)))
    return wording.either("，", ", ").join(told)


def _findings(
    assessment: Assessment, verdict: Verdict, docket: Docket | None, wording: Wording
) -> Iterator[RenderableType]:
    """What was found wrong or could not be checked; of many findings of one kind in one place the first whole, the rest in a line."""
    cases = cases_of(assessment, docket)
    for group in _alike(verdict):
        shown = group if len(group) <= FEW else group[:SHOWN]
        for item in shown:
            case = cases.get(matter_of(assessment, verdict, item))
            line = case_line(case, docket, wording) if case and docket else None
            yield item_lines(verdict, item, wording, line)
        if rest := group[len(shown) :]:
            known = [cases.get(matter_of(assessment, verdict, item)) for item in rest]
            ledger = cases_line([each for each in known if each], wording)
            yield Padding(Group(Wrapped(_more(shown[0], rest, wording)), *(map(Wrapped, ledger))), (0, 0, 0, 4))


def matter_of(assessment: Assessment, verdict: Verdict, item: Weighed) -> Matter:
    """What a case about a finding is about."""
    finding = item.finding
    return Matter(assessment.department.id, verdict.rule, finding.place, finding.problem, finding.subject)


def _alike(verdict: Verdict) -> list[list[Weighed]]:
    """The findings that are told, those of one kind in one place together; what people decided on stands alone."""
    groups: dict[tuple[object, ...], list[Weighed]] = {}
    for number, item in enumerate(verdict.weighed):
        is_decided = item.ruling is not None or bool(item.open)
        if item.outcome in (Outcome.FAILED, *DOUBTFUL) or is_decided or verdict.sort is not Sort.DEDUCT:
            kind = (number,) if is_decided else (item.finding.place, item.finding.problem, item.outcome)
            groups.setdefault(kind, []).append(item)
    return sorted(groups.values(), key=lambda group: GRAVITY.index(group[0].outcome))


def _more(first: Weighed, rest: Sequence[Weighed], wording: Wording) -> Text:
    """The others of a kind by what they are about, with the price of each that has another one than the first."""
    values = {"count": str(len(rest)), "points": wording.mark(sum((item.deducted for item in rest), ZERO))}
    words = "同样的还有 {count} 处，共扣 {points} 分：" if first.deducted else "同样的还有 {count} 处："
    told = []
    for item in rest:
        name = wording.subject(plain(item.finding.subject)) or wording.finding(item.finding)
        is_other = item.deducted != first.deducted
        told.append(f"{name} {MINUS}{wording.mark(item.deducted)}" if is_other and item.deducted else name)
    return Text().append(wording.say(words, **values), style=DIM).append(wording.say("、").join(told))
