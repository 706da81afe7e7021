"""How marks look on a terminal: bars, signs and colours whose meaning stays without colour."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import ROUND_HALF_UP, Decimal

from rich.console import Console, ConsoleOptions, RenderResult
from rich.measure import Measurement
from rich.text import Text

from checker.scheme import Scheme
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
