"""How marks look on a terminal: bars, signs and colours whose meaning stays without colour."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal

from rich.console import Console, ConsoleOptions, RenderableType, RenderResult
from rich.measure import Measurement
from rich.segment import Segment
from rich.text import Text

from checker.marks import Mark
from checker.scheme import Grade, Scheme, Sharing
from checker.scoring import Score
from reports.signs import ASCII, instead
from reports.wording import DASH, Wording
from rules.finding import Outcome

GOOD, BAD, DOUBT, DIM = "green", "red", "yellow", "dim"
EARNED, LOST, UNKNOWN = "━", "╌", "·"  # the parts of a bar
NEARLY = Decimal("0.999")  # the most that is shown of a rate which is not all
UP, DOWN, SAME, MINUS, ABOUT = "▲", "▼", "=", "−", "~"
SIGNS: Mapping[Outcome, tuple[str, str]] = {
    Outcome.PASSED: ("✓", GOOD),
    Outcome.FAILED: ("✗", BAD),
    Outcome.CANT_TELL: ("?", DOUBT),
    Outcome.UNTESTED: ("○", DOUBT),
    Outcome.INAPPLICABLE: ("·", DIM),
}


def legible(text: str, encoding: str) -> str:
    """A text in what an encoding can write: signs by the table, other characters as question marks and counted, each as wide as before."""
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return "".join(_written(char, encoding) for char in text)
    return text


def _written(char: str, encoding: str) -> str:
    try:
        char.encode(encoding)
    except UnicodeEncodeError:
        return instead(char, encoding)
    return char


class Legible:
    """Something in what the encoding of the terminal can write."""

    def __init__(self, shown: RenderableType) -> None:
        self._shown = shown

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        for text, style, control in console.render(self._shown, options):
            yield Segment(legible(text, options.encoding), style, control)


class Fitting:
    """The first of several ways of showing something that is not too wide, else the last."""

    def __init__(self, *ways: RenderableType) -> None:
        self._ways = ways

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        fitting = (each for each in self._ways if _wide(each, console, options) <= options.max_width)
        yield next(fitting, self._ways[-1])


HUGE = 1000  # columns in which everything fits


def _wide(shown: RenderableType, console: Console, options: ConsoleOptions) -> int:
    return Measurement.get(console, options.update_width(HUGE), shown).maximum


class Bar:
    """Earned, lost and not assessed, as one line; what is not nought has a column at least."""

    def __init__(self, score: Score, columns: int) -> None:
        self._score, self._columns = score, columns

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        earned, lost, unknown = cells(self._score, self._columns)
        text = Text().append(EARNED * earned, style=GOOD).append(LOST * lost, style=BAD)
        text.append(UNKNOWN * unknown, style=DOUBT)
        yield text.append(" " * (self._columns - earned - lost - unknown))

    def __rich_measure__(self, console: Console, options: ConsoleOptions) -> Measurement:
        return Measurement(self._columns, self._columns)


def cells(score: Score, columns: int) -> tuple[int, int, int]:
    """How many columns are earned, lost and not assessed: in proportion, none nought that is not; all nought where nothing is possible."""
    parts = (score.earned, score.assessable - score.earned, score.possible - score.assessable)
    if not score.possible:
        return 0, 0, 0
    shares = [part * columns / score.possible for part in parts]
    found = [max(int(share), 1) if share else 0 for share in shares]
    while sum(found) < columns:
        found[max(range(3), key=lambda at: shares[at] - found[at])] += 1
    while sum(found) > columns and max(found) > 1:
        found[max((at for at in range(3) if found[at] > 1), key=lambda at: found[at] - shares[at])] -= 1
    return found[0], found[1], found[2]


def bar(score: Score, columns: int) -> Bar:
    """A bar of that many columns."""
    return Bar(score, columns)


class Sign:
    """The sign of an outcome, in ASCII where the encoding needs it."""

    def __init__(self, outcome: Outcome) -> None:
        self._sign, self._style = SIGNS[outcome]

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        yield Text(ASCII.get(self._sign, self._sign) if options.ascii_only else self._sign, style=self._style)

    def __rich_measure__(self, console: Console, options: ConsoleOptions) -> Measurement:
        return Measurement(1, 1)


def signed(value: Decimal | None, wording: Wording, *, provisional: bool = False) -> str:
    """A difference with its sign, "~" before one that is not final; a dash where there is none."""
    if value is None:
        return DASH
    told = wording.mark(abs(value))
    sign = "" if not Decimal(told) else "+" if value > 0 else MINUS
    return f"{ABOUT if provisional else ''}{sign}{told}"


def rate_words(score: Score, wording: Wording) -> str:
    """The rate of a topic with one place, all of it only where nothing is lost; a dash where nothing could be assessed."""
    if score.rate is None or score.rate >= 1:
        return wording.percent(score.rate)
    return wording.percent(min(score.rate, NEARLY))


def colour(value: Decimal | int | None) -> str:
    """The colour of a difference: better, worse, or neither."""
    return DIM if not value else GOOD if value > 0 else BAD


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
