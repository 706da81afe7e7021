"""How marks look on a terminal: bars, signs and colours whose meaning stays without colour."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import ROUND_HALF_UP, Decimal

from rich.console import Console, ConsoleOptions, RenderableType, RenderResult
from rich.measure import Measurement
from rich.text import Text

from checker.marks import Mark
from checker.scheme import Grade, Scheme, Sharing
from checker.scoring import Score
from reports.wording import Wording
from rules.finding import Outcome

GOOD, BAD, DOUBT, DIM = "green", "red", "yellow", "dim"
SIGNS: Mapping[Outcome, tuple[str, str, str]] = {
    Outcome.PASSED: ("✓", "+", GOOD),
    Outcome.FAILED: ("✗", "x", BAD),
    Outcome.CANT_TELL: ("?", "?", DOUBT),
    Outcome.UNTESTED: ("○", "o", DOUBT),
    Outcome.INAPPLICABLE: ("·", ".", DIM),
}


class Fitting:
    """One way of showing something where there are so many columns, else another."""

    def __init__(self, columns: int, wide: RenderableType, narrow: RenderableType) -> None:
        self._columns, self._wide, self._narrow = columns, wide, narrow

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        yield self._wide if options.max_width >= self._columns else self._narrow


class Bar:
    """Earned, lost and not assessed, as one line; with letters where the encoding has no blocks."""

    def __init__(self, score: Score, columns: int) -> None:
        self._score, self._columns = score, columns

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        full, lost, open_ = ("#", "-", ".") if options.ascii_only else ("━", "╌", "·")
        earned = self._cells(self._score.earned)
        assessable = max(self._cells(self._score.assessable), earned)
        text = Text(full * earned, style=GOOD)
        text.append(lost * (assessable - earned), style=BAD)
        text.append(open_ * (self._columns - assessable), style=DOUBT)
        yield text

    def __rich_measure__(self, console: Console, options: ConsoleOptions) -> Measurement:
        return Measurement(self._columns, self._columns)

    def _cells(self, part: Decimal) -> int:
        if not self._score.possible:
            return 0
        return int((part / self._score.possible * self._columns).quantize(Decimal(1), ROUND_HALF_UP))


def bar(score: Score, columns: int) -> Bar:
    """A bar of that many columns."""
    return Bar(score, columns)


class Sign:
    """The sign of an outcome, in ASCII where the encoding needs it."""

    def __init__(self, outcome: Outcome) -> None:
        self._signs = SIGNS[outcome]

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        sign, plain, style = self._signs
        yield Text(plain if options.ascii_only else sign, style=style)

    def __rich_measure__(self, console: Console, options: ConsoleOptions) -> Measurement:
        return Measurement(1, 1)


def matrix_line(scheme: Scheme, wording: Wording) -> str:
    """The weight matrix that a report uses, in one line."""
    cells: Iterable[tuple[str, Decimal]] = (
        ("日常网上", scheme.matrix.daily_online),
        ("日常实地", scheme.matrix.daily_on_site),
        ("年终网上", scheme.matrix.year_end_online),
        ("年终实地", scheme.matrix.year_end_on_site),
    )
    shares = "　".join(f"{wording.say(name)} {value.normalize():f}" for name, value in cells)
    return wording.say("考核方案 {scheme}：{shares}", scheme=scheme.id, shares=shares)


def sharing_line(scheme: Scheme, wording: Wording) -> str:
    """Where the points of what does not apply go."""
    if scheme.sharing is Sharing.SPREAD:
        return wording.say(
            "不适用的指标，分值由同一个一级指标中适用的指标分担；整个一级指标不适用的，由其余一级指标分担。"
        )
    return wording.say("不适用的指标不计，其余指标的分值按同一比例放大。")


def grade_style(grade: Grade | None, scheme: Scheme) -> str:
    """The colour of a grade: the best, the last, and those between."""
    if grade is None:
        return DIM
    return GOOD if grade == scheme.grades[0] else BAD if grade == scheme.grades[-1] else DOUBT


def header(words: str, wording: Wording) -> str:
    """The head of a narrow column: each word, and what it is out of, on a line of its own."""
    return wording.say(words).replace(" ", "\n").replace("/", "\n/")


def flags(mark: Mark, wording: Wording, *, provisional: bool) -> Text:
    """What is special about a mark: vetoed, perhaps vetoed, bonuses, provisional."""
    told = Text()
    for holds, words, style in (
        (mark.vetoes, wording.say("单项否决"), f"bold {BAD}"),
        (mark.may_veto, wording.say("可能否决"), DOUBT),
        (mark.bonus, wording.say("加分 {points}", points=f"{mark.bonus.normalize():f}"), GOOD),
        (provisional, wording.say("暂定"), DOUBT),
    ):
        if holds:
            told.append(" " if told else "").append(words, style=style)
    return told
