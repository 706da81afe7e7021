"""How the city did in a month: what a mayor asks first above the ranking, what a clerk asks next below it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from rich.console import RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from checker.rulings import Decision
from checker.scoring import ZERO, Assessment, Score
from checker.store import findings_of
from checker.year_months import Why, mean
from reports.lines import Flow, Wrapped
from reports.marks import (
    ABOUT,
    BAD,
    DIM,
    DOUBT,
    DOWN,
    EARNED,
    GOOD,
    LOST,
    UNKNOWN,
    UP,
    Fitting,
    bar,
    colour,
    grade_style,
    matrix_line,
    rate_words,
    sharing_line,
    signed,
)
from reports.moves import UNCOMPARED
from reports.ranking_table import Ranked
from reports.themes import parts, theme_words
from reports.wording import Wording, plain
from reports.yearly_words import WHY
from rules.finding import Outcome
from rules.themes import Theme

MOST_COMMON, WORST, MOVED = 5, 5, 3  # problems, topics and departments that are named
RULED = {Decision.UPHELD: "维持", Decision.REVOKED: "撤销", Decision.CHANGED: "改为", Decision.CONFIRMED: "属实"}


def headline(ranked: Ranked) -> Iterator[RenderableType]:
    """How many are ranked, with what marks, who rose and fell most, and what could not be checked."""
    grid = Table.grid(padding=(0, 2))
    grid.add_column(no_wrap=True, style=DIM)
    grid.add_column(ratio=1)
    for label, told in _rows(ranked):
        grid.add_row(ranked.wording.say(label), told)
    yield grid


def _rows(ranked: Ranked) -> Iterator[tuple[str, RenderableType]]:
    yield "总体", Flow(list(_overall(ranked)))
    yield "等次", Flow(list(_grades(ranked)))
    if ranked.moved.missing is not None:
        words = ranked.wording.say(UNCOMPARED[ranked.moved.missing], since=str(ranked.moved.since))
        yield "比上月", Wrapped(Text(words, style=DOUBT))
    else:
        yield "比上月", Flow(list(_average(ranked)))
        yield "上升", _most_moved(ranked, UP)
        yield "下降", _most_moved(ranked, DOWN)
    yield "未查清", Flow(list(_unknown(ranked)))


def _overall(ranked: Ranked) -> Iterator[Text]:
    say = ranked.wording.say
    placed = [each for each in ranked.found if each.rank]
    values = {"count": str(len(ranked.found)), "ranked": str(len(placed))}
    yield Text(say("{count} 个单位，排名 {ranked} 个", **values))
    average = mean([each.mark.total for each in placed if each.mark.total is not None])
    about = ABOUT if any(each.assessment.provisional for each in placed) else ""
    yield Text(say("平均 {mark}", mark=about + ranked.wording.mark(average)), style="bold")


def _grades(ranked: Ranked) -> Iterator[Text]:
    say, given = ranked.wording.say, Counter(each.grade for each in ranked.found)
    for each in ranked.scheme.grades:
        style = grade_style(each, ranked.scheme) if given[each] else DIM
        yield Text(f"{say(each.name)} {given[each]}", style=style)
    if given[None]:
        yield Text(say("没有等次 {count}", count=str(given[None])), style=DOUBT)


def _average(ranked: Ranked) -> Iterator[Text]:
    """By how much those that were ranked in both months differ on the average, and how many rose and fell."""
    say, told = ranked.wording.say, [ranked.move(each) for each in ranked.found]
    points = [each.points for each in told if each.points is not None]
    if not points:
        yield Text(say("没有可比的单位"), style=DOUBT)
        return
    average = mean(points)
    sure = signed(average, ranked.wording, provisional=any(each.provisional for each in told))
    values = {"count": str(len(points)), "points": sure}
    yield Text(say("可比的 {count} 个单位平均 {points}", **values), style=colour(average))
    counts = {"up": sum(each > 0 for each in points), "down": sum(each < 0 for each in points)}
    counts["same"] = len(points) - counts["up"] - counts["down"]
    values = {name: str(count) for name, count in counts.items()}
    yield Text(say("上升 {up}，下降 {down}，不变 {same}", **values), style=DIM)


def _most_moved(ranked: Ranked, way: str) -> RenderableType:
    """Whose mark rose, or fell, most."""
    sign = 1 if way == UP else -1
    known = [(each, ranked.move(each)) for each in ranked.found]
    chosen = [(each, step) for each, step in known if step.points is not None and step.points * sign > 0]
    chosen.sort(key=lambda pair: -(pair[1].points or ZERO) * sign)
    if not chosen:
        return Text(ranked.wording.say("没有"), style=DIM)
    told = []
    for each, step in chosen[:MOVED]:
        name = Text(f"{plain(each.assessment.department.name)} ")
        words = signed(step.points, ranked.wording, provisional=step.provisional)
        told.append(name.append(words, style=colour(step.points)))
    return Flow(told)


def _unknown(ranked: Ranked) -> Iterator[Text]:
    """Who could not be ranked, how many marks are provisional, and why."""
    say, join = ranked.wording.say, ranked.wording.say("、")
    unranked = [plain(each.assessment.department.name) for each in ranked.found if each.rank is None]
    if unranked:
        yield Text(say("可评的分不足一半，不排名：{names}", names=join.join(unranked)), style=DOUBT)
    provisional = sum(each.assessment.provisional for each in ranked.found)
    if provisional:
        yield Text(say("{count} 个单位的成绩暂定", count=str(provisional)), style=DOUBT)
    counts: Counter[Why] = Counter()
    for each in ranked.found:
        counts.update({reason.why: reason.count for reason in each.reasons})
    yield from (Text(say(WHY[why], count=str(counts[why])), style=DOUBT) for why in Why if counts[why])
    if not provisional and not unranked:
        yield Text(say("没有：全部查清"), style=GOOD)


def summary(ranked: Ranked) -> Iterator[RenderableType]:
    """What was found: by outcome, as people ruled, by topic, and the problems of most departments."""
    assessments = [each.assessment for each in ranked.found]
    yield from _topics(assessments, ranked)
    yield from _most_common(assessments, ranked.wording)
    items = [item for _, _, item in findings_of(assessments)]
    outcomes = Counter(item.outcome for item in items)
    wording, say = ranked.wording, ranked.wording.say
    counts = [Text(f"{wording.outcome(outcome)} {outcomes[outcome]}") for outcome in Outcome if outcomes[outcome]]
    yield Text()
    yield Flow([Text(say("检查发现"), style="bold"), *counts])
    rulings = Counter(item.ruling.decision for item in items if item.ruling)
    if rulings:
        told = [Text(f"{say(words)} {rulings[kind]}") for kind, words in RULED.items() if rulings[kind]]
        yield Flow([Text(say("裁定"), style="bold"), *told])


def _topics(assessments: Sequence[Assessment], ranked: Ranked) -> Iterator[RenderableType]:
    """The topics of which the city earned the smallest share."""
    say, wording = ranked.wording.say, ranked.wording
    scores, failing = dict[Theme, Score](), Counter[Theme]()
    for assessment in assessments:
        for part in parts(assessment, ranked.scheme):
            scores[part.theme] = scores.get(part.theme, Score()) + part.score
            failing[part.theme] += part.score.assessable > part.score.earned
    known = [(theme, score) for theme, score in scores.items() if score.rate is not None and score.rate < 1]
    if not known:
        return
    yield Text(f"\n{say('得分率最低的领域')}", style="bold")
    chosen = sorted(known, key=lambda pair: pair[1].rate or ZERO)[:WORST]
    ways = (_topic_table(chosen, failing, wording, columns=columns) for columns in (12, 0))
    yield Padding(Fitting(*ways), (0, 0, 0, 2))


def _topic_table(
    chosen: Sequence[tuple[Theme, Score]], failing: Counter[Theme], wording: Wording, columns: int
) -> RenderableType:
    """A line for each of some topics, with bars of that many columns."""
    grid = Table.grid(padding=(0, 2))
    grid.add_column(overflow="fold")
    for _ in range(3 if columns else 2):
        grid.add_column(justify="right", no_wrap=True)
    for theme, score in chosen:
        cells: list[RenderableType] = [bar(score, columns)] if columns else []
        cells.append(Text(rate_words(score, wording), style="bold"))
        count = wording.say("{count} 个单位失分", count=str(failing[theme]))
        grid.add_row(Text(theme_words(theme, wording)), *cells, Text(count, style=DIM))
    return grid


def _most_common(assessments: Sequence[Assessment], wording: Wording) -> Iterator[RenderableType]:
    found = ((each, verdict) for each in assessments for verdict in each.verdicts)
    failed = [(verdict.rule, item.finding.problem, each) for each, verdict in found for item in verdict.problems]
    problems = Counter((rule, problem) for rule, problem, _ in failed if problem)
    if not problems:
        return
    yield Text(f"\n{wording.say('最常见的问题')}", style="bold")
    grid = Table.grid(padding=(0, 1))
    grid.add_column(justify="right", width=4)
    grid.add_column(ratio=1)
    for (rule, problem), count in problems.most_common(MOST_COMMON):
        bodies = len({each.department.id for *key, each in failed if tuple(key) == (rule, problem)})
        values = {"title": wording.rule_title(rule), "problem": wording.problem(rule, problem)}
        told = Text(wording.say("{title}：{problem}", **values))
        where = wording.say("{count} 个单位", count=str(bodies))
        grid.add_row(f"{count} ×", Wrapped(told.append(f"　{where}", style=DIM)))
    yield grid


def legend(ranked: Ranked) -> Iterator[RenderableType]:
    """What the signs mean, and how a mark comes about."""
    say, wording = ranked.wording.say, ranked.wording
    signs = (
        Text().append(f"{EARNED}{EARNED} ", style=GOOD).append(say("得到"), style=DIM),
        Text().append(f"{LOST}{LOST} ", style=BAD).append(say("扣去"), style=DIM),
        Text().append(f"{UNKNOWN}{UNKNOWN} ", style=DOUBT).append(say("未查清，不得也不扣"), style=DIM),
        Text().append(f"{ABOUT} ", style=DOUBT).append(say("暂定，还会变"), style=DIM),
        Text().append(f"{UP}{DOWN} ").append(say("名次升降，与 {since} 比", since=str(ranked.moved.since)), style=DIM),
    )
    yield Flow(list(signs))
    told = (
        say("成绩＝100×得分÷可评的分，两位小数；成绩相同名次相同。未能检测或待核实的既不得分也不扣分，成绩暂定。"),
        sharing_line(ranked.scheme, wording),
        matrix_line(ranked.scheme, wording),
        say("实地检查和年终未计入，见 gongkai year。一个单位的成绩单：gongkai show 单位"),
    )
    for words in told:
        yield Wrapped(Text(words, style=DIM))
