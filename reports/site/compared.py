"""How a month differs from the one before, in the words of the web report: signs, arrows, and what may not be compared."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import ROUND_FLOOR, Decimal

from checker.scoring import Score
from reports.moves import Missing
from reports.site.values import Data, Month
from reports.standing import Standing
from reports.wording import DASH, Wording

ARROWS = {1: "↑", 0: "→", -1: "↓"}
TONES = {1: "up", 0: "even", -1: "down"}
ONE, FULL, TENTH = Decimal(1), Decimal(100), Decimal("0.1")


def has_other_scheme(month: Month) -> bool:
    """Whether the month before was judged by other rules, so that not every change is of the departments' making."""
    return month.moves.missing is Missing.OTHER_SCHEME


def changes(month: Month) -> Iterator[tuple[Standing, Standing, Decimal]]:
    """Each department that could be compared with others in both months, as it stands and stood, and by how much its mark changed."""
    for id, now in month.standings.items():
        step = month.moves[id]
        if step.before is not None and step.points is not None:
            yield now, step.before, step.points


def mark_change(by: Decimal | None, wording: Wording, places: int = 2) -> Data | None:
    """The change of a mark for a page: its sign as an arrow, its size and its tone; None for none known."""
    if by is None:
        return None
    words = f"{ARROWS[_sign(by)]} {wording.mark(abs(by), places)}" if by else f"{ARROWS[0]} 0"
    return {"words": words, "tone": TONES[_sign(by)]}


def points_change(by: Decimal | None, wording: Wording) -> Data | None:
    """The change of a rate, in points of a hundred."""
    return mark_change(None if by is None else (by * FULL).quantize(TENTH), wording, 1)


def since(
    now: Decimal | None, then: Decimal | None, wording: Wording, *, places: int = 2, is_better: bool | None = None
) -> Data | None:
    """What a number of the city was last month, and which way it went; `is_better` says whether more is, None that it is neither."""
    if now is None or then is None:
        return None
    sign = _sign(now - then)
    tone = "even" if is_better is None else TONES[sign if is_better else -sign]
    return {"words": f"{ARROWS[sign]} {wording.say('上月 {value}', value=wording.mark(then, places))}", "tone": tone}


def _sign(by: Decimal) -> int:
    return (by > 0) - (by < 0)


def mean(marks: list[Decimal]) -> Decimal | None:
    """Their mean; None of none."""
    return sum(marks, Decimal(0)) / len(marks) if marks else None


def marks(standings: Iterator[Standing] | list[Standing]) -> list[Decimal]:
    """The marks of those of whom enough could be assessed to compare them with others."""
    return [each.mark.total for each in standings if each.is_rankable and each.mark.total is not None]


def whole_percent(rate: Decimal | None) -> str:
    """A rate as a whole number of a hundred, never all where something is missing, never nothing where there is something."""
    if rate is None:
        return DASH
    cut = (rate * FULL).to_integral_value(ROUND_FLOOR)
    return str(max(cut, ONE) if rate > 0 else cut)


def small_percent(share: Decimal | None) -> str:
    """A share in whole percents, in which neither a little is nothing nor nearly all is all."""
    if share is None:
        return DASH
    if 0 < share < Decimal("0.01"):
        return "<1 %"
    if Decimal("0.99") < share < 1:
        return ">99 %"
    return f"{share * 100:.0f} %"


def open_share(score: Score) -> Decimal | None:
    """The share of what is possible that could not be assessed; None where nothing is."""
    return 1 - score.assessable / score.possible if score.possible else None
